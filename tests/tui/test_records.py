"""Decisions, surprises, outcomes and revision notes by form."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from milepost.tui.app import MilepostApp
from milepost.tui.forms.field import Field, cleaned
from milepost.workspace.memory import Memory
from milepost.workspace.noted import find_noted
from milepost.workspace.recall import Recall
from support.forms import open_form, paste, preview_of, type_text, until_closed, until_saved
from support.pilot import OpenPlan, plan_screen, wait_for
from tui.conftest import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from milepost.document import Document
    from milepost.workspace.memory import Remembered

DECIDED = "  Date/Author: 2026-03-03, Ada.\n"
EVIDENCE = "  Evidence: its noon is an hour early.\n"


@pytest.fixture(autouse=True)
def author(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.workspace.author.find_author", lambda _: "Grace")


def read(path: Path) -> str:
    return path.read_bytes().decode()


async def test_decision_is_written_as_the_log_is(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("D")
        form = open_form(pilot)
        await wait_for(pilot, lambda: form.values["author"] == "Grace", "the author from git")
        assert form.values["when"] == "2026-03-04 09:30Z"
        await type_text(pilot, "Write UTC.")
        await pilot.press("enter")
        await type_text(pilot, "Noon is noon.")
        shown = await preview_of(pilot)
        await pilot.press("ctrl+s")
        await until_closed(pilot)

        assert form.preview.written.place.startswith("Decision Log, line ")
        line = screen.document.lines.position(screen.reader.cursor_offset).line
        assert screen.active == "reader"
        assert "Write UTC." in screen.document.lines.content(line).cut(screen.document.text)

        await pilot.press("u")
        await until_saved(pilot)
        assert read(plan_path) == PLAN
        await pilot.press("ctrl+r")
        await until_saved(pilot)

    entry = (
        "- Decision: Write UTC.\n  Rationale: Noon is noon.\n  Date/Author: 2026-03-04 / Grace\n"
    )
    assert [line for line in shown if line != "+"] == [
        f"+{line}" for line in entry.removesuffix("\n").split("\n")
    ]
    assert read(plan_path) == PLAN.replace(DECIDED, f"{DECIDED}{entry}")


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("D ctrl+s", "Say what was decided."),
        ("D w ctrl+s", "A decision needs its reason"),
        ("D w tab y tab s ctrl+enter", "Write the date as"),
        ("S ctrl+s", "Say what was observed."),
        ("S w ctrl+s", "A surprise needs its evidence"),
        ("O ctrl+s", "Say what was achieved"),
        ("R ctrl+s", "Say what of the plan was changed"),
    ],
)
async def test_required_fields_say_so(
    open_plan: OpenPlan, plan_path: Path, keys: str, wanted: str
) -> None:
    async with open_plan() as pilot:
        await pilot.press(*keys.split())
        await pilot.pause()
        assert wanted in open_form(pilot).preview.refusal
    assert "Decision: w" not in read(plan_path)


async def test_evidence_is_kept_as_an_indented_block(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await pilot.press("S")
        await type_text(pilot, "Rows come twice")
        await pilot.press("tab")
        await paste(pilot, "\x1b[31m# 7 rows\x1b[0m\r\n\r\n  - [ ] 8 rows\n")
        await pilot.press("ctrl+s")
        await until_closed(pilot)

    assert "\n      # 7 rows\n\n        - [ ] 8 rows\n" in read(plan_path)
    assert read(plan_path).startswith(PLAN.partition(EVIDENCE)[0] + EVIDENCE)


async def test_first_outcome_takes_the_place_of_none_yet(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await pilot.press("O")
        await type_text(pilot, "One file")
        await pilot.press("enter")
        await type_text(pilot, "instead of seven.")
        await pilot.press("ctrl+s")
        await until_closed(pilot)

    assert "None yet." not in read(plan_path)
    assert "One file\n" in read(plan_path)


async def test_revision_note_is_prefilled_and_asks_why(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: find_noted(plan_path, screen.document), "the history")
        await pilot.press("j", "space")
        await until_saved(pilot)
        await pilot.press("R")
        form = open_form(pilot)
        await wait_for(pilot, lambda: form.values["what"], "what has changed")
        assert form.values["what"] == "+1 done, because "
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "say why" in form.preview.refusal
        await type_text(pilot, "it rained.")
        await pilot.press("ctrl+s")
        await until_closed(pilot)

    assert read(plan_path).endswith(
        "\nRevision note (2026-03-04 09:30Z): +1 done, because it rained.\n"
    )


async def test_next_note_tells_only_what_came_after_the_last(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(f"{PLAN}\nRevision note (2026-03-01 10:00Z): all of it, because it was new.\n")
    async with open_plan(path) as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: find_noted(path, screen.document), "the history")
        await pilot.press("j", "space", "R")
        form = open_form(pilot)
        await wait_for(pilot, lambda: form.values["what"], "what has changed")

        assert form.values["what"].startswith("+1 done")


async def test_draft_is_kept_for_this_run(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await pilot.press("D")
        await type_text(pilot, "Half")
        await pilot.press("tab")
        await type_text(pilot, "w")
        await pilot.press("escape")
        await until_closed(pilot)
        await pilot.press("S", "escape", "D")
        await pilot.pause()
        assert open_form(pilot).values["what"] == "Half"
        assert open_form(pilot).values["why"] == "w"
        await pilot.press("ctrl+s")
        await until_closed(pilot)
        await pilot.press("D")
        await pilot.pause()
        assert open_form(pilot).values["what"] == ""

    assert "- Decision: Half\n  Rationale: w\n" in read(plan_path)


async def leave_typed(pilot: Pilot[Any], key: str, text: str) -> None:
    await pilot.press(key)
    await type_text(pilot, text)
    await pilot.press("escape")
    await until_closed(pilot)


async def values_of(pilot: Pilot[Any], key: str) -> dict[str, str]:
    """What is in a form when it is opened anew."""
    await pilot.press(key)
    await pilot.pause()
    values = open_form(pilot).values
    await pilot.press("escape")
    await until_closed(pilot)
    return values


async def test_what_is_typed_before_the_history_is_known_stands_there_once(
    open_plan: OpenPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_open, learned = threading.Event(), threading.Event()
    begin, learn = Memory.begin, Recall.learn

    def wait_and_begin(
        memory: Memory, document: Document | None, *, insists: bool = True
    ) -> Remembered | None:
        assert is_open.wait(30)
        return begin(memory, document, insists=insists)

    def learn_and_tell(recall: Recall, remembered: Remembered) -> None:
        learn(recall, remembered)
        learned.set()

    async with open_plan() as pilot:
        for key in "DS":
            await leave_typed(pilot, key, "Earlier. ")
    monkeypatch.setattr(Memory, "begin", wait_and_begin)
    monkeypatch.setattr(Recall, "learn", learn_and_tell)
    async with open_plan() as pilot:
        await leave_typed(pilot, "D", "Half")
        await pilot.press("S")
        await type_text(pilot, "Now.")
        screen, form = plan_screen(pilot), open_form(pilot)
        screen.keep_typed(form.form, form.values)
        is_open.set()
        await wait_for(pilot, learned.is_set, "what is known from the earlier run")
        await pilot.pause()
        assert form.values["what"] == "Earlier. Now."
        await pilot.press("escape")
        await until_closed(pilot)
        decision = await values_of(pilot, "D")
        assert (decision["what"], decision["author"]) == ("Earlier. Half", "Grace")
    async with open_plan() as pilot:
        await wait_for(pilot, lambda: plan_screen(pilot).session.drafts, "the drafts")
        for key, typed in [("D", "Earlier. Half"), ("S", "Earlier. Now.")]:
            assert (await values_of(pilot, key))["what"] == typed


async def test_what_was_typed_comes_into_a_form_that_is_about_to_open(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await leave_typed(pilot, "D", "Earlier.")
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.session.drafts, "the drafts")
        screen._kept.clear()
        screen.action_note_decision()
        screen._bring_back(screen.session.drafts)  # Before there is anything of the form to see.
        await wait_for(pilot, lambda: screen.form and screen.form.is_mounted, "the form")
        await pilot.pause()
        assert open_form(pilot).values["what"] == "Earlier."


@pytest.mark.parametrize("key", ["D", "e"])
@pytest.mark.parametrize("kept", [True, False])
async def test_what_is_not_written_at_the_end_is_kept_or_shown(
    open_plan: OpenPlan, monkeypatch: pytest.MonkeyPatch, key: str, *, kept: bool
) -> None:
    if not kept:
        monkeypatch.setenv("MILEPOST_NO_HISTORY", "1")
    async with open_plan() as pilot:
        await pilot.press(key)
        await type_text(pilot, "Half a word")
        await pilot.press("ctrl+q")
        app = pilot.app
    assert isinstance(app, MilepostApp)
    (sentence,) = app._last_words
    assert ("It is kept, and offered when you open" in sentence) is kept
    assert ("is not written and could not be kept:\n\n" in sentence) is not kept
    assert ("Half a word" in sentence) is not kept


@pytest.mark.parametrize("kept", [True, False])
async def test_what_was_put_aside_is_shown_at_the_end_where_it_could_not_be_kept(
    open_plan: OpenPlan, monkeypatch: pytest.MonkeyPatch, *, kept: bool
) -> None:
    if not kept:
        monkeypatch.setenv("MILEPOST_NO_HISTORY", "1")
    for run in range(2):
        async with open_plan() as pilot:
            if run == 0 or not kept:
                await leave_typed(pilot, "D", "Half a word")
            await pilot.press("ctrl+q")
            app = pilot.app
        assert isinstance(app, MilepostApp)
        assert [("Half a word" in each) for each in app._last_words] == ([] if kept else [True])


@pytest.mark.parametrize("key", ["D", "S", "O", "R"])
@pytest.mark.parametrize("size", [(50, 15), (60, 20), (120, 40)])
async def test_forms_fit(open_plan: OpenPlan, key: str, size: tuple[int, int]) -> None:
    async with open_plan(size=size) as pilot:
        await pilot.press(key)
        await type_text(pilot, "w" * 60)
        await preview_of(pilot) if key in "OR" else await pilot.pause()
        form = open_form(pilot)
        await pilot.pause()
        assert form.region.contains_region(form.query_one("#form").region)
        for widget in (*form.fields, form.preview):
            assert form.region.contains_region(widget.region), widget
            assert widget.region.height >= 1


async def test_a_field_is_as_high_as_its_text_at_every_width(open_plan: OpenPlan) -> None:
    async with open_plan(size=(44, 30)) as pilot:
        await pilot.press("D")
        await type_text(pilot, " ".join(f"word{number:02}" for number in range(16)))
        field = pilot.app.focused
        assert isinstance(field, Field)
        heights = {}

        for columns in (44, 120, 60, 100, 44):
            await pilot.resize_terminal(columns, 30)
            await wait_for(
                pilot,
                lambda: field.size.height == field.wrapped_document.height,
                "the height of the text",
            )
            heights[columns] = field.size.height

    assert heights[44] > heights[120] > 1


async def test_wide_characters_wrap_within_the_field(open_plan: OpenPlan, plan_path: Path) -> None:
    words = "観測した値は時刻ごとに違っていた。" * 5
    async with open_plan(size=(50, 20)) as pilot:
        await pilot.press("O")
        await paste(pilot, words)
        field = open_form(pilot).fields[0]
        await wait_for(pilot, lambda: field.size.height > 1, "the field to grow")
        assert field.wrapped_document.height >= 4
        await pilot.press("ctrl+s")
        await until_closed(pilot)

    assert words in read(plan_path)


@pytest.mark.parametrize(
    ("text", "has_lines", "clean"),
    [
        ("a\r\nb\rc", True, "a\nb\nc"),
        ("a\r\n  b\n\nc\n", False, "a b c"),
        ("\x1b[1;31mred\x1b[0m \x1b]0;title\x07x", True, "red x"),
        ("a\x00b\x9bc\td", True, "a b c\td"),
        ("\x1b", True, " "),
    ],
)
def test_pasted_text_is_cleaned(text: str, has_lines: bool, clean: str) -> None:
    assert cleaned(text, has_lines=has_lines) == clean


async def test_nothing_raw_is_drawn(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await pilot.press("O")
        await paste(pilot, "a\u202eb\u2066c")
        field = open_form(pilot).fields[0]

        assert field.text == "a\u202eb\u2066c"
        assert field.get_line(0).plain == "a\ufffdb\ufffdc"
