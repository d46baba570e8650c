"""The profile that a plan chooses for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from milepost.document import Document
    from milepost.plan.profiles import Profile

_NAME = r"[\"']?([\w.-]+)[\"']?"
_FRONT_MATTER = (
    rf"(?m)^milepost-profile[ \t]*:[ \t]*{_NAME}[ \t]*(?:#|$|\r)"
    rf"|^milepost[ \t]*:[ \t]*\{{[^}}\r\n]*\bprofile[ \t]*:[ \t]*{_NAME}[ \t]*[,}}]"
    rf"|^milepost[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:(?:\r\n?|\n)[ \t][^\r\n]*)*?"
    rf"(?:\r\n?|\n)[ \t]+profile[ \t]*:[ \t]*{_NAME}[ \t]*(?:#|$|\r)"
)
_COMMENT = rf"<!--[ \t]*milepost-profile[ \t]*:?[ \t]*{_NAME}[ \t]*(?:--[^>]*)?-->"


@dataclass(frozen=True, slots=True)
class ProfileChoice:
    """The name of a profile as a plan gives it, and where it does."""

    name: str
    span: Span


def profile_of(document: Document, known: Mapping[str, Profile]) -> Profile | None:
    """The profile that the plan chooses; `None` when it chooses none, or one that is not known."""
    choice = find_profile_choice(document)
    return None if choice is None else known.get(choice.name)


def find_profile_choice(document: Document) -> ProfileChoice | None:
    """What the plan says about its profile.

    In its front matter that is `milepost-profile: NAME`, or `profile: NAME` under `milepost:`;
    elsewhere a comment of its own, `<!-- milepost-profile: NAME -->`. The first one counts.
    """
    if "milepost" not in document.text:
        return None
    for block in document.plan.blocks:
        if block.kind is BlockKind.FRONT_MATTER:
            match = compiled(_FRONT_MATTER).search(document.text, *_ends(block.span))
        elif block.kind is BlockKind.HTML:
            match = compiled(_COMMENT).match(document.text, *_ends(block.span))
        else:
            continue
        if match is not None:
            group = match.lastindex or 0
            return ProfileChoice(match[group], Span(*match.span(group)))
    return None


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
