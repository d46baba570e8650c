"""The one table of commands: keys, palette, footer, help screen and docs come from it.

A module here holds the commands of one concern; the footer shows them in the order of `COMMANDS`.
What keys do elsewhere than among the panes is in tables of their own, loaded with what has the
keys then: `places` names all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from milepost.tui.commands import (
    editing,
    files,
    findings,
    folds,
    looking_back,
    mending,
    move,
    program,
    progress,
    records,
    search,
    steps,
    time,
    view,
    way,
)
from milepost.tui.commands.model import Command, Group, is_everywhere, key_sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "COMMANDS",
    "EVERYWHERE",
    "Command",
    "Group",
    "bindings",
    "everywhere",
    "is_everywhere",
    "key_sign",
    "sequences",
]

COMMANDS: tuple[Command, ...] = (
    *progress.COMMANDS,
    *editing.COMMANDS,
    *steps.COMMANDS,
    *move.COMMANDS,
    *way.COMMANDS,
    *mending.COMMANDS,
    *findings.COMMANDS,
    *records.COMMANDS,
    *looking_back.COMMANDS,
    *time.COMMANDS,
    *search.COMMANDS,
    *view.COMMANDS,
    *folds.COMMANDS,
    *files.COMMANDS,
    *program.COMMANDS,
)

EVERYWHERE = {"program.palette": "command_palette", "program.quit": "quit"}
"""Commands of which keys that write no character work in every place; the program's actions."""


def bindings(commands: Iterable[Command] = COMMANDS) -> Iterator[Binding]:
    """Textual bindings for commands.

    A two-key command binds its first key to the prefix; the screen resolves the second.
    """
    prefixes: set[str] = set()
    for command in commands:
        for number, keys in enumerate(command.keys):
            first, _, second = keys.partition(" ")
            binding_id = command.id if not number else None
            if not second:
                yield Binding(first, command.action, command.title, show=False, id=binding_id)
            elif first not in prefixes:
                prefixes.add(first)
                yield Binding(first, f"prefix('{first}')", "Prefix", show=False, system=True)


def everywhere(commands: Iterable[Command]) -> Iterator[Binding]:
    """Textual bindings for what can be done in every place, also while somebody types."""
    yield Binding("ctrl+c", "help_quit", show=False, system=True)
    for command in commands:
        for key in command.keys:
            if command.id in EVERYWHERE and is_everywhere(key):
                yield Binding(key, EVERYWHERE[command.id], show=False, priority=True)


def sequences(commands: Iterable[Command] = COMMANDS) -> dict[tuple[str, str], Command]:
    """The two-key commands by their keys."""
    found: dict[tuple[str, str], Command] = {}
    for command in commands:
        for keys in command.keys:
            first, _, second = keys.partition(" ")
            if second:
                found[first, second] = command
    return found
