"""Inline markup by a small scanner of our own: what to hide, what to set off.

It follows CommonMark for code spans, emphasis, links and escapes closely enough for reading, in
one pass and in time proportional to the text, whatever the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from milepost.tui.layout.model import MARKS, Mark

_ANY_MARKUP = re.compile(r"[\\`*_~\[<]|://")
_OTHER_MARKUP = re.compile(r"[\\*_~\[<]|://")
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
_LONGEST_PROSE = 200_000
_COUNTER_BITS = 8
_STEPS = {mark: 1 << _COUNTER_BITS * index for index, mark in enumerate(MARKS)}


class Piece(NamedTuple):
    """A visible stretch of a text and the bits of `Mark` that it bears."""

    start: int
    end: int
    marks: int


class Markup(NamedTuple):
    """What markup makes of a text."""

    hidden: list[tuple[int, int]]
    """The signs themselves, in order and disjoint: they are not shown."""
    styled: list[tuple[int, int, int]]
    """Ranges and the `Mark` that each one bears; they may overlap."""

    def visible(self, text: str) -> str:
        """The text without the signs."""
        parts: list[str] = []
        at = 0
        for start, end in self.hidden:
            parts.append(text[at:start])
            at = end
        parts.append(text[at:])
        return "".join(parts)

    def pieces(self, length: int) -> list[Piece]:
        """The visible stretches of a text of that length, in order; at least one."""
        changes: dict[int, int] = {0: 0, length: 0}
        for start, end, mark in self.styled:
            step = _STEPS[mark]
            changes[start] = changes.get(start, 0) + step
            changes[end] = changes.get(end, 0) - step
        for start, end in self.hidden:
            changes.setdefault(start, 0)
            changes.setdefault(end, 0)
        gone = dict(self.hidden)
        found: list[Piece] = []
        at = counters = until = 0
        for offset in sorted(changes):
            if at < offset and at >= until:
                found.append(Piece(at, offset, _marks(counters)))
            counters += changes[offset]
            until = max(until, gone.get(offset, 0))
            at = offset
        return found or [Piece(0, 0, 0)]


def scan(text: str, *, markers: bool = False) -> Markup | None:
    """What markup a text holds, if any. With `markers`, its signs are kept and quiet.

    A text too long to be prose is taken as it is.
    """
    if len(text) > _LONGEST_PROSE or not _ANY_MARKUP.search(text):
        return None
    markup = _scan_code(text)
    if markup is None:
        scanner = _Scanner(text)
        scanner.read()
        markup = Markup(sorted(scanner.hidden), scanner.styled)
    if markers:
        quiet = [(start, end, Mark.QUIET) for start, end in markup.hidden]
        return Markup([], markup.styled + quiet)
    return markup


def _scan_code(text: str) -> Markup | None:
    """The markup of a text that has code spans and nothing else, as most have."""
    markup = Markup([], [])
    at = 0
    pairs = _pair_ticks(text)
    for start, (close, end) in pairs.items():
        if start < at:
            continue
        if _OTHER_MARKUP.search(text, at, start):
            return None
        _add_code(text, markup, start, (close, end))
        at = end
    return None if _OTHER_MARKUP.search(text, at) else markup


def _add_code(text: str, markup: Markup, start: int, closing: tuple[int, int]) -> None:
    """Adds the span whose opening signs stand at `start`, as long as its closing ones."""
    close, end = closing
    inner = start + end - close
    if text[inner] == " " == text[close - 1] and text[inner:close].strip(" "):
        inner += 1
        close -= 1
    markup.hidden.append((start, inner))
    markup.hidden.append((close, end))
    markup.styled.append((inner, close, Mark.CODE))


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
        self.hidden: list[tuple[int, int]] = []
        self.styled: list[tuple[int, int, int]] = []
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
                    self.hidden.append((start, start + 1))
                case "ticks":
                    at = self._read_code(start, at)
                case "run":
                    self._read_run(start, at)
                case "open":
                    self._brackets.append((start, at))
                case "target" | "close":
                    self._close_bracket(start, at)
                case "comment":
                    self.styled.append((start, at, Mark.QUIET))
                case "auto":
                    self.hidden += ((start, start + 1), (at - 1, at))
                    self.styled.append((start + 1, at - 1, Mark.LINK))
                case _:
                    at = self._read_url(start, at)

    def _read_code(self, start: int, end: int) -> int:
        if self._code is None:
            self._code = _pair_ticks(self._text)
        closing = self._code.get(start)
        if closing is None:
            return end
        _add_code(self._text, Markup(self.hidden, self.styled), start, closing)
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
            self.hidden += ((opener.end - take, opener.end), (start, start + take))
            self.styled.append((opener.end, start, mark))
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
            self.hidden += ((bracket, inner), (start, end))
            self.styled.append((inner, start, Mark.LINK))

    def _read_url(self, start: int, end: int) -> int:
        text = self._text
        while text[end - 1] in _AFTER_URL:
            closing = text[end - 1]
            opening = _OPPOSITE.get(closing, "")
            if opening and text.count(opening, start, end) >= text.count(closing, start, end):
                break
            end -= 1
        self.styled.append((start, end, Mark.LINK))
        return end


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
    """Where each opening run of backticks is closed, in order: at the next run of its length."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    pairs: list[tuple[int, tuple[int, int]]] = []
    latest: dict[int, tuple[int, int]] = {}
    for run in reversed(runs):
        length = run[1] - run[0]
        if length in latest:
            pairs.append((run[0], latest[length]))
        latest[length] = run
    return dict(reversed(pairs))
