"""What holds of every text: it can be checked, and fixing it comes to an end."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from milepost.diagnostics import Applicability, Severity
from milepost.document import Document
from milepost.lint import DEFAULT, Selection, fix, lint
from milepost.lint.engine import INTERNAL_ERROR
from milepost.rules import ALL_RULES
from support.rules import NOW

LINES = (
    "",
    "# Title",
    "## Progress",
    "### Progress",
    "## Decision Log",
    "## Plan of Work",
    "## Validation and Acceptance",
    "## Validation",
    "Validation",
    "----------",
    "## 进度",
    "## Revision Notes",
    "Revision note (2026-01-31): because.",
    "---",
    "- [ ] open as needed",
    "- [x] done",
    "  - [x] (2026-01-31) nested",
    "- [x] (2026-13-31) impossible",
    "- [] malformed",
    "-[ ] malformed",
    "- [\xa0] malformed",
    "- [ ]",
    "  more of it",
    "    code or more of it",
    "```",
    "~~~~",
    "```md",
    "> quoted",
    "> - [ ] quoted",
    "| a | b \\| c |",
    "| - | :-: |",
    "<!-- comment",
    "<!-- comment -->",
    "-->",
    "<pre>",
    "<details>",
    "<<<<<<< HEAD",
    "=======",
    ">>>>>>> main",
    "Update the callers as needed, etc.",
    "If necessary, decide whether to use the daemon (TBD).",
    "As discussed, all tests should pass; see the architecture doc.",
    "Choose an appropriate `name` or similar. “Or not.” 'So'",
    "Run `make test` and expect 3 passed.",
    "1. TODO: this",
    "\ttab\x0cfeed\x85\u2028 separators",
    "İß’‑\ufeff\u200b",
    "```` `` ` ```",
    "status: x",
)
NEWLINES = ("\n", "\r\n", "\r")

texts = st.builds(
    lambda lines, newline, end: newline.join(lines) + end,
    st.lists(st.sampled_from(LINES) | st.text(max_size=12), max_size=24),
    st.sampled_from(NEWLINES),
    st.sampled_from(("", "\n", "\n\n")),
)
# How long a text takes depends on who else uses the machine.
law = settings(max_examples=120, deadline=None)
applicabilities = st.sampled_from((Applicability.SAFE, Applicability.UNSAFE))


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


@law
@given(texts, applicabilities)
@example("## Progress\n\n- [] a\n-[ ] b\n", Applicability.SAFE)
@example("# T", Applicability.UNSAFE)
@example("```md\n# T\n```\n", Applicability.UNSAFE)
def test_fixing_converges_and_leaves_nothing_to_fix(text: str, wanted: Applicability) -> None:
    report = fix(Document.parse(text), DEFAULT, wanted, now=NOW)

    assert report.converged
    for found in report.result.diagnostics:
        assert found.fix is None or found.fix.applicability > wanted
    assert report.edits.apply(text) == report.document.text


@law
@given(texts, applicabilities)
def test_fixing_twice_changes_nothing_more(text: str, wanted: Applicability) -> None:
    once = fix(Document.parse(text), DEFAULT, wanted, now=NOW).document

    twice = fix(once, DEFAULT, wanted, now=NOW)

    assert twice.document.text == once.text
    assert twice.applied == ()


@law
@given(texts, applicabilities)
def test_fixing_brings_no_new_error(text: str, wanted: Applicability) -> None:
    before = lint(Document.parse(text), now=NOW)

    after = fix(Document.parse(text), DEFAULT, wanted, now=NOW).result

    assert not errors_by_rule(after.diagnostics) - errors_by_rule(before.diagnostics)


def errors_by_rule(diagnostics: tuple[object, ...]) -> Counter[str]:
    """How many errors each rule has found."""
    return Counter(
        getattr(each, "code", "")
        for each in diagnostics
        if getattr(each, "severity", None) is Severity.ERROR
    )


@law
@given(texts)
def test_safe_fixes_keep_every_word(text: str) -> None:
    report = fix(Document.parse(text), DEFAULT, Applicability.SAFE, now=NOW)

    assert words_of(report.document.text) == words_of(text)


def words_of(text: str) -> list[str]:
    """All that is neither space nor bracket."""
    return "".join(char for char in text if not char.isspace()).split()


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_rule_is_silent_on_nothing(rule: object) -> None:
    code = getattr(rule, "code", "")
    found = lint(Document.parse(""), Selection(select=(code,)), now=NOW).diagnostics

    assert (len(found) > 0) is (code == "MP101")
