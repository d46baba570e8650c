"""The skill as `milepost skill install` writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.workspace.skill import NAME, install, plan_install, skill_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def skill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installed skill that nobody changes."""
    folder = tmp_path_factory.mktemp("skills") / NAME
    assert install(folder, plan_install(folder, skill_files(), force=False)) is None
    return folder
