"""The hooks that pre-commit finds in this repository, run by pre-commit itself."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support.hooks import CLEAN, FAULTY

if TYPE_CHECKING:
    from subprocess import CompletedProcess

CHECKOUT = Path(__file__).resolve().parents[2]
MANIFEST = CHECKOUT / ".pre-commit-hooks.yaml"
FIXABLE = CLEAN.replace("- [ ] ", "-[ ] ", 1)

pytest.importorskip("pre_commit", reason="pre-commit is not installed: see the dev group")


def hooks() -> list[dict[str, Any]]:
    """The hooks of the manifest, run as they are installed here: nothing is fetched for it."""
    yaml = importlib.import_module("yaml")
    return [{**each, "language": "system"} for each in yaml.safe_load(MANIFEST.read_bytes())]


@pytest.fixture
def repository(folder: Path) -> Path:
    """A repository with a plan, other Markdown, and a configuration that runs every hook."""
    (folder / ".git").rmdir()
    git(folder, "init", "--quiet")
    (folder / "README.md").write_text("# Read me\n\n- [x] done\n-[ ] open\n", encoding="utf-8")
    (folder / "utf-16.md").write_text(FAULTY, encoding="utf-16")
    (folder / "notes.txt").write_text(FAULTY, encoding="utf-8")
    configuration = {"repos": [{"repo": "local", "hooks": hooks()}]}
    (folder / ".pre-commit-config.yaml").write_text(json.dumps(configuration), encoding="utf-8")
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, timeout=60)


def pre_commit(folder: Path, *arguments: str) -> CompletedProcess[str]:
    git(folder, "add", "--all")
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_manifest_is_valid(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)],
        env={**os.environ, "PRE_COMMIT_HOME": str(folder / "pre-commit")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (ran.returncode, ran.stdout) == (0, "")
    assert [each["id"] for each in hooks()] == ["milepost-check", "milepost-fix"]


def test_markdown_that_is_no_plan_passes(repository: Path) -> None:
    ran = pre_commit(repository, "run", "--all-files", "--verbose")

    assert ran.returncode == 0, ran.stdout
    assert "README.md" not in ran.stdout
    assert "utf-16.md" not in ran.stdout


def test_plan_with_an_error_fails(repository: Path) -> None:
    (repository / "plan.md").write_text(FAULTY, encoding="utf-8")

    ran = pre_commit(repository, "run", "milepost-check", "--all-files")

    assert ran.returncode == 1
    assert "plan.md:26:1" in ran.stdout
    assert "README.md" not in ran.stdout


def test_plan_that_is_not_staged_is_not_looked_at(repository: Path) -> None:
    git(repository, "add", "--all")
    (repository / "other.md").write_text(FAULTY, encoding="utf-8")

    ran = pre_commit(repository, "run", "milepost-check", "--files", "plan.md")

    assert ran.returncode == 0, ran.stdout


def test_fix_mends_and_says_so(repository: Path) -> None:
    (repository / "plan.md").write_text(FIXABLE, encoding="utf-8", newline="")
    readme = (repository / "README.md").read_bytes()

    first = pre_commit(repository, "run", "milepost-fix", "--all-files")
    second = pre_commit(repository, "run", "milepost-fix", "--all-files")

    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert second.returncode == 0, second.stdout
    assert (repository / "plan.md").read_text(encoding="utf-8") == CLEAN
    assert (repository / "README.md").read_bytes() == readme
