"""How sure the rule about hidden characters is of what it finds, by where that stands."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Applicability, Severity
from milepost.document import Document
from milepost.lint.fixer import fix
from milepost.lint.selection import Selection
from support.rules import NOW, findings

ONLY = Selection(select=("MP114",))


@pytest.mark.parametrize(
    "text",
    [
        "Run `a\u2068b\u2069c`.\n",
        "    + pri\u200bnt\n",
        "```diff\n+ a\u202eb\n```\n",
        "- [x] Saw `a\u202eb` there.\n",
        "| a |\n|---|\n| `x\u200by` |\n",
    ],
    ids=["inline", "indented", "fence", "item", "table"],
)
def test_evidence_in_code_is_warned_of_and_kept(text: str) -> None:
    (found,) = findings(text, ONLY)

    assert found.severity is Severity.WARNING
    assert found.fix
    assert found.fix.applicability is Applicability.UNSAFE
    assert fix(Document.parse(text), ONLY, now=NOW).document.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Edit the ca\u200bche.\n",
        "\u202eText\n\n    code\n",
        "\n\u202e\n",
        "<!-- a\u202eb -->\n",
        f"{'> ' * 70}nested too deep for ca\u200bche\n",
    ],
)
def test_in_prose_it_is_an_error_and_goes(text: str) -> None:
    (found,) = findings(text, ONLY)

    assert found.severity is Severity.ERROR
    assert not findings(fix(Document.parse(text), ONLY, now=NOW).document.text, ONLY)


def test_code_and_prose_of_one_line_are_two_findings() -> None:
    found = findings("Text\u202e and `co\u202ede`.\n", ONLY)

    assert [each.severity for each in found] == [Severity.ERROR, Severity.WARNING]
