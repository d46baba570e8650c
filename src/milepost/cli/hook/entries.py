"""Milepost's entry among the hooks of a host's configuration, as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from milepost.cli.hook.json_text import Node, addition, parse_json, removal
from milepost.text import EditSet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.cli.hook.hosts import Host
    from milepost.text import TextEdit

_HOOKS = "hooks"


class ForeignShapeError(ValueError):
    """A configuration that Milepost does not dare to change; the argument says why."""


def new_text(host: Host) -> str:
    """The text of a file that did not exist."""
    return json.dumps(host.whole, indent=2) + "\n"


def has_entry(text: str, host: Host) -> bool:
    """Whether the hook is there; raises `ForeignShapeError`."""
    return next(_places(text, _root(text, host), host), None) is not None


def with_entry(text: str, host: Host) -> str:
    """The text with the hook, unchanged where it is there already; raises `ForeignShapeError`."""
    root = _root(text, host)
    if next(_places(text, root, host), None) is not None:
        return text
    hooks = root.find(_HOOKS)
    if hooks is None:
        return _applied(text, addition(text, root, host.whole[_HOOKS], _HOOKS))
    event = hooks.find(host.event)
    if event is None:
        return _applied(text, addition(text, hooks, [host.entry], host.event))
    return _applied(text, addition(text, event, host.entry))


def without_entry(text: str, host: Host, before: str | None = None) -> str:
    """The text without the hook; raises `ForeignShapeError`.

    A list that is empty without it goes as well, and so do the hooks without any list, unless
    they were empty in the text `before` it came.
    """
    kept = _empty_in(before, host)
    while (place := next(_places(text, _root(text, host), host), None)) is not None:
        text = _applied(text, removal(place.container, place.at))
        hooks = _root(text, host).find(_HOOKS)
        if hooks is not None and place.event not in kept:
            text = _without_empty(text, hooks, place.event)
        root = _root(text, host)
        if _HOOKS not in kept:
            text = _without_empty(text, root, _HOOKS)
    return text


def _without_empty(text: str, container: Node, name: str) -> str:
    """The text without the children of this name that have none themselves."""
    for index, (key, child) in enumerate(container.named()):
        if key == name and child.kind in "{[" and not child.children:
            return _applied(text, removal(container, index))
    return text


def is_bare(text: str, host: Host) -> bool:
    """Whether nothing is left but what Milepost itself puts into a new file."""
    return bool(json.loads(text) == host.top)


def _root(text: str, host: Host) -> Node:
    """The outermost object, whose hooks, if any, have room for ours."""
    try:
        root = parse_json(text)
    except ValueError as error:
        raise ForeignShapeError(_reason(error)) from None
    if root.kind != "{":
        raise ForeignShapeError("it is not one JSON object")
    hooks = root.find(_HOOKS)
    if hooks is not None and hooks.kind != "{":
        raise ForeignShapeError('its "hooks" is not an object')
    event = None if hooks is None else hooks.find(host.event)
    if event is not None and event.kind != "[":
        raise ForeignShapeError(f'its "{host.event}" is not a list')
    return root


def _reason(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno} is not plain JSON (a comment, or a comma too many?)"
    return str(error)


class _Place(NamedTuple):
    """Where the hook is: a list and the index in it, and the event that it is for."""

    container: Node
    at: int
    event: str


def _places(text: str, root: Node, host: Host) -> Iterator[_Place]:
    """Where the hook is. A group that holds no other is one with it."""
    hooks = root.find(_HOOKS)
    for name, event in [] if hooks is None else hooks.named():
        for index, entry in enumerate(event.children if event.kind == "[" else ()):
            inner = entry.find(_HOOKS)
            commands = [] if inner is None else inner.children
            ours = [at for at, each in enumerate(commands) if _is_ours(text, each, host)]
            if _is_ours(text, entry, host) or (ours and len(ours) == len(commands)):
                yield _Place(event, index, name)
            elif inner is not None and ours:
                yield _Place(inner, ours[0], name)


def _is_ours(text: str, entry: Node, host: Host) -> bool:
    command = entry.find("command")
    return command is not None and host.is_ours(json.loads(text[command.start : command.end]))


def _empty_in(before: str | None, host: Host) -> set[str]:
    """The names of what was empty before the hook came: of lists, and of the hooks themselves."""
    if before is None:
        return set()
    try:
        hooks = _root(before, host).find(_HOOKS)
    except ForeignShapeError:
        return set()
    if hooks is None:
        return set()
    empty = {name for name, entries in hooks.named() if not entries.children}
    return empty if hooks.children else {_HOOKS}


def _applied(text: str, edit: TextEdit) -> str:
    return EditSet((edit,)).apply(text)
