from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from milepost.document import Document
from milepost.edits.checklist import former_tick, tick, untick
from milepost.plan.identity import find_item, key_of
from support.soundness import assert_blocks_sound, assert_sound

_NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
_STARTS = st.sampled_from(
    [
        "", "", "", "  ", "    ", "\t", "- ", "* ", "+ ", "1. ", "12) ", "-", "> ", ">", "  - ",
        "- - ", "> - ", "- > ", "    - ", "\t- ", "  1. ", "-   ", "\xa0", "\u3000", "\f",
    ]
)  # fmt: skip
_BOXES = st.sampled_from(
    ["", "", "[ ] ", "[x] ", "[X] ", "[~] ", "[ ]", "[x]\t", "[] ", "[ ]\xa0", "[x](", "[✓] "]
)
_WORDS = st.lists(
    st.sampled_from(
        [
            "word", "# ", "## Progress", "## Progress ##", "### Part", "# Title", "## Decision Log",
            "Progress", "===", "---", "***", "```", "````", "```md", "~~~", "~~~ py", "<!--", "-->",
            "<div>", "</div>", "|a|b|", "|-|-|", "(2026-01-02 03:04Z) ", " — 2026-01-02", "(2026)",
            "**(2026-01-02)** ", "(completed: a; remaining: b)", "(", ")", "`", "**", "…", "\\",
            "<<<<<<< ", "=======", ">>>>>>> ", "Status: open", "key: value", "- Decision: x", "界",
            "Revision note: x", "\0", "\v", "\x85", "\u2028", "\ufeff", "\ud800", "#", "[x]: y",
        ]
    ),
    max_size=3,
).map("".join)  # fmt: skip
_ENDS = st.sampled_from(["\n", "\n", "\n", "\n\n", "\r\n", "\r", "  \n", "\\\n"])
_LINES = st.tuples(_STARTS, _BOXES, _WORDS, _ENDS).map("".join)
_LEADS = st.sampled_from(
    [
        "", "(2026-01-02 03:04Z) ", "**(2026-01-02)** ", "2026-01-02T03:04:05Z ", "(2026-01-02)",
        "(YYYY-MM-DD HH:MMZ) ", "**2026-01-02 a** ", "M2 (2026-01-02): ", "2026-01-02：",
        "\n  (2026-01-02 03:04Z) ", "\r\n  (2026-01-02)", "(2026-01-02) — ", "~~(2026-01-02) a~~",
    ]
)  # fmt: skip
_REMARKS = st.sampled_from(
    [
        "", "word", "word\n  more", "word\r\n  more", "word (completed: a; remaining: b)",
        "word — 2026-01-02", "word (2026-01-02 03:04Z)", "word\n  (completed 2026-01-02).",
    ]
)  # fmt: skip
_ITEMS = st.tuples(
    st.sampled_from(["- ", "- ", "* ", "1. ", "  - ", "> - ", "-\t", "- - "]),
    st.sampled_from(["[ ] ", "[x] ", "[X] ", "[ ]", "[x]", "[~]\t", "[ ]  "]),
    _LEADS,
    _REMARKS,
    _ENDS,
).map("".join)
_NOISE = st.lists(_LINES | _ITEMS, max_size=14).map("".join)
_PLANS = st.tuples(
    st.sampled_from(["", "## Progress\n\n", "## Progress\n\n", "```md\n## Progress\n"]), _NOISE
).map("".join)
_patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_patiently
@given(_PLANS | st.text(max_size=80))
@example("\0abc")
@example("\xa0\nabc")
@example("\f\nabc\n")
@example("- a\n\t\tfoo\n")
@example("# # #\n")
@example("##\n## ##\n#\t\n")
@example("- [ ]\r\n  foo\r\n")
@example("---\nstatus: x\n---")
@example("```md\n## Progress\n- [ ] a\n")
def test_every_text_is_read_soundly(text: str) -> None:
    document = Document.parse(text)

    assert document.text == text
    assert_sound(document)


@_patiently
@given(_NOISE)
def test_reading_is_a_function_of_the_text(text: str) -> None:
    assert Document.parse(text).plan == Document.parse(text).plan


@_patiently
@given(_NOISE.filter(lambda text: "\r" not in text))
def test_line_ends_do_not_change_the_structure(text: str) -> None:
    unix, dos = Document.parse(text).plan, Document.parse(text.replace("\n", "\r\n")).plan

    assert [block.kind for block in unix.blocks] == [block.kind for block in dos.blocks]
    assert [section.title for section in unix.sections] == [each.title for each in dos.sections]
    assert [(item.state, item.text, item.depth) for item in unix.items] == [
        (item.state, item.text, item.depth) for item in dos.items
    ]


