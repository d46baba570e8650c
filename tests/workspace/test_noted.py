"""What a plan held when its last revision note was written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.text import Source
from milepost.workspace.history import open_history
from milepost.workspace.noted import find_noted
from milepost.workspace.state import state_dir
from milepost.workspace.versions import Author

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
ONE = "\nRevision note (2026-03-01): one, because of it.\n"
TWO = "\nRevision note (2026-03-02): two, because of it.\n"


def text_of(body: str, notes: str = "") -> str:
    return f"# T\n\n## Progress\n\n- [ ] {body}\n{notes}"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def keep(path: Path, texts: list[str]) -> None:
    history = open_history(state_dir())
    lineage = history.lineage(path)
    for number, text in enumerate(texts):
        at = NOON + timedelta(minutes=number)
        history.record(lineage, Source.decode(text.encode()), Author.OUTSIDE, (), at)
    history.close()


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ([text_of("a"), text_of("b"), text_of("c")], text_of("a")),
        ([text_of("a"), text_of("b", ONE), text_of("c", ONE)], text_of("b", ONE)),
        (
            [text_of("a", ONE), text_of("b", ONE + TWO), text_of("c", ONE + TWO)],
            text_of("b", ONE + TWO),
        ),
    ],
    ids=["no note", "one note", "two notes"],
)
def test_the_oldest_text_with_the_last_note(tmp_path: Path, kept: list[str], found: str) -> None:
    path = tmp_path / "plan.md"
    keep(path, kept)

    noted = find_noted(path, Document.parse(kept[-1]))

    assert noted is not None
    assert noted.text == found


def test_without_a_history_there_is_none(tmp_path: Path) -> None:
    assert find_noted(tmp_path / "plan.md", Document.parse(text_of("a"))) is None
    assert not state_dir().exists()


def test_a_plan_never_seen_has_none(tmp_path: Path) -> None:
    keep(tmp_path / "other.md", ["# Quite another\n"])

    assert find_noted(tmp_path / "plan.md", Document.parse(text_of("a"))) is None


def test_a_note_that_no_text_has_gives_none(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    keep(path, [text_of("a")])

    assert find_noted(path, Document.parse(text_of("a", ONE))) is None
