"""`milepost note`: a decision, a surprise, an outcome or a revision note for a plan."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from milepost.cli.changing import (
    change_parser,
    find_plan,
    intent_or_refusal,
    quoted,
    run_change,
    show_page,
)
from milepost.cli.exits import UsageError
from milepost.edits.draft import Draft
from milepost.plan.kinds import SectionKind
from milepost.plan.living import entries_of
from milepost.workspace.clock import SystemClock
from milepost.workspace.editing import noting, recording

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from milepost.document import Document
    from milepost.plan.records import LogEntry, RevisionNote
    from milepost.workspace.intent import Intent
    from milepost.workspace.writing import Refusal

    _Entry = TypeVar("_Entry", LogEntry, RevisionNote)

_KINDS = {
    "decision": SectionKind.DECISIONS,
    "surprise": SectionKind.SURPRISES,
    "outcome": SectionKind.OUTCOMES,
    "revision": None,
}
_USAGE = {
    "decision": 'note decision PLAN "what" --rationale "why"',
    "surprise": 'note surprise PLAN "what" --evidence "proof"',
    "outcome": 'note outcome PLAN "what"',
    "revision": 'note revision PLAN "what and why"',
}
_OWN_OPTIONS = {"decision": ("rationale", "author"), "surprise": ("evidence",)}
_CHOICE = "Say what to note: decision, surprise, outcome or revision."


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    parser = change_parser("note")
    for name in ("rationale", "author", "evidence"):
        parser.add_argument(f"--{name}")
    options = parser.read(arguments)
    if options.help:
        return show_page("note")
    what = options.operands[0] if options.operands else ""
    if what not in _KINDS:
        raise UsageError(f"{_CHOICE} For example: `milepost {_USAGE['decision']}`.")
    for name in ("rationale", "author", "evidence"):
        if getattr(options, name) is not None and name not in _OWN_OPTIONS.get(what, ()):
            raise UsageError(f"--{name} has no meaning with `milepost note {what}`.")
    path = find_plan(options.operands[1:], _USAGE[what])
    text = " ".join(options.operands[2:])
    if not text.strip():
        raise UsageError(f"Say what to note: `milepost {_USAGE[what]}`.")
    now = SystemClock().now()
    kind = _KINDS[what]
    if kind is None:
        return run_change(Revision(path, text, now), options)
    return run_change(Record(path, what, _draft(what, kind, text, now, path, options)), options)


class Record:
    """Adds an entry to a living section."""

    def __init__(self, path: Path, what: str, draft: Draft) -> None:
        self.path = path
        self._what = what
        self._draft = draft

    def __call__(self, document: Document) -> Intent | Refusal:
        """The change to a document, or why there is none."""
        told = quoted(self._draft.text)
        return intent_or_refusal(
            f"Note {told}", recording(document, self._draft), document, _refusal(told, self.path)
        )

    def facts(self, document: Document) -> dict[str, object]:
        """The new entry."""
        entry = _find(entries_of(document.plan, self._draft.kind), self._draft.text)
        section = document.plan.section(self._draft.kind)
        return {
            "section": "" if section is None else section.title,
            "entry": None if entry is None else entry.text,
            "line": None if entry is None else _line_of(document, entry),
        }

    def sentence(self, document: Document, *, changed: bool) -> str:
        """What was noted, and where."""
        line = self.facts(document)["line"]
        return _sentence(self._what, self._draft.text, self.path, line, changed=changed)


class Revision:
    """Adds a revision note."""

    def __init__(self, path: Path, text: str, now: datetime) -> None:
        self.path = path
        self._text = text
        self._now = now

    def __call__(self, document: Document) -> Intent | Refusal:
        """The change to a document, or why there is none."""
        told = quoted(self._text)
        resolve = noting(document, self._text, self._now)
        return intent_or_refusal(f"Note {told}", resolve, document, _refusal(told, self.path))

    def facts(self, document: Document) -> dict[str, object]:
        """The new note."""
        note = _find(document.plan.revision_notes, self._text)
        return {
            "entry": None if note is None else note.text,
            "line": None if note is None else _line_of(document, note),
        }

    def sentence(self, document: Document, *, changed: bool) -> str:
        """What was noted, and where."""
        line = self.facts(document)["line"]
        return _sentence("revision", self._text, self.path, line, changed=changed)


def _draft(
    what: str, kind: SectionKind, text: str, now: datetime, path: Path, options: argparse.Namespace
) -> Draft:
    if what == "decision":
        if not (options.rationale or "").strip():
            raise UsageError(f"A decision needs its reason: `milepost {_USAGE[what]}`.")
        author = _find_author(path) if options.author is None else options.author
        return Draft(kind, text, now, rationale=options.rationale, author=author)
    if what == "surprise":
        evidence = _read_stdin() if options.evidence == "-" else options.evidence or ""
        if not evidence.strip():
            raise UsageError(f"A surprise needs its proof: `milepost {_USAGE[what]}`.")
        return Draft(kind, text, now, evidence=evidence)
    return Draft(kind, text, now)


def _find_author(path: Path) -> str:
    from milepost.workspace.author import find_author  # Deferred: only decisions have one.

    return find_author(path.absolute().parent)


def _read_stdin() -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def _sentence(what: str, text: str, path: Path, line: object, *, changed: bool) -> str:
    place = f"{path}:{line}" if line else str(path)
    if not changed:
        return f"{quoted(text)} is there already at {place}; nothing was written."
    return f"Noted the {what} {quoted(text)} at {place}."


def _refusal(told: str, path: Path) -> str:
    return f"{told} was not noted in {path}: it would not be read as one more entry there."


def _find(entries: Sequence[_Entry], text: str) -> _Entry | None:
    """The last entry that says this, whatever it is wrapped in."""
    wanted = _letters(text)
    for entry in reversed(entries):
        said = _letters(entry.text)
        if said and (said in wanted or wanted in said):
            return entry
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _line_of(document: Document, entry: LogEntry | RevisionNote) -> int:
    return document.lines.position(entry.span.start).line + 1
