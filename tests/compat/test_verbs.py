"""`--compat`: what of a command line reaches the scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.__main__ import main
from milepost.cli.compat import asks_for_compat
from support.command import Answer
from support.own_plans import GARDEN, with_validation

if TYPE_CHECKING:
    from support.command import Run

WARNED = with_validation("make it")
VALID = "✓ Plan structure is valid\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("good.md").write_text(GARDEN, encoding="utf-8")
    Path("warned.md").write_text(WARNED, encoding="utf-8")
    Path("--strict.md").write_text(GARDEN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_main(*arguments: str) -> Answer:
        code = main(arguments)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run_main


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ("--compat a.md", True),
        ("a.md --compat", True),
        ("--profile compat a.md", True),
        ("--profile=compat", True),
        ("--profile execplan a.md", False),
        ("--profile", False),
        ("compat", False),
        ("-- --compat", False),
        ("--profile -- compat", False),
        ("", False),
    ],
)
def test_mark_is_seen_up_to_the_operands(arguments: str, *, asked: bool) -> None:
    assert asks_for_compat(arguments.split()) is asked


@pytest.mark.parametrize(
    ("line", "code", "start"),
    [
        ("check --compat good.md", 0, VALID),
        ("validate --compat good.md", 0, VALID),
        ("check good.md --profile compat", 0, VALID),
        ("check --profile=compat good.md", 0, VALID),
        ("check --compat warned.md", 0, "WARNINGS (1):\n"),
        ("check --compat warned.md --strict", 1, "ERRORS (1):\n"),
        ("check --compat --strict warned.md", 1, "ERRORS (1):\n"),
        ("check --strict warned.md --compat", 1, "ERRORS (1):\n"),
        ("check --compat good.md --unheard-of", 0, VALID),
        ("check --compat -- --strict.md", 0, VALID),
        ("check --compat", 1, "Usage: python validate_plan.py"),
        ("check --compat --strict", 1, "ERRORS (1):\n  ✗ File not found: --strict\n"),
        ("progress --compat good.md", 0, "Progress: 50% complete (1/2 items)\n"),
        ("progress --compat --json good.md", 0, "{\n"),
        ("progress good.md nope.md --compat", 0, "Progress: 50% complete (1/2 items)\n"),
        ("progress --compat", 1, "Usage: python parse_progress.py"),
        ("init --compat new.md Title", 0, "✓ Created: new.md\n"),
        ("init --compat -- new.md Title", 0, "✓ Created: new.md\n"),
        ("init --compat new.md", 1, "Usage: python init_plan.py"),
    ],
)
def test_line_reaches_its_script(line: str, code: int, start: str, run: Run) -> None:
    answer = run(*line.split())

    assert (answer.code, answer.err) == (code, "")
    assert answer.out.startswith(start)


def test_several_plans_are_answered_for_in_turn(run: Run) -> None:
    answer = run("check", "--compat", "--strict", "warned.md", "good.md")

    assert answer.code == 1
    warned, good = answer.out.removeprefix("== warned.md\n").split("== good.md\n")
    assert warned.startswith("ERRORS (1):\n")
    assert good == VALID


@pytest.mark.parametrize("option", ["--select MP1", "--output-format=json", "--ignore X"])
def test_option_without_counterpart_is_refused(option: str, run: Run) -> None:
    answer = run("check", "--compat", *option.split(), "good.md")

    assert (answer.code, answer.out) == (2, "")
    assert " has no meaning with --compat" in answer.err
