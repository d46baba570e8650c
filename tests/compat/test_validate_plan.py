"""`validate_plan.py`: what it reports, in what order, and how it is laid out."""

from __future__ import annotations

import pytest

from milepost.compat.validate_plan import Findings, main, render, validate
from support.own_plans import GARDEN, with_items, with_purpose, with_validation, with_work

NO_ITEM = "Progress section has no checkbox items"
UNDATED = "Line 9: Completed item missing timestamp"
NO_COMMAND = "Validation section may lack specific commands to run"
NO_OUTPUT = "Validation section may lack expected output/behavior"
DISCUSSED = "References prior discussion (not self-contained)"
MENTIONED = "References prior context (not self-contained)"
EMBED = "External reference (embed knowledge instead)"
RFC = "External reference to RFC (embed relevant content)"
DECIDE = "Unresolved placeholder (decide now or add prototyping milestone)"
SPECIFIC = "Vague instruction (be specific)"
OUTSOURCED = "Outsources decision to reader"
WHICH_TESTS = "Vague acceptance (specify which tests, expected count)"
WORK_LINE = 30


def test_whole_plan_has_no_finding() -> None:
    assert validate(GARDEN) == ([], [])


@pytest.mark.parametrize(
    ("items", "errors"),
    [
        ("- [x] (2026-03-01 08:00Z) a", []),
        ("- [x] a (done on 2026-03-01)", [UNDATED]),
        ("- [x] a (2026-03-01, in the rain)", []),
        ("- [x] (２０２６-03-01) digits of another script", []),
        ("- [x] 2026-03-01 a", [UNDATED]),
        ("- [x] a\n  (2026-03-01) below", [UNDATED]),
        ("-\t[x]\ta", [UNDATED]),
        ("-[x] a", [UNDATED]),
        ("- [X] a", [NO_ITEM]),
        ("- [X] a\n- [ ] b", []),
        ("- [ ] like [x]", [UNDATED]),
        ("- [ ] like [X]", [UNDATED]),
        ("- [ ] like [X] (2026-03-01)", []),
        ("- [x] \uff082026-03-01\uff09 a", [UNDATED]),
        ("- [x] (on 2026-03-01) a", [UNDATED]),
        ("- [x] ((2026-03-01)) a", []),
        ("-\u00a0[x] a", [UNDATED]),
        ("- [\u00a0] a", [NO_ITEM]),
        ("- [ ]", []),
        ("", [NO_ITEM]),
        ("* [ ] a", [NO_ITEM]),
        ("  - [ ] a", [NO_ITEM]),
        ("- [] a", [NO_ITEM]),
        ("- [~] a", [NO_ITEM]),
        ("### Part\n- [ ] a", [NO_ITEM]),
        ("#hash\n- [ ] a", [NO_ITEM]),
        ("#Progress again\n- [x] a", ["Line 10: Completed item missing timestamp"]),
        ("- [x] a\u2028- [x] b\x0c", [UNDATED]),
        ("    # indented\n- [ ] a", []),
    ],
)
def test_progress_section(items: str, errors: list[str]) -> None:
    assert validate(with_items(items)).errors == errors


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("## Purpose / Big Picture", "## Goal", ["Purpose"]),
        ("## Purpose / Big Picture", "###### the purpose", []),
        ("## Purpose / Big Picture", "Purpose", ["Purpose"]),
        ("## Purpose / Big Picture", " ## Purpose", ["Purpose"]),
        ("## Decision Log", "## DECISION LOG (kept)", []),
        ("## Decision Log", "#not the decision logbook", []),
        ("## Decision Log", "## Decision  Log", ["Decision Log"]),
        ("## Purpose / Big Picture", "## Purpo\u017fe", ["Purpose"]),
        ("## Plan of Work", "```\n# Plan of Work\n```", []),
        ("## Surprises & Discoveries", "## Surprises", ["Surprises & Discoveries"]),
        ("# Plant a tree", "\ufeff# Plant a tree", []),
        ("# Plant a tree\n\n## Purpose", "\ufeff## Purpose", ["Purpose"]),
    ],
)
def test_required_sections(old: str, new: str, missing: list[str]) -> None:
    errors = validate(GARDEN.replace(old, new)).errors

    assert errors == [f"Missing required section: '{name}'" for name in missing]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("As we discussed, dig.", DISCUSSED),
        ("As mentioned earlier, dig.", MENTIONED),
        ("As mentioned before, dig.", MENTIONED),
        ("As mentioned\u00a0previously, dig.", MENTIONED),
        ("See the architecture doc.", EMBED),
        ("See the Design Doc.", EMBED),
        ("Dig per the RFC.", RFC),
        ("Where: tbd", DECIDE),
        ("`TBD`", DECIDE),
        ("The place is TO BE determined.", "Unresolved placeholder"),
        ("Water as\tneeded.", SPECIFIC),
        ("Water as\x0bappropriate.", SPECIFIC),
        ("Configure appropriately.", OUTSOURCED),
        ("Use best  judgment.", OUTSOURCED),
        ("Tests should  pass.", WHICH_TESTS),
        ("Tests should pass (all)", WHICH_TESTS),
        ("Tests should pass\uff083\uff09", WHICH_TESTS),
        ("It should work correctly.", "Vague acceptance (define observable behavior)"),
        ("It \u017fhould worK correctly.", "Vague acceptance (define observable behavior)"),
    ],
)
def test_phrase_is_reported_with_its_line(text: str, message: str) -> None:
    found = validate(with_work(f" \u00a0{text}\x85"))

    assert found == ([f"Line {WORK_LINE}: {message}\n    '{text}...'"], [])


