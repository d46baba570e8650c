from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from milepost.workspace.store import PathState
from milepost.workspace.watcher import (
    Watcher,
    WatchHealth,
    WatchMode,
    system_events,
    watchfiles_events,
)
from support.waiting import wait_for
from support.watching import NEVER, SOON, Script, Witness, replace_as_agents_do

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator
    from pathlib import Path

    from milepost.workspace.watcher import EventSource


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "place" / "plan.md"
    path.parent.mkdir()
    path.write_text("first")
    return path


@pytest.fixture(params=[system_events, watchfiles_events], ids=["system", "watchfiles"])
def source(request: pytest.FixtureRequest) -> EventSource:
    chosen: EventSource = request.param
    return chosen


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def witness(plan: Path, source: EventSource) -> Iterator[Witness]:
    """Watches by events alone."""
    with_events = Witness(plan, source=source, period=NEVER)
    with with_events.watcher:
        with_events.wait_for_mode(WatchMode.EVENTS)
        with_events.wait_until_seen("first")
        yield with_events


@pytest.fixture
def scripted(plan: Path, script: Script) -> Iterator[Witness]:
    """Watches what the script says, and polls often."""
    with_script = Witness(plan, source=script, period=SOON)
    with with_script.watcher:
        with_script.wait_until_seen("first")
        yield with_script


class TestEvents:
    def test_a_write_in_place_is_seen(self, witness: Witness, plan: Path) -> None:
        plan.write_text("second")
        witness.wait_until_seen("second")

    def test_fifty_renames_end_with_the_last_text(self, witness: Witness, plan: Path) -> None:
        for number in range(50):
            replace_as_agents_do(plan, f"text {number}")
        witness.wait_until_seen("text 49")

    def test_each_of_many_renames_is_seen(self, witness: Witness, plan: Path) -> None:
        for number in range(20):
            replace_as_agents_do(plan, f"text {number}")
            witness.wait_until_seen(f"text {number}")

    def test_a_writer_that_pauses_after_truncating_is_seen_to_the_end(
        self, witness: Witness, plan: Path
    ) -> None:
        with plan.open("w") as file:
            witness.wait_until_seen("")
            file.write("second")
            file.flush()
            witness.wait_until_seen("second")
            file.write(" and third")
        witness.wait_until_seen("second and third")

    def test_a_file_deleted_and_made_again_is_seen(self, witness: Witness, plan: Path) -> None:
        plan.unlink()
        witness.wait_until_seen(PathState.MISSING)
        plan.write_text("second")
        witness.wait_until_seen("second")

    def test_a_file_replaced_by_a_directory_and_back_is_seen(
        self, witness: Witness, plan: Path
    ) -> None:
        plan.unlink()
        plan.mkdir()
        witness.wait_until_seen(PathState.DIRECTORY)
        plan.rmdir()
        plan.write_text("second")
        witness.wait_until_seen("second")

    def test_a_write_to_the_target_of_a_link_is_seen(self, plan: Path, source: EventSource) -> None:
        link = plan.parent.parent / "link.md"
        link.symlink_to("place/plan.md")
        witness = Witness(link, source=source, period=NEVER)
        with witness.watcher:
            witness.wait_until_seen("first")
            witness.wait_for_mode(WatchMode.EVENTS)
            replace_as_agents_do(plan, "second")
            witness.wait_until_seen("second")

    def test_a_link_that_is_pointed_elsewhere_is_followed(
        self, plan: Path, source: EventSource
    ) -> None:
        other = plan.parent.parent / "other" / "plan.md"
        other.parent.mkdir()
        other.write_text("other")
        link = plan.parent.parent / "link.md"
        link.symlink_to(plan)
        witness = Witness(link, source=source, period=NEVER)
        with witness.watcher:
            witness.wait_until_seen("first")
            temp = link.with_name("temp")
            temp.symlink_to(other)
            temp.replace(link)
            witness.wait_until_seen("other")
            replace_as_agents_do(other, "other again")
            witness.wait_until_seen("other again")

    def test_a_directory_made_again_at_once_is_watched_again(
        self, witness: Witness, plan: Path
    ) -> None:
        shutil.rmtree(plan.parent)
        plan.parent.mkdir()
        plan.write_text("second")
        witness.wait_until_seen("second")


