"""What a terminal would show: bytes in, a grid of cells out.

The grid is pyte's. Its parser is not used: that one prints the rest of private sequences it does
not know (`CSI > 1 u`, `CSI ? 2026 $ p`), has no alternate screen, and loses what follows a
zero-width joiner. Here one regular expression cuts the stream into tokens, and only what a grid can
act on reaches pyte.
"""

from __future__ import annotations

import codecs
import copy
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyte import Screen, Stream, modes
from wcwidth import iter_graphemes, wcswidth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ALTERNATE_SCREEN = frozenset({47, 1047, 1049})
MOUSE = frozenset({9, 1000, 1001, 1002, 1003, 1005, 1006, 1015, 1016})
BRACKETED_PASTE = 2004
CURSOR_SHOWN = 25
FOCUS_REPORTS = 1004
IN_BAND_RESIZE = 2048
LINE_WRAP = 7
SYNCHRONISED = 2026

_GRID_MODES = frozenset({CURSOR_SHOWN, LINE_WRAP})

_TOKEN = re.compile(
    r"""
    (?P<text> [^\x00-\x1f\x7f-\x9f]+ )
  | (?P<csi> \x1b\[ [0-?]* [\x20-/]* [@-~] )
  | (?P<osc> \x1b\] [^\x07\x1b]* (?: \x07 | \x1b\\ ) )
  | (?P<string> \x1b[PX^_] [^\x1b]* (?: \x1b[^\\] [^\x1b]* )* \x1b\\ )
  | (?P<escape> \x1b [\x20-/]* [0-OQ-WYZ\\`-~] )
  | (?P<partial> \x1b (?: \[ [0-?]* [\x20-/]* | \] [^\x07\x1b]* \x1b? | [PX^_] .* | [\x20-/]* ) \Z )
  | (?P<control> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_CSI = re.compile(r"\x1b\[(?P<prefix>[<=>?]?)(?P<body>[0-;]*)(?P<middle>[\x20-/]*)(?P<final>.)")


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the grid: what stands there and how it looks.

    Colours are names of the sixteen (`red`, `brightblue`), six hexadecimal digits, or `default`.
    `text` is empty in the right half of a wide character.
    """

    text: str
    foreground: str
    background: str
    bold: bool
    italic: bool
    underline: bool
    reverse: bool
    strike: bool


@dataclass
class Modes:
    """The private modes that are on, and how deep the program has gone into the keyboard stack."""

    on: set[int] = field(default_factory=lambda: {LINE_WRAP, CURSOR_SHOWN})
    keyboard_depth: int = 0

    @property
    def alternate(self) -> bool:
        """Whether the alternate screen is shown."""
        return not ALTERNATE_SCREEN.isdisjoint(self.on)

    def leftovers(self) -> list[str]:
        """What a shell would suffer from if the program ended now, one phrase each."""
        states = {
            "the alternate screen is still on": self.alternate,
            "the cursor is hidden": CURSOR_SHOWN not in self.on,
            "the mouse is still reported": not MOUSE.isdisjoint(self.on),
            "bracketed paste is still on": BRACKETED_PASTE in self.on,
            "focus is still reported": FOCUS_REPORTS in self.on,
            "resizes are still reported in band": IN_BAND_RESIZE in self.on,
            "updates are still held back": SYNCHRONISED in self.on,
            "lines no longer wrap": LINE_WRAP not in self.on,
            "the keyboard protocol is still on": self.keyboard_depth > 0,
        }
        return [words for words, is_so in states.items() if is_so]


class Grid(Screen):
    """pyte's grid, drawing whole characters as a person sees them."""

    def __init__(self, columns: int, lines: int, answer: Callable[[str], None]) -> None:
        super().__init__(columns, lines)
        self._answer = answer

    def write_process_input(self, data: str) -> None:
        self._answer(data)

    def draw(self, data: str) -> None:
        for cluster, width in _clusters(data):
            if width > 0:
                self._put(cluster, width)
            elif self.cursor.x:
                line = self.buffer[self.cursor.y]
                before = self.cursor.x - (2 if line[self.cursor.x - 1].data == "" else 1)
                line[before] = line[before]._replace(data=line[before].data + cluster)

    def _put(self, cluster: str, width: int) -> None:
        if self.cursor.x + width > self.columns:
            if modes.DECAWM in self.mode:
                self.carriage_return()
                self.linefeed()
            else:
                self.cursor.x = self.columns - width
        line, x, attributes = self.buffer[self.cursor.y], self.cursor.x, self.cursor.attrs
        if line[x].data == "":
            line[x - 1] = line[x - 1]._replace(data=" ")
        if line[x + width].data == "":
            line[x + width] = line[x + width]._replace(data=" ")
        line[x] = attributes._replace(data=cluster)
        if width == 2:
            line[x + 1] = attributes._replace(data="")
        self.cursor.x = x + width

    def shown(self) -> tuple[str, ...]:
        """The lines as a person reads them; a wide character counts once."""
        columns = range(self.columns)
        rows = (self.buffer[y] for y in range(self.lines))
        return tuple("".join([row[x].data for x in columns]) for row in rows)


def _clusters(data: str) -> Iterable[tuple[str, int]]:
    if data.isascii():
        return ((character, 1) for character in data)
    return ((cluster, max(0, wcswidth(cluster))) for cluster in iter_graphemes(data))


class Emulator:
    """A terminal's screen and modes, driven by the bytes a program writes.

    `answer` receives what a terminal would type in reply to a question. Of the questions about
    modes only the one about synchronised updates is answered, with yes.
    """

    def __init__(
        self, columns: int, lines: int, answer: Callable[[str], None] = lambda reply: None
    ) -> None:
        self.modes = Modes()
        self._answer = answer
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pending = ""
        self._main = Grid(columns, lines, answer)
        self._alternate: Grid | None = None
        self._shown: tuple[str, ...] | None = None

    @property
    def grid(self) -> Grid:
        """The screen that is looked at: the main or the alternate one."""
        return self._alternate or self._main

    @property
    def mid_frame(self) -> bool:
        """Whether the program has asked to hold the screen until its frame is whole."""
        return SYNCHRONISED in self.modes.on

    @property
    def lines(self) -> tuple[str, ...]:
        """What is shown, line by line, each padded to the width."""
        if self._shown is None:
            self._shown = self.grid.shown()
        return self._shown

    def cell(self, x: int, y: int) -> Cell:
        """The place in column `x` of line `y`, both from zero."""
        char = self.grid.buffer[y][x]
        return Cell(
            char.data,
            char.fg,
            char.bg,
            char.bold,
            char.italics,
            char.underscore,
            char.reverse,
            char.strikethrough,
        )

    def column(self, y: int, index: int) -> int:
        """The column in which character `index` of line `y` stands; wide ones take two columns."""
        row, seen = self.grid.buffer[y], 0
        for x in range(self.grid.columns):
            if seen >= index and row[x].data:
                return x
            seen += len(row[x].data)
        return self.grid.columns

    def resize(self, columns: int, lines: int) -> None:
        """Gives both screens a new size."""
        for grid in filter(None, (self._main, self._alternate)):
            grid.resize(lines, columns)
        self._shown = None

    def feed(self, data: bytes) -> None:
        """Shows what the program wrote; a sequence cut in two waits for its other half."""
        text = self._pending + self._decoder.decode(data)
        self._pending = ""
        self._shown = None
        for token in _TOKEN.finditer(text):
            content = token.group()
            match token.lastgroup:
                case "text":
                    self.grid.draw(content)
                case "csi":
                    self._control_sequence(content)
                case "control":
                    self._call(Stream.basic.get(content))
                case "escape":
                    self._call(Stream.escape.get(content[1:]))
                case "osc":
                    self._system_command(content[2:].rstrip("\x07\x1b\\"))
                case "partial":
                    self._pending = content
                case _:
                    pass

    def _call(self, name: str | None, parameters: Iterable[int] = ()) -> None:
        if name not in {None, "shift_in", "shift_out"}:
            getattr(self.grid, str(name))(*parameters)

    def _system_command(self, content: str) -> None:
        number, _, value = content.partition(";")
        if number in {"0", "2"}:
            self.grid.set_title(value)

    def _control_sequence(self, sequence: str) -> None:
        found = _CSI.fullmatch(sequence)
        if found is None:
            return
        prefix, body, middle, final = found.group("prefix", "body", "middle", "final")
        if prefix == "" and middle == "":
            self._plain_sequence(body, final)
        elif (prefix, middle) == ("?", "") and final in {"h", "l"}:
            self._set_modes(_numbers(body), on=final == "h")
        elif (prefix, middle, body, final) == ("?", "$", str(SYNCHRONISED), "p"):
            self._answer(f"\x1b[?{SYNCHRONISED};{1 if self.mid_frame else 2}$y")
        elif final == "u" and prefix == ">":
            self.modes.keyboard_depth += 1
        elif final == "u" and prefix == "<":
            depth = self.modes.keyboard_depth - int(body or 1)
            self.modes.keyboard_depth = max(0, depth)

    def _plain_sequence(self, body: str, final: str) -> None:
        if final == "m":
            # Without any attribute pyte resets all of them.
            if attributes := list(_rendition(body)):
                self.grid.select_graphic_rendition(*attributes)
        elif ":" not in body:
            self._call(Stream.csi.get(final), _numbers(body))

    def _set_modes(self, numbers: list[int], *, on: bool) -> None:
        was_alternate = self.modes.alternate
        if on:
            self.modes.on.update(numbers)
        else:
            self.modes.on.difference_update(numbers)
        if self.modes.alternate != was_alternate:
            self._switch_screen()
        known = [number for number in numbers if number in _GRID_MODES]
        change = self.grid.set_mode if on else self.grid.reset_mode
        change(*known, private=True)

    def _switch_screen(self) -> None:
        if self._alternate is not None:
            self._alternate = None
            return
        self._alternate = Grid(self._main.columns, self._main.lines, self._answer)
        self._alternate.cursor = copy.copy(self._main.cursor)
        self._alternate.mode = self._main.mode


def _numbers(body: str) -> list[int]:
    return [min(int(part or 0), 9999) for part in body.split(";")]


def _rendition(body: str) -> Iterator[int]:
    """The attributes that pyte reads: colons made semicolons, the underline's colour left out."""
    parts = iter(body.split(";"))
    for part in parts:
        head, *rest = part.split(":")
        match head:
            case "58" if rest:
                pass
            case "58":
                for _ in range(3 if next(parts, "5") == "2" else 1):
                    next(parts, None)
            case "4" if rest == ["0"]:
                yield 24
            case "38" | "48" if rest:
                values = [int(value or 0) for value in rest]
                yield from (int(head), values[0], *values[-(3 if values[0] == 2 else 1) :])
            case _:
                yield int(head or 0)
