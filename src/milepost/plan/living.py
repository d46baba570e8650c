"""Questions one can ask of the entries of the living sections."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.placeholders import is_placeholder, is_waiting
from milepost.plan.query import blocks_within
from milepost.plan.records import RecordForm
from milepost.plan.skeleton import is_guidance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from milepost.plan.model import Block, Plan, Section
    from milepost.plan.records import LogEntry, RecordField
    from milepost.text import Span

_LABEL = r"[*_]{0,3}[^\W\d_][\w /&-]{0,40}[*_]{0,3}[:：][*_]{0,3}\s*(?=\S)"
_SILENT_KINDS = frozenset({BlockKind.HEADING, BlockKind.RULE, BlockKind.HTML})
_JUDGED = frozenset({"rationale", "evidence"})
"""Labels that rules of their own look after."""
_LEADS = {
    SectionKind.DECISIONS: frozenset({"decision"}),
    SectionKind.SURPRISES: frozenset({"observation"}),
    SectionKind.OUTCOMES: frozenset({"outcome", "remaining", "lesson"}),
}
_LISTED = frozenset({RecordForm.BULLET, RecordForm.NUMBERED})
_TOLD = (
    r"(?i)\b(?:outcomes?|retrospective|results?|lessons|summary|completion|delivered)\b"
    r"|成果|结果|総括"
)
"""Titles under which an author may tell what came of the work."""


def entries_of(plan: Plan, kind: SectionKind) -> tuple[LogEntry, ...]:
    """The entries of one living section, in file order."""
    return tuple(entry for entry in plan.records if entry.section is kind)


def find_field(entry: LogEntry, *labels: str) -> RecordField | None:
    """The entry's first part with one of the labels."""
    return next((part for part in entry.fields if part.label in labels), None)


def is_labelled(entry: LogEntry) -> bool:
    """Whether the entry begins with the label of its section, such as `Decision:`."""
    if entry.form is RecordForm.TABLE or not entry.fields:
        return False
    return entry.fields[0].label in _LEADS[entry.section]


def is_custom(entries: Iterable[LogEntry], label: str) -> bool:
    """Whether most entries, and at least two, carry the label: then its absence says something.

    Prose does not count.
    """
    formed = (entry for entry in entries if entry.form is not RecordForm.PROSE)
    known = [find_field(entry, label) is not None for entry in formed]
    return sum(known) >= 2 and 2 * sum(known) > len(known)


def owes(entry: LogEntry, *, custom: bool) -> bool:
    """Whether an entry ought to carry the labels of the format.

    One that begins with the label of its section does. A plain bullet does only where the others
    of its log do, which is what `custom` says. Prose is always free.
    """
    return is_labelled(entry) or (custom and entry.form in _LISTED)


def has_sequel(entries: Sequence[LogEntry], at: int) -> bool:
    """Whether unlabelled prose goes on where the labelled entry at index `at` ends.

    So does a bullet with a label that is not known (`- Motivation: ...`) and, behind a label
    without a bullet, any entry without a label.
    """
    follower = entries[at + 1] if at + 1 < len(entries) else None
    if follower is None or is_labelled(follower):
        return False
    if follower.form is RecordForm.PROSE or entries[at].form is RecordForm.LABELLED:
        return True
    return is_labelled(entries[at]) and compiled(_LABEL).match(follower.text) is not None


def has_content(plan: Plan, text: str, section: Section) -> bool:
    """Whether a section says anything besides placeholders, guidance and revision notes."""
    for block in blocks_within(plan, section.body):
        if block.kind in _SILENT_KINDS or _is_note(plan, block):
            continue
        wording = _wording(text, block)
        if block.kind is not BlockKind.PARAGRAPH:
            if not is_guidance(wording):
                return True
        elif not (is_placeholder(_value(wording)) or is_guidance(wording)):
            return True
    return False


def has_outcome(plan: Plan, text: str) -> bool:
    """Whether the plan tells what came of the work, under Outcomes or a title of that meaning."""
    return any(
        section.level > 1
        and (section.kind is SectionKind.OUTCOMES or _may_tell(section))
        and has_content(plan, text, section)
        for section in plan.sections
    )


def find_waiting(plan: Plan, text: str, section: Section) -> Iterator[Span]:
    """The paragraphs and labelled values of a section that say only that something is to come."""
    found: list[Span] = []
    for block in blocks_within(plan, section.body):
        if block.kind is BlockKind.PARAGRAPH and not block.quoted:
            wording = _wording(text, block)
            if is_waiting(wording) or is_waiting(_value(wording)):
                found.append(block.span)
    for entry in plan.records:
        for part in entry.fields:
            inside = part.span.start in section.body and part.label not in _JUDGED
            if inside and part.text and is_waiting(part.text):
                found.append(part.span)
    end = -1
    for span in sorted(found):
        if span.start >= end:
            yield span
            end = span.end


def _may_tell(section: Section) -> bool:
    return section.kind is None and compiled(_TOLD).search(section.title) is not None


def _is_note(plan: Plan, block: Block) -> bool:
    start = block.span.start
    at = bisect_right(plan.revision_notes, start, key=lambda note: note.span.start) - 1
    return at >= 0 and start in plan.revision_notes[at].span


def _wording(text: str, block: Block) -> str:
    return " ".join(block.span.cut(text).split())


def _value(wording: str) -> str:
    """What stands behind the label at the beginning, if there is one."""
    label = compiled(_LABEL).match(wording)
    return wording if label is None else wording[label.end() :]
