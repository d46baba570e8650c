"""Which item the arguments of a verb name, or a sentence on why none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from milepost.cli.exits import UsageError
from milepost.plan.kinds import SectionKind
from milepost.plan.naming import find_alike, find_named, number_of, numbered_items
from milepost.plan.query import progress_of
from milepost.report.cells import cut_end, visible
from milepost.report.progress import NO_ITEMS, NO_PROGRESS, NO_TEXT
from milepost.workspace.writing import Refusal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from milepost.cli.arguments import Parser
    from milepost.document import Document
    from milepost.plan.model import ChecklistItem, Plan

_MOST_LISTED = 10
_WIDEST = 80
"""Cells of an item's text where it is one of several."""


class Wanted(NamedTuple):
    """What was asked for: one of them is there."""

    words: str = ""
    number: int | None = None
    is_next: bool = False
    is_last: bool = False
    """The one that was done last: what takes `is_next` back."""


class Candidate(NamedTuple):
    """An item that may have been meant."""

    number: int
    state: str
    text: str


@dataclass(frozen=True)
class Unclear(Refusal):
    """No item, or several; with those that may have been meant."""

    candidates: tuple[Candidate, ...] = ()

    def lines(self) -> Iterator[str]:
        """The sentence, and a line for each candidate; not yet made harmless."""
        yield self.reason
        width = len(str(max((each.number for each in self.candidates), default=0)))
        for each in self.candidates[:_MOST_LISTED]:
            line = f"  {each.number:>{width}}  {each.state:<7}  {each.text or NO_TEXT}"
            yield cut_end(visible(line), _WIDEST)
        if len(self.candidates) > _MOST_LISTED:
            left = len(self.candidates) - _MOST_LISTED
            yield f"  and {left} more; `milepost progress` lists all with their numbers."


def add_item_options(parser: Parser) -> None:
    """Gives a verb the options that `wanted_from_options` reads."""
    parser.add_argument("--number", type=int)
    parser.add_argument("--next", action="store_true")


def wanted_from_options(options: argparse.Namespace, words: Sequence[str], verb: str) -> Wanted:
    """What the arguments ask for; raises `UsageError` unless they do so in exactly one way."""
    wanted = Wanted(" ".join(words), options.number, options.next)
    ways = [bool(words), wanted.number is not None, wanted.is_next]
    if ways.count(True) != 1:
        raise UsageError(
            f'Name one item: `milepost {verb} PLAN "its text"`, `--number N` or `--next`.'
        )
    return wanted


def choose_item(document: Document, wanted: Wanted, path: Path) -> ChecklistItem | Unclear:
    """The item of Progress that is wanted."""
    plan = document.plan
    items = numbered_items(plan)
    if not items:
        return Unclear(f"{path}: {NO_ITEMS if plan.section(SectionKind.PROGRESS) else NO_PROGRESS}")
    if wanted.is_next:
        return progress_of(plan).next_item or Unclear(
            f"Every item of {path} is done: there is no next one."
        )
    if wanted.is_last:
        return _choose_last(plan, path)
    if wanted.number is not None:
        if 0 < wanted.number <= len(items):
            return items[wanted.number - 1]
        return Unclear(f"There is no item {wanted.number} in {path}: it has 1 to {len(items)}.")
    return _choose_named(document, wanted.words, path)


def _choose_last(plan: Plan, path: Path) -> ChecklistItem | Unclear:
    dated = [(at, item) for item in numbered_items(plan) if (at := _done_at(item)) is not None]
    if not dated:
        return Unclear(f"No item of {path} says when it was done: there is no last one.")
    latest = max(at for at, _ in dated)
    found = [item for at, item in dated if at == latest]
    if len(found) == 1:
        return found[0]
    return Unclear(
        f"{len(found)} items of {path} were done last, at the same time; name one with --number:",
        _candidates(plan, found),
    )


def _done_at(item: ChecklistItem) -> datetime | None:
    return item.stamp.assumed if item.done and item.stamp is not None else None


def _choose_named(document: Document, words: str, path: Path) -> ChecklistItem | Unclear:
    plan = document.plan
    found = find_named(plan, document.text, words)
    if len(found) == 1:
        return found[0]
    if found:
        return Unclear(
            f"{len(found)} items of {path} read “{words}”; name one with --number:",
            _candidates(plan, found),
        )
    alike = find_alike(plan, words)
    hint = "Did you mean one of these? Name it with --number:" if alike else _LISTED
    return Unclear(f"No item of {path} reads “{words}”. {hint}", _candidates(plan, alike))


_LISTED = "`milepost progress` lists all."


def _candidates(plan: Plan, items: Sequence[ChecklistItem]) -> tuple[Candidate, ...]:
    return tuple(Candidate(number_of(plan, item), item.state.value, item.text) for item in items)
