"""How editors are told to open a file at a line."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_FALLBACKS = ("nano", "vim", "vi")
"""What is tried when the person has not said which editor is theirs."""

_PLUS = frozenset(
    "vi vim nvim gvim mvim view ex vis nano pico emacs emacsclient kak joe jed mg ne micro mcedit "
    "gedit".split()
)
"""`editor +LINE FILE`"""
_COLON = frozenset({"hx", "helix", "subl", "sublime_text", "zed", "zeditor", "lapce"})
"""`editor FILE:LINE`"""
_GO_TO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})
"""`editor -g FILE:LINE`"""
_LINE_OPTION = frozenset({"idea", "pycharm", "webstorm", "goland", "clion", "rubymine", "mate"})
"""`editor --line LINE FILE`"""


def find_editor(
    environment: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
) -> list[str] | None:
    """The person's editor with its own options, as `VISUAL` or `EDITOR` has it.

    Else one that is installed; `None` when there is none.
    """
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError:  # A quotation mark that is not closed.
            continue
        if words:
            return words
    return next(([each] for each in _FALLBACKS if which(each)), None)


def editor_command(editor: Sequence[str], path: Path, line: int | None) -> list[str]:
    """What to run so that `editor` opens the file, at a line (from 1) if it can be told one.

    A list of arguments, never for a shell. `path` is absolute, so that it is no option.
    """
    file = str(path)
    name = PurePath(editor[0]).name.casefold().removesuffix(".exe")
    if line is None:
        return [*editor, file]
    if name in _PLUS:
        return [*editor, f"+{line}", file]
    if name in _COLON:
        return [*editor, f"{file}:{line}"]
    if name in _GO_TO:
        given = {"-g", "--goto"}.intersection(editor)
        return [*editor, *([] if given else ["-g"]), f"{file}:{line}"]
    if name in _LINE_OPTION:
        return [*editor, "--line", str(line), file]
    return [*editor, file]
