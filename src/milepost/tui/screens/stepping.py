"""What can be done with the items of Progress besides ticking them."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from milepost.plan.kinds import SectionKind
from milepost.tui.screens.forming import FormingScreen

if TYPE_CHECKING:
    from datetime import tzinfo

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem
    from milepost.tui.forms.model import Form
    from milepost.workspace.events import Changed
    from milepost.workspace.intent import Resolve

_ON_ITEMS = frozenset(
    {"start_item", "split_item", "move_item_down", "move_item_up", "delete_item", "correct_stamp"}
)
_ADDING = frozenset({"add_item", "add_done_item"})


class SteppingScreen(FormingScreen):
    """A screen with the commands that write items; each acts on the item under the cursor."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command makes sense where the cursor is."""
        if action in _ON_ITEMS:
            return self.item_at_cursor() is not None
        if action in _ADDING:
            return self.document.plan.section(SectionKind.PROGRESS) is not None
        return super().check_action(action, parameters)

    def is_offered(self, action: str) -> bool:
        """Leaves out what a locked file would refuse, and what is done already."""
        if action in _ON_ITEMS | _ADDING and self._is_locked:
            return False
        if action == "split_item":
            item = self.item_at_cursor()
            return item is not None and not item.done and super().is_offered(action)
        return super().is_offered(action)

    # Keys that act at once

    def action_start_item(self) -> None:
        """Marks the item as in progress, or takes that back."""
        aim = self.aimed_at()
        if aim is None:
            return
        from milepost.edits.items import is_started
        from milepost.tui.forms.steps import named
        from milepost.workspace.editing import starting, stopping

        item, shown = aim
        change, verb = (stopping, "Stop") if is_started(item) else (starting, "Start")
        self._change_item(f"{verb} {named(item.text)}", change(shown, item), shown)

    def action_move_item_down(self) -> None:
        """Moves the item below the next one."""
        self._move_item(down=True)

    def action_move_item_up(self) -> None:
        """Moves it above the one before."""
        self._move_item(down=False)

    def _move_item(self, *, down: bool) -> None:
        aim = self.aimed_at()
        if aim is None:
            return
        from milepost.edits.item_order import find_neighbour, goes_behind
        from milepost.tui.forms.steps import named
        from milepost.workspace.editing import moving

        item, shown = aim
        other = find_neighbour(shown.plan, item, down=down)
        if other is None:
            within = "in its list" if item.parent is None else "below its parent"
            self.tell(f"{named(item.text)} is the {'last' if down else 'first'} one {within}.")
            return
        resolve = moving(shown, item, other, behind=goes_behind(item, other, down=down))
        change = self._change_item(
            f"Move {named(item.text)} {'down' if down else 'up'}", resolve, shown
        )
        if change is not None:
            from milepost.plan.query import item_at
            from milepost.tui.forms.model import landing

            moved = item_at(change.document.plan, landing(change.edits))
            if moved is not None:
                self.show_item(moved)

    def _change_item(self, label: str, resolve: Resolve, shown: Document) -> Changed | None:
        """Makes a change of an item, or says why it is not made."""
        from milepost.workspace.events import Changed

        if shown is self.document and not self._is_locked and resolve(shown) is None:
            self.tell(f"{label}: something would then be read in another way. Nothing was changed.")
            return None
        happened = self.session.change(label, resolve, shown)
        self._handle(happened)
        return next((each for each in happened if isinstance(each, Changed)), None)

    # Forms

    def action_add_item(self) -> None:
        """Asks for open items to add below the cursor."""
        self._add_items(done=False)

    def action_add_done_item(self) -> None:
        """Asks for done items to add below the cursor."""
        self._add_items(done=True)

    def _add_items(self, *, done: bool) -> None:
        from milepost.tui.forms.steps import addition_form, place_at

        aim = self.aimed_at()
        item, shown = aim or (None, self.document)
        if item is not None and not item.in_progress:
            self.tell("This checkbox is not in Progress, where steps are added: go there first.")
            return
        offset = self.reader.cursor_offset if self.active == "reader" else None
        now = self._clock.now if done else None
        self.open_form(addition_form(shown, place_at(shown, item, offset), now))

    def next_form(self, form: Form) -> Form:
        """The next item goes below the one that was written."""
        from milepost.tui.forms.steps import addition_form, place_at

        aim = self.aimed_at()
        item, shown = aim or (None, self.document)
        now = self._clock.now if form.name == "add done" else None
        return addition_form(shown, place_at(shown, item, None), now)

    def action_split_item(self) -> None:
        """Asks what of the item is done and what remains."""
        aim = self.aimed_at()
        if aim is None:
            return
        from milepost.tui.forms.steps import named, split_form

        item, shown = aim
        if item.done:
            self.tell(f"{named(item.text)} is done: nothing of it remains to be split off.")
            return
        self.open_form(split_form(shown, item, self._clock.now))

    def action_correct_stamp(self) -> None:
        """Asks when the item was done."""
        aim = self.aimed_at()
        if aim is not None:
            from milepost.tui.forms.steps import stamp_form

            form = stamp_form(aim[1], aim[0], self._clock.now, self._zone)
            self.open_form(form, keeps=False)

    @property
    def _zone(self) -> tzinfo:
        """In which times are shown, and read where they do not say."""
        local = self._clock.now().astimezone().tzinfo if self.rail.local else None
        return local or UTC

    def action_delete_item(self) -> None:
        """Shows what would go with the item, and asks."""
        aim = self.aimed_at()
        if aim is not None:
            self._ask_to_delete(*aim)

    def _ask_to_delete(self, item: ChecklistItem, shown: Document) -> None:
        from milepost.tui.forms.steps import deletion_form

        self.open_form(deletion_form(shown, item), keeps=False)
