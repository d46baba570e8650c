"""Writers that were slower than a save of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from milepost.text import Source
from milepost.text.diff import split_lines
from milepost.workspace.digest import digest_of
from milepost.workspace.reading import looks_cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.document import Document
    from milepost.text.merge import Conflict
    from milepost.workspace.descriptors import Displaced
    from milepost.workspace.digest import Digest
    from milepost.workspace.intent import Collision, Intent

_NEWLINE = re.compile(r"\r\n|\r|\n")

PATIENCE = 2.0
"""Seconds after the last sign of life that a displaced file is watched."""


@dataclass(slots=True)
class LateWriter:
    """A file that a save displaced, and what was known when that happened.

    Whoever opened the file before may still be writing into it. Where the system tells that nobody
    has it open, it is finished; elsewhere two equal looks at a changed, whole text tell that.
    """

    displaced: Displaced
    base: Document
    """What the file held when it was displaced."""
    digest: Digest
    """Of its bytes then."""
    until: float
    """Monotonic seconds at which it is given up."""
    intents: list[Intent] = field(default_factory=list)
    """What has been written since; a late text does not have it."""
    collided: tuple[Collision, ...] = ()
    """What of it changed the same words as the late text."""
    beside: tuple[str, ...] = ()
    """Lines of the late text that stand behind those that others have made of the same since."""
    over: bool = False
    """Whether nothing more can come."""
    is_known: bool = False
    """Whether somebody has it open for writing, or has written into it."""
    _last: Digest | None = None

    def look(self, now: float) -> Source | None:
        """The text of a late writer that has finished; `None` as long as there is none."""
        # Asked first: what is read afterwards is then the last word.
        writers = self.displaced.is_open_for_writing()
        try:
            data = self.displaced.read()
        except OSError:  # It can be looked at again as long as it is not given up.
            return None
        digest = digest_of(data)
        self.over = writers is False
        self.is_known = bool(writers) or digest != self.digest
        if digest == self.digest:
            return None
        settled, self._last = digest == self._last or self.over, digest
        if not settled:
            self.until = now + PATIENCE
            return None
        source = Source.decode(data)
        if looks_cut(source.text, self.base.text):
            return None
        self.over = True
        return source


class Joined(NamedTuple):
    """What two authors made of one text."""

    text: str
    beside: tuple[str, ...]
    """The lines of the late one, without their ends, that stand behind newer ones."""


def joined(base: str, newer: str, late: str, newline: str) -> Joined:
    """What two authors made of `base`, with `newline` for line ends.

    Where they collide, what the newer text says stays, and the lines that are only in the late one
    follow it: twice is better than not at all.
    """
    from milepost.text.merge import merge  # Loaded with the first collision.

    merged = merge(*(_NEWLINE.sub(newline, text) for text in (base, newer, late)))
    added = [_only_late(each) for each in merged.conflicts]
    pairs = zip(merged.conflicts, added, strict=True)
    text = merged.text([_both(conflict, lines, newline) for conflict, lines in pairs])
    beside = (line.strip() for lines in added for line in lines)
    return Joined(text, tuple(line for line in beside if line))


def _only_late(conflict: Conflict) -> list[str]:
    known = {*split_lines(conflict.base), *split_lines(conflict.mine)}
    return [line for line in split_lines(conflict.theirs) if line not in known]


def _both(conflict: Conflict, added: Sequence[str], newline: str) -> str:
    is_cut = bool(added and conflict.mine) and not conflict.mine.endswith(newline)
    return conflict.mine + newline * is_cut + "".join(added)
