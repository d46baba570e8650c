"""One block to rows: what stands before it in lists and quotations, then its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.model import BlockKind
from milepost.tui.cells import cell_len, sanitise
from milepost.tui.layout.code import code_lines, lay_code
from milepost.tui.layout.fixed import FixedRows, lay_verbatim
from milepost.tui.layout.inline import Piece
from milepost.tui.layout.model import Mark, Role, Run
from milepost.tui.layout.prose import Flow, Line, Margin, lay_prose, mark_label, runs_width
from milepost.tui.layout.table import lay_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.tui.layout.model import LaidBlock, PageStyle, Runs
    from milepost.tui.layout.prose import ProseRows

_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)")
_BEFORE = re.compile(r"[ \t]*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))[ \t]?)*")
_QUOTES = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_HARD_BREAK = re.compile(r" {2,}$|\\$")
_LINE = re.compile(r"[^\r\n]*")
_LINES = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_MOST_QUOTES = 3


class Place(NamedTuple):
    """All that a block's rows depend on, besides the page."""

    chunk: str
    """From the start of the block's first line to its end; see `skip`."""
    kind: BlockKind | None
    """`None` for text that is no block, such as a bullet with nothing behind it."""
    level: int
    depth: int
    leads: bool
    quoted: bool
    indent: int
    """Cells of the page before the block's own marker or, without one, its text."""
    column: int
    """Columns of the source before the text of the list item that the block lies in."""
    state: str = ""
    """For a checklist item: `open`, `partial`, `done`, with `next-` before it for the next one."""
    skip: int = 0
    """How much of the chunk comes before the block's first line and belongs to no block."""
    stamp: tuple[int, int] | None = None
    """Where in the chunk an item's stamp stands."""


class Shaper:
    """Lays out blocks for one page style."""

    def __init__(self, page: PageStyle) -> None:
        self.page = page
        self._margins: dict[tuple[object, ...], Margin] = {}

    def lay(self, place: Place, lines: Sequence[Line]) -> LaidBlock:
        """The rows of a block. `lines` are those of a paragraph or heading, in the chunk."""
        if place.skip:
            return self._lay_after_stray(place, lines)
        if lines:
            text_at = lines[0].start
        else:
            text_at = content_start(place.chunk, leads=place.leads)
        margin = self._margin(place, place.chunk[:text_at])
        if place.kind is BlockKind.PARAGRAPH and lines:
            return _lay_paragraph(place, lines, margin, self.page)
        if place.kind is BlockKind.HEADING and lines:
            return _lay_heading(place, lines, margin, self.page)
        return _prefixed(_lay_other(place, text_at, margin, self.page), margin)

    def _make_margin(place: Place, prefix: str, page: PageStyle) -> Margin:
    sign = _sign(place, prefix, page) if place.leads else ()
    sign_width = runs_width(sign)
    quotes = min(max(prefix.count(">"), 1), _MOST_QUOTES) if place.quoted else 0
    room = max(0, page.prose_width - 2 * quotes - sign_width - 12)
    blank = " " * min(place.indent, room)
    indent = (Run(blank, Role.TEXT, 0, 0),) if blank else ()
    bars = (Run((page.glyphs.bar + " ") * quotes, Role.QUIET, 0, 0),) if quotes else ()
    rest = (Run(" " * sign_width, Role.TEXT, 0, 0),) if sign_width else ()
    width = len(blank) + 2 * quotes + sign_width
    if bars and place.depth and not prefix.lstrip().startswith(">"):
        return Margin((*indent, *sign, *bars), (*indent, *rest, *bars), width)
    return Margin((*bars, *indent, *sign), (*bars, *indent, *rest), width)


def _sign(place: Place, prefix: str, page: PageStyle) -> Runs:
    """The bullet, number or checkbox of an item; of several on one line, all of them."""
    markers = list(_MARKER.finditer(prefix))
    runs: list[Run] = []
    for index, marker in enumerate(markers):
        depth = place.depth - len(markers) + index
        bullets = page.glyphs.bullets
        text = bullets[depth % len(bullets)] if len(marker[0]) == 1 else sanitise(marker[0])
        runs.append(Run(text + " ", Role.BULLET, marker.start(), marker.end()))
    if place.state:
        box = _checkbox(place, len(prefix), page)
        if runs and markers[-1].end() - markers[-1].start() == 1:
            box = box._replace(start=runs.pop().start)
        runs.append(box)
    return tuple(runs)


def _checkbox(place: Place, start: int, page: PageStyle) -> Run:
    glyphs = page.glyphs
    state = place.state.removeprefix("next-")
    if state == "done":
        glyph, role = glyphs.done, Role.DONE_SIGN
    elif state == "partial":
        glyph, role = glyphs.partial, Role.PARTIAL_SIGN
    else:
        glyph, role = glyphs.open, Role.OPEN_SIGN
    if place.state.startswith("next-"):
        glyph, role = (glyphs.next if state == "open" else glyph), Role.NEXT_SIGN
    return Run(glyph + " ", role, start, start + 3)


def _lay_paragraph(
    place: Place, lines: Sequence[Line], margin: Margin, page: PageStyle
) -> LaidBlock:
    role = Role.QUOTE if place.quoted else Role.TEXT
    if place.state:
        lines = [_without_box(lines[0]), *lines[1:]]
        if place.state == "done":
            role = Role.DONE
        elif place.state.startswith("next-"):
            role = Role.NEXT
    if len(lines) > 1:
        lines = [
            line._replace(breaks=bool(_HARD_BREAK.search(_rest_of_line(place.chunk, line))))
            for line in lines
        ]
    marked = [Piece(*place.stamp, Mark.STAMP)] if place.stamp else []
    if place.depth:
        marked += (label for line in lines if (label := mark_label(line)) is not None)
    flow = Flow(lines, role, marked, markers=page.markers)
    return lay_prose(flow, page.prose_width, margin)


