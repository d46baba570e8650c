"""MP402: another plan that the reader is not led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.patterns import compiled
from milepost.plan.prose import QUOTED
from milepost.plan.query import is_reported
from milepost.plan.wording import is_negated
from milepost.repository import folders_upward, has_path
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.prose import Match
    from milepost.rule import RuleContext

_OTHER = (
    r"(?P<which>previous|prior|earlier|preceding|parent|sibling|companion|predecessor|last|umbrella"
    r"|master|phase [0-9]+|milestone [0-9]+)"
)
_PLAN = r"(?:exec ?-?plans?|implementation plans?|plans?)"
_PHRASE = (
    rf"\b(?:the|our|its|that) {_OTHER} (?:(?!plan|exec)[a-z-]+ )?{_PLAN}(?:'s)?(?![\w-])"
    r"(?! (?:revisions?|versions?|drafts?|files?|text|wording|notes?|modes?|limits?|tiers?|prices?"
    r"|nodes?|steps?|output|file|id|ids|was (?:revised|rewritten|updated)))"
    rf"|(?<=\bsee )(?:the )?exec ?-?plan {QUOTED}+|(?<=\bper )(?:the )?exec ?-?plan {QUOTED}+"
)
_OWN_PAST = (
    r"\b(?:correct|revis|rewr|supersed|replac|rescind|withdr|obsolet|bookkeeping|this plan's|said"
    r"|assumed|called for|wording|move|archive|close|each|every|any|all|if|whether)"
)
"""What is said of a plan's own earlier state, or of plans at large."""
_NAMED = (
    r"`[^`\r\n]*\.md[^`\r\n]*`|\]\([^)\s]+\)|(?<![\w/.-])[\w@.-]+(?:/[\w@.-]+)*\.md\b|https?://"
)
_FILE = r"[\w@./+-]+\.md\b"
_PLAN_FILE = (
    r"(?m)(?:^|[/`(])((?:[\w@.-]+/)*(?:exec-?)?plans?/(?:[\w@.-]+/)*(?!plans\.md)[\w@.-]+\.md)\b"
)


class PriorPlanReference(Rule):
    """The plan leans on another plan without saying where it is.

    ## What it does

    Finds mentions of a previous, earlier or parent plan, and of a plan by nothing but its title,
    in the sections that explain the work. Silent when the same paragraph, or another mention in
    the same words, names the file by a path or link, and when the whole text names one single
    plan; where the repository is known, the file has to be there. Earlier versions of this very
    plan, records and remarks on plans in general are left alone.

    ## Why

    Plans are moved and renamed when they are done. "The prior plan" is a different one for every
    reader, and what it decided is lost to whoever cannot find it.

    ## When to suppress

    When the other plan is mentioned as history and nothing here depends on it.
    """

    code = "MP402"
    name = "prior-plan-reference"
    severity = Severity.INFO
    examples = (
        Example(
            bad="## Plan of Work\n\nReuse the row format from the prior plan.\n",
            good="## Plan of Work\n\nReuse the row format from the prior plan, "
            "`docs/plans/rows.md`.\n",
        ),
        Example(bad='## Plan of Work\n\nFor the table, see ExecPlan "Rows that last".\n'),
        Example(bad="## Plan of Work\n\nAs in the parent ExecPlan (`docs/plans/drawers.md`).\n"),
    )
    silent = (
        "## Plan of Work\n\nKeep to the parent plan.\n\n## Notes\n\nThe parent plan is "
        "[rows](rows.md).\n",
        "## Decision Log\n\n- Decision: as in the earlier plan, no cache.\n",
        "## Plan of Work\n\nThis replaces the earlier plan to cache rows.\n",
        "## Plan of Work\n\nThis does not depend on the prior plan.\n",
        "## Plan of Work\n\nShow the previous plan version beside the new one.\n",
        "Rows exist (see `docs/plans/rows.md`).\n\n## Plan of Work\n\nCall the prior plan's "
        "reader.\n",
    )
    files = {"docs/plans/rows.md": "# Rows\n"}  # noqa: RUF012

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per way to speak of another plan, at the first place."""
        prose = context.document.prose
        seen: set[str] = set()
        for match in prose.find("plan", _PHRASE):
            phrase = match.found[0]
            span = prose.span(*match.found.span())
            if phrase in seen or is_reported(context.plan, span.start):
                continue
            if _is_relied_on(match) and not _is_known(context, match):
                seen.add(phrase)
                shown = " ".join(span.cut(context.text).split())
                yield self.report(span, f"`{shown}` is not given as a file")


def _is_relied_on(match: Match) -> bool:
    sentence, found = match
    if compiled(_OWN_PAST).search(sentence.lower):
        return False
    return not is_negated(sentence.lower, found.start() - sentence.start)


def _is_known(context: RuleContext, match: Match) -> bool:
    """Whether the reader can tell which file is meant."""
    if _is_named(context, match.found[0]):
        return True
    if match.found["which"] is None:
        return False
    files = set(compiled(_PLAN_FILE).findall(context.document.prose.names))
    return len(files) == 1 and all(_is_there(context, file) for file in files)


def _is_named(context: RuleContext, phrase: str) -> bool:
    """Whether a paragraph that speaks of the plan in these words names a file, and it is there."""
    prose = context.document.prose
    words = phrase.split(" ", 1)[-1]
    at = prose.lowered_text.find(words)
    while at >= 0:
        line = prose.line_at(at)
        block = prose.span(*line).cut(context.text)
        if any(_is_there(context, named[0]) for named in compiled(_NAMED).finditer(block)):
            return True
        at = prose.lowered_text.find(words, line[1])
    return False


def _is_there(context: RuleContext, named: str) -> bool:
    repository, file = context.repository, compiled(_FILE).search(named)
    if repository is None or file is None or "://" in named:
        return True
    return any(has_path(repository, file[0], each) for each in folders_upward(repository.folder))
