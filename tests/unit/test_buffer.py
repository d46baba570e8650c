from __future__ import annotations

import pytest

from milepost.buffer import MAX_STEPS, Buffer, StaleRevisionError
from milepost.document import Document
from milepost.text import EditSet, Span, TextEdit

TEXT = "- [ ] one\n- [ ] two\n- [ ] three\n"


@pytest.fixture
def buffer() -> Buffer:
    return Buffer(Document.parse(TEXT))


def replace(buffer: Buffer, old: str, new: str, label: str = "step") -> None:
    start = buffer.document.text.index(old)
    edits = EditSet.replace(Span(start, start + len(old)), new)
    buffer.apply(edits, expected=buffer.document.revision, label=label)


def adopt(buffer: Buffer, old: str, new: str) -> EditSet:
    text = buffer.document.text
    assert old in text
    return buffer.adopt(Document.parse(text.replace(old, new, 1)))


def test_a_step_is_applied_undone_and_done_again(buffer: Buffer) -> None:
    replace(buffer, "two", "TWO", "shout")
    assert buffer.document.text == TEXT.replace("two", "TWO")

    undone = buffer.undo()
    assert undone is not None
    assert undone.step.label == "shout"
    assert buffer.document.text == TEXT
    assert (buffer.can_undo, buffer.can_redo) == (False, True)

    redone = buffer.redo()
    assert redone is not None
    assert redone.edits == undone.step.edits
    assert buffer.document.text == TEXT.replace("two", "TWO")
    assert (buffer.can_undo, buffer.can_redo) == (True, False)


def test_without_steps_there_is_nothing_to_take_back(buffer: Buffer) -> None:
    assert buffer.undo() is None
    assert buffer.redo() is None
    assert (buffer.can_undo, buffer.can_redo) == (False, False)


def test_every_change_is_a_new_revision(buffer: Buffer) -> None:
    revisions = [buffer.document.revision]
    for change in (
        lambda: replace(buffer, "two", "TWO"),
        lambda: adopt(buffer, "one", "ONE"),
        buffer.undo,
        buffer.redo,
        lambda: buffer.adopt(buffer.document),
    ):
        change()
        revisions.append(buffer.document.revision)

    assert revisions == [0, 1, 2, 3, 4, 5]


def test_edits_for_another_revision_are_refused(buffer: Buffer) -> None:
    replace(buffer, "two", "TWO")

    with pytest.raises(StaleRevisionError, match="revision 0, not 1"):
        buffer.apply(EditSet.replace(Span(0, 1), "*"), expected=0, label="late")
    assert buffer.document.text == TEXT.replace("two", "TWO")


def test_no_edits_make_no_step(buffer: Buffer) -> None:
    document = buffer.document

    assert buffer.apply(EditSet(), expected=0, label="nothing") is document
    assert not buffer.can_undo


def test_a_new_step_forgets_what_was_undone(buffer: Buffer) -> None:
    replace(buffer, "two", "TWO")
    buffer.undo()
    replace(buffer, "one", "ONE")

    assert not buffer.can_redo


def test_only_so_many_steps_are_remembered(buffer: Buffer) -> None:
    for number in range(MAX_STEPS + 3):
        replace(buffer, "two" if number == 0 else f"two{number - 1}", f"two{number}")

    undone = 0
    while buffer.undo() is not None:
        undone += 1

    assert undone == MAX_STEPS
    assert "two2\n" in buffer.document.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("one", "ONE"),
        ("three\n", "three\n- [x] four\n"),
        ("- [ ] one\n", ""),
        ("- [ ] one\n", "- [x] zero\n- [ ] one\n"),
        ("two", "two and a half"),
        ("\n", "\r\n"),
    ],
)
def test_what_somebody_else_changed_elsewhere_survives_undo_and_redo(
    buffer: Buffer, old: str, new: str
) -> None:
    replace(buffer, "- [ ] t", "- [x] t")

    edits = adopt(buffer, old, new)
    theirs = buffer.document.text

    assert edits.apply(TEXT.replace("- [ ] t", "- [x] t", 1)) == theirs
    assert buffer.undo() is not None
    assert buffer.document.text == theirs.replace("- [x] t", "- [ ] t", 1)
    assert buffer.redo() is not None
    assert buffer.document.text == theirs


@pytest.mark.parametrize(
    ("old", "new"), [("- [x] two\n", ""), ("[x]", "[~]"), ("- [x] two\n- [ ] three\n", "text\n")]
)
def test_a_step_whose_place_has_changed_is_forgotten_with_a_word(
    buffer: Buffer, old: str, new: str
) -> None:
    replace(buffer, "one", "ONE", "first")
    replace(buffer, "[ ] two", "[x] two", "second")
    adopt(buffer, old, new)
    theirs = buffer.document

    refused = buffer.undo()

    assert refused is not None
    assert (refused.step.label, refused.edits) == ("second", None)
    assert buffer.document is theirs
    assert not buffer.can_redo
    undone = buffer.undo()
    assert undone is not None
    assert undone.step.label == "first"
    assert buffer.document.text == theirs.text.replace("ONE", "one")


def test_a_redo_whose_place_has_changed_is_forgotten_with_a_word(buffer: Buffer) -> None:
    replace(buffer, "[ ] two", "[x] two", "tick")
    buffer.undo()
    adopt(buffer, "[ ] two", "[~] two")

    refused = buffer.redo()

    assert refused is not None
    assert refused.edits is None
    assert (buffer.can_undo, buffer.can_redo) == (False, False)


def test_a_step_off_its_aim_is_not_taken_back(buffer: Buffer) -> None:
    """Another item stands where mine was, with the same mark."""
    at = TEXT.index("[ ] two") + 1
    edits = EditSet.of((TextEdit(Span(at, at + 1), "x"),))

    def is_on_two(document: Document, edits: EditSet) -> bool:
        assert edits
        return "two" in document.text

    buffer.apply(edits, expected=0, label="tick", aim=is_on_two)
    adopt(buffer, "two", "six")
    refused = buffer.undo()

    assert refused is not None
    assert refused.edits is None
    assert "[x] six" in buffer.document.text


def test_a_step_on_its_aim_is_taken_back(buffer: Buffer) -> None:
    at = TEXT.index("[ ] two") + 1
    edits = EditSet.of((TextEdit(Span(at, at + 1), "x"),))

    buffer.apply(edits, expected=0, label="tick", aim=lambda document, _: "two" in document.text)
    buffer.undo()

    assert buffer.document.text == TEXT


def test_what_others_have_taken_back_is_told_with_what_it_was(buffer: Buffer) -> None:
    replace(buffer, "two", "TWO")
    adopt(buffer, "TWO", "two")
    adopt(buffer, "three", "3")

    undone = buffer.undo()

    assert undone is not None
    assert undone.edits == EditSet()
    assert undone.before.text == TEXT.replace("two", "TWO").replace("three", "3")
    assert buffer.document.text == TEXT.replace("three", "3")
    assert buffer.can_redo


def test_what_others_have_taken_back_is_not_looked_for_off_its_aim(buffer: Buffer) -> None:
    at = TEXT.index("[ ] two") + 1
    edits = EditSet.of((TextEdit(Span(at, at + 1), "x"),))
    buffer.apply(edits, expected=0, label="tick", aim=lambda _, edits: edits.edits[0].text == " ")
    adopt(buffer, "[x] two", "[ ] two")

    undone = buffer.undo()

    assert undone is not None
    assert undone.edits is None
