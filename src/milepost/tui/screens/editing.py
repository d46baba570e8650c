"""Editing a part of the plan in place, while an agent goes on writing it."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events, work

from milepost.text import EditSet, LineIndex
from milepost.tui.screens.drafting import DRAFT_PAUSE, DraftingScreen
from milepost.tui.type_ahead import hold_keys_for

if TYPE_CHECKING:
    from textual.timer import Timer

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.edits.editable import Editable
    from milepost.tui.checking import Checker
    from milepost.tui.open_edit import OpenEdit
    from milepost.tui.undo_trail import Location
    from milepost.tui.widgets.edit_pane import EditPane
    from milepost.workspace.events import Changed

CHECK_PAUSE = 0.015
"""Seconds from a key to the check of what is typed: the frame comes first."""
SLOW = 0.08
"""A check that takes longer, of a huge plan, waits until the person rests: keys come first."""
REST = 0.3
MOST_REST = 3.0
_BESIDE_THE_EDITOR = frozenset(
    {"palette", "quit_program", "next_theme", "zoom", "help", "switch_clock"}
)
"""What can be done besides typing while the editor has the keys."""
_UNSOUND = (
    "Not saved: with this text, what follows would be read in another way (an open fence?). "
    "Your text is kept here."
)
_MERGES = "changed since: will merge"
_COLLIDES = "same words changed: will ask"


class EditingScreen(DraftingScreen):
    """A session's screen with an editor in the place of the plan."""

    edit_pane: EditPane | None = None
    """There while somebody edits."""
    _edit: OpenEdit | None = None
    _edited_from = "reader"
    _draft_timer: Timer | None = None
    _looking = False
    _looked_at = ""
    _look_took = 0.0
    _typed_at = 0.0

    # Availability

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command makes sense while somebody edits, or where the cursor is."""
        if self.edit_pane is not None:
            if self.edit_pane.has_focus_within and action not in _BESIDE_THE_EDITOR:
                return False
        elif action == "edit_here" and not (self._started and self._find_editable()):
            return False
        return super().check_action(action, parameters)

    def is_offered(self, action: str) -> bool:
        """Leaves editing out where the file cannot be written."""
        locked = self._is_locked and action == "edit_here"
        return not locked and super().is_offered(action)

    def refresh_keys(self) -> None:
        """Shows the editor's keys while it has them."""
        pane = self.edit_pane
        if pane is not None and (pane.has_focus_within or not pane.editor.is_attached):
            self.key_bar.show_commands(pane.footer)
        else:
            super().refresh_keys()

    def _layout_classes(self) -> frozenset[str]:
        classes = super()._layout_classes()
        return classes if self.edit_pane is None else classes | {"-editing"}

    def focus_pane(self, name: str) -> None:
        """Gives a pane the keys; the editor stands for the plan while it is open."""
        if name == "reader" and self.edit_pane is not None:
            self.active = name
            self.edit_pane.editor.focus()
            self.refresh_keys()
        else:
            super().focus_pane(name)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follows the mouse."""
        pane = self.edit_pane
        if pane is not None and event.widget is pane.editor:
            self.active = "reader"
        self.refresh_keys()

    # Beginning

    def action_edit_here(self) -> None:
        """Opens the editor on what the cursor is on."""
        if self.edit_pane is not None:
            self.focus_pane("reader")
            self.tell(f"You are editing {self._edit.name if self._edit else 'here'}.")
            return
        refusal = self.session.change("Edit", lambda _: EditSet())
        if refusal:
            self._handle(refusal)
            return
        found = self._find_editable()
        if found is None:
            self.tell("There is nothing to edit here.")
            return
        from milepost.tui.open_edit import OpenEdit  # Loaded with the first editor.
        from milepost.workspace.unsaved import begin_unsaved, place_of

        document, editable, at = found
        self.fall_silent()  # The last line is wanted for the editor's keys.
        unsaved = begin_unsaved(document, editable)
        place = place_of(editable.name, self._clock.now())
        edit = OpenEdit(document, editable.span, editable.within, unsaved, place)
        self.open_editor(edit, edit.original, at - editable.span.start)

    def _find_editable(self) -> tuple[Document, Editable, int] | None:
        """The document, what of it the cursor is on, and where in the plan to begin."""
        from milepost.edits.editable import editable_at, editable_item, editable_section

        document = self.document
        match self.active:
            case "rail":
                item, shown = self.rail.selected, self.rail.document
                if item is None or shown is None:
                    return None
                editable = editable_item(shown, item)
                return shown, editable, item.text_span.end
            case "outline":
                key, sections = self.outline.cursor, document.plan.sections
                if key is None or key >= len(sections):
                    return None
                editable = editable_section(document, sections[key])
                text = document.text[sections[key].heading.end : editable.span.end]
                gap = len(text) - len(text.lstrip())
                return document, editable, sections[key].heading.end + gap
            case "findings":
                finding = self.findings.selected
                if finding is None:
                    return None
                at = finding.span.start
            case _:
                at = self.reader.cursor_offset
        found = editable_at(document, min(at, len(document.text))) if document.text else None
        return None if found is None else (document, found, at)

    def open_editor(self, edit: OpenEdit, text: str, at: int) -> None:
        """Puts an editor with a text in the place of the plan, the cursor at a character."""
        from milepost.tui.widgets.edit_pane import EditPane

        pane = EditPane(edit, text, self._glyphs, self.wishes)
        pane.put_cursor(_location(text, at))
        self._edit, self.edit_pane = edit, pane
        self._edited_from, self.active = self.active, "reader"
        self._looked_at = "\0"  # No text: nothing has been looked at.
        hold_keys_for(pane.editor, self.app)
        self.query_one("#panes").mount(pane, after=self.reader)
        self.choose_layout()
        self._mark_touched(collides=False)
        self.refresh_keys()
        self._look_at_typed()

    # Saving and leaving

    def _on_edit_pane_save_wanted(self) -> None:
        pane, edit = self.edit_pane, self._edit
        if pane is None or edit is None:
            return
        text = pane.text
        if text == edit.original:
            self._close_editor(drop=True)
            return
        from milepost.workspace.events import Changed, Collided
        from milepost.workspace.retyping import retyping  # Loaded when something is first saved.

        resolve = retyping(edit.base, edit.span, text)
        if resolve is None:
            self.tell(_UNSOUND, serious=True)
            return
        self._keep_draft()
        happened = self.session.change(edit.label, resolve, edit.base)
        if happened and not any(isinstance(each, Changed | Collided) for each in happened):
            self._handle(happened)
            return
        self.keep_until_written(edit.label, edit.place)
        self._close_editor(drop=not happened)
        self._handle(happened)
        if edit.touched and any(isinstance(each, Changed) for each in happened):
            self.tell("Saved, together with what others have changed there meanwhile.")

    def _on_edit_pane_discard_wanted(self) -> None:
        self._close_editor(drop=True)

    def _on_edit_pane_asking_changed(self) -> None:
        self.refresh_keys()

    def _close_editor(self, *, drop: bool) -> None:
        pane, edit = self.edit_pane, self._edit
        if pane is None or edit is None:
            return
        self.edit_pane = self._edit = None
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        if drop:
            self.forget_draft(edit.label, edit.place)
        pane.close()
        self.choose_layout()
        self.focus_pane(self._edited_from)

    # Drafts

    def _on_edit_pane_edited(self) -> None:
        self._typed_at = self._clock.monotonic()
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_PAUSE, self._keep_draft)
        self._look_at_typed()

    def _keep_draft(self) -> None:
        """Puts what is typed where it outlives the program."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        if self.edit_pane is not None and self._edit is not None and self.edit_pane.is_changed:
            draft = self._edit.unsaved(self.edit_pane.text).encode()
            self.session.save_draft(self._edit.place, draft)

    def on_unmount(self) -> None:
        """Keeps what is typed, and says so."""
        pane, edit = self.edit_pane, self._edit
        if pane is not None and edit is not None and pane.is_changed:
            self._keep_draft()
            self.leave_behind(edit.place, f"Your edit of {edit.name}", pane.text)

    # What others do meanwhile

    def _show(self, change: Changed) -> None:
        super()._show(change)
        if self._edit is not None:
            self._edit.follow(change.edits)
            self._mark_touched(collides=False)
            if self._edit.touched:
                self._looked_at = "\0"
                self._look_at_typed()

    def _mark_touched(self, *, collides: bool) -> None:
        if self.edit_pane is not None and self._edit is not None and self._edit.touched:
            self.edit_pane.marker = _COLLIDES if collides else _MERGES

    # Findings while typing

    @cached_property
    def _edit_checker(self) -> Checker:
        from milepost.tui.checking import Checker

        return Checker(self._path, self._clock)  # Its own: it is asked on another thread.

    def _check_typed(self, document: Document) -> tuple[Diagnostic, ...] | None:
        return self._edit_checker.check(document).diagnostics

    # One at a time: a thread cannot be stopped, and several would only slow the typing.
    @work(group="typing", name="typing", description="check what is typed")
    async def _look_at_typed(self) -> None:
        if self._looking:
            return
        self._looking = True
        try:
            while await self._look_once():
                pass
        finally:
            self._looking = False

    async def _wait_for_rest(self) -> None:
        """Lets the frame come first, and whole words where a check is slow."""
        await asyncio.sleep(CHECK_PAUSE)
        last = self._clock.monotonic() + MOST_REST
        left = REST if self._look_took > SLOW else 0.0
        while left > 0:
            await asyncio.sleep(left)
            left = min(self._typed_at + REST, last) - self._clock.monotonic()

    async def _look_once(self) -> bool:
        """Looks at the text as it is now; false when it was looked at already."""
        await self._wait_for_rest()
        pane, edit = self.edit_pane, self._edit
        if pane is None or edit is None or not pane.editor.is_attached:
            return False
        text = pane.text
        if text == self._looked_at and not pane.editor.typed:
            return False  # What was typed and taken back again has taken findings with it.
        self._looked_at = text
        pane.editor.typed.clear()
        current = self.session.document if edit.touched else None
        began = self._clock.monotonic()
        look = await asyncio.to_thread(edit.look, text, self._check_typed, current)
        self._look_took = self._clock.monotonic() - began
        if self._edit is edit and pane.editor.is_attached:
            if look.marks is not None:
                pane.editor.show_marks(look.marks)
                pane.show_findings()
            self._mark_touched(collides=look.collides)
        return True


def _location(text: str, at: int) -> Location:
    position = LineIndex(text).position(max(0, min(at, len(text))))
    return position.line, position.column
