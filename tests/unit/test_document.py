from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.kinds import SectionKind
from milepost.text import EditSet, Source, Span

TEXT = "# A\n\n## Progress\n\n- [ ] b\n"


def test_a_document_is_read_from_a_text_or_a_source() -> None:
    assert Document.parse(TEXT).source == Source(TEXT)
    assert Document.parse(Source(TEXT, bom=True)).source.bom
    assert Document.parse(TEXT).text == TEXT
    assert Document.parse(TEXT, revision=7).revision == 7


def test_equal_texts_are_different_documents() -> None:
    assert Document.parse(TEXT).plan == Document.parse(TEXT).plan
    assert Document.parse(TEXT) != Document.parse(TEXT)


def test_editing_gives_the_next_revision_in_the_same_wrapping() -> None:
    document = Document.parse(Source(TEXT, bom=True), revision=3)

    edited = document.edited(EditSet.replace(Span(2, 3), "B"))

    assert edited.text == TEXT.replace("# A", "# B")
    assert edited.plan.title == "B"
    assert edited.source.bom
    assert (document.revision, edited.revision) == (3, 4)
    assert document.text == TEXT


def test_another_number_keeps_the_reading() -> None:
    document = Document.parse(TEXT)

    renumbered = document.renumbered(9)

    assert renumbered.revision == 9
    assert renumbered.plan is document.plan
    assert renumbered.source is document.source


def test_lines_and_prose_are_made_once_when_asked_for() -> None:
    document = Document.parse(TEXT)

    assert document.lines is document.lines
    assert len(document.lines) == 6
    assert document.prose is document.prose
    assert "Progress" in document.prose.text


def test_names_of_the_project_are_kept_by_editing() -> None:
    aliases = {"to do": SectionKind.PROGRESS}
    document = Document.parse("# A\n\n## To do\n\n- [ ] b\n", aliases=aliases)

    edited = document.edited(EditSet.replace(Span(2, 3), "B"))

    assert [each.in_progress for each in document.plan.items] == [True]
    assert [each.in_progress for each in edited.plan.items] == [True]
    assert document.aliases is edited.aliases is document.renumbered(3).aliases is aliases
    assert not Document.parse(document.text).plan.items[0].in_progress


def test_names_of_the_project_tell_a_fence_around_the_plan() -> None:
    text = "```md\n## To do\n\n- [ ] b\n```\n"

    assert Document.parse(text, aliases={"to do": SectionKind.PROGRESS}).plan.items
    assert not Document.parse(text).plan.items


@pytest.mark.parametrize("name", ["source", "plan", "notes", "revision", "aliases"])
def test_a_document_does_not_change(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Document.parse(TEXT), name, None)
