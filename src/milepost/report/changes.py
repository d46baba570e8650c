"""What happened to a plan, in one line for people and as data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from milepost.plan.kinds import SectionKind
from milepost.report.cells import cut_end, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.plan.changes import Changes, ItemChanges, RecordChanges, SectionChange

NOTHING = "nothing changed"
SPACING = "only spacing changed"

_MINUS = "\N{MINUS SIGN}"
_TITLE_COLUMNS = 40
_MOST_SECTIONS = 4
_NOUNS = {
    SectionKind.DECISIONS: "decision",
    SectionKind.SURPRISES: "surprise",
    SectionKind.OUTCOMES: "outcome",
}


def render_changes(changes: Changes, *, unicode: bool = True) -> str:
    """`+2 done, 1 reopened, 1 decision added, Plan of Work changed (−3 +12 lines)`.

    On one line and harmless, without a full stop. `unicode` is whether the minus can be shown.
    """
    if changes.is_spacing:
        return SPACING
    return ", ".join(_phrases(changes, _MINUS if unicode else "-")) or NOTHING


def changes_data(changes: Changes) -> dict[str, Any]:
    """The same for programs: counts, and the wordings of items that changed their state."""
    items = changes.items
    return {
        "summary": render_changes(changes),
        "done": [
            *(pair.after.text for pair in items.finished),
            *(item.text for item in items.added if item.done),
        ],
        "begun": [pair.after.text for pair in items.begun],
        "reopened": [pair.after.text for pair in items.reopened],
        "items_added": [item.text for item in items.added],
        "items_removed": [item.text for item in items.removed],
        "items_reworded": len(items.reworded),
        "records": [
            {
                "section": each.kind.title,
                "added": len(each.added),
                "reworded": len(each.reworded),
                "removed": len(each.removed),
            }
            for each in changes.records
        ],
        "sections_added": list(changes.sections_added),
        "sections_removed": list(changes.sections_removed),
        "sections_changed": [
            {"title": each.title, "lines_removed": each.removed, "lines_added": each.added}
            for each in changes.sections
        ],
    }


def _phrases(changes: Changes, minus: str) -> Iterator[str]:
    yield from _item_phrases(changes.items)
    for each in changes.records:
        yield from _record_phrases(each)
    yield from _counted(len(changes.notes_added), "revision note", "added")
    yield from _counted(len(changes.notes_removed), "revision note", "removed")
    if changes.title is not None:
        yield f"new title “{_short(changes.title)}”" if changes.title else "title removed"
    yield from _first([f"{_short(title)} added" for title in changes.sections_added], "added")
    yield from _first([f"{_short(each)} removed" for each in changes.sections_removed], "removed")
    yield from _first([_section(each, minus) for each in changes.sections], "changed")


def _item_phrases(items: ItemChanges) -> Iterator[str]:
    if items.newly_done:
        yield f"+{items.newly_done} done"
    yield from _plain(len(items.begun), "begun")
    yield from _plain(len(items.reopened), "reopened")
    still_open = sum(not item.done for item in items.added)
    yield from _counted(still_open, "item", "added")
    yield from _counted(len(items.removed), "item", "removed")
    yield from _counted(len(items.reworded), "item", "reworded")
    yield from _counted(len(items.restamped), "timestamp", "changed")


def _record_phrases(changes: RecordChanges) -> Iterator[str]:
    noun = _NOUNS[changes.kind]
    yield from _counted(len(changes.added), noun, "added")
    yield from _counted(len(changes.reworded), noun, "reworded")
    yield from _counted(len(changes.removed), noun, "removed")


def _section(change: SectionChange, minus: str) -> str:
    counts = [
        f"{sign}{count}" for sign, count in ((minus, change.removed), ("+", change.added)) if count
    ]
    lines = "line" if change.removed + change.added == 1 else "lines"
    return f"{_short(change.title) or 'text'} changed ({' '.join(counts)} {lines})"


def _plain(count: int, verb: str) -> Iterator[str]:
    if count:
        yield f"{count} {verb}"


def _counted(count: int, noun: str, verb: str) -> Iterator[str]:
    if count:
        yield f"{count} {noun if count == 1 else f'{noun}s'} {verb}"


def _first(phrases: Sequence[str], verb: str) -> Iterator[str]:
    """As many as a line can bear, and how many more there are."""
    yield from phrases[:_MOST_SECTIONS]
    yield from _counted(max(0, len(phrases) - _MOST_SECTIONS), "more section", verb)


def _short(text: str) -> str:
    return cut_end(visible(text), _TITLE_COLUMNS)
