"""What is told to the history while a plan is open."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.plan.model import ItemState
from milepost.text import Source
from milepost.workspace.history import History, no_history, open_history
from milepost.workspace.recorder import HistoryRecorder
from milepost.workspace.versions import Author, Lineage, Observation
from support.clock import START, FakeClock
from support.histories import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPEN = "# Fence\n\n## Progress\n\n- [ ] Sand the posts.\n- [ ] Paint them.\n"
SANDED = OPEN.replace("[ ] Sand", "[x] Sand")
PAINTED = SANDED.replace("[ ] Paint", "[x] Paint")
SAND, PAINT = ("Progress", "sand the posts", 0), ("Progress", "paint them", 0)


class Recording:
    """A recorder of one plan, with its history at hand."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.clock = clock
        self.path = folder / "plan.md"
        self.opened = 0
        self.history: History = no_history()
        self._folder = folder / "state"
        self.recorder = HistoryRecorder(self._open, self.path, clock)

    def _open(self) -> History:
        self.opened += 1
        self.history = open_history(self._folder)
        return self.history

    def read(self, text: str) -> None:
        self.clock.advance(60)
        self.recorder.was_read(Document.parse(text))

    def saved(self, text: str, *intents: str) -> None:
        self.clock.advance(60)
        self.recorder.was_saved(Document.parse(text), intents)

    @property
    def lineage(self) -> Lineage:
        return self.history.lineage(self.path)

    @property
    def texts(self) -> list[str | None]:
        return texts(self.history, self.lineage)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def recording(tmp_path: Path, clock: FakeClock) -> Iterator[Recording]:
    recording = Recording(tmp_path, clock)
    yield recording
    recording.recorder.close()


def test_history_is_opened_with_the_first_text(recording: Recording) -> None:
    assert (recording.opened, recording.recorder.remark) == (0, "")

    recording.read(OPEN)
    recording.read(SANDED)

    assert recording.opened == 1


def test_who_wrote_what_is_kept(recording: Recording) -> None:
    recording.read(OPEN)
    recording.saved(SANDED, "Tick “Sand the posts.”")
    recording.recorder.was_saved(Document.parse(OPEN), ("Restore",), Author.MILEPOST)

    versions = recording.history.versions(recording.lineage)

    assert [(each.author, each.intents) for each in versions] == [
        (Author.MILEPOST, ("Restore",)),
        (Author.PERSON, ("Tick “Sand the posts.”",)),
        (Author.OUTSIDE, ()),
    ]


def test_items_are_watched(recording: Recording, clock: FakeClock) -> None:
    recording.read(OPEN)
    recording.read(SANDED)
    sanded = clock.now()
    recording.saved(PAINTED)
    painted = clock.now()
    recording.read(PAINTED.replace("[x] Sand", "[ ] Sand"))

    assert recording.history.observed(recording.lineage) == (
        Observation(SAND, ItemState.DONE, sanded),
        Observation(PAINT, ItemState.DONE, painted),
        Observation(SAND, ItemState.OPEN, clock.now()),
    )


def test_new_items_are_seen_in_their_first_state(recording: Recording, clock: FakeClock) -> None:
    recording.read(OPEN)
    recording.read(OPEN + "- [x] Buy brushes.\n")

    assert recording.history.observed(recording.lineage) == (
        Observation(("Progress", "buy brushes", 0), ItemState.DONE, clock.now()),
    )


def test_reworded_items_keep_their_times(recording: Recording, clock: FakeClock) -> None:
    recording.read(OPEN)
    recording.read(SANDED)
    sanded = clock.now()
    recording.read(SANDED.replace("Sand the posts.", "Sand the posts: took two days."))

    (observation,) = recording.history.observed(recording.lineage)

    assert observation.at == sanded
    assert observation.place[1].startswith("sand the posts: took")


def test_what_happened_while_nobody_looked_has_two_ends(tmp_path: Path, clock: FakeClock) -> None:
    before = Recording(tmp_path, clock)
    before.read(OPEN)
    before.recorder.close()
    seen = clock.now()
    later = Recording(tmp_path, clock)

    later.read(SANDED)

    assert later.history.observed(later.lineage) == (
        Observation(SAND, ItemState.DONE, clock.now(), seen),
    )
    later.recorder.close()


def test_what_comes_after_a_gap_may_be_another_plan(recording: Recording, tmp_path: Path) -> None:
    recording.read(OPEN)
    recording.recorder.went_absent()
    with closing(open_history(tmp_path / "state")) as other:
        moved = other.lineage(tmp_path / "elsewhere.md", Source(OPEN))
        recording.read("# Another\n")

        assert texts(other, moved) == [OPEN]
    assert recording.texts == ["# Another\n"]


def test_what_is_forgotten_begins_anew(recording: Recording) -> None:
    recording.read(OPEN)
    recording.history.forget(recording.lineage)
    recording.read(SANDED)
    recording.read(PAINTED)

    assert recording.texts == [PAINTED, SANDED]


def test_what_could_not_be_kept_is_kept_later(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording.read(OPEN)
    with monkeypatch.context() as patch:
        patch.setattr(History, "record", lambda *_: False)
        for number in range(10):
            recording.read(f"{SANDED}{number}\n")

    recording.recorder.close()

    again = open_history(recording.path.parent / "state")
    found = texts(again, again.lineage(recording.path))
    again.close()
    assert found == [*(f"{SANDED}{number}\n" for number in range(9, 1, -1)), OPEN]


def test_switched_off_it_costs_nothing(tmp_path: Path) -> None:
    recorder = HistoryRecorder(lambda: no_history("Off."), tmp_path / "plan.md", FakeClock(START))

    recorder.was_read(Document.parse(OPEN))
    recorder.was_saved(Document.parse(SANDED), ["Tick"])
    recorder.went_absent()
    recorder.close()

    assert recorder.remark == "Off."
    assert list(tmp_path.iterdir()) == []


def test_what_is_old_goes_at_the_end(recording: Recording, clock: FakeClock) -> None:
    recording.read(OPEN)
    recording.read(SANDED)
    clock.advance(400 * 86_400)
    recording.recorder.close()

    again = open_history(recording.path.parent / "state")
    found = texts(again, again.lineage(recording.path))
    again.close()
    assert found == [SANDED]


def test_closing_what_was_never_opened_opens_nothing(recording: Recording) -> None:
    recording.recorder.close()

    assert recording.opened == 0


def test_a_text_that_is_not_kept_any_more_is_compared_with_nothing(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording.read(OPEN)
    recording.recorder.went_absent()
    monkeypatch.setattr(History, "text", lambda *_: None)

    recording.read(SANDED)

    assert recording.history.observed(recording.lineage) == ()