class TestLostDirectory:
    def test_it_is_reported_and_found_again(self, plan: Path, source: EventSource) -> None:
        witness = Witness(plan, source=source, period=SOON)
        with witness.watcher:
            witness.wait_for_mode(WatchMode.EVENTS)
            shutil.rmtree(plan.parent)
            witness.wait_until_seen(PathState.NO_DIRECTORY)
            witness.wait_for_mode(WatchMode.POLLING, f"{plan.parent} is not there")
            plan.parent.mkdir()
            plan.write_text("second")
            witness.wait_until_seen("second")
            witness.wait_for_mode(WatchMode.EVENTS)

    def test_it_may_be_missing_from_the_start(self, plan: Path, source: EventSource) -> None:
        path = plan.parent / "later" / "plan.md"
        witness = Witness(path, source=source, period=SOON)
        with witness.watcher:
            witness.wait_until_seen(PathState.NO_DIRECTORY)
            path.parent.mkdir()
            path.write_text("second")
            witness.wait_until_seen("second")


class TestPolling:
    def test_a_dead_source_is_noticed_and_polling_takes_over(
        self, scripted: Witness, plan: Path
    ) -> None:
        assert scripted.watcher.health == WatchHealth(WatchMode.EVENTS)
        plan.write_text("second")
        scripted.wait_until_seen("second")
        scripted.wait_for_mode(WatchMode.POLLING, "without a file event")

    def test_a_source_that_comes_back_to_life_is_trusted_again(
        self, scripted: Witness, plan: Path, script: Script
    ) -> None:
        plan.write_text("second")
        scripted.wait_for_mode(WatchMode.POLLING)
        script.batches.put([str(plan)])
        scripted.wait_for_mode(WatchMode.EVENTS)

    def test_a_change_of_permissions_alone_proves_nothing(
        self, scripted: Witness, plan: Path
    ) -> None:
        before = len(scripted.seen)
        plan.chmod(0o600)
        wait_for(lambda: len(scripted.seen) > before, "the change is looked at")
        assert scripted.watcher._unheard_since is None

    def test_a_polled_change_is_looked_at_again(self, scripted: Witness, plan: Path) -> None:
        before = len(scripted.seen)
        plan.write_text("second")
        wait_for(lambda: len(scripted.seen) == before + 3, "one look and two more")

    @pytest.mark.parametrize(
        "failure",
        [
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
            OSError(errno.EMFILE, os.strerror(errno.EMFILE)),
            RuntimeError("OS file watch limit reached."),
            ImportError("No module named 'watchfiles'"),
        ],
        ids=["no-space", "too-many-files", "library", "not-installed"],
    )
    def test_a_source_that_fails_leaves_polling(
        self, plan: Path, script: Script, failure: Exception
    ) -> None:
        script.failure = failure
        witness = Witness(plan, source=script, period=SOON)
        with witness.watcher:
            witness.wait_for_mode(WatchMode.POLLING, str(failure))
            plan.write_text("second")
            witness.wait_until_seen("second")
            script.failure = None
            witness.wait_for_mode(WatchMode.EVENTS)

    def test_a_source_that_ends_leaves_polling(self, plan: Path) -> None:
        def short(directories: Collection[str], tick: float) -> Generator[Collection[str]]:
            yield ()

        witness = Witness(plan, source=short, period=SOON)
        with witness.watcher:
            witness.wait_for_mode(WatchMode.POLLING, "has ended")
            plan.write_text("second")
            witness.wait_until_seen("second")

    @pytest.mark.parametrize("name", [".milepost-1-0a1b2c3d.tmp", "other.md", "plan.md~"])
    def test_other_files_of_the_directory_are_ignored(
        self, plan: Path, script: Script, name: str
    ) -> None:
        witness = Witness(plan, source=script, period=NEVER)
        with witness.watcher:
            witness.wait_until_seen("first")
            script.batches.put([str(plan.with_name(name))])
            script.batches.put([str(plan)])
            wait_for(lambda: len(witness.seen) > 1, "the event of the file is looked at")
            assert len(witness.seen) == 2

    @pytest.mark.parametrize("reported", ["PLAN.MD", "Plan.md"])
    def test_names_are_compared_without_case(
        self, plan: Path, script: Script, reported: str
    ) -> None:
        witness = Witness(plan, source=script, period=NEVER)
        with witness.watcher:
            witness.wait_until_seen("first")
            script.batches.put([str(plan.with_name(reported))])
            wait_for(lambda: len(witness.seen) == 2, "the event is looked at")

    def test_a_directory_that_reports_itself_is_watched_anew(
        self, plan: Path, script: Script
    ) -> None:
        witness = Witness(plan, source=script, period=NEVER)
        with witness.watcher:
            witness.wait_until_seen("first")
            script.batches.put([str(plan.parent)])
            wait_for(lambda: script.begun == 2, "the watch begins again")
            assert script.closed == 1


