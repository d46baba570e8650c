"""Where checklists stand outside Progress, and what they are."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from milepost.plan.canon import normalise_title
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from milepost.plan.model import ChecklistItem, Plan, Section

_LIST_TITLE = (
    r"\b(?:gates?|check ?lists?|criteria|criterion|acceptance|validation|verification|verify"
    r"|tests?|testing|milestones?|phases?|stages?|sprints?|tasks?|to ?dos?|backlog|deliverables?"
    r"|definition of (?:done|ready)|done when|exit|sign ?off|reviews?|approvals?|quality|roll ?out"
    r"|release|launch|follow ?ups?|remaining|next steps|open (?:items|questions|points)"
    r"|action items|progress|status|work items|preflight|success|requirements?)\b"
    r"|验收|验证|检查|清单|任务|里程碑|阶段|测试|待办|受け入れ|検証|確認|チェック|タスク|マイルストーン|フェーズ"
    r"|テスト|체크|검증|수용|작업 목록|마일스톤|단계|테스트"
)
"""What titles name under which checkboxes are no plan of their own."""
_KEPT_TITLE = r"\b(?:progress|log|status|timeline|journal|diary)\b"
"""What titles name under which dated checkboxes are at home."""


def names_a_list(wording: str) -> bool:
    """Whether a title or an introduction names a list of things to check or to do."""
    return compiled(_LIST_TITLE).search(normalise_title(wording)) is not None


def is_list_section(plan: Plan, section: Section) -> bool:
    """Whether a section, or one around it, is by its title a list of things to check or to do."""
    return any(
        each.kind is SectionKind.VALIDATION or (each.kind is None and names_a_list(each.title))
        for each in _chain(plan, section)
        if each.level > 1
    )


def has_title(plan: Plan, section: Section, titles: Iterable[str]) -> bool:
    """Whether a section, or one around it, has one of the titles."""
    wanted = {normalise_title(title) for title in titles}
    return any(normalise_title(each.title) in wanted for each in _chain(plan, section))


def introduction_of(plan: Plan, text: str, item: ChecklistItem) -> str:
    """The paragraph's last line right above an item, when that ends in a colon; else empty."""
    at = bisect_left(plan.blocks, item.span.start, key=lambda block: block.span.start) - 1
    block = plan.blocks[at] if at >= 0 else None
    if block is None or block.kind is not BlockKind.PARAGRAPH or block.leads_item:
        return ""
    line = block.lines[-1].cut(text).strip(" \t*_")
    return line if line.endswith((":", "：")) else ""


def find_strays(plan: Plan, text: str) -> tuple[ChecklistItem, ...]:
    """The dated items below the text of the last section, where a patch lands by mistake.

    Only a run of items that ends the plan, below text of its section that does not announce it;
    never in a section that is a list or a record by its title, or that has other checkboxes.
    """
    if plan.section(SectionKind.PROGRESS) is None or not plan.items:
        return ()
    last = plan.items[-1]
    if last.section is None or last.in_progress:
        return ()
    section = plan.sections[last.section]
    run = [item for item in plan.items if item.section == section.index and item.depth == 0]
    if any(item.stamp is None or item.stamp.problem for item in run) or not run:
        return ()
    title = normalise_title(section.title) if section.kind is None else ""
    if (
        compiled(_KEPT_TITLE).search(title)
        or is_list_section(plan, section)
        or introduction_of(plan, text, run[0])
    ):
        return ()
    return tuple(run) if _ends_plan(plan, text, run) else ()


def _ends_plan(plan: Plan, text: str, run: Sequence[ChecklistItem]) -> bool:
    """Whether the items follow each other up to the end of the plan, below other text."""
    section = plan.sections[run[0].section or 0]
    ends = [item.tree_span.end for item in run]
    starts = [*(item.span.start for item in run[1:]), plan.content.end]
    if any(text[end:start].strip() for end, start in zip(ends, starts, strict=True)):
        return False
    if text[run[0].span.start - 1] not in "\r\n":
        return False
    above = text[section.heading.end : run[0].span.start]
    return bool(above.strip(" \t\r\n#=-"))


def _chain(plan: Plan, section: Section) -> Iterator[Section]:
    """A section and those around it, from the inside."""
    at: Section | None = section
    while at is not None:
        yield at
        at = None if at.parent is None else plan.sections[at.parent]
