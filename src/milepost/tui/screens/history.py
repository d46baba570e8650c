"""The plan's versions on a time line, with a look at each."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingsMap
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widget import Widget

from milepost.plan.query import section_at
from milepost.text import Span
from milepost.tui.chronicle import Chronicle
from milepost.tui.commands import Group, bindings, sequences
from milepost.tui.commands.looking_back import HISTORY_COMMANDS
from milepost.tui.news import stops_of
from milepost.tui.widgets.difference import DifferenceView
from milepost.tui.widgets.key_bar import KeyBar
from milepost.tui.widgets.reader import Reader
from milepost.tui.widgets.row_list import RowList
from milepost.tui.widgets.timeline import Timeline
from milepost.tui.widgets.version_title import VersionTitle
from milepost.workspace.restoring import Restoring

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from milepost.document import Document
    from milepost.tui.chronicle import Look
    from milepost.tui.commands import Command
    from milepost.tui.commands.place import Wishes
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.news import Shown
    from milepost.tui.widgets.page_view import PageView
    from milepost.workspace.past import Past

NARROW = 80
"""Below this width there is one pane at a time."""
_WANTED_FIRST = ("history.restore", "history.pane")
"""What the last line names first where it is short."""
_BY_ROW = frozenset({"down", "up", "top", "bottom"})
_SETTLING = 0.3
"""Seconds until what was just written is in the history."""
_PASSING = 0.03
"""Seconds that the cursor stays on a version before it is looked at."""


class HistoryScreen(Screen[Restoring | None]):
    """Lets the person look at versions; gives what they want restored, if anything."""

    DEFAULT_CSS = """
    HistoryScreen {
        layout: vertical;
        layers: base over;
        & > #past { height: 1fr; }
        & #versions { width: 40%; min-width: 36; max-width: 60; border-right: solid $raised; }
        & #look { width: 1fr; }
        & #as-it-was { height: 1fr; }
        & #difference { height: 1fr; display: none; }
        &.-difference #difference { display: block; }
        &.-difference #as-it-was { display: none; }
        &.-single #versions { width: 1fr; max-width: 100%; border: none; }
        &.-single #look { display: none; }
        &.-single.-looking #look { display: block; }
        &.-single.-looking #versions { display: none; }
        & > #foot { height: 1; }
        & > KeyBar { dock: bottom; layer: over; }
    }
    """

    BINDINGS: ClassVar = list(bindings(HISTORY_COMMANDS))

    def __init__(
        self,
        past: Past,
        glyphs: Glyphs,
        get_document: Callable[[], Document],
        *,
        place: int = 0,
        local: bool = False,
    ) -> None:
        """`get_document` gives the plan as it is at the moment of the call.

        `place` is where in it the person reads; versions are shown there.
        """
        super().__init__()
        self._past = past
        self._glyphs = glyphs
        self._get_document = get_document
        self._place = place
        self._chronicle = Chronicle(past, unicode=glyphs.ellipsis == "…")
        self.commands: Sequence[Command] = HISTORY_COMMANDS
        self._wishes: Wishes = {}
        self._prefix = ""
        self._look: Look | None = None
        self.timeline = Timeline(id="versions")
        self.timeline.set_reactive(Timeline.local, local)
        self.reader = Reader(id="as-it-was")
        self.difference = DifferenceView(id="difference")
        self.title_line = VersionTitle()
        self.key_bar = KeyBar()

    def adopt(self, commands: Sequence[Command], wishes: Wishes) -> None:
        """Takes the person's keys over; to be called before the screen is shown.

        `wishes` are theirs for what opens over it.
        """
        self._wishes = wishes
        if commands is not HISTORY_COMMANDS:
            self.commands = commands
            self._bindings = BindingsMap(list(bindings(commands)))

    @cached_property
    def _sequences(self) -> dict[tuple[str, str], Command]:
        return sequences(self.commands)

    def compose(self) -> ComposeResult:
        """The time line, and what is looked at."""
        with Horizontal(id="past"):
            yield self.timeline
            with Vertical(id="look"):
                yield self.title_line
                yield self.reader
                yield self.difference
        yield Widget(id="foot")
        yield self.key_bar

    def on_mount(self) -> None:
        """Shows the keys, and reads the versions meanwhile."""
        for pane in (self.timeline, self.reader, self.difference):
            pane.glyphs = self._glyphs
        self.title_line.glyphs = self.key_bar.glyphs = self._glyphs
        self.reader.empty_hint = "Reading the history…" if self._is_unicode else "Reading ..."
        self._arrange()
        self.timeline.focus()
        self._read(0.0)

    @property
    def _is_unicode(self) -> bool:
        return self._glyphs.ellipsis == "…"

    # What is read

    @property
    def shown(self) -> Look | None:
        """The version that is looked at."""
        return self._look

    @property
    def is_settled(self) -> bool:
        """Whether that is the version under the cursor."""
        return self._look is not None and self._look.version == self.timeline.selected

    def look_again(self) -> None:
        """There may be a new version in a moment."""
        self._read(_SETTLING)

    @work(group="versions", name="versions", exclusive=True, description="read the history")
    async def _read(self, pause: float) -> None:
        await asyncio.sleep(pause)
        versions = await asyncio.to_thread(self._past.versions)
        if not self.is_attached:
            return
        is_first = not self.timeline.versions
        if versions == self.timeline.versions and versions:
            return
        self.timeline.show(versions)
        if not versions:
            self.timeline.hint = self.reader.empty_hint = self._past.emptiness
            self.timeline.rebuild()
            self.title_line.words = ""
        elif is_first:
            self._show_version()
        self._show_keys()
        self._summarise()

    @work(group="summaries", name="summaries", exclusive=True, description="tell versions apart")
    async def _summarise(self) -> None:
        """Tells of the versions in sight what they changed, one after the other."""
        while self.is_attached and (version := self.timeline.unsummarised()) is not None:
            older = self.timeline.older_than(version)
            words = await asyncio.to_thread(self._chronicle.summary, version, older)
            self.timeline.summarise(version, words)

    @on(Timeline.Scrolled)
    def _on_scrolled(self) -> None:
        self._summarise()

    @on(RowList.CursorMoved)
    def _on_cursor_moved(self) -> None:
        self._show_version()

    @on(RowList.Chosen)
    def _on_chosen(self) -> None:
        self.action_other_pane()

    @work(group="look", name="look", exclusive=True, description="look at a version")
    async def _show_version(self) -> None:
        """Looks at the version under the cursor; of several in quick succession, the last."""
        if self._look is not None:
            await asyncio.sleep(_PASSING)
        version = self.timeline.selected
        if version is None or (self._look is not None and self._look.version == version):
            return
        older = self.timeline.older_than(version)
        shown = self.reader.document or self._get_document()
        look = await asyncio.to_thread(self._chronicle.look, version, older, shown)
        if self.is_attached and self.timeline.selected == version:
            self._show_look(look)

    def _show_look(self, look: Look) -> None:
        self._look = look
        self.title_line.show(look.version, look.words, local=self.timeline.local)
        self.reader.empty_hint = look.words
        is_first = self.reader.document is None
        self.reader.set_document(look.document, None if is_first else look.edits)
        self.reader.changes = look.marks
        if is_first and look.edits is not None:
            start = look.edits.map_near(self._place)
            self.reader.go_to(Span(start, start))
        self.difference.show(look.difference, look.words)

    # Arrangement

    def on_resize(self, event: events.Resize) -> None:
        """One pane at a time where there is no room for two."""
        self._arrange()

    def _arrange(self) -> None:
        self.set_class(self.app.size.width < NARROW, "-single")
        self._show_keys()

    @property
    def _pane(self) -> PageView | RowList:
        """The pane that shows the version."""
        return self.difference if self.has_class("-difference") else self.reader

    @property
    def _is_looking(self) -> bool:
        return self.has_class("-looking")

    def _show_keys(self) -> None:
        offered = [self._named(each) for each in self.commands if each.show and each.keys]
        if self.has_class("-single"):
            # There is room for few; in a list, what leads to the next entry is guessed.
            offered.sort(key=lambda each: each.id not in _WANTED_FIRST)
        self.key_bar.show_commands([each for each in offered if self._is_of_use(each)])

    def _is_of_use(self, command: Command) -> bool:
        return bool(self.timeline.versions) or command.group is Group.PROGRAM

    def _named(self, command: Command) -> Command:
        """The command with a label that says what its key does now."""
        if command.action == "switch_view" and self.has_class("-difference"):
            return command._replace(label="plan")
        if command.action == "other_pane":
            return command._replace(label="versions" if self._is_looking else "look")
        return command

    # Commands

    def on_key(self, event: events.Key) -> None:
        """Resolves the second part of a key before anything else sees it."""
        prefix, self._prefix = self._prefix, ""
        command = self._sequences.get((prefix, event.key)) if prefix else None
        if command is not None:
            self.call_later(self.run_action, command.action)
            event.stop()
            event.prevent_default()

    def action_prefix(self, key: str) -> None:
        """Waits for the second part of a key."""
        self._prefix = key

    @on(KeyBar.Pressed)
    def _on_key_pressed(self, event: KeyBar.Pressed) -> None:
        self.call_later(self.run_action, event.command.action)

    def action_travel(self, by: int) -> None:
        """So many versions back in time."""
        self.timeline.step(by)

    def action_move(self, how: str) -> None:
        """Moves the cursor of the pane that has the keys."""
        pane = self._pane if self._is_looking else self.timeline
        getattr(pane, f"action_{'cursor_' if how in _BY_ROW else ''}{how}")()

    def action_switch_view(self) -> None:
        """Shows the difference instead of the plan, or the other way round."""
        hidden = self.has_class("-single") and not self._is_looking
        self.set_class(hidden or not self.has_class("-difference"), "-difference")
        if hidden:
            self.action_other_pane()
        elif self._is_looking:
            self._pane.focus()
        self._show_keys()

    def action_other_pane(self) -> None:
        """To the version under the cursor, or back to the time line."""
        self.set_class(not self._is_looking, "-looking")
        (self._pane if self._is_looking else self.timeline).focus()
        self._show_keys()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keeps in step with the mouse."""
        looking = event.widget is not self.timeline
        if looking != self._is_looking:
            self.set_class(looking, "-looking")
            self._show_keys()

    def action_next_change(self) -> None:
        """To the next place that the version changed."""
        at = self.reader.cursor_offset
        self._go_to([stop for stop in self._stops() if stop.start > at][:1] or self._stops()[:1])

    def action_previous_change(self) -> None:
        """To the place before."""
        at = self.reader.cursor_offset
        behind = [stop for stop in self._stops() if stop.end < at and stop.start < at]
        self._go_to(behind[-1:] or self._stops()[-1:])

    def _stops(self) -> Sequence[Shown]:
        document = self.reader.document
        return () if document is None else stops_of(document, self.reader.changes)

    def _go_to(self, stops: Sequence[Shown]) -> None:
        for stop in stops:
            self.reader.go_to(Span(stop.start, stop.end))

    def action_restore(self) -> None:
        """Asks what is to be restored, and shows what that would change."""
        look = self._look
        if look is None or look.document is None or self.timeline.selected != look.version:
            return
        from milepost.tui.screens.restoring import RestoreScreen  # rarely wanted

        section = section_at(look.document.plan, self.reader.cursor_offset)
        choices = [Restoring(look.version, look.document, section)] if section else []
        choices.append(Restoring(look.version, look.document, None))

        def decided(chosen: Restoring | None) -> None:
            if chosen is not None:
                self.dismiss(chosen)

        current = self._get_document()
        question = RestoreScreen(choices, current, self._glyphs, self._wishes)
        self.app.push_screen(question, decided)

    def action_help(self) -> None:
        """What can be done here."""
        from milepost.tui.place_help import place_of_history  # rarely wanted
        from milepost.tui.screens.help import HelpScreen

        place = place_of_history(self.commands)
        self.app.push_screen(HelpScreen(self._glyphs, self._wishes, (), place))

    def action_back(self) -> None:
        """From the version to the time line where only one is seen; else to the plan."""
        if self._is_looking and self.has_class("-single"):
            self.action_other_pane()
        else:
            self.dismiss(None)
