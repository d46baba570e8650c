from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.losses import (
    Losses,
    find_losses,
    holds_words,
    is_rewritten,
    named,
    trace_of,
)

PLAN = """\
# Move the greenhouse log

## Progress

- [x] (2026-03-03 08:10Z) Read the seven log files of the winter.
- [x] (2026-03-03 08:52Z) Write `tools/gather.py`, which copies every line.
- [ ] Run it on the logs of last year.

## Surprises & Discoveries

- Observation: the west house writes local time and not UTC.
  Evidence: its noon is an hour early.

## Decision Log

- Decision: keep the old files for a month in the shed.
  Rationale: the gardener compares them.

- Decision: one line for each reading of a sensor.
  Rationale: a diff stays small.

## Risks

The disk is old and may fail while the copy is being made, which takes an hour.

Revision note (2026-03-03): the shed has no network, so copies go by hand.
"""


def losses(old: str, new: str) -> dict[str, list[str]]:
    """What is lost when `new` stands in place of `old`, by kind."""
    assert old in PLAN
    before, after = Document.parse(PLAN), Document.parse(PLAN.replace(old, new))
    found = find_losses(before, after)
    texts = {
        "reopened": [pair.before.text[:9] for pair in found.reopened],
        "restamped": [pair.before.text[:9] for pair in found.restamped],
        "items": [item.text[:9] for item in found.items],
        "sections": [section.title for section in found.sections],
        "entries": [entry.text[:12] for entry in found.entries],
        "notes": [note.text[:8] for note in found.notes],
    }
    assert bool(found) is any(texts.values())
    return {kind: each for kind, each in texts.items() if each}


READ = "- [x] (2026-03-03 08:10Z) Read the seven log files of the winter.\n"
KEEP = (
    "- Decision: keep the old files for a month in the shed.\n"
    "  Rationale: the gardener compares them.\n\n"
)
WEST = (
    "- Observation: the west house writes local time and not UTC.\n"
    "  Evidence: its noon is an hour early.\n"
)
NOTE = "Revision note (2026-03-03): the shed has no network, so copies go by hand.\n"
RISKS = PLAN[PLAN.index("## Risks") : PLAN.index("Revision note")]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        (READ, "", {"items": ["Read the "]}),
        (READ, READ.replace("x", " "), {"reopened": ["Read the "]}),
        (READ, READ.replace("x", "~"), {"reopened": ["Read the "]}),
        (READ, READ.replace("08:10", "09:10"), {"restamped": ["Read the "]}),
        (READ, READ.replace("(2026-03-03 08:10Z) ", ""), {"restamped": ["Read the "]}),
        (KEEP, "", {"entries": ["keep the old"]}),
        (WEST, "None yet.\n", {"entries": ["the west hou"]}),
        (NOTE, "", {"notes": ["the shed"]}),
        (RISKS, "", {"sections": ["Risks"]}),
        (
            PLAN[PLAN.index("## Decision") : PLAN.index("## Risks")],
            "",
            {"sections": ["Decision Log"]},
        ),
        (
            PLAN[PLAN.index("## Progress") : PLAN.index("## Surprises")],
            "",
            {"sections": ["Progress"]},
        ),
    ],
)
def test_what_is_gone_is_found(old: str, new: str, lost: dict[str, list[str]]) -> None:
    assert losses(old, new) == lost


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        (READ, READ.replace("winter", "whole winter")),
        (READ, READ.replace("2026-03-03 08:10Z", "2026-03-03T10:10+02:00")),
        (READ, READ.replace("2026-03-03 08:10Z", "2026-03-03")),
        (READ, READ.replace("08:10", "09:30").replace("winter", "winter, twice")),
        (READ, "### First\n\n" + READ),
        ("- [ ] Run it on the logs of last year.\n", ""),
        ("- [ ] Run it", "- [x] (2026-03-04) Run it"),
        (KEEP, KEEP.replace("for a month", "until the end of April")),
        (
            KEEP,
            "- Decision: old files stay in the shed for a month. The gardener compares them.\n\n",
        ),
        ("## Risks", "## What may go wrong"),
        ("## Surprises & Discoveries", "## Discoveries"),
        (
            RISKS,
            "## Plan of Work\n\nThe disk is old and may fail while the copy is being made,\n"
            "which takes an hour: so copy twice.\n\n",
        ),
        (NOTE, NOTE.replace("by hand", "by hand, on a disk")),
        ("# Move the greenhouse log", "# Move all logs"),
    ],
)
def test_what_is_still_said_is_not_lost(old: str, new: str) -> None:
    assert losses(old, new) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Surprises\n\n- (to be filled in while the work goes on)\n", "## Surprises\n\nNone.\n"),
        ("## Risks\n\nNone yet.\n", "## Progress\n"),
        ("## Progress\n\n- [x] (2026-13-01) Read.\n", "## Progress\n\n- [x] (2026-01-01) Read.\n"),
        ("## Progress\n\n- [x] Read it.\n", "## Notes\n\nread it\n\n## Progress\n\n- [ ] More.\n"),
        ("# A\n\nText.\n", "# B\n\nOther words altogether.\n"),
    ],
)
def test_what_said_nothing_is_not_lost(before: str, after: str) -> None:
    assert find_losses(Document.parse(before), Document.parse(after)) == Losses()


def test_an_impossible_time_in_place_of_a_real_one_is_another_time() -> None:
    before = Document.parse("## Progress\n\n- [x] (2026-01-01) Read.\n")
    after = Document.parse("## Progress\n\n- [x] (2026-13-01) Read.\n")

    assert find_losses(before, after).restamped


@pytest.mark.parametrize(
    ("title", "trace"),
    [("Risks", "## Decision Log"), ("Progress", "# Move the greenhouse log")],
)
def test_a_lost_section_is_traced_to_what_stood_above(title: str, trace: str) -> None:
    before = Document.parse(PLAN)
    section = next(each for each in before.plan.sections if each.title == title)
    after = Document.parse(PLAN.replace(section.span.cut(PLAN), ""))

    assert trace_of(section, before.plan, after.plan).cut(after.text) == trace


def test_without_anything_above_the_trace_is_the_beginning() -> None:
    before = Document.parse("## Risks\n\nThe disk.\n")

    assert len(trace_of(before.plan.sections[0], before.plan, Document.parse("x").plan)) == 0


@pytest.mark.parametrize(
    ("text", "words", "held"),
    [
        ("the disk is old\nand slow, too", "disk is old and slow", True),
        ("the disk is old", "old disk", False),
        ("an old  disk", "old disk", True),
        ("温室の記録を一つのファイルに移す。", "記録を一つのファイルに", True),
        ("nothing of it", "the disk is old and slow", False),
    ],
)
def test_words_are_found_however_lines_are_broken(text: str, words: str, held: bool) -> None:
    assert holds_words(text, words) is held


def test_breaking_lines_anew_rewrites_nothing() -> None:
    text = " ".join(f"word{n}" for n in range(60))

    assert not is_rewritten(text, text.replace(" ", "\n"))
    assert is_rewritten(text, text.replace("word", "other", 30))
    assert not is_rewritten("short", "other")


@pytest.mark.parametrize(
    ("text", "shown"), [("a\nb", "“a b”"), ("x" * 80, f"“{'x' * 59}…”"), ("", "“”")]
)
def test_a_text_is_named_on_one_line(text: str, shown: str) -> None:
    assert named(text) == shown
