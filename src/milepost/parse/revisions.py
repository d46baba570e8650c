"""Revision notes: what was changed in a plan, and why."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from milepost.parse.inline import is_within
from milepost.parse.passages import (
    blocks_in,
    group_blocks,
    passage_of,
    read_passages,
    read_rows,
    trimmed,
)
from milepost.parse.times import find_times, read_time
from milepost.parse.timestamps import read_mention, read_stamp
from milepost.parse.words import clean_wording
from milepost.plan.canon import normalise_title
from milepost.plan.model import BlockKind
from milepost.plan.placeholders import is_placeholder
from milepost.plan.records import RevisionNote
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.parse.passages import Passage
    from milepost.plan.model import Block, Section
    from milepost.plan.timestamp import Timestamp

_NOUN_CJK = (
    r"(?:计划|計画|계획)?\s?(?:更新|修订|修改|变更|改訂|変更|修正|수정|변경|개정|업데이트)\s?"
    r"(?:说明|記録|记录|日志|備考|备注|メモ|履歴|ノート|노트|기록|메모|이력)"
)
_SUBJECT = r"(?:(?:exec)?-?plan|document)\s"
_STRICT = rf"(?:{_SUBJECT})?(?:revision|change|update|amendment|edit)s?\s(?:notes?|log|history)\b"
_LOOSE = (
    rf"(?:(?P<subject>{_SUBJECT})(?:revision|update|change)s?|revision|revised|updated|amended)\b"
)
# Up to the colon; one between digits belongs to a time.
_REST = r"(?P<rest>(?:[^:：\r\n]|(?<=[0-9])[:：](?=[0-9])){0,80}?)"
_LABEL = re.compile(
    rf"[*_]{{0,3}}(?:(?P<strict>(?i:{_STRICT})|{_NOUN_CJK})|(?P<loose>(?i:{_LOOSE})))"
    rf"{_REST}(?:[*_]{{0,3}}\s?(?:(?<![0-9])[:：]|[:：](?![0-9]))[*_]{{0,3}}|\s[—–-]{{1,2}}(?=\s))\s*"
)
_LIKELY = re.compile(
    r"\n(?:[^\w\r\n]|[_0-9])*"
    r"(?:(?i:exec|plan|document|revis|change|update|amend|edit)|[计計계更修变変改수변개업])"
)
"""A line feed and the beginning of a line that may be a label.

