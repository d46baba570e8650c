"""Checkboxes to items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.parse.words import read_words
from milepost.plan.comments import end_before_comments
from milepost.plan.model import (
    BlockKind,
    ChecklistItem,
    ItemState,
    Note,
    NoteKind,
)
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.plan.model import Block, Partial, Section

_CHECKBOX = re.compile(r"\[([^\w\s\[\](){}^]|[ xX])\](?=[ \t]|$)")
_BULLET = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])\Z")
_BULLET_WIDTH = 10
_BULLET_REACH = 40
# Something else than one space inside, or no plain space behind; `[x](` and `[x]:` are links, but
# none leads to a date.
_MALFORMED_BOX = re.compile(
    r"\[[ \t\xa0]{0,9}([xX]?)[ \t\xa0]{0,9}\](?=[ \t]|$)"
    r"|\[[ \t\xa0]{0,9}([xX]?)[ \t\xa0]{0,9}\][\xa0\u3000][ \t\xa0\u3000]*"
    r"|\[([ xX])\](?=[^\s(\[:：]|\([0-9]{4}-[0-9]{2}-[0-9]{2}[ T)])"
)
_MALFORMED_BULLET = re.compile(r"([-*+])\[[ \t\xa0]{0,9}([xX]?)[ \t\xa0]{0,9}\](?=[ \t]+\S)")


def read_items(
    text: str, blocks: Sequence[Block], sections: Sequence[Section], progress: Section | None
) -> tuple[ChecklistItem, ...]:
    """Every checkbox of the file, in order."""
    return tuple(_ItemReader(text, blocks, sections, progress).read())


def read_malformed(text: str, blocks: Sequence[Block], progress: Section | None) -> Iterator[Note]:
    """What was meant as a checkbox in Progress but is none; each note knows the right spelling."""
    if progress is None:
        return
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH or not progress.body.contains(block.span):
            continue
        if block.leads_item and not _CHECKBOX.match(text, block.lines[0].start, block.lines[0].end):
            box = _MALFORMED_BOX.match(text, block.lines[0].start, block.lines[0].end)
            if box is not None:
                gap = "" if box.lastindex == 1 else " "
                mark = box[box.lastindex or 1] or " "
                yield Note(NoteKind.MALFORMED_CHECKBOX, Span(*box.span()), f"[{mark}]{gap}")
        for line in block.lines:
            bullet = _MALFORMED_BULLET.match(text, line.start, line.end)
            if bullet is not None:
                replacement = f"{bullet[1]} [{bullet[2] or ' '}]"
                yield Note(NoteKind.MALFORMED_CHECKBOX, Span(*bullet.span()), replacement)


def find_bullet(text: str, start: int) -> Span | None:
    """The bullet or number of the list item whose words begin at `start`."""
    floor = max(0, start - _BULLET_REACH)
    end = floor + len(text[floor:start].rstrip(" \t\r\n"))
    bullet = _BULLET.search(text, max(floor, end - _BULLET_WIDTH), end)
    return None if bullet is None else Span(*bullet.span())


class _ItemReader:
    """Walks the blocks once; nesting follows from where items end."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        sections: Sequence[Section],
        progress: Section | None,
    ) -> None:
        self._text = text
        self._blocks = blocks
        self._sections = sections
        self._progress = progress
        self._count = 0
        self._after = 0
        """The first section that begins behind what has been read."""

    def read(self) -> Iterator[ChecklistItem]:
        parents: list[ChecklistItem] = []
        for at, block in enumerate(self._blocks):
            if not (block.leads_item and block.kind is BlockKind.PARAGRAPH):
                continue
            first = block.lines[0]
            box = _CHECKBOX.match(self._text, first.start, first.end)
            if box is None:
                continue
            while parents and parents[-1].tree_span.end <= first.start:
                parents.pop()
            item = self._item(at, box.start(1), parents)
            self._count += 1
            parents.append(item)
            yield item

    def _item(self, at: int, mark_at: int, parents: list[ChecklistItem]) -> ChecklistItem:
        block = self._blocks[at]
        mark = self._text[mark_at]
        bullet = find_bullet(self._text, block.span.start)
        start = block.span.start if bullet is None else bullet.start
        own_end = self._own_end(at)
        # The space behind the box belongs to it; a line's end does not.
        gap = self._text[mark_at + 2 : mark_at + 3] in (" ", "\t")
        words_start = mark_at + 2 + gap
        words = Span(words_start, end_before_comments(self._text, words_start, block.span.end))
        own_text = Span(words.start, own_end)
        said = read_words(words.cut(self._text), own_text.cut(self._text), quoted=block.quoted)
        partial = said.partial and said.partial.shift(words.start)
        section = self._section_at(start)
        return ChecklistItem(
            index=self._count,
            span=Span(start, own_end),
            tree_span=Span(start, max(block.item_end, own_end)),
            mark_span=Span(mark_at, mark_at + 1),
            text_span=own_text,
            mark=mark,
            state=_state(mark, partial),
            text=said.text,
            headline=said.headline,
            stamp=said.stamp and said.stamp.shift(words.start),
            mention=said.mention and said.mention.shift(words.start),
            partial=partial,
            depth=len(parents),
            parent=parents[-1].index if parents else None,
            section=section.index if section else None,
            in_progress=self._progress is not None and start in self._progress.body,
        )

    def _section_at(self, start: int) -> Section | None:
        """The section of an item that begins at `start`, behind all items before it."""
        while self._after < len(self._sections) and (
            self._sections[self._after].span.start <= start
        ):
            self._after += 1
        return self._sections[self._after - 1] if self._after else None

    def _own_end(self, at: int) -> int:
        """End of the blocks that belong to the item itself, before any nested item."""
        block = self._blocks[at]
        end = block.span.end
        for after in range(at + 1, len(self._blocks)):
            follower = self._blocks[after]
            inside = follower.span.start < block.item_end and not follower.leads_item
            if not inside or follower.list_depth != block.list_depth:
                break
            end = follower.span.end
        return end


def _state(mark: str, partial: Partial | None) -> ItemState:
    if mark in "xX":
        return ItemState.DONE
    return ItemState.PARTIAL if partial else ItemState.OPEN
