"""Odd files and odd terminals: a sentence, and nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.pilot import OpenPlan, plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from pathlib import Path

READ_ONLY = [
    (b"# T\n\n## Progress\n\n- [ ] caf\xe9\n", "not valid UTF-8"),
    ("# T\n\n## Progress\n\n- [ ] a\n".encode("utf-16"), "UTF-16"),
    (b"# T\n\n## Progress\n\n- [ ] a\0b\n", "NUL"),
    (b"# T\r\r## Progress\r\r- [ ] a\r", "carriage return"),
]


@pytest.mark.parametrize(("data", "reason"), READ_ONLY)
async def test_file_that_is_unsafe_to_edit_is_read_only(
    open_plan: OpenPlan, tmp_path: Path, data: bytes, reason: str
) -> None:
    path = tmp_path / "odd.md"
    path.write_bytes(data)
    async with open_plan(path) as pilot:
        screen = plan_screen(pilot)
        assert reason in screen.key_bar.message
        await pilot.press("1", "space")
        await pilot.pause()

    assert path.read_bytes() == data


@pytest.mark.parametrize("text", ["", "\n\n", "just words", "- a list\n- of things\n", "﻿"])
async def test_what_is_no_plan_opens_all_the_same(
    open_plan: OpenPlan, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="utf-8")
    async with open_plan(path) as pilot:
        await pilot.press("1", "space", "enter", "2", "G", "3", "enter", "4", "enter")
        await pilot.pause()

        assert "notes.md" in screen_text(pilot)[0]
    assert path.read_text(encoding="utf-8") == text


async def test_directory_says_so(open_plan: OpenPlan, tmp_path: Path) -> None:
    async with open_plan(tmp_path) as pilot:
        assert "is a directory" in plan_screen(pilot).key_bar.message


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (8, 3), (40, 12), (250, 80), (70, 4)])
async def test_any_size_of_terminal(open_plan: OpenPlan, size: tuple[int, int]) -> None:
    async with open_plan(size=size) as pilot:
        for key in ("j", "2", "j", "3", "4", "1", "z", "z", "t"):
            await pilot.press(key)
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        await pilot.resize_terminal(*size)
        await pilot.pause()

        assert all(len(line) <= size[0] for line in screen_text(pilot))


async def test_control_sequences_do_not_reach_the_screen(
    open_plan: OpenPlan, tmp_path: Path
) -> None:
    path = tmp_path / "hostile.md"
    path.write_text(
        "# Plan \x1b]0;owned\x07 \x1b[31m\n\n## Progress\n\n"
        "- [ ] \x1b[2J wipe \u202e evil [red]x[/]\n"
        "\n## Purpose\n\n[bold]not markup[/bold] \x9b31m `\x1b[5m`\n",
        encoding="utf-8",
    )
    async with open_plan(path) as pilot:
        seen = ""
        for key in ("1", "2", "3", "4"):
            await pilot.press(key)
            await pilot.pause()
            shown = "\n".join(screen_text(pilot))
            seen += shown
            assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)
        assert "[bold]not markup[/bold]" in seen
        assert "[red]x[/]" in seen


async def test_ten_megabyte_line(open_plan: OpenPlan, tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("# T\n\n## Progress\n\n- [ ] " + "word " * 2_000_000 + "\n", encoding="utf-8")
    async with open_plan(path, checked=False) as pilot:
        await pilot.press("j", "2", "j", "k")
        await wait_for(pilot, lambda: "T" in screen_text(pilot)[0], "the plan")


async def test_read_only_file(open_plan: OpenPlan, plan_path: Path) -> None:
    before = plan_path.read_bytes()
    plan_path.chmod(0o444)
    async with open_plan() as pilot:
        await pilot.press("space")
        await pilot.pause()

        assert "read-only" in plan_screen(pilot).key_bar.message
    assert plan_path.read_bytes() == before
