"""What a history remembers, and what it forgets."""

from __future__ import annotations

import random
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from milepost.plan.model import ItemState
from milepost.text import Source
from milepost.workspace.digest import Digest, digest_of
from milepost.workspace.history import LARGEST, History, no_history, open_history
from milepost.workspace.versions import (
    Author,
    Baseline,
    Draft,
    ItemSeen,
    Lineage,
    Observation,
)
from support.histories import NOON, after, keep, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPEN, PARTIAL, DONE = ItemState.OPEN, ItemState.PARTIAL, ItemState.DONE


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    history = open_history(tmp_path / "state")
    assert not history.remark
    yield history
    assert not history.remark
    history.close()


@pytest.fixture
def lineage(history: History, tmp_path: Path) -> Lineage:
    return history.lineage(tmp_path / "plan.md")


# Versions


def test_versions_come_newest_first(history: History, lineage: Lineage) -> None:
    keep(history, lineage, "one", author=Author.OUTSIDE)
    keep(history, lineage, "twö", minutes=1, author=Author.PERSON, intents=["Tick “a”", "Undo"])

    two, one = history.versions(lineage)

    assert (two.number, two.size, two.author) == (2, 4, Author.PERSON)
    assert two.digest == digest_of("twö".encode())
    assert two.seen_at == after(1)
    assert two.intents == ("Tick “a”", "Undo")
    assert (one.number, one.author, one.intents, one.seen_at) == (1, Author.OUTSIDE, (), NOON)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xef\xbb\xbf# A\r\nb\r", b"\xff\xfe\x00 not UTF-8 \xe9", "日本\u2028\u202e".encode()],
)
def test_bytes_come_back_as_they_were(history: History, lineage: Lineage, data: bytes) -> None:
    history.record(lineage, Source.decode(data), Author.OUTSIDE, (), NOON)

    source = history.text(history.versions(lineage)[0])

    assert source is not None
    assert source.encode() == data


def test_the_same_text_again_is_no_version(history: History, lineage: Lineage) -> None:
    for text in ("a", "a", "b", "b", "a"):
        keep(history, lineage, text)

    assert texts(history, lineage) == ["a", "b", "a"]


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_limit_takes_the_newest(history: History, lineage: Lineage, limit: int) -> None:
    for text in "abc":
        keep(history, lineage, text)

    assert [each.number for each in history.versions(lineage, limit)] == [3, 2, 1][:limit]


def test_plans_share_texts_and_not_versions(
    history: History, lineage: Lineage, tmp_path: Path
) -> None:
    (tmp_path / "plan.md").touch()
    other = history.lineage(tmp_path / "other.md")
    keep(history, lineage, "same")
    keep(history, other, "first")
    keep(history, other, "same")

    history.forget(lineage)

    assert texts(history, lineage) == []
    assert texts(history, other) == ["same", "first"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (Author.OUTSIDE, Author.PERSON, Author.PERSON),
        (Author.OUTSIDE, Author.MILEPOST, Author.MILEPOST),
        (Author.MILEPOST, Author.PERSON, Author.PERSON),
        (Author.PERSON, Author.OUTSIDE, Author.PERSON),
        (Author.PERSON, Author.MILEPOST, Author.PERSON),
    ],
)
def test_who_knows_the_author_names_him(
    history: History, lineage: Lineage, first: Author, second: Author, expected: Author
) -> None:
    keep(history, lineage, "a", author=first, intents=[first.value])
    keep(history, lineage, "a", author=second, intents=[second.value], minutes=0.01)

    (version,) = history.versions(lineage)

    assert (version.author, version.intents) == (expected, (expected.value,))


def test_writing_it_again_much_later_is_not_having_written_it(
    history: History, lineage: Lineage
) -> None:
    keep(history, lineage, "a")
    keep(history, lineage, "a", author=Author.PERSON, minutes=5)

    assert history.versions(lineage)[0].author is Author.OUTSIDE


def test_a_slow_process_repeats_nothing(history: History, lineage: Lineage) -> None:
    keep(history, lineage, "a", minutes=0)
    keep(history, lineage, "b", minutes=0.02)
    keep(history, lineage, "a", minutes=0.01)

    assert texts(history, lineage) == ["b", "a"]


def test_a_slow_process_still_names_the_author(history: History, lineage: Lineage) -> None:
    keep(history, lineage, "a", minutes=0)
    keep(history, lineage, "b", minutes=0.02)
    keep(history, lineage, "a", minutes=0.01, author=Author.MILEPOST, intents=["Tick"])

    newest, former = history.versions(lineage)

    assert (newest.author, former.author) == (Author.OUTSIDE, Author.MILEPOST)
    assert former.intents == ("Tick",)


