"""Writes `docs/cockpit.svg`, the picture of the README: the half-way sample plan as it is shown."""

from __future__ import annotations

import asyncio
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from milepost.tui.app import MilepostApp
from milepost.workspace.demo_agent import prepare_demo

DOCS = Path(__file__).resolve().parent
NOW = datetime(2026, 11, 19, 14, 6, tzinfo=UTC)
SIZE = (124, 38)

_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_ID = re.compile(r"terminal-\d+-")


class StoppedClock:
    """The time at which the picture is taken."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return NOW

    def monotonic(self) -> float:
        """Seconds that do not pass."""
        return 0.0


async def take(path: Path) -> str:
    """The screen as SVG, with fonts of the reader's machine and ids that stay the same."""
    app = MilepostApp(path, clock=StoppedClock())
    app.animation_level = "none"
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "1")
        await pilot.pause(1.0)
        picture = app.export_screenshot(title="milepost importer-resume.md")
    return _ID.sub("terminal-", _FONTS.sub("", picture)).replace("Fira Code", "monospace")


def main() -> int:
    """Writes the picture; returns the exit code."""
    with TemporaryDirectory() as folder:
        path = prepare_demo(Path(folder), now=NOW)
        picture = asyncio.run(take(path))
    (DOCS / "cockpit.svg").write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
