"""Where a block stands in lists and quotations, and what its rows begin with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from milepost.tui.cells import sanitise
from milepost.tui.glyphs import mark_glyph
from milepost.tui.layout.model import Margin, Role, Run
from milepost.tui.layout.prose import runs_width

if TYPE_CHECKING:
    from milepost.plan.model import BlockKind
    from milepost.tui.layout.model import PageStyle, Runs

QUOTES = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)")
_BEFORE = re.compile(r"[ \t]*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))[ \t]?)*")
_MOST_QUOTES = 3


class Check(NamedTuple):
    """How a checklist item stands."""

    state: str
    """The value of its `ItemState`."""
    mark: str
    """The character in its box."""
    is_next: bool


class Place(NamedTuple):
    """All that a block's rows depend on, besides the page."""

    chunk: str
    """From the start of the block's first line to its end; see `skip`."""
    kind: BlockKind | None
    """`None` for text that is no block, such as a bullet with nothing behind it."""
    level: int = 0
    depth: int = 0
    leads: bool = False
    quoted: bool = False
    indent: int = 0
    """Cells of the page before the block's own marker or, without one, its text."""
    column: int = 0
    """Columns of the source before the text of the list item that the block lies in."""
    check: Check | None = None
    stamp: tuple[int, int] | None = None
    """Where in the chunk an item's stamp stands."""
    skip: int = 0
    """How much of the chunk comes before the block's first line and belongs to no block."""

    def without_stray(self) -> Place:
        """The place of the block alone, offsets counted from its first line."""
        stamp = self.stamp and (self.stamp[0] - self.skip, self.stamp[1] - self.skip)
        return self._replace(chunk=self.chunk[self.skip :], skip=0, stamp=stamp)


def content_start(chunk: str, *, leads: bool) -> int:
    """Where in its first line a block's text begins, after bullets and quotation marks."""
    match = _BEFORE.match(chunk) if leads else QUOTES.match(chunk)
    return match.end() if match else 0


def marker_widths(prefix: str) -> list[int]:
    """Cells that the page gives to each list marker in what stands before a block's text."""
    return [2 if len(marker) == 1 else len(marker) + 1 for marker in _MARKER.findall(prefix)]


def make_margin(place: Place, prefix: str, page: PageStyle) -> Margin:
    """What the rows of a block begin with; `prefix` stands before its text in the source."""
    sign = _sign(place, prefix, page) if place.leads else ()
    sign_width = runs_width(sign)
    quotes = min(max(prefix.count(">"), 1), _MOST_QUOTES) if place.quoted else 0
    room = max(0, page.prose_width - 2 * quotes - sign_width - 12)
    blank = " " * min(place.indent, room)
    indent = (Run(blank, Role.TEXT, 0, 0),) if blank else ()
    bars = (Run(f"{page.ornaments.bar} " * quotes, Role.QUIET, 0, 0),) if quotes else ()
    rest = (Run(" " * sign_width, Role.TEXT, 0, 0),) if sign_width else ()
    width = len(blank) + 2 * quotes + sign_width
    if bars and place.depth and not prefix.lstrip().startswith(">"):
        return Margin((*indent, *sign, *bars), (*indent, *rest, *bars), width)
    return Margin((*bars, *indent, *sign), (*bars, *indent, *rest), width)


def _sign(place: Place, prefix: str, page: PageStyle) -> Runs:
    """The bullet, number or checkbox of an item; of several on one line, all of them."""
    markers = list(_MARKER.finditer(prefix))
    bullets = page.ornaments.bullets
    runs: list[Run] = []
    for index, marker in enumerate(markers):
        depth = place.depth - len(markers) + index
        text = bullets[depth % len(bullets)] if len(marker[0]) == 1 else sanitise(marker[0])
        runs.append(Run(f"{text} ", Role.BULLET, *marker.span()))
    if place.check is not None:
        glyph, role = _checkbox(place.check, page)
        start = len(prefix)
        if runs and len(markers[-1][0]) == 1:
            start = runs.pop().start
        runs.append(Run(f"{glyph} ", role, start, len(prefix) + 3))
    return tuple(runs)


def _checkbox(check: Check, page: PageStyle) -> tuple[str, Role]:
    glyphs = page.glyphs
    if check.state == "done":
        return glyphs.done, Role.DONE_SIGN
    if check.state == "partial":
        return glyphs.partial, Role.NEXT_SIGN if check.is_next else Role.PARTIAL_SIGN
    if check.is_next and check.mark == " ":
        return glyphs.next, Role.NEXT_SIGN
    return mark_glyph(check.mark, glyphs), Role.NEXT_SIGN if check.is_next else Role.OPEN_SIGN
