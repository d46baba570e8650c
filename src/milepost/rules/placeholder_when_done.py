"""MP304: a finished plan that still waits for its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.query import progress_of
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Section
    from milepost.rule import RuleContext
    from milepost.text import Span

_RECORDS = (SectionKind.SURPRISES, SectionKind.DECISIONS, SectionKind.OUTCOMES)
_SHOWN = 40


class PlaceholderWhenDone(Rule):
    """Every item is done, and a living section still says that something is to come.

    ## What it does

    When all items of Progress are done, it looks in Surprises & Discoveries, the Decision Log and
    Outcomes & Retrospective for paragraphs, bullets and labelled values that only wait: "None
    yet", "TBD", "to be filled in at completion". A plain "None." is an answer and is left alone.
    Outcomes without anything else is reported by `done-without-outcomes` instead.

    ## Why

    "None yet" in a finished plan has two meanings: nothing happened, or nobody wrote it down. The
    reader cannot tell which, and after the work is over nobody remembers.

    ## When to suppress

    When the plan is known to go on and its next items are only not written yet.
    """

    code = "MP304"
    name = "placeholder-when-done"
    severity = Severity.WARNING
    examples = (
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-31) Add the route.\n\n"
                "## Surprises & Discoveries\n\nNone yet.\n"
            ),
            good=(
                "## Progress\n\n- [x] (2026-01-31) Add the route.\n\n"
                "## Surprises & Discoveries\n\nNone.\n"
            ),
        ),
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-31) Add the route.\n\n"
                "## Decision Log\n\n- Decision: Use one queue.\n  Date/Author: TBD\n"
            ),
        ),
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-31) Add the route.\n\n"
                "## Outcomes & Retrospective\n\nThe route answers.\n\n- Lessons: to be filled in.\n"
            ),
        ),
        Example(bad="## 进度\n\n- [x] 2026-01-31：完成。\n\n## 意外与发现\n\n暂无。\n"),
    )
    silent = (
        "## Progress\n\n- [ ] Add the route.\n\n## Surprises & Discoveries\n\nNone yet.\n",
        "## Progress\n\nNothing.\n\n## Surprises & Discoveries\n\nNone yet.\n",
        "## Progress\n\n- [x] (2026-01-31) All.\n\n## Surprises & Discoveries\n\nNo surprises.\n",
        "## Progress\n\n- [x] (2026-01-31) All.\n\n## Outcomes & Retrospective\n\nTBD\n",
        "## Progress\n\n- [x] (2026-01-31) All.\n\n## Decision Log\n\n- Decision: Drop `TBD`.\n",
        "## Progress\n\n- [x] (2026-01-31) All.\n\n## Surprises & Discoveries\n\n    None yet.\n",
        "## Progress\n\n- [x] (2026-01-31) All.\n\n## Decision Log\n\n- Decision: One queue.\n"
        "  Rationale: TBD\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per placeholder."""
        if not progress_of(context.plan).finished:
            return
        for kind in _RECORDS:
            section = context.plan.section(kind)
            if section is None:
                continue
            for span in _waiting(context, section):
                shown = " ".join(span.cut(context.text).split())
                shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1].rstrip()}…"
                yield self.report(span, f"every item is done, and this still says `{shown}`")


def _waiting(context: RuleContext, section: Section) -> Iterator[Span]:
    # Loaded with the first finished plan.
    from milepost.plan.living import find_waiting, has_content

    if section.kind is SectionKind.OUTCOMES and not has_content(
        context.plan, context.text, section
    ):
        return
    yield from find_waiting(context.plan, context.text, section)
