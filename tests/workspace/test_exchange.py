"""Swapping files, and what happens to authors who come between."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.text import Source
from milepost.workspace import files
from milepost.workspace.digest import digest_of
from milepost.workspace.exchange import swap_files
from milepost.workspace.intent import Intent, ticking
from milepost.workspace.keeper import FileKeeper, Remarked
from milepost.workspace.late import joined
from milepost.workspace.opening import open_plan
from milepost.workspace.scribe import DiskText, Doubled, Scribe
from milepost.workspace.store import Saved, Stale, save
from support.agents import by_rename
from support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from milepost.workspace.scribe import Finding

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
OLD, OURS, THEIRS, LATER = b"old\n", b"ours\n", b"theirs\n", b"later still\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_bytes(OLD)
    return path


def save_ours(plan: Path) -> object:
    return save(plan, Source.decode(OURS), digest_of(OLD))


def test_names_are_swapped(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("a")
    second.write_text("b")

    if not swap_files(first, second):
        pytest.skip("this file system cannot swap two files")

    assert (first.read_text(), second.read_text()) == ("b", "a")


def test_name_that_is_gone_is_an_error_and_changes_nothing(tmp_path: Path) -> None:
    first = tmp_path / "a"
    first.write_text("a")

    with pytest.raises(FileNotFoundError):
        swap_files(first, tmp_path / "b")

    assert first.read_text() == "a"


def test_author_between_the_check_and_the_swap_keeps_the_place(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(first: Path, second: Path) -> bool:
        monkeypatch.setattr(files, "swap_files", swap_files)
        plan.write_bytes(THEIRS)
        return swap_files(first, second)

    monkeypatch.setattr(files, "swap_files", late)

    assert isinstance(save_ours(plan), Stale)
    assert plan.read_bytes() == THEIRS
    assert list(plan.parent.iterdir()) == [plan]


def test_third_author_wins_over_the_second(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: Iterator[bytes] = iter((THEIRS, LATER))

    def late(first: Path, second: Path) -> bool:
        data = next(writes, None)
        if data is not None:
            plan.write_bytes(data)
        return swap_files(first, second)

    monkeypatch.setattr(files, "swap_files", late)

    assert isinstance(save_ours(plan), Stale)
    assert plan.read_bytes() == LATER
    assert list(plan.parent.iterdir()) == [plan]


@pytest.mark.parametrize("before", [0, 1])
def test_directory_that_takes_the_place_keeps_it(
    plan: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    def make_directory() -> None:
        plan.unlink()
        plan.mkdir()
        (plan / "within").touch()

    deeds = iter([lambda: plan.write_bytes(THEIRS)] * before + [make_directory])

    def late(first: Path, second: Path) -> bool:
        next(deeds, lambda: None)()
        return swap_files(first, second)

    monkeypatch.setattr(files, "swap_files", late)

    result = save_ours(plan)

    assert isinstance(result, Stale)
    assert [each.name for each in plan.iterdir()] == ["within"]
    assert list(plan.parent.iterdir()) == [plan]
    in_hand = None if result.displaced is None else result.displaced.read()
    assert in_hand == (THEIRS if before else None)


def test_where_files_cannot_be_swapped_they_are_renamed(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "swap_files", lambda *_: False)

    result = save_ours(plan)

    assert isinstance(result, Saved)
    assert plan.read_bytes() == OURS
    assert result.displaced is not None
    assert result.displaced.read() == OLD


TEXT = "# T\n\n## Progress\n\n- [ ] One.\n- [ ] Two.\n\n## Notes\n\n" + "A line.\n" * 40


@pytest.mark.parametrize("rewritten", [False, True], ids=["appended", "reworded"])
def test_writer_that_opened_the_file_before_a_save_loses_nothing(
    plan: Path, rewritten: bool
) -> None:
    whole = TEXT + "The agent's last line.\n"
    if rewritten:
        whole = whole.replace("One.", "One, in other words.")
    plan.write_text(TEXT)
    woken: list[None] = []
    keeper = FileKeeper(plan, open_plan(plan), lambda: woken.append(None))
    with plan.open("r+") as late:
        document = keeper.document
        item = document.plan.items[0]
        resolve = ticking(document, item, NOW, None)
        edits = resolve(document)
        assert edits
        keeper.save(Intent(1, "Tick", resolve, document, document.edited(edits)))
        keeper.start()
        wait_for(lambda: keeper.reports, "the tick to be written")
        late.truncate()
        late.write(whole)

    wait_for(lambda: any(isinstance(each, DiskText) for each in keeper.reports), "the late text")
    keeper.stop()

    text = plan.read_text()
    assert "The agent's last line." in text
    (ticked,) = [each for each in Document.parse(text).plan.items if each.done]
    assert ticked.text.startswith("One")


@pytest.mark.parametrize(
    ("newer", "late", "expected", "beside"),
    [
        ("a\nnew\n", "a\nb\nlate\n", "a\nnew\nlate\n", ()),
        ("a\nb\nnew\n", "a\nb\nlate\n", "a\nb\nnew\nlate\n", ("late",)),
        ("a\nb\nnew", "a\nb\nlate\n", "a\nb\nnew\nlate\n", ("late",)),
        ("a\nb\nnew\n", "late\na\nb\n", "late\na\nb\nnew\n", ()),
        ("a\nb\nnew\n", "a\r\nb\r\nlate\r\n", "a\nb\nnew\nlate\n", ("late",)),
        ("a\nb\nsame\nnew\n", "a\nb\nsame\n", "a\nb\nsame\nnew\n", ()),
        ("", "a\nlate\n", "late\n", ("late",)),
        ("a\nnew\n", "a\n\n  two\nlines\n", "a\nnew\n\n  two\nlines\n", ("two", "lines")),
    ],
)
def test_late_lines_stand_beside_newer_ones(
    newer: str, late: str, expected: str, beside: tuple[str, ...]
) -> None:
    assert joined("a\nb\n", newer, late, "\n") == (expected, beside)


def test_late_rewrite_takes_nothing_away_that_others_wrote_since(plan: Path) -> None:
    plan.write_text(TEXT)
    found: list[Finding] = []
    scribe = Scribe(plan, open_plan(plan), found.append)
    with plan.open("r+") as late:
        item = scribe.document.plan.items[0]
        resolve = ticking(scribe.document, item, NOW, None)
        edits = resolve(scribe.document)
        assert edits
        intent = Intent(1, "Tick", resolve, scribe.document, scribe.document.edited(edits))
        # Longer than others are waited for.
        scribe.hurried = True
        scribe.write((intent,))
        newer = plan.read_bytes().replace(b"# T\n", b"# T\n\nA newer line.\n")
        by_rename(plan, newer.replace(b"## Notes", b"## Newer"))
        scribe.read()
        late.truncate()
        rewritten = TEXT.replace("Two.", "Two, in other words.").replace("Notes", "Later")
        late.write(rewritten + "The late line.\n")

    while scribe.has_late_writers:
        scribe.look_at_late_writers()

    text = plan.read_text()
    for words in ("A newer line.", "## Newer", "## Later", "The late line.", "other words"):
        assert text.count(words) == 1
    assert text.count("- [x] (") == 1
    assert found[-1] == Doubled(("## Later",))


def test_lines_that_stand_twice_are_told(plan: Path) -> None:
    keeper = FileKeeper(plan, open_plan(plan), lambda: None)

    keeper._scribe._report(Doubled(("## Later", "More.")))

    (told,) = keeper.reports
    assert isinstance(told, Remarked)
    assert "“## Later” and 1 more was written late" in told.sentence
