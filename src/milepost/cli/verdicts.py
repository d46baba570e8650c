"""What checks came to, kept between runs."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from milepost import __version__
from milepost.cli.task import Verdict
from milepost.diagnostics import (
    INTERNAL_ERROR,
    Applicability,
    Diagnostic,
    Fix,
    RelatedSpan,
    Severity,
)
from milepost.text import EditSet, Span
from milepost.workspace.digest import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from milepost.cli.task import Outcome, Task
    from milepost.repository import Repository
    from milepost.workspace.cache import Cache
    from milepost.workspace.terms import PlanTerms

_TIMELY = frozenset({INTERNAL_ERROR, "MP206"})
"""Findings that another time of day takes away."""


class KeptVerdicts:
    """Verdicts of earlier runs, by all that a check depends on.

    Their fixes are without edits. Where they are kept is found out with the first question.
    """

    def __init__(self) -> None:
        self._last: tuple[PlanTerms, str] | None = None
        """What held for the plan before, which nearly always holds for the next one as well."""

    @cached_property
    def _cache(self) -> Cache:
        from milepost.workspace.cache import Cache, cache_folder

        return Cache(cache_folder() / "verdicts")

    @cached_property
    def _stamp(self) -> str:
        from milepost.workspace.cache import program_stamp

        return digest_of(f"{__version__}\n{program_stamp()}".encode("utf-8", "surrogateescape"))

    def find(self, task: Task) -> Verdict | None:
        """The verdict on a plan that was checked before, if it still holds."""
        key = self._key(task)
        begin, _, text = (self._cache.read(key) or "").partition("\n")
        # A file may have been moved or copied here: it is about what it says it is about.
        return unpack(text, task.repository) if begin == key else None

    def keep(self, task: Task, outcome: Outcome) -> None:
        """Keeps what will hold."""
        if outcome.packed is not None:
            key = self._key(task)
            self._cache.write(key, f"{key}\n{outcome.packed}")

    def _key(self, task: Task) -> str:
        terms, files = task.terms, task.repository
        if self._last is None or self._last[0] != terms:
            self._last = (terms, self._written(terms))
        place = () if files is None else (files.root, files.folder)
        facts = f"{self._last[1]}{place}{task.read.source.text}"
        return digest_of(facts.encode("utf-8", "surrogatepass"))

    def _written(self, terms: PlanTerms) -> str:
        """Everything that may decide on a finding, but for the files around the plan."""
        named = (*sorted(terms.profiles.items()), *sorted(terms.aliases.items(), key=str))
        return str((self._stamp, terms.selection, *named))


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
    return digest_of(text.encode("utf-8", "surrogatepass"))
