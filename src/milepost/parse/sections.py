"""Headings to sections."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from milepost.plan.canon import classify_title, normalise_title
from milepost.plan.kinds import NO_ALIASES, SectionKind
from milepost.plan.model import Block, BlockKind, Milestone, Section
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from milepost.text import LineIndex

_CANONICAL = frozenset(normalise_title(kind.title) for kind in SectionKind)
_COMMENT = re.compile(r"(?<![ \t])[ \t]*<!--.{0,2000}?-->")
_MILESTONE = re.compile(
    r"(?:milestone|phase|stage|里程碑|阶段|マイルストーン|마일스톤)"
    r"(?:\s*#?([0-9]+[a-z]?|[一二三四五六七八九十]+)|\s+([ivx]+|[a-z])(?=\s*(?:[^\s\w]|$)))"
    r"|m([0-9]+[a-z]?)\b",
    re.IGNORECASE,
)


def read_sections(
    text: str,
    blocks: Sequence[Block],
    content: Span,
    lines: LineIndex,
    aliases: Mapping[str, SectionKind] = NO_ALIASES,
) -> tuple[tuple[Section, ...], dict[SectionKind, int]]:
    """Sections in file order and where the standard ones are.

    Only headings outside lists and quotes make sections. Standard sections are looked for at one
    level, normally the second; the canonical title beats an alias, and the first match wins.
    """
    headings = [
        block
        for block in blocks
        if block.kind is BlockKind.HEADING and not block.list_depth and not block.quoted
    ]
    titles = [_title_of(text, block) for block in headings]
    by_kind = _standard_sections(headings, titles, aliases)
    kinds = {index: kind for kind, index in by_kind.items()}
    ends = _section_ends(headings, content.end)
    sections: list[Section] = []
    stack: list[int] = []
    for index, block in enumerate(headings):
        while stack and headings[stack[-1]].level >= block.level:
            stack.pop()
        end = ends[index]
        body_start = min(lines.start(lines.line_of(block.span.end) + 1), end)
        following = headings[index + 1].span.start if index + 1 < len(headings) else end
        sections.append(
            Section(
                index=index,
                title=titles[index],
                kind=kinds.get(index),
                level=block.level,
                heading=block.span,
                span=Span(block.span.start, end),
                body=Span(body_start, end),
                own=Span(body_start, min(following, end)),
                parent=stack[-1] if stack else None,
            )
        )
        stack.append(index)
    return tuple(sections), by_kind


def _title_of(text: str, block: Block) -> str:
    """A heading's wording on one line; a comment in it is none of it."""
    title = " ".join(line.cut(text) for line in block.lines)
    return _COMMENT.sub("", title).strip() if "<!--" in title else title


def read_milestones(sections: Sequence[Section]) -> tuple[Milestone, ...]:
    """Headings below the title that name a numbered milestone, stage or phase, in file order.

    The number names it: where another standard section repeats it for its own part (the items of
    a milestone, its commands, its acceptance), that is the same milestone. The first heading
    outside the living sections stands for it, and one inside them where there is no other.
    """
    homes = _standard_homes(sections)
    found: list[tuple[bool, Milestone]] = []
    for section in sections:
        match = _MILESTONE.match(section.title.strip(" *_`"))
        if match is not None and section.level > 1:
            number = match[match.lastindex or 0]
            home = homes[section.index]
            living = home is not None and home.living
            found.append((living, Milestone(section.title, number, section.index)))
    owners: dict[str, SectionKind | None] = {}
    kept: list[Milestone] = []
    for _, milestone in sorted(found, key=lambda pair: pair[0]):
        home = homes[milestone.section]
        if owners.setdefault(milestone.number.casefold(), home) is home:
            kept.append(milestone)
    return tuple(sorted(kept, key=lambda milestone: milestone.section))


def _standard_homes(sections: Sequence[Section]) -> list[SectionKind | None]:
    """For each section the standard one that holds it, itself included."""
    homes: list[SectionKind | None] = []
    for section in sections:
        around = None if section.parent is None else homes[section.parent]
        homes.append(section.kind or around)
    return homes


def _standard_sections(
    headings: Sequence[Block], titles: Sequence[str], aliases: Mapping[str, SectionKind]
) -> dict[SectionKind, int]:
    named = [
        (index, kind, normalise_title(title) in _CANONICAL)
        for index, title in enumerate(titles)
        if (kind := classify_title(title, aliases)) is not None
    ]
    levels: dict[int, dict[SectionKind, int]] = defaultdict(dict)
    for index, kind, canonical in named:
        # Milestones have sub-sections such as `Validation` or `Goal`: full titles weigh more.
        found_so_far = levels[headings[index].level]
        found_so_far[kind] = max(found_so_far.get(kind, 1), 1 + canonical)
    if not levels:
        return {}
    weight = {level: sum(kinds.values()) for level, kinds in levels.items()}
    level = max(levels, key=lambda level: (weight[level], level == 2, -level))
    found: dict[SectionKind, int] = {}
    for wanted_canonical in (True, False):
        for index, kind, canonical in named:
            if headings[index].level == level and canonical is wanted_canonical:
                found.setdefault(kind, index)
    return found


def _section_ends(headings: Sequence[Block], content_end: int) -> list[int]:
    """For each heading, where the next one of the same or a higher level begins."""
    ends = [content_end] * len(headings)
    open_sections: list[int] = []
    for index, block in enumerate(headings):
        while open_sections and headings[open_sections[-1]].level >= block.level:
            ends[open_sections.pop()] = block.span.start
        open_sections.append(index)
    return ends
