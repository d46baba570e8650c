"""What a plan held before an edit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from milepost.cli.hook.former import RecordedPast, former_text, undo_swaps
from milepost.cli.hook.payload import Edit, Swap
from milepost.text import Source
from milepost.workspace.history import open_history
from milepost.workspace.versions import Author
from support.hooks import CLEAN, FAULTY, edit_of

if TYPE_CHECKING:
    from pathlib import Path

    from support.hooks import Feed

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "swaps", "before"),
    [
        ("one two", [("2", "two")], "one 2"),
        ("one two", [("1", "one"), ("2", "two")], "1 2"),
        ("three", [("one", "two"), ("two", "three")], "one"),
        ("one\r\ntwo\r\n", [("1\n2", "one\ntwo")], "1\r\n2\r\n"),
        ("one\r\ntwo\r\n", [("1", "one\r\ntwo")], "1\r\n"),
        ("one\ntwo\n", [("", "two\n")], "one\n"),
        ("one", [], None),
        ("one one", [("1", "one")], None),
        ("one", [("2", "two")], None),
        ("one", [("two", "")], None),
    ],
)
def test_replacements_are_undone_where_they_are_certain(
    text: str, swaps: list[tuple[str, str]], before: str | None
) -> None:
    assert undo_swaps(text, [Swap(old, new) for old, new in swaps]) == before


class Remembered:
    """A past that knows one text."""

    def text_before(self, path: Path, now: Source) -> str | None:
        return f"before {now.text}"


@pytest.mark.parametrize(
    ("edit", "before"),
    [
        (Edit("plan.md", former="told", swaps=(Swap("a", "now"),)), "told"),
        (Edit("plan.md", former=""), ""),
        (Edit("plan.md", swaps=(Swap("then", "now"),)), "then"),
        (Edit("plan.md", swaps=(Swap("then", "lost"),)), "before now"),
        (Edit("plan.md"), "before now"),
    ],
)
def test_what_the_host_tells_comes_first(edit: Edit, before: str, tmp_path: Path) -> None:
    found = former_text(edit, tmp_path / "plan.md", Source("now"), Remembered())

    assert found == before


def record(state: Path, path: Path, *texts: str) -> None:
    history = open_history(state)
    for text in texts:
        lineage = history.lineage(path, Source(text))
        history.record(lineage, Source(text), Author.OUTSIDE, (), AT)
    history.close()


class TestRecordedPast:
    def test_nothing_is_known_and_nothing_made_without_a_history(
        self, state: Path, folder: Path
    ) -> None:
        assert RecordedPast(state).text_before(folder / "plan.md", Source("now")) is None
        assert not state.exists()

    @pytest.mark.parametrize(
        ("texts", "before"),
        [(("old", "new"), "old"), (("older", "old"), "old"), (("new",), None)],
        ids=["the editor saw it", "the editor did not see it yet", "first version"],
    )
    def test_last_other_version_counts(
        self, texts: tuple[str, ...], before: str | None, state: Path, folder: Path
    ) -> None:
        path = folder / "plan.md"
        state.mkdir(parents=True)
        record(state, path, *texts)

        assert RecordedPast(state).text_before(path, Source("new")) == before

    def test_plan_that_was_never_seen_has_none(self, state: Path, folder: Path) -> None:
        state.mkdir(parents=True)
        record(state, folder / "other.md", "text")

        assert RecordedPast(state).text_before(folder / "plan.md", Source("new")) is None

    @pytest.mark.parametrize(("former", "is_told"), [(CLEAN, True), (FAULTY + "\n", False)])
    def test_hook_tells_what_is_new_since(
        self, former: str, is_told: bool, state: Path, folder: Path, feed: Feed
    ) -> None:
        path = folder / "plan.md"
        state.mkdir(parents=True)
        record(state, path, former)
        path.write_text(FAULTY, encoding="utf-8", newline="")

        assert ("this edit brought an error" in feed("claude", edit_of()).err) is is_told
