"""What happens to a plan, a sentence for each event, as it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from milepost.plan.kinds import SectionKind
from milepost.plan.timestamp import Precision
from milepost.report.cells import cut_end, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.plan.changes import Changes, ItemChanges
    from milepost.plan.model import ChecklistItem
    from milepost.plan.query import Progress

_LONGEST = 100
"""Cells of a piece of the plan's text within a sentence."""
_NOUNS = {
    SectionKind.DECISIONS: "Decision",
    SectionKind.SURPRISES: "Surprise",
    SectionKind.OUTCOMES: "Outcome",
}


class Event(NamedTuple):
    """Something that happened."""

    kind: str
    """One of: state, done, begun, reopened, reworded, restamped, added, removed, record, note,
    section, title, spacing, found, mended, told, alarm."""
    sentence: str
    """In words; harmless, on one line, with a full stop."""
    text: str = ""
    """The wording of the item, the title or the message it is about, as the plan has it."""

    def data(self) -> dict[str, Any]:
        """The same for programs."""
        return {"event": self.kind, "sentence": self.sentence, "text": self.text}


def opening_event(title: str, progress: Progress, found: Sequence[Diagnostic]) -> Event:
    """How a plan stands when somebody begins to follow it."""
    following = progress.next_item
    parts = [f"{progress.done} of {progress.total} done" if progress.total else "no steps"]
    if following is not None:
        parts.append(f"next is {_quoted(following.headline)}")
    parts.append(_counted(found))
    name = f"{_quoted(title)}: " if title else ""
    return Event("state", f"{name}{', '.join(parts)}.", title)


def change_events(changes: Changes, progress: Progress) -> Iterator[Event]:
    """What the changes between two versions come to; `progress` is that of the later one."""
    if changes.is_spacing:
        yield Event("spacing", "Only spacing changed.")
    if changes.title is not None:
        words = f"is now {_quoted(changes.title)}" if changes.title else "is gone"
        yield Event("title", f"The title {words}.", changes.title)
    yield from _item_events(changes.items, progress)
    for record in changes.records:
        noun = _NOUNS[record.kind]
        for verb, entries in (
            ("added", record.added),
            ("reworded", record.reworded),
            ("removed", record.removed),
        ):
            for entry in entries:
                yield Event("record", f"{noun} {verb}: {_quoted(entry.text)}.", entry.text)
    for verb, notes in (("added", changes.notes_added), ("removed", changes.notes_removed)):
        for note in notes:
            yield Event("note", f"Revision note {verb}: {_quoted(note.text)}.", note.text)
    yield from _section_events(changes)


def finding_events(
    before: Sequence[Diagnostic], after: Document, found: Sequence[Diagnostic]
) -> Iterator[Event]:
    """Which findings have come and gone; those that only moved have done neither."""
    old = [_key(each) for each in before]
    for each in found:
        if _key(each) in old:
            old.remove(_key(each))
            continue
        line = after.lines.line_of(each.span.start) + 1
        what = f"{each.severity.label} {each.code} on line {line}"
        yield Event("found", f"New {what}: {_cut(each.message)}.", each.message)
    for code, message in old:
        yield Event("mended", f"Gone: {code}, {_cut(message)}.", message)


def told_event(sentence: str, *, alarm: bool = False) -> Event:
    """What is said about the file, or about something that got lost."""
    return Event("alarm" if alarm else "told", visible(sentence))


def _item_events(items: ItemChanges, progress: Progress) -> Iterator[Event]:
    count = f"{progress.done} of {progress.total} done"
    for pair in items.finished:
        yield _done(pair.after, count)
    for item in items.added:
        yield _done(item, count) if item.done else _about("added", "Step added", item)
    for pair in items.begun:
        left = "" if pair.after.partial is None else f", left: {_cut(pair.after.partial.remaining)}"
        sentence = f"Done in part: {_quoted(pair.after.headline)}{left}."
        yield Event("begun", sentence, pair.after.text)
    for pair in items.reopened:
        yield Event("reopened", f"Reopened: {_quoted(pair.after.text)}; {count}.", pair.after.text)
    for pair in items.restamped:
        yield Event(
            "restamped",
            f"Another time: {_quoted(pair.after.text)}{_when(pair.after)}.",
            pair.after.text,
        )
    finished = {id(pair.after) for pair in items.finished}
    for pair in items.reworded:
        if id(pair.after) not in finished:
            sentence = f"Step reworded: {_quoted(pair.after.text)}."
            yield Event("reworded", sentence, pair.after.text)
    for item in items.removed:
        yield _about("removed", "Step removed", item)


def _done(item: ChecklistItem, count: str) -> Event:
    return Event("done", f"Done: {_quoted(item.text)}{_when(item)}; {count}.", item.text)


def _about(kind: str, verb: str, item: ChecklistItem) -> Event:
    return Event(kind, f"{verb}: {_quoted(item.text)}.", item.text)


def _section_events(changes: Changes) -> Iterator[Event]:
    for title in changes.sections_added:
        yield Event("section", f"Section added: {_cut(title)}.", title)
    for title in changes.sections_removed:
        yield Event("section", f"Section removed: {_cut(title)}.", title)
    for each in changes.sections:
        name = _cut(each.title) or "The text"
        counts = f"{each.added} {_lines(each.added)} came, {each.removed} went"
        yield Event("section", f"{name} changed: {counts}.", each.title)


def _lines(count: int) -> str:
    return "line" if count == 1 else "lines"


def _when(item: ChecklistItem) -> str:
    stamp = item.stamp
    moment = None if stamp is None else stamp.instant
    if stamp is None or moment is None or stamp.precision < Precision.MINUTE:
        return ""
    return f" at {moment:%H:%M} UTC"


def _counted(found: Sequence[Diagnostic]) -> str:
    counts: dict[str, int] = {}
    for each in sorted(found, key=lambda each: -each.severity):
        counts[each.severity.label] = counts.get(each.severity.label, 0) + 1
    told = [f"{count} {label}{'s' * (count != 1)}" for label, count in counts.items()]
    return ", ".join(told) or "nothing to mend"


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.code, diagnostic.message


def _quoted(text: str) -> str:
    return f"“{_cut(text)}”"


def _cut(text: str) -> str:
    return cut_end(visible(text), _LONGEST).rstrip(".")
