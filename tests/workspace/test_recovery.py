"""Finishing what a killed process began."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from milepost.workspace import files, recovery
from milepost.workspace.digest import digest_of
from milepost.workspace.files import TornError, overwrite_file
from milepost.workspace.lock import hold_lock
from milepost.workspace.recovery import recover
from milepost.workspace.rescue import find_rescue, keep_rescue
from milepost.workspace.state import state_dir
from support.faults import Fault, error

if TYPE_CHECKING:
    from pathlib import Path

OLD = b"one two three four\n"
NEW = b"one 2 three\n"
TORN = NEW + OLD[len(NEW) :]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "plan.md"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize(
    ("now", "torn"),
    [
        (OLD, False),
        (NEW, False),
        (TORN, True),
        (NEW[:6] + OLD[6:], True),
        (OLD[:6] + NEW[6:], True),
        (b"", False),
        (b"somebody else's\n", False),
        (TORN + b"and more\n", False),
    ],
)
def test_only_a_mix_of_both_texts_is_torn(plan: Path, now: bytes, *, torn: bool) -> None:
    keep_rescue(plan, OLD, NEW)
    plan.write_bytes(now)

    assert recover(plan) is torn

    assert plan.read_bytes() == (NEW if torn else now)
    assert find_rescue(plan) is None
    assert not recover(plan)


def test_a_write_in_place_leaves_no_copies(plan: Path) -> None:
    overwrite_file(plan, NEW, digest_of(OLD))

    assert plan.read_bytes() == NEW
    assert list((state_dir() / "rescue").iterdir()) == []


def test_what_could_not_be_put_back_is_mended_by_the_next_start(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        Fault(errno.EIO).into(patched, "ftruncate")
        with pytest.raises(TornError):
            overwrite_file(plan, NEW, digest_of(OLD))
        plan.write_bytes(TORN)  # As if the disk had not taken the old text back either.

    assert recover(plan)
    assert plan.read_bytes() == NEW


def test_copies_that_are_damaged_are_not_used(plan: Path) -> None:
    rescue = keep_rescue(plan, OLD, NEW)
    assert rescue is not None
    rescue.place.write_bytes(rescue.place.read_bytes()[:-1])
    plan.write_bytes(TORN)

    assert not recover(plan)
    assert plan.read_bytes() == TORN


def test_a_write_that_is_going_on_is_not_disturbed(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "_PATIENCE", 0.01)
    keep_rescue(plan, OLD, NEW)
    plan.write_bytes(TORN)

    with hold_lock(plan, 0.0):
        assert not recover(plan)

    assert plan.read_bytes() == TORN
    assert recover(plan)


def test_a_write_that_has_just_ended_needs_nothing(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescue = keep_rescue(plan, OLD, NEW)
    answers = [rescue, None]
    monkeypatch.setattr(recovery, "find_rescue", lambda _: answers.pop(0))

    assert not recover(plan)


def test_a_file_that_is_gone_keeps_its_copies(plan: Path) -> None:
    keep_rescue(plan, OLD, NEW)
    plan.unlink()

    assert not recover(plan)
    assert find_rescue(plan) is not None


def test_where_nothing_can_be_kept_files_are_written_all_the_same(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise error(errno.EACCES)

    monkeypatch.setattr("milepost.workspace.rescue.make_state_dir", refuse)

    overwrite_file(plan, NEW, digest_of(OLD))

    assert plan.read_bytes() == NEW
    assert files.clean_leftovers(plan) == 0
