"""The examples on every rule's page are true."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from milepost.rules import ALL_RULES
from support.rules import findings_of, fixed_by

if TYPE_CHECKING:
    from milepost.rule import Example, Rule


class Shown(NamedTuple):
    """One example with the rule that shows it."""

    rule: Rule
    example: Example


EXAMPLES = [Shown(rule, example) for rule in ALL_RULES for example in rule.examples]
SILENT = [(rule, text) for rule in ALL_RULES for text in rule.silent]


def name_of(value: object) -> str:
    if isinstance(value, Shown):
        return f"{value.rule.name}-{value.rule.examples.index(value.example) + 1}"
    return getattr(value, "name", "text")


each_example = pytest.mark.parametrize("shown", EXAMPLES, ids=name_of)
each_fix = pytest.mark.parametrize(
    "shown", [shown for shown in EXAMPLES if shown.example.fixed], ids=name_of
)


@each_example
def test_bad_text_is_found(shown: Shown) -> None:
    found = findings_of(shown.rule, shown.example.bad, shown.example.before)

    assert found
    assert {each.code for each in found} == {shown.rule.code}


@pytest.mark.parametrize("shown", [shown for shown in EXAMPLES if shown.example.good], ids=name_of)
def test_good_text_is_left_alone(shown: Shown) -> None:
    assert findings_of(shown.rule, shown.example.good, shown.example.before) == ()


@pytest.mark.parametrize(("rule", "text"), SILENT, ids=name_of)
def test_lookalike_is_left_alone(rule: Rule, text: str) -> None:
    assert findings_of(rule, text) == ()


@each_example
def test_findings_lie_within_the_text(shown: Shown) -> None:
    for found in findings_of(shown.rule, shown.example.bad, shown.example.before):
        assert 0 <= found.span.start <= found.span.end <= len(shown.example.bad)


@each_example
def test_message_is_no_sentence_and_gives_no_remedy(shown: Shown) -> None:
    for found in findings_of(shown.rule, shown.example.bad, shown.example.before):
        assert found.message
        assert not found.message.endswith(".")
        assert "\n" not in found.message


@each_fix
def test_fix_gives_the_text_shown(shown: Shown) -> None:
    report = fixed_by(shown.rule, shown.example.bad)

    assert report.document.text == shown.example.fixed
    assert report.converged


@each_fix
def test_fixed_text_has_nothing_left_to_find(shown: Shown) -> None:
    assert findings_of(shown.rule, shown.example.fixed) == ()


@each_fix
def test_fixing_twice_changes_nothing_more(shown: Shown) -> None:
    report = fixed_by(shown.rule, shown.example.fixed)

    assert report.document.text == shown.example.fixed
    assert report.applied == ()


@each_fix
def test_fix_touches_only_what_it_names(shown: Shown) -> None:
    before, after = shown.example.bad, fixed_by(shown.rule, shown.example.bad).document.text
    fixes = [found.fix for found in findings_of(shown.rule, before) if found.fix]
    named = [edit.span for fix in fixes for edit in fix.edits.edits]
    ends = [0, *(offset for span in named for offset in (span.start, span.end)), len(before)]

    kept = [before[start:end] for start, end in batched_pairs(ends)]

    assert re.fullmatch("(?s:.*)".join(map(re.escape, kept)), after)


def batched_pairs(offsets: list[int]) -> list[tuple[int, int]]:
    """The first offset with the second, the third with the fourth, and so on."""
    return list(zip(offsets[::2], offsets[1::2], strict=True))
