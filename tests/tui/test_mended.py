"""What a person new to the screen stumbles over."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.widgets import Input

from milepost.diagnostics import Diagnostic, Severity
from milepost.text import Span
from milepost.tui.app import MilepostApp
from milepost.tui.glyphs import ASCII, UNICODE
from milepost.tui.providers import CommandProvider, PlaceProvider
from milepost.tui.widgets.search_bar import SearchBar
from support.glances import shown
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import DiscoveryHit, Hit
    from textual.pilot import Pilot

    from milepost.tui.widgets.reader import Reader

UNREADABLE = [
    b"# T\n\n## Progress\n\n- [ ] caf\xe9\n",
    "# T\n\n## Progress\n\n- [ ] a\n".encode("utf-16"),
    b"# T\n\n## Progress\n\n- [ ] a\0b\n",
]


def words_on(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


# The state of the file


async def test_a_file_that_is_gone_keeps_a_word_and_offers_no_tick(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    text = plan_path.read_text(encoding="utf-8")
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        screen.key_bar.message = ""
        await pilot.pause()
        assert "space tick" in screen_text(pilot)[-1]

        plan_path.unlink()
        await wait_for(pilot, lambda: "○ gone" in screen_text(pilot)[0], "the word")
        assert "working" not in screen_text(pilot)[0]
        screen.key_bar.message = ""
        await pilot.pause()
        assert "tick" not in screen_text(pilot)[-1]

        await pilot.press("space")
        assert "Nothing was changed" in screen.key_bar.message

        plan_path.write_text(text, encoding="utf-8")
        await wait_for(pilot, lambda: "gone" not in screen_text(pilot)[0], "its return")


@pytest.mark.parametrize("width", [46, 84, 120])
async def test_a_read_only_file_keeps_a_word_and_offers_no_tick(
    open_plan: OpenPlan, plan_path: Path, width: int
) -> None:
    plan_path.chmod(0o444)
    async with open_plan(size=(width, 30)) as pilot:
        screen = plan_screen(pilot)
        screen.key_bar.message = ""
        await pilot.pause()
        assert "read-only" in screen_text(pilot)[0]
        assert "tick" not in screen_text(pilot)[-1]

        await pilot.press("space")
        assert "read-only" in screen.key_bar.message


@pytest.mark.parametrize("data", UNREADABLE)
async def test_what_is_no_text_is_not_checked(
    open_plan: OpenPlan, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "odd.md"
    path.write_bytes(data)
    async with open_plan(path) as pilot:
        assert plan_screen(pilot).findings.diagnostics == ()
        plan_screen(pilot).key_bar.message = ""
        await wait_for(pilot, lambda: "Not checked" in shown(pilot), "the words for it")
        assert "sound" not in screen_text(pilot)[0]
        assert "0E" not in screen_text(pilot)[0]

        path.write_text("# T\n\n## Progress\n\n- [ ] a\n", encoding="utf-8")

        await wait_for(pilot, lambda: plan_screen(pilot).findings.diagnostics, "a check")


@pytest.mark.parametrize("missing", [True, False])
async def test_without_a_text_there_is_no_verdict(
    open_plan: OpenPlan, tmp_path: Path, *, missing: bool
) -> None:
    async with open_plan(tmp_path / "no.md" if missing else tmp_path) as pilot:
        assert plan_screen(pilot).findings.diagnostics == ()
        assert "sound" not in screen_text(pilot)[0]
        assert ("waiting" if missing else "unreadable") in screen_text(pilot)[0]


async def test_an_empty_file_made_while_waiting_is_checked(
    open_plan: OpenPlan, tmp_path: Path
) -> None:
    async with open_plan(tmp_path / "no.md") as pilot:
        (tmp_path / "no.md").touch()

        await wait_for(pilot, lambda: plan_screen(pilot).header.diagnostics is not None, "a check")


@pytest.mark.parametrize("size", [(46, 24), (84, 30), (120, 30)])
async def test_a_missing_file_is_told_with_the_path_as_given(
    open_plan: OpenPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    (tmp_path / "odd").mkdir()
    monkeypatch.chdir(tmp_path)
    async with open_plan(Path("odd/nosuch.md"), size=size) as pilot:
        assert "To begin with a skeleton, press w." in plan_screen(pilot).rail.empty_hint
        assert "There is no file at odd/nosuch.md" in words_on(screen_text(pilot)[2:-1])
        assert "No steps yet" not in shown(pilot)


@pytest.mark.parametrize(
    "make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path)], ids=["dir", "fifo", "loop"]
)
async def test_a_skeleton_is_offered_only_where_a_file_is_missing(
    open_plan: OpenPlan, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "odd.md")
    async with open_plan(tmp_path / "odd.md") as pilot:
        assert "odd.md" in plan_screen(pilot).reader.empty_hint
        assert "To begin with" not in plan_screen(pilot).reader.empty_hint
        assert not plan_screen(pilot).check_action("begin_plan", ())


# Signs


@pytest.mark.parametrize(
    ("variables", "ascii_only"),
    [
        ({"LC_ALL": "C"}, True),
        ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LC_ALL": "", "LANG": "POSIX"}, True),
        ({"LC_ALL": "C.UTF-8", "LANG": "C"}, False),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({}, False),
    ],
)
def test_plain_locales_get_plain_signs(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, ascii_only: bool
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("locale.getpreferredencoding", lambda do_setlocale=True: "utf-8")

    assert MilepostApp().glyphs is (ASCII if ascii_only else UNICODE)


# The last lines


async def test_a_long_message_takes_lines_over_the_panes(open_plan: OpenPlan) -> None:
    async with open_plan(size=(46, 20)) as pilot:
        screen = plan_screen(pilot)
        rows = screen_text(pilot)
        panes = screen.query_one("#panes").region
        screen.tell("The file has been deleted or moved. What you see is its last text.")
        await wait_for(pilot, lambda: screen.key_bar.size.height == 2, "two lines")
        await pilot.pause()
        assert screen_text(pilot)[-2:] == [
            " The file has been deleted or moved. What you",
            " see is its last text.",
        ]
        assert screen_text(pilot)[:-2] == rows[:-2]
        assert screen.query_one("#panes").region == panes

        screen.tell("word " * 90)
        await wait_for(pilot, lambda: screen.key_bar.size.height == 3, "three lines")
        await pilot.pause()
        assert screen_text(pilot)[-1].endswith("…")

        screen.key_bar.message = ""
        await wait_for(pilot, lambda: screen.key_bar.size.height == 1, "one line")
        await pilot.pause()
        assert screen_text(pilot)[:-1] == rows[:-1]


async def test_while_words_are_typed_the_footer_says_what_ends_it(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        before = screen_text(pilot)[-1]
        await pilot.press("slash")
        await wait_for(pilot, lambda: screen_text(pilot)[-2].startswith("/"), "the bar")
        assert screen_text(pilot)[-1].split() == ["enter", "go", "to", "esc", "cancel"]

        await pilot.press("escape")

        await wait_for(pilot, lambda: screen_text(pilot)[-1] == before, "the panes' keys")


async def test_enter_on_nothing_found_keeps_the_words(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("slash", *"zzz", "enter")
        await wait_for(pilot, lambda: "0 found" in screen_text(pilot)[-2], "the count")
        await pilot.pause()
        assert screen.query(SearchBar)

        await pilot.press(*["backspace"] * 3, "enter")

        await wait_for(pilot, lambda: not screen.query(SearchBar), "the bar to go")


@pytest.mark.parametrize("keys", ["seven", "zoo", "gather 1", "q"])
async def test_keys_of_the_same_instant_go_to_the_search(open_plan: OpenPlan, keys: str) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        text = screen.document.text
        pilot.app.simulate_key("slash")
        for key in keys:
            pilot.app.post_message(events.Key("space" if key == " " else key, key))

        await wait_for(pilot, lambda: [each.value for each in screen.query(Input)] == [keys], keys)
        assert screen.document.text == text
        assert not screen.zoomed
        assert pilot.app.is_running


async def test_enter_of_the_same_instant_ends_the_search(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        for key in ("slash", *"sensors", "enter"):
            pilot.app.simulate_key(key)

        await wait_for(pilot, lambda: screen.reader.has_focus, "the reader")
        await wait_for(pilot, lambda: not screen.query(SearchBar), "the bar to go")
        assert screen.reader.match_count == screen.document.text.count("sensors")
        assert screen.document.text[screen.reader.cursor_offset :].startswith("sensors")


@pytest.mark.parametrize("last", ["enter", "escape"])
async def test_words_are_found_where_the_plan_was_not_shown(open_plan: OpenPlan, last: str) -> None:
    async with open_plan(size=(46, 24)) as pilot:
        screen = plan_screen(pilot)
        for key in ("slash", *"sensors"):
            pilot.app.simulate_key(key)
        await wait_for(pilot, lambda: "found" in screen_text(pilot)[-2], "the count")
        await wait_for(pilot, lambda: "Point the sensors" in shown(pilot), "the match")

        await pilot.press(last)

        pane = screen.reader if last == "enter" else screen.rail
        await wait_for(pilot, lambda: pane.has_focus, "the pane to have the cursor")
        assert (screen.reader.match_count > 0) is (last == "enter")


async def test_after_a_click_beside_the_search_keys_are_the_panes(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("slash")
        await wait_for(pilot, lambda: screen.query("Input:focus"), "the bar")
        await pilot.click("#reader")
        await wait_for(pilot, lambda: screen.reader.has_focus, "the reader")

        await pilot.press("z")

        assert screen.zoomed


# Room


async def test_the_outline_shows_long_titles_whole(open_plan: OpenPlan) -> None:
    async with open_plan(size=(120, 40)) as pilot:
        screen = plan_screen(pilot)
        assert "Validation and Acceptance" in "\n".join(row[:34] for row in screen_text(pilot))

        await pilot.resize_terminal(180, 40)
        await wait_for(pilot, lambda: screen.outline.size.width == 39, "a wider outline")


@pytest.mark.parametrize("size", [(46, 30), (200, 12), (70, 14), (109, 20)])
async def test_a_resize_keeps_the_readers_cursor_in_view(
    open_plan: OpenPlan, size: tuple[int, int]
) -> None:
    async with open_plan(size=(120, 34)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("2", "G")
        offset = screen.reader.cursor_offset
        for each in (size, (120, 34)):
            await pilot.resize_terminal(*each)
            await pilot.pause()
            await pilot.pause()

            assert screen.reader.cursor_offset == offset
            assert "Run make log" in shown(pilot)


# Words


async def test_code_is_shown_without_its_signs(open_plan: OpenPlan, tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("# T\n\n## The `x`\n\nClean up as needed.\n", encoding="utf-8")
    async with open_plan(path) as pilot:
        await pilot.press("3", "z")
        await pilot.pause()

        assert "The x" in shown(pilot)
        assert "`" not in shown(pilot)


async def test_the_help_explains_the_first_line(open_plan: OpenPlan) -> None:
    async with open_plan(size=(100, 320)) as pilot:
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: "THE RAIL" in shown(pilot), "the help")
        lines = [line.strip(" ▌") for line in screen_text(pilot)]

        for word in ("working", "quiet", "sound", "events", "polling", "gone", "read-only"):
            assert [line for line in lines if line.startswith(f"{word} ")]


async def test_the_picker_says_its_keys(plan_path: Path) -> None:
    async with MilepostApp(choices=[plan_path]).run_test(size=(60, 16)) as pilot:
        await pilot.pause()

        assert screen_text(pilot)[-1].split() == "enter open j k move esc quit".split()


async def test_a_headings_message_stands_below_all_its_rows(
    open_plan: OpenPlan, tmp_path: Path
) -> None:
    path = tmp_path / "plan.md"
    title = "Clean up as needed " + "and go on until the very end " * 3
    path.write_text(f"# T\n\n## Plan of Work\n\nx\n\n### {title}\n\nx\n", encoding="utf-8")
    async with open_plan(path, size=(46, 30)) as pilot:
        reader = plan_screen(pilot).reader
        reader.diagnostics = (
            Diagnostic(
                "MP999",
                "x",
                "says nothing of when",
                Span(reader_start(reader, "Clean"), 60),
                Severity.WARNING,
            ),
        )
        await pilot.press("2")
        reader.go_to(Span(reader_start(reader, "Clean"), 60))
        await pilot.pause()
        text = shown(pilot)

        assert text.index("Clean up") < text.rindex("very end") < text.index("says nothing of")


def reader_start(reader: Reader, words: str) -> int:
    assert reader.document is not None
    return reader.document.text.index(words)


# The palette


@pytest.mark.parametrize(("query", "first"), [("tick", "Tick or untick"), ("zoom", "Zoom")])
async def test_commands_stand_before_places(
    open_plan: OpenPlan, tmp_path: Path, query: str, first: str
) -> None:
    path = tmp_path / "plan.md"
    path.write_text("# T\n\n## Progress\n\n- [ ] tick\n- [ ] zoom\n", encoding="utf-8")
    async with open_plan(path) as pilot:
        names = [hit.text for hit in await found(pilot, query)]
        assert names[0] == first
        assert query in names


async def test_sections_of_the_same_name_name_what_they_stand_in(
    open_plan: OpenPlan, tmp_path: Path
) -> None:
    path = tmp_path / "plan.md"
    path.write_text(
        "# T\n\n## One `a`\n\n### Work\n\nx\n\n## Two\n\n### Work\n\nx\n\n### Rest\n\nx\n",
        encoding="utf-8",
    )
    async with open_plan(path) as pilot:
        assert {hit.help for hit in await found(pilot, "work") if hit.text == "Work"} == {
            "Section in One a",
            "Section in Two",
        }
        assert [hit.help for hit in await found(pilot, "rest") if hit.text == "Rest"] == ["Section"]


async def found(pilot: Pilot[Any], query: str) -> list[DiscoveryHit | Hit]:
    providers = (CommandProvider(pilot.app.screen), PlaceProvider(pilot.app.screen))
    hits = [hit for each in providers async for hit in each.search(query)]
    return sorted(hits, key=lambda hit: -hit.score)
