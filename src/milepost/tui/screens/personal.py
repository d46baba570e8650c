"""The screen as one person wants it: keys, times, hints, and the mouse for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding, BindingsMap

from milepost.tui.commands import COMMANDS, bindings, key_sign
from milepost.tui.hints import Lessons
from milepost.tui.screens.cockpit import PANES
from milepost.tui.screens.ticking import TickingScreen
from milepost.tui.settings import Settings
from milepost.tui.widgets.header import Header
from milepost.tui.widgets.key_bar import KeyBar
from milepost.tui.widgets.rail import Rail
from milepost.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from textual import events

    from milepost.tui.widgets.hint_line import HintLine

HINT_HEIGHT = 20
"""Below this height every line belongs to the plan."""
HINT_WIDTH = 50
_IDS = {command.action: command.id for command in COMMANDS}


class PersonalScreen(TickingScreen):
    """A screen that follows the settings of the person before it."""

    settings = Settings()
    lessons = Lessons(None)
    hint_line: HintLine | None = None
    """There as long as there is something to hint at."""

    def adopt(self, settings: Settings, lessons: Lessons) -> None:
        """Takes the person's wishes over; to be called before the screen is shown."""
        self.settings = settings
        self.lessons = lessons
        self.wishes = settings.keys
        self.rail.set_reactive(Rail.local, settings.local_time)
        if settings.commands is not self.commands:
            self.commands = settings.commands
            copy = Binding("ctrl+c,super+c", "screen.copy_text", "Copy", show=False)
            self._bindings = BindingsMap([*bindings(settings.commands), copy])

    def on_mount(self) -> None:
        """Says what of the person's wishes is not followed, and what they might want to know."""
        if self.settings.mistakes:
            self._remark(())
            self.call_after_refresh(self.tell, " ".join(self.settings.mistakes), serious=True)
        if not self.lessons.over:
            from milepost.tui.widgets.hint_line import HintLine  # for newcomers only

            self.hint_line = HintLine()
            self.hint_line.glyphs = self._glyphs
            self.mount(self.hint_line, before="#foot")

    def _remark(self, remarks: tuple[str, ...]) -> None:
        """What is not followed of the person's wishes is remarked on with the rest."""
        super()._remark((*self.settings.mistakes, *remarks))

    # Hints

    def refresh_keys(self) -> None:
        """Shows the commands that are available now, and hints at one of them."""
        super().refresh_keys()
        if self.hint_line is not None:
            self._hint(self.hint_line)

    def _hint(self, line: HintLine) -> None:
        width, height = self.app.size
        known = {command.id: command for command in self.commands if command.keys}

        def is_possible(name: str) -> bool:
            return name in known and self.is_offered(known[name].action)

        # Somebody who types, or has a question before them, is not told of other keys.
        busy = self._is_typing or self.is_offered("close_front")
        hint = self.lessons.next(is_possible) if self._started and not busy else None
        # Before the start it has its place, so that the first frame need not move for it.
        is_wanted = hint is not None or not self._started
        line.display = is_wanted and width >= HINT_WIDTH and height >= HINT_HEIGHT
        if hint is not None:
            line.key = key_sign(known[hint.command].keys[0])
            line.words, line.more = hint.words, hint.more

    @property
    def _is_typing(self) -> bool:
        return self.focused is not None and self.focused.id not in PANES

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Hints at nothing while somebody types."""
        if self.hint_line is not None:
            self._hint(self.hint_line)

    def note_use(self, action: str) -> None:
        """Takes note that the person used a command, named by its action."""
        name = _IDS.get(action)
        if name is not None and self.lessons.note_use(name):
            self.refresh_keys()

    # Times

    def action_switch_clock(self) -> None:
        """Shows times in the zone of the machine, or in UTC again."""
        self.rail.local = not self.rail.local
        zone = "the time of this machine" if self.rail.local else "UTC"
        self.tell(f"The rail shows {zone}; the plan stays in UTC.")

    def show_pulse(self) -> None:
        """Says anew how long ago the last change was."""
        self._beat()

    def tick_last_step(self) -> bool:
        """Ticks the last open step, if the person has done nothing yet; says whether."""
        steps = [each for each in self.document.plan.items if each.in_progress and not each.done]
        if not self._started or self.session.can_undo or not steps:
            return False
        self._handle(self.session.toggle(steps[-1], self.document))
        return True

    def run_command(self, action: str) -> None:
        """Runs a command's action, as its key would."""
        self.call_later(self.run_action, action)

    # The mouse

    @on(KeyBar.Pressed)
    def _on_key_pressed(self, event: KeyBar.Pressed) -> None:
        if event.command.action:
            self.run_command(event.command.action)
            return
        for key in event.command.keys[0].split():
            # What has the keys sees to this one. One that came from here would not go beyond here.
            self.app.call_later(self.app.simulate_key, key)

    @on(Header.Clicked)
    def _on_header_clicked(self, event: Header.Clicked) -> None:
        self.focus_pane(event.pane)

    @on(Rail.BoxClicked)
    def _on_box_on_rail(self, event: Rail.BoxClicked) -> None:
        self.rail.move_to(event.key)
        self._tick_clicked("rail")

    @on(Reader.BoxClicked)
    def _on_box_in_plan(self, event: Reader.BoxClicked) -> None:
        self.reader.move_to(event.offset)
        self._tick_clicked("reader")

    def _tick_clicked(self, pane: str) -> None:
        self.focus_pane(pane)
        if self.check_action("toggle_item", ()):
            self.action_toggle_item()

    def on_resize(self, event: events.Resize) -> None:
        """A low or narrow window has no room for hints."""
        if self.hint_line is not None:
            self._hint(self.hint_line)
