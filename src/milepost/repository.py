"""What may be known of the files around a plan."""

from __future__ import annotations

from typing import Protocol


class Repository(Protocol):
    """The files around one plan.

    Paths are relative to the root, with `/` between their parts. Asking never raises; what cannot
    be looked at, or lies outside the root, is absent.
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


def normalise_path(path: str, folder: str = "") -> str | None:
    """The path from the root of what is called `path` from `folder`; empty for the root itself.

    None for an absolute path and for one that leaves the root.
    """
    if path.startswith("/") or "\0" in path:
        return None
    parts: list[str] = []
    for part in f"{folder}/{path}".split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def has_path(repository: Repository, path: str, folder: str = "") -> bool:
    """Whether there is a file or folder that is called `path` from `folder`."""
    whole = normalise_path(path, folder)
    if whole is None:
        return False
    return not whole or repository.is_file(whole) or repository.is_folder(whole)


def folders_upward(folder: str) -> list[str]:
    """The folder and all that hold it, the root last."""
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:count]) for count in range(len(parts), -1, -1)]
