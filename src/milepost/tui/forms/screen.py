"""A form over the plan."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from textual import events, on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from milepost.tui.cells import cell_len, sanitise
from milepost.tui.commands import key_sign
from milepost.tui.commands.dialogs import QUESTION
from milepost.tui.commands.place import PlaceKeys
from milepost.tui.commands.texts import FORM
from milepost.tui.forms.field import Field
from milepost.tui.forms.model import what_is_written
from milepost.tui.forms.preview import Preview
from milepost.tui.rows import plain
from milepost.tui.screens.drafting import DRAFT_PAUSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.app import ComposeResult
    from textual.timer import Timer

    from milepost.document import Document
    from milepost.tui.commands.place import Wishes
    from milepost.tui.forms.model import Form
    from milepost.tui.glyphs import Glyphs

_EDGES = 6
"""Cells of the frame beside what the keys do."""
LOW = 24
"""Below this height fields and preview are short."""
PAUSE = 0.03
"""Seconds without a key before what would be written is worked out anew."""


class FormHost(Protocol):
    """Who opens a form, and writes what it comes to."""

    @property
    def document(self) -> Document:
        """The plan as it is now."""

    def carry_out(self, form: Form, values: Mapping[str, str]) -> str:
        """Writes what the answers come to; a sentence where that cannot be."""

    def next_form(self, form: Form) -> Form:
        """The form to go on with after one that stays was written."""

    def put_aside(self, form: Form, values: Mapping[str, str]) -> None:
        """The person leaves: what they typed is kept."""

    def keep_typed(self, form: Form, values: Mapping[str, str]) -> bool:
        """Keeps what is typed while the form is open; whether there is anything."""


class FormScreen(ModalScreen[None]):
    """Asks for the fields of a form, and shows what they come to while they are typed."""

    AUTO_FOCUS = "Field"
    DEFAULT_CSS = """
    FormScreen {
        align: center bottom;
        & > #form {
            width: 92;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            overflow-y: auto;
            scrollbar-size-vertical: 1;
            background: $ground;
            border: round $accent;
            border-title-color: $accent;
            border-title-style: bold;
            border-subtitle-color: $quiet;
            padding: 0 1;
        }
        & .row { height: auto; margin: 0 0 1 0; }
        & .label { width: 12; height: 1; color: $quiet; }
        &.-low .row { margin: 0; }
        &.-low Field { max-height: 3; }
    }
    """

    def __init__(
        self,
        form: Form,
        host: FormHost,
        glyphs: Glyphs,
        kept: Mapping[str, str],
        wishes: Wishes,
    ) -> None:
        """`kept` is what was typed before and not written, by field."""
        super().__init__()
        self.keys = PlaceKeys(FORM if form.fields else QUESTION, wishes)
        self.form = form
        """What it asks for."""
        self._host = host
        self._glyphs = glyphs
        self._over = False
        self._draft_timer: Timer | None = None
        self.fields = [Field(each, kept.get(each.name, each.value)) for each in form.fields]
        for field in self.fields:
            field.use_keys(self.keys, self)
        self.preview = Preview()
        self._is_draft = bool(kept)

    def compose(self) -> ComposeResult:
        """The fields, each behind its label, and what they come to."""
        with Vertical(id="form"):
            for field in self.fields:
                with Horizontal(classes="row"):
                    yield Static(field.spec.label, classes="label", markup=False)
                    yield field
            yield self.preview

    def on_mount(self) -> None:
        """Says what the keys do, and begins to show what would be written."""
        self.preview.glyphs = self._glyphs
        self._dress()
        self._fit(self.app.size.height)
        self.follow()

    def _dress(self) -> None:
        box = self.query_one("#form")
        # Not a text to be read as markup: it has words of the plan in it.
        box.border_title = Content(sanitise(plain(self.form.title)))
        room = box.size.width - _EDGES
        for hints in self._hints():
            words = f" {self._glyphs.dot} ".join(hints)
            box.border_subtitle = Content(words)
            if cell_len(words) <= room:
                break

    def _hints(self) -> Iterator[list[str]]:
        """What the keys do; then only what is wanted most, for where there is no room for all."""
        if not self.fields:
            yes = sorted(key_sign(key) for key in self.keys.keys_of("question.yes"))
            for signs in (yes, yes[:1]):
                yield [f"yes: {' or '.join(signs)}", "no: any other key"]
            return
        if self.form.stays:
            writes = "form.enter" if self.keys.sign("form.enter") else "form.write"
            yield self.keys.hints((writes, "writes"), ("form.leave", "ends"))
            return
        hints = {"form.write": "writes", "form.next": "goes on", "form.leave": "leaves"}
        if len(self.fields) == 1:
            del hints["form.next"]
        if self._is_draft:
            hints["form.anew"] = "begins anew"
        for spared in ("", "form.next", "form.anew"):
            hints.pop(spared, None)
            yield self.keys.hints(*hints.items())

    def on_resize(self, event: events.Resize) -> None:
        """A low window has short fields, a narrow one few words on the keys."""
        self._fit(event.size.height)
        self.call_after_refresh(self._dress)

    def _fit(self, height: int) -> None:
        self.set_class(height < LOW, "-low")
        self.preview.styles.max_height = max(4, min(14, height - 4 - 2 * len(self.fields)))

    @property
    def values(self) -> dict[str, str]:
        """What is typed, by field."""
        return {field.spec.name: field.text for field in self.fields}

    def recall(self, earlier: Mapping[str, str]) -> None:
        """Puts what was typed in an earlier run before what is typed now."""
        from milepost.workspace.unsaved import together  # Rarely wanted.

        values = together(earlier, self.values, self.form.started)
        for field in self.fields:
            if field.text != values[field.spec.name]:
                field.text = values[field.spec.name]
                field.move_cursor(field.document.end)
        self._is_draft = True
        if self.query("#form"):  # It may not be composed yet.
            self._dress()

    def fill(self, form: str, name: str, value: str) -> None:
        """Fills in a field that the person has not touched yet, if the form is this one."""
        for field in self.fields:
            if (
                self.form.name == form
                and field.spec.name == name
                and field.text == field.spec.value
                and value
            ):
                field.text = value
                field.move_cursor(field.document.end)

    # What would be written

    def follow(self) -> None:
        """Shows what the answers come to in the plan as it is now."""
        if not self._over:
            self._work_out(self.form, self.values, self._host.document)

    @on(Field.Changed)
    def _on_typed(self) -> None:
        self.preview.refusal = ""
        self.follow()
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_PAUSE, self._keep_typed)

    def _keep_typed(self) -> None:
        self._draft_timer = None
        if not self._over:
            self._host.keep_typed(self.form, self.values)

    # Described, as Textual would otherwise describe it by writing out the whole document.
    @work(group="form", name="form", description="what a form writes", exclusive=True)
    async def _work_out(self, form: Form, values: dict[str, str], document: Document) -> None:
        await asyncio.sleep(PAUSE)
        written = await asyncio.to_thread(what_is_written, form, values, document)
        if not self._over and document is self._host.document and values == self.values:
            self.preview.written = written

    # Keys

    def action_enter(self) -> None:
        """Begins a line where there may be several; else goes on, and at the end writes."""
        field = self._field
        if field.spec.has_lines:
            field.action_new_line()
        elif field is self.fields[-1]:
            self.action_write()
        else:
            self.action_step(1)

    def action_step(self, by: int) -> None:
        """To another field."""
        at = (self.fields.index(self._field) + by) % len(self.fields)
        self.set_focus(self.fields[at])

    @property
    def _field(self) -> Field:
        """The field that is typed into."""
        return next((each for each in self.fields if each.has_focus), self.fields[0])

    def on_key(self, event: events.Key) -> None:
        """Takes the answer to a question; what a field has no use for is for nothing else."""
        event.stop()
        event.prevent_default()
        if not self.fields:
            command = self.keys.press(event.key)
            if command is None:
                self.action_leave()
            elif command.action:
                self.action_write()

    # Ending

    def action_write(self) -> None:
        """Writes what the answers come to, and ends or asks for the next."""
        refusal = self._host.carry_out(self.form, self.values)
        self.preview.refusal = refusal
        if refusal:
            self.refresh(layout=True)
        elif self.form.stays:
            self.form = self._host.next_form(self.form)
            for field in self.fields:
                field.text = ""
            self.follow()
        else:
            self._close()

    def action_leave(self) -> None:
        """Ends without writing."""
        self._host.put_aside(self.form, self.values)
        self._close()

    def action_begin_anew(self) -> None:
        """Empties the fields of what was typed before."""
        for field in self.fields:
            field.text = field.spec.value
            field.move_cursor(field.document.end)
        self.set_focus(self.fields[0])

    def _close(self) -> None:
        self._over = True
        self.dismiss()

    def on_click(self, event: events.Click) -> None:
        """A click beside the form leaves it."""
        if event.widget is self:
            self.action_leave()
