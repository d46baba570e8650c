"""Changes a person asks for by name, each to be carried over to a newer text.

What a change is about is found again by its identity. One that the text holds already, because it
was written before or somebody else did the same, makes no edits there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.plan.identity import find_candidates, find_item, key_of, wording_of
from milepost.text import EditSet
from milepost.text.diff import diff_edits

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from milepost.document import Document
    from milepost.edits.draft import Draft
    from milepost.edits.moments import Moment
    from milepost.plan.model import ChecklistItem, Plan, Section
    from milepost.text import Span
    from milepost.workspace.intent import Resolve

# The operations are loaded with the first change: a start does not wait for them.


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new item goes: behind an item, to the end of a heading's list, or to the end."""

    after: ChecklistItem | None = None
    under: Section | None = None


def adding(
    document: Document, text: str, now: datetime | None = None, place: Place | None = None
) -> Resolve:
    """Adds an item, done with a stamp where `now` is given; see `edits.items.add_item`.

    Where the item or heading it was to follow is gone, it goes to the end.
    """
    from milepost.edits.items import add_item

    place = place or Place()
    key = None if place.after is None else key_of(document.plan, place.after)
    title = None if place.under is None else place.under.title

    def resolve(current: Document) -> EditSet | None:
        after = None if key is None else find_item(current.plan, key)
        under = None if title is None else _find_heading(current.plan, title)
        return add_item(current, text, now=now, after=after, under=under)

    return _once(document, resolve)


def starting(document: Document, item: ChecklistItem) -> Resolve:
    """Marks this item as being worked on."""
    from milepost.edits.items import start_item

    return _on_item(document, item, start_item)


def stopping(document: Document, item: ChecklistItem) -> Resolve:
    """Takes back that this item is being worked on."""
    from milepost.edits.items import stop_item

    return _on_item(document, item, lambda _, found: stop_item(found))


def splitting(
    document: Document, item: ChecklistItem, done: str, remaining: str, now: datetime
) -> Resolve:
    """Divides this item into a done and an open one."""
    from milepost.edits.splitting import split_item

    def split(current: Document, found: ChecklistItem) -> EditSet | None:
        return split_item(current, found, done, remaining, now)

    return _once(document, _on_item(document, item, split))


def remarking(document: Document, item: ChecklistItem, completed: str, remaining: str) -> Resolve:
    """Says in this item what is completed of it and what remains."""
    from milepost.edits.splitting import remark_partial

    def remark(current: Document, found: ChecklistItem) -> EditSet | None:
        return remark_partial(current, found, completed, remaining)

    return _on_item(document, item, remark)


def rewording(document: Document, item: ChecklistItem, text: str) -> Resolve:
    """Words this item anew; what somebody else changed in its words meanwhile is merged in.

    It does not apply where both changed the same words.
    """
    from milepost.edits.items import edit_item, words_of
    from milepost.text.merge import merge

    base = words_of(document, item)

    def reword(current: Document, found: ChecklistItem) -> EditSet | None:
        merged = merge(base, text, words_of(current, found))
        return None if merged.conflicts else edit_item(current, found, merged.text())

    return _once(document, _on_item(document, item, reword))


def deleting(document: Document, item: ChecklistItem) -> Resolve:
    """Takes this item away with all that is nested in it.

    It does not apply where the item was reworded or something was nested in it since: then it is
    not what the person wanted to be rid of.
    """
    from milepost.edits.items import delete_item

    key, held = key_of(document.plan, item), item.tree_span.cut(document.text).split()

    def resolve(current: Document) -> EditSet | None:
        found = find_item(current.plan, key)
        if found is None:
            return None if find_candidates(current.plan, key) else EditSet()
        same = found.tree_span.cut(current.text).split() == held
        return delete_item(current, found) if same else None

    return resolve


def moving(
    document: Document, item: ChecklistItem, other: ChecklistItem, *, behind: bool
) -> Resolve:
    """Moves this item to before or behind another one."""
    from milepost.edits.item_order import move_item

    key = key_of(document.plan, other)

    def move(current: Document, found: ChecklistItem) -> EditSet | None:
        there = find_item(current.plan, key)
        return None if there is None else move_item(current, found, there, behind=behind)

    return _on_item(document, item, move)


def stamping(document: Document, item: ChecklistItem, moment: Moment | None) -> Resolve:
    """Writes another time into this item's stamp; takes the stamp away without one."""
    from milepost.edits.moments import correct_stamp, remove_stamp

    def stamp(current: Document, found: ChecklistItem) -> EditSet | None:
        if moment is None:
            return remove_stamp(current, found)
        return correct_stamp(current, found, moment)

    return _on_item(document, item, stamp)


def recording(document: Document, draft: Draft) -> Resolve:
    """Adds an entry to a living section."""
    from milepost.edits.entries import append_entry

    return _once(document, lambda current: append_entry(current, draft))


def noting(document: Document, text: str, when: datetime) -> Resolve:
    """Adds a revision note."""
    from milepost.edits.revision_notes import append_revision_note

    return _once(document, lambda current: append_revision_note(current, text, when))


def rewriting(document: Document, span: Span, text: str) -> Resolve:
    """Puts an edited text in place of a part of the plan; lines others changed are merged in.

    It does not apply where both changed the same words, or where anything outside would be read
    in another way.
    """
    from milepost.edits.replacing import replace_span
    from milepost.text.merge import merge

    first = replace_span(document, span, text)
    mine = None if first is None else first.apply(document.text)

    def resolve(current: Document) -> EditSet | None:
        if first is None or mine is None or current.source == document.source:
            return first
        merged = merge(document.text, mine, current.text)
        if merged.conflicts:
            return None
        return diff_edits(current.text, merged.text())

    return resolve


def _on_item(
    document: Document,
    item: ChecklistItem,
    change: Callable[[Document, ChecklistItem], EditSet | None],
) -> Resolve:
    """A change to this item, wherever it stands by then."""
    key = key_of(document.plan, item)

    def resolve(current: Document) -> EditSet | None:
        found = find_item(current.plan, key)
        return None if found is None else change(current, found)

    return resolve


def _once(document: Document, change: Resolve) -> Resolve:
    """The change, unless the text holds all that it would bring about already."""
    edits = change(document)
    before = _contents(document.plan)
    gained = _contents(document.edited(edits).plan) - before if edits else Counter[object]()

    def resolve(current: Document) -> EditSet | None:
        if gained and current.source != document.source:
            here = _contents(current.plan) - before
            if all(here[each] >= count for each, count in gained.items()):
                return EditSet()
        return change(current)

    return resolve


def _contents(plan: Plan) -> Counter[object]:
    """What a plan says in items, entries and notes, each by its wording."""
    said: Counter[object] = Counter(("item", item.done, wording_of(item)) for item in plan.items)
    said.update(("entry", entry.section, entry.text) for entry in plan.records)
    said.update(("note", note.text) for note in plan.revision_notes)
    return said


def _find_heading(plan: Plan, title: str) -> Section | None:
    return next((each for each in plan.sections if each.title == title), None)
