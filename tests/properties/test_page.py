"""Whatever the text, a page can be set, fits its width and says where everything comes from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from milepost.document import Document
from milepost.text import EditSet, Span, TextEdit
from milepost.tui.cells import cell_len
from milepost.tui.layout import Page, PageStyle

_PIECES = st.sampled_from(
    [
        "- ", "1. ", "> ", "# ", "## ", "```", "```py\n", "\n", "\n\n", "  ", "    ", "\t", "[ ] ",
        "[x] ", "**", "*", "_", "`", "~~", "[a](b)", "<!--", "-->", "|a|b|\n|-|-|\n", "|",
        "| x | y |\n", "word ", "日本語", "，", "🙂", "⚠\ufe0f", "\r\n", "\r", "http://x.y/z_",
        "---\n", "\x1b", "\u202e", "a\u0301", "(completed: a; remaining: b)", "## Progress\n",
        "\ud800", "\x0b", "\x85", "Note: ", "\\", "  \n", "***",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=80)
_WIDTHS = st.sampled_from([24, 30, 40, 84, 120])


def _finished(text: str, width: int) -> Page:
    page = Page.lay(Document.parse(text), PageStyle(width))
    page.finish()
    return page


@given(_TEXTS, _WIDTHS, st.booleans())
def test_no_row_is_wider_than_the_page(text: str, width: int, markers: bool) -> None:
    page = Page.lay(Document.parse(text), PageStyle(width, markers=markers))

    for index in range(page.height):
        row = page.row(index)
        assert sum(cell_len(run.text) for run in row.runs) <= width
        assert "\n" not in row.text


@given(_TEXTS, _WIDTHS)
def test_rows_are_in_the_order_of_the_file(text: str, width: int) -> None:
    page = _finished(text, width)
    start = 0

    for index in range(page.height):
        row = page.row(index)
        assert start <= row.start <= row.end <= len(text)
        start = row.start
        if row.shows_source:
            assert page.row_of(row.start) == index


@given(_TEXTS, _WIDTHS)
def test_every_place_has_a_row(text: str, width: int) -> None:
    page = _finished(text, width)

    for offset in range(len(text) + 1):
        assert 0 <= page.row_of(offset) < max(1, page.height)


@given(_TEXTS, st.data())
def test_an_edited_page_is_what_a_new_one_would_be(text: str, data: st.DataObject) -> None:
    page = _finished(text, 30)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 10)))
    new = data.draw(st.lists(_PIECES, max_size=4).map("".join))
    edits = EditSet.of([TextEdit(Span(start, end), new)])
    document = page.document.edited(edits)

    edited = page.edited(document, edits)

    fresh = _finished(document.text, 30)
    rows = [edited.row(index) for index in range(edited.height)]
    assert rows == [fresh.row(index) for index in range(fresh.height)]
