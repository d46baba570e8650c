"""Inline markup by a small scanner of our own: what to hide, what to set off.

It follows CommonMark for code spans, emphasis, links and escapes closely enough for reading, in
one pass and in time proportional to the text, whatever the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from milepost.tui.layout.model import MARKS, Mark

_ANY_MARKUP = re.compile(r"[\\`*_~\[<]|://")
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<run>\*+|_+|~+)"
    r"|(?P<open>!?\[)"
    r"|(?P<target>\]\((?:<[^<>]{0,500}>|[^\s()<>]{0,500}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?)"
    r"(?: \"[^\"]{0,200}\")?\))"
    r"|(?P<close>\])"
    r"|(?P<comment><!--.{0,2000}?-->)"
    r"|(?P<auto><https?://[^\s<>]{1,500}>)"
    r"|(?P<url>https?://[^\s<>`\"]{1,2000})",
    re.DOTALL,
)
_TICKS = re.compile("`+")
_AFTER_URL = ".,;:!?'*_~)]}"
_OPPOSITE = {")": "(", "]": "[", "}": "{"}
_COUNTER_BITS = 8


class Piece(NamedTuple):
    """A visible stretch of a text and the bits of `Mark` that it bears."""

    start: int
    end: int
    marks: int


def scan(text: str, *, markers: bool = False) -> list[Piece]:
    """The visible stretches of `text` in order, with what markup makes of them.

    Everything outside the stretches is markup and hidden. With `markers`, it is kept and quiet.
    """
    if not _ANY_MARKUP.search(text):
        return [Piece(0, len(text), 0)]
    scanner = _Scanner(text)
    scanner.read()
    return scanner.pieces(markers=markers)


class _Opener:
    """A run of emphasis signs that may open; shrinks from its end as closers take of it."""

    __slots__ = ("end", "serial", "start")

    def __init__(self, start: int, end: int, serial: int) -> None:
        self.start = start
        self.end = end
        self.serial = serial


class _Scanner:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._hidden: list[tuple[int, int]] = []
        self._styled: list[tuple[int, int, int]] = []
        self._openers: dict[str, list[_Opener]] = {"*": [], "_": [], "~": []}
        self._brackets: list[tuple[int, int]] = []
        self._code: dict[int, tuple[int, int]] | None = None
        self._serial = 0

    def read(self) -> None:
        """Finds all markup."""
        at = 0
        text = self._text
        while (match := _TOKEN.search(text, at)) is not None:
            start, at = match.span()
            match match.lastgroup:
                case "escape":
                    self._hidden.append((start, start + 1))
                case "ticks":
                    at = self._read_code(start, at)
                case "run":
                    self._read_run(start, at)
                case "open":
                    self._brackets.append((start, at))
                case "target" | "close":
                    self._close_bracket(start, at)
                case "comment":
                    self._styled.append((start, at, Mark.QUIET))
                case "auto":
                    self._hidden += ((start, start + 1), (at - 1, at))
                    self._styled.append((start + 1, at - 1, Mark.LINK))
                case _:
                    at = self._read_url(start, at)

    def _read_code(self, start: int, end: int) -> int:
        if self._code is None:
            self._code = _pair_ticks(self._text)
        closing = self._code.get(start)
        if closing is None:
            return end
        inner_start, inner_end = end, closing[0]
        inside = self._text[inner_start:inner_end]
        if inside[0] == " " == inside[-1] and inside.strip(" "):
            inner_start += 1
            inner_end -= 1
        self._hidden += ((start, inner_start), (inner_end, closing[1]))
        self._styled.append((inner_start, inner_end, Mark.CODE))
        return closing[1]

    def _read_run(self, start: int, end: int) -> None:
        text = self._text
        char = text[start]
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        opens = _faces(after, before)
        closes = _faces(before, after)
        if char == "_":
            opens, closes = (
                opens and (not closes or not before.isalnum()),
                closes and (not opens or not after.isalnum()),
            )
        if char == "~" and end - start != 2:
            return
        if closes:
            start = self._close_run(char, start, end)
        if opens and start < end:
            self._serial += 1
            self._openers[char].append(_Opener(start, end, self._serial))

    def _close_run(self, char: str, start: int, end: int) -> int:
        """Matches a closing run with openers of its sign; returns what of it is left."""
        openers = self._openers[char]
        while start < end and openers:
            opener = openers[-1]
            take = 2 if min(opener.end - opener.start, end - start) >= 2 else 1
            mark = Mark.STRIKE if char == "~" else Mark.STRONG if take == 2 else Mark.EMPHASIS
            self._hidden += ((opener.end - take, opener.end), (start, start + take))
            self._styled.append((opener.end, start, mark))
            opener.end -= take
            start += take
            for others in self._openers.values():
                while others and others[-1].serial > opener.serial:
                    others.pop()
            if opener.end == opener.start:
                openers.pop()
        return start

    def _close_bracket(self, start: int, end: int) -> None:
        if not self._brackets:
            return
        bracket, inner = self._brackets.pop()
        if end - start > 1 and self._text[inner:start].strip():
            self._hidden += ((bracket, inner), (start, end))
            self._styled.append((inner, start, Mark.LINK))

    def _read_url(self, start: int, end: int) -> int:
        text = self._text
        while text[end - 1] in _AFTER_URL:
            opposite = _OPPOSITE.get(text[end - 1])
            if opposite is not None and opposite in text[start:end]:
                break
            end -= 1
        self._styled.append((start, end, Mark.LINK))
        return end

    def pieces(self, *, markers: bool) -> list[Piece]:
        """What was read, as stretches of the text."""
        if markers:
            self._styled += ((start, end, Mark.QUIET) for start, end in self._hidden)
            self._hidden = []
        changes: dict[int, int] = {}
        for start, end, mark in self._styled:
            step = 1 << _COUNTER_BITS * MARKS.index(mark)
            changes[start] = changes.get(start, 0) + step
            changes[end] = changes.get(end, 0) - step
        for start, end in self._hidden:
            changes.setdefault(start, 0)
            changes.setdefault(end, 0)
        gone = dict(self._hidden)
        found: list[Piece] = []
        at = counters = until = 0
        for offset in sorted(changes):
            if at < offset and at >= until:
                found.append(Piece(at, offset, _marks(counters)))
            counters += changes[offset]
            until = max(until, gone.get(offset, 0))
            at = offset
        if at < len(self._text):
            found.append(Piece(at, len(self._text), 0))
        return found


def _marks(counters: int) -> int:
    """The marks whose counters are above zero."""
    marks = 0
    for mark in MARKS:
        if not counters:
            break
        if counters & 0xFF:
            marks |= mark
        counters >>= _COUNTER_BITS
    return marks


def _faces(inner: str, outer: str) -> bool:
    """Whether a run with `inner` on one side leans towards it, by CommonMark's flanking rules."""
    if inner.isspace():
        return False
    # Scripts without spaces put a sign between a bracket and a word all the time.
    return inner.isalnum() or not outer.isalnum() or outer > "\u2e80"


def _pair_ticks(text: str) -> dict[int, tuple[int, int]]:
    """Where each opening run of backticks is closed: at the next run of its length."""
    pairs: dict[int, tuple[int, int]] = {}
    latest: dict[int, tuple[int, int]] = {}
    for match in reversed([match.span() for match in _TICKS.finditer(text)]):
        length = match[1] - match[0]
        if length in latest:
            pairs[match[0]] = latest[length]
        latest[length] = match
    return pairs
