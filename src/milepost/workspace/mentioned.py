"""Files that a plan's text names: which ones they are, and whether they may be opened."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from milepost.workspace.repository import find_repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST = 2_000
"""Characters that are looked through."""
_LINK = re.compile(r"\]\(\s*<?([^()<>\s]+)>?(?:\s[^()]*)?\)")
_CODE = re.compile(r"(`+)(.+?)(?<!`)\1(?!`)")
_WORD = re.compile(r"[^\s`()\[\]<>{}\"',;|*“”‘’]+")
_PLACED = re.compile(r"(?P<path>.+?)(?:(?::|#L)(?P<line>[1-9][0-9]{0,6}))?(?::[0-9]+|-L?[0-9]+)?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://|mailto:", re.IGNORECASE)


class Mention(NamedTuple):
    """A file as a text names it."""

    path: str
    line: int | None
    """From 1 on; `None` when the text does not say."""
    start: int
    end: int
    """Where in the text it is named."""


def find_mentions(text: str) -> Iterator[Mention]:
    """What might be the name of a file, in the order of the text; the same place may come again.

    A link's target and code as a whole come before the words in them.
    """
    found = [(each.start(1), each.end(1)) for each in _LINK.finditer(text[:_MOST])]
    found += [(each.start(2), each.end(2)) for each in _CODE.finditer(text[:_MOST])]
    found += [each.span() for each in _WORD.finditer(text[:_MOST])]
    for start, end in sorted(found, key=lambda pair: (pair[0], -pair[1])):
        name = text[start:end].strip().rstrip(".:!?")
        placed = _PLACED.fullmatch(name)
        if placed is None or _SCHEME.match(name):
            continue
        line = placed["line"]
        yield Mention(placed["path"], None if line is None else int(line), start, end)


class Neighbourhood:
    """The folders whose files a plan may lead to: its own, and the repository it lies in."""

    def __init__(self, plan: Path) -> None:
        self._folder = plan.absolute().parent
        repository = find_repository(plan)
        self._bases = [self._folder]
        if repository is not None:
            self._bases.append(Path(repository.root))
        self._roots = [base.resolve() for base in self._bases]

    def find(self, name: str) -> Path | None:
        """The regular file of that name, with links followed; none outside these folders.

        Looks from the plan's folder first, then from the root of the repository. Never raises.
        """
        if not name:
            return None
        for base in self._bases:
            try:
                path = (base / name).resolve()
                is_file = stat.S_ISREG(path.stat().st_mode)
            except (OSError, ValueError, RuntimeError):  # Not there, no path, or links in a circle.
                continue
            if is_file and any(path.is_relative_to(root) for root in self._roots):
                return path
        return None

    def first(self, mentions: Iterable[Mention]) -> tuple[Path, Mention] | None:
        """The first mention of a file that is there."""
        for mention in mentions:
            path = self.find(mention.path)
            if path is not None:
                return path, mention
        return None
