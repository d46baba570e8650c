"""Beginning a plan where there is none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from milepost.edits.skeleton import new_plan
from milepost.text import Source
from milepost.workspace.store import Refused, Stale, Unreadable, save
from milepost.workspace.terms import LiveTerms

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.workspace.clock import Clock


def begin_plan(path: Path, title: str, clock: Clock) -> str:
    """Writes a skeleton to a path at which there is nothing.

    It has the sections that the configuration around it asks for. Gives a sentence that says why
    nothing was written, or nothing. May wait for the disk; never raises.
    """
    if os.path.lexists(path):
        return f"{path.name} is there already and was not touched."
    profile = LiveTerms(path).look().terms.selection.profile
    text = new_plan(title, "", clock.now(), profile)
    try:
        text.encode()
    except UnicodeEncodeError:
        return "The title has characters that no file can hold."
    match save(path, Source(text), None):
        case Refused(reason) | Stale(Unreadable(reason=reason)):
            return reason
        case Stale():
            return f"Somebody else wrote {path.name} just now; it was not touched."
        case _:
            return ""


def title_from(path: Path) -> str:
    """A title to begin with, made of the file's name."""
    words = path.stem.replace("-", " ").replace("_", " ").split()
    return " ".join(words).capitalize() or "A plan"
