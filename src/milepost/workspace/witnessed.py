"""What a version has lost, as sentences with the way to have it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.putting_back import (
    put_back_entries,
    put_back_items,
    put_back_notes,
    put_back_stamps,
)
from milepost.edits.restoring import restore_section
from milepost.plan.kinds import SectionKind
from milepost.text.diff import diff_edits
from milepost.workspace.events import Alarm, AlarmKind, Mend, shortened
from milepost.workspace.intent import ticking_again

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from milepost.document import Document
    from milepost.plan.losses import Losses
    from milepost.plan.model import ChecklistItem, Section
    from milepost.plan.pairing import ItemPair
    from milepost.plan.records import LogEntry, RevisionNote
    from milepost.text import EditSet, Span
    from milepost.workspace.intent import Resolve


def describe_losses(
    before: Document,
    after: Document,
    losses: Losses,
    known_items: set[int],
    is_known: Callable[[str], bool],
) -> Iterator[Alarm]:
    """One alarm for each kind of loss; `known_items` of `before` and known texts have theirs."""
    yield from _reopened([p for p in losses.reopened if p.before.index not in known_items], before)
    yield from _restamped(losses.restamped, before, after)
    items = [item for item in losses.items if item.index not in known_items]
    items = [item for item in items if not is_known(item.span.cut(before.text))]
    yield from _vanished_items(items, before)
    yield from _vanished_sections(losses.sections, before)
    entries = [each for each in losses.entries if not is_known(each.span.cut(before.text))]
    yield from _vanished_entries(entries, before)
    yield from _vanished_notes(losses.notes, before)


def _reopened(pairs: Sequence[ItemPair], before: Document) -> Iterator[Alarm]:
    if not pairs:
        return
    steps = [ticking_again(before, pair.before) for pair in pairs]
    names = _names([pair.after.text for pair in pairs])
    yield Alarm(
        f"{names} {_is(pairs)} not done any more: somebody else has opened what was done.",
        serious=True,
        kind=AlarmKind.ITEM_REOPENED,
        place=pairs[0].after.span,
        mend=Mend(f"Tick {names} again", _in_turn(steps)),
    )


def _restamped(pairs: Sequence[ItemPair], before: Document, after: Document) -> Iterator[Alarm]:
    if not pairs:
        return
    items = [pair.before for pair in pairs]
    names = _names([item.text for item in items])
    old, now = _stamp(pairs[0].before, before), _stamp(pairs[0].after, after)
    yield Alarm(
        f"Somebody else has changed the time of {names}: {old} became {now or 'none'}.",
        kind=AlarmKind.STAMP_CHANGED,
        place=pairs[0].after.span,
        mend=Mend(
            f"Restore the time of {names}",
            lambda current: put_back_stamps(current, before, items),
        ),
    )


def _vanished_items(items: Sequence[ChecklistItem], before: Document) -> Iterator[Alarm]:
    if not items:
        return
    names = _names([item.text for item in items])
    were = "was" if len(items) == 1 else "were"
    yield Alarm(
        f"{names} {_is(items)} gone from the plan, and {were} done.",
        serious=True,
        kind=AlarmKind.ITEM_VANISHED,
        place=items[0].span,
        mend=Mend(f"Bring {names} back", lambda current: put_back_items(current, before, items)),
    )


def _vanished_sections(sections: Sequence[Section], before: Document) -> Iterator[Alarm]:
    if not sections:
        return
    names = _names([section.title for section in sections])
    steps = [_restoring(before, section) for section in sections]
    yield Alarm(
        f"The section{'' if len(sections) == 1 else 's'} {names} {_is(sections)} gone, with what "
        f"{'it' if len(sections) == 1 else 'they'} said.",
        serious=True,
        kind=AlarmKind.SECTION_VANISHED,
        place=sections[0].heading,
        mend=Mend(f"Bring {names} back", _in_turn(steps)),
    )


def _restoring(before: Document, section: Section) -> Resolve:
    return lambda current: restore_section(current, before, section)


def _vanished_entries(entries: Sequence[LogEntry], before: Document) -> Iterator[Alarm]:
    for kind, word in ((SectionKind.DECISIONS, "decision"), (SectionKind.SURPRISES, "surprise")):
        gone = [entry for entry in entries if entry.section is kind]
        if not gone:
            continue
        names = _names([entry.text for entry in gone])
        yield Alarm(
            f"The {word}{'' if len(gone) == 1 else 's'} {names} {_is(gone)} gone.",
            serious=True,
            kind=AlarmKind.ENTRY_VANISHED,
            place=gone[0].span,
            mend=Mend(f"Bring {names} back", _bringing(before, gone)),
        )


def _bringing(before: Document, entries: Sequence[LogEntry]) -> Resolve:
    return lambda current: put_back_entries(current, before, entries)


def _vanished_notes(notes: Sequence[RevisionNote], before: Document) -> Iterator[Alarm]:
    if not notes:
        return
    names = _names([note.text for note in notes])
    yield Alarm(
        f"The revision note{'' if len(notes) == 1 else 's'} {names} {_is(notes)} gone.",
        kind=AlarmKind.NOTE_VANISHED,
        place=notes[0].span,
        mend=Mend(f"Bring {names} back", lambda current: put_back_notes(current, before, notes)),
    )


def _in_turn(steps: Sequence[Resolve]) -> Resolve:
    """All of several changes, one after the other; those that have no place are left out."""

    def resolve(current: Document) -> EditSet | None:
        after = current
        for step in steps:
            edits = step(after)
            if edits:
                after = after.edited(edits)
        return diff_edits(current.text, after.text) if after is not current else None

    return resolve


def _names(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
    return f"“{shortened(texts[0])}”{more}"


def _is(things: Sequence[object]) -> str:
    return "is" if len(things) == 1 else "are"


def _stamp(item: ChecklistItem, document: Document) -> str:
    return "" if item.stamp is None else _cut(item.stamp.core, document)


def _cut(span: Span, document: Document) -> str:
    return " ".join(span.cut(document.text).split())