@_patiently
@given(_PLANS)
@example("## Progress\n\n- [x]\r\n  (2026-01-02 03:04Z) a\r\n")
@example("## Progress\n\n- [x] a\n  (2026-01-02 03:04Z)\n\nb")
@example("## Progress\n\n- [x] a — 2026-01-02\n- [x] b — 2026-01-02\n- [ ] c\n  ```\n  d\n  ```\n")
@example("## Progress\n\n- [x] a — 2026-01-02\n- [x] b — 2026-01-02\n- [ ]\n")
@example("## Progress\n\n- [X] ~~(2026-01-02) a~~")
def test_toggling_an_item_changes_its_mark_and_stamp_and_nothing_else(text: str) -> None:
    document = Document.parse(text)
    for item in document.plan.items:
        edits = untick(document, item) if item.done else tick(document, item, _NOW)

        changed = document.edited(edits)

        assert len(changed.plan.items) == len(document.plan.items)
        again = changed.plan.items[item.index]
        assert again.state is not item.state
        assert again.done is not item.done
        assert all(item.span.contains(edit.span) for edit in edits.edits)
        assert [other.span.cut(changed.text) for other in changed.plan.items if other != again] == [
            other.span.cut(text) for other in document.plan.items if other != item
        ]
        if again.done and item.in_progress:
            assert again.stamp is not None
            assert again.stamp.wall is not None
            assert again.stamp.wall.date() == _NOW.date()


@_patiently
@given(_PLANS)
def test_ticking_an_item_again_brings_the_stamp_back(text: str) -> None:
    document = Document.parse(text)
    for item in document.plan.items:
        if item.done and (item.stamp is not None or not item.in_progress):
            former = former_tick(document, item)
            opened = document.edited(untick(document, item))
            again = opened.plan.items[item.index]

            assert tick(opened, again, _NOW, former=former).apply(opened.text) == text


@_patiently
@given(_PLANS)
def test_toggling_is_idempotent(text: str) -> None:
    document = Document.parse(text)
    for item in document.plan.items:
        assert not (tick(document, item, _NOW) if item.done else untick(document, item))


@_patiently
@given(_PLANS)
def test_every_item_is_found_by_its_own_key(text: str) -> None:
    plan = Document.parse(text).plan

    assert [find_item(plan, key_of(plan, item)) for item in plan.items] == list(plan.items)


_PLAN = """\
## Progress

- [x] (2026-01-02 03:04Z) Read the {n} files (completed: two; remaining: one).
  Go on with `more` of them.
- [ ] Write the {n}. file.

## Decision Log

- Decision: keep {n}.
  Rationale: it is needed.

"""
_LARGE = {
    "a megabyte of plan": "".join(_PLAN.format(n=n) for n in range(4_500)),
    "50,000 tiny items": "## Progress\n\n" + "- [ ] a\n" * 50_000,
    "a line of ten megabytes": "## Progress\n\n- [ ] " + "word " * 2_000_000,
    "an item full of remarks": "## Progress\n\n- [ ] " + "(done: left: " * 50_000,
    "a box that never closes": "## Progress\n\n- [" + " " * 1_000_000,
    "a number that never ends": "## Progress\n\n- [ ] " + "2026-01-" * 100_000,
    "dashes": "- " * 100_000,
    "brackets": "## " + "[(" * 200_000,
    "nested lists": "".join("  " * depth + "- [ ] a\n" for depth in range(300)),
    "nested quotes": ("> " * 200 + "a\n") * 200,
    "nested quotes without end": ">" * 100_000,
    "bare fences in an outer one": "```md\n" + "```\n" * 20_000 + "## Progress\n",
    "conflicts and code": "<<<<<<< a\n=======\n>>>>>>> b\n\n```\nc\n```\n\n" * 4_000,
    "front matter without end": "---\n" + "key: value\n" * 50_000,
    "white space": " " * 1_000_000 + "\n" + "\t" * 1_000_000,
    "stamps without end": "## Progress\n\n- [x] " + "(2026-01-02) " * 50_000,
}


@pytest.mark.parametrize("case", _LARGE)
def test_large_and_hostile_texts_are_read_in_bounded_time(case: str) -> None:
    text = _LARGE[case]
    begun = time.process_time()

    document = Document.parse(text)

    # What grows with the square of the text takes minutes here.
    assert time.process_time() - begun < 30
    assert_blocks_sound(document, gaps=not case.startswith("nested"))
