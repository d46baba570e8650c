"""MP111: a fence without an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.model import NoteKind
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class UnclosedFence(Rule):
    """A fence is opened and never closed.

    ## What it does

    Finds fences that run to the end of the file, or to the end of the list item or quotation they
    stand in. A fence is closed by a line with at least as many of the same characters and nothing
    else. The fix shows a closing line above the next heading; it is never applied, because only
    the author knows where the code ends.

    ## Why

    Everything behind the opening line is code: sections are missing, items do not count, and
    what is written there next is lost to every reader and tool.

    ## When to suppress

    Never, as far as we know: a fence at the very end of a file can be closed as well.
    """

    code = "MP111"
    name = "unclosed-fence"
    severity = Severity.ERROR
    examples = (
        Example(
            bad="## Concrete Steps\n\n```sh\nmake\n\n## Progress\n\n- [ ] Write it.\n",
            good="## Concrete Steps\n\n```sh\nmake\n```\n\n## Progress\n\n- [ ] Write it.\n",
        ),
        Example(bad="- Run it:\n\n  ````\n  make\n  ```\n\nThen commit.\n"),
        Example(bad="```md\n## Progress\n\n- [ ] Write it.\n"),
    )
    silent = (
        "```\nmake\n`````\n",
        "~~~\n```\n~~~\n",
        "Write ``` in the text.\n\n    ```\n    make\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per fence, at its opening line."""
        for note in context.document.notes:
            if note.kind is NoteKind.UNCLOSED_FENCE:
                from milepost.edits.fences import close_fence  # Loaded with the first finding.

                edits = close_fence(context.document, note)
                fix = Fix("Close the fence", edits, Applicability.MANUAL)
                yield self.report(note.span, "the fence opened here is never closed", fix=fix)
