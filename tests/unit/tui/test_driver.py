"""What becomes of output when the terminal has gone."""

from __future__ import annotations

import errno
import io

import pytest

pytest.importorskip("termios", reason="a driver for Unix")

from milepost.tui.driver import Outlet


class Lost(io.StringIO):
    """A terminal that goes at a given call."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.calls: list[str] = []

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if name == self.at:
            raise OSError(errno.EIO, "gone")

    def write(self, text: str) -> int:
        self._call("write")
        return super().write(text)

    def flush(self) -> None:
        self._call("flush")

    def fileno(self) -> int:
        return 7


@pytest.mark.parametrize(
    ("at", "calls"),
    [
        ("write", ["write"]),
        ("flush", ["write", "flush"]),
        ("never", ["write", "flush", "write", "flush"]),
    ],
)
def test_nothing_is_tried_after_the_terminal_has_gone(at: str, calls: list[str]) -> None:
    terminal = Lost(at)
    outlet = Outlet(terminal)

    for _ in range(2):
        assert outlet.write("frame") == 5
        outlet.flush()

    assert terminal.calls == calls
    assert outlet.fileno() == 7
