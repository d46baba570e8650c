"""Writes the pictures of the README: sample plans as they are shown.

python docs/picture.py          writes them
A test compares them with what the program draws.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, cast

from milepost.tui.app import MilepostApp
from milepost.workspace.assets import sample_plans_dir
from milepost.workspace.demo_agent import prepare_demo
from milepost.workspace.first_look import Personal
from milepost.workspace.preferences import Preferences

if TYPE_CHECKING:
    from milepost.tui.screens.plan import PlanScreen

DOCS = Path(__file__).resolve().parent
NOW = datetime(2026, 11, 19, 14, 6, tzinfo=UTC)
CHANGED = NOW - timedelta(seconds=42)

_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_ID = re.compile(r"terminal-\d+-")
_POLL = 0.02


class Picture(NamedTuple):
    """What is to be seen: the keys are pressed when the plan has been checked."""

    sample: str
    """The file name of a sample plan; empty for the one that the demo begins with."""
    size: tuple[int, int]
    theme: str
    keys: str


PICTURES = {
    "cockpit.svg": Picture("", (124, 38), "night-express", "enter 1"),
    "fix.svg": Picture(
        "flawed-offline-surveys.md",
        (84, 30),
        "timetable",
        "2 " + "right_square_bracket d " * 4 + "f",
    ),
}
"""By their file names."""


class StoppedClock:
    """The time at which a picture is taken."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return NOW

    def monotonic(self) -> float:
        """Seconds that do not pass."""
        return 0.0


def draw(picture: Picture, folder: Path) -> str:
    """The screen as SVG, with fonts of the reader's machine and ids that stay the same.

    `folder` is for a copy of the plan.
    """
    if picture.sample:
        path = folder / picture.sample
        shutil.copyfile(sample_plans_dir() / picture.sample, path)
    else:
        path = prepare_demo(folder, now=NOW)
    os.utime(path, (CHANGED.timestamp(), CHANGED.timestamp()))
    svg = asyncio.run(_take(path, picture))
    return _ID.sub("terminal-", _FONTS.sub("", svg)).replace("Fira Code", "monospace")


async def _take(path: Path, picture: Picture) -> str:
    app = MilepostApp(
        path, clock=StoppedClock(), personal=Personal(Preferences(theme=picture.theme))
    )
    app.animation_level = "none"
    async with app.run_test(size=picture.size) as pilot:
        screen = cast("PlanScreen", app.screen)
        while screen.findings.document is not screen.document or screen.news is None:
            await pilot.pause(_POLL)
        await pilot.press(*picture.keys.split())
        await pilot.pause(_POLL)
        return app.export_screenshot(title=f"milepost {path.name}")


def main() -> int:
    """Writes the pictures; returns the exit code."""
    for name, picture in PICTURES.items():
        with TemporaryDirectory() as folder:
            # What the person at this machine has done with Milepost does not show.
            os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = str(Path(folder, "own"))
            (DOCS / name).write_text(draw(picture, Path(folder)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
