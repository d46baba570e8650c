"""What to show a newcomer next, and what they know already."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.workspace.choices import Choices, load_choices, save_choices

if TYPE_CHECKING:
    from collections.abc import Callable

LEARNT = 2
"""Uses after which somebody knows a command."""
MOST_RUNS = 8
"""After so many runs with a hint there are no more: who wants none is left alone."""


class Hint(NamedTuple):
    """A command worth knowing, and what to say of it after its key."""

    command: str
    words: str
    more: str = ""
    """Said as well where there is room for all of it."""


HINTS = (
    Hint("progress.toggle", "ticks the step under the cursor", " and writes down when"),
    Hint("go.enter", "goes from a step to its place", " in the plan, and back"),
    Hint("finding.next", "goes to what is wrong with the plan"),
    Hint("finding.explain", "says why this is a finding", ", and what is better"),
    Hint("time.undo", "takes your last step back", ", whatever the agent wrote since"),
    Hint("program.help", "says what can be done where you are"),
    Hint("program.palette", "finds any command, step or section", " by name"),
)
"""In the order in which they are useful."""


class Lessons:
    """What the person at the screen has learnt; without `remembered` they know everything."""

    def __init__(self, remembered: Choices | None) -> None:
        self._choices = remembered or Choices()
        self._remembers = remembered is not None
        self._uses: dict[str, int] = {}
        self._shown = False
        self._theme: tuple[str, str] | None = None

    @property
    def over(self) -> bool:
        """Whether there will be no hint in this run."""
        known = all(self._times(hint.command) >= LEARNT for hint in HINTS)
        return not self._remembers or known or self._choices.hints_shown >= MOST_RUNS

    def next(self, is_possible: Callable[[str], bool]) -> Hint | None:
        """The first hint on something that can be done now and is not known yet."""
        if self.over:
            return None
        for hint in HINTS:
            if self._times(hint.command) < LEARNT and is_possible(hint.command):
                self._shown = True
                return hint
        return None

    def note_use(self, command: str) -> bool:
        """Takes note that a command was used; says whether that was anything to learn."""
        if all(hint.command != command for hint in HINTS) or self._times(command) >= LEARNT:
            return False
        self._uses[command] = self._uses.get(command, 0) + 1
        return True

    def _times(self, command: str) -> int:
        return self._choices.uses.get(command, 0) + self._uses.get(command, 0)

    def keep_theme(self, name: str, instead_of: str) -> None:
        """Remembers a theme, and what the configuration asks for meanwhile."""
        self._theme = (name, instead_of)

    def save(self) -> None:
        """Writes it all down, on top of what other runs have written since this one began."""
        if not self._remembers or not (self._uses or self._shown or self._theme):
            return
        now = load_choices()
        uses = dict(now.uses)
        for command, count in self._uses.items():
            uses[command] = min(LEARNT, uses.get(command, 0) + count)
        kept = now._replace(uses=uses, hints_shown=now.hints_shown + self._shown)
        if self._theme is not None:
            kept = kept._replace(theme=self._theme[0], instead_of=self._theme[1])
        save_choices(kept)
