"""The page of a rule over the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.screen import ModalScreen

from milepost.document import Document
from milepost.report.rule_page import render_rule_page
from milepost.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from milepost.rule import Rule
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


class ExplanationScreen(ModalScreen[None]):
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

    BINDINGS: ClassVar = [
        Binding("escape,q,K", "dismiss", "Close", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("space,ctrl+d,pagedown", "scroll_page(1)", "Page down", show=False),
        Binding("ctrl+u,pageup", "scroll_page(-1)", "Page up", show=False),
        Binding("g,home", "top", "Top", show=False),
        Binding("G,end", "bottom", "Bottom", show=False),
        Binding("tab", "turn(1)", "Next rule", show=False),
        Binding("shift+tab", "turn(-1)", "Previous rule", show=False),
    ]

    def __init__(self, rules: Sequence[Rule], glyphs: Glyphs) -> None:
        """`rules` are those that can be turned to, the first one to be shown first."""
        super().__init__()
        self._rules = rules
        self._shown = 0
        self.page = RulePage()
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
        hints = ["esc closes"]
        if len(self._rules) > 1:
            hints.insert(0, f"{self._shown + 1} of {len(self._rules)}, tab turns")
        self.page.border_subtitle = f" {self._glyphs.dot} ".join(hints)

    def action_scroll(self, by: int) -> None:
        """Scrolls by lines."""
        self.page.scroll_lines_to(self.page.top + by)

    def action_scroll_page(self, by: int) -> None:
        """Scrolls by half of what is seen."""
        self.action_scroll(by * max(1, self.page.visible_lines // 2))

    def action_top(self) -> None:
        """To the first line."""
        self.page.scroll_lines_to(0)

    def action_bottom(self) -> None:
        """To the last line."""
        self.page.show_end()

    def action_turn(self, by: int) -> None:
        """To the page of the next rule that has found something at the same place."""
        self._shown = (self._shown + by) % len(self._rules)
        self._show()
