"""Directory events straight from the Linux kernel.

The kernel says when a writer has closed the file, so a finished write is reported at once and an
unfinished one a little later; and waiting costs nothing. A library that collects events in steps
of ten milliseconds reports both after fifteen, and its steps alone use up the idle budget.
"""

from __future__ import annotations

import ctypes
import os
import select
import struct
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator

# From <sys/inotify.h>.
_MODIFY = 0x2
_ATTRIB = 0x4
_CLOSE_WRITE = 0x8
_MOVED_FROM = 0x40
_MOVED_TO = 0x80
_CREATE = 0x100
_DELETE = 0x200
_DELETE_SELF = 0x400
_MOVE_SELF = 0x800
_ONLYDIR = 0x01000000
_WATCHED = (
    *(_MODIFY, _ATTRIB, _CLOSE_WRITE, _MOVED_FROM, _MOVED_TO, _CREATE, _DELETE),
    *(_DELETE_SELF, _MOVE_SELF, _ONLYDIR),
)
_UNFINISHED = _MODIFY | _CREATE

_HEADER = struct.Struct("iIII")
_BUFFER = 1 << 16

_GAP = 0.002
"""Seconds between two batches, so that a storm of events costs little."""
_PATIENCE = 0.01
"""Seconds that a file which is open for writing may hold a batch back."""
_NAP = 0.001


def inotify_events(directories: Collection[str], tick: float) -> Generator[Collection[str]]:
    """Yields the paths that changed in `directories`, or nothing after `tick` seconds.

    The watch stands when the first, empty batch comes. A directory's own path means that the
    directory itself changed, or that events were lost. Raises `OSError` where there are no
    watches to be had. Closing the generator ends the watch.
    """
    descriptor, watched = _open(directories)
    try:
        ready = select.poll()
        ready.register(descriptor, select.POLLIN)
        last = 0.0
        yield ()
        while True:
            if not ready.poll(tick * 1000):
                yield ()
                continue
            time.sleep(max(0.0, last + _GAP - time.monotonic()))
            batch = _gather(descriptor)
            last = time.monotonic()
            yield _paths(batch, watched)
    finally:
        os.close(descriptor)


def _open(directories: Collection[str]) -> tuple[int, dict[int, str]]:
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    if descriptor < 0:
        raise _last_error("inotify")
    watched: dict[int, str] = {}
    for directory in directories:
        number = libc.inotify_add_watch(descriptor, os.fsencode(directory), sum(_WATCHED))
        if number < 0:
            error = _last_error(directory)
            os.close(descriptor)
            raise error
        watched[number] = directory
    return descriptor, watched


def _last_error(what: str) -> OSError:
    code = ctypes.get_errno()
    return OSError(code, os.strerror(code), what)


def _gather(descriptor: int) -> dict[tuple[int, bytes], int]:
    """The last thing that happened to each name, waiting a little for writers to finish."""
    batch: dict[tuple[int, bytes], int] = {}
    give_up = time.monotonic() + _PATIENCE
    while True:
        batch.update(_read(descriptor))
        unfinished = any(mask & _UNFINISHED for mask in batch.values())
        if not unfinished or time.monotonic() > give_up:
            return batch
        time.sleep(_NAP)


def _read(descriptor: int) -> Iterator[tuple[tuple[int, bytes], int]]:
    try:
        data = os.read(descriptor, _BUFFER)
    except BlockingIOError:
        return
    at = 0
    while at < len(data):
        number, mask, _, length = _HEADER.unpack_from(data, at)
        at += _HEADER.size
        yield (number, data[at : at + length].rstrip(b"\0")), mask
        at += length


def _paths(batch: Collection[tuple[int, bytes]], watched: dict[int, str]) -> set[str]:
    paths: set[str] = set()
    for number, name in batch:
        directory = watched.get(number)
        if directory is None:  # The queue ran over: anything may have happened.
            paths.update(watched.values())
        else:
            paths.add(f"{directory}/{os.fsdecode(name)}" if name else directory)
    return paths
