"""What a command line answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Answer:
    """Exit code and what was written to the two streams."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs `milepost` with these arguments."""

    def __call__(self, *arguments: str) -> Answer: ...
