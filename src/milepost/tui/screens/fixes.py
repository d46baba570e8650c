"""Everything that can be mended without thinking, before it is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.screen import ModalScreen

from milepost.diagnostics import Applicability
from milepost.report.diff import unified_diff
from milepost.text import EditSet
from milepost.tui.fix_preview import broken, diff_lines
from milepost.tui.rows import Row, Run, fit, paragraph
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult

    from milepost.document import Document
    from milepost.lint.fixer import FixReport
    from milepost.tui.glyphs import Glyphs

_WIDTH = 100
_TIGHT = 24
"""Below this height the preview takes all of it."""


class FixesText(RowList):
    """What would be mended, by rule, and the difference it makes."""

    def __init__(self, document: Document, report: FixReport) -> None:
        super().__init__()
        self._document = document
        self._report = report

    def build_rows(self, width: int) -> Sequence[Row]:
        """How much of what, then the difference."""
        rows = [self._heading(), *self._remark(width), Row(())]
        rules = Counter((each.code, each.name) for each in self._report.applied)
        for (code, name), count in sorted(rules.items()):
            words = fit(f"{code} {name}", width - 6, self.glyphs.ellipsis)
            rows.append(Row((Run(f"{count:>4}  ", "accent"), Run(words, "open"))))
        return [*rows, *self._difference(width)]

    def _heading(self) -> Row:
        number = len(self._report.applied)
        return Row((Run(f"{number} SAFE FIX{'ES' if number > 1 else ''}", "title"),))

    def _remark(self, width: int) -> Iterator[Row]:
        """What is left when all of it is done."""
        left = self._report.result.diagnostics
        likely = sum(
            each.fix is not None and each.fix.applicability is Applicability.UNSAFE for each in left
        )
        words = f"{len(left)} finding{'' if len(left) == 1 else 's'} left after it"
        if likely:
            words += f", {likely} of them with a fix that is probably meant: f at each shows it"
        lines = paragraph(f"{words}." if left else "Nothing is left after it.", width, 3)
        yield from (Row((Run(line, "quiet"),)) for line in lines)

    def _difference(self, width: int) -> Iterator[Row]:
        diff = unified_diff("plan", self._document.source, self._report.document.source)
        for line in diff_lines(diff):
            if not line.sign:
                yield Row(())
                yield Row((Run(line.words, line.look),))
                continue
            for part in broken(line, max(8, width - 3)):
                yield Row((Run(f"{part.sign} ", part.look), Run(part.words, part.look)))


class FixesScreen(ModalScreen[EditSet]):
    """Shows all safe fixes over the plan; dismissed with the edits when they are wanted."""

    DEFAULT_CSS = """
    FixesScreen {
        align: center middle;
        & > FixesText {
            width: 100;
            max-width: 100%;
            background: $ground;
            border: round $quiet;
            border-subtitle-color: $quiet;
        }
    }
    """

    BINDINGS: ClassVar = [
        Binding("enter", "accept", "Mend", show=False),
        Binding("escape,q,F", "dismiss", "Close", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("space,ctrl+d,pagedown", "scroll_page(1)", "Page down", show=False),
        Binding("ctrl+u,pageup", "scroll_page(-1)", "Page up", show=False),
        Binding("g,home", "top", "Top", show=False),
        Binding("G,end", "bottom", "Bottom", show=False),
    ]

    def __init__(self, document: Document, report: FixReport, glyphs: Glyphs) -> None:
        super().__init__()
        self._report = report
        self.text = FixesText(document, report)
        self.text.glyphs = glyphs
        self.text.border_subtitle = f" enter mends all {glyphs.dot} esc leaves "

    def compose(self) -> ComposeResult:
        """The text."""
        yield self.text

    def on_mount(self) -> None:
        """Lets the text scroll by key."""
        self.text.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Takes as much room as the text needs; a low window is for the text alone."""
        rows = len(self.text.build_rows(min(_WIDTH, event.size.width) - 4))
        share = 1.0 if event.size.height < _TIGHT else 0.9
        self.text.styles.height = min(rows + 2, int(event.size.height * share))

    def action_accept(self) -> None:
        """Mends all of it."""
        self.dismiss(self._report.edits)

    def action_scroll(self, by: int) -> None:
        """Scrolls by lines."""
        self.text.scroll_lines_to(self.text.top + by)

    def action_scroll_page(self, by: int) -> None:
        """Scrolls by half of what is seen."""
        self.action_scroll(by * max(1, self.text.visible_lines // 2))

    def action_top(self) -> None:
        """To the first line."""
        self.text.scroll_lines_to(0)

    def action_bottom(self) -> None:
        """To the last line."""
        self.text.scroll_lines_to(self.text.line_count())
