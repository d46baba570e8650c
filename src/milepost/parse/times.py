"""The grammar of written times: from characters to values, wherever they stand."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from milepost.parse.zones import Zone, read_zone
from milepost.plan.timestamp import Precision, Timestamp, ZoneKnowledge
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_YEAR = "(?:19|20)[0-9]{2}"
# Two characters that are a number, or hold the place of one.
_SLOT = r"[0-9]{2}|[0-9][Xx?]|[Xx]{2}|\?\?"
# A date is no part of a longer word, path, version or identifier.
_ALONE = r"(?<![A-Za-z0-9./\\=#%&?\-])(?<![A-Za-z0-9][@_])"
_DATE = re.compile(
    rf"""
    {_ALONE} (?:
      (?P<year> {_YEAR} | [Yy]{{4}} | 20(?:XX|xx|YY|yy|\?\?) | XXXX )
      (?P<mark> [-/.‐‑–] )
      (?P<month> {_SLOT} | [1-9] | MM | mm | {_MONTH} )
      (?P=mark)
      (?P<day> {_SLOT} | [1-9] | DD | dd ) (?![0-9])
    | (?P<year_cjk> {_YEAR} ) \s? [年년] \s? (?P<month_cjk> [0-9]{{1,2}} ) \s? [月월]
      \s? (?P<day_cjk> [0-9]{{1,2}} ) \s? [日일]
    | (?P<year_basic> {_YEAR} ) (?P<month_basic> [0-9]{{2}} ) (?P<day_basic> [0-9]{{2}} )
      (?= T[0-9]{{4}} )
    | (?P<month_us> {_MONTH} ) \s (?P<day_us> [0-9]{{1,2}} ) (?: st|nd|rd|th )? ,? \s
      (?P<year_us> {_YEAR} ) (?![0-9-])
    | (?P<day_eu> [0-9]{{1,2}} ) (?: st|nd|rd|th )? [ ] (?P<month_eu> {_MONTH} ) ,? \s
      (?P<year_eu> {_YEAR} ) (?![0-9-])
    )
    """,
    re.VERBOSE,
)
_YEARISH = re.compile(r"[12YyX][09YyX][0-9YyXx?]{2}")
_BEFORE_YEAR = 20  # Longest that can stand before the year: `30th September, `.
_AFTER_YEAR = 60
_FAMILIES = ("", "_cjk", "_basic", "_us", "_eu")
_CLOCK = re.compile(
    rf"""
    (?: (?P<hour> {_SLOT} | [0-9] | HH | hh ) [:：h時时시]\s? (?P<minute> {_SLOT} | MM | mm )
        (?: [:：] (?P<second> {_SLOT} | SS | ss ) (?: [.,][0-9]{{1,9}} )? )? [分분]? (?![0-9])
    | (?P<basic> [0-9]{{4}} (?:[0-9]{{2}})? ) (?= \s?(?:Z|UTC|GMT) | [+-][0-9]{{2}} ) )
    (?: \s? (?P<half> [AaPp] ) \.?[Mm]\b\.? )?
    """,
    re.VERBOSE,
)
_BEFORE_CLOCK = re.compile(r"[Tt]|(?:\s?[(（][^\W\d_]{1,9}[)）])?,?\s{1,8}(?:at\s|@\s?|[~≈])?|[@_]")
_UNTIL = re.compile(r"\s?(?:-{1,2}|[–—−~〜～→]|->|\.\.\.?)\s?|\s(?:to|until|till)\s")
# `08:10-09:05` is a range, `08:10-08:00` a time with its offset.
_LIKE_OFFSET = re.compile(r"-(?:(?:0[1-9]|1[0-2]):00|0[239]:30)(?!:?[0-9])")
_CONTINUES = re.compile(r"_?[A-Za-z0-9]")
_DATE_CONTINUES = re.compile(
    r"_?[A-Za-z0-9]|[-.‐‑][A-Za-z0-9]|[/\\](?:[A-Za-z0-9_-]{0,40}[/\\.][A-Za-z0-9_]|[0-9])"
)
_ENDS_NOTE = re.compile(r"\s*(?:[)\]）】:：,;—–-]|$)")


def find_times(text: str, span: Span) -> Iterator[Timestamp]:
    """Every time in `span`, in order; each one's `span` equals its `core`."""
    at = span.start
    # Looking for years first and dates only around them keeps long lines cheap.
    while (year := _YEARISH.search(text, at, span.end)) is not None:
        start = max(at, year.start() - _BEFORE_YEAR)
        match = _DATE.search(text, start, min(span.end, year.start() + _AFTER_YEAR))
        found = match is not None and match.start() <= year.start()
        moment = _read_moment(text, match, span.end) if match and found else None
        if moment is None:
            at = year.end()
            continue
        yield moment
        at = moment.core.end


def read_time(text: str, at: int, end: int) -> Timestamp | None:
    """The time written right at `at`; its `span` equals its `core`."""
    match = _DATE.match(text, at, end)
    return None if match is None else _read_moment(text, match, end)


class _Point(NamedTuple):
    """One end of a written time."""

    end: int
    day: tuple[int, int, int] | None
    wall: datetime | None
    precision: Precision
    problem: str


class _Clock(NamedTuple):
    """A time of day."""

    end: int
    hour: int
    minute: int
    second: int
    precision: Precision
    problem: str


