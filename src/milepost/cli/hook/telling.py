"""The few lines that an agent is given to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.diagnostics import Applicability
from milepost.report.agent import render_finding
from milepost.report.cells import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from milepost.diagnostics import Diagnostic
    from milepost.report.finding import CheckedPlan
    from milepost.workspace.mailbox import Letter

MOST_LINES = 20
MOST_BYTES = 6_000
"""About 2,500 tokens at the most, in whatever script: what is longer, a host may put aside."""

_LONGEST = MOST_BYTES // MOST_LINES - 4
"""Bytes of a line, without its end and the ellipsis that may follow."""
_FEWEST = 2


class News(NamedTuple):
    """What is to be told of one plan."""

    path: Path
    plan: CheckedPlan
    errors: tuple[Diagnostic, ...]
    """By place; those that are to be told, and no others."""
    letters: Sequence[Letter] = ()
    """What the person did meanwhile."""
    is_compared: bool = False
    """Whether the errors came with this edit, as far as one can tell."""


class _Block(NamedTuple):
    head: str
    rows: list[str]


def compose(news: Sequence[News], now: datetime) -> str:
    """All that is to be told, the person's doings first; empty when there is nothing.

    At most `MOST_LINES` lines and `MOST_BYTES` bytes, none of which holds a control character;
    the first character is neither a bracket nor a brace.
    """
    blocks = [_letters(each, now) for each in news if each.letters]
    blocks += [_errors(each) for each in news if each.errors]
    return "\n".join(_cut(line) for line in _fitted(blocks))


def _letters(news: News, now: datetime) -> _Block:
    head = (
        f"milepost: the person changed {visible(news.plan.path)} meanwhile; read it again before "
        "your next edit, and keep what they did:"
    )
    return _Block(head, [f"- {visible(each.sentence)} {_time(each, now)}" for each in news.letters])


def _errors(news: News) -> _Block:
    name, count = visible(news.plan.path), len(news.errors)
    what = "an error" if count == 1 else f"{count} errors"
    head = f"this edit brought {what} into {name}" if news.is_compared else f"{name} has {what}"
    safe = sum(
        found.fix is not None and found.fix.applicability is Applicability.SAFE
        for found in news.errors
    )
    hint = f" (`milepost fix` mends {safe})" if safe else ""
    return _Block(
        f"milepost: {head}{hint}:", [render_finding(news.plan, found) for found in news.errors]
    )


def _time(letter: Letter, now: datetime) -> str:
    form = "%H:%MZ" if letter.at.date() == now.date() else "%Y-%m-%d %H:%MZ"
    return f"{letter.at:{form}}"


def _fitted(blocks: Sequence[_Block]) -> Iterator[str]:
    """The lines of all blocks, each with its share of the room."""
    shown = blocks[: MOST_LINES // _FEWEST]
    room = MOST_LINES
    for left, block in zip(range(len(shown), 0, -1), shown, strict=True):
        share = min(room // left, 1 + len(block.rows))
        room -= share
        yield block.head
        fits = share - 1 == len(block.rows)
        kept = block.rows if fits else block.rows[: share - 2]
        yield from kept
        if not fits:
            yield f"- and {len(block.rows) - len(kept)} more"


def _cut(line: str) -> str:
    data = line.encode("utf-8", "replace")
    if len(data) <= _LONGEST:
        return line
    return data[:_LONGEST].decode("utf-8", "ignore") + "…"
