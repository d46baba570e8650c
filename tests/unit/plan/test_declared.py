"""The form of stamps that a plan asks for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from milepost.document import Document
from milepost.edits.checklist import stamp_item
from milepost.lint.fixer import fix
from milepost.lint.selection import Selection
from milepost.plan.declared import find_declared_form
from milepost.plan.timestamp import Precision
from support.rules import NOW, findings

ONLY = Selection(select=("MP204",))


def progress(lead: str, *stamps: str) -> str:
    items = "".join(f"- [x] {stamp} Step {at}.\n" for at, stamp in enumerate(stamps))
    return f"## Progress\n\n{lead}\n\n{items}"


@pytest.mark.parametrize(
    ("lead", "written", "precision", "designator"),
    [
        ("Stamps: `(YYYY-MM-DD HH:MMZ)`.", "(YYYY-MM-DD HH:MMZ)", Precision.MINUTE, "Z"),
        ("- YYYY/MM/DDTHH:MM:SS UTC", "YYYY/MM/DDTHH:MM:SS UTC", Precision.SECOND, " UTC"),
        ("Use [yyyy-mm-dd] here.", "[yyyy-mm-dd]", Precision.DAY, ""),
        ("<!-- (YYYY-MM-DD HH:MM) -->", "(YYYY-MM-DD HH:MM)", Precision.MINUTE, ""),
    ],
)
def test_a_form_is_read(lead: str, written: str, precision: Precision, designator: str) -> None:
    document = Document.parse(progress(lead))

    form = find_declared_form(document.plan, document.text)

    assert form
    assert (form.written, form.precision, form.designator) == (written, precision, designator)


@pytest.mark.parametrize(
    "text",
    [
        progress("- [ ] (YYYY-MM-DD HH:MMZ) Begin."),
        progress("    (YYYY-MM-DD HH:MMZ)"),
        progress("Stamps: (YYYY-MM-DD HH:MM+09:00)."),
        progress("Stamps: YYYY-MM-DD HH:MM JST."),
        progress("Nothing of the kind; YYYY."),
        "## Plan of Work\n\nStamps: (YYYY-MM-DD HH:MMZ).\n",
    ],
    ids=["item", "code", "offset", "zone", "none", "elsewhere"],
)
def test_no_form_is_read(text: str) -> None:
    document = Document.parse(text)

    assert find_declared_form(document.plan, document.text) is None


@pytest.mark.parametrize(
    ("lead", "stamps", "strays"),
    [
        ("`(YYYY-MM-DD HH:MM:SSZ)`", ["(2026-01-01 09:30:10Z)", "(2026-01-02 09:30:00Z)"], 0),
        ("`(YYYY-MM-DD HH:MM:SSZ)`", ["(2026-01-01 09:30:10Z)", "(2026-01-02 09:30Z)"], 1),
        ("`(YYYY-MM-DD HH:MM:SSZ)`", ["(2026-01-01 09:30Z)", "(2026-01-02 09:30Z)"], 2),
        ("（YYYY-MM-DD）", ["(2026-01-01)", "（2026-01-02）", "2026-01-03"], 1),
        ("(YYYY-MM-DD HH:MM)", ["(2026-01-01 09:30)", "(2026-01-02 09:30Z)"], 1),
        ("(YYYY-MM-DD HH:MM UTC)", ["(2026-01-01 09:30 UTC)", "(2026-01-02 09:30Z)"], 1),
        ("(YYYY-MM-DD HH:MM Z)", ["(2026-01-01 09:30 Z)"], 0),
    ],
)
def test_only_strays_are_found(lead: str, stamps: list[str], strays: int) -> None:
    found = findings(progress(lead, *stamps), ONLY)

    assert len(found) == strays
    assert all("as the plan asks" in each.message for each in found)


def test_no_seconds_are_lost_where_the_plan_wants_them() -> None:
    text = progress("`(YYYY-MM-DD HH:MM:SSZ)`", "2026-01-01T09:30:00Z", "(2026-01-02 09:30Z)")

    assert fix(Document.parse(text), ONLY, now=NOW).document.text == text


def test_the_canonical_form_can_be_asked_for() -> None:
    text = progress("`(YYYY-MM-DD HH:MMZ)`", "2026-01-01T09:30Z")

    mended = fix(Document.parse(text), ONLY, now=NOW).document.text

    assert mended == progress("`(YYYY-MM-DD HH:MMZ)`", "(2026-01-01 09:30Z)")


@pytest.mark.parametrize(
    ("lead", "stamp"),
    [
        ("`(YYYY-MM-DD HH:MM:SSZ)`", "(2026-03-04 05:06:07Z)"),
        ("[YYYY-MM-DD]", "[2026-03-04]"),
        ("YYYY/MM/DD HH:MM utc", "2026/03/04 05:06 UTC"),
        ("(YYYY-MM-DD HH:MM)", "(2026-03-04 05:06Z)"),
    ],
)
def test_new_stamps_are_written_as_the_plan_asks(lead: str, stamp: str) -> None:
    document = Document.parse(progress(lead, "Bare."))
    now = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)

    edits = stamp_item(document, document.plan.items[0], now)

    assert f"- [x] {stamp} Bare." in edits.apply(document.text)
