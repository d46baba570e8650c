"""What holds of every merge, and that `git merge-file` agrees."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.text.merge import Conflict, merge

LINES = st.lists(
    st.sampled_from([f"{word} {n}\n" for word in "abcdef" for n in (1, 2)]), max_size=9
)
TEXTS = LINES.map("".join) | st.text("ab \n\r", max_size=12)


@given(TEXTS, TEXTS)
def test_one_change_is_taken_as_it_is(base: str, changed: str) -> None:
    assert merge(base, changed, base).text() == changed
    assert merge(base, base, changed).text() == changed
    assert merge(base, changed, changed).text() == changed


@given(TEXTS, TEXTS, TEXTS)
def test_sides_are_equals(base: str, mine: str, theirs: str) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)

    swapped = [
        Conflict(piece.base, piece.theirs, piece.mine) if isinstance(piece, Conflict) else piece
        for piece in other.pieces
    ]
    assert list(one.pieces) == swapped


@given(TEXTS, TEXTS, TEXTS)
def test_a_conflict_is_one(base: str, mine: str, theirs: str) -> None:
    for conflict in merge(base, mine, theirs).conflicts:
        assert conflict.mine != conflict.theirs


@st.composite
def edited_lines(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    """Distinct lines and two edits of them, so that there is one way only to read a change."""
    base = [f"line {n}\n" for n in range(draw(st.integers(0, 12)))]

    def edit(side: str) -> list[str]:
        lines = list(base)
        for n in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(lines)))
            fresh = [f"{side} {n}\n"] if draw(st.booleans()) else []
            lines[at : at + draw(st.integers(0, 2))] = fresh
        return lines

    return base, edit("mine"), edit("theirs")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@given(edited_lines())
def test_git_agrees(texts: tuple[list[str], list[str], list[str]]) -> None:
    base, mine, theirs = map("".join, texts)
    ours = merge(base, mine, theirs)

    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("mine", "base", "theirs")]
        for file, text in zip(files, (mine, base, theirs), strict=True):
            file.write_text(text, encoding="utf-8", newline="")
        done = subprocess.run(
            ["git", "merge-file", "-p", *map(str, files)], capture_output=True, check=False
        )

    if done.returncode == 0:  # What git can merge, we can, and alike.
        assert ours.conflicts == ()
        assert ours.text() == done.stdout.decode()
