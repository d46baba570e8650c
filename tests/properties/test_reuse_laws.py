"""Reading again after an edit gives what reading anew gives."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from milepost.document import Document
from milepost.parse.builder import parse
from milepost.parse.reuse import Former, known_records
from milepost.plan.kinds import SectionKind
from milepost.text import EditSet, Span
from milepost.text.diff import diff_edits

PIECES = (
    "# Title", "## Progress", "### Milestone 1", "## Decision Log", "####### seven", "#tag", "#",
    "- [ ] An item.", "- [x] (2026-03-03 08:10Z) Done.", "  continued", "    code", "  - nested",
    "> quoted", "> ## quoted heading", "- ## heading in an item", "  ## indented heading",
    "```", "```md", "~~~", "<div>", "<!-- a comment", "-->", "| a | b |", "|---|---|", "| c | d |",
    "## Surprises & Discoveries", "- Decision: one (2026-03-03).", "  Rationale: so.", "- Note: x",
    "===", "---", "text", "", "", "\t", "1. one", "* * *", "[x]: /url", "## To do",
    "<<<<<<< ours", "=======", ">>>>>>> theirs",
)  # fmt: skip

OWN = {"to do": SectionKind.PROGRESS, "tag": SectionKind.DECISIONS}

lines = st.lists(st.sampled_from(PIECES), max_size=24)
endings = st.sampled_from(["\n", "\r\n"])


@given(lines, lines, endings)
@example(["# T", "- a", "## B"], ["# T", "- a", "  ## B"], "\n")
@example(["# T", "x", "", "## B"], ["# T", "```", "", "## B"], "\n")
@example(["# T", "x", "", "#tag", "==="], ["# T", "- x", "#tag", "==="], "\n")
@example(["# T", "<div>", "", "## B"], ["# T", "<div>", "## B"], "\n")
def test_any_two_texts(before: list[str], after: list[str], ending: str) -> None:
    check(ending.join(before), ending.join(after))


@given(lines, st.data(), st.sampled_from(PIECES), endings)
def test_one_splice(before: list[str], data: st.DataObject, piece: str, ending: str) -> None:
    old = ending.join(before)
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, min(len(old), start + 12)))
    edits = EditSet.replace(Span(start, end), data.draw(st.sampled_from([piece, "", ending, "#"])))

    check(old, edits.apply(old), edits)


ITEMS = (
    "- [ ] An item.", "- [x] (2026-03-03 08:10Z) Done.", "* [ ] starred", "+ plus", "- ", "-",
    "- - a", "  continued", "lazy", "", "  - nested", "    - [ ] deep", "  ```", "```",
    "  > quoted", "> q", "1. one", "* * *", "---", "<div>", "  <pre>", "| a | b |",
    "|---|---|", "## Next", "-\ttab",
)  # fmt: skip


@given(st.lists(st.sampled_from(ITEMS), min_size=4, max_size=30), st.data(), endings)
def test_one_splice_in_a_list(before: list[str], data: st.DataObject, ending: str) -> None:
    old = ending.join(("# T", "", *before))
    start = data.draw(st.integers(3, len(old)))
    end = data.draw(st.integers(start, min(len(old), start + 20)))
    words = data.draw(st.sampled_from([*ITEMS, ending, "#", "x", " ", "  ", "[", "-", "`"]))
    edits = EditSet.replace(Span(start, end), words)

    check(old, edits.apply(old), edits)


@given(lines, lines, endings)
@example(["# T", "## To do", "- [ ] a"], ["# T", "## To do", "- [x] a"], "\n")
@example(["```md", "## To do"], ["```md", "## To do", "```"], "\n")
def test_two_texts_with_names_of_the_project(
    before: list[str], after: list[str], ending: str
) -> None:
    old, new = ending.join(before), ending.join(after)
    document = Document.parse(old, aliases=OWN)

    edited = document.edited(diff_edits(old, new))

    assert edited.plan == Document.parse(new, aliases=OWN).plan


def check(old: str, new: str, edits: EditSet | None = None) -> None:
    before = parse(old)[0]
    assert isinstance(before.records, tuple)  # They are read, so that the next reading knows them.
    way = diff_edits(old, new) if edits is None else edits
    former = Former(old, before.blocks, way, known_records(before, old))
    anew, notes_anew = parse(new)
    again, notes_again = parse(new, former)

    assert again.blocks == anew.blocks
    assert again.records == anew.records
    assert (again.sections, again.items, notes_again) == (anew.sections, anew.items, notes_anew)
