"""`milepost check` over many plans, in formats for others, with its own idea of failure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli import checking
from milepost.report.formats import FORMATS

if TYPE_CHECKING:
    from support.command import Run

WARNING = "## Plan of Work\n\nChange the parser as needed.\n"
ERROR = "## Progress\n\n- [x] Wrote a test.\n"
RULES = ("--select", "MP202,MP502")


def write(path: str, text: str) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        (("--fail-on", "error"), 0),
        (("--fail-on", "warning"), 1),
        (("--fail-on=info",), 1),
        (("--fail-on", "never"), 0),
        (("--strict",), 1),
        (("--strict", "--fail-on", "never"), 0),
        (("--fail-on", "warning", "--exit-zero"), 0),
        (("--fail-on", "bad"), 2),
    ],
)
def test_a_warning_fails_when_asked_to(run: Run, options: tuple[str, ...], code: int) -> None:
    write("a.md", WARNING)

    assert run("check", *RULES, *options, "a.md").code == code


def test_exit_zero_does_not_hide_what_could_not_be_read(run: Run) -> None:
    assert run("check", "--exit-zero", "gone.md").code == 2


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_can_be_asked_for(run: Run, output_format: str) -> None:
    write("a.md", ERROR)

    answer = run("check", *RULES, "--output-format", output_format, "a.md", "gone.md")

    assert answer.code == 2
    assert "MP202" in answer.out
    assert "gone.md" in answer.err


def test_statistics_stand_instead_of_findings(run: Run) -> None:
    write("a.md", ERROR + "\n" + WARNING)
    write("b.md", WARNING)

    assert run("check", *RULES, "--statistics", "a.md", "b.md").out == (
        "2  MP502  warning  vague-instruction\n1  MP202  error    undated-done-item\n"
    )
    answer = run("check", *RULES, "--statistics", "--output-format", "json", "a.md")
    assert [row["code"] for row in json.loads(answer.out)] == ["MP202", "MP502"]


def test_statistics_of_nothing_are_nothing(run: Run) -> None:
    write("a.md", "# A\n")

    assert run("check", *RULES, "--statistics", "a.md").out == ""


def test_a_pattern_that_the_shell_left_alone_names_files(run: Run) -> None:
    write("plans/deep/b.md", ERROR)
    write("plans/a.md", ERROR)
    write("plans/no.txt", ERROR)
    (Path("plans") / "folder.md").mkdir()

    answer = run("check", *RULES, "--output-format=concise", "plans/**/*.md")

    assert [line.split(":")[0] for line in answer.out.split("\n")[:-1]] == [
        "plans/a.md",
        "plans/deep/b.md",
    ]


def test_an_absolute_pattern_names_files(run: Run) -> None:
    write("a.md", ERROR)

    assert run("check", *RULES, f"{Path.cwd()}/*.md").code == 1


def test_a_file_named_like_a_pattern_is_that_file(run: Run) -> None:
    write("[a].md", ERROR)
    write("a.md", WARNING)

    assert run("check", *RULES, "[a].md").code == 1


def test_a_pattern_that_fits_nothing_is_a_missing_file(run: Run) -> None:
    answer = run("check", "*.md")

    assert answer.code == 2
    assert "*.md" in answer.err


def test_many_plans_are_checked_side_by_side_in_order(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        write(f"p{number:02}.md", f"{ERROR}\n" * (number % 3 + 1))
    alone = run("check", *RULES, *[f"p{number:02}.md" for number in range(12)])

    monkeypatch.setattr(checking, "MANY", 0)
    together = run("check", *RULES, *[f"p{number:02}.md" for number in range(12)])

    assert alone.code == 1
    assert together == alone


ERASE = "\r\x1b[2K"


@pytest.mark.parametrize("streams", [["err"], ["out", "err"]], ids=["piped", "terminal"])
@pytest.mark.parametrize("options", [[], ["--statistics"], ["--output-format=json"]])
def test_a_person_sees_how_far_a_long_check_is(
    run: Run, monkeypatch: pytest.MonkeyPatch, options: list[str], streams: list[str]
) -> None:
    write("a.md", ERROR)
    write("b.md", WARNING)
    monkeypatch.setattr(checking, "PATIENCE", -1)
    for stream in streams:
        monkeypatch.setattr(f"sys.std{stream}.isatty", lambda: True)

    answer = run("check", *RULES, *options, "a.md", "b.md")

    told, _, after = answer.err.rpartition(ERASE)
    assert told == f"{ERASE}0 of 2 plans checked{ERASE}{ERASE}1 of 2 plans checked"
    assert "checked" not in after


def test_progress_is_for_people_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", ERROR)
    monkeypatch.setattr(checking, "PATIENCE", -1)

    assert "checked" not in run("check", *RULES, "a.md").err


def test_rules_are_listed(run: Run) -> None:
    answer = run("rule")

    assert answer.code == 0
    assert "MP202  error    undated-done-item\n" in answer.out


@pytest.mark.parametrize("word", ["MP202", "mp202", "undated-done-item", "Undated-Done-Item"])
def test_a_rule_has_a_page(run: Run, word: str) -> None:
    answer = run("rule", word)

    assert answer.out.startswith("# MP202 undated-done-item\n\nSeverity: error.\n")
    assert "## When to suppress" in answer.out


@pytest.mark.parametrize("word", ["MP9", "mp9", "MP90"])
def test_a_family_of_rules_is_listed(run: Run, word: str) -> None:
    answer = run("rule", word)

    codes = [line[:5] for line in answer.out.split("\n") if line.startswith("MP")]
    assert codes == ["MP901", "MP902", "MP903"]
    assert [each["code"] for each in json.loads(run("rule", word, "--json").out)] == codes


def test_rule_pages_are_data_too(run: Run) -> None:
    one = json.loads(run("rule", "MP202", "--json").out)

    assert (one["code"], one["severity"]) == ("MP202", "error")
    assert one in json.loads(run("rule", "--json").out)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["MP2022"], "There is no rule MP2022. Did you mean MP202?"),
        (["undated-item"], "There is no rule undated-item. Did you mean undated-done-item?"),
        (["zzzz"], "There is no rule zzzz. `milepost rule` lists all."),
        (["a", "b"], "Name one rule"),
    ],
)
def test_a_rule_that_does_not_exist_is_a_sentence(
    run: Run, words: list[str], sentence: str
) -> None:
    answer = run("rule", *words)

    assert answer.code == 2
    assert sentence in answer.err


# Mending on the way

LOOSE = "## Progress\n\n- [x] (2026-01-02 03:04Z) One.\n- [] Two.\n- [x] Three.\n"
LOOSE_RULES = ("--select", "MP202,MP208", "--output-format", "concise")


def test_check_mends_what_is_safe_and_shows_the_rest(run: Run) -> None:
    write("a.md", LOOSE)

    answer = run("check", *LOOSE_RULES, "--fix", "a.md")

    assert answer.code == 1
    assert Path("a.md").read_text(encoding="utf-8") == LOOSE.replace("- [] Two", "- [ ] Two")
    assert answer.out == "a.md:5:1: error MP202 a done item does not say when it was done\n"
    assert answer.err.startswith("Fixed 1 finding (1 in a.md); 1 left.")


def test_check_mends_more_when_told_to(run: Run) -> None:
    write("a.md", f"{LOOSE}\nRun `ma\u200bke`.\n")
    rules = ("--select", "MP114,MP208")

    answer = run("check", *rules, "--fix", "--unsafe-fixes", "a.md", "gone.md")

    assert (answer.code, answer.out) == (2, "")
    assert "Run `make`." in Path("a.md").read_text(encoding="utf-8")


def test_check_shows_what_it_would_mend(run: Run) -> None:
    write("a.md", LOOSE)

    answer = run("check", *LOOSE_RULES, "--diff", "a.md")

    assert answer.code == 1
    assert "-- [] Two." in answer.out
    assert "MP202" not in answer.out
    assert Path("a.md").read_text(encoding="utf-8") == LOOSE


def test_unsafe_fixes_alone_mean_nothing(run: Run) -> None:
    answer = run("check", "--unsafe-fixes", "a.md")

    assert answer.code == 2
    assert "--fix" in answer.err


def test_a_plan_that_could_not_be_mended_is_told_of(run: Run) -> None:
    write("a.md", LOOSE.replace("\n\n", "\r\r"))

    answer = run("check", *LOOSE_RULES, "--fix", "a.md")

    assert answer.code == 2
    assert "a.md was not fixed" in answer.err


def test_configuration_may_ask_for_the_original_s_answers(run: Run) -> None:
    write("a.md", LOOSE)
    asked = run("check", "--compat", "a.md")

    write("milepost.toml", 'profile = "compat"\n')

    assert asked.out.startswith("ERRORS (")
    assert run("check", "a.md") == asked