class TestLife:
    def test_stopping_is_prompt_and_final(self, witness: Witness, plan: Path) -> None:
        began = time.monotonic()
        witness.watcher.stop()
        # What waited for the end of the period would wait for an hour.
        assert time.monotonic() - began < 5
        looks = len(witness.seen)
        plan.write_text("second")
        wait_for(lambda: not witness.watcher._thread.is_alive(), "the thread to end")
        assert witness.watcher.health == WatchHealth(WatchMode.OFF, "The watch has ended.")
        assert len(witness.seen) == looks

    def test_polling_stops_promptly_too(self, plan: Path, script: Script) -> None:
        script.failure = OSError(errno.ENOSPC, "full")
        witness = Witness(plan, source=script, period=NEVER)
        with witness.watcher:
            witness.wait_for_mode(WatchMode.POLLING)
            began = time.monotonic()
            witness.watcher.stop()
            assert time.monotonic() - began < 5
            wait_for(lambda: not witness.watcher._thread.is_alive(), "the thread to end")

    def test_a_callback_may_stop_the_watch(self, plan: Path, script: Script) -> None:
        def stop() -> None:
            watcher.stop()

        watcher = Watcher(plan, stop, source=script)
        watcher.start()
        wait_for(lambda: not watcher._thread.is_alive(), "the thread ends")
        assert watcher.health.mode is WatchMode.OFF

    def test_a_watch_that_never_began_can_be_stopped(self, plan: Path) -> None:
        watcher = Watcher(plan, lambda: None)
        assert watcher.health == WatchHealth(WatchMode.OFF, "The watch has not begun.")
        watcher.stop()

    def test_a_hanging_callback_does_not_hold_up_the_stop(self, plan: Path, script: Script) -> None:
        inside, leave = threading.Event(), threading.Event()

        def hang() -> None:
            inside.set()
            leave.wait(30)

        watcher = Watcher(plan, hang, source=script)
        watcher.start()
        assert inside.wait(30)
        began = time.monotonic()
        watcher.stop()
        # The callback hangs for half a minute.
        assert time.monotonic() - began < 10
        leave.set()
        wait_for(lambda: not watcher._thread.is_alive(), "the thread ends")

    def test_a_callback_that_fails_ends_the_watch_and_says_so(
        self, plan: Path, script: Script, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        failures: list[object] = []
        monkeypatch.setattr(threading, "excepthook", lambda args: failures.append(args.exc_value))

        def fail() -> None:
            raise LookupError("a mistake")

        watcher = Watcher(plan, fail, source=script)
        watcher.start()
        wait_for(lambda: not watcher._thread.is_alive(), "the thread ends")
        assert watcher.health.mode is WatchMode.OFF
        assert [str(failure) for failure in failures] == ["a mistake"]

    def test_changes_during_a_callback_lead_to_one_more(self, plan: Path) -> None:
        looks: list[str] = []
        inside, leave = threading.Event(), threading.Event()

        def look() -> None:
            looks.append(plan.read_text())
            if len(looks) == 2:
                inside.set()
                leave.wait(30)

        with Watcher(plan, look, period=NEVER):
            wait_for(lambda: looks, "the first look")
            replace_as_agents_do(plan, "second")
            assert inside.wait(30)
            for number in range(10):
                replace_as_agents_do(plan, f"text {number}")
            leave.set()
            wait_for(lambda: looks[-1] == "text 9", "the last text is seen")
        assert len(looks) < 8

    def test_importing_the_watcher_loads_no_library(self) -> None:
        script = (
            "import sys, milepost.workspace.watcher;"
            "print({'watchfiles', 'asyncio', 'ctypes'} & set(sys.modules))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "set()"

    def test_systems_without_inotify_use_the_library(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "platform", "darwin")
        with closing(system_events([str(plan.parent)], SOON)) as batches:
            assert list(next(batches)) == []
            assert "watchfiles" in sys.modules
