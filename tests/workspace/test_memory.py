"""What a session leaves behind, and what the next one knows of it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from milepost.workspace.history import History, open_history
from milepost.workspace.mailbox import take
from milepost.workspace.memory import deed_of
from milepost.workspace.session import Recalled
from milepost.workspace.store import Refused
from milepost.workspace.versions import Author
from support.agents import by_rename
from support.sessions import PLAN, Owner, ticked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from milepost.workspace.versions import Lineage, Version


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state directory of its own for every test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "milepost"


@pytest.fixture
def history(folder: Path) -> Iterator[History]:
    folder.mkdir(parents=True)
    history = open_history(folder)
    yield history
    history.close()


def versions_of(history: History, path: Path) -> tuple[Lineage, tuple[Version, ...]]:
    lineage = history.find_lineage(path)
    assert lineage is not None
    return lineage, history.versions(lineage)


class TestHistory:
    def test_every_version_is_kept_with_who_wrote_it(self, path: Path, history: History) -> None:
        with Owner(path) as owner:
            owner.toggle("Run it")
            owner.wait_until_saved()
            theirs = owner.disk.replace("a month", "a year")
            by_rename(path, theirs.encode())
            owner.wait_until_shown(theirs)

        _, versions = versions_of(history, path)
        sources = [history.text(version) for version in reversed(versions)]
        assert [source and source.text for source in sources] == [
            PLAN,
            ticked(PLAN, "Run it"),
            theirs,
        ]
        assert [version.author for version in reversed(versions)] == [
            Author.OUTSIDE,
            Author.PERSON,
            Author.OUTSIDE,
        ]
        assert versions[1].intents == ("Tick “Run it on the logs of last year.”",)

    def test_a_torn_text_is_never_kept(self, path: Path, history: History) -> None:
        with Owner(path) as owner:
            owner.wait_until_remembered()
            path.write_bytes(PLAN[:40].encode())
            path.write_bytes(PLAN.replace("a month", "a year").encode())
            owner.wait_until_shown(PLAN.replace("a month", "a year"))

        _, versions = versions_of(history, path)
        assert {version.size for version in versions} == {len(PLAN), len(PLAN) - 1}

    @pytest.mark.parametrize("settling", [0.25, 0.0])
    def test_a_text_that_was_half_written_when_it_was_opened_is_not_kept(
        self, path: Path, history: History, monkeypatch: pytest.MonkeyPatch, settling: float
    ) -> None:
        monkeypatch.setattr("milepost.workspace.keeper._SETTLING", settling)
        path.write_bytes(PLAN[:40].encode())
        owner = Owner(path)
        path.write_bytes(PLAN.encode())
        with owner:
            owner.wait_until_shown(PLAN)

        _, versions = versions_of(history, path)
        assert [version.size for version in versions] == [len(PLAN)]

    def test_a_save_that_finds_the_same_is_none(self, path: Path, history: History) -> None:
        with Owner(path) as owner:
            owner.toggle("Run it")
            owner.undo()
            owner.wait_until_saved()

        _, versions = versions_of(history, path)
        assert len(versions) in (1, 3)

    def test_switched_off_nothing_is_kept(self, path: Path, folder: Path) -> None:
        with Owner(path, keeps_history=False) as owner:
            owner.wait_until_remembered()
            owner.toggle("Run it")
            owner.wait_until_saved()
            owner.session.save_draft("here", "text")
            owner.session.mark_seen()

        assert not (folder / "history.db").exists()

    @pytest.mark.parametrize("text", ["history = false\n", "history = maybe\n"])
    def test_the_configuration_can_switch_it_off(self, path: Path, folder: Path, text: str) -> None:
        (path.parent / "milepost.toml").write_text(text, encoding="utf-8")
        with Owner(path) as owner:
            owner.toggle("Run it")
            owner.wait_until_saved()

        assert not (folder / "history.db").exists()

    def test_the_environment_can_switch_it_off(
        self, path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MILEPOST_NO_HISTORY", "1")
        with Owner(path) as owner:
            owner.wait_until_remembered()

        assert not (folder / "history.db").exists()

    def test_how_much_is_kept_can_be_configured(self, path: Path, history: History) -> None:
        (path.parent / "milepost.toml").write_text("history-days = 1\n", encoding="utf-8")
        with Owner(path) as owner:
            owner.toggle("Run it")
            owner.wait_until_saved()
            owner.clock.advance(3 * 24 * 60 * 60)
            owner.toggle("Point")
            owner.wait_until_saved()

        _, versions = versions_of(history, path)
        assert len(versions) <= 2

    def test_a_history_that_cannot_be_kept_is_told_once(self, path: Path, folder: Path) -> None:
        folder.parent.mkdir(parents=True)
        folder.write_text("a file in the way")
        with Owner(path) as owner:
            owner.toggle("Run it")
            owner.wait_until_saved()
            owner.wait_until(lambda: bool(owner.told), "a remark")
            owner.toggle("Point")
            owner.wait_until_saved()

        assert len(owner.told) == 1


class TestDrafts:
    def test_what_was_typed_is_offered_the_next_time(self, path: Path) -> None:
        with Owner(path) as owner:
            owner.session.save_draft("Decision Log", "- Decision: burn")
            owner.session.save_draft("Decision Log", "- Decision: burn all")
            assert [draft.text for draft in owner.session.drafts] == ["- Decision: burn all"]

        with Owner(path) as owner:
            owner.wait_until_remembered()
            (draft,) = owner.session.drafts
            assert (draft.place, draft.text) == ("Decision Log", "- Decision: burn all")
            (event,) = (each for each in owner.events if isinstance(each, Recalled))
            assert event.drafts == (draft,)
            owner.session.drop_draft("Decision Log")
            assert owner.session.drafts == ()

        with Owner(path) as owner:
            owner.wait_until_remembered()
            assert owner.session.drafts == ()

    def test_what_is_typed_before_the_history_is_open_is_kept_too(self, path: Path) -> None:
        with Owner(path) as owner:
            owner.session.save_draft("here", "of the first session")
            owner.session.save_draft("there", "of the first session")

        with Owner(path) as owner:
            owner.session.save_draft("Decision Log", "at once")
            owner.session.drop_draft("there")
            owner.wait_until_remembered()
            texts = [draft.text for draft in owner.session.drafts]
            assert texts == ["at once", "of the first session"]

        with Owner(path) as owner:
            owner.wait_until_remembered()
            places = {draft.place for draft in owner.session.drafts}
            assert places == {"Decision Log", "here"}

    def test_drafts_wait_for_a_history_that_another_process_keeps_to_itself(
        self, path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("milepost.workspace.keeper._AGAIN", 0.01)
        with Owner(path) as owner:
            owner.session.save_draft("here", "earlier")
        place = folder / "history.db"
        other = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        tries: list[bool] = []
        is_free = vars(History)["is_free"].fget

        def let_go_at_the_second_try(history: History) -> bool:
            tries.append(is_free(history))
            if len(tries) == 1:
                other.execute("ROLLBACK")
            return tries[-1]

        monkeypatch.setattr(History, "is_free", property(let_go_at_the_second_try))
        with Owner(path) as owner:
            owner.wait_until_remembered()
            assert [draft.text for draft in owner.session.drafts] == ["earlier"]
            assert owner.told == []
        assert tries == [False, True]
        other.close()

    def test_a_draft_that_could_not_be_kept_is_tried_again(
        self, path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("milepost.workspace.keeper._AGAIN", 0.01)
        with Owner(path) as owner:
            owner.wait_until_remembered()
            other = sqlite3.connect(folder / "history.db", isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            owner.session.save_draft("here", "typed")
            owner.wait_until_told("another program does not let go of it")
            assert not owner.session.holds_draft("here")
            other.execute("ROLLBACK")
            owner.wait_until(lambda: owner.session.holds_draft("here"), "another try")
        other.close()

        with Owner(path) as owner:
            owner.wait_until_remembered()
            assert [draft.text for draft in owner.session.drafts] == ["typed"]

    def test_what_could_not_be_written_is_a_draft(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refused = Refused("The disk is full.")
        with monkeypatch.context() as patch, Owner(path) as owner:
            patch.setattr("milepost.workspace.scribe.save", lambda *_, **__: refused)
            owner.toggle("Run it")
            owner.wait_until_told("The disk is full.")

        with Owner(path) as owner:
            owner.wait_until_remembered()
            (draft,) = owner.session.drafts
            assert (draft.place, draft.text) == ("unwritten", ticked(PLAN, "Run it"))

    def test_drafts_of_a_file_that_is_gone_are_offered(self, path: Path) -> None:
        with Owner(path) as owner:
            owner.session.save_draft("here", "text")
        path.unlink()

        with Owner(path) as owner:
            owner.wait_until_remembered()
            assert [draft.text for draft in owner.session.drafts] == ["text"]

    def test_a_file_that_never_was_has_none(self, tmp_path: Path) -> None:
        with Owner(tmp_path / "new.md") as owner:
            owner.wait_until_remembered()
            assert owner.session.drafts == ()
            assert owner.session.catch_up is None


class TestCatchingUp:
    def test_what_is_seen_before_the_history_is_open_is_not_new(self, path: Path) -> None:
        with Owner(path) as owner:
            owner.wait_until_remembered()
        path.write_bytes(ticked(PLAN, "Run it").encode())

        for _ in range(2):
            with Owner(path) as owner:
                owner.session.mark_seen()
                owner.wait_until_remembered()
                assert not owner.session.catch_up

    def test_what_is_new_since_the_person_looked_is_known(self, path: Path) -> None:
        with Owner(path) as owner:
            owner.wait_until_remembered()
            assert owner.session.catch_up is None
            owner.session.mark_seen()
            assert not owner.session.catch_up
        theirs = ticked(PLAN, "Run it")
        path.write_bytes(theirs.encode())

        with Owner(path) as owner:
            owner.wait_until_remembered()
            changes = owner.session.catch_up
            assert changes is not None
            assert changes is owner.session.catch_up
            assert [pair.after.text for pair in changes.items.finished] == [
                "Run it on the logs of last year."
            ]
            owner.session.mark_seen()
            assert not owner.session.catch_up

        with Owner(path) as owner:
            owner.wait_until_remembered()
            assert owner.session.catch_up is not None
            assert not owner.session.catch_up

    def test_a_plan_that_is_opened_for_the_first_time_is_seen(self, path: Path) -> None:
        with Owner(path) as owner:
            owner.wait_until_remembered()
        path.write_bytes(PLAN.replace("# Move", "# Carry").encode())

        with Owner(path) as owner:
            owner.wait_until_remembered()
            changes = owner.session.catch_up
            assert changes is not None
            assert changes.title is not None

    def test_a_file_that_is_gone_was_seen_all_the_same(self, path: Path) -> None:
        with Owner(path) as owner:
            owner.wait_until_remembered()
        path.unlink()

        with Owner(path) as owner:
            owner.wait_until_remembered()
            assert owner.session.catch_up is not None


class TestMailbox:
    def test_an_agent_is_told_what_the_person_did(self, path: Path) -> None:
        with Owner(path) as owner:
            owner.toggle("Run it")
            owner.wait_until_saved()
            owner.undo()
            owner.wait_until_saved()

        assert [letter.sentence for letter in take(path)] == [
            "ticked “Run it on the logs of last year.”",
            "took back: ticked “Run it on the logs of last year.”",
        ]
        assert take(path) == []


@pytest.mark.parametrize(
    ("label", "deed"),
    [
        ("Tick “a”", "ticked “a”"),
        ("Untick “a”", "opened “a”"),
        ("Redo: Untick “a”", "did again: opened “a”"),
        ("Decide: Edit “a”", "decided: Edit “a”"),
        ("Something else", "something else"),
        ("", ""),
    ],
)
def test_a_label_is_told_in_the_past(label: str, deed: str) -> None:
    assert deed_of(label) == deed
