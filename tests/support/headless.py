"""The application run as the program runs it, by `run`, but without a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from milepost.tui.app import MilepostApp

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    import pytest
    from textual.pilot import Pilot


def run_headless(
    patch: pytest.MonkeyPatch,
    script: Callable[[Pilot[Any]], Coroutine[Any, Any, None]],
    *,
    size: tuple[int, int] = (84, 30),
) -> None:
    """Has every `MilepostApp` run without a terminal from now on, driven by `script`."""
    run = MilepostApp.run

    def headless(app: MilepostApp) -> int | None:
        app.animation_level = "none"
        return run(app, headless=True, size=size, auto_pilot=script)

    patch.setattr(MilepostApp, "run", headless)
