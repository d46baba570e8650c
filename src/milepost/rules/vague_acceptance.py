"""MP504: acceptance that nobody can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.commands import commands_in, names_command
from milepost.plan.kinds import SectionKind
from milepost.plan.model import CODE_KINDS, BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.prose import CODE, QUOTED, TARGET
from milepost.plan.query import blocks_within, is_reported, section_at, standard_section_at
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.prose import Match
    from milepost.rule import RuleContext

_MODAL = r"(?:should|must|shall|will|needs? to|have to|has to|to|still|all|continues? to|now|also)"
_TESTS = (
    (
        (" pass", " succeed", " green"),
        r"\b(?:tests?|test (?:suites?|cases?|runs?))(?: files?)? "
        rf"(?:{_MODAL} )*(?:pass|passes|succeed|succeeds|(?:are|be|is|stay|remain) green)\b",
    ),
)
_WORKS = (
    (
        "should",
        r"\bshould (?:still |now |just |simply )?(?:work|function|behave)"
        r"(?: correctly| properly| well|(?=[.;,]|\s*\Z))",
    ),
    ("everything", r"\beverything (?:still |now )?works(?=[.;,)]|\s*\Z)"),
    (
        " works",
        r"\b(?:that|make sure|ensure|check|confirm|verify) it (?:still |now |all )?works"
        r"(?=[.;,)]|\s*\Z)",
    ),
    (
        "work",
        r"\bworks? (?:still )?(?:as (?:expected|intended|designed|it should|they should)|correctly"
        r"|properly|well|fine|flawlessly|without (?:any )?(?:issues|problems|errors))\b",
    ),
    (
        "behave",
        r"\bbehaves? (?:as (?:expected|intended|designed|it should)|correctly|properly)\b",
    ),
    (
        ("performan", "latency", "speed", "response time"),
        r"\b(?:performance|latency|speed|response times?) (?:should |must |will )?"
        r"(?:is|are|be|remains?|stays?) (?:[a-z]+ly |still )?"
        r"(?:acceptable|good|adequate|reasonable|fine|sufficient|satisfactory)\b"
        r"(?! (?:enough )?(?:to|for|at)\b)",
    ),
    (
        "load",
        r"\bloads? (?:reasonably |very |really )?(?:fast|quickly|smoothly)(?=[.,;)]|\s*\Z| and\b)",
    ),
    (
        "look",
        r"\blooks? (?:good|right|correct|fine|nice|great|as (?:expected|intended))"
        r"(?=[.,;)]|\s*\Z| and\b)",
    ),
    (
        ("responsive", "snappy", "smooth"),
        r"\b(?:is|are|be|stays?|remains?|feels?) (?:still |very |fully |more )?"
        r"(?:responsive|snappy|smooth)(?=[.,;)]|\s*\Z| (?:and|when|while|during|under|on)\b)",
    ),
    ("function", r"\bfunctions? (?:as (?:expected|intended|designed)|correctly|properly)\b"),
)
_BASELINE = (
    r"\b(?:before|baseline|if|once|when|after|until|while|unless|first|currently|already|today"
    r"|as soon as|assuming|whether|where|because|since|only|no longer|not|cannot|fails? before)\b"
)
_AFTER = r" (?:before|without|unchanged|unmodified|as they did|today|on (?:main|master|the base))\b"
_OBSERVABLE = (
    rf"[{CODE}{QUOTED}{TARGET}]|[0-9]|\b(?:test[_A-Z]\w+|\w+_tests?\b|exit|output|prints?|shows?"
    r"|returns?|reports?|displays?|logs?|lists?|appears?|opens?|prove|proving|cover|covering|commands?)\b"
)
_ACCEPTING = (
    r"\b(?:accept|acceptance|accepted|verify|verifies|confirm|ensure|check|make sure|expect"
    r"|expected|validate|done when|complete when|success|see that|must|should)\b"
)
_ELSEWHERE = frozenset(
    {
        SectionKind.PURPOSE,
        SectionKind.PROGRESS,
        SectionKind.CONTEXT,
        SectionKind.ARTIFACTS,
        SectionKind.INTERFACES,
    }
)
"""Sections that describe; nobody looks there for what will be accepted."""
_TESTED = r"(?i)test|check|spec|verify|ci\b|suite"


class VagueAcceptance(Rule):
    """Acceptance is stated so that nobody can check it.

    ## What it does

    Finds "tests should pass", "works as expected", "should work correctly" and their like where
    neither the sentence nor what stands directly above or below it names a test, a command, a
    number or anything else to observe. So are "performance is acceptable", "loads fast" and "looks
    good". "Tests pass" is also fine in a section that gives the
    command which runs them. Baselines and conditions ("once the tests pass") are left alone.

    ## Why

    Acceptance is the promise the work is measured by. "It works" was believed to be true of every
    program that ever failed; a command with its output can be compared.

    ## When to suppress

    When the sentence sums up checks that the section spells out in full.
    """

    code = "MP504"
    name = "vague-acceptance"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Validation and Acceptance\n\nAll tests should pass.\n",
            good=(
                "## Validation and Acceptance\n\nRun `make test` and expect `12 passed`; the new "
                "test `test_health` fails before the change.\n"
            ),
        ),
        Example(
            bad="## Validation and Acceptance\n\nThe import works as expected.\n",
            good="## Validation and Acceptance\n\nThe import prints `3 rows written`.\n",
        ),
        Example(bad="## Validation and Acceptance\n\nThe page should work correctly.\n"),
        Example(bad="## Plan of Work\n\nAcceptance: the unit\ntests pass.\n"),
        Example(
            bad="## Validation and Acceptance\n\nThe page loads fast and looks good.\n",
            good="## Validation and Acceptance\n\nThe page with 5,000 rows loads within 200 ms.\n",
        ),
        Example(bad="## Validation and Acceptance\n\nThe page is responsive.\n"),
        Example(bad="## Validation and Acceptance\n\nPerformance should be acceptable.\n"),
    )
    silent = (
        "## Validation and Acceptance\n\nAll 12 tests should pass.\n",
        "## Validation and Acceptance\n\nThe tests must pass:\n\n    pytest tests/importer\n",
        "## Validation and Acceptance\n\n    make test\n\nAll tests pass.\n",
        "## Validation and Acceptance\n\n- Run `make test`.\n- It is fast.\n- Tests pass.\n",
        "## Plan of Work\n\nThe existing tests should pass before the refactor begins.\n",
        "## Plan of Work\n\nCommit once all tests pass.\n",
        "## Context and Orientation\n\nThe slow path works fine on Linux.\n",
        "## Surprises & Discoveries\n\n- Observation: the tests pass.\n",
        '## Validation and Acceptance\n\nThe page shows "tests pass".\n',
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per phrase."""
        prose, plan = context.document.prose, context.document.plan
        nearby = _Surroundings(context)
        told: set[int] = set()
        for phrases, is_vague in ((_TESTS, nearby.name_no_test), (_WORKS, nearby.accept)):
            for anchor, pattern in phrases:
                for match in prose.find(anchor, pattern):
                    span = prose.span(*match.found.span())
                    if not _is_promise(match) or is_reported(plan, span.start):
                        continue
                    if span.end in told:
                        continue
                    if is_vague(match, span.start) and not nearby.are_concrete(match):
                        told.add(span.end)
                        yield self.report(span, f"`{match.found[0]}` names nothing to check it by")


