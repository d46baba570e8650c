"""A person's own keys in what opens over the panes or among them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from textual._xterm_parser import XTermParser
from textual.command import CommandList

from milepost.tui.app import MilepostApp
from milepost.tui.commands.places import PLACES
from milepost.tui.screens.explanation import ExplanationScreen
from milepost.tui.screens.fixes import FixesScreen
from milepost.tui.screens.help import HelpScreen
from milepost.tui.screens.palette import Palette
from milepost.tui.screens.restoring import RestoreScreen
from milepost.tui.screens.switcher import SwitcherScreen
from milepost.workspace.first_look import Personal
from milepost.workspace.preferences import Preferences
from support.clock import FakeClock
from support.forms import open_form, until_closed, until_file
from support.glances import click, shown
from support.pilot import plan_screen, screen_text, selected_item, wait_for
from tui.conftest import PLAN
from tui.test_answering import MINE, THEIRS, WORK, collide, disk
from tui.test_history import look_back, remember
from tui.test_mending import FLAWED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from textual.pilot import Pilot

    from milepost.tui.widgets.edit_pane import EditPane

ITEM = "Point the sensors at `var/log/greenhouse.log`."


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@asynccontextmanager
async def opened(path: Path, **keys: str | tuple[str, ...]) -> AsyncIterator[Pilot[Any]]:
    """The plan with keys of somebody's own; `editor__save` stands for the id `editor.save`."""
    wishes = {
        name.replace("__", "."): (key,) if isinstance(key, str) else key
        for name, key in keys.items()
    }
    app = MilepostApp(path, clock=FakeClock(), personal=Personal(Preferences(keys=wishes)))
    app.animation_level = "none"
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.findings.document is screen.document, "the check")
        await pilot.pause()
        yield pilot


async def edit(pilot: Pilot[Any], key: str = "e") -> EditPane:
    """Opens the editor on the item that is next but one."""
    screen = plan_screen(pilot)
    await pilot.press("j", key)
    await wait_for(
        pilot, lambda: screen.edit_pane is not None and screen.edit_pane.has_focus_within, "it"
    )
    assert screen.edit_pane is not None
    return screen.edit_pane


# Where text is typed


async def test_the_editor_listens_to_its_new_keys_alone(plan_path: Path) -> None:
    async with opened(plan_path, editor__save="f2", text__delete_word_left="alt+h") as pilot:
        pane = await edit(pilot)
        assert screen_text(pilot)[-1].startswith(" f2 save  esc leave  ctrl+z undo")

        await pilot.press("end", "ctrl+w", "x", "alt+h", *"mast.", "ctrl+s")
        assert pane.is_attached
        await pilot.press("f2")

        await until_file(pilot, plan_path, PLAN.replace(ITEM, f"{ITEM}mast."))


async def test_two_keys_in_a_row_save_what_is_typed(plan_path: Path) -> None:
    async with opened(plan_path, editor__save="ctrl+b s") as pilot:
        await edit(pilot)
        # The first of the two is forgotten by a key that does not go with it.
        await pilot.press("end", "ctrl+b", "a", "s", "ctrl+b", "s")

        await until_file(pilot, plan_path, PLAN.replace(ITEM, f"{ITEM}as"))


async def test_enter_saves_where_it_begins_no_line(plan_path: Path) -> None:
    keys = {"editor__save": "enter", "editor__new_line": "ctrl+j"}
    async with opened(plan_path, **keys) as pilot:
        await edit(pilot)
        await pilot.press("end", "ctrl+j", "a", "enter")

        await until_file(pilot, plan_path, PLAN.replace(ITEM, f"{ITEM}\n- [ ] a"))


async def test_a_key_that_is_taken_away_types_nothing(plan_path: Path) -> None:
    async with opened(plan_path, editor__new_line=()) as pilot:
        pane = await edit(pilot)
        await pilot.press("enter", "f12")

        assert pane.text.endswith(ITEM)
        assert not pane.is_changed


