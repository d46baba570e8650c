"""The page of a rule over the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from milepost.document import Document
from milepost.report.rule_page import render_rule_page
from milepost.tui.commands.dialogs import EXPLANATION
from milepost.tui.screens.dialog import ReadingDialog
from milepost.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from milepost.rule import Rule
    from milepost.tui.commands.place import Wishes
    from milepost.tui.glyphs import Glyphs

_TIGHT = 24
"""Below this height the page takes all of it."""


class RulePage(PageView):
    """A rule's page, for reading only: it scrolls by lines, and no row has a cursor."""

    HAS_CURSOR = False

    def scrolled(self) -> None:
        """There is no cursor to take along."""

    def show_end(self) -> None:
        """Scrolls to the last line."""
        if self._view is not None:
            self._view.page.finish()
            self.settle(self._view.height)


class ExplanationScreen(ReadingDialog[None]):
    """Shows the pages of rules, one at a time."""

    DEFAULT_CSS = """
    ExplanationScreen {
        align: center middle;
        & > RulePage {
            width: 88;
            max-width: 100%;
            height: 90%;
            background: $ground;
            border: round $quiet;
            border-title-color: $quiet;
            border-subtitle-color: $quiet;
        }
        &.-tight > RulePage {
            height: 100%;
        }
    }
    """

    PLACE = EXPLANATION

    def __init__(self, rules: Sequence[Rule], glyphs: Glyphs, wishes: Wishes) -> None:
        """`rules` are those that can be turned to, the first one to be shown first."""
        super().__init__(wishes)
        self._rules = rules
        self._shown = 0
        self.text = self.page = RulePage()
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The page."""
        yield self.page

    def on_mount(self) -> None:
        """Shows the first rule."""
        self.page.glyphs = self._glyphs
        self.page.focus()
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """A low window is for the text alone."""
        self.set_class(event.size.height < _TIGHT, "-tight")

    def _show(self) -> None:
        self.page.document = Document.parse(render_rule_page(self._rules[self._shown]))
        hints = self.keys.hints(("dialog.close", "closes"))
        if len(self._rules) > 1:
            turns = self.keys.hints(("explanation.next", "turns"))
            hints.insert(0, ", ".join([f"{self._shown + 1} of {len(self._rules)}", *turns]))
        self.page.border_subtitle = Content(f" {self._glyphs.dot} ".join(hints))

    def action_move(self, how: str) -> None:
        """Scrolls; the last line is known when all of the page is laid out."""
        if how == "bottom":
            self.page.show_end()
        else:
            super().action_move(how)

    def action_turn(self, by: int) -> None:
        """To the page of the next rule that has found something at the same place."""
        self._shown = (self._shown + by) % len(self._rules)
        self._show()