def _without_box(line: Line) -> Line:
    """The first line of an item, less its checkbox."""
    text = line.text[3:].lstrip()
    return Line(text, line.start + len(line.text) - len(text))


def _rest_of_line(chunk: str, line: Line) -> str:
    """The last characters of a line up to its terminator."""
    match = _LINE.match(chunk, max(line.start, line.start + len(line.text) - 1))
    return match[0] if match else ""


_HEADING_ROLES = {1: Role.HEADING_1, 2: Role.HEADING_2, 3: Role.HEADING_3}


def _lay_heading(
    place: Place, lines: Sequence[Line], margin: Margin, page: PageStyle
) -> LaidBlock:
    role = _HEADING_ROLES.get(place.level, Role.HEADING_4)
    laid = lay_prose(Flow(lines, role, markers=page.markers), page.prose_width, margin)
    if place.level == 1 and not place.depth and not place.quoted:
        return _underlined(laid, page)
    if place.level == 2 and not place.depth and not place.quoted:
        return _ruled(laid, page)
    return laid


def _underlined(laid: ProseRows, page: PageStyle) -> FixedRows:
    """A title, with a heavy rule below that is as long as its longest row."""
    rows = [laid.runs(row) for row in range(laid.height)]
    rule = page.glyphs.title_rule * max(map(runs_width, rows))
    return FixedRows.of([*rows, (Run(rule, Role.QUIET, 0, 0),)], laid.start(0))


def _ruled(laid: ProseRows, page: PageStyle) -> ProseRows:
    """A section's heading: a rule goes on from its text to the edge."""
    last = laid.flow.text[slice(*laid.breaks[-1])]
    room = page.prose_width - cell_len(last) - 1
    if room < 3:
        return laid
    return replace(laid, tail=(Run(" " + page.glyphs.rule * room, Role.QUIET, 0, 0),))


def _lay_other(place: Place, text_at: int, margin: Margin, page: PageStyle) -> FixedRows:
    """Blocks that are shown line by line."""
    inner = replace(page, width=page.width - margin.width)
    lines = _source_lines(place, text_at)
    match place.kind:
        case BlockKind.FENCE:
            info = lines[0].text.strip().lstrip("`~").strip()
            return lay_code(_unindented(code_lines(lines, fenced=True), lines[0]), info, inner)
        case BlockKind.INDENTED_CODE:
            return lay_code(lines, "", inner)
        case BlockKind.TABLE:
            return lay_table(lines, inner)
        case BlockKind.RULE:
            rule = page.glyphs.rule * min(inner.width, page.measure)
            end = len(place.chunk)
            return FixedRows.of([(Run(rule, Role.QUIET, min(text_at, end), end),)])
        case _:
            return lay_verbatim(lines, inner.width, Role.QUIET, page.glyphs)


def _source_lines(place: Place, text_at: int) -> list[Line]:
    """The lines of a chunk without what belongs to the lists and quotations around it."""
    deeper = 4 if place.kind is BlockKind.INDENTED_CODE else 0
    lines: list[Line] = []
    for match in _LINES.finditer(place.chunk):
        if match.start() == len(place.chunk) and lines:
            break
        text = match[1]
        at = 0
        if place.quoted and (quotes := _QUOTES.match(text)):
            at = quotes.end()
        if not lines:
            at = text_at
        at = _skip_columns(text, at, place.column + deeper)
        lines.append(Line(text[at:], match.start() + at))
    return lines


def _skip_columns(text: str, at: int, columns: int) -> int:
    """The first character at or after `at` that is no blank or stands beyond `columns`."""
    column = at
    while at < len(text) and text[at] in " \t":
        column += 4 - column % 4 if text[at] == "\t" else 1
        if column > columns:
            break
        at += 1
    return at


def _unindented(lines: Sequence[Line], fence: Line) -> list[Line]:
    """Code lines without the blanks that also stand before their fence."""
    indent = len(fence.text) - len(fence.text.lstrip(" "))
    if not indent:
        return list(lines)
    found = []
    for line in lines:
        blanks = min(indent, len(line.text) - len(line.text.lstrip(" ")))
        found.append(Line(line.text[blanks:], line.start + blanks))
    return found


def _prefixed(laid: FixedRows, margin: Margin) -> FixedRows:
    if not margin.lead:
        return laid
    rows = [(*(margin.hang if at else margin.lead), *row) for at, row in enumerate(laid.rows)]
    return FixedRows.of(rows, laid.starts[0])


@dataclass(frozen=True, slots=True)
class _Stack:
    """Two laid parts, one below the other; `lower` begins at `middle` of the block."""

    upper: LaidBlock
    lower: LaidBlock
    middle: int

    @property
    def height(self) -> int:
        return self.upper.height + self.lower.height

    def runs(self, row: int) -> Runs:
        if row < self.upper.height:
            return self.upper.runs(row)
        runs = self.lower.runs(row - self.upper.height)
        return tuple(shifted(run, self.middle) for run in runs)

    def start(self, row: int) -> int:
        if row < self.upper.height:
            return self.upper.start(row)
        return self.middle + self.lower.start(row - self.upper.height)

    def row_of(self, offset: int) -> int:
        if offset < self.middle:
            return self.upper.row_of(offset)
        return self.upper.height + self.lower.row_of(offset - self.middle)


def shifted(run: Run, by: int) -> Run:
    """A run whose block starts at `by`; decoration stays decoration."""
    return Run(run.text, run.role, run.start + by, run.end + by)
