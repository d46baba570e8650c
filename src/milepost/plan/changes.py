"""What happened to a plan between two of its versions, in the words of its format."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from milepost.plan.canon import normalise_title
from milepost.plan.headings import section_level
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind, ItemState
from milepost.plan.pairing import ItemPair, pair_items
from milepost.plan.placeholders import is_placeholder
from milepost.plan.query import blocks_within
from milepost.plan.skeleton import is_guidance
from milepost.text import Span
from milepost.text.diff import changed_runs, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from milepost.plan.model import ChecklistItem, Plan
    from milepost.plan.pairing import Pairing
    from milepost.plan.records import LogEntry, RevisionNote

_E = TypeVar("_E", "LogEntry", "RevisionNote")

RECORDED = (SectionKind.DECISIONS, SectionKind.SURPRISES, SectionKind.OUTCOMES)
"""The sections whose entries are told apart."""

_ALIKE = 30
"""Characters of its beginning by which an entry that was reworded is known."""
_BULLETS = "-*+ \t"


class PlanText(Protocol):
    """A plan and the text it was read from; a `Document` is one."""

    @property
    def plan(self) -> Plan:
        """The plan."""

    @property
    def text(self) -> str:
        """What its spans refer to."""


@dataclass(frozen=True, slots=True)
class ItemChanges:
    """What happened to checkboxes, whichever section they stand in; each group in file order.

    An item may be in two groups: reworded and finished, say.
    """

    finished: tuple[ItemPair, ...] = ()
    """Done now, and not before."""
    begun: tuple[ItemPair, ...] = ()
    """Open before, and done in part now."""
    reopened: tuple[ItemPair, ...] = ()
    """Less done than before."""
    reworded: tuple[ItemPair, ...] = ()
    restamped: tuple[ItemPair, ...] = ()
    """Done before and now, with another time or none."""
    added: tuple[ChecklistItem, ...] = ()
    removed: tuple[ChecklistItem, ...] = ()

    def __bool__(self) -> bool:
        return any((self.finished, self.begun, self.reopened, self.reworded, self.restamped)) or (
            bool(self.added or self.removed)
        )

    @property
    def newly_done(self) -> int:
        """How many items are done that were not, or were not there."""
        return len(self.finished) + sum(item.done for item in self.added)


class RecordChanges(NamedTuple):
    """What happened to the entries of one living section."""

    kind: SectionKind
    added: tuple[LogEntry, ...] = ()
    reworded: tuple[LogEntry, ...] = ()
    """As they are now."""
    removed: tuple[LogEntry, ...] = ()


class SectionChange(NamedTuple):
    """Lines that went and came in one section, less items, entries, revision notes and title.

    `title` is empty for what stands before the first section, and for changes that belong to no
    section, such as another order.
    """

    title: str
    removed: int
    added: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened between two versions; nothing when they have the same text."""

    title: str | None = None
    """The new title, if it is another one."""
    items: ItemChanges = ItemChanges()
    records: tuple[RecordChanges, ...] = ()
    notes_added: tuple[RevisionNote, ...] = ()
    notes_removed: tuple[RevisionNote, ...] = ()
    sections_added: tuple[str, ...] = ()
    sections_removed: tuple[str, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    is_spacing: bool = False
    """Whether blank lines, spaces at line ends or line ends are all that is different."""

    def __bool__(self) -> bool:
        return self != Changes()


def changes_between(before: PlanText, after: PlanText) -> Changes:
    """What turned one version into the other."""
    if before.text == after.text:
        return Changes()
    old_parts, new_parts = _parts_of(before), _parts_of(after)
    notes = _entry_changes(before, after, before.plan.revision_notes, after.plan.revision_notes)
    title = after.plan.title
    changes = Changes(
        title=None if title == before.plan.title else title,
        items=_item_changes(pair_items(before.plan, after.plan), before.text, after.text),
        records=tuple(_record_changes(before, after)),
        notes_added=(*notes[0], *notes[1]),
        notes_removed=tuple(notes[2]),
        sections_added=tuple(new_parts[key].title for key in new_parts if key not in old_parts),
        sections_removed=tuple(old_parts[key].title for key in old_parts if key not in new_parts),
        sections=tuple(
            SectionChange(new_parts[key].title, *counts)
            for key in new_parts
            if key in old_parts
            and any(counts := _line_counts(old_parts[key].lines, new_parts[key].lines))
        ),
    )
    return changes or _unexplained(before.text, after.text)


def _unexplained(before: str, after: str) -> Changes:
    """Changes of the order, or of nothing that can be seen."""
    counts = _line_counts(_bare_lines(before), _bare_lines(after))
    if any(counts):
        return Changes(sections=(SectionChange("", *counts),))
    return Changes(is_spacing=True)


def _item_changes(pairing: Pairing, before: str, after: str) -> ItemChanges:
    def among(*steps: tuple[ItemState, ItemState]) -> tuple[ItemPair, ...]:
        return tuple(each for each in pairing.pairs if (each[0].state, each[1].state) in steps)

    opened, partial, done = ItemState.OPEN, ItemState.PARTIAL, ItemState.DONE
    return ItemChanges(
        finished=among((opened, done), (partial, done)),
        begun=among((opened, partial)),
        reopened=among((done, opened), (done, partial), (partial, opened)),
        reworded=tuple(each for each in pairing.pairs if each.before.text != each.after.text),
        restamped=tuple(
            each
            for each in among((done, done))
            if _stamp_of(each.before, before) != _stamp_of(each.after, after)
        ),
        added=pairing.added,
        removed=pairing.removed,
    )


def _stamp_of(item: ChecklistItem, text: str) -> str:
    return "" if item.stamp is None else " ".join(item.stamp.core.cut(text).split())


def _record_changes(before: PlanText, after: PlanText) -> Iterator[RecordChanges]:
    for kind in RECORDED:
        old = [entry for entry in before.plan.records if entry.section is kind]
        new = [entry for entry in after.plan.records if entry.section is kind]
        added, reworded, removed = _entry_changes(before, after, old, new)
        if added or reworded or removed:
            yield RecordChanges(kind, tuple(added), tuple(reworded), tuple(removed))


def _entry_changes(
    before: PlanText, after: PlanText, old: Sequence[_E], new: Sequence[_E]
) -> tuple[list[_E], list[_E], list[_E]]:
    """The entries that were added, reworded and removed."""
    unchanged = Counter(_wording(entry.span, before.text) for entry in old) & Counter(
        _wording(entry.span, after.text) for entry in new
    )
    removed = list(_without(old, before.text, unchanged.copy()))
    added: list[_E] = []
    reworded: list[_E] = []
    for entry in _without(new, after.text, unchanged):
        former = next((each for each in removed if _is_alike(each.text, entry.text)), None)
        if former is None:
            added.append(entry)
        else:
            removed.remove(former)
            reworded.append(entry)
    return added, reworded, removed


def _without(entries: Sequence[_E], text: str, unchanged: Counter[str]) -> Iterator[_E]:
    for entry in entries:
        wording = _wording(entry.span, text)
        if unchanged[wording]:
            unchanged[wording] -= 1
        else:
            yield entry


def _wording(span: Span, text: str) -> str:
    return " ".join(span.cut(text).split())


def _is_alike(some: str, other: str) -> bool:
    return some[:_ALIKE].casefold() == other[:_ALIKE].casefold()


class _Part(NamedTuple):
    """A section, or what stands before the first one: its title and the lines of its prose."""

    title: str
    lines: list[str]


def _parts_of(reading: PlanText) -> dict[tuple[str, int], _Part]:
    """The plan's parts by what they are known by."""
    plan = reading.plan
    level = section_level(plan)
    top = [
        section
        for section in plan.sections
        if section.level <= level and section.heading != plan.title_span
    ]
    structured = sorted(
        [item.span for item in plan.items]
        + [entry.span for entry in plan.records]
        + [note.span for note in plan.revision_notes]
        + [span for span in (plan.title_span,) if span is not None]
        + list(_stand_ins(reading))
    )
    first = top[0].span.start if top else len(reading.text)
    parts = {("", 0): _Part("", _prose(reading.text, Span(0, first), structured))}
    seen: Counter[str] = Counter()
    for section in top:
        name = section.kind.name if section.kind else normalise_title(section.title) or "?"
        span = section.body if section.level == level else section.own
        lines = _prose(reading.text, span, structured)
        parts[name, seen[name]] = _Part(section.title, lines)
        seen[name] += 1
    return parts


def _stand_ins(reading: PlanText) -> Iterator[Span]:
    """The paragraphs and guidance that hold the place of entries: they go when one comes."""
    for kind in RECORDED:
        section = reading.plan.section(kind)
        for block in blocks_within(reading.plan, section.own) if section is not None else ():
            wording = _wording(block.span, reading.text)
            is_empty = block.kind is BlockKind.PARAGRAPH and is_placeholder(wording)
            if is_empty or is_guidance(wording):
                yield block.span


def _prose(text: str, span: Span, structured: Iterable[Span]) -> list[str]:
    """The lines within `span` that lie in none of the `structured` ones."""
    pieces = []
    at = span.start
    for each in structured:
        if at < each.end and each.start < span.end:
            pieces.append(text[at : each.start])
            at = each.end
    pieces.append(text[at : span.end])
    return _bare_lines("".join(pieces))


def _bare_lines(text: str) -> list[str]:
    """The lines that say something, without spaces at their ends."""
    return [line.rstrip() for line in split_lines(text) if line.strip().strip(_BULLETS)]


def _line_counts(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many lines went, and how many came."""
    runs = list(changed_runs(before, after))
    return sum(len(here) for here, _ in runs), sum(len(there) for _, there in runs)
