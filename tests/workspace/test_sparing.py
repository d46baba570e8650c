"""A file that somebody is in the midst of writing is neither read nor replaced."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest

from milepost.text import Source
from milepost.workspace import files, writing
from milepost.workspace.descriptors import is_open_for_writing
from milepost.workspace.digest import digest_of
from milepost.workspace.exchange import swap_files
from milepost.workspace.opening import open_plan
from milepost.workspace.reading import read_stable
from milepost.workspace.rescue import find_rescue, keep_rescue
from milepost.workspace.scribe import DiskText, NotWritten, Scribe, Written
from milepost.workspace.store import PathState, Saved, Snapshot, Stale, save
from milepost.workspace.writing import Refusal, Wrote, write_intent
from support.agents import by_rename, in_two_steps
from support.sessions import PLAN, Owner, ticked
from support.toggles import ticking_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from milepost.document import Document
    from milepost.workspace.intent import Intent
    from milepost.workspace.rescue import Rescue
    from milepost.workspace.scribe import Finding
    from milepost.workspace.store import LoadResult

    Meanwhile = Callable[[Callable[[], None], Callable[[], None]], None]

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells who has a file open"
)

OLD = PLAN.encode()
OURS = ticked(PLAN, "Run it")
THEIRS = PLAN.replace("a month", "a year")


def save_ours(path: Path, *, spare_writers: bool = True) -> object:
    return save(path, Source(OURS), digest_of(OLD), spare_writers=spare_writers)


class TestReplacing:
    def test_a_file_that_somebody_writes_stays(self, path: Path) -> None:
        with path.open("r+b"):
            result = save_ours(path)

            assert isinstance(result, Stale)
            assert (result.displaced, result.withdrawn) == (None, ())
            assert path.read_bytes() == OLD
            assert list(path.parent.iterdir()) == [path]
        assert isinstance(save_ours(path), Saved)

    def test_one_that_is_only_read_does_not(self, path: Path) -> None:
        with path.open("rb"):
            assert isinstance(save_ours(path), Saved)

    def test_the_writer_keeps_its_place_in_it(self, path: Path) -> None:
        with path.open("r+b") as theirs:
            save_ours(path)
            theirs.write(b"% ")
        assert path.read_bytes() == b"% " + OLD[2:]

    def test_nobody_sees_the_new_text_while_it_is_written(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        swaps: list[Path] = []

        def swap(first: Path, second: Path) -> bool:
            swaps.append(second)
            return swap_files(first, second)

        monkeypatch.setattr(files, "swap_files", swap)
        with path.open("r+b"):
            assert isinstance(save_ours(path), Stale)
        assert swaps == []
        assert isinstance(save_ours(path), Saved)
        assert swaps == [path]

    def test_a_file_with_other_names_stays_too(self, path: Path) -> None:
        path.with_name("twin.md").hardlink_to(path)
        with path.open("r+b"):
            assert isinstance(save_ours(path), Stale)
            assert path.read_bytes() == OLD
        assert isinstance(save_ours(path), Saved)
        assert path.with_name("twin.md").read_text() == OURS

    def test_without_being_told_to_it_is_replaced(self, path: Path) -> None:
        with path.open("r+b"):
            assert isinstance(save_ours(path, spare_writers=False), Saved)
        assert path.read_text() == OURS


@pytest.fixture
def in_between(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Lets one open the file when it was just found unopened, and another one act in the moment
    between the new file's coming and its going."""

    def do(opening: Callable[[], None], action: Callable[[], None]) -> None:
        swaps = 0

        def swap(first: Path, second: Path) -> bool:
            nonlocal swaps
            swaps += 1
            if swaps == 1:
                opening()
            if swaps == 2:
                action()
            return swap_files(first, second)

        monkeypatch.setattr(files, "swap_files", swap)

    return do


