"""`milepost check`: formats, selection, exit codes, and every kind of file that is no plan."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost import __version__
from milepost.cli import reading
from milepost.diagnostics import Applicability, Diagnostic, Fix, Severity
from milepost.lint.engine import LintResult
from milepost.report.json import ReportModel
from milepost.text import EditSet, Span
from support.findings import finding, span_of
from support.golden import assert_golden

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.lint.selection import Selection
    from support.command import Run

GOLDEN = Path(__file__).parent / "golden"

# One error of MP202, one warning of MP502, and nothing else of these two.
PLAN = """\
# Teach it to count

## Progress

- [x] (2026-01-02 03:04Z) Read the code.
- [x] 日本 wrote a test.

## Decision Log

None yet.

## Plan of Work

Tabs\tand 日本 come first; then change the parser as needed.
"""
CLEAN = PLAN.replace("日本 wrote", "(2026-01-02 03:05Z) Wrote").replace(" as needed", "")
TWO_RULES = ("--select", "MP202,MP502")


def write(path: str, text: str = PLAN) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")


# Formats


@pytest.fixture
def two_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that finds the same two things in `PLAN` for ever, whatever the rules become."""

    def find(document: Document, selection: Selection, **_: object) -> LintResult:
        item = span_of(document.text, "- [x] 日本 wrote a test.")
        stamp = Fix("Stamp it", EditSet.replace(Span(81, 81), "(now) "), Applicability.UNSAFE)
        found = (
            Diagnostic("MP202", "undated-done-item", "no date", item, Severity.ERROR, (), stamp),
            finding(span_of(document.text, "as needed"), "vague"),
        )
        return LintResult(found, document.revision)

    monkeypatch.setattr("milepost.cli.examining.lint", find)


@pytest.mark.usefixtures("two_findings")
def test_full_shows_each_finding_with_its_line(run: Run) -> None:
    write("plans/a.md")

    answer = run("check", "plans/a.md")

    assert answer.code == 1
    assert_golden(answer.out, GOLDEN / "check_full.txt")
    assert answer.err == "1 error, 1 warning in 1 plan.\n"


@pytest.mark.usefixtures("two_findings")
def test_concise_is_one_line_for_each_finding(run: Run) -> None:
    write("plans/a.md")

    answer = run("check", "plans/a.md", "--output-format", "concise")

    assert (answer.code, answer.err) == (1, "")
    assert_golden(answer.out, GOLDEN / "check_concise.txt")


@pytest.mark.usefixtures("two_findings")
def test_json_follows_its_schema(run: Run) -> None:
    write("plans/a.md")

    answer = run("check", "--output-format=json", "plans/a.md", "gone.md")

    assert answer.code == 2
    report = ReportModel.model_validate_json(answer.out)
    assert report.milepost_version == __version__
    assert [found.code for found in report.plans[0].diagnostics] == ["MP202", "MP999"]
    assert [missing.path for missing in report.unreadable] == ["gone.md"]
    assert_golden(answer.out.replace(f'"{__version__}"', '"VERSION"'), GOLDEN / "check_json.json")


def test_validate_is_another_name(run: Run) -> None:
    write("a.md")

    assert run("validate", "a.md") == run("check", "a.md")


def test_several_plans_are_shown_one_after_the_other(run: Run) -> None:
    write("plans/a.md")
    write("plans/b.md", CLEAN)
    write("plans/c.md")

    answer = run("check", "plans", *TWO_RULES)

    rows = [line for line in answer.out.split("\n") if line.startswith("plans")]
    assert [row.partition(":")[0] for row in rows] == ["plans/a.md"] * 2 + ["plans/c.md"] * 2
    assert answer.err == "2 errors, 2 warnings in 3 plans.\n"


def test_without_findings_stdout_is_empty(run: Run) -> None:
    write("a.md", CLEAN)

    answer = run("check", "a.md", *TWO_RULES)

    assert (answer.code, answer.out, answer.err) == (0, "", "No findings in 1 plan.\n")


