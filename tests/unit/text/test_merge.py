"""Merging two changes of one text."""

from __future__ import annotations

import pytest

from milepost.text import merge as module
from milepost.text.merge import Agreed, Conflict, Merge, merge

BASE = "one\ntwo\nthree\nfour\nfive\n"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("", "", "", ""),
        (BASE, BASE, BASE, BASE),
        (BASE, "new\n" + BASE, BASE, "new\n" + BASE),
        (BASE, BASE, BASE + "six\n", BASE + "six\n"),
        (BASE, "", "", ""),
        ("", "mine\n", "mine\n", "mine\n"),
        (BASE, BASE.replace("one", "1"), BASE.replace("five", "5"), "1\ntwo\nthree\nfour\n5\n"),
        (BASE, BASE.replace("one\n", ""), BASE.replace("five\n", ""), "two\nthree\nfour\n"),
        (BASE, BASE.replace("two", "2"), BASE.replace("two", "2"), BASE.replace("two", "2")),
        # Neighbouring lines, and words of one line.
        (BASE, BASE.replace("two", "2"), BASE.replace("three", "3"), "one\n2\n3\nfour\nfive\n"),
        ("- [ ] a b\n", "- [x] a b\n", "- [ ] a c\n", "- [x] a c\n"),
        ("a b c", "a B c", "a b C", "a B C"),
        ("the old way of it\n", "the way of it\n", "the old way of them\n", "the way of them\n"),
        # Line ends are words of their own.
        ("a\nb\n", "a\r\nb\r\n", "a\nc\n", "a\r\nc\r\n"),
        ("a\nb\n", "x\nb\n", "a\nb", "x\nb"),
        ("日本 の\n", "日本 は\n", "中国 の\n", "中国 は\n"),
    ],
)
def test_changes_that_do_not_collide_are_merged(
    base: str, mine: str, theirs: str, merged: str
) -> None:
    result = merge(base, mine, theirs)

    assert result.conflicts == ()
    assert result.text() == merged
    assert merge(base, theirs, mine).text() == merged


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "conflict"),
    [
        (BASE, BASE.replace("two", "2"), BASE.replace("two", "II"), ("two\n", "2\n", "II\n")),
        ("", "mine\n", "theirs\n", ("", "mine\n", "theirs\n")),
        (BASE, BASE.replace("two\n", ""), BASE.replace("two", "II"), ("two\n", "", "II\n")),
        (BASE, BASE + "mine\n", BASE + "theirs\n", ("", "mine\n", "theirs\n")),
    ],
)
def test_a_collision_is_a_conflict_of_whole_lines(
    base: str, mine: str, theirs: str, conflict: tuple[str, str, str]
) -> None:
    assert merge(base, mine, theirs).conflicts == (Conflict(*conflict),)


def test_lines_that_both_added_alike_are_no_part_of_a_conflict() -> None:
    result = merge("a\nz\n", "a\nsame\nmine\nend\nz\n", "a\nsame\ntheirs\nend\nz\n")

    assert result.pieces == (
        Agreed("a\nsame\n"),
        Conflict("", "mine\n", "theirs\n"),
        Agreed("end\nz\n"),
    )


def test_a_decision_settles_each_conflict() -> None:
    result = merge("a\nk\nb\n", "1\nk\n2\n", "I\nk\nII\n")

    assert result.text(["1\n", "II\n"]) == "1\nk\nII\n"


def test_a_long_hunk_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_WORDS", 4)

    assert merge("a b c", "A b c", "a b C").conflicts


@pytest.mark.parametrize("pieces", [(Agreed(""),), (Agreed("a"), Agreed("b"))])
def test_pieces_are_whole(pieces: tuple[Agreed, ...]) -> None:
    with pytest.raises(ValueError, match="agreed"):
        Merge(pieces)
