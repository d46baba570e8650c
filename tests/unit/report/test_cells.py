"""Untrusted text becomes harmless, and what is cut fits its columns."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.report.cells import ELLIPSIS, NARROW, cell_width, cut_end, cut_start, visible, wrap

FAMILY = "👩\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("", ""),
        ("日本語 café", "日本語 café"),
        ("a\tb", "a    b"),
        ("red \x1b[31malert\x1b[0m", "red \\x1b[31malert\\x1b[0m"),
        ("bell\x07 delete\x7f", "bell\\x07 delete\\x7f"),
        ("one\r\ntwo", "one\\x0d\\x0atwo"),
        ("\x9b31m", "\\x9b31m"),
        ("user\u202egnp.exe", "user\\u202egnp.exe"),
        ("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
        ("pass\u200dword", "pass\\u200dword"),
        ("pass\u200bword", "pass\\u200bword"),
        (FAMILY, FAMILY),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("\udce9", "\\udce9"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("soft\xadhyphen", "soft\\xadhyphen"),
    ],
)
def test_hidden_characters_are_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    joiners = {"\u200c", "\u200d"}
    left = {unicodedata.category(each) for each in visible(text) if each not in joiners}
    assert left.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("日本", 4),
        ("ｆｕｌｌ", 8),
        ("ｶﾅ", 2),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("🚀", 2),
        ("👍🏽", 2),
        (FAMILY, 2),
        ("❤\ufe0f", 2),
        ("1\ufe0f\u20e3", 2),
        ("🇩🇪", 2),
        ("日\ufe0f", 2),
    ],
)
def test_width_counts_terminal_columns(text: str, columns: int) -> None:
    assert cell_width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "cut"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("abcdef", 1, "…"),
        ("abcdef", 0, ""),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_end_is_cut_to_fit(text: str, columns: int, cut: str) -> None:
    assert cut_end(text, columns) == cut


@pytest.mark.parametrize(
    ("text", "columns", "cut"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "…cdef"),
        ("abcdef", 1, "…"),
        ("abcdef", 0, ""),
        ("日本語", 5, "…本語"),
        ("日本語", 4, "…語"),
        ("ae\u0301bc", 3, "…bc"),
    ],
)
def test_start_is_cut_to_fit(text: str, columns: int, cut: str) -> None:
    assert cut_start(text, columns) == cut


@given(st.text("ab 日e\u0301🚀", max_size=30), st.integers(0, 20))
def test_a_cut_never_takes_more_columns_than_it_may(text: str, columns: int) -> None:
    for cut in (cut_end(text, columns), cut_start(text, columns)):
        assert cell_width(cut) <= columns or cut == text
        assert cut == text or not columns or ELLIPSIS in cut


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 20, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("a unbreakable", 4, ["a", "unbr", "eaka", "ble"]),
        ("日本語の文", 4, ["日本", "語の", "文"]),
        ("日本", 1, ["日", "本"]),
        ("   ", 2, [""]),
        ("two  spaces", 20, ["two  spaces"]),
    ],
)
def test_lines_are_wrapped_at_spaces(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@given(st.text("ab 日", max_size=60), st.integers(2, 20))
def test_wrapping_loses_no_word(text: str, columns: int) -> None:
    lines = wrap(text, columns)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_width(line) <= columns for line in lines)


def test_what_is_taken_for_narrow_is_narrow() -> None:
    narrow = [chr(code) for code in range(0x3000) if re.fullmatch(NARROW, chr(code))]

    assert len(narrow) > 800
    # One of another sort beside it has each measured by itself.
    assert [each for each in narrow if cell_width(f"{each}\u65e5") != 3] == []
