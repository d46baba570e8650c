"""One block to rows: what stands before it in lists and quotations, then its kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.model import BlockKind
from milepost.tui.cells import cell_len
from milepost.tui.layout.fixed import FixedRows
from milepost.tui.layout.inline import Piece
from milepost.tui.layout.model import Margin, Mark, Role, Run
from milepost.tui.layout.place import QUOTES, Place, content_start, make_margin
from milepost.tui.layout.prose import Flow, Line, lay_prose, mark_label, runs_width
from milepost.tui.layout.verbatim import CodeRows, VerbatimRows, code_lines, language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.tui.layout.model import LaidBlock, PageStyle, Runs
    from milepost.tui.layout.place import Check
    from milepost.tui.layout.prose import ProseRows

_HARD_BREAK = re.compile(r" {2,}$|\\$")
_HARD_BREAK_IN = re.compile(r"(?:  |\\)[\r\n]")
_LINE = re.compile(r"[^\r\n]*")
_LINES = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_CANCELLED = "-"
_SPARE_BLOCKS = 512
_NO_MARGIN = Margin((), (), 0)


class Shaper:
    """Lays out blocks for one page style."""

    def __init__(self, page: PageStyle) -> None:
        self.page = page
        self._margins: dict[tuple[object, ...], Margin] = {}
        self._known: dict[Place, LaidBlock] = {}

    def find(self, place: Place) -> LaidBlock | None:
        """The rows for a place, if they are known."""
        return self._known.get(place)

    def forget_all_but(self, places: Sequence[Place], laid: Sequence[LaidBlock]) -> None:
        """Keeps what a page shows, once there is much more than that."""
        if len(self._known) > 3 * len(places) + _SPARE_BLOCKS:
            self._known = dict(zip(places, laid, strict=True))
        if len(self._margins) > _SPARE_BLOCKS:
            self._margins.clear()

    def lay(self, place: Place, lines: Sequence[Line]) -> LaidBlock:
        """The rows of a block. `lines` are those of a paragraph or heading, in the chunk."""
        laid = self._known[place] = self._lay(place, lines)
        return laid

    def _lay(self, place: Place, lines: Sequence[Line]) -> LaidBlock:
        if place.skip:
            return self._lay_after_stray(place, lines)
        chunk = place.chunk
        text_at = lines[0].start if lines else content_start(chunk, leads=place.leads)
        margin = self._margin(place, chunk[:text_at])
        if place.kind is BlockKind.PARAGRAPH and lines:
            return _lay_paragraph(place, lines, margin, self.page)
        if place.kind is BlockKind.HEADING and lines:
            return _lay_heading(place, lines, margin, self.page)
        return _lay_other(place, text_at, margin, self.page)

    def _margin(self, place: Place, prefix: str) -> Margin:
        if not place.depth and not place.quoted:
            return _NO_MARGIN
        key = (prefix, place.depth, place.leads, place.quoted, place.indent, place.check)
        margin = self._margins.get(key)
        if margin is None:
            margin = self._margins[key] = make_margin(place, prefix, self.page)
        return margin

    def _lay_after_stray(self, place: Place, lines: Sequence[Line]) -> LaidBlock:
        """Text that no block holds comes first, quietly, as it is."""
        skip = place.skip
        stray = place.chunk[:skip]
        text = stray.rstrip("\r\n")
        if stray.count("\n", len(text)) > 1:
            text += "\n\n"
        below = [line._replace(start=line.start - skip) for line in lines]
        upper = self._lay(Place(text, None), ())
        return _Stack(upper, self._lay(place.without_stray(), below), skip)


def _lay_paragraph(
    place: Place, lines: Sequence[Line], margin: Margin, page: PageStyle
) -> LaidBlock:
    role: int = Role.QUOTE if place.quoted else Role.TEXT
    if place.check is not None:
        lines = [_without_box(lines[0]), *lines[1:]]
        role = _item_role(place.check)
    if len(lines) > 1 and _HARD_BREAK_IN.search(place.chunk):
        lines = [
            line._replace(breaks=bool(_HARD_BREAK.search(_rest_of_line(place.chunk, line))))
            for line in lines
        ]
    marked = [Piece(*place.stamp, Mark.STAMP)] if place.stamp else []
    if place.depth:
        marked += (label for line in lines if (label := mark_label(line)) is not None)
    flow = Flow(lines, role, marked, markers=page.markers)
    return lay_prose(flow, page.prose_width, margin)


def _item_role(check: Check) -> int:
    if check.state == "done":
        return Role.DONE
    if check.mark == _CANCELLED:
        return Role.DONE | Mark.STRIKE
    return Role.NEXT if check.is_next else Role.TEXT


def _without_box(line: Line) -> Line:
    """The first line of an item, less its checkbox."""
    text = line.text[3:].lstrip()
    return Line(text, line.start + len(line.text) - len(text))


def _rest_of_line(chunk: str, line: Line) -> str:
    """The last characters of a line up to its terminator."""
    match = _LINE.match(chunk, max(line.start, line.start + len(line.text) - 1))
    return match[0] if match else ""


_HEADING_ROLES = {1: Role.HEADING_1, 2: Role.HEADING_2, 3: Role.HEADING_3}


def _lay_heading(place: Place, lines: Sequence[Line], margin: Margin, page: PageStyle) -> LaidBlock:
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
    rule = page.ornaments.title_rule * max(map(runs_width, rows))
    return FixedRows.of([*rows, (Run(rule, Role.QUIET, 0, 0),)], laid.start(0))


def _ruled(laid: ProseRows, page: PageStyle) -> ProseRows:
    """A section's heading: a rule goes on from its text to the edge."""
    last = laid.flow.text[slice(*laid.breaks[-1])]
    room = page.prose_width - cell_len(last) - 1
    if room < 3:
        return laid
    return laid._replace(tail=(Run(" " + page.glyphs.rule * room, Role.QUIET, 0, 0),))


def _lay_other(place: Place, text_at: int, margin: Margin, page: PageStyle) -> LaidBlock:
    """Blocks that are shown line by line."""
    lines = _source_lines(place, text_at)
    inner = page.width - margin.width
    match place.kind:
        case BlockKind.FENCE:
            return CodeRows(code_lines(lines), language_of(lines[0].text), page, margin)
        case BlockKind.INDENTED_CODE:
            return CodeRows(lines, "", page, margin)
        case BlockKind.TABLE:
            from milepost.tui.layout.table import lay_table  # Most first screens have none.

            return lay_table(lines, page._replace(width=inner)).behind(margin)
        case BlockKind.RULE:
            rule = page.glyphs.rule * (page.prose_width - margin.width)
            end = len(place.chunk)
            row = (Run(rule, Role.QUIET, min(text_at, end), end),)
            return FixedRows.of([row]).behind(margin)
        case _:
            return VerbatimRows(lines, inner, Role.QUIET, page.ornaments.wrapped, margin)


def _source_lines(place: Place, text_at: int) -> list[Line]:
    """The lines of a chunk without what belongs to the lists and quotations around it."""
    deeper = 4 if place.kind is BlockKind.INDENTED_CODE else 0
    lines: list[Line] = []
    for match in _LINES.finditer(place.chunk):
        if match.start() == len(place.chunk) and lines:
            break
        text = match[1]
        at = 0
        if place.quoted and (quotes := QUOTES.match(text)):
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


class _Stack(NamedTuple):
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
