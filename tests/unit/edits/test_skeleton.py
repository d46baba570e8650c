"""A new plan has nothing wrong with it but that it is still to be written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.document import Document
from milepost.edits.skeleton import new_plan, plan_template
from milepost.lint.engine import lint
from milepost.plan.kinds import ORDER, SectionKind
from milepost.plan.model import BlockKind, ItemState
from milepost.plan.query import blocks_within
from milepost.plan.skeleton import SKELETON, is_guidance

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def parse(title: str = "Teach it to count", purpose: str = "") -> Document:
    return Document.parse(new_plan(title, purpose, NOW))


def purpose_of(document: Document) -> str:
    section = document.plan.section(SectionKind.PURPOSE)
    assert section is not None
    return section.own.cut(document.text).partition("\n")[2].strip()


def test_all_sections_stand_in_canonical_order() -> None:
    document = parse()

    assert document.plan.title == "Teach it to count"
    assert [section.kind for section in document.plan.sections] == [None, *ORDER]
    assert document.notes == ()


def test_lines_end_in_lf_and_so_does_the_file() -> None:
    text = new_plan("T", "P", NOW)

    assert "\r" not in text
    assert text.endswith(".\n")
    assert "\n\n\n" not in text


def test_progress_begins_with_a_dated_item_and_the_first_work() -> None:
    document = parse()
    done, first = document.plan.items

    assert (done.state, first.state) == (ItemState.DONE, ItemState.OPEN)
    assert done.stamp is not None
    assert done.stamp.instant == NOW.replace(second=0)
    assert done.in_progress
    assert first.in_progress


def test_only_unwritten_text_is_found() -> None:
    found = lint(parse(), now=NOW).diagnostics

    assert {each.name for each in found} == {"skeleton-left"}


def test_template_is_a_new_plan_without_what_is_not_known_yet() -> None:
    document = Document.parse(plan_template())
    title = document.plan.title_span

    assert title is not None
    assert is_guidance(title.cut(document.text))
    assert [item.stamp for item in document.plan.items] == [None]
    assert plan_template().partition("\n")[2] == parse("T").text.partition("\n")[2].replace(
        "- [x] (2026-01-02 03:04Z) Began this plan.\n", ""
    )


def test_all_guidance_can_be_told_from_what_is_written() -> None:
    document = parse(purpose="Anybody can count to ten.")
    wording = [
        block.span.cut(document.text)
        for section in document.plan.sections[1:]
        for block in blocks_within(document.plan, section.body)
        if block.kind is not BlockKind.HEADING
    ]

    written = [text for text in wording if not is_guidance(text)]

    assert written[0] == "Anybody can count to ten."
    assert len(written) == 3, "purpose and the two items of Progress"


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("  Count   to ten ", "Count to ten"),
        ("Count\n## Progress\n- [x] all", "Count ## Progress - [x] all"),
        ("Count\r\nto\tten", "Count to ten"),
        ("Count \x1b[2J to \x00 ten", "Count [2J to ten"),
        ("Count\u2028to\x85ten", "Count to ten"),
        ("数える", "数える"),
        ("Port it to C#", "Port it to C#"),
    ],
)
def test_title_is_one_line(title: str, read: str) -> None:
    document = parse(title)

    assert document.plan.title == read
    assert len(document.plan.items) == 2


@pytest.mark.parametrize(
    ("purpose", "written"),
    [
        ("", SKELETON[SectionKind.PURPOSE]),
        ("   \n ", SKELETON[SectionKind.PURPOSE]),
        ("Count to ten.", "Count to ten."),
        ("Count\n\nto ten.", "Count to ten."),
        ("`count` counts.", "`count` counts."),
        ("-5 is counted, too.", "-5 is counted, too."),
        ("#hashtag", "#hashtag"),
        ("## Progress", "\\## Progress"),
        ("#", "\\#"),
        ("- [x] done", "\\- [x] done"),
        ("+ plus", "\\+ plus"),
        ("1. one", "1\\. one"),
        ("2) two", "2\\) two"),
        ("1.5 times", "1.5 times"),
        ("> quoted", "\\> quoted"),
        ("---", "\\---"),
        ("* * *", "\\* * *"),
        ("```", "\\```"),
        ("~~~", "\\~~~"),
        ("<div>", "\\<div>"),
    ],
)
def test_purpose_is_a_paragraph_whatever_it_begins_with(purpose: str, written: str) -> None:
    document = parse(purpose=purpose)

    assert purpose_of(document) == written
    assert [section.kind for section in document.plan.sections] == [None, *ORDER]


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_title_and_no_purpose_break_the_plan(title: str, purpose: str) -> None:
    document = parse(f"T {title}", purpose)

    assert [section.kind for section in document.plan.sections[-12:]] == list(ORDER)
    assert [item.in_progress for item in document.plan.items] == [True, True]
