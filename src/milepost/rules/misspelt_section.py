"""MP106: the heading of a standard section is misspelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.headings import unnamed_sections
from milepost.plan.kinds import ORDER
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class MisspeltSection(Rule):
    """A heading is a standard section's but for a few letters.

    ## What it does

    Compares the headings at section level with the titles of those standard sections that the
    plan lacks. A word may be off by a letter, a long one by two; a short one only by a letter
    that is lacking, doubled, or in the wrong place. Usual other names (`Goal`, `Decisions`,
    `Artefacts and Notes`) are no mistakes, and headings of your own such as `Progress Notes` or
    `Interface` are left alone. The fix changes the misspelt words only.

    ## Why

    People read over the slip, tools do not: to them the section is absent, its checkboxes are not
    counted, and its entries are not found.

    ## When to suppress

    When the heading really means something else, and the plan has no such section on purpose.
    """

    code = "MP106"
    name = "misspelt-section"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Progres\n\n- [ ] Add the route.\n",
            good="## Progress\n\n- [ ] Add the route.\n",
            fixed="## Progress\n\n- [ ] Add the route.\n",
        ),
        Example(
            bad="## Surprises and Discoveres (so far)\n\nNone.\n\n## 4. CONCRETE SETPS\n\nNone.\n",
            fixed=(
                "## Surprises and Discoveries (so far)\n\nNone.\n\n## 4. CONCRETE STEPS\n\nNone.\n"
            ),
        ),
        Example(
            bad="# Add a health check\n\nDecisionLog\n-----------\n\nNone.\n",
            fixed="# Add a health check\n\nDecision Log\n-----------\n\nNone.\n",
        ),
    )
    silent = (
        "## Progress Notes\n\nNone.\n\n## Interface\n\nNone.\n\n## Context7\n\nNone.\n",
        "## Process\n\nNone.\n\n## Decision Logic\n\nNone.\n\n## Plan of Attack\n\nNone.\n",
        "## Progress\n\n- [ ] One.\n\n## Progres\n\nNone.\n",
        "## Progress\n\n- [ ] One.\n\n### Decison Log\n\nNone.\n",
        "# Progres\n\n## 进度\n\n- [ ] 一。\n\n## 决策日志\n\n无。\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per section, at its heading."""
        plan = context.plan
        absent = set(ORDER) - set(plan.by_kind)
        for section in unnamed_sections(plan) if absent else ():
            # Loaded with the first section of another name.
            from milepost.plan.spelling import find_misspelling

            misspelling = find_misspelling(section.heading.cut(context.text))
            if misspelling is None or misspelling.kind not in absent:
                continue
            from milepost.edits.headings import respell_heading  # Loaded with the first finding.

            absent.remove(misspelling.kind)
            title = misspelling.kind.title
            edits = respell_heading(section, misspelling)
            yield self.report(
                section.heading,
                f"`{section.title}` is read as no section, so like `{title}` as it looks",
                fix=Fix(f"Spell it like `{title}`", edits, Applicability.SAFE),
            )
