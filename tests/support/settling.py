"""Waiting until an application has nothing left to do, by its queues.

Textual's own `wait_for_idle` sleeps and compares processor time with the clock: twenty milliseconds
a key at least, and an early answer on a busy machine.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import pytest
from textual._context import active_app
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import App
    from textual.css.model import RuleSet
    from textual.message_pump import MessagePump

_ROUNDS = 5000
_CALM_ROUNDS = 3
"""A task that was just made may post a message in the next round."""
_ROUNDS_A_FRAME = 40
"""Who works without end sees a frame as often as that: a handler may wait for one."""


@contextmanager
def settle_quickly() -> Iterator[None]:
    """Nothing waits longer than it has to, and nothing that is shown is less true for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", wait_for_idle)
        patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
        patch.setattr("milepost.workspace.watcher.TICK", 0.01)  # How long a watch takes to end.
        patch.setattr("milepost.tui.screens.session.LINT_PAUSE", 0.0)
        patch.setattr("milepost.tui.screens.session.LINT_REST", 0.0)
        patch.setattr(Stylesheet, "_parse_rules", _parse_once())
        patch.setattr(Screen, "_compositor_refresh", _draw_later)
        yield


def _parse_once() -> Callable[..., list[RuleSet]]:
    """A style sheet is read once for all applications; what is read is never changed."""
    parse = Stylesheet._parse_rules
    known: dict[tuple[object, ...], list[RuleSet]] = {}

    def parse_rules(sheet: Stylesheet, *what: Any, **more: Any) -> list[RuleSet]:
        key = (what, tuple(more.items()), tuple(sheet._variables.items()))
        if key not in known:
            known[key] = parse(sheet, *what, **more)
        return known[key]

    return parse_rules


draw = Screen._compositor_refresh
"""Draws at once, as outside of tests."""
_undrawn: WeakSet[Screen[Any]] = WeakSet()


def _draw_later(screen: Screen[Any]) -> None:
    """Leaves what has changed to `draw_at_last`.

    Nobody sees what is drawn before, and it took half of the time: who looks at the screen has its
    lines rendered.
    """
    if screen.app.is_inline or screen is not screen.app.screen:
        draw(screen)
        return
    screen._dirty_widgets.clear()
    _undrawn.add(screen)


def draw_at_last(app: App[Any]) -> None:
    """Draws what is still to be drawn, as a frame."""
    if app.screen_stack and app.screen in _undrawn:
        _undrawn.discard(app.screen)
        draw(app.screen)


async def wait_for_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Waits until no message, repaint or callback is due; what threads do is not waited for.

    Stands in for the function of this name in Textual, hence the arguments.
    """
    app = active_app.get()
    # Lets go of the interpreter: what is polled for may be on another thread.
    await asyncio.sleep(0.001)
    calm = 0
    for number in range(_ROUNDS):
        if not app.screen_stack or app._exception is not None:
            return
        await asyncio.sleep(0)
        calm = calm + 1 if _is_quiet(app) else 0
        if calm < _CALM_ROUNDS and number % _ROUNDS_A_FRAME:
            continue
        # What Textual puts off by a timer, so that many changes make one frame.
        app._check_resize()
        app.screen._on_timer_update()
        if calm == _CALM_ROUNDS and _is_calm(app):
            # A handler may be at work although its queue is empty.
            await Pilot(app)._wait_for_screen()
            if _is_calm(app):
                return
        calm = 0


def _is_quiet(app: App[Any]) -> bool:
    return not any(each._next_callbacks or not each._message_queue.empty() for each in _pumps(app))


def _is_calm(app: App[Any]) -> bool:
    screen = app.screen
    return _is_quiet(app) and not (
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
