"""Waiting until an application has nothing left to do, by its queues.

Textual's own `wait_for_idle` sleeps and compares processor time with the clock: twenty milliseconds
a key at least, and an early answer on a busy machine.
"""

from __future__ import annotations

import asyncio
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from textual._context import active_app
from textual.pilot import Pilot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App
    from textual.message_pump import MessagePump

_ROUNDS = 5000
_CALM_ROUNDS = 3
"""A task that was just made may post a message in the next round."""


@contextmanager
def settle_quickly() -> Iterator[None]:
    """Nothing waits longer than it has to, and nothing that is shown is less true for it."""
    # Collections took two fifths of the time; what the imports left need not be looked through.
    gc.collect()
    gc.freeze()
    thresholds = gc.get_threshold()
    gc.set_threshold(50_000, 10, 10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", wait_for_idle)
        patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
        patch.setattr("milepost.workspace.watcher.TICK", 0.01)  # How long a watch takes to end.
        yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


async def wait_for_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Waits until no message, repaint or callback is due; what threads do is not waited for.

    Stands in for the function of this name in Textual, hence the arguments.
    """
    app = active_app.get()
    # Lets go of the interpreter: what is polled for may be on another thread.
    await asyncio.sleep(0.001)
    calm = 0
    for _ in range(_ROUNDS):
        if not app.screen_stack or app._exception is not None:
            return
        # What Textual puts off by a timer, so that many changes make one frame.
        app._check_resize()
        app.screen._on_timer_update()
        await asyncio.sleep(0)
        calm = calm + 1 if _is_calm(app) else 0
        if calm == _CALM_ROUNDS:
            # A handler may be at work although its queue is empty.
            await Pilot(app)._wait_for_screen()
            if _is_calm(app):
                return
            calm = 0


def _is_calm(app: App[Any]) -> bool:
    if any(each._next_callbacks or not each._message_queue.empty() for each in _pumps(app)):
        return False
    screen = app.screen
    return not (
        screen._callbacks
        or screen._dirty_widgets
        or screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
    )


def _pumps(app: App[Any]) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)
