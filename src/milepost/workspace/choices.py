"""What the editor remembers of a person from one run to the next."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from milepost.workspace.state import make_state_dir, state_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME = "editor.json"
_LARGEST = 100_000
"""Bytes; a larger file is none of ours."""
_NO_USES: Mapping[str, int] = {}


class Choices(NamedTuple):
    """What was chosen at the screen, and what was learnt there."""

    theme: str = ""
    """The theme that was chosen last; empty for none."""
    instead_of: str = ""
    """What the configuration asked for at that time: once it asks for another, that one counts."""
    uses: Mapping[str, int] = _NO_USES
    """How often commands were used, by their ids, as far as that is counted."""
    hints_shown: int = 0
    """In how many runs a hint was shown."""

    def theme_over(self, configured: str) -> str:
        """The theme to begin with, where the configuration asks for `configured`."""
        return self.theme if self.theme and self.instead_of == configured else configured


def load_choices(folder: Path | None = None) -> Choices:
    """Reads them; what cannot be read was never chosen. Never raises."""
    import json  # Loaded already by what draws the screen.

    path = (folder or state_dir()) / _NAME
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return Choices()
    if not isinstance(data, dict):
        return Choices()
    uses, shown = data.get("uses"), data.get("hints_shown")
    counts = uses.items() if isinstance(uses, dict) else ()
    return Choices(
        theme=_text(data.get("theme")),
        instead_of=_text(data.get("instead_of")),
        uses={name: count for name, count in counts if isinstance(count, int)},
        hints_shown=shown if isinstance(shown, int) else 0,
    )


def save_choices(choices: Choices, folder: Path | None = None) -> bool:
    """Writes them whole or not at all; says whether. Never raises."""
    import json

    where = folder or state_dir()
    data = {
        "theme": choices.theme,
        "instead_of": choices.instead_of,
        "uses": dict(choices.uses),
        "hints_shown": choices.hints_shown,
    }
    temporary = where / f"{_NAME}.{os.getpid()}"
    try:
        make_state_dir(where)
        temporary.write_text(json.dumps(data, indent=2), encoding="utf-8")
        temporary.replace(where / _NAME)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        return False
    return True


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
