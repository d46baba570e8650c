"""MP107: text begins right below a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class HeadingWithoutBlankLine(Rule):
    """The line below a heading is not blank.

    ## What it does

    Looks at the line after each heading outside lists and quotations. A line of spaces is blank.

    ## Why

    The format asks for a blank line after every heading. It shows the heading to those who read
    the bare text, and it keeps what follows apart for tools that read a plan paragraph by
    paragraph.

    ## When to suppress

    When a whole project writes its plans tightly: ignore the rule in its configuration.
    """

    code = "MP107"
    name = "heading-without-blank-line"
    severity = Severity.INFO
    examples = (
        Example(
            bad="## Progress\n- [ ] Add the route.\n",
            good="## Progress\n\n- [ ] Add the route.\n",
            fixed="## Progress\n\n- [ ] Add the route.\n",
        ),
        Example(
            bad="# Add a health check\r\n## Progress\r\n\r\n- [ ] Add the route.\r\n",
            fixed="# Add a health check\r\n\r\n## Progress\r\n\r\n- [ ] Add the route.\r\n",
        ),
    )
    silent = (
        "Progress\n--------\n  \n- [ ] Add the route.\n",
        "## Progress",
        "> ## Progress\n> None yet.\n",
        "```md\n## Progress\n\n- [ ] Add the route.\n\n## Decision Log\n```\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per heading."""
        lines, end = context.document.lines, context.plan.content.end
        for section in context.plan.sections:
            row = lines.line_of(section.heading.end) + 1
            if lines.start(row) >= end or not lines.content(row).cut(context.text).strip(" \t"):
                continue
            from milepost.edits.headings import separate_heading  # Loaded with the first finding.

            edits = separate_heading(context.document, section)
            fix = Fix("Insert a blank line", edits, Applicability.SAFE)
            yield self.report(section.heading, "no blank line follows the heading", fix=fix)