class TestTheMomentInBetween:
    def test_who_opens_the_new_file_just_then_loses_nothing(
        self, path: Path, in_between: Meanwhile
    ) -> None:
        opened: list[BinaryIO] = []
        timers: list[threading.Timer] = []

        def open_first() -> None:
            timers.append(threading.Timer(0.2, path.open("r+b").close))
            timers[0].start()

        in_between(open_first, lambda: opened.append(path.open("r+b", buffering=0)))
        found: list[Finding] = []
        scribe = Scribe(path, open_plan(path), found.append)
        intent = ticking_named(scribe.document, "Run it")

        scribe.write((intent,))
        timers[0].join()
        (late,) = opened
        assert scribe.has_late_writers
        with late:
            late.write(OURS.replace("a month", "a decade").encode())
        scribe.look_at_late_writers()

        assert path.read_text() == OURS.replace("a month", "a decade")
        assert [type(each) for each in found] == [Written, DiskText]
        scribe.look_at_late_writers()
        assert not scribe.has_late_writers

    def test_what_a_third_author_displaces_is_merged(
        self, path: Path, in_between: Meanwhile
    ) -> None:
        third = PLAN.replace("# Move", "# Carry")
        found: list[Finding] = []
        scribe = Scribe(path, open_plan(path), found.append)
        intent = ticking_named(scribe.document, "Run it")

        def open_first() -> None:
            first = path.open("r+b", buffering=0)

            def finish() -> None:
                with first:
                    first.write(THEIRS.encode())

            threading.Timer(0.1, finish).start()

        in_between(open_first, lambda: by_rename(path, third.encode()))
        scribe.write((intent,))
        while scribe.has_late_writers:
            scribe.look_at_late_writers()

        expected = OURS.replace("# Move", "# Carry").replace("a month", "a year")
        assert path.read_text().split() == expected.split()
        assert not any(isinstance(each, NotWritten) for each in found)


def tick_and_look(path: Path) -> None:
    """Ticks an item, then takes in all that late writers leave."""
    scribe = Scribe(path, open_plan(path), lambda _: None)
    scribe.write((ticking_named(scribe.document, "Run it"),))
    while scribe.has_late_writers:
        scribe.look_at_late_writers()


class TestTheFileGoesInTheMidstOfASave:
    """An agent writes by taking the file away and making it anew."""

    @pytest.mark.parametrize("away", [0.0, 0.02])
    @pytest.mark.parametrize("at", [2, 3])
    def test_what_nobody_else_has_is_merged(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, at: int, away: float
    ) -> None:
        swaps = 0
        seen: list[bytes] = []

        def make_anew() -> None:
            path.write_bytes(seen[-1].replace(b"# Move", b"# Carry"))

        def swap(first: Path, second: Path) -> bool:
            nonlocal swaps
            swaps += 1
            if swaps == 1:
                by_rename(path, THEIRS.encode())
            if swaps == 2:
                seen.append(path.read_bytes())
            if swaps == 2 and at == 3:
                by_rename(path, seen[-1].replace(b"seven", b"eight"))
            if swaps == at:
                path.unlink()
                threading.Timer(away, make_anew).start() if away else make_anew()
            return swap_files(first, second)

        monkeypatch.setattr(files, "swap_files", swap)
        tick_and_look(path)

        assert swaps >= at
        text = path.read_text()
        assert "# Carry" in text
        assert "a year" in text
        assert ("eight" in text) is (at == 3)
        assert text.count("- [x] (") == 3
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize("authors", range(1, 8))
    def test_one_author_before_each_swap(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, authors: int
    ) -> None:
        swaps = 0

        def swap(first: Path, second: Path) -> bool:
            nonlocal swaps
            swaps += 1
            if swaps <= authors:
                by_rename(path, path.read_bytes() + f"\nAuthor {swaps} was here.\n".encode())
            return swap_files(first, second)

        monkeypatch.setattr(files, "swap_files", swap)
        tick_and_look(path)

        assert swaps > authors
        text = path.read_text()
        assert text.count("- [x] (") == 3
        for number in range(1, authors + 1):
            assert f"Author {number} was here." in text
        assert list(path.parent.iterdir()) == [path]


def test_who_writes_while_both_texts_are_kept_keeps_the_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.with_name("twin.md").hardlink_to(path)

    def keep_slowly(target: Path, old: bytes, new: bytes) -> Rescue | None:
        path.write_text(THEIRS)
        return keep_rescue(target, old, new)

    monkeypatch.setattr(files, "keep_rescue", keep_slowly)

    assert isinstance(save_ours(path), Stale)
    assert path.read_text() == THEIRS
    assert find_rescue(path) is None


