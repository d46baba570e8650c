"""How other programs write the file that Milepost has open."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def by_rename(path: Path, data: bytes) -> None:
    """Writes a file beside it and renames that over: a new inode every time."""
    beside = path.with_name(f"{path.name}.tmp.{os.getpid()}.c0ffee")
    beside.write_bytes(data)
    beside.replace(path)


def in_place(path: Path, data: bytes) -> None:
    """Truncates the file and writes it in one go."""
    path.write_bytes(data)


def in_two_steps(path: Path, data: bytes, pause: float = 0.04) -> None:
    """Truncates, writes the first half, and takes its time before the second."""
    half = len(data) // 2
    never = threading.Event()
    with path.open("wb", buffering=0) as file:
        never.wait(pause)
        file.write(data[:half])
        never.wait(pause)
        file.write(data[half:])


WRITERS: dict[str, Callable[[Path, bytes], None]] = {
    "rename": by_rename,
    "in place": in_place,
    "truncate, pause, write": in_two_steps,
}
