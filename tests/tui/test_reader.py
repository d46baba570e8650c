"""The pane with the plan: nothing moves that need not, and everything is where one looks for it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.widget import Widget

from milepost.diagnostics import Diagnostic, Severity
from milepost.document import Document
from milepost.text import EditSet, Span, TextEdit
from milepost.tui.glyphs import ASCII
from milepost.tui.news import Age, Kind, Shown
from milepost.tui.widgets.reader import Reader
from support.pilot import wait_for
from support.settling import draw_at_last

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.message import Message
    from textual.pilot import Pilot

COLOURS = {
    "ground": "#101010",
    "raised": "#202020",
    "ink": "#f0f0f0",
    "quiet": "#909090",
    "accent": "#ffcc00",
    "done": "#00cc66",
    "changed": "#66ccff",
    "warn": "#ff9933",
    "err": "#ff5555",
}

PLAN = (
    "# Water the roof garden\n\n"
    + "".join(f"Paragraph {number:02} tells of the hose.\n\n" for number in range(30))
    + "## Progress\n\n- [x] (2026-03-01 08:00Z) Buy the hose.\n- [ ] Lay the hose.\n\n"
    + "## Decision Log\n\nNone yet.\n"
)


class Other(Widget, can_focus=True):
    """Takes the focus away."""

    DEFAULT_CSS = "Other { dock: bottom; height: 1; }"


class Drawing(Reader):
    """A reader that notes which lines it was asked for."""

    def __init__(self) -> None:
        super().__init__(id="reader")
        self.asked: list[int] = []

    def render_line(self, y: int) -> Any:
        self.asked.append(y)
        return super().render_line(y)


class Shell(App[None]):
    """An application of one reader."""

    def __init__(self, document: Document | None, aim: Span | None = None) -> None:
        super().__init__()
        self._document = document
        self._aim = aim
        self.told: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return COLOURS

    def compose(self) -> ComposeResult:
        yield Drawing()
        yield Other()

    def on_mount(self) -> None:
        reader = self.query_one(Drawing)
        reader.empty_hint = "There is nothing to read."
        reader.set_document(self._document)
        if self._aim is not None:
            reader.go_to(self._aim)
        reader.focus()

    def on_reader_cursor_moved(self, message: Reader.CursorMoved) -> None:
        self.told.append(message)

    def on_reader_section_changed(self, message: Reader.SectionChanged) -> None:
        self.told.append(message)


@asynccontextmanager
async def shown(
    text: str | None = PLAN, *, size: tuple[int, int] = (60, 13), aim: Span | None = None
) -> AsyncIterator[tuple[Pilot[None], Drawing]]:
    app = Shell(None if text is None else Document.parse(text), aim)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app.query_one(Drawing)


def lines_of(reader: Drawing) -> list[str]:
    """What stands on the screen, without the gutter's cursor."""
    strips = reader.render_lines(reader.size.region)
    return [strip.text.replace("▌", " ").rstrip() for strip in strips]


def segment_with(reader: Drawing, words: str) -> Segment:
    """The first piece of the screen that holds words."""
    for strip in reader.render_lines(reader.size.region):
        for segment in strip:
            if words in segment.text:
                return segment
    raise AssertionError(f"{words!r} is not on the screen")


def background(segment: Segment) -> str:
    style = segment.style
    assert style is not None
    assert style.bgcolor is not None
    assert style.bgcolor.triplet is not None
    return style.bgcolor.triplet.hex


def component(reader: Drawing, name: str) -> str:
    """The background that a theme gives a component."""
    return background(Segment("", reader.looks.component(name)))


def finding(words: str, severity: Severity = Severity.WARNING, text: str = PLAN) -> Diagnostic:
    start = text.index(words)
    message = f"{words.split(maxsplit=1)[0].lower()} is vague"
    return Diagnostic("MP999", "vague", message, Span(start, start + len(words)), severity)


def replaced(reader: Reader, old: str, new: str) -> EditSet:
    """Shows the document with words replaced; returns the edits."""
    document = reader.document
    assert document is not None
    start = document.text.index(old)
    edits = EditSet.of([TextEdit(Span(start, start + len(old)), new)])
    reader.set_document(document.edited(edits), edits)
    return edits


