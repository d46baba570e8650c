from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.workspace.assets import find_data, sample_plans_dir, themes_dir

if TYPE_CHECKING:
    from pathlib import Path


def test_themes_are_found() -> None:
    assert themes_dir().is_dir()
    assert themes_dir().name == "themes"


def test_sample_plans_are_found() -> None:
    assert sample_plans_dir().is_dir()
    assert sample_plans_dir().name == "sample_plans"


@pytest.mark.parametrize(
    ("folders", "found"),
    [
        pytest.param(["src/milepost/themes"], "src/milepost/themes", id="installed"),
        pytest.param(["themes"], "themes", id="checkout"),
        pytest.param(["src/milepost/themes", "themes"], "src/milepost/themes", id="both"),
    ],
)
def test_data_lies_in_the_package_or_beside_the_source(
    tmp_path: Path, folders: list[str], found: str
) -> None:
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True)
    assert find_data("themes", tmp_path / "src" / "milepost") == tmp_path / found


def test_missing_data_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Install it again"):
        find_data("themes", tmp_path / "src" / "milepost")
