"""The application: puts screens, themes and the session together."""

from __future__ import annotations

import asyncio
import locale
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingsMap
from textual.filter import ANSIToTruecolor
from textual.scrollbar import ScrollBar

from milepost.tui.commands import everywhere
from milepost.tui.glyphs import ASCII, UNICODE
from milepost.tui.hints import Lessons
from milepost.tui.screens.plan import PlanScreen
from milepost.tui.screens.session import Desk
from milepost.tui.settings import make_settings
from milepost.tui.themes import DEFAULT_THEME
from milepost.tui.type_ahead import TypeAheadApp
from milepost.tui.wardrobe import Wardrobe
from milepost.tui.widgets.scroll_sign import ScrollSign
from milepost.workspace.clock import SystemClock
from milepost.workspace.first_look import Personal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.screen import Screen

    from milepost.tui.screens.picker import PickerScreen
    from milepost.workspace.clock import Clock
    from milepost.workspace.opening import Opening

_PLAIN = frozenset({"C", "POSIX"})
"""Locales that promise ASCII and no more."""
_NOBODY = Personal()


def load_command_provider() -> type[Provider]:
    """What the palette offers to do; loaded when it is opened."""
    from milepost.tui.providers import CommandProvider

    return CommandProvider


def load_place_provider() -> type[Provider]:
    """Where the palette offers to go; loaded when it is opened."""
    from milepost.tui.providers import PlaceProvider

    return PlaceProvider


def load_rule_provider() -> type[Provider]:
    """Which rules the palette offers to explain; loaded when it is opened."""
    from milepost.tui.providers import RuleProvider

    return RuleProvider


def load_theme_provider() -> type[Provider]:
    """Which themes the palette offers; loaded when it is opened."""
    from milepost.tui.providers import ThemeProvider

    return ThemeProvider


# Of all scroll bars of the process: Textual has no other place for it.
ScrollBar.renderer = ScrollSign


