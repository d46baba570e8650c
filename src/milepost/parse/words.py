"""What an item says: its stamp, its partial remark, and the wording without them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from milepost.parse.timestamps import read_mention, read_stamp
from milepost.plan.model import Partial
from milepost.text import Span

if TYPE_CHECKING:
    from milepost.plan.timestamp import Timestamp

_PARTIAL = re.compile(
    r"(?P<open>[(（])|(?P<close>[)）])"
    r"|(?<![A-Za-z])(?:(?P<completed>completed|done|已完成|完了|완료)"
    r"|(?P<remaining>remaining|left|剩余|残り|남음))[ \t]*[:：]",
    re.IGNORECASE,
)
_PARTIAL_REACH = 20_000
_QUOTE_MARKS = re.compile(r"[\r\n]+[ \t]*(?:>[ \t]?)+")
_EMPHASIS = "*_~"
_CLOSING = ":：,;.。)）"
_SET_OFF = " –—,;|-"
_SEPARATORS = " \t\r\n:：-–—,;|"


class Words(NamedTuple):
    """What was read of an item's words; spans count from their beginning."""

    stamp: Timestamp | None
    mention: Timestamp | None
    partial: Partial | None
    text: str
    """On one line, without the stamp."""
    headline: str
    """`text` without the partial remark."""


# While a plan is edited its items are read again and again, nearly all of them as before.
@lru_cache(maxsize=4096)
def read_words(words: str, own: str, *, quoted: bool) -> Words:
    """Reads the words of an item's first paragraph; `own` goes on to the end of its own text."""
    whole = Span(0, len(words))
    stamp = read_stamp(words, whole)
    partial = find_partial(words, whole)
    wording = _without(words, stamp, None, quoted=quoted)
    return Words(
        stamp=stamp,
        mention=None if stamp else read_mention(own, Span(0, len(own))),
        partial=partial,
        text=wording,
        headline=_without(words, stamp, partial, quoted=quoted) or wording,
    )


def clean_wording(text: str) -> str:
    """Text on one line, single-spaced."""
    return " ".join(text.split())


@dataclass(slots=True, eq=False, repr=False)
class _Bracket:
    """What has been read since a parenthesis opened at `start`; the item itself is the first."""

    start: int | None = None
    completed: re.Match[str] | None = None
    remaining: re.Match[str] | None = None

    def take(self, label: re.Match[str]) -> None:
        if self.completed is None:
            self.completed = label if label["completed"] else None
        elif self.remaining is None and label["remaining"]:
            self.remaining = label

    def close(self, text: str, end: int, closer: int) -> Partial | None:
        """The remark, when both halves were read; `closer` is the width of what closed it."""
        if self.completed is None or self.remaining is None:
            return None
        start = self.completed.start()
        if self.start is not None and not text[self.start + 1 : start].strip():
            start, closer_end = self.start, end + closer
        else:
            closer_end = end
        return Partial(
            Span(start, closer_end),
            clean_wording(text[self.completed.end() : self.remaining.start()]).rstrip(" ;；,，。"),
            clean_wording(text[self.remaining.end() : end]),
        )


def find_partial(text: str, span: Span) -> Partial | None:
    """The `(completed: ...; remaining: ...)` remark within `span`, parentheses balanced."""
    end = min(span.end, span.start + _PARTIAL_REACH)
    brackets = [_Bracket()]
    for token in _PARTIAL.finditer(text, span.start, end):
        if token["open"]:
            brackets.append(_Bracket(token.start()))
        elif token["close"]:
            partial = brackets.pop().close(text, token.start(), closer=1)
            if partial is not None:
                return partial
            brackets = brackets or [_Bracket()]
        else:
            brackets[-1].take(token)
    partials = (bracket.close(text, end, closer=0) for bracket in brackets)
    return next(filter(None, partials), None)


def _without(words: str, stamp: Timestamp | None, partial: Partial | None, *, quoted: bool) -> str:
    """The words on one line, less the stamp and the partial remark."""
    wording = ""
    at = 0
    for span in sorted(node.span for node in (stamp, partial) if node is not None):
        wording = _joined(wording, _clean(words[at : span.start], quoted=quoted)).rstrip(_SET_OFF)
        at = max(at, span.end)
        if not wording.strip(_EMPHASIS):
            at = len(words) - len(words[at:].lstrip(_SEPARATORS))
    rest = _clean(words[at:], quoted=quoted)
    if rest and not (partial is not None and not rest.strip(".。")):
        return _joined(wording, rest)
    return wording if at == 0 else wording.rstrip(_SEPARATORS)


def _clean(written: str, *, quoted: bool) -> str:
    return clean_wording(_QUOTE_MARKS.sub("\n", written) if quoted else written)


def _joined(wording: str, more: str) -> str:
    """Both on one line; emphasis that waits for its words and punctuation stand without a space."""
    close = not wording.strip(_EMPHASIS) or more[:1] in _CLOSING
    return f"{wording}{more}" if close else f"{wording} {more}"
