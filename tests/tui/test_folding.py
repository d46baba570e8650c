"""Sections folded to their headings: what is seen, what stays, and what opens them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from milepost.diagnostics import Diagnostic, Severity
from milepost.text import Span
from milepost.tui.glyphs import ASCII
from support.agents import by_rename
from support.glances import click, place_of, shown
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from milepost.tui.widgets.reader import Reader

WORDS = "".join(f"Paragraph {number:02} tells of the fence.\n\n" for number in range(12))
PLAN = f"""\
# Mend the fence

It keeps the goats in.

## Purpose

Whoever walks by sees no gap.

## Progress

- [x] (2026-03-01 08:00Z) Buy the wood.
- [ ] Cut the wood to size.

## Plan of Work

Saw first, then clean up as needed.

### The gate

The gate hangs on two hinges.

### The posts

{WORDS}
## Decision Log

- Decision: larch.
  Rationale: it lasts.
  Date/Author: 2026-03-01, Bo.

## Outcomes

None yet.
"""

SIZE = (120, 34)


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def path(plan_of: Callable[[str], Path]) -> Path:
    return plan_of(PLAN)


async def at(pilot: Pilot[Any], words: str) -> Reader:
    """The plan has the keys, and its cursor is on words."""
    screen = plan_screen(pilot)
    await pilot.press("2")
    screen.reader.go_to(Span(screen.document.text.index(words), screen.document.text.index(words)))
    await pilot.pause()
    return screen.reader


def folded(pilot: Pilot[Any]) -> list[str]:
    """The folded sections by their titles."""
    screen = plan_screen(pilot)
    return [screen.document.plan.sections[index].title for index in screen.reader.folded]


def under_cursor(pilot: Pilot[Any]) -> str:
    """The line of the plan that the cursor is on."""
    screen = plan_screen(pilot)
    lines = screen.document.lines
    return lines.content(lines.line_of(screen.reader.cursor_offset)).cut(screen.document.text)


def lines_of(reader: Reader) -> list[str]:
    strips = reader.render_lines(reader.size.region)
    return [strip.text.replace("▌", " ").rstrip(" ─") for strip in strips]


def line_with(reader: Reader, words: str) -> int:
    return next(number for number, line in enumerate(lines_of(reader)) if words in line)


def finding(words: str, severity: Severity = Severity.WARNING, text: str = PLAN) -> Diagnostic:
    start = text.index(words)
    return Diagnostic("MP999", "vague", "vague", Span(start, start + len(words)), severity)


async def until_shown(pilot: Pilot[Any], text: str) -> None:
    screen = plan_screen(pilot)
    await wait_for(pilot, lambda: screen.reader.document is not None, "a document")
    await wait_for(pilot, lambda: screen.document.text == text, "the text")
    await pilot.pause()


# Folding


async def test_a_fold_leaves_the_heading_and_says_what_is_inside(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "Whoever walks")
        await pilot.press("left")
        await pilot.pause()

        assert folded(pilot) == ["Purpose"]
        assert under_cursor(pilot) == "## Purpose"
        assert "   Purpose  ▸ 1 line" in lines_of(reader)
        assert "Whoever walks" not in shown(pilot)

        await pilot.press("right")
        await pilot.pause()

        assert folded(pilot) == []
        assert "Whoever walks" in shown(pilot)
        assert under_cursor(pilot) == "## Purpose"


async def test_the_same_key_folds_the_section_around(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        await at(pilot, "The gate hangs")
        await pilot.press("left")
        assert (folded(pilot), under_cursor(pilot)) == (["The gate"], "### The gate")

        await pilot.press("left")
        assert folded(pilot) == ["Plan of Work", "The gate"]
        assert under_cursor(pilot) == "## Plan of Work"

        await pilot.press("left")
        await pilot.pause()
        assert folded(pilot) == ["Plan of Work", "The gate"]
        assert "This section is folded, and there is none around it." in shown(pilot)

        await pilot.press("right")
        assert folded(pilot) == ["The gate"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["g", "left"], "There is nothing to fold here."),
        (["g", "right"], "Nothing is folded here."),
        (["shift+right"], "Nothing is folded here."),
    ],
)
async def test_a_key_that_does_nothing_says_why(
    open_plan: OpenPlan, path: Path, keys: list[str], said: str
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        await pilot.press("2", *keys)
        await pilot.pause()

        assert said in shown(pilot)
        assert folded(pilot) == []


@pytest.mark.parametrize(
    ("text", "keys", "said"),
    [
        ("Words.\n", ["left"], "There is no section here."),
        ("Words.\n", ["shift+left"], "There is no section to fold."),
        ("", ["shift+left"], "There is no section to fold."),
    ],
)
async def test_a_plan_without_sections_has_no_folds(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], text: str, keys: list[str], said: str
) -> None:
    async with open_plan(plan_of(text), size=SIZE) as pilot:
        await pilot.press("2", *keys)
        await pilot.pause()

        assert said in shown(pilot)


async def test_all_sections_fold_and_unfold(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "The gate hangs")
        reader.diagnostics = (finding("as needed"),)
        await pilot.press("left", "shift+left")
        await pilot.pause()

        assert under_cursor(pilot) == "## Plan of Work"
        assert [line.strip() for line in lines_of(reader)][2:] == [
            "",
            "It keeps the goats in.",
            "",
            "Purpose  ▸ 1 line",
            "Progress  ▸ 2 lines",
            "▲ Plan of Work  ▸ 31 lines, 1 finding",
            "Decision Log  ▸ 3 lines",
            "Outcomes  ▸ 1 line",
            *[""] * (len(lines_of(reader)) - 10),
        ]

        await pilot.press("shift+right")

        assert folded(pilot) == []


async def test_the_palettes_commands_fold_from_another_pane(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        screen = plan_screen(pilot)
        screen.run_command("fold_all")
        await wait_for(pilot, lambda: len(screen.reader.folded) == 5, "the folds")
        screen.run_command("unfold_all")
        await wait_for(pilot, lambda: not screen.reader.folded, "no folds")

        assert screen.active == "rail"


@pytest.mark.parametrize("size", [(120, 34), (90, 24), (60, 30), (60, 15)])
async def test_a_heading_in_view_stays_where_it_is(
    open_plan: OpenPlan, path: Path, size: tuple[int, int]
) -> None:
    async with open_plan(path, size=size) as pilot:
        reader = await at(pilot, "- Decision: larch")
        line = line_with(reader, "Decision Log")

        await pilot.press("left")
        await pilot.pause()
        folded_at = line_with(reader, "Decision Log")
        await pilot.press("right")
        await pilot.pause()

        assert line_with(reader, "Decision Log") == folded_at
        assert folded_at >= line


async def test_from_deep_within_the_cursor_goes_to_the_heading(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=(60, 15)) as pilot:
        reader = await at(pilot, "Paragraph 11")
        assert "The posts" not in "\n".join(lines_of(reader))

        await pilot.press("left")
        await pilot.pause()

        assert under_cursor(pilot) == "### The posts"
        assert line_with(reader, "The posts  ▸ 23 lines") == 2


async def test_the_cursor_passes_a_fold_as_one_row(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        await at(pilot, "Saw first")
        await pilot.press("left")

        await pilot.press("j")
        assert under_cursor(pilot) == "## Decision Log"
        await pilot.press("k")
        assert under_cursor(pilot) == "## Plan of Work"
        await pilot.press("k")
        assert under_cursor(pilot) == "- [ ] Cut the wood to size."
        await pilot.press("G")
        assert under_cursor(pilot) == "None yet."
        await pilot.press("ctrl+u")
        assert folded(pilot) == ["Plan of Work"]
        await pilot.press("g")
        assert under_cursor(pilot) == "# Mend the fence"
        await pilot.press("shift+left", "G")
        assert under_cursor(pilot) == "## Outcomes"


async def test_blocks_that_are_left_out_are_passed(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "Saw first")
        await pilot.press("left")

        reader.action_block_down()
        assert under_cursor(pilot) == "## Decision Log"
        reader.action_block_up()
        assert under_cursor(pilot) == "## Plan of Work"

        await pilot.press("shift+left", "G")
        reader.action_block_down()
        assert under_cursor(pilot) == "## Outcomes"


async def test_folds_stay_in_another_width_and_with_other_signs(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "Saw first")
        await pilot.press("left")
        await pilot.resize_terminal(60, 20)
        await wait_for(pilot, lambda: reader.size.width == 60, "the width")
        await pilot.pause()
        assert "▸ 31 lines, 1 finding" in shown(pilot)

        reader.glyphs = ASCII
        await pilot.pause()
        assert "Plan of Work  > 31 lines, 1 finding" in shown(pilot)


async def test_without_colours_a_fold_reads_the_same(
    open_plan: OpenPlan, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_plan(path, size=SIZE) as pilot:
        await at(pilot, "Whoever")
        await pilot.press("left")
        await pilot.pause()

        assert "Purpose  ▸ 1 line" in shown(pilot)


# Nothing is hidden from whoever looks for it


GOING = {
    "a match": (["slash", *"hinges", "enter"], "The gate hangs"),
    "the next match": (["slash", *"hangs", "enter", "shift+left", "n"], "The gate hangs"),
    "a finding": (["right_square_bracket", "d"], "Saw first"),
    "a finding from the list": (["3", "enter"], "Saw first"),
    "a step": (["1", "g", "enter"], "- [x] (2026-03-01 08:00Z) Buy"),
    "the way back": (["ctrl+o"], "The gate hangs"),
}


@pytest.mark.parametrize("way", GOING)
async def test_going_to_what_is_folded_unfolds_it(
    open_plan: OpenPlan, path: Path, way: str
) -> None:
    keys, words = GOING[way]
    async with open_plan(path, size=SIZE) as pilot:
        screen = plan_screen(pilot)
        codes = [each.code for each in screen.findings.diagnostics]
        screen.findings.move_to(codes.index("MP502"))
        await at(pilot, "The gate hangs")
        if way == "the way back":
            await pilot.press("g")
            screen.reader.fold(4)  # The sub-section, and then what is around it.
        await pilot.press("shift+left", *keys)
        await wait_for(pilot, lambda: under_cursor(pilot).startswith(words), words)
        await pilot.pause()

        assert words.removeprefix("- [x] ") in shown(pilot).replace("● ", "")
        assert "Outcomes" in folded(pilot)


async def test_a_heading_in_the_outline_is_gone_to_unfolded(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        screen = plan_screen(pilot)
        await at(pilot, "The gate hangs")
        await pilot.press("left", "shift+left", "4")
        screen.outline.move_to(4)
        await pilot.press("enter")
        await pilot.pause()

        assert under_cursor(pilot) == "### The gate"
        assert folded(pilot) == ["Purpose", "Progress", "Decision Log", "Outcomes"]


async def test_a_place_from_the_palette_is_unfolded(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        screen = plan_screen(pilot)
        await at(pilot, "The gate hangs")
        await pilot.press("shift+left")
        screen.go_to(screen.document.plan.sections[5].heading)
        await pilot.pause()

        assert under_cursor(pilot) == "### The posts"
        assert "Paragraph 00" in shown(pilot)


async def test_a_cursor_that_is_put_into_a_fold_unfolds_it(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "The gate hangs")
        await pilot.press("left", "shift+left")
        reader.move_to(PLAN.index("The gate hangs"))
        await pilot.pause()

        assert under_cursor(pilot) == "The gate hangs on two hinges."
        assert folded(pilot) == ["Purpose", "Progress", "Decision Log", "Outcomes"]


async def test_a_change_in_a_fold_is_gone_to(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.news, "what was seen last")
        reader = await at(pilot, "Whoever")
        await pilot.press("shift+left")
        by_rename(path, PLAN.replace("two hinges", "three hinges").encode())
        await wait_for(pilot, lambda: screen.stops, "the change")
        await pilot.pause()

        heading = lines_of(reader)[line_with(reader, "Plan of Work")]
        assert heading.startswith("┃▲ Plan of Work")

        await pilot.press("right_square_bracket", "c")
        await wait_for(pilot, lambda: "three hinges" in under_cursor(pilot), "the change")
        assert "Plan of Work" not in folded(pilot)


async def test_a_search_counts_what_is_folded_and_folds_it_again_when_given_up(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "Whoever")
        await pilot.press("shift+left")
        before = lines_of(reader)

        await pilot.press("slash", *"hinges")
        await wait_for(pilot, lambda: "1 found" in shown(pilot), "the count")
        assert "two hinges" in shown(pilot)
        assert "Plan of Work" not in folded(pilot)

        await pilot.press(*["backspace"] * 6, *"larch")
        await wait_for(pilot, lambda: "Decision: larch" in shown(pilot), "the words")
        assert folded(pilot) == ["Purpose", "Progress", "Plan of Work", "Outcomes"]

        await pilot.press("escape")
        await wait_for(pilot, lambda: len(folded(pilot)) == 5, "the folds")
        await pilot.pause()
        assert lines_of(reader) == before


# The margin


@pytest.mark.parametrize(
    ("words", "severity", "sign"),
    [("two hinges", Severity.ERROR, "✖"), ("two hinges", Severity.INFO, "▲")],
)
async def test_the_margin_shows_the_worst_that_is_inside(
    open_plan: OpenPlan, path: Path, words: str, severity: Severity, sign: str
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "Whoever")
        reader.diagnostics = (finding("Saw first"), finding(words, severity))
        await pilot.press("shift+left")
        await pilot.pause()

        assert f" {sign} Plan of Work  ▸ 31 lines, 2 findings" in lines_of(reader)


async def test_a_key_for_a_finding_is_not_for_one_that_is_out_of_sight(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "Saw first")
        assert len(reader.findings_at_cursor) == 1

        await pilot.press("left")

        assert not reader.findings_at_cursor


async def test_what_is_wrong_with_the_heading_itself_is_said_below_it(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "The gate hangs")
        reader.diagnostics = (finding("The gate\n"),)
        await pilot.press("left")
        await pilot.pause()

        row = line_with(reader, "The gate  ▸ 1 line")
        assert "▲ vague  MP999" in lines_of(reader)[row + 1]


# The file changes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It keeps", "One.\n\nTwo.\n\nIt keeps"),
        ("The gate hangs on two hinges.", "It hangs."),
        ("### The gate", "### The wide gate\n\nIt is wide.\n\n### The gate"),
        ("- [ ] Cut", "- [x] (2026-03-02 08:00Z) Cut"),
    ],
)
async def test_a_change_elsewhere_or_inside_moves_nothing(
    open_plan: OpenPlan, path: Path, old: str, new: str
) -> None:
    async with open_plan(path, size=(60, 16)) as pilot:
        reader = await at(pilot, "Saw first")
        await pilot.press("left", "G", "k", "k", "k")
        reader.diagnostics = ()
        reader.scroll_lines_to(line_with(reader, "Plan of Work") + reader.top)
        await pilot.pause()
        before = [line[3:].partition("▸")[0] for line in lines_of(reader)]

        by_rename(path, PLAN.replace(old, new).encode())
        await until_shown(pilot, PLAN.replace(old, new))
        reader.changes = ()
        reader.diagnostics = ()
        await pilot.pause()

        assert folded(pilot) == ["Plan of Work"]
        # What is told of the change takes a line at the foot.
        now = [line[3:].partition("▸")[0] for line in lines_of(reader)]
        assert len(now) > 8
        assert now == before[: len(now)]


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        (PLAN.replace("## Plan of Work", "## Plan of the Work"), ["Plan of the Work"]),
        (PLAN.replace("### The gate\n\nThe gate hangs on two hinges.\n\n", ""), ["Plan of Work"]),
        (
            PLAN[: PLAN.index("## Plan")]
            + PLAN[PLAN.index("## Decision") :]
            + "\n"
            + PLAN[PLAN.index("## Plan") : PLAN.index("## Decision")],
            ["Plan of Work"],
        ),
        (PLAN[: PLAN.index("## Plan")] + PLAN[PLAN.index("## Decision") :], []),
        ("# Mend the fence\n", []),
        ("", []),
    ],
)
async def test_a_fold_stays_with_its_section_and_goes_with_it(
    open_plan: OpenPlan, path: Path, new: str, kept: list[str]
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "Saw first")
        await pilot.press("left")

        by_rename(path, new.encode())
        await until_shown(pilot, new)

        assert folded(pilot) == kept
        assert plan_screen(pilot).outline.folded == reader.folded
        page = None if reader._view is None else reader._view.page
        assert page is None or not page.hides(reader.cursor_offset)


async def test_a_cursor_whose_place_is_gone_never_ends_in_a_fold(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        screen = plan_screen(pilot)
        reader = await at(pilot, "It keeps")
        reader.fold(1)
        reader.fold(3)
        reader.go_to(Span(PLAN.index("## Progress"), PLAN.index("## Progress")))
        # The heading is written elsewhere, and what was under it is now in the section above.
        new = PLAN.replace("## Progress\n", "")
        by_rename(path, new.encode())
        await until_shown(pilot, new)

        assert folded(pilot)[:1] == ["Purpose"]
        assert under_cursor(pilot) == "## Purpose"
        assert screen.reader.section_in_view == 1


async def test_another_plan_has_no_folds_of_the_one_before(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("shift+left")
        assert screen.reader.folded

        screen.reader.set_document(screen.document)
        screen.reader.set_document(None)

        assert screen.reader.folded == ()
        assert screen.reader.fold(0) is None
        assert not screen.reader.fold_all()


async def test_folds_are_kept_while_the_plan_is_out_of_sight(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        assert screen.active == "rail"
        await pilot.press("shift+left", "2")
        await pilot.pause()

        assert "Progress  ▸ 2 lines" in shown(pilot)


@pytest.mark.parametrize("size", [(60, 24), (60, 50), (50, 24), (120, 24)])
async def test_what_was_folded_out_of_sight_is_in_its_place(
    open_plan: OpenPlan, path: Path, size: tuple[int, int]
) -> None:
    async with open_plan(path, size=(60, 24)) as pilot:
        reader = plan_screen(pilot).reader
        await pilot.press("2", "G", "1", "shift+left")
        await pilot.resize_terminal(*size)
        await pilot.press("2")
        await pilot.pause()

        assert reader.top + reader.visible_lines <= max(reader.line_count(), reader.visible_lines)
        assert "Outcomes  ▸ 1 line" in shown(pilot)


@pytest.mark.parametrize("pane", ["1", "3", "4"])
async def test_what_is_gone_to_from_another_pane_comes_into_view(
    open_plan: OpenPlan, path: Path, pane: str
) -> None:
    async with open_plan(path, size=(60, 12)) as pilot:
        await pilot.press("2", "G", "shift+left", "g", pane, "G", "enter")
        await pilot.pause()
        goal = {"1": "- [ ] Cut", "3": "## Decision", "4": "## Outcomes"}[pane]

        assert under_cursor(pilot).startswith(goal)
        assert goal.lstrip("-[]# ") in shown(pilot)


async def test_the_cursor_is_in_sight_whatever_is_folded_from_another_pane(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=(120, 16)) as pilot:
        reader = await at(pilot, "None yet.")
        await pilot.press("shift+left", "4", "g")
        # The cursor is on the last heading; what opens above pushes it down.
        await pilot.press("j", "j", "right")
        await pilot.pause()
        assert folded(pilot) == ["Purpose", "Progress", "Decision Log", "Outcomes"]
        assert under_cursor(pilot) == "## Plan of Work"

        await pilot.press("2", "G", "1", "z", "shift+right", "z")
        await pilot.pause()
        assert under_cursor(pilot).removeprefix("## ") in "\n".join(lines_of(reader))


async def test_messages_that_open_do_not_push_their_finding_out_of_sight(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        screen = plan_screen(pilot)
        reader = await at(pilot, "Whoever")
        await pilot.press("left", "4", "G")
        screen.reader.go_to(Span(0, 1))
        await pilot.press("2")
        await pilot.pause()

        assert "Mend the fence" in lines_of(reader)[0]


async def test_what_is_edited_in_place_stays_folded(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        screen = plan_screen(pilot)
        await at(pilot, "Whoever")
        await pilot.press("left", "e")
        await wait_for(
            pilot, lambda: screen.edit_pane and screen.edit_pane.editor.has_focus, "the editor"
        )
        await pilot.press("end", "exclamation_mark", "ctrl+s")
        await wait_for(pilot, lambda: screen.edit_pane is None, "the plan")
        await pilot.pause()

        assert folded(pilot) == ["Purpose!"]


# The mouse


async def test_a_click_on_the_sign_unfolds_and_folds(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        await at(pilot, "Whoever")
        await pilot.press("shift+left")
        await pilot.pause()

        await click(pilot, "▸ 2 lines")
        await pilot.pause()
        assert "Progress" not in folded(pilot)
        assert under_cursor(pilot) == "## Progress"

        await click(pilot, "▾")
        await pilot.pause()
        assert "Progress" in folded(pilot)


async def test_a_click_on_an_empty_plan_folds_nothing(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(""), size=SIZE) as pilot:
        await pilot.click("#reader")

        assert folded(pilot) == []


async def test_a_click_elsewhere_folds_nothing(open_plan: OpenPlan, path: Path) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        reader = await at(pilot, "Saw first")
        await pilot.press("left")
        await pilot.pause()
        x, y = place_of(pilot, "▸ 31 lines")
        for offset in ((x - 4, y), (x + 40, y), (x, y - 2), (x, y + 2)):
            await pilot.click(offset=offset)
            await pilot.pause()
            assert folded(pilot) == ["Plan of Work"]
        await pilot.click(offset=(x, y), button=3)
        reader.diagnostics = (finding("## Plan of Work"),)
        await pilot.click(offset=(x - 4, y))
        await pilot.pause()
        await click(pilot, "MP999")

        assert folded(pilot) == ["Plan of Work"]


# The outline


async def test_the_outline_folds_its_section_and_tells_of_it(
    open_plan: OpenPlan, path: Path
) -> None:
    async with open_plan(path, size=SIZE) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("4")
        screen.outline.move_to(4)
        await pilot.press("left")
        await pilot.pause()
        assert folded(pilot) == ["The gate"]
        assert any("The gate" in line[:36] and "▸" in line[:36] for line in screen_text(pilot))

        await pilot.press("left")
        assert screen.outline.cursor == 3
        assert folded(pilot) == ["Plan of Work", "The gate"]

        await pilot.press("right")
        await pilot.pause()
        assert folded(pilot) == ["The gate"]
        assert screen.active == "outline"
