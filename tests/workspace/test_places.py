from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from milepost.workspace.places import Ground, fold_name, read_signature

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "place" / "plan.md"
    path.parent.mkdir()
    path.write_text("first")
    return path


class TestPlaces:
    def test_the_ground_of_a_link_is_its_directory_and_its_targets(self, plan: Path) -> None:
        middle = plan.parent.parent / "middle.md"
        middle.symlink_to("place/plan.md")
        link = plan.parent / "link.md"
        link.symlink_to("../middle.md")
        ground = Ground.find(link)
        assert ground.names == {"link.md", "middle.md", "plan.md"}
        assert len(ground.directories) == 3
        assert ground.lack == ""

    def test_a_loop_of_links_has_an_end(self, plan: Path) -> None:
        link = plan.with_name("link.md")
        link.symlink_to("link.md")
        assert Ground.find(link).names == {"link.md"}

    def test_a_signature_tells_content_from_attributes(self, plan: Path) -> None:
        before = read_signature(plan)
        plan.chmod(0o600)
        after = read_signature(plan)
        assert before.content == after.content
        assert before.attributes != after.attributes
        plan.write_text("longer than before")
        assert read_signature(plan).content != after.content

    def test_a_missing_file_has_a_signature(self, plan: Path) -> None:
        plan.unlink()
        assert read_signature(plan) == ((errno.ENOENT,), ())

    def test_names_are_compared_without_composition(self) -> None:
        assert fold_name("pla\u0301n.md") == fold_name("pl\u00e1n.md")

    def test_a_file_in_its_place_is_no_directory(self, plan: Path) -> None:
        ground = Ground.find(plan / "plan.md")
        assert ground.directories == ()
        assert ground.lack == f"The directory {plan} is not there; it is looked for."
