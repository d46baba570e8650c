"""What holds of every text: it can be checked, alone and twice and with other rules."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from milepost.diagnostics import INTERNAL_ERROR
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.selection import Selection
from milepost.rules import ALL_RULES
from support.plan_texts import texts
from support.rules import NOW

# How long a text takes depends on who else uses the machine.
law = settings()


@law
@given(texts)
@example("")
@example("\ufeff# T\n")
@example("## Progress\n- [x]")
@example("Use it as needed")
def test_every_text_can_be_checked(text: str) -> None:
    result = lint(Document.parse(text), now=NOW)

    places = [found.span for found in result.diagnostics]
    assert places == sorted(places)
    for found in result.diagnostics:
        assert found.code != INTERNAL_ERROR
        assert found.span.end <= len(text)
        assert all(other.span.end <= len(text) for other in found.related)


@law
@given(texts)
def test_checking_twice_finds_the_same(text: str) -> None:
    assert lint(Document.parse(text), now=NOW) == lint(Document.parse(text), now=NOW)


@law
@given(texts, st.sampled_from(ALL_RULES))
def test_rule_alone_finds_what_it_finds_among_others(text: str, rule: object) -> None:
    code = getattr(rule, "code", "")
    together = lint(Document.parse(text), now=NOW).diagnostics

    alone = lint(Document.parse(text), Selection(select=(code,)), now=NOW).diagnostics

    assert list(alone) == [each for each in together if each.code == code]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_rule_is_silent_on_nothing(rule: object) -> None:
    code = getattr(rule, "code", "")
    found = lint(Document.parse(""), Selection(select=(code,)), now=NOW).diagnostics

    assert (len(found) > 0) is (code == "MP101")
