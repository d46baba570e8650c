"""Adding checklist items, wording them anew, taking them away."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.edits.checklist import stamp_extent, tick
from milepost.edits.rereading import first_sound, has_same_frame, item_facts
from milepost.edits.sections import end_of_section, insert_before
from milepost.edits.typed import as_words, indented, newline_near, typed_lines, ways_to_write
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.placeholders import is_placeholder
from milepost.plan.query import blocks_within
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem, Section

IN_PROGRESS = "~"
"""The mark of an item that somebody works on, in a plan that has none of its own."""
_STARTED = frozenset("~-/>.+*…◐")
_BLANK = " \t\r\n"
_NUMBER = r"([0-9]+)([.)].*)"
_NOT_MARGIN = r"[^ \t>]"


@dataclass(frozen=True, slots=True)
class ItemStyle:
    """How an item is written, as far as the next one is to be written the same way."""

    margin: str
    """What stands before the bullet: indentation, quotation marks."""
    bullet: str
    """With the space behind it."""
    gap: str
    """Between box and wording."""

    def render(self, mark: str, lines: list[str], newline: str) -> str:
        """An item of these lines, without its margin."""
        box = f"{self.bullet}[{mark}]{self.gap}"
        return indented([f"{box}{lines[0]}", *lines[1:]], self.inner_margin, newline)

    @property
    def inner_margin(self) -> str:
        """What the item's further lines begin with."""
        width = len(f"{self.margin}{self.bullet}".expandtabs(4)) - len(self.margin.expandtabs(4))
        return self.margin + " " * width


CANONICAL_STYLE = ItemStyle("", "- ", " ")


def style_of(document: Document, item: ChecklistItem) -> ItemStyle:
    """How an item is written; what is not its own on its line becomes indentation."""
    text, lines = document.text, document.lines
    start = lines.start(lines.line_of(item.span.start))
    margin = compiled(_NOT_MARGIN).sub(" ", text[start : item.span.start])
    bullet = text[item.span.start : item.mark_span.start - 1] or "- "
    gap = text[item.mark_span.end + 1 : item.text_span.start] or " "
    return ItemStyle(margin, bullet, gap)


def add_item(
    document: Document,
    text: str,
    *,
    now: datetime | None = None,
    after: ChecklistItem | None = None,
    under: Section | None = None,
) -> EditSet | None:
    """Adds an item to Progress: open, or done and stamped with `now`.

    It goes behind `after` with all that is nested in it, else to the end of the list below the
    heading `under`, else behind the last item. It is written as its neighbour is; several lines
    stay one item. A stamp that the text of a done item brings along is kept. `None` without a
    Progress section, for a text without words, and where it would not be read as one more item.
    """
    progress = document.plan.section(SectionKind.PROGRESS)
    if progress is None:
        return None
    anchor = after or _last_item(document, under)
    ways = ways_to_write(text)
    if anchor is None:
        candidates = (_first_below(document, under or progress, lines) for lines in ways)
    else:
        candidates = (_behind(document, anchor, lines) for lines in ways)
    finished = (finish_added(document, each, now) for each in candidates if each is not None)
    done = now is not None
    sound = (each for each in finished if is_one_more(document, each, done=done))
    return next(sound, None)


def start_item(document: Document, item: ChecklistItem) -> EditSet:
    """Marks an item as being worked on, with the mark that the plan uses for it.

    An item that has such a mark stays as it is; a done one loses its stamp.
    """
    if item.mark in _STARTED:
        return EditSet()
    edits = [TextEdit(item.mark_span, started_mark_of(document))]
    if item.done and item.in_progress:
        edits.append(TextEdit.delete(stamp_extent(document, item)))
    return EditSet.of(edits)


def stop_item(item: ChecklistItem) -> EditSet:
    """Takes back that an item is being worked on; any other item stays as it is."""
    return EditSet.replace(item.mark_span, " ") if is_started(item) else EditSet()


def is_started(item: ChecklistItem) -> bool:
    """Whether an item is marked as being worked on."""
    return item.mark in _STARTED


def started_mark_of(document: Document) -> str:
    """What most items of the plan that are being worked on have between the brackets."""
    marks = Counter(item.mark for item in document.plan.items if item.mark in _STARTED)
    return marks.most_common(1)[0][0] if marks else IN_PROGRESS


