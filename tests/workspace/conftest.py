"""A plan in a file, somebody who has it open, and somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.workspace import scribe, store
from support.sessions import PLAN, Owner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from milepost.text import Source
    from milepost.workspace.store import Digest, SaveResult


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_bytes(PLAN.encode())
    return path


@pytest.fixture
def owner(path: Path) -> Iterator[Owner]:
    with Owner(path) as owner:
        yield owner


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Lets somebody act while a change of mine is on its way, right before it is saved."""

    def do(action: Callable[[], None]) -> None:
        actions = [action]

        def act_and_save(
            path: Path, source: Source, expected: Digest | None, **more: bool
        ) -> SaveResult:
            if actions:
                actions.pop()()
            return store.save(path, source, expected, **more)

        monkeypatch.setattr(scribe, "save", act_and_save)

    return do
