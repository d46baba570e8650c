"""MP602: validation that does not say what success looks like."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.patterns import compiled
from milepost.plan.query import validation_sections
from milepost.plan.wording import is_english, is_instruction
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.plan.prose import Prose
    from milepost.rule import RuleContext
    from milepost.text import Span

_RESULTS = frozenset(
    """
    accept accepted accepts answers appear appears begins blocks clean cleanly compiles contain
    contains continues covers creates denies describes differ differs disappear disappears display
    displays documents emits empty ends equal equals exit exits expect expectation expectations
    expected expecting expects fail failing fails finishes follows gives gone green hides identical
    includes keeps loads matches must nothing observable observe ok opens output outputs pass passed
    passes passing persists points prints produce produces receives refuses rejects remain remains
    removed renders reports resolves responds restores result results return returned returns
    reveals says see sees selects sends serves shall should show shown shows silent skips starts
    stays stops succeed succeeded succeeds success successful successfully suppresses survives
    switches throws triggers typecheck typechecks unchanged uses visible warns writes yields zero
    """.split()
)
_NO_TROUBLE = (
    r"\b(?:no|without|zero|0)(?: [a-z]+)? (?:errors?|failures?|warnings?|diffs?|hits|problems?)\b"
)
_SIGNS = r"→|⇒|=>|->|✓|✅|≥|≤|\bHTTP ?\d{3}|\b\d+(?:\.\d+)? [a-z%]|\b[A-Z]{2,}_?ERROR\b"
_STATE = (
    r"\b(?:is|are|has|have|was|were|cannot|can|no longer|does not|do not|will) "
    r"(?!be run|run\b)[a-z\ue000]"
)
_OTHER_SCRIPT = "[\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
"""Cyrillic, Japanese, Chinese and Korean letters."""


class ValidationWithoutExpectation(Rule):
    """The validation section does not say what one should see.

    ## What it does

    Looks through Validation and Acceptance, sub-headings included, for anything that describes a
    result: an expected output, an exit status, a count, what is shown, returned or refused, and
    every other usual wording. Text in other languages than English is left alone.

    ## Why

    A command without its expected result only proves that it was typed. The reader sees some
    output and cannot tell whether it means success.

    ## When to suppress

    When the commands judge themselves and print their verdict, and the section says so.
    """

    code = "MP602"
    name = "validation-without-expectation"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Validation and Acceptance\n\nRun `make test`, then `make lint`.\n",
            good="## Validation and Acceptance\n\nRun `make test` and expect `12 passed`.\n",
        ),
        Example(bad="## Validation and Acceptance\n\n- `make test`\n- `make lint`\n"),
        Example(
            bad="## Validation and Acceptance\n\nThe final check:\n\n    make test\n",
            good="## Validation and Acceptance\n\nThe final check:\n\n    make test  # 12 passed\n",
        ),
    )
    silent = (
        "## Validation and Acceptance\n\nAfter `make up` the page shows three rows.\n",
        "## Validation and Acceptance\n\n`make test` → 12 passed\n",
        "## Validation and Acceptance\n\nGET /health gives HTTP 200.\n",
        "## Validation and Acceptance\n\nThe importer refuses a second run.\n",
        "## 验证与验收\n\n运行 `pytest -q`。\n",
        "## Abnahme\n\nErst `make test` laufen lassen, dann den Bericht nochmals durchgehen.\n",
        "# A plan without the section\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the heading."""
        sections = validation_sections(context.plan)
        spans = sorted(section.body for section in sections)
        if not any(span.cut(context.text).strip() for span in spans):
            return
        if any(map(compiled(_SIGNS).search, (span.cut(context.text) for span in spans))):
            return
        words = list(_sentences_in(context.document.prose, spans))
        if any(map(_has_result, words)) or compiled(_OTHER_SCRIPT).search(" ".join(words)):
            return
        if is_english(context.document.prose.lower):
            yield self.report(
                sections[0].heading, "the validation does not say what success looks like"
            )


def _sentences_in(prose: Prose, spans: Sequence[Span]) -> Iterator[str]:
    """The wording of every sentence in the sections at `spans`, in lower case."""
    for sentence in prose.sentences():
        offset = prose.offset(sentence.start)
        at = bisect_right(spans, offset, key=lambda span: span.start) - 1
        if at >= 0 and offset in spans[at]:
            yield sentence.lower


def _has_result(words: str) -> bool:
    """Whether a sentence speaks of a result, or states how things are rather than what to do."""
    is_told = not _RESULTS.isdisjoint(compiled(r"\w+").findall(words))
    if is_told or compiled(_NO_TROUBLE).search(words):
        return True
    state = compiled(_STATE).search(words)
    return state is not None and not is_instruction(words, state.start())