Most lines are none, which is quickly seen: a search for a character skips all others.
"""
_TITLE = re.compile(
    r"(?:(?:exec)?plan )?(?:revisions?(?: (?:notes?|logs?|history|record))?"
    r"|(?:change|update|amendment)s? (?:notes?|logs?|history))|plan updates|changelog"
)
_TITLE_CJK = re.compile(_NOUN_CJK)
_BRACKETED = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_AROUND = " \t\r\n:：-–—.,;/|"


class NoteLabel(NamedTuple):
    """The words that open a revision note, with their colon."""

    span: Span
    stamp: Timestamp | None


def read_revision_notes(
    text: str, blocks: Sequence[Block], sections: Sequence[Section]
) -> tuple[RevisionNote, ...]:
    """The notes in file order: those under a heading of their own, and labelled paragraphs."""
    headed: list[Span] = []
    for section in sections:
        nested = bool(headed) and section.body.start < headed[-1].end
        if not nested and is_notes_title(section):
            headed.append(section.body)
    notes = [note for body in headed for note in _read_headed(text, blocks_in(blocks, body))]
    likely = [match.end() - 1 for match in _LIKELY.finditer(f"\n{text}")]
    if not likely:
        return tuple(notes)
    if headed:
        blocks = [block for block in blocks if not is_within(headed, block.span.start)]
    tops = [section.span.start for section in sections if section.level <= 2]
    notes += _read_labelled(text, blocks, likely, tops[-1] if tops else 0)
    return tuple(sorted(notes, key=lambda note: note.span))


def find_note_label(text: str, line: Span, *, loose: bool) -> NoteLabel | None:
    """The label of a revision note at the beginning of `line`.

    `loose` admits wordings that are a note only by their date or their place, such as
    `Revised 2026-01-02:` and `Plan updates:`.
    """
    match = _LABEL.match(text, line.start, line.end)
    if match is None:
        return None
    stamp = next(find_times(text, Span(*match.span("rest"))), None)
    bare = match["subject"] is not None and not match["rest"].strip(" *_")
    if match["strict"] is None and not (loose and (stamp is not None or bare)):
        return None
    return NoteLabel(Span(*match.span()), stamp)


def is_notes_title(section: Section) -> bool:
    """Whether a section is by its title one for revision notes."""
    if section.kind is not None or not 2 <= section.level <= 4:
        return False
    title = normalise_title(_BRACKETED.sub(" ", section.title))
    return _TITLE.fullmatch(title) is not None or _TITLE_CJK.search(section.title) is not None


def _read_headed(text: str, blocks: Sequence[Block]) -> Iterator[RevisionNote]:
    passages = list(read_passages(text, blocks))
    for passage, follower in zip(passages, [*passages[1:], None], strict=False):
        first = passage.blocks[0]
        if first.kind is BlockKind.TABLE:
            for row in read_rows(text, first.span):
                yield from _note(text, row.span, row.span)
        elif first.kind is not BlockKind.PARAGRAPH:
            continue
        elif passage.marker:
            yield from _note(text, passage.span, Span(first.span.start, passage.span.end))
        elif not _introduces_list(text, passage, follower):
            for piece in _split(text, first):
                yield from _note(text, piece, piece)


def _read_labelled(
    text: str, blocks: Sequence[Block], likely: Sequence[int], tail: int
) -> Iterator[RevisionNote]:
    """The notes that begin with a label; one can stand only on a line with a `likely` beginning."""
    groups = list(group_blocks(blocks))
    in_notes_list = False
    for group, after in zip(groups, [*groups[1:], None], strict=False):
        first = group[0]
        is_likely = bisect_right(likely, first.span.start) < bisect_right(likely, first.span.end)
        was_in_list, in_notes_list = in_notes_list, False
        if first.kind is not BlockKind.PARAGRAPH or not (was_in_list or is_likely):
            continue
        passage = passage_of(text, group)
        if was_in_list and passage.marker:
            in_notes_list = True
            yield from _note(text, passage.span, Span(first.span.start, passage.span.end))
        elif is_likely:
            loose = first.span.start >= tail
            follower = None if after is None else passage_of(text, after)
            in_notes_list = _opens_notes_list(text, passage, follower, loose=loose)
            if not in_notes_list:
                yield from _read_one(text, passage, loose=loose)


def _opens_notes_list(
    text: str, passage: Passage, follower: Passage | None, *, loose: bool
) -> bool:
    """Whether a paragraph is no note but the label of a list of them."""
    if passage.marker or not _introduces_list(text, passage, follower):
        return False
    return find_note_label(text, passage.blocks[0].lines[0], loose=loose) is not None


def _read_one(text: str, passage: Passage, *, loose: bool) -> Iterator[RevisionNote]:
    """The notes in an item or a paragraph, which have to begin with a label."""
    first = passage.blocks[0]
    if not passage.marker:
        for piece in _split(text, first):
            if find_note_label(text, piece, loose=loose) is not None:
                yield from _note(text, piece, piece)
    elif find_note_label(text, first.lines[0], loose=loose) is not None:
        yield from _note(text, passage.span, Span(first.span.start, passage.span.end))


def _introduces_list(text: str, passage: Passage, follower: Passage | None) -> bool:
    """Whether a paragraph only announces the list after it."""
    if not passage.span.cut(text).rstrip(" *_").endswith((":", "：")):
        return False
    return follower is not None and bool(follower.marker)


def _split(text: str, paragraph: Block) -> Iterator[Span]:
    """A paragraph's notes: each line that begins with a label or a time begins another one."""
    start = paragraph.lines[0].start
    end = start
    for line in paragraph.lines:
        if line.start > start and (
            find_note_label(text, line, loose=True) or read_time(text, line.start, line.end)
        ):
            yield Span(start, end)
            start = line.start
        end = line.end
    yield Span(start, end)


def _note(text: str, span: Span, content: Span) -> Iterator[RevisionNote]:
    """The note with that content, unless it says nothing yet."""
    label = find_note_label(text, content, loose=True)
    value = content if label is None else Span(label.span.end, content.end)
    stamp = None if label is None else label.stamp
    written = read_stamp(text, value)
    wording = clean_wording(value.cut(text))
    if written is not None and trimmed(text, value).start == written.span.start:
        wording = clean_wording(text[written.span.end : value.end]).lstrip(_AROUND)
    if not is_placeholder(wording):
        yield RevisionNote(span, wording, stamp or written or read_mention(text, value))
