"""Forms over the plan: opening them, and writing what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.query import item_at
from milepost.text import Span
from milepost.tui.commands import key_sign
from milepost.tui.rows import fit, plain
from milepost.tui.screens.drafting import DraftingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem
    from milepost.text import EditSet
    from milepost.tui.forms.model import Form
    from milepost.tui.forms.screen import FormScreen
    from milepost.tui.screens.session import Desk
    from milepost.workspace.events import Changed, SessionEvent
    from milepost.workspace.versions import Draft

_NAME_WIDTH = 30
"""Cells for the name of a form, which may have the words of an item in it."""


class FormingScreen(DraftingScreen):
    """A session's screen over which a form may stand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: FormScreen | None = None
        """What stands over the plan."""
        self._kept: dict[str, dict[str, str]] = {}
        self._keeps = True
        self._early: dict[str, Mapping[str, str]] | None = {}
        """What fields began with, of forms that were left before earlier runs were known of."""

    # What forms are about

    def aimed_at(self) -> tuple[ChecklistItem, Document] | None:
        """The item under the cursor, and the document in which the person sees it."""
        if self.active == "rail" and self.rail.document is not None:
            item, shown = self.rail.selected, self.rail.document
        elif self.active == "reader" and self.reader.document is not None:
            shown = self.reader.document
            item = item_at(shown.plan, self.reader.cursor_offset)
        else:
            return None
        return None if item is None else (item, shown)

    # Opening and closing

    def open_form(self, form: Form, *, keeps: bool = True) -> None:
        """Puts a form over the plan, unless the file cannot be written."""
        from milepost.tui.forms.screen import FormScreen  # Loads the fields.

        if self.form is not None:
            return
        if self._is_locked:
            self.tell(self._file.absence or self._file.read_only or "", serious=True)
            return
        self._keeps = keeps
        kept = self._kept.get(form.name, {}) if keeps else {}
        self.form = FormScreen(form, self, self._glyphs, kept, self.wishes)
        self.app.push_screen(self.form, self._form_closed)

    def _form_closed(self, _: None) -> None:
        self.form = None
        self.refresh_keys()

    def put_aside(self, form: Form, values: Mapping[str, str]) -> None:
        """The person leaves a form: what they typed is there when they open it again."""
        if self.keep_typed(form, values):
            self.tell("Nothing is written. What you typed is there when you come back.")

    def keep_typed(self, form: Form, values: Mapping[str, str]) -> bool:
        """Keeps what is typed, also beyond the end of the program; whether there is anything."""
        from milepost.workspace.unsaved import encode_values, place_of_form

        typed = any(text.strip() and text != form.started[name] for name, text in values.items())
        if not self._keeps:
            return False
        if typed:
            if self._early is not None:
                self._early[form.name] = form.started
            self._kept[form.name] = dict(values)
            self.session.save_draft(place_of_form(form.name), encode_values(values))
        elif self._kept.pop(form.name, None) is not None:
            self.session.drop_draft(place_of_form(form.name))
        return typed

    def _handle(self, happened: Iterable[SessionEvent]) -> None:
        from milepost.workspace.events import Recalled  # There from the session on.

        happened = tuple(happened)
        super()._handle(happened)
        for each in happened:
            if isinstance(each, Recalled):
                self._bring_back(each.drafts)

    def _bring_back(self, drafts: Sequence[Draft]) -> None:
        """Goes on with what was typed into forms in earlier runs."""
        early, self._early = self._early or {}, None
        if not drafts:
            return
        from milepost.workspace.unsaved import encode_values, find_forms, place_of_form, together

        left = find_forms(drafts)
        for name, values in left.items():
            if name not in early:
                self._kept[name] = values
                continue
            self._kept[name] = together(values, self._kept.get(name, {}), early[name])
            self.session.save_draft(place_of_form(name), encode_values(self._kept[name]))
        if left:
            names = [fit(plain(each), _NAME_WIDTH, self._glyphs.ellipsis) for each in left]
            self.tell(f"Typed before and not written ({', '.join(names)}): the form has it.")
        if self.form is not None and self._keeps and self.form.form.name in left:
            self.form.recall(left[self.form.form.name])  # It was opened before this was known.

    def on_unmount(self) -> None:
        """Keeps what is typed into a form that is still open, and says so."""
        if self.form is not None:
            self.keep_typed(self.form.form, self.form.values)
        if not self._kept:
            return
        from milepost.workspace.unsaved import place_of_form

        for name, values in self._kept.items():
            is_open = self.form is not None and self.form.form.name == name
            title = self.form.form.title if self.form is not None and is_open else plain(name)
            text = "\n".join(f"{label}: {typed}" for label, typed in values.items() if typed)
            what = f"What you typed under “{title}”"
            self.leave_behind(place_of_form(name), what, text, is_told=not is_open)

    def show_document(self, document: Document, edits: EditSet | None = None) -> None:
        """Lets a form show what it would write into the plan as it is now."""
        super().show_document(document, edits)
        if self.form is not None and self.form.is_attached:
            self.form.follow()

    # Writing

    def carry_out(self, form: Form, values: Mapping[str, str]) -> str:
        """Writes what a form comes to; a sentence, and nothing else, where that cannot be."""
        from milepost.workspace.events import Changed, Collided, Told

        proposal = form.propose(values)
        if proposal.resolve is None:
            return proposal.wanted
        if proposal.shown in (None, self.document) and proposal.resolve(self.document) is None:
            return form.no_place
        happened = self.session.change(proposal.label, proposal.resolve, proposal.shown)
        changed = next((each for each in happened if isinstance(each, Changed)), None)
        told = next((each for each in happened if isinstance(each, Told)), None)
        if changed is None and told is not None and not isinstance(told, Collided):
            return told.sentence
        if self._kept.pop(form.name, None) is not None:
            from milepost.workspace.unsaved import place_of_form

            self.keep_until_written(proposal.label, place_of_form(form.name))
        self._handle(happened)
        if not happened:
            self.tell("The plan says so already.")
        elif changed is not None:
            self._land(form, changed)
            self.tell(f"{proposal.label}: done.{self._way_back}")
        return ""

    @property
    def _way_back(self) -> str:
        """How what was done is undone, as a sentence behind another one."""
        keys = next(each.keys for each in self.commands if each.id == "time.undo")
        return f" {key_sign(keys[0])} takes it back." if keys else ""

    def next_form(self, form: Form) -> Form:
        """The form to go on with after one that stays was written."""
        return form

    def _land(self, form: Form, changed: Changed) -> None:
        """Takes the cursor to what was written."""
        from milepost.tui.forms.model import landing

        at = landing(changed.edits)
        item = item_at(changed.document.plan, at)
        if form.lands == "text":
            self.go_to(Span(at, at))
        elif form.lands != "stay" and item is not None:
            items = changed.document.plan.items
            if form.lands == "next item":
                item = items[min(item.index + 1, len(items) - 1)]
            self.show_item(item)

    def show_item(self, item: ChecklistItem) -> None:
        """Puts the cursor on an item, in the pane that has it."""
        if self.active == "reader":
            self.reader.go_to(item.span)
        elif item.in_progress:
            self.rail.move_to(item.index)
            self.focus_pane("rail")
