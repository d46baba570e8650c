"""Whatever is typed and others write meanwhile: nothing is lost, and nothing else changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from milepost.document import Document
from milepost.edits.editable import editable_at
from milepost.edits.list_typing import indented_rows, new_line, outdented_rows
from milepost.text.merge import merge
from milepost.tui.exact_document import ExactDocument
from milepost.workspace.retyping import retyping
from milepost.workspace.unsaved import begin_unsaved, decode, reopen

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = [
    "# Plan", "## Progress", "## Plan of Work", "- [ ] Build it", "- [x] (2026-03-03 08:10Z) Read",
    "  more of it", "words \x0c\u2028 here  ", "\ttabbed", "", "", "1. one", "> quoted",
    "漢字 👩‍🔧",
    "    code", "```", "```", "***",
]  # fmt: skip
PLANS = st.lists(
    st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\r\n"])), min_size=3, max_size=24
).map(lambda rows: "".join(f"{line}{end}" for line, end in rows))
TYPED = st.text(st.sampled_from("ab -*[]x#`~\n\t漢\u2028"), max_size=6)


def type_into(data: st.DataObject, document: ExactDocument) -> None:
    """Some edits at random places, as an editor makes them."""
    for _ in range(data.draw(st.integers(1, 5))):
        places = []
        for _ in range(2):
            row = data.draw(st.integers(0, document.line_count - 1))
            places.append((row, data.draw(st.integers(0, len(document.exact_lines[row])))))
        start, end = sorted(places) if data.draw(st.booleans()) else (places[0], places[0])
        typed = data.draw(TYPED).replace("\n", document.end_near(start[0], "\n"))
        document.replace_range(start, end, typed)


@given(st.data(), PLANS, PLANS)
def test_typed_text_is_in_the_plan_or_kept_and_nothing_else_changes(
    data: st.DataObject, plan: str, other: str
) -> None:
    base = Document.parse(plan)
    editable = editable_at(base, data.draw(st.integers(0, len(plan))))
    if editable is None:
        return
    typed = ExactDocument(editable.span.cut(plan))
    assert typed.text == editable.span.cut(plan)
    type_into(data, typed)
    resolve = retyping(base, editable.span, typed.text)
    if resolve is None:
        return  # Refused: the text stays in the editor.
    mine = f"{plan[: editable.span.start]}{typed.text}{plan[editable.span.end :]}"

    alone = resolve(base)
    assert alone is not None
    assert alone.apply(plan) == mine

    theirs = data.draw(st.sampled_from([plan, other, plan + other, other + plan]))
    edits = resolve(Document.parse(theirs))
    merged = merge(plan, mine, theirs)
    if edits is None:
        assert merged.conflicts
        assert merged.text([hunk.mine for hunk in merged.conflicts])
    else:
        assert edits.apply(theirs) == merged.text()


@given(st.data(), PLANS, PLANS)
def test_draft_brings_the_text_back(data: st.DataObject, plan: str, other: str) -> None:
    base = Document.parse(plan)
    editable = editable_at(base, data.draw(st.integers(0, len(plan))))
    if editable is None:
        return
    unsaved = decode(begin_unsaved(base, editable).encode())
    assert unsaved is not None

    again = reopen(base, unsaved)
    assert again.is_current
    assert (again.base, again.span) == (base, editable.span)

    elsewhere = reopen(Document.parse(other), unsaved)
    assert elsewhere.span.cut(elsewhere.base.text) == editable.span.cut(plan)


@given(st.data(), st.lists(st.sampled_from(LINES), min_size=1, max_size=12))
def test_list_keys_keep_every_word(data: st.DataObject, lines: list[str]) -> None:
    row = data.draw(st.integers(0, len(lines) - 1))
    last = data.draw(st.integers(row, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[row])))

    made = new_line(lines, row, column)
    left = f"{lines[row][: made.start]}{lines[row][made.end :]}"
    assert re.sub(r"[-*\[\]\s\d.>x]", "", left) == re.sub(r"[-*\[\]\s\d.>x]", "", lines[row])

    moves: list[Callable[[list[str], int, int], dict[int, str]]] = [indented_rows, outdented_rows]
    for move in moves:
        for margin in move(lines, row, last).values():
            assert not margin.strip(" \t")
