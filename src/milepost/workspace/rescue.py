"""Both texts of a file that is written in place, kept elsewhere until that is done.

A process that dies in the midst of such a write leaves a file that is partly the one text and
partly the other. The next one finds both here and can finish the work.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from milepost.workspace.digest import digest_of
from milepost.workspace.state import make_state_dir, state_dir

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.workspace.digest import Digest

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
_LENGTH = 8
_DIGEST = 16


class Rescue(NamedTuple):
    """What a file held, and what it was to hold."""

    place: Path
    old: bytes
    new: bytes

    def is_torn(self, now: bytes) -> bool:
        """Whether these bytes are what a write from one text to the other leaves half way."""
        if now in (self.old, self.new):
            return False
        return _is_mix(now, self.new, self.old) or _is_mix(now, self.old, self.new)

    def drop(self) -> None:
        """The file is whole, so the copies are not needed any more."""
        with suppress(OSError):
            self.place.unlink()


def keep_rescue(target: Path, old: bytes, new: bytes) -> Rescue | None:
    """Keeps both texts of a file that is about to be written; `None` where that cannot be done."""
    place = _place_of(target)
    body = len(old).to_bytes(_LENGTH) + old + new
    try:
        make_state_dir(place.parent.parent)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        # An older one may be all there is of a torn file, so it is only replaced by a whole one.
        fresh = place.with_suffix(".new")
        descriptor = os.open(fresh, _CREATE, 0o600)
        try:
            _write(descriptor, bytes.fromhex(digest_of(body)) + body)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        fresh.replace(place)
    except OSError:
        return None
    return Rescue(place, old, new)


def find_rescue(target: Path) -> Rescue | None:
    """What was kept of a file whose write was never finished, if it is whole itself."""
    place = _place_of(target)
    try:
        data = place.read_bytes()
    except OSError:
        return None
    body = data[_DIGEST:]
    if bytes.fromhex(digest_of(body)) != data[:_DIGEST]:
        body = b""  # Half of it is lost, so it tells nothing.
    end = _LENGTH + int.from_bytes(body[:_LENGTH])
    return Rescue(place, body[_LENGTH:end], body[end:])


def common_start(a: bytes, b: bytes) -> int:
    """Length of the longest common start; slices keep the comparison in C."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _place_of(target: Path) -> Path:
    name: Digest = digest_of(os.fsencode(os.path.realpath(target)))
    return state_dir() / "rescue" / f"{name}.texts"


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _is_mix(now: bytes, first: bytes, then: bytes) -> bool:
    """Whether `now` is the start of one text, and from there on the other."""
    same = common_start(now, first)
    return now[same:] == then[same:]
