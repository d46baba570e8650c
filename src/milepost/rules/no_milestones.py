"""MP605: a long plan in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.patterns import compiled
from milepost.plan.query import progress_of
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Section
    from milepost.rule import RuleContext

_MOST_ITEMS = 10
_PART = (
    r"\b(?:milestones?|phases?|stages?|steps?|slices?|parts?|tasks?|batch(?:es)?|waves?|iterations?"
    r"|increments?|sprints?|chunks?|commits?|prs?|tracks?|workstreams?|work packages?|lanes?)"
    r"[ #-]{1,2}(?:[0-9]+(?:\.[0-9]+)*[a-z]?|[a-h]|i{1,3}|iv|v)\b(?! of\b)"
    r"|\b(?:first|second|third|next|final|last) (?:milestone|phase|stage|increment)\b"
    r"|\b(?:m|pr|wp|ms)-?[0-9]+(?:\.[0-9]+)?[a-z]?\b"
    r"|(?:里程碑|阶段|階段|步骤|フェーズ|マイルストーン|ステップ|단계|마일스톤)\s*#?[0-9一二三四五六七八九十]"
    r"|第\s?[0-9一二三四五六七八九十]+\s?(?:阶段|階段|步|段階|期)|[0-9]+\s?단계"
)
_PART_TITLE = (
    r"(?i)\b(?:milestones?|phases?|stages?|phasing|rollout|sequenc\w+|slices)\b"
    r"|里程碑|阶段|マイルストーン|フェーズ|단계"
)
_NUMBERED = r"(?:[0-9]+(?:\.[0-9]+)*|[A-H])[.):：]\s|(?i:step|task|part)\s[0-9A-H]\b"


class NoMilestones(Rule):
    """A plan with many items has no milestones.

    ## What it does

    Counts the items in Progress. With more than ten of them it looks for a milestone: a heading
    that names or numbers one, or a milestone, phase, stage, step or slice with a number anywhere
    in the text.

    ## Why

    Progress tracks the grains of the work, milestones tell its story: what will exist at the end
    of each, and how one can see it. Without them the first result is the last item, and whoever
    takes over cannot tell where it is safe to stop.

    ## When to suppress

    When the items are many and alike, such as one per file, and the work has no inner order.
    """

    code = "MP605"
    name = "no-milestones"
    severity = Severity.INFO
    examples = (
        Example(
            bad="## Progress\n\n" + "- [ ] Move a file.\n" * 11,
            good="## Progress\n\n" + "- [ ] Move a file.\n" * 10,
        ),
    )
    silent = (
        "## Progress\n\n"
        + "- [ ] Move a file.\n" * 11
        + "\n## Plan of Work\n\n### Milestone 1: files\n\nMove them.\n",
        "## Progress\n\n- [ ] Phase 1: list them.\n" + "- [ ] Move a file.\n" * 11,
        "## Progress\n\n"
        + "- [ ] Move a file.\n" * 11
        + "\n## Plan of Work\n\n### 1. List\n\nList them.\n\n### 2. Move\n\nMove them.\n",
        "## 进度\n\n" + "- [ ] 移动文件。\n" * 11 + "\n## 工作计划\n\n阶段一：列出文件。\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the heading of Progress."""
        plan = context.plan
        progress = plan.section(SectionKind.PROGRESS)
        items = progress_of(plan).total
        if progress is None or items <= _MOST_ITEMS or plan.milestones:
            return
        if _has_parts(plan.sections) or compiled(_PART).search(context.document.prose.lowered_text):
            return
        yield self.report(progress.heading, f"{items} items, and the plan names no milestone")


def _has_parts(sections: tuple[Section, ...]) -> bool:
    """Whether headings divide the work, by name or by at least two numbers."""
    below = [section.title.strip(" *_`") for section in sections if section.level > 1]
    if any(compiled(_PART_TITLE).search(title) for title in below):
        return True
    return sum(compiled(_NUMBERED).match(title) is not None for title in below) > 1
