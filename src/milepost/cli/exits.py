"""How a command ends."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; they are part of what is published and do not change."""

    CLEAN = 0
    FINDINGS = 1
    """At least one finding that counts as an error."""
    USAGE = 2
    """The command line, or a file that it names, cannot be read."""
    BUG = 3
    """Milepost itself failed; a log says how."""
    INTERRUPTED = 130
    """Stopped by Ctrl+C, as shells count it."""
    CLOSED = 141
    """Whoever read the output went away, as shells count it."""


class UsageError(Exception):
    """A command line that cannot be followed; each argument is a line of whole sentences."""
