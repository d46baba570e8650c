"""The one table of commands: keys, palette, footer, help screen and docs come from it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterator


class Group(Enum):
    """How the help screen sorts commands; the value is its heading."""

    MOVE = "Move"
    PROGRESS = "Progress"
    FINDINGS = "Findings"
    TIME = "Time"
    VIEW = "View"
    PROGRAM = "Program"


class Command(NamedTuple):
    """Something the person can do.

    `keys` are Textual key names; a name of two parts separated by a space is typed one after the
    other. `action` is a method `action_<name>` of the plan screen. A command with `show` set has
    its place in the footer when it is available.
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    action: str
    group: Group
    show: bool = False
    label: str = ""
    """One word for the footer; the title where empty."""


COMMANDS: tuple[Command, ...] = (
    Command(
        "progress.toggle",
        "Tick or untick",
        "Marks the item done and stamps it in UTC, in the form the file uses. On a done item: "
        "opens it again; ticking it once more brings the old stamp back.",
        ("space",),
        "toggle_item",
        Group.PROGRESS,
        show=True,
        label="tick",
    ),
    Command(
        "go.enter",
        "Go there",
        "From the rail, the findings or the outline to the place in the plan; from an item in "
        "the plan to its place on the rail.",
        ("enter",),
        "go_to",
        Group.MOVE,
        show=True,
        label="go to",
    ),
    Command("move.down", "Down", "One row down.", ("j", "down"), "cursor_down", Group.MOVE),
    Command("move.up", "Up", "One row up.", ("k", "up"), "cursor_up", Group.MOVE),
    Command(
        "move.page_down",
        "Page down",
        "Half a screen down.",
        ("ctrl+d", "pagedown"),
        "page_down",
        Group.MOVE,
    ),
    Command(
        "move.page_up", "Page up", "Half a screen up.", ("ctrl+u", "pageup"), "page_up", Group.MOVE
    ),
    Command("move.top", "Top", "The first row.", ("g", "home"), "cursor_top", Group.MOVE),
    Command("move.bottom", "Bottom", "The last row.", ("G", "end"), "cursor_bottom", Group.MOVE),
    Command(
        "finding.explain",
        "Explain",
        "Opens the page of the rule: what it finds and why, what is better, when to silence it.",
        ("K",),
        "explain",
        Group.FINDINGS,
        show=True,
        label="explain",
    ),
    Command(
        "finding.next",
        "Next finding",
        "To the next finding in the plan.",
        ("right_square_bracket d",),
        "next_finding",
        Group.FINDINGS,
        show=True,
        label="next finding",
    ),
    Command(
        "finding.previous",
        "Previous finding",
        "To the finding before.",
        ("left_square_bracket d",),
        "previous_finding",
        Group.FINDINGS,
    ),
    Command(
        "time.undo",
        "Undo",
        "Takes your last step back, also when the file has changed since.",
        ("u",),
        "undo",
        Group.TIME,
        show=True,
        label="undo",
    ),
    Command("time.redo", "Redo", "Does it again.", ("ctrl+r",), "redo", Group.TIME),
    Command(
        "search.start",
        "Search",
        "Looks for words in the plan while you type; enter goes to the match, escape goes back.",
        ("slash",),
        "search",
        Group.MOVE,
        show=True,
        label="search",
    ),
    Command("search.next", "Next match", "To the next match.", ("n",), "next_match", Group.MOVE),
    Command(
        "search.previous",
        "Previous match",
        "To the match before.",
        ("N",),
        "previous_match",
        Group.MOVE,
    ),
    Command(
        "pane.rail", "Rail", "Progress as a line of mileposts.", ("1",), "pane('rail')", Group.VIEW
    ),
    Command("pane.plan", "Plan", "The plan's text.", ("2",), "pane('reader')", Group.VIEW),
    Command(
        "pane.findings",
        "Findings",
        "What is wrong, worst first.",
        ("3",),
        "pane('findings')",
        Group.VIEW,
    ),
    Command(
        "pane.outline", "Outline", "The plan's sections.", ("4",), "pane('outline')", Group.VIEW
    ),
    Command(
        "pane.next", "Next pane", "To the pane after this one.", ("tab",), "next_pane", Group.VIEW
    ),
    Command(
        "pane.previous",
        "Previous pane",
        "To the pane before this one.",
        ("shift+tab",),
        "previous_pane",
        Group.VIEW,
    ),
    Command(
        "view.zoom",
        "Zoom",
        "The pane with the cursor fills the window; the same key brings the others back.",
        ("z",),
        "zoom",
        Group.VIEW,
        show=True,
        label="zoom",
    ),
    Command(
        "view.theme", "Next theme", "Another set of colours.", ("t",), "next_theme", Group.VIEW
    ),
    Command(
        "program.palette",
        "Palette",
        "Every command, section, item and finding by name.",
        ("colon", "ctrl+p"),
        "palette",
        Group.PROGRAM,
        show=True,
        label="palette",
    ),
    Command(
        "program.help",
        "Help",
        "All keys, and what the signs mean.",
        ("question_mark",),
        "help",
        Group.PROGRAM,
        show=True,
        label="help",
    ),
    Command(
        "program.quit",
        "Quit",
        "Leaves; every tick is in the file by then.",
        ("q", "ctrl+q"),
        "quit_program",
        Group.PROGRAM,
        show=True,
        label="quit",
    ),
)

SEARCH_COMMANDS: tuple[Command, ...] = (
    Command("search.go", "Go to match", "", ("enter",), "", Group.MOVE, label="go to"),
    Command("search.cancel", "Cancel", "", ("escape",), "", Group.MOVE, label="cancel"),
)
"""What the footer names while words are typed; the search bar has these keys itself."""

_KEY_SIGNS = {
    "escape": "esc",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "pagedown": "pgdn",
    "pageup": "pgup",
}


def key_sign(keys: str) -> str:
    """How a key is written for people: `right_square_bracket d` is `]d`."""
    return "".join(_KEY_SIGNS.get(part, part) for part in keys.split())


def bindings() -> Iterator[Binding]:
    """Textual bindings for all commands.

    A two-key command binds its first key to the prefix; the screen resolves the second.
    """
    prefixes: set[str] = set()
    for command in COMMANDS:
        for number, keys in enumerate(command.keys):
            first, _, second = keys.partition(" ")
            binding_id = command.id if not number else None
            if not second:
                yield Binding(first, command.action, command.title, show=False, id=binding_id)
            elif first not in prefixes:
                prefixes.add(first)
                yield Binding(first, f"prefix('{first}')", "Prefix", show=False, system=True)


def sequences() -> dict[tuple[str, str], Command]:
    """The two-key commands by their keys."""
    found: dict[tuple[str, str], Command] = {}
    for command in COMMANDS:
        for keys in command.keys:
            first, _, second = keys.partition(" ")
            if second:
                found[first, second] = command
    return found
