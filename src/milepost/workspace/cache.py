"""Answers that are kept between runs, by what they are an answer to.

Losing an entry costs time and nothing else, so nothing here raises and nothing is repaired: what
cannot be read or written is not there.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SHELF_SIZE = 512
"""Entries with the same first digit of their key; when there are more, the oldest half goes."""


class Cache:
    """Texts by key, a file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._full: set[str] = set()

    def read(self, key: str) -> str | None:
        """What was written under `key`, a hexadecimal digest."""
        try:
            return self._place(key).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, key: str, text: str) -> None:
        """Keeps `text`, whole or not at all."""
        place = self._place(key)
        with suppress(OSError, UnicodeEncodeError):
            data = text.encode()
            self._make_room(place.parent)
            written = place.with_name(f"{key}.{os.getpid()}")
            try:
                written.write_bytes(data)
                written.replace(place)
            except OSError:
                written.unlink(missing_ok=True)
                raise

    def _place(self, key: str) -> Path:
        return self._folder / key[0] / key

    def _make_room(self, shelf: Path) -> None:
        """Looks once per run, which is often enough."""
        if shelf.name in self._full:
            return
        self._full.add(shelf.name)
        shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
        entries = list(os.scandir(shelf))
        if len(entries) > SHELF_SIZE:
            # The times only say which were written first.
            entries.sort(key=lambda entry: entry.stat().st_mtime_ns)
            for entry in entries[: len(entries) // 2]:
                Path(entry.path).unlink(missing_ok=True)


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the platform keeps such files."""
    import platformdirs  # Deferred: a single plan is checked without it.

    named = environment.get("XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "milepost"
    return Path(platformdirs.user_cache_dir("milepost", appauthor=False))


def program_stamp() -> str:
    """What changes when the program's own code does."""
    package = Path(__file__).resolve().parents[1]
    facts = []
    for folder, folders, files in os.walk(package):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in sorted(files):
            status = os.stat(f"{folder}/{name}")  # noqa: PTH116 - a tenth of what a Path costs.
            facts.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(facts)
