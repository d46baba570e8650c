"""Wider gaps: what lies between two system calls of a save takes long enough to be hit."""

from __future__ import annotations

from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING
from unittest.mock import patch

from milepost.workspace import files
from milepost.workspace.exchange import swap_files

from .agent import pause

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST = 0.004
"""Seconds; the gaps take some ten millionths of one by themselves."""


@contextmanager
def wide_gaps(seed: str) -> Iterator[None]:
    """Lets time pass before every swap of two files, in half of the cases."""
    random = Random(seed)

    def swap_later(first: Path, second: Path) -> bool:
        if random.random() < 0.5:
            pause(random.uniform(0, _LONGEST))
        return swap_files(first, second)

    with patch.object(files, "swap_files", swap_later):
        yield
