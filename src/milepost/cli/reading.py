"""From what was typed to plans that were read, every failure being a sentence."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from milepost.cli.paths import is_directory, no_plan_sentence
from milepost.plan.kinds import NO_ALIASES
from milepost.report.finding import Unread
from milepost.text import Source, SourceDefect
from milepost.workspace.config import ConfigError, load_config
from milepost.workspace.loading import MAX_BYTES, Unreadable, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from milepost.document import Document
    from milepost.plan.kinds import SectionKind
    from milepost.workspace.discovery import FoundPlan

MAX_CHARACTERS = 4_000_000
"""Longer texts are refused: discovery passes over them too, and no plan comes near."""

STDIN_OPERAND = "-"
"""What names the text on stdin."""
STDIN = Path("<stdin>")
"""Where such a text lies in reports; a file of this name is another object."""

_WILD = frozenset("*?[")

_REMEDIES = {
    SourceDefect.NOT_UTF8: "Convert it to UTF-8 and try again.",
    SourceDefect.UTF16: "Convert it to UTF-8 and try again.",
    SourceDefect.NUL: "Restore it from where it is whole, or remove them.",
}


class PlanFile(NamedTuple):
    """A plan that was read; `remark` is a sentence on something odd about it, or empty."""

    path: Path
    document: Document
    remark: str = ""


class SourceFile(NamedTuple):
    """A file that was read and not yet parsed; `remark` as above."""

    path: Path
    source: Source
    remark: str = ""


def read_operands(operands: Sequence[str]) -> Iterator[PlanFile | Unread]:
    """Reads every plan that is named or lies below a directory that is named, each once.

    Without operands it is the current directory. A pattern such as `plans/**/*.md` that the shell
    has left alone names the files that fit it, and `-` what is on stdin.
    """
    # Deferred, as not everybody who reads files parses them.
    from milepost.document import Document

    for read in read_sources(operands):
        if isinstance(read, Unread):
            yield read
        else:
            aliases = _aliases_in(read.path.absolute().parent)
            yield PlanFile(read.path, Document.parse(read.source, aliases=aliases), read.remark)


def read_sources(operands: Sequence[str]) -> Iterator[SourceFile | Unread]:
    """The same, not yet parsed."""
    seen: set[Path] = set()
    for operand in operands or ["."]:
        for named in _named_by(operand):
            if isinstance(named, Unread):
                yield named
                continue
            path = named if isinstance(named, Path) else named.path
            identity = path if path is STDIN else path.absolute()
            if identity in seen:
                continue
            seen.add(identity)
            if path is STDIN:
                yield _judged(STDIN, Source.decode(_piped()))
            elif isinstance(named, Path):
                yield read_source(path)
            else:
                yield _judged(path, named.source)


def read_source(path: Path) -> SourceFile | Unread:
    """Reads one file; any text will do, whether it is a plan or not."""
    loaded = load(path)
    if isinstance(loaded, Unreadable):
        return Unread(str(path), loaded.reason)
    return _judged(path, loaded.source)


def _piped() -> bytes:
    """What is on stdin, no more of it than can be a plan."""
    return sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""


def _judged(path: Path, source: Source) -> SourceFile | Unread:
    if source.defect in _REMEDIES:
        reason = f"{path} is not read: {source.defect.value}. {_REMEDIES[source.defect]}"
        return Unread(str(path), reason)
    if len(source.text) > MAX_CHARACTERS:
        size = f"{len(source.text) / 1_000_000:.1f} million characters"
        limit = f"{MAX_CHARACTERS // 1_000_000} million"
        return Unread(str(path), f"{path} is not read: it has {size}, and a plan at most {limit}.")
    return SourceFile(path, source, f"{path}: {source.defect.value}." if source.defect else "")


@cache
def _aliases_in(folder: Path) -> Mapping[str, SectionKind]:
    """The project's names of standard sections; none when its configuration has a mistake."""
    config = load_config(folder)
    return NO_ALIASES if isinstance(config, ConfigError) else config.aliases


def _named_by(operand: str) -> Iterator[Path | FoundPlan | Unread]:
    if operand == STDIN_OPERAND:
        yield STDIN
        return
    path = Path(operand)
    if _is_missing_directory(operand, path):
        yield Unread(operand, f"There is no directory {operand}: check the spelling.")
        return
    if not is_directory(path):
        yield from _matches(path) if _WILD.intersection(operand) else (path,)
        return
    # Deferred, as a plan that is named needs no search.
    from milepost.workspace.search import search_plans

    found = False
    for plan in search_plans(path):
        found = True
        yield plan
    if not found:
        yield Unread(operand, no_plan_sentence(path))


def _is_missing_directory(operand: str, path: Path) -> bool:
    """Whether nothing is there and a directory was meant, by how it is written."""
    if path.suffix and not operand.endswith("/"):
        return False
    return not (_WILD.intersection(operand) or os.path.lexists(path))


def _matches(pattern: Path) -> Iterator[Path]:
    """The files that a pattern fits; the path itself when there is such a file, or none fits."""
    root = Path(pattern.anchor)
    parts = pattern.relative_to(root) if pattern.anchor else pattern
    found = [] if pattern.exists() else sorted(root.glob(str(parts)))
    yield from [path for path in found if path.is_file()] or [pattern]
