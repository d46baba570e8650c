"""Times as people type them, and stamps put right by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from milepost.edits.checklist import stamp_extent, stamp_item
from milepost.edits.rereading import first_sound
from milepost.parse.times import read_time
from milepost.plan.patterns import compiled
from milepost.plan.stamps import StampForm, render_stamp
from milepost.plan.timestamp import Precision
from milepost.text import EditSet, TextEdit

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.plan.model import ChecklistItem

_CLOCK = r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?\s?(Z|UTC)?"
_AGO = r"(?:-\s?(?P<before>{0})|(?P<ago>{0})\s?ago)".format(
    r"(?:[0-9]{1,5}\s?(?:d|h|m|min|minutes?|hours?|days?)\s?)+"
)
_STEP = r"([0-9]+)\s?([dhm])"
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
_BRACKETS = " \t()[]"
_AHEAD = timedelta(minutes=5)
"""How far in the future a time of day is still taken for today's: clocks differ."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time somebody named, in UTC."""

    when: datetime
    precision: Precision | None = None
    """The smallest unit that was typed; `None` where none was, as in `now`."""


def read_moment(
    typed: str, now: datetime, zone: tzinfo = UTC, *, day: date | None = None
) -> Moment | None:
    """The time that `14:30`, `2026-11-20 14:30`, `2026-11-20`, `now`, `-5m` or `2h ago` names.

    Without a zone of its own it is read in `zone`. A time of day is that of `day`, else the last
    one: today's, or yesterday's where today's is still to come. `None` for anything else.
    """
    plain = typed.strip(_BRACKETS)
    if plain.casefold() == "now":
        return Moment(now.astimezone(UTC))
    try:
        clock = _read_clock(plain, now, zone, day)
        return _read_ago(plain, now) or clock or _read_date(plain, zone)
    except OverflowError:  # Before the year 1, or behind the year 9999.
        return None


def correct_stamp(document: Document, item: ChecklistItem, moment: Moment) -> EditSet | None:
    """Writes a time in place of the one that the item's stamp names, or gives it a stamp.

    It is written in the file's own form, as precisely as it was typed. `None` where it would not
    be read as the item's stamp.
    """
    form = _form_for(document.stamp_form, moment)
    written = render_stamp(form._replace(opening="", closing=""), moment.when)
    if item.stamp is None:
        edits = stamp_item(document, item, moment.when, form=form)
    else:
        edits = EditSet.replace(item.stamp.core, written)

    def is_meant(after: Document) -> bool:
        read = after.plan.items[item.index].stamp
        return read is not None and read.core.cut(after.text) == written

    if item.stamp is not None and item.stamp.core.cut(document.text) == written:
        return EditSet()
    return first_sound(document, (edits,), is_meant)


def remove_stamp(document: Document, item: ChecklistItem) -> EditSet:
    """Takes an item's stamp away with what separates it from the wording."""
    return EditSet.of((TextEdit.delete(stamp_extent(document, item)),))


def _read_ago(plain: str, now: datetime) -> Moment | None:
    match = compiled(f"(?i){_AGO}").fullmatch(plain)
    if match is None:
        return None
    steps = compiled(f"(?i){_STEP}").findall(match["before"] or match["ago"])
    ago = sum((int(count) * _UNITS[unit.casefold()] for count, unit in steps), timedelta())
    return Moment((now - ago).astimezone(UTC))


def _read_clock(plain: str, now: datetime, zone: tzinfo, day: date | None) -> Moment | None:
    match = compiled(f"(?i){_CLOCK}").fullmatch(plain)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    here = now.astimezone(UTC if match[4] else zone)
    when = here.replace(hour=hour, minute=minute, second=second, microsecond=0)
    if day is not None:
        when = when.replace(year=day.year, month=day.month, day=day.day)
    elif when > here + _AHEAD:
        when -= timedelta(days=1)
    return Moment(when.astimezone(UTC), Precision.SECOND if match[3] else Precision.MINUTE)


def _read_date(plain: str, zone: tzinfo) -> Moment | None:
    stamp = read_time(plain, 0, len(plain))
    if stamp is None or stamp.wall is None or stamp.core.end != len(plain):
        return None
    if stamp.precision is Precision.DAY:
        return Moment(stamp.wall.replace(tzinfo=UTC), Precision.DAY)
    when = stamp.instant or stamp.wall.replace(tzinfo=zone).astimezone(UTC)
    return Moment(when, stamp.precision)


def _form_for(form: StampForm, moment: Moment) -> StampForm:
    """The file's form, no more and no less precise than the moment is known."""
    if moment.precision is None:
        return form
    if moment.precision is Precision.DAY or form.precision is Precision.DAY:
        return form._replace(precision=moment.precision)
    return form._replace(precision=max(form.precision, moment.precision))
