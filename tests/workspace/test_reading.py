from __future__ import annotations

import os
from pathlib import Path

import pytest

from milepost.text import Source
from milepost.workspace.digest import digest_of
from milepost.workspace.reading import PAUSE, looks_cut, looks_torn, read_stable
from milepost.workspace.store import LoadResult, PathState, Snapshot, Unreadable, load

PATH = Path("plan.md")
LAST = "The last line.\n"
WHOLE = "# Plan\n\nA paragraph of some length.\n"


def snapshot(text: str) -> Snapshot:
    return Snapshot(PATH, Source(text), digest_of(text.encode()))


def unreadable(state: PathState) -> Unreadable:
    return Unreadable(PATH, state, "")


MISSING = unreadable(PathState.MISSING)


@pytest.mark.parametrize(
    ("seen", "previous", "torn"),
    [
        pytest.param(snapshot(WHOLE), None, False, id="first reading"),
        pytest.param(snapshot(""), None, True, id="empty at first"),
        pytest.param(snapshot(""), "", False, id="still empty"),
        pytest.param(snapshot(""), WHOLE, True, id="emptied"),
        pytest.param(snapshot(WHOLE), "", False, id="filled"),
        pytest.param(snapshot("# Plan\n"), WHOLE, True, id="less than half"),
        pytest.param(snapshot("# Plan\n\nA paragraph.\n"), WHOLE, True, id="without the last line"),
        pytest.param(snapshot("# Plan\n" + LAST), "# Plan\n\nA.\n" + LAST, False, id="shorter"),
        pytest.param(
            snapshot("# Plan\r\n\r\nA new paragraph.\r\n"), WHOLE, True, id="no end and new lines"
        ),
        pytest.param(snapshot(WHOLE[:-1]), WHOLE, True, id="cut within the last line"),
        pytest.param(snapshot(WHOLE + "no end"), WHOLE, True, id="grown without an end"),
        pytest.param(snapshot(WHOLE + "no end"), WHOLE[:-1], False, id="never had an end"),
        pytest.param(snapshot(WHOLE * 2), WHOLE, False, id="grown"),
        pytest.param(MISSING, None, False, id="missing at first"),
        pytest.param(MISSING, WHOLE, True, id="gone"),
    ],
)
def test_what_may_be_half_written(seen: LoadResult, previous: str | None, *, torn: bool) -> None:
    assert looks_torn(seen, None if previous is None else Source(previous)) is torn


class Disk:
    """Gives one reading after the other; the last one again and again."""

    def __init__(self, *readings: LoadResult) -> None:
        self.readings = list(readings)
        self.waits: list[float] = []

    def read(self, path: Path) -> LoadResult:
        return self.readings.pop(0) if len(self.readings) > 1 else self.readings[0]

    def read_stable(self, previous: str | None = WHOLE) -> LoadResult | None:
        source = None if previous is None else Source(previous)
        return read_stable(PATH, source, wait=self.waits.append, read=self.read)


class TestReadStable:
    @pytest.mark.parametrize("reading", [snapshot(WHOLE), snapshot(WHOLE + "more\n")])
    def test_a_whole_text_counts_at_once(self, reading: Snapshot) -> None:
        disk = Disk(reading)
        assert disk.read_stable() is reading
        assert disk.waits == []

    @pytest.mark.parametrize(
        ("reading", "looks"), [(snapshot(""), 4), (snapshot("# Short\n"), 4), (MISSING, 1)]
    )
    def test_a_suspect_reading_counts_when_others_agree(
        self, reading: LoadResult, looks: int
    ) -> None:
        disk = Disk(reading)
        assert disk.read_stable() == reading
        assert disk.waits == [PAUSE] * looks

    def test_an_empty_file_at_first_is_confirmed_too(self) -> None:
        disk = Disk(snapshot(""), snapshot(WHOLE))
        assert disk.read_stable(previous=None) == snapshot(WHOLE)

    @pytest.mark.parametrize("between", [snapshot(""), snapshot("# Pl"), MISSING])
    def test_a_half_written_text_never_counts(self, between: LoadResult) -> None:
        after = snapshot(WHOLE + "more\n")
        disk = Disk(between, after)
        assert disk.read_stable() is after
        assert disk.waits == [PAUSE]

    def test_steps_of_a_slow_writer_are_waited_for(self) -> None:
        after = snapshot(WHOLE + "more\n")
        disk = Disk(MISSING, snapshot(""), snapshot("# P"), snapshot("# Plan\n\nA"), after)
        assert disk.read_stable() is after
        assert len(disk.waits) == 4

    def test_two_ways_of_being_absent_do_not_agree(self) -> None:
        gone = unreadable(PathState.NO_DIRECTORY)
        disk = Disk(MISSING, gone)
        assert disk.read_stable() is gone
        assert len(disk.waits) == 2

    def test_a_file_that_does_not_come_to_rest_is_none(self) -> None:
        disk = Disk(*(snapshot("x" * size) for size in range(16)))
        assert disk.read_stable() is None
        assert sum(disk.waits) < 0.6

    def test_a_real_file_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.md"
        path.write_text(WHOLE)
        assert read_stable(path, None) == load(path)

    def test_a_real_writer_that_pauses_is_read_whole(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.md"
        path.write_text(WHOLE)
        os.truncate(path, 0)

        def write_on(_: float) -> None:
            path.write_text(WHOLE + "more\n")

        assert read_stable(path, Source(WHOLE), wait=write_on) == load(path)


@pytest.mark.parametrize(
    ("text", "previous", "cut"),
    [
        ("one\ntwo\n", "one\ntwo\nthree\n", True),
        ("one\nt", "one\ntwo\nthree\n", True),
        ("", "one\n", True),
        ("one\ntwo\n", "one\ntwo\n\n", False),
        ("one\nthree\n", "one\ntwo\nthree\n", False),
        ("one\ntwo\nthree\nfour\n", "one\ntwo\nthree\n", False),
        ("one\nnew\n", "one\ntwo\nthree\n", False),
    ],
)
def test_a_text_that_ends_where_the_former_went_on_looks_cut(
    text: str, previous: str, cut: bool
) -> None:
    assert looks_cut(text, previous) is cut


def test_a_reading_that_looks_cut_has_to_last() -> None:
    cut = snapshot("# Plan\n")
    disk = Disk(cut)

    assert disk.read_stable() is cut
    assert len(disk.waits) == 4
