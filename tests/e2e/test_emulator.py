"""The emulated screen shows what a terminal would show."""

from __future__ import annotations

import pytest

from support.emulator import Emulator

COLUMNS, LINES = 12, 4


def emulator_after(*writes: str) -> Emulator:
    emulator = Emulator(COLUMNS, LINES)
    for data in writes:
        emulator.feed(data.encode())
    return emulator


def first_line(*writes: str) -> str:
    return emulator_after(*writes).lines[0].rstrip()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("plain", "plain", id="text"),
        pytest.param("\x1b[1;31mred\x1b[0m!", "red!", id="colours"),
        pytest.param("\x1b[?2026$pA", "A", id="mode question"),
        pytest.param("\x1b[?2048$pA", "A", id="another mode question"),
        pytest.param("\x1b[>13uA\x1b[<uB", "AB", id="keyboard protocol"),
        pytest.param("\x1b[?uA", "A", id="keyboard question"),
        pytest.param("\x1b[=1;2uA", "A", id="keyboard flags"),
        pytest.param("\x1b[>0qA", "A", id="version question"),
        pytest.param("\x1b[?1003h\x1b[?1006hA", "A", id="mouse modes"),
        pytest.param("\x1b]52;c;aGk=\x07A", "A", id="clipboard, bell"),
        pytest.param("\x1b]11;?\x1b\\A", "A", id="colour question, terminator"),
        pytest.param("\x1b]8;;http://a.example\x1b\\A\x1b]8;;\x1b\\", "A", id="hyperlink"),
        pytest.param("\x1bP+q544e\x1b\\A", "A", id="device string"),
        pytest.param("\x1b_Gi=1;AAAA\x1b\\A", "A", id="graphics"),
        pytest.param("\x1b(B\x1b)0A", "A", id="character sets"),
        pytest.param("\x1b[2 qA", "A", id="cursor shape"),
        pytest.param("\x1b[4:3m\x1b[58:2::1:2:3mA", "A", id="curly coloured underline"),
        pytest.param("\x1b=\x1b>\x1b7A\x1b8B", "B", id="two-byte escapes"),
        pytest.param("한글ab", "한글ab", id="wide characters"),
        pytest.param("e\u0301a", "e\u0301a", id="combining accent"),
        pytest.param("👩\u200d🚀 ab", "👩\u200d🚀 ab", id="joined emoji keep what follows"),
        pytest.param("\u26a0\ufe0f ab", "\u26a0\ufe0f ab", id="widened sign"),
        pytest.param("abc\x1b[1;2HX", "aXc", id="cursor movement"),
        pytest.param("abc\r\x1b[K", "", id="erasing"),
        pytest.param("\x9b31mA", "31mA", id="eight-bit introducers are not obeyed"),
    ],
)
def test_line_shows(written: str, shown: str) -> None:
    assert first_line(written) == shown


@pytest.mark.parametrize(
    ("writes", "shown"),
    [
        pytest.param(("\x1b[3", "1mA"), "A", id="inside parameters"),
        pytest.param(("\x1b", "[31mA"), "A", id="after escape"),
        pytest.param(("\x1b]0;ti", "tle\x1b", "\\A"), "A", id="inside a title"),
        pytest.param(("\x1bPab", "c\x1b", "\\A"), "A", id="inside a device string"),
    ],
)
def test_sequence_cut_in_two_is_read_whole(writes: tuple[str, ...], shown: str) -> None:
    assert first_line(*writes) == shown


def test_character_cut_in_two_is_read_whole() -> None:
    emulator = Emulator(COLUMNS, LINES)
    encoded = "é".encode()

    emulator.feed(encoded[:1])
    emulator.feed(encoded[1:])

    assert emulator.lines[0].rstrip() == "é"


@pytest.mark.parametrize(
    ("text", "index", "column"),
    [("abc", 2, 2), ("한글abc", 2, 4), ("👩\u200d🚀 ab", 4, 3), ("\u26a0\ufe0fab", 2, 2)],
)
def test_wide_characters_take_two_columns(text: str, index: int, column: int) -> None:
    assert emulator_after(text).column(0, index) == column


@pytest.mark.parametrize("over", ["\x1b[1;1HX", "\x1b[1;2HX"])
def test_writing_over_half_of_a_wide_character_erases_the_other(over: str) -> None:
    emulator = emulator_after("한b", over)

    assert emulator.lines[0].replace("X", " ").rstrip() == "  b"


