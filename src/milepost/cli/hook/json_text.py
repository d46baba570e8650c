"""Adding to a JSON text and taking from it, every other character staying as it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from milepost.text import Span, TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_SCALAR = re.compile(r"[^ \t\r\n,\]}]+")
_DEFAULT_UNIT = "  "


@dataclass(slots=True)
class Node:
    """A value with its place in the text; `kind` is its first character."""

    kind: str
    start: int
    end: int = 0
    children: list[Node] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    """The names of an object's children, in order; empty for any other value."""
    starts: list[int] = field(default_factory=list)
    """Where each child begins, its name included."""

    def find(self, key: str) -> Node | None:
        """The child that counts under this name: the last one, as hosts read it."""
        return next((node for name, node in reversed(list(self.named())) if name == key), None)

    def named(self) -> Iterator[tuple[str, Node]]:
        """The children of an object with their names; none for any other value."""
        return zip(self.keys, self.children, strict=False)


def parse_json(text: str) -> Node:
    """The places of all values; raises `ValueError` for anything but strict JSON."""
    try:
        json.loads(text, parse_constant=_refuse)
        return _parse(text, _skip(text, 0))
    except RecursionError:
        raise ValueError("it nests too deeply") from None


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no value")


def _skip(text: str, at: int) -> int:
    return _end(_SPACE, text, at)


def _end(form: re.Pattern[str], text: str, at: int) -> int:
    found = form.match(text, at)
    return at if found is None else found.end()


def _parse(text: str, at: int) -> Node:
    """The value at `at`, of a text that is known to be strict JSON."""
    node = Node(text[at], at)
    if node.kind not in "{[":
        node.end = _end(_STRING if node.kind == '"' else _SCALAR, text, at)
        return node
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        node.starts.append(at)
        if node.kind == "{":
            end = _end(_STRING, text, at)
            node.keys.append(json.loads(text[at:end]))
            at = _skip(text, _skip(text, end) + 1)
        child = _parse(text, at)
        node.children.append(child)
        at = _skip(text, child.end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    node.end = at + 1
    return node


def addition(text: str, container: Node, value: Any, key: str | None = None) -> TextEdit:
    """Makes `value` the last child of an object, under `key`, or of an array.

    It is written as its neighbours are: on lines of its own with their indent, or on theirs.
    """
    if container.children:
        last = container.children[-1].end
        gap = text[container.start + 1 : container.starts[0]]
        if "\n" not in gap:
            return TextEdit.insert(last, ", " + _rendered(value, key))
        indent = gap.rpartition("\n")[2]
        lines = _rendered(value, key, unit=_unit(text), indent=indent, newline=_newline(text))
        return TextEdit.insert(last, f",{_newline(text)}{indent}{lines}")
    inside = Span(container.start + 1, container.end - 1)
    is_root = container.start == _skip(text, 0)
    if "\n" not in text.strip() and not is_root:
        return TextEdit(inside, _rendered(value, key))
    base, unit, newline = _indent_at(text, container.start), _unit(text), _newline(text)
    lines = _rendered(value, key, unit=unit, indent=base + unit, newline=newline)
    return TextEdit(inside, f"{newline}{base}{unit}{lines}{newline}{base}")


def removal(container: Node, index: int) -> TextEdit:
    """Takes a child away, with the comma and the space that came with it."""
    children, starts = container.children, container.starts
    if len(children) == 1:
        return TextEdit.delete(Span(container.start + 1, container.end - 1))
    if index == len(children) - 1:
        return TextEdit.delete(Span(children[index - 1].end, children[index].end))
    return TextEdit.delete(Span(starts[index], starts[index + 1]))


def _rendered(
    value: Any, key: str | None, *, unit: str | None = None, indent: str = "", newline: str = "\n"
) -> str:
    lines = json.dumps(value, indent=unit, ensure_ascii=False).replace("\n", newline + indent)
    return lines if key is None else f"{json.dumps(key)}: {lines}"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _unit(text: str) -> str:
    """What one level is indented by: the first indent there is."""
    found = re.search(r"\n([ \t]+)\S", text)
    return _DEFAULT_UNIT if found is None else found[1]


def _indent_at(text: str, at: int) -> str:
    """The indent of the line that `at` is on."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip(" \t"))]
