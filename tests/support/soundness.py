"""What holds for the reading of every text, however broken."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind, ItemState
from milepost.text import Span

if TYPE_CHECKING:
    from milepost.document import Document

_BETWEEN_BLOCKS = re.compile(r"(?:\s|>|[-*+]|[0-9]{1,9}[.)])*")


def assert_sound(document: Document) -> None:
    """All that the model promises about spans, order and nesting."""
    assert_blocks_sound(document)
    _assert_sections_sound(document)
    _assert_items_sound(document)
    plan, whole = document.plan, Span(0, len(document.text))
    places = [plan.content]
    places += [record.span for record in plan.records]
    places += [revision.span for revision in plan.revision_notes]
    places += [note.span for note in document.notes]
    assert all(whole.contains(place) for place in places)
    assert [note.span for note in document.notes] == sorted(note.span for note in document.notes)
    assert plan.title_span is None or plan.title_span.cut(document.text)


def assert_blocks_sound(document: Document, *, gaps: bool = True) -> None:
    """Blocks lie in order, apart, and leave out nothing but blank space and container marks."""
    text, at = document.text, 0
    for block in document.plan.blocks:
        assert at <= block.span.start <= block.span.end <= len(text)
        if gaps:
            assert _BETWEEN_BLOCKS.fullmatch(text, at, block.span.start)
        at = block.span.end
        assert bool(block.lines) is (block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING))
        assert (block.level > 0) is (block.kind is BlockKind.HEADING)
        assert block.item_end == 0 or block.leads_item
        for line in block.lines:
            assert block.span.contains(line)
            assert not set(line.cut(text)) & set("\r\n")
            assert line.cut(text).strip() == line.cut(text)
        for before, after in pairwise(block.lines):
            assert before.end < after.start
    if gaps:
        assert _BETWEEN_BLOCKS.fullmatch(text, at)


def _assert_sections_sound(document: Document) -> None:
    plan = document.plan
    for index, section in enumerate(plan.sections):
        assert section.index == index
        assert plan.content.contains(section.span)
        assert section.span.contains(section.heading)
        assert section.span.contains(section.body)
        assert section.body.contains(section.own)
        assert section.span.start == section.heading.start
        assert section.heading.end <= section.body.start
        assert section.body.end == section.span.end
        if section.parent is not None:
            parent = plan.sections[section.parent]
            assert parent.level < section.level
            assert parent.body.contains(section.span)
        assert section.kind is None or plan.section(section.kind) is section
    for before, after in pairwise(plan.sections):
        assert before.own.end <= after.span.start
        assert before.span.contains(after.span) or before.span.end <= after.span.start
    assert all(plan.sections[at].kind is kind for kind, at in plan.by_kind.items())
    assert len({plan.sections[index].level for index in plan.by_kind.values()}) <= 1


def _assert_items_sound(document: Document) -> None:
    plan, text = document.plan, document.text
    progress = plan.section(SectionKind.PROGRESS)
    for index, item in enumerate(plan.items):
        assert item.index == index
        assert item.tree_span.contains(item.span)
        assert item.tree_span.start == item.span.start
        assert item.span.contains(item.mark_span)
        assert item.span.contains(item.text_span)
        assert item.mark_span.end < item.text_span.start <= item.mark_span.end + 2
        assert text[item.mark_span.start - 1 : item.mark_span.end + 1] == f"[{item.mark}]"
        assert (item.state is ItemState.DONE) is (item.mark in "xX")
        for node in (item.stamp, item.partial, item.mention):
            assert node is None or item.text_span.contains(node.span)
        assert item.stamp is None or item.mention is None
        assert not set(item.text) & set("\r\n")
        assert item.in_progress is (progress is not None and item.span.start in progress.body)
        if item.parent is None:
            assert item.depth == 0
        else:
            assert plan.items[item.parent].depth == item.depth - 1
            assert plan.items[item.parent].tree_span.contains(item.tree_span)
        if item.section is not None:
            assert item.span.start in plan.sections[item.section].span
    for before, after in pairwise(plan.items):
        assert before.span.end <= after.span.start