def at(words: str, text: str = PLAN) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


# What is shown


async def test_a_plan_is_shown_from_its_top() -> None:
    async with shown() as (_, reader):
        assert lines_of(reader)[:4] == [
            "   Water the roof garden",
            "   ━━━━━━━━━━━━━━━━━━━━━",
            "",
            "   Paragraph 00 tells of the hose.",
        ]
        assert reader.cursor_offset == 0


@pytest.mark.parametrize("text", [None, "", "\n \n"])
async def test_without_text_a_sentence_says_so(text: str | None) -> None:
    async with shown(text) as (pilot, reader):
        assert any("There is nothing to read." in line for line in lines_of(reader))

        await pilot.resize_terminal(30, 6)
        reader.action_cursor_down()
        reader.action_cursor_bottom()
        reader.action_cursor_top()
        reader.action_block_down()
        reader.action_block_up()
        reader.go_to(Span(0, 0))
        reader.select(None)

        assert reader.search("hose") == 0
        assert reader.selected_text == ""
        assert any("There is" in line for line in lines_of(reader))


async def test_the_first_document_takes_the_sentences_place() -> None:
    async with shown(None) as (pilot, reader):
        reader.document = Document.parse(PLAN)
        await pilot.pause()

        assert lines_of(reader)[0] == "   Water the roof garden"

        reader.document = None
        await pilot.pause()

        assert any("There is nothing to read." in line for line in lines_of(reader))


async def test_a_place_aimed_at_before_there_is_a_page_is_in_view_at_first() -> None:
    async with shown(aim=at("Paragraph 20")) as (_, reader):
        assert lines_of(reader)[reader.visible_lines // 3] == "   Paragraph 20 tells of the hose."


async def test_nothing_that_steers_a_terminal_reaches_the_screen() -> None:
    async with shown(
        "Red \x1b[31m and \u202e back [b]bold[/b] \x9b2J\n\n```\n\x1b]0;x\x07\n```\n"
    ) as (
        _,
        reader,
    ):
        screen = "".join(lines_of(reader))

        assert screen.isprintable()
        assert "␛[31m" in screen
        assert "[b]bold[/b]" in screen


async def test_signs_of_markup_are_shown_without_colours() -> None:
    async with shown("Run `make` **now**.\n") as (pilot, reader):
        assert lines_of(reader)[0] == "   Run make now."

        reader.markers = True
        await pilot.pause()

        assert lines_of(reader)[0] == "   Run `make` **now**."


async def test_no_color_shows_the_signs_of_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown("Run `make`.\n") as (_, reader):
        assert lines_of(reader)[0] == "   Run `make`."


async def test_ascii_signs_are_used_when_asked_for() -> None:
    async with shown("# T\n\n- [x] a\n") as (pilot, reader):
        reader.glyphs = ASCII
        await pilot.pause()

        assert "".join(lines_of(reader)).isascii()


async def test_another_theme_is_shown_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with shown() as (pilot, reader):
        light = {**COLOURS, "ground": "#f0f0f0"}
        monkeypatch.setattr(pilot.app, "get_theme_variable_defaults", lambda: light)
        pilot.app.refresh_css(animate=False)
        await pilot.pause()

        assert background(segment_with(reader, "Paragraph 01")) == "#f0f0f0"


# Nothing moves


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Paragraph 02", "Two new ones.\n\nAnd this.\n\nParagraph 02"),
        ("Paragraph 01 tells of the hose.\n\n", ""),
        ("None yet.", "Decided: it stays.\n\nReally."),
        ("Lay the hose.", "Lay it."),
        ("# Water", "---\nstatus: active\n---\n\n# Water"),
    ],
)
async def test_a_change_elsewhere_moves_nothing(old: str, new: str) -> None:
    async with shown() as (pilot, reader):
        reader.go_to(at("Paragraph 15"))
        await pilot.pause()
        before = lines_of(reader)
        reader.asked.clear()

        replaced(reader, old, new)
        await pilot.pause()

        assert reader.asked == []
        assert lines_of(reader) == before
        assert reader.document is not None
        assert reader.document.text[reader.cursor_offset :].startswith("Paragraph 15")