def delete_item(document: Document, item: ChecklistItem) -> EditSet | None:
    """Takes an item away with all that is nested in it, and the blank lines that set it off.

    `None` where anything else would then be read in another way.
    """
    items = document.plan.items
    end = (
        item.index + 1 + sum(each.span.start in item.tree_span for each in items[item.index + 1 :])
    )
    kept = item_facts(document, items[: item.index] + items[end:])
    return first_sound(
        document,
        (EditSet((TextEdit.delete(span),)) for span in extents_of(document, item)),
        lambda new: has_same_frame(document, new) and item_facts(new, new.plan.items) == kept,
    )


def words_of(document: Document, item: ChecklistItem) -> str:
    """An item's own text as it is given to be edited: LF, no indentation, no leading stamp.

    Nor a stamp that ends it; one within the words is part of them.
    """
    words = _words_span(document, item)
    margin = style_of(document, item).inner_margin
    rows = compiled(r"\r\n|\r|\n").split(words.cut(document.text))
    return "\n".join([rows[0], *(_less_margin(row, margin) for row in rows[1:])]).strip(_BLANK)


def edit_item(document: Document, item: ChecklistItem, text: str) -> EditSet | None:
    """Words an item anew; mark, stamp, indentation and nested items stay.

    An item without a stamp may be given one with its words. No edits when it reads so already;
    `None` for a text without words, and where it would not be read as this one item.
    """
    if typed_lines(text) == typed_lines(words_of(document, item)):
        return EditSet()
    span = _words_span(document, item)
    newline = newline_near(document, item.span.start)
    margin = style_of(document, item).inner_margin
    lead = "" if document.text[span.start - 1 : span.start] in (" ", "\t") else " "
    for lines in _ways_behind_a_stamp(text):
        edits = EditSet.replace(span, lead + indented(lines, margin, newline))
        after = document.edited(edits)
        if is_only_reworded(document, after, item) and (
            item.stamp is None
            or typed_lines(words_of(after, after.plan.items[item.index])) == lines
        ):
            return edits
    return None


def _ways_behind_a_stamp(text: str) -> Iterator[list[str]]:
    """The ways to write a text, and one in which nothing at its beginning sets off a stamp."""
    lines: list[str] = []
    for lines in ways_to_write(text):
        yield lines
    if lines:
        yield [as_words(lines[0]), *lines[1:]]


def is_one_more(document: Document, edits: EditSet, *, done: bool) -> bool:
    """Whether an edit adds exactly one item, to Progress, and changes nothing else."""
    after = document.edited(edits)
    old, new = item_facts(document, document.plan.items), item_facts(after, after.plan.items)
    if len(new) != len(old) + 1 or not has_same_frame(document, after):
        return False
    added = next((each for each in after.plan.items if is_written_by(each, edits)), None)
    if added is None or new[: added.index] + new[added.index + 1 :] != old:
        return False
    return added.in_progress and added.done is done


def is_written_by(item: ChecklistItem, edits: EditSet) -> bool:
    """Whether an item, with what is nested in it, is all that the first edit writes."""
    edit = edits.edits[0]
    start = edit.span.start + len(edit.text) - len(edit.text.lstrip(f"{_BLANK}>"))
    end = edit.span.start + len(edit.text.rstrip(f"{_BLANK}>"))
    return item.span.start == start and item.tree_span.end >= end


def is_only_reworded(before: Document, after: Document, item: ChecklistItem) -> bool:
    """Whether the items are the same but for the wording of one."""
    old, new = item_facts(before, before.plan.items), item_facts(after, after.plan.items)
    if len(old) != len(new) or not has_same_frame(before, after):
        return False
    was = old[item.index]
    new[item.index] = new[item.index]._replace(text=was.text)
    if not was.stamp:
        new[item.index] = new[item.index]._replace(stamp="")
    reworded, growth = after.plan.items[item.index], len(after.text) - len(before.text)
    ends = (reworded.span.end - growth, reworded.tree_span.end - growth)
    return new == old and ends == (item.span.end, item.tree_span.end)


def _last_item(document: Document, under: Section | None) -> ChecklistItem | None:
    roots = [item for item in document.plan.items if item.in_progress and item.depth == 0]
    if under is not None:
        roots = [item for item in roots if item.section == under.index]
    return roots[-1] if roots else None


def _behind(document: Document, anchor: ChecklistItem, lines: list[str]) -> EditSet:
    style = style_of(document, anchor)
    numbered = compiled(_NUMBER).fullmatch(style.bullet)
    if numbered is not None:
        style = ItemStyle(style.margin, f"{int(numbered[1]) + 1}{numbered[2]}", style.gap)
    newline = newline_near(document, anchor.tree_span.end)
    gap = gap_at(document, anchor) or newline
    item = style.render(" ", lines, newline)
    return EditSet((TextEdit.insert(anchor.tree_span.end, f"{gap}{style.margin}{item}"),))