async def test_the_question_of_the_editor_has_keys_of_its_own(plan_path: Path) -> None:
    async with opened(plan_path, leaving__discard="n", leaving__stay="j") as pilot:
        pane = await edit(pilot)
        await pilot.press("end", "y", "escape")
        assert "Not saved: s save, n discard, j go on editing" in shown(pilot)
        await pilot.press("d", "j", "z", "escape")
        assert pane.text.rstrip().endswith("yz")

        await pilot.press("n")
        await wait_for(pilot, lambda: plan_screen(pilot).edit_pane is None, "the end")


async def test_a_form_listens_to_its_new_keys_alone(plan_path: Path) -> None:
    keys = {"form__write": "f2", "form__next": "ctrl+n", "form__leave": "f3"}
    async with opened(plan_path, **keys) as pilot:
        await pilot.press("D")
        await wait_for(
            pilot, lambda: "f2 writes · ctrl+n goes on · f3 leaves" in shown(pilot), "it"
        )
        form = open_form(pilot)
        await pilot.press(*"One", "ctrl+n", *"Two", "tab", "escape", "ctrl+s", *"Three")
        assert [form.values[each] for each in ("what", "why")] == ["One", "TwoThree"]

        await pilot.press("f2")
        await until_closed(pilot)
    assert "One" in disk(plan_path)


async def test_a_step_is_added_with_the_key_for_it(plan_path: Path) -> None:
    async with opened(plan_path, form__enter="f4") as pilot:
        await pilot.press("j", "a")
        await wait_for(pilot, lambda: "f4 writes · esc ends" in shown(pilot), "the form")
        await pilot.press(*"Sow", "enter", "f4", "escape")

        await until_closed(pilot)
    assert f"{ITEM}\n- [ ] Sow\n" in disk(plan_path)


@pytest.mark.parametrize(
    ("key", "is_gone"), [("x", False), ("y", False), ("d", True), ("f6", True), ("enter", False)]
)
async def test_the_key_that_asks_says_yes(plan_path: Path, key: str, is_gone: bool) -> None:
    async with opened(plan_path, question__yes="f6", progress__delete="d") as pilot:
        await pilot.press("j", "d")
        await wait_for(pilot, lambda: "yes: d or f6" in shown(pilot), "the question")
        await pilot.press(key)

        await until_closed(pilot)
    assert (ITEM not in disk(plan_path)) is is_gone


async def test_the_search_listens_to_its_new_keys_alone(plan_path: Path) -> None:
    keys = {"search__go": "f2", "search__cancel": "ctrl+g", "text__left": "ctrl+b"}
    async with opened(plan_path, **keys) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("slash", *"sven", "left", "ctrl+b", "ctrl+b", "ctrl+b", "e")
        await wait_for(pilot, lambda: screen.reader.match_count == 3, "the matches")
        assert screen_text(pilot)[-1].startswith(" f2 go to  ctrl+g cancel")
        await pilot.press("enter", "escape")
        assert screen.search_bar is not None

        await click(pilot, "go to")
        await wait_for(pilot, lambda: screen.search_bar is None, "the match")
        assert screen.active == "reader"

        await pilot.press("slash", "ctrl+g")
        await wait_for(pilot, lambda: screen.search_bar is None, "the end of it")


async def test_a_line_that_is_asked_for_has_its_keys(tmp_path: Path) -> None:
    path = tmp_path / "new.md"
    app = MilepostApp(path, personal=Personal(Preferences(keys={"prompt.write": ("f2",)})))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.check_action("begin_plan", ()), "the start")
        await pilot.press("w", "ctrl+u")
        await wait_for(pilot, lambda: "to be achieved; f2 writes a skeleton" in shown(pilot), "it")
        await pilot.press(*"Sow", "enter")
        assert screen.prompt is not None

        await pilot.press("f2")
        await wait_for(pilot, lambda: path.exists() and "# Sow" in disk(path), "the skeleton")


