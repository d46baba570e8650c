"""How a person wants the editor to be: its keys, colours, signs and times."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from milepost.workspace.config_reading import Reader


_NO_KEYS: Mapping[str, tuple[str, ...]] = {}


class Preferences(NamedTuple):
    """What the configuration says of the editor; as it stands, what holds without any."""

    keys: Mapping[str, tuple[str, ...]] = _NO_KEYS
    """Keys by the id of their command, as they were written; none for a command without a key."""
    theme: str = ""
    """The name of a theme; empty when none is asked for."""
    glyphs: str = ""
    """`unicode`, `ascii`, or empty for what the terminal can show."""
    reduced_motion: bool = False
    local_time: bool = False
    """Whether times are shown in the zone of the machine and not in UTC."""


def preferences_from(reader: Reader) -> Preferences:
    """Reads the keys that are about the editor; what is wrong with them is left out."""
    return Preferences(
        keys=reader.bindings(),
        theme=reader.word("theme"),
        glyphs=reader.word("glyphs", "unicode", "ascii"),
        reduced_motion=reader.word("motion", "full", "reduced") == "reduced",
        local_time=reader.word("clock", "utc", "local") == "local",
    )


def find_preferences(folder: Path, environment: Mapping[str, str] = os.environ) -> Preferences:
    """What holds for the editor of a plan in `folder`; never raises.

    Meant for before the first frame: without files hardly anything is loaded. Mistakes are passed
    over; whoever checks a plan reads the whole configuration and says what is wrong with it.
    """
    from milepost.workspace.config_files import Table, find_user_file, look_around, read_table

    own = find_user_file(environment)
    try:
        project = look_around(folder).project
    except OSError:  # The current folder is gone, and with it the way to the plan.
        project = None
    found = [project, None if own is None else read_table(own)]
    tables = [each for each in found if isinstance(each, Table)]
    if not tables:
        return Preferences()
    from milepost.workspace.config_reading import Reader  # Loaded where there is a file.

    return preferences_from(Reader(tables))
