"""The keys of the commands as a person wants them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from milepost.tui.commands.model import Command, key_sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NAMED = frozenset(
    "up down left right home end pageup pagedown insert delete backspace space tab enter escape "
    "minus plus".split()
)
_OTHER_NAMES = {
    "esc": "escape",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
    "del": "delete",
    "ins": "insert",
    "return": "enter",
    "bs": "backspace",
}
_FUNCTION = re.compile(r"f(?:[1-9]|1[0-9]|2[0-4])")
_MODIFIED = re.compile(r"((?:(?:ctrl|alt|shift|meta|super)\+)+)(.+)", re.IGNORECASE)
_MOST = 2
"""Parts of a key."""


class Keymap(NamedTuple):
    """The commands with the keys they have, and a sentence for each wish that is not followed."""

    commands: tuple[Command, ...]
    mistakes: tuple[str, ...] = ()


def bind(commands: Sequence[Command], wishes: Mapping[str, Sequence[str]]) -> Keymap:
    """The commands with keys by id as they are wished for.

    What cannot be followed leaves the command's own keys: an id that does not exist, a key that is
    none, and keys that two commands would have. `commands` as they are have no such keys.
    """
    known = {command.id: command for command in commands}
    mistakes: list[str] = []
    wanted: dict[str, tuple[str, ...]] = {}
    for name, keys in wishes.items():
        if name not in known:
            mistakes.append(_unknown(name, known))
            continue
        parsed = {key: parse_key(key) for key in keys}
        wrong = [key for key, names in parsed.items() if not names]
        if wrong:
            mistakes.append(
                f"“{wrong[0][:20]}” for the command {name} is no key; "
                f"{_kept(known[name])} A key is written J, ctrl+o, f5, space, or gd for two."
            )
        else:
            wanted[name] = tuple(names for names in parsed.values() if names)
    mistakes += _settle(commands, wanted)
    bound = tuple(
        command._replace(keys=wanted[command.id]) if command.id in wanted else command
        for command in commands
    )
    return Keymap(bound, tuple(mistakes))


def parse_key(written: str) -> str:
    """Textual's name of a key as people write it: `]d` is `right_square_bracket d`.

    Empty for what is no key.
    """
    parts = written.split() if written.strip() else ["space"] if written else []
    names = [_parse_part(part) for part in parts]
    if len(parts) == 1 and not names[0] and len(parts[0]) == _MOST:
        names = [_parse_part(char) for char in parts[0]]
    return " ".join(names) if 0 < len(names) <= _MOST and all(names) else ""


def _parse_part(part: str) -> str:
    if len(part) == 1:
        if part == ",":  # To Textual it stands between keys.
            return "comma"
        named = [each.key for each in Binding.make_bindings([(part, "", "")])]
        return named[0] if part.isprintable() else ""
    folded = part.casefold()
    name = _OTHER_NAMES.get(folded, folded)
    if name in _NAMED or _FUNCTION.fullmatch(name):
        return name
    modified = _MODIFIED.fullmatch(part)
    if modified is not None:
        inner = _parse_part(modified[2])
        return f"{modified[1].casefold()}{inner}" if inner else ""
    # Textual's own names of signs, such as `question_mark`.
    return name if "_" in name and name.replace("_", "").isalpha() else ""


def _settle(commands: Sequence[Command], wanted: dict[str, tuple[str, ...]]) -> list[str]:
    """Takes wishes away until no two commands have the same key; a sentence for each pair."""
    sentences: list[str] = []
    while clash := _find_clash(commands, wanted):
        key, one, other = clash
        both = [each for each in (one, other) if each.id in wanted]
        for each in both:
            del wanted[each.id]
        kept = " ".join(_kept(each) for each in both)
        sentences.append(
            f"The key {key_sign(key)} is for two commands, {one.id} ({one.title}) and {other.id} "
            f"({other.title}). {kept}"
        )
    return sentences


def _find_clash(
    commands: Sequence[Command], wanted: Mapping[str, tuple[str, ...]]
) -> tuple[str, Command, Command] | None:
    """A key and the two commands that have it, or would wait for more keys after it."""
    taken: dict[str, Command] = {}
    prefixes: dict[str, Command] = {}
    for command in commands:
        for key in wanted.get(command.id, command.keys):
            first, _, second = key.partition(" ")
            rival = taken.get(key) or (prefixes if not second else taken).get(first)
            if rival is not None and rival is not command:
                return key, rival, command
            taken[key] = command
            if second:
                prefixes.setdefault(first, command)
    return None


def _kept(command: Command) -> str:
    keys = " and ".join(key_sign(key) for key in command.keys)
    return f"{command.id} keeps {keys}." if keys else f"{command.id} stays without a key."


def _unknown(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # Loaded for those who mistype.

    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else " `?` lists the commands."
    return f"There is no command {name[:40]} to give a key to.{hint}"