async def test_a_text_that_was_left_behind_is_taken_up_by_its_key(plan_path: Path) -> None:
    async with opened(plan_path) as pilot:
        pane = await edit(pilot)
        await pilot.press("end", *"Sow")
        await wait_for(pilot, lambda: pane.is_changed, "the words")

    async with opened(plan_path, draft__resume="f2", draft__drop="f3 x") as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.offer_bar and screen.offer_bar.has_focus, "the offer")
        await wait_for(pilot, lambda: "f2 to go on, f3 x to drop" in shown(pilot), "the keys")
        assert screen_text(pilot)[-1].startswith(" f2 go on  f3 x drop  esc later")
        await pilot.press("f3", "f2")

        await wait_for(pilot, lambda: screen.edit_pane, "the editor")
        assert screen.edit_pane is not None
        assert screen.edit_pane.text.endswith(f"{ITEM}Sow")


# The palette, and keys for every place


async def test_the_palette_has_its_keys(plan_path: Path) -> None:
    keys = {"palette__down": "ctrl+n", "palette__close": "ctrl+g", "text__delete_to_start": "f4"}
    async with opened(plan_path, **keys) as pilot:
        await pilot.press("colon", *"x", "f4", *"theme", "ctrl+u")
        hits = pilot.app.screen.query_one(CommandList)
        await wait_for(pilot, lambda: hits.highlighted == 0 and hits.option_count > 2, "entries")
        await pilot.press("down", "escape", "ctrl+n")
        assert hits.highlighted == 1

        await pilot.press("ctrl+g")
        await wait_for(pilot, lambda: pilot.app.screen is plan_screen(pilot), "the plan")


async def test_keys_for_every_place_are_free_when_they_are_given_up(plan_path: Path) -> None:
    async with opened(
        plan_path, program__quit="Q", program__palette=(":", "f9"), editor__save="ctrl+q"
    ) as pilot:
        await edit(pilot)
        await pilot.press("end", "Q", "ctrl+p", "f9")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, Palette), "the palette")
        await pilot.press("escape", "ctrl+q")
        await until_file(pilot, plan_path, PLAN.replace(ITEM, f"{ITEM}Q"))

        await pilot.press("ctrl+p")
        assert pilot.app.screen is plan_screen(pilot)
        await pilot.press("Q")
    assert pilot.app.return_code == 0


# Dialogs


@pytest.mark.parametrize(
    ("opening", "dialog"),
    [("question_mark", HelpScreen), ("F", FixesScreen), ("p", SwitcherScreen)],
)
@pytest.mark.parametrize("closing", ["f10", ""])
async def test_dialogs_have_their_moves_and_their_end_in_common(
    plan_path: Path, opening: str, dialog: type[Any], closing: str
) -> None:
    plan_path.write_text(FLAWED, encoding="utf-8", newline="")
    async with opened(plan_path, dialog__close="f10", dialog__down="f11") as pilot:
        await pilot.press(opening)
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, dialog), "it to open")
        await wait_for(pilot, lambda: "f10 " in shown(pilot), "the key that closes it")
        await pilot.press("escape", "q", "j", "down", "f11")
        screen = pilot.app.screen
        assert isinstance(screen, dialog)

        await pilot.press(closing or opening)
        await wait_for(pilot, lambda: pilot.app.screen is plan_screen(pilot), "it to close")


async def test_help_scrolls_by_the_keys_of_dialogs(plan_path: Path) -> None:
    async with opened(plan_path, dialog__down="n", dialog__bottom="z z") as pilot:
        await pilot.press("question_mark", "n", "n", "j")
        screen = pilot.app.screen
        assert isinstance(screen, HelpScreen)
        assert screen.text.top == 2

        await pilot.press("z", "z")
        await wait_for(pilot, lambda: "ctrl+y super+y" in shown(pilot), "the end")
        await pilot.press("g")
        assert screen.text.top == 0


