"""What may be known of the files around a plan."""

from __future__ import annotations

from typing import Protocol


class Repository(Protocol):
    """The files around one plan.

    Paths are relative to the root, with `/` between their parts. Asking never raises; what cannot
    be looked at is absent.
    """

    @property
    def root(self) -> str:
        """The absolute path of the root, with `/` between its parts and none at its end."""
        ...

    @property
    def folder(self) -> str:
        """The folder of the plan, empty for the root."""
        ...

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        ...

    def is_folder(self, path: str) -> bool:
        """Whether there is such a folder."""
        ...

    def read(self, path: str) -> str | None:
        """The text of a file; None when there is none that can be read as text."""
        ...
