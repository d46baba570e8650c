"""Editing a part of the plan in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from milepost.text import Span
from milepost.tui.widgets.edit_pane import EditPane
from support.agents import by_rename
from support.glances import click, shown
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for
from tui.conftest import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

QUESTION = "Not saved: s save, d discard, esc go on editing"
ITEM = "- [ ] Point the sensors at `var/log/greenhouse.log`."
WORK = "Change the path in `greenhouse/sensors.py`, then clean up as needed."


def pane_of(pilot: Pilot[Any]) -> EditPane:
    pane = plan_screen(pilot).edit_pane
    assert pane is not None, "nothing is being edited"
    return pane


async def begin(pilot: Pilot[Any]) -> EditPane:
    """Presses the key and waits for the editor."""
    await pilot.press("e")
    await wait_for(pilot, lambda: pane_of(pilot).editor.has_focus, "the editor")
    return pane_of(pilot)


async def begin_at(pilot: Pilot[Any], words: str) -> EditPane:
    """Opens the editor on the block with `words`, the cursor before them."""
    screen = plan_screen(pilot)
    screen.focus_pane("reader")
    screen.reader.move_to(screen.document.text.index(words))
    return await begin(pilot)


async def type_text(pilot: Pilot[Any], text: str) -> None:
    await pilot.press(*["space" if char == " " else char for char in text])


async def wait_for_file(pilot: Pilot[Any], path: Path, text: str) -> None:
    await wait_for(pilot, lambda: path.read_bytes() == text.encode(), f"the file to be {text!r}")


# Beginning


@pytest.mark.parametrize(
    ("pane", "words", "edited"),
    [
        ("rail", "", "- [ ] Run it on the logs of last year (completed"),
        ("reader", "Point the", ITEM),
        ("reader", WORK[:9], WORK),
        ("reader", "## Plan of Work", f"## Plan of Work\n\n{WORK}"),
        ("findings", "", "# Move the greenhouse log to one file"),
        ("outline", "", "## Purpose / Big Picture\n\nThe gardener reads one file"),
    ],
)
async def test_edited_is_what_the_cursor_is_on(
    open_plan: OpenPlan, pane: str, words: str, edited: str
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        screen.focus_pane(pane)
        if words:
            screen.reader.move_to(PLAN.index(words))

        editor = await begin(pilot)

        assert editor.text.startswith(edited)


@pytest.mark.parametrize("size", [(46, 16), (60, 24), (90, 26), (180, 50)])
async def test_editor_takes_the_place_of_the_plan(
    open_plan: OpenPlan, size: tuple[int, int]
) -> None:
    async with open_plan(size=size) as pilot:
        pane = await begin(pilot)
        await pilot.pause()

        assert not plan_screen(pilot).reader.display
        assert pane.editor.size.height > 5
        assert "Editing “Run it on" in shown(pilot)
        assert "ctrl+s save" in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert plan_screen(pilot).edit_pane is None
        assert not plan_screen(pilot).query(EditPane)
        assert plan_screen(pilot).rail.has_focus


async def test_keys_that_come_before_the_editor_is_there_are_for_it(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        for char in "e/ q":
            pilot.app.post_message(events.Key("space" if char == " " else char, char))
        await wait_for(pilot, lambda: screen.edit_pane and "/ q" in screen.edit_pane.text, "keys")

        assert screen.search_bar is None
        assert not screen.session.can_undo


async def test_editor_opens_where_the_keys_before_have_led(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        for char in "4je!":
            pilot.app.post_message(events.Key(char, char))
        await wait_for(pilot, lambda: screen.edit_pane and "!" in screen.edit_pane.text, "keys")

        assert pane_of(pilot).text.startswith("## Progress")


@pytest.mark.parametrize("data", [b"\xff\xfe# Plan\n", b"# Plan\rone\r"], ids=["bytes", "lone CR"])
async def test_read_only_file_is_refused_in_a_sentence(
    open_plan: OpenPlan, plan_path: Path, data: bytes
) -> None:
    plan_path.write_bytes(data)
    async with open_plan(checked=False) as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen._started, "the start")
        screen.focus_pane("reader")
        screen.action_edit_here()
        await pilot.pause()

        assert screen.edit_pane is None
        assert screen.key_bar.message == screen.session.read_only
        assert not screen.is_offered("edit_here")


async def test_missing_file_is_refused_in_a_sentence(open_plan: OpenPlan, tmp_path: Path) -> None:
    async with open_plan(tmp_path / "none.md", checked=False) as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen._started, "the start")
        screen.action_edit_here()
        await pilot.pause()

        assert screen.edit_pane is None
        assert screen.key_bar.message.startswith("Nothing was changed.")


async def test_empty_plan_has_nothing_to_edit(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(""), checked=False) as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen._started, "the start")
        for pane in ("rail", "reader", "outline", "findings"):
            screen.focus_pane(pane)
            screen.action_edit_here()

        assert screen.edit_pane is None
        assert screen.key_bar.message == "There is nothing to edit here."


# Saving and leaving


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
async def test_saving_writes_what_was_typed_and_nothing_else(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], newline: str
) -> None:
    text = PLAN.replace("\n", newline)
    path = plan_of(text)
    async with open_plan(path) as pilot:
        pane = await begin_at(pilot, WORK)
        pane.editor.move_cursor(pane.editor.document.end)
        await pilot.press("enter", *"More", "ctrl+s")

        await wait_for_file(pilot, path, text.replace(WORK, f"{WORK}{newline}More"))
        assert plan_screen(pilot).edit_pane is None


async def test_the_mouse_presses_the_editors_keys(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await pilot.press("end", *" soon")
        plan_screen(pilot).fall_silent()
        await pilot.pause()
        await pilot.click("KeyBar", offset=(3, 0))

        await wait_for(pilot, lambda: " soon" in plan_path.read_text(encoding="utf-8"), "the words")


async def test_edit_is_one_step_to_undo(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await type_text(pilot, " twice over")
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: b"twice over" in plan_path.read_bytes(), "the file")

        await pilot.press("u")

        await wait_for_file(pilot, plan_path, PLAN)


async def test_leaving_unchanged_asks_nothing(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        before = plan_path.stat()
        await begin(pilot)
        await pilot.press("x", "backspace", "escape")
        await pilot.pause()

        assert plan_screen(pilot).edit_pane is None
        after = plan_path.stat()
        assert (after.st_ino, after.st_ctime_ns) == (before.st_ino, before.st_ctime_ns)


@pytest.mark.parametrize(("answer", "saved"), [("s", True), ("enter", True), ("d", False)])
async def test_leaving_with_a_text_asks_once(
    open_plan: OpenPlan, plan_path: Path, answer: str, *, saved: bool
) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await type_text(pilot, "Words")
        await pilot.press("escape")
        await pilot.pause()
        assert QUESTION in shown(pilot)
        assert "d discard" in shown(pilot)

        await pilot.press("q", answer)
        await wait_for(pilot, lambda: plan_screen(pilot).edit_pane is None, "the end")

        if saved:
            await wait_for(pilot, lambda: b"Words" in plan_path.read_bytes(), "the file")
        else:
            assert plan_path.read_text(encoding="utf-8") == PLAN
            assert plan_screen(pilot).session.drafts == ()


async def test_escape_goes_on_editing(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        pane = await begin(pilot)
        await pilot.press("a", "escape", "escape", "b")

        assert pane.text.endswith("ab")
        assert QUESTION not in shown(pilot)


async def test_text_that_swallows_the_rest_stays_in_the_editor(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await begin_at(pilot, WORK)
        await type_text(pilot, "~~~")
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert pane_of(pilot).text.startswith("~~~")
        assert "Not saved" in plan_screen(pilot).key_bar.message
        assert plan_path.read_text(encoding="utf-8") == PLAN


# Typing


async def test_enter_and_tab_write_a_list(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        pane = await begin_at(pilot, "Point the")
        pane.editor.move_cursor(pane.editor.document.end)
        await pilot.press("enter", "a", "enter", "tab", "b", "enter", "enter")
        await pilot.pause()

        assert pane.text == f"{ITEM}\n- [ ] a\n  - [ ] b\n"
        await pilot.press("up", "shift+tab")
        assert pane.text == f"{ITEM}\n- [ ] a\n- [ ] b\n"


async def test_typing_is_taken_back_in_the_editor(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        pane = await begin(pilot)
        before = pane.text
        await type_text(pilot, " one two")
        await pilot.press("enter", "x", "ctrl+z", "ctrl+z", "ctrl+z")
        assert pane.text == f"{before} one "
        await pilot.press("ctrl+r", "ctrl+y")
        assert pane.text.startswith(f"{before} one two\n")
        await pilot.press(*["ctrl+z"] * 9)

        assert pane.text == before
        assert not plan_screen(pilot).session.can_undo


@pytest.mark.parametrize(
    "pasted", ["- [ ] a\n- [ ] b\n    \tcode  \n", "one\r\ntwo\rthree", "\x1b[31m漢字 👩‍🔧\u2028 x"]
)
async def test_paste_is_verbatim(open_plan: OpenPlan, pasted: str) -> None:
    async with open_plan() as pilot:
        pane = await begin(pilot)
        before = pane.text
        pilot.app.post_message(events.Paste(pasted))
        await pilot.pause()

        assert pane.text == before + pasted.replace("\r\n", "\n").replace("\r", "\n")
        assert "\x1b[31m" not in shown(pilot)


async def test_keys_are_acted_on_in_their_order(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        pane = await begin(pilot)
        before = pane.text
        for key, char in (("a", "a"), ("left", None), ("b", "b"), ("end", None), ("c", "c")):
            pilot.app.post_message(events.Key(key, char))
        await wait_for(pilot, lambda: pane.text == f"{before}bac", "the keys in their order")


async def test_cursor_goes_over_characters_as_they_are_seen(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(PLAN.replace("Point", "e\u0301漢👩\u200d🔧 Point"))
    async with open_plan(path) as pilot:
        pane = await begin_at(pilot, "e\u0301漢")
        pane.editor.move_cursor((0, 6))
        columns = [pane.editor.cursor_location[1]]
        for _ in range(6):
            await pilot.press("right")
            columns.append(pane.editor.cursor_location[1])
        for _ in range(6):
            await pilot.press("left")

        assert columns == [6, 8, 9, 10, 11, 12, 13]
        assert pane.editor.cursor_location == (0, 6)


async def test_findings_come_while_typing(open_plan: OpenPlan) -> None:
    async with open_plan(size=(180, 40)) as pilot:
        pane = await begin_at(pilot, WORK)
        await wait_for(pilot, lambda: len(pane.editor.marks) == 1, "the finding that there was")
        await pilot.press("end", "backspace", "backspace")
        await wait_for(pilot, lambda: not pane.editor.marks, "no finding")
        await type_text(pilot, "d.")
        await wait_for(pilot, lambda: len(pane.editor.marks) == 1, "the finding again")
        await pilot.pause()

        assert "leaves open what is meant" in shown(pilot)
        await pilot.press("home", "enter", "enter")
        assert [mark.row for mark in pane.editor.marks] == [2]


async def test_a_finding_stands_where_its_words_were_typed_again_at_once(
    open_plan: OpenPlan,
) -> None:
    async with open_plan() as pilot:
        pane = await begin_at(pilot, WORK)
        await wait_for(pilot, lambda: len(pane.editor.marks) == 1, "the finding that there was")
        end = len(WORK)
        pane.editor.replace("", (0, end - 2), (0, end))
        pane.editor.replace("d.", (0, end - 2), (0, end - 2))
        assert pane.text == WORK
        assert not pane.editor.marks

        await wait_for(pilot, lambda: len(pane.editor.marks) == 1, "the finding again")


# The other author


async def test_agent_elsewhere_changes_nothing_in_the_editor(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        pane = await begin_at(pilot, WORK)
        await type_text(pilot, "First, ")
        cursor, text = pane.editor.cursor_location, pane.text
        theirs = PLAN.replace("- [ ] Point", "- [x] (2026-03-04 09:00Z) Point")

        by_rename(plan_path, theirs.encode())
        await wait_for(pilot, lambda: plan_screen(pilot).document.text == theirs, "the agent")

        assert (pane.editor.cursor_location, pane.text, pane.marker) == (cursor, text, "")
        await pilot.press("ctrl+s")
        await wait_for_file(pilot, plan_path, theirs.replace(WORK, f"First, {WORK}"))


async def test_agent_in_the_same_section_is_marked_and_merged(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        pane = await begin_at(pilot, WORK)
        await type_text(pilot, "First, ")
        theirs = PLAN.replace("clean up as needed", "tidy up")

        by_rename(plan_path, theirs.encode())
        await wait_for(pilot, lambda: pane.marker == "changed since: will merge", "the mark")

        assert pane.text == f"First, {WORK}"
        assert pane.editor.cursor_location == (0, 7)
        await pilot.press("ctrl+s")
        await wait_for_file(
            pilot, plan_path, theirs.replace("Change the path", "First, Change the path")
        )
        assert "Saved, together with what others have changed" in shown(pilot)


@pytest.mark.parametrize(
    "theirs",
    [
        PLAN.replace("Change the path", "Alter a path"),
        PLAN.replace(f"## Plan of Work\n\n{WORK}\n\n", ""),
    ],
    ids=["same words", "section gone"],
)
async def test_collision_is_set_aside_and_its_draft_kept(
    open_plan: OpenPlan, plan_path: Path, theirs: str
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        pane = await begin_at(pilot, WORK)
        await pilot.press("delete")
        await type_text(pilot, "Ex")
        by_rename(plan_path, theirs.encode())
        await wait_for(pilot, lambda: pane.marker == "same words changed: will ask", "the mark")

        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: screen.session.conflicts, "the conflict")

        assert screen.edit_pane is None
        assert plan_path.read_text(encoding="utf-8") == theirs
        (conflict,) = screen.session.conflicts
        assert any("Exhange the path" in mine for mine in conflict.mine)
        assert any("Exhange" in draft.text for draft in screen.session.drafts)


async def test_own_tick_beside_the_editor_goes_on(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        pane = await begin_at(pilot, WORK)
        await type_text(pilot, "First, ")
        await click(pilot, "PROGRESS")
        await pilot.press("space")
        await wait_for(pilot, lambda: b"- [ ] Run" not in plan_path.read_bytes(), "the tick")

        assert pane.text.startswith("First, ")
        await pilot.press("2", "a", "ctrl+s")
        await wait_for(pilot, lambda: b"First, aChange" in plan_path.read_bytes(), "the edit")
        assert screen.edit_pane is None


async def test_what_was_said_before_does_not_hide_the_editors_keys(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        plan_screen(pilot).tell("Something about the plan.")
        await begin(pilot)

        assert screen_text(pilot)[-1].startswith(" ctrl+s save")


async def test_second_editor_is_not_opened(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        pane = await begin(pilot)
        await type_text(pilot, "Words")
        await click(pilot, "PROGRESS")
        await pilot.press("e")
        await pilot.pause()

        assert plan_screen(pilot).edit_pane is pane
        assert pane.editor.has_focus
        assert pane.text.endswith("Words")


# Drafts


async def test_unsaved_text_is_offered_again(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await type_text(pilot, " unsaved")
        await pilot.press("ctrl+q")
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.offer_bar, "the offer")
        await pilot.pause()
        assert "An unsaved edit of “Run it on" in shown(pilot)
        assert "from 09:30Z: enter to go on, x to drop" in shown(pilot).replace("\n", "")

        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.edit_pane, "the editor")
        assert pane_of(pilot).text.endswith("house). unsaved")
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: b"unsaved" in plan_path.read_bytes(), "the file")
        await wait_for(pilot, lambda: not screen.session.drafts, "no draft any more")


@pytest.mark.parametrize("width", [40, 60])
async def test_offer_says_how_to_answer_where_it_is_narrow(open_plan: OpenPlan, width: int) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await type_text(pilot, " unsaved")
        await pilot.press("ctrl+q")
    async with open_plan(size=(width, 20)) as pilot:
        await wait_for(pilot, lambda: plan_screen(pilot).offer_bar, "the offer")
        await pilot.pause()

        words = " ".join(" ".join(screen_text(pilot)).split())
        assert "from 09:30Z: enter to go on, x to drop" in words


@pytest.mark.parametrize(("answer", "left"), [("x", 0), ("escape", 1)])
async def test_offer_is_dropped_or_put_off(open_plan: OpenPlan, answer: str, left: int) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await type_text(pilot, " unsaved")
        await pilot.press("ctrl+q")
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.offer_bar and screen.offer_bar.has_focus, "the offer")
        await pilot.press(answer)
        await wait_for(pilot, lambda: screen.offer_bar is None, "the end of the offer")

        assert len(screen.session.drafts) == left
        assert screen.rail.has_focus


async def test_text_that_was_saved_after_all_is_not_offered(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await type_text(pilot, " unsaved")
        await pilot.press("ctrl+q")
    plan_path.write_text(PLAN.replace("house).", "house). unsaved"), encoding="utf-8")
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.session.catch_up is not None, "what is remembered")
        await wait_for(pilot, lambda: not screen.session.drafts, "no draft")

        assert screen.offer_bar is None


async def test_draft_for_a_file_that_cannot_be_written_is_kept(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await type_text(pilot, " unsaved")
        await pilot.press("ctrl+q")
    plan_path.write_bytes(PLAN.encode() + b"\xff\n")
    async with open_plan(checked=False) as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.offer_bar and screen.offer_bar.has_focus, "the offer")
        await pilot.press("enter")
        await pilot.pause()

        assert screen.edit_pane is None
        assert len(screen.session.drafts) == 1
        assert screen.offer_bar is not None


@pytest.mark.parametrize("size", [(60, 20), (90, 20), (180, 20)])
async def test_plan_is_where_it_was_after_editing(
    open_plan: OpenPlan, size: tuple[int, int]
) -> None:
    async with open_plan(size=size) as pilot:
        screen = plan_screen(pilot)
        screen.focus_pane("reader")
        await pilot.pause()
        screen.reader.go_to(Span(PLAN.index("- Decision"), PLAN.index("- Decision")))
        await pilot.pause()
        before = (screen.reader.top, screen.reader.cursor_offset)
        await begin(pilot)
        await pilot.press("escape")
        await pilot.pause()

        await wait_for(pilot, lambda: screen.reader.has_focus, "the plan to have the keys")
        assert (screen.reader.top, screen.reader.cursor_offset) == before


async def test_editor_is_typed_in_again_after_a_look_elsewhere(open_plan: OpenPlan) -> None:
    async with open_plan(size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        pane = await begin(pilot)
        await type_text(pilot, "one")
        screen.focus_pane("rail")
        await pilot.pause()
        assert not pane.display
        await pilot.press("2")
        await type_text(pilot, "two")

        assert pane.text.endswith("onetwo")


async def test_tab_in_plain_words_goes_to_the_next_stop(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        pane = await begin_at(pilot, WORK)
        await pilot.press("a", "tab", "b")

        assert pane.text == f"a   b{WORK}"


async def test_selection_is_replaced_and_copied_exactly(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(PLAN.replace(WORK, "one\u2028\ttwo\n\x1bthree"))
    async with open_plan(path) as pilot:
        pane = await begin_at(pilot, "one\u2028")
        await pilot.press("f7", "ctrl+c")
        assert pilot.app.clipboard == "one\u2028\ttwo\n\x1bthree"
        await pilot.press("enter")
        assert pane.text == "\n"
        await pilot.press("ctrl+z")
        assert pane.text == "one\u2028\ttwo\n\x1bthree"
        await pilot.press("f7", "shift+left")
        await pilot.pause()

        assert "\x1b" not in shown(pilot)


async def test_mouse_puts_the_cursor_behind_tabs_and_wide_characters(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(PLAN.replace(WORK, "\t漢字 here"))
    async with open_plan(path) as pilot:
        pane = await begin_at(pilot, "\t漢字")
        await pilot.click(pane.editor, offset=(3 + 4 + 4 + 1, 0))
        await pilot.press("X")

        assert pane.text == "\t漢字 Xhere"