async def test_a_change_in_view_repaints_only_what_it_changes() -> None:
    async with shown() as (pilot, reader):
        reader.go_to(at("Paragraph 15"))
        await pilot.pause()
        draw_at_last(pilot.app)
        reader.asked.clear()

        replaced(reader, "Paragraph 16 tells", "Paragraph 16 sings")
        await pilot.pause()
        draw_at_last(pilot.app)

        line = next(i for i, text in enumerate(lines_of(reader)) if "sings" in text)
        assert set(reader.asked[:1]) == {line}


async def test_a_new_document_makes_no_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    async with shown() as (pilot, reader):
        await pilot.pause()
        laid_out: list[object] = []
        layout = pilot.app.screen._refresh_layout

        def counting(*args: Any, **kwargs: Any) -> None:
            laid_out.append(args)
            layout(*args, **kwargs)

        monkeypatch.setattr(pilot.app.screen, "_refresh_layout", counting)
        replaced(reader, "Paragraph 02", "More.\n\nParagraph 02")
        await pilot.pause()

        assert laid_out == []


async def test_the_row_at_the_top_stays_when_a_deletion_shortens_the_end() -> None:
    async with shown() as (pilot, reader):
        reader.action_cursor_bottom()
        await pilot.pause()
        before = lines_of(reader)

        replaced(reader, PLAN[at("Paragraph 01").start : at("Paragraph 20").start], "")
        await pilot.pause()

        assert lines_of(reader) == before


async def test_another_plan_is_shown_from_its_top() -> None:
    async with shown() as (pilot, reader):
        reader.action_cursor_bottom()
        reader.set_document(Document.parse("# Another\n\nplan\n"))
        await pilot.pause()

        assert lines_of(reader)[0] == "   Another"
        assert reader.cursor_offset == 0


@pytest.mark.parametrize("width", [30, 44, 90])
async def test_a_resize_keeps_the_top_and_back_again(width: int) -> None:
    text = "".join(f"Paragraph {n} {'goes on and on ' * 12}.\n\n" for n in range(30))
    async with shown(text) as (pilot, reader):
        reader.scroll_to(y=23, animate=False)
        await pilot.pause()
        before = lines_of(reader)
        top = reader.top

        await pilot.resize_terminal(width, 13)
        await pilot.pause()
        assert lines_of(reader)[0].strip().split()[0] in before[0]

        await pilot.resize_terminal(60, 13)
        await pilot.pause()
        assert reader.top == top
        assert lines_of(reader) == before


# The cursor


async def test_the_cursor_moves_by_rows_that_show_text() -> None:
    async with shown() as (pilot, reader):
        reader.action_cursor_down()
        assert reader.cursor_offset == at("Paragraph 00").start

        reader.action_cursor_down()
        assert reader.cursor_offset == at("Paragraph 01").start

        reader.action_cursor_up()
        reader.action_cursor_up()
        reader.action_cursor_up()
        assert reader.cursor_offset == 0
        await pilot.pause()


async def test_the_cursor_reaches_both_ends() -> None:
    async with shown() as (pilot, reader):
        reader.action_cursor_bottom()
        await pilot.pause()
        assert reader.cursor_offset == at("None yet.").start
        assert lines_of(reader)[-1] == "   None yet."

        reader.action_cursor_down()
        assert reader.cursor_offset == at("None yet.").start

        reader.action_cursor_top()
        await pilot.pause()
        assert reader.cursor_offset == 0
        assert lines_of(reader)[0] == "   Water the roof garden"


async def test_pages_are_half_a_pane() -> None:
    async with shown() as (pilot, reader):
        reader.action_page_down()
        await pilot.pause()
        assert reader.top == 5  # two lines stay visible above the cursor
        assert reader.cursor_offset == at("Paragraph 02").start

        reader.action_page_up()
        await pilot.pause()
        assert reader.top == 0


