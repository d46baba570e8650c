"""MP303: a surprise that nothing proves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.patterns import compiled
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.records import LogEntry
    from milepost.rule import RuleContext

_EMPTY = r"(?i)[\s*_.。`-]*(?:(?:tbd|tba|todo|n/?a|none|pending|unknown|\?+)[\s*_.。`-]*)?"
_FURTHER = r"[\r\n][ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]|(?:\r\n|\r(?!\n)|\n)[ \t]*[\r\n]"
"""A list, another paragraph or a block of code within an entry."""


class SurpriseWithoutEvidence(Rule):
    """An observation is recorded without anything that shows it.

    ## What it does

    Reads every entry of Surprises & Discoveries that begins with `Observation:`, and the plain
    bullets of a log in which most entries label their evidence. Evidence counts in any form: under
    its label, as a block of output, or in the sentence itself as a command, a number, a quoted
    message, a link, or the words of somebody who looked ("the test fails", "confirmed in"). Free
    prose is left alone.

    ## Why

    A surprise is what the plan had wrong, so it changes what others believe. They can only build
    on it, or find out that it has ceased to be so, when they can see how it showed.

    ## When to suppress

    When the observation is plain to everybody who opens the repository.
    """

    code = "MP303"
    name = "surprise-without-evidence"
    severity = Severity.INFO
    examples = (
        Example(
            bad="## Surprises & Discoveries\n\n- Observation: The queue drops old entries.\n",
            good=(
                "## Surprises & Discoveries\n\n- Observation: The queue drops old entries.\n"
                "  Evidence: `make bench` prints `dropped: 12`.\n"
            ),
        ),
        Example(
            bad=(
                "## Surprises & Discoveries\n\n- Observation: The queue drops old entries.\n"
                "  Evidence: TBD\n"
            ),
            good="## Surprises & Discoveries\n\n- Observation: The bench dropped 12 entries.\n",
        ),
        Example(
            bad=(
                "## Surprises & Discoveries\n\n| Observation | Evidence |\n| --- | --- |\n"
                "| The queue drops entries | |\n"
            ),
        ),
    )
    silent = (
        "## Surprises & Discoveries\n\n- The queue drops old entries.\n",
        "## Surprises & Discoveries\n\n- Observation: The queue drops entries; the test fails.\n",
        "## Surprises & Discoveries\n\n- Observation: The queue drops entries.\n\n"
        "      dropped: 12\n",
        "## Surprises & Discoveries\n\nObservation: The queue drops entries.\n\nSo it seems.\n",
        "## Surprises & Discoveries\n\n- 观察：队列丢弃条目，日志中可见。\n",
        "## Surprises & Discoveries\n\nNone yet.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per entry."""
        if context.plan.section(SectionKind.SURPRISES) is None:
            return
        # Loaded with the first section.
        from milepost.plan.living import entries_of, find_field, has_sequel, is_custom, owes

        entries = entries_of(context.plan, SectionKind.SURPRISES)
        custom = is_custom(entries, "evidence")
        for at, entry in enumerate(entries):
            evidence = find_field(entry, "evidence")
            if evidence is not None:
                if compiled(_EMPTY).fullmatch(evidence.text):
                    yield self.report(entry.span, "the evidence of this observation is empty")
            elif (
                owes(entry, custom=custom)
                and not has_sequel(entries, at)
                and not _shows(context, entry)
            ):
                yield self.report(entry.span, "nothing is given as evidence of this observation")


def _shows(context: RuleContext, entry: LogEntry) -> bool:
    """Whether the entry's own prose or any further part of it can be the evidence."""
    from milepost.plan.living import is_labelled
    from milepost.plan.reasons import gives_proof

    own = entry.span.cut(context.text)
    if is_labelled(entry):
        own = context.text[entry.fields[0].span.start : entry.span.end]
    return compiled(_FURTHER).search(own) is not None or gives_proof(own)
