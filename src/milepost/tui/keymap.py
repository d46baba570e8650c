"""The keys of the commands as a person wants them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from textual.binding import Binding

from milepost.tui.commands import EVERYWHERE
from milepost.tui.commands.model import is_everywhere, is_plain, key_sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from milepost.tui.commands.model import Command
    from milepost.tui.commands.place import Place

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
    """The wishes that are followed, and a sentence for each one that is not."""

    keys: Mapping[str, tuple[str, ...]]
    """Keys by the id of their command, in Textual's names; those that differ from the tables."""
    mistakes: tuple[str, ...] = ()


def bind(places: Sequence[Place], wishes: Mapping[str, Sequence[str]]) -> Keymap:
    """The keys by id as they are wished for.

    What cannot be followed leaves the command's own keys: an id that does not exist, a key that is
    none, a letter where letters are text, a way out without a key, and keys that two commands of
    one place would have. `places` as they are have no such keys.
    """
    known = {command.id: command for place in places for command in place.commands}
    typing = {command.id for place in places if place.takes_text for command in place.commands}
    mistakes: list[str] = []
    wanted: dict[str, tuple[str, ...]] = {}
    for name, keys in wishes.items():
        command = known.get(name)
        if command is None:
            mistakes.append(_unknown(name, known))
            continue
        parsed = {key: parse_key(key) for key in keys}
        mistake = _mistake(command, parsed, takes_text=name in typing)
        if mistake:
            mistakes.append(mistake)
        else:
            wanted[name] = tuple(dict.fromkeys(parsed.values()))
    mistakes += _settle(places, wanted)
    return Keymap(wanted, tuple(mistakes))


def _mistake(command: Command, parsed: Mapping[str, str], *, takes_text: bool) -> str:
    """What is wrong with a wish by itself; empty for nothing."""
    wrong = [key for key, names in parsed.items() if not names]
    letters = [key for key, names in parsed.items() if takes_text and is_plain(names)]
    if wrong:
        return (
            f"“{wrong[0][:20]}” for the command {command.id} is no key; "
            f"{_kept(command)} A key is written J, ctrl+o, f5, space, or ]e for two."
        )
    if letters:
        return (
            f"The key {letters[0]} cannot be for {command.id}: where you type, it is text. "
            f"{_kept(command)}"
        )
    if command.is_way_out and not parsed:
        return f"{command.id} needs a key, as nothing else leads out. {_kept(command)}"
    return ""


def parse_key(written: str) -> str:
    """Textual's name of a key as people write it: `]d` is `right_square_bracket d`.

    Empty for what is no key.
    """
    written = normalize("NFC", written)
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
        return _modify({*modified[1].casefold().split("+")} - {""}, inner) if inner else ""
    # Textual's own names of signs, such as `question_mark`. There is a sign named “dog”, too.
    sign = key_sign(name)
    return _parse_part(sign) if len(sign) == 1 and (sign.isascii() or "_" in name) else ""


def _modify(modifiers: set[str], name: str) -> str:
    """A key with others held down, as Textual calls what terminals send then; empty for nothing."""
    is_nul = modifiers == {"ctrl"} and name == "at"  # The same to a terminal as with the space bar.
    if modifiers == {"shift"} and len(key_sign(name)) == 1:
        # It is another letter, and with a sign it is whatever the keyboard makes of it.
        letter = name.upper()
        return letter if len(letter) == 1 and letter != name.lower() else ""
    return "+".join((*sorted(modifiers), "space" if is_nul else name.lower()))


def _settle(places: Sequence[Place], wanted: dict[str, tuple[str, ...]]) -> list[str]:
    """Takes wishes away until no two commands of a place have the same key; a sentence for each."""
    sentences: list[str] = []
    while clash := _find_clash(places, wanted):
        place, key, one, other = clash
        both = [each for each in (one, other) if each.id in wanted]
        for each in both:
            del wanted[each.id]
        kept = " ".join(_kept(each) for each in both)
        where = f" {place.where}" if place.where else ""
        sentences.append(
            f"The key {key_sign(key)} is for two commands{where}, {one.id} ({one.title}) and "
            f"{other.id} ({other.title}). {kept}"
        )
    return sentences


def _find_clash(
    places: Sequence[Place], wanted: Mapping[str, tuple[str, ...]]
) -> tuple[Place, str, Command, Command] | None:
    """A place, a key and the two commands that have it, or would wait for more keys after it."""
    everywhere = [each for place in places for each in place.own if each.id in EVERYWHERE]
    for place in places:
        keys = [(key, each) for each in place.commands for key in wanted.get(each.id, each.keys)]
        if not any(each.id in EVERYWHERE for each in place.own):
            reach = [(key, each) for each in everywhere for key in wanted.get(each.id, each.keys)]
            keys += [(key, each) for key, each in reach if is_everywhere(key)]
        clash = _find_pair(keys)
        if clash is not None:
            return place, *clash
    return None


def _find_pair(keys: Sequence[tuple[str, Command]]) -> tuple[str, Command, Command] | None:
    taken: dict[str, Command] = {}
    prefixes: dict[str, Command] = {}
    for key, command in keys:
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
    hint = f" Did you mean {near[0]}?" if near else " Their ids are in docs/keys.md."
    return f"There is no command {name[:40]} to give a key to.{hint}"
