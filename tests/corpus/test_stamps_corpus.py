"""The stamps of real plans: which forms they have, and which done items have none.

The shares were counted over more than a thousand plans; those at hand are a sample of them.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.selection import Selection
from milepost.rules.undated_done_item import UndatedDoneItem
from milepost.text import Source
from support.corpus import corpus_plans, needs_corpus
from support.rules import NOW

pytestmark = needs_corpus

SHARES = {
    "(YYYY-MM-DD HH:MMZ)": 0.29,
    "(YYYY-MM-DD)": 0.21,
    "without brackets": 0.18,
    "in brackets, otherwise": 0.16,
    "none": 0.14,
}
TOLERANCE = 0.08
_DATE = re.compile(r"(?<![0-9])20[0-9]{2}[-/.][0-9]{2}[-/.][0-9X]{2}(?![0-9])")
_FORMS = (
    ("(YYYY-MM-DD HH:MMZ)", re.compile(r"\([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}Z\)")),
    ("(YYYY-MM-DD)", re.compile(r"\([0-9]{4}-[0-9]{2}-[0-9]{2}\)")),
    ("without brackets", re.compile(r"[0-9]{4}-.*")),
)


@cache
def documents() -> tuple[Document, ...]:
    return tuple(Document.parse(Source.decode(path.read_bytes())) for path in corpus_plans())


@cache
def forms_of_stamps() -> Counter[str]:
    """How many done items of Progress have a stamp of each form."""
    forms: Counter[str] = Counter()
    for document in documents():
        for item in document.plan.items:
            if item.in_progress and item.done:
                stamp = item.stamp or item.mention
                written = stamp.span.cut(document.text).strip("*_~") if stamp else ""
                forms[form_of(written)] += 1
    return forms


def form_of(written: str) -> str:
    if not written:
        return "none"
    found = (name for name, pattern in _FORMS if pattern.fullmatch(written))
    return next(found, "in brackets, otherwise")


@pytest.mark.parametrize("form", SHARES)
def test_stamps_are_read_as_often_as_they_were_counted(form: str) -> None:
    forms = forms_of_stamps()

    assert forms[form] / forms.total() == pytest.approx(SHARES[form], abs=TOLERANCE)


def test_done_items_without_a_date_are_found_and_no_others() -> None:
    found, undated = [], []
    for number, document in enumerate(documents()):
        diagnostics = lint(document, Selection(select=(UndatedDoneItem.code,)), now=NOW).diagnostics
        found += [(number, each.span.start) for each in diagnostics]
        undated += [(number, start) for start in starts_of_undated(document)]

    assert found == undated
    assert len(found) / forms_of_stamps().total() == pytest.approx(SHARES["none"], abs=TOLERANCE)


def starts_of_undated(document: Document) -> list[int]:
    """Where done items begin without anything like a date, neither in them nor above them."""
    dated: set[int] = set()
    starts = []
    for item in document.plan.items:
        if not (item.in_progress and item.done):
            continue
        if item.parent in dated or _DATE.search(item.span.cut(document.text)):
            dated.add(item.index)
        else:
            starts.append(item.span.start)
    return starts


def test_marks_are_mostly_the_usual_ones() -> None:
    marks = Counter(
        item.mark for document in documents() for item in document.plan.items if item.in_progress
    )

    assert set(marks) <= set(" xX~!-")
    assert marks["x"] / marks.total() == pytest.approx(16_651 / 17_463, abs=0.05)
