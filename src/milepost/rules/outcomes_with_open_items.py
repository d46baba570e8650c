"""MP216: outcomes that call the work complete while items are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.patterns import compiled
from milepost.plan.query import progress_of, standard_section_at
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.prose import Match
    from milepost.rule import RuleContext

_DONE = r"(?:complete|completed|done|finished|implemented|delivered|shipped|closed)"
_CLAIM = (
    rf"(?<![^\n])[\W_]*(?:(?:outcome|status|result|state)s?[\W_]*)?(?:fully |now |all )?{_DONE}\b"
    r"(?=[^\w]*\Z|[.,;:!])"
    r"|\b(?:the|this|whole|entire|roadmap|remaining|all|full|planned)\b[^.;:()]{0,40}"
    r"\b(?:plan|execplan|work|implementation|item \S+|feature|task|migration|refactor|refactoring"
    r"|scope|project|milestones|phases|items|tasks|steps|stages|acceptance criteria)\b"
    rf"[^.;:()]{{0,20}}\b(?:is|are|was|were|has been|have been)(?: now| fully| all)* {_DONE}\b"
    rf"|\beverything (?:is|was|has been) (?:now )?{_DONE}\b"
)
_INTERIM = (
    r"\b(?:interim|partial|partly|partially|so far|not|pending|remain|remains|except|apart from"
    r"|once|when|until|after|if|will|would|should|but|still|before|locally|this slice"
    r"|(?:milestone|phase|stage|step|slice) (?:[0-9]|one|two|three|four|five|[a-z]\b))\b"
)
_SAID = (
    r"\b(?:remain|remains|remaining work|remaining gap|remaining gaps|still open|pending|deferred"
    r"|outstanding|unchecked|left open|left to|not yet|descoped|awaiting|unproven|unverified"
    r"|to be done|in progress)\b"
)


class OutcomesWithOpenItems(Rule):
    """Outcomes & Retrospective calls the work complete, and Progress has open items.

    ## What it does

    Looks in the Outcomes section for a sentence that says that the plan, the work or all of its
    parts are complete, while items of Progress are open. Interim results are expected: a sentence
    about one milestone is not such a claim, and the rule is silent where the section says that
    something is pending, deferred or left.

    ## Why

    One of the two is wrong. A reader who trusts the outcome stops too early, and one who trusts
    the checkbox does the work again.

    ## When to suppress

    When the open items are kept as a record of what was given up. Saying so in the outcome is
    better still: it is enough for this rule.
    """

    code = "MP216"
    name = "outcomes-with-open-items"
    severity = Severity.INFO
    examples = (
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-31) Add the route.\n- [ ] Document it.\n\n"
                "## Outcomes & Retrospective\n\nThe implementation is complete.\n"
            ),
            good=(
                "## Progress\n\n- [x] (2026-01-31) Add the route.\n- [ ] Document it.\n\n"
                "## Outcomes & Retrospective\n\nThe route answers; the guide is pending.\n"
            ),
        ),
        Example(
            bad="## Progress\n\n- [ ] Add the route.\n\n## Outcomes\n\n- Outcome: Complete.\n",
        ),
    )
    silent = (
        "## Progress\n\n- [x] (2026-01-31) Add it.\n\n## Outcomes\n\nThe plan is complete.\n",
        "## Progress\n\n- [ ] Add it.\n\n## Outcomes\n\nMilestone 1 is complete.\n",
        "## Progress\n\n- [ ] Add it.\n\n## Outcomes\n\nThe work is done.\n\nTests are pending.\n",
        "## Progress\n\n- [ ] Add it.\n\n## Outcomes\n\nOnce all items are done, write here.\n",
        "## Progress\n\n- [ ] Add it.\n\n## Context and Orientation\n\nThe work is complete.\n",
        "## Progress\n\n- [ ] Add it.\n\n## Outcomes\n\nNone yet.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the first claim."""
        progress = progress_of(context.plan)
        waiting = progress.total - progress.done
        outcomes = context.plan.section(SectionKind.OUTCOMES)
        if outcomes is None or not waiting:
            return
        prose = context.document.prose
        anchors = ("complete", "done", "finished", "implemented", "delivered", "shipped", "closed")
        for match in prose.find(anchors, _CLAIM):
            span = prose.span(*match.found.span())
            if span.start in outcomes.body and not _is_interim(match):
                if _says_so(context):
                    return
                count = "1 item is" if waiting == 1 else f"{waiting} items are"
                yield self.report(span, f"this calls the work complete, and {count} not done")
                return


def _is_interim(match: Match) -> bool:
    return compiled(_INTERIM).search(match.sentence.lower) is not None


def _says_so(context: RuleContext) -> bool:
    """Whether the section tells that something is left."""
    return any(
        _in_outcomes(context, match)
        for match in context.document.prose.find(
            (
                "remain",
                "open",
                "pend",
                "defer",
                "out",
                "check",
                "left",
                "yet",
                "follow",
                "desc",
                "await",
                "to be",
                "progress",
            ),
            _SAID,
        )
    )


def _in_outcomes(context: RuleContext, match: Match) -> bool:
    offset = context.document.prose.offset(match.found.start())
    section = standard_section_at(context.plan, offset)
    return section is not None and section.kind is SectionKind.OUTCOMES
