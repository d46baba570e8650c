"""What turned one version of a plan into another, and how that is told."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from milepost.document import Document
from milepost.edits.skeleton import new_plan
from milepost.plan.changes import Changes, changes_between
from milepost.plan.kinds import SectionKind
from milepost.plan.skeleton import SKELETON
from milepost.report.changes import changes_data, render_changes
from support.corpus import corpus_histories, needs_corpus

PLAN = """\
# Dig the well

## Purpose / Big Picture

Water for the garden.

## Progress

- [x] (2026-03-01 09:00Z) Find the place.
- [x] (2026-03-02 09:00Z) Buy a spade.
- [ ] Dig until it is wet.
- [ ] Line it with stones (completed: half; remaining: the other half).
- [ ] Put a roof on it.

## Surprises & Discoveries

- Observation: the ground is clay.
  Evidence: it sticks to the spade.

## Decision Log

- Decision: dig by hand.
  Rationale: no road for a machine.
  Date/Author: 2026-03-01, Ana

## Outcomes & Retrospective

Nothing yet.

## Plan of Work

First dig.
Then line.

```sh
dig --deep
```

## Rough edges

None.
"""
NOTE = "\nRevision note (2026-03-05): the roof was added, because leaves fall in.\n"


def told(before: str, after: str) -> str:
    return render_changes(changes_between(Document.parse(before), Document.parse(after)))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("- [ ] Dig", "- [x] (2026-03-03 09:00Z) Dig", "+1 done"),
        ("- [x] (2026-03-02 09:00Z) Buy", "- [ ] Buy", "1 reopened"),
        ("- [x] (2026-03-01 09:00Z) Find", "- [x] (2026-03-01 10:30Z) Find", "1 timestamp changed"),
        ("- [x] (2026-03-01 09:00Z) Find", "- [x] Find", "1 timestamp changed"),
        ("- [ ] Dig until it is wet.", "- [ ] Dig until it is very wet.", "1 item reworded"),
        (
            "- [ ] Put a roof on it.",
            "- [ ] Put a roof on it (completed: beams; remaining: straw).",
            "1 begun, 1 item reworded",
        ),
        ("- [ ] Put a roof on it.\n", "", "1 item removed"),
        ("- [ ] Put", "- [ ] Buy straw.\n- [ ] Put", "1 item added"),
        ("- [ ] Put", "- [x] Buy straw.\n- [x] Fetch straw.\n- [ ] Put", "+2 done"),
        (
            "- [ ] Dig until it is wet.\n",
            "- [x] Dig until it is wet.\n- [ ] Rest.\n",
            "+1 done, 1 item added",
        ),
        (
            "## Outcomes",
            "- Decision: no roof.\n  Rationale: straw is dear.\n\n## Outcomes",
            "1 decision added",
        ),
        ("no road for a machine", "no road, and no machine", "1 decision reworded"),
        (
            "- Observation: the ground is clay.\n  Evidence: it sticks to the spade.\n",
            "",
            "1 surprise removed",
        ),
        ("Nothing yet.", "There is water.", "1 outcome added"),
        ("Nothing yet.\n", "", "text changed (−1 line)"),
        ("First dig.\n", "", "Plan of Work changed (−1 line)"),
        ("First dig.", "First look.\nThen dig.", "Plan of Work changed (−1 +2 lines)"),
        ("dig --deep", "  dig --deep", "Plan of Work changed (−1 +1 lines)"),
        ("# Dig the well", "# Dig the old well", "new title “Dig the old well”"),
        ("# Dig the well\n", "Dig the well\n", "title removed, text changed (+1 line)"),
        ("## Rough edges\n\nNone.\n", "", "Rough edges removed"),
        ("## Rough edges", "## Sharp edges\n\n## Rough edges", "Sharp edges added"),
        ("None.\n", f"None.\n{NOTE}", "1 revision note added"),
        ("First dig.\nThen line.", "Then line.\nFirst dig.", "Plan of Work changed (−1 +1 lines)"),
        ("garden.\n", "garden.  \n\n", "only spacing changed"),
        ("Water", "Water", "nothing changed"),
        ("## Progress\n", "## Progress\n\nSlowly.\n", "Progress changed (+1 line)"),
    ],
)
def test_changes_are_told_in_the_words_of_the_format(old: str, new: str, sentence: str) -> None:
    assert old in PLAN

    assert told(PLAN, PLAN.replace(old, new, 1)) == sentence


@pytest.mark.parametrize(
    ("kind", "entry", "sentence"),
    [
        (SectionKind.DECISIONS, "- Decision: One pump.\n  Rationale: Cheap.", "1 decision added"),
        (SectionKind.SURPRISES, "- Observation: Clay.\n  Evidence: Seen.", "1 surprise added"),
        (SectionKind.OUTCOMES, "There is water.", "1 outcome added"),
    ],
)
def test_the_guidance_of_a_new_plan_is_no_record_that_could_go(
    kind: SectionKind, entry: str, sentence: str
) -> None:
    plan = new_plan("Dig the well", "", datetime(2026, 3, 1, 9, tzinfo=UTC))
    assert SKELETON[kind] in plan

    assert told(plan, plan.replace(SKELETON[kind], entry)) == sentence
    assert told(plan.replace(SKELETON[kind], ""), plan).startswith("text changed")


def test_items_that_only_changed_places_are_lines() -> None:
    dig, put = "- [ ] Dig until it is wet.\n", "- [ ] Put a roof on it.\n"
    moved = PLAN.replace(put, "").replace(dig, put + dig)

    assert told(PLAN, moved) == "text changed (−1 +1 lines)"


def test_a_removed_note_is_told() -> None:
    assert told(PLAN + NOTE, PLAN) == "1 revision note removed"


def test_line_ends_are_spacing() -> None:
    assert told(PLAN, PLAN.replace("\n", "\r\n")) == "only spacing changed"


def test_a_long_list_of_sections_is_cut() -> None:
    sections = "".join(f"\n## Part {number}\n\nText {number}.\n" for number in range(7))

    assert told(PLAN, PLAN + sections) == (
        "Part 0 added, Part 1 added, Part 2 added, Part 3 added, 3 more sections added"
    )
    assert told(PLAN + sections, PLAN).endswith("Part 3 removed, 3 more sections removed")
    assert told(PLAN + sections, PLAN + sections.replace("Text", "Word")).endswith(
        "Part 3 changed (−1 +1 lines), 3 more sections changed"
    )


def test_sections_of_one_name_are_told_apart() -> None:
    before = "# T\n\n## Notes\n\na\n\n## Notes\n\nb\n"

    assert told(before, before.replace("b", "c")) == "Notes changed (−1 +1 lines)"


def test_a_chapter_above_the_sections_is_a_part_of_its_own() -> None:
    before = "# T\n\n## Progress\n\n- [ ] a\n\n# Appendix\n\nold\n\n## More\n\nmore\n"

    assert told(before, before.replace("old", "new")) == "Appendix changed (−1 +1 lines)"


def test_a_text_without_headings_has_lines() -> None:
    assert told("one\ntwo\n", "one\nthree\nfour\n") == "text changed (−1 +2 lines)"


def test_titles_are_made_harmless() -> None:
    after = PLAN.replace("Dig the well", "Dig \x1b[31m" + "deep " * 20)

    sentence = told(PLAN, after)

    assert "\x1b" not in sentence
    assert sentence.startswith("new title “Dig \\x1b[31mdeep")
    assert sentence.endswith("…”")


def test_ascii_has_another_minus() -> None:
    after = Document.parse(PLAN.replace("First dig.\n", ""))

    sentence = render_changes(changes_between(Document.parse(PLAN), after), unicode=False)

    assert sentence == "Plan of Work changed (-1 line)"


def test_equal_texts_have_no_changes() -> None:
    changes = changes_between(Document.parse(PLAN), Document.parse(PLAN))

    assert changes == Changes()
    assert not changes
    assert not changes.items


def test_programs_get_counts_and_wordings() -> None:
    after = PLAN.replace("- [ ] Dig", "- [x] Dig").replace("First dig.\n", "")
    after = after.replace("- [x] (2026-03-02 09:00Z) Buy a spade.\n", "- [x] Borrow a cart.\n")
    after = after.replace("no road", "no way").replace("Rough", "Sharp")

    data = changes_data(changes_between(Document.parse(PLAN), Document.parse(after)))

    assert data == {
        "summary": render_changes(changes_between(Document.parse(PLAN), Document.parse(after))),
        "done": ["Dig until it is wet.", "Borrow a cart."],
        "begun": [],
        "reopened": [],
        "items_added": ["Borrow a cart."],
        "items_removed": ["Buy a spade."],
        "items_reworded": 0,
        "records": [{"section": "Decision Log", "added": 0, "reworded": 1, "removed": 0}],
        "sections_added": ["Sharp edges"],
        "sections_removed": ["Rough edges"],
        "sections_changed": [{"title": "Plan of Work", "lines_removed": 1, "lines_added": 0}],
    }


@needs_corpus
def test_every_real_step_is_told() -> None:
    for versions in corpus_histories():
        documents = [Document.parse(path.read_bytes().decode()) for path in versions[:6]]
        for before, after in pairwise(documents):
            changes = changes_between(before, after)
            assert bool(changes) is (before.text != after.text)
            forth, back = changes.items, changes_between(after, before).items
            assert len(forth.added) - len(forth.removed) == len(back.removed) - len(back.added)
