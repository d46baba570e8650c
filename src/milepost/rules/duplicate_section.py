"""MP102: a standard section stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import RelatedSpan, Severity
from milepost.plan.canon import classify_title, normalise_title, title_forms
from milepost.plan.headings import section_level
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.kinds import SectionKind
    from milepost.plan.model import Section
    from milepost.rule import RuleContext


class DuplicateSection(Rule):
    """A standard section stands in the plan twice.

    ## What it does

    Finds the second of two sections that have the same title, or the canonical one in two
    spellings, at the level of the standard sections. A sub-section such as `### Validation` below
    a milestone is no duplicate, and neither are two sections of related names, such as
    `Background` beside `Context and Orientation`.

    ## Why

    Readers and programs look in the first one. What is written in the other is overlooked: an item
    nobody carries out, a decision nobody knows of. It happens when an agent adds to a section it
    did not find, or when two branches are merged.

    ## When to suppress

    Hardly ever: move the text of one into the other.
    """

    code = "MP102"
    name = "duplicate-section"
    severity = Severity.ERROR
    examples = (
        Example(
            bad="## Progress\n\n- [ ] One.\n\n## Notes\n\nNone.\n\n## Progress\n\n- [ ] Two.\n",
            good="## Progress\n\n- [ ] One.\n- [ ] Two.\n\n## Notes\n\nNone.\n",
        ),
        Example(
            bad="## Surprises & Discoveries\n\nNone.\n\n## surprises and discoveries\n\nOne.\n"
        ),
        Example(bad="## Progress\n\n- [ ] One.\n\n## Progress (continued)\n\n- [ ] Two.\n"),
        Example(bad="## 进度\n\n- [ ] 一。\n\n## 进度\n\n- [ ] 二。\n"),
    )
    silent = (
        "## Milestone 1\n\n### Validation\n\nIt runs.\n\n## Milestone 2\n\n### Validation\n\nToo.\n"
        "\n## Validation and Acceptance\n\nAll of it.\n",
        "## Background\n\nOne server.\n\n## Context and Orientation\n\nIt is in `src`.\n",
        "## Progress\n\n- [ ] One.\n\n```\n## Progress\n```\n",
        "## Notes\n\nOne.\n\n## Notes\n\nTwo.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per section that repeats an earlier one, at its heading."""
        plan = context.plan
        level = section_level(plan)
        first: dict[tuple[SectionKind, str], Section] = {}
        for section in plan.sections:
            kind = classify_title(section.title, context.document.aliases)
            if section.level != level or kind is None:
                continue
            earlier = first.setdefault((kind, _name_of(section, kind)), section)
            if earlier is not section:
                place = RelatedSpan(earlier.heading, "the first one")
                message = f"the section `{section.title}` stands here a second time"
                yield self.report(section.heading, message, related=(place,))


def _name_of(section: Section, kind: SectionKind) -> str:
    """The canonical title, where that is what the heading says beside a number or a remark."""
    canonical = normalise_title(kind.title)
    names = [normalise_title(form) for form in title_forms(section.title)]
    return canonical if canonical in names else normalise_title(section.title)
