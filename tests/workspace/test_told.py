"""What an agent was told is not told again, until it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.workspace import told
from milepost.workspace.told import Told

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "plan.md"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_what_was_told_is_not_told_again(plan: Path, state: Path) -> None:
    assert Told(state, "s").sift(plan, ["a", "b"], ["a", "b"]) == ["a", "b"]
    assert Told(state, "s").sift(plan, ["a", "b", "c"], ["a", "c"]) == ["c"]
    assert Told(state, "s").sift(plan, ["a", "b", "c"], ["a", "b", "c"]) == []


def test_what_comes_back_is_told_again(plan: Path, state: Path) -> None:
    Told(state, "s").sift(plan, ["a"], ["a"])
    assert Told(state, "s").sift(plan, [], []) == []

    assert Told(state, "s").sift(plan, ["a"], ["a"]) == ["a"]


@pytest.mark.parametrize(("session", "name"), [("t", "plan.md"), ("s", "other.md")])
def test_sessions_and_plans_are_apart(session: str, name: str, plan: Path, state: Path) -> None:
    Told(state, "s").sift(plan, ["a"], ["a"])

    assert Told(state, session).sift(plan.with_name(name), ["a"], ["a"]) == ["a"]
    assert Told(state, "s").sift(plan, ["a"], ["a"]) == []


def test_without_news_no_file_is_made(plan: Path, state: Path) -> None:
    assert Told(state, "s").sift(plan, ["a"], []) == []
    assert not state.exists()


def test_session_without_a_name_remembers_nothing(plan: Path, state: Path) -> None:
    for _ in range(2):
        assert Told(state, "").sift(plan, ["a"], ["a"]) == ["a"]
    assert not state.exists()


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b'{"x": 3}', b"{"])
def test_damaged_memory_is_begun_anew(data: bytes, plan: Path, state: Path) -> None:
    Told(state, "s").sift(plan, ["a"], ["a"])
    (file,) = (state / "told").iterdir()
    file.write_bytes(data)

    assert Told(state, "s").sift(plan, ["a"], ["a"]) == ["a"]
    assert Told(state, "s").sift(plan, ["a"], ["a"]) == []


def test_without_a_place_all_is_told(plan: Path, state: Path) -> None:
    state.write_text("in the way", encoding="utf-8")

    assert Told(state, "s").sift(plan, ["a"], ["a"]) == ["a"]


def test_old_sessions_are_forgotten(
    plan: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told, "_MOST_SESSIONS", 3)

    for number in range(6):
        Told(state, f"{number}").sift(plan, ["a"], ["a"])

    assert len(list((state / "told").iterdir())) == 3
