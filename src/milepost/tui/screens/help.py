"""All keys, and what the signs mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.tui.cells import cell_len
from milepost.tui.commands import COMMANDS, Group, key_sign
from milepost.tui.commands.dialogs import HELP
from milepost.tui.place_help import elsewhere
from milepost.tui.rows import Row, Run, paragraph
from milepost.tui.screens.dialog import ReadingDialog
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from milepost.tui.commands import Command
    from milepost.tui.commands.place import Wishes
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.place_help import PlaceHelp

_KEY_WIDTH = 15
_ROOM_FOR_KEYS = 48
"""In a narrower help what a key does stands below it."""
_MOST_LINES = 20
_WORDS = (
    ("working", "The file has changed within the last two minutes."),
    ("quiet", "It has not; the last change is as long ago as it says."),
    ("stalled", "Nothing has changed for longer than a step usually takes."),
    ("waiting", "There is no file yet."),
    ("gone", "The file was deleted or moved; what you see is its last text."),
    ("unreadable", "What stands at the path is no text that can be shown."),
    ("read-only", "The file can be read but not changed; whoever tries is told why."),
    ("sound", "The last check found no error and no warning. Else: 2E 3W, so many of each."),
    ("about 16:40Z", "When the plan may be done, if it goes on as fast as so far."),
    ("events", "The system tells at once when the file changes."),
    ("polling", "The system does not tell; the file is looked at again and again."),
)
"""Words in the first line."""


class HelpText(RowList):
    """The help as rows: first for the place the person is in, if any."""

    def __init__(
        self,
        commands: Sequence[Command],
        place: PlaceHelp | None,
        close: str,
        elsewhere: Sequence[tuple[str, Sequence[Command]]],
    ) -> None:
        """`close` says how it is closed; `elsewhere` has the commands of other places by title."""
        super().__init__()
        self.commands = commands
        self.place = place
        self._close = close
        self._elsewhere = elsewhere

    def build_rows(self, width: int) -> Sequence[Row]:
        """Commands by group, then the signs."""
        place = self.place
        title = "MILEPOST" if place is None else place.title.upper()
        rows = [Row((Run(title, "title"),), right=(Run(self._close, "quiet"),))]
        if place is not None:
            lines = paragraph(place.words, width - 3, _MOST_LINES, self.glyphs.ellipsis)
            rows += [Row((Run(f"  {line}", "open"),)) for line in lines]
            rows.append(Row(()))
            for command in place.commands:
                rows += self._command(command, width)
            if self.commands:
                rows += [Row(()), Row((Run("ALL KEYS", "title"),))]
        groups = [
            (group.value, [each for each in self.commands if each.group is group])
            for group in Group
        ]
        rows += self._tables(groups, width)
        rows += [Row(()), Row((Run("Signs", "station"),))]
        for sign, meaning in (*_signs(self.glyphs), *_WORDS):
            rows += self._entry(sign, meaning, width)
        if self._elsewhere:
            rows += [Row(()), Row((Run("IN OTHER PLACES", "title"),))]
        return [*rows, *self._tables(self._elsewhere, width)]

    def _tables(self, tables: Sequence[tuple[str, Sequence[Command]]], width: int) -> Iterator[Row]:
        for title, members in tables:
            if members:
                yield from (Row(()), Row((Run(title, "station"),)))
            for command in members:
                yield from self._command(command, width)

    def _command(self, command: Command, width: int) -> list[Row]:
        keys = " ".join(key_sign(each) for each in command.keys) or "no key"
        return self._entry(keys, f"{command.title}. {command.help}", width)

    def _entry(self, term: str, meaning: str, width: int) -> list[Row]:
        indent = _KEY_WIDTH if width >= _ROOM_FOR_KEYS else 4
        lines = paragraph(meaning, width - indent - 2, _MOST_LINES, self.glyphs.ellipsis)
        rows = [Row((Run(" " * indent), Run(line, "open"))) for line in lines]
        # Keys of somebody's own may be long, or many.
        if width < _ROOM_FOR_KEYS or cell_len(term) > indent - 3:
            return [Row((Run(f"  {term}", "accent"),)), *rows]
        first = Row((Run(f"  {term:<{indent - 2}}", "accent"), Run(lines[0], "open")))
        return [first, *rows[1:]]


def _signs(glyphs: Glyphs) -> tuple[tuple[str, str], ...]:
    return (
        (glyphs.done, "A done step; at its left, when."),
        (glyphs.partial, "A step half done; what is left stands below it."),
        (glyphs.next, "The step to go on with."),
        (glyphs.open, "An open step."),
        (glyphs.started, "A step the plan marks as begun, with [~]."),
        (glyphs.blocked, "A step the plan marks as blocked, with [!]."),
        ("?", "A stamp with a time that cannot be."),
        (glyphs.long_line, "A step that took much longer than most."),
        (glyphs.error, "An error: the plan breaks what its readers rely on."),
        (glyphs.warning, "A warning: somebody will have to guess."),
        (glyphs.info, "A remark."),
        (glyphs.empty, "A section without text."),
        (f"{glyphs.folded} {glyphs.unfolded}", "A folded section, and one that can be folded."),
        (" ".join(glyphs.changed), "Changed by others: just now, within the hour, before that."),
        (" ".join(glyphs.own), "Changed by you, likewise."),
    )


class HelpScreen(ReadingDialog[None]):
    """The help over the plan."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > HelpText {
            width: 84;
            max-width: 100%;
            height: 90%;
            background: $raised;
            padding: 1 2;
        }
    }
    """

    PLACE = HELP

    def __init__(
        self,
        glyphs: Glyphs,
        wishes: Wishes,
        commands: Sequence[Command] = COMMANDS,
        place: PlaceHelp | None = None,
    ) -> None:
        super().__init__(wishes)
        close = " ".join(self.keys.hints(("dialog.close", "closes ")))
        self.text: HelpText = HelpText(
            commands, place, close, elsewhere(wishes) if commands else ()
        )
        self.text.glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The text."""
        yield self.text

    def on_mount(self) -> None:
        """Lets the text scroll by key."""
        self.text.focus()
