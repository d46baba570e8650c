from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from milepost.text import Source
from milepost.workspace.former import NoFormer, read_revision

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
OLD = "# Old\r\n\r\n\ufeffText"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    plan = tmp_path / "docs" / "plan with a gap.md"
    plan.parent.mkdir()
    plan.write_bytes(OLD.encode())
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Begin")
    plan.write_text("# New\n")
    (plan.parent / "other.md").write_text("# Other\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Go on")
    return plan


@pytest.mark.parametrize(("revision", "text"), [("HEAD~1", OLD), ("HEAD", "# New\n")])
def test_the_text_is_that_of_the_commit(plan: Path, revision: str, text: str) -> None:
    assert read_revision(plan, revision) == Source(text)


def test_a_file_that_was_not_there_yet_is_new(plan: Path) -> None:
    found = read_revision(plan.parent / "other.md", "HEAD~1")

    assert isinstance(found, NoFormer)
    assert found.is_new
    assert "was not there yet in HEAD~1" in found.reason


@pytest.mark.parametrize("revision", ["nowhere", "-h", "--output=x", "a\0b", "", "HEAD:docs"])
def test_what_is_no_revision_is_told(plan: Path, revision: str) -> None:
    found = read_revision(plan, revision)

    assert isinstance(found, NoFormer)
    assert not found.is_new
    assert found.reason.endswith(".")


def test_outside_a_repository_there_is_none(tmp_path: Path) -> None:
    found = read_revision(tmp_path / "plan.md", "HEAD")

    assert isinstance(found, NoFormer)
    assert "is in no repository" in found.reason


@pytest.mark.parametrize("git_is", ["missing", "broken"])
def test_without_git_it_says_so(
    plan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, git_is: str
) -> None:
    place = tmp_path / "bin"
    place.mkdir()
    if git_is == "broken":
        (place / "git").write_text("no program")
        (place / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(place))

    found = read_revision(plan, "HEAD")

    assert isinstance(found, NoFormer)
    assert "no Git" in found.reason
