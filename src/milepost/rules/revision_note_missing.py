"""MP325: a plan that was divided anew without a word on why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.plan.changes import Changes
    from milepost.rule import RuleContext
    from milepost.text import Span

_STEPS = (SectionKind.WORK, SectionKind.STEPS)
_NOTE = r"\b(?:addend|revis|change|amend|update|pivot)|修订|变更|改訂|変更|개정|변경"
"""What a section is called that is a revision note by itself."""


class RevisionNoteMissing(Rule):
    """The plan was divided or planned anew, and no revision note or decision says why.

    ## What it does

    Compares the plan with an earlier version, as `milepost check --since REV` names one. Finds
    plans that have gained or lost sections or milestones, or whose Plan of Work or Concrete Steps
    were rewritten, while no revision note and no decision was added or changed. A section that is
    a note by its title counts as one. What only grows, such as Progress, is left alone.

    ## Why

    Whoever comes back to a plan that reads otherwise than they remember wants to know what was
    changed and for what reason. The text alone does not tell.

    ## When to suppress

    While a plan is still being written and nobody works from it yet.
    """

    code = "MP325"
    name = "revision-note-missing"
    severity = Severity.WARNING
    compares = True
    examples = (
        Example(
            before="# Add a route\n\n## Milestone 1\n\nThe route answers.\n",
            bad=(
                "# Add a route\n\n## Milestone 1\n\nThe route answers.\n\n"
                "## Milestone 2\n\nIt is fast.\n"
            ),
            good=(
                "# Add a route\n\n## Milestone 1\n\nThe route answers.\n\n"
                "## Milestone 2\n\nIt is fast.\n\n"
                "Revision note (2026-01-31): Speed became a milestone, as the users asked.\n"
            ),
        ),
        Example(
            before=(
                "## Plan of Work\n\nCopy the seven files into one folder, sort all their lines by "
                "time and write them into one file.\n"
            ),
            bad=(
                "## Plan of Work\n\nLet every sensor send its readings to a queue, which a single "
                "writer empties once a minute.\n"
            ),
            good=(
                "## Plan of Work\n\nCopy the seven files into one folder, sort all their lines\n"
                "by time and write them into one big file.\n"
            ),
        ),
    )
    silent = ("# Add a route\n\n## Milestone 1\n\nThe route answers.\n",)

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the first heading that is new or whose text is."""
        before = context.before
        if before is None or before.text == context.text:
            return
        from milepost.plan.changes import changes_between  # Loaded where there is a version.

        changes = changes_between(before, context.document)
        if _is_explained(changes):
            return
        lost = {section.title for section in context.losses.sections} if context.losses else set()
        place = _find_place(before, context.document, changes, lost)
        if place is not None:
            yield self.report(
                place, "the plan was changed here since, and no revision note or decision says why"
            )


def _is_explained(changes: Changes) -> bool:
    from milepost.plan.patterns import compiled

    decided = any(
        each.kind is SectionKind.DECISIONS and (each.added or each.reworded)
        for each in changes.records
    )
    named = any(compiled(_NOTE).search(title.casefold()) for title in changes.sections_added)
    return bool(changes.notes_added) or decided or named


def _find_place(before: Document, after: Document, changes: Changes, lost: set[str]) -> Span | None:
    """The heading that is new, or whose text is; the top for headings that are gone.

    Not for those that another rule finds lost.
    """
    from milepost.plan.headings import top_of
    from milepost.plan.losses import is_rewritten

    plan = after.plan
    former = {milestone.title for milestone in before.plan.milestones}
    for milestone in plan.milestones:
        if milestone.title not in former:
            return plan.sections[milestone.section].heading
    added = set(changes.sections_added)
    for section in plan.sections:
        if section.title in added:
            return section.heading
    gone = former - {each.title for each in plan.milestones} | set(changes.sections_removed)
    if gone - lost:
        return top_of(plan)
    for kind in _STEPS:
        old, new = before.plan.section(kind), plan.section(kind)
        if old and new and is_rewritten(old.body.cut(before.text), new.body.cut(after.text)):
            return new.heading
    return None
