"""MP113: guidance of the skeleton that nobody has replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.model import BlockKind
from milepost.plan.skeleton import is_guidance
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

_READ = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.INDENTED_CODE})


class SkeletonLeft(Rule):
    """A section still holds the guidance of the skeleton it was made from.

    ## What it does

    Reports paragraphs and indented blocks that `milepost init` wrote, however they are wrapped, and
    what is left of the skeleton of a PLANS.md: its guidance, its example items, its title in
    angle brackets. Of copied guidance the first seven words decide. The sentence that calls the
    plan a living document is meant to stay and is not reported.

    ## Why

    Guidance tells an author what to write. A reader who finds it learns that nobody wrote it.

    ## When to suppress

    Never: replace the text, or delete it where the section has nothing to say yet.
    """

    code = "MP113"
    name = "skeleton-left"
    severity = Severity.WARNING
    examples = (
        Example(
            bad=(
                "## Purpose / Big Picture\n\n"
                "Say what a person can do once this work is finished that they cannot do today, "
                "why they want it, and how they will see it working. Three or four sentences are "
                "enough; write them for somebody who does not know the code.\n"
            ),
            good="## Purpose / Big Picture\n\nThe gardener reads one file instead of seven.\n",
        ),
        Example(
            bad="## Progress\n\n- [x] (2026-01-31 09:30Z) Example completed step.\n",
            good="## Progress\n\n- [x] (2026-01-31 09:30Z) Count the herbaria.\n",
        ),
        Example(bad="# <Short, action-oriented description>\n\n## Progress\n\n- [ ] One.\n"),
    )
    silent = (
        "# T\n\nThis is a living document. `Progress`, `Surprises & Discoveries`, `Decision Log` "
        "and `Outcomes & Retrospective` are kept true while the work goes on, and every revision "
        "ends with a note at the bottom that says what changed and why.\n",
        "## Purpose / Big Picture\n\nSay what a person can do once this work is finished.\n",
        "## Progress\n\n- [ ] Write an example step.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per block."""
        for block in context.plan.blocks:
            if block.kind in _READ and is_guidance(block.span.cut(context.text)):
                yield self.report(block.span, "this is left over from the skeleton")
