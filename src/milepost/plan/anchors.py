"""Where links can lead within a Markdown file, as GitHub counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.plan.model import Plan

_IMAGE = r"!\[[^\]\r\n]*\]\([^)\r\n]*\)"
_LINK = r"\[([^\]\r\n]*)\](?:\([^)\r\n]*\)|\[[^\]\r\n]*\])"
_TAG = r"</?[a-zA-Z][^<>\r\n]*>"
_GIVEN_ID = r"[ \t]*\{#([\w:.-]+)\}[ \t]*$"
_DROPPED = r"[^\w\- ]"
_EMPHASIS = r"(?<!\w)_{1,3}([^_\r\n]+)_{1,3}(?!\w)"
_HTML_ID = r"<[a-zA-Z][^<>]{0,500}?\b(?:id|name)[ \t]*=[ \t]*[\"']?([^\s\"'<>]+)"
_HEADING_LINE = (
    r"(?m)^(?:[ \t]*>)*[ ]{0,3}#{1,6}[ \t]+(?P<hashed>[^\r\n]+?)[ \t]*#*[ \t]*$"
    r"|^(?P<underlined>[^\s#>|][^\r\n]*)(?:\r\n|\r|\n)[ ]{0,3}(?:=+|-+)[ \t]*$"
)


def slug(title: str) -> str:
    """The anchor of a heading, not counting earlier ones of the same name."""
    text = compiled(_IMAGE).sub("", title.strip())
    text = compiled(_LINK).sub(r"\1", text)
    text = compiled(_TAG).sub("", text)
    text = compiled(_EMPHASIS).sub(r"\1", text)
    return compiled(_DROPPED).sub("", text.lower()).replace(" ", "-")


def plan_anchors(plan: Plan, text: str) -> frozenset[str]:
    """Every anchor of a parsed plan, in lower case; `text` is what its spans refer to."""
    headings = (block for block in plan.blocks if block.kind is BlockKind.HEADING)
    titles = [" ".join(line.cut(text) for line in block.lines) for block in headings]
    return _anchors(titles, text)


def text_anchors(text: str) -> frozenset[str]:
    """Every anchor of a Markdown text that is not parsed, in lower case, and perhaps a few more.

    A line in a code block that looks like a heading counts as one.
    """
    found = compiled(_HEADING_LINE).finditer(text.replace("\r\n", "\n"))
    return _anchors([match["hashed"] or match["underlined"] for match in found], text)


def has_anchor(anchors: frozenset[str], fragment: str) -> bool:
    """Whether a link to `fragment` leads to one of the `anchors`, signs aside."""
    wanted = fragment.lower()
    return wanted in anchors or compiled(_DROPPED).sub("", wanted) in anchors


def _anchors(titles: Iterable[str], text: str) -> frozenset[str]:
    anchors = {match[1].lower() for match in compiled(_HTML_ID).finditer(text)}
    seen: dict[str, int] = {}
    for title in titles:
        given = compiled(_GIVEN_ID).search(title)
        if given is not None:
            anchors.add(given[1].lower())
        base = slug(title[: given.start()] if given else title)
        name = base
        while name in seen:
            seen[base] += 1
            name = f"{base}-{seen[base]}"
        seen[name] = 0
    return frozenset(anchors.union(seen))
