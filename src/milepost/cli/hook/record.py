"""What a configuration was before the hook came into it."""

from __future__ import annotations

import base64
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.workspace.digest import digest_of
from milepost.workspace.state import make_state_dir

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.workspace.digest import Digest


@dataclass(frozen=True, slots=True)
class Installed:
    """One file that the hook was put into."""

    before: bytes | None
    """What it held; `None` when it did not exist."""
    after: Digest
    """What it held with the hook."""
    made: tuple[str, ...]
    """The folders that were made for it, innermost first."""


class Records:
    """The records in `folder`, the state directory, by file.

    Without one, taking the hook out still works; so nothing here raises.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "hooks"

    def keep(self, file: Path, record: Installed) -> None:
        """Remembers it instead of what was remembered of the file."""
        before = None if record.before is None else base64.b64encode(record.before).decode()
        value = {"before": before, "after": record.after, "made": record.made}
        with suppress(OSError):
            make_state_dir(self._folder.parent)
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._place_of(file).write_text(json.dumps(value), encoding="utf-8")

    def find(self, file: Path) -> Installed | None:
        """What is remembered of the file."""
        try:
            value = json.loads(self._place_of(file).read_text(encoding="utf-8"))
            before = value["before"]
            whole = None if before is None else base64.b64decode(before, validate=True)
            return Installed(whole, value["after"], tuple(map(str, value["made"])))
        except (OSError, ValueError, KeyError, TypeError):  # Not there, or damaged.
            return None

    def drop(self, file: Path) -> None:
        """Forgets the file."""
        with suppress(OSError):
            self._place_of(file).unlink()

    def _place_of(self, file: Path) -> Path:
        return self._folder / f"{digest_of(os.fsencode(os.path.realpath(file)))}.json"
