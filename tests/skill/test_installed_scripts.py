"""The scripts of an installed skill answer as the originals did, on the oldest Python at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support.command import Answer
from support.oracle import needs_record, plan_cases
from support.own_plans import GARDEN
from support.pythons import oldest_python
from support.scripts import VERBS, run_scripts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

ANSWERS = {
    "validate": ("validate_plan", ["plan.md"]),
    "validate_strict": ("validate_plan", ["plan.md", "--strict"]),
    "progress": ("parse_progress", ["plan.md"]),
    "progress_json": ("parse_progress", ["plan.md", "--json"]),
}
FLAWED = GARDEN.replace("Dig, plant, water.", "Water with what is TBD.")


def run_script(
    skill: Path,
    script: str,
    arguments: Sequence[str],
    folder: Path,
    more: Mapping[str, str] | None = None,
) -> Answer:
    """Runs the script as an agent would, without anything that is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "MILEPOST_COMPAT"}
    done = subprocess.run(
        [oldest_python(), "-S", str(skill / "scripts" / f"{script}.py"), *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
        env={**kept, "PYTHONUTF8": "1", "XDG_STATE_HOME": str(folder), **(more or {})},
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def path_with_milepost(tmp_path: Path) -> str:
    """A PATH on which there is a `milepost`: this one."""
    programs = tmp_path / "programs"
    programs.mkdir()
    launcher = programs / "milepost"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m milepost "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
    return f"{programs}{os.pathsep}{os.environ['PATH']}"


@needs_record
@pytest.mark.parametrize("answer", ANSWERS)
def test_installed_scripts_answer_as_recorded(skill: Path, answer: str, tmp_path: Path) -> None:
    script, arguments = ANSWERS[answer]
    runs = []
    for number, case in enumerate(plan_cases().values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "plan.md").write_bytes(case["input"].encode())
        runs.append((skill / "scripts" / f"{script}.py", arguments, folder))

    found = run_scripts([oldest_python(), "-S"], runs)

    expected = (
        Answer(case[answer]["rc"], case[answer]["stdout"], "") for case in plan_cases().values()
    )
    pairs = zip(plan_cases(), found, expected, strict=True)
    assert [name for name, one, other in pairs if one != other] == []


@pytest.mark.parametrize("script", VERBS)
def test_installed_script_runs_on_the_oldest_python(
    skill: Path, script: str, tmp_path: Path
) -> None:
    answer = run_script(skill, script, [], tmp_path)

    assert (answer.code, answer.err) == (1, "")
    assert answer.out.startswith(f"Usage: python {script}.py ")


@pytest.mark.parametrize("setting", [None, "", "strict", "on"])
def test_installed_milepost_does_not_change_the_answer(
    skill: Path, setting: str | None, path_with_milepost: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.md").write_text(FLAWED, encoding="utf-8")
    alone = run_script(skill, "validate_plan", ["plan.md"], tmp_path, {"PATH": ""})
    more = {"PATH": path_with_milepost}
    if setting is not None:
        more["MILEPOST_COMPAT"] = setting

    assert run_script(skill, "validate_plan", ["plan.md"], tmp_path, more) == alone
    assert alone.err == ""


def test_better_findings_come_on_stderr_when_asked_for(
    skill: Path, path_with_milepost: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.md").write_text(FLAWED, encoding="utf-8")
    alone = run_script(skill, "validate_plan", ["plan.md"], tmp_path)
    more = {"PATH": path_with_milepost, "MILEPOST_COMPAT": "off"}

    answer = run_script(skill, "validate_plan", ["plan.md"], tmp_path, more)

    assert (answer.code, answer.out) == (alone.code, alone.out)
    assert "MP501" in answer.err
    assert "milepost: " in answer.err


def test_better_findings_need_an_installed_milepost(skill: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(FLAWED, encoding="utf-8")
    more = {"PATH": "", "MILEPOST_COMPAT": "off"}

    assert run_script(skill, "validate_plan", ["plan.md"], tmp_path, more).err == ""
    assert run_script(skill, "validate_plan", [], tmp_path, more).err == ""


def test_plan_of_one_script_is_valid_to_the_other(skill: Path, tmp_path: Path) -> None:
    run_script(skill, "init_plan", ["plan.md", "Plant a tree"], tmp_path)

    answer = run_script(skill, "validate_plan", ["plan.md"], tmp_path)

    assert answer.code == 0
    assert "✓ Plan structure is valid\n" in answer.out
