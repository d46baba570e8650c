from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.workspace import pace
from milepost.workspace import scribe as module
from milepost.workspace.intent import Intent, replacing, ticking, unticking
from milepost.workspace.keeper import Broken, FileKeeper, Held, Remarked
from milepost.workspace.opening import open_plan
from milepost.workspace.scribe import Absent, DiskText, NotWritten, Written
from milepost.workspace.store import PathState, Refused, Saved, Stale, load, save
from milepost.workspace.witness import Witness
from support.agents import by_rename, in_place
from support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from milepost.text import Source
    from milepost.workspace.keeper import Report
    from milepost.workspace.store import Digest, LoadResult, SaveResult

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
STAMP = "(2026-03-04 09:30Z)"
TEXT = "## Progress\n\n- [ ] one\n- [ ] two\n- [ ] three\n"


class Desk:
    """A keeper, what it reports, and the intents that are handed in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notified = 0
        self.heard: list[Report] = []
        self.keeper = FileKeeper(path, open_plan(path), self._notify)
        self.shown = self.keeper.document
        self.number = 0

    def _notify(self) -> None:
        self.notified += 1

    def tick(self, index: int) -> Intent:
        item = self.shown.plan.items[index]
        make = unticking(self.shown, item) if item.done else ticking(self.shown, item, NOW)
        edits = make(self.shown)
        assert edits is not None
        self.number += 1
        before, self.shown = self.shown, self.shown.edited(edits)
        intent = Intent(self.number, f"tick {index}", make, before, self.shown)
        self.keeper.save(intent)
        return intent

    def hear(self) -> Report:
        """The next report, waiting for it."""
        wait_for(lambda: self.keeper.reports, "the keeper reports")
        report = self.keeper.reports.popleft()
        self.heard.append(report)
        return report

    def finish(self) -> list[Report]:
        """All reports up to the end of the work that was handed in."""
        assert self.keeper.stop()
        reports = list(self.keeper.reports)
        self.keeper.reports.clear()
        return reports


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    desk = Desk(path)
    yield desk
    desk.keeper.stop()


def test_an_intent_is_written(desk: Desk) -> None:
    desk.keeper.start()
    intent = desk.tick(0)

    report = desk.hear()

    assert report == Written(intent.after, (intent,), ())
    assert desk.path.read_text() == TEXT.replace("[ ] one", f"[x] {STAMP} one")
    assert desk.keeper.document is intent.after
    assert desk.notified == 1


def test_a_disk_that_does_not_confirm_is_told_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    unconfirmed = [True, True, False, True]

    def confirm(path: Path, source: Source, expected: Digest | None, **more: bool) -> SaveResult:
        result = save(path, source, expected, **more)
        assert isinstance(result, Saved)
        return replace(result, durable=not unconfirmed.pop(0))

    monkeypatch.setattr(module, "save", confirm)
    desk.keeper.start()
    for index in (0, 1, 2, 0):
        desk.tick(index)
        while not isinstance(desk.hear(), Written):
            pass
    reports = [*desk.heard, *desk.finish()]

    assert not unconfirmed
    said = [each for each in reports if isinstance(each, Remarked)]
    assert len(said) == 2
    assert "does not confirm" in said[0].sentence


def test_what_has_gathered_is_written_once(desk: Desk) -> None:
    intents = (desk.tick(0), desk.tick(1), desk.tick(2))
    desk.keeper.start()

    (report,) = desk.finish()

    assert report == Written(intents[2].after, intents, ())
    assert desk.path.read_text() == intents[2].after.text


def test_what_comes_to_nothing_leaves_the_file_alone(desk: Desk) -> None:
    os.utime(desk.path, (1_000_000_000, 1_000_000_000))
    before = desk.path.stat()
    intents = (desk.tick(0), desk.tick(0))
    desk.keeper.start()

    (report,) = desk.finish()

    assert isinstance(report, Written)
    assert report.intents == intents
    after = desk.path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_look_at_an_unchanged_file_is_no_news(desk: Desk) -> None:
    desk.keeper.look()
    desk.keeper.look()
    desk.keeper.start()

    assert desk.finish() == []
    assert desk.notified == 0


def test_a_look_finds_what_somebody_else_wrote(desk: Desk) -> None:
    desk.keeper.start()
    by_rename(desk.path, TEXT.replace("one", "uno").encode())
    desk.keeper.look()

    report = desk.hear()

    assert isinstance(report, DiskText)
    assert report.document.text == TEXT.replace("one", "uno")
    assert report.read_only is None
    assert desk.keeper.document is report.document


def test_news_stay_until_all_is_said_of_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: list[int] = []

    def saw(*_: object) -> tuple[()]:
        waiting.append(len(desk.keeper._news))
        return ()

    monkeypatch.setattr(Witness, "saw", saw)
    desk.path.write_bytes(TEXT.replace("three", "four").encode())

    desk.keeper.look()
    desk.keeper.start()
    desk.finish()

    assert waiting == [1]
    assert not desk.keeper._news


def test_an_intent_is_carried_over_to_a_newer_text(desk: Desk) -> None:
    by_rename(desk.path, TEXT.replace("one", "uno").encode())
    intent = desk.tick(1)
    desk.keeper.start()

    found, written = desk.finish()

    assert isinstance(found, DiskText)
    assert isinstance(written, Written)
    assert (written.intents, written.lost) == ((intent,), ())
    expected = TEXT.replace("one", "uno").replace("[ ] two", f"[x] {STAMP} two")
    assert desk.path.read_text() == written.document.text == expected


def test_an_intent_that_finds_no_place_is_reported_as_lost(desk: Desk) -> None:
    by_rename(desk.path, TEXT.replace("- [ ] two\n", "").encode())
    lost, kept = desk.tick(1), desk.tick(2)
    desk.keeper.start()

    reports = desk.finish()

    written = reports[-1]
    assert isinstance(written, Written)
    assert (written.intents, written.lost) == ((lost, kept), (lost,))
    assert "- [x]" in desk.path.read_text()


def test_text_edits_are_written_like_any_intent(desk: Desk) -> None:
    intent = desk.tick(0)
    edits = intent.resolve(intent.before)
    assert edits is not None
    inverse = edits.invert(TEXT)
    resolve = replacing(intent.after.text, inverse)
    desk.keeper.save(Intent(9, "undo", resolve, intent.after, intent.after.edited(inverse)))
    desk.keeper.start()

    (report,) = desk.finish()

    assert isinstance(report, Written)
    assert desk.path.read_text() == TEXT


def leave_nothing(_: Path) -> None:
    """Deleted is deleted."""


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (leave_nothing, PathState.MISSING),
        (Path.mkdir, PathState.DIRECTORY),
        (lambda path: path.symlink_to(path), PathState.LINK_LOOP),
        (os.mkfifo, PathState.NOT_REGULAR),
    ],
)
def test_what_is_not_there_any_more_is_reported_once(
    desk: Desk, make: Callable[[Path], None], state: PathState
) -> None:
    desk.path.unlink()
    make(desk.path)
    desk.keeper.start()
    desk.keeper.look()

    report = desk.hear()
    assert isinstance(report, Absent)
    assert report.state is state
    desk.keeper.look()
    intent = desk.tick(0)
    report = desk.hear()
    assert isinstance(report, Held)
    assert report.intents == (intent,)
    assert report.reason.startswith("Nothing was written. ")
    assert report.document.text == TEXT
    (given_up,) = desk.finish()
    assert isinstance(given_up, NotWritten)
    assert given_up.intents == (intent,)


def test_one_absence_may_follow_another(desk: Desk) -> None:
    desk.keeper.start()
    desk.path.unlink()
    desk.keeper.look()
    first = desk.hear()
    desk.path.mkdir()
    desk.keeper.look()
    second = desk.hear()

    assert isinstance(first, Absent)
    assert isinstance(second, Absent)
    assert (first.state, second.state) == (PathState.MISSING, PathState.DIRECTORY)


def test_a_file_that_is_back_is_reported_even_unchanged(desk: Desk) -> None:
    desk.keeper.start()
    desk.path.unlink()
    desk.keeper.look()
    desk.hear()
    in_place(desk.path, TEXT.encode())
    desk.keeper.look()

    report = desk.hear()

    assert isinstance(report, DiskText)
    assert report.document.text == TEXT


def test_a_file_that_was_never_there_is_written_when_it_comes(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "plan.md")
    assert desk.keeper.document.text == ""
    desk.keeper.start()
    desk.path.write_text(TEXT)
    desk.keeper.look()

    report = desk.hear()
    assert isinstance(report, DiskText)
    desk.shown = report.document
    desk.tick(0)
    assert isinstance(desk.hear(), Written)
    assert desk.keeper.stop()


def test_protection_is_reported_and_respected(desk: Desk) -> None:
    desk.path.chmod(0o444)
    desk.keeper.start()
    desk.keeper.look()

    found = desk.hear()
    assert isinstance(found, DiskText)
    assert found.read_only is not None
    desk.tick(0)
    report = desk.hear()
    assert isinstance(report, NotWritten)
    assert report.reason == f"Nothing was written. {found.read_only}"
    assert desk.path.read_text() == TEXT


def test_a_refused_save_is_reported_with_its_reason(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "save", lambda *_, **__: Refused("The disk is full."))
    intent = desk.tick(0)
    desk.keeper.start()

    (report,) = desk.finish()

    assert isinstance(report, NotWritten)
    assert (report.reason, report.intents) == ("The disk is full.", (intent,))
    assert report.document.text == TEXT


def test_a_file_that_never_rests_is_given_up_with_a_word(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Digest | None] = []

    def always_late(path: Path, source: Source, expected: Digest | None, **_: bool) -> SaveResult:
        tries.append(expected)
        return Stale(load(path))

    monkeypatch.setattr(module, "save", always_late)
    monkeypatch.setattr(module, "_PATIENCE", 0.05)
    monkeypatch.setattr(module, "_LAST_PATIENCE", 0.05)
    desk.tick(0)
    desk.keeper.start()

    (report,) = desk.finish()

    assert isinstance(report, NotWritten)
    assert "is being written without pause" in report.reason
    assert len(tries) > 1


def test_a_file_that_does_not_come_to_rest_is_left_for_the_next_look(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Source | None] = []

    def unsettled(path: Path, previous: Source | None) -> LoadResult | None:
        seen.append(previous)
        return None

    monkeypatch.setattr(module, "read_stable", unsettled)
    desk.keeper.look()
    desk.keeper.start()

    assert desk.finish() == []
    assert seen == [Document.parse(TEXT).source]
    assert desk.keeper.document.text == TEXT


def test_an_empty_file_has_no_previous_text(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Source | None] = []

    def note(_: Path, previous: Source | None) -> LoadResult | None:
        seen.append(previous)
        return None

    path.write_bytes(b"")
    monkeypatch.setattr(module, "read_stable", note)
    desk = Desk(path)
    desk.keeper.look()
    desk.keeper.start()
    desk.finish()

    assert seen == [None]


def test_a_mistake_ends_the_work_and_is_reported(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mistake = ZeroDivisionError("a mistake")

    def fail(*_: object, **__: object) -> SaveResult:
        raise mistake

    monkeypatch.setattr(module, "save", fail)
    desk.keeper.start()
    desk.tick(0)

    assert desk.hear() == Broken(mistake)
    assert desk.keeper.stop()


def test_stopping_before_the_start_leaves_the_jobs(desk: Desk) -> None:
    desk.tick(0)

    assert desk.keeper.stop()
    assert desk.path.read_text() == TEXT


def test_stopping_does_not_wait_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hang, go_on = threading.Event(), threading.Event()

    def hanging(*_: object, **__: object) -> SaveResult:
        hang.set()
        go_on.wait(30)
        return Refused("too late")

    monkeypatch.setattr(module, "save", hanging)
    desk.keeper.start()
    desk.tick(0)
    assert hang.wait(30)

    assert not desk.keeper.stop(timeout=0.01)
    go_on.set()
    assert desk.keeper.stop()


class Writes:
    """Counts what is saved, and when."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moments: list[float] = []
        monkeypatch.setattr(module, "save", self.save)

    def save(self, path: Path, source: Source, expected: Digest | None, **more: bool) -> SaveResult:
        self.moments.append(time.monotonic())
        return save(path, source, expected, **more)


