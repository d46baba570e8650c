"""A choice of plans, with how far each is."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.widgets import Static

from milepost.document import Document
from milepost.plan.query import progress_of
from milepost.tui.commands.dialogs import FIRST_CHOICE
from milepost.tui.rows import Row, Run, fit
from milepost.tui.screens.dialog import KeyedScreen
from milepost.tui.type_ahead import release_keys
from milepost.tui.widgets.row_list import RowList
from milepost.workspace.loading import Snapshot, load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from milepost.plan.query import Progress
    from milepost.tui.commands.place import PlaceKeys, Wishes
    from milepost.tui.glyphs import Glyphs

STEPS = {
    "down": 1,
    "up": -1,
    "page_down": 10,
    "page_up": -10,
    "top": -100_000,
    "bottom": 100_000,
}
"""By how many entries the cursor of a list of plans moves."""
_BAR = 12
_ROOM_FOR_BAR = 36
"""In a narrower list the title needs the bar's place."""


class PlanList(RowList):
    """Title, bar and path of each plan; an entry's key is its number."""

    def __init__(self, plans: Sequence[Path], root: Path, title: str = "") -> None:
        super().__init__()
        self._title = title or f"{len(plans)} PLANS BELOW HERE"
        self._plans = plans
        self._root = root
        self.first = 0
        """Where the cursor stands at first."""
        self._facts: dict[int, tuple[str, Progress]] = {}

    def home_key(self) -> int:
        """Where the cursor stands at first."""
        return self.first

    def add_fact(self, number: int, title: str, progress: Progress) -> None:
        """Fills in what was read of a plan."""
        self._facts[number] = (title, progress)
        self.rebuild()

    def build_rows(self, width: int) -> Sequence[Row]:
        """Two rows a plan."""
        rows = [Row((Run(self._title, "title"),))]
        most = max([len(_count(progress)) for _, progress in self._facts.values()], default=0)
        for number, path in enumerate(self._plans):
            shown = path.relative_to(self._root) if path.is_relative_to(self._root) else path
            title, progress = self._facts.get(number, (path.stem, None))
            bar = self._bar(progress, _BAR if width >= _ROOM_FOR_BAR else 0, most)
            room = width - sum(len(run.text) for run in bar) - 2
            name = Run(fit(title or path.stem, room, self.glyphs.ellipsis), "open")
            rows += [
                Row(()),
                Row((name,), number, bar),
                Row((Run(fit(str(shown), width - 1, self.glyphs.ellipsis), "quiet"),), number),
            ]
        return rows

    def _bar(self, progress: Progress | None, length: int, most: int) -> tuple[Run, ...]:
        """The bar, and the count in as many cells as the longest takes: bars stand in line."""
        if progress is None:
            return ()  # Not read yet, or not to be read.
        if not progress.total:
            return (Run("no steps ", "quiet"),)
        full = length * progress.done // progress.total
        return (
            Run(self.glyphs.bar_full * full, "accent"),
            Run(self.glyphs.bar_empty * (length - full), "quiet"),
            Run(f" {_count(progress):>{most if length else 0}} ", "quiet"),
        )


def _count(progress: Progress) -> str:
    return f"{progress.done}/{progress.total}"


class PickerScreen(KeyedScreen[None]):
    """Lets the person choose a plan."""

    DEFAULT_CSS = """
    PickerScreen {
        padding: 1 2 0 2;
        & > PlanList { height: 1fr; }
        & > #picker-keys { height: 1; color: $quiet; padding-left: 1; }
    }
    """

    PLACE = FIRST_CHOICE

    @dataclass(eq=False, repr=False)
    class PlanChosen(Message):
        """The person wants to see this plan."""

        path: Path

    def __init__(self, plans: Sequence[Path], root: Path, glyphs: Glyphs, wishes: Wishes) -> None:
        super().__init__(wishes)
        self._plans = plans
        self._list = PlanList(plans, root)
        self._list.glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The list, and the keys."""
        yield self._list
        yield Static(how_to_choose(self.keys, "quit"), id="picker-keys", markup=False)

    def on_mount(self) -> None:
        """Shows the names at once and reads the plans meanwhile."""
        gc.enable()
        self._list.focus()
        self._read_plans()
        self.call_after_refresh(release_keys, self.app)

    @work(group="plans", name="plans")
    async def _read_plans(self) -> None:
        for number, path in enumerate(self._plans):
            fact = await asyncio.to_thread(read_fact, path)
            if fact is not None:
                self._list.add_fact(number, *fact)

    @on(RowList.Chosen)
    def _on_chosen(self) -> None:
        self.action_open()

    def action_move(self, how: str) -> None:
        """Moves the list's cursor."""
        self._list.step(STEPS[how])

    def action_open(self) -> None:
        """Opens the plan under the cursor."""
        if self._list.cursor is not None:
            self.post_message(self.PlanChosen(self._plans[self._list.cursor]))

    def action_close(self) -> None:
        """Leaves without a plan."""
        self.app.exit(0)


def how_to_choose(keys: PlaceKeys, leaving: str) -> str:
    """The keys of a list of plans, in a line."""
    moves = " ".join(keys.hints(("dialog.down", ""), ("dialog.up", "move"))).split()
    hints = keys.hints(("plans.open", "open")), moves, keys.hints(("dialog.close", leaving))
    return "  ".join(" ".join(each) for each in hints if each)


def read_fact(path: Path) -> tuple[str, Progress] | None:
    """The title of a plan and how far it is; `None` for a file that cannot be read."""
    snapshot = load(path)
    if not isinstance(snapshot, Snapshot):
        return None
    plan = Document.parse(snapshot.source).plan
    return plan.title, progress_of(plan)