async def test_the_cursor_moves_by_blocks() -> None:
    text = f"One {'long ' * 30}\n\nTwo {'long ' * 30}\n\n- three\n- four\n"
    async with shown(text) as (_, reader):
        places = []
        for _ in range(5):
            places.append(reader.cursor_offset)
            reader.action_block_down()
        starts = [text.index(word) for word in ("One", "Two", "- three", "- four", "- four")]
        assert places == starts

        reader.action_block_up()
        assert reader.cursor_offset == text.index("- three")
        reader.go_to(Span(text.index("Two") + 80, text.index("Two") + 81))
        reader.action_block_up()
        assert reader.cursor_offset == text.index("Two")


async def test_a_place_out_of_sight_comes_to_a_third() -> None:
    async with shown() as (pilot, reader):
        reader.go_to(at("Paragraph 20"))
        await pilot.pause()
        line = next(i for i, text in enumerate(lines_of(reader)) if "Paragraph 20" in text)
        assert line == reader.visible_lines // 3

        reader.asked.clear()
        top = reader.top
        reader.go_to(at("Paragraph 21"))
        await pilot.pause()
        assert reader.top == top


async def test_scrolling_takes_the_cursor_along() -> None:
    async with shown() as (pilot, reader):
        reader.scroll_to(y=20, animate=False)
        await pilot.pause()
        assert PLAN[reader.cursor_offset :].startswith("Paragraph 09")

        reader.scroll_to(y=0, animate=False)
        await pilot.pause()
        assert PLAN[reader.cursor_offset :].startswith("Paragraph 04")


async def test_the_wheel_scrolls_and_a_click_moves_the_cursor() -> None:
    async with shown() as (pilot, reader):
        await pilot._post_mouse_events([events.MouseScrollDown], Reader, offset=(5, 5))
        await pilot.pause()
        assert reader.top > 0

        reader.action_cursor_top()
        await pilot.pause()
        await pilot.click(Reader, offset=(6, 5))
        await pilot.pause()
        assert reader.cursor_offset == at("Paragraph 01").start


async def test_the_cursor_is_marked_only_where_keys_go() -> None:
    async with shown() as (pilot, reader):
        assert reader.render_line(0).text.startswith("▌")

        pilot.app.query_one(Other).focus()
        await pilot.pause()

        assert not reader.render_line(0).text.startswith("▌")
        assert background(segment_with(reader, "Water")) == COLOURS["raised"]


async def test_moves_are_told() -> None:
    async with shown() as (pilot, reader):
        app = pilot.app
        assert isinstance(app, Shell)
        await pilot.pause()
        assert [each.index for each in app.told if isinstance(each, Reader.SectionChanged)] == [0]
        assert reader.section_in_view == 0
        app.told.clear()

        reader.go_to(at("Lay the hose."))
        await pilot.pause()

        cursor, section = app.told
        assert isinstance(cursor, Reader.CursorMoved)
        assert cursor.offset == at("Lay the hose.").start
        assert isinstance(section, Reader.SectionChanged)
        assert section.index == 1


# What lies over the text


async def test_a_short_finding_is_told_at_the_end_of_its_row() -> None:
    async with shown() as (pilot, reader):
        reader.diagnostics = (finding("Paragraph 01"),)
        await pilot.pause()

        line = next(text for text in lines_of(reader) if "Paragraph 01" in text)
        assert line == " ▲ Paragraph 01 tells of the hose.   paragraph is vague"
        style = segment_with(reader, "Paragraph 01").style
        assert style is not None
        assert style.underline


async def test_a_long_finding_is_told_below_the_cursor() -> None:
    async with shown(size=(44, 13)) as (pilot, reader):
        reader.diagnostics = (
            finding("Paragraph 01"),
            finding("Paragraph 01 tells", Severity.ERROR),
            finding("Paragraph 02", Severity.INFO),
        )
        await pilot.pause()
        assert [text[:5] for text in lines_of(reader)[3:9:2]] == ["   Pa", " ✖ Pa", " ◇ Pa"]
        assert not any("vague" in text for text in lines_of(reader))

        reader.go_to(at("Paragraph 01"))
        await pilot.pause()
        assert lines_of(reader)[5:9] == [
            " ✖ Paragraph 01 tells of the hose.",
            "   ✖ paragraph is vague  MP999",
            "   ▲ paragraph is vague  MP999",
            "",
        ]

        reader.go_to(at("Paragraph 02"))
        await pilot.pause()
        assert lines_of(reader)[5:9] == [
            " ✖ Paragraph 01 tells of the hose.",
            "",
            " ◇ Paragraph 02 tells of the hose.",
            "   ◇ paragraph is vague  MP999",
        ]


