"""Progress by keyboard: each key acts on the item under the cursor, or says why not."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from milepost.document import Document
from milepost.tui.forms.steps import day_of
from support.forms import (
    open_form,
    paste,
    preview_of,
    type_text,
    until_closed,
    until_file,
    until_saved,
)
from support.pilot import OpenPlan, plan_screen, screen_text, selected_item, wait_for
from tui.conftest import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

SENSORS = "- [ ] Point the sensors at `var/log/greenhouse.log`."
REMOVE = "- [ ] Remove the seven files as needed."
READ = "- [x] (2026-03-03 08:10Z) Read the seven log files in `var/log/greenhouse/`."
WRITE = "- [x] (2026-03-03 08:52Z) Write `tools/gather.py`, which copies every line once."
PARTIAL = "(completed: the east house; remaining: the west house)"


def read(path: Path) -> str:
    return path.read_bytes().decode()


def message(pilot: Pilot[Any]) -> str:
    return plan_screen(pilot).key_bar.message


async def test_tilde_starts_and_stops(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await pilot.press("j", "tilde")
        await until_file(pilot, plan_path, PLAN.replace(SENSORS, SENSORS.replace("[ ]", "[~]")))

        await pilot.press("tilde")
        await until_file(pilot, plan_path, PLAN)


@pytest.mark.parametrize(
    ("width", "key", "words"),
    [
        (40, "D", " ctrl+s writes · esc leaves "),
        (60, "D", " ctrl+s writes · tab goes on · esc leaves "),
        (40, "x", " yes: enter · no: any other key "),
        (60, "x", " yes: enter or x or y · no: any other key "),
    ],
)
async def test_a_form_says_what_its_keys_do_as_far_as_there_is_room(
    open_plan: OpenPlan, width: int, key: str, words: str
) -> None:
    async with open_plan(size=(width, 30)) as pilot:
        await pilot.press(key)
        await wait_for(pilot, lambda: screen_text(pilot)[-1].endswith(f"─{words}─╯"), "its keys")


async def test_in_a_window_made_narrow_a_form_says_less(open_plan: OpenPlan) -> None:
    async with open_plan(size=(60, 30)) as pilot:
        await pilot.press("D")
        await wait_for(pilot, lambda: "goes on · esc leaves" in screen_text(pilot)[-1], "the keys")
        await pilot.resize_terminal(40, 30)
        await wait_for(pilot, lambda: "writes · esc leaves" in screen_text(pilot)[-1], "less")


@pytest.mark.parametrize("pane", ["1", "2"], ids=["rail", "reader"])
@pytest.mark.parametrize("key", ["shift+down", "right_curly_bracket"])
async def test_item_moves_and_the_cursor_with_it(
    open_plan: OpenPlan, plan_path: Path, pane: str, key: str
) -> None:
    async with open_plan() as pilot:
        await pilot.press("g", *(["enter"] if pane == "2" else []), key)
        await until_file(pilot, plan_path, PLAN.replace(f"{READ}\n{WRITE}", f"{WRITE}\n{READ}"))
        item = plan_screen(pilot).item_at_cursor()
        assert item is not None
        assert item.text.startswith("Read the seven")

        await pilot.press("shift+up")
        await until_file(pilot, plan_path, PLAN)


@pytest.mark.parametrize(
    ("keys", "told"), [("g shift+up", "is the first one"), ("G shift+down", "is the last one")]
)
async def test_move_stops_at_the_ends(
    open_plan: OpenPlan, plan_path: Path, keys: str, told: str
) -> None:
    async with open_plan() as pilot:
        await pilot.press(*keys.split())

        assert told in message(pilot)
    assert read(plan_path) == PLAN


async def test_add_goes_on_below_what_was_added(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await pilot.press("j", "a")
        await type_text(pilot, "Oil the [vents].")
        await pilot.press("enter")
        await type_text(pilot, "Wipe the panes.")
        await pilot.press("enter", "escape")
        await until_closed(pilot)
        assert selected_item(pilot).text == "Wipe the panes."

        await pilot.press("u", "u")
        await until_file(pilot, plan_path, PLAN)
        await pilot.press("ctrl+r", "ctrl+r")
        await until_saved(pilot)

    added = f"{SENSORS}\n- [ ] Oil the [vents].\n- [ ] Wipe the panes."
    assert read(plan_path) == PLAN.replace(SENSORS, added)


async def test_add_done_stamps(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await pilot.press("g", "A")
        await type_text(pilot, "Oil it")
        await pilot.press("enter", "escape")
        await until_closed(pilot)

    added = f"{READ}\n- [x] (2026-03-04 09:30Z) Oil it"
    assert read(plan_path) == PLAN.replace(READ, added)


@pytest.mark.parametrize(
    ("keys", "behind"),
    [("4", REMOVE), ("3", REMOVE), ("2 g", REMOVE)],
    ids=["outline", "findings", "prose"],
)
async def test_add_from_elsewhere_goes_to_the_end(
    open_plan: OpenPlan, plan_path: Path, keys: str, behind: str
) -> None:
    async with open_plan() as pilot:
        await pilot.press(*keys.split(), "a")
        await type_text(pilot, "Last")
        assert await preview_of(pilot) == ["+- [ ] Last"]
        await pilot.press("enter", "escape")
        await until_closed(pilot)

    assert read(plan_path) == PLAN.replace(behind, f"{behind}\n- [ ] Last")


async def test_add_below_a_heading_under_the_cursor(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        section = next(each for each in screen.document.plan.sections if "gather" in each.title)
        screen.go_to(section.heading)
        await pilot.press("a")
        await type_text(pilot, "Inner")
        await pilot.press("enter", "escape")
        await until_closed(pilot)

    assert f"{PARTIAL}.\n- [ ] Inner\n\n### Milestone 2" in read(plan_path)


async def test_first_item_of_a_plan(open_plan: OpenPlan, plan_of: Callable[[str], Path]) -> None:
    path = plan_of("# T\n\n## Progress\n\n## Plan of Work\n")
    async with open_plan(path) as pilot:
        await pilot.press("a")
        await type_text(pilot, "First")
        await pilot.press("enter", "escape")
        await until_closed(pilot)
        assert selected_item(pilot).text == "First"

    assert read(path) == "# T\n\n## Progress\n\n- [ ] First\n\n## Plan of Work\n"


async def test_checkbox_outside_progress_takes_no_step(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    text = "# T\n\n## Progress\n\n- [ ] a\n\n## Plan of Work\n\n- [ ] b\n"
    async with open_plan(plan_of(text)) as pilot:
        screen = plan_screen(pilot)
        screen.go_to(screen.document.plan.items[1].span)
        await pilot.press("a")

        assert "not in Progress" in message(pilot)
        assert screen.form is None


async def test_enter_without_words_says_what_is_wanted(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()

        assert "Say what is to be done." in "\n".join(screen_text(pilot))
    assert read(plan_path) == PLAN


async def test_keys_typed_before_the_form_is_there_are_for_it(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    from textual import events

    async with open_plan() as pilot:
        for key in ("a", *"xjx2"):
            pilot.app.post_message(events.Key(key, key))
        pilot.app.post_message(events.Key("enter", "\r"))
        await wait_for(pilot, lambda: "xjx2" in plan_screen(pilot).document.text, "the step")
        await pilot.press("escape")
        await until_closed(pilot)

    assert "- [ ] xjx2\n" in read(plan_path)


async def test_several_pasted_lines_are_one_step(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await pilot.press("j", "a")
        await paste(pilot, "\x1b[31mOil\x1b[0m the\r\n   vents\n")
        await pilot.press("enter", "escape")
        await until_closed(pilot)

    assert read(plan_path) == PLAN.replace(SENSORS, f"{SENSORS}\n- [ ] Oil the vents")


async def test_what_was_typed_is_there_on_return(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await pilot.press("a")
        await type_text(pilot, "Half a th")
        await pilot.press("escape", "a")
        await pilot.pause()

        assert open_form(pilot).values == {"text": "Half a th"}
        await pilot.press("ctrl+l")
        assert open_form(pilot).values == {"text": ""}
        await pilot.press("escape", "a")
        await pilot.pause()
        assert open_form(pilot).values == {"text": ""}
    assert read(plan_path) == PLAN


async def test_split_remarks_where_the_plan_does(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await pilot.press("s")
        await pilot.pause()
        form = open_form(pilot)
        assert form.values == {"done": "the east house", "remaining": "the west house"}
        await type_text(pilot, " and barn")
        await pilot.press("tab", "tab", "tab")
        await type_text(pilot, " alone")
        assert len(await preview_of(pilot)) == 2
        await pilot.press("ctrl+s")
        await until_closed(pilot)
        assert selected_item(pilot).headline.startswith("Run it on the logs")

    new = "(completed: the east house and barn; remaining: the west house alone)"
    assert read(plan_path) == PLAN.replace(PARTIAL, new)


async def test_split_in_two_puts_the_cursor_on_what_remains(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of("# T\n\n## Progress\n\n- [x] (2026-03-03 08:10Z) a\n- [ ] b and c\n")
    async with open_plan(path) as pilot:
        await pilot.press("s", *["backspace"] * 6, "enter", "ctrl+u")
        await type_text(pilot, "c")
        await pilot.press("enter")
        await until_closed(pilot)
        assert selected_item(pilot).text == "c"

        await pilot.press("u")
        await until_saved(pilot)
        assert read(path).endswith("- [ ] b and c\n")
        await pilot.press("ctrl+r")
        await until_saved(pilot)

    assert read(path).endswith("- [x] (2026-03-04 09:30Z) b\n- [ ] c\n")


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("ctrl+s", "Say of each what is different"),
        ("ctrl+u ctrl+s", "Say what is done."),
        ("tab ctrl+u ctrl+s", "Say what remains."),
    ],
)
async def test_split_says_what_is_wanted(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], keys: str, wanted: str
) -> None:
    async with open_plan(plan_of("# T\n\n## Progress\n\n- [ ] b and c\n")) as pilot:
        await pilot.press("s", *keys.split())
        await pilot.pause()

        assert wanted in open_form(pilot).preview.refusal


async def test_done_item_is_not_split(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("g", "s")

        assert "is done" in message(pilot)
        assert not screen.is_offered("split_item")


@pytest.mark.parametrize("answer", ["x", "y", "enter"])
async def test_delete_asks_and_can_be_undone(
    open_plan: OpenPlan, plan_path: Path, answer: str
) -> None:
    async with open_plan() as pilot:
        await pilot.press("j", "x")
        assert await preview_of(pilot) == [f"-{SENSORS}"]
        assert read(plan_path) == PLAN

        await pilot.press(answer)
        await until_closed(pilot)
        assert read(plan_path) == PLAN.replace(f"{SENSORS}\n", "")
        assert "u takes it back" in message(pilot)
        await pilot.press("u")
        await until_file(pilot, plan_path, PLAN)


@pytest.mark.parametrize("answer", ["escape", "j", "q"])
async def test_any_other_key_deletes_nothing(
    open_plan: OpenPlan, plan_path: Path, answer: str
) -> None:
    async with open_plan() as pilot:
        await pilot.press("j", "x", answer)
        await until_closed(pilot)

        assert selected_item(pilot).text.startswith("Point the sensors")
    assert read(plan_path) == PLAN


async def test_delete_counts_what_goes_along(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    text = "# T\n\n## Progress\n\n- [ ] a [b]\n  - [ ] c\n  - [ ] d\n- [ ] e\n"
    async with open_plan(plan_of(text)) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert "Delete “a [b]” and 2 nested in it?" in "\n".join(screen_text(pilot))


@pytest.mark.parametrize(
    ("typed", "stamp"),
    [
        ("08:20", "(2026-03-03 08:20Z) "),
        ("23:10", "(2026-03-03 23:10Z) "),
        ("2026-03-01 07:05", "(2026-03-01 07:05Z) "),
        ("now", "(2026-03-04 09:30Z) "),
        ("-5m", "(2026-03-04 09:25Z) "),
        ("", ""),
    ],
)
async def test_stamp_is_corrected(
    open_plan: OpenPlan, plan_path: Path, typed: str, stamp: str
) -> None:
    new = READ.replace("(2026-03-03 08:10Z) ", stamp)
    async with open_plan() as pilot:
        await pilot.press("g", "T")
        await pilot.pause()
        assert open_form(pilot).values == {"when": "2026-03-03 08:10Z"}
        await pilot.press("backspace")
        await type_text(pilot, typed)
        assert await preview_of(pilot) == [f"-{READ}", f"+{new}"]
        await pilot.press("enter")
        await until_closed(pilot)

    assert read(plan_path) == PLAN.replace(READ, new)


@pytest.mark.parametrize(("keys", "typed"), [("g", "soon"), ("j", "")])
async def test_no_time_is_said_to_be_none(
    open_plan: OpenPlan, plan_path: Path, keys: str, typed: str
) -> None:
    async with open_plan() as pilot:
        await pilot.press(keys, "T", "backspace")
        await type_text(pilot, typed)
        await pilot.press("enter")
        await pilot.pause()

        assert "Write 14:30" in open_form(pilot).preview.refusal
    assert read(plan_path) == PLAN


@pytest.mark.parametrize("keys", ["x y", "s ctrl+s", "tilde", "shift+down", "T enter"])
async def test_item_that_has_gone_meanwhile_is_not_mistaken(
    open_plan: OpenPlan, plan_path: Path, keys: str
) -> None:
    """The agent takes the item away between the person's look and their key."""
    gone = PLAN.replace(f"{SENSORS}\n", "").replace(
        "Run it on the logs of last year", "Run it on everything there is"
    )
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("j")
        first, *rest = keys.split()
        shown = screen.rail.document
        if rest:
            await pilot.press(first)
            if first == "T":
                await type_text(pilot, "now")
        plan_path.write_text(gone, encoding="utf-8", newline="")
        await wait_for(
            pilot,
            lambda: screen.session.receive() or screen.session.document is not shown,
            "the agent's text",
        )
        await pilot.press(*(rest or [first]))
        await pilot.pause()
        await until_saved(pilot)

    assert read(plan_path) == gone


