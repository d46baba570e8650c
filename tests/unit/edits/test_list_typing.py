"""What keys do to the lines of a list."""

from __future__ import annotations

import pytest

from milepost.edits.list_typing import indented_rows, is_item, new_line, outdented_rows


def after_enter(text: str) -> str:
    """What `enter` makes of a text with the cursor at `|`."""
    lines = text.split("\n")
    row = next(number for number, line in enumerate(lines) if "|" in line)
    column = lines[row].index("|")
    lines[row] = lines[row].replace("|", "")
    made = new_line(lines, row, column)
    lines[row] = f"{lines[row][: made.start]}{made.text}|{lines[row][made.end :]}"
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one|", "- one\n- |"),
        ("* one|", "* one\n* |"),
        ("+ one|", "+ one\n+ |"),
        ("-   one|", "-   one\n-   |"),
        ("- [ ] one|", "- [ ] one\n- [ ] |"),
        ("- [x] one|", "- [x] one\n- [ ] |"),
        ("- [~] one|", "- [~] one\n- [ ] |"),
        ("9. nine|", "9. nine\n10. |"),
        ("3) three|", "3) three\n4) |"),
        ("  - deep|", "  - deep\n  - |"),
        ("\t- deep|", "\t- deep\n\t- |"),
        ("> - quoted|", "> - quoted\n> - |"),
        ("- one| two", "- one\n- |two"),
        ("- one |two", "- one \n- |two"),
        ("- [ ] one|  ", "- [ ] one\n- [ ] |"),
        ("- [link](x)|", "- [link](x)\n- |"),
    ],
)
def test_list_goes_on(before: str, after: str) -> None:
    assert after_enter(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one\n- |", "- one\n|"),
        ("- [ ] |", "|"),
        ("- [ ]|", "|"),
        ("-|", "|"),
        ("4. |", "|"),
        ("  - |", "|"),
        ("> - |", ">|"),
        ("> |", "|"),
    ],
)
def test_item_without_words_ends_the_list(before: str, after: str) -> None:
    assert after_enter(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("plain|", "plain\n|"),
        ("|", "\n|"),
        ("   |", "   \n|"),
        ("pla|in", "pla\n|in"),
        ("|- one", "\n|- one"),
        ("-| one", "-\n| one"),
        ("  |- one", "  \n  |- one"),
        ("- one\n  more|", "- one\n  more\n  |"),
        ("> quoted|", "> quoted\n> |"),
        ("    code|", "    code\n    |"),
        ("---|", "---\n|"),
        ("*bold* words|", "*bold* words\n|"),
        ("1.5 metres|", "1.5 metres\n|"),
    ],
)
def test_other_lines_keep_their_margin(before: str, after: str) -> None:
    assert after_enter(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("```\n- one|", "```\n- one\n|"),
        ("~~~ sh\n  - one|", "~~~ sh\n  - one\n  |"),
        ("```\n- one\n```\n- two|", "```\n- one\n```\n- two\n- |"),
        ("````\n```\n- one|", "````\n```\n- one\n|"),
        ("```\n``` more\n- one|", "```\n``` more\n- one\n|"),
        ("say ```\n- one|", "say ```\n- one\n- |"),
    ],
)
def test_nothing_in_a_fence_is_a_list(before: str, after: str) -> None:
    assert after_enter(before) == after


def put(lines: list[str], margins: dict[int, str]) -> list[str]:
    return [
        margins[row] + line.lstrip() if row in margins else line for row, line in enumerate(lines)
    ]


@pytest.mark.parametrize(
    ("before", "row", "after"),
    [
        (["- a", "- b"], 1, ["- a", "  - b"]),
        (["1. a", "2. b"], 1, ["1. a", "   2. b"]),
        (["- [ ] a", "- [ ] b"], 1, ["- [ ] a", "  - [ ] b"]),
        (["-     a", "- b"], 1, ["-     a", "  - b"]),
        (["- a", "  - b", "  - c"], 2, ["- a", "  - b", "    - c"]),
        (
            ["- a", "- b", "  more", "  - c", "- d"],
            1,
            ["- a", "  - b", "    more", "    - c", "- d"],
        ),
        (["- a", "- b", "", "  more"], 1, ["- a", "  - b", "", "    more"]),
        (["- a", "\t- b", "\t- c"], 2, ["- a", "\t- b", "\t\t- c"]),
        (["- a", "  words", "- b"], 2, ["- a", "  words", "  - b"]),
        (["- a"], 0, ["- a"]),
        (["words", "- a"], 1, ["words", "- a"]),
        (["- a", "  - b"], 1, ["- a", "  - b"]),
    ],
)
def test_tab_nests_an_item_in_the_one_above(before: list[str], row: int, after: list[str]) -> None:
    assert put(before, indented_rows(before, row, row)) == after


@pytest.mark.parametrize(
    ("before", "row", "after"),
    [
        (["- a", "  - b"], 1, ["- a", "- b"]),
        (["- a", "  - b", "    - c"], 2, ["- a", "  - b", "  - c"]),
        (["- a", "  - b", "    more"], 1, ["- a", "- b", "  more"]),
        (["- a", "\t- b"], 1, ["- a", "- b"]),
        (["- a"], 0, ["- a"]),
        (["    words"], 0, ["words"]),
    ],
)
def test_shift_tab_takes_an_item_out(before: list[str], row: int, after: list[str]) -> None:
    assert put(before, outdented_rows(before, row, row)) == after


def test_several_items_move_together() -> None:
    lines = ["- a", "- b", "- c", "- d"]

    assert put(lines, indented_rows(lines, 1, 2)) == ["- a", "  - b", "  - c", "- d"]


@pytest.mark.parametrize(("line", "is_one"), [("- a", True), ("1. a", True), ("words", False)])
def test_items_are_known(line: str, *, is_one: bool) -> None:
    assert is_item(line) is is_one
