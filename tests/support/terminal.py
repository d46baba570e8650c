"""A real program in a real pseudo terminal, with an emulated screen to look at.

Nothing here sleeps: whoever waits is woken by output, and looks again at least every few
milliseconds because a condition may also speak of files.
"""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import threading
import time
from typing import TYPE_CHECKING, Self

from support.emulator import Cell, Emulator, Modes

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

_LOOK_AGAIN = 0.02
_READ_SIZE = 65536

# Opening the terminal by name is what makes it the controlling terminal of a new session.
_ATTACH = 'exec "$@" <>"$0" >&0 2>&0'

_HIDDEN = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "STY", "TMUX", "SSH_TTY", "CI")
_HIDDEN_PREFIXES = ("TERM_", "TEXTUAL", "PYTEST_", "KITTY_", "WEZTERM_", "ITERM_", "VTE_")
_SHOWN = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
}

_KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
}


class WaitError(AssertionError):
    """A condition did not come true; the message says which, and shows the screen."""


def key(name: str) -> str:
    """What a keyboard sends for `enter`, `ctrl+d`, `J` and the like."""
    if name.startswith("ctrl+"):
        return chr(ord(name[-1].upper()) & 0x1F)
    return _KEYS.get(name, name)


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """This process's variables as a plain modern terminal would have them, with `changes`.

    A change to None takes the variable away.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _HIDDEN and not name.startswith(_HIDDEN_PREFIXES)
    }
    wanted = {**kept, **_SHOWN, **(changes or {})}
    return {name: value for name, value in wanted.items() if value is not None}


class Terminal:
    """Runs `command` in a pseudo terminal until it ends or the block is left.

    Reading goes on in a thread of its own, so the program never waits for a reader. Leaving the
    block kills the program if it still runs, by its own process id and nothing else.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._changed = threading.Condition(threading.RLock())
        self._emulator = Emulator(columns, lines, self._type)
        self._raw = bytearray()
        self._arrivals: list[tuple[int, float]] = []
        self._emulating = 0.0
        self._broken = False
        self._at_end = False
        self._master, slave = pty.openpty()
        self._wake_read, self._wake_write = os.pipe()
        self._set_size(columns, lines)
        self._settings = termios.tcgetattr(self._master)
        self.started = time.perf_counter()
        """When the program was started, on the clock of `time.perf_counter`."""
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _ATTACH, os.ttyname(slave), *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(env),
            cwd=cwd,
            start_new_session=True,
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, name="terminal-reader", daemon=True)
        self._reader.start()

    # Looking

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._process.pid

    @property
    def screen(self) -> tuple[str, ...]:
        """The lines shown, each padded to the width."""
        with self._changed:
            return self._emulator.lines

    @property
    def text(self) -> str:
        """The lines shown, without padding, as one string."""
        return "\n".join(line.rstrip() for line in self.screen)

    @property
    def raw(self) -> bytes:
        """All that the program wrote."""
        with self._changed:
            return bytes(self._raw)

    @property
    def modes(self) -> Modes:
        """The private modes that are on."""
        return self._emulator.modes

    @property
    def title(self) -> str:
        """The window's title."""
        return self._emulator.grid.title

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line of the cursor, from zero."""
        cursor = self._emulator.grid.cursor
        return cursor.x, cursor.y

    @property
    def emulating(self) -> float:
        """Seconds spent so far on drawing into the emulated screen."""
        return self._emulating

    def cell(self, x: int, y: int) -> Cell:
        """What stands in column `x` of line `y`, both from zero, and how it looks."""
        with self._changed:
            return self._emulator.cell(x, y)

    def find(self, text: str) -> tuple[int, int] | None:
        """Cell column and line where `text` first stands, or None."""
        with self._changed:
            for y, line in enumerate(self._emulator.lines):
                at = line.find(text)
                if at >= 0:
                    return self._emulator.column(y, at), y
        return None

    def arrival(self, marker: bytes, since: int = 0) -> float | None:
        """When the last byte of `marker` came in, on the clock of `time.perf_counter`.

        Only output from offset `since` of `raw` on counts. This is independent of how long the
        emulator took to draw it.
        """
        with self._changed:
            at = self._raw.find(marker, since)
            if at < 0:
                return None
            end = at + len(marker)
            return next(when for total, when in self._arrivals if total >= end)

    # Acting

    def send(self, data: str | bytes) -> None:
        """Types `data` as it is."""
        rest = data.encode() if isinstance(data, str) else data
        while rest:
            rest = rest[os.write(self._master, rest) :]

    def press(self, *names: str) -> None:
        """Types keys by name: `press("j", "space", "ctrl+d")`."""
        for name in names:
            self.send(key(name))

    def paste(self, text: str) -> None:
        """Pastes, in brackets when the program asked for them."""
        bracketed = 2004 in self.modes.on
        self.send(f"\x1b[200~{text}\x1b[201~" if bracketed else text)

    def click(self, x: int, y: int) -> None:
        """Presses and releases the left button over column `x` of line `y`, both from zero."""
        self.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drags with the left button from one column and line to another, from zero."""
        (x, y), (to_x, to_y) = start, end
        self.send(f"\x1b[<0;{x + 1};{y + 1}M")
        self.send(f"\x1b[<32;{to_x + 1};{to_y + 1}M\x1b[<0;{to_x + 1};{to_y + 1}m")

    def resize(self, columns: int, lines: int) -> None:
        """Gives the window a new size; the kernel tells the program."""
        with self._changed:
            self._emulator.resize(columns, lines)
        self._set_size(columns, lines)

    def hang_up(self) -> None:
        """Closes the window under the program, as a lost connection does; nothing is read after."""
        self._stop_reading()
        os.close(self._master)
        self._master = -1

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal to the program."""
        self._process.send_signal(number)

    # Waiting

    def wait_until(
        self, condition: Callable[[], bool], what: str, *, timeout: float = 30.0
    ) -> None:
        """Waits for `condition`, looked at between whole frames; fails with `what` and the screen.

        Fails at once when the program has ended and the condition does not hold.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            while not self._holds(condition):
                remaining = deadline - time.monotonic()
                if remaining <= 0 or self._hopeless():
                    if condition():
                        return
                    raise WaitError(self._describe(what, timeout))
                self._changed.wait(min(remaining, _LOOK_AGAIN))

    def wait_for_text(self, text: str, *, timeout: float = 30.0) -> None:
        """Waits until `text` stands in one line of the screen."""
        self.wait_until(lambda: text in self.text, f"{text!r} on the screen", timeout=timeout)

    def wait_for_bytes(
        self, marker: bytes, since: int, what: str, *, timeout: float = 30.0
    ) -> float:
        """Waits until `marker` has been written after offset `since`; returns its `arrival`."""
        self.wait_until(lambda: self.arrival(marker, since) is not None, what, timeout=timeout)
        arrived = self.arrival(marker, since)
        assert arrived is not None
        return arrived

    def wait_for_exit(self, *, timeout: float = 30.0) -> int:
        """Waits for the program to end, takes in its last output, and returns its exit status."""
        self.wait_until(
            lambda: self.exit_status is not None and self._at_end,
            "the program to end",
            timeout=timeout,
        )
        return self._process.returncode

    @property
    def exit_status(self) -> int | None:
        """The exit status, negative for a signal; None while the program runs."""
        return self._process.poll()

    def leftovers(self) -> list[str]:
        """What the program, having ended, left wrong in the terminal; empty when it is clean."""
        found = self.modes.leftovers()
        if termios.tcgetattr(self._master) != self._settings:
            found.append("the line settings are not what they were")
        return found

    # Ending

    def close(self) -> None:
        """Kills the program if it still runs, and lets go of the terminal."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._stop_reading()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Machinery

    def _type(self, reply: str) -> None:
        self.send(reply)

    def _set_size(self, columns: int, lines: int) -> None:
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def _read(self) -> None:
        reading = True
        try:
            while reading:
                chunks = self._take()
                with self._changed:
                    self._absorb(chunks)
                    self._changed.notify_all()
                reading = bool(chunks)
        finally:
            with self._changed:
                self._at_end = True
                self._broken = reading
                self._changed.notify_all()

    def _take(self) -> list[tuple[bytes, float]]:
        """All output that is there, waiting for the first; empty when no more can come.

        Everything at hand is read, and its time noted, before any of it is drawn.
        """
        chunks: list[tuple[bytes, float]] = []
        sources = [self._master, self._wake_read]
        while len(chunks) < 64:
            ready = select.select(sources, [], [], 0 if chunks else None)[0]
            if self._wake_read in ready or not ready:
                break
            try:
                data = os.read(self._master, _READ_SIZE)
            except OSError as error:
                # Linux says so when the last program has closed its end; others return nothing.
                if error.errno != errno.EIO:
                    raise
                break
            if not data:
                break
            chunks.append((data, time.perf_counter()))
        return chunks

    def _absorb(self, chunks: list[tuple[bytes, float]]) -> None:
        began = time.perf_counter()
        for data, when in chunks:
            self._raw += data
            self._arrivals.append((len(self._raw), when))
            self._emulator.feed(data)
        self._emulating += time.perf_counter() - began

    def _stop_reading(self) -> None:
        if self._wake_write < 0:
            return
        os.write(self._wake_write, b".")
        self._reader.join()
        os.close(self._wake_read)
        os.close(self._wake_write)
        self._wake_write = -1

    def _holds(self, condition: Callable[[], bool]) -> bool:
        return not self._emulator.mid_frame and condition()

    def _hopeless(self) -> bool:
        return self._broken or (self._at_end and self._process.poll() is not None)

    def _describe(self, what: str, timeout: float) -> str:
        status = self._process.poll()
        state = "still runs" if status is None else f"ended with {status}"
        frame = "-" * self._emulator.grid.columns
        return (
            f"waited {timeout:g} s for {what}; the program {state}; the screen was\n"
            f"{frame}\n{self.text}\n{frame}"
        )
