"""Words that the person and somebody else have changed, each in their own way."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.document import Document
from milepost.text.diff import diff_edits
from milepost.text.merge import Agreed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.text import EditSet
    from milepost.text.merge import Conflict as Hunk
    from milepost.text.merge import Merge


@dataclass(frozen=True, slots=True, eq=False)
class Conflict:
    """A change of the person's that is set aside until they decide; the file does not have it."""

    label: str
    """What the person did."""
    merge: Merge
    """The two texts, with base, mine and theirs of every hunk that is to be decided."""
    theirs: str
    """The text that the other author wrote, whole."""
    titles: tuple[str, ...]
    """The section of each hunk; empty for what stands before the first heading."""

    @classmethod
    def between(cls, label: str, merge: Merge, theirs: str) -> Conflict:
        """The conflict that a merge with hunks makes."""
        return cls(label, merge, theirs, _titles_of(merge))

    @property
    def hunks(self) -> tuple[Hunk, ...]:
        """What is to be decided, in the order of the text."""
        return self.merge.conflicts

    @property
    def mine(self) -> tuple[str, ...]:
        """The decisions that keep the person's words everywhere."""
        return tuple(hunk.mine for hunk in self.hunks)

    def decided(self, decisions: Sequence[str]) -> EditSet:
        """What the decisions change in `theirs`; raises `ValueError` unless there is one a hunk."""
        if len(decisions) != len(self.hunks):
            raise ValueError(f"{len(decisions)} decisions for {len(self.hunks)} hunks")
        return diff_edits(self.theirs, self.merge.text(decisions))

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        where = next((f" in “{title}”" for title in self.titles if title), "")
        return (
            f"Somebody else has changed the same words{where}: {self.label} is not in the file. "
            "It is kept until you decide."
        )


def _titles_of(merge: Merge) -> tuple[str, ...]:
    starts = []
    at = 0
    for piece in merge.pieces:
        if isinstance(piece, Agreed):
            at += len(piece.text)
        else:
            starts.append(at)
            at += len(piece.theirs)
    as_theirs = merge.text([hunk.theirs for hunk in merge.conflicts])
    sections = Document.parse(as_theirs).plan.sections
    begins = [section.heading.start for section in sections]
    rows = [bisect_right(begins, start) - 1 for start in starts]
    return tuple(sections[row].title if row >= 0 else "" for row in rows)


class Conflicts:
    """What is set aside until the person decides, oldest first."""

    def __init__(self) -> None:
        self.open: tuple[Conflict, ...] = ()

    def set_aside(self, label: str, merge: Merge, theirs: str) -> Conflict:
        """Keeps a change whose merge has hunks, and says so."""
        conflict = Conflict.between(label, merge, theirs)
        self.open = (*self.open, conflict)
        return conflict

    def settle(self, conflict: Conflict) -> bool:
        """Takes a conflict out; false when it is none of the open ones."""
        rest = tuple(each for each in self.open if each is not conflict)
        was_open = len(rest) < len(self.open)
        self.open = rest
        return was_open
