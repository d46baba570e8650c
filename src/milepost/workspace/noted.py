"""What a plan held when its last revision note was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.document import Document
from milepost.workspace.history import FILE_NAME, open_history
from milepost.workspace.state import state_dir

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.text import Source
    from milepost.workspace.history import History
    from milepost.workspace.versions import Lineage

_MOST_VERSIONS = 400
"""Older ones are not looked at: a summary of that much would say nothing."""


def find_noted(path: Path, document: Document) -> Document | None:
    """The oldest kept version with the newest revision note of `document`.

    Of a plan without notes, the oldest one of all; `None` where none is kept. Never raises; reads
    the history, so call it from a thread that may wait.
    """
    folder = state_dir()
    if not (folder / FILE_NAME).exists():
        return None
    history = open_history(folder)
    try:
        lineage = history.find_lineage(path, document.source)
        source = None if lineage is None else _oldest(history, lineage, document)
    finally:
        history.close()
    return None if source is None else Document.parse(source, aliases=document.aliases)


def _oldest(history: History, lineage: Lineage, document: Document) -> Source | None:
    notes = document.plan.revision_notes
    wording = _plain(notes[-1].span.cut(document.text)) if notes else ""
    found: Source | None = None
    for version in history.versions(lineage, _MOST_VERSIONS):
        source = history.text(version)
        if source is None or wording not in _plain(source.text):
            break
        found = source
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())
