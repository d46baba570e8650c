"""Nothing is told by colour alone, and nothing is lost where there are few colours or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.color import Color, ColorSystem

from milepost.diagnostics import Diagnostic, Severity
from milepost.text import Span
from milepost.tui.looks import LOOKS, READER_LOOKS, Palette
from milepost.tui.themes import load_themes
from milepost.workspace.assets import themes_dir
from support.glances import place_of, segments_of, shown, style_of
from support.pilot import OpenPlan, plan_screen, screen_text

if TYPE_CHECKING:
    from rich.style import Style
    from textual.pilot import Pilot
    from textual.theme import Theme

THEMES = load_themes(themes_dir())


@pytest.fixture
def _no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def is_grey(color: Color | None) -> bool:
    if color is None or color.is_default:
        return True
    red, green, blue = color.get_truecolor()
    return max(red, green, blue) - min(red, green, blue) <= 1


async def show_severities(pilot: Pilot[Any]) -> None:
    """One finding of each severity."""
    screen = plan_screen(pilot)
    text = screen.document.text
    found = [
        Diagnostic("MP999", "made-up", f"{each.label} here", Span(at, at + 4), each)
        for each, at in zip(Severity, (text.index("gardener"), 5, 12), strict=True)
    ]
    screen.show_findings(screen.document, tuple(found))
    await pilot.pause()


# Without colours


@pytest.mark.usefixtures("_no_color")
async def test_no_color_is_no_colour(open_plan: OpenPlan) -> None:
    async with open_plan(size=(130, 40)) as pilot:
        await pilot.press("slash", *"seven", "enter", "3")
        await pilot.pause()
        styles = [
            segment.style
            for y in range(40)
            for segment in segments_of(pilot, y)
            if segment.style is not None
        ]

        assert len(styles) > 100
        assert all(is_grey(style.color) and is_grey(style.bgcolor) for style in styles)


@pytest.mark.usefixtures("_no_color")
async def test_without_colours_the_next_item_has_a_sign_and_weight(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 30)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        x, y = place_of(pilot, "Run it on")

        assert "next  ◐" in screen_text(pilot)[y][:x]
        assert style_of(pilot, "Run it on").bold
        assert not style_of(pilot, "Point the").bold


@pytest.mark.usefixtures("_no_color")
@pytest.mark.parametrize("pane", ["1", "2", "3", "4"])
async def test_without_colours_the_cursor_has_a_sign_in_its_pane_alone(
    open_plan: OpenPlan, pane: str
) -> None:
    async with open_plan(size=(130, 40)) as pilot:
        await pilot.press(pane)
        await pilot.pause()
        screen = plan_screen(pilot)
        region = screen.active_pane.region
        columns = {x for line in screen_text(pilot) for x, char in enumerate(line) if char == "▌"}

        assert len(columns) == 1
        assert all(region.x <= x < region.right for x in columns)


@pytest.mark.usefixtures("_no_color")
async def test_without_colours_severities_have_their_signs(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 40)) as pilot:
        await show_severities(pilot)
        await pilot.press("3", "z")
        await pilot.pause()
        lines = [line for line in screen_text(pilot) if " here" in line]

        assert sorted(line.lstrip(" ▌").split()[:2] for line in lines) == [
            ["▲", "warning"],
            ["◇", "info"],
            ["✖", "error"],
        ]


@pytest.mark.usefixtures("_no_color")
async def test_without_colours_the_active_tab_is_underlined(open_plan: OpenPlan) -> None:
    async with open_plan(size=(60, 24)) as pilot:
        await pilot.press("4")
        await pilot.pause()

        assert style_of(pilot, "Outline").underline
        assert style_of(pilot, "Outline").bold
        assert not style_of(pilot, "Plan").underline


@pytest.mark.usefixtures("_no_color")
async def test_without_colours_matches_stand_out(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 40)) as pilot:
        await pilot.press("2", "z", "slash", *"seven", "enter")
        await pilot.pause()
        beside = style_of(pilot, "Read the seven")
        current, other = style_of(pilot, "seven."), style_of(pilot, "seven log")

        assert (current.bold, other.bold) == (True, None)
        assert len({beside.bgcolor, current.bgcolor, other.bgcolor}) == 3
        assert all(each.color != each.bgcolor for each in (current, other))


@pytest.mark.usefixtures("_no_color")
async def test_without_colours_the_plan_shows_its_markup(open_plan: OpenPlan) -> None:
    async with open_plan(size=(130, 40)) as pilot:
        assert "`Progress`" in shown(pilot)


async def test_with_colours_the_plan_hides_its_markup(open_plan: OpenPlan) -> None:
    async with open_plan(size=(130, 40)) as pilot:
        assert "`Progress`" not in shown(pilot)


# With sixteen


def in_sixteen(style: Style) -> tuple[int | None, int | None]:
    """Numbers of the colours for text and ground that a terminal of sixteen colours shows."""
    colours = (style.color, style.bgcolor)
    text, ground = (each and each.downgrade(ColorSystem.STANDARD).number for each in colours)
    return text, ground


def palettes(theme: Theme) -> list[tuple[str, Style]]:
    """Every look of a theme on every ground it may stand on."""
    variables = {**theme.variables, "accent": str(theme.accent)}
    found = []
    for looks in (LOOKS, READER_LOOKS):
        palette = Palette(variables, looks)
        for ground in ("ground", "raised"):
            base = Palette(variables, {"base": LOOKS["open"]._replace(ground=ground)})["base"]
            found += [(f"{name} on {ground}", base + palette[name]) for name in looks]
    return found


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_in_sixteen_colours_no_text_vanishes_in_its_ground(theme: Theme) -> None:
    pairs = {name: in_sixteen(style) for name, style in palettes(theme)}

    assert len(pairs) > 80
    assert [name for name, (text, ground) in pairs.items() if text == ground] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("match", "open"),
        ("current-match", "match"),
        ("selection", "open"),
        ("error", "open"),
        ("next", "open"),
        ("done", "open"),
        ("title-active", "title"),
        ("tab-active", "quiet"),
    ],
)
def test_in_sixteen_colours_what_differs_still_does(theme: Theme, one: str, other: str) -> None:
    styles = dict(palettes(theme))
    first, second = styles[f"{one} on ground"], styles[f"{other} on ground"]

    assert (in_sixteen(first), first.bold) != (in_sixteen(second), second.bold)
