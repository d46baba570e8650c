"""Changes by name: carried over to newer texts, made once, given up where they have no place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.edits.draft import Draft
from milepost.edits.items import words_of
from milepost.edits.moments import Moment
from milepost.edits.replacing import editable_span
from milepost.plan.kinds import SectionKind
from milepost.workspace.editing import (
    Place,
    adding,
    deleting,
    moving,
    noting,
    recording,
    remarking,
    rewording,
    rewriting,
    splitting,
    stamping,
    starting,
)
from support.agents import by_rename
from support.sessions import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from milepost.workspace.intent import Resolve
    from support.sessions import Owner

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
STAMP = "(2026-03-04 09:30Z)"
TEXT = (
    "## Progress\n\n- [x] (2026-01-02 03:04Z) one\n- [ ] two of many words\n- [ ] three\n\n"
    "### Later\n\n- [ ] four\n\n## Decision Log\n\n- Decision: A.\n\n## Plan of Work\n\nText.\n"
)
MOVED = TEXT.replace("- [x]", "- [ ] zero\n- [x]")
"""What an agent may have made of it: everything has another place."""
DRAFT = Draft(SectionKind.DECISIONS, "Use X.", NOW, "It is fast.")


@pytest.fixture
def document() -> Document:
    return Document.parse(TEXT)


def resolved(resolve: Resolve, text: str) -> str | None:
    edits = resolve(Document.parse(text))
    return None if edits is None else edits.apply(text)


def changes_of(document: Document) -> dict[str, Resolve]:
    """One change of each kind."""
    one, two, three, _ = document.plan.items
    later = next(each for each in document.plan.sections if each.title == "Later")
    work = document.plan.sections[-1]
    return {
        "add": adding(document, "new"),
        "done": adding(document, "new", NOW),
        "after": adding(document, "new", place=Place(after=two)),
        "under": adding(document, "new", place=Place(under=later)),
        "start": starting(document, two),
        "split": splitting(document, two, "some", "others", NOW),
        "remark": remarking(document, two, "some", "others"),
        "reword": rewording(document, two, "two of few words"),
        "delete": deleting(document, two),
        "move": moving(document, two, three, behind=True),
        "stamp": stamping(document, one, Moment(NOW)),
        "unstamp": stamping(document, one, None),
        "record": recording(document, DRAFT),
        "note": noting(document, "Split it.", NOW),
        "rewrite": rewriting(document, editable_span(document, work), "New text."),
    }


TWO = "- [ ] two of many words\n"
CHANGED = {
    "add": ("- [ ] four\n", "- [ ] four\n- [ ] new\n"),
    "done": ("- [ ] four\n", f"- [ ] four\n- [x] {STAMP} new\n"),
    "after": (TWO, f"{TWO}- [ ] new\n"),
    "under": ("- [ ] four\n", "- [ ] four\n- [ ] new\n"),
    "start": (TWO, "- [~] two of many words\n"),
    "split": (TWO, f"- [x] {STAMP} some\n- [ ] others\n"),
    "remark": (TWO, "- [ ] two of many words (completed: some; remaining: others)\n"),
    "reword": (TWO, "- [ ] two of few words\n"),
    "delete": (TWO, ""),
    "move": (f"{TWO}- [ ] three\n", f"- [ ] three\n{TWO}"),
    "stamp": ("(2026-01-02 03:04Z) one", f"{STAMP} one"),
    "unstamp": ("(2026-01-02 03:04Z) one", "one"),
    "record": (
        "- Decision: A.\n",
        "- Decision: A.\n- Decision: Use X.\n  Rationale: It is fast.\n"
        "  Date/Author: 2026-03-04 09:30Z\n",
    ),
    "note": ("Text.\n", "Text.\n\nRevision note (2026-03-04 09:30Z): Split it.\n"),
    "rewrite": ("Text.\n", "New text.\n"),
}


@pytest.mark.parametrize("text", [TEXT, MOVED, TEXT.replace("\n", "\r\n")])
@pytest.mark.parametrize("name", CHANGED)
def test_a_change_finds_its_place_in_a_newer_text(document: Document, name: str, text: str) -> None:
    old, new = CHANGED[name]
    if "\r" in text:
        old, new = old.replace("\n", "\r\n"), new.replace("\n", "\r\n")
    assert old in text

    assert resolved(changes_of(document)[name], text) == text.replace(old, new)


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_that_is_there_is_not_made_again(document: Document, name: str) -> None:
    change = changes_of(document)[name]
    there = resolved(change, TEXT)
    assert there is not None

    held = f"# Title\n\n{there}"
    assert resolved(change, held) == held


@pytest.mark.parametrize("name", ["start", "split", "remark", "reword", "move", "stamp", "unstamp"])
def test_a_change_of_an_item_that_is_gone_has_no_place(document: Document, name: str) -> None:
    gone = "## Progress\n\n- [ ] something else entirely\n\n## Plan of Work\n"

    assert resolved(changes_of(document)[name], gone) is None


def test_a_new_item_goes_to_the_end_where_its_neighbour_is_gone(document: Document) -> None:
    for name in ("after", "under"):
        text = "## Progress\n\n- [ ] something else entirely\n"
        assert resolved(changes_of(document)[name], text) == f"{text}- [ ] new\n"


def test_an_item_is_added_twice_when_asked_twice(document: Document) -> None:
    once = resolved(adding(document, "new"), TEXT)
    assert once is not None
    again = Document.parse(once)

    twice = resolved(adding(again, "new"), once)

    assert twice is not None
    assert twice.count("- [ ] new\n") == 2


@pytest.mark.parametrize(
    ("there", "after"),
    [
        ("- [ ] two of many words.", None),
        ("- [ ] two of many words\n  and more", None),
        ("- [ ] two of many words\n  - [ ] nested", None),
        ("- [ ] something else entirely", "- [ ] something else entirely"),
    ],
)
def test_only_what_the_person_saw_is_deleted(
    document: Document, there: str, after: str | None
) -> None:
    text = TEXT.replace(TWO, f"{there}\n")
    expected = None if after is None else text

    assert resolved(changes_of(document)["delete"], text) == expected


@pytest.mark.parametrize(
    ("there", "after"),
    [
        ("two of many words, really", "two of few words, really"),
        ("two of most words", None),
    ],
)
def test_two_wordings_of_an_item_are_merged(
    document: Document, there: str, after: str | None
) -> None:
    text = TEXT.replace("two of many words", there)
    expected = None if after is None else TEXT.replace("two of many words", after)

    assert resolved(changes_of(document)["reword"], text) == expected


def test_an_item_does_not_move_to_one_that_is_gone(document: Document) -> None:
    text = TEXT.replace("- [ ] three\n", "")

    assert resolved(changes_of(document)["move"], text) is None


def test_two_texts_of_a_section_are_merged(document: Document) -> None:
    rewrite = changes_of(document)["rewrite"]

    assert resolved(rewrite, TEXT.replace("Text.", "Another.")) is None
    section = document.plan.sections[-1]
    refused = rewriting(document, editable_span(document, section), "## Progress\n\n```")
    assert resolved(refused, TEXT) is None
    assert resolved(refused, MOVED) is None


def test_what_cannot_be_added_is_not(document: Document) -> None:
    assert resolved(adding(document, " "), TEXT) is None
    assert resolved(recording(document, Draft(SectionKind.OUTCOMES, "", NOW)), MOVED) is None


class TestInASession:
    def test_a_change_is_shown_at_once_and_saved_soon(self, owner: Owner) -> None:
        owner.events += owner.session.change("Add “new”", adding(owner.shown, "new"))

        assert "- [ ] new\n" in owner.text
        owner.wait_until_saved()
        assert owner.disk == owner.text
        owner.undo()
        owner.wait_until_saved()
        assert owner.disk == PLAN

    def test_a_change_goes_into_what_an_agent_wrote(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        theirs = PLAN.replace("## Progress\n", "## Progress\n\n- [ ] theirs\n", 1)
        meanwhile(lambda: by_rename(owner.path, theirs.encode()))

        owner.session.change("Add “new”", adding(owner.shown, "new"))
        owner.wait_until_saved()

        assert "- [ ] theirs\n" in owner.disk
        assert owner.disk.count("- [ ] new\n") == 1

    def test_a_change_without_a_place_is_told(self, owner: Owner) -> None:
        owner.events += owner.session.change("Add “ ”", adding(owner.shown, " "))

        assert owner.text == PLAN
        assert owner.told == ["Add “ ” is not possible here; nothing was changed."]

    def test_nothing_to_change_is_no_step(self, owner: Owner) -> None:
        document = owner.shown
        item = document.plan.items[0]
        reword = rewording(document, item, words_of(document, item))

        assert owner.session.change("Reword", reword) == ()
        assert not owner.session.can_undo
