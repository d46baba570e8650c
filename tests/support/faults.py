"""System calls that fail on order."""

from __future__ import annotations

import fcntl
import os
import signal
from typing import TYPE_CHECKING, Any

from milepost.workspace import files
from milepost.workspace.exchange import swap_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

CALLS = (
    *("open", "close", "read", "write", "lseek", "fsync", "ftruncate", "fstat", "stat"),
    *("fchown", "fchmod", "replace", "unlink", "link", "listxattr", "getxattr", "setxattr"),
    *("mkdir", "chmod", "scandir", "listdir", "readlink"),
)
"""What saving asks of `os`, itself or by way of `pathlib`."""


def error(code: int) -> OSError:
    return OSError(code, os.strerror(code))


class Fault:
    """Makes one system call fail: always, or the first time that `when` is true of its target."""

    def __init__(self, code: int, when: Callable[[object], bool] = lambda _: True) -> None:
        self.code = code
        self.when = when
        self.raised = 0

    def into(self, monkeypatch: pytest.MonkeyPatch, name: str) -> Fault:
        real = getattr(os, name)

        def call(first: object, *rest: Any, **named: Any) -> Any:
            if self.when(first):
                self.raised += 1
                raise error(self.code)
            return real(first, *rest, **named)

        monkeypatch.setattr(os, name, call)
        if name == "replace":  # What comes first where the system can swap two files.
            monkeypatch.setattr(files, "swap_files", self._swap)
        return self

    def _swap(self, first: Path, second: Path) -> bool:
        if self.when(first):
            self.raised += 1
            raise error(self.code)
        return swap_files(first, second)


class Countdown:
    """Lets some calls of any kind pass and makes the next one fail, or kills the process there."""

    def __init__(self, code: int | None, passes: int) -> None:
        self.code = code
        """Of the error; `None` for an end without one."""
        self.passes = passes

    def into(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in CALLS:
            if hasattr(os, name):
                monkeypatch.setattr(os, name, self.wrap(name, getattr(os, name)))
        monkeypatch.setattr(files, "swap_files", self.wrap("swap", swap_files))
        monkeypatch.setattr(fcntl, "flock", self.wrap("flock", fcntl.flock))
        monkeypatch.setattr(fcntl, "fcntl", self.wrap("fcntl", fcntl.fcntl))

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            self.passes -= 1
            if self.passes == -1:
                if self.code is None:
                    os.kill(os.getpid(), signal.SIGKILL)
                if name == "close":  # A failing close closes all the same.
                    real(*values)
                raise error(self.code or 0)
            return real(*values, **named)

        return call
