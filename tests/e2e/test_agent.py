"""A script that plays an agent works from `init` to `finish` while the editor is open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from milepost.__main__ import main
from support.journey import Journey

pytestmark = pytest.mark.e2e

SCRIPT = Path(__file__).with_name("agent.sh")
PROSE = f'''#!{sys.executable}
import re, sys
from pathlib import Path

LISTING = """

    $ python src/list.py
    2026-02-02 second
    2026-02-01 first"""
SECTIONS = {{
    "Surprises & Discoveries": "None yet.",
    "Decision Log": "None yet.",
    "Outcomes & Retrospective": "None yet.",
    "Context and Orientation": "The function `show_list()` in `src/list.py` prints one entry a "
    "line, in the order of the file `entries.txt`. Nothing else reads that file.",
    "Plan of Work": "In `src/list.py`, add a function `by_date()` that reads the date of an "
    "entry, and let `show_list()` sort by it before it prints.",
    "Concrete Steps": "In the root of the repository, run:" + LISTING,
    "Validation and Acceptance": "Run the program and see the newest entry on the first line:"
    + LISTING
    + """

Before the change, `first` stands on the first line. When a date cannot be read, the program says
on which line it is, and ends with 1.""",
    "Idempotence and Recovery": "The program only reads, so each step can be repeated. `git "
    "checkout src/list.py` takes the change back.",
    "Artifacts and Notes": "None.",
    "Interfaces and Dependencies": "Only `datetime` of Python's own library is used. At the end "
    "`src/list.py` holds `by_date(entry: str) -> datetime`.",
}}
path = Path(sys.argv[1])
text = path.read_text(encoding="utf-8")
for title, body in SECTIONS.items():
    form = rf"(?ms)^(## {{re.escape(title)}}\\n\\n).*?(?=\\n## |\\Z)"
    text = re.sub(form, lambda found: found[1] + body + "\\n", text)
path.write_text(text, encoding="utf-8")
'''


@pytest.fixture
def path_of_agent(tmp_path: Path) -> str:
    """A PATH on which `milepost` is this one, and `prose` fills the sections that tell."""
    programs = tmp_path / "programs"
    programs.mkdir()
    launcher = f'#!/bin/sh\nexec "{sys.executable}" -m milepost "$@"\n'
    for name, text in (("milepost", launcher), ("prose", PROSE)):
        program = programs / name
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
    return f"{programs}{os.pathsep}{os.environ['PATH']}"


def test_plan_is_carried_from_init_to_finish_beside_the_editor(
    tmp_path: Path,
    path_of_agent: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = tmp_path / "work" / "PLAN.md"
    plan.parent.mkdir()
    # The same locks as the editor's.
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home" / "state"))
    monkeypatch.setenv("PATH", path_of_agent)

    with Journey(plan) as editor:
        agent = subprocess.Popen(
            ["sh", str(SCRIPT), plan.name, "prose"],
            cwd=plan.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        editor.wait_until(lambda: agent.poll() is not None, "the agent to end", timeout=120)
        told = agent.communicate()[0]
        assert agent.returncode == 0, told
        editor.wait_for_figure(6, 6)
        editor.press("q")
        assert editor.wait_for_exit() == 0

    assert main(["check", "--strict", "--isolated", str(plan)]) == 0
    assert capsys.readouterr().err == "No findings in 1 plan.\n"
    assert [file.name for file in plan.parent.iterdir()] == ["PLAN.md"]
