"""MP302: a decision that does not say when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.patterns import compiled
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.edits.records import LogEditor
    from milepost.plan.records import LogEntry
    from milepost.rule import RuleContext

_ROUGHLY = (
    r"(?i)\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s+[0-9]{1,4}\b"
    r"|(?<![\w.])[0-9]{1,2}[./-][0-9]{1,2}[./-](?:20)?[0-9]{2}(?![\w.])|\b20[0-9]{6}\b"
    r"|\b20[0-9]{2}[-/.][0-9]{1,2}\b|\b(?:q[1-4]|week|sprint|day|session|round)[ -]?[0-9]{1,4}\b"
)
"""A time that is not read as a stamp but says when."""


class UndatedDecision(Rule):
    """An entry of the Decision Log does not say when it was decided.

    ## What it does

    Reads every entry that begins with `Decision:` and looks for a date anywhere in it, in every
    form that plans use. A date in a heading or a line above covers the entries below it. Bullets
    without labels and the rows of a table are expected to have a date only where most of their
    neighbours have one. Free prose is left alone. A log in which nothing has a date is reported
    once, at its first entry.

    ## Why

    Decisions overrule each other. Without dates nobody can tell which of two is the later one,
    nor line a decision up with the commits that followed from it. When it was decided only its
    author can tell, so a fix is shown and never made.

    ## When to suppress

    When the log deliberately records no dates, for example because every plan is kept for one
    day only.
    """

    code = "MP302"
    name = "undated-decision"
    severity = Severity.INFO
    examples = (
        Example(
            bad="## Decision Log\n\n- Decision: Use one queue.\n  Rationale: Order matters.\n",
            good=(
                "## Decision Log\n\n- Decision: Use one queue.\n  Rationale: Order matters.\n"
                "  Date/Author: 2026-01-31 / Ada\n"
            ),
        ),
        Example(
            bad="## Decision Log\n\n- Decision: Use one queue.\n  Date/Author: Ada\n",
            good="## Decision Log\n\n- Decision (2026-01-31): Use one queue.\n",
        ),
        Example(bad="## Decision Log\n\n- Decision: Use one queue.\n- Decision: No lock.\n"),
        Example(
            bad=(
                "## Decision Log\n\n- 2026-01-30: One queue.\n- 2026-01-31: Two readers.\n"
                "- No lock.\n"
            ),
        ),
    )
    silent = (
        "## Decision Log\n\n- Use one queue.\n- Keep two readers.\n",
        "## Decision Log\n\n- Decision: Use one queue.\n  Date/Author: January 2026 / Ada\n",
        "## Decision Log\n\n### 2026-01-31\n\n- Decision: Use one queue.\n",
        "## Decision Log\n\n2026-01-31:\n\n- Decision: Use one queue.\n- Decision: No lock.\n",
        "## Decision Log\n\n- Decision: Use one queue.\n  Rationale: Order. 2026-01-31, Ada.\n",
        "## Decision Log\n\n- 决策：使用一个队列。\n  日期/作者：2026-01-31 / Ada\n",
        "## Decision Log\n\n| Decision | Reason |\n| --- | --- |\n| One queue | Order |\n",
        "## Decision Log\n\nWe settled on one queue.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per entry, or one for a log without any date."""
        if context.plan.section(SectionKind.DECISIONS) is None:
            return
        # Loaded with the first log.
        from milepost.plan.living import entries_of, is_labelled
        from milepost.plan.records import RecordForm

        entries = entries_of(context.plan, SectionKind.DECISIONS)
        plain = [entry for entry in entries if not is_labelled(entry)]
        dated = sum(entry.stamp is not None for entry in plain)
        custom = dated >= 2 and 2 * dated > len(plain)
        covered = _covered(context, entries)
        bare = [
            entry
            for at, entry in enumerate(entries)
            if not (at in covered or _is_dated(context, entry))
        ]
        undated = [
            entry
            for entry in bare
            if is_labelled(entry) or (custom and entry.form is not RecordForm.PROSE)
        ]
        if len(undated) > 1 and len(bare) == len(entries):
            message = f"none of the {len(undated)} decisions is dated, this one and those below"
            yield self.report(undated[0].span, message)
            return
        editor: LogEditor | None = None
        for entry in undated:
            if editor is None:
                from milepost.edits.records import LogEditor  # Loaded with the first finding.

                editor = LogEditor(context.document, SectionKind.DECISIONS)
            edits = editor.add_date(entry, context.now)
            title = "Write the day on which it was decided, like this"
            fix = Fix(title, edits, Applicability.MANUAL) if edits else None
            yield self.report(entry.span, "this decision is not dated", fix=fix)


def _is_dated(context: RuleContext, entry: LogEntry) -> bool:
    if entry.stamp is not None:
        return True
    return compiled(_ROUGHLY).search(entry.span.cut(context.text)) is not None


def _covered(context: RuleContext, entries: Sequence[LogEntry]) -> set[int]:
    """The entries below a date that stands in the heading of their section or on a line above."""
    from milepost.parse.timestamps import read_timestamps
    from milepost.plan.query import section_at
    from milepost.text import Span

    covered: set[int] = set()
    end, section, dated = 0, None, False
    for at, entry in enumerate(entries):
        own = section_at(context.plan, entry.span.start)
        if own is not section or own is None:
            section, dated = own, False
            end = entry.span.start if own is None else own.span.start
        gap = Span(min(end, entry.span.start), entry.span.start)
        dated = dated or any(read_timestamps(context.text, gap))
        if dated:
            covered.add(at)
        end = entry.span.end
    return covered
