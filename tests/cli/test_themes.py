"""`milepost themes`: what there is, where it comes from, and how it looks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from milepost.workspace.assets import themes_dir

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Run


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "milepost" / "themes"
    folder.mkdir(parents=True)
    text = (themes_dir() / "timetable.toml").read_text(encoding="utf-8")
    text = (
        text.replace("timetable", "dawn").replace("Timetable", "Dawn").replace("#6a6456", "#b0a890")
    )
    (folder / "dawn.toml").write_text(text, encoding="utf-8")
    (folder / "broken.toml").write_text("[colours]\n", encoding="utf-8")
    return folder


def test_themes_are_listed_with_their_origin(run: Run, own: Path) -> None:
    answer = run("themes")

    assert answer.code == 0
    lines = answer.out.split("\n")
    assert "night-express  Night express  dark, comes with Milepost" in lines
    assert any(line.startswith("dawn  Dawn  light, ") and "dawn.toml" in line for line in lines)
    assert "  hard to read: quiet on ground, contrast 2.1" in lines
    assert "broken.toml: the colour `ground` is missing." in answer.err
    assert "\x1b" not in answer.out


def test_colours_are_shown_where_they_can_be(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = run("themes").out

    assert "\x1b[48;2;16;20;31m \x1b[38;2;232;226;212mPlan text, " in out
    assert out.count("what is next") == 5


def test_themes_for_programs(run: Run, own: Path) -> None:
    answer = run("themes", "--json")
    data = json.loads(answer.out)

    assert [theme["name"] for theme in data["themes"]] == [
        "night-express",
        "signal",
        "timetable",
        "viridian",
        "dawn",
    ]
    dawn = data["themes"][-1]
    assert (dawn["own"], dawn["dark"], dawn["path"]) == (True, False, str(own / "dawn.toml"))
    assert dawn["hard_to_read"][0] == {"colour": "quiet", "ground": "ground", "contrast": 2.1}
    assert len(data["mistakes"]) == 1


def test_themes_take_no_arguments(run: Run) -> None:
    answer = run("themes", "signal")

    assert (answer.code, answer.out) == (2, "")
    assert "takes no arguments" in answer.err


def test_themes_have_a_page(run: Run) -> None:
    assert run("themes", "--help").out.startswith("Usage: milepost themes [--json]")
