"""Typed text that outlives the program."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from milepost.document import Document
from milepost.edits.editable import editable_at
from milepost.workspace.digest import digest_of
from milepost.workspace.retyping import retyping
from milepost.workspace.unsaved import (
    begin_unsaved,
    decode,
    encode_values,
    find_forms,
    find_unsaved,
    is_saved,
    place_of,
    place_of_form,
    reopen,
)
from milepost.workspace.versions import Draft

PARTS = ("Before.", "# Plan", "## A", "one", "two", "## A", "three", "## B", "four\r\n")
PLAN = "\r\n\r\n".join(PARTS)
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def typed_into(words: str, text: str, plan: str = PLAN) -> str:
    """A draft of a text that was typed in place of the block with `words`."""
    document = Document.parse(plan)
    editable = editable_at(document, plan.index(words))
    assert editable is not None
    return replace(begin_unsaved(document, editable), text=text).encode()


def saved(draft: str, plan: str) -> str | None:
    """The plan with the draft saved into it; `None` where that collides."""
    unsaved = decode(draft)
    assert unsaved is not None
    current = Document.parse(plan)
    found = reopen(current, unsaved)
    resolve = retyping(found.base, found.span, unsaved.text)
    assert resolve is not None
    edits = resolve(current)
    return None if edits is None else edits.apply(plan)


@pytest.mark.parametrize(
    ("words", "text"),
    [("one", "ONE"), ("three", "THREE\r\nmore"), ("Before", "After."), ("## B", "## B\r\n\r\n4")],
)
def test_text_goes_back_to_where_it_was_typed(words: str, text: str) -> None:
    document = Document.parse(PLAN)
    editable = editable_at(document, PLAN.index(words))
    assert editable is not None
    expected = PLAN[: editable.span.start] + text + PLAN[editable.span.end :]

    assert saved(typed_into(words, text), PLAN) == expected


@pytest.mark.parametrize(
    ("change", "result"),
    [
        (("four", "FOUR"), "ONE\r\n\r\ntwo"),
        (("two", "TWO"), "ONE\r\n\r\nTWO"),
        (("Before", "Words before"), "ONE\r\n\r\ntwo"),
    ],
)
def test_what_others_changed_meanwhile_is_merged(change: tuple[str, str], result: str) -> None:
    merged = saved(typed_into("one", "ONE"), PLAN.replace(*change))

    assert merged is not None
    assert result in merged
    assert change[1] in merged


@pytest.mark.parametrize(
    "plan",
    [
        PLAN.replace("one", "another"),
        PLAN.replace("## B\r\n\r\nfour\r\n", "").replace("## A\r\n\r\nthree\r\n\r\n", "")
        .replace("## A\r\n\r\none\r\n\r\ntwo\r\n\r\n", ""),
    ],
    ids=["same words", "section gone"],
)  # fmt: skip
def test_collision_is_no_edit(plan: str) -> None:
    assert saved(typed_into("one", "ONE"), plan) is None


@pytest.mark.parametrize(
    ("plan", "known"),
    [
        (PLAN, False),
        (PLAN.replace("one", "ONE"), True),
        (PLAN.replace("four", "FOUR").replace("one", "ONE"), True),
        ("# Other\n", False),
    ],
)
def test_text_that_is_in_the_plan_already_is_known(plan: str, *, known: bool) -> None:
    unsaved = decode(typed_into("one", "ONE"))

    assert unsaved is not None
    assert is_saved(Document.parse(plan), unsaved) is known


def test_text_before_the_first_heading_is_known_too() -> None:
    unsaved = decode(typed_into("Before", "After."))

    assert unsaved is not None
    assert is_saved(Document.parse(PLAN.replace("Before.", "After.")), unsaved)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "[]",
        "{}",
        json.dumps({**json.loads(typed_into("one", "x")), "rank": True}),
        json.dumps({**json.loads(typed_into("one", "x")), "start": -1}),
        json.dumps({**json.loads(typed_into("one", "x")), "end": 10_000}),
        json.dumps({**json.loads(typed_into("one", "x")), "more": 1}),
        "[" * 100_000,
    ],
)  # fmt: skip
def test_anything_else_is_no_edit(text: str) -> None:
    assert decode(text) is None


def test_only_edits_are_found_among_drafts() -> None:
    base = digest_of(b"")
    mine = Draft(place_of("A", NOW), base, typed_into("one", "ONE"), NOW)
    others = [
        Draft("conflict: Edit A", base, "text", NOW),
        Draft("unwritten", base, "text", NOW),
        Draft(place_of("B", NOW), base, "damaged", NOW),
    ]

    assert [draft for draft, _ in find_unsaved([*others, mine])] == [mine]


def test_every_beginning_has_a_place_of_its_own() -> None:
    assert place_of("A", NOW) != place_of("A", NOW.replace(microsecond=1))


@pytest.mark.parametrize("text", ["```", "<!--"])
def test_text_that_swallows_what_follows_is_not_saved(text: str) -> None:
    document = Document.parse(PLAN)
    editable = editable_at(document, PLAN.index("one"))

    assert editable is not None
    assert retyping(document, editable.span, text) is None


def test_document_without_headings() -> None:
    assert saved(typed_into("one", "ONE", "one\n"), "one\ntwo\n") == "ONE\ntwo\n"
    assert saved(typed_into("one", "ONE", "one\n"), "another\n") is None
    assert saved(typed_into("one", "ONE", "one\n"), "one\n") == "ONE\n"


def form_draft(name: str, text: str) -> Draft:
    return Draft(place_of_form(name), digest_of(b""), text, NOW)


def test_what_was_typed_into_forms_is_found_by_their_names() -> None:
    decision = {"what": "One queue.\nNot two.", "rationale": "“Less” to keep."}
    drafts = [
        form_draft("decision", encode_values(decision)),
        form_draft("surprise", encode_values({"what": "It leaks."})),
        Draft(place_of("form", NOW), digest_of(b""), encode_values(decision), NOW),
    ]

    assert find_forms(drafts) == {"decision": decision, "surprise": {"what": "It leaks."}}
    assert find_unsaved(drafts) == ()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"what": 1}', "null", "[" * 100_000])
def test_a_draft_of_a_form_that_makes_no_sense_is_left_alone(text: str) -> None:
    assert find_forms([form_draft("decision", text)]) == {}