def test_colour_is_for_those_who_force_it_here(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md")
    monkeypatch.setenv("FORCE_COLOR", "1")

    assert "\x1b[1;31merror\x1b[0m" in run("check", "a.md").out


# What is checked


@pytest.mark.parametrize(
    ("operands", "checked"),
    [
        ([], ["plans/a.md", "docs/b.md"]),
        (["."], ["plans/a.md", "docs/b.md"]),
        (["docs"], ["docs/b.md"]),
        (["docs/b.md", "plans/a.md"], ["docs/b.md", "plans/a.md"]),
        (["docs/b.md", "docs", "docs/b.md"], ["docs/b.md"]),
        (["docs/other.md"], ["docs/other.md"]),
        (["--", "docs/b.md"], ["docs/b.md"]),
    ],
)
def test_plans_are_found_and_checked_once(
    run: Run, operands: list[str], checked: list[str]
) -> None:
    write("plans/a.md", CLEAN)
    write("docs/b.md", CLEAN)
    write("docs/other.md", "# No plan\n")

    answer = run("check", "--output-format", "json", *operands)

    assert [plan["path"] for plan in json.loads(answer.out)["plans"]] == checked


def test_a_file_that_looks_like_an_option_is_checked_after_two_dashes(run: Run) -> None:
    write("--strict", CLEAN)

    assert run("check", *TWO_RULES, "--", "--strict").code == 0


# Selection


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (["--select", "MP202"], ["MP202"]),
        (["--select", "undated-done-item"], ["MP202"]),
        (["--select", "MP202", "--select", "MP502"], ["MP202", "MP502"]),
        (["--select", " MP202, MP502 "], ["MP202", "MP502"]),
        (["--select=MP202,MP502", "--ignore=MP2"], ["MP202", "MP502"]),
        (["--select=MP202,MP502", "--ignore=MP202"], ["MP502"]),
    ],
)
def test_rules_are_selected(run: Run, options: list[str], codes: list[str]) -> None:
    write("a.md")

    answer = run("check", "a.md", "--output-format", "concise", *options)

    assert [line.split(" ")[2] for line in answer.out.rstrip().split("\n")] == codes


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--select", "MP2O2"], "There is no rule MP2O2. Did you mean MP202?"),
        (["--ignore", "vague-instructions"], "vague-instructions. Did you mean vague-instruction?"),
        (["--select", "?"], "There is no rule ?."),
        (["--select", ""], "--select names no rule: give it codes or names, such as MP202."),
        (["--ignore", " ,"], "--ignore names no rule: give it codes or names, such as MP202."),
        (["--select"], "Argument --select: expected one argument. `milepost check --help` tells"),
        (["--output-format", "xml"], "Argument --output-format: invalid choice: 'xml'"),
        (["--nonsense"], "Unrecognized arguments: --nonsense."),
    ],
)
def test_what_cannot_be_followed_is_explained(run: Run, options: list[str], sentence: str) -> None:
    write("a.md")

    answer = run("check", "a.md", *options)

    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err
    assert answer.err.count("\n") == 1


# Exit codes


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--select", "MP202"], 1),
        (["--select", "MP502"], 0),
        (["--select", "MP502", "--strict"], 1),
        (["--select", "MP999"], 2),
        (["gone.md"], 2),
    ],
)
def test_exit_code_says_how_bad_it_is(run: Run, options: list[str], code: int) -> None:
    write("a.md")

    assert run("check", "a.md", *options).code == code


def test_strict_makes_errors_of_warnings(run: Run) -> None:
    write("a.md")

    answer = run("check", "a.md", "--select", "MP502", "--strict")

    assert " error MP502 " in answer.out
    assert answer.err == "1 error in 1 plan.\n"


def test_a_rule_that_fails_is_our_bug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: Document, selection: Selection, **_: object) -> LintResult:
        found = Diagnostic("MP000", "internal-error", "it broke", Span(0, 0), Severity.ERROR)
        return LintResult((found,), document.revision)

    monkeypatch.setattr("milepost.cli.examining.lint", broken)
    write("a.md")

    assert run("check", "a.md").code == 3


