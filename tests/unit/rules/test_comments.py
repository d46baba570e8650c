"""Comments that speak to Milepost: how they may be written, and how sure their fixes are."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Applicability
from milepost.document import Document
from milepost.lint.fixer import fix
from milepost.lint.selection import Selection
from support.rules import NOW, findings

VAGUE = "Update the callers as needed."
BOTH = Selection(select=("MP502", "MP9"))


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- MILEPOST-DISABLE-NEXT-LINE MP502 -->",
        "<!-- Milepost-Disable-Next-Line vague-instruction -->",
        "<!-- MILEPOST-DISABLE-FILE mp502 -- it is a quotation -->",
        "<!-- MILEPOST-DISABLE MP502 -->",
    ],
)
def test_letter_case_makes_no_difference(comment: str) -> None:
    assert findings(f"## Plan of Work\n\n{comment}\n{VAGUE}\n", BOTH) == ()


def test_an_upper_case_comment_ends_no_sentence() -> None:
    text = (
        "## Plan of Work\n\nUpdate the callers as <!-- MILEPOST-DISABLE-LINE MP501 -->\nneeded.\n"
    )

    assert [each.code for each in findings(text, Selection(select=("MP502",)))] == ["MP502"]


@pytest.mark.parametrize(
    ("comment", "sure"),
    [
        ("<!-- milepost-disable-line MP502 -->", Applicability.SAFE),
        ("<!-- milepost-disable-line MP502 -- the guide says so -->", Applicability.UNSAFE),
        ("<!-- milepost-disable-line MP502, MP501 -->", Applicability.SAFE),
        ("<!-- milepost-disable-line MP502, MP503 -- both -->", Applicability.UNSAFE),
    ],
)
def test_a_comment_with_a_reason_is_not_thrown_away(comment: str, sure: Applicability) -> None:
    vague = " as needed" if "MP501" in comment else ""
    text = f"## Plan of Work\n\nUpdate the callers{vague}. {comment}\n"
    selection = Selection(select=("MP501", "MP502", "MP503", "MP902"))

    (found,) = findings(text, selection)

    assert found.fix
    assert found.fix.applicability is sure
    kept = fix(Document.parse(text), selection, now=NOW).document.text == text
    assert kept is (sure is Applicability.UNSAFE)
