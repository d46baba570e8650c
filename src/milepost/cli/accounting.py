"""Keeping account of what a command does to plans."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from milepost.cli.opening import has_terminal
from milepost.workspace.clock import SystemClock
from milepost.workspace.deeds import Deeds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from milepost.cli.output import Output


@contextmanager
def accounting(path: Path, output: Output) -> Iterator[Deeds]:
    """The account of what is done to the plan at `path`; says at the end if it was not kept.

    Commands that an agent gives come from no terminal.
    """
    deeds = Deeds(path, SystemClock(), is_person=has_terminal())
    try:
        yield deeds
    finally:
        if remark := deeds.close():
            output.tell(remark)
