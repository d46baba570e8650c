"""The findings: what is wrong with the plan, by section, worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import var

from milepost.diagnostics import Severity
from milepost.plan.query import section_at
from milepost.tui.cells import cell_len
from milepost.tui.namesakes import find_parents_of_namesakes
from milepost.tui.rows import Row, Run, fit, paragraph, plain, quoted
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.tui.fix_preview import FixPreview

_MESSAGE_LINES = 2
_NARROW_LINES = 3
_NARROW = 36
"""Below this width messages may take a line more."""
_WHOLE = 12
"""Lines of the message whose fix is shown."""
_REMARK_LINES = 4
_BEFORE = "Before the first heading"


class Findings(RowList):
    """The findings of the last check; an entry's key is its place in `diagnostics`."""

    document: var[Document | None] = var(None)
    diagnostics: var[tuple[Diagnostic, ...]] = var(())

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self.add_class("-sound", update=False)
        self._checked = True
        self.remarks: tuple[str, ...] = ()
        """Sentences on what the check does not follow; shown with the next findings."""
        self._remarked: tuple[str, ...] = ()
        self._preview: tuple[int, FixPreview] | None = None
        self._usual_lines = 0

    def build_rows(self, width: int) -> Sequence[Row]:
        """A heading, then each section with its findings."""
        document = self.document
        if document is None:
            return ()
        if not self._checked:
            title = Row((Run("FINDINGS", "title"),))
            return [title, Row(()), Row((Run("Not checked.", "quiet"),))]
        rows = [Row((Run("FINDINGS", "title"),), right=tuple(self._counts())), *self._notes(width)]
        if not self.diagnostics:
            fine = Run(f"{self.glyphs.fine} ", "done-mark")
            return [*rows, Row(()), Row((fine, Run("Nothing to mend.", "quiet")))]
        parents = find_parents_of_namesakes(document.plan)
        for section, keys in self._groups(document):
            rows += [Row(()), self._heading(document, section, parents.get(section, ""), width)]
            told: set[tuple[str, str]] = set()
            for key in keys:
                diagnostic = self.diagnostics[key]
                is_known = (diagnostic.code, diagnostic.message) in told
                told.add((diagnostic.code, diagnostic.message))
                # What is to be mended is read in full.
                entry = self._again if is_known and not self._previews(key) else self._entry
                rows.extend(entry(document, key, width))
                rows.extend(self._preview_rows(key, width))
        return rows

    def _heading(self, document: Document, section: int, parent: str, width: int) -> Row:
        """The title of a section, with what it stands in where others have the same title."""
        title = document.plan.sections[section].title if section >= 0 else _BEFORE
        ellipsis = self.glyphs.ellipsis
        within = fit(f" in {plain(parent)}", width // 2, ellipsis) if parent else ""
        name = fit(plain(title), width - cell_len(within), ellipsis)
        return Row((Run(name, "station"), Run(within, "quiet")))

    def show_preview(self, preview: FixPreview | None) -> None:
        """Shows below the entry with the cursor what its fix would change, or no longer."""
        key = self.cursor
        self._preview = None if preview is None or key is None else (key, preview)
        self._needs_all = self._preview is not None
        self.rebuild()
        self._make_room()
        self._reveal()

    def _make_room(self) -> None:
        """Lets the pane be higher while a preview does not fit it."""
        needed = sum(row.key == self.cursor for row in self._rows)
        self.set_class(self._preview is not None and needed > self._usual_lines, "-high")

    def on_resize(self) -> None:
        """Remembers how high the pane is where nothing wants it higher."""
        if not self.has_class("-high"):
            self._usual_lines = self.visible_lines

    def _previews(self, key: int) -> bool:
        return self._preview is not None and self._preview[0] == key

    def _preview_rows(self, key: int, width: int) -> Iterator[Row]:
        if self._preview is not None and self._preview[0] == key:
            for line in self._preview[1].rows(width - 5):
                look = "station" if line.look == "title" else line.look
                yield Row((Run(f"  {line.sign} ", look), Run(line.words, look)), key)

    def _counts(self) -> Iterator[Run]:
        """How many there are of each severity, worst first."""
        for severity in sorted(Severity, reverse=True):
            count = sum(each.severity is severity for each in self.diagnostics)
            if count:
                yield Run(f" {self._sign(severity)} ", severity.label)
                yield Run(f"{count} ", "title")

    def _sign(self, severity: Severity) -> str:
        return {
            Severity.ERROR: self.glyphs.error,
            Severity.WARNING: self.glyphs.warning,
            Severity.INFO: self.glyphs.info,
        }[severity]

    def _notes(self, width: int) -> Iterator[Row]:
        for remark in self.remarks:
            lines = paragraph(remark, width - 3, _REMARK_LINES, self.glyphs.ellipsis)
            sign = Run(f"{self.glyphs.warning} ", "warning-strong")
            yield Row((sign, Run(lines[0], "warning")))
            yield from (Row((Run("  "), Run(line, "warning"))) for line in lines[1:])

    def show(self, document: Document, outcome: tuple[Diagnostic, ...] | None) -> None:
        """Shows the outcome of a check, if there was one; the cursor stays with its finding."""
        before = self.diagnostics
        # A preview is about a text that is no longer shown.
        self._preview, self._needs_all = None, False
        self.remove_class("-high")
        is_new, self._remarked = self.remarks != self._remarked, self.remarks
        self._checked = outcome is not None
        diagnostics = outcome or ()
        self.set_class(not diagnostics and not self.remarks, "-sound")
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
        if is_new and self.remarks:
            self.settle(0)
            self._reveal()

    @property
    def selected(self) -> Diagnostic | None:
        """The finding under the cursor."""
        if self.cursor is None or self.cursor >= len(self.diagnostics):
            return None
        return self.diagnostics[self.cursor]

    def _groups(self, document: Document) -> list[tuple[int, list[int]]]:
        """Sections, -1 for none, with their findings; those with the worst come first."""
        groups: dict[int, list[int]] = {}
        for key, diagnostic in enumerate(self.diagnostics):
            section = section_at(document.plan, diagnostic.span.start)
            groups.setdefault(-1 if section is None else section.index, []).append(key)
        found = self.diagnostics
        for keys in groups.values():
            keys.sort(key=lambda key: (-found[key].severity, found[key].span))
        return sorted(groups.items(), key=lambda pair: (-found[pair[1][0]].severity, pair[0]))

    def _entry(self, document: Document, key: int, width: int) -> list[Row]:
        """A finding: its message, its rule and its line."""
        diagnostic = self.diagnostics[key]
        sign, words = self._looks_of(diagnostic)
        most = _MESSAGE_LINES if width >= _NARROW else _NARROW_LINES
        most = _WHOLE if self._previews(key) else most
        message = quoted(diagnostic.message)
        lines = paragraph(message, width - 3, most, self.glyphs.ellipsis)
        place = f" {self.glyphs.dot} {_line_of(document, diagnostic)}"
        if diagnostic.severity is Severity.INFO:
            # There may be very many: where there is room, rule and line stand beside the message.
            tail = f"{diagnostic.code}{place} "
            if cell_len(lines[-1]) + 4 + cell_len(tail) <= width:
                return _message_rows(sign, words, lines, key, right=(Run(tail, "quiet"),))
        rule = f"{diagnostic.code} {diagnostic.name}"
        shown = fit(rule, width - 3 - len(place), self.glyphs.ellipsis)
        rows = _message_rows(sign, words, lines, key)
        return [*rows, Row((Run(f"  {shown}{place}", "quiet"),), key)]

    def _again(self, document: Document, key: int, width: int) -> list[Row]:
        """A finding like one above it in the same section: on one line."""
        diagnostic = self.diagnostics[key]
        sign, words = self._looks_of(diagnostic)
        place = f"{_line_of(document, diagnostic)} "
        message = quoted(diagnostic.message)
        shown = fit(message, width - 4 - cell_len(place), self.glyphs.ellipsis)
        return _message_rows(sign, words, [shown], key, right=(Run(place, "quiet"),))

    def _looks_of(self, diagnostic: Diagnostic) -> tuple[Run, str]:
        """The sign of a finding, and the role of its words: remarks are not to be loud."""
        severity = diagnostic.severity
        words = "quiet" if severity is Severity.INFO else "open"
        return Run(f"{self._sign(severity)} ", severity.label), words


def _message_rows(
    sign: Run, role: str, lines: Sequence[str], key: int, right: tuple[Run, ...] = ()
) -> list[Row]:
    """The lines of a message, with something at the right of the last one."""
    last = len(lines) - 1
    return [
        Row(
            (Run("  ") if number else sign, Run(line, role)),
            key,
            right if number == last else (),
        )
        for number, line in enumerate(lines)
    ]


def _line_of(document: Document, diagnostic: Diagnostic) -> str:
    return f"line {document.lines.position(diagnostic.span.start).line + 1}"
