"""Time zones as plans name them."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.timestamp import ZoneKnowledge

if TYPE_CHECKING:
    from datetime import datetime

_MAX_OFFSET = timedelta(hours=14)

# Hours from UTC. Names that mean different offsets to different people (CST, IST, BST) are told
# apart from words, but resolve to nothing.
_NAMES: dict[str, float | None] = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0,
    "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2,
    "PKT": 5, "WIB": 7, "ICT": 7, "HKT": 8, "SGT": 8, "AWST": 8, "PHT": 8,
    "JST": 9, "KST": 9, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "BRT": -3, "NST": -3.5, "NDT": -2.5, "EDT": -4, "EST": -5, "CDT": -5, "MDT": -6, "MST": -7,
    "PDT": -7, "PST": -8, "AKDT": -8, "AKST": -9, "HST": -10,
    "BST": None, "CST": None, "IST": None, "AST": None,
}  # fmt: skip

# Names for a region whatever the season.
_REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}

_AREAS = (
    "Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific|US"
)  # fmt: skip
_SIGNED = r"[+\-−]"
_ZONE = re.compile(
    rf"""
    \s? (?P<z> [Zz] ) (?![A-Za-z0-9_])
    | (?P<glued> {_SIGNED} [0-9]{{2}} (?: :?[0-9]{{2}} )? ) (?!:?[0-9])
    | \s? (?: UTC | GMT ) \s? (?P<shift> {_SIGNED} [0-9]{{1,2}} (?: :?[0-9]{{2}} )? ) (?!:?[0-9])
    | \s (?P<apart> {_SIGNED} [0-9]{{2}} (?: :?[0-9]{{2}} (?!:?[0-9]) | (?=[)\]）]) ) )
    | \s? [(\[]? (?P<area> (?:{_AREAS}) (?: /[A-Za-z_]{{2,20}} ){{1,2}} )
    | \s? [(\[]? (?P<name> [A-Z]{{2,4}} ) (?![A-Za-z0-9_])
    """,
    re.VERBOSE,
)
# A second naming of the zone, as in `+09:00 (JST)` or `+08:00[Asia/Shanghai]`.
_CLOSERS = {"(": ")", "[": "]"}


class Zone(NamedTuple):
    """A zone that was read: up to where, and what it says."""

    end: int
    knowledge: ZoneKnowledge
    offset: timedelta | None
    problem: str = ""


def read_zone(text: str, at: int, end: int, wall: datetime | None) -> Zone | None:
    """The zone written right at `at`, if there is one.

    `wall` is the local time, which decides between summer and winter in a named region.
    """
    zone = _read_one(text, at, end, wall)
    if zone is None:
        return None
    again = _read_one(text, zone.end, end, wall)
    if again is not None and text[again.end - 1] in _CLOSERS.values():
        return Zone(again.end, zone.knowledge, zone.offset, zone.problem)
    return zone


def _read_one(text: str, at: int, end: int, wall: datetime | None) -> Zone | None:
    match = _ZONE.match(text, at, end)
    if match is None:
        return None
    signed = match["glued"] or match["shift"] or match["apart"]
    if signed:
        return _from_offset(signed, match.end())
    name = (match["z"] or match["area"] or match["name"]).strip()
    after = _after_name(text, match)
    if after is None or (not match["area"] and name.upper() not in _NAMES | _REGIONS):
        return None
    hours = _NAMES.get(name.upper())
    area = match["area"] or _REGIONS.get(name)
    offset = timedelta(hours=hours) if hours is not None else None
    if area:
        offset = None if wall is None else _offset_in(area, wall)
    return Zone(after, _knowledge(offset), offset)


def _after_name(text: str, match: re.Match[str]) -> int | None:
    """Where a name ends; `None` when a bracket before it stays open."""
    closer = _CLOSERS.get(match[0].lstrip()[:1])
    if closer is None:
        return match.end()
    return match.end() + 1 if text[match.end() : match.end() + 1] == closer else None


def _from_offset(signed: str, end: int) -> Zone:
    digits = signed[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    if offset > _MAX_OFFSET or int(digits[2:] or 0) > 59:
        return Zone(end, ZoneKnowledge.UNKNOWN, None, f"has offset {signed}")
    if signed[0] in "-−":
        offset = -offset
    return Zone(end, _knowledge(offset), offset)


def _knowledge(offset: timedelta | None) -> ZoneKnowledge:
    if offset is None:
        return ZoneKnowledge.UNKNOWN
    return ZoneKnowledge.OFFSET if offset else ZoneKnowledge.UTC


@lru_cache(maxsize=256)
def _offset_in(area: str, wall: datetime) -> timedelta | None:
    from zoneinfo import ZoneInfo  # Rare in plans, and slow to import.

    try:
        return wall.replace(tzinfo=ZoneInfo(area)).utcoffset()
    except (KeyError, ValueError, OSError):  # No such zone, or no zone data on this machine.
        return None
