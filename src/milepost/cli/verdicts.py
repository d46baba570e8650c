"""What a check of one plan comes to, and how it is kept between runs."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from milepost.diagnostics import Applicability, Diagnostic, Fix, RelatedSpan, Severity
from milepost.text import EditSet, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from milepost.repository import Repository

_TIMELY = frozenset({"MP000", "MP206"})
"""Findings that another time of day takes away."""


class Verdict(NamedTuple):
    """What a check of one plan comes to."""

    title: str
    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]


class Listener:
    """A repository that remembers what it was asked, so that a verdict is known to hold."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self.asked: dict[tuple[str, str], str] = {}
        """Answers by question and path, for a text its digest."""

    @property
    def root(self) -> str:
        """As the repository's own."""
        return self._repository.root

    @property
    def folder(self) -> str:
        """As the repository's own."""
        return self._repository.folder

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        found = self._repository.is_file(path)
        self.asked["file", path] = str(found)
        return found

    def is_folder(self, path: str) -> bool:
        """Whether there is such a folder."""
        found = self._repository.is_folder(path)
        self.asked["folder", path] = str(found)
        return found

    def read(self, path: str) -> str | None:
        """The text of a file."""
        text = self._repository.read(path)
        self.asked["text", path] = _digest(text)
        return text


def pack(verdict: Verdict, asked: Mapping[tuple[str, str], str]) -> str | None:
    """A verdict as text; None for one that will not hold.

    Fixes are kept without their edits, some of which stamp the time of the check.
    """
    if any(found.code in _TIMELY for found in verdict.diagnostics + verdict.suppressed):
        return None
    return json.dumps(
        {
            "title": verdict.title,
            "found": [_pack_one(found) for found in verdict.diagnostics],
            "suppressed": [_pack_one(found) for found in verdict.suppressed],
            "asked": [[*question, answer] for question, answer in asked.items()],
        }
    )


def unpack(text: str, repository: Repository | None) -> Verdict | None:
    """The verdict; None when the repository would answer otherwise today, or the text is bad."""
    try:
        data = json.loads(text)
        if not all(_still_holds(repository, *asked) for asked in data["asked"]):
            return None
        found, suppressed = (
            tuple(_unpack_one(*values) for values in data[part]) for part in ("found", "suppressed")
        )
        return Verdict(data["title"], found, suppressed)
    except (KeyError, TypeError, ValueError):
        return None


def _still_holds(repository: Repository | None, question: str, path: str, answer: str) -> bool:
    if repository is None:
        return False
    if question == "file":
        return str(repository.is_file(path)) == answer
    if question == "folder":
        return str(repository.is_folder(path)) == answer
    return _digest(repository.read(path)) == answer


def _pack_one(found: Diagnostic) -> list[Any]:
    return [
        found.code,
        found.name,
        found.message,
        [found.span.start, found.span.end],
        int(found.severity),
        [[each.span.start, each.span.end, each.message] for each in found.related],
        found.fix and [found.fix.title, int(found.fix.applicability)],
    ]


def _unpack_one(*values: Any) -> Diagnostic:
    code, name, message, span, severity, related, fix = values
    return Diagnostic(
        code,
        name,
        message,
        Span(*span),
        Severity(severity),
        tuple(RelatedSpan(Span(start, end), told) for start, end, told in related),
        fix and Fix(fix[0], EditSet.of([]), Applicability(fix[1])),
    )


def _digest(text: str | None) -> str:
    if text is None:
        return ""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
