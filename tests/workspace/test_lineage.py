"""Which plan is which when they are moved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.text import Source
from milepost.workspace.history import open_history
from milepost.workspace.lineage import Candidate, choose_lineage, is_shelving
from support.histories import keep, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.workspace.history import History

TEXT = "# A plan\n"


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    history = open_history(tmp_path / "state")
    yield history
    history.close()


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def seen_at(history: History, path: Path, text: str = TEXT) -> int:
    """Opens a plan that is at a path, as an editor does; the number of its lineage."""
    write(path, text)
    lineage = history.lineage(path, Source(text))
    keep(history, lineage, text)
    return lineage.number


def test_a_path_keeps_its_lineage_whatever_is_written_there(
    history: History, tmp_path: Path
) -> None:
    first = seen_at(history, tmp_path / "plan.md")

    assert seen_at(history, tmp_path / "plan.md", "something else") == first


def test_a_link_leads_to_the_lineage_of_its_target(history: History, tmp_path: Path) -> None:
    number = seen_at(history, tmp_path / "plan.md")
    (tmp_path / "link.md").symlink_to("plan.md")

    assert history.lineage(tmp_path / "link.md").number == number


@pytest.mark.parametrize("place", ["renamed.md", "elsewhere/plan.md", "completed/plan.md"])
def test_a_move_is_followed_by_its_text(history: History, tmp_path: Path, place: str) -> None:
    number = seen_at(history, tmp_path / "plan.md", "an older version")
    seen_at(history, tmp_path / "plan.md")
    (tmp_path / "plan.md").unlink()

    assert seen_at(history, tmp_path / place) == number
    assert texts(history, history.lineage(tmp_path / place)) == [TEXT, "an older version"]
    assert seen_at(history, tmp_path / "plan.md") != number


def test_a_move_is_found_without_being_entered(history: History, tmp_path: Path) -> None:
    number = seen_at(history, tmp_path / "plan.md")
    new = (tmp_path / "plan.md").rename(tmp_path / "new.md")

    for _ in range(2):
        found = history.find_lineage(new, Source(TEXT))
        assert found is not None
        assert found.number == number
    assert history.find_lineage(new) is None
    assert history.find_lineage(tmp_path / "plan.md") is not None


def test_a_copy_is_a_plan_of_its_own(history: History, tmp_path: Path) -> None:
    number = seen_at(history, tmp_path / "plan.md")

    assert seen_at(history, tmp_path / "copy.md") != number


def test_an_empty_file_is_like_any_other(history: History, tmp_path: Path) -> None:
    number = seen_at(history, tmp_path / "plan.md", "")
    (tmp_path / "plan.md").unlink()

    assert seen_at(history, tmp_path / "other.md", "") != number


def test_a_plan_may_change_on_its_way_to_the_shelf(history: History, tmp_path: Path) -> None:
    number = seen_at(history, tmp_path / "plans" / "active" / "importer.md")
    (tmp_path / "plans" / "active" / "importer.md").unlink()

    moved = seen_at(history, tmp_path / "plans" / "completed" / "importer.md", "Status: done\n")

    assert moved == number


def test_paths_that_are_no_text_are_paths(history: History, tmp_path: Path) -> None:
    strange = Path(f"{tmp_path}/caf\udce9.md")

    assert history.lineage(strange).number == history.lineage(strange).number > 0


def test_the_known_text_counts_more_than_the_name(tmp_path: Path) -> None:
    candidates = [
        Candidate(1, tmp_path / "plan.md", has_text=False),
        Candidate(2, tmp_path / "other.md", has_text=True),
        Candidate(3, tmp_path / "x" / "plan.md", has_text=True),
    ]

    assert choose_lineage(tmp_path / "done" / "plan.md", candidates) == 3
    assert choose_lineage(tmp_path / "done" / "plan.md", candidates[:2]) == 2
    assert choose_lineage(tmp_path / "done" / "plan.md", candidates[:1]) == 1
    assert choose_lineage(tmp_path / "done" / "plan.md", []) is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("plans/a.md", "plans/completed/a.md", True),
        ("plans/completed/a.md", "plans/a.md", True),
        ("plans/active/a.md", "plans/Archive/a.md", True),
        ("plans/done/a.md", "plans/active/a.md", True),
        ("plans/a.md", "plans/completed/b.md", False),
        ("plans/a.md", "other/completed/a.md", False),
        ("plans/a.md", "plans/old/a.md", False),
        ("plans/done/a.md", "plans/completed/a.md", False),
    ],
)
def test_shelving_keeps_the_name_and_the_place(old: str, new: str, expected: bool) -> None:
    assert is_shelving(Path("/r", old), Path("/r", new)) is expected
