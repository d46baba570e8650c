"""The versions of a plan, newest first, by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING, overload

from textual.message import Message
from textual.reactive import var

from milepost.tui.rows import Row, Run, fit, paragraph
from milepost.tui.widgets.row_list import RowList
from milepost.workspace.versions import Author

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from milepost.workspace.versions import Version

AUTHORS = {Author.PERSON: "you", Author.MILEPOST: "milepost", Author.OUTSIDE: "agent"}
_ROLES = {Author.PERSON: "own-recent", Author.MILEPOST: "quiet", Author.OUTSIDE: "changed-recent"}
_SIGNS = {Author.PERSON: "own", Author.MILEPOST: "own", Author.OUTSIDE: "changed"}
_AUTHOR_WIDTH = max(map(len, AUTHORS.values()))


class Timeline(RowList):
    """A row of time and author for each version, and one of what it changed.

    An entry's key is the version's place in `versions`; there may be thousands, so a row is made
    when it is drawn.
    """

    local: var[bool] = var(default=False, init=False)
    """Whether times are shown in the zone of this machine and not in UTC."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self.versions: tuple[Version, ...] = ()
        self.title = "HISTORY"
        self.hint = ""
        """A sentence for when there is no version."""
        self._summaries: dict[int, str] = {}

    class Scrolled(Message):
        """Other versions have come into sight."""

    def scrolled(self) -> None:
        """Tells of it."""
        self.post_message(self.Scrolled())

    def height_changed(self, seen: range) -> None:
        """Tells of it as well."""
        self.post_message(self.Scrolled())

    def show(self, versions: tuple[Version, ...]) -> None:
        """Shows versions, newest first; the cursor stays with its version."""
        places = {version.number: place for place, version in enumerate(versions)}
        before, self.versions = self.versions, versions

        def find(key: int) -> int | None:
            return places.get(before[key].number) if key < len(before) else None

        self.rebuild(find)

    def summarise(self, version: Version, words: str) -> None:
        """Tells what a version changed."""
        self._summaries[version.number] = words
        self.repaint()

    def unsummarised(self) -> Version | None:
        """The next version of which nothing is told yet: one in sight, or the cursor's."""
        for key in self._wanted():
            version = self.versions[key]
            if version.number not in self._summaries:
                return version
        return None

    def _wanted(self) -> Iterator[int]:
        rows = self._rows
        if isinstance(rows, _Rows):
            for index in range(self.top, min(self.top + self.visible_lines, len(rows))):
                key = rows.key_of(index)
                if key is not None:
                    yield key

    @property
    def selected(self) -> Version | None:
        """The version under the cursor."""
        if self.cursor is None or self.cursor >= len(self.versions):
            return None
        return self.versions[self.cursor]

    def older_than(self, version: Version) -> Version | None:
        """The version before."""
        return next((each for each in self.versions if each.number < version.number), None)

    def build_rows(self, width: int) -> Sequence[Row]:
        """Title, days and versions."""
        if not self.versions:
            lines = paragraph(self.hint, width - 1, 12, self.glyphs.ellipsis)
            title = Row((Run(self.title, "title"),))
            return [title, Row(()), *(Row((Run(line, "quiet"),)) for line in lines)]
        return _Rows(self, width)

    def _index_rows(self) -> None:
        rows = self._rows
        if isinstance(rows, _Rows):
            self._first_row = rows.first_rows
            self._keys = list(self._first_row)
        else:
            super()._index_rows()

    def _watch_local(self) -> None:
        self.rebuild()

    def moment_of(self, version: Version) -> datetime:
        """When it was seen, as it is to be shown."""
        return version.seen_at.astimezone(None if self.local else UTC)

    def entry(self, key: int, part: int, width: int) -> Row:
        """A row of a version: first who and when, then what."""
        version = self.versions[key]
        if part:
            words = self._summaries.get(version.number, self.glyphs.ellipsis)
            return Row((Run(f"   {fit(words, width - 4, self.glyphs.ellipsis)}", "quiet"),), key)
        role = _ROLES[version.author]
        signs = getattr(self.glyphs, _SIGNS[version.author])
        who = f"{AUTHORS[version.author]:<{_AUTHOR_WIDTH}} "
        deed = ", ".join(version.intents)
        room = width - 12 - _AUTHOR_WIDTH - len(str(version.number)) - 2
        runs = (
            Run(f"{signs[1]} ", role),
            Run(f"{self.moment_of(version):%H:%M}  ", "open"),
            Run(who, role),
            Run(fit(deed, max(0, room), self.glyphs.ellipsis), "open"),
        )
        return Row(runs, key, (Run(f"{version.number} ", "quiet"),))

    def heading(self) -> Row:
        """The title and how many there are."""
        zone = Run("  local time" if self.local else "", "quiet")
        return Row(
            (Run(self.title, "title"), zone), right=(Run(f"{len(self.versions)} ", "title"),)
        )

    def day(self, key: int) -> Row:
        """The day of a version."""
        return Row((Run(f"{self.moment_of(self.versions[key]):%a %d %b %Y}", "station"),))


class _Rows(Sequence[Row]):
    """The rows of a time line, made as they are asked for."""

    def __init__(self, line: Timeline, width: int) -> None:
        self._line = line
        self._width = width
        # What a row is: a version and the number of the row within it, or a day (-1).
        self._places: list[tuple[int, int] | None] = [None]
        self.first_rows: dict[int, int] = {}
        day = None
        for key, version in enumerate(line.versions):
            date = line.moment_of(version).date()
            if date != day:
                day = date
                self._places += [None, (key, -1)]
            self.first_rows[key] = len(self._places)
            self._places += [(key, 0), (key, 1)]

    def __len__(self) -> int:
        return len(self._places)

    def key_of(self, index: int) -> int | None:
        """The version that a row is about."""
        place = self._places[index]
        return None if place is None or place[1] < 0 else place[0]

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        place = self._places[index]
        if place is None:
            return Row(()) if index else self._line.heading()
        key, part = place
        return self._line.day(key) if part < 0 else self._line.entry(key, part, self._width)
