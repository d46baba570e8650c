"""What the person did is taken once, whoever posts and takes at the same time."""

from __future__ import annotations

import fcntl
import os
import stat
import threading
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from milepost.workspace import shelf
from milepost.workspace.mailbox import Letter, post, take

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 1, 31, 9, 30, 15, tzinfo=UTC)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "plan.md"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_letters_are_taken_once_in_order(plan: Path, state: Path) -> None:
    assert post(plan, "ticked 'one'", AT, state)
    assert post(plan, "ticked\n'two' – 二", AT + timedelta(1), state)

    assert take(plan, state) == [
        Letter("ticked 'one'", AT),
        Letter("ticked\n'two' – 二", AT + timedelta(1)),
    ]
    assert take(plan, state) == []


def test_every_plan_has_its_own(plan: Path, state: Path) -> None:
    post(plan, "ticked 'one'", AT, state)

    assert take(plan.with_name("other.md"), state) == []
    assert len(take(plan, state)) == 1


def test_paths_to_one_plan_share_it(plan: Path, state: Path) -> None:
    plan.write_text("", encoding="utf-8")
    link = plan.with_name("link.md")
    link.symlink_to(plan)
    post(link, "ticked 'one'", AT, state)

    assert len(take(plan, state)) == 1


def test_time_is_kept_in_utc(plan: Path, state: Path) -> None:
    post(plan, "ticked 'one'", AT.astimezone(timezone(timedelta(hours=5))), state)

    (letter,) = take(plan, state)
    assert letter.at.isoformat() == AT.isoformat()


def test_it_is_kept_in_the_state_directory(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(plan.parent / "home"))
    post(plan, "ticked 'one'", AT)

    (file,) = (plan.parent / "home/milepost/mailbox").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((plan.parent / "home/milepost").stat().st_mode) == 0o700
    assert len(take(plan)) == 1
    assert list(file.parent.iterdir()) == []


def test_who_never_takes_gets_the_latest(plan: Path, state: Path) -> None:
    for number in range(400):
        post(plan, f"{number} {'x' * 200}", AT, state)

    letters = take(plan, state)
    assert letters[-1].sentence.startswith("399 ")
    numbers = [int(letter.sentence.split()[0]) for letter in letters]
    assert numbers == list(range(numbers[0], 400))
    assert 50 < len(numbers) < 150


def test_long_sentence_is_cut(plan: Path, state: Path) -> None:
    post(plan, "x" * 100_000, AT, state)

    assert [len(letter.sentence) for letter in take(plan, state)] == [1_000]


@pytest.mark.parametrize(
    "row",
    [
        b"\xff\xfe",
        b"{}",
        b"[1, 2]",
        b'["2026-01-31T09:30:15+00:00", 3]',
        b'["yesterday", "x"]',
        b'["2026-01-31T09:30:15+00:00"]',
        b"3",
        b"",
    ],
)
def test_damaged_line_is_passed_over(row: bytes, plan: Path, state: Path) -> None:
    post(plan, "ticked 'one'", AT, state)
    (file,) = (state / "mailbox").iterdir()
    file.write_bytes(row + b"\n" + file.read_bytes())

    assert take(plan, state) == [Letter("ticked 'one'", AT)]


def test_without_a_place_nothing_is_kept(plan: Path, state: Path) -> None:
    state.write_text("in the way", encoding="utf-8")

    assert not post(plan, "ticked 'one'", AT, state)
    assert take(plan, state) == []


def test_full_disk_keeps_what_was_there(
    plan: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(plan, "ticked 'one'", AT, state)
    write = os.write
    calls = []

    def write_half(descriptor: int, data: bytes) -> int:
        calls.append(data)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return write(descriptor, data[:7])

    monkeypatch.setattr(os, "write", write_half)
    assert not post(plan, "ticked 'two'", AT, state)
    monkeypatch.undo()

    assert take(plan, state) == [Letter("ticked 'one'", AT)]


def test_nothing_is_lost_or_doubled_between_many(plan: Path, state: Path) -> None:
    taken: list[str] = []
    done = threading.Event()

    def write(name: int) -> None:
        for number in range(50):
            assert post(plan, f"{name}.{number}", AT, state)

    def collect() -> None:
        while not done.is_set():
            taken.extend(letter.sentence for letter in take(plan, state))

    writers = [threading.Thread(target=write, args=(name,)) for name in range(4)]
    takers = [threading.Thread(target=collect) for _ in range(2)]
    for thread in (*takers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in takers:
        thread.join()
    taken += [letter.sentence for letter in take(plan, state)]

    assert sorted(taken) == sorted(f"{name}.{number}" for name in range(4) for number in range(50))


class TestShelf:
    def test_file_that_is_always_taken_away_is_an_error(
        self, state: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = state / "shelf" / "file"
        lock = fcntl.flock

        def lock_and_remove(descriptor: int, how: int) -> None:
            lock(descriptor, how)
            place.unlink()

        monkeypatch.setattr(fcntl, "flock", lock_and_remove)

        with pytest.raises(BlockingIOError), shelf.hold_file(place, makes=True):
            pass

    def test_file_that_cannot_be_locked_is_an_error(
        self, state: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(descriptor: int, how: int) -> None:
            raise OSError(37, "No locks available")

        monkeypatch.setattr(fcntl, "flock", fail)

        with pytest.raises(OSError, match="No locks"), shelf.hold_file(state / "a/b", makes=True):
            pass