def test_what_the_file_held_for_long_is_not_new(history: History, lineage: Lineage) -> None:
    keep(history, lineage, "a", minutes=0)
    keep(history, lineage, "b", minutes=60)
    keep(history, lineage, "a", minutes=59)

    assert texts(history, lineage) == ["b", "a"]


def test_what_only_a_slow_process_saw_is_kept(history: History, lineage: Lineage) -> None:
    keep(history, lineage, "b", minutes=0.02)
    keep(history, lineage, "a", minutes=0.01)

    assert texts(history, lineage) == ["b", "a"]
    assert [each.number for each in history.versions(lineage)] == [3, 2]


def test_a_clock_that_was_put_back_hides_nothing(history: History, lineage: Lineage) -> None:
    keep(history, lineage, "b", minutes=60)
    keep(history, lineage, "a", minutes=1)

    assert texts(history, lineage) == ["a", "b"]


def test_what_is_no_plan_is_left_out(history: History, lineage: Lineage) -> None:
    assert keep(history, lineage, "\ud800 cannot be in any file")
    assert keep(history, lineage, "x" * (LARGEST + 1))

    assert history.versions(lineage) == ()


def test_nothing_is_kept_of_a_lineage_that_is_not_there(history: History, tmp_path: Path) -> None:
    nowhere = Lineage(99, tmp_path / "plan.md")

    assert not keep(history, nowhere, "a")
    history.save_draft(nowhere, Draft("here", digest_of(b""), "text", NOON))
    history.observe(nowhere, [ItemSeen(("", "a", 0), DONE)], NOON)

    assert history.versions(nowhere) == ()
    assert history.drafts(nowhere) == ()
    assert history.observed(nowhere) == ()


# Items


def test_observations_are_told_in_order(history: History, lineage: Lineage) -> None:
    a, b = ("Progress", "paint the fence", 0), ("Progress", "paint the fence", 1)
    history.observe(lineage, [ItemSeen(a, DONE), ItemSeen(b, PARTIAL)], after(1), after(0))
    history.observe(lineage, [ItemSeen(a, OPEN)], after(2))
    history.observe(lineage, [], after(3))

    assert history.observed(lineage) == (
        Observation(a, DONE, after(1), after(0)),
        Observation(b, PARTIAL, after(1), after(0)),
        Observation(a, OPEN, after(2)),
    )


def test_what_two_processes_saw_is_told_once(history: History, lineage: Lineage) -> None:
    place = ("", "日本 \udcff", 0)
    for minute in (1, 2):
        history.observe(lineage, [ItemSeen(place, DONE)], after(minute))

    assert history.observed(lineage) == (Observation(place, DONE, after(1)),)


def test_reworded_items_take_their_past_along(history: History, lineage: Lineage) -> None:
    a, b, c = ("s", "a", 0), ("s", "b", 0), ("s", "c", 0)
    history.observe(lineage, [ItemSeen(a, DONE), ItemSeen(b, PARTIAL)], after(1))

    history.observe(lineage, [ItemSeen(b, None, a), ItemSeen(a, None, b)], after(2))
    history.observe(lineage, [ItemSeen(c, OPEN, b)], after(3))

    assert history.observed(lineage) == (
        Observation(c, DONE, after(1)),
        Observation(a, PARTIAL, after(1)),
        Observation(c, OPEN, after(3)),
    )


# Drafts and readers


def test_a_place_has_one_draft(history: History, lineage: Lineage) -> None:
    old = Draft("item 3", digest_of(b"a"), "half a sen", after(1))
    new = Draft("item 3", digest_of(b"b"), "half a sentence \ud800", after(2))
    other = Draft("log", digest_of(b"a"), "", after(3))
    for draft in (old, new, other):
        history.save_draft(lineage, draft)

    assert history.drafts(lineage) == (other, new)
    assert history.draft(lineage, "item 3") == new
    history.drop_draft(lineage, "item 3")
    assert history.draft(lineage, "item 3") is None
    assert history.drafts(lineage) == (other,)


def test_each_reader_has_a_baseline(history: History, lineage: Lineage) -> None:
    assert history.baseline(lineage, "ana") is None
    history.set_baseline(lineage, "ana", Baseline(digest_of(b"a"), after(1)))
    history.set_baseline(lineage, "bo", Baseline(digest_of(b"b"), after(2)))
    history.set_baseline(lineage, "ana", Baseline(digest_of(b"c"), after(3)))

    assert history.baseline(lineage, "ana") == Baseline(digest_of(b"c"), after(3))
    assert history.baseline(lineage, "bo") == Baseline(digest_of(b"b"), after(2))


# Retention


def test_old_versions_go_and_the_newest_stays(history: History, lineage: Lineage) -> None:
    for minute, text in enumerate("abc"):
        keep(history, lineage, text, minutes=minute)

    assert history.prune(after(2.5), max_age=timedelta(minutes=1)) == 2

    assert texts(history, lineage) == ["c"]
    keep(history, lineage, "d", minutes=3)
    assert [version.number for version in history.versions(lineage)] == [4, 3]


