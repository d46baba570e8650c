"""Keys typed faster than the program follows: each waits for what the one before sets off.

Textual hands a key to what has the focus when it comes in. A key that opens a form has not opened
it by then if the next one follows at once, and the words meant for the form would be commands, or
lost. So keys and pastes go through a queue here, and leave it one by one: the next when the one
before has been seen by all that may act on it, and what it opened can be typed into.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.dom import DOMNode
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.timer import Timer
    from textual.widget import Widget

PATIENCE = 2.0
"""Seconds after which keys go on whatever they wait for: no keyboard may ever be dead."""
_ROUNDS = 20
"""How often what a key sets off may set off something more."""


class TypeAhead:
    """The keys of an application that are on their way."""

    def __init__(
        self,
        app: App[int],
        hand_on: Callable[[events.Event], Awaitable[None]],
    ) -> None:
        """`hand_on` does with a key what is done with one that need not wait."""
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._under_way = 0
        self._handed_on = 0
        self._place: Widget | None = None
        self._is_held = False
        self._timer: Timer | None = None

    async def take(self, event: events.Key | events.Paste) -> None:
        """Takes a key in, and hands it on when it is its turn."""
        if self._is_held and isinstance(event, events.Key) and event.key == "ctrl+j":
            # `enter` typed before the terminal was told to leave it as it is.
            event.key, event.character = "enter", "\r"
        self._waiting.append(event)
        await self._go_on()

    def hold_for(self, widget: Widget) -> None:
        """Keeps back what is typed from now on until `widget` has the focus."""
        if not widget.has_focus:
            self._place = widget
            self._app.watch(widget, "has_focus", self._look_at_place, init=False)

    def hold(self) -> None:
        """Keeps back what is typed from now on until `release`."""
        self._is_held = True

    def release(self) -> None:
        """Lets go of what was held."""
        self._is_held = False
        self._app.call_later(self._go_on)

    async def _go_on(self) -> None:
        if not self._waiting:
            return
        if self._under_way or self._is_held or self._place is not None:
            if self._timer is None:
                self._timer = self._app.set_timer(PATIENCE, self._give_up)
            return
        self._stop_timer()
        event = self._waiting.popleft()
        self._handed_on += 1
        self._under_way = self._handed_on
        screen, target = self._app.screen, self._app.focused or self._app.screen
        await self._hand_on(event)
        self._follow(target, self._under_way, screen, _ROUNDS)

    def _follow(self, node: DOMNode | None, number: int, screen: Screen[object], left: int) -> None:
        """Goes the way of a key upwards, behind all that there is to do at each place."""
        while node is not None and node is not self._app:
            if node.call_later(self._pass, node, number, screen, left):
                return
            node = node.parent  # It is being closed.
        self._app.call_later(self._arrive, number, screen, left)

    def _pass(self, node: DOMNode, number: int, screen: Screen[object], left: int) -> None:
        busy = left and _has_more_to_do(node)
        self._follow(node if busy else node.parent, number, screen, left - 1 if busy else left)

    async def _arrive(self, number: int, screen: Screen[object], left: int) -> None:
        if number != self._under_way:
            return
        if left and _has_more_to_do(self._app):
            self._app.call_later(self._arrive, number, screen, left - 1)
        elif self._app.screen is not screen:
            # Another screen: what has its focus is known once it has been shown.
            now = self._app.screen
            if not now.call_after_refresh(self._arrive, number, now, left):
                self._app.call_later(self._arrive, number, now, left)
        else:
            self._under_way = 0
            await self._go_on()

    def _look_at_place(self) -> None:
        if self._place is not None and self._place.has_focus:
            self._place = None
            self._app.call_later(self._go_on)

    async def _give_up(self) -> None:
        self._timer, self._place, self._under_way = None, None, 0
        self._is_held = False
        await self._go_on()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


class TypeAheadApp(App[int]):
    """An application whose keys wait for each other."""

    def __init__(self) -> None:
        super().__init__()
        self.type_ahead = TypeAhead(self, super().on_event)

    async def on_event(self, event: events.Event) -> None:
        """Lets keys and pastes wait for their turn; all else goes on at once."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if isinstance(event, events.Key) and event.key == "ctrl+@":
                # What most terminals send for it is named after another key that sends the same.
                event.key = "ctrl+space"
            await self.type_ahead.take(event)
        else:
            await super().on_event(event)


def _has_more_to_do(node: MessagePump) -> bool:
    """Whether messages wait there: in the queue, or taken out of it to be compared with others."""
    return bool(node.message_queue_size) or node._pending_message is not None  # noqa: SLF001


def hold_keys(app: App[Any]) -> None:
    """Keeps back what is typed from now on until `release_keys`."""
    if isinstance(app, TypeAheadApp):
        app.type_ahead.hold()


def release_keys(app: App[Any]) -> None:
    """Lets go of what was held."""
    if isinstance(app, TypeAheadApp):
        app.type_ahead.release()


def hold_keys_for(widget: Widget, app: App[Any]) -> None:
    """Keeps back what is typed from now on until `widget` has the focus."""
    if isinstance(app, TypeAheadApp):
        app.type_ahead.hold_for(widget)
