"""A finding is mended, silenced or handed on from where the cursor is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.widgets import Input

from milepost.diagnostics import Applicability, Diagnostic, Fix, Severity
from milepost.text import EditSet, Span
from milepost.tui.screens.fixes import FixesScreen
from support.agents import by_rename
from support.glances import shown
from support.pilot import OpenPlan, plan_screen, screen_text, selected_finding, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

SAFE = Applicability.SAFE
FLAWED = """\
# Move the greenhouse log to one file

This is a living document; `Progress`, `Surprises & Discoveries`, `Decision Log` and
`Outcomes & Retrospective` are kept up to date.

## Progress

- [X] (2026-03-03 08:10Z) Read the seven log files.
- [] Point the sensors at the file.
-[ ] Remove the seven files.

## Plan of Work

Change the path, then clean up as needed.

    greenhouse TBD
"""


def finding(pilot: Pilot[Any], words: str, fix: Fix | None = None) -> Diagnostic:
    start = plan_screen(pilot).document.text.index(words)
    span = Span(start, start + len(words))
    return Diagnostic("MP502", "vague-instruction", "is odd", span, Severity.WARNING, fix=fix)


def replaced(pilot: Pilot[Any], words: str, by: str, sure: Applicability) -> Diagnostic:
    start = plan_screen(pilot).document.text.index(words)
    edits = EditSet.replace(Span(start, start + len(words)), by)
    return finding(pilot, words, Fix(f"Write {by}", edits, sure))


async def show(pilot: Pilot[Any], *diagnostics: Diagnostic) -> None:
    screen = plan_screen(pilot)
    screen.show_findings(screen.document, diagnostics)
    await pilot.pause()


def disk(path: Path) -> str:
    return path.read_bytes().decode()


async def until_written(pilot: Pilot[Any], path: Path, words: str) -> None:
    await wait_for(pilot, lambda: words in disk(path), f"{words!r} in the file")


async def go_to_code(pilot: Pilot[Any], code: str) -> None:
    """Puts the cursor of the findings on the first one of a rule."""
    await pilot.press("3", "g")
    screen = plan_screen(pilot)
    for _ in screen.findings.diagnostics:
        if selected_finding(pilot).code == code:
            return
        await pilot.press("j")
    assert selected_finding(pilot).code == code


# One fix


@pytest.mark.parametrize("again", ["f", "enter"])
@pytest.mark.parametrize("pane", ["findings", "reader"])
async def test_the_first_press_shows_and_the_second_mends(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], pane: str, again: str
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        screen = plan_screen(pilot)
        await go_to_code(pilot, "MP208")
        if pane == "reader":
            await pilot.press("enter")
        await pilot.press("z", "f")
        await pilot.pause()
        assert "- - [] Point the sensors at the file." in shown(pilot)
        assert "+ - [ ] Point the sensors at the file." in shown(pilot)
        assert "safe: keeps every word; f applies, esc closes" in shown(pilot)
        assert disk(path) == FLAWED

        await pilot.press(again)
        await until_written(pilot, path, "- [ ] Point the sensors")
        await pilot.pause()
        assert disk(path) == FLAWED.replace("- [] Point", "- [ ] Point")
        assert "safe: keeps" not in shown(pilot)
        assert screen.active == pane
        assert "u takes it back" in screen.key_bar.message


async def test_undo_takes_a_fix_back(open_plan: OpenPlan, plan_of: Callable[[str], Path]) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        await go_to_code(pilot, "MP208")
        await pilot.press("f", "f")
        await until_written(pilot, path, "- [ ] Point the sensors")

        await pilot.press("u")

        await wait_for(pilot, lambda: disk(path) == FLAWED, "the text as it was")


@pytest.mark.parametrize("keys", [["escape"], ["j"], ["1"], ["tab"]])
async def test_the_preview_closes_and_nothing_is_changed(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], keys: list[str]
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        await go_to_code(pilot, "MP208")
        await pilot.press("f")
        await pilot.pause()
        assert "safe: keeps" in shown(pilot)

        await pilot.press(*keys)
        await pilot.pause()
        assert "safe: keeps" not in shown(pilot)
        assert plan_screen(pilot).document.text == FLAWED
        assert not plan_screen(pilot).session.can_undo


@pytest.mark.parametrize("pane", ["reader", "findings"])
async def test_after_a_fix_the_cursor_is_on_the_next_finding(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], pane: str
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        screen = plan_screen(pilot)
        await go_to_code(pilot, "MP208")
        await pilot.press(*(["enter"] if pane == "reader" else []), "f", "f")
        await until_written(pilot, path, "- [ ] Point the sensors")
        await wait_for(pilot, lambda: screen.findings.document is screen.document, "a check")
        await pilot.pause()

        assert screen.active == pane
        assert selected_finding(pilot).code == "MP208"
        assert [each.code for each in screen.findings.diagnostics].count("MP208") == 1
        if pane == "reader":
            at = screen.reader.cursor_offset
            assert screen.document.text[at:].startswith("-[ ] Remove")


@pytest.mark.parametrize(
    ("sure", "words", "changes"),
    [
        (Applicability.SAFE, "safe: keeps every word", True),
        (Applicability.UNSAFE, "probably what is meant", True),
        (Applicability.MANUAL, "shown only", False),
    ],
)
async def test_how_sure_a_fix_is_decides_whether_it_is_made(
    open_plan: OpenPlan, sure: Applicability, words: str, *, changes: bool
) -> None:
    async with open_plan() as pilot:
        await show(pilot, replaced(pilot, "seven log files", "many", sure))
        await pilot.press("3", "f")
        await pilot.pause()
        assert words in shown(pilot)

        await pilot.press("f")
        await pilot.pause()
        assert ("Read the many in" in plan_screen(pilot).document.text) is changes
        if not changes:
            assert "it is for you to write" in plan_screen(pilot).key_bar.message


@pytest.mark.parametrize(
    ("sure", "named"), [(Applicability.SAFE, True), (Applicability.MANUAL, False)]
)
async def test_a_key_that_would_mend_nothing_is_not_named(
    open_plan: OpenPlan, sure: Applicability, *, named: bool
) -> None:
    async with open_plan() as pilot:
        await show(pilot, replaced(pilot, "seven log files", "many", sure))
        await pilot.press("3")
        await pilot.pause()
        assert "f fix" in screen_text(pilot)[-1]

        await pilot.press("f")
        await pilot.pause()
        assert ("f fix" in screen_text(pilot)[-1]) is named
        assert "esc close" in screen_text(pilot)[-1]


async def test_without_a_fix_it_says_which_key_explains(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await show(pilot, finding(pilot, "as needed"))
        await pilot.press("3", "f")
        await pilot.pause()

        assert "There is no fix for this: K says what is better." in shown(pilot)
        assert "f fix" not in screen_text(pilot)[-1]


async def test_on_the_rail_the_fix_is_shown_in_the_plan(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await show(pilot, replaced(pilot, "Remove the seven", "Keep the seven", Applicability.SAFE))
        await pilot.press("1", "G", "f")
        await pilot.pause()

        assert plan_screen(pilot).active == "reader"
        assert "+ - [ ] Keep the seven files as needed." in shown(pilot)


async def test_a_fix_is_carried_over_to_what_somebody_else_wrote(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        screen = plan_screen(pilot)
        await go_to_code(pilot, "MP208")
        await pilot.press("f")
        moved = FLAWED.replace("## Progress", "A new line.\n\n## Progress")
        by_rename(path, moved.encode())
        await wait_for(pilot, lambda: "A new line." in screen.document.text, "their text")
        await wait_for(pilot, lambda: screen.findings.document is screen.document, "a check")
        await pilot.pause()
        assert "safe: keeps" in shown(pilot)

        await pilot.press("f")
        await until_written(pilot, path, "- [ ] Point the sensors")
        assert disk(path) == moved.replace("- [] Point", "- [ ] Point")


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ("Read the 7 log files", "is not possible here; nothing was changed."),
        ("Read the many", "Nothing to do: the plan says so already."),
    ],
)
async def test_a_fix_whose_place_has_changed_is_refused(
    open_plan: OpenPlan, plan_path: Path, theirs: str, told: str
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        text = screen.document.text
        await show(
            pilot, replaced(pilot, "Read the seven log files", "Read the many", Applicability.SAFE)
        )
        await pilot.press("3", "f")
        assert screen._fix is not None
        kept = screen._fix
        changed = text.replace("Read the seven log files", theirs)
        by_rename(plan_path, changed.encode())
        await wait_for(pilot, lambda: theirs in screen.document.text, "their text")

        screen._fix = kept
        screen.apply_fix()
        await pilot.pause()
        assert told in shown(pilot)
        assert screen.document.text == changed


async def test_a_fix_that_is_no_longer_needed_is_closed(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        await go_to_code(pilot, "MP208")
        await pilot.press("f")
        by_rename(path, FLAWED.replace("- [] P", "- [ ] P").replace("-[ ]", "- [ ]").encode())

        await wait_for(pilot, lambda: "safe: keeps" not in shown(pilot), "the preview to close")


async def test_a_read_only_plan_shows_a_fix_and_refuses_it(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(FLAWED)
    path.chmod(0o444)
    async with open_plan(path) as pilot:
        await go_to_code(pilot, "MP208")
        await pilot.press("f", "f")
        await pilot.pause()

        assert "read-only" in plan_screen(pilot).key_bar.message
        assert disk(path) == FLAWED


@pytest.mark.parametrize("size", [(50, 15), (60, 24), (90, 30), (180, 50)])
async def test_a_preview_is_whole_in_view(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], size: tuple[int, int]
) -> None:
    async with open_plan(plan_of(FLAWED), size=size) as pilot:
        await go_to_code(pilot, "MP208")
        await pilot.press("f")
        await pilot.pause()
        for words in ("safe: keeps every word", "- - []", "+ - [ ]"):
            assert words in shown(pilot)


@pytest.mark.parametrize("size", [(72, 36), (84, 34), (100, 30)])
async def test_a_preview_that_does_not_fit_gets_room_and_gives_it_back(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], size: tuple[int, int]
) -> None:
    steps = "".join(f"- [ ] Weed bed {number} by hand.\n" for number in range(40))
    text = f"# Weed\n\n## Progress\n\n{steps}"
    async with open_plan(plan_of(text), size=size) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("1", "G")
        new = "".join(f"- [ ] Mow lawn {number} " + "with the old scythe.\n" for number in range(4))
        await show(pilot, replaced(pilot, "- [ ] Weed bed 0 by", f"{new}- [ ] Weed bed 0 by", SAFE))
        await pilot.press("3", "g")
        await pilot.pause()
        height, top = screen.findings.size.height, screen.rail.top

        await pilot.press("f")
        await pilot.pause()
        assert "is odd" in shown(pilot)
        assert "+ - [ ] Mow lawn 3" in shown(pilot)
        assert screen.findings.size.height > height

        await pilot.press("escape")
        await pilot.pause()
        assert (screen.findings.size.height, screen.rail.top) == (height, top)


async def test_what_is_mended_is_read_in_full(open_plan: OpenPlan) -> None:
    message = "the words say much that nobody can do without asking for more than they say"
    async with open_plan(size=(72, 40)) as pilot:
        fixed = replaced(pilot, "seven log files", "many", Applicability.SAFE)
        await show(pilot, *[fixed._replace(message=message)] * 2)
        await pilot.press("3", "G", "f")
        await pilot.pause()

        words = " ".join(line[41:].strip(" ▌▲") for line in screen_text(pilot))
        assert words.count(message) == 1


# All of them


async def open_fixes(pilot: Pilot[Any]) -> FixesScreen:
    await pilot.press("F")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, FixesScreen), "the preview of all")
    await pilot.pause()
    assert isinstance(pilot.app.screen, FixesScreen)
    return pilot.app.screen


async def test_all_safe_fixes_are_shown_and_made_in_one_step(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        await open_fixes(pilot)
        assert "SAFE FIXES" in shown(pilot)
        assert "2  MP208 malformed-checkbox" in shown(pilot)
        assert "- -[ ] Remove the seven files." in shown(pilot)
        assert disk(path) == FLAWED

        await pilot.press("enter")
        await until_written(pilot, path, "- [ ] Remove the seven")
        assert "- [ ] Point the sensors" in disk(path)
        assert "safe fixes made" in plan_screen(pilot).key_bar.message

        await pilot.press("u")
        await wait_for(pilot, lambda: disk(path) == FLAWED, "the text as it was")


@pytest.mark.parametrize("key", ["escape", "q", "F"])
async def test_a_key_leaves_them_and_nothing_is_changed(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], key: str
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        await open_fixes(pilot)
        await pilot.press(key)
        await pilot.pause()

        assert pilot.app.screen is plan_screen(pilot)
        assert plan_screen(pilot).document.text == FLAWED


async def test_what_somebody_else_writes_meanwhile_stays(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        await open_fixes(pilot)
        by_rename(path, FLAWED.replace("Change the path", "Change both paths").encode())
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: "both paths" in screen.document.text, "their text")

        await pilot.press("enter")

        await until_written(pilot, path, "- [ ] Remove the seven")
        assert "Change both paths" in disk(path)


async def test_where_nothing_is_safe_it_says_so(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await show(pilot, replaced(pilot, "as needed", "x", Applicability.UNSAFE))
        await pilot.press("F")

        await wait_for(
            pilot, lambda: "Nothing here can be mended" in shown(pilot), "the words for it"
        )


async def test_without_any_fix_the_key_does_nothing(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await show(pilot, finding(pilot, "as needed"))

        assert plan_screen(pilot).check_action("fix_all", ()) is False


async def test_keys_scroll_the_fixes(open_plan: OpenPlan, plan_of: Callable[[str], Path]) -> None:
    flaws = "".join(f"-[ ] Step {number}\n" for number in range(60))
    async with open_plan(plan_of(f"# T\n\n## Progress\n\n{flaws}"), size=(60, 20)) as pilot:
        text = (await open_fixes(pilot)).text
        tops = []
        for key in ("j", "j", "k", "space", "ctrl+u", "G", "g", "pagedown", "end", "home"):
            await pilot.press(key)
            await pilot.pause()
            tops.append(text.top)
        half, end = text.visible_lines // 2, text.line_count() - text.visible_lines

        assert tops == [1, 2, 1, 1 + half, 1, end, 0, half, end, 0]


@pytest.mark.parametrize("size", [(50, 20), (80, 24), (180, 50)])
async def test_the_fixes_fit_the_window(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], size: tuple[int, int]
) -> None:
    async with open_plan(plan_of(FLAWED), size=size) as pilot:
        text = (await open_fixes(pilot)).text

        assert text.region.right <= size[0]
        assert text.region.bottom <= size[1]
        assert "enter mends all" in shown(pilot)


# Silencing


async def test_a_finding_is_silenced_with_a_reason(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        screen = plan_screen(pilot)
        await go_to_code(pilot, "MP502")
        await pilot.press("i", *"quoted", "enter")

        line = "clean up as needed. <!-- milepost-disable-line MP502 -- quoted -->\n"
        await until_written(pilot, path, line)
        await wait_for(
            pilot,
            lambda: "MP502" not in {each.code for each in screen.findings.diagnostics},
            "a check without it",
        )
        assert "MP502 is silenced here" in screen.key_bar.message
        await wait_for(pilot, lambda: screen.findings.has_focus, "the pane to have the cursor")

        await pilot.press("u")
        await wait_for(pilot, lambda: disk(path) == FLAWED, "the text as it was")


async def test_a_reason_is_not_asked_twice_and_may_be_left_out(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        await go_to_code(pilot, "MP502")
        await pilot.press("i", "enter")

        await until_written(pilot, path, "as needed. <!-- milepost-disable-line MP502 -->\n")


@pytest.mark.parametrize("keys", ["q", "quit now", "u F i"])
async def test_keys_of_the_same_instant_are_the_reason(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], keys: str
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        await go_to_code(pilot, "MP502")
        pilot.app.simulate_key("i")
        for key in keys:
            pilot.app.post_message(events.Key("space" if key == " " else key, key))
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: [each.value for each in screen.query(Input)] == [keys], keys)
        await pilot.press("enter")

        await until_written(pilot, path, f"MP502 -- {keys} -->")


async def test_escape_leaves_the_finding_as_it_is(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        screen = plan_screen(pilot)
        await go_to_code(pilot, "MP502")
        await pilot.press("i", "x", "escape")
        await wait_for(pilot, lambda: screen.findings.has_focus, "the pane to have the cursor")

        assert screen.prompt is None
        assert screen.document.text == FLAWED


async def test_after_a_click_beside_the_reason_keys_are_the_panes(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(FLAWED)) as pilot:
        screen = plan_screen(pilot)
        await go_to_code(pilot, "MP502")
        await pilot.press("i")
        await wait_for(pilot, lambda: screen.query("Input:focus"), "the line")
        await pilot.click("#reader")
        await wait_for(pilot, lambda: screen.reader.has_focus, "the reader")
        await pilot.press("z")

        assert screen.zoomed


async def test_inside_code_the_comments_stand_around_it(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(FLAWED)
    async with open_plan(path) as pilot:
        await show(pilot, finding(pilot, "greenhouse TBD"))
        plan_screen(pilot)._silence(plan_screen(pilot).document, selected_finding(pilot), "")

        await until_written(pilot, path, "<!-- milepost-disable MP502 -->\n\n    greenhouse TBD")
        assert "in this block" in plan_screen(pilot).key_bar.message


async def test_what_cannot_be_silenced_is_said_at_once(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        odd = finding(pilot, "as needed")
        await show(pilot, Diagnostic("MP000", "internal", "is odd", odd.span, Severity.ERROR))
        await pilot.press("3", "i")
        await pilot.pause()

        assert "MP000 cannot be silenced here" in shown(pilot)
        assert plan_screen(pilot).prompt is None


# Handing on


async def test_a_finding_is_copied_as_an_instruction(
    open_plan: OpenPlan, plan_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("TMUX", "STY", "ZELLIJ", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("VTE_VERSION", raising=False)
    monkeypatch.delenv("TERM_PROGRAM", raising=False)
    async with open_plan() as pilot:
        await show(pilot, finding(pilot, "as needed"))
        await pilot.press("3", "y")
        await pilot.pause()

        assert pilot.app.clipboard.startswith(f"In {plan_path}:21, is odd (MP502 ")
        assert "Check: `milepost check" in pilot.app.clipboard
        assert plan_screen(pilot).key_bar.message == "MP502 is copied as an instruction."


async def test_within_tmux_it_is_in_a_file_too(
    open_plan: OpenPlan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    async with open_plan() as pilot:
        await show(pilot, finding(pilot, "as needed"))
        await pilot.press("3", "y")
        await pilot.pause()
        kept = tmp_path / "state" / "milepost" / "copied.md"

        assert str(kept) in plan_screen(pilot).key_bar.message
        assert kept.read_text(encoding="utf-8") == pilot.app.clipboard


async def test_a_file_that_cannot_be_written_is_told(
    open_plan: OpenPlan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "state").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("MILEPOST_NO_HISTORY", "1")  # It would say so as well, sooner or later.
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    async with open_plan() as pilot:
        await show(pilot, finding(pilot, "as needed"))
        await pilot.press("3", "y")
        await pilot.pause()

        assert "could not be kept in a file" in plan_screen(pilot).key_bar.message
        assert pilot.app.clipboard