def test_a_lone_change_is_written_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    # If it were held, to be joined or for the file to be at rest, nobody would see it written.
    monkeypatch.setattr(pace, "JOINING", 600.0)
    monkeypatch.setattr(pace, "QUIET", 600.0)
    monkeypatch.setattr(pace, "LONGEST_HOLD", 600.0)
    desk.keeper.start()
    desk.tick(0)

    assert isinstance(desk.hear(), Written)


def test_changes_in_quick_succession_are_written_together(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = Writes(monkeypatch)
    desk.keeper.start()
    first = desk.tick(0)
    report = desk.hear()
    assert isinstance(report, Written)
    assert report.intents == (first,)
    rest = (desk.tick(1), desk.tick(2), desk.tick(0))
    report = desk.hear()

    assert isinstance(report, Written)
    assert report.intents == rest
    assert len(writes.moments) == 2
    assert writes.moments[1] - writes.moments[0] >= 0.25
    assert desk.path.read_text() == desk.shown.text


def test_stopping_does_not_wait_for_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "JOINING", 600.0)
    desk.keeper.start()
    desk.tick(0)
    desk.hear()
    desk.tick(1)
    (report,) = desk.finish()

    assert isinstance(report, Written)


def test_a_change_waits_until_somebody_else_has_paused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = Writes(monkeypatch)
    desk.keeper.start()
    theirs = TEXT.replace("one", "uno")
    by_rename(desk.path, theirs.encode())
    desk.keeper.look()
    assert isinstance(desk.hear(), DiskText)
    seen = time.monotonic()
    desk.tick(1)
    # In the meantime they go on.
    by_rename(desk.path, theirs.replace("three", "tre").encode())
    desk.keeper.look()
    assert isinstance(desk.hear(), DiskText)
    assert isinstance(desk.hear(), Written)

    assert writes.moments[0] - seen >= 0.05
    expected = theirs.replace("three", "tre").replace("[ ] two", f"[x] {STAMP} two")
    assert desk.path.read_text() == expected


