"""The real program lends its terminal to an editor, and remembers what was chosen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from support.journey import Journey

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

PLAN = """\
# Oil the gate

## Progress

- [x] (2031-03-01 06:10Z) Find the can
- [ ] Oil the hinge that `src/hinge.py:3` turns
- [ ] Close it
"""

EDITOR = """\
#!{python}
import sys, pathlib
pathlib.Path({log!r}).write_text("\\n".join(sys.argv[1:]), encoding="utf-8")
print("THE EDITOR IS HERE")
input()
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "work" / "PLAN.md"
    (path.parent / "src").mkdir(parents=True)
    path.write_text(PLAN, encoding="utf-8")
    (path.parent / "src" / "hinge.py").write_text("1\n2\n3\n", encoding="utf-8")
    return path


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor that writes down what it is told to open, and ends with enter."""
    path = tmp_path / "vi"
    text = EDITOR.format(python=sys.executable, log=str(tmp_path / "log"))
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name != "posix", reason="the editor of the test is a script")
def test_an_editor_has_the_terminal_and_gives_it_back(plan: Path, editor: Path) -> None:
    log = editor.with_name("log")
    with Journey(plan, env={"EDITOR": str(editor), "VISUAL": ""}) as journey:
        journey.wait_for_figure(1, 3)
        journey.select("Oil the hinge")
        journey.press("o")
        journey.wait_for_text("THE EDITOR IS HERE")
        opened = log.read_text(encoding="utf-8").split("\n")
        assert opened == ["+3", str((plan.parent / "src" / "hinge.py").resolve())]

        journey.press("enter")
        journey.wait_for_figure(1, 3)
        journey.press("space")
        journey.wait_for_figure(2, 3)
        journey.press("q")
        journey.wait_for_exit()
