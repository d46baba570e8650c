"""Which sections are folded: by what they are, not by where they stand."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.text import EditSet, Span, TextEdit
from milepost.text.diff import diff_edits
from milepost.tui.folds import can_fold, carry_folds, folds_over, section_to_fold, top_sections

PLAN = """\
# Title

Words.

## One

First.

### Sub

Deep words of some length.

### Empty

## Two

Second, with a line of its own.

### Sub

Other words of some length.

## Last
"""


def titled(document: Document, indexes: tuple[int, ...] | set[int]) -> list[str]:
    return [document.plan.sections[index].title for index in sorted(indexes)]


def index_of(document: Document, title: str, rank: int = 0) -> int:
    return [each.index for each in document.plan.sections if each.title == title][rank]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (PLAN, ["One", "Sub", "Two", "Sub"]),
        ("# Title\n\nwords\n", []),
        ("# Title\n\n# Part\n\nwords\n", ["Part"]),
        ("## Part\n\nwords\n", ["Part"]),
        ("## Part\n\n<!-- words -->\n", ["Part"]),
    ],
)
def test_what_has_an_inside_can_be_folded_but_never_the_title(text: str, titles: list[str]) -> None:
    document = Document.parse(text)

    assert titled(document, {s.index for s in document.plan.sections if can_fold(document, s)}) == (
        titles
    )


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (PLAN, ["One", "Two"]),
        ("# Title\n\n# Part\n\n## Sub\n\nwords\n\n# Other\n\nwords\n", ["Part", "Other"]),
        ("### Deep\n\nwords\n\n## Part\n\nwords\n", ["Deep", "Part"]),
        ("words\n", []),
    ],
)
def test_the_sections_of_the_whole_plan_are_those_within_no_other(
    text: str, titles: list[str]
) -> None:
    document = Document.parse(text)

    assert titled(document, top_sections(document)) == titles


@pytest.mark.parametrize(
    ("at", "folded", "found"),
    [
        ("Sub", [], "Sub"),
        ("Sub", ["Sub"], "One"),
        ("Sub", ["Sub", "One"], None),
        ("Empty", [], "One"),
        ("Empty", ["One"], None),
        ("One", [], "One"),
        ("Last", [], None),
        ("Title", [], None),
    ],
)
def test_the_innermost_section_is_folded_first(at: str, folded: list[str], found: str) -> None:
    document = Document.parse(PLAN)
    wanted = section_to_fold(
        document, index_of(document, at), {index_of(document, each) for each in folded}
    )

    assert (None if wanted is None else document.plan.sections[wanted].title) == found


def span_of(start: str, end: str = "") -> Span:
    first = PLAN.index(start)
    return Span(first, PLAN.index(end, first) if end else first)


@pytest.mark.parametrize(
    ("span", "titles"),
    [
        (span_of("Deep"), ["One", "Sub"]),
        (span_of("First"), ["One"]),
        (span_of("### Sub"), ["One"]),
        (span_of("### Sub", "\n\nDeep"), ["One", "Sub"]),  # The heading itself: to read on.
        (span_of("One"), []),
        (span_of("## One", "\n\nFirst"), ["One"]),
        (span_of("## One", "First."), ["One"]),
        (span_of("Words", "Second"), ["One", "Sub"]),
        (span_of("Words", "## One"), []),
        (span_of("## Two"), []),
        (Span(len(PLAN), len(PLAN)), ["Last"]),
    ],
)
def test_a_fold_is_over_what_it_leaves_out(span: Span, titles: list[str]) -> None:
    document = Document.parse(PLAN)
    folded = [index_of(document, title) for title in ("One", "Sub", "Last")]

    assert titled(document, folds_over(document, folded, span)) == titles


def swapped() -> str:
    one, two, last = (PLAN.index(f"## {title}\n") for title in ("One", "Two", "Last"))
    return PLAN[:one] + PLAN[two:last] + PLAN[one:two] + PLAN[last:]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        # Whatever is written elsewhere or inside, the section is the same.
        ("Words.", "More.\n\n## New\n\nText.", ["One", "Sub@0", "Two"]),
        ("First.", "", ["One", "Sub@0", "Two"]),
        ("First.", "Third.\n\n### Sub\n\nAnother.", ["One", "Sub@1", "Two"]),
        # Another heading over the same text.
        ("## One", "## The first", ["The first", "Sub@0", "Two"]),
        ("## One", "### One", ["One", "Sub@0", "Two"]),
        ("## One", "## One and all", ["One and all", "Sub@0", "Two"]),
        ("### Sub", "## Sub", ["One", "Sub@0", "Two"]),
        # What is gone is forgotten, and nothing else is taken for it.
        ("## One\n\nFirst.\n\n", "", ["Sub@0", "Two"]),
        (PLAN[PLAN.index("## One") : PLAN.index("## Two")], "", ["Two"]),
        (PLAN[PLAN.index("## One") : PLAN.index("## Two")], "## Fresh\n\nNew.\n\n", ["Two"]),
        (PLAN[PLAN.index("### Sub") : PLAN.index("### Empty")], "", ["One", "Two"]),
        (PLAN[PLAN.index("## Two") :], "", ["One", "Sub@0"]),
        # Written anew from the first to the last character, or moved.
        (PLAN, PLAN.replace("words", "phrases"), ["One", "Sub@0", "Two"]),
        (PLAN, swapped(), ["Two", "One", "Sub@1"]),
        (PLAN, "", []),
    ],
)
@pytest.mark.parametrize("is_found", [False, True])
def test_a_fold_stays_with_its_section(old: str, new: str, kept: list[str], is_found: bool) -> None:
    before = Document.parse(PLAN)
    start = PLAN.index(old)
    edits = EditSet.of([TextEdit(Span(start, start + len(old)), new)])
    after = Document.parse(edits.apply(PLAN))
    if is_found and old != PLAN:
        edits = diff_edits(PLAN, after.text)
    folded = (index_of(before, "One"), index_of(before, "Sub"), index_of(before, "Two"))

    now = carry_folds(before.plan, after.plan, edits, folded)

    wanted = [title.partition("@") for title in kept]
    assert list(now) == [index_of(after, title, int(rank or 0)) for title, _, rank in wanted]
