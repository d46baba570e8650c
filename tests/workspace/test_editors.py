"""Editors are told the line in their own ways, and never by a shell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.workspace.editors import editor_command, find_editor

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path("/home/ada/a b.py")


@pytest.mark.parametrize(
    ("editor", "arguments"),
    [
        (["vi"], ["vi", "+7", str(FILE)]),
        (["/usr/bin/nvim", "-p"], ["/usr/bin/nvim", "-p", "+7", str(FILE)]),
        (["nano"], ["nano", "+7", str(FILE)]),
        (["emacsclient", "-t"], ["emacsclient", "-t", "+7", str(FILE)]),
        (["kak"], ["kak", "+7", str(FILE)]),
        (["hx"], ["hx", f"{FILE}:7"]),
        (["subl", "-w"], ["subl", "-w", f"{FILE}:7"]),
        (["code"], ["code", "-g", f"{FILE}:7"]),
        (["code", "-g", "-w"], ["code", "-g", "-w", f"{FILE}:7"]),
        (["Code.exe"], ["Code.exe", "-g", f"{FILE}:7"]),
        (["pycharm"], ["pycharm", "--line", "7", str(FILE)]),
        (["my-own-editor"], ["my-own-editor", str(FILE)]),
    ],
)
def test_an_editor_is_told_the_line(editor: list[str], arguments: list[str]) -> None:
    assert editor_command(editor, FILE, 7) == arguments
    assert editor_command(editor, FILE, None) == [*editor, str(FILE)]


@pytest.mark.parametrize(
    ("environment", "installed", "editor"),
    [
        ({"VISUAL": "code -w", "EDITOR": "vi"}, "", ["code", "-w"]),
        ({"EDITOR": "'/opt/my editor/ed' -x"}, "", ["/opt/my editor/ed", "-x"]),
        ({"VISUAL": "  ", "EDITOR": "hx"}, "", ["hx"]),
        ({"VISUAL": "'open", "EDITOR": "hx"}, "", ["hx"]),
        ({}, "vi", ["vi"]),
        ({}, "nano vi", ["nano"]),
        ({}, "", None),
    ],
)
def test_the_persons_editor_is_taken(
    environment: Mapping[str, str], installed: str, editor: list[str] | None
) -> None:
    assert find_editor(environment, lambda name: name if name in installed.split() else None) == (
        editor
    )