async def test_form_follows_the_agent(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("j", "a")
        await type_text(pilot, "Oil")
        form = open_form(pilot)
        await wait_for(pilot, lambda: form.preview.written.place, "a place")
        line = int(form.preview.written.place.rpartition(" ")[2])
        longer = PLAN.replace("## Purpose", "A word.\n\n## Purpose").replace(
            SENSORS, f"{SENSORS[:-1]}, all."
        )
        plan_path.write_text(longer, encoding="utf-8", newline="")
        await wait_for(pilot, lambda: screen.document.text == longer, "the agent's text")
        await wait_for(
            pilot, lambda: form.preview.written.place.endswith(f"line {line + 2}"), "place"
        )
        await pilot.press("enter", "escape")
        await until_closed(pilot)

    assert ", all.\n- [ ] Oil\n- [ ] Remove" in read(plan_path)


async def test_locked_file_opens_no_form(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of("# T\r\r## Progress\r\r- [ ] a\r")
    async with open_plan(path) as pilot:
        screen = plan_screen(pilot)
        for key in ("a", "x", "s", "tilde", "D"):
            screen.tell("")
            await pilot.press(key)
            assert message(pilot), key
            assert screen.form is None
        assert not any(map(screen.is_offered, ("add_item", "split_item", "note_decision")))


async def test_click_beside_the_form_leaves_it(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.click(offset=(5, 5))
        await until_closed(pilot)

        assert plan_screen(pilot).form is None


@pytest.mark.parametrize(
    ("stamp", "zone", "day"),
    [
        ("2026-03-03 20:10Z", UTC, date(2026, 3, 3)),
        ("2026-03-03 20:10Z", timezone(timedelta(hours=9)), date(2026, 3, 4)),
        ("2026-02-30 20:10Z", UTC, None),
    ],
)
def test_a_time_of_day_is_that_of_the_day_in_the_stamp(
    stamp: str, zone: timezone, day: date | None
) -> None:
    item = Document.parse(f"# T\n\n## Progress\n\n- [x] ({stamp}) a\n").plan.items[0]

    assert item.stamp is not None
    assert day_of(item.stamp, zone) == day
