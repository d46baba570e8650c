"""From what was typed to plans that were read, every failure being a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.cli.paths import is_directory, no_plan_sentence
from milepost.document import Document
from milepost.text import SourceDefect
from milepost.workspace.store import Unreadable, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_CHARACTERS = 4_000_000
"""Longer texts are refused: discovery passes over them too, and no plan comes near."""

_REMEDIES = {
    SourceDefect.NOT_UTF8: "Convert it to UTF-8 and try again.",
    SourceDefect.UTF16: "Convert it to UTF-8 and try again.",
    SourceDefect.NUL: "Restore it from where it is whole, or remove them.",
}


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan that was read; `remark` is a sentence on something odd about it, or empty."""

    path: Path
    document: Document
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that was named and cannot be read, with a sentence that says why."""

    path: str
    sentence: str


def read_operands(operands: Sequence[str]) -> Iterator[PlanFile | Failure]:
    """Reads every plan that is named or lies below a directory that is named, each once.

    Without operands it is the current directory.
    """
    seen: set[Path] = set()
    for operand in operands or ["."]:
        for path in _paths_of(operand):
            if isinstance(path, Failure):
                yield path
                continue
            identity = path.absolute()
            if identity not in seen:
                seen.add(identity)
                yield read_plan(path)


def read_plan(path: Path) -> PlanFile | Failure:
    """Reads one file as a plan; any text will do, whether it is one or not."""
    loaded = load(path)
    if isinstance(loaded, Unreadable):
        return Failure(str(path), loaded.reason)
    source = loaded.source
    if source.defect in _REMEDIES:
        reason = f"{path} is not read: {source.defect.value}. {_REMEDIES[source.defect]}"
        return Failure(str(path), reason)
    if len(source.text) > MAX_CHARACTERS:
        size = f"{len(source.text) / 1_000_000:.1f} million characters"
        limit = f"{MAX_CHARACTERS // 1_000_000} million"
        return Failure(str(path), f"{path} is not read: it has {size}, and a plan at most {limit}.")
    remark = f"{path}: {source.defect.value}." if source.defect else ""
    return PlanFile(path, Document.parse(source), remark)


def _paths_of(operand: str) -> Iterator[Path | Failure]:
    path = Path(operand)
    if not is_directory(path):
        yield path
        return
    # Deferred, as a plan that is named needs no search.
    from milepost.workspace.discovery import find_plans

    found = False
    for plan in find_plans(path):
        found = True
        yield plan.path
    if not found:
        yield Failure(operand, no_plan_sentence(path))
