"""Saving what somebody typed into a part of a plan, over whatever others write meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.text.diff import diff_edits
from milepost.text.merge import merge

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.text import EditSet, Span
    from milepost.workspace.intent import Resolve


def retyping(base: Document, span: Span, text: str) -> Resolve | None:
    """Puts an exact text in place of a part of `base`, merged with what others changed since.

    `None` where the rest of the plan would then be read in another way. The change does not apply
    where both changed the same words.
    """
    from milepost.edits.replacing import put_span  # Loaded when something is first saved.

    first = put_span(base, span, text)
    if first is None:
        return None
    mine = first.apply(base.text)

    def resolve(current: Document) -> EditSet | None:
        if current.source == base.source:
            return first
        merged = merge(base.text, mine, current.text)
        return None if merged.conflicts else diff_edits(current.text, merged.text())

    return resolve
