"""The application: puts screens, themes and the session together."""

from __future__ import annotations

import asyncio
import locale
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App

from milepost.tui.glyphs import ASCII, UNICODE
from milepost.tui.screens.plan import PlanScreen
from milepost.tui.themes import DEFAULT_THEME, load_themes
from milepost.workspace.assets import themes_dir
from milepost.workspace.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.command import Provider
    from textual.screen import Screen

    from milepost.tui.screens.picker import PickerScreen
    from milepost.workspace.clock import Clock

_PLAIN = frozenset({"C", "POSIX"})
"""Locales that promise ASCII and no more."""


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


class MilepostApp(App[int]):
    """Shows one plan, or a choice of plans first."""

    CSS_PATH: ClassVar = [Path(__file__).parent / "styles" / "plan.tcss"]
    TITLE = "Milepost"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS: ClassVar = {load_command_provider, load_place_provider, load_rule_provider}

    def __init__(
        self,
        target: Path | None = None,
        *,
        choices: Sequence[Path] = (),
        clock: Clock | None = None,
        theme: str = DEFAULT_THEME,
    ) -> None:
        super().__init__()
        self._target = target
        self._last_words: list[str] = []
        self._choices = choices
        self._clock: Clock = clock or SystemClock()
        encoding = _find_encoding()
        self.glyphs = UNICODE if encoding.casefold().startswith("utf") else ASCII
        if self.glyphs is ASCII:
            from milepost.tui.stand_ins import StandInFilter

            self._filters.append(StandInFilter(encoding))
        self._themes = load_themes(themes_dir())
        for each in self._themes:
            self.register_theme(each)
        self.theme = theme

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
            return PlanScreen(self._target, self._clock, self.glyphs, self._last_words.append)
        # Loaded only here: whoever opens one plan does not wait for it.
        from milepost.tui.screens.picker import PickerScreen

        return PickerScreen(self._choices, Path.cwd(), self.glyphs)

    def open_plan(self, path: Path) -> None:
        """Shows a plan on a screen of its own."""
        self.push_screen(PlanScreen(path, self._clock, self.glyphs, self._last_words.append))

    def on_picker_screen_plan_chosen(self, event: PickerScreen.PlanChosen) -> None:
        """Opens what was chosen in the picker."""
        self.open_plan(event.path)

    def action_next_theme(self) -> None:
        """Goes on to the next of Milepost's themes."""
        names = [theme.name for theme in self._themes]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def on_ready(self) -> None:
        """Leaves in order when the system asks: the terminal is not left as the screen needs it."""
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
