from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.putting_back import (
    put_back_entries,
    put_back_items,
    put_back_notes,
    put_back_stamps,
)
from milepost.plan.losses import find_losses

PLAN = """\
# Move the greenhouse log

## Progress

- [x] (2026-03-03 08:10Z) Read the seven log files.
- [x] (2026-03-03 08:52Z) Write the gatherer, which
  copies every line.
  - [x] (2026-03-03 09:00Z) Its tests.
- [ ] Run it.

## Decision Log

- Decision: keep the old files for a month.
  Rationale: the gardener compares them.

- Decision: one line for one reading.
  Rationale: a diff stays small.

## Risks

The disk is old.

Revision note (2026-03-03): the shed has no network.
"""


def restored(text: str) -> str | None:
    """The text with everything back that it has lost since `PLAN`."""
    former, after = Document.parse(PLAN), Document.parse(text)
    losses = find_losses(former, after)
    for edits in (
        put_back_items(after, former, losses.items),
        put_back_entries(after, former, losses.entries),
        put_back_notes(after, former, losses.notes),
        put_back_stamps(after, former, [pair.before for pair in losses.restamped]),
    ):
        if edits is None:
            return None
        if edits:
            after = after.edited(edits)
    return after.text


@pytest.mark.parametrize(
    "gone",
    [
        "- [x] (2026-03-03 08:10Z) Read the seven log files.\n",
        "  - [x] (2026-03-03 09:00Z) Its tests.\n",
        "- Decision: keep the old files for a month.\n  Rationale: the gardener compares them.\n\n",
        "\n- Decision: one line for one reading.\n  Rationale: a diff stays small.\n",
        "\nRevision note (2026-03-03): the shed has no network.\n",
    ],
    ids=["first item", "nested item", "first decision", "last decision", "note"],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_gone_comes_back_where_it_stood(gone: str, newline: str) -> None:
    assert gone in PLAN
    text = PLAN.replace(gone, "").replace("\n", newline)

    assert restored(text) == PLAN.replace("\n", newline)


def test_what_is_there_stays_once() -> None:
    document = Document.parse(PLAN)
    plan = document.plan

    assert not put_back_items(document, document, plan.items)
    assert not put_back_entries(document, document, plan.records)
    assert not put_back_notes(document, document, plan.revision_notes)


def test_the_whole_list_comes_back_below_its_heading() -> None:
    start, end = PLAN.index("- [x] (2026-03-03 08:10Z)"), PLAN.index("- [ ] Run it.")
    begun = PLAN.replace(PLAN[start : PLAN.index("\n## Decision")], "")

    assert restored(PLAN.replace(PLAN[start:end], "")) == PLAN
    text = restored(begun)
    assert text is not None
    assert text.count("- [x]") == 3
    assert "- [ ] Run it." not in text


def test_every_decision_comes_back_into_an_empty_log() -> None:
    start, end = PLAN.index("- Decision: keep"), PLAN.index("## Risks")

    assert restored(PLAN.replace(PLAN[start:end], "")) == PLAN


@pytest.mark.parametrize("stamp", ["(2026-03-09) ", ""])
def test_a_stamp_comes_back_as_it_was(stamp: str) -> None:
    assert restored(PLAN.replace("(2026-03-03 08:10Z) ", stamp)) == PLAN


@pytest.mark.parametrize("text", ["", "## Progress\n\n```\n", "Nothing of it.\n"])
def test_what_has_no_place_does_not_come_back(text: str) -> None:
    former, after = Document.parse(PLAN), Document.parse(text)

    assert put_back_items(after, former, former.plan.items) is None
    assert put_back_entries(after, former, former.plan.records) is None


def test_a_note_does_not_become_code() -> None:
    former = Document.parse(PLAN)

    assert (
        put_back_notes(Document.parse("# A\n\n```\n"), former, former.plan.revision_notes) is None
    )


def test_stamps_of_open_or_missing_items_are_left_alone() -> None:
    former = Document.parse(PLAN)
    after = Document.parse(PLAN.replace("[x] (2026-03-03 08:10Z)", "[ ]"))

    edits = put_back_stamps(after, former, former.plan.items)

    assert not edits


def test_items_come_back_behind_those_of_their_own_kind() -> None:
    before = "- [ ] Ask.\n- [x] Tell.\n\n## Progress\n\n- [ ] Run.\n- [x] (2026-01-01) Read.\n"
    former = Document.parse(before)
    after = Document.parse(before.replace("- [x] (2026-01-01) Read.\n", ""))

    edits = put_back_items(after, former, former.plan.items)

    assert edits is not None
    assert edits.apply(after.text) == before


def test_a_decision_that_nobody_is_left_of_stands_before_the_others() -> None:
    former = Document.parse("## Decision Log\n\n- Decision: one.\n\n- Decision: two.\n")
    after = Document.parse("## Decision Log\n\n- Decision: two.\n")

    edits = put_back_entries(after, former, former.plan.records)

    assert edits is not None
    assert edits.apply(after.text) == former.text


def test_a_decision_comes_back_behind_the_nearest_one_that_is_left() -> None:
    text = "## Decision Log\n\n- Decision: one.\n- Decision: two.\n- Decision: three.\n"
    former = Document.parse(text)
    after = Document.parse("## Decision Log\n\n- Decision: one.\n")

    edits = put_back_entries(after, former, former.plan.records[2:])

    assert edits is not None
    assert edits.apply(after.text) == text.replace("- Decision: two.\n", "")


def test_an_item_comes_back_behind_the_nearest_one_that_is_left() -> None:
    text = "## Progress\n\n- [x] Read.\n- [x] Write.\n- [x] Run.\n"
    former = Document.parse(text)
    after = Document.parse("## Progress\n\n- [x] Read.\n")

    edits = put_back_items(after, former, former.plan.items[2:])

    assert edits is not None
    assert edits.apply(after.text) == text.replace("- [x] Write.\n", "")
