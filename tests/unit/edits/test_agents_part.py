"""The part of AGENTS.md between the markers: every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.document import Document
from milepost.edits.agents_part import (
    AGENTS_PART,
    BEGIN,
    END,
    Tangle,
    find_part,
    insert_part,
    is_only_part,
    new_file,
    remove_part,
    update_part,
)
from milepost.text import Source, Span

TEXTS = (
    "",
    "\n",
    "a",
    "a\n",
    "a\n\n\n",
    "a\r\n",
    "a\r\nb",
    "a\r\nb\n",
    "a\nb\r\n",
    "  \n",
    "- a\n  - b",
    "> q",
    "    code\n",
    "<div>\n",
    f"# Rules\n\n```\n{BEGIN}\n{END}\n```\n",
    f"Write `{BEGIN}`.\n",
)


def parse(text: str, *, bom: bool = False) -> Document:
    return Document.parse(Source(text, bom=bom))


def part_of(document: Document) -> Span:
    part = find_part(document)
    assert isinstance(part, Span)
    return part


@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("text", TEXTS)
def test_to_remove_undoes_to_insert_byte_for_byte(text: str, bom: bool) -> None:
    before = parse(text, bom=bom)
    inserted = before.edited(insert_part(before))
    after = inserted.edited(remove_part(inserted, part_of(inserted)))

    assert inserted.text.startswith(text)
    assert after.source.encode() == before.source.encode()


@given(st.text("ab \n#->`*", max_size=40).map(lambda text: text.replace("```", "``")))
def test_to_remove_undoes_to_insert_in_any_text(text: str) -> None:
    before = parse(text)
    inserted = before.edited(insert_part(before))
    part = find_part(inserted)

    if isinstance(part, Span):
        assert inserted.edited(remove_part(inserted, part)).text == text
    else:
        assert part is None or part is Tangle.NO_BEGIN


@pytest.mark.parametrize(("text", "newline"), [("a\r\nb\r\n", "\r\n"), ("a\n", "\n"), ("", "\n")])
def test_lines_end_as_those_of_the_file(text: str, newline: str) -> None:
    before = parse(text)
    inserted = before.edited(insert_part(before))

    assert part_of(inserted).cut(inserted.text) == AGENTS_PART.replace("\n", newline)


def test_to_update_replaces_the_part_and_nothing_else() -> None:
    document = parse(f"# A\r\n\r\n{BEGIN}\r\nold\r\n{END}\r\n\r\nMore.\r\n")
    after = document.edited(update_part(document, part_of(document)))

    assert after.text == f"# A\r\n\r\n{AGENTS_PART}\n\nMore.\n".replace("\r", "").replace(
        "\n", "\r\n"
    )
    assert not update_part(after, part_of(after))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\n\nPART\n\nb\n", "a\n\nb\n"),
        ("PART\n\nb\n", "\nb\n"),
        ("PART", ""),
        ("a\rPART\rb", "ab"),
        ("PARTb", "b"),
    ],
)
def test_to_remove_takes_the_lines_around_a_part_that_was_moved(text: str, left: str) -> None:
    whole = text.replace("PART", AGENTS_PART)
    start = whole.index(BEGIN)
    document = parse(whole)

    edits = remove_part(document, Span(start, start + len(AGENTS_PART)))
    assert edits.apply(whole) == left


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        (f"{BEGIN}\n", Tangle.NO_END),
        (f"{END}\n\n{BEGIN}\n", Tangle.NO_END),
        (f"{END}\n", Tangle.NO_BEGIN),
        (f"{AGENTS_PART}\n\n{AGENTS_PART}\n", Tangle.SEVERAL),
        (f"{BEGIN}\n\n{END}\n\n{END}\n", Tangle.SEVERAL),
        (f"    {BEGIN}\n    {END}\n", None),
    ],
)
def test_unclear_markers_are_told(text: str, found: Tangle | None) -> None:
    assert find_part(parse(text)) is found


def test_file_made_for_the_part_is_known() -> None:
    document = parse(new_file())
    empty = parse("")
    filled = empty.edited(insert_part(empty))

    assert is_only_part(document, part_of(document))
    assert not is_only_part(filled, part_of(filled)), "it was there before, and empty"