async def test_a_message_below_its_row_is_not_told_beside_it_as_well() -> None:
    async with shown(size=(90, 13)) as (pilot, reader):
        both = (finding("# Water"), finding("Water the", Severity.ERROR))
        reader.diagnostics = (*both, finding("Paragraph 01"))
        await pilot.pause()
        assert lines_of(reader)[0] == " ✖ Water the roof garden"
        assert sum("is vague" in line for line in lines_of(reader)) == 3

        reader.go_to(at("Paragraph 01"))
        await pilot.pause()
        assert lines_of(reader)[0] == " ✖ Water the roof garden   water is vague  +1"
        assert sum("is vague" in line for line in lines_of(reader)) == 2


async def test_of_very_many_findings_the_rest_is_counted() -> None:
    async with shown(size=(60, 13)) as (pilot, reader):
        reader.diagnostics = tuple(finding("# Water"[:length]) for length in range(2, 8))
        await pilot.pause()

        assert [line.strip() for line in lines_of(reader)[5:7]] == [
            "▲ # is vague  MP999",
            "and 2 more",
        ]
        assert [each.message for each in reader.findings_at_cursor] == ["# is vague"] * 6


async def test_a_remark_is_told_where_the_cursor_is_and_only_signed_elsewhere() -> None:
    async with shown() as (pilot, reader):
        reader.diagnostics = (
            finding("Paragraph 00", Severity.INFO),
            finding("Paragraph 01", Severity.INFO),
        )
        reader.go_to(at("Paragraph 01"))
        await pilot.pause()

        assert lines_of(reader)[3:6:2] == [
            " ◇ Paragraph 00 tells of the hose.",
            " ◇ Paragraph 01 tells of the hose.   paragraph is vague",
        ]
        for words, underlined in (("Paragraph 00", None), ("Paragraph 01", True)):
            style = segment_with(reader, words).style
            assert style is not None
            assert style.underline is underlined


@pytest.mark.parametrize(
    ("severity", "bold"), [(Severity.ERROR, True), (Severity.WARNING, None)], ids=lambda each: None
)
async def test_an_error_weighs_more_than_a_warning(severity: Severity, bold: bool | None) -> None:
    async with shown() as (pilot, reader):
        reader.diagnostics = (finding("Paragraph 01", severity),)
        await pilot.pause()
        style = segment_with(reader, "Paragraph 01").style

        assert style is not None
        assert style.underline
        assert style.bold is bold


async def test_a_message_stands_below_a_titles_rule() -> None:
    async with shown(size=(38, 13)) as (pilot, reader):
        reader.diagnostics = (finding("# Water the roof garden"),)
        await pilot.pause()

        assert [line[:12] for line in lines_of(reader)[:4]] == [
            " ▲ Water the",
            "   ━━━━━━━━━",
            "   ▲ # is va",
            "",
        ]
        reader.action_cursor_down()
        await pilot.pause()
        assert lines_of(reader)[3] == "   Paragraph 00 tells of the hose."


async def test_a_message_of_many_words_takes_more_lines() -> None:
    async with shown(size=(40, 13)) as (pilot, reader):
        words = "says nothing of the length of the hose and of its colour"
        reader.diagnostics = (Diagnostic("MP999", "x", words, at("Paragraph 01"), Severity.ERROR),)
        reader.go_to(at("Paragraph 01"))
        await pilot.pause()

        assert lines_of(reader)[6:8] == [
            "   ✖ says nothing of the length of the",
            "     hose and of its colour  MP999",
        ]
        reader.action_cursor_down()
        await pilot.pause()
        assert lines_of(reader)[6:8] == ["", "   Paragraph 02 tells of the hose."]


