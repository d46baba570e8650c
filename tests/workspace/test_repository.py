"""The files around a plan, asked of a real disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from milepost.workspace.repository import MAX_READ, DiskRepository, find_repository

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.repository import Repository


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with a plan, beside a folder that is none of its business."""
    root = tmp_path / "herbaria"
    (root / ".git").mkdir(parents=True)
    (root / "docs" / "plans").mkdir(parents=True)
    (root / "docs" / "plans" / "import.md").write_text("# Import\n", encoding="utf-8")
    (root / "docs" / "guide.md").write_bytes(b"\xef\xbb\xbf# Guide\r\n")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("# Secret\n", encoding="utf-8")
    return root


def repository_of(root: Path) -> Repository:
    found = find_repository(root / "docs" / "plans" / "import.md")
    assert found is not None
    return found


def test_root_is_the_nearest_folder_with_git(checkout: Path) -> None:
    found = repository_of(checkout)

    assert (found.root, found.folder) == (checkout.as_posix(), "docs/plans")


def test_git_may_be_a_file(checkout: Path) -> None:
    (checkout / "docs" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")

    found = repository_of(checkout)

    assert (found.root, found.folder) == ((checkout / "docs").as_posix(), "plans")


def test_plan_in_the_root_has_an_empty_folder(checkout: Path) -> None:
    found = find_repository(checkout / "plan.md")

    assert found is not None
    assert found.folder == ""


def test_configuration_names_the_root(checkout: Path) -> None:
    found = find_repository(checkout / "docs" / "plans" / "import.md", checkout / "docs")

    assert found is not None
    assert (found.root, found.folder) == ((checkout / "docs").as_posix(), "plans")


def test_plan_beside_the_configured_root_has_no_repository(checkout: Path) -> None:
    assert find_repository(checkout.parent / "outside" / "plan.md", checkout) is None


def test_path_may_go_up_and_down(checkout: Path) -> None:
    found = find_repository(checkout / "docs" / "plans" / ".." / "guide.md")

    assert found is not None
    assert found.folder == "docs"


def test_linked_plan_belongs_where_it_really_is(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = checkout.parent / "current.md"
    link.symlink_to(checkout / "docs" / "plans" / "import.md")
    # Whatever lies above the temporary folder is no concern of this test.
    monkeypatch.chdir(checkout.parent)

    found = find_repository(link)

    assert found is not None
    assert found.folder == "docs/plans"


def test_no_git_above_means_no_repository(tmp_path: Path) -> None:
    assert find_repository(tmp_path / "plan.md") is None


@pytest.mark.parametrize("name", ["a\0b.md", "loop/plan.md"])
def test_path_that_leads_nowhere_has_no_repository(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    assert find_repository(tmp_path / name) is None


@pytest.mark.parametrize(
    ("path", "is_file", "is_folder"),
    [
        ("docs/guide.md", True, False),
        ("docs", False, True),
        ("docs/", False, True),
        ("docs/./plans/../guide.md", True, False),
        ("", False, True),
        ("docs/missing.md", False, False),
        ("docs/guide.md/deeper", False, False),
        ("../outside/secret.md", False, False),
        ("/etc/hostname", False, False),
        ("a\0b", False, False),
        ("x" * 5000, False, False),
    ],
)
def test_what_is_there(checkout: Path, path: str, *, is_file: bool, is_folder: bool) -> None:
    found = repository_of(checkout)

    assert (found.is_file(path), found.is_folder(path)) == (is_file, is_folder)


def test_text_comes_without_byte_order_mark(checkout: Path) -> None:
    assert repository_of(checkout).read("docs/guide.md") == "# Guide\r\n"


def test_every_question_is_asked_anew(checkout: Path) -> None:
    found = repository_of(checkout)
    (checkout / "docs" / "guide.md").write_text("# Other\n", encoding="utf-8")
    assert found.read("docs/guide.md") == "# Other\n"

    (checkout / "docs" / "guide.md").unlink()

    assert not found.is_file("docs/guide.md")
    assert found.read("docs/guide.md") is None


@pytest.mark.parametrize("target", ["../../outside", "/etc"])
def test_link_out_of_the_root_is_not_followed(checkout: Path, target: str) -> None:
    (checkout / "docs" / "away").symlink_to(target)
    found = repository_of(checkout)

    assert not found.is_folder("docs/away")
    assert not found.is_file("docs/away/secret.md")
    assert found.read("docs/away/secret.md") is None


def test_link_within_the_root_is_followed(checkout: Path) -> None:
    (checkout / "guide.md").symlink_to("docs/guide.md")

    assert repository_of(checkout).read("guide.md") == "# Guide\r\n"


def test_root_reached_through_a_link_is_a_root(checkout: Path) -> None:
    link = checkout.parent / "link"
    link.symlink_to(checkout)

    found = find_repository(link / "docs" / "plans" / "import.md")

    assert found is not None
    assert found.root == link.as_posix()
    assert found.is_file("docs/guide.md")


def test_links_in_a_circle_are_absent(checkout: Path) -> None:
    (checkout / "round").symlink_to("round")
    found = repository_of(checkout)

    assert not found.is_file("round")
    assert found.read("round") is None


def test_what_is_no_text_is_not_read(checkout: Path) -> None:
    (checkout / "image.png").write_bytes(b"\x89PNG\xff")

    assert repository_of(checkout).read("image.png") is None


@pytest.mark.parametrize(("size", "is_read"), [(MAX_READ, True), (MAX_READ + 1, False)])
def test_size_of_what_is_read_is_bounded(checkout: Path, size: int, *, is_read: bool) -> None:
    (checkout / "big.md").write_bytes(b"a" * size)

    assert (repository_of(checkout).read("big.md") is not None) is is_read


def test_pipe_does_not_hold_the_reader(checkout: Path) -> None:
    os.mkfifo(checkout / "pipe.md")

    assert repository_of(checkout).read("pipe.md") is None


def test_nothing_is_read_of_a_path_that_leaves_the_root(checkout: Path) -> None:
    assert isinstance(repository_of(checkout), DiskRepository)
    assert repository_of(checkout).read("../outside/secret.md") is None
