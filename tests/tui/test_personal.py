"""The screen as a person wants it: keys, times, hints and the mouse."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from textual.command import CommandList

from milepost.tui.app import MilepostApp
from milepost.tui.commands import COMMANDS
from milepost.tui.glyphs import ASCII, UNICODE
from milepost.tui.hints import HINTS, LEARNT
from milepost.workspace.choices import Choices, load_choices
from milepost.workspace.first_look import Personal
from milepost.workspace.preferences import Preferences
from support.clock import FakeClock
from support.glances import click, place_of, shown
from support.pilot import OpenPlan, plan_screen, screen_text, selected_item, wait_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def auckland(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@asynccontextmanager
async def opened(
    path: Path,
    preferences: Preferences | None = None,
    *,
    remembered: Choices | None = None,
    size: tuple[int, int] = (120, 40),
) -> AsyncIterator[Pilot[Any]]:
    personal = Personal(preferences or Preferences(), remembered)
    app = MilepostApp(path, clock=FakeClock(), personal=personal)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.findings.document is screen.document, "the check")
        await pilot.pause()
        yield pilot


# Keys


async def test_a_command_listens_to_its_new_key_alone(plan_path: Path) -> None:
    wishes = Preferences(keys={"view.zoom": ("f2",), "finding.next": ("]f",)})
    async with opened(plan_path, wishes) as pilot:
        screen = plan_screen(pilot)
        seen = []
        for key in ("z", "f2", "f2"):
            await pilot.press(key)
            seen.append(screen.zoomed)
        assert seen == [False, True, False]

        await pilot.press("right_square_bracket", "f")
        assert screen.active == "reader"


async def test_a_command_without_a_key_is_in_the_palette_alone(plan_path: Path) -> None:
    async with opened(plan_path, Preferences(keys={"view.zoom": ()})) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("z")
        assert not screen.zoomed
        assert "zoom" not in screen_text(pilot)[-1]

        await pilot.press("colon", *"zoom")
        await wait_for(pilot, lambda: pilot.app.screen is not screen, "the palette")
        hits = pilot.app.screen.query_one(CommandList)
        await wait_for(pilot, lambda: hits.highlighted is not None, "the command")
        await pilot.press("enter")

        await wait_for(pilot, lambda: screen.zoomed, "the zoom")


async def test_footer_and_help_show_the_new_key(plan_path: Path) -> None:
    wishes = Preferences(keys={"progress.toggle": ("f4",), "search.start": ("ctrl+f",)})
    async with opened(plan_path, wishes) as pilot:
        assert screen_text(pilot)[-1].startswith(" f4 tick")

        await pilot.press("question_mark")
        await pilot.pause()
        assert "f4           Tick or untick." in shown(pilot)

        await pilot.press("escape", "slash")
        assert plan_screen(pilot).search_bar is None

        await pilot.press("ctrl+f")
        assert plan_screen(pilot).search_bar is not None


async def test_a_clash_is_said_and_the_program_runs_with_the_usual_keys(plan_path: Path) -> None:
    wishes = Preferences(keys={"view.zoom": ("j",), "view.theme": ("f3",)})
    async with opened(plan_path, wishes) as pilot:
        sentence = "The key j is for two commands, move.down (Down) and view.zoom (Zoom)."
        assert sentence in " ".join(plan_screen(pilot).key_bar.message.split())
        assert sentence in plan_screen(pilot).findings.remarks[0]

        await pilot.press("j")
        assert selected_item(pilot).text.startswith("Point")
        await pilot.press("z")
        assert plan_screen(pilot).zoomed
        await pilot.press("f3")
        assert pilot.app.theme != "night-express"


# Signs and motion


@pytest.mark.parametrize(("wish", "glyphs"), [("ascii", ASCII), ("unicode", UNICODE)])
async def test_signs_are_those_that_are_wanted(
    plan_path: Path, monkeypatch: pytest.MonkeyPatch, wish: str, glyphs: object
) -> None:
    monkeypatch.setenv("LC_ALL", "C" if wish == "unicode" else "C.UTF-8")
    async with opened(plan_path, Preferences(glyphs=wish)) as pilot:
        assert plan_screen(pilot).rail.glyphs is glyphs
        assert shown(pilot).isascii() is (wish == "ascii")


async def test_nothing_moves_where_motion_is_reduced(plan_path: Path) -> None:
    async with opened(plan_path, Preferences(reduced_motion=True)) as pilot:
        assert pilot.app.animation_level == "none"


# Times


@pytest.mark.usefixtures("auckland")
async def test_a_key_switches_between_utc_and_local_time(plan_path: Path) -> None:
    before = plan_path.read_bytes()
    async with opened(plan_path, size=(60, 30)) as pilot:
        assert "08:10" in shown(pilot)

        await pilot.press("Z")
        await pilot.pause()
        assert "21:10" in shown(pilot)
        assert "PROGRESS  local time" in shown(pilot)

        await pilot.press("Z")
        await pilot.pause()
        assert "08:10" in shown(pilot)
        assert "local" not in screen_text(pilot)[3]
    assert plan_path.read_bytes() == before


@pytest.mark.usefixtures("auckland")
async def test_local_time_moves_the_day_along_and_leaves_bare_days(
    plan_of: Callable[[str], Path],
) -> None:
    text = "# T\n\n## Progress\n\n- [x] (2026-03-03 20:10Z) late\n- [x] (2026-03-05) a day\n"
    async with opened(plan_of(text), Preferences(local_time=True), size=(60, 30)) as pilot:
        assert "Wed 04 Mar 2026" in shown(pilot)
        assert "09:10" in shown(pilot)
        assert "Thu 05 Mar 2026" in shown(pilot)


@pytest.mark.usefixtures("auckland")
async def test_a_time_at_the_end_of_days_stays_as_it_is(plan_of: Callable[[str], Path]) -> None:
    text = "# T\n\n## Progress\n\n- [x] (9999-12-31 23:59Z) the last minute\n"
    async with opened(plan_of(text), Preferences(local_time=True), size=(60, 30)) as pilot:
        assert "23:59" in shown(pilot)


# Hints


async def test_a_hint_names_the_next_useful_key_and_goes_when_it_is_known(plan_path: Path) -> None:
    async with opened(plan_path, remembered=Choices()) as pilot:
        assert screen_text(pilot)[-2].strip() == f"Try  space   {HINTS[0].words}{HINTS[0].more}"

        await pilot.press("space", "space")
        await pilot.pause()
        assert screen_text(pilot)[-2].strip() == f"Try  enter   {HINTS[1].words}{HINTS[1].more}"

    assert load_choices().uses == {"progress.toggle": LEARNT}


@pytest.mark.parametrize(
    ("width", "words"), [(50, HINTS[0].words), (100, HINTS[0].words + HINTS[0].more)]
)
async def test_a_hint_is_shorter_where_it_would_be_cut(
    plan_path: Path, width: int, words: str
) -> None:
    async with opened(plan_path, remembered=Choices(), size=(width, 40)) as pilot:
        assert screen_text(pilot)[-2] == f" Try  space   {words}"


async def test_who_knows_everything_sees_no_hint(plan_path: Path) -> None:
    known = Choices(uses={hint.command: LEARNT for hint in HINTS})
    async with opened(plan_path, remembered=known) as pilot:
        assert plan_screen(pilot).hint_line is None


@pytest.mark.parametrize("size", [(120, 19), (49, 40)])
async def test_hints_are_never_in_the_way(plan_path: Path, size: tuple[int, int]) -> None:
    async with opened(plan_path, remembered=Choices(), size=size) as pilot:
        line = plan_screen(pilot).hint_line
        assert line is not None
        assert not line.display

        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert line.display


@pytest.mark.parametrize("keys", [["2", "e"], ["slash"], ["3", "f"]])
async def test_who_types_or_is_asked_gets_no_hint(plan_path: Path, keys: list[str]) -> None:
    async with opened(plan_path, remembered=Choices()) as pilot:
        screen = plan_screen(pilot)
        line = screen.hint_line
        assert line is not None
        await pilot.press(*keys)
        await wait_for(pilot, lambda: not line.display, "the hint to go")

        await pilot.press("escape")
        await wait_for(pilot, lambda: line.display, "the hint")


async def test_a_hint_shows_the_persons_own_key(plan_path: Path) -> None:
    wishes = Preferences(keys={"progress.toggle": ("f4",)})
    async with opened(plan_path, wishes, remembered=Choices()) as pilot:
        assert "Try  f4 " in screen_text(pilot)[-2]


# Themes


async def test_the_theme_is_remembered(plan_path: Path) -> None:
    async with opened(plan_path, remembered=load_choices()) as pilot:
        await pilot.press("t")
        await pilot.pause()
        assert "Theme: Signal." in shown(pilot)
    async with opened(plan_path, remembered=load_choices()) as pilot:
        assert pilot.app.theme == "signal"
    # The configuration names another one since.
    wish = Preferences(theme="timetable")
    async with opened(plan_path, wish, remembered=load_choices()) as pilot:
        assert pilot.app.theme == "timetable"


@pytest.mark.parametrize(
    ("name", "words"),
    [("timetabel", "Did you mean timetable?"), ("xyz", "`milepost themes` lists them.")],
)
async def test_a_theme_that_does_not_exist_is_said(plan_path: Path, name: str, words: str) -> None:
    async with opened(plan_path, Preferences(theme=name)) as pilot:
        assert pilot.app.theme == "night-express"
        assert words in plan_screen(pilot).findings.remarks[0]


@pytest.fixture
def own_theme(tmp_path: Path) -> Path:
    from milepost.workspace.assets import themes_dir

    text = (themes_dir() / "viridian.toml").read_text(encoding="utf-8")
    path = tmp_path / "config" / "milepost" / "themes" / "dusk.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace("viridian", "dusk").replace("Viridian", "Dusk"), encoding="utf-8")
    return path


async def test_a_theme_whose_file_is_broken_says_what_is_wrong_with_it(
    plan_path: Path, own_theme: Path
) -> None:
    text = own_theme.read_text(encoding="utf-8")
    own_theme.write_text(text.replace("#0b1518", "navy"), encoding="utf-8")
    async with opened(plan_path, Preferences(theme="dusk")) as pilot:
        assert pilot.app.theme == "night-express"
        remark = plan_screen(pilot).findings.remarks[0]
        assert "`colours.ground` must be a colour" in remark
        assert "There is no theme" not in remark


async def test_an_own_theme_follows_its_file(plan_path: Path, own_theme: Path) -> None:
    text = own_theme.read_text(encoding="utf-8")
    async with opened(plan_path, Preferences(theme="dusk")) as pilot:

        def ground() -> str:
            return pilot.app.theme_variables["ground"]

        assert ground() == "#0b1518"
        own_theme.write_text(text.replace("#0b1518", "#223344"), encoding="utf-8")
        await wait_for(pilot, lambda: ground() == "#223344", "the new colour")
        assert pilot.app.theme == "dusk"

        own_theme.write_text(text.replace("#0b1518", "navy"), encoding="utf-8")
        await wait_for(
            pilot,
            lambda: "The theme stays as it was." in plan_screen(pilot).key_bar.message,
            "the sentence",
        )
        assert ground() == "#223344"


async def test_a_theme_that_is_made_meanwhile_takes_part(plan_path: Path, own_theme: Path) -> None:
    text = own_theme.read_text(encoding="utf-8")
    own_theme.unlink()
    async with opened(plan_path) as pilot:
        own_theme.write_text(text, encoding="utf-8")
        (own_theme.parent / "none.toml").write_text("", encoding="utf-8")
        for _ in range(4):
            await pilot.press("t")
            await pilot.pause()

        assert pilot.app.theme == "dusk"
        assert "none.toml: there must be a table" in plan_screen(pilot).key_bar.message


async def test_the_palette_offers_themes(plan_path: Path) -> None:
    async with opened(plan_path) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("colon")
        await wait_for(pilot, lambda: pilot.app.screen is not screen, "the palette")
        await pilot.press(*"theme viri")
        await wait_for(pilot, lambda: "Theme viridian" in shown(pilot), "the theme")
        await pilot.press("enter")

        await wait_for(pilot, lambda: pilot.app.theme == "viridian", "its colours")


# The mouse


async def test_a_mark_on_the_rail_is_a_box_to_tick(plan_path: Path) -> None:
    async with opened(plan_path) as pilot:
        screen = plan_screen(pilot)
        x, y = place_of(pilot, "○  Point the")
        await pilot.click(offset=(x, y))
        await wait_for(pilot, lambda: "Point the" in selected_item(pilot).text, "the cursor")
        await wait_for(pilot, lambda: selected_item(pilot).done, "the tick")
        assert screen.active == "rail"

        await click(pilot, "●  Point the")
        await wait_for(pilot, lambda: not selected_item(pilot).done, "the mark taken back")


async def test_a_box_in_the_plan_is_ticked(plan_path: Path) -> None:
    async with opened(plan_path) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("j", "enter")
        await pilot.pause()
        x, y = place_of(pilot, "○ Point the")
        await pilot.press("g", "1")
        await pilot.press("2", "ctrl+o")
        x, y = place_of(pilot, "○ Point the")
        await pilot.click(offset=(x, y))

        def ticked() -> bool:
            item = next(each for each in screen.document.plan.items if "Point" in each.text)
            return item.done

        await wait_for(pilot, ticked, "the tick")
        assert screen.active == "reader"


async def test_keys_of_the_footer_can_be_clicked(plan_path: Path) -> None:
    async with opened(plan_path) as pilot:
        screen = plan_screen(pilot)
        await click(pilot, "space tick")
        await wait_for(pilot, lambda: screen.session.can_undo, "the tick")

        await click(pilot, "? help")
        await wait_for(pilot, lambda: pilot.app.screen is not screen, "the help")


async def test_keys_of_a_search_can_be_clicked(plan_path: Path) -> None:
    async with opened(plan_path) as pilot:
        screen = plan_screen(pilot)
        for words, pane in (("esc cancel", "rail"), ("enter go to", "reader")):
            await pilot.press("slash", *"seven")
            await wait_for(pilot, lambda: screen.reader.match_count > 0, "matches")
            await click(pilot, words)
            await wait_for(pilot, lambda: screen.search_bar is None, "the end of the search")

            assert screen.active == pane


@pytest.mark.parametrize(
    ("words", "pane"),
    [("Move the greenhouse", "reader"), ("0E", "findings"), ("━━━", "rail")],
)
async def test_the_header_leads_to_what_tells_more(plan_path: Path, words: str, pane: str) -> None:
    async with opened(plan_path, size=(120, 40)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("4")
        line = next(text for text in screen_text(pilot)[:2] if words in text)
        await pilot.click("Header", offset=(line.index(words), screen_text(pilot).index(line)))

        await wait_for(pilot, lambda: screen.active == pane, pane)


async def test_a_click_beside_the_keys_does_nothing(plan_path: Path) -> None:
    async with opened(plan_path) as pilot:
        screen = plan_screen(pilot)
        await pilot.click("KeyBar", offset=(0, 0))
        screen.tell("Something.")
        await pilot.pause()
        await pilot.click("KeyBar", offset=(3, 0))
        await pilot.pause()

        assert not screen.session.can_undo


def test_every_action_has_one_command() -> None:
    assert len({command.action for command in COMMANDS}) == len(COMMANDS)
    assert Preferences()._replace(theme="x").theme == "x"


async def test_help_begins_with_the_place(open_plan: OpenPlan) -> None:
    titles = dict(zip("12345", ("RAIL", "PLAN", "FINDINGS", "OUTLINE", "CHANGES"), strict=True))
    async with open_plan() as pilot:
        for key, title in titles.items():
            await pilot.press(key, "question_mark")
            await pilot.pause()
            assert f"THE {title}" in shown(pilot)
            await pilot.press("escape")


async def test_the_last_line_begins_with_what_the_pane_is_for(open_plan: OpenPlan) -> None:
    begins = {"1": "space tick", "3": "f fix", "4": "enter go to"}
    async with open_plan(size=(60, 24)) as pilot:
        for key, words in begins.items():
            await pilot.press(key)
            await pilot.pause()
            assert screen_text(pilot)[-1].startswith(f" {words}")


async def test_long_keys_have_a_line_of_their_own_in_the_help(plan_path: Path) -> None:
    wishes = Preferences(keys={"progress.toggle": ("ctrl+shift+f12", "f2")})
    async with opened(plan_path, wishes) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        lines = [line.strip() for line in screen_text(pilot)]

        at = lines.index("ctrl+shift+f12 f2")
        assert lines[at + 1].startswith("Tick or untick.")
