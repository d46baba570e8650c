"""What a plan says it brings into the world, moves or takes away."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.query import section_at
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.plan.model import Plan

_MADE = (
    r"(?i)\b(?:creat|add(?:s|ed|ing)?\b|new\b|newly|writ|wrote|generat|produc|introduc|mov(?:e|ing)"
    r"|renam|delet|remov|retir|will\b|to be\b|mkdir|touch|mv\b|rm\b|does not|not yet|missing)|→|->"
    r"|[创新删移增建写添定分]|생성|추가|삭제|作成|追加|削除"
)
"""What is said of a file that is made, moved or taken away."""
_POSSIBLY_ABSENT = (
    r"(?i)\b(?:creat|add|append|new\b|newly|writ|wrote|generat|produc|introduc|mov(?:e|ing)|renam"
    r"|delet|remov|retir|drop|replac|extract|split|output|sav(?:e|ing)|emit|export|captur|record"
    r"|scaffold|implement|build|built|becom|cop(?:y|ied)|relocat|migrat|convert|merg|consolidat"
    r"|fold|obsolete|gone\b|missing|absent|no longer|not (?:yet )?(?:exist|present|there)|doesn't"
    r"|don't|didn't|isn't|never existed|future|later|will\b|would|could|may\b|might|propos|planned"
    r"|optional|if present|if (?:it|one|they|any)\b|e\.g|example|such as|like\b|tmp|temp\b|download"
    r"|fetch|install|clon|unpack|stor|plac(?:e|ing)|put\b|land|log\b|rm\b|mv\b|touch|mkdir|tee\b"
    r"|branch|commit|upstream|sibling|external|other repo|former|previous|old\b|legacy|instead"
    r"|either|or\b|not\b|without|stub|template|snapshot|fixture|ignored|untracked|pass(?:es)?\b"
    r"|fail|prov(?:e|ing)|proof|cover)|→|->|>>? ?\S|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""What is said where a file need not exist, or not here."""
_NEAR = 80
_FAR = 300
_MOST_MENTIONS = 40


def is_made(text: str, plan: Plan, path: str) -> bool:
    """Whether the plan says of `path` or a folder that holds it that it makes or removes it."""
    return _is_said(text, plan, path, _MADE, _NEAR)


def may_be_absent(text: str, plan: Plan, path: str) -> bool:
    """Whether a plan may well speak of `path` although there is no such file.

    So it is where any mention of it, of its file name or of a folder that holds it has anything
    near that says that it is made, moved, taken away, proved or only possible. What is said in
    Chinese, Japanese or Korean is not understood, and may be that.
    """
    return _is_said(text, plan, path, _POSSIBLY_ABSENT, _FAR)


def _is_said(text: str, plan: Plan, path: str, words: str, reach: int) -> bool:
    parts = path.strip("/").split("/")
    folders = ["/".join(parts[:count]) for count in range(2, len(parts))]
    names = [parts[-1], *(f"`{folder}{end}`" for folder in folders for end in ("", "/"))]
    said = compiled(words)
    return any(
        said.search(company)
        for name in names
        for at in islice(_mentions(text, name), _MOST_MENTIONS)
        for company in _company(text, plan, Span(at, at + len(name)), reach)
    )


def _mentions(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


def _company(text: str, plan: Plan, mention: Span, reach: int) -> Iterator[str]:
    """What stands around a mention: its block, what leads in to it, and its headings."""
    index = bisect_right(plan.blocks, mention.start, key=lambda block: block.span.start) - 1
    if index >= 0:
        block = plan.blocks[index].span
        yield text[max(block.start, mention.start - reach) : mention.start]
        yield text[mention.end : min(block.end, mention.end + reach)]
        lead = _lead_in(plan, index)
        if lead is not None:
            yield plan.blocks[lead].span.cut(text)[-reach:]
    section = section_at(plan, mention.start)
    while section is not None and section.level > 1:
        if section.kind is None:
            yield section.title
        section = None if section.parent is None else plan.sections[section.parent]


def _lead_in(plan: Plan, index: int) -> int | None:
    """The paragraph that introduces a list, a table or a code block."""
    block = plan.blocks[index]
    if block.kind is BlockKind.PARAGRAPH and not block.list_depth:
        return None
    for before in range(index - 1, -1, -1):
        other = plan.blocks[before]
        if other.kind is BlockKind.HEADING:
            return None
        if other.kind is BlockKind.PARAGRAPH and other.list_depth < max(block.list_depth, 1):
            return before
    return None
