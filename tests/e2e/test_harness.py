"""The harness that the journeys stand on, held against tiny programs."""

from __future__ import annotations

import os
import signal
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from support.terminal import Terminal, WaitError, environment, key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def program(source: str) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(source)]


ECHO = """
    import os, sys, tty
    tty.setcbreak(0)
    print("ready", flush=True)
    while (data := os.read(0, 99)) != b"q":
        print(repr(data), flush=True)
    """

SIZES = """
    import os, signal
    def tell(*_):
        size = os.get_terminal_size()
        # A signal may come while it writes: `print` could not be entered again.
        os.write(1, f"now {size.columns} by {size.lines}\\r\\n".encode())
    signal.signal(signal.SIGWINCH, tell)
    tell()
    while True:
        signal.pause()
    """


def test_output_reaches_the_screen() -> None:
    with Terminal(program("print('first'); print('second')"), columns=20, lines=3) as terminal:
        assert terminal.wait_for_exit() == 0

        assert terminal.screen == ("first".ljust(20), "second".ljust(20), " " * 20)
        assert terminal.text == "first\nsecond\n"
        assert terminal.raw == b"first\r\nsecond\r\n"


@pytest.mark.parametrize(
    ("name", "received"),
    [
        ("j", b"j"),
        ("J", b"J"),
        ("space", b" "),
        ("escape", b"\x1b"),
        ("ctrl+d", b"\x04"),
        ("down", b"\x1b[B"),
        ("shift+tab", b"\x1b[Z"),
        ("pageup", b"\x1b[5~"),
        ("한", "한".encode()),
    ],
)
def test_key_reaches_the_program(name: str, received: bytes) -> None:
    assert key(name).encode() == received
    with Terminal(program(ECHO)) as terminal:
        terminal.wait_for_text("ready")

        terminal.press(name)

        terminal.wait_for_text(repr(received))


def test_paste_is_bracketed_only_when_asked_for() -> None:
    asking = ECHO.replace('"ready"', '"\\x1b[?2004hready"')
    for source, expected in ((ECHO, "b'two words'"), (asking, "200~two words")):
        with Terminal(program(source)) as terminal:
            terminal.wait_for_text("ready")

            terminal.paste("two words")

            terminal.wait_for_text(expected)


def test_click_counts_from_one() -> None:
    with Terminal(program(ECHO)) as terminal:
        terminal.wait_for_text("ready")

        terminal.click(4, 2)

        terminal.wait_for_text("[<0;5;3M")
        terminal.wait_for_text("[<0;5;3m")


def test_program_sees_the_size_and_its_change() -> None:
    with Terminal(program(SIZES), columns=90, lines=30) as terminal:
        terminal.wait_for_text("now 90 by 30")

        terminal.resize(61, 15)

        terminal.wait_for_text("now 61 by 15")
        assert [len(line) for line in terminal.screen] == [61] * 15


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("raise SystemExit(3)", 3),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM),
    ],
)
def test_exit_status_is_told(source: str, status: int) -> None:
    with Terminal(program(source)) as terminal:
        assert terminal.wait_for_exit() == status


def test_last_output_is_not_lost() -> None:
    source = "import sys; sys.stdout.write('x' * 300_000 + 'END')"
    with Terminal(program(source)) as terminal:
        terminal.wait_for_exit()

        assert terminal.raw.endswith(b"END")
        assert len(terminal.raw) == 300_003


def test_wait_fails_with_the_sentence_and_the_screen() -> None:
    with Terminal(program(ECHO)) as terminal:
        terminal.wait_for_text("ready")

        with pytest.raises(WaitError, match=r"(?s)0\.05 s for the moon.*still runs.*\nready\n"):
            terminal.wait_until(lambda: False, "the moon", timeout=0.05)


def test_wait_fails_at_once_when_the_program_has_ended() -> None:
    with (
        Terminal(program("print('gone'); raise SystemExit(7)")) as terminal,
        pytest.raises(WaitError, match=r"(?s)'moon'.*ended with 7.*gone"),
    ):
        terminal.wait_for_text("moon", timeout=600)


def test_condition_may_speak_of_files(tmp_path: Path) -> None:
    path = tmp_path / "made"
    source = f"input('ready'); open({str(path)!r}, 'w').close()"
    with Terminal(program(source)) as terminal:
        terminal.wait_for_text("ready")
        terminal.press("enter")

        terminal.wait_until(path.exists, "the file to appear")


def test_leaving_the_block_kills_the_program() -> None:
    with Terminal(program(ECHO)) as terminal:
        terminal.wait_for_text("ready")
        pid = terminal.pid

    assert terminal.exit_status == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_hanging_up_is_felt_by_the_program() -> None:
    with Terminal(program(ECHO)) as terminal:
        terminal.wait_for_text("ready")

        terminal.hang_up()

        terminal.wait_until(
            lambda: terminal.exit_status == -signal.SIGHUP, "the hangup to end the program"
        )


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("print('\\x1b[?1049h\\x1b[?1049l')", []),
        ("print('\\x1b[?1049h')", ["the alternate screen is still on"]),
        ("import tty; tty.setraw(0)", ["the line settings are not what they were"]),
    ],
)
def test_leftovers_are_found(source: str, left: list[str]) -> None:
    with Terminal(program(source)) as terminal:
        terminal.wait_for_exit()

        assert terminal.leftovers() == left


def test_arrival_is_the_time_of_the_last_byte() -> None:
    with Terminal(program(ECHO)) as terminal:
        terminal.wait_for_text("ready")
        offset = len(terminal.raw)
        terminal.press("j")
        echoed = terminal.wait_for_bytes(b"b'j'", offset, "the echo")

        ready = terminal.arrival(b"ready")

        assert ready is not None
        assert terminal.started < ready < echoed
        assert terminal.arrival(b"ready", offset) is None


def test_text_is_found_in_columns_not_in_characters() -> None:
    with Terminal(program("print(); print('\\u0440 \\ud55c\\uae00 here')")) as terminal:
        terminal.wait_for_text("here")

        assert terminal.find("here") == (7, 1)
        assert terminal.cell(7, 1).text == "h"
        assert terminal.find("absent") is None


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        ({}, "TERM", "xterm-256color"),
        ({}, "NO_COLOR", None),
        ({}, "COLUMNS", None),
        ({"TERM": "dumb"}, "TERM", "dumb"),
        ({"COLORTERM": None}, "COLORTERM", None),
        ({"NO_COLOR": "1"}, "NO_COLOR", "1"),
    ],
)
def test_environment_is_that_of_a_plain_terminal(
    monkeypatch: pytest.MonkeyPatch,
    changes: Mapping[str, str | None],
    name: str,
    value: str | None,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "44")

    assert environment(changes).get(name) == value