@pytest.mark.parametrize(
    "text",
    [
        "TBDs and _TBD",
        "It is to be\ndetermined.",
        "as\nneeded",
        "As discussed, and as mentioned.",
        "See the design docs, and the RFC.",
        "Use your best judgment, or best judgement.",
        "Configure it appropriately.",
        "A test should pass.",
        "Tests should pass (12 of them).",
        "Tests should pass\u3000(\u0663)",
        "It should work.",
    ],
)
def test_other_words_are_no_phrase(text: str) -> None:
    assert validate(with_work(text)) == ([], [])


def test_phrases_are_reported_line_by_line() -> None:
    errors = validate(with_work("As needed: TBD, TBD, as appropriate.\n# per the RFC")).errors

    assert [error.partition("\n")[0] for error in errors] == [
        f"Line {WORK_LINE}: {DECIDE}",
        f"Line {WORK_LINE}: {SPECIFIC}",
        f"Line {WORK_LINE}: {SPECIFIC}",
        f"Line {WORK_LINE + 1}: {RFC}",
    ]


@pytest.mark.parametrize("spare", [0, 1, 100])
def test_long_line_is_cut(spare: int) -> None:
    (error,) = validate(with_work("\tTBD " + "x" * (56 + spare))).errors

    assert error.endswith(f"\n    'TBD {'x' * 56}...'")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The daemon waters it.", ["daemon"]),
        ("The Handler asks the gateway.", ["gateway", "handler"]),
        ("Middleware, an RPC, a pipeline.", ["middleware", "RPC", "pipeline"]),
        ("Orchestration helps.", ["orchestration/orchestrator"]),
        ("We orchestrate it.", ["orchestration/orchestrator"]),
        ("A service\u00a0 mesh.", ["service mesh"]),
        ("A service\nmesh.", []),
        ("Handlers and gateways, handler_fn, RPCs.", []),
        ("A circuit breaker, a filter graph.", []),
        ("A daemon is a program that stays.", []),
        ("A daemon isolates.", []),
        ("Daemon\u00a0MEANS a program.", []),
        ("A daemon refers to it.", []),
        ("A daemon refers  to it.", ["daemon"]),
        ("Daemons are many, a daemon was one.", ["daemon"]),
        ("A daemon: it stays.", ["daemon"]),
        ("A daemon (it stays.", []),
        ("A daemon(it stays).", ["daemon"]),
        ("Orchestration is hard.", ["orchestration/orchestrator"]),
        ("Orchestrat is short.", []),
        ("Work done together (orchestrated).", []),
        ("A program that stays (a daemon, that is).", []),
        ("A program ((nested) daemon).", ["daemon"]),
        ("A program ((nested daemon).", []),
        ("A program (daemon", ["daemon"]),
        ("A program ) daemon, (", ["daemon"]),
        ("A program (a) daemon, (b).", ["daemon"]),
        ("A program (daemons).", []),
        ("A program \uff08daemon\uff09.", ["daemon"]),
        ("A program (that\nis a daemon).", ["daemon"]),
    ],
)
def test_terms_are_to_be_defined(text: str, terms: list[str]) -> None:
    found = validate(with_purpose(text))
    line = 5 + text.count("\n")

    assert found.errors == []
    assert found.warnings == [
        f"Line {line}: Term '{each}' used without definition" for each in terms
    ]


def test_terms_are_reported_in_the_order_of_their_lines() -> None:
    assert validate(with_purpose("The handler,\nthe daemon, the handler.")).warnings == [
        "Line 5: Term 'handler' used without definition",
        "Line 6: Term 'daemon' used without definition",
    ]


