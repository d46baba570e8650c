"""Work that another process does while this one is busy with something else.

Loading what draws a screen takes longer than reading a plan, and one Python does one thing at a
time. Where there is a second processor, the plan is read on it meanwhile.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")


class _Helper(NamedTuple):
    """A process that is at work, and where it writes to."""

    pid: int
    pipe: int


class Ahead(Generic[Value]):
    """A value that is worked out elsewhere from now on."""

    def __init__(self, work: Callable[[], Value]) -> None:
        """`work` depends on nothing that this process changes, and its value can be pickled."""
        self._work = work
        self._helper = _start(work)

    def take(self) -> Value:
        """The value, once it is there: worked out here if the other process did not do it."""
        helper, self._helper = self._helper, None
        sent = b"" if helper is None else _receive(helper)
        if not sent:
            return self._work()
        import pickle  # Textual has it loaded by now.

        value: Value = pickle.loads(sent)  # noqa: S301 - our own process has written it
        return value


def _start(work: Callable[[], object]) -> _Helper | None:
    if not _can_help():
        return None
    try:
        reading, writing = os.pipe()
    except OSError:  # Too many files are open.
        return None
    try:
        pid = os.fork()
    except OSError:  # Too many processes are.
        os.close(reading)
        os.close(writing)
        return None
    if pid == 0:
        # As long as it could read itself, it would not be told that nobody else does.
        os.close(reading)
        _do(work, writing)
    os.close(writing)
    return _Helper(pid, reading)


def _can_help() -> bool:
    """Whether a process can be copied safely, and gets a processor of its own."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    threading = sys.modules.get("threading")
    # Another thread might hold a lock, which in the copy nobody would ever let go.
    return threading is None or threading.active_count() == 1


def _do(work: Callable[[], object], writing: int) -> None:
    """The other process's whole life. It ends without a word: who asked can do the work too."""
    status = 1
    try:
        import pickle

        with open(writing, "wb") as pipe:
            pipe.write(pickle.dumps(work(), pickle.HIGHEST_PROTOCOL))
        status = 0
    finally:
        os._exit(status)


def _receive(helper: _Helper) -> bytes:
    """What the other process has written; nothing where it came to no end."""
    with open(helper.pipe, "rb") as pipe:  # noqa: PTH123 - it has a number and no path
        sent = pipe.read()
    _, status = os.waitpid(helper.pid, 0)
    return sent if status == 0 else b""
