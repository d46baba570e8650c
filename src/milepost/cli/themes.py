"""`milepost themes`: the editor's colours, where they come from, and how they look."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.report.cells import visible
from milepost.report.style import Tone
from milepost.workspace.config_files import shown_path
from milepost.workspace.theme_files import find_themes, user_themes_dir

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.workspace.theme_files import ThemeFile, ThemeShelf

_SAMPLE = (
    ("text", "Plan text, "),
    ("quiet", "a remark, "),
    ("done", "done, "),
    ("accent", "what is next, "),
    ("changed", "changed, "),
    ("warning", "a warning, "),
    ("error", "an error"),
)


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    parser = Parser("themes")
    parser.add_argument("--json", action="store_true")
    options = parser.read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["themes"])
    if options.operands:
        raise UsageError("`milepost themes` takes no arguments.")
    output = Output.standard()
    shelf = find_themes(user_themes_dir())
    if options.json:
        output.show(json.dumps(_data(shelf), indent=2))
    else:
        output.show("\n".join(_lines(shelf, output)))
    output.tell(*shelf.mistakes)
    return Exit.CLEAN


def _lines(shelf: ThemeShelf, output: Output) -> Iterator[str]:
    style = output.style
    for number, theme in enumerate(shelf.themes):
        if number:
            yield ""
        origin = visible(shown_path(theme.path)) if theme.own else "comes with Milepost"
        shade = "dark" if theme.dark else "light"
        tail = style.paint(f"{shade}, {origin}", Tone.QUIET)
        yield f"{style.paint(theme.name, Tone.STRONG)}  {visible(theme.title)}  {tail}"
        if style.color:
            yield f"  {_sample(theme)}"
        for name, ground, ratio in theme.faint_pairs():
            yield f"  hard to read: {name} on {ground}, contrast {ratio:.1f}"


def _sample(theme: ThemeFile) -> str:
    """A line in the theme's own colours."""
    ground = _code(theme.colours["ground"], 48)
    words = "".join(f"\x1b[{_code(theme.colours[name], 38)}m{text}" for name, text in _SAMPLE)
    return f"\x1b[{ground}m {words} \x1b[0m"


def _code(colour: str, kind: int) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{kind};2;{red};{green};{blue}"


def _data(shelf: ThemeShelf) -> dict[str, object]:
    return {
        "themes": [
            {
                "name": theme.name,
                "title": theme.title,
                "dark": theme.dark,
                "own": theme.own,
                "path": str(theme.path),
                "colours": dict(theme.colours),
                "hard_to_read": [
                    {"colour": name, "ground": ground, "contrast": round(ratio, 1)}
                    for name, ground, ratio in theme.faint_pairs()
                ],
            }
            for theme in shelf.themes
        ],
        "mistakes": list(shelf.mistakes),
    }