def test_term_may_be_defined_further_down() -> None:
    plan = with_work("A daemon means that it stays.")

    assert validate(plan.replace("There is shade", "The daemon gives shade")).warnings == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Context: the daemon", 0),
        ("The daemon in the Contextual sense", 0),
        ("## Terms\n\nThe daemon", 0),
        ("It Con\ntext-free daemon", 0),
        ("The daemon\nContext", 1),
        ("The daemon, Con\ntext", 1),
        ("Con\n text: the daemon", 1),
        ("context, TERMS, a Term: the daemon", 1),
    ],
)
def test_introduction_silences_its_own_line_and_what_comes_later(text: str, count: int) -> None:
    assert len(validate(with_purpose(text)).warnings) == count


def test_term_is_silent_after_the_context_section_began() -> None:
    assert validate(with_work("The daemon waters it.")).warnings == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("(daemon, " * 100_000, 1),
        ("daemon " + "(" * 100_000, 0),
        ("daemon" + ")" * 100_000, 1),
        ("daemon" + " " * 100_000 + "x", 1),
        ("daemon\n" * 20_000, 1),
    ],
    ids=["uses", "open", "closed", "blanks", "lines"],
)
def test_long_text_is_read_in_one_go(line: str, count: int) -> None:
    assert len(validate(with_purpose(line)).warnings) == count


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("Look at it.", [NO_COMMAND, NO_OUTPUT]),
        ("make it", [NO_OUTPUT]),
        ("`look --now`", [NO_COMMAND, NO_OUTPUT]),
        ("./shade", [NO_OUTPUT]),
        ("npm", [NO_OUTPUT]),
        ("python3", [NO_OUTPUT]),
        ("cargo", [NO_OUTPUT]),
        ("algorithm", [NO_OUTPUT]),
        ("curl", [NO_OUTPUT]),
        ("remakes", [NO_OUTPUT]),
        ("shade", [NO_OUTPUT]),
        ("rebash", [NO_OUTPUT]),
        ("git, GO, ba\u017fh", [NO_COMMAND, NO_OUTPUT]),
        ("unexpected", [NO_COMMAND]),
        ("It returns", [NO_COMMAND]),
        ("It can return", [NO_COMMAND, NO_OUTPUT]),
        ("RESPONSE", [NO_COMMAND]),
        ("re\u017fults", [NO_COMMAND]),
        ("# make\nexpect", [NO_COMMAND, NO_OUTPUT]),
        ("ma\nke", [NO_COMMAND, NO_OUTPUT]),
        ("nothing\n\n##Acceptance tests\n\nmake and expect", []),
        ("nothing\n\n## The Acceptance\n\nmake and expect", [NO_COMMAND, NO_OUTPUT]),
        ("MAKE, then the OUTPUT.", [NO_COMMAND]),
        ("### Steps\n\nmake and expect", [NO_COMMAND, NO_OUTPUT]),
        ("nothing\n\n## Validation again\n\nmake and expect", []),
    ],
)
def test_validation_section(text: str, warnings: list[str]) -> None:
    assert validate(with_validation(text)) == ([], warnings)


def test_empty_text_lacks_everything() -> None:
    errors, warnings = validate("")

    assert len(errors) == 9
    assert errors[-1] == NO_ITEM
    assert warnings == [NO_COMMAND, NO_OUTPUT]


@pytest.mark.parametrize(
    ("errors", "warnings", "report"),
    [
        ([], [], "✓ Plan structure is valid\n"),
        (
            [],
            ["w", "v"],
            "WARNINGS (2):\n  ⚠ w\n  ⚠ v\n\n✓ Plan structure is valid\n  (2 warnings to review)\n",
        ),
        (["e"], [], "ERRORS (1):\n  ✗ e\n\n✗ Plan has 1 error(s)\n"),
        (
            ["e"],
            ["w"],
            "ERRORS (1):\n  ✗ e\n\nWARNINGS (1):\n  ⚠ w\n\n✗ Plan has 1 error(s)\n",
        ),
    ],
)
def test_layout(errors: list[str], warnings: list[str], report: str) -> None:
    assert render(Findings(errors, warnings)) == report


def test_strict_puts_warnings_after_the_errors() -> None:
    assert Findings(["e"], ["w"]).strict() == (["e", "w"], [])


def test_without_arguments_of_its_own_it_takes_those_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["validate_plan.py"])

    assert main() == 1
    assert capsys.readouterr().out.startswith("Usage: python validate_plan.py <plan.md>")
