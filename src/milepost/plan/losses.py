"""What a plan had in one version and has no more in the next, though it ought to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from milepost.plan.canon import normalise_title
from milepost.plan.headings import section_level, top_of
from milepost.plan.identity import wording_of
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.pairing import pair_items
from milepost.plan.patterns import compiled
from milepost.plan.placeholders import is_placeholder
from milepost.plan.timestamp import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from milepost.plan.changes import PlanText
    from milepost.plan.model import ChecklistItem, Plan, Section
    from milepost.plan.pairing import ItemPair, Pairing
    from milepost.plan.records import LogEntry, RevisionNote
    from milepost.plan.timestamp import Timestamp
    from milepost.text import Span

_E = TypeVar("_E", "LogEntry", "RevisionNote")

GUARDED = (SectionKind.DECISIONS, SectionKind.SURPRISES)
"""The sections whose entries are added to and never taken from."""

_WORD = r"[a-z0-9]+|[^\W_a-z0-9]"
"""A word, or one character of a script that sets no spaces."""
_BRACKETED = r"(?s)[*_]*[(（\[<【].*[)）\]>】][.。]?[*_]*"
_REWRITTEN = 0.3
_FEWEST_RUNS = 12
_CONDENSED = 0.5
"""The share of a new entry's words that tells that it sums an old one up."""
_FEWEST = 8
_LONGEST = 60
_RUN = 4
"""Words in a row by which a text is known again, however its lines are broken."""
_KEPT = 0.5
"""The share of such runs that tells that a text was moved or reworded, rather than lost."""
_SHARED = 0.4
"""The share of words that tells that an item or an entry was worded anew."""


@dataclass(frozen=True, slots=True)
class Losses:
    """What is gone. Spans of what is missing are those of the version before."""

    reopened: tuple[ItemPair, ...] = ()
    """Items that were done, and are not now."""
    restamped: tuple[ItemPair, ...] = ()
    """Items that are done as before, with another time or none."""
    items: tuple[ChecklistItem, ...] = ()
    """Done items that are not there any more, in any wording."""
    sections: tuple[Section, ...] = ()
    entries: tuple[LogEntry, ...] = ()
    """Decisions and surprises."""
    notes: tuple[RevisionNote, ...] = ()

    def __bool__(self) -> bool:
        return self != Losses()


def find_losses(before: PlanText, after: PlanText) -> Losses:
    """What `after` has lost that a plan keeps: done work, and the record of why.

    What was moved, renamed or reworded is not lost, nor are open items that are dropped.
    """
    if before.text == after.text:
        return Losses()
    kept = _Words(after.text)
    sections = tuple(_lost_sections(before, after, kept))
    gone = [section.span for section in sections]
    pairing = pair_items(before.plan, after.plan)
    return Losses(
        reopened=tuple(pair for pair in pairing.pairs if pair.before.done and not pair.after.done),
        restamped=tuple(pair for pair in pairing.pairs if _is_restamped(pair)),
        items=tuple(_lost_items(pairing, gone, kept)),
        sections=sections,
        entries=tuple(
            entry
            for kind in GUARDED
            for entry in _lost(
                [each for each in before.plan.records if each.section is kind],
                [each for each in after.plan.records if each.section is kind],
                before,
                kept,
            )
            if not _lies_in(entry.span, gone)
        ),
        notes=tuple(
            note
            for note in _lost(before.plan.revision_notes, after.plan.revision_notes, before, kept)
            if not _lies_in(note.span, gone)
        ),
    )


def holds_words(text: str, words: str) -> bool:
    """Whether the words are in the text, most of them at least, in whatever place and lines."""
    return _Words(text).keep(words)


def find_rewordings(
    item: ChecklistItem, others: Iterable[ChecklistItem]
) -> tuple[ChecklistItem, ...]:
    """Those of other items that say what an item says, in other words or in fewer."""
    return tuple(
        other for other in others if _is_reworded(item.headline, [set(_words_of(other.headline))])
    )


def is_rewritten(before: str, after: str) -> bool:
    """Whether much of a text was put in other words; breaking its lines anew is none of that."""
    runs = list(_runs_of(_words_of(before)))
    left = set(_runs_of(_words_of(after)))
    gone = sum(run not in left for run in runs)
    return gone >= _REWRITTEN * len(runs) and gone >= _FEWEST_RUNS


