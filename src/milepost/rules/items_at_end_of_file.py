"""MP214: progress items that landed at the end of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.rule import Example, Rule
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class ItemsAtEndOfFile(Rule):
    """Dated checklist items stand at the end of the file instead of in Progress.

    ## What it does

    Finds dated checkboxes that end the file, below the text of another section than Progress. A
    sentence that announces them, a section that is a checklist or a record by its title, and
    sections that the project allows for checklists are left alone.

    ## Why

    An agent that appends a line without looking where it lands puts it at the end of the file.
    What it reported there is not counted, and nobody looks for it below the last section.

    ## When to suppress

    When the last section is a checklist of its own. Naming it in the project's settings, or in a
    sentence above the items, is better still.
    """

    code = "MP214"
    name = "items-at-end-of-file"
    severity = Severity.ERROR
    examples = (
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-30) Begin.\n- [ ] Go on.\n\n"
                "## Interfaces and Dependencies\n\nNo new ones.\n\n- [x] (2026-01-31) Go on.\n"
            ),
            good=(
                "## Progress\n\n- [x] (2026-01-30) Begin.\n- [x] (2026-01-31) Go on.\n\n"
                "## Interfaces and Dependencies\n\nNo new ones.\n"
            ),
            fixed=(
                "## Progress\n\n- [x] (2026-01-30) Begin.\n- [ ] Go on.\n"
                "- [x] (2026-01-31) Go on.\n\n"
                "## Interfaces and Dependencies\n\nNo new ones.\n"
            ),
        ),
    )
    silent = (
        "## Progress\n\n- [x] (2026-01-30) One.\n- [x] (2026-01-31) Two.\n",
        "## Progress\n\n- [ ] One.\n\n## Review Gate\n\nAll.\n\n- [x] (2026-01-31) Read.\n",
        "## Progress\n\n- [ ] One.\n\n## Artifacts and Notes\n\nDone:\n\n- [x] (2026-01-31) A.\n",
        "## Progress\n\n- [ ] One.\n\n## Interfaces\n\nNone.\n\n- [ ] Undated.\n",
        "## Progress\n\n- [ ] One.\n\n## Interfaces\n\nOne.\n\n- [x] (2026-01-31) A.\n\nMore.\n",
        "## Interfaces\n\nOne.\n\n- [x] (2026-01-31) A.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding, from the first of the items to the last."""
        items = context.plan.items
        if not items or items[-1].in_progress:
            return
        from milepost.plan.checklists import find_strays, has_title  # Loaded with the first list.

        strays = find_strays(context.plan, context.text)
        if not strays:
            return
        from milepost.edits.moves import move_to_progress  # Loaded with the first finding.

        section = context.plan.sections[strays[0].section or 0]
        if has_title(context.plan, section, context.settings.checklist_sections):
            return
        edits = move_to_progress(context.document, strays)
        what = "a dated item stands" if len(strays) == 1 else f"{len(strays)} dated items stand"
        yield self.report(
            Span(strays[0].span.start, strays[-1].tree_span.end),
            f"{what} at the end of the file instead of in Progress",
            fix=Fix("Move to the end of Progress", edits, Applicability.SAFE) if edits else None,
        )
