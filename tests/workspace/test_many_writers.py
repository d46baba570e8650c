"""An open session, and many processes at once that tick items of the same plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support.agents import WRITERS
from support.corpus import THOROUGH
from support.sessions import Owner
from support.verbs import Crowd
from support.waiting import wait_for

if TYPE_CHECKING:
    from pathlib import Path

CROWD = 100 if THOROUGH else 40
PERSON = 6
HEAD = "# Many hands\n\n## Progress\n\n"
TAIL = "\n## Plan of Work\n\nThe last line of the plan.\n"
ITEMS = [f"Step {number:03} of the work." for number in range(1, CROWD + PERSON + 1)]


def text_of(items: list[str]) -> str:
    return HEAD + "".join(f"- [ ] {item}\n" for item in items) + TAIL


def states_in(text: str) -> dict[str, str]:
    return {item: mark for mark, item in re.findall(r"- \[(.)\] (?:\([^)]*\) )?(Step.*)", text)}


@pytest.mark.parametrize("linked", [False, True], ids=["replaced", "in place"])
def test_nothing_is_lost_between_a_session_and_many_verbs(path: Path, *, linked: bool) -> None:
    path.write_text(text_of(ITEMS))
    if linked:  # Then no copy can take its place.
        path.with_name("other.md").hardlink_to(path)
    commands = [["tick", path.name, item] for item in ITEMS[:CROWD]]
    with Owner(path) as owner:
        crowd = Crowd(commands, path.parent)
        for item in ITEMS[CROWD:]:
            owner.toggle(item)
        codes, out, told = crowd.finish()
        owner.wait_until_saved()

        assert (codes, told) == ([0] * CROWD, "")
        assert out.count("Ticked “Step") == CROWD
        assert set(states_in(owner.disk).values()) == {"x"}
        assert list(states_in(owner.disk)) == ITEMS
        owner.wait_until_shown(owner.disk)
        # So many writers at once may keep the history to themselves; the plan is what counts.
        assert [each for each in owner.told if not each.startswith("No history is kept")] == []
        assert owner.disk.startswith(HEAD)
        assert owner.disk.endswith(TAIL)


@pytest.mark.parametrize("style", WRITERS)
def test_an_agent_that_writes_while_verbs_tick_loses_nothing(path: Path, style: str) -> None:
    path.write_text(text_of(ITEMS[:20]))
    theirs = text_of(ITEMS[:20]) + "An agent's last words.\n"
    crowd = Crowd([["tick", path.name, item] for item in ITEMS[:20]], path.parent)

    wait_for(lambda: "[x]" in path.read_text(), "the first tick")
    WRITERS[style](path, theirs.encode())

    codes, _, told = crowd.finish()
    text = path.read_text()
    assert text.endswith("An agent's last words.\n")
    assert list(states_in(text)) == ITEMS[:20]
    assert codes == [0] * 20, told
