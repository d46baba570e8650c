"""MP110: a block of code between fences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.model import BlockKind
from milepost.rule import Example, Rule
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Block
    from milepost.rule import RuleContext
    from milepost.text import EditSet


class FencedBlock(Rule):
    """A block of code is fenced, where the format indents by four spaces.

    ## What it does

    Finds closed fences in the plan, outside quotations. In a plan that stands in no fence itself
    this is a matter of form, and an info. Inside a fence around the whole plan it is an error:
    whoever shows the file sees the plan end there.

    The fix indents the code and takes the fences away, in the same list item and with every
    character of the code kept; the word behind the opening fence goes. It is not offered where
    indented code would be read as something else: right below a list that the code is no part of,
    next to other indented code, or with blank lines at its edge. A fence that says more than a
    language, such as a title, is only converted among the fixes that are not safe.

    ## Why

    Plans travel inside messages, where the whole plan is one fence. Code that is indented can be
    carried along as it is; a second fence closes the first.

    ## When to suppress

    Ignore the rule for the project when its plans never leave their files, or when their pages
    colour the code by its language.
    """

    code = "MP110"
    name = "fenced-block"
    severity = Severity.INFO
    examples = (
        Example(
            bad="Run:\n\n```sh\nmake test\n```\n\nThen commit.\n",
            good="Run:\n\n    make test\n\nThen commit.\n",
            fixed="Run:\n\n    make test\n\nThen commit.\n",
        ),
        Example(
            bad="1. Run this:\n   ~~~\n   if true\n\n     then\n   ~~~\n2. Commit.\n",
            fixed="1. Run this:\n\n       if true\n\n         then\n\n2. Commit.\n",
        ),
        Example(
            bad="```md\n## Progress\n\n- [ ] Run it:\n\n~~~\nmake\n~~~\n```\n",
            good="```md\n## Progress\n\n- [ ] Run it:\n\n      make\n```\n",
        ),
        Example(
            bad='Write it:\n\n```js title="a.js"\nexit(0)\n```\n',
            fixed="Write it:\n\n    exit(0)\n",
        ),
        Example(bad="- one\n\n```\nmake\n```\n"),
    )
    silent = (
        "Run `make`, or ```make test```.\n",
        "The guide says:\n\n> ```\n> make\n> ```\n",
        "Show this:\n\n    ```\n    make\n    ```\n",
        "Run:\n\n```sh\nmake\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per block, at the line that opens it."""
        kinds = {block.kind for block in context.plan.blocks}
        if BlockKind.FENCE not in kinds:
            return
        from milepost.edits.fences import unfence  # Loaded with the first finding.

        wrapped = BlockKind.OUTER_FENCE in kinds
        for block, edits in unfence(context.document):
            row = context.document.lines.line_of(block.span.start)
            start = context.document.lines.content(row)
            yield self.report(
                Span(block.span.start + _indent(block.span.cut(context.text)), start.end),
                "a fenced block stands inside the fence around the plan"
                if wrapped
                else "this block of code is fenced, not indented by four spaces",
                fix=_remedy(block, edits),
                severity=Severity.ERROR if wrapped else None,
            )


def _indent(block: str) -> int:
    return len(block) - len(block.lstrip())


def _remedy(block: Block, edits: EditSet | None) -> Fix | None:
    if edits is None:
        return None
    labelled = len(block.info.split()) > 1
    return Fix(
        "Indent the code by four spaces",
        edits,
        Applicability.UNSAFE if labelled else Applicability.SAFE,
    )
