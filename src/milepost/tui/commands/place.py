"""Places: where keys go at a time, and what they do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.tui.commands import COMMANDS, key_sign
from milepost.tui.commands.looking_back import HISTORY_COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from milepost.tui.commands import Command

    Wishes = Mapping[str, tuple[str, ...]]
    """The keys that a person wants, by the id of their command; Textual's names of keys."""


class Place(NamedTuple):
    """Commands that share the keys: each key is for one of them. Other places have other keys."""

    title: str
    """A heading."""
    where: str
    """The place in a sentence: `in the editor`."""
    own: tuple[Command, ...]
    shared: tuple[Command, ...] = ()
    """Commands that other places have as well, with the same keys."""
    takes_text: bool = False
    """Whether letters are text here: they are no keys then."""
    openers: tuple[str, ...] = ()
    """Ids of the commands that lead here: where their keys are free, they do what `again` does."""
    again: str = ""

    @property
    def commands(self) -> tuple[Command, ...]:
        """All of them."""
        return self.own + self.shared


WAITING = COMMANDS[0]._replace(id="", title="", action="")
"""What the first of two keys does."""


class PlaceKeys:
    """The keys of a place as a person has them."""

    def __init__(self, place: Place, wishes: Wishes) -> None:
        self.commands = bound(place.commands, wishes)
        """All that can be done there."""
        self._found = {key: command for command in self.commands for key in command.keys}
        again = next((each for each in self.commands if each.id == place.again), None)
        if again is not None:
            extra = [key for name in place.openers for key in keys_of(name, wishes)]
            self._found = {**dict.fromkeys(extra, again), **self._found}
        self._firsts = {key.partition(" ")[0] for key in self._found if " " in key}
        self._first = ""

    def press(self, key: str) -> Command | None:
        """The command of a key, `WAITING` for the first of two; `None` for one without meaning."""
        first, self._first = self._first, ""
        command = self._found.get(f"{first} {key}") if first else None
        if command is None:
            command = self._found.get(key)
        if command is None and key in self._firsts:
            self._first = key
            return WAITING
        return command

    def keys_of(self, name: str) -> tuple[str, ...]:
        """The keys of a command, also those of the command that leads here."""
        return tuple(key for key, command in self._found.items() if command.id == name)

    def sign(self, name: str) -> str:
        """The first key of a command as it is written for people; empty without one."""
        keys = next((each.keys for each in self.commands if each.id == name), ())
        return key_sign(keys[0]) if keys else ""

    def hints(self, *pairs: tuple[str, str]) -> list[str]:
        """Keys with words behind each, by the ids of commands: those that have a key."""
        return [f"{self.sign(name)} {words}" for name, words in pairs if self.sign(name)]

    def footer(self, *names: str) -> tuple[Command, ...]:
        """Commands for the last line, which sends their keys to whatever has the keys then."""
        known = {command.id: command for command in self.commands if command.keys}
        return tuple(known[name]._replace(action="") for name in names if name in known)


def bound(commands: Iterable[Command], wishes: Wishes) -> tuple[Command, ...]:
    """Commands with the keys that a person wants."""
    return tuple(
        each._replace(keys=wishes[each.id]) if each.id in wishes else each for each in commands
    )


def keys_of(name: str, wishes: Wishes) -> Sequence[str]:
    """The keys of a command among the panes or in the history."""
    own = next(each.keys for each in (*COMMANDS, *HISTORY_COMMANDS) if each.id == name)
    return wishes.get(name, own)


def sign_of(name: str, wishes: Wishes) -> str:
    """How the first of them is written for people; its place in the palette without one."""
    keys = keys_of(name, wishes)
    return key_sign(keys[0]) if keys else "the palette"
