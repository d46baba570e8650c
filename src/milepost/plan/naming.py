"""Which item of Progress is meant: by its number, by words of it, or as the next one."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from milepost.plan.identity import wording_of
from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from milepost.plan.model import ChecklistItem, Plan

_BOX = r"\s*(?:[-*+]|[0-9]+[.)])\s+\[.\](?:\s+|$)"
"""What is pasted along with a whole line."""
_MARKUP = r"[`*_~]+"
_EDGES = " .;:,!。；：，！"
_LIKE = 0.4
"""Least similarity of what can be suggested."""
_COMPARED = 200


def numbered_items(plan: Plan) -> tuple[ChecklistItem, ...]:
    """The items of Progress in file order: the first one has the number 1."""
    return tuple(item for item in plan.items if item.in_progress)


def number_of(plan: Plan, item: ChecklistItem) -> int:
    """The number of an item of Progress; 0 for any other."""
    indexes = [each.index for each in numbered_items(plan)]
    return indexes.index(item.index) + 1 if item.index in indexes else 0


def find_named(plan: Plan, text: str, words: str) -> tuple[ChecklistItem, ...]:
    """The items of Progress that `words` name, in file order: one when they are clear.

    Items that read so exactly come before those that begin so, and these before those that hold
    the words anywhere. Case, spacing, markup and punctuation at the ends do not count; the box and
    the stamp may be there or not. `text` is what the plan was read from.
    """
    wanted = _normal(compiled(_BOX).sub("", words, count=1))
    if not wanted:
        return ()
    wordings = [(item, tuple(_wordings(item, text))) for item in numbered_items(plan)]
    for fits in _WAYS:
        found = [item for item, own in wordings if any(fits(each, wanted) for each in own)]
        if found:
            return tuple(found)
    return ()


def find_alike(plan: Plan, words: str, most: int = 3) -> tuple[ChecklistItem, ...]:
    """The items of Progress that read most like `words`, best first; only ever suggested."""
    wanted = _normal(words)
    if not wanted:
        return ()
    scored = [(_likeness(_normal(item.headline), wanted), item) for item in numbered_items(plan)]
    scored.sort(key=lambda pair: -pair[0])
    return tuple(item for score, item in scored[:most] if score >= _LIKE)


_WAYS: Sequence[Callable[[str, str], bool]] = (
    lambda wording, wanted: wording == wanted,
    lambda wording, wanted: wording.startswith(wanted),
    lambda wording, wanted: wanted in wording,
)


def _wordings(item: ChecklistItem, text: str) -> Iterator[str]:
    """As it is meant, with the remark on what is left, and as it is written."""
    yield " ".join(wording_of(item).split())
    yield _normal(item.text)
    yield _normal(item.text_span.cut(text))


def _normal(words: str) -> str:
    return " ".join(compiled(_MARKUP).sub("", words).split()).strip(_EDGES).casefold()


def _likeness(wording: str, wanted: str) -> float:
    """From 0 to 1: how much the two have in common, or how much of the wanted words is there."""
    matcher = SequenceMatcher(None, wording[:_COMPARED], wanted[:_COMPARED], autojunk=False)
    words = set(wanted.split())
    shared = len(words & set(wording.split())) / len(words)
    return max(matcher.ratio(), shared)
