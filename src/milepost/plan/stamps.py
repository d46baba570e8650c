"""How a plan writes its stamps, and new stamps written the same way."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.declared import find_declared_form
from milepost.plan.timestamp import Precision, ZoneKnowledge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from milepost.plan.model import ChecklistItem, Plan
    from milepost.plan.timestamp import Timestamp

_MIN_STAMPS = 2
_MIN_SHARE = 0.6
_DATE = re.compile(r"[0-9]{4}([-/.])[0-9]{2}\1[0-9]{2}(?P<joiner>T|[ ])?")
# A bracket or emphasis, and at most one plain word such as `completed`.
_OPENING = re.compile(
    r"(?P<outer>(?:[^\w\s@#]|_){0,4})(?!(?:mon|tue|wed|thu|fri|sat|sun))"
    r"(?:[^\W\d_]{2,10}[:：]?[ ])?(?P<inner>[*_]{0,3})",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"[)\]}>）］】〕」*_~]*$")
_DESIGNATOR = re.compile(r"(?:Z|[ ]Z|[ ]?(?:UTC|GMT))$")
_SEPARATOR_AFTER = re.compile(r"[ \t]*(?:[:：,|]|[-–—]{1,2}(?=[ \t]))?[ \t]*")
_SEPARATOR_BEFORE = re.compile(r"(?<=[^\s])[ \t]*(?:[-–—]{1,2}|[,;|✅])?[ \t]*$")
_NOTHING_BEFORE = " \t\r\n*_~"
_NOTHING_AFTER = " \t.。*_~"


class StampForm(NamedTuple):
    """How a stamp is written. The defaults are the canonical form, `(2026-01-02 03:04Z) `."""

    opening: str = "("
    """What stands before the date: brackets, emphasis, a word such as `completed`."""
    closing: str = ")"
    date_mark: str = "-"
    joiner: str = " "
    """Between date and time of day."""
    precision: Precision = Precision.MINUTE
    designator: str = "Z"
    """What says UTC."""
    separator: str = " "
    """Between stamp and wording."""
    suffix: bool = False
    """Whether the stamp follows the wording."""


CANONICAL = StampForm()


def stamp_form_of(plan: Plan, text: str) -> StampForm:
    """The form that the plan asks for, else that which most done items of Progress share.

    It is the canonical one where none is clear. Clear is what at least two items and three in five
    of those with a readable stamp agree on. The zone does not tell forms apart: new stamps are in
    UTC, and say so as the others do.
    """
    declared = _declared_form(plan, text)
    if declared is not None:
        return declared
    forms = [
        _form_of(item, item.stamp, text)
        for item in plan.items
        if item.in_progress and item.done and item.stamp is not None and not item.stamp.problem
    ]
    families = Counter(_family(form) for form in forms if form is not None)
    if not families:
        return CANONICAL
    family, count = families.most_common(1)[0]
    if count < _MIN_STAMPS or count < _MIN_SHARE * len(forms):
        return CANONICAL
    members = [form for form in forms if form is not None and _family(form) == family]
    return family._replace(
        designator=_most_common((form.designator for form in members), CANONICAL.designator),
        separator=_most_common((form.separator for form in members), CANONICAL.separator),
    )


def _declared_form(plan: Plan, text: str) -> StampForm | None:
    """The form that the plan asks for; `None` also where it would leave the zone open."""
    form = find_declared_form(plan, text)
    if form is None or not (form.designator or form.precision is Precision.DAY):
        return None
    return StampForm(
        opening=form.opening,
        closing=form.closing,
        date_mark=form.mark,
        joiner=form.joiner or " ",
        precision=form.precision,
        designator=form.designator.upper(),
    )


def render_stamp(form: StampForm, now: datetime) -> str:
    """The stamp for the aware time `now`, in UTC, without what separates it from the wording."""
    utc = now.astimezone(UTC)
    date = utc.strftime(f"%Y{form.date_mark}%m{form.date_mark}%d")
    if form.precision is Precision.DAY:
        return f"{form.opening}{date}{form.closing}"
    clock = utc.strftime("%H:%M:%S" if form.precision is Precision.SECOND else "%H:%M")
    return f"{form.opening}{date}{form.joiner}{clock}{form.designator}{form.closing}"


def insertion_for(form: StampForm, now: datetime) -> str:
    """The stamp with its separator: to put before the wording, or after it for a suffix form."""
    stamp = render_stamp(form, now)
    return form.separator + stamp if form.suffix else stamp + form.separator


def _family(form: StampForm) -> StampForm:
    return form._replace(designator="", separator="")


def _most_common(values: Iterable[str], default: str) -> str:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else default


def _form_of(item: ChecklistItem, stamp: Timestamp, text: str) -> StampForm | None:
    """How one stamp is written; `None` for what cannot be written again in the same way."""
    opening = _OPENING.fullmatch(text, stamp.span.start, stamp.core.start)
    date = _DATE.match(text, stamp.core.start, stamp.core.end)
    if date is None or opening is None:
        return None
    before = text[item.text_span.start : stamp.span.start]
    after = text[stamp.span.end : item.text_span.end]
    form = StampForm(
        opening=opening[0],
        closing=_closing_of(stamp, text, len(opening["outer"]) + len(opening["inner"])),
        date_mark=date[1],
        joiner=date["joiner"] or " ",
        precision=stamp.precision,
        designator=_designator_of(stamp, text),
    )
    if not before.strip(_NOTHING_BEFORE):
        return form._replace(separator=_separator(_found(_SEPARATOR_AFTER, after)))
    if after.lstrip(_NOTHING_AFTER)[:1] not in ("", "\r", "\n") or before.rstrip()[-1] in ":：":
        return None
    return form._replace(separator=_separator(_found(_SEPARATOR_BEFORE, before[-20:])), suffix=True)


def _closing_of(stamp: Timestamp, text: str, width: int) -> str:
    """The `width` characters that close a stamp; what else it says after the date is left out."""
    closing = _found(_CLOSING, text[stamp.core.end : stamp.span.end])
    return closing[-width:] if width else ""


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""


def _separator(written: str) -> str:
    """At least something between stamp and wording, and never the end of a wrapped line."""
    mark = written.strip(" \t")
    if mark in ("", "："):
        return mark or " "
    gap = " " if written[0] in " \t" else ""
    return f"{gap}{mark} "


def _designator_of(stamp: Timestamp, text: str) -> str:
    """How UTC is written; empty where the stamp is in another zone, or in none."""
    if stamp.zone is not ZoneKnowledge.UTC:
        return ""
    return _found(_DESIGNATOR, stamp.core.cut(text)).replace("GMT", "UTC")
