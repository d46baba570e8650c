"""The outline: the plan's sections and how they stand."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.reactive import var

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.query import progress_of, section_at
from milepost.tui.rows import Row, Run, fit, paragraph, plain
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.plan.model import Plan, Section
    from milepost.tui.news import Kind

_NO_HEADINGS = (
    "No headings yet. Sections are listed here; each begins with a line such as “## Progress”."
)
_DEEPEST = 3
"""Sub-sub-sections would make the outline as long as the plan."""


class Outline(RowList):
    """The sections; an entry's key is the section's index in the plan."""

    document: var[Document | None] = var(None)
    diagnostics: var[tuple[Diagnostic, ...]] = var(())
    changed: var[Mapping[int, Kind]] = var(dict, init=False)
    """What is new, by the section's index; shown with the next rows."""
    folded: var[tuple[int, ...]] = var((), init=False)
    """The sections that are folded in the plan, by index; shown with the next rows."""

    def build_rows(self, width: int) -> Sequence[Row]:
        """Title and sections."""
        document = self.document
        if document is None:
            return ()
        worst, counts = self._count(document)
        self._steps = _steps_of(document.plan)
        rows = [Row((Run("OUTLINE", "title"),)), Row(())]
        rows.extend(
            self._row(document, section, width, worst, counts)
            for section in document.plan.sections
            if 1 < section.level <= _DEEPEST or section.kind is not None
        )
        if len(rows) == 2:
            lines = paragraph(_NO_HEADINGS, width - 1, 6, self.glyphs.ellipsis)
            rows += [Row((Run(line, "quiet"),)) for line in lines]
        return rows

    def follow(self, document: Document) -> None:
        """Shows a new document; the cursor stays with its section."""
        before = self.document
        self.set_reactive(Outline.document, document)
        if before is None:
            self.rebuild()
            return

        def find(index: int) -> int | None:
            old = before.plan.sections[index]
            alike = [
                each.index
                for each in document.plan.sections
                if (each.level, each.title) == (old.level, old.title)
            ]
            return min(alike, key=lambda each: abs(each - index), default=None)

        self.rebuild(find)

    def move_to(self, key: int) -> None:
        """Puts the cursor on a section, or on the one before it where that is not listed."""
        before = [each for each in self._keys if each <= key]
        for nearest in before[-1:] or self._keys[:1]:
            super().move_to(nearest)

    def _watch_diagnostics(self) -> None:
        self.rebuild()

    def _count(self, document: Document) -> tuple[dict[int, Severity], Counter[int]]:
        """Per section: its worst finding and how many there are, sub-sections not included."""
        counts: Counter[int] = Counter()
        worst: dict[int, Severity] = {}
        for diagnostic in self.diagnostics:
            section = section_at(document.plan, diagnostic.span.start)
            if section is not None:
                counts[section.index] += 1
                worst[section.index] = max(
                    worst.get(section.index, Severity.INFO), diagnostic.severity
                )
        return worst, counts

    def _row(
        self,
        document: Document,
        section: Section,
        width: int,
        worst: dict[int, Severity],
        counts: Counter[int],
    ) -> Row:
        indent = "  " * max(0, section.level - 2)
        glyph, role = self._state(document, section)
        right = self._figures(document, section, worst, counts)
        room = width - 2 - len(indent) - sum(len(run.text) for run in right) - 1
        title = fit(plain(section.title), room, self.glyphs.ellipsis)
        wording = "open" if section.level <= 2 else "quiet"
        runs = (Run(indent), Run(f"{glyph} ", role), Run(title, wording))
        return Row(runs, section.index, right)

    def _state(self, document: Document, section: Section) -> tuple[str, str]:
        if section.kind is SectionKind.PROGRESS:
            progress = progress_of(document.plan)
            finished = bool(progress.total) and progress.done == progress.total
            return (self.glyphs.fine, "done-mark") if finished else (self.glyphs.partial, "accent")
        if not section.body.cut(document.text).strip():
            return self.glyphs.empty, "quiet"
        steps = self._steps.get(section.index)
        if steps and all(steps):
            return self.glyphs.fine, "done-mark"
        if steps and any(steps):
            return self.glyphs.partial, "accent"
        return " ", ""

    _steps: Mapping[int, Sequence[bool]] = MappingProxyType({})
    """Whether the steps of milestones are done, by the milestone's section."""

    def _figures(
        self,
        document: Document,
        section: Section,
        worst: dict[int, Severity],
        counts: Counter[int],
    ) -> tuple[Run, ...]:
        figures: list[Run] = []
        if section.kind is SectionKind.PROGRESS:
            progress = progress_of(document.plan)
            figures.append(Run(f"{progress.done}/{progress.total} ", "quiet"))
        severity = worst.get(section.index)
        if severity is not None:
            sign = getattr(self.glyphs, severity.label)
            figures.append(Run(f"{sign}{counts[section.index]} ", severity.label))
        kind = self.changed.get(section.index)
        if kind is not None:
            figures.append(Run(f"{kind.sign(self.glyphs)} ", kind.look))
        if section.index in self.folded:
            figures.append(Run(f"{self.glyphs.folded} ", "quiet"))
        return tuple(figures)


def _steps_of(plan: Plan) -> dict[int, list[bool]]:
    """Whether the steps under each sub-heading of Progress are done, by the section's index.

    The same for the milestone that such a heading names, wherever that is described.
    """
    progress = plan.by_kind.get(SectionKind.PROGRESS)
    steps: dict[int, list[bool]] = {}
    for item in plan.items:
        if item.in_progress and item.section is not None and item.section != progress:
            steps.setdefault(item.section, []).append(item.done)
    named = {_name_of(plan.sections[index].title): done for index, done in steps.items()}
    for milestone in plan.milestones:
        name = _name_of(milestone.title)
        if name in named:
            steps.setdefault(milestone.section, named[name])
    return steps


def _name_of(title: str) -> tuple[str, ...]:
    """What a milestone is called, without what it is about: `milestone`, `3`."""
    return tuple(word.strip(".:()*_`").casefold() for word in title.split()[:2])
