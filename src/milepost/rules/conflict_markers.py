"""MP112: a merge left its markers behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import RelatedSpan, Severity
from milepost.plan.model import NoteKind
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

_MARKED = "<<<<<<< ours\n- [ ] One.\n=======\n- [ ] Two.\n>>>>>>> theirs\n"


class ConflictMarkers(Rule):
    """The markers of an unresolved merge stand in the text.

    ## What it does

    Finds a full set of markers, seven characters each at the beginning of a line and in this
    order: `<<<<<<<`, `=======`, `>>>>>>>`. Markers inside code blocks are left alone, and so is
    a row of equals signs below a heading's text. Nothing else is reported between the markers,
    and nothing there is fixed: which side counts is not known.

    ## Why

    Two versions of the same lines are now both in the file. Whoever goes on reads both, and at
    most one of them is true.

    ## When to suppress

    When a plan about merging shows the markers: put them in an indented block, where the rule
    does not look.
    """

    code = "MP112"
    name = "conflict-markers"
    severity = Severity.ERROR
    examples = (
        Example(
            bad=f"## Progress\n\n{_MARKED}",
            good="## Progress\n\n- [ ] One.\n- [ ] Two.\n",
        ),
    )
    silent = (
        "A heading\n=======\n\nText.\n",
        "The merge showed:\n\n    " + _MARKED.replace("\n", "\n    ").rstrip() + "\n",
        f"```\n{_MARKED}```\n",
        "<<<<<<< ours\nOne side only.\n",
        "```\nnever closed\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per set, at its first marker."""
        lines = context.document.lines
        for note in context.document.notes:
            if note.kind is NoteKind.CONFLICT_MARKERS:
                rows = lines.lines_of(note.span)
                found = self.report(
                    lines.content(rows[0]), "an unresolved merge conflict begins here"
                )
                end = RelatedSpan(lines.content(rows[-1]), "it ends here")
                yield found._replace(related=(end,))
