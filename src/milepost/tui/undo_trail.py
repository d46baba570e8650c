"""Steps of typing, to be taken back and done again."""

from __future__ import annotations

from dataclasses import dataclass, replace

Location = tuple[int, int]
"""Row and column, from zero."""
Selection = tuple[Location, Location]

_MOST_STEPS = 1000


@dataclass(frozen=True, slots=True)
class TypingStep:
    """Some exact text in place of another, and where the cursor was and is."""

    start: Location
    removed: str
    """With its line ends."""
    inserted: str
    end: Location
    """Where the inserted text ends."""
    before: Selection
    after: Selection
    closed: bool = False
    """Whether more typing is another step."""


class UndoTrail:
    """What was typed, step by step. Words that are typed in one go are one step."""

    def __init__(self) -> None:
        self._done: list[TypingStep] = []
        self._undone: list[TypingStep] = []

    def record(self, step: TypingStep) -> None:
        """Takes note of a step; what was taken back before cannot be done again."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and _goes_on(last, step):
            self._done[-1] = replace(
                last, inserted=last.inserted + step.inserted, end=step.end, after=step.after
            )
            return
        self._done.append(step)
        del self._done[:-_MOST_STEPS]

    def pause(self) -> None:
        """The cursor went elsewhere: what is typed next is another step."""
        if self._done and not self._done[-1].closed:
            self._done[-1] = replace(self._done[-1], closed=True)

    def undo(self) -> TypingStep | None:
        """The step to take back; `None` when there is none."""
        if not self._done:
            return None
        self.pause()
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> TypingStep | None:
        """The step to do again; `None` when there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]


def _goes_on(last: TypingStep, step: TypingStep) -> bool:
    """Whether a step types on where the last one ended, in the same word or in the space behind."""
    if last.closed or step.removed or step.start != last.end or len(step.inserted) != 1:
        return False
    if not last.inserted or "\n" in f"{last.inserted}{step.inserted}":
        return False
    return not (last.inserted[-1].isspace() and not step.inserted.isspace())