async def test_a_click_on_a_message_stays_on_its_row() -> None:
    async with shown(size=(44, 13)) as (pilot, reader):
        reader.diagnostics = (finding("Paragraph 01"),)
        reader.go_to(at("Paragraph 01"))
        await pilot.pause()
        await pilot.click(Reader, offset=(8, 6))
        assert reader.cursor_offset == at("Paragraph 01").start

        await pilot.click(Reader, offset=(30, 10))
        assert PLAN[reader.cursor_offset :].startswith("Paragraph 03")


async def test_messages_above_the_top_leave_without_moving_the_text() -> None:
    async with shown(size=(44, 13)) as (pilot, reader):
        reader.diagnostics = (finding("Paragraph 01"),)
        reader.go_to(at("Paragraph 01"))
        await pilot.pause()
        reader.scroll_to(y=20, animate=False)
        await pilot.pause()

        assert lines_of(reader)[0] == "   Paragraph 08 tells of the hose."
        assert reader.top == 19


async def test_findings_move_with_their_text_until_the_next_check() -> None:
    async with shown() as (pilot, reader):
        reader.diagnostics = (finding("Paragraph 01"), finding("Paragraph 02"))

        replaced(reader, "Paragraph 00 tells of the hose.\n\n", "")
        replaced(reader, "Paragraph 02 tells", "Section 02 tells")
        await pilot.pause()

        signed = [text for text in lines_of(reader) if "▲" in text]
        assert signed == [" ▲ Paragraph 01 tells of the hose.   paragraph is vague"]


async def test_a_finding_about_much_text_underlines_its_first_line() -> None:
    async with shown() as (pilot, reader):
        reader.diagnostics = (Diagnostic("MP1", "x", "m", at(PLAN[:200]), Severity.ERROR),)
        await pilot.pause()
        title = segment_with(reader, "Water").style
        rest = segment_with(reader, "Paragraph 00").style

        assert title is not None
        assert title.underline
        assert rest is not None
        assert not rest.underline


async def test_changes_are_marked_in_the_margin() -> None:
    async with shown() as (pilot, reader):
        kinds = (Kind(own=False, age=Age.FRESH), Kind(own=True, age=Age.OLDER))
        spans = (at("Paragraph 01"), at("Paragraph 03"))
        reader.changes = tuple(
            Shown(span.start, span.end, kind) for span, kind in zip(spans, kinds, strict=True)
        )
        await pilot.pause()
        assert [text[:1] for text in lines_of(reader)[3:10:2]] == [" ", "┃", " ", "·"]

        replaced(reader, "Paragraph 00", "New.\n\nParagraph 00")
        await pilot.pause()
        assert "┃  Paragraph 01 tells of the hose." in lines_of(reader)


async def test_the_cursor_leaves_room_for_what_changed() -> None:
    async with shown() as (pilot, reader):
        span = at("Paragraph 01")
        reader.changes = (Shown(span.start, span.end, Kind(own=False, age=Age.RECENT)),)
        reader.focus()
        reader.go_to(span)
        await pilot.pause()

        assert " │ Paragraph 01 tells of the hose." in lines_of(reader)


# Search


async def test_a_search_goes_to_the_first_match_from_the_cursor() -> None:
    async with shown() as (pilot, reader):
        reader.go_to(at("Paragraph 10"))

        assert reader.search("paragraph") == 30
        assert reader.match_count == 30
        await pilot.pause()

        assert reader.cursor_offset == at("Paragraph 10").start
        other, current = component(reader, "match"), component(reader, "current-match")
        looks = [background(each) for each in _pieces(reader) if each.text == "Paragraph"]
        assert looks.count(current) == 1
        assert looks.count(other) == len(looks) - 1 > 2


def _pieces(reader: Drawing) -> Sequence[Segment]:
    return [each for strip in reader.render_lines(reader.size.region) for each in strip]


@pytest.mark.parametrize(
    ("words", "count"),
    [("PARAGRAPH", 0), ("Paragraph 0", 10), ("the  hose", 32), ("yet.", 1), ("  ", 0), ("zzz", 0)],
)
async def test_capitals_matter_where_there_are_any(words: str, count: int) -> None:
    async with shown() as (_, reader):
        assert reader.search(words) == count


