"""The core against real plans: what they hold is read whole, and every item can be toggled."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.edits.checklist import former_tick, tick, untick
from milepost.plan.timestamp import Precision, ZoneKnowledge
from milepost.text import EditSet, TextEdit
from milepost.text.diff import diff_edits
from support.corpus import corpus_histories, corpus_plans, corpus_variants, needs_corpus, read_plan
from support.soundness import assert_sound

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.plan.model import ChecklistItem

pytestmark = needs_corpus

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
FILES = [
    *corpus_plans(),
    *corpus_variants(),
    *(each for all_ in corpus_histories() for each in all_),
]
HEAD = "## Progress\n\n"

_TERMINATOR = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)")
_BOX = re.compile(r"[ \t>]*(?:[-*+]|[0-9]+[.)])[ \t]+\[[ xX~!-]\](?:[ \t]|$)")

# The scope makes the tests of one file follow one another, so that it is read once.
every_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}", scope="module"
)


def count_boxes(text: str) -> int:
    """Lines that begin with a checkbox, outside fences; knows nothing else of Markdown."""
    boxes = 0
    fence = ""
    for row, line in enumerate(_TERMINATOR.split(text)):
        edge = _FENCE.match(line)
        if fence:
            if edge is not None and edge[1].startswith(fence) and not edge[2].strip():
                fence = ""
        elif edge is not None and not (row == 0 and edge[2].strip() == "md"):
            fence = edge[1]
        else:
            boxes += _BOX.match(line) is not None
    return boxes


class Excerpt:
    """An outermost item with all that is nested in it, to be read again quickly."""

    def __init__(self, document: Document, item: ChecklistItem) -> None:
        items = document.plan.items
        root = item
        while root.parent is not None:
            root = items[root.parent]
        self.base = document.lines.start(document.lines.line_of(root.span.start))
        self.text = document.text[self.base : root.tree_span.end]
        self.head = HEAD if item.in_progress else ""
        self.place = item.index - root.index

    def edited(self, edits: EditSet) -> tuple[Document, ChecklistItem]:
        """The excerpt after edits of the whole plan, and what has become of the item."""
        moved = (TextEdit(edit.span.shift(-self.base), edit.text) for edit in edits.edits)
        document = Document.parse(self.head + EditSet.of(moved).apply(self.text))
        return document, document.plan.items[self.place]


@every_file
def test_the_file_comes_back_to_the_byte(path: Path) -> None:
    data = path.read_bytes()

    assert read_plan(path).source.encode() == data
    assert read_plan(path).source.defect is None


@every_file
def test_the_reading_is_sound_and_whole(path: Path) -> None:
    document = read_plan(path)

    assert_sound(document)
    assert len(document.plan.items) == count_boxes(document.text)
    assert document.plan.by_kind
    assert document.plan.title


@every_file
def test_every_open_item_can_be_ticked(path: Path) -> None:
    document = read_plan(path)
    for item in document.plan.items:
        if item.done:
            continue
        edits = tick(document, item, NOW)

        assert all(item.span.contains(edit.span) for edit in edits.edits)
        assert len(edits.edits) == 1 + item.in_progress
        _, ticked = Excerpt(document, item).edited(edits)
        assert ticked.done
        assert ticked.text == item.text
        if item.in_progress:
            stamp = ticked.stamp
            assert stamp is not None
            assert stamp.wall is not None
            assert stamp.wall.date() == NOW.date()
            assert stamp.zone is ZoneKnowledge.UTC or stamp.precision is Precision.DAY


@every_file
def test_every_done_item_can_be_opened_and_ticked_again(path: Path) -> None:
    document = read_plan(path)
    for item in document.plan.items:
        if not item.done:
            continue
        edits = untick(document, item)

        assert all(item.span.contains(edit.span) for edit in edits.edits)
        assert "".join(edit.text for edit in edits.edits) == " "
        excerpt = Excerpt(document, item)
        opened, reopened = excerpt.edited(edits)
        assert not reopened.done
        assert reopened.text == item.text
        assert reopened.stamp is None or not item.in_progress
        if item.stamp is not None or not item.in_progress:
            again = tick(opened, reopened, NOW, former=former_tick(document, item))
            assert again.apply(opened.text) == excerpt.head + excerpt.text


@pytest.mark.parametrize("versions", corpus_histories(), ids=lambda paths: paths[0].parent.name)
def test_versions_differ_by_few_edits_that_lead_from_one_to_the_next(
    versions: tuple[Path, ...],
) -> None:
    texts = [read_plan(path).text for path in versions]
    for old, new in pairwise(texts):
        edits = diff_edits(old, new)

        assert edits.apply(old) == new
        assert edits.invert(old).apply(new) == old