def _is_promise(match: Match) -> bool:
    """Whether a sentence promises something and names nothing that one could see."""
    sentence, found = match
    words, start = sentence.lower, found.start() - sentence.start
    if compiled(_BASELINE).search(words, max(0, start - 60), start):
        return False
    if compiled(_AFTER).match(words, found.end() - sentence.start):
        return False
    return compiled(_OBSERVABLE).search(sentence.own) is None


class _Surroundings:
    """What stands around a promise; each paragraph and section is looked at once."""

    def __init__(self, context: RuleContext) -> None:
        self._plan = context.plan
        self._text = context.text
        self._concrete: dict[int, bool] = {}
        self._tested: dict[int, bool] = {}

    def are_concrete(self, match: Match) -> bool:
        """Whether code stands next to the paragraph, a list follows, or a command is named."""
        index = match.sentence.block
        if index not in self._concrete:
            self._concrete[index] = self._is_concrete(index)
        return self._concrete[index]

    def name_no_test(self, _: Match, offset: int) -> bool:
        """Whether the section promises something but gives no command that runs tests."""
        outer = standard_section_at(self._plan, offset)
        kind = outer.kind if outer else None
        section = outer if kind is SectionKind.VALIDATION else section_at(self._plan, offset)
        if section is None or kind in _ELSEWHERE:
            return False
        if section.index not in self._tested:
            commands = commands_in(self._text, blocks_within(self._plan, section.body))
            self._tested[section.index] = any(map(compiled(_TESTED).search, commands))
        return not self._tested[section.index]

    def accept(self, match: Match, offset: int) -> bool:
        """Whether the sentence states acceptance rather than describing how things are."""
        section = standard_section_at(self._plan, offset)
        if section is not None and section.kind is SectionKind.VALIDATION:
            return True
        return compiled(_ACCEPTING).search(match.sentence.lower) is not None

    def _is_concrete(self, index: int) -> bool:
        blocks = self._plan.blocks
        block, after = blocks[index], blocks[index + 1 : index + 2]
        before = blocks[max(0, index - 1) : index]
        if block.kind is BlockKind.HEADING:
            return True
        if any(each.kind in CODE_KINDS for each in (*before, *after)):
            return True
        if any(names_command(each.span.cut(self._text)) for each in (*before, block)):
            return True
        introduces = block.span.cut(self._text).rstrip(" *_").endswith(":")
        return introduces and any(each.leads_item for each in after)
