"""Real plans to test against, when they are at hand.

They are never part of the project: the folder is found through `MILEPOST_SHARED`, or beside the
checkout. Tests that need them skip with a reason when they are absent.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from milepost.document import Document
from milepost.text import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

THOROUGH = bool(os.environ.get("MILEPOST_TORTURE"))
"""Whether there is time for all real plans where the gate looks at some: `make torture`."""

_CHECKOUT = Path(__file__).resolve().parents[2]


def shared_root() -> Path:
    """The folder with `corpus/` and `compat/`; it may not exist."""
    return Path(os.environ.get("MILEPOST_SHARED", _CHECKOUT.parent / "shared"))


@cache
def corpus_plans() -> tuple[Path, ...]:
    """All real plans, sorted by name; empty without the corpus."""
    return tuple(sorted((shared_root() / "corpus" / "plans").glob("*.md")))


@cache
def corpus_variants() -> tuple[Path, ...]:
    """Synthetic variants: byte order mark, CRLF, tabs, outer fence."""
    return tuple(sorted((shared_root() / "corpus" / "derived").glob("*.md")))


@cache
def corpus_histories() -> tuple[tuple[Path, ...], ...]:
    """Successive versions of ten plans, oldest first."""
    folders = sorted((shared_root() / "corpus" / "histories").glob("*/"))
    return tuple(tuple(sorted(folder.glob("*.md"))) for folder in folders)


@lru_cache(maxsize=4)
def read_plan(path: Path) -> Document:
    """A real plan, read once for the tests of it that follow one another."""
    return Document.parse(Source.decode(path.read_bytes()))


def some(things: Sequence[T], every: int) -> Sequence[T]:
    """One in `every` of the things, or all when there is time."""
    return things if THOROUGH else things[::every]


needs_corpus = pytest.mark.skipif(
    not corpus_plans(),
    reason="the corpus of real plans is not beside the checkout (set MILEPOST_SHARED)",
)
