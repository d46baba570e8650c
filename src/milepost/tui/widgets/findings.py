"""The findings: what is wrong with the plan, by section, worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import var

from milepost.plan.query import section_at
from milepost.tui.rows import Row, Run, fit, paragraph, plain
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document

_MESSAGE_LINES = 2
_BEFORE = "Before the first heading"


class Findings(RowList):
    """The findings of the last check; an entry's key is its place in `diagnostics`."""

    document: var[Document | None] = var(None)
    diagnostics: var[tuple[Diagnostic, ...]] = var(())

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self._checked = True

    def build_rows(self, width: int) -> Sequence[Row]:
        """A heading, then each section with its findings."""
        document = self.document
        if document is None:
            return ()
        if not self._checked:
            title = Row((Run("FINDINGS", "title"),))
            return [title, Row(()), Row((Run("Not checked: there is no text to check.", "quiet"),))]
        count = len(self.diagnostics)
        heading = Row((Run("FINDINGS", "title"),), right=(Run(f"{count} ", "title"),))
        if not count:
            fine = Run(f"{self.glyphs.fine} ", "done-mark")
            return [heading, Row(()), Row((fine, Run("Nothing to mend.", "quiet")))]
        rows = [heading]
        for section, keys in self._groups(document):
            rows.append(Row(()))
            rows.append(Row((Run(fit(plain(section), width, self.glyphs.ellipsis), "station"),)))
            for key in keys:
                rows.extend(self._entry(document, key, width))
        return rows

    def show(self, document: Document, outcome: tuple[Diagnostic, ...] | None) -> None:
        """Shows the outcome of a check, if there was one; the cursor stays with its finding."""
        before = self.diagnostics
        self._checked = outcome is not None
        diagnostics = outcome or ()
        self.set_reactive(Findings.document, document)
        self.set_reactive(Findings.diagnostics, diagnostics)

        def find(key: int) -> int | None:
            old = before[key]
            alike = [
                now
                for now, each in enumerate(diagnostics)
                if (each.code, each.message) == (old.code, old.message)
            ]
            return min(
                alike,
                key=lambda now: abs(diagnostics[now].span.start - old.span.start),
                default=None,
            )

        self.rebuild(find)

    @property
    def selected(self) -> Diagnostic | None:
        """The finding under the cursor."""
        if self.cursor is None or self.cursor >= len(self.diagnostics):
            return None
        return self.diagnostics[self.cursor]

    def _groups(self, document: Document) -> list[tuple[str, list[int]]]:
        """Section titles with their findings; sections with the worst findings come first."""
        groups: dict[int, list[int]] = {}
        for key, diagnostic in enumerate(self.diagnostics):
            section = section_at(document.plan, diagnostic.span.start)
            groups.setdefault(-1 if section is None else section.index, []).append(key)
        found = self.diagnostics
        for keys in groups.values():
            keys.sort(key=lambda key: (-found[key].severity, found[key].span))
        ordered = sorted(groups.items(), key=lambda pair: (-found[pair[1][0]].severity, pair[0]))
        titles = document.plan.sections
        return [(titles[at].title if at >= 0 else _BEFORE, keys) for at, keys in ordered]

    def _entry(self, document: Document, key: int, width: int) -> list[Row]:
        diagnostic = self.diagnostics[key]
        label = diagnostic.severity.label
        glyph = Run(f"{getattr(self.glyphs, label)} ", label)
        line = document.lines.position(diagnostic.span.start).line + 1
        message = plain(diagnostic.message)
        lines = paragraph(message, width - 3, _MESSAGE_LINES, self.glyphs.ellipsis)
        rows = [Row((glyph, Run(lines[0], "open")), key)]
        rows.extend(Row((Run("  "), Run(each, "open")), key) for each in lines[1:])
        place = f" {self.glyphs.dot} line {line}"
        rule = f"{diagnostic.code} {diagnostic.name}"
        shown = fit(rule, width - 3 - len(place), self.glyphs.ellipsis)
        return [*rows, Row((Run(f"  {shown}{place}", "quiet"),), key)]
