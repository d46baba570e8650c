"""Checkboxes to items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.parse.timestamps import read_mention, read_stamp
from milepost.plan.comments import end_before_comments
from milepost.plan.model import (
    BlockKind,
    ChecklistItem,
    ItemState,
    Note,
    NoteKind,
    Partial,
)
from milepost.plan.query import find_section
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.plan.model import Block, Section
    from milepost.plan.timestamp import Timestamp

_CHECKBOX = re.compile(r"\[([^\w\s\[\](){}^]|[ xX])\](?=[ \t]|$)")
_BULLET = re.compile(r"([-*+]|[0-9]{1,9}[.)])[ \t]*$")
_BULLET_REACH = 40
# Something else than one space inside, or no plain space behind; `[x](` and `[x]:` are links.
_MALFORMED_BOX = re.compile(
    r"\[[ \t\xa0]{0,9}([xX]?)[ \t\xa0]{0,9}\](?=[ \t]|$)"
    r"|\[[ \t\xa0]{0,9}([xX]?)[ \t\xa0]{0,9}\][\xa0\u3000][ \t\xa0\u3000]*"
    r"|\[([ xX])\](?=[^\s(\[:：])"
)
_MALFORMED_BULLET = re.compile(r"([-*+])\[[ \t\xa0]{0,9}([xX]?)[ \t\xa0]{0,9}\](?=[ \t]+\S)")
_PARTIAL = re.compile(
    r"(?P<open>[(（])|(?P<close>[)）])"
    r"|(?<![A-Za-z])(?:(?P<completed>completed|done|已完成|完了|완료)"
    r"|(?P<remaining>remaining|left|剩余|残り|남음))[ \t]*[:：]",
    re.IGNORECASE,
)
_PARTIAL_REACH = 20_000
_QUOTE_MARKS = re.compile(r"[\r\n]+[ \t]*(?:>[ \t]?)+")
_EMPHASIS = "*_~"
_CLOSING = ":：,;.。)）"
_SET_OFF = " –—,;|-"
_SEPARATORS = " \t\r\n:：-–—,;|"
_WHITESPACE = re.compile(r"\s+")


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
    bullet = _BULLET.search(text, max(0, start - _BULLET_REACH), start)
    return None if bullet is None else Span(bullet.start(), bullet.end(1))


def clean_wording(text: str) -> str:
    """Text on one line, single-spaced."""
    return _WHITESPACE.sub(" ", text).strip()


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
        stamp = read_stamp(self._text, words)
        partial = find_partial(self._text, words)
        section = find_section(self._sections, start)
        wording = self._without(block, words, stamp, None)
        return ChecklistItem(
            index=self._count,
            span=Span(start, own_end),
            tree_span=Span(start, max(block.item_end, own_end)),
            mark_span=Span(mark_at, mark_at + 1),
            text_span=own_text,
            mark=mark,
            state=_state(mark, partial),
            text=wording,
            headline=self._without(block, words, stamp, partial) or wording,
            stamp=stamp,
            mention=None if stamp else read_mention(self._text, own_text),
            partial=partial,
            depth=len(parents),
            parent=parents[-1].index if parents else None,
            section=section.index if section else None,
            in_progress=self._progress is not None and start in self._progress.body,
        )

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

    def _without(
        self, block: Block, words: Span, stamp: Timestamp | None, partial: Partial | None
    ) -> str:
        """An item's words on one line, less its stamp and its partial remark."""
        wording = ""
        at = words.start
        for span in sorted(node.span for node in (stamp, partial) if node is not None):
            wording = _joined(wording, self._clean(block, at, span.start)).rstrip(_SET_OFF)
            at = max(at, span.end)
            if not wording.strip(_EMPHASIS):
                at = self._behind_separators(at, words.end)
        rest = self._clean(block, at, words.end)
        if rest and not (partial is not None and not rest.strip(".。")):
            return _joined(wording, rest)
        return wording if at == words.start else wording.rstrip(_SEPARATORS)

    def _behind_separators(self, start: int, end: int) -> int:
        after = self._text[start:end]
        return end - len(after.lstrip(_SEPARATORS))

    def _clean(self, block: Block, start: int, end: int) -> str:
        written = self._text[start:end]
        return clean_wording(_QUOTE_MARKS.sub("\n", written) if block.quoted else written)


def _joined(wording: str, more: str) -> str:
    """Both on one line; emphasis that waits for its words and punctuation stand without a space."""
    close = not wording.strip(_EMPHASIS) or more[:1] in _CLOSING
    return f"{wording}{more}" if close else f"{wording} {more}"


@dataclass(slots=True)
class _Bracket:
    """What has been read since a parenthesis opened at `start`; the item itself is the first."""

    start: int | None = None
    completed: re.Match[str] | None = None
    remaining: re.Match[str] | None = None

    def take(self, label: re.Match[str]) -> None:
        if self.completed is None:
            self.completed = label if label["completed"] else None
        elif self.remaining is None and label["remaining"]:
            self.remaining = label

    def close(self, text: str, end: int, closer: int) -> Partial | None:
        """The remark, when both halves were read; `closer` is the width of what closed it."""
        if self.completed is None or self.remaining is None:
            return None
        start = self.completed.start()
        if self.start is not None and not text[self.start + 1 : start].strip():
            start, closer_end = self.start, end + closer
        else:
            closer_end = end
        return Partial(
            Span(start, closer_end),
            clean_wording(text[self.completed.end() : self.remaining.start()]).rstrip(" ;；,，。"),
            clean_wording(text[self.remaining.end() : end]),
        )


def find_partial(text: str, span: Span) -> Partial | None:
    """The `(completed: ...; remaining: ...)` remark within `span`, parentheses balanced."""
    end = min(span.end, span.start + _PARTIAL_REACH)
    brackets = [_Bracket()]
    for token in _PARTIAL.finditer(text, span.start, end):
        if token["open"]:
            brackets.append(_Bracket(token.start()))
        elif token["close"]:
            partial = brackets.pop().close(text, token.start(), closer=1)
            if partial is not None:
                return partial
            brackets = brackets or [_Bracket()]
        else:
            brackets[-1].take(token)
    partials = (bracket.close(text, end, closer=0) for bracket in brackets)
    return next(filter(None, partials), None)


def _state(mark: str, partial: Partial | None) -> ItemState:
    if mark in "xX":
        return ItemState.DONE
    return ItemState.PARTIAL if partial else ItemState.OPEN
