"""MP109: a fence around the whole plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.model import BlockKind, NoteKind
from milepost.rule import Example, Rule
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class OuterFence(Rule):
    """The file wraps the whole plan in a fence.

    ## What it does

    Finds a fence labelled `md` or `markdown` that begins the file, front matter aside, and holds
    the standard sections. Milepost reads the plan through it. Where the file goes on behind the
    fence it is more than the plan, and the fence marks where the plan ends: then the finding is an
    info that says so, and removing the fence is not counted as safe.

    ## Why

    The fence belongs to plans that are handed over inside a message. In a file of its own it turns
    every heading and checkbox into code: pages show no outline, links to sections lead nowhere,
    and the first block of code in the plan ends it early.

    ## When to suppress

    When the file shows a plan as an example rather than being one.
    """

    code = "MP109"
    name = "outer-fence"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="```md\n# Add a route\n\n## Progress\n\n- [ ] Write it.\n```\n",
            good="# Add a route\n\n## Progress\n\n- [ ] Write it.\n",
            fixed="# Add a route\n\n## Progress\n\n- [ ] Write it.\n",
        ),
        Example(
            bad="---\nowner: me\n---\n\n~~~markdown\r\n## Progress\r\n\r\n- [ ] Write it.\r\n~~~",
            fixed="---\nowner: me\n---\n\n## Progress\r\n\r\n- [ ] Write it.\r\n",
        ),
        Example(
            bad="```md\n## Progress\n\n- [ ] Write it.\n```\n\nSent on Monday.\n",
            fixed="## Progress\n\n- [ ] Write it.\n\nSent on Monday.\n",
        ),
    )
    silent = (
        "```md\nJust text.\n```\n",
        "# Add a route\n\n```md\n## Progress\n```\n",
        "```sh\n# Progress\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the line that opens the fence."""
        for note in context.document.notes:
            if note.kind is not NoteKind.OUTER_FENCE:
                continue
            from milepost.edits.fences import unwrap  # Loaded with the first finding.

            edits = unwrap(context.document)
            edge = next(
                block for block in context.plan.blocks if block.kind is BlockKind.OUTER_FENCE
            )
            followed = bool(context.text[note.span.end :].strip())
            yield self.report(
                Span(note.span.start, edge.span.end),
                "the plan stands in a fence, and more text follows behind it"
                if followed
                else "the whole plan is wrapped in a fence",
                fix=Fix(
                    "Remove the fence around the plan",
                    edits,
                    Applicability.UNSAFE if followed else Applicability.SAFE,
                ),
                severity=Severity.INFO if followed else None,
            )
