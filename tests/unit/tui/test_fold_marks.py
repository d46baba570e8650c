"""What stands behind the heading of a section that is folded, or could be."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.tui.cells import cell_len
from milepost.tui.fold_marks import Heading, folded_heading, section_headed_by, unfolded_heading
from milepost.tui.glyphs import ASCII, UNICODE, Glyphs
from milepost.tui.layout import Page, PageStyle


def page_of(text: str, width: int, glyphs: Glyphs = UNICODE) -> Page:
    return Page.lay(Document.parse(text), PageStyle(width, glyphs=glyphs))


def text_of(heading: Heading) -> str:
    return "".join(run.text for run in heading.runs)


@pytest.mark.parametrize(
    ("width", "remark", "shown"),
    [
        (40, (24, 2), "Part  ▸ 24 lines, 2 findings"),
        (40, (1, 1), "Part  ▸ 1 line, 1 finding"),
        (40, (24, 0), "Part  ▸ 24 lines"),
        (40, (0, 0), "Part  ▸ empty"),
        (24, (24, 2), "Part  ▸ 24 lines"),
        (12, (24, 2), "Part ▸ 24"),
        (8, (24, 2), "Part ▸"),
        (5, (24, 2), "Part▸"),
        (4, (24, 2), "Part▸"),
    ],
)
def test_a_folded_heading_says_what_is_inside_as_far_as_there_is_room(
    width: int, remark: tuple[int, int], shown: str
) -> None:
    page = page_of("## Part\n\nwords\n", width)

    heading = folded_heading(page.row(0), 7, remark, page.style)

    assert text_of(heading) == shown
    assert cell_len(shown) <= width + 1
    assert heading.section == 7
    assert shown[heading.sign.start : heading.sign.stop].strip() == shown[4:].strip()


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("## Part\n\nw\n", 24, "Part ▾ " + "─" * 17),
        ("### Part\n\nw\n", 24, "Part ▾"),
        ("### Part\n\nw\n", 6, "Part ▾"),
        ("### Part\n\nw\n", 5, "Part▾"),
        ("### Part\n\nw\n", 4, "Part▾"),
    ],
)
def test_a_heading_under_the_cursor_has_the_sign_of_being_unfolded(
    text: str, width: int, shown: str
) -> None:
    page = page_of(text, width)

    heading = unfolded_heading(page.row(0), 0, page.style)

    assert text_of(heading) == shown
    assert "▾" in shown[heading.sign.start : heading.sign.stop]


def test_ascii_signs_are_used_when_asked_for() -> None:
    page = page_of("## Part\n\nw\n", 30, ASCII)

    assert text_of(folded_heading(page.row(0), 0, (3, 1), page.style)) == (
        "Part  > 3 lines, 1 finding"
    )
    assert text_of(unfolded_heading(page.row(0), 0, page.style)).startswith("Part v -")


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("# Title\n\nw\n\n## Part\n\nw\n\n### Empty\n", ["Part"]),
        ("## A heading that is too long for its row\n\nw\n", ["for its row"]),
        ("# Title\n\n# Part\n\nw\n", ["Part"]),
        ("- # in a list\n\n## Part\n\nw\n", ["Part"]),
        ("## Part\n\n- # in a list\n", ["Part"]),
        ("-\n", []),
    ],
)
def test_the_last_row_of_a_heading_heads_its_section(text: str, signs: list[str]) -> None:
    page = page_of(text, 26)
    rows = [(index, page.row(index)) for index in range(page.height)]

    headed = [row for index, row in rows if section_headed_by(page, index, row) is not None]

    assert [row.text.rstrip(" ─") for row in headed] == signs
