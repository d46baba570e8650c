"""What the journeys start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The module's own `PLAN` as a file, in a folder that has the journey's home beside it."""
    path = tmp_path / "work" / "PLAN.md"
    path.parent.mkdir()
    path.write_bytes(request.module.PLAN.encode())
    return path
