"""MP110: a block of code between fences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.model import BlockKind
from milepost.rule import Example, Rule
from milepost.text import EditSet, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Block
    from milepost.rule import RuleContext

_TITLE = "Indent the code by four spaces"


class FencedBlock(Rule):
    """A block of code is fenced, where the format indents by four spaces.

    ## What it does

    Finds closed fences in the plan, outside quotations. In a plan that stands in no fence itself
    this is a matter of form: one info for the whole plan, at the first of its fences. Inside a
    fence around the whole plan each is an error: whoever shows the file sees the plan end there.

    The fix indents the code and takes the fences away, in the same list item and with every
    character of the code kept. The word behind the opening fence goes, so it is a safe fix only
    inside a fence around the plan, and there only where the fence says no more than a language.
    Blocks stay as they are where indented code would be read as something else: right below a
    list that the code is no part of, next to other indented code, or with blank lines at the
    edge.

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
            bad="Run:\n\n```sh\nmake\n```\n\nThen:\n\n```\nmake test\n```\n",
            fixed="Run:\n\n    make\n\nThen:\n\n    make test\n",
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
        """Yields one finding at the line that opens the first block; in a fence, one per block."""
        kinds = {block.kind for block in context.plan.blocks}
        if BlockKind.FENCE not in kinds:
            return
        from milepost.edits.fences import unfence  # Loaded with the first finding.

        found = list(unfence(context.document))
        if BlockKind.OUTER_FENCE in kinds:
            for block, edits in found:
                yield self.report(
                    _opening(context, block),
                    "a fenced block stands inside the fence around the plan",
                    fix=_remedy(block, edits),
                    severity=Severity.ERROR,
                )
        elif found:
            many = len(found) > 1
            yield self.report(
                _opening(context, found[0][0]),
                f"{len(found)} blocks of code are fenced, not indented by four spaces"
                if many
                else "this block of code is fenced, not indented by four spaces",
                fix=_remedy_for_all([edits for _, edits in found if edits is not None]),
            )


def _opening(context: RuleContext, block: Block) -> Span:
    """The line that opens a fence, from its marks on."""
    lines = context.document.lines
    line = lines.content(lines.line_of(block.span.start))
    return Span(block.span.start + _indent(block.span.cut(context.text)), line.end)


def _indent(block: str) -> int:
    return len(block) - len(block.lstrip())


def _remedy_for_all(edits: Sequence[EditSet]) -> Fix | None:
    together = EditSet.of(edit for each in edits for edit in each.edits)
    return Fix(_TITLE, together, Applicability.UNSAFE) if together else None


def _remedy(block: Block, edits: EditSet | None) -> Fix | None:
    if edits is None:
        return None
    labelled = len(block.info.split()) > 1
    return Fix(_TITLE, edits, Applicability.UNSAFE if labelled else Applicability.SAFE)