async def test_all_fixes_are_made_by_their_key(plan_path: Path) -> None:
    plan_path.write_text(FLAWED, encoding="utf-8", newline="")
    async with opened(plan_path, fixes__accept="a") as pilot:
        await pilot.press("F")
        await wait_for(pilot, lambda: "a mends all · esc leaves" in shown(pilot), "the fixes")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, FixesScreen)

        await pilot.press("a")
        await wait_for(pilot, lambda: "-[ ]" not in disk(plan_path), "the fixes to be made")


async def test_the_page_of_a_rule_says_its_keys(plan_path: Path) -> None:
    async with opened(plan_path, finding__explain="b e", dialog__close="c") as pilot:
        await pilot.press("3", "b", "e")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, ExplanationScreen), "the page")
        await wait_for(pilot, lambda: "c closes" in shown(pilot), "the key")
        await pilot.press("b", "e")

        assert pilot.app.screen is plan_screen(pilot)


async def test_the_fix_that_is_shown_names_the_keys_as_they_are(plan_path: Path) -> None:
    plan_path.write_text(FLAWED, encoding="utf-8", newline="")
    keys = {"finding__fix": "b", "front__close": "v", "go__enter": "f7"}
    async with opened(plan_path, **keys) as pilot:
        screen = plan_screen(pilot)
        at = next(k for k, each in enumerate(screen.findings.diagnostics) if each.fix)
        screen.findings.move_to(at)
        await pilot.press("3", "z", "b")
        await wait_for(pilot, lambda: "b applies, v closes" in shown(pilot), "the preview")
        await pilot.press("enter")
        assert screen.shows_fix

        await pilot.press("f7")
        await wait_for(pilot, lambda: disk(plan_path) != FLAWED and not screen.shows_fix, "it")


async def test_the_choice_of_plans_has_its_keys(plan_path: Path) -> None:
    wishes = Preferences(keys={"plans.open": ("o",), "dialog.close": ("f10",)})
    app = MilepostApp(choices=[plan_path], personal=Personal(wishes))
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        assert screen_text(pilot)[-1].split() == "o open j k move f10 quit".split()
        await pilot.press("enter", "q", "p", "o")

        await wait_for(pilot, lambda: plan_screen(pilot), "the plan")


@pytest.mark.parametrize(("key", "scope"), [("f3", "section"), ("f4", "whole")])
async def test_what_is_restored_is_chosen_by_its_keys(
    plan_path: Path, key: str, scope: str
) -> None:
    remember(plan_path)
    keys = {"restoring__restore": "f2", "restoring__section": "f3", "restoring__whole": "f4"}
    async with opened(plan_path, **keys) as pilot:
        await wait_for(pilot, lambda: plan_screen(pilot).check_action("history", ()), "the start")
        screen = await look_back(pilot)
        await pilot.press("left", "left")
        await wait_for(pilot, lambda: screen.is_settled, "the version")
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, RestoreScreen), "the question")
        question = pilot.app.screen
        assert isinstance(question, RestoreScreen)
        await wait_for(pilot, lambda: "f4  the whole plan" in shown(pilot), "the answers")
        await pilot.press("s", "w", "enter", key)
        assert "f2 restores · esc back" in shown(pilot)
        chosen = question.text.chosen
        assert question._choices[chosen].section is None or scope == "section"

        await pilot.press("f2")
        await wait_for(pilot, lambda: pilot.app.screen is plan_screen(pilot), "the plan")
        await wait_for(pilot, lambda: disk(plan_path) != PLAN, "it to be restored")


# Conflicts


