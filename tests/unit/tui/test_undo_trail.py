"""Steps of typing."""

from __future__ import annotations

from milepost.tui.undo_trail import TypingStep, UndoTrail


def typed(text: str, column: int = 0, removed: str = "") -> TypingStep:
    end = (0, column + len(text))
    return TypingStep((0, column), removed, text, end, ((0, column),) * 2, (end, end))


def type_words(trail: UndoTrail, words: str) -> None:
    for column, char in enumerate(words):
        trail.record(typed(char, column))


def steps_back(trail: UndoTrail) -> list[str]:
    found = []
    while (step := trail.undo()) is not None:
        found.append(step.inserted)
    return found


def test_words_are_taken_back_one_by_one() -> None:
    trail = UndoTrail()
    type_words(trail, "one two  three")

    assert steps_back(trail) == ["three", "two  ", "one "]


def test_line_ends_are_steps_of_their_own() -> None:
    trail = UndoTrail()
    type_words(trail, "one\ntwo")

    assert steps_back(trail) == ["two", "\n", "one"]


def test_pause_ends_a_step() -> None:
    trail = UndoTrail()
    trail.pause()
    type_words(trail, "on")
    trail.pause()
    trail.record(typed("e", 2))

    assert steps_back(trail) == ["e", "on"]


def test_paste_and_deletion_are_steps_of_their_own() -> None:
    trail = UndoTrail()
    trail.record(typed("pasted"))
    trail.record(typed("", 6, removed="x"))
    trail.record(typed("a", 6))

    assert steps_back(trail) == ["a", "", "pasted"]


def test_redo_goes_the_same_way_forward() -> None:
    trail = UndoTrail()
    type_words(trail, "one two")
    undone = [trail.undo(), trail.undo()]

    assert [trail.redo(), trail.redo()] == undone[::-1]
    assert trail.redo() is None


def test_typing_forgets_what_was_taken_back() -> None:
    trail = UndoTrail()
    type_words(trail, "one")
    trail.undo()
    trail.record(typed("x"))

    assert trail.redo() is None
    assert steps_back(trail) == ["x"]


def test_typing_elsewhere_is_another_step() -> None:
    trail = UndoTrail()
    trail.record(typed("a", 0))
    trail.record(typed("b", 9))

    assert steps_back(trail) == ["b", "a"]