async def test_matches_are_gone_through_round_and_round() -> None:
    text = "hose one\n\nhose two\n\nhose three\n"
    async with shown(text) as (_, reader):
        reader.search("hose")
        places = [reader.cursor_offset]
        for step in (reader.next_match, reader.next_match, reader.next_match):
            step()
            places.append(reader.cursor_offset)
        reader.previous_match()
        places.append(reader.cursor_offset)

        assert places == [0, 10, 20, 0, 20]


async def test_no_words_lead_back_to_where_the_search_began() -> None:
    async with shown() as (pilot, reader):
        pilot.app.query_one(Other).focus()
        reader.go_to(at("Paragraph 05"))
        await pilot.pause()
        before = reader.top

        reader.search("None")
        assert reader.cursor_offset == at("None yet.").start
        reader.search("Nonexistent")
        assert reader.cursor_offset == at("Paragraph 05").start
        reader.search("")

        assert reader.cursor_offset == at("Paragraph 05").start
        assert reader.top == before
        assert reader.match_count == 0


async def test_matches_follow_the_text() -> None:
    async with shown() as (pilot, reader):
        reader.search("Lay")
        replaced(reader, "Paragraph 00", "Lay this.\n\nParagraph 00")
        await pilot.pause()

        assert reader.match_count == 2
        assert reader.document is not None
        assert reader.document.text[reader.cursor_offset :].startswith("Lay the hose.")
        assert background(segment_with(reader, "Lay")) == component(reader, "current-match")


# Selection


async def test_dragging_selects_the_source() -> None:
    async with shown("Some **strong** words\n\nand more\n") as (pilot, reader):
        await pilot.mouse_down(Reader, offset=(3, 0))
        await pilot.hover(Reader, offset=(6, 2))
        await pilot.mouse_up(Reader, offset=(6, 2))
        assert reader.selected_text == "Some **strong** words\n\nand "

        edits = replaced(reader, "Some", "Only some")
        assert edits
        assert reader.selection is None

        reader.select(Span(7, 12))
        replaced(reader, "Only", "But only")
        assert reader.selected_text == "me **"

        await pilot.click(Reader, offset=(4, 0))
        assert reader.selection is None


# Long plans


async def test_a_plan_of_a_megabyte_scrolls_from_end_to_end() -> None:
    text = "# Long\n\n" + "".join(
        f"## Part {n}\n\n{'Words that go on and on. ' * 12}\n\n- [ ] item {n}\n\n"
        for n in range(3100)
    )
    assert len(text) > 1_000_000
    async with shown(text, size=(80, 24)) as (pilot, reader):
        assert lines_of(reader)[0] == "   Long"
        await wait_for(pilot, lambda: reader.virtual_size.height > 24_000, "all rows")

        reader.action_cursor_bottom()
        await pilot.pause()
        assert any("item 3099" in line for line in lines_of(reader))

        seen = 0
        for top in range(0, reader.max_scroll_y, 2000):
            reader.scroll_to(y=top, animate=False)
            await pilot.pause()
            seen += sum(bool(line) for line in lines_of(reader))
        assert seen > 100


async def test_going_down_lays_out_what_is_not_yet() -> None:
    text = "".join(f"Paragraph {number}.\n\n" for number in range(2000))
    async with shown(text) as (pilot, reader):
        reader.action_cursor_bottom()
        await pilot.pause()

        assert "Paragraph 1999." in lines_of(reader)[-1]


async def test_a_step_at_the_last_row_so_far_lays_out_more() -> None:
    text = "".join(f"Paragraph {number}.\n\n" for number in range(2000))
    app = Shell(Document.parse(text))
    async with app.run_test(size=(60, 13)):
        reader = app.query_one(Drawing)
        reader.go_to(Span(text.index("Paragraph 598."), text.index("Paragraph 598.")))
        for _ in range(4):
            reader.action_cursor_down()

        assert text[reader.cursor_offset :].startswith("Paragraph 602.")
