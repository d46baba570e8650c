"""The forms for entries of the living sections, and for revision notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.draft import Draft
from milepost.edits.moments import read_moment
from milepost.plan.kinds import SectionKind
from milepost.tui.forms.model import FieldSpec, Form, Proposal
from milepost.tui.forms.steps import named
from milepost.workspace.editing import noting, recording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from milepost.document import Document

REASON = ", because "
"""What the prefilled revision note ends with; the person goes on."""
_NO_PLACE = "It would not be read as one more entry there."
_DEFAULT_FORM = "%Y-%m-%d %H:%MZ"


def decision_form(document: Callable[[], Document], now: datetime, author: str) -> Form:
    """Asks what was decided, why, when and by whom."""

    def propose(values: Mapping[str, str]) -> Proposal:
        when = read_moment(values["when"], now)
        if not values["what"].strip():
            return Proposal("", None, "Say what was decided.")
        if not values["why"].strip():
            return Proposal("", None, "A decision needs its reason: say why.")
        if when is None:
            return Proposal("", None, "Write the date as 2026-11-20 or 2026-11-20 14:30, or now.")
        draft = Draft(
            SectionKind.DECISIONS,
            values["what"],
            when.when,
            rationale=values["why"],
            author=values["author"].strip(),
        )
        return Proposal(f"Note {named(values['what'])}", recording(document(), draft))

    fields = (
        FieldSpec("what", "decision", "what was decided"),
        FieldSpec("why", "rationale", "why, and what else was possible"),
        FieldSpec("when", "date", "now", now.strftime(_DEFAULT_FORM)),
        FieldSpec("author", "author", "who decided; may be left out", author),
    )
    return Form("decision", "A decision", fields, propose, _NO_PLACE, lands="text")


def surprise_form(document: Callable[[], Document], now: Callable[[], datetime]) -> Form:
    """Asks what was observed and what proves it."""

    def propose(values: Mapping[str, str]) -> Proposal:
        if not values["what"].strip():
            return Proposal("", None, "Say what was observed.")
        if not values["evidence"].strip():
            return Proposal("", None, "A surprise needs its evidence: paste what was seen.")
        draft = Draft(SectionKind.SURPRISES, values["what"], now(), evidence=values["evidence"])
        return Proposal(f"Note {named(values['what'])}", recording(document(), draft))

    fields = (
        FieldSpec("what", "observation", "what was observed"),
        FieldSpec("evidence", "evidence", "output, pasted as it is", has_lines=True),
    )
    return Form("surprise", "A surprise", fields, propose, _NO_PLACE, lands="text")


def outcome_form(document: Callable[[], Document], now: Callable[[], datetime]) -> Form:
    """Asks what came of the work."""

    def propose(values: Mapping[str, str]) -> Proposal:
        if not values["what"].strip():
            return Proposal("", None, "Say what was achieved, what is left, what was learnt.")
        draft = Draft(SectionKind.OUTCOMES, values["what"], now())
        return Proposal(f"Note {named(values['what'])}", recording(document(), draft))

    fields = (
        FieldSpec("what", "outcome", "what was achieved, left, learnt", has_lines=True),
    )  # fmt: skip
    return Form("outcome", "An outcome", fields, propose, _NO_PLACE, lands="text")


def revision_form(document: Callable[[], Document], now: Callable[[], datetime]) -> Form:
    """Asks what of the plan was changed and why."""

    def propose(values: Mapping[str, str]) -> Proposal:
        text = values["what"]
        if not text.strip():
            return Proposal("", None, "Say what of the plan was changed, and why.")
        if text.rstrip().endswith(REASON.strip()):
            return Proposal("", None, "Go on: say why it was changed.")
        return Proposal(f"Note {named(text)}", noting(document(), text, now()))

    fields = (
        FieldSpec("what", "change", "what of the plan was changed, and why", has_lines=True),
    )  # fmt: skip
    return Form("revision", "A revision note", fields, propose, _NO_PLACE, lands="text")
