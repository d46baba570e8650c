"""A page without the insides of some sections: rows are numbered as if they were not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.document import Document
from milepost.plan.query import section_at
from milepost.text import Span
from milepost.tui.layout import Page, PageStyle
from milepost.tui.layout.folded import FoldedPage
from milepost.tui.layout.page import AT_FIRST

PLAN = """\
# Title

Words.

## One

a

### Sub

b
c

## Two

d

## Three

e
"""


def folded(text: str, *titles: str, width: int = 24) -> FoldedPage:
    document = Document.parse(text)
    sections = [each.index for each in document.plan.sections if each.title in titles]
    return FoldedPage(Page.lay(document, PageStyle(width)), sections)


def rows_of(page: Page | FoldedPage) -> list[str]:
    return [page.row(index).text.rstrip(" ─") for index in range(page.height)]


FOLDED = [
    (PLAN, ["One"], ["Title", "━━━━━", "", "Words.", "", "One", "", "Two", "", "d", "", "Three"]),
    (PLAN, ["Sub"], ["Title", "━━━━━", "", "Words.", "", "One", "", "a", "", "Sub", "", "Two"]),
    (PLAN, ["Sub", "One"], ["Title", "━━━━━", "", "Words.", "", "One", "", "Two", "", "d"]),
    # Neighbours stand close together.
    (PLAN, ["One", "Two"], ["Title", "━━━━━", "", "Words.", "", "One", "Two", "", "Three"]),
    (PLAN, ["One", "Two", "Three"], ["Title", "━━━━━", "", "Words.", "", "One", "Two", "Three"]),
    # What belongs to no block goes with the last section, and the rule below a heading with it.
    ("## A\n\nwords\n\n-\n", ["A"], ["A"]),
    ("# A\n\na\n\n# B\n\nb\n\n# C\n\nc\n", ["B"], ["A", "━", "", "a", "", "B", "", "C", "━"]),
    ("One\n===\n\na\n\nTwo\n===\n\nb\n", ["Two"], ["One", "━━━", "", "a", "", "Two"]),
    ("## A\r\rwords\r\r## B\r\rmore\r", ["A"], ["A", "", "B", "", "more"]),
    (
        "## A heading that is longer than one row\n\nwords\n",
        ["A heading that is longer than one row"],
        ["A heading that is longer", "than one row"],
    ),
]


@pytest.mark.parametrize(("text", "titles", "rows"), FOLDED)
def test_of_a_folded_section_only_the_heading_is_shown(
    text: str, titles: list[str], rows: list[str]
) -> None:
    assert rows_of(folded(text, *titles))[: len(rows)] == rows


@pytest.mark.parametrize(("text", "titles", "rows"), FOLDED[4:])
def test_nothing_comes_after_the_last_section_that_is_folded(
    text: str, titles: list[str], rows: list[str]
) -> None:
    page = folded(text, *titles)

    assert len(rows_of(page)) >= len(rows)
    assert page.row_of(len(text)) == page.height - 1


@pytest.mark.parametrize(
    ("text", "title", "lines"),
    [
        (PLAN, "One", 6),
        (PLAN, "Sub", 2),
        (PLAN, "Three", 1),
        ("## A\n\n\n\nb\n\n\nc\n\n\n", "A", 4),
        ("## A\r\nb\r\nc\r\n", "A", 2),
        ("## A\rb\rc\r", "A", 2),
        ("## A\n\n", "A", 0),
    ],
)
def test_a_fold_tells_how_many_lines_of_text_are_in_it(text: str, title: str, lines: int) -> None:
    page = folded(text, title)
    fold = page.fold_at(page.row_of(text.index(title)))

    assert fold is not None
    assert fold.lines == lines


@pytest.mark.parametrize(
    ("words", "heading"),
    [("a\n", "One"), ("Sub", "One"), ("c\n", "One"), ("One", "One"), ("Two", "Two"), ("d", "d")],
)
def test_a_place_that_is_left_out_counts_as_the_heading(words: str, heading: str) -> None:
    page = folded(PLAN, "Sub", "One")

    row = page.row_of(PLAN.index(words, PLAN.index("One")))

    assert page.row(row).text.startswith(heading)


@pytest.mark.parametrize(
    ("words", "is_hidden"),
    [("Words", False), ("## One", False), ("a\n", True), ("c\n", True), ("## Two", False)],
)
def test_what_is_left_out_is_known(words: str, is_hidden: bool) -> None:
    page = folded(PLAN, "One")
    start = PLAN.index(words, 8)

    assert page.hides(start) is is_hidden
    assert page.whole.hides(start) is False
    assert page.whole.fold_over(start) is None


def test_the_end_of_a_plan_is_in_the_fold_of_its_last_section() -> None:
    assert folded(PLAN, "Three").hides(len(PLAN))
    assert not folded(PLAN, "Two").hides(len(PLAN))


def test_the_row_above_a_fold_knows_it() -> None:
    page = folded(PLAN, "One", "Three")
    known = {page.row(row).text.rstrip(" ─"): page.fold_at(row) for row in range(page.height)}

    assert [words for words, fold in known.items() if fold is not None] == ["One", "Three"]
    assert all(page.whole.fold_at(row) is None for row in range(page.whole.height))


@pytest.mark.parametrize(
    ("start", "end", "rows"),
    [("Words", "Words", ["Words."]), ("a\n", "c\n", ["One"]), ("## One", "## Two", ["One"])],
)
def test_a_span_has_the_rows_that_are_shown_of_it(start: str, end: str, rows: list[str]) -> None:
    page = folded(PLAN, "One")
    first = PLAN.index(start, 8)
    span = Span(first, max(first + 1, PLAN.index(end, 8)))

    assert [page.row(row).text.rstrip(" ─") for row in page.rows_of(span)] == rows
    assert [page.row(row).text.rstrip(" ─") for row in page.block_rows(5)] == ["One"]


def test_a_page_without_rows_has_none_for_a_span() -> None:
    assert not folded("").rows_of(Span(0, 0))


def test_a_fold_of_which_only_the_beginning_is_laid_out_grows_with_the_page() -> None:
    text = "## A\n\n" + "word\n\n" * 3 * AT_FIRST + "## B\n\nend\n"
    page = folded(text, "A", "B")

    assert not page.complete
    assert rows_of(page) == ["A"]

    page.grow(10)
    assert rows_of(page) == ["A"]

    page.finish()
    assert rows_of(page) == ["A", "B"]


def test_a_heading_at_the_end_of_what_is_laid_out_is_measured() -> None:
    text = "word\n\n" * (AT_FIRST - 1) + "## A\n\nin\n\nside\n\n## B\n"
    page = folded(text, "A")

    assert rows_of(page)[-3:] == ["A", "", "B"]


PARTS = st.sampled_from(
    ["# h\n", "## h\n\n", "### h\n", "words\n\n", "- a\n- b\n\n", "-\n", "```\nx\n```\n", "\n"]
)


@given(st.lists(PARTS, max_size=14).map("".join), st.sets(st.integers(0, 13)))
def test_rows_are_those_of_the_whole_page_less_what_is_left_out(
    text: str, chosen: set[int]
) -> None:
    document = Document.parse(text)
    whole = Page.lay(document, PageStyle(24))
    page = FoldedPage(whole, sorted(chosen & set(range(len(document.plan.sections)))))
    page.finish()
    starts = [page.row(row).start for row in range(page.height)]

    assert starts == sorted(starts)
    for offset in range(len(text) + 1):
        row = page.row_of(offset)
        section = section_at(document.plan, offset)
        assert 0 <= row < max(1, page.height)
        if page.hides(offset):
            assert section is not None
            fold = page.fold_at(row)
            assert fold is not None
            assert fold.inside.start <= offset
        elif whole.height:
            assert page.row(row).start == whole.row(whole.row_of(offset)).start
