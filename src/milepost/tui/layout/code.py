"""Fenced and indented code: a panel with a bar, its lines untouched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.tui.cells import cell_len, clip, sanitise
from milepost.tui.layout.fixed import FixedRows, lay_verbatim
from milepost.tui.layout.model import Role, Run
from milepost.tui.layout.prose import runs_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.tui.layout.model import PageStyle, Runs
    from milepost.tui.layout.prose import Line

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*$")
_DIFFS = frozenset({"diff", "patch"})
_ADDED = re.compile(r"\+(?!\+\+ )")
_REMOVED = re.compile(r"-(?!-- )")


def lay_code(lines: Sequence[Line], info: str, page: PageStyle) -> FixedRows:
    """A panel over the whole width. `lines` is the code alone, without fences."""
    language = sanitise(info).split(" ")[0] if info.strip() else ""
    edge = Run(page.ornaments.bar + " ", Role.CODE_EDGE, 0, 0)
    # One cell stays free at the right, as at the left of the text.
    room = max(page.width - 3, 4)
    body = lay_verbatim(lines, room, Role.CODE_BLOCK, page.ornaments)
    rows: list[Runs] = []
    for index, row in enumerate(body.rows):
        role = _line_role(row, language)
        text = row if role is Role.CODE_BLOCK else tuple(_recolour(run, role) for run in row)
        label = language if not index else ""
        rows.append((edge, *_pad(text, room, label)))
    return FixedRows.of(rows, body.starts[0])


def code_lines(lines: Sequence[Line], *, fenced: bool) -> Sequence[Line]:
    """The lines of the code itself: a fenced block less its first line and its closing one."""
    if not fenced:
        return lines
    closed = len(lines) > 1 and _FENCE.match(lines[-1].text)
    return lines[1:-1] if closed else lines[1:]


def _pad(row: Runs, room: int, label: str) -> Runs:
    """Fills the panel to its right edge, where the language stands if it leaves a gap."""
    gap = room - runs_width(row) + 1
    if label:
        label = clip(label, max(0, gap - 3))
    blank = Run(" " * (gap - cell_len(label)), Role.CODE_BLOCK, 0, 0)
    if not label:
        return (*row, blank)
    return (*row, blank._replace(text=blank.text[:-1]), Run(label + " ", Role.CODE_EDGE, 0, 0))


def _line_role(row: Runs, language: str) -> Role:
    if language not in _DIFFS or not row:
        return Role.CODE_BLOCK
    text = row[0].text
    if _ADDED.match(text):
        return Role.ADDED
    return Role.REMOVED if _REMOVED.match(text) else Role.CODE_BLOCK


def _recolour(run: Run, role: Role) -> Run:
    return run if run.role == Role.CODE_EDGE else run._replace(role=role)
