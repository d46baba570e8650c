"""MP103: a standard section stands elsewhere than the format has it."""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, RelatedSpan, Severity
from milepost.plan.order import find_misplaced
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Section
    from milepost.rule import RuleContext


class SectionOutOfOrder(Rule):
    """The standard sections are in another order than the format has them.

    ## What it does

    Compares the order of the standard sections with that of the format, and names the fewest
    sections that would have to move, in one finding. Sections of your own may stand anywhere, and
    Outcomes & Retrospective may also come last, where many write it.

    ## Why

    Whoever has read one plan finds the way in the next: what it is for and how far it is at the
    top, the explanation below, the commands after it. An agent that starts reading at the top
    gets the state before the details.

    ## When to suppress

    When a project has an order of its own that all its plans follow: ignore the rule in its
    configuration rather than in each plan.
    """

    code = "MP103"
    name = "section-out-of-order"
    severity = Severity.INFO
    examples = (
        Example(
            bad=(
                "# Add a health check\n\n## Progress\n\n- [ ] Add the route.\n\n"
                "## Purpose / Big Picture\n\nOperators can ask.\n\n## Plan of Work\n\nAdd it.\n"
            ),
            good=(
                "# Add a health check\n\n## Purpose / Big Picture\n\nOperators can ask.\n\n"
                "## Progress\n\n- [ ] Add the route.\n\n## Plan of Work\n\nAdd it.\n"
            ),
            fixed=(
                "# Add a health check\n\n## Purpose / Big Picture\n\nOperators can ask.\n\n"
                "## Progress\n\n- [ ] Add the route.\n\n## Plan of Work\n\nAdd it.\n"
            ),
        ),
        Example(
            bad=(
                "## 目的\n\n一。\n\n## 工作计划\n\n二。\n\n## 验证与验收\n\n三。\n\n"
                "## 进度\n\n- [ ] 四。\n"
            ),
            fixed=(
                "## 目的\n\n一。\n\n## 进度\n\n- [ ] 四。\n\n## 工作计划\n\n二。\n\n"
                "## 验证与验收\n\n三。\n"
            ),
        ),
    )
    silent = (
        "## Purpose\n\nOne.\n\n## Progress\n\n- [ ] Two.\n\n## Milestones\n\nThree.\n\n"
        "## Plan of Work\n\nFour.\n\n## Outcomes & Retrospective\n\nNone yet.\n",
        "## Progress\n\n- [ ] One.\n\n## Plan of Work\n\nTwo.\n\n### Decision Log\n\nThree.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the first heading that would have to move."""
        misplaced = list(find_misplaced(context.plan))
        if not misplaced:
            return
        from milepost.edits.order import move_sections  # Loaded with the first finding.

        sections = [section for section, _ in misplaced]
        edits = move_sections(context.document, sections)
        one = len(sections) == 1
        title = "Move it to its place" if one else "Move them to their places"
        yield self.report(
            sections[0].heading,
            _told(misplaced[0]) if one else _told_all(sections),
            fix=Fix(title, edits, Applicability.UNSAFE) if edits else None,
            related=tuple(starmap(_relation, misplaced)),
        )


def _told(pair: tuple[Section, Section]) -> str:
    section, other = pair
    return f"`{section.title}` stands {_side(*pair)} `{other.title}`, unlike in the format"


def _told_all(sections: Sequence[Section]) -> str:
    *first, last = (f"`{section.title}`" for section in sections)
    return f"{', '.join(first)} and {last} stand elsewhere than in the format"


def _relation(section: Section, other: Section) -> RelatedSpan:
    message = f"`{section.title}` stands {_side(section, other)} this"
    return RelatedSpan(other.heading, message)


def _side(section: Section, other: Section) -> str:
    return "below" if other.index < section.index else "above"