def test_wide_character_that_does_not_fit_wraps() -> None:
    emulator = emulator_after("x" * (COLUMNS - 1) + "한")

    assert emulator.lines[:2] == ("x" * (COLUMNS - 1) + " ", "한".ljust(COLUMNS - 1))


def test_line_does_not_wrap_when_told_so() -> None:
    emulator = emulator_after("\x1b[?7l" + "a" * COLUMNS + "z")

    assert emulator.lines[0] == "a" * (COLUMNS - 1) + "z"
    assert emulator.lines[1].strip() == ""


def test_alternate_screen_gives_the_main_one_back() -> None:
    emulator = emulator_after("shell$ ", "\x1b[?1049h\x1b[Happlication")
    assert emulator.lines[0].rstrip() == "application"

    emulator.feed(b"\x1b[?1049l")

    assert emulator.lines[0].rstrip() == "shell$"


def test_resize_keeps_both_screens() -> None:
    emulator = emulator_after("shell$ ", "\x1b[?1049h\x1b[Happlication")

    emulator.resize(5, 3)

    alternate = emulator.lines
    emulator.feed(b"\x1b[?1049l")
    assert alternate == ("appli", "     ", "     ")
    assert emulator.lines == ("shell", "     ", "     ")


@pytest.mark.parametrize(
    ("sequence", "attribute", "value"),
    [
        ("\x1b[1m", "bold", True),
        ("\x1b[3m", "italic", True),
        ("\x1b[4m", "underline", True),
        ("\x1b[4:3m", "underline", True),
        ("\x1b[4m\x1b[4:0m", "underline", False),
        ("\x1b[4m\x1b[58;2;1;2;3m", "underline", True),
        ("\x1b[58;5;1m\x1b[7m", "reverse", True),
        ("\x1b[9m", "strike", True),
        ("\x1b[31m", "foreground", "red"),
        ("\x1b[38;2;16;32;48m", "foreground", "102030"),
        ("\x1b[38:2::16:32:48m", "foreground", "102030"),
        ("\x1b[48:5:1m", "background", "cd0000"),
        ("\x1b[1m\x1b[m", "bold", False),
    ],
)
def test_cell_tells_how_it_looks(sequence: str, attribute: str, value: object) -> None:
    cell = emulator_after(sequence + "A").cell(0, 0)

    assert cell.text == "A"
    assert getattr(cell, attribute) == value


@pytest.mark.parametrize(
    ("written", "phrase"),
    [
        ("\x1b[?1049h", "the alternate screen is still on"),
        ("\x1b[?25l", "the cursor is hidden"),
        ("\x1b[?1003h", "the mouse is still reported"),
        ("\x1b[?2004h", "bracketed paste is still on"),
        ("\x1b[?1004h", "focus is still reported"),
        ("\x1b[?2048h", "resizes are still reported in band"),
        ("\x1b[?2026h", "updates are still held back"),
        ("\x1b[?7l", "lines no longer wrap"),
        ("\x1b[>1u", "the keyboard protocol is still on"),
    ],
)
def test_leftovers_name_what_was_not_put_back(written: str, phrase: str) -> None:
    undone = written.translate(str.maketrans("hl>", "lh<"))

    assert emulator_after(written).modes.leftovers() == [phrase]
    assert emulator_after(written, undone).modes.leftovers() == []


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("\x1b[?2026$p", "\x1b[?2026;2$y"),
        ("\x1b[?2026h\x1b[?2026$p", "\x1b[?2026;1$y"),
        ("ab\x1b[6n", "\x1b[1;3R"),
        ("\x1b[c", "\x1b[?6c"),
    ],
)
def test_question_is_answered(question: str, reply: str) -> None:
    replies: list[str] = []
    emulator = Emulator(COLUMNS, LINES, replies.append)

    emulator.feed(question.encode())

    assert replies == [reply]


def test_frame_is_held_back_until_it_is_whole() -> None:
    emulator = emulator_after("\x1b[?2026hhalf a ")
    assert emulator.mid_frame

    emulator.feed(b"frame\x1b[?2026l")

    assert not emulator.mid_frame


def test_title_is_read() -> None:
    assert emulator_after("\x1b]0;Plan \u2713\x07").grid.title == "Plan \u2713"
