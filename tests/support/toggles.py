"""Intents of a person, as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.workspace.intent import Intent, ticking
from support.clock import START

if TYPE_CHECKING:
    from milepost.document import Document


def ticking_named(document: Document, wording: str) -> Intent:
    """Ticks the item that begins so."""
    item = next(each for each in document.plan.items if each.text.startswith(wording))
    intent = Intent.first(f"Tick “{item.text}”", ticking(document, item, START), document)
    assert intent is not None
    return intent
