"""The record of the original scripts, both through the files and through the verbs."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING, Any

import pytest

from milepost.__main__ import main
from support.command import Answer
from support.oracle import command_cases, needs_record, plan_cases, record
from support.scripts import FOLDER, VERBS, run_file, run_scripts, run_verb

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = needs_record

RUNNERS = pytest.mark.parametrize("run", [run_file, run_verb], ids=["file", "verb"])
ANSWERS = {
    "validate": ("validate_plan", ["plan.md"]),
    "validate_strict": ("validate_plan", ["plan.md", "--strict"]),
    "progress": ("parse_progress", ["plan.md"]),
    "progress_json": ("parse_progress", ["plan.md", "--json"]),
}
# Each command line: the script, its arguments, and the command lines that come before it.
LINES: dict[str, tuple[str, list[str], list[str]]] = {
    "validate_noargs": ("validate_plan", [], []),
    "validate_missing": ("validate_plan", ["nope.md"], []),
    "progress_noargs": ("parse_progress", [], []),
    "progress_missing": ("parse_progress", ["nope.md"], []),
    "progress_missing_json": ("parse_progress", ["nope.md", "--json"], []),
    "progress_json_first": ("parse_progress", ["--json"], []),
    "validate_strict_first": ("validate_plan", ["--strict"], []),
    "validate_help": ("validate_plan", ["--help"], []),
    "validate_dir": ("validate_plan", ["."], []),
    "validate_latin1": ("validate_plan", ["latin.md"], []),
    "init_noargs": ("init_plan", [], []),
    "init_one_arg": ("init_plan", ["sub/dir/a.md"], []),
    "init_ok": ("init_plan", ["sub/dir/a.md", "My title"], []),
    "init_exists": ("init_plan", ["sub/dir/a.md", "Other"], ["init_ok"]),
    "init_purpose": ("init_plan", ["b.md", "My title", "--purpose", "Sail home."], []),
    "init_purpose_noval": ("init_plan", ["c.md", "My title", "--purpose"], []),
    "init_braces": ("init_plan", ["d.md", "A {title} with {0} and %s"], []),
    "init_then_validate": ("validate_plan", ["sub/dir/a.md"], ["init_ok"]),
    "init_then_validate_strict": ("validate_plan", ["sub/dir/a.md", "--strict"], ["init_ok"]),
    "init_then_progress_json": ("parse_progress", ["sub/dir/a.md", "--json"], ["init_ok"]),
}


def make_latin(folder: Path, said: str) -> None:
    """A file whose first byte that is no UTF-8 stands where the record says."""
    at = int(said.partition("position ")[2].partition(":")[0] or "0")
    (folder / "latin.md").write_bytes(b"x" * at + b"\xe9 end\n")


@pytest.mark.parametrize("answer", ANSWERS)
def test_files_answer_as_recorded(answer: str, tmp_path: Path) -> None:
    script, arguments = ANSWERS[answer]
    runs = []
    for number, case in enumerate(plan_cases().values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "plan.md").write_bytes(case["input"].encode())
        runs.append((FOLDER / f"{script}.py", arguments, folder))

    found = run_scripts([sys.executable, "-I", "-S"], runs)

    expected = (
        Answer(case[answer]["rc"], case[answer]["stdout"], "") for case in plan_cases().values()
    )
    assert dict(zip(plan_cases(), found, strict=True)) == dict(
        zip(plan_cases(), expected, strict=True)
    )


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("name", plan_cases())
def test_verb_answers_as_recorded(
    name: str,
    answer: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = plan_cases()[name]
    script, arguments = ANSWERS[answer]
    (tmp_path / "plan.md").write_bytes(case["input"].encode())
    monkeypatch.chdir(tmp_path)

    code = main([VERBS[script], "--compat", *arguments])

    assert Answer(code, *capsys.readouterr()) == Answer(
        case[answer]["rc"], case[answer]["stdout"], ""
    )


@RUNNERS
@pytest.mark.parametrize("name", command_cases())
def test_command_line_is_answered_as_recorded(
    name: str, run: Callable[..., Answer], tmp_path: Path
) -> None:
    expected: dict[str, Any] = command_cases()[name]
    last = expected.get("stderr_last", "")
    script, arguments, before = LINES[name]
    if "position" in last:
        make_latin(tmp_path, last)
    for each in before:
        run(*LINES[each][:2], tmp_path)

    found = run(script, arguments, tmp_path)

    assert (found.code, found.out) == (expected["rc"], expected["stdout"])
    assert found.err.rstrip("\n").rpartition("\n")[2] == last


@pytest.mark.parametrize("mark", [["--compat"], ["--profile", "compat"], ["--profile=compat"]])
@pytest.mark.parametrize("name", command_cases())
def test_mark_stands_anywhere_in_a_command_line(
    name: str,
    mark: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    expected: dict[str, Any] = command_cases()[name]
    script, arguments, before = LINES[name]
    for at in range(len(arguments) + 1):
        folder = tmp_path / str(at)
        folder.mkdir()
        monkeypatch.chdir(folder)
        if script != "init_plan":
            make_latin(folder, expected.get("stderr_last", ""))
        for each in before:
            main([VERBS["init_plan"], "--compat", *LINES[each][1]])
        capsys.readouterr()

        code = main([VERBS[script], *arguments[:at], *mark, *arguments[at:]])

        assert (code, capsys.readouterr().out) == (expected["rc"], expected["stdout"])


@pytest.mark.parametrize("arguments", [["--strict", "plan.md"], ["plan.md", "--strict"]])
def test_only_the_first_argument_of_the_file_is_a_plan(
    arguments: list[str], tmp_path: Path
) -> None:
    found = run_file("validate_plan", arguments, tmp_path)

    assert f"File not found: {arguments[0]}\n" in found.out


@RUNNERS
def test_new_plan_has_the_recorded_shape(run: Callable[..., Answer], tmp_path: Path) -> None:
    shape = record()["init_shape"]
    run("init_plan", ["a.md", "My title"], tmp_path)
    run("init_plan", ["b.md", "My title", "--purpose", "Sail home."], tmp_path)
    text = (tmp_path / "a.md").read_text(encoding="utf-8")

    assert [line for line in text.split("\n") if line.startswith("#")] == shape["headings"]
    assert text.count("\n") == shape["lines"]
    assert text.endswith("\n") is shape["ends_with_newline"]
    assert ("Sail home." in (tmp_path / "b.md").read_text()) is shape["b_has_purpose"]
    assert oct(stat.S_IMODE((tmp_path / "a.md").stat().st_mode)) == shape["mode"]


def test_every_recorded_command_line_is_run() -> None:
    assert LINES.keys() == command_cases().keys()
    assert {"input", *ANSWERS} == {key for case in plan_cases().values() for key in case}
