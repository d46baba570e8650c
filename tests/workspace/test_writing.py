"""One change, written and done with."""

from __future__ import annotations

import errno
import threading
import time
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.text import EditSet
from milepost.workspace import descriptors, scribe
from milepost.workspace.intent import Intent, ticking
from milepost.workspace.lock import hold_lock
from milepost.workspace.writing import NotWrote, Refusal, Wrote, prepare_intent, write_intent
from support.agents import by_rename
from support.faults import Countdown
from support.sessions import PLAN, STAMP, ticked
from support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
MISSING = Refusal("There is no such item.")


def tick_run(document: Document) -> Intent | Refusal:
    """Ticks the item that begins with `Run it`."""
    for item in document.plan.items:
        if item.text.startswith("Run it"):
            return Intent.first("Tick", ticking(document, item, NOW), document) or MISSING
    return MISSING


def test_the_file_holds_it_when_the_call_returns(path: Path) -> None:
    answer = write_intent(path, tick_run)

    assert isinstance(answer, Wrote)
    assert (answer.changed, answer.durable) == (True, True)
    assert path.read_text() == answer.document.text == ticked(PLAN, "Run it")


def test_what_the_file_holds_already_is_not_written(path: Path) -> None:
    path.write_text(ticked(PLAN, "Run it"))
    before = path.stat()

    answer = write_intent(path, tick_run)

    assert isinstance(answer, Wrote)
    assert not answer.changed
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_nothing_is_written_that_is_only_prepared(path: Path) -> None:
    prepared = prepare_intent(path, tick_run)

    assert isinstance(prepared, tuple)
    assert prepared[1].after.text == ticked(PLAN, "Run it")
    assert path.read_text() == PLAN


def test_a_change_made_meanwhile_is_kept_and_the_item_found_again(
    path: Path, meanwhile: Callable[[Callable[[], None]], None]
) -> None:
    theirs = PLAN.replace("- [ ] Run it on the logs of last year.", "- [ ] Run it on old logs.")
    theirs = theirs.replace("## Progress\n\n", "## Progress\n\n- [ ] Zeroth.\n")
    meanwhile(lambda: by_rename(path, theirs.encode()))

    answer = write_intent(path, tick_run)

    assert isinstance(answer, Wrote)
    assert path.read_text() == ticked(theirs, "Run it")


def test_an_item_that_went_away_meanwhile_is_told(
    path: Path, meanwhile: Callable[[Callable[[], None]], None]
) -> None:
    theirs = PLAN.replace("- [ ] Run it on the logs of last year.\n", "")
    meanwhile(lambda: by_rename(path, theirs.encode()))

    answer = write_intent(path, tick_run)

    assert isinstance(answer, NotWrote)
    assert answer.reason.startswith("Tick was not written: what it was about is not in the file")
    assert path.read_text() == theirs


def test_a_refusal_comes_back_as_it_is(path: Path) -> None:
    answer = write_intent(path, lambda _: MISSING)

    assert isinstance(answer, NotWrote)
    assert (answer.reason, answer.refusal) == (MISSING.reason, MISSING)
    assert answer.document.text == PLAN