def named(text: str) -> str:
    """A text in quotation marks, on one line and not too long for a message."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST else f'{line[: _LONGEST - 1].rstrip()}…'}”"


def trace_of(section: Section, before: Plan, after: Plan) -> Span:
    """The heading of a section, or of the one above where it stood, else the plan's title."""
    for former in reversed(before.sections[: section.index + 1]):
        title = normalise_title(former.title)
        for each in after.sections:
            same = former.kind is not None and each.kind is former.kind
            if same or normalise_title(each.title) == title:
                return each.heading
    return top_of(after)


class _Words:
    """The words of a text, to look for others in. They are read when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _runs(self) -> set[str]:
        return set(_runs_of(_words_of(self._text)))

    @cached_property
    def _line(self) -> str:
        return f" {' '.join(_words_of(self._text))} "

    def keep(self, text: str) -> bool:
        """Whether the words of `text` are there, most of them at least, in whatever place."""
        words = _words_of(text)
        if len(words) < _RUN:
            return f" {' '.join(words)} " in self._line
        runs = list(_runs_of(words))
        return sum(run in self._runs for run in runs) >= _KEPT * len(runs)


def _words_of(text: str) -> list[str]:
    return compiled(_WORD).findall(text.casefold())


def _runs_of(words: Sequence[str]) -> Iterator[str]:
    return map(" ".join, zip(*(words[at:] for at in range(_RUN)), strict=False))


def _is_restamped(pair: ItemPair) -> bool:
    """Whether another time stands where one stood; another way to write it is none."""
    old, new = pair.before.stamp, pair.after.stamp
    if not (pair.before.done and pair.after.done) or old is None or old.problem:
        return False
    if wording_of(pair.before) != wording_of(pair.after):
        return False  # A new statement has a time of its own.
    return new is None or not _is_same_time(old, new)


def _is_same_time(old: Timestamp, new: Timestamp) -> bool:
    day = Precision.DAY in (old.precision, new.precision)
    return any(
        a is not None and b is not None and _starts_alike(a, b, by_day=day)
        for a, b in ((old.wall, new.wall), (old.assumed, new.assumed))
    )


def _starts_alike(some: datetime, other: datetime, *, by_day: bool) -> bool:
    if by_day:
        return some.date() == other.date()
    return some.replace(second=0) == other.replace(second=0)


def _lost_items(pairing: Pairing, gone: Sequence[Span], kept: _Words) -> Iterator[ChecklistItem]:
    added = [set(_words_of(item.headline)) for item in pairing.added]
    for item in pairing.removed:
        is_known = _lies_in(item.span, gone) or kept.keep(item.headline)
        if item.done and not is_known and not _is_reworded(item.headline, added):
            yield item


def _lost_sections(before: PlanText, after: PlanText, kept: _Words) -> Iterator[Section]:
    """The sections whose title is gone, and with it most of what they said."""
    titles = {normalise_title(section.title) for section in after.plan.sections}
    level = section_level(before.plan)
    for section in before.plan.sections:
        if section.level != level or section.heading == before.plan.title_span:
            continue
        if section.kind is not None and after.plan.section(section.kind) is not None:
            continue
        if normalise_title(section.title) in titles or not _says_something(before, section):
            continue
        if not kept.keep(section.body.cut(before.text)):
            yield section


def _says_something(reading: PlanText, section: Section) -> bool:
    blocks = [
        block.span.cut(reading.text)
        for block in reading.plan.blocks
        if block.kind is not BlockKind.HEADING and section.body.contains(block.span)
    ]
    return any(not is_placeholder(text) for text in blocks)


def _lost(old: Sequence[_E], new: Sequence[_E], before: PlanText, kept: _Words) -> Iterator[_E]:
    """The entries whose words are gone, and that no entry has in other words."""
    known = {each.text.casefold() for each in new}
    former = {each.text.casefold() for each in old}
    others = [set(_words_of(each.text)) for each in new if each.text.casefold() not in former]
    for entry in old:
        if entry.text.casefold() in known or _stands_in(entry.text):
            continue
        if kept.keep(entry.span.cut(before.text)) or kept.keep(entry.text):
            continue
        if not _is_reworded(entry.text, others):
            yield entry


def _stands_in(text: str) -> bool:
    """Whether a text only holds the place of one that is still to be written."""
    return is_placeholder(text) or compiled(_BRACKETED).fullmatch(text.strip()) is not None


def _is_reworded(text: str, others: Iterable[set[str]]) -> bool:
    """Whether one of the new texts says this in other words, or in fewer."""
    words = set(_words_of(text))
    return any(
        len(words & other) >= min(_SHARED * len(words), max(_CONDENSED * len(other), _FEWEST))
        for other in others
    )


def _lies_in(span: Span, spans: Iterable[Span]) -> bool:
    return any(each.contains(span) for each in spans)
