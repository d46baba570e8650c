"""What the person does in a session, one thing at a time, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.identity import find_item
from milepost.text.diff import diff_edits
from milepost.workspace.events import Told
from milepost.workspace.intent import Intent, OnItem, replacing, ticking_again
from milepost.workspace.loading import PathState
from milepost.workspace.scribe import NotWritten, Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from milepost.buffer import Aim, Reversal
    from milepost.document import Document
    from milepost.plan.identity import ItemKey
    from milepost.text import EditSet
    from milepost.text.merge import Merge
    from milepost.workspace.events import SessionEvent
    from milepost.workspace.intent import Resolve
    from milepost.workspace.keeper import Held
    from milepost.workspace.scribe import Absent

_MOST_NAMED = 3


class Step(NamedTuple):
    """One thing that the person does."""

    label: str
    resolve: Resolve
    aim: Aim | None = None
    """Where undoing it has to land."""
    sought: ItemKey | None = None
    """The item that it ticks or opens; without one it is about words."""

    def intent(self, number: int, before: Document, after: Document) -> Intent:
        """The step as it is handed on, which made `after` of `before`."""
        is_text = self.sought is None
        return Intent(number, self.label, self.resolve, before, after, is_text, self.sought)


def reversing(label: str, reversal: Reversal, after: Document) -> Step:
    """The undoing or redoing of a step, which made `after` of what was there before."""
    aim, before = reversal.step.aim, reversal.before
    edits = reversal.edits or diff_edits(before.text, after.text)
    resolve = replacing(before.text, edits, aim)
    if not isinstance(aim, OnItem):
        return Step(label, resolve, aim)
    item = find_item(after.plan, aim.key)
    if item is not None and item.done:
        # Like any tick, this is no matter of words: another stamp does as well.
        resolve = _or_else(resolve, ticking_again(after, item))
    return Step(label, resolve, aim, aim.key)


def _or_else(first: Resolve, second: Resolve) -> Resolve:
    def resolve(current: Document) -> EditSet | None:
        edits = first(current)
        return second(current) if edits is None else edits

    return resolve


def serious_sentences(events: Iterable[SessionEvent]) -> tuple[str, ...]:
    """What a person ought to hear of events, even if there is no screen any more."""
    told = (event for event in events if isinstance(event, Told))
    return tuple(event.sentence for event in told if event.serious)


def collide(base: str, mine: str, theirs: str) -> tuple[Merge, str] | None:
    """The merge of two texts with what it was made against, if it needs decisions."""
    from milepost.text.merge import merge  # Loaded with the first collision.

    merged = merge(base, mine, theirs)
    return (merged, theirs) if merged.conflicts else None


def absence_sentence(report: Absent, *, has_text: bool) -> str:
    """What to say when there is no text at the path any more."""
    if report.state in (PathState.MISSING, PathState.NO_DIRECTORY) and has_text:
        return (
            "The file has been deleted or moved. What you see is its last text; "
            "it is followed again as soon as it is back."
        )
    return report.reason


def held_sentence(report: Held, absence: str | None) -> str:
    """What to say once of changes that cannot be written for now."""
    number = len(report.intents)
    what = report.intents[0].label if number == 1 else f"{number} changes of yours"
    are, they = ("is", "it") if number == 1 else ("are", "they")
    if absence is not None:
        return f"{what} {are} kept, and written as soon as the file is back."
    return (
        f"Somebody else is writing the file without pause. {what} {are} kept, and {they} "
        f"{are} written as soon as there is one."
    )


def not_written_sentence(report: NotWritten) -> str:
    """What to say of changes that are given up."""
    labels = [intent.label for intent in report.intents]
    if not labels:
        return report.reason
    more = f" and {len(labels) - _MOST_NAMED} more" if len(labels) > _MOST_NAMED else ""
    return f"{report.reason} Not saved: {', '.join(labels[:_MOST_NAMED])}{more}."


def settling_sentences(
    name: str, before: tuple[str | None, str | None], read_only: str | None
) -> Iterator[str]:
    """What to say of a file that is there, and was absent or read-only before, or is now."""
    absence, former = before
    if absence is not None:
        yield f"{name} is there now."
    if read_only is not None and read_only != former:
        yield read_only
    elif former is not None and read_only is None:
        yield f"{name} can be edited now."


def is_failure(report: object) -> bool:
    """Whether something of the person's is not in the file."""
    if isinstance(report, Written):
        return bool(report.lost or report.collided)
    return isinstance(report, NotWritten)
