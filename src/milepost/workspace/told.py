"""Which findings an agent was told of already, so that it is told once in a session."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.workspace.digest import digest_of
from milepost.workspace.shelf import hold_file

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_SESSIONS = 64


class Told:
    """The memory of one session of an agent, in a file below `folder`, the state directory.

    A session without a name remembers nothing. Nothing here raises: what cannot be remembered is
    told again.
    """

    def __init__(self, folder: Path, session: str) -> None:
        self._session = session
        self._place = folder / "told" / f"{digest_of(session.encode('utf-8', 'replace'))}.json"

    def sift(self, plan: Path, found: Sequence[str], fresh: Sequence[str]) -> list[str]:
        """Those of `fresh` that are still to be told, in order; they count as told from now on.

        Findings go by name. `found` are all that the plan has now: one that is not among them is
        forgotten, so it is told again should it come back.
        """
        if not self._session:
            return list(fresh)
        try:
            return self._sift(plan, found, fresh)
        except OSError:
            return list(fresh)

    def _sift(self, plan: Path, found: Sequence[str], fresh: Sequence[str]) -> list[str]:
        is_new = bool(fresh) and not self._place.exists()
        with hold_file(self._place, makes=bool(fresh)) as file:
            if file is None:
                return list(fresh)
            told = _read(file.read())
            key = digest_of(os.fsencode(os.path.realpath(plan)))
            known = told.get(key, [])
            unheard = [name for name in fresh if name not in known]
            kept = [name for name in known if name in found]
            told[key] = [*kept, *unheard]
            if told[key] != known:
                file.rewrite(
                    json.dumps({each: names for each, names in told.items() if names}).encode()
                )
        if is_new:
            self._make_room()
        return unheard

    def _make_room(self) -> None:
        """Forgets the sessions that were heard of least lately."""
        with suppress(OSError):
            entries = [each for each in os.scandir(self._place.parent) if each.is_file()]
            # The times only say which are the oldest.
            entries.sort(key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
            for entry in entries[_MOST_SESSIONS:]:
                Path(entry.path).unlink(missing_ok=True)


def _read(data: bytes) -> dict[str, list[str]]:
    """What is remembered; nothing for a file that was damaged."""
    try:
        value = json.loads(data)
    except ValueError:
        return {}
    if not isinstance(value, dict):
        return {}
    return {plan: names for plan, names in value.items() if isinstance(names, list)}
