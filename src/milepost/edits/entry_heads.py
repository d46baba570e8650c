"""What an entry begins with: bullet, number, label and time, made to fit the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.parse.times import find_times
from milepost.plan.kinds import SectionKind
from milepost.plan.living import is_labelled
from milepost.plan.patterns import compiled
from milepost.plan.records import RecordForm
from milepost.plan.timestamp import Precision
from milepost.text import Span

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.document import Document
    from milepost.plan.records import LogEntry
    from milepost.plan.timestamp import Timestamp

LISTED = frozenset({RecordForm.CANONICAL, RecordForm.BULLET, RecordForm.NUMBERED})
"""The forms that have a bullet or a number."""

_MARKER = r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]+"
_NUMBER = r"[0-9]+"
_IDENTIFIER = (
    r"[*_]{0,2}(?:[A-Z]{1,4}-?[0-9]{1,3}|#[0-9]{1,3}|[0-9]{1,3}(?=[.)])"
    r"|(?i:decision|surprise|discovery|observation|outcome)[ ]#?[0-9]{1,3})"
    r"(?:[:：.)][*_]{0,2}(?:[ ][—–-])?|[*_]{0,2}(?:[:：]|[ ][—–-]))[ \t]"
)
"""What numbers an entry in its own words: `D3: `, `Decision 3 — `."""
_ISO = r"[0-9]{4}([-/.])[0-9]{2}\1[0-9]{2}(?:(T|[ ])[0-9]{2}:[0-9]{2}.*?([ ]?(?:Z|UTC|GMT))?)?"
_SIGNED = r"[ \t]*[,/][ \t]*[^():：,/\r\n]{1,40}(?=[)）][*_]{0,2}|[*_]{0,2}[ ]?[:：])"
"""Who wrote an entry, behind its time: the next one is somebody else's."""
_BEHIND_STAMP = r"[ \t]*(?:[:：,;|]|[–—-]{1,2}(?=[ \t]))?[*_]{0,3}[ \t]*"
_BEFORE_STAMP = r"[ \t]*(?:[–—,;-]{1,2})?[ \t]*$"
_REMARK = r"[ ]?[(（][^()（）]*[)）](?=[*_]{0,3}[ ]?[:：])"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the text of an entry, and directly behind it."""

    lead: str
    tail: str = ""
    width: int = 0
    """How far the entry's further lines are indented."""
    dated: bool = False
    """Whether it says when."""
    labels: tuple[str, ...] = ()


def head_of(document: Document, model: LogEntry, when: datetime) -> Head:
    """The head of an entry that is no table row and no heading, for the one to follow it.

    A label that says what the entry is about is kept; of an outcome only one that says just that,
    because the next one may be no lesson and nothing that remains.
    """
    text, start = document.text, model.span.start
    marker = compiled(_MARKER).match(text, start) if model.form in LISTED else None
    own = marker.end() if marker else start
    bullet, width = next_number(text[start:own]), own - start
    if is_labelled(model):
        first = model.fields[0]
        if model.section is SectionKind.OUTCOMES and first.label != "outcome":
            return Head(bullet, width=width)
        label = text[own : first.span.start]
        return Head(bullet + _next_label(label, when), "", width, _has_time(label), (first.label,))
    numbered = bullet + next_identifier(text, own)
    stamp = model.stamp
    end = model.fields[0].span.start if model.fields else model.span.end
    if stamp is None or not own <= stamp.core.start < end:
        return Head(numbered, width=width)
    if not text[own : stamp.core.start].strip(" \t*_([（【"):
        return Head(bullet + leading_time(text, own, stamp, when), "", width, dated=True)
    if not text[stamp.span.end : model.span.end].strip(" \t.。*_"):
        before = compiled(_BEFORE_STAMP).search(text, own, stamp.span.start)
        tail = Span(before.start() if before else stamp.span.start, stamp.span.end)
        return Head(numbered, restamped(text, tail, stamp, when), width, dated=True)
    return Head(numbered, width=width)


def leading_time(text: str, start: int, stamp: Timestamp, when: datetime) -> str:
    """What stands from `start` to the words behind a stamp, with another time."""
    behind = compiled(_BEHIND_STAMP).match(text, stamp.span.end)
    end = behind.end() if behind else stamp.span.end
    return restamped(text, Span(start, end), stamp, when)


def restamped(text: str, span: Span, stamp: Timestamp, when: datetime) -> str:
    """The text of a span with another time in place of the stamp's, less its author."""
    time = time_like(stamp.core.cut(text), stamp, when)
    after = compiled(_SIGNED).match(text, stamp.core.end, span.end)
    rest = text[after.end() if after else stamp.core.end : span.end]
    return text[span.start : stamp.core.start] + time + rest


def next_identifier(text: str, start: int) -> str:
    """The number that an entry's own words begin with, one higher; empty where they do not."""
    identifier = compiled(_IDENTIFIER).match(text, start)
    return "" if identifier is None else next_number(identifier[0])


def next_number(text: str) -> str:
    """The last number in a text made one higher; a text without any, or with a year, as it is."""
    numbers = list(compiled(_NUMBER).finditer(text))
    if not numbers or len(numbers[-1][0]) > 3:
        return text
    last = numbers[-1]
    higher = str(int(last[0]) + 1).zfill(len(last[0]))
    return text[: last.start()] + higher + text[last.end() :]


def time_like(core: str, stamp: Timestamp, when: datetime) -> str:
    """A time in UTC, as precise as another one and with its marks."""
    form = compiled(_ISO).fullmatch(core)
    mark, joiner, zone = (form[1], form[2], form[3]) if form else ("-", " ", "Z")
    date = f"{when:%Y}{mark}{when:%m}{mark}{when:%d}"
    if stamp.precision is Precision.DAY:
        return date
    clock = f"{when:%H:%M:%S}" if stamp.precision is Precision.SECOND else f"{when:%H:%M}"
    return f"{date}{joiner}{clock}{zone or 'Z'}"


def with_space(label: str) -> str:
    """A label with one space behind it, unless it ends in a wide colon."""
    bare = label.rstrip(" \t\r\n>")
    return bare if bare.endswith("：") else f"{bare} "


def _has_time(label: str) -> bool:
    return any(True for _ in find_times(label, Span(0, len(label))))


def _next_label(label: str, when: datetime) -> str:
    """A label with the time or the number that the next entry has."""
    time = next(find_times(label, Span(0, len(label))), None)
    if time is not None:
        return with_space(restamped(label, Span(0, len(label)), time, when))
    return with_space(next_number(compiled(_REMARK).sub("", label)))
