"""What `?` says of the place the person is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from milepost.tui.commands import Command
    from milepost.tui.commands.place import Wishes


class PlaceHelp(NamedTuple):
    """A place: what it is called, what it shows, and what can be done there at this moment."""

    title: str
    words: str
    commands: tuple[Command, ...]


_PANES = {
    "rail": (
        "The rail",
        "The steps of the plan from top to bottom: when each was done, how long it took, and what "
        "is next. A step that took much longer than most has a broken line.",
        "progress. go.enter file.open view.clock time.",
    ),
    "reader": (
        "The plan",
        "The plan's text. What a check found is underlined, with the message beside it or, on the "
        "cursor's row, below. Bars in the margin mark what has changed. Behind the heading of a "
        "folded section stands how much is in it.",
        "finding. go.enter file. search. fold. progress. time.",
    ),
    "findings": (
        "The findings",
        "What is wrong with the plan, by section, the worst first. A check runs after every "
        "change, so what is mended goes by itself.",
        "go.enter finding. file.open",
    ),
    "outline": (
        "The outline",
        "The plan's sections, each with its findings. The cursor follows what you read.",
        "go.enter fold. pane. search.start",
    ),
    "changes": (
        "The changes",
        "What is otherwise than when you last looked, by section: who changed it, and how long "
        "ago. The marks in the margin of the plan stand at the same places.",
        "go.enter change. history. time.",
    ),
}


def place_of_pane(pane: str, commands: Sequence[Command], offered: Collection[str]) -> PlaceHelp:
    """The help for a pane: those commands that belong there and are of use now.

    `offered` holds the ids of all that are of use.
    """
    title, words, wanted = _PANES[pane]
    fitting = [
        command
        for prefix in wanted.split()
        for command in commands
        if command.id.startswith(prefix) and command.id in offered and command.keys
    ]
    return PlaceHelp(title, words, tuple(dict.fromkeys(fitting)))


def place_of_history(commands: Sequence[Command]) -> PlaceHelp:
    """The help for the history's screen, of which `commands` are all."""
    words = (
        "The plan's versions, newest first: when, by whom, and what each changed. Beside them the "
        "plan is shown as it was then. Nothing changes before you restore, and undo takes that "
        "back, too."
    )
    return PlaceHelp("The history", words, tuple(each for each in commands if each.keys))


def elsewhere(wishes: Wishes) -> list[tuple[str, tuple[Command, ...]]]:
    """What keys do in other places than among the panes: titles with commands."""
    from milepost.tui.commands.place import bound
    from milepost.tui.commands.places import PLACES, SHARED

    tables = [*((place.title, place.own) for place in PLACES[1:]), *SHARED]
    return [(title, bound(commands, wishes)) for title, commands in tables]
