"""The plans around the open one, over it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import Static

from milepost.tui.commands.dialogs import PLANS
from milepost.tui.screens.dialog import Dialog
from milepost.tui.screens.picker import STEPS, PlanList, how_to_choose, read_fact
from milepost.tui.widgets.row_list import RowList
from milepost.workspace.repository import find_repository
from milepost.workspace.search import search_plans

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from milepost.tui.commands.place import Wishes
    from milepost.tui.glyphs import Glyphs


class SwitcherScreen(Dialog[Path]):
    """Lets the person choose another plan; gives its absolute path, or nothing."""

    DEFAULT_CSS = """
    SwitcherScreen {
        align: center middle;
        background: $ground 60%;
        & > #plans {
            width: 76;
            max-width: 100%;
            height: 80%;
            padding: 1 2;
            background: $raised;
            & > PlanList { height: 1fr; background: $raised; }
            & > Static { height: 1; color: $quiet; padding-left: 1; }
        }
    }
    """

    PLACE = PLANS

    def __init__(self, current: Path, glyphs: Glyphs, wishes: Wishes) -> None:
        """`current` is the absolute path of the plan that is open."""
        super().__init__(wishes)
        self._current = current
        self._plans: list[Path] = [current]
        self._glyphs = glyphs
        repository = find_repository(current)
        self._root = current.parent if repository is None else Path(repository.root)
        self.list: PlanList | None = None
        """The plans, once they are found."""
        self._words = Static("Looking for plans.", markup=False)

    def compose(self) -> ComposeResult:
        """The frame; the list comes when it is known."""
        from textual.containers import Vertical

        with Vertical(id="plans"):
            yield self._words

    def on_mount(self) -> None:
        """Looks for plans meanwhile."""
        self._search()

    @work(group="plans", name="plans", description="look for plans")
    async def _search(self) -> None:
        found = await asyncio.to_thread(lambda: [each.path for each in search_plans(self._root)])
        others = [path for path in map(Path.absolute, found) if path != self._current]
        self._plans += others
        plans = self.list = PlanList(self._plans, self._root, title=self._title())
        plans.glyphs = self._glyphs
        plans.first = 1 if others else 0  # Nobody asks for the plan that is open.
        await self.query_one("#plans").mount(plans, before=self._words)
        hint = how_to_choose(self.keys, "stay") if others else self._alone()
        self._words.update(hint)
        plans.focus()
        for number, path in enumerate(self._plans):
            fact = await asyncio.to_thread(read_fact, path)
            if fact is not None:
                plans.add_fact(number, *fact)

    def _title(self) -> str:
        return f"{len(self._plans)} PLANS" if len(self._plans) > 1 else "THIS PLAN"

    def _alone(self) -> str:
        stay = " ".join(self.keys.hints(("dialog.close", "stay")))
        return f"No other plan below {self._root.name or self._root}.  {stay}"

    @on(RowList.Chosen)
    def _on_chosen(self) -> None:
        self.action_open()

    def action_move(self, how: str) -> None:
        """Moves the list's cursor."""
        if self.list is not None:
            self.list.step(STEPS[how])

    def action_open(self) -> None:
        """Goes to the plan under the cursor."""
        if self.list is not None and self.list.cursor is not None:
            self.dismiss(self._plans[self.list.cursor])
