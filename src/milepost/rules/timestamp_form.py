"""MP204: a stamp in another form than others of the plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.declared import find_declared_form
from milepost.plan.patterns import compiled
from milepost.plan.query import stamped_items
from milepost.plan.timestamp import Precision, ZoneKnowledge
from milepost.rule import Example, Rule
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.plan.declared import DeclaredForm
    from milepost.plan.model import ChecklistItem
    from milepost.plan.timestamp import Timestamp
    from milepost.rule import RuleContext

    _Form = tuple[str, str, str, Precision, str]

_MIN_SHARE = 0.6
_MANY = 3
"""So many strays of a kind are told once."""
_DATE = r"[0-9]{4}([-/.])[0-9]{2}\1[0-9]{2}([T ]?)"
_DESIGNATOR = r"(?:Z| Z|UTC|GMT)$"
_AROUND = " \t\r\n*_~"


class TimestampForm(Rule):
    """A plan writes its stamps in several forms, and this one is not the usual one.

    ## What it does

    Compares the stamps of the done items with each other: the bracket, the date, what stands
    between date and time, whether there is a time of day and seconds, and how the zone is
    written. Where they differ, every stamp that is not `(YYYY-MM-DD HH:MMZ)` is reported; in a
    plan that never uses this form and mostly another one with a time of day, every stamp that is
    unlike the most. A plan that uses one form throughout is left alone, whichever it is. A range
    of times and a remark behind the time, such as a commit, make no other form.

    Where the prose of Progress names a form, such as `(YYYY-MM-DD HH:MM:SSZ)`, that form counts
    and no other: every stamp that is unlike it is reported, three and more of a kind once.

    Minutes in UTC that merely look different are rewritten. Where a day, seconds, a zone of the
    author's own or a word in the bracket would be lost or made up, there is no fix.

    ## Why

    Mixed forms cannot be compared at a glance, sorted, or searched for, and the next author does
    not know which one to follow.

    ## When to suppress

    When the earlier stamps were taken over from elsewhere and must stay as they are.
    """

    code = "MP204"
    name = "timestamp-form"
    severity = Severity.INFO
    examples = (
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n"
                "- [x] 2026-01-31T10:05Z: Test it.\n"
            ),
            good=(
                "## Progress\n\n- [x] 2026-01-31T09:30Z: Add the route.\n"
                "- [x] 2026-01-31T10:05Z: Test it.\n"
            ),
            fixed=(
                "## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n"
                "- [x] (2026-01-31 10:05Z) Test it.\n"
            ),
        ),
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n"
                "- [x] (2026-01-31) Test it.\n"
            ),
        ),
        Example(
            bad=(
                "## Progress\n\n- [x] 2026-01-31T09:30:10Z: Add the route.\n"
                "- [x] 2026-01-31T10:05:20Z: Test it.\n- [x] 2026-02-01: Document it.\n"
            ),
        ),
        Example(
            bad=(
                "## Progress\n\nStamps are `(YYYY-MM-DD HH:MM:SSZ)`.\n\n"
                "- [x] (2026-01-31 09:30Z) Add the route.\n"
            ),
        ),
    )
    silent = (
        (
            "## Progress\n\nStamps are `(YYYY-MM-DD HH:MM:SSZ)`.\n\n"
            "- [x] (2026-01-31 09:30:00Z) Add the route.\n"
        ),
        "## Progress\n\n- [x] (2026-01-31) Add the route.\n- [x] (2026-02-01) Test it.\n",
        (
            "## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n"
            "- [x] (2026-01-31 09:30-10:05Z, `f00ba4`) Test it.\n"
        ),
        (
            "## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n"
            "- [ ] 2026-01-31: Begun, not done.\n"
        ),
        "## Progress\n\n- [x] (2026-10-24 09:30 CEST) One.\n- [x] (2026-10-26 09:30 CET) Two.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per stamp."""
        stamped = [
            (item, stamp, _form_of(stamp, context.text))
            for item, stamp, _ in stamped_items(context.plan)
        ]
        forms = Counter(form for _, _, form in stamped)
        declared = find_declared_form(context.plan, context.text)
        if not forms or (len(forms) < 2 and declared is None):
            return
        usual = _usual(forms) if declared is None else _as_form(declared)
        if declared is not None and usual != _CANONICAL:
            strays = [(stamp, form) for _, stamp, form in stamped if form != usual]
            yield from self._about_strays(strays, declared.written)
            return
        for item, stamp, form in stamped:
            if form == usual:
                continue
            fix = _fix(context, item) if usual == _CANONICAL else None
            unlike = "not as `(YYYY-MM-DD HH:MMZ)`" if usual == _CANONICAL else "unlike most"
            message = f"stamps are written in {len(forms)} forms here, this one {unlike}"
            if declared is not None:
                message = f"the stamp is not written as `{declared.written}`, as the plan asks"
            yield self.report(stamp.span, message, fix=fix)

    def _about_strays(
        self, strays: Sequence[tuple[Timestamp, _Form]], declared: str
    ) -> Iterator[Diagnostic]:
        """A finding per stamp, or one for many in the same form."""
        kinds: dict[_Form, list[Timestamp]] = {}
        for stamp, form in strays:
            kinds.setdefault(form, []).append(stamp)
        for stamps in kinds.values():
            many = f", nor are {len(stamps) - 1} more like it" if len(stamps) >= _MANY else ""
            message = f"the stamp is not written as `{declared}`, as the plan asks{many}"
            for stamp in stamps[:1] if many else stamps:
                yield self.report(stamp.span, message)


_CANONICAL = ("(", "-", " ", Precision.MINUTE, "Z")


def _usual(forms: Counter[_Form]) -> _Form:
    """The form that the plan ought to keep to: the canonical one unless it has one of its own."""
    form, count = forms.most_common(1)[0]
    is_clear = form[3] > Precision.DAY and count >= _MIN_SHARE * forms.total()
    return form if is_clear and _CANONICAL not in forms else _CANONICAL


def _as_form(declared: DeclaredForm) -> _Form:
    zone = declared.designator.upper()
    zone = (zone if zone == " Z" else zone.strip()) or ZoneKnowledge.UNKNOWN.value
    opening = declared.opening.replace("（", "(")
    return opening, declared.mark, declared.joiner, declared.precision, zone


def _form_of(stamp: Timestamp, text: str) -> _Form:
    """What tells how a stamp is written: bracket, date, joiner, precision, zone."""
    opening = Span(stamp.span.start, stamp.core.start).cut(text).strip(_AROUND).replace("（", "(")
    date = compiled(_DATE).match(text, stamp.core.start, stamp.core.end)
    mark, joiner = (date[1], date[2]) if date else ("in words", "")
    zone = stamp.zone.value
    if stamp.zone is ZoneKnowledge.UTC:
        designator = compiled(_DESIGNATOR).search(text, stamp.core.start, stamp.core.end)
        zone = designator[0] if designator else zone
    return opening, mark, joiner, stamp.precision, zone


def _fix(context: RuleContext, item: ChecklistItem) -> Fix | None:
    from milepost.edits.stamps import write_canonical  # Loaded with the first finding.

    edits = write_canonical(context.document, item)
    if edits is None:
        return None
    return Fix("Write it as `(YYYY-MM-DD HH:MMZ)`", edits, Applicability.SAFE)
