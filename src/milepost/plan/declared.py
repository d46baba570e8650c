"""The form of stamps that a plan asks for in its own words, such as `(YYYY-MM-DD HH:MM:SSZ)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.kinds import SectionKind
from milepost.plan.model import CODE_KINDS
from milepost.plan.patterns import compiled
from milepost.plan.query import blocks_within, item_at
from milepost.plan.timestamp import Precision

if TYPE_CHECKING:
    from milepost.plan.model import Plan

_YEAR = ("YYYY", "yyyy")
_FORM = (
    r"(?i)(?<!\w)(?P<opening>[(\[（]?)YYYY(?P<mark>[-/.])MM(?P=mark)DD"
    r"(?:(?P<joiner>[ T])HH:MM(?P<seconds>:SS)?(?P<designator>Z| Z| ?UTC| ?GMT)?"
    r"(?P<zone> ?(?:[+±-][H0-9]{2}:?[M0-9]{2}|TZ\b|(?-i:[A-Z]{3,4})\b))?)?(?P<closing>[)\]）]?)"
)


class DeclaredForm(NamedTuple):
    """How stamps are to be written."""

    written: str
    """As the plan says it."""
    opening: str
    closing: str
    mark: str
    """Between year, month and day."""
    joiner: str
    """Between date and time of day; empty for a day."""
    precision: Precision
    designator: str
    """What says UTC; empty where no zone is asked for."""


def find_declared_form(plan: Plan, text: str) -> DeclaredForm | None:
    """The form that the prose of Progress names first; its items and code say nothing of it.

    `None` where there is none, and for one in another zone than UTC.
    """
    progress = plan.section(SectionKind.PROGRESS)
    if progress is None or not any(year in text for year in _YEAR):
        return None
    for block in blocks_within(plan, progress.body):
        if block.kind in CODE_KINDS or item_at(plan, block.span.start) is not None:
            continue
        match = compiled(_FORM).search(text, block.span.start, block.span.end)
        if match is not None and match["zone"]:
            return None
        if match is not None:
            precision = Precision.MINUTE if match["joiner"] else Precision.DAY
            return DeclaredForm(
                match[0],
                match["opening"],
                match["closing"],
                match["mark"],
                match["joiner"] or "",
                Precision.SECOND if match["seconds"] else precision,
                match["designator"] or "",
            )
    return None
