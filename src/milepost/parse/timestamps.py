"""Which of the times in a text say when its item happened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.parse.inline import find_code_spans, is_in_address, is_within
from milepost.parse.times import find_times, read_time
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.plan.timestamp import Timestamp

_CLOSERS = {
    "(": ")）", "（": ")）", "[": "]］", "［": "]］", "{": "}", "<": ">",
    "【": "】", "〔": "〕", "「": "」",
}  # fmt: skip
_OPENING = r"[(（\[［{<【〔「]"
# What may stand between the opening of a stamp and its date.
_WORDS = frozenset(
    "complete completed done finished closed landed merged shipped verified validated started added"
    " updated created implemented resolved fixed revised reviewed rerun re-run ran run passed"
    " confirmed recorded superseded dropped cancelled deferred amended"
    " last date time when as of since on at"
    " mon tue tues wed thu thur thurs fri sat sun"
    " monday tuesday wednesday thursday friday saturday sunday"
    " 完成 已完成 完成于 已完成于 完成時間 完成时间 更新 更新于"
    " 完了 完了日 実施 実施日 완료 완료일".split()
)
_WORD = re.compile(r"(re-run|[^\W\d_]{2,10})[:：,]?\s?")
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])(re-run|[^\W\d_]{2,10})[:：,]?\s?$")
_MAX_WORDS = 3
_ICONS = "✅☑✔🕒⏱⏰📅🗓\ufe0f"
_BEFORE_WORDS = f" \t\r\n*_~{_ICONS}"
_OPENS = re.compile(rf"[*_]{{0,3}}\s?({_OPENING})[*_]{{0,3}}\s?")
_OPENED = re.compile(rf"({_OPENING})[*_]{{0,3}}\s?$")
_SIGNED = re.compile(rf"({_OPENING})[^()（）\[\]{{}}<>]{{1,40}}[,;/@—–-]\s?$")
_SET_OFF = re.compile(rf"(?:\s[-–—|·]{{1,2}}|[{_ICONS}—.。)）\r\n])\s{{0,8}}$")
_COMMA = re.compile(r"[,;，；]\s?$")
_WORDS_END = re.compile(r"[*_~]{1,3}|\s?(?:[:：,;.|—–]|-{1,2}\s)|\s*$")
_LABEL_STOP = re.compile(r"[.!?;](?=\s)|[。！？；\r\n]")
_LABEL_MARK = re.compile(r"(?:[:：][*_]{0,3}|\s[-–—]{1,2})\s$")
_LABEL_ID = re.compile(
    r"[\s*_]*(?:(?:milestone|phase|stage|step|task|part|slice)\s)?#?[a-z]{0,4}[-.]?"
    r"[0-9]{1,4}[a-z]?(?:\.[0-9]{1,3}){0,3}[*_]{0,3}\s?"
    r"|[*_]{2}[^*]{1,60}[*_]{2}\s",
    re.IGNORECASE,
)
_LABEL_END = re.compile(r"[*_]{0,3}(?:\s?[:：]|\s[-–—]{1,2}\s)|[*_]{2}")
_AFTER_ITEM = " \t\r\n.。*_~"
_EMPHASIS = "*_~"
_LABEL_REACH = 90
_TAIL_REACH = 160
# What a bracket may say after its date and still be nothing but a stamp.
_NOTE_REACH = 60
_TAIL_NOTE = 30


def read_timestamps(text: str, span: Span) -> Iterator[Timestamp]:
    """Every time written in `span`, in order and disjoint, in time linear in its length.

    A date that is part of a path, an identifier or a longer number is none. Spans equal cores.
    """
    return find_times(text, span)


def read_stamp(text: str, span: Span) -> Timestamp | None:
    """The time that says when the item whose wording is `span` happened.

    It stands at the beginning, behind a short label, or at the end, in brackets or set off by a
    dash. Dates in code or addresses, and dates the prose merely mentions, do not count.
    """
    return _read_leading(text, span) or _read_labelled(text, span) or _read_trailing(text, span)


def read_mention(text: str, span: Span) -> Timestamp | None:
    """The first readable date in the prose, outside inline code, paths and addresses."""
    code: tuple[Span, ...] | None = None
    for time in find_times(text, span):
        if time.problem or is_in_address(text, span, time.core.start):
            continue
        if code is None:
            code = find_code_spans(text, span)
        if not is_within(code, time.core.start):
            return time
    return None


def _read_leading(text: str, span: Span) -> Timestamp | None:
    at = _skip(text, span, _BEFORE_WORDS)
    at, words = _skip_words(text, at, span.end)
    opens = _OPENS.match(text, at, span.end)
    if opens is not None:
        at, _ = _skip_words(text, opens.end(), span.end)
    else:
        at = _skip(text, Span(at, span.end), _BEFORE_WORDS)
    time = read_time(text, at, span.end)
    if time is None:
        return None
    if opens is not None:
        return _with_brackets(text, span, time, opens.start(1))
    stamp = _with_emphasis(text, span, time, time.core)
    if words and not _WORDS_END.match(text, stamp.span.end, span.end):
        return None
    return stamp


def _read_labelled(text: str, span: Span) -> Timestamp | None:
    """`Milestone 2 (2026-01-02): ...`, `M2: (2026-01-02) ...` and `M2 — 2026-01-02 — ...`."""
    time = next(find_times(text, Span(span.start, min(span.end, span.start + _LABEL_REACH))), None)
    if time is None or _LABEL_STOP.search(text, span.start, time.core.start):
        return None
    stamp = _opened(text, span, time)
    bracketed = stamp is not None
    if stamp is None:
        stamp = _with_emphasis(text, span, time, time.core)
    before = _LABEL_MARK.search(text, span.start, stamp.span.start) is not None
    after = _LABEL_END.match(text, stamp.span.end, span.end) is not None
    if bracketed and not (before or after):
        before = _LABEL_ID.fullmatch(text, span.start, stamp.span.start) is not None
    if not ((before or after) if bracketed else (before and after)):
        return None
    return None if is_within(find_code_spans(text, span), stamp.core.start) else stamp


def _read_trailing(text: str, span: Span) -> Timestamp | None:
    start = max(span.start, span.end - _TAIL_REACH)
    end = start + len(text[start : span.end].rstrip(_AFTER_ITEM))
    for time in find_times(text, Span(start, end)):
        stamp = _opened(text, span, time) or _signed(text, span, time)
        if stamp is None and time.core.end == end and _is_set_off(text, Span(start, end), time):
            stamp = _with_emphasis(text, span, time, time.core)
        if stamp is None or stamp.span.end < end or end - stamp.core.end > _TAIL_NOTE:
            continue
        return None if is_within(find_code_spans(text, span), stamp.core.start) else stamp
    return None


def _is_set_off(text: str, span: Span, time: Timestamp) -> bool:
    at, words = _skip_words_before(text, span, time)
    pattern = _COMMA if words and _COMMA.search(text, span.start, at) else _SET_OFF
    return pattern.search(text, span.start, at) is not None


def _opened(text: str, span: Span, time: Timestamp) -> Timestamp | None:
    """The time with its brackets, where one opens right before it, words of completion aside."""
    at, _ = _skip_words_before(text, span, time)
    opened = _OPENED.search(text, max(span.start, at - 5), at)
    if opened is None:
        return None
    stamp = _with_brackets(text, span, time, opened.start(1))
    return None if stamp.span == time.core else stamp


def _signed(text: str, span: Span, time: Timestamp) -> Timestamp | None:
    """The time with its brackets, where it ends a short remark: `(e9abc, 2026-01-02)`."""
    signed = _SIGNED.search(text, max(span.start, time.core.start - 60), time.core.start)
    if signed is None or text[time.core.end : time.core.end + 1] not in _CLOSERS[signed[1]]:
        return None
    return _with_brackets(text, span, time, signed.start(1))


def _skip(text: str, span: Span, characters: str) -> int:
    """Past at most a dozen of the given characters at the beginning of `span`."""
    at, end = span.start, min(span.end, span.start + 12)
    while at < end and text[at] in characters:
        at += 1
    return at


def _skip_words(text: str, at: int, end: int) -> tuple[int, int]:
    """Past the words of completion at `at`, and how many there are."""
    for count in range(_MAX_WORDS):
        word = _WORD.match(text, at, end)
        if word is None or word[1].casefold() not in _WORDS:
            return at, count
        at = word.end()
    return at, _MAX_WORDS


def _skip_words_before(text: str, span: Span, time: Timestamp) -> tuple[int, int]:
    """Like `_skip_words`, backwards from a time and the emphasis before it."""
    at = time.core.start
    while at > span.start and text[at - 1] in _EMPHASIS:
        at -= 1
    for count in range(_MAX_WORDS):
        word = _WORD_BEFORE.search(text, max(span.start, at - 14), at)
        if word is None or word[1].casefold() not in _WORDS:
            return at, count
        at = word.start()
    return at, _MAX_WORDS


def _with_brackets(text: str, span: Span, time: Timestamp, opening: int) -> Timestamp:
    """The stamp with the bracket at `opening`; without it when that does not close soon."""
    opener = text[opening]
    closers = _CLOSERS[opener]
    depth = 0
    for offset in range(time.core.end, min(span.end, time.core.end + _NOTE_REACH)):
        depth += (text[offset] == opener) - (text[offset] in closers)
        if depth < 0:
            is_link = opener == "[" and text.startswith("(", offset + 1)
            is_partial = "remaining" in text[time.core.end : offset].casefold()
            if is_link or is_partial:
                return time
            return _with_emphasis(text, span, time, Span(opening, offset + 1))
    return time


def _with_emphasis(text: str, span: Span, time: Timestamp, core: Span) -> Timestamp:
    """The stamp with the emphasis that encloses `core` and nothing else."""
    start, end = core.start, core.end
    while span.start < start and end < span.end:
        if text[start - 1] not in _EMPHASIS or text[start - 1] != text[end]:
            break
        start, end = start - 1, end + 1
    return time._replace(span=Span(start, end))
