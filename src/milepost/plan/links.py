"""Where a plan's links lead."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.prose import TARGET
from milepost.text import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from milepost.plan.model import Plan
    from milepost.plan.prose import Prose

_INLINE = rf"\]{TARGET}+"
_DESTINATION = r"\]\([ \t]*(?:<([^<>\r\n]*)>|([^\s<]\S*?))(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_DEFINITION = (
    r"(?m)^[ ]{0,3}\[[^\]^\r\n][^\]\r\n]*\]:[ \t]+(?:<([^<>\r\n]+)>|([^\s<]\S*))"
    r"(?:[ \t]+(?:\"[^\"\r\n]*\"|'[^'\r\n]*'))?[ \t]*$"
)


class Link(NamedTuple):
    """A link, an image or the definition of a link."""

    span: Span
    """The destination's place in the file."""
    destination: str
    """As written, without angle brackets."""


def links_of(text: str, plan: Plan, prose: Prose) -> Iterator[Link]:
    """The links of the prose, then the definitions; none from code, quotations or comments."""
    for found in compiled(_INLINE).finditer(prose.text):
        if not _is_opened(prose, found.start()):
            continue
        whole = prose.span(*found.span())
        match = compiled(_DESTINATION).fullmatch(whole.cut(text))
        if match is not None:
            yield _link(match, whole.start)
    if "]:" not in text:
        return
    for match in compiled(_DEFINITION).finditer(text.replace("\r", "\n")):
        at = bisect_right(plan.blocks, match.start(), key=lambda block: block.span.start)
        # A definition may be indented: its block begins behind the white space.
        near = plan.blocks[max(0, at - 1) : at + 1]
        if any(
            block.kind is BlockKind.PARAGRAPH and match.start(match.lastindex or 0) in block.span
            for block in near
        ):
            yield _link(match, 0)


def _is_opened(prose: Prose, close: int) -> bool:
    """Whether the bracket that ends a link's text was opened, and not as a plain character."""
    start, _ = prose.line_at(close)
    opening = prose.text.rfind("[", start, close)
    return opening >= 0 and not prose.text.endswith("\\", start, opening)


def _link(match: re.Match[str], offset: int) -> Link:
    group = match.lastindex or 0
    start, end = match.span(group)
    return Link(Span(offset + start, offset + end), match[group])
