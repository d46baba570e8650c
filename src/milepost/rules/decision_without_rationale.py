"""MP301: a decision that does not say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.patterns import compiled
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.edits.records import LogEditor
    from milepost.plan.records import LogEntry, RecordField
    from milepost.rule import RuleContext

_EMPTY = r"(?i)[\s*_.。`-]*(?:(?:tbd|tba|todo|n/?a|none|pending|unknown|\?+)[\s*_.。`-]*)?"
_FURTHER = r"[\r\n][ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]|(?:\r\n|\r(?!\n)|\n)[ \t]*[\r\n]"
"""A list or another paragraph within an entry."""
_NO_REASON = frozenset({"decision", "date/author", "date", "author", "status", "", "#", "id"})
"""Labels whose parts never say why."""


class DecisionWithoutRationale(Rule):
    """An entry of the Decision Log does not say why it was decided so.

    ## What it does

    Reads every entry that begins with `Decision:`, with or without a bullet, and every row of a
    table of decisions. Where most entries label their rationale, the bullets without labels are
    read as well. A reason counts in any form: under a label of its own, in a column, in a further
    bullet or paragraph, or in the sentence itself ("because", "so that", "to avoid"). A rationale
    that is labelled and then left empty is none. Free prose is left alone.

    ## Why

    A decision without its reason cannot be reviewed when circumstances change. The next reader
    either obeys it for ever or undoes it without knowing what it protected.

    ## When to suppress

    When the reason is recorded elsewhere and the entry only repeats the result.
    """

    code = "MP301"
    name = "decision-without-rationale"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Decision Log\n\n- Decision: Use one queue.\n  Date/Author: 2026-01-31 / Ada\n",
            good=(
                "## Decision Log\n\n- Decision: Use one queue.\n  Rationale: Order matters.\n"
                "  Date/Author: 2026-01-31 / Ada\n"
            ),
        ),
        Example(
            bad="## Decision Log\n\n- Decision: Use one queue.\n  Rationale: TBD\n",
            good="## Decision Log\n\n- Decision: Use one queue, because order matters.\n",
        ),
        Example(
            bad=(
                "## Decision Log\n\n| Decision | Rationale |\n| --- | --- |\n"
                "| One queue | Order matters |\n| Two readers | |\n"
            ),
        ),
        Example(bad="## 决策日志\n\n- 决策：使用一个队列。\n  日期/作者：2026-01-31 / Ada\n"),
    )
    silent = (
        "## Decision Log\n\n- 2026-01-31: Use one queue.\n- 2026-02-01: Keep two readers.\n",
        "## Decision Log\n\n- Decision: Use one queue to avoid a lock.\n",
        "## Decision Log\n\n- Decision: Use one queue.\n  - Two would need a lock.\n",
        "## Decision Log\n\n**Decision:** Use one queue.\n\nIt keeps the order.\n",
        "## Decision Log\n\n- Decision: Use one queue.\n  Alternatives: two, with a lock.\n",
        "## Decision Log\n\n| Decision | Why |\n| --- | --- |\n| One queue | Order |\n",
        "## Decision Log\n\n| Decision | Notes |\n| --- | --- |\n| One queue | Order |\n",
        "## 决策日志\n\n- 决策：使用一个队列，以避免加锁。\n",
        "## Decision Log\n\nWe settled on one queue.\n",
        "## Decision Log\n\n    - Decision: Shown, not made.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per entry."""
        if context.plan.section(SectionKind.DECISIONS) is None:
            return
        # Loaded with the first log.
        from milepost.plan.living import entries_of, find_field, has_sequel, is_custom, owes
        from milepost.plan.records import RecordForm

        entries = entries_of(context.plan, SectionKind.DECISIONS)
        custom = is_custom(entries, "rationale")
        editor: LogEditor | None = None
        for at, entry in enumerate(entries):
            rationale = find_field(entry, "rationale")
            if rationale is not None:
                if _is_empty(rationale):
                    yield self.report(entry.span, "the rationale of this decision is empty")
            elif entry.form is RecordForm.TABLE:
                if _is_bare_row(entry):
                    yield self.report(entry.span, "this decision gives no reason")
            elif owes(entry, custom=custom) and not (
                has_sequel(entries, at) or _explains(context, entry)
            ):
                if editor is None:
                    from milepost.edits.records import LogEditor  # Loaded with the first finding.

                    editor = LogEditor(context.document, SectionKind.DECISIONS)
                yield self.report(
                    entry.span, "this decision gives no reason", fix=_fix(editor, entry)
                )


def _is_empty(part: RecordField) -> bool:
    return compiled(_EMPTY).fullmatch(part.text) is not None


def _is_bare_row(entry: LogEntry) -> bool:
    """Whether a row of a table of decisions has no cell that could hold a reason."""
    from milepost.plan.reasons import gives_reason

    known = {part.label for part in entry.fields}
    others = any(part.text for part in entry.fields if part.label not in _NO_REASON)
    return "decision" in known and not others and not gives_reason(entry.text)


def _explains(context: RuleContext, entry: LogEntry) -> bool:
    """Whether the entry's own prose or any further part of it can give the reason."""
    from milepost.plan.living import is_labelled
    from milepost.plan.reasons import gives_reason

    if any(part.label not in _NO_REASON for part in entry.fields):
        return True
    further = compiled(_FURTHER)
    if any(further.search(part.span.cut(context.text)) for part in entry.fields):
        return True
    if is_labelled(entry):
        return gives_reason(entry.fields[0].text)
    return bool(further.search(entry.span.cut(context.text))) or gives_reason(entry.text)


def _fix(editor: LogEditor, entry: LogEntry) -> Fix | None:
    edits = editor.add_rationale(entry)
    title = "Insert the label for the rationale"
    return Fix(title, edits, Applicability.UNSAFE) if edits else None
