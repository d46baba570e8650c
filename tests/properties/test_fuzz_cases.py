"""Texts on which something has failed once, held against every law.

A case is a file of `fuzz_cases`, or a line here where no editor would keep it as it is. Such texts
are looked for by `python -m tests.fuzz.plans`.
"""

from __future__ import annotations

import time
import zlib
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.lint.engine import lint
from milepost.text import Source
from support.plan_laws import PLAN_LAWS, bytes_come_back
from support.rules import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

_FILES = sorted((Path(__file__).resolve().parent / "fuzz_cases").glob("*.md"))
_ODD = {
    "nothing": b"",
    "a byte order mark": b"\xef\xbb\xbf# T\r\n",
    "no UTF-8": b"## Progress\n- [x] 02\xa7\xe5\n## Surprises\n\xff\xfe",
    "a heading behind a control character": b"\x0b#",
    "a movement of the cursor": b"a \x1b[2;3H b \x1b[i",
    "a fence below another line end": b"a\r~~~\nsee the architecture doc and\r~~~\nb",
    "a word in two halves": b"TO\x00DO",
    "a fence in two halves": b"~~\x00~",
    "a colour and nothing in it": b"\x1b[1m\x1b[0m",
    "a heading behind a direction": "# \n#\u202e 진행".encode(),
    "a comment about the whole file": b"<!--milepost-disable-file-->",
}
_CASES = {path.stem: path.read_bytes() for path in _FILES} | _ODD


@pytest.mark.parametrize("law", PLAN_LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("case", _CASES)
def test_law_holds(case: str, law: Callable[[str, Random], None]) -> None:
    data = _CASES[case]

    law(Source.decode(data).text, Random(zlib.crc32(data)))


@pytest.mark.parametrize("case", _CASES)
def test_bytes_come_back(case: str) -> None:
    bytes_come_back(_CASES[case])


_LONG = {
    "points": "a " + "." * 60_000,
    "points in brackets": "a " + ".)" * 30_000,
    "ticks": "a " + "`" * 60_000,
    "runs of ticks": "a " + ("`" * 999 + "x") * 60,
    "comments without end": "a " + "<!--a" * 12_000,
    "blanks before a comment": "a" + " " * 60_000 + "<!-- b",
    "words that name no rule": f"<!-- milepost-disable {'ab:' * 20_000} -->",
}


@pytest.mark.parametrize("case", _LONG)
def test_long_runs_are_checked_in_bounded_time(case: str) -> None:
    long = _LONG[case]
    text = f"# T {long}\n\n## Progress\n\n- [x] {long}\n\n## Plan of Work\n\n{long}\n"
    begun = time.process_time()

    lint(Document.parse(text), now=NOW)

    # What grows with the square of the text takes half a minute here, and longer under coverage.
    assert time.process_time() - begun < 20
