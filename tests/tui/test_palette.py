"""The palette offers what can be done and every place in the plan, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.command import CommandList
from textual.content import Content

from milepost.tui.commands import COMMANDS, key_sign
from milepost.tui.providers import CommandProvider, PlaceProvider, RuleProvider
from support.glances import shown
from support.pilot import OpenPlan, plan_screen, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from textual.command import DiscoveryHit, Hit
    from textual.pilot import Pilot


async def offered(pilot: Pilot[Any]) -> dict[str | None, DiscoveryHit | Hit]:
    """What is offered before anything is typed, by title."""
    provider = CommandProvider(pilot.app.screen)
    return {hit.text: hit async for hit in provider.discover()}


async def found(pilot: Pilot[Any], query: str) -> list[DiscoveryHit | Hit]:
    """What all providers find, best first."""
    screen = pilot.app.screen
    providers = (CommandProvider(screen), PlaceProvider(screen), RuleProvider(screen))
    hits = [hit for each in providers async for hit in each.search(query)]
    return sorted(hits, key=lambda hit: -hit.score)


def words(hit: DiscoveryHit | Hit) -> str:
    assert isinstance(hit.prompt, Content), "a string would be taken for markup"
    return hit.prompt.plain


async def choose(pilot: Pilot[Any], query: str, hit: str) -> None:
    """Opens the palette, types, waits for the hit and takes the first one."""
    palette = pilot.app.screen
    await pilot.press("colon")
    await wait_for(pilot, lambda: pilot.app.screen is not palette, "the palette")
    await pilot.press(*query)
    await wait_for(pilot, lambda: hit in shown(pilot), f"{hit!r} in the palette")
    await pilot.press("enter")


# Commands


_NOT_NOW = frozenset(
    {
        "program.palette",  # It is open.
        "go.forward",  # Nobody went back.
        "file.begin",  # There is a file.
        "file.open",  # No file of that name is there.
        "alarm.mend",
        "conflict.open",
        "front.close",
        "fold.close",  # The cursor is on the rail.
        "fold.open",
        "fold.open_all",  # Nothing is folded.
    }
)


async def test_every_command_is_offered_when_it_is_available(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("space", "j", "space", "u")
        screen.reader.search("seven")
        await pilot.press("1", "G")
        await wait_for(pilot, lambda: screen.stops, "the first tick to be a change")

        assert set(await offered(pilot)) == {
            command.title for command in COMMANDS if command.id not in _NOT_NOW
        }


async def test_commands_show_their_key_and_say_what_they_do(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        hits = await offered(pilot)
        for command in COMMANDS:
            if command.title in hits:
                hit = hits[command.title]
                assert words(hit) == f"{command.title}  {key_sign(command.keys[0])}"
                assert hit.help == command.help


@pytest.mark.parametrize("title", ["Undo", "Redo", "Next match", "Previous match"])
async def test_what_cannot_be_done_now_is_not_offered(open_plan: OpenPlan, title: str) -> None:
    async with open_plan() as pilot:
        assert title not in await offered(pilot)
        assert title not in {hit.text for hit in await found(pilot, title)}


async def test_ticking_is_not_offered_where_there_is_no_item(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        assert "Tick or untick" in await offered(pilot)
        await pilot.press("4")

        assert "Tick or untick" not in await offered(pilot)
        assert "Tick or untick" not in {hit.text for hit in await found(pilot, "tick")}


async def test_findings_are_not_offered_in_a_sound_plan(
    open_plan: OpenPlan, tmp_path: Path
) -> None:
    path = tmp_path / "none.md"
    path.write_text("", encoding="utf-8")
    async with open_plan(path) as pilot:
        plan_screen(pilot).show_findings(plan_screen(pilot).document, ())

        assert "Next finding" not in await offered(pilot)


@pytest.mark.parametrize("query", ["redo", "matc", "zzz"])
async def test_what_is_found_is_like_the_query(open_plan: OpenPlan, query: str) -> None:
    async with open_plan() as pilot:
        await pilot.press("space", "u")
        plan_screen(pilot).reader.search("seven")
        names = [f"{hit.help} {hit.text}" for hit in await found(pilot, query)]

        assert bool(names) is (query != "zzz")
        for name in names:
            rest = iter(name.casefold())
            assert all(letter in rest for letter in query)


@pytest.mark.parametrize("size", [(120, 40), (90, 30), (60, 30)])
async def test_what_is_offered_is_shown_whole_beside_the_scroll_bar(
    open_plan: OpenPlan, size: tuple[int, int]
) -> None:
    async with open_plan(size=size) as pilot:
        screen = pilot.app.screen
        await pilot.press("colon")
        await wait_for(pilot, lambda: pilot.app.screen is not screen, "the palette")
        await wait_for(pilot, lambda: "Tick or untick" in shown(pilot), "all commands")
        await pilot.press(*"the")
        await wait_for(pilot, lambda: "Tick or untick" not in shown(pilot), "those with `the`")

        offers = pilot.app.screen.query_one(CommandList)
        width = offers.scrollable_content_region.width
        needed = offers.get_content_height(offers.size, pilot.app.size, width)
        assert offers.virtual_size.height == needed > offers.size.height


async def test_a_chosen_command_runs(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await choose(pilot, "outline", "Outline  4")

        await wait_for(pilot, lambda: screen.active == "outline", "the outline")


# Places


@pytest.mark.parametrize(
    ("query", "name", "kind"),
    [
        ("validation and", "Validation and Acceptance", "Section"),
        ("milestone 2", "Milestone 2: switch", "Section"),
        ("point the sensors", "Point the sensors at var/log/greenhouse.log.", "Item"),
        ("run it on", "Run it on the logs of last year", "Item"),
        ("as needed", "as needed", "Finding"),
    ],
)
async def test_places_are_found_by_name(
    open_plan: OpenPlan, query: str, name: str, kind: str
) -> None:
    async with open_plan() as pilot:
        assert any(name in words(hit) and hit.help == kind for hit in await found(pilot, query))


@pytest.mark.parametrize(
    ("query", "kind"), [("decision old files", "Decision"), ("surprise west", "Surprise")]
)
async def test_places_are_found_by_what_they_are_too(
    open_plan: OpenPlan, query: str, kind: str
) -> None:
    async with open_plan() as pilot:
        hits = await found(pilot, query)

        assert [hit.help for hit in hits if hit.help == kind]


@pytest.mark.parametrize(
    ("query", "name", "kind", "text"),
    [
        ("Context and", "Context and Orientation", "Section", "## Context"),
        ("remove the seven", "Remove the seven", "Item", "- [ ] Remove"),
        ("as needed", "as needed", "Finding", "as needed."),
    ],
)
async def test_going_to_a_place_puts_the_cursor_of_the_plan_there(
    open_plan: OpenPlan, query: str, name: str, kind: str, text: str
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        hits = [each for each in await found(pilot, query) if name in words(each)]
        hit = next(each for each in hits if each.help == kind)
        hit.command()
        await pilot.pause()

        assert screen.reader.has_focus
        assert screen.document.text[screen.reader.cursor_offset :].startswith(text)


async def test_a_chosen_place_is_gone_to(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await choose(pilot, "validation", "Validation and Acceptance")

        await wait_for(pilot, lambda: screen.active == "reader", "the plan")
        text = screen.document.text[screen.reader.cursor_offset :]
        assert text.startswith("## Validation")


# Rules


@pytest.mark.parametrize("query", ["explain rule MP501", "mp501", "unresolved-pl"])
async def test_every_rule_is_explained_by_code_or_name(open_plan: OpenPlan, query: str) -> None:
    async with open_plan() as pilot:
        hits = [hit for hit in await found(pilot, query) if "MP501" in words(hit)]
        assert [words(hit) for hit in hits] == ["Explain rule MP501 unresolved-placeholder"]
        hits[0].command()
        await pilot.pause()

        assert "MP501 unresolved-placeholder" in shown(pilot)


async def test_places_come_before_rules_of_the_same_name(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        kinds = [words(hit).startswith("Explain rule") for hit in await found(pilot, "validation")]

        assert set(kinds) == {False, True}
        assert kinds == sorted(kinds)


async def test_long_names_are_cut(open_plan: OpenPlan, tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text(f"# T\n\n## Progress\n\n- [ ] {'word ' * 50}\n", encoding="utf-8")
    async with open_plan(path) as pilot:
        names = [words(hit) for hit in await found(pilot, "word word word")]

        assert [len(name) <= 70 and name.endswith("…") for name in names] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "[red]red[/red] paint",
        "paint [/] it",
        "paint it [/b]",
        "[@click=app.quit]paint[/] it",
        "paint [link=file:///]it[/link]",
        "paint \\[it",
    ],
)
async def test_brackets_in_a_plan_are_no_markup(
    open_plan: OpenPlan, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "paint.md"
    path.write_text(f"# T\n\n## Progress\n\n- [ ] {text}\n", encoding="utf-8")
    async with open_plan(path, size=(100, 30)) as pilot:
        hits = [hit for hit in await found(pilot, "paint") if hit.help == "Item"]
        assert [words(hit) for hit in hits] == [text]
        assert isinstance(hits[0].prompt, Content)
        assert all("click" not in str(span.style) for span in hits[0].prompt.spans)

        await pilot.press("colon", *"paint")
        await wait_for(pilot, lambda: text in shown(pilot), "the item in the palette")


async def test_control_characters_of_a_plan_are_not_shown(
    open_plan: OpenPlan, tmp_path: Path
) -> None:
    path = tmp_path / "paint.md"
    path.write_text("# T\n\n## Progress\n\n- [ ] paint \x1b]0;it\x07 \u202e\n", encoding="utf-8")
    async with open_plan(path) as pilot:
        names = "".join([words(hit) for hit in await found(pilot, "paint")])

        assert "paint" in names
        assert names.isprintable()


async def test_what_matches_is_marked(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        hits = [hit for hit in await found(pilot, "zoo") if hit.text == "Zoom"]
        assert isinstance(hits[0].prompt, Content)

        assert [(span.start, span.end) for span in hits[0].prompt.spans] == [(0, 1), (1, 2), (2, 3)]


async def test_a_screen_without_a_plan_offers_nothing(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await pilot.press("question_mark")
        await pilot.pause()

        assert await offered(pilot) == {}
        assert await found(pilot, "zoom") == []
