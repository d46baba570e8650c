"""What the history has of a plan, and what the person has not seen of it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from milepost.text import Source
from milepost.workspace.digest import digest_of
from milepost.workspace.history import open_history
from milepost.workspace.memory import READER
from milepost.workspace.past import MOST_STEPS, Past
from milepost.workspace.state import state_dir
from milepost.workspace.versions import Author, Baseline
from support.histories import after, keep

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder / "plan.md"


def remember(
    path: Path, texts: Sequence[tuple[str, Author]], seen: tuple[str, float] | None = None
) -> None:
    with closing(open_history(state_dir())) as history:
        lineage = history.lineage(path, Source(texts[0][0]))
        for minute, (text, author) in enumerate(texts):
            assert keep(history, lineage, text, minutes=minute, author=author)
        if seen is not None:
            baseline = Baseline(digest_of(seen[0].encode()), after(seen[1]))
            history.set_baseline(lineage, READER, baseline)


def told(past: Past) -> tuple[str, list[tuple[str, bool]]] | None:
    unseen = past.unseen()
    if unseen is None:
        return None
    return unseen.seen.text, [(step.source.text, step.own) for step in unseen.steps]


BY_ALL = [("a", Author.OUTSIDE), ("b", Author.PERSON), ("c", Author.MILEPOST)]
TO_AND_FRO = [("a", Author.OUTSIDE), ("b", Author.OUTSIDE), ("a", Author.OUTSIDE)]


@pytest.mark.parametrize(
    ("texts", "seen", "expected"),
    [
        (BY_ALL, None, None),
        (BY_ALL, ("a", 0), ("a", [("b", True), ("c", False)])),
        (BY_ALL, ("c", 9), ("c", [])),
        (BY_ALL, ("lost", 1), None),
        (TO_AND_FRO, ("a", 0.5), ("a", [("b", False), ("a", False)])),
        (TO_AND_FRO, ("a", 9), ("a", [])),
        (TO_AND_FRO, ("a", -9), ("a", [])),
    ],
)
def test_what_came_since_is_told(
    path: Path,
    texts: list[tuple[str, Author]],
    seen: tuple[str, float] | None,
    expected: tuple[str, list[tuple[str, bool]]] | None,
) -> None:
    remember(path, texts, seen)

    with closing(Past(path)) as past:
        assert told(past) == expected


def test_of_very_many_versions_the_last_ones_are_told(path: Path) -> None:
    texts = [(str(number), Author.OUTSIDE) for number in range(MOST_STEPS + 20)]
    remember(path, texts, ("0", 0))

    with closing(Past(path)) as past:
        unseen = past.unseen()

    assert unseen is not None
    assert len(unseen.steps) == MOST_STEPS
    assert unseen.steps[-1].source.text == texts[-1][0]


def test_versions_are_given_newest_first(path: Path) -> None:
    remember(path, BY_ALL)

    with closing(Past(path)) as past:
        versions = past.versions()
        texts = [past.text(version) for version in versions]

    assert [text.text for text in texts if text is not None] == ["c", "b", "a"]
    assert past.text(versions[0]) is None


@pytest.mark.parametrize(
    ("config", "wanted", "words"),
    [
        ("", True, "Nothing is recorded of plan.md yet."),
        ("", False, "`--no-history`"),
        ("history = false\n", True, "`history = false`"),
        ("history = 7\n", True, "`milepost config`"),
    ],
)
def test_an_empty_history_says_why(path: Path, config: str, words: str, *, wanted: bool) -> None:
    path.with_name("milepost.toml").write_text(config, encoding="utf-8")

    with closing(Past(path, wanted=wanted)) as past:
        assert past.versions() == ()
        assert past.unseen() is None
        assert words in past.emptiness
    assert not state_dir().exists()


def test_another_plans_history_is_none_of_this_one(path: Path) -> None:
    remember(path.with_name("other.md"), BY_ALL)
    path.with_name("other.md").write_text("c", encoding="utf-8")

    with closing(Past(path)) as past:
        assert past.versions() == ()
        assert past.unseen() is None
        assert past.remark == ""
    assert past.remark == ""
