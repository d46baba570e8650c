"""Moving items within their list, and from one list to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.items import extents_of, gap_at, style_of
from milepost.edits.rereading import first_sound, has_same_frame, item_facts
from milepost.edits.typed import newline_near
from milepost.text import EditSet, Span, TextEdit
from milepost.text.diff import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.document import Document
    from milepost.edits.rereading import ItemFacts
    from milepost.plan.model import ChecklistItem, Plan


def find_neighbour(plan: Plan, item: ChecklistItem, *, down: bool) -> ChecklistItem | None:
    """The next item with the same parent in one direction, in whichever list it stands."""
    same = [
        each
        for each in plan.items
        if (each.parent, each.in_progress) == (item.parent, item.in_progress)
    ]
    at = same.index(item) + (1 if down else -1)
    return same[at] if 0 <= at < len(same) else None


def goes_behind(item: ChecklistItem, neighbour: ChecklistItem, *, down: bool) -> bool:
    """Whether an item that moves past a neighbour comes to stand behind it.

    Under another heading it first joins the list there, at the end where it comes in.
    """
    return down is (item.section == neighbour.section)


def move_item(
    document: Document, item: ChecklistItem, other: ChecklistItem, *, behind: bool
) -> EditSet | None:
    """Moves an item with its lines and all that is nested in it, to before or behind another.

    It becomes the other's sibling and is indented as that is; otherwise every character stays. No
    edits when it stands there. `None` within itself, and where anything would then be read in
    another way.
    """
    if item.tree_span.contains(other.span):
        return None
    if _stands_there(document.plan, item, other, behind=behind):
        return EditSet()
    expected = _expected(document, item, other, behind=behind)
    return first_sound(
        document,
        _candidates(document, item, other, behind=behind),
        lambda new: has_same_frame(document, new) and item_facts(new, new.plan.items) == expected,
    )


def _tree(plan: Plan, item: ChecklistItem) -> range:
    """The indexes of an item and of those nested in it."""
    rest = plan.items[item.index :]
    return range(item.index, item.index + sum(each.span.start in item.tree_span for each in rest))


def _stands_there(plan: Plan, item: ChecklistItem, other: ChecklistItem, *, behind: bool) -> bool:
    if item.parent != other.parent or item.section != other.section:
        return False
    first, last = (other, item) if behind else (item, other)
    return _tree(plan, first).stop == last.index


def _expected(
    document: Document, item: ChecklistItem, other: ChecklistItem, *, behind: bool
) -> list[ItemFacts]:
    plan = document.plan
    facts, moved = item_facts(document, plan.items), _tree(plan, item)
    shift, section = other.depth - item.depth, facts[other.index].section
    own = [
        each._replace(depth=each.depth + shift, section=section)
        for each in facts[moved.start : moved.stop]
    ]
    at = _tree(plan, other).stop if behind else other.index
    if at > moved.start:
        at -= len(moved)
    rest = facts[: moved.start] + facts[moved.stop :]
    return rest[:at] + own + rest[at:]


def _candidates(
    document: Document, item: ChecklistItem, other: ChecklistItem, *, behind: bool
) -> Iterator[EditSet]:
    lines = document.lines
    start = lines.start(lines.line_of(item.span.start))
    piece = _reindented(document, Span(start, item.tree_span.end), item, other)
    gap = gap_at(document, other) or newline_near(document, other.span.start)
    if behind:
        insertion = TextEdit.insert(other.tree_span.end, gap + piece)
    else:
        above = lines.start(lines.line_of(other.span.start))
        insertion = TextEdit.insert(above, piece + gap)
    deletions = (EditSet((TextEdit.delete(extent),)) for extent in extents_of(document, item))
    moved = EditSet((insertion,))
    yield from filter(None, (deletion.union(moved) for deletion in deletions))


def _reindented(document: Document, span: Span, item: ChecklistItem, other: ChecklistItem) -> str:
    """The lines with the margin of another item in place of their own."""
    piece = span.cut(document.text)
    old, new = style_of(document, item).margin, style_of(document, other).margin
    if old == new:
        return piece
    return "".join(
        new + line.removeprefix(old) if line.strip() else line for line in split_lines(piece)
    )