class MilepostApp(TypeAheadApp):
    """Shows one plan, or a choice of plans first.

    `opening` is what was read of the plan already.
    """

    CSS_PATH: ClassVar = [Path(__file__).parent / "styles" / "plan.tcss"]
    TITLE = "Milepost"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS: ClassVar = {
        load_command_provider,
        load_place_provider,
        load_rule_provider,
        load_theme_provider,
    }

    def __init__(
        self,
        target: Path | None = None,
        *,
        choices: Sequence[Path] = (),
        clock: Clock | None = None,
        opening: Opening | None = None,
        personal: Personal = _NOBODY,
    ) -> None:
        super().__init__()
        self._target = target
        self._opening = opening
        self._last_words: list[str] = []
        self._choices = choices
        self._clock: Clock = clock or SystemClock()
        wishes, remembered, theme = personal
        self._choose_glyphs(wishes.glyphs)
        if wishes.reduced_motion:
            self.animation_level = "none"
        self.lessons = Lessons(remembered)
        self.wardrobe = Wardrobe(self, self._say)
        self._theme_wish = wishes.theme
        name = remembered.theme_over(wishes.theme) if remembered else wishes.theme
        mistake = self.wardrobe.wear_first(name or DEFAULT_THEME, theme)
        self.settings = make_settings(wishes)
        if self.settings.keys:
            self._bindings = BindingsMap(everywhere(self.settings.commands))
        if mistake:
            self.settings = self.settings._replace(mistakes=(*self.settings.mistakes, mistake))

    def _choose_glyphs(self, wish: str) -> None:
        """Takes the signs that are asked for, else those that the locale has."""
        encoding = "utf-8" if wish == "unicode" else "ascii" if wish else _find_encoding()
        self.glyphs = UNICODE if encoding.casefold().startswith("utf") else ASCII
        if self.glyphs is ASCII:
            from milepost.tui.stand_ins import StandInFilter

            self._filters.append(StandInFilter(encoding))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, less the one for the sixteen colours of terminals.

        Themes give every colour by its number, and nothing is dim: that filter would go through
        each line, and keep it twice, to change nothing.
        """
        return [
            each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)
        ]

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for the system; where that is a Unix, one that survives its terminal."""
        driver = super().get_driver_class()
        if sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
            return driver
        from milepost.tui.driver import TerminalDriver  # There is none of its kind on Windows.

        return TerminalDriver

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme; none while Textual still makes an application with its own.

        It would reckon some two hundred, for nobody.
        """
        return super().get_css_variables() if "wardrobe" in vars(self) else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Milepost's own colours for themes that do not name them."""
        return {
            "ground": "#000000",
            "raised": "#1c1c1c",
            "ink": "#ffffff",
            "quiet": "#a8a8a8",
            "done": "#87d787",
            "changed": "#87afff",
            "warn": "#ffaf5f",
            "err": "#ff8787",
        }

    def get_default_screen(self) -> Screen[None]:
        """The first screen: a blank one before it would cost a layout and a frame."""
        if self._target is not None:
            opening, self._opening = self._opening, None
            return self._plan_screen(self._target, opening)
        # Loaded only here: whoever opens one plan does not wait for it.
        from milepost.tui.screens.picker import PickerScreen

        self.type_ahead.hold()
        return PickerScreen(self._choices, Path.cwd(), self.glyphs, self.settings.keys)

    def open_plan(self, path: Path) -> None:
        """Shows a plan on a screen of its own."""
        self.push_screen(self._plan_screen(path))

    def exchange_plan(self, path: Path, first_words: str = "") -> None:
        """Shows another plan instead of the one on the screen, which is written and closed.

        `first_words` are told when it is shown.
        """
        screen = self._plan_screen(path)
        screen.first_words = first_words
        self.switch_screen(screen)

    def _plan_screen(self, path: Path, opening: Opening | None = None) -> PlanScreen:
        # A key that comes before the screen has begun would find nothing that it could do.
        self.type_ahead.hold()
        screen = PlanScreen(Desk(path, self._clock, self.glyphs, self._last_words.append, opening))
        screen.adopt(self.settings, self.lessons)
        return screen

    def on_files_screen_plan_wanted(self, event: PlanScreen.PlanWanted) -> None:
        """Exchanges the plan on the screen."""
        self.exchange_plan(event.path, event.first_words)

    def on_picker_screen_plan_chosen(self, event: PickerScreen.PlanChosen) -> None:
        """Opens what was chosen in the picker: once, though it be clicked twice."""
        if not isinstance(self.screen, PlanScreen):
            self.open_plan(event.path)

    def action_command_palette(self) -> None:
        """Opens the palette, which says what can be found with it."""
        from milepost.tui.screens.palette import Palette  # rarely wanted

        if not isinstance(self.screen, Palette):
            self.wardrobe.stock()
            self.push_screen(Palette(self.settings.keys))

    def action_next_theme(self) -> None:
        """Goes on to the next theme, which is remembered."""
        self._keep_theme(self.wardrobe.wear_next().title)

    def action_wear_theme(self, name: str) -> None:
        """Puts on a theme by its name, which is remembered."""
        self._keep_theme(self.wardrobe.wear(name).title)

    def _keep_theme(self, title: str) -> None:
        self.lessons.keep_theme(self.theme, self._theme_wish)
        shelf = self.wardrobe.shelf
        self._say(" ".join((f"Theme: {title}.", *shelf.mistakes)))

    def _say(self, sentence: str) -> None:
        if isinstance(self.screen, PlanScreen):
            self.screen.tell(sentence)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Performs an action, and takes note of what the person knows how to do."""
        done = await super().run_action(action, default_namespace, namespaces)
        if isinstance(action, str) and isinstance(self.screen, PlanScreen):
            (self.screen.note_use if done else self.screen.tell_why_not)(action)
        return done

    def on_unmount(self) -> None:
        """Writes down what is to be remembered."""
        self.wardrobe.stop()
        self.lessons.save()

    def on_ready(self) -> None:
        """Follows the files of themes."""
        self.wardrobe.watch()

    def on_load(self) -> None:
        """Leaves in order when the system asks: the terminal is not left as the screen needs it.

        From before the terminal is changed.
        """
        if self.is_headless or sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit, None, 128 + number)

    def run_to_end(self) -> int:
        """Runs until the person quits; returns the exit code.

        A mistake of ours ends the program: the terminal is put in order, then the error is raised
        for the caller to report.
        """
        result = self.run()
        for sentence in self._last_words:
            sys.stderr.write(f"{sentence}\n")
        if self._exception is not None:
            raise self._exception
        return self.return_code or result or 0

    def _fatal_error(self) -> None:
        # Textual would print a traceback with plan text in it; the caller writes it to a log.
        self._close_messages_no_wait()


def _find_encoding() -> str:
    """What the terminal takes, as far as the locale tells.

    Python says UTF-8 for the plain locales too, because of the files it reads; terminals that are
    set up so may well take nothing but ASCII.
    """
    name = os.environ.get("LC_ALL") or os.environ.get("LANG")
    return "ascii" if name in _PLAIN else locale.getpreferredencoding(do_setlocale=False)
