"""What a plan held before the edit that a host speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from milepost.cli.hook.payload import Edit, Swap
    from milepost.text import Source


class Past(Protocol):
    """Whoever remembers what plans held."""

    def text_before(self, path: Path, now: Source) -> str | None:
        """The last text of a plan that differs from `now`; `None` when none is known."""


class RecordedPast:
    """What the history in the state directory remembers; leaves nothing behind there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def text_before(self, path: Path, now: Source) -> str | None:
        """The last text of a plan that differs from `now`; `None` when none is known."""
        from milepost.workspace.history import FILE_NAME, open_history
        from milepost.workspace.store import digest_of

        if not (self._folder / FILE_NAME).exists():
            return None
        history = open_history(self._folder)
        try:
            lineage = history.find_lineage(path, now)
            versions = () if lineage is None else history.versions(lineage, limit=2)
            digest = digest_of(now.encode())
            other = next((each for each in versions if each.digest != digest), None)
            source = None if other is None else history.text(other)
            return None if source is None else source.text
        finally:
            history.close()


def former_text(edit: Edit, path: Path, now: Source, past: Past) -> str | None:
    """What the plan held before the edit, as the host tells it, else as `past` knows it.

    Empty for a plan that is new; `None` when nobody knows.
    """
    if edit.former is not None:
        return edit.former
    undone = undo_swaps(now.text, edit.swaps)
    return past.text_before(path, now) if undone is None else undone


def undo_swaps(text: str, swaps: Sequence[Swap]) -> str | None:
    """The text before the replacements; `None` when a place is not certain, or none is given."""
    if not swaps:
        return None
    is_crlf = "\r\n" in text
    for swap in reversed(swaps):
        old, new = (_with_crlf(each) for each in swap) if is_crlf else swap
        if not new or text.count(new) != 1:
            return None
        text = text.replace(new, old)
    return text


def _with_crlf(text: str) -> str:
    """The same lines in a file that ends them so; hosts leave the carriage returns out."""
    return text if "\r\n" in text else text.replace("\n", "\r\n")
