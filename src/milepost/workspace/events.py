"""What a session tells its owner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.edits.checklist import FormerTick
    from milepost.plan.identity import ItemKey
    from milepost.plan.model import ChecklistItem
    from milepost.text import EditSet, Span
    from milepost.workspace.conflict import Conflict
    from milepost.workspace.intent import Resolve
    from milepost.workspace.versions import Draft


class Origin(Enum):
    """Who changed the document."""

    PERSON = "person"
    OUTSIDE = "outside"


class Changed(NamedTuple):
    """There is a new document; `edits` lead to it from the one before."""

    document: Document
    edits: EditSet
    origin: Origin


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence for the person: what happened, what is safe, what to do."""

    sentence: str
    serious: bool = False
    candidates: tuple[ChecklistItem, ...] = ()
    """Items of the document shown, one of which the person may have meant."""


@dataclass(frozen=True, slots=True)
class Collided(Told):
    """The person's words and somebody else's are to be decided between."""

    conflict: Conflict | None = None

    @classmethod
    def over(cls, conflict: Conflict) -> Collided:
        """What to say of a conflict."""
        return cls(conflict.sentence, serious=True, conflict=conflict)


class AlarmKind(Enum):
    """What somebody else has done to the plan, perhaps unawares."""

    TICK_OVERWRITTEN = "tick-overwritten"
    """A tick of the person's, or the opening of a done item, was taken back."""
    EDIT_OVERWRITTEN = "edit-overwritten"
    ITEM_REOPENED = "item-reopened"
    STAMP_CHANGED = "stamp-changed"
    ITEM_VANISHED = "item-vanished"
    SECTION_VANISHED = "section-vanished"
    ENTRY_VANISHED = "entry-vanished"
    NOTE_VANISHED = "note-vanished"
    ITEMS_ASTRAY = "items-astray"
    """Items landed behind the text of the last section."""
    TRUNCATED = "truncated"
    FENCED = "fenced"
    """The whole plan stands in a fence now."""
    CONFLICT_MARKERS = "conflict-markers"


class Mend(NamedTuple):
    """What would put an alarm's matter right, as a change that the person may ask for."""

    label: str
    resolve: Resolve


@dataclass(frozen=True, slots=True)
class Alarm(Told):
    """Somebody else's version has lost something, in words and with the mend if there is one."""

    kind: AlarmKind = AlarmKind.TRUNCATED
    place: Span | None = None
    """Where it is, or was, in the text that raised the alarm."""
    mend: Mend | None = None
    key: ItemKey | None = None
    """The item that the person had ticked or opened, as it reads now."""
    former: FormerTick | None = None
    """What ticking that item again is to bring back."""


class Recalled(NamedTuple):
    """It is known now what there is from earlier sessions: drafts, and what was seen last."""

    drafts: tuple[Draft, ...]
    """Newest first, none of this session's."""


@dataclass(frozen=True, slots=True)
class Persisted:
    """All that the person did is in the file."""


SessionEvent = Changed | Told | Recalled | Persisted
"""`Alarm` and `Collided` are told like any sentence, with what can be done about it."""


def shortened(text: str, limit: int = 40) -> str:
    """An item's text within a sentence."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