# Files that are no plan


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "There is no file at a.md"),
        (b"caf\xe9\n", "a.md is not read: it is not valid UTF-8. Convert it to UTF-8"),
        ("# T\n".encode("utf-16"), "a.md is not read: it looks like UTF-16, not UTF-8."),
        ("# T\n".encode("utf-16-be"), "it holds NUL bytes"),
        (b"# T\n\0\n", "a.md is not read: it holds NUL bytes."),
    ],
)
def test_what_cannot_be_read_is_one_sentence(run: Run, data: bytes | None, words: str) -> None:
    if data is not None:
        Path("a.md").write_bytes(data)

    answer = run("check", "a.md")

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (b"", ""),
        (b"\n\n", ""),
        (b"just words", ""),
        (b"\xef\xbb\xbf# T\r\n", ""),
        (b"# T\r\rText.\r", "a.md: it ends lines with a bare carriage return.\n"),
    ],
)
def test_any_text_is_checked_and_what_is_missing_is_said(
    run: Run, data: bytes, remark: str
) -> None:
    Path("a.md").write_bytes(data)

    answer = run("check", "a.md", "--output-format", "concise")

    assert answer.code == 1
    assert "a.md:1:1: error MP101 " in answer.out
    assert answer.err == remark


def test_a_named_pipe_does_not_block(run: Run) -> None:
    os.mkfifo("pipe.md")

    answer = run("check", "pipe.md")

    assert answer.code == 2
    assert "pipe.md is not a regular file but a named pipe" in answer.err


@pytest.mark.parametrize(
    ("operand", "sentence"),
    [
        ("plans", "There is no directory plans: check the spelling."),
        ("plans/v1.2/", "There is no directory plans/v1.2/: check the spelling."),
        ("gone.md", "There is no file at gone.md: create it, or wait until an agent writes it."),
    ],
)
def test_what_is_not_there_is_called_what_was_meant(run: Run, operand: str, sentence: str) -> None:
    answer = run("check", operand)

    assert (answer.code, answer.err) == (2, f"{sentence}\n")


def test_mending_wants_to_know_where(run: Run) -> None:
    write("a.md")

    answer = run("check", "--fix")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Name the plans to fix: `milepost check --fix PATH`")
    assert Path("a.md").read_text(encoding="utf-8") == PLAN


def test_a_directory_without_plans_is_one_sentence(run: Run) -> None:
    write("docs/a.md", "# No plan\n")

    answer = run("check", "docs")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("There is no plan below docs. Make one with `milepost init ")


def test_a_closed_directory_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("docs").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    answer = run("check", "docs")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "This user may not look into docs: change its permissions.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_one_sentence(run: Run) -> None:
    write("a.md")
    Path("a.md").chmod(0)

    answer = run("check", "a.md")

    assert answer.code == 2
    assert "may not read a.md" in answer.err


@pytest.mark.parametrize(
    ("size", "line"), [(50_000_000, b"a line of words\n"), (10_000_000, b"words ")]
)
def test_a_text_too_long_for_a_plan_is_refused_at_once(run: Run, size: int, line: bytes) -> None:
    Path("a.md").write_bytes(line * (size // len(line)))

    answer = run("check", "a.md")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("a.md is not read: it has ")
    assert answer.err.endswith("million characters, and a plan at most 4 million.\n")


def test_a_text_is_refused_only_beyond_the_limit(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_CHARACTERS", len(CLEAN))
    write("a.md", CLEAN)
    write("b.md", CLEAN + "x")

    answer = run("check", "a.md", "b.md", *TWO_RULES)

    assert answer.err.startswith("b.md is not read")
    assert answer.err.endswith("No findings in 1 plan.\n")


def test_what_can_be_read_is_checked_beside_what_cannot(run: Run) -> None:
    write("a.md")

    answer = run("check", "gone.md", "a.md", *TWO_RULES)

    assert answer.code == 2
    assert "a.md:6:" in answer.out
    assert answer.err.startswith("There is no file at gone.md")


def test_no_escape_of_a_plan_or_its_name_reaches_the_terminal(run: Run) -> None:
    write("\x1b[2J.md", PLAN.replace("日本", "\x1b[31m\u202e"))

    for output_format in ("full", "concise", "json"):
        answer = run("check", "\x1b[2J.md", "\x1b[3J.md", "--output-format", output_format)

        assert not {"\x1b", "\u202e"} & {*answer.out, *answer.err}
