"""MP601: validation that gives nothing to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.commands import commands_in, names_command
from milepost.plan.kinds import SectionKind
from milepost.plan.model import CODE_KINDS, BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.query import blocks_within, validation_sections
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Section
    from milepost.rule import RuleContext

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.HEADING})
_ELSEWHERE = (
    r"(?i)concrete[\s_-]+steps|\b(?:milestone|stage|phase)(?:\s+\S+)?\s+commands?\b"
    r"|(?:commands?|steps|transcripts?|checks|procedure)\s+(?:listed\s+|given\s+|shown\s+"
    r"|described\s+|defined\s+|specified\s+|named\s+|for\s+each\s+|from\s+|in\s+|of\s+"
    r"|the\s+|each\s+|every\s+)*(?:above|below|milestones?|stages?|section|plan of work)"
)
_LINE = r"[^\r\n]+"
_LISTED = r"\s*- [A-Z`*\[].{20}|\s{6,}[^\s-]"
"""How a line begins that is a sentence of a list, or goes on with one."""


class ValidationWithoutCommand(Rule):
    """The validation section names nothing that can be run.

    ## What it does

    Looks through Validation and Acceptance, sub-headings included, for a code block, a command in
    inline code, a command in the text ("run make test") or a request to send. A section that
    points to the commands of Concrete Steps counts as having them. A list of sentences that is
    indented like code is no command.

    ## Why

    A check that everybody carries out in their own way proves something else every time. The exact
    command is the cheapest part of a plan and the first that is missed.

    ## When to suppress

    When the result can only be judged by hand, as with a printed page, and the section says how.
    """

    code = "MP601"
    name = "validation-without-command"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Validation and Acceptance\n\nThe report looks right and is fast.\n",
            good="## Validation and Acceptance\n\nRun `make report` and expect 3 pages.\n",
        ),
        Example(
            bad="## Validation and Acceptance\n\nThe `Report` class returns 3 pages.\n",
            good="## Validation and Acceptance\n\nRun make test and expect 3 passed.\n",
        ),
        Example(
            bad=(
                "## Validation and Acceptance\n\nLook at the page:\n\n"
                "    - The first column holds the names.\n    - The second one holds the dates.\n"
            ),
            good=(
                "## Validation and Acceptance\n\n    - Run `make test` and look at the page.\n"
                "    - The second column holds the dates.\n"
            ),
        ),
        Example(
            bad="## Validation and Acceptance\n",
            good="## Validation and Acceptance\n\n### Locally\n\n    herbaria import big.csv\n",
        ),
    )
    silent = (
        "## Validation and Acceptance\n\n```sh\nherbaria import\n```\n",
        "## Validation and Acceptance\n\nWith `./run --once` the page has 3 rows.\n",
        "## Validation and Acceptance\n\nGET /health returns HTTP 200.\n",
        "## Concrete Steps\n\n    make test\n\n## Validation and Acceptance\n\nRun the commands of "
        "Concrete Steps; 3 tests pass.\n",
        "## 验证与验收\n\n运行 `pytest -q`，全部通过。\n",
        "# A plan without the section\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the heading."""
        sections = validation_sections(context.plan)
        if not sections or any(_has_command(context, section) for section in sections):
            return
        if _has_steps(context) and any(_points_on(context, section) for section in sections):
            return
        yield self.report(sections[0].heading, "the validation names no command to run")


def _has_command(context: RuleContext, section: Section) -> bool:
    for block in blocks_within(context.plan, section.body):
        text = block.span.cut(context.text)
        if block.kind in CODE_KINDS and not _is_list(text):
            return True
        if block.kind in _PROSE | CODE_KINDS and names_command(text):
            return True
    return False


def _is_list(code: str) -> bool:
    """Whether an indented block is a list that was indented too far."""
    lines = [line[0] for line in compiled(_LINE).finditer(code) if not line[0].isspace()]
    return all(map(compiled(_LISTED).match, lines))


def _has_steps(context: RuleContext) -> bool:
    """Whether there are commands elsewhere that the section may point to."""
    steps = context.plan.section(SectionKind.STEPS)
    blocks = blocks_within(context.plan, steps.body if steps else context.plan.content)
    return any(commands_in(context.text, blocks))


def _points_on(context: RuleContext, section: Section) -> bool:
    return compiled(_ELSEWHERE).search(section.body.cut(context.text)) is not None