@pytest.mark.parametrize(
    ("keys", "decided"), [(("t", "f2"), THEIRS), (("m",), MINE), (("f3", "x", "ctrl+s", "f4"), "x")]
)
async def test_a_conflict_is_decided_by_its_keys(
    plan_path: Path, keys: tuple[str, ...], decided: str
) -> None:
    wishes = {"conflict__theirs": "f2", "conflict__edit": "f3", "wording__take": "f4"}
    async with opened(plan_path, **wishes) as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path)
        await pilot.press("C")
        await wait_for(
            pilot, lambda: screen.conflict_pane is not None and screen.conflict_pane.has_keys, "it"
        )
        await wait_for(pilot, lambda: "f2 theirs  b both  f3 edit" in shown(pilot), "the keys")
        if decided == "x":
            await pilot.press("f3")
            await wait_for(pilot, lambda: "f4 takes what you write" in shown(pilot), "the key")
            await pilot.press("f7", "x", "ctrl+s", "f4")
        else:
            await pilot.press(*keys)

        await wait_for(
            pilot, lambda: disk(plan_path) == PLAN.replace(WORK, decided), "the decision"
        )


async def test_words_for_a_conflict_are_left_by_their_key(plan_path: Path) -> None:
    keys = {"wording__leave": "f5", "wording__new_line": "f8"}
    async with opened(plan_path, **keys) as pilot:
        screen = plan_screen(pilot)
        await collide(pilot, plan_path)
        await pilot.press("C")
        await wait_for(
            pilot, lambda: screen.conflict_pane is not None and screen.conflict_pane.has_keys, "it"
        )
        pane = screen.conflict_pane
        assert pane is not None
        await pilot.press("e", "f7", "a", "f8", "b", "enter", "escape")
        assert pane.editor is not None
        assert pane.editor.text == "a\nb"

        await pilot.press("f5")
        assert pane.editor is None


# What is refused


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (
            {"editor__save": "s"},
            "The key s cannot be for editor.save: where you type, it is text. "
            "editor.save keeps ctrl+s.",
        ),
        (
            {"fixes__accept": "k"},
            "The key k is for two commands in the preview of all fixes, fixes.accept (Mend all) "
            "and dialog.up (Up). fixes.accept keeps enter.",
        ),
        (
            {"dialog__down": "s"},
            "The key s is for two commands where something is restored, restoring.section (The "
            "section) and dialog.down (Down). dialog.down keeps j and down.",
        ),
        (
            {"form__write": "ctrl+q"},
            "The key ctrl+q is for two commands in a form, form.write (Write) and program.quit "
            "(Quit). form.write keeps ctrl+s and ctrl+enter.",
        ),
        (
            {"search__go": "ctrl+k"},
            "The key ctrl+k is for two commands in the search, search.go (Go to match) and "
            "text.delete_to_end (Delete to end). search.go keeps enter.",
        ),
        (
            {"leaving__stay": ()},
            "leaving.stay needs a key, as nothing else leads out. leaving.stay keeps esc.",
        ),
    ],
)
async def test_what_is_refused_is_told(
    plan_path: Path, keys: Mapping[str, str | tuple[str, ...]], sentence: str
) -> None:
    async with opened(plan_path, **keys) as pilot:
        screen = plan_screen(pilot)

        assert screen.findings.remarks == (sentence,)
        assert screen.key_bar.message == sentence
        await pilot.press("j")
        assert selected_item(pilot).text.startswith("Point")


async def test_help_lists_the_keys_of_every_place(plan_path: Path) -> None:
    async with opened(plan_path, conflict__mine="f12") as pilot:
        await pilot.resize_terminal(100, 700)
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: "IN OTHER PLACES" in shown(pilot), "the help")
        lines = shown(pilot)

        assert [place.title for place in PLACES[1:] if place.own and place.title not in lines] == []
        assert "f12          Yours." in lines


# Keys as terminals send them


async def test_the_space_bar_with_ctrl_is_a_key(plan_path: Path) -> None:
    async with opened(plan_path, view__zoom="ctrl+space") as pilot:
        for event in XTermParser().feed("\x00"):
            pilot.app.post_message(event)
        await wait_for(pilot, lambda: plan_screen(pilot).zoomed, "the pane to fill the window")
