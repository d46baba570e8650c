"""A skeleton is written where nothing is, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from milepost.text import Source
from milepost.workspace import beginning
from milepost.workspace.beginning import begin_plan, title_from
from milepost.workspace.digest import digest_of
from milepost.workspace.loading import PathState, Snapshot
from milepost.workspace.store import Refused, Stale, Unreadable
from support.clock import FakeClock

OTHER = Snapshot(Path("p"), Source("# Theirs"), digest_of(b"# Theirs"))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("resume.md", "Resume"),
        ("teach-the_importer.plan.md", "Teach the importer.plan"),
        ("---.md", "A plan"),
    ],
)
def test_a_name_makes_a_title(name: str, title: str) -> None:
    assert title_from(Path(name)) == title


def test_a_skeleton_is_written(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"

    assert begin_plan(path, "Water the roof", FakeClock()) == ""
    assert path.read_text(encoding="utf-8").startswith("# Water the roof\n")


def test_the_profile_is_that_of_the_configuration(tmp_path: Path) -> None:
    for name in ("cookbook", "living"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "milepost.toml").write_text(f'profile = "{name}"\n', encoding="utf-8")
        assert begin_plan(tmp_path / name / "plan.md", "T", FakeClock()) == ""

    texts = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("plan.md")]
    assert len(set(texts)) == len(texts) == 2


def test_what_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.symlink_to(tmp_path / "nowhere.md")

    assert "is there already" in begin_plan(path, "T", FakeClock())


def test_a_title_that_cannot_be_encoded_is_refused(tmp_path: Path) -> None:
    assert "characters" in begin_plan(tmp_path / "plan.md", "T\ud800", FakeClock())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Refused("No room."), "No room."),
        (Stale(Unreadable(Path("p"), PathState.MISSING, "Gone.")), "Gone."),
        (Stale(OTHER), "Somebody else wrote plan.md just now"),
    ],
)
def test_a_write_that_fails_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outcome: object, words: str
) -> None:
    monkeypatch.setattr(beginning, "save", lambda *_: outcome)

    assert words in begin_plan(tmp_path / "plan.md", "T", FakeClock())
