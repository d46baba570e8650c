"""The plan's screen: all that its keys do, put together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on

from milepost.plan.query import item_at
from milepost.tui.commands import bindings, sequences
from milepost.tui.screens.answering import AnsweringScreen
from milepost.tui.screens.beginning import BeginningScreen
from milepost.tui.screens.filing import NO_FILE, FilesScreen
from milepost.tui.screens.folding import FoldingScreen
from milepost.tui.screens.looking_back import LookingBackScreen
from milepost.tui.screens.moving import MovingScreen
from milepost.tui.screens.recording import RecordingScreen
from milepost.tui.screens.resuming import ResumingScreen
from milepost.tui.type_ahead import hold_keys, release_keys
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual import events

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.text import Span
    from milepost.tui.commands import Command
    from milepost.tui.screens.session import Desk

_ON_FINDINGS = frozenset({"explain", "fix", "suppress", "copy_finding"})
_ABOUT_FINDINGS = _ON_FINDINGS | {"next_finding", "previous_finding", "fix_all"}
_ON_STEPS = (
    "toggle_item start_item split_item move_item_down move_item_up correct_stamp delete_item"
)
_REFUSALS = {
    **dict.fromkeys(_ON_STEPS.split(), "There is no step here."),
    **dict.fromkeys(_ABOUT_FINDINGS, "There is no finding."),
    **dict.fromkeys(("next_change", "previous_change"), "Nothing has changed since you looked."),
    **dict.fromkeys(("next_match", "previous_match"), "Nothing is searched for, or found."),
    "fix_all": "There is nothing that could be mended safely.",
    "open_file": NO_FILE,
    "fold": "There is no section here.",
    **dict.fromkeys(("unfold", "unfold_all"), "Nothing is folded here."),
    "mend_alarm": "There is no alarm.",
    "open_conflict": "There is no conflict to decide.",
}
"""What is said of keys that do nothing at the moment."""


class PlanScreen(
    MovingScreen,
    ResumingScreen,
    LookingBackScreen,
    BeginningScreen,
    AnsweringScreen,
    RecordingScreen,
    FilesScreen,
    FoldingScreen,
):
    """Shows one plan and keeps it in step with the file."""

    # Here and not below: Textual copies what is inherited for every class between.
    BINDINGS: ClassVar = list(bindings())

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._prefix = ""
        self._behind_check = ""

    @cached_property
    def _sequences(self) -> dict[tuple[str, str], Command]:
        return sequences(self.commands)

    # Availability

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command makes sense where the cursor is: for keys, footer and palette."""
        if self.rests(action):
            return False
        match action:
            case "go_to":
                return self.shows_fix or self._destination() is not None
            case "explain":
                return bool(self.findings_at_cursor())
            case "next_finding" | "previous_finding":
                return bool(self.findings.diagnostics)
            case "next_match" | "previous_match":
                return self.reader.match_count > 0
        return super().check_action(action, parameters)

    def tell_why_not(self, action: str) -> None:
        """Says why a key has done nothing, where the keys are for the panes."""
        if self.focused is not self.active_pane or not self._started:
            return
        if action in _ABOUT_FINDINGS and self._is_to_be_checked:
            self._wait_for_check(action)
        elif action in _ABOUT_FINDINGS and self.header.diagnostics is None:
            self.tell("The plan has not been checked yet.")
        elif action in _ON_FINDINGS and self.findings.diagnostics:
            self.tell(f"There is no finding here: {self.key_of('finding.next')} goes to the next.")
        elif action in _REFUSALS:
            self.tell(_REFUSALS[action])

    # Keys that come before the first check

    @property
    def _is_to_be_checked(self) -> bool:
        return self.findings.document is None

    def _wait_for_check(self, action: str) -> None:
        """Does something, and what is typed behind it, when it is known what is to be mended."""
        self._behind_check = action
        hold_keys(self.app)

    def focus_pane(self, name: str) -> None:
        """Brings a pane to the front; what is typed for the findings waits until there are some."""
        super().focus_pane(name)
        if name == "findings" and self._is_to_be_checked:
            self._wait_for_check("pane('findings')")

    def show_findings(self, document: Document, diagnostics: tuple[Diagnostic, ...] | None) -> None:
        """Shows what a check found, and goes on with what has waited for it."""
        super().show_findings(document, diagnostics)
        action, self._behind_check = self._behind_check, ""
        if action:
            self.run_command(action)
            self.call_later(release_keys, self.app)

    def _destination(self) -> tuple[str, Span] | None:
        """Where `enter` leads: a pane and a place in the plan."""
        plan = self.document.plan
        match self.active:
            case "rail":
                item = self.rail.selected
                return None if item is None else ("reader", item.span)
            case "findings":
                finding = self.findings.selected
                return None if finding is None else ("reader", finding.span)
            case "outline":
                key = self.outline.cursor
                known = key is not None and key < len(plan.sections)
                return ("reader", plan.sections[key].heading) if known and key is not None else None
            case "changes":
                place = self.changes.selected
                return None if place is None else ("reader", place)
        item = item_at(plan, self.reader.cursor_offset)
        return ("rail", item.span) if item is not None and item.in_progress else None

    # Keys of two parts

    def action_prefix(self, key: str) -> None:
        """Waits for the second part of a key."""
        self._prefix = key

    def on_key(self, event: events.Key) -> None:
        """Resolves the second part of a key before anything else sees it."""
        prefix, self._prefix = self._prefix, ""
        command = self._sequences.get((prefix, event.key)) if prefix else None
        if command is not None:
            self.run_command(command.action)
            event.stop()
            event.prevent_default()

    # Commands that move

    def action_go_to(self) -> None:
        """Makes the fix that is shown, else goes where the cursor's entry stands."""
        if self.shows_fix:
            self.apply_fix()
        else:
            self._go_there()

    def _go_there(self) -> None:
        destination = self._destination()
        if destination is None:
            return
        self.remember_place()
        pane, span = destination
        if pane == "rail":
            item = item_at(self.session.document.plan, span.start)
            if item is not None:
                self.rail.move_to(item.index)
        else:
            self.reader.go_to(span)
        self.focus_pane(pane)

    @on(RowList.Chosen)
    def _on_chosen(self) -> None:
        self._go_there()

    # The program

    def action_next_theme(self) -> None:
        """The next set of colours."""
        self.call_later(self.app.run_action, "app.next_theme")

    def action_palette(self) -> None:
        """Every command by name."""
        self.app.action_command_palette()

    def action_help(self) -> None:
        """All keys."""
        from milepost.tui.place_help import place_of_pane  # rarely wanted
        from milepost.tui.screens.help import HelpScreen

        offered = {each.id for each in self.commands if self.is_offered(each.action)}
        place = place_of_pane(self.active, self.commands, offered)
        self.app.push_screen(HelpScreen(self._glyphs, self.wishes, self.commands, place))

    def action_quit_program(self) -> None:
        """Leaves."""
        self.app.exit(0)
