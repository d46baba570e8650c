"""Rules at work on a text, at a time that stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.fixer import FixReport, fix
from milepost.lint.selection import Selection
from milepost.rule import EXAMPLE_FOLDER, EXAMPLE_ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from milepost.diagnostics import Diagnostic
    from milepost.repository import Repository
    from milepost.rule import Rule

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Files:
    """A repository that is nothing but the text of its files, by path."""

    files: Mapping[str, str]
    root: str = EXAMPLE_ROOT
    folder: str = EXAMPLE_FOLDER

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.files

    def is_folder(self, path: str) -> bool:
        """Whether there is such a folder."""
        return any(each.startswith(f"{path}/") for each in (*self.files, f"{self.folder}/"))

    def read(self, path: str) -> str | None:
        """The text of a file."""
        return self.files.get(path)


def files_around(rule: Rule) -> Files | None:
    """The repository of a rule's examples."""
    return None if rule.files is None else Files(rule.files)


def findings(
    text: str,
    selection: Selection | None = None,
    repository: Repository | None = None,
    before: str = "",
) -> tuple[Diagnostic, ...]:
    """What all rules, or those selected, find in `text`, which read otherwise `before`."""
    chosen = selection or Selection()
    document, former = Document.parse(text), Document.parse(before) if before else None
    return lint(document, chosen, now=NOW, repository=repository, before=former).diagnostics


def findings_of(rule: Rule, text: str, before: str = "") -> tuple[Diagnostic, ...]:
    """What one rule finds in `text`, among the files of its examples."""
    return findings(text, Selection(select=(rule.code,)), files_around(rule), before)


def fixed_by(rule: Rule, text: str) -> FixReport:
    """What every fix of one rule, the daring ones included, makes of `text`."""
    return fix(
        Document.parse(text),
        Selection(select=(rule.code,)),
        Applicability.UNSAFE,
        now=NOW,
        repository=files_around(rule),
    )
