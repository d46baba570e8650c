"""Instructions are told apart from everything that only looks like them."""

from __future__ import annotations

import pytest

from milepost.plan.wording import (
    instruction_verb,
    is_english,
    is_instruction,
    is_negated,
    is_opening,
    is_runtime,
)

HERE = "as needed"


def at_phrase(sentence: str) -> tuple[str, int]:
    """The sentence in lower case and where the phrase begins."""
    lower = sentence.lower()
    return lower, lower.index(HERE)


@pytest.mark.parametrize(
    "sentence",
    [
        "Update the callers as needed",
        "[ ] Update the callers as needed",
        "3. Update the callers as needed",
        "(a) Update the callers as needed",
        "**Update** the callers as needed",
        "Then, also update the callers as needed",
        "If the schema changed, update the callers as needed",
        "In `a.py`, when it fails, update it as needed",
        "You should then update the callers as needed",
        "The implementer must update the callers as needed",
        "Callers should be updated as needed",
        "The guide needs to be carefully revised as needed",
        "Mitigation: keep the names as needed",
        "Nothing is lost; update the callers as needed",
        "Note: update the callers, which are old, as needed",
        "Test the reader as needed",
    ],
)
def test_instruction(sentence: str) -> None:
    assert is_instruction(*at_phrase(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The writer updates the file as needed",
        "Callers were updated as needed",
        "Callers are updated as needed",
        "A window that grows as needed",
        "Test coverage is extended as needed",
        "Log files will rotate as needed",
        "The user can update the list as needed",
        "按 as needed 更新",
        "Die Liste wird as needed erweitert",
        "as needed",
    ],
)
def test_no_instruction(sentence: str) -> None:
    assert not is_instruction(*at_phrase(sentence))


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("update it as needed", "update"),
        ("first read it, then as needed", "read"),
        ("it is read as needed", ""),
    ],
)
def test_commanding_verb(sentence: str, verb: str) -> None:
    assert instruction_verb(*at_phrase(sentence)) == verb


@pytest.mark.parametrize(
    ("sentence", "opens"),
    [
        ("as needed, update it", True),
        ("1. then, as needed, update it", True),
        ("(as needed) update it", True),
        ("update it as needed", False),
    ],
)
def test_what_opens_a_sentence(sentence: str, opens: bool) -> None:
    assert is_opening(*at_phrase(sentence)) is opens


@pytest.mark.parametrize(
    ("sentence", "runtime"),
    [
        ("truncate the line as needed", True),
        ("read the line and truncate it as needed", True),
        ("tell the model to repeat as needed", True),
        ("let each worker stop as needed", True),
        ("truncate the guide and update it as needed", False),
        ("update the callers as needed", False),
        ("the callers as needed", False),
    ],
)
def test_what_a_program_does_at_run_time(sentence: str, runtime: bool) -> None:
    assert is_runtime(*at_phrase(sentence)) is runtime


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("do not update it as needed", True),
        ("nobody updates it as needed", True),
        ("it doesn't grow as needed", True),
        ("do not wait; update it as needed", False),
        ("update it as needed", False),
        ("not one of the many long words that stand in the way here is close as needed", False),
    ],
)
def test_negation_in_the_same_clause(sentence: str, negated: bool) -> None:
    assert is_negated(*at_phrase(sentence)) is negated


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("the quick brown fox jumps over the lazy dog", True),
        ("run make test", True),
        ("通过 rpc 调用 daemon", False),
        ("die liste wird bei jedem lauf neu geschrieben und danach wieder verglichen mit", False),
    ],
)
def test_english_is_told_from_other_languages(text: str, english: bool) -> None:
    assert is_english(text) is english
