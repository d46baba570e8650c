"""The editor open in a terminal while a hundred processes tick items of the same plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.journey import Journey
from support.verbs import Crowd

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

CROWD = 100
HEAD = "# Paint the fence\n\n## Progress\n\n- [ ] Buy paint.\n"
STEPS = [f"Paint board {number:03}." for number in range(1, CROWD + 1)]
TAIL = "\n## Plan of Work\n\nBoard by board.\n"


def test_nothing_is_lost_and_all_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "work" / "PLAN.md"
    path.parent.mkdir()
    path.write_text(HEAD + "".join(f"- [ ] {step}\n" for step in STEPS) + TAIL)
    # The same locks as the editor's.
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home" / "state"))

    with Journey(path) as editor:
        editor.wait_for_start()
        crowd = Crowd([["tick", path.name, step] for step in STEPS], path.parent)
        editor.select("Buy paint.")
        editor.press("space")
        codes, out, told = crowd.finish()
        editor.wait_for_figure(CROWD + 1, CROWD + 1)

        assert (codes, told) == ([0] * CROWD, "")
        assert out.count("Ticked “Paint board") == CROWD
        text = path.read_text()
        assert text.count("- [x] (") == CROWD + 1
        assert [step for step in STEPS if step in text] == STEPS
        assert text.startswith("# Paint the fence\n\n## Progress\n\n- [x] (")
        assert text.endswith(TAIL)
        editor.press("q")
        assert editor.wait_for_exit() == 0
    assert sorted(file.name for file in path.parent.iterdir()) == ["PLAN.md"]
