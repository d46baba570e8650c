"""The panes of a plan and how they are arranged; knows nothing of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from milepost.tui.commands import COMMANDS
from milepost.tui.type_ahead import hold_keys_for
from milepost.tui.widgets.changes import ChangeList
from milepost.tui.widgets.findings import Findings
from milepost.tui.widgets.header import Header
from milepost.tui.widgets.key_bar import KeyBar
from milepost.tui.widgets.outline import Outline
from milepost.tui.widgets.rail import Rail
from milepost.tui.widgets.reader import Reader
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.text import EditSet
    from milepost.tui.commands import Command
    from milepost.tui.commands.place import Wishes
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.widgets.search_bar import SearchBar
    from milepost.tui.widgets.tab_bar import TabBar

NARROW = 70
"""Below this width there is one pane at a time."""
WIDE = 110
"""From this width the outline has a place of its own."""
LOW = 14
"""Below this height the header takes one line."""
SLIM = 50
"""Below this width as well."""
MESSAGE_SECONDS = 6.0

_WANTED_FIRST = {
    "reader": ("finding.fix", "front.", "finding.explain", "fold."),
    "findings": ("finding.fix", "front.", "alarm.", "conflict.", "finding.explain", "go."),
    "outline": ("go.", "fold."),
    "changes": ("go.", "change."),
}
"""What the last line names first, by pane; the rest follows in the order of the table."""

PANES = ("rail", "reader", "findings", "outline", "changes")
"""The panes by number and in the order of the tab key."""


class Cockpit(Screen[None]):
    """Shows a document, its findings and messages, in the layout for the size."""

    active: var[str] = var("rail", init=False)
    """The pane with the cursor."""
    zoomed: var[bool] = var(default=False, init=False)

    AUTO_FOCUS = "#rail"

    def __init__(self, glyphs: Glyphs, name_when_untitled: str) -> None:
        super().__init__()
        self._glyphs = glyphs
        self.commands: Sequence[Command] = COMMANDS
        """What can be done here, with the person's keys."""
        self.wishes: Wishes = {}
        """The person's keys by id, for what opens over the panes or among them."""
        self._untitled = name_when_untitled
        self.header = Header()
        self.tabs: TabBar | None = None
        """The names of the panes, once the window was so narrow that one was shown at a time."""
        self.outline = Outline(id="outline")
        self.reader = Reader(id="reader")
        self.rail = Rail(id="rail")
        self.findings = Findings(id="findings")
        self.changes = ChangeList(id="changes")
        self.key_bar = KeyBar()
        self.search_bar: SearchBar | None = None
        """Where the person types what to look for, while it is open."""
        self._searched_from = self.active
        self._message_timer: Timer | None = None
        # No style depends on it yet: there is nothing that could have one.
        self.add_class(*self._layout_classes(), update=False)

    def compose(self) -> ComposeResult:
        """The panes; style sheets say where they go."""
        yield self.header
        with Horizontal(id="panes"):
            yield self.outline
            yield self.reader
            with Vertical(id="side"):
                yield self.rail
                yield self.findings
                yield self.changes
        yield Widget(id="foot")
        yield self.key_bar

    def on_mount(self) -> None:
        """Prepares the panes."""
        for pane in (self.outline, self.reader, self.rail, self.findings, self.changes):
            pane.glyphs = self._glyphs
        self.header.glyphs = self.key_bar.glyphs = self._glyphs
        self.header.name_when_untitled = self._untitled
        self.choose_layout()

    # What is shown

    def show_document(self, document: Document, edits: EditSet | None = None) -> None:
        """Shows a document; with `edits`, the one that they made of the document before.

        Cursor and scroll positions stay with what they were on.
        """
        self.reader.set_document(document, edits)
        self.rail.follow(document)
        self.outline.follow(document)
        self.header.document = document

    def show_findings(self, document: Document, diagnostics: tuple[Diagnostic, ...] | None) -> None:
        """Shows what a check of `document` found; `None` for one that cannot be checked."""
        self.findings.show(document, diagnostics)
        self.header.diagnostics = diagnostics
        self.outline.diagnostics = self.reader.diagnostics = diagnostics or ()
        self._name_tabs()
        self.refresh_keys()

    def draw_now(self, *widgets: Widget) -> None:
        """Brings these to the screen as they are now, and not when its next frame is due."""
        # What Textual does at the next beat of its own clock.
        self._dirty_widgets.update(widgets)
        self._on_timer_update()

    def tell(self, sentence: str, *, serious: bool = False) -> None:
        """Says something in the last line, for a while."""
        self.key_bar.serious = serious
        self.key_bar.message = sentence
        if self._message_timer is not None:
            self._message_timer.stop()
        seconds = MESSAGE_SECONDS * (2 if serious else 1)
        self._message_timer = self.set_timer(seconds, self.fall_silent)

    def fall_silent(self) -> None:
        """Takes back what was said: its lines may stand over what the person is to look at."""
        self.key_bar.message = ""

    def refresh_keys(self) -> None:
        """Shows the commands that are available now."""
        shown = [each for each in self.commands if each.show and each.keys]
        offered = [each for each in shown if self.is_offered(each.action)]
        first = ("file.begin", *_WANTED_FIRST.get(self.active, ()))
        offered.sort(key=lambda each: next(_places_in(first, each.id), len(first)))
        self.key_bar.show_commands(offered if self.search_bar is None else self.search_bar.footer)

    def is_offered(self, action: str) -> bool:
        """Whether the last line names a command: not all that answer to their key are of use."""
        return bool(self.check_action(action, ()))

    # Arrangement

    def on_resize(self, event: events.Resize) -> None:
        """Chooses the layout for the size."""
        self.choose_layout()

    def choose_layout(self) -> None:
        """Sets the classes that the style sheet arranges the panes by."""
        wanted = self._layout_classes()
        # Together and only when they differ: each change makes Textual style every pane anew.
        if wanted != self.classes:
            self.set_classes(wanted)
        is_single = "-single" in wanted
        if is_single and self.tabs is None:
            from milepost.tui.widgets.tab_bar import TabBar  # Most windows never need it.

            self.tabs = TabBar(id="tabs")
            self._name_tabs()
            self.mount(self.tabs, before="#panes")
        if self.tabs is not None:
            self.tabs.display = is_single
            self.tabs.active = self.active

    def _layout_classes(self) -> frozenset[str]:
        width, height = self.app.size
        if self.zoomed or width < NARROW:
            layout = "-single"
        else:
            layout = "-wide" if width >= WIDE else "-medium"
        classes = {layout, f"-show-{self.active}"}
        if height < LOW or width < SLIM:
            classes.add("-low")
        return frozenset(classes)

    def _name_tabs(self) -> None:
        if self.tabs is None:
            return
        count = len(self.findings.diagnostics)
        changed = len(self.changes.stops)
        labels = (
            "Rail",
            "Plan",
            f"Findings {count}" if count else "Findings",
            "Outline",
            f"Changes {changed}" if changed else "Changes",
        )
        self.tabs.tabs = tuple(zip(PANES, labels, strict=True))

    def _watch_active(self) -> None:
        self.choose_layout()

    def _watch_zoomed(self) -> None:
        self.choose_layout()

    @property
    def active_pane(self) -> RowList | Reader:
        """The pane with the cursor."""
        panes: dict[str, RowList | Reader] = {
            "rail": self.rail,
            "reader": self.reader,
            "findings": self.findings,
            "outline": self.outline,
            "changes": self.changes,
        }
        return panes[self.active]

    def focus_pane(self, name: str) -> None:
        """Brings a pane to the front and gives it the cursor."""
        self.active = name
        self.active_pane.focus()
        # A pane that was hidden has rows, and something under its cursor, once it has a place.
        self.call_after_refresh(self.refresh_keys)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keeps `active` in step with the mouse."""
        if event.widget.id in PANES:
            self.active = event.widget.id
            self.refresh_keys()

    def _on_tab_bar_clicked(self, event: TabBar.Clicked) -> None:
        self.focus_pane(event.pane)

    @on(Reader.SectionChanged)
    def _on_section_changed(self, event: Reader.SectionChanged) -> None:
        if event.index is not None and self.active != "outline":
            self.outline.move_to(event.index)

    @on(Reader.CursorMoved)
    @on(RowList.CursorMoved)
    def _on_cursor_moved(self) -> None:
        self.refresh_keys()

    # Search

    def action_search(self) -> None:
        """Asks for words to look for."""
        from milepost.tui.widgets.search_bar import SearchBar  # loads the input

        if self.search_bar is None:
            self.fall_silent()
            self.search_bar = SearchBar(self.reader.search, self.wishes)
            # Where there is one pane, it is the one in which words are found while they are typed.
            self._searched_from, self.active = self.active, "reader"
            hold_keys_for(self.search_bar.input, self.app)
            self.mount(self.search_bar, before="#foot")
            self.refresh_keys()

    def _on_search_bar_ended(self, event: SearchBar.Ended) -> None:
        self.search_bar = None
        self.focus_pane("reader" if event.found else self._searched_from)

    def action_next_match(self) -> None:
        """To the next match."""
        self.reader.next_match()

    def action_previous_match(self) -> None:
        """To the match before."""
        self.reader.previous_match()

    # Commands that move

    def action_cursor_down(self) -> None:
        """One row down in the pane with the cursor."""
        self.active_pane.action_cursor_down()

    def action_cursor_up(self) -> None:
        """One row up."""
        self.active_pane.action_cursor_up()

    def action_page_down(self) -> None:
        """Half a pane down."""
        self.active_pane.action_page_down()

    def action_page_up(self) -> None:
        """Half a pane up."""
        self.active_pane.action_page_up()

    def action_cursor_top(self) -> None:
        """To the first row."""
        self.active_pane.action_cursor_top()

    def action_cursor_bottom(self) -> None:
        """To the last row."""
        self.active_pane.action_cursor_bottom()

    def action_pane(self, name: str) -> None:
        """To a pane by name."""
        self.focus_pane(name)

    def action_next_pane(self) -> None:
        """To the pane after this one."""
        panes = self._panes_in_turn()
        self.focus_pane(panes[(panes.index(self.active) + 1) % len(panes)])

    def action_previous_pane(self) -> None:
        """To the pane before this one."""
        panes = self._panes_in_turn()
        self.focus_pane(panes[panes.index(self.active) - 1])

    def _panes_in_turn(self) -> list[str]:
        """The panes of the tab key: without changes there is no need to pass their pane."""
        passed = set() if self.changes.stops or self.active == "changes" else {"changes"}
        return [name for name in PANES if name not in passed]

    def action_zoom(self) -> None:
        """Lets the active pane fill the window, or gives the others their place back."""
        self.zoomed = not self.zoomed


def _places_in(prefixes: Sequence[str], name: str) -> Iterator[int]:
    return (place for place, prefix in enumerate(prefixes) if name.startswith(prefix))
