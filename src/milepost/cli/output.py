"""Where a command writes: results to stdout, everything else to stderr."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from milepost.report.cells import visible
from milepost.report.style import PLAIN_WIDTH, Style

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

# Every character that the reports add of their own.
_OWN_CHARACTERS = "━─…"
_NARROWEST = 40


class Output(NamedTuple):
    """The two streams and how the first one may look."""

    results: TextIO
    remarks: TextIO
    style: Style

    @classmethod
    def standard(cls, environment: Mapping[str, str] = os.environ) -> Output:
        """The streams of this process."""
        return cls(sys.stdout, sys.stderr, style_of(sys.stdout, environment))

    def show(self, text: str) -> None:
        """Writes a result and a line end. The text is harmless already."""
        _write(self.results, text)

    def pass_on(self, data: bytes) -> None:
        """Writes the very bytes, which are for a program or a file."""
        self.results.flush()
        self.results.buffer.write(data)
        self.results.buffer.flush()

    def tell(self, *sentences: str) -> None:
        """Makes remarks harmless and writes each on its own line, after the results so far."""
        self.results.flush()
        for sentence in sentences:
            _write(self.remarks, visible(sentence))

    def progress(self, text: str) -> None:
        """Shows a person how far a long run is, over what was shown so; an empty `text` clears it.

        It has to be cleared before anything else is written.
        """
        if self.remarks.isatty():
            self.remarks.write(f"\r\x1b[2K{text}")
            self.remarks.flush()


def style_of(stream: TextIO, environment: Mapping[str, str]) -> Style:
    """How a report may look on `stream`."""
    terminal = stream.isatty()
    return Style(
        color=_has_color(environment, terminal=terminal),
        unicode=_can_encode(stream, _OWN_CHARACTERS),
        width=_columns(stream, environment) if terminal else PLAIN_WIDTH,
        wraps=terminal,
    )


def _has_color(environment: Mapping[str, str], *, terminal: bool) -> bool:
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return terminal and environment.get("TERM") != "dumb"


def _can_encode(stream: TextIO, characters: str) -> bool:
    try:
        characters.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _columns(stream: TextIO, environment: Mapping[str, str]) -> int:
    named = environment.get("COLUMNS", "")
    if named.isascii() and named.isdigit():
        return max(_NARROWEST, int(named))
    try:
        return max(_NARROWEST, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):  # A stream that only claims to be a terminal.
        return PLAIN_WIDTH


def _write(stream: TextIO, text: str) -> None:
    # What the stream cannot encode becomes a question mark: a report is never cut off by it.
    encoding = stream.encoding or "ascii"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
