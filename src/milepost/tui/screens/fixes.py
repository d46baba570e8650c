"""Everything that can be mended without thinking, before it is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.content import Content

from milepost.diagnostics import Applicability
from milepost.report.diff import unified_diff
from milepost.text import EditSet
from milepost.tui.commands.dialogs import FIXES
from milepost.tui.commands.place import sign_of
from milepost.tui.fix_preview import broken, diff_lines
from milepost.tui.rows import Row, Run, fit, paragraph
from milepost.tui.screens.dialog import ReadingDialog
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult

    from milepost.document import Document
    from milepost.lint.fixer import FixReport
    from milepost.tui.commands.place import Wishes
    from milepost.tui.glyphs import Glyphs

_WIDTH = 100
_TIGHT = 24
"""Below this height the preview takes all of it."""


class FixesText(RowList):
    """What would be mended, by rule, and the difference it makes."""

    def __init__(self, document: Document, report: FixReport, fix_key: str) -> None:
        """`fix_key` shows the fix of one finding."""
        super().__init__()
        self._fix_key = fix_key
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
            words += f", {likely} of them with a fix that is probably meant: "
            words += f"{self._fix_key} at each shows it"
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


class FixesScreen(ReadingDialog[EditSet]):
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

    PLACE = FIXES

    def __init__(
        self, document: Document, report: FixReport, glyphs: Glyphs, wishes: Wishes
    ) -> None:
        super().__init__(wishes)
        self._report = report
        self.text: FixesText = FixesText(document, report, sign_of("finding.fix", wishes))
        self.text.glyphs = glyphs
        hints = self.keys.hints(("fixes.accept", "mends all"), ("dialog.close", "leaves"))
        self.text.border_subtitle = Content(f" {glyphs.dot} ".join(hints))

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
