"""The forms about items of Progress."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from milepost.edits.items import words_of
from milepost.edits.moments import read_moment
from milepost.edits.splitting import writes_remarks
from milepost.plan.kinds import SectionKind
from milepost.plan.query import section_at
from milepost.tui.forms.model import FieldSpec, Form, Proposal
from milepost.workspace.editing import Place, adding, deleting, remarking, splitting, stamping
from milepost.workspace.events import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime, tzinfo

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem
    from milepost.plan.timestamp import Timestamp

HOW_TO_SAY_WHEN = "Write 14:30, 2026-11-20 14:30, now or -5m; nothing at all takes the stamp away."
_NOT_AN_ITEM = "It would not be read as one more item there."


def addition_form(
    document: Document, place: Place, now: Callable[[], datetime] | None = None
) -> Form:
    """Asks for one item after the other; they are done where `now` tells the time."""

    def propose(values: Mapping[str, str]) -> Proposal:
        text = values["text"]
        if not text.strip():
            return Proposal("", None, "Say what was done." if now else "Say what is to be done.")
        resolve = adding(document, text, now() if now else None, place)
        return Proposal(f"Add {named(text)}", resolve, shown=document)

    what = "what was done" if now else "what is to be done"
    return Form(
        "add done" if now else "add",
        "Add what is done" if now else "Add a step",
        (FieldSpec("text", "step", what),),
        propose,
        _NOT_AN_ITEM,
        stays=True,
    )


def split_form(document: Document, item: ChecklistItem, now: Callable[[], datetime]) -> Form:
    """Asks what of an item is done and what remains."""
    in_two = item.partial is None and not writes_remarks(document.plan)
    words = words_of(document, item) if in_two else ""
    former = item.partial
    halves = (former.completed, former.remaining) if former else (words, words)

    def propose(values: Mapping[str, str]) -> Proposal:
        done, remaining = values["done"], values["remaining"]
        wanted = _wanted_of_halves(done, remaining)
        if wanted:
            return Proposal("", None, wanted)
        if in_two:
            resolve = splitting(document, item, done, remaining, now())
        else:
            resolve = remarking(document, item, done, remaining)
        return Proposal(f"Split {named(item.text)}", resolve, shown=document)

    return Form(
        f"split {item.text}",
        f"Split {named(item.text)}",
        (
            FieldSpec("done", "done", "what is done", halves[0]),
            FieldSpec("remaining", "remaining", "what is left", halves[1]),
        ),
        propose,
        "The two parts would not be read as such.",
        lands="next item" if in_two else "item",
    )


def _wanted_of_halves(done: str, remaining: str) -> str:
    if not done.strip():
        return "Say what is done."
    if not remaining.strip():
        return "Say what remains."
    if done.split() == remaining.split():
        return "Say of each what is different: what is done, and what remains."
    return ""


def stamp_form(
    document: Document, item: ChecklistItem, now: Callable[[], datetime], zone: tzinfo = UTC
) -> Form:
    """Asks when an item was done; times without a zone are of `zone`.

    A time of day is that of the day which the stamp names already.
    """
    stamp = item.stamp
    day = None if stamp is None else day_of(stamp, zone)
    value = "" if stamp is None else " ".join(stamp.core.cut(document.text).split())

    def propose(values: Mapping[str, str]) -> Proposal:
        typed = values["when"].strip()
        moment = read_moment(typed, now(), zone, day=day) if typed else None
        if (typed and moment is None) or (not typed and stamp is None):
            return Proposal("", None, HOW_TO_SAY_WHEN)
        resolve = stamping(document, item, moment)
        return Proposal(f"Correct the time of {named(item.text)}", resolve, shown=document)

    return Form(
        f"stamp {item.text}",
        f"When was it? {named(item.text)}",
        (
            FieldSpec(
                "when", "UTC" if zone is UTC else "local time", "now", value, is_replaced=True
            ),
        ),
        propose,
        "It would not be read as the item's time there.",
    )


def day_of(stamp: Timestamp, zone: tzinfo) -> date | None:
    """The day in `zone` that a stamp names, if it names one."""
    known = stamp.assumed
    return None if known is None else known.astimezone(zone).date()


def deletion_form(document: Document, item: ChecklistItem) -> Form:
    """Asks whether an item is really to go."""
    nested = sum(each.span.start in item.tree_span for each in document.plan.items) - 1
    what = f" and {nested} nested in it" if nested else ""

    def propose(_: Mapping[str, str]) -> Proposal:
        label = f"Delete {named(item.text)}"
        return Proposal(label, deleting(document, item), shown=document)

    return Form(
        "delete",
        f"Delete {named(item.text)}{what}?",
        (),
        propose,
        "Without it something else would be read in another way: delete it in the text.",
        lands="stay",
    )


def place_at(document: Document, item: ChecklistItem | None, offset: int | None) -> Place:
    """Where a new item goes when the cursor is on an item, or at an offset without one."""
    if item is not None:
        return Place(after=item)
    progress = document.plan.section(SectionKind.PROGRESS)
    below = None if offset is None else section_at(document.plan, offset)
    if progress is None or below is None or not progress.body.contains(below.span):
        return Place()
    return Place(under=below)


def named(text: str) -> str:
    """A text within a label: its beginning, on one line."""
    return f"“{shortened(' '.join(text.split()))}”"
