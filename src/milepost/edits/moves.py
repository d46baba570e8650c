"""Operations that take items from one place of the plan to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.kinds import SectionKind
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem, Section


def move_to_progress(document: Document, items: Sequence[ChecklistItem]) -> EditSet | None:
    """Takes neighbouring items, with all they hold, to the end of the Progress section.

    Every character of the items is kept. `None` without a Progress section, and where they would
    not be read as its items, for example behind code or a comment that never ends.
    """
    progress = document.plan.section(SectionKind.PROGRESS)
    if progress is None or not items:
        return None
    text, newline = document.text, document.source.newline
    first = document.lines.start(document.lines.line_of(items[0].span.start))
    moved = Span(first, items[-1].tree_span.end)
    above = len(text[: moved.start].rstrip(" \t\r\n"))
    at, gap = _place(document, progress)
    edits = EditSet.of(
        (
            TextEdit.insert(at, newline * gap + moved.cut(text)),
            TextEdit.delete(Span(above, moved.end)),
        )
    )
    return edits if _arrive(document, edits, len(items)) else None


def _place(document: Document, progress: Section) -> tuple[int, int]:
    """Behind the last item of Progress, or behind its own text, and how many line ends away."""
    roots = [item for item in document.plan.items if item.in_progress and item.depth == 0]
    if roots:
        return roots[-1].tree_span.end, 1
    body = document.text[: progress.own.end].rstrip(" \t\r\n")
    return max(len(body), progress.heading.end), 2


def _arrive(document: Document, edits: EditSet, count: int) -> bool:
    before, after = document.plan.items, document.edited(edits).plan.items
    belonging = sum(item.in_progress and item.depth == 0 for item in after)
    expected = sum(item.in_progress and item.depth == 0 for item in before) + count
    return belonging == expected and len(before) == len(after)
