"""Forms for decisions, surprises, outcomes and revision notes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from milepost.tui.screens.stepping import SteppingScreen

if TYPE_CHECKING:
    from milepost.document import Document

_RECORDING = frozenset({"note_decision", "note_surprise", "note_outcome", "note_revision"})


class RecordingScreen(SteppingScreen):
    """A screen with the commands that write into the living sections."""

    _author: str | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether there is a text to write into."""
        if action in _RECORDING:
            return bool(self.document.text.strip())
        return super().check_action(action, parameters)

    def is_offered(self, action: str) -> bool:
        """Leaves out what a locked file would refuse."""
        return not (action in _RECORDING and self._is_locked) and super().is_offered(action)

    def _current(self) -> Document:
        return self.document

    def action_note_decision(self) -> None:
        """Asks what was decided."""
        from milepost.tui.forms.records import decision_form

        self.open_form(decision_form(self._current, self._clock.now(), self._author or ""))
        if self._author is None:
            self._find_author()

    @work(group="author", name="author", description="ask git who is at work")
    async def _find_author(self) -> None:
        from milepost.workspace.author import find_author

        self._author = await asyncio.to_thread(find_author, self._path.absolute().parent)
        if self.form is not None:
            self.form.fill("decision", "author", self._author)

    def action_note_surprise(self) -> None:
        """Asks what was observed."""
        from milepost.tui.forms.records import surprise_form

        self.open_form(surprise_form(self._current, self._clock.now))

    def action_note_outcome(self) -> None:
        """Asks what came of the work."""
        from milepost.tui.forms.records import outcome_form

        self.open_form(outcome_form(self._current, self._clock.now))

    def action_note_revision(self) -> None:
        """Asks what of the plan was changed; what is known of that is filled in."""
        from milepost.tui.forms.records import revision_form

        self.open_form(revision_form(self._current, self._clock.now))
        self._find_changes(self.document)

    @work(group="changes", name="changes", description="what changed since the last note")
    async def _find_changes(self, document: Document) -> None:
        summary = await asyncio.to_thread(self._summarise, document)
        if self.form is not None and summary:
            self.form.fill("revision", "what", summary)

    def _summarise(self, document: Document) -> str:
        """What has changed since the last revision note, as the beginning of the next one."""
        from milepost.plan.changes import changes_between
        from milepost.report.changes import NOTHING, SPACING, render_changes
        from milepost.tui.forms.records import REASON
        from milepost.workspace.noted import find_noted

        noted = find_noted(self._path, document)
        changes = None if noted is None else changes_between(noted, document)
        if not changes:
            changes = self.session.catch_up
        summary = render_changes(changes) if changes else NOTHING
        return "" if summary in (NOTHING, SPACING) else f"{summary}{REASON}"