def test_the_newest_stays_however_old_and_large(history: History, lineage: Lineage) -> None:
    keep(history, lineage, "a" * 1000)

    assert history.prune(after(1e6), max_bytes=0) == 0
    assert texts(history, lineage) == ["a" * 1000]


def test_what_somebody_has_seen_last_stays(history: History, lineage: Lineage) -> None:
    for minute, text in enumerate("abc"):
        keep(history, lineage, text, minutes=minute)
    history.set_baseline(lineage, "ana", Baseline(digest_of(b"b"), after(2)))

    history.prune(after(2.5), max_age=timedelta(minutes=1), max_bytes=0)

    assert texts(history, lineage) == ["c", "b"]


def test_abandoned_drafts_and_readers_go(history: History, lineage: Lineage) -> None:
    history.save_draft(lineage, Draft("x", digest_of(b""), "text", after(0)))
    history.set_baseline(lineage, "ana", Baseline(digest_of(b"b"), after(0)))

    history.prune(after(2), max_age=timedelta(minutes=1))

    assert history.drafts(lineage) == ()
    assert history.baseline(lineage, "ana") is None


def test_the_oldest_of_all_plans_go_until_it_fits(
    history: History, lineage: Lineage, tmp_path: Path
) -> None:
    noise = random.Random(1)
    other = history.lineage(tmp_path / "other.md")
    for minute in range(6):
        text = "".join(noise.choices("abcdefgh", k=20_000))  # Some 8,400 bytes compressed.
        keep(history, lineage if minute % 2 else other, text, minutes=minute)

    assert history.prune(after(6), max_bytes=28_000) == 3

    assert [version.number for version in history.versions(lineage)] == [3, 2]
    assert [version.number for version in history.versions(other)] == [3]


def test_a_text_goes_with_the_last_version_that_has_it(history: History, lineage: Lineage) -> None:
    for text in ("a" * 99, "b", "a" * 99):
        keep(history, lineage, text)
    first = history.versions(lineage)[-1]

    assert history.prune(after(9), max_bytes=0) == 2

    assert history.text(first) is not None
    assert texts(history, lineage) == ["a" * 99]


def test_the_file_shrinks_with_what_went(
    history: History, lineage: Lineage, tmp_path: Path
) -> None:
    noise = random.Random(1)
    for minute in range(40):
        keep(history, lineage, noise.randbytes(5_000).hex(), minutes=minute)
    file = tmp_path / "state" / "history.db"

    history.prune(after(40), max_bytes=20_000)

    assert len(history.versions(lineage)) < 5
    assert file.stat().st_size < 120_000


def test_forgetting_leaves_no_trace(history: History, lineage: Lineage, tmp_path: Path) -> None:
    history.save_draft(lineage, Draft("x", digest_of(b""), "text", NOON))
    history.observe(lineage, [ItemSeen(("", "a secret", 0), DONE)], NOON)
    keep(history, lineage, "a", intents=["Tick “a secret”"])

    history.forget(lineage)

    assert history.find_lineage(tmp_path / "plan.md") is None
    files = (tmp_path / "state").iterdir()
    assert not any(b"a secret" in file.read_bytes() for file in files)


# Without a history


def test_no_history_knows_nothing(tmp_path: Path) -> None:
    history = no_history("Switched off.")
    lineage = history.lineage(tmp_path / "plan.md")

    assert history.remark == "Switched off."
    assert (lineage.number, lineage.path) == (0, tmp_path / "plan.md")
    assert keep(history, lineage, "a")
    history.observe(lineage, [ItemSeen(("", "a", 0), DONE)], NOON)
    history.save_draft(lineage, Draft("x", Digest("0"), "text", NOON))
    history.set_baseline(lineage, "ana", Baseline(Digest("0"), NOON))
    assert history.versions(lineage) == ()
    assert history.observed(lineage) == ()
    assert history.drafts(lineage) == ()
    assert history.baseline(lineage, "ana") is None
    assert history.find_lineage(tmp_path / "plan.md") is None
    assert history.prune(NOON) == 0
    history.forget(lineage)
    history.close()


# Several threads


def test_threads_write_side_by_side(history: History, tmp_path: Path) -> None:
    def work(name: str) -> None:
        lineage = history.lineage(tmp_path / name)
        for number in range(25):
            assert keep(history, lineage, f"{name} {number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for name in "abc":
        expected = [f"{name} {number}" for number in reversed(range(25))]
        assert texts(history, history.lineage(tmp_path / name)) == expected


def test_it_is_closed_for_every_thread(history: History, lineage: Lineage) -> None:
    keep(history, lineage, "a")

    thread = threading.Thread(target=history.close)
    thread.start()
    thread.join()

    assert not keep(history, lineage, "b")
    assert history.versions(lineage) == ()
