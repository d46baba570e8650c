"""Alarms and conflicts stay in sight until the person answers, and nothing is lost by waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.widgets import TextArea

from milepost.text import EditSet, Span
from milepost.text.merge import Conflict as Hunk
from milepost.tui.widgets.alarm_bar import AlarmBar
from milepost.tui.widgets.conflict_pane import ConflictPane, as_lines, both_of
from milepost.workspace.events import Alarm, AlarmKind, Mend
from milepost.workspace.intent import replacing
from support.agents import by_rename
from support.glances import shown, style_of
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for
from tui.conftest import PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from milepost.document import Document

WORK = "Change the path in `greenhouse/sensors.py`, then clean up as needed."
MINE = "Change both paths in `greenhouse/sensors.py`, then clean up as needed."
THEIRS = "Change no path in `greenhouse/sensors.py`, then clean up as needed."


def disk(path: Path) -> str:
    return path.read_bytes().decode()


async def collide(pilot: Pilot[Any], path: Path, *pairs: tuple[str, str, str]) -> None:
    """The agent changes words while the person does, each in their own way."""
    screen = plan_screen(pilot)
    before = screen.document
    theirs = mine = before.text
    for old, new, others in pairs or ((WORK, MINE, THEIRS),):
        mine, theirs = mine.replace(old, new), theirs.replace(old, others)
    by_rename(path, theirs.encode())
    await wait_for(pilot, lambda: screen.document.text == theirs, "their text")
    whole = EditSet.replace(Span(0, len(before.text)), mine)
    screen._handle(screen.session.replace("Edit the plan", whole, before))
    await pilot.pause()
    await pilot.pause()


async def until_on_disk(pilot: Pilot[Any], path: Path, text: str) -> None:
    await wait_for(pilot, lambda: disk(path) == text, "the decision in the file")


async def decide(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press("C")
    await wait_for(pilot, lambda: has_keys(pilot), "the conflict to have the keys")
    await pilot.press(*keys)
    await pilot.pause()


def has_keys(pilot: Pilot[Any]) -> bool:
    pane = plan_screen(pilot).conflict_pane
    return pane is not None and pane.has_keys


# Conflicts


async def test_a_conflict_is_shown_and_takes_no_keys_by_itself(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path)

        assert "Both of you changed Plan of Work" in shown(pilot)
        assert "1 conflict" in screen_text(pilot)[0]
        assert "C decide   nothing of yours is written until you do" in shown(pilot)
        assert screen.rail.has_focus
        assert disk(plan_path) == PLAN.replace(WORK, THEIRS)
        assert style_of(pilot, "both paths").bold


@pytest.mark.parametrize(
    ("key", "decided"),
    [("m", MINE), ("t", THEIRS), ("b", f"{MINE}\n{THEIRS}")],
)
async def test_a_key_decides(open_plan: OpenPlan, plan_path: Path, key: str, decided: str) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path)
        await decide(pilot, key)

        await until_on_disk(pilot, plan_path, PLAN.replace(WORK, decided))
        assert screen.conflict_pane is None
        assert "conflict" not in screen_text(pilot)[0]
        await wait_for(pilot, lambda: screen.rail.has_focus, "the pane to have the keys again")
        assert screen.session.conflicts == ()


@pytest.mark.parametrize("key", ["m", "t", "b"])
async def test_what_was_typed_is_of_no_more_use_when_it_is_decided(
    open_plan: OpenPlan, plan_path: Path, key: str
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path)
        screen.session.save_draft("edit here", MINE)
        screen.keep_until_written("Edit the plan", "edit here")

        await decide(pilot, key)
        await wait_for(pilot, lambda: not screen.session.drafts, "the draft to be dropped")


@pytest.mark.parametrize("word", ["yours", "theirs", "both"])
@pytest.mark.parametrize("by", ["key", "click"])
async def test_a_click_decides(open_plan: OpenPlan, plan_path: Path, word: str, by: str) -> None:
    decided = {"yours": MINE, "theirs": THEIRS, "both": f"{MINE}\n{THEIRS}"}[word]
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path)
        pane = screen.conflict_pane
        assert pane is not None
        if by == "key":
            await pilot.press("C")
        else:
            await pilot.click(pane.text, offset=(1, 1))  # Which only gives it the keys.
        await wait_for(pilot, lambda: has_keys(pilot), "the conflict to have the keys")
        await pilot.pause()
        assert screen.session.conflicts
        row = next(line for line in screen_text(pilot) if "t theirs" in line)
        left = pane.text.content_region.x
        await pilot.click(pane.text, offset=(row.index(f" {word}") + 1 - left, 1))

        await wait_for(pilot, lambda: not screen.session.conflicts, "the decision")
        await until_on_disk(pilot, plan_path, PLAN.replace(WORK, decided))


async def test_words_of_ones_own_are_taken_by_a_click(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path)
        await decide(pilot, "e", "X")
        pane = screen.conflict_pane
        assert pane is not None
        row = next(line for line in screen_text(pilot) if "takes what you write" in line)
        left = pane.text.content_region.x
        await pilot.click(pane.text, offset=(row.index("takes") - left, 1))

        await wait_for(pilot, lambda: not screen.session.conflicts, "the decision")
        await wait_for(pilot, lambda: "X" in disk(plan_path), "the words")


async def test_a_decision_can_be_undone(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await collide(pilot, plan_path)
        await decide(pilot, "m")
        await until_on_disk(pilot, plan_path, PLAN.replace(WORK, MINE))

        await pilot.press("u")

        await until_on_disk(pilot, plan_path, PLAN.replace(WORK, THEIRS))


async def test_what_the_person_writes_decides(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await collide(pilot, plan_path)
        await decide(pilot, "e")
        await wait_for(pilot, lambda: pilot.app.screen.query("TextArea:focus"), "a place to write")
        await pilot.press("end", *"now", "ctrl+s")

        await until_on_disk(pilot, plan_path, PLAN.replace(WORK, f"{MINE}now"))
        assert not pilot.app.screen.query(TextArea)


async def test_keys_of_the_same_instant_are_written(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await collide(pilot, plan_path)
        await decide(pilot)
        for key in "etmb":
            pilot.app.post_message(events.Key(key, key))
        screen = pilot.app.screen

        await wait_for(
            pilot, lambda: [each.text[:4] for each in screen.query(TextArea)] == ["tmbC"], "words"
        )
        assert plan_screen(pilot).session.conflicts


async def test_escape_leaves_the_words_then_the_conflict_and_a_key_opens_it_again(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path)
        await decide(pilot, "e")
        await wait_for(pilot, lambda: screen.query("TextArea:focus"), "a place to write")

        await pilot.press("escape")
        await wait_for(pilot, lambda: not screen.query(TextArea), "the words to go")
        assert "m yours" in shown(pilot)

        await pilot.press("escape")
        await wait_for(pilot, lambda: not screen.query(ConflictPane), "the conflict to go")
        await pilot.pause()
        assert "1 conflict" in screen_text(pilot)[0]
        assert "The conflict waits: C shows it again" in shown(pilot)
        assert disk(plan_path) == PLAN.replace(WORK, THEIRS)

        await pilot.press("C")
        await wait_for(pilot, lambda: "m yours" in shown(pilot), "the conflict again")
        await pilot.pause()
        assert "The conflict waits" not in shown(pilot)

        await decide(pilot, "m")
        await until_on_disk(pilot, plan_path, PLAN.replace(WORK, MINE))


async def test_escape_elsewhere_puts_it_off_too(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await collide(pilot, plan_path)
        await pilot.press("escape")
        await pilot.pause()

        assert plan_screen(pilot).conflict_pane is None
        assert len(plan_screen(pilot).session.conflicts) == 1


PURPOSE = "The gardener reads one file instead of seven."


@pytest.mark.parametrize(
    ("keys", "purpose", "work"),
    [
        ("mt", "I read.", THEIRS),
        ("tm", "They read.", MINE),
        (["m", "backspace", "t", "m"], "They read.", MINE),
    ],
)
async def test_every_hunk_is_decided_for_itself(
    open_plan: OpenPlan, plan_path: Path, keys: str, purpose: str, work: str
) -> None:
    async with open_plan() as pilot:
        await collide(pilot, plan_path, (PURPOSE, "I read.", "They read."), (WORK, MINE, THEIRS))
        assert "1 of 2" in shown(pilot)
        assert "Both of you changed Purpose / Big Picture" in shown(pilot)
        await decide(pilot, keys[0])
        assert disk(plan_path) == PLAN.replace(WORK, THEIRS).replace(PURPOSE, "They read.")
        assert "2 of 2" in shown(pilot)
        await pilot.press(*keys[1:])

        await until_on_disk(pilot, plan_path, PLAN.replace(PURPOSE, purpose).replace(WORK, work))


async def test_back_at_the_first_hunk_stays_there(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await collide(pilot, plan_path, (PURPOSE, "I read.", "They read."), (WORK, MINE, THEIRS))
        await decide(pilot, "backspace")

        assert "1 of 2" in shown(pilot)


async def test_of_several_conflicts_the_next_comes_after_the_first(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await collide(pilot, plan_path)
        await collide(pilot, plan_path, (PURPOSE, "I read.", "They read."))
        assert "2 conflicts" in screen_text(pilot)[0]
        assert "1 of 1, and 1 more to decide" in shown(pilot)
        await decide(pilot, "m")
        await wait_for(pilot, lambda: "I read." in shown(pilot), "the second one")
        await pilot.press("m")

        await until_on_disk(pilot, plan_path, PLAN.replace(WORK, MINE).replace(PURPOSE, "I read."))


async def test_watching_goes_on_while_a_conflict_waits(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await collide(pilot, plan_path)
        await decide(pilot)
        theirs = PLAN.replace(WORK, THEIRS).replace(PURPOSE, "Somebody came by.")
        by_rename(plan_path, theirs.encode())
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: "came by" in screen.document.text, "their text")
        await pilot.press("m")

        await until_on_disk(pilot, plan_path, theirs.replace(THEIRS, MINE))


async def test_a_decision_about_words_that_changed_again_is_asked_anew(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path)
        await decide(pilot)
        again = PLAN.replace(WORK, THEIRS.replace("no path", "three paths"))
        by_rename(plan_path, again.encode())
        await wait_for(pilot, lambda: "three paths" in screen.document.text, "their text")
        await pilot.press("m")
        await wait_for(pilot, lambda: "three paths" in "".join(screen_text(pilot)[-8:]), "another")
        assert disk(plan_path) == again
        await wait_for(pilot, lambda: has_keys(pilot), "the keys")
        await pilot.press("m")

        await until_on_disk(pilot, plan_path, PLAN.replace(WORK, MINE))


async def test_while_deciding_other_keys_change_nothing(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await collide(pilot, plan_path)
        await decide(pilot, "space", "f", "F", "i", "n", "enter")

        assert has_keys(pilot)
        assert disk(plan_path) == PLAN.replace(WORK, THEIRS)
        assert not plan_screen(pilot).session.can_undo


async def test_a_pane_by_its_number_leaves_the_conflict_open(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await collide(pilot, plan_path)
        await decide(pilot, "2")
        await wait_for(pilot, lambda: not has_keys(pilot), "the keys elsewhere")
        await pilot.pause()

        assert plan_screen(pilot).reader.has_focus
        assert "C decide" in shown(pilot)


async def test_what_is_written_is_kept_as_a_draft(
    open_plan: OpenPlan, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("milepost.tui.screens.answering.DRAFT_PAUSE", 0.01)
    async with open_plan() as pilot:
        session = plan_screen(pilot).session
        await collide(pilot, plan_path)
        await decide(pilot, "e")
        await wait_for(pilot, lambda: pilot.app.screen.query("TextArea:focus"), "a place to write")
        await pilot.press("X")
        await wait_for(
            pilot, lambda: any(each.text.startswith("X") for each in session.drafts), "a draft"
        )
        await pilot.press("ctrl+s")
        await until_on_disk(pilot, plan_path, PLAN.replace(WORK, f"X{MINE}"))

        assert not session.drafts


@pytest.mark.parametrize("size", [(50, 15), (60, 20), (90, 30), (180, 50)])
async def test_a_long_conflict_leaves_room_and_scrolls(
    open_plan: OpenPlan, plan_path: Path, size: tuple[int, int]
) -> None:
    long = "\n".join(f"line {number} of mine" for number in range(60))
    async with open_plan(size=size) as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path, (WORK, long, THEIRS))
        await decide(pilot, "j", "j", "k")
        pane = screen.conflict_pane

        assert pane is not None
        assert pane.text.top == 1
        assert pane.region.height <= size[1] // 2
        assert pane.region.bottom <= size[1] - 1


async def test_it_takes_the_lines_that_another_width_asks_for(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan(size=(180, 40)) as pilot:
        await collide(pilot, plan_path)
        pane = plan_screen(pilot).conflict_pane
        assert pane is not None
        wide = pane.region.height
        await pilot.resize_terminal(46, 40)

        await wait_for(pilot, lambda: pane.region.height > wide, "more lines")


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("a\n", "b\n", "a\nb\n"),
        ("a", "b", "a\nb"),
        ("a", "", "a"),
        ("", "b\r\n", "b\r\n"),
        ("a", "b\r\n", "a\r\nb\r\n"),
    ],
)
def test_both_stand_on_lines_of_their_own(mine: str, theirs: str, both: str) -> None:
    assert both_of(Hunk("x", mine, theirs)) == both


@pytest.mark.parametrize(
    ("typed", "mine", "expected"),
    [
        ("a\nb", "x\r\n", "a\r\nb\r\n"),
        ("a\nb\n", "x\n", "a\nb\n"),
        ("a", "x", "a"),
        ("", "x\n", ""),
    ],
)
def test_typed_lines_end_as_those_before(typed: str, mine: str, expected: str) -> None:
    assert as_lines(typed, Hunk("", mine, "")) == expected


# Alarms


def alarm(sentence: str, words: str = "", *, serious: bool = True, old: str = "seven") -> Alarm:
    if not words:
        return Alarm(sentence, serious, kind=AlarmKind.CONFLICT_MARKERS)
    start = PLAN.index(old)
    edits = EditSet.replace(Span(start, start + len(old)), words)
    return Alarm(sentence, serious, mend=Mend(f"Write {words}", replacing(PLAN, edits)))


async def raised(pilot: Pilot[Any], *alarms: Alarm) -> None:
    plan_screen(pilot)._handle(alarms)
    await pilot.pause()
    await pilot.pause()


async def test_an_alarm_says_when_its_keys_are_for_something_else(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await raised(pilot, alarm("Somebody wrote over it.", "eight"))
        assert "afterwards:" not in shown(pilot)

        await pilot.press("e")
        await wait_for(pilot, lambda: "afterwards: r Write eight" in shown(pilot), "the word")
        await pilot.press("escape")
        await wait_for(pilot, lambda: "afterwards:" not in shown(pilot), "the keys")
        assert screen.alarm_bar is not None


@pytest.mark.parametrize(
    ("column", "is_there", "is_mended"),
    [(4, False, True), (20, False, False), (1, True, False), (60, True, False)],
)
async def test_an_alarm_is_answered_by_the_mouse(
    open_plan: OpenPlan, *, column: int, is_there: bool, is_mended: bool
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await raised(pilot, alarm("Somebody wrote over it.", "eight"))
        assert screen.alarm_bar is not None
        await pilot.click(screen.alarm_bar, offset=(10, 0))
        await pilot.click(screen.alarm_bar, offset=(column, 1))
        await pilot.pause()

        assert (screen.alarm_bar is not None) == is_there
        assert ("eight" in screen.document.text) == is_mended


async def test_an_alarm_stays_until_it_is_answered(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await raised(pilot, alarm("Somebody wrote over it.", "eight"))
        screen = plan_screen(pilot)
        screen.fall_silent()
        await pilot.press("j", "2", "j")
        await pilot.pause()

        assert "✖ Somebody wrote over it." in shown(pilot)
        assert "r Write eight" in shown(pilot)
        assert "esc dismiss" in shown(pilot)


async def test_one_key_puts_it_right(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await raised(pilot, alarm("Somebody wrote over it.", "eight"))
        await pilot.press("r")

        await until_on_disk(pilot, plan_path, PLAN.replace("seven", "eight", 1))
        await wait_for(pilot, lambda: not plan_screen(pilot).query(AlarmBar), "the alarm to go")
        assert "wrote over it" not in shown(pilot)


async def test_another_key_dismisses_it(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await raised(pilot, alarm("Somebody wrote over it.", "eight"))
        await pilot.press("escape")
        await wait_for(pilot, lambda: not plan_screen(pilot).query(AlarmBar), "the alarm to go")

        assert disk(plan_path) == PLAN


@pytest.mark.parametrize("others", [(), ("Second.",)])
async def test_an_alarm_goes_when_somebody_else_puts_it_right(
    open_plan: OpenPlan, plan_path: Path, others: tuple[str, ...]
) -> None:
    def resolve(document: Document) -> EditSet:
        return EditSet() if "eight" in document.text else EditSet.replace(Span(0, 0), "eight")

    gone = Alarm("Eight is gone.", serious=True, mend=Mend("Write eight", resolve))
    async with open_plan() as pilot:
        await raised(pilot, gone, *(alarm(each) for each in others))
        assert "✖ Eight is gone." in shown(pilot)

        plan_path.write_text(PLAN.replace("seven", "eight"), encoding="utf-8")

        await wait_for(pilot, lambda: "Eight is gone" not in shown(pilot), "the alarm to go")
        assert all(each in shown(pilot) for each in others)


async def test_several_queue_with_a_count(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await raised(pilot, alarm("First.", "eight"), alarm("Second."), alarm("Third.", "nine"))
        seen = []
        for key in ("escape", "escape"):
            rows = screen_text(pilot)
            seen.append((rows[-3].strip(), rows[-2].split("  ")[-1].strip()))
            await pilot.press(key)
            await pilot.pause()

        assert seen == [("✖ First.", "1 of 3"), ("✖ Second.", "1 of 2")]
        assert "✖ Third." in shown(pilot)
        assert "1 of" not in screen_text(pilot)[-2]


async def test_the_same_once_more_takes_the_place_of_the_first(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await raised(pilot, alarm("First.", "eight"), alarm("Second."))
        await raised(pilot, alarm("First.", "nine"))
        bar = plan_screen(pilot).alarm_bar

        assert bar is not None
        assert [each.sentence for each in bar.alarms] == ["Second.", "First."]


async def test_without_a_mend_none_is_offered(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await raised(pilot, alarm("Look at it.", serious=False))
        await pilot.press("r")
        await pilot.pause()

        assert "▲ Look at it." in shown(pilot)
        assert "esc dismiss" in screen_text(pilot)[-2]
        assert " r " not in screen_text(pilot)[-2]


async def test_what_is_right_again_already_is_said(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        mend = Mend("Bring it back", lambda _: EditSet())
        await raised(pilot, Alarm("Gone.", serious=True, mend=mend))
        await pilot.press("r")
        await pilot.pause()

        assert "the plan says so again already" in shown(pilot)


async def test_a_tick_that_is_overwritten_can_be_made_again(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("j", "space")
        await wait_for(pilot, lambda: "Z) Point the sensors" in disk(plan_path), "the tick")
        ticked = disk(plan_path)
        await wait_for(pilot, lambda: screen.session.saved, "the session to know")
        by_rename(plan_path, PLAN.encode())
        await wait_for(pilot, lambda: screen.alarm_bar is not None, "the alarm")

        await pilot.press("r")

        await until_on_disk(pilot, plan_path, ticked)


@pytest.mark.parametrize("size", [(50, 15), (60, 20), (90, 30), (180, 50)])
async def test_a_long_alarm_is_cut_and_its_keys_are_whole(
    open_plan: OpenPlan, size: tuple[int, int]
) -> None:
    async with open_plan(size=size) as pilot:
        await raised(pilot, alarm("word " * 200, "a long label " * 20), alarm("Second."))
        keys = screen_text(pilot)[-2]

        assert keys.strip().startswith("r Write a long label")
        assert "esc dismiss" in keys
        assert keys.endswith("1 of 2")


async def test_escape_closes_what_is_in_front_first(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path)
        await raised(pilot, alarm("Look at it."))
        left = []
        for _ in range(2):
            await pilot.press("escape")
            left.append((screen.alarm_bar is not None, screen.conflict_pane is not None))

        assert left == [(False, True), (False, False)]
        assert screen.check_action("close_front", ()) is False