def _read_moment(text: str, match: re.Match[str], end: int) -> Timestamp | None:
    first = _read_point(text, match, end)
    if first is None:
        return None
    zone = _zone_after(text, first, end)
    last = _read_until(text, first, zone, end)
    last_zone = None if last is None else _zone_after(text, last, end)
    point, closing = (first, zone) if last is None else (last, last_zone)
    said = last_zone or zone
    core = Span(match.start(), point.end if closing is None else closing.end)
    if _CONTINUES.match(text, core.end):
        return None
    problem = first.problem or point.problem or (said.problem if said else "")
    return Timestamp(
        core,
        core,
        wall=None if problem else point.wall,
        precision=point.precision,
        zone=ZoneKnowledge.UNKNOWN if said is None else said.knowledge,
        offset=None if said is None else said.offset,
        start=None if last is None or problem else _same_zone(first.wall, zone, said),
        problem=problem,
    )


def _read_point(text: str, match: re.Match[str], end: int) -> _Point | None:
    """The date of `match` and the time of day after it; `None` for what only looks like a date."""
    family = next(name for name in _FAMILIES if match["year" + name])
    year, month, day = (match[part + family] for part in ("year", "month", "day"))
    if match["mark"] == "." and len(month) < 2:
        return None
    written, problem = _check_date(year, month, day)
    before = _BEFORE_CLOCK.match(text, match.end(), end)
    clock = None if before is None else _read_clock(text, before.end(), end)
    if clock is not None:
        return _join(written, problem, clock)
    zulu = text[match.end() : match.end() + 1] == "Z"
    if not zulu and _DATE_CONTINUES.match(text, match.end()):
        return None
    wall = None if written is None else datetime(*written)  # noqa: DTZ001  # The zone is read apart.
    return _Point(match.end(), written, wall, Precision.DAY, problem)


def _join(day: tuple[int, int, int] | None, problem: str, clock: _Clock) -> _Point:
    problem = problem or clock.problem
    wall = None
    if day is not None and not problem:
        wall = datetime(*day, clock.hour, clock.minute, clock.second)  # noqa: DTZ001  # As above.
    return _Point(clock.end, day, wall, clock.precision, problem)


def _check_date(year: str, month: str, day: str) -> tuple[tuple[int, int, int] | None, str]:
    name = month[:3]
    number = str(_MONTHS.index(name) + 1) if name in _MONTHS else month
    if not (year + number + day).isdigit():
        return None, "is a placeholder"
    written = int(year), int(number), int(day)
    if not 1 <= written[1] <= 12:
        return None, f"has month {written[1]}"
    days = _days_in(*written[:2])
    if not 1 <= written[2] <= 31:
        return None, f"has day {written[2]}"
    if written[2] > days:
        return None, f"has day {written[2]} in a month of {days} days"
    return written, ""


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def _read_clock(text: str, at: int, end: int) -> _Clock | None:
    match = _CLOCK.match(text, at, end)
    if match is None:
        return None
    if _CONTINUES.match(text, match.end()) and read_zone(text, match.end(), end, None) is None:
        return None  # Not a time of day but the beginning of a word.
    if match["basic"]:
        digits = match["basic"]
        parts = [digits[:2], digits[2:4], digits[4:] or None]
    else:
        parts = [match["hour"], match["minute"], match["second"]]
    precision = Precision.MINUTE if parts[2] is None else Precision.SECOND
    written = [part or "0" for part in parts]
    if not all(part.isdigit() for part in written):
        return _Clock(match.end(), 0, 0, 0, precision, "is a placeholder")
    hour, minute, second = (int(part) for part in written)
    if match["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if match["half"] in "Pp" else 0)
    return _Clock(
        match.end(), hour, minute, second, precision, _clock_problem(hour, minute, second)
    )


def _clock_problem(hour: int, minute: int, second: int) -> str:
    limits = (("hour", hour, 23), ("minute", minute, 59), ("second", second, 59))
    return next((f"has {unit} {value}" for unit, value, top in limits if value > top), "")


def _zone_after(text: str, point: _Point, end: int) -> Zone | None:
    if point.precision is not Precision.DAY:
        is_range = text.startswith("-", point.end) and _is_range(text, point, end)
        return None if is_range else read_zone(text, point.end, end, point.wall)
    # After a bare date a word such as `PT` is a zone only where nothing else can follow.
    zone = read_zone(text, point.end, end, point.wall)
    if zone is None or not (zone.end == point.end + 1 or _ENDS_NOTE.match(text, zone.end, end)):
        return None
    return zone


def _is_range(text: str, point: _Point, end: int) -> bool:
    """Whether the hyphen after a time of day leads to its end, rather than being an offset."""
    clock = _read_clock(text, point.end + 1, end)
    if clock is None or clock.precision is Precision.SECOND:
        return clock is not None
    if _LIKE_OFFSET.match(text, point.end, end) is None:
        return True
    zone = read_zone(text, clock.end, end, None)
    named_again = zone is None or text[zone.end - 1] in ")]"
    later = point.wall is None or (clock.hour, clock.minute) > (point.wall.hour, point.wall.minute)
    return later and not named_again


def _read_until(text: str, first: _Point, zone: Zone | None, end: int) -> _Point | None:
    """The second half of a range."""
    link = _UNTIL.match(text, first.end if zone is None else zone.end, end)
    if link is None:
        return None
    match = _DATE.match(text, link.end(), end)
    if match is not None:
        return _read_point(text, match, end)
    if first.precision is Precision.DAY:
        return None
    clock = _read_clock(text, link.end(), end)
    if clock is None:
        return None
    point = _join(first.day, first.problem, clock)
    if point.wall is not None and first.wall is not None and point.wall < first.wall:
        return point._replace(wall=point.wall + timedelta(days=1))  # It ran past midnight.
    return point


def _same_zone(wall: datetime | None, zone: Zone | None, said: Zone | None) -> datetime | None:
    """The beginning of a range, in the zone of its end."""
    ours = None if zone is None else zone.offset
    theirs = None if said is None else said.offset
    if wall is None or ours is None or theirs is None:
        return wall
    return wall + (theirs - ours)
