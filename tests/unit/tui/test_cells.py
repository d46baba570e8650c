from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len
from rich.cells import get_character_cell_size

from milepost.tui.cells import cell_len, clip, cut, is_narrow, joins_tightly, sanitise, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECES = st.sampled_from(
    [
        "word",
        "a",
        " ",
        "  ",
        "日本",
        "，",
        "（",
        "한국",
        "—",
        "é",
        "e\u0301",
        "🙂",
        "⚠\ufe0f",
        "x/y-z",
        "…",
    ]
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, and é — …", "plain words, and é — …"),
        ("", ""),
        ("\x1b[31mred", "␛[31mred"),
        ("bell\x07 nul\x00 del\x7f", "bell␇ nul␀ del␡"),
        ("tab\tline\r\nend", "tab line  end"),
        ("csi\x9b31m", "csi\ufffd31m"),
        ("next\x85line\u2028para\u2029", "next␤line␤para␤"),
        ("a\u202eb\u2066c\u200fd\u061ce", "a\ufffdb\ufffdc\ufffdd\ufffde"),
        ("zero\u200bwidth\ufeff", "zero·width·"),
        ("soft\xadhyphen", "soft-hyphen"),
        ("half\ud800pair", "half\ufffdpair"),
        ("tag\U000e0041", "tag\ufffd"),
        ("⚠\ufe0f 1\ufe0f\u20e3 👍\U0001f3fd", "⚠  1   👍 "),
        ("👩\u200d💻", "👩·💻"),
        ("🇩🇪", "DE"),
        ("filler\u3164", "filler·"),
        ("non\xa0break　wide", "non\xa0break　wide"),
        ("\u0600 number", "\u0600 number"),
    ],
)
def test_what_steers_a_terminal_is_replaced_one_to_one(text: str, shown: str) -> None:
    assert sanitise(text) == shown
    assert len(shown) == len(text)


@given(st.text())
def test_no_control_or_bidi_character_is_left(text: str) -> None:
    shown = sanitise(text)

    assert len(shown) == len(text)
    for char in shown:
        assert unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in {"LRE", "RLE", "LRO", "RLO", "PDF"}
        assert unicodedata.bidirectional(char) not in {"LRI", "RLI", "FSI", "PDI", "BN"}


@given(st.text())
def test_sanitising_twice_changes_nothing_more(text: str) -> None:
    assert sanitise(sanitise(text)) == sanitise(text)


@given(st.text())
def test_cells_of_a_safe_text_are_those_of_its_characters(text: str) -> None:
    shown = sanitise(text)

    assert cell_len(shown) == rich_cell_len(shown) == sum(map(get_character_cell_size, shown))


@given(st.text())
def test_narrow_texts_take_one_cell_a_character(text: str) -> None:
    if is_narrow(text):
        assert rich_cell_len(sanitise(text)) == len(text)


def test_every_narrow_character_takes_one_cell() -> None:
    narrow = [chr(code) for code in range(0x20, 0x2600) if is_narrow(chr(code))]

    wrong = [
        char for char in narrow if sanitise(char) == char and get_character_cell_size(char) != 1
    ]

    assert len(narrow) > 1000
    assert not wrong


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("two words", 5, ["two", "words"]),
        ("two   words", 6, ["two", "words"]),
        ("ends in blanks   ", 8, ["ends in", "blanks"]),
        ("exactly ten", 7, ["exactly", "ten"]),
        ("a toolongword b", 6, ["a", "toolon", "gword", "b"]),
        ("src/some/long/path.py", 12, ["src/some/", "long/path.py"]),
        ("日本語のテキスト", 6, ["日本語", "のテキ", "スト"]),
        ("日本語、です", 6, ["日本", "語、で", "す"]),
        ("これは（括弧）です", 8, ["これは", "（括弧）", "です"]),
        ("한국어 단어", 7, ["한국어", "단어"]),
        ("mixed 日本 text", 8, ["mixed 日", "本 text"]),
        ("日本code 日本", 8, ["日本code", "日本"]),
        ("漢word", 5, ["漢", "word"]),
        ("e\u0301e\u0301e\u0301 e\u0301", 3, ["e\u0301e\u0301e\u0301", "e\u0301"]),
        ("漢字—漢字", 5, ["漢字—", "漢字"]),
        ("漢字", 1, ["漢", "字"]),
        ("  indented words here", 10, ["  indented", "words here"]),
    ],
)
def test_rows_end_at_words(text: str, width: int, rows: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, width)] == rows


@given(_TEXTS, st.integers(2, 40))
def test_wrapping_loses_blanks_only_and_keeps_the_width(text: str, width: int) -> None:
    shown = sanitise(text)
    rows = wrap(shown, width)

    assert "".join(shown[start:end] for start, end in rows).replace(" ", "") == shown.replace(
        " ", ""
    )
    assert all(cell_len(shown[start:end]) <= width for start, end in rows)
    assert rows == sorted(rows)


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 5, [""]),
        ("fits", 5, ["fits"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("run the test", 8, ["run the ", "test"]),
        ("a longword here", 8, ["a longwo", "rd here"]),
        ("a  lot of   blanks", 7, ["a  lot ", "of   ", "blanks"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
    ],
)
def test_verbatim_text_is_cut_near_a_blank_or_anywhere(
    text: str, width: int, rows: list[str]
) -> None:
    assert [text[start:end] for start, end in cut(text, width)] == rows


@given(_TEXTS, st.integers(2, 40))
def test_cutting_loses_nothing(text: str, width: int) -> None:
    shown = sanitise(text)
    rows = cut(shown, width)

    assert "".join(shown[start:end] for start, end in rows) == shown
    assert all(cell_len(shown[start:end]) <= width for start, end in rows)


@pytest.mark.parametrize("unit", ["word ", "x", "日本語", "é", "e\u0301 "])
@pytest.mark.parametrize("breaker", [wrap, cut])
def test_long_lines_break_chunk_by_chunk(
    unit: str, breaker: Callable[[str, int], list[tuple[int, int]]]
) -> None:
    text = unit * 60_000

    rows = breaker(text, 20)

    assert "".join(text[start:end] for start, end in rows).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(text[start:end]) <= 20 for start, end in rows)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("fits", 4, "fits"),
        ("too long", 6, "too l…"),
        ("too long", 5, "too…"),
        ("日本語です", 5, "日本…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_clipped_text_says_so(text: str, width: int, shown: str) -> None:
    assert clip(text, width) == shown
    assert cell_len(shown) <= width


@pytest.mark.parametrize(
    ("before", "after", "tight"), [("本", "語", True), ("本", "a", False), ("한", "국", False)]
)
def test_only_ideographs_join_without_a_space(before: str, after: str, tight: bool) -> None:
    assert joins_tightly(before, after) is tight
