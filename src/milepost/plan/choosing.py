"""The profile that a plan chooses for itself, and what was meant as such a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.plan.model import Plan

_NAME = r"[\"']?([\w.-]+)[\"']?"
_FRONT_MATTER = (
    rf"(?m)^milepost-profile[ \t]*:[ \t]*{_NAME}[ \t]*(?:#|$|\r)"
    rf"|^milepost[ \t]*:[ \t]*\{{[^}}\r\n]*\bprofile[ \t]*:[ \t]*{_NAME}[ \t]*[,}}]"
    rf"|^milepost[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:(?:\r\n?|\n)[ \t][^\r\n]*)*?"
    rf"(?:\r\n?|\n)[ \t]+profile[ \t]*:[ \t]*{_NAME}[ \t]*(?:#|$|\r)"
)
_COMMENT = rf"<!--[ \t]*milepost-profile[ \t]*:?[ \t]*{_NAME}[ \t]*(?:--[^>]*)?-->"
_KEY = r"mile[_ .-]?post[_ .-]?profiles?"
_NEARLY = rf"(?mi)^({_KEY})[ \t]*:|<!--[ \t]*({_KEY})(?![\w-])"
CHOOSING_WORD = "milepost-profile"


class ProfileChoice(NamedTuple):
    """The name of a profile as a plan gives it, and where it does."""

    name: str
    span: Span


def find_profile_choice(plan: Plan, text: str) -> ProfileChoice | None:
    """What the plan says about its profile.

    In its front matter that is `milepost-profile: NAME`, or `profile: NAME` under `milepost:`;
    elsewhere a comment of its own, `<!-- milepost-profile: NAME -->`. The first one counts.
    """
    if "milepost" not in text:
        return None
    for kind, span in _places(plan):
        pattern = compiled(_FRONT_MATTER if kind is BlockKind.FRONT_MATTER else _COMMENT)
        look = pattern.search if kind is BlockKind.FRONT_MATTER else pattern.match
        match = look(text, span.start, span.end)
        if match is not None:
            group = match.lastindex or 0
            return ProfileChoice(match[group], Span(*match.span(group)))
    return None


def find_choosing_words(plan: Plan, text: str) -> Iterator[Span]:
    """Where `milepost-profile` stands as a key or begins a comment, rightly spelt or nearly so."""
    if "profile" not in text and "PROFILE" not in text and "Profile" not in text:
        return
    for kind, span in _places(plan):
        for match in compiled(_NEARLY).finditer(text, span.start, span.end):
            group = 1 if kind is BlockKind.FRONT_MATTER else 2
            if match[group] is not None:
                yield Span(*match.span(group))


def _places(plan: Plan) -> Iterator[tuple[BlockKind, Span]]:
    return (
        (block.kind, block.span)
        for block in plan.blocks
        if block.kind in (BlockKind.FRONT_MATTER, BlockKind.HTML)
    )
