"""What a help page is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with rows of a term and what it means; a row without meaning stands alone."""

    heading: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of help."""

    usage: tuple[str, ...]
    lead: str
    groups: tuple[Group, ...]
    close: str = ""


EXITS = Group(
    "Exit codes",
    (
        ("0", "It is done, and no error was found."),
        ("1", "Errors were found; with --strict, warnings count as errors."),
        ("2", "The command line or a file could not be read; stderr says why."),
        ("3", "Milepost itself failed; stderr names a log that says how."),
    ),
)
