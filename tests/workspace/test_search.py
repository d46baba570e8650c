"""Where the plans of a project lie, as its configuration says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.workspace.search import search_plans

if TYPE_CHECKING:
    from pathlib import Path

PLAN = (
    "# {}\n\n## Progress\n\n- [ ] One.\n\n## Decision Log\n\nNone.\n\n## Plan of Work\n\nDo it.\n"
)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a plan at the root and one where nobody would look."""
    write(tmp_path / "a.md", PLAN.format("A"))
    write(tmp_path / "vendor" / "kept" / "b.md", PLAN.format("B"))
    (tmp_path / ".git").mkdir()
    return tmp_path


def names(folder: Path) -> list[str]:
    return [found.path.name for found in search_plans(folder)]


def test_plans_lie_where_they_usually_do(project: Path) -> None:
    assert names(project) == ["a.md"]


def test_plans_lie_where_the_project_says(project: Path) -> None:
    write(project / "milepost.toml", 'plans = ["vendor/kept/*.md"]\n')

    assert names(project) == ["b.md", "a.md"]


def test_patterns_hold_from_the_folder_of_the_configuration(project: Path) -> None:
    write(project / "milepost.toml", 'plans = ["vendor/kept/*.md", "docs/*.md"]\n')

    assert names(project / "vendor") == ["b.md"]


def test_excluded_plans_are_not_found(project: Path) -> None:
    write(project / "plans" / "old" / "c.md", PLAN.format("C"))
    write(project / "plans" / "d.draft.md", PLAN.format("D"))
    write(project / "milepost.toml", 'exclude = ["plans/old/", "*.draft.md"]\n')

    assert names(project) == ["a.md"]
    assert names(project / "plans") == []


def test_sections_may_have_names_of_the_project_s_own(project: Path) -> None:
    write(project / "c.md", PLAN.format("C").replace("## Progress", "## Was getan ist"))
    assert "c.md" not in names(project)

    write(project / "milepost.toml", '[sections]\n"Was getan ist" = "Progress"\n')

    assert "c.md" in names(project)


def test_a_mistake_in_the_configuration_hides_no_plan(project: Path) -> None:
    write(project / "milepost.toml", "plans = 3\n")

    assert names(project) == ["a.md"]


def test_the_person_s_own_patterns_hold_from_the_root(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project / "own" / "milepost" / "milepost.toml", 'plans = ["vendor/kept/*.md"]\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(project / "own"))

    assert names(project) == ["b.md", "a.md"]
