"""Plans: `python -m tests.fuzz.plans --seconds 600`.

Every text is read, checked, fixed, edited and reported, and all laws of `support.plan_laws` have to
hold. `--seeds` takes a folder with further plans to begin with.
"""

from __future__ import annotations

import time
import zlib
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from .accidents import LINES, mutated
from .engine import LONGEST, Target, main

if TYPE_CHECKING:
    from collections.abc import Callable

_TESTS = Path(__file__).resolve().parents[1]
_LONG = 2.0
"""Seconds that a text of some thousand characters never takes, however slowed down."""


def load() -> Target:
    """The laws of plans, with our own plans and fragments to begin with."""
    from support import plan_laws

    found = seeds()
    laws = {law.__name__: _of_bytes(law) for law in plan_laws.PLAN_LAWS}
    laws["bytes_come_back"] = plan_laws.bytes_come_back
    laws["checking_is_quick"] = _check_quickly
    return Target(laws, found, lambda data, choose: mutated(data, choose, found))


def seeds() -> list[bytes]:
    """Our own plans, the examples and cases of every rule, and lines that mean something."""
    from milepost.rules import ALL_RULES

    found = [path.read_bytes() for path in sorted(_TESTS.glob("rules/cases/*/*.md"))]
    found += [path.read_bytes() for path in sorted(_TESTS.glob("properties/fuzz_cases/*.md"))]
    found += [path.read_bytes() for path in sorted(_TESTS.parent.glob("sample_plans/*-*.md"))]
    for rule in ALL_RULES:
        examples = [text for each in rule.examples for text in (each.bad, each.good)]
        found += [text.encode() for text in (*examples, *rule.silent) if text]
    found += [line.encode() for line in LINES]
    return [seed[:LONGEST] for seed in found]


def _of_bytes(law: Callable[[str, Random], None]) -> Callable[[bytes], None]:
    from milepost.text import Source

    def of_bytes(data: bytes) -> None:
        law(Source.decode(data).text, Random(zlib.crc32(data)))

    return of_bytes


def _check_quickly(data: bytes) -> None:
    from milepost.document import Document
    from milepost.lint.engine import lint
    from milepost.text import Source
    from support.rules import NOW

    begun = time.process_time()
    lint(Document.parse(Source.decode(data)), now=NOW)
    assert time.process_time() - begun < _LONG


if __name__ == "__main__":
    main(load)
