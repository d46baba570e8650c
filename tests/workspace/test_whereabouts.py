"""Where a plan went that is no longer at its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.text import Source
from milepost.workspace.whereabouts import find_moved

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "# Plan\n\n## Progress\n\n- [x] One.\n- [x] Two.\n\n## Decision Log\n\nNone.\n"
FINISHED = TEXT.replace("None.", "It is finished.")
OTHER = "# Another\n\n## Progress\n\n- [ ] Three.\n"


@pytest.mark.parametrize(
    ("old", "files", "new"),
    [
        ("plans/a.md", {"plans/b.md": TEXT}, "plans/b.md"),
        ("plans/a.md", {"plans/b.MD": TEXT}, "plans/b.MD"),
        ("plans/a.md", {"plans/b.md": FINISHED}, None),
        ("plans/a.md", {"plans/b.md": TEXT, "plans/c.md": TEXT}, None),
        ("plans/a.md", {"plans/.b.md": TEXT, "plans/a.md~": TEXT, "plans/a.txt": TEXT}, None),
        ("plans/a.md", {"plans/completed/a.md": TEXT}, "plans/completed/a.md"),
        ("plans/a.md", {"plans/completed/a.md": FINISHED}, "plans/completed/a.md"),
        ("plans/a.md", {"plans/completed/a.md": OTHER}, None),
        ("plans/a.md", {"plans/completed/b.md": TEXT}, None),
        ("plans/active/a.md", {"plans/Done/a.md": TEXT}, "plans/Done/a.md"),
        ("plans/done/a.md", {"plans/a.md": TEXT}, "plans/a.md"),
        ("plans/done/a.md", {"plans/active/a.md": FINISHED}, "plans/active/a.md"),
        ("plans/done/a.md", {"plans/completed/a.md": OTHER}, None),
        ("gone/a.md", {}, None),
    ],
)
def test_plan_is_known_by_its_text_and_by_its_name_on_a_shelf(
    tmp_path: Path, old: str, files: dict[str, str], new: str | None
) -> None:
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    found = find_moved(tmp_path / old, Source(TEXT))

    assert found == (None if new is None else tmp_path / new)
