"""Real plans to test against, when they are at hand.

They are never part of the project: the folder is found through `MILEPOST_SHARED`, or beside the
checkout. Tests that need them skip with a reason when they are absent.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

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


needs_corpus = pytest.mark.skipif(
    not corpus_plans(),
    reason="the corpus of real plans is not beside the checkout (set MILEPOST_SHARED)",
)
