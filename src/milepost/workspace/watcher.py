"""Noticing that a file may have changed.

Editors and agents replace files by renaming others over them, so it is the directory that is
watched: a watch on the file would follow the old one into nowhere.
"""

from __future__ import annotations

import sys
import threading
import time
from contextlib import closing
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from milepost.workspace.places import Ground, fold_name, read_signature

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator
    from pathlib import Path

    from milepost.workspace.places import Signature

TICK = 0.5
"""Seconds after which an event source gives control back, with or without events."""

_GAP = 0.01
"""Seconds between two calls, so that a storm of events costs little."""

_HANGING = 0.2
"""Seconds after which a callback is not waited for any more."""

_DEAF_AFTER = 0.15
_RETRY_EVERY = 10
_FOLLOW_UPS = 2


class WatchMode(Enum):
    """How changes are noticed at the moment; the value is the word for the health line."""

    EVENTS = "events"
    POLLING = "polling"
    OFF = "off"


class WatchHealth(NamedTuple):
    """The mode, and one sentence for people when it is not `EVENTS`."""

    mode: WatchMode
    reason: str = ""


class EventSource(Protocol):
    """Where directory events come from."""

    def __call__(self, directories: Collection[str], tick: float) -> Generator[Collection[str]]:
        """Yields the paths that changed, or nothing, at least once per `tick` seconds.

        The watch stands when the first value comes. Raises `OSError` or `RuntimeError` when
        watching is impossible. Closing the generator ends the watch.
        """


def system_events(directories: Collection[str], tick: float) -> Generator[Collection[str]]:
    """Events from the operating system, the quickest way it has."""
    if sys.platform == "linux":
        from milepost.workspace.inotify import inotify_events  # Loads ctypes.

        yield from inotify_events(directories, tick)
    else:
        yield from watchfiles_events(directories, tick)


def watchfiles_events(directories: Collection[str], tick: float) -> Generator[Collection[str]]:
    """Events from the operating system, by way of watchfiles: for all but Linux."""
    from watchfiles import watch  # importing it takes longer than a frame

    # Changes are handed over after one step without another, and after two steps at the latest.
    # The library's own polling stays off: ours knows which file matters, and says so.
    changes = watch(
        *directories,
        watch_filter=None,
        debounce=20,
        step=10,
        rust_timeout=round(tick * 1000),
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=False,
        recursive=False,
    )
    for batch in changes:
        yield [path for _, path in batch]


class Watcher:
    """Calls `on_event` whenever the file at `path` may have changed.

    There is no payload: read the file and compare digests. `on_event` runs in the watcher's own
    thread, never twice at the same time; changes that come while it runs lead to one more call
    afterwards. It is also called when the watch begins to stand, so that nothing written before
    is missed, and after every interruption. `on_health` runs in the same thread whenever
    `health` changes.

    The path need not exist, and neither need its directory: both are waited for. Every `period`
    seconds the file is looked at without an event, for file systems that send none.
    """

    def __init__(
        self,
        path: Path,
        on_event: Callable[[], None],
        *,
        on_health: Callable[[WatchHealth], None] | None = None,
        source: EventSource = system_events,
        period: float = 1.0,
    ) -> None:
        self._path = path.absolute()
        self._on_event = on_event
        self._on_health = on_health
        self._source = source
        self._period = period
        self._health = WatchHealth(WatchMode.OFF, "The watch has not begun.")
        self._stop = threading.Event()
        self._calling = threading.RLock()  # A callback may stop the watch it is called by.
        self._thread = threading.Thread(target=self._run, name="milepost-watcher", daemon=True)
        # The rest belongs to the thread alone.
        self._signature: Signature | None = None
        self._polled = 0.0
        self._follow_ups = 0
        self._unheard_since: float | None = None
        self._deafness = ""
        self._trouble = ""

    @property
    def health(self) -> WatchHealth:
        """How changes are noticed at the moment."""
        return self._health

    def start(self) -> None:
        """Begins to watch; once per watcher."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the watch: no `on_event` begins after this returns.

        Waits for a callback that is under way, though not for a hanging one. The thread itself
        ends at its next tick and holds nothing up.
        """
        begun = self._calling.acquire(timeout=_HANGING)
        self._stop.set()
        if begun:
            self._calling.release()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._follow(Ground.find(self._path))
        finally:
            self._report(WatchHealth(WatchMode.OFF, "The watch has ended."))

    def _follow(self, ground: Ground) -> None:
        """Watches the directories of `ground` until they are others, or their watch has failed."""
        self._unheard_since = None
        self._deafness = ""
        self._signature = None
        with closing(self._batches(ground)) as batches:
            for changed in batches:
                if self._stop.is_set() or not self._take(ground, changed):
                    return

    def _batches(self, ground: Ground) -> Generator[Collection[str]]:
        """Changed paths while there are events to be had, then a few empty batches by the clock."""
        if ground.directories:
            try:
                with closing(self._source(ground.directories, TICK)) as batches:
                    for batch in batches:
                        self._trouble = ""
                        yield batch
                self._trouble = "The source of file events has ended."
            except (OSError, RuntimeError, ImportError) as error:
                self._trouble = f"The system gives no file events here ({error})."
        for _ in range(_RETRY_EVERY):
            yield ()
            self._stop.wait(self._period)

    def _take(self, ground: Ground, changed: Collection[str]) -> bool:
        """Acts on one batch; false when the ground has to be found anew."""
        names = {fold_name(PurePath(path).name) for path in changed}
        heard = not names.isdisjoint(ground.names)
        now = time.monotonic()
        self._judge(now, heard=heard)
        reason = self._trouble or ground.lack or self._deafness
        mode = WatchMode.POLLING if reason else WatchMode.EVENTS
        self._report(WatchHealth(mode, reason))
        if heard or self._signature is None:
            self._look()
            self._stop.wait(_GAP)
        if not names.isdisjoint(ground.own_names):
            return False  # The directory itself changed or went: its watch may be dead.
        due = now - self._polled >= self._period * 0.9
        if not (due or heard):
            return True
        if Ground.find(self._path) != ground:
            return False
        self._polled = now
        if not heard:
            self._poll(now)
        return True

    def _judge(self, now: float, *, heard: bool) -> None:
        """Decides whether events come at all: a change without one is the proof that they fail."""
        if heard:
            self._unheard_since = None
            self._deafness = ""
        elif self._unheard_since is not None and now - self._unheard_since > _DEAF_AFTER:
            self._unheard_since = None
            self._deafness = "The last change came without a file event."

    def _poll(self, now: float) -> None:
        before, after = self._signature, read_signature(self._path)
        if before is not None and before.content != after.content:
            self._unheard_since = self._unheard_since or now
            # Where clocks are coarse, a second write right after leaves the same signature.
            self._follow_ups = _FOLLOW_UPS
            self._look()
        elif before != after or after.is_absent:
            # What is away may have come and gone again, and one absence is like another.
            self._look()
        elif self._follow_ups:
            self._follow_ups -= 1
            self._look()

    def _look(self) -> None:
        self._signature = read_signature(self._path)
        with self._calling:
            if not self._stop.is_set():
                self._on_event()

    def _report(self, health: WatchHealth) -> None:
        if health != self._health:
            self._health = health
            if self._on_health is not None:
                self._on_health(health)
