from __future__ import annotations

import time
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from milepost.text import LineIndex
from milepost.text.diff import diff_edits
from support.texts import line_texts, texts


@given(line_texts | texts, line_texts | texts)
@example("a\r\n", "a\n\r\n")
@example("x\n\n\nx\n", "x\n\nx\n")
@example("a\nb", "a\nb\n")
@example("a longer one", "a longer one\n\nand more\n")
def test_the_difference_leads_from_one_text_to_the_other(old: str, new: str) -> None:
    edits = diff_edits(old, new)

    assert edits.apply(old) == new
    assert all(edit.span.end <= len(old) for edit in edits.edits)


@given(line_texts | texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not diff_edits(text, text)


@given(line_texts, st.data())
def test_one_character_more_is_one_insertion(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))

    edits = diff_edits(text, f"{text[:at]}§{text[at:]}")

    (edit,) = edits.edits
    assert (len(edit.span), edit.text) == (0, "§")


@given(st.lists(st.integers(0, 30), unique=True, max_size=12), st.data())
def test_lines_that_stay_in_order_are_left_alone(rows: list[int], data: st.DataObject) -> None:
    """An agent that rewrites lines around a line of mine does not touch mine."""
    kept = [row for row in rows if data.draw(st.booleans())]
    old = "".join(f"mine {row}\n" if row in kept else f"old {row}\n" for row in rows)
    new = "".join(f"mine {row}\n" if row in kept else f"NEW {row}\nNEW\n" for row in rows)

    edits = diff_edits(old, new)

    lines = LineIndex(old)
    for number, row in enumerate(rows):
        if row in kept:
            assert edits.map_span(lines.content(number)) is not None


_NUMBERED = [f"line {row}\n" for row in range(5_000)]
_ABC = [f"{'abcdefgh'[row * row % 8]}\n" for row in range(5_000)]
_MEGABYTE = "".join(f"{row:07} and some more words of prose\n" for row in range(25_000))

_LARGE = {
    "5,000 lines, all different": ("".join(_NUMBERED), "".join(_NUMBERED).replace("l", "L")),
    "5,000 lines against none": ("".join(_NUMBERED), ""),
    "every line twice": ("".join(_NUMBERED), "".join(line + line for line in _NUMBERED)),
    "every other line changed": (
        "".join(_NUMBERED),
        "".join(line if row % 2 else f"x{line}" for row, line in enumerate(_NUMBERED)),
    ),
    "backwards": ("".join(_NUMBERED), "".join(reversed(_NUMBERED))),
    "few distinct lines": ("".join(_ABC), "".join(islice(reversed(_ABC), 4_000))),
    "all line ends changed": ("".join(_NUMBERED), "".join(_NUMBERED).replace("\n", "\r\n")),
    "a megabyte, one change": (_MEGABYTE, f"{_MEGABYTE[:500_000]}x{_MEGABYTE[500_000:]}"),
    "a megabyte, both ends and the middle": (
        _MEGABYTE,
        f"x{_MEGABYTE[:500_000]}x{_MEGABYTE[500_000:]}x",
    ),
    "one line of a megabyte": ("a" * 1_000_000, "a" * 400_000 + "b" + "a" * 600_000),
    "one line becomes many": ("word " * 200_000, "word\n" * 200_000),
}


@pytest.mark.parametrize("case", _LARGE)
def test_large_texts_are_compared_quickly(case: str) -> None:
    old, new = _LARGE[case]
    begun = time.process_time()

    edits = diff_edits(old, new)

    # Ten times what it takes on a slow machine; a quadratic comparison takes minutes.
    assert time.process_time() - begun < 10
    assert edits.apply(old) == new