class TestReading:
    def test_a_text_counts_when_its_writer_has_closed_it(self, path: Path) -> None:
        waits: list[float] = []
        file = path.open("r+b", buffering=0)
        file.write(THEIRS.encode())

        def wait(seconds: float) -> None:
            waits.append(seconds)
            if not file.closed:
                file.write(b"One more line.\n")
                file.close()

        found = read_stable(path, Source(PLAN), wait=wait)

        assert isinstance(found, Snapshot)
        assert found.source.text.endswith("One more line.\n")
        assert waits

    @pytest.mark.parametrize(
        ("text", "previous", "least"),
        [
            pytest.param(THEIRS, PLAN, 0.05, id="whole"),
            pytest.param(PLAN[:150], PLAN, 0.4, id="cut"),
            pytest.param(PLAN, None, 0.4, id="never seen before"),
        ],
    )
    def test_one_that_is_never_closed_counts_in_the_end(
        self, path: Path, text: str, previous: str | None, least: float
    ) -> None:
        path.write_text(text)
        waits: list[float] = []
        with path.open("r+b"):
            assert is_open_for_writing(path)
            source = None if previous is None else Source(previous)
            found = read_stable(path, source, wait=waits.append)

        assert isinstance(found, Snapshot)
        assert found.source.text == text
        assert least < sum(waits) < 0.6

    @pytest.mark.parametrize("text", [THEIRS, PLAN[: PLAN.index("## Decision")]])
    def test_one_that_is_closed_counts_at_once(self, path: Path, text: str) -> None:
        path.write_text(text)
        waits: list[float] = []
        found = read_stable(path, Source(PLAN), wait=waits.append)

        assert isinstance(found, Snapshot)
        assert found.source.text == text
        assert sum(waits) == 0.0

    def test_nobody_can_be_asked_about_what_is_not_there(self, tmp_path: Path) -> None:
        assert is_open_for_writing(tmp_path / "none.md") is None


def test_a_verb_does_not_build_on_half_a_text(path: Path) -> None:
    agent = threading.Thread(target=in_two_steps, args=(path, THEIRS.encode(), 0.1))
    agent.start()

    def make(document: Document) -> Intent | Refusal:
        there = "Remove" in document.text
        return ticking_named(document, "Remove") if there else Refusal("It is not there.")

    answer = write_intent(path, make)
    agent.join()

    assert isinstance(answer, Wrote)
    assert answer.document.text == path.read_text()
    assert path.read_text() in (THEIRS, ticked(THEIRS, "Remove"))
    assert answer.document.text == ticked(THEIRS, "Remove")


def test_a_verb_waits_for_a_file_that_does_not_come_to_rest(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = THEIRS.index("## Decision")
    file = path.open("wb", buffering=0)
    file.write(THEIRS[:cut].encode())
    read: list[str] = []

    def read_restless(place: Path, previous: Source | None) -> LoadResult | None:
        if file.closed:
            return read_stable(place, previous)
        if read:
            with file:
                file.write(THEIRS[cut:].encode())
        read.append("restless")
        return None

    def make(document: Document) -> Intent | Refusal:
        read.append(document.text)
        return ticking_named(document, "Run it")

    monkeypatch.setattr(writing, "read_stable", read_restless)
    answer = write_intent(path, make)

    assert read == ["restless", "restless", THEIRS]
    assert isinstance(answer, Wrote)
    assert path.read_text() == ticked(THEIRS, "Run it")


def test_a_file_that_never_comes_to_rest_is_taken_as_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "read_stable", lambda *_: None)
    monkeypatch.setattr(writing, "_RESTLESS", 0.01)

    answer = write_intent(path, lambda document: ticking_named(document, "Run it"))

    assert isinstance(answer, Wrote)
    assert path.read_text() == OURS


def test_a_tick_waits_for_a_file_that_is_deleted_and_made_again(
    owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
) -> None:
    def recreate() -> None:
        owner.path.unlink()
        threading.Timer(0.3, lambda: owner.path.write_text(THEIRS)).start()

    meanwhile(recreate)
    owner.toggle("Run it")
    owner.wait_until_saved()

    assert owner.disk == ticked(THEIRS, "Run it")
    assert not any("Nothing was written" in each for each in owner.told)
    assert owner.session.absence in (None, PathState.MISSING.value.format(path=owner.path))