def test_a_change_does_not_wait_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    writes = Writes(monkeypatch)
    stop = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not stop.wait(0.03):
            number += 1
            by_rename(desk.path, f"{TEXT}Version {number}.\n".encode())
            desk.keeper.look()

    desk.keeper.start()
    agent = threading.Thread(target=keep_writing)
    agent.start()
    wait_for(lambda: desk.keeper.reports, "their first version")
    asked = time.monotonic()
    desk.tick(0)
    wait_for(lambda: writes.moments, "the write")
    stop.set()
    agent.join()

    # They go on until it is written: what waits for them to pause would not be.
    assert writes.moments[0] - asked > 0.5


def test_what_cannot_be_written_for_now_is_held_and_said_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    restless = threading.Event()
    restless.set()

    def late_at_first(
        path: Path, source: Source, expected: Digest | None, **more: bool
    ) -> SaveResult:
        return Stale(load(path)) if restless.is_set() else save(path, source, expected, **more)

    monkeypatch.setattr(module, "save", late_at_first)
    monkeypatch.setattr(module, "_PATIENCE", 0.03)
    desk.keeper.start()
    first = desk.tick(0)
    held = desk.hear()
    assert isinstance(held, Held)
    assert held.intents == (first,)
    second = desk.tick(1)
    wait_for(lambda: not desk.keeper._jobs.qsize(), "the second one is taken")
    restless.clear()

    written = desk.hear()

    assert isinstance(written, Written)
    assert [intent.number for intent in written.landed] == [first.number, second.number]
    assert desk.path.read_text() == second.after.text
    assert desk.finish() == []
