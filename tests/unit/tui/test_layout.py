"""Markdown in, rows out."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.text import EditSet, Span
from milepost.tui.cells import cell_len, sanitise
from milepost.tui.glyphs import ASCII
from milepost.tui.layout import ASCII_ORNAMENTS, Mark, Page, PageStyle, Role
from milepost.tui.layout.page import AT_FIRST, AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.tui.layout.model import LaidBlock
    from milepost.tui.layout.place import Place
    from milepost.tui.layout.prose import Line


def page_of(text: str, width: int = 40, *, markers: bool = False) -> Page:
    return Page.lay(Document.parse(text), PageStyle(width, markers=markers))


def rows_of(text: str, width: int = 40) -> list[str]:
    page = page_of(text, width)
    return [page.row(index).text.rstrip() for index in range(page.height)]


def looks_of(text: str) -> list[tuple[str, int]]:
    """What one paragraph shows, with the role of each run."""
    page = page_of(text, 200)
    return [(run.text, run.role) for index in range(page.height) for run in page.row(index).runs]


PAGES = [
    ("", []),
    ("\n\n", []),
    ("words", ["words"]),
    ("one two\nthree", ["one two three"]),
    ("one\n\n\n\ntwo", ["one", "", "two"]),
    ("a paragraph that is too long for its row", ["a paragraph that is too", "long for its row"]),
    ("hard  \nbreak", ["hard", "break"]),
    ("hard\\\nbreak", ["hard\\", "break"]),
    ("crlf\r\nlines\r\n\r\nhere", ["crlf lines", "", "here"]),
    ("日本\n語", ["日本語"]),
    ("한국\n어", ["한국 어"]),
    # Headings
    ("# Title", ["Title", "━━━━━"]),
    ("# A title of two rows in all", ["A title of two rows in", "all", "━" * 22]),
    ("Title\n===", ["Title", "━━━━━"]),
    ("## Part", ["Part ───────────────────"]),
    ("## Part ##", ["Part ───────────────────"]),
    ("text\n## Part\ntext", ["text", "", "Part ───────────────────", "text"]),
    ("text\n\n\n## Part", ["text", "", "", "Part ───────────────────"]),
    ("## A part of exactly rows", ["A part of exactly rows"]),
    ("### Sub\n#### Subsub", ["Sub", "Subsub"]),
    ("#", ["", ""]),
    # Lists
    ("- one\n- two", ["• one", "• two"]),
    ("- one\n\n- two", ["• one", "", "• two"]),
    ("* an item that needs two rows", ["• an item that needs two", "  rows"]),
    ("- a\n  - b\n    - c\n      - d", ["• a", "  ◦ b", "    ▪ c", "      • d"]),
    ("1. one\n2. two", ["1. one", "2. two"]),
    ("10) ten\n\n    more", ["10) ten", "", "    more"]),
    ("1. a\n   - b", ["1. a", "   ◦ b"]),
    ("- a\n\n  more\n\nafter", ["• a", "", "  more", "", "after"]),
    ("- - twice", ["• ◦ twice"]),
    ("- # heading", ["• heading"]),
    ("- Decision: do\n  Rationale: it", ["• Decision: do", "  Rationale: it"]),
    ("-\n\nafter", ["-", "", "after"]),
    ("-\n  text", ["-", "  text"]),
    # Checklists
    ("- [ ] open\n- [x] done\n- [X] done", ["○ open", "● done", "● done"]),
    ("- [ ] (completed: a; remaining: b)", ["◐ (completed: a;", "  remaining: b)"]),
    ("- [~] going\n- [!] stuck\n- [-] off", ["◔ going", "▲ stuck", "✕ off"]),
    ("1. [ ] numbered", ["1. ○ numbered"]),
    ("- [ ] a\n  - [x] b", ["○ a", "  ● b"]),
    ("## Progress\n- [x] a\n- [ ] b\n- [ ] c", ["Progress ───────────────", "● a", "◉ b", "○ c"]),
    # Quotations
    ("> quoted words that go on", ["▎ quoted words that go", "▎ on"]),
    ("> a\n>\n> b", ["▎ a", "▎", "▎ b"]),
    ("> a\n\n> b", ["▎ a", "", "▎ b"]),
    ("> > deep", ["▎ ▎ deep"]),
    ("> - item", ["▎ • item"]),
    ("- > quote", ["• ▎ quote"]),
    # Code
    ("```\ncode\n```", ["▎ code"]),
    ("```py\ncode\n\nmore\n```", ["▎ code               py", "▎", "▎ more"]),
    ("```sh\na line that fills it\n```", ["▎ a line that fills it"]),
    ("~~~\nunclosed", ["▎ unclosed"]),
    ("```\n```", ["▎"]),
    ("```\na line too long for its row\n```", ["▎ a line too long", "▎ ↪ for its row"]),
    ("```\n\tx\ty\n```", ["▎     x   y"]),
    ("```\na\tb\n```", ["▎ a   b"]),
    ("    indented\n\n    code", ["▎ indented", "▎", "▎ code"]),
    ("- a\n\n  ```\n  code\n    more\n  ```", ["• a", "", "  ▎ code", "  ▎   more"]),
    ("  ```\n  code\n  ```", ["▎ code"]),
    ("> ```\n> code\n> ```", ["▎ ▎ code"]),
    ("- ```\n  code\n  ```", ["• ▎ code"]),
    ("- a\n\n      code", ["• a", "", "  ▎ code"]),
    # Tables
    ("|a|b|\n|-|-|\n|1|2|", ["a │ b", "──┼──", "1 │ 2"]),
    ("a|b\n-|-:\n`x`|1\n|2|333|", ["a │   b", "──┼────", "x │   1", "2 │ 333"]),
    (r"|a|" "\n|-|\n" r"|x \| y|", ["a", "─────", "x | y"]),
    ("|a|b|\n|-|-|\n|1|\n|1|2|3|", ["a │ b │", "──┼───┼──", "1 │   │", "1 │ 2 │ 3"]),
    (
        "|name|wording|\n|-|-|\n|x|two words to wrap|\n|y|z|",
        ["name │ wording", "─────┼──────────────────", "x    │ two words to wrap", "y    │ z"],
    ),
    (
        "|name|wording|\n|-|-|\n|x|many words to wrap here|\n|y|z|",
        [
            "name │ wording",
            "─────┼──────────────────",
            "x    │ many words to",
            "     │ wrap here",
            "     │",
            "y    │ z",
        ],
    ),
    (
        "|a|b|much longer|\n|-|-|-|\n|one|two|three words of it all|\n|x||z|",
        [
            "• a         one",
            "  b         two",
            "  much longer",
            "            three words",
            "            of it all",
            "",
            "• a         x",
            "  much longer",
            "            z",
        ],
    ),
    ("|a|\n|-|", ["a", "─"]),
    ("> |a|b|\n> |-|-|\n> |1|2|", ["▎ a │ b", "▎ ──┼──", "▎ 1 │ 2"]),
    (
        "|a|b|c|d|e|\n|-|-|-|-|-|",
        ["a │ b │ c │ d │ e", "──┼───┼───┼───┼──"],
    ),
    (
        "|first|second|third|fourth|fifth|\n|-|-|-|-|-|",
        ["• first", "  second", "  third", "  fourth", "  fifth"],
    ),
    # The rest
    ("---\ntitle: x\n---\n\ntext", ["---", "title: x", "---", "", "text"]),
    ("a\n\n***\n\nb", ["a", "", "─" * 24, "", "b"]),
    ("<!-- quiet -->\n\ntext", ["<!-- quiet -->", "", "text"]),
    (
        "```md\n# T\n## Progress\n```",
        ["```md", "", "T", "━", "", "Progress ───────────────", "```"],
    ),
    ("stray\n\n-", ["stray", "", "-"]),
    ("a\n\n1.\n\nb", ["a", "", "1.", "", "b"]),
    ("- a\n-\n- b", ["• a", "-", "• b"]),
]


@pytest.mark.parametrize(("text", "rows"), PAGES)
def test_markdown_is_set_in_rows(text: str, rows: list[str]) -> None:
    assert rows_of(text, 24) == rows


INLINE = [
    ("plain", [("plain", 0)]),
    ("a `code` b", [("a ", 0), ("code", Mark.CODE), (" b", 0)]),
    ("``a ` b``", [("a ` b", Mark.CODE)]),
    ("` a `", [("a", Mark.CODE)]),
    ("open ` tick", [("open ` tick", 0)]),
    ("`a ``b`` c` d", [("a ``b`` c", Mark.CODE), (" d", 0)]),
    ("*a _b* c_", [("a _b", Mark.EMPHASIS), (" c_", 0)]),
    ("`**not**`", [("**not**", Mark.CODE)]),
    ("**strong** x", [("strong", Mark.STRONG), (" x", 0)]),
    ("__strong__", [("strong", Mark.STRONG)]),
    ("*em* _em_", [("em", Mark.EMPHASIS), (" ", 0), ("em", Mark.EMPHASIS)]),
    ("***both***", [("both", Mark.STRONG | Mark.EMPHASIS)]),
    ("**a *b* c**", [("a ", Mark.STRONG), ("b", Mark.STRONG | Mark.EMPHASIS), (" c", Mark.STRONG)]),
    ("**a `b`**", [("a ", Mark.STRONG), ("b", Mark.STRONG | Mark.CODE)]),
    ("snake_case_name", [("snake_case_name", 0)]),
    ("2 * 3 * 4", [("2 * 3 * 4", 0)]),
    ("**open", [("**open", 0)]),
    ("*a **b*", [("*a *", 0), ("b", Mark.EMPHASIS)]),
    ("**「强」**后", [("「强」", Mark.STRONG), ("后", 0)]),
    ("~~gone~~ ~kept~", [("gone", Mark.STRIKE), (" ~kept~", 0)]),
    (r"\*kept\* \x", [(r"*kept* \x", 0)]),
    ("[words](src/a.py)", [("words", Mark.LINK)]),
    ('[words](<a b> "title") x', [("words", Mark.LINK), (" x", 0)]),
    ("![alt](x.png)", [("alt", Mark.LINK)]),
    ("[](empty)", [("[](empty)", 0)]),
    ("[no] link ]", [("[no] link ]", 0)]),
    ("<https://x.org/a_b_c>", [("https://x.org/a_b_c", Mark.LINK)]),
    ("see https://x.org/a_b.", [("see ", 0), ("https://x.org/a_b", Mark.LINK), (".", 0)]),
    ("(https://x.org/(a))", [("(", 0), ("https://x.org/(a)", Mark.LINK), (")", 0)]),
    ("a <!-- b --> c", [("a ", 0), ("<!-- b -->", Mark.QUIET), (" c", 0)]),
    ("[bold](a) [red]x[/red]", [("bold", Mark.LINK), (" [red]x[/red]", 0)]),
    ("- Note: x", [("• ", Role.BULLET), ("Note:", Mark.LABEL), (" x", 0)]),
    ("> said", [("▎ ", Role.QUIET), ("said", Role.QUOTE)]),
    ("- [-] off", [("✕ ", Role.OPEN_SIGN), ("off", Role.DONE | Mark.STRIKE)]),
    (
        "- [x] (2026-01-02 03:04Z) did",
        [
            ("● ", Role.DONE_SIGN),
            ("(2026-01-02 03:04Z)", Role.DONE | Mark.STAMP),
            (" did", Role.DONE),
        ],
    ),
]


@pytest.mark.parametrize(("text", "runs"), INLINE)
def test_inline_markup_sets_words_off(text: str, runs: list[tuple[str, int]]) -> None:
    joined: list[tuple[str, int]] = []
    for shown, role in looks_of(text):
        if joined and joined[-1][1] == role:
            joined[-1] = (joined[-1][0] + shown, role)
        else:
            joined.append((shown, role))

    assert joined == runs


def test_signs_of_markup_are_shown_where_colours_say_nothing() -> None:
    row = page_of("a **b** `c`", markers=True).row(0)

    assert row.text == "a **b** `c`"
    assert [run.text for run in row.runs if run.role & Mark.QUIET] == ["**", "**", "`", "`"]


def test_text_too_long_to_be_prose_is_shown_as_it_is() -> None:
    page = page_of("**a** " * 40_000, 100)

    assert page.row(0).text.startswith("**a**")


def test_lines_of_a_diff_look_different() -> None:
    page = page_of("```diff\n--- a\n+++ b\n x\n-y\n+z\n\n```")

    roles = [
        {run.role for run in page.row(index).runs if run.end > run.start} for index in range(6)
    ]

    assert roles == [
        {Role.CODE_BLOCK}, {Role.CODE_BLOCK}, {Role.CODE_BLOCK}, {Role.REMOVED}, {Role.ADDED}, set()
    ]  # fmt: skip


def test_ascii_signs_take_the_place_of_the_others() -> None:
    style = PageStyle(24, glyphs=ASCII, ornaments=ASCII_ORNAMENTS)
    page = Page.lay(Document.parse("# T\n\n- [x] a\n- b\n\n```\nc\n```\n\n> d"), style)

    rows = "\n".join(page.row(index).text for index in range(page.height))

    assert rows.isascii()


def test_code_takes_the_width_that_prose_leaves() -> None:
    style = PageStyle(120, measure=40)
    page = Page.lay(Document.parse(f"{'word ' * 30}\n\n```\n{'x' * 100}\n```"), style)

    widths = [cell_len(page.row(index).text) for index in range(page.height)]

    assert max(widths[:4]) <= 40
    assert widths[-1] == 120


TEXT = dedent(
    """\
    # A title with `code`

    Some **strong** words that
    go on over two lines, see [this](x.md).

    ## Progress

    - [x] (2026-01-02 03:04Z) First thing
      with more words.
    - [ ] Second *thing*
      - nested one

    > A quotation
    > of two lines.

    | a | b |
    |---|---|
    | `1` | two |

        code\there

    1. End
    """
)


@pytest.mark.parametrize("width", [24, 30, 60])
def test_every_character_is_shown_once_and_in_order_or_is_markup(width: int) -> None:
    page = page_of(TEXT, width)
    shown: list[int] = []
    for index in range(page.height):
        for run in page.row(index).runs:
            shown += range(run.start, run.end)

    hidden = {TEXT[offset] for offset in set(range(len(TEXT))) - set(shown)}

    assert len(shown) == len(set(shown))
    assert hidden <= set(" \n#`*[](x.md)>|-")
    in_table = range(TEXT.index("| `1`"), TEXT.index("    code"))
    prose = [offset for offset in shown if offset not in in_table]
    assert prose == sorted(prose)


@pytest.mark.parametrize("width", [24, 40])
def test_runs_match_their_source(width: int) -> None:
    page = page_of(TEXT, width)
    for index in range(page.height):
        for run in page.row(index).runs:
            if run.end - run.start == len(run.text) and not 6 <= run.role & 0xFF <= 13:
                assert run.text == sanitise(TEXT[run.start : run.end])


@pytest.mark.parametrize("width", [24, 40])
def test_a_row_is_found_again_by_its_first_character(width: int) -> None:
    page = page_of(TEXT, width)
    starts = [page.row(index).start for index in range(page.height)]

    assert starts == sorted(starts)
    for index in range(page.height):
        if page.row(index).shows_source:
            assert page.row_of(starts[index]) == index


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("A title", "A title with"),
        ("strong", "Some strong words"),
        ("](x.md", "go on over two lines"),
        ("[x]", "● "),
        ("with more", "First thing"),
        ("nested", "◦ nested one"),
        ("two |", "1 │ two"),
        ("---|", "a │ b"),
        ("here", "code    here"),
    ],
)
def test_a_place_is_found_on_its_row(word: str, shown: str) -> None:
    page = page_of(TEXT, 60)

    assert shown in page.row(page.row_of(TEXT.index(word))).text


def test_a_span_covers_its_rows() -> None:
    page = page_of("one\n\ntwo three four five six\n", 24)

    assert page.rows_of(Span(0, 3)) == range(1)
    assert page.rows_of(Span(0, 20)) == range(3)
    assert page.rows_of(Span(5, 5)) == range(2, 3)
    assert page.block_rows(1) == range(2, 3)


def test_an_empty_page_has_no_rows() -> None:
    page = page_of("")

    assert page.height == 0
    assert page.row_of(0) == 0
    assert page.rows_of(Span(0, 0)) == range(0)


EDITS = [
    (0, 0, "New first paragraph.\n\n"),
    (2, 7, "name"),
    (TEXT.index("Some"), TEXT.index("Some"), "More. "),
    (TEXT.index("\n## Progress"), TEXT.index("\n## Progress") + 1, ""),
    (TEXT.index("- [ ]") + 3, TEXT.index("- [ ]") + 4, "x"),
    (TEXT.index("- [x]"), TEXT.index("- [ ]"), ""),
    (TEXT.index("Some"), TEXT.index("Some"), "```\n"),
    (TEXT.index("- [x]"), TEXT.index("- [x]"), "- [ ] New next one\n"),
    (TEXT.index("1. End"), TEXT.index("1. End") + 3, "\n\n"),
    (len(TEXT), len(TEXT), "\n\nLast words.\n"),
    (0, len(TEXT), ""),
    (0, len(TEXT), "Other words."),
]


@pytest.mark.parametrize(("start", "end", "new"), EDITS)
def test_an_edited_page_is_what_a_new_one_would_be(start: int, end: int, new: str) -> None:
    page = page_of(TEXT)
    edits = EditSet.replace(Span(start, end), new)
    document = page.document.edited(edits)

    edited = page.edited(document, edits)

    fresh = page_of(document.text)
    assert [edited.row(index) for index in range(edited.height)] == [
        fresh.row(index) for index in range(fresh.height)
    ]


def test_an_edited_page_keeps_the_rows_of_other_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(f"Paragraph {number}." for number in range(50))
    page = page_of(text)
    page.finish()
    edits = EditSet.replace(Span(text.index("20."), text.index("20.")), "and ")
    laid: list[str] = []
    lay = page.shaper.lay

    def counting(place: Place, lines: Sequence[Line]) -> LaidBlock:
        laid.append(place.chunk)
        return lay(place, lines)

    monkeypatch.setattr(page.shaper, "lay", counting)
    page.edited(page.document.edited(edits), edits)

    assert laid == ["Paragraph and 20."]


def test_the_next_item_is_set_off_wherever_it_stands() -> None:
    text = "## Progress\n\n- [ ] first\n\nbetween\n\n- [ ] second\n\nafter\n\n- [x] third\n"
    page = page_of(text)
    for _ in range(2):
        edits = EditSet.replace(Span(text.index(" ] "), text.index(" ] ") + 1), "x")
        document = page.document.edited(edits)
        page, text = page.edited(document, edits), document.text
        fresh = page_of(text)
        assert [page.row(index) for index in range(page.height)] == [
            fresh.row(index) for index in range(fresh.height)
        ]

    edits = EditSet.replace(Span(text.index("x] first"), text.index("x] first") + 1), " ")
    page = page.edited(page.document.edited(edits), edits)

    assert "◉ first" in [page.row(index).text for index in range(page.height)]


def test_a_place_beside_text_that_is_no_block_is_found() -> None:
    text = "- a\n-\n- b\n"
    page = page_of(text)

    assert [page.row_of(offset) for offset in (2, 4, 6, 8)] == [0, 1, 2, 2]
    assert [page.row(index).start for index in range(3)] == [0, 4, 6]


def test_an_edit_that_changes_nothing_keeps_the_page() -> None:
    page = page_of(TEXT)
    again = page.edited(page.document.edited(EditSet()), EditSet())

    assert again.height == page.height


def test_blocks_of_another_page_are_laid_out_once() -> None:
    page = page_of(TEXT)
    again = Page.lay(Document.parse(TEXT), page.style, known=page)
    other = Page.lay(Document.parse(TEXT), PageStyle(30), known=page)

    assert again.shaper is page.shaper
    assert other.shaper is not page.shaper


def test_layouts_that_nobody_shows_are_forgotten() -> None:
    page = page_of("start")
    for number in range(30):
        text = "\n\n".join(f"Paragraph {number} {index}." for index in range(60))
        page = Page.lay(Document.parse(text), page.style, known=page)

    assert len(page.shaper._known) < 30 * 60


def test_a_long_page_is_laid_out_from_its_top() -> None:
    count = 3 * AT_ONCE
    text = "\n\n".join(f"Paragraph {number}." for number in range(count))
    page = page_of(text)

    complete = [page.complete]
    heights = [page.height]

    assert page.row(page.row_of(text.index("1000."))).text == "Paragraph 1000."
    complete.append(page.complete)

    page.finish()
    complete.append(page.complete)
    heights.append(page.height)

    assert complete == [False, False, True]
    assert heights == [2 * AT_FIRST - 1, 2 * count - 1]
