"""What a newcomer is shown next, and when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.tui.cells import cell_len
from milepost.tui.commands import COMMANDS, key_sign
from milepost.tui.hints import HINTS, LEARNT, MOST_RUNS, Hint, Lessons
from milepost.tui.screens.personal import HINT_WIDTH
from milepost.workspace.choices import Choices, load_choices, save_choices

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "milepost" / "editor.json"


def anything(_: str) -> bool:
    return True


def test_hints_come_in_order_and_only_for_what_is_possible() -> None:
    lessons = Lessons(Choices())

    assert lessons.next(anything) is HINTS[0]
    assert lessons.next(lambda name: name == HINTS[2].command) is HINTS[2]
    assert lessons.next(lambda _: False) is None


@pytest.mark.parametrize("hint", HINTS, ids=[hint.command for hint in HINTS])
def test_no_hint_is_cut(hint: Hint) -> None:
    key = next(key_sign(each.keys[0]) for each in COMMANDS if each.id == hint.command)

    assert cell_len(f" Try  {key}   {hint.words}") <= HINT_WIDTH


def test_a_command_is_learnt_after_a_few_uses() -> None:
    lessons = Lessons(Choices())
    for _ in range(LEARNT):
        assert lessons.next(anything) is HINTS[0]
        assert lessons.note_use(HINTS[0].command)

    assert lessons.next(anything) is HINTS[1]
    assert not lessons.note_use(HINTS[0].command)
    assert not lessons.note_use("view.zoom")


def test_uses_count_over_runs(state: Path) -> None:
    for _ in range(LEARNT):
        lessons = Lessons(load_choices())
        lessons.note_use(HINTS[0].command)
        lessons.save()

    assert Lessons(load_choices()).next(anything) is HINTS[1]


@pytest.mark.parametrize(
    "choices",
    [Choices(uses={hint.command: LEARNT for hint in HINTS}), Choices(hints_shown=MOST_RUNS), None],
    ids=["learnt", "seen-often", "nothing-remembered"],
)
def test_hints_end_for_good(choices: Choices | None) -> None:
    lessons = Lessons(choices)

    assert lessons.over
    assert lessons.next(anything) is None


def test_a_run_with_a_hint_counts_once(state: Path) -> None:
    lessons = Lessons(load_choices())
    lessons.next(anything)
    lessons.next(anything)
    lessons.save()

    assert load_choices().hints_shown == 1


def test_nothing_is_written_when_there_is_nothing_to_remember(state: Path) -> None:
    Lessons(Choices()).save()
    without = Lessons(None)
    without.note_use(HINTS[0].command)
    without.save()

    assert not state.exists()


def test_what_another_run_wrote_meanwhile_is_kept(state: Path) -> None:
    one, other = Lessons(load_choices()), Lessons(load_choices())
    one.keep_theme("signal", "")
    one.save()
    other.note_use(HINTS[0].command)
    other.save()

    assert load_choices() == Choices("signal", "", {HINTS[0].command: 1}, 0)


def test_save_is_possible_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert not save_choices(Choices(theme="signal"), tmp_path / "file" / "below")
