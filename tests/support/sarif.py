"""Whether an object is SARIF 2.1.0, by classes that were generated from the schema."""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from importlib import import_module
from typing import Any, Literal


def sarif_errors(log: object) -> list[str]:
    """What is wrong with a log; each with the path to it. Unknown properties are wrong."""
    return list(_errors(log, import_module("pysarif").SarifLog, "log"))


def _errors(value: object, kind: Any, path: str) -> typing.Iterator[str]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (each for each in arguments if each is not type(None))
        yield from _errors(value, inner, path)
    elif origin is list and isinstance(value, list):
        for index, each in enumerate(value):
            yield from _errors(each, arguments[0], f"{path}[{index}]")
    elif dataclasses.is_dataclass(kind) and isinstance(value, dict):
        yield from _object_errors(value, kind, path)
    elif not _fits(value, kind):
        yield f"{path}: {value!r} is no {kind}"


def _fits(value: object, kind: Any) -> bool:
    """Whether a value that is neither an array nor an object is of a kind."""
    if kind is Any:
        return True
    if typing.get_origin(kind) is Literal:
        return value in typing.get_args(kind)
    if kind in (int, float):
        return isinstance(value, int | kind) and not isinstance(value, bool)
    return kind in (str, bool) and isinstance(value, kind)


def _object_errors(value: dict[str, Any], kind: Any, path: str) -> typing.Iterator[str]:
    hints = typing.get_type_hints(kind)
    fields = {_property_name(each.name): each for each in dataclasses.fields(kind)}
    for name, field in fields.items():
        optional = field.default is not dataclasses.MISSING
        optional = optional or field.default_factory is not dataclasses.MISSING
        if name not in value and not optional:
            yield f"{path}: {name} is missing"
    for name, inner in value.items():
        if name in fields:
            yield from _errors(inner, hints[fields[name].name], f"{path}.{name}")
        else:
            yield f"{path}: there is no property {name}"


def _property_name(field: str) -> str:
    if field == "schema":
        return "$schema"
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), field)
