"""MP213: checkboxes in another section than Progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.query import standard_section_at
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import ChecklistItem
    from milepost.rule import RuleContext


class ChecklistOutsideProgress(Rule):
    """A section other than Progress holds checkboxes.

    ## What it does

    Reports each section with checkboxes once. In a section that explains the work it is a warning.
    In a list that is there to be checked (a review gate, milestones, tasks, acceptance criteria)
    and in sections of the author's own it is an info. Sections that the project names in
    `checklist-sections` are left alone, and so are plans without a Progress section.

    ## Why

    Progress is counted where it is kept. Boxes elsewhere are a second record that nobody updates,
    and the next reader does not know which of the two to believe.

    ## When to suppress

    When the list is a fixed part of how your project reviews its plans. Naming the section in the
    settings is better still.
    """

    code = "MP213"
    name = "checklist-outside-progress"
    severity = Severity.WARNING
    examples = (
        Example(
            bad=(
                "## Progress\n\n- [ ] Add the route.\n\n"
                "## Plan of Work\n\n- [ ] Register the route.\n- [ ] Test it.\n"
            ),
            good=(
                "## Progress\n\n- [ ] Register the route.\n- [ ] Test it.\n\n"
                "## Plan of Work\n\n- Register the route.\n- Test it.\n"
            ),
        ),
        Example(bad="## Progress\n\n- [ ] Add it.\n\n## Review Gate\n\n- [ ] Somebody read it.\n"),
        Example(
            bad=(
                "## Progress\n\n- [ ] Add it.\n\n## Plan of Work\n\nAcceptance criteria:\n\n"
                "- [ ] It answers.\n"
            ),
        ),
    )
    silent = (
        "## Progress\n\n- [ ] Add it.\n\n### Later\n\n- [ ] Document it.\n",
        "## Plan of Work\n\n- [ ] Register the route.\n",
        "## Progress\n\n- [ ] Add it.\n\n## Plan of Work\n\n    - [ ] shown as output\n",
        "## Progress\n\n- [ ] Add it.\n\n## Plan of Work\n\n> - [ ] quoted\n",
        "## Progress\n\n- [ ] One.\n\n## Interfaces\n\nNone.\n\n- [x] (2026-01-31) Landed here.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per section, at its first item."""
        if context.plan.section(SectionKind.PROGRESS) is None:
            return
        lists: dict[int | None, list[ChecklistItem]] = {}
        for item in context.plan.items:
            if not (item.in_progress or _is_quoted(context, item)):
                lists.setdefault(item.section, []).append(item)
        if not lists:
            return
        from milepost.plan.checklists import find_strays, has_title  # Loaded with the first list.

        strays = find_strays(context.plan, context.text)
        allowed = context.settings.checklist_sections
        for index, items in lists.items():
            section = None if index is None else context.plan.sections[index]
            if section is not None and has_title(context.plan, section, allowed):
                continue
            if not (strays and items[0] is strays[0]):
                count = "a checkbox stands" if len(items) == 1 else f"{len(items)} checkboxes stand"
                yield self.report(
                    items[0].span,
                    f"{count} outside Progress",
                    severity=_severity(context, items[0]),
                )


def _is_quoted(context: RuleContext, item: ChecklistItem) -> bool:
    lines = context.document.lines
    return ">" in context.text[lines.start(lines.line_of(item.span.start)) : item.span.start]


def _severity(context: RuleContext, item: ChecklistItem) -> Severity:
    """A warning where the work is explained or recorded, an info in a list meant to be checked."""
    from milepost.plan.checklists import introduction_of, is_list_section, names_a_list
    from milepost.plan.query import section_at

    plan = context.plan
    section = section_at(plan, item.span.start)
    if section is None or standard_section_at(plan, item.span.start) is None:
        return Severity.INFO
    if is_list_section(plan, section) or names_a_list(introduction_of(plan, context.text, item)):
        return Severity.INFO
    return Severity.WARNING