def gap_at(document: Document, item: ChecklistItem) -> str:
    """What stands between an item and its neighbour in the list, when that is only white space."""
    for other in _siblings(document, item):
        first, last = sorted((item, other), key=lambda each: each.index)
        lines = document.lines
        end = lines.start(lines.line_of(last.span.start))
        gap = document.text[first.tree_span.end : end]
        if gap and not gap.strip(f"{_BLANK}>"):
            return gap
    return ""


def _siblings(document: Document, item: ChecklistItem) -> Iterator[ChecklistItem]:
    """The item before and the one behind in the same list."""
    items = document.plan.items
    same = [each for each in items if (each.parent, each.section) == (item.parent, item.section)]
    at = same.index(item)
    yield from same[at - 1 : at] if at else ()
    yield from same[at + 1 : at + 2]


def _first_below(document: Document, section: Section, lines: list[str]) -> EditSet | None:
    newline = newline_near(document, section.heading.end)
    item = CANONICAL_STYLE.render(" ", lines, newline)
    blocks = [
        block for block in blocks_within(document.plan, section.own)
        if block.kind is not BlockKind.HEADING
    ]  # fmt: skip
    only = blocks[0] if len(blocks) == 1 else None
    plain = only is not None and only.kind is BlockKind.PARAGRAPH and not only.quoted
    if only is not None and plain and is_placeholder(only.span.cut(document.text)):
        row = document.lines.line_of(only.span.start)
        return EditSet.replace(Span(document.lines.start(row), only.span.end), item)
    end = section.own.end
    if end == section.span.end:
        end = end_of_section(document, section)
    return insert_before(document, end, item)


def finish_added(document: Document, edits: EditSet, now: datetime | None) -> EditSet:
    """The same edit with the item done and stamped."""
    (edit,) = edits.edits
    if now is None:
        return edits
    after = document.edited(edits)
    index = bisect_left(after.plan.items, edit.span.start, key=lambda item: item.mark_span.start)
    if index == len(after.plan.items):
        return edits
    item = after.plan.items[index]
    if item.stamp is not None and not item.stamp.problem:
        ticked = TextEdit(item.mark_span, "x")
        text = EditSet((ticked,)).apply(after.text)
    else:
        text = tick(after, item, now).apply(after.text)
    end = edit.span.start + len(edit.text) + len(text) - len(after.text)
    return EditSet((TextEdit(edit.span, text[edit.span.start : end]),))


def extents_of(document: Document, item: ChecklistItem) -> Iterator[Span]:
    """What could be removed with an item: the lines it stands on, and the gap before or behind."""
    text, lines = document.text, document.lines
    start, end = lines.start(lines.line_of(item.span.start)), item.tree_span.end
    blank = f"{_BLANK}>" if ">" in text[start : item.span.start] else _BLANK
    above = len(text[:start].rstrip(blank))
    above = lines.end(lines.line_of(above)) if above else 0
    row = lines.line_of(end) + 1
    below = lines.start(row)
    own = Span(start, below)
    if not _ends_item(document, start):
        behind = _begins_item(document, end)
        if behind is not None:
            yield Span(start, behind)
        elif row < len(lines) and lines.content(row).cut(text).strip(blank):
            yield own
    if above:
        yield Span(above, end)
    yield own


def _ends_item(document: Document, start: int) -> bool:
    """Whether what stands above a line belongs to an item."""
    above = len(document.text[:start].rstrip(f"{_BLANK}>"))
    return any(item.span.start < above <= item.tree_span.end for item in document.plan.items)


def _begins_item(document: Document, end: int) -> int | None:
    """The line's start of the item that follows an item, when only blank lines are between."""
    text, lines = document.text, document.lines
    following = end + len(text[end:]) - len(text[end:].lstrip(f"{_BLANK}>"))
    if any(item.span.start == following for item in document.plan.items):
        return lines.start(lines.line_of(following))
    return None


def _words_span(document: Document, item: ChecklistItem) -> Span:
    """An item's own text without a stamp at its beginning or its end."""
    whole, text = item.text_span, document.text
    if item.stamp is None:
        return whole
    extent = stamp_extent(document, item)
    if not text[whole.start : extent.start].strip(_BLANK):
        return Span(min(extent.end, whole.end), whole.end)
    if not text[extent.end : whole.end].strip(_BLANK):
        return Span(whole.start, extent.start)
    return whole


def _less_margin(row: str, margin: str) -> str:
    """A continuation line without the margin, as far as it has it."""
    if row.startswith(margin):
        return row[len(margin) :]
    return row.lstrip(" \t>" if ">" in margin else " \t")