@pytest.mark.parametrize("rest", [PLAN[:150], "", None], ids=["half", "empty", "gone"])
def test_a_file_that_is_half_written_is_waited_for(
    path: Path, rest: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    waited: list[float] = []
    if rest is None:
        path.unlink()
    else:
        path.write_text(rest)

    def finish_meanwhile(seconds: float) -> None:
        if not waited:
            path.write_text(PLAN)
        waited.append(seconds)

    clock = SimpleNamespace(sleep=finish_meanwhile, monotonic=time.monotonic)
    monkeypatch.setattr("milepost.workspace.writing.time", clock)

    def look(document: Document) -> Intent | Refusal:
        looked.append(document.text)
        return tick_run(document)

    answer = write_intent(path, look)

    assert isinstance(answer, Wrote)
    assert waited
    assert looked[-1] == PLAN
    assert path.read_text() == ticked(PLAN, "Run it")


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda path: path.unlink(), "There is no file at"),
        (lambda path: path.chmod(0o444), "change its permissions to edit it"),
        (lambda path: path.write_bytes(b"\xff\xfe# T\n"), "shown read-only"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(
    path: Path, prepare: Callable[[Path], None], words: str
) -> None:
    prepare(path)

    answer = write_intent(path, tick_run)

    assert isinstance(answer, NotWrote)
    assert words in answer.reason
    assert answer.refusal is None


def test_another_milepost_is_waited_for(path: Path) -> None:
    answers: list[object] = []
    with hold_lock(path, 0.0):
        writer = threading.Thread(target=lambda: answers.append(write_intent(path, tick_run)))
        writer.start()
        writer.join(0.1)
        assert path.read_text() == PLAN
    writer.join(30)

    assert isinstance(answers[0], Wrote)


def test_another_milepost_is_not_waited_for_without_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scribe, "_PATIENCE", 0.05)
    with hold_lock(path, 0.0):
        answer = write_intent(path, tick_run)

    assert isinstance(answer, NotWrote)
    assert answer.reason == (
        f"Another Milepost has not finished writing {path}. Nothing of yours was saved; try again."
    )
    assert path.read_text() == PLAN


class TestLateWriters:
    @pytest.mark.parametrize("tells", [True, False], ids=["told", "blind"])
    def test_what_comes_after_the_save_is_taken_over(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, *, tells: bool
    ) -> None:
        if not tells:
            monkeypatch.setattr(descriptors, "_has_writers", lambda _: None)
        late = path.open("r+")
        answers: list[object] = []
        writer = threading.Thread(target=lambda: answers.append(write_intent(path, tick_run)))
        writer.start()
        wait_for(lambda: STAMP in path.read_text(), "the tick")
        with late:
            late.write(PLAN + "The agent's last line.\n")
        writer.join(30)

        assert isinstance(answers[0], Wrote)
        wait_for(lambda: path.read_text().endswith("The agent's last line.\n"), "their line")
        assert path.read_text() == ticked(PLAN, "Run it") + "The agent's last line.\n"

    @pytest.mark.parametrize("tells", [True, False], ids=["told", "blind"])
    def test_nobody_is_waited_for_where_nobody_is(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, *, tells: bool
    ) -> None:
        if not tells:
            monkeypatch.setattr(descriptors, "_has_writers", lambda _: None)
        monkeypatch.setattr("milepost.workspace.writing._LATE_PATIENCE", 60.0)
        began = time.monotonic()

        assert isinstance(write_intent(path, tick_run), Wrote)

        assert time.monotonic() - began < 30

    def test_a_writer_that_keeps_the_file_open_is_left_in_the_end(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("milepost.workspace.writing._LATE_PATIENCE", 0.05)
        with path.open("r+"):
            assert isinstance(write_intent(path, tick_run), Wrote)


class TestEveryCall:
    @pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EINTR, errno.EXDEV])
    def test_whichever_call_fails_the_answer_is_true(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, code: int
    ) -> None:
        after = ticked(PLAN, "Run it")
        passes = 0
        while True:
            countdown = Countdown(code, passes)
            with monkeypatch.context() as patched:
                countdown.into(patched)
                answer = write_intent(path, tick_run)
            held = path.read_text()
            assert held == (after if isinstance(answer, Wrote) else PLAN), (passes, answer)
            if isinstance(answer, NotWrote):
                assert answer.reason.endswith((".", "again"))
            if countdown.passes >= 0:
                break
            path.write_text(PLAN)
            passes += 1
        assert passes > 40


def test_an_intent_that_changes_nothing_is_none_the_less_one(path: Path) -> None:
    def nothing(document: Document) -> Intent | Refusal:
        return Intent.first("Nothing", lambda _: EditSet(), document) or MISSING

    answer = write_intent(path, nothing)

    assert isinstance(answer, Wrote)
    assert not answer.changed
    assert path.read_text() == PLAN


def test_an_intent_without_a_place_is_none() -> None:
    assert Intent.first("Nothing", lambda _: None, Document.parse(PLAN)) is None
