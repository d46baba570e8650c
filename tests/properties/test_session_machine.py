"""A person and an agent at one file, step by step: no wish of the person's is silently lost.

Every item and every line of the person's has a last wish. After each step, when all is quiet, the
file holds it, or the person was told: by a conflict, an alarm, or a sentence that names it.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from milepost.workspace.session import Alarm, Collided, Told
from support.agents import by_rename, in_place
from support.sessions import Owner

ITEMS = ("anvil", "bellows", "crucible", "damper")
LINES = ("east", "north", "south", "west")
PLAN = "\n".join(
    [
        "# Fire the kiln",
        "",
        "## Progress",
        "",
        *(f"- [ ] Inspect the {name} and write down what is worn." for name in ITEMS),
        "",
        "## Plan of Work",
        "",
        *(f"Door {name}: mine 0; theirs 0.\n" for name in LINES),
        "",
    ]
)
_ITEM, _LINE = st.sampled_from(ITEMS), st.sampled_from(LINES)
_WRITER = st.sampled_from([by_rename, in_place])


class SessionMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "plan.md"
        self.path.write_bytes(PLAN.encode())
        self.owner = Owner(self.path, keeps_history=False)
        self.owner.session.start()
        self.versions = [PLAN]
        self.numbers = 0
        self.wishes: dict[str, str] = {}
        self.told_since: dict[str, int] = {}

    def teardown(self) -> None:
        self.owner.session.close()
        self.folder.cleanup()

    @rule(name=_ITEM)
    def toggle(self, name: str) -> None:
        items = [item for item in self.owner.shown.plan.items if name in item.text]
        for item in items[:1]:
            self._wish(name, "open" if item.done else "done")
            self.owner.events += self.owner.session.toggle(item, self.owner.shown)

    @rule(name=_LINE)
    def word_a_line_anew(self, name: str) -> None:
        found = re.search(rf"Door {name}: mine (\d+);", self.owner.text)
        if found:
            self.numbers += 1
            self._wish(name, str(self.numbers))
            self.owner.replace(found[0], f"Door {name}: mine {self.numbers};")

    @rule()
    def undo(self) -> None:
        before = self.owner.text
        self.owner.undo()
        for name in (*ITEMS, *LINES):
            shown = self._state(self.owner.text, name)
            if shown is not None and shown != self._state(before, name):
                self._wish(name, shown)

    @rule(name=_LINE, write=_WRITER)
    def they_change_their_words(self, name: str, write: object) -> None:
        self.numbers += 1
        text = re.sub(rf"(Door {name}: mine \d+; theirs) \d+", rf"\1 {self.numbers}", self._disk())
        self._write(write, text)

    @rule(name=_LINE)
    def they_change_my_words(self, name: str) -> None:
        """Knowingly: what they write then is what holds."""
        text = re.sub(rf"Door {name}: mine \d+", f"Door {name}: mine 99", self._disk())
        self.wishes.pop(name, None)
        self._write(by_rename, text)

    @rule(write=_WRITER)
    def they_add_an_item(self, write: object) -> None:
        self.numbers += 1
        added = f"- [ ] Order part {self.numbers}.\n\n## Plan of Work"
        self._write(write, self._disk().replace("\n## Plan of Work", added, 1))

    @rule(back=st.integers(1, 4), write=_WRITER)
    def they_write_from_memory(self, back: int, write: object) -> None:
        self._write(write, self.versions[-min(back, len(self.versions))])

    @rule(name=_ITEM)
    def they_remove_an_item(self, name: str) -> None:
        lines = [line for line in self._disk().split("\n") if name not in line]
        self.wishes.pop(name, None)
        self._write(by_rename, "\n".join(lines))

    @rule()
    def they_delete_it_and_create_it_again(self) -> None:
        text = self._disk()
        self.path.unlink()
        self._write(in_place, text)

    @rule()
    def all_is_quiet(self) -> None:
        session = self.owner.session
        self.owner.wait_until(
            lambda: session.saved and session.document.text == self._disk_or_none(),
            "all is written and shown",
        )
        self.versions.append(self._disk())
        # Alarms come behind what they are about.
        self.owner.wait_until(lambda: not session._keeper._news, "all was looked at")
        self.owner.listen()
        self._check()

    @invariant()
    def what_is_shown_is_a_plan(self) -> None:
        assert self.owner.text.startswith("# Fire the kiln")

    def _check(self) -> None:
        text = self._disk()
        for name, wish in self.wishes.items():
            if self._state(text, name) == wish:
                continue
            said = self.owner.events[self.told_since[name] :]
            words = [event for event in said if isinstance(event, Told)]
            assert any(self._names(event, name) for event in words), (name, wish, text, words)

    @staticmethod
    def _names(event: Told, name: str) -> bool:
        if isinstance(event, Collided):
            hunks = event.conflict.hunks if event.conflict else ()
            return any(name in hunk.mine for hunk in hunks)
        counted = isinstance(event, Alarm) and " more " in event.sentence
        return name in event.sentence or counted

    @staticmethod
    def _state(text: str, name: str) -> str | None:
        item = re.search(rf"- \[([ x])\].*the {name} ", text)
        if item:
            return "done" if item[1] == "x" else "open"
        line = re.search(rf"Door {name}: mine (\d+);", text)
        return line[1] if line else None

    def _wish(self, name: str, wish: str) -> None:
        self.wishes[name] = wish
        self.told_since[name] = len(self.owner.events)

    def _write(self, write: object, text: str) -> None:
        assert callable(write)
        write(self.path, text.encode())
        self.owner.listen()

    def _disk(self) -> str:
        return self._disk_or_none() or self.versions[-1]

    def _disk_or_none(self) -> str | None:
        try:
            return self.path.read_bytes().decode()
        except FileNotFoundError:
            return None


TestSession = pytest.mark.skipif(
    not os.environ.get("MILEPOST_TORTURE"),
    reason="real files and threads take minutes of real time: `make torture` runs it",
)(SessionMachine.TestCase)
TestSession.settings = settings(
    deadline=None,
    max_examples=200,
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow],
)
