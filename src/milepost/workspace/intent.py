"""What a person means to change, so that it can be carried over to a newer text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from milepost.edits.checklist import former_tick, tick, untick
from milepost.plan.identity import find_item, key_of
from milepost.text import EditSet
from milepost.text.carry import carry_edits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from milepost.buffer import Aim
    from milepost.document import Document
    from milepost.edits.checklist import FormerTick
    from milepost.plan.identity import ItemKey
    from milepost.plan.model import ChecklistItem
    from milepost.text.merge import Merge

Resolve = Callable[["Document"], EditSet | None]
"""Builds the edits for a document; `None` when what they were about is not there any more."""


class Intent(NamedTuple):
    """One change that is on the screen and not yet known to be in the file.

    `after` is what it made of `before`; on any other text `resolve` is asked anew.
    """

    number: int
    label: str
    resolve: Resolve
    before: Document
    after: Document
    is_text: bool = False
    """Whether it is about words, so that a collision is for the person to decide."""
    sought: ItemKey | None = None
    """The item that it is about, if it is about one."""

    @classmethod
    def first(cls, label: str, resolve: Resolve, document: Document) -> Intent | None:
        """The only change to a document; `None` when there is nothing that it could apply to."""
        edits = resolve(document)
        if edits is None:
            return None
        return cls(1, label, resolve, document, document.edited(edits) if edits else document)

    @property
    def lost_sentence(self) -> str:
        """What to say when a newer text has no place for it."""
        return (
            f"{self.label} was not written: what it was about is not in the file any more, "
            "or has been changed by somebody else."
        )


class Collision(NamedTuple):
    """An intent that is about words which somebody else has changed in another way."""

    intent: Intent
    merge: Merge
    """With at least one conflict."""
    theirs: str
    """The text that the intent was to be applied to."""


class Replayed(NamedTuple):
    """A document with intents applied, and those that could not be."""

    document: Document
    lost: tuple[Intent, ...]
    """They found nothing to apply to."""
    collided: tuple[Collision, ...] = ()
    """They are for the person to decide."""


def replay(document: Document, intents: Iterable[Intent]) -> Replayed:
    """Applies intents in order; one that does not resolve is left out and reported."""
    lost: list[Intent] = []
    collided: list[Collision] = []
    for intent in intents:
        if intent.before.source == document.source:
            document = intent.after
            continue
        edits = intent.resolve(document)
        if edits:
            document = document.edited(edits)
        elif edits is None:
            collision = _find_collision(intent, document)
            if collision is None:
                lost.append(intent)
            else:
                collided.append(collision)
    return Replayed(document, tuple(lost), tuple(collided))


def _find_collision(intent: Intent, document: Document) -> Collision | None:
    if not intent.is_text:
        return None
    from milepost.text.merge import merge  # Loaded with the first collision.

    merged = merge(intent.before.text, intent.after.text, document.text)
    return Collision(intent, merged, document.text) if merged.conflicts else None


def ticking(
    document: Document, item: ChecklistItem, now: datetime, former: FormerTick | None = None
) -> Resolve:
    """Marks this item done, wherever it stands by then; the first stamp wins."""
    key = key_of(document.plan, item)

    def resolve(current: Document) -> EditSet | None:
        found = find_item(current.plan, key)
        return None if found is None else tick(current, found, now, former=former)

    return resolve


def ticking_again(
    before: Document,
    item: ChecklistItem,
    now: Document | None = None,
    successor: ChecklistItem | None = None,
) -> Resolve:
    """Ticks an item that was done in `before`, with the mark and the stamp that it had.

    Or its successor in another document, `now`.
    """
    former = former_tick(before, item)
    now, successor = now or before, successor or item
    if item.stamp is not None and item.stamp.assumed is not None:
        return ticking(now, successor, item.stamp.assumed, former)
    key = key_of(now.plan, successor)

    def resolve(current: Document) -> EditSet | None:
        found = find_item(current.plan, key)
        if found is None:
            return None
        return EditSet() if found.done else EditSet.replace(found.mark_span, former.mark)

    return resolve


def unticking(document: Document, item: ChecklistItem) -> Resolve:
    """Opens this item again, wherever it stands by then."""
    key = key_of(document.plan, item)

    def resolve(current: Document) -> EditSet | None:
        found = find_item(current.plan, key)
        return None if found is None else untick(current, found)

    return resolve


def replacing(origin: str, edits: EditSet, aim: Aim | None = None) -> Resolve:
    """Text edits that were built for `origin`, and have to be on `aim` elsewhere too.

    They are merged with what has changed since; `None` where both changed the same words.
    """

    def resolve(current: Document) -> EditSet | None:
        carried = carry_edits(origin, edits, current.text)
        if carried is None or (aim is not None and not aim(current, carried)):
            return None
        return carried

    return resolve


@dataclass(frozen=True, slots=True)
class OnItem:
    """The aim of edits that have to lie within an item, wherever it stands by then."""

    key: ItemKey

    def __call__(self, current: Document, edits: EditSet) -> bool:
        """Whether they do."""
        found = find_item(current.plan, self.key)
        return found is not None and all(found.span.contains(edit.span) for edit in edits.edits)
