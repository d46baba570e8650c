"""Commands beside an open session: everything is recorded once, and to whom it belongs."""

from __future__ import annotations

import threading
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from milepost.edits.checklist import tick
from milepost.workspace.clock import SystemClock
from milepost.workspace.deeds import Deeds
from milepost.workspace.history import open_history
from milepost.workspace.intent import Intent
from milepost.workspace.mailbox import take
from milepost.workspace.state import state_dir
from milepost.workspace.versions import Author
from milepost.workspace.writing import Refusal, Wrote, write_intent
from support.clock import FakeClock
from support.histories import texts
from support.sessions import PLAN, Owner
from support.waiting import wait_for

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from milepost.document import Document
    from milepost.text import EditSet
    from milepost.workspace.versions import Version


class RealClock(FakeClock):
    """Both a session and the commands beside it must know when they did something."""

    def now(self) -> datetime:
        return SystemClock().now()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    place = tmp_path / "plan.md"
    place.write_bytes(PLAN.encode())
    return place


def command(path: Path, wording: str, *, is_person: bool = False) -> None:
    """Ticks an item as the command line does."""

    def resolve(document: Document) -> EditSet | None:
        found = [item for item in document.plan.items if item.text.startswith(wording)]
        return tick(document, found[0], SystemClock().now()) if found else None

    def make(document: Document) -> Intent | Refusal:
        return Intent.first(f"Tick {wording}", resolve, document) or Refusal("It is gone.")

    deeds = Deeds(path, SystemClock(), is_person=is_person)
    assert isinstance(write_intent(path, make, deeds), Wrote)
    assert deeds.close() == ""


def versions(path: Path) -> tuple[Version, ...]:
    """Oldest first."""
    with closing(open_history(state_dir())) as history:
        lineage = history.find_lineage(path)
        return () if lineage is None else history.versions(lineage)[::-1]


def authors(path: Path) -> list[tuple[Author, tuple[str, ...]]]:
    return [(each.author, each.intents) for each in versions(path)]


def test_a_command_beside_an_open_session_is_recorded_once(path: Path) -> None:
    with Owner(path, RealClock()) as owner:
        owner.wait_until_remembered()
        command(path, "Run it", is_person=True)
        owner.wait_until(lambda: owner.item("Run it").done, "the tick is shown")
        owner.toggle("Point")
        owner.wait_until_saved()
        command(path, "Remove")
        owner.wait_until(lambda: owner.item("Remove").done, "the second tick is shown")
        assert owner.alarms == []

    assert authors(path) == [
        (Author.OUTSIDE, ()),
        (Author.MILEPOST, ("Tick Run it",)),
        (Author.PERSON, ("Tick “Point the sensors at the one file.”",)),
        (Author.MILEPOST, ("Tick Remove",)),
    ]
    sentences = [letter.sentence for letter in take(path)]
    assert sentences == ["ticked Run it", "ticked “Point the sensors at the one file.”"]


def test_what_a_command_met_is_kept_as_that_of_others(path: Path) -> None:
    theirs = PLAN.replace("seven", "eight")
    wrote = threading.Event()

    def make(document: Document) -> Intent | Refusal:
        made = Intent.first("Tick", lambda now: tick(now, now.plan.items[2], at), document)
        if not wrote.is_set():
            path.write_bytes(theirs.encode())
            wrote.set()
        return made or Refusal("It is gone.")

    at = SystemClock().now()
    deeds = Deeds(path, SystemClock(), is_person=False)
    write_intent(path, make, deeds)
    deeds.close()

    assert authors(path) == [
        (Author.OUTSIDE, ()),
        (Author.OUTSIDE, ()),
        (Author.MILEPOST, ("Tick",)),
    ]
    with closing(open_history(state_dir())) as history:
        found = texts(history, history.lineage(path))
    assert found == [path.read_bytes().decode(), theirs, PLAN]


def test_the_history_ends_with_the_file_however_they_meet(path: Path) -> None:
    steps = [f"Step {number:02} of many." for number in range(24)]
    text = "# T\n\n## Progress\n\n" + "".join(f"- [ ] {step}\n" for step in steps)
    path.write_bytes(text.encode())
    mine, theirs = steps[::2], steps[1::2]

    with Owner(path, RealClock()) as owner:
        owner.wait_until_remembered()
        crowd = [threading.Thread(target=command, args=(path, step)) for step in theirs]
        for each, step in zip(crowd, mine, strict=True):
            each.start()
            owner.listen()
            owner.toggle(step)
        for each in crowd:
            each.join()
        owner.wait_until_saved()
        wait_for(lambda: path.read_bytes().decode().count("- [x]") == len(steps), "all ticks")

    found = versions(path)
    with closing(open_history(state_dir())) as history:
        newest = history.text(found[-1])
    assert newest is not None
    assert newest.encode() == path.read_bytes()
    assert all(one.digest != next_.digest for one, next_ in pairwise(found))
    assert len({each.digest for each in found}) == len(found)
    labels = [(each.author, label) for each in found for label in each.intents]
    assert sorted(label for author, label in labels if author is Author.MILEPOST) == [
        f"Tick {step}" for step in theirs
    ]
    # A tick that a command meets in the very moment of its writing may come from either.
    assert {label for author, label in labels if author is Author.PERSON} <= {
        f"Tick “{step}”" for step in mine
    }
