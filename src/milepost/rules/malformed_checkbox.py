"""MP208: a checkbox that is not read as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.model import NoteKind
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class MalformedCheckbox(Rule):
    """Something in Progress was meant as a checkbox but is not one.

    ## What it does

    Finds brackets with nothing or too much between them, a bullet without a space before the
    box, and no-break spaces inside it. Only the Progress section is looked at, and only the
    beginning of a list item or line.

    ## Why

    Such a line is an ordinary bullet to Markdown and to every tool. It is not counted, it cannot
    be ticked, and the plan looks nearer to its end than it is.

    ## When to suppress

    When a line of Progress really begins with empty brackets, for example to quote a command.
    """

    code = "MP208"
    name = "malformed-checkbox"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Progress\n\n- [] Add the route.\n",
            good="## Progress\n\n- [ ] Add the route.\n",
            fixed="## Progress\n\n- [ ] Add the route.\n",
        ),
        Example(
            bad="## Progress\n\n- [  ] Add the route.\n- [ x ] Test it.\n",
            fixed="## Progress\n\n- [ ] Add the route.\n- [x] Test it.\n",
        ),
        Example(
            bad="## Progress\n\n-[ ] Add the route.\n",
            fixed="## Progress\n\n- [ ] Add the route.\n",
        ),
        Example(
            bad="## Progress\n\n- [\xa0] Add the route.\n",
            fixed="## Progress\n\n- [ ] Add the route.\n",
        ),
    )
    silent = (
        "## Progress\n\n- [guide](docs/guide.md) was read.\n- [^1] is a footnote.\n",
        "## Progress\n\n- [ ] The list `[]` is empty, and so is [] in prose.\n",
        "## Plan of Work\n\n- [] is the empty array.\n",
        "## Progress\n\n```\n- [] never closed\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per box."""
        for note in context.document.notes:
            if note.kind is NoteKind.MALFORMED_CHECKBOX:
                from milepost.edits.checklist import mend_checkbox  # Loaded with the first finding.

                fix = Fix(f"Write `{note.replacement}`", mend_checkbox(note), Applicability.SAFE)
                yield self.report(note.span, "this is not read as a checkbox", fix=fix)
