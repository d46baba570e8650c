"""What a heading says: the standard sections, their titles and their other names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from milepost.plan.aliases import ALIASES
from milepost.plan.kinds import NO_ALIASES, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BRACKETED = re.compile(r"[(（\[【{]([^()（）\[\]【】{}]*)[)）\]】}]")
_NOT_WORDS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"[0-9]+(?: [0-9]+)* ")
_MARKUP = re.compile(r"<[^<>]*>")
_SUFFIX = re.compile(r":| [-–—|/] ")
_LONGEST = 200
"""A longer heading is a paragraph by mistake and no section's title."""


@lru_cache(maxsize=4096)
def normalise_title(title: str) -> str:
    """A heading's wording without case, `&`, punctuation, emoji, emphasis and spacing."""
    plain = unicodedata.normalize("NFKC", title).casefold().replace("&", " and ")
    return _NOT_WORDS.sub(" ", plain).strip()


def classify_title(
    title: str, aliases: Mapping[str, SectionKind] = NO_ALIASES
) -> SectionKind | None:
    """Which standard section a heading means, by canonical title or alias.

    `aliases` are the project's own, by normalised title; they come before the usual ones.
    """
    if aliases:
        for form in title_forms(title):
            if form in aliases:
                return aliases[form]
    return _classify(title)


def title_forms(title: str) -> tuple[str, ...]:
    """The normalised wordings that a heading may be known by, the fullest first.

    A number before it does not matter. A bracketed part is read on its own: `Decision Log (done)`
    and `决策记录（Decision Log）` both mean the Decision Log, the first by what stands outside the
    brackets, the second by either. So is what stands before a colon, a dash or a slash. A
    paragraph by mistake has none.
    """
    return () if len(title) > _LONGEST else tuple(_title_forms(title))


@lru_cache(maxsize=4096)
def _classify(title: str) -> SectionKind | None:
    return next((ALIASES[form] for form in title_forms(title) if form in ALIASES), None)


def _title_forms(title: str) -> Iterator[str]:
    folded = _MARKUP.sub(" ", unicodedata.normalize("NFKC", title))
    outside = _BRACKETED.sub(" ", _BRACKETED.sub(" ", folded))
    parts = _SUFFIX.split(outside)
    for candidate in (folded, outside, *_BRACKETED.findall(folded), parts[0]):
        normal = normalise_title(candidate)
        yield normal
        yield _NUMBERED.sub("", normal, count=1)
