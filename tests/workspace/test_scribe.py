"""What others write into a file that a save has displaced."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from milepost.workspace import scribe as module
from milepost.workspace.descriptors import Displaced
from milepost.workspace.intent import Intent, ticking
from milepost.workspace.opening import open_plan
from milepost.workspace.scribe import DiskText, NotWritten, Scribe, Written
from milepost.workspace.store import Refused, save
from support.agents import by_rename
from support.faults import error
from support.sessions import PLAN, STAMP, ticked

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.text import Source
    from milepost.workspace.digest import Digest
    from milepost.workspace.scribe import Finding
    from milepost.workspace.store import SaveResult

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
MORE = "The agent's last line.\n"


class Desk:
    """A scribe that has ticked an item while somebody else had the file open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[Finding] = []
        self.late = path.open("r+")
        opening = open_plan(path)
        self.scribe = Scribe(path, opening, self.found.append)
        document = opening.document
        item = next(each for each in document.plan.items if each.text.startswith("Run it"))
        intent = Intent.first("Tick", ticking(document, item, NOW), document)
        assert intent is not None
        self.scribe.write((intent,))
        assert isinstance(self.found.pop(), Written)

    def write_late(self, text: str) -> None:
        with self.late:
            self.late.write(text)
            self.late.truncate()


@pytest.fixture
def desk(path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    # Who has the file open keeps it open: there is nothing to wait for.
    monkeypatch.setattr(module, "_SPARING", 0.02)
    return Desk(path)


def test_a_writer_that_is_there_is_known(desk: Desk) -> None:
    desk.scribe.look_at_late_writers()

    assert desk.scribe.has_late_writers
    assert desk.scribe.knows_of_late_writers
    desk.late.close()
    desk.scribe.look_at_late_writers()
    assert not desk.scribe.has_late_writers


def test_what_a_writer_leaves_is_taken_over_once(desk: Desk) -> None:
    desk.write_late(PLAN + MORE)
    desk.scribe.look_at_late_writers()

    (found,) = desk.found
    assert isinstance(found, DiskText)
    assert found.document.text == desk.path.read_text() == ticked(PLAN, "Run it") + MORE
    desk.scribe.look_at_late_writers()
    assert len(desk.found) == 1


def test_a_text_that_has_no_room_for_the_difference_gets_the_tick_anew(desk: Desk) -> None:
    theirs = PLAN.replace("- [ ] Run it", "* [~] **Run it**")
    desk.write_late(theirs)
    desk.scribe.look_at_late_writers()

    expected = theirs.replace("* [~] **Run it**", f"* [x] {STAMP} **Run it**")
    assert desk.path.read_text() == expected


def test_a_third_author_does_not_make_the_second_one_lose(desk: Desk) -> None:
    third = ticked(PLAN, "Run it").replace("# ", "# Third: ", 1)
    by_rename(desk.path, third.encode())
    desk.write_late(PLAN + MORE)

    desk.scribe.look_at_late_writers()

    assert desk.path.read_text() == third + MORE


def test_a_text_that_cannot_be_taken_over_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "save", lambda *_, **__: Refused("The disk is full."))
    desk.write_late(PLAN + MORE)

    desk.scribe.look_at_late_writers()

    assert desk.found == [NotWritten(desk.scribe.document, (), "The disk is full.")]


def test_authors_without_pause_end_the_attempt(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0

    def interrupted(
        path: Path, source: Source, expected: Digest | None, **more: bool
    ) -> SaveResult:
        nonlocal count
        count += 1
        by_rename(path, (PLAN + f"Version {count}.\n").encode())
        return save(path, source, expected, **more)

    monkeypatch.setattr(module, "save", interrupted)
    desk.write_late(PLAN + MORE)
    desk.scribe.look_at_late_writers()

    assert count > 5
    assert any(
        isinstance(each, NotWritten) and "is being written without pause" in each.reason
        for each in desk.found
    )


def test_a_cut_text_is_not_taken_over(desk: Desk) -> None:
    desk.write_late(PLAN[:100])
    desk.scribe.look_at_late_writers()

    assert desk.found == []
    assert desk.path.read_text() == ticked(PLAN, "Run it")
    assert not desk.scribe.has_late_writers


def test_a_text_that_cannot_be_read_now_is_looked_at_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Displaced) -> bytes:
        raise error(errno.EIO)

    desk.write_late(PLAN + MORE)
    with monkeypatch.context() as patched:
        patched.setattr(Displaced, "read", fail)
        desk.scribe.look_at_late_writers()
    assert desk.scribe.has_late_writers
    desk.scribe.look_at_late_writers()

    assert desk.path.read_text() == ticked(PLAN, "Run it") + MORE


def test_readers_are_not_waited_for(path: Path) -> None:
    displaced = Displaced(path)
    reader = os.open(path, os.O_RDONLY)

    assert displaced.is_open_for_writing() in (False, None)
    os.close(reader)
