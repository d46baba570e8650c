from __future__ import annotations

import threading
from typing import TYPE_CHECKING, ClassVar

import pytest

from milepost.document import Document
from milepost.plan.kinds import SectionKind
from milepost.workspace import scribe, store
from milepost.workspace.intent import Intent
from milepost.workspace.keeper import Held
from milepost.workspace.scribe import NotWritten
from milepost.workspace.session import Changed, Origin, Persisted, Session, Told
from milepost.workspace.steps import held_sentence, not_written_sentence
from milepost.workspace.watcher import WatchMode
from support.agents import by_rename
from support.clock import START, FakeClock
from support.sessions import PLAN, STAMP, Owner, ticked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from milepost.text import Source
    from milepost.workspace.store import Digest, SaveResult

DOCUMENT = Document.parse("")


class TestTicking:
    def test_a_tick_is_shown_at_once_and_saved_soon(self, owner: Owner) -> None:
        expected = ticked(PLAN, "Run it")

        owner.toggle("Run it")

        assert owner.text == expected
        assert not owner.session.saved
        owner.wait_until_saved()
        assert owner.disk == expected
        assert owner.has_persisted()
        assert owner.origins == [Origin.PERSON]
        assert owner.told == []

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (PLAN, ticked(PLAN, "Run it")),
            (PLAN.replace("\n", "\r\n"), ticked(PLAN, "Run it").replace("\n", "\r\n")),
            ("\ufeff" + PLAN, "\ufeff" + ticked(PLAN, "Run it")),
            (PLAN.rstrip(), ticked(PLAN, "Run it").rstrip()),
            ("\r\n" + PLAN, "\r\n" + ticked(PLAN, "Run it")),
        ],
        ids=["lf", "crlf", "mark", "no end", "mixed"],
    )
    def test_one_line_changes_and_no_other_byte(self, path: Path, before: str, after: str) -> None:
        path.write_bytes(before.encode())
        with Owner(path) as owner:
            owner.toggle("Run it")
            owner.wait_until_saved()

        assert path.read_bytes() == after.encode()

    def test_the_stamp_is_the_time_of_the_key(self, owner: Owner) -> None:
        owner.clock.advance(60 * 5)

        owner.toggle("Run it")
        owner.clock.advance(60 * 60)
        owner.wait_until_saved()

        assert "- [x] (2026-03-04 09:35Z) Run it" in owner.disk
        assert owner.session.changed_at == FakeClock().now().replace(minute=35)

    def test_many_quick_ticks_become_few_writes_and_all_land(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path.write_text("## Progress\n\n" + "".join(f"- [ ] Item {n}.\n" for n in range(50)))
        saves: list[Source] = []
        all_made = threading.Event()

        def slow_save(
            path: Path, source: Source, expected: Digest | None, **more: bool
        ) -> SaveResult:
            saves.append(source)
            assert all_made.wait(30)
            return store.save(path, source, expected, **more)

        monkeypatch.setattr(scribe, "save", slow_save)
        with Owner(path) as owner:
            for number in range(50):
                owner.toggle(f"Item {number}.")
            all_made.set()
            owner.wait_until_saved()

            assert owner.disk == owner.text
            assert owner.disk.count(f"- [x] {STAMP} Item") == 50
        assert len(saves) <= 2

    def test_unticking_and_ticking_brings_the_stamp_back(self, owner: Owner) -> None:
        owner.toggle("Read")
        assert "- [ ] Read the seven" in owner.text
        owner.toggle("Read")
        owner.wait_until_saved()

        assert owner.disk == PLAN

    def test_the_item_that_was_seen_is_ticked_wherever_it_stands_now(self, owner: Owner) -> None:
        seen = owner.shown
        lines = PLAN.split("\n")
        lines[6], lines[8] = lines[8], lines[6]
        moved = "\n".join(lines)
        by_rename(owner.path, moved.encode())
        owner.wait_until_shown(moved)

        owner.toggle("Run it", seen)

        assert owner.text == ticked(moved, "Run it")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("- [ ] Run it on the logs of last year.\n", ""),
            ("- [ ] Run it", "- [x] (2026-03-04 09:29Z) Run it"),
        ],
        ids=["gone", "ticked"],
    )
    def test_an_item_that_has_just_changed_is_not_toggled(
        self, owner: Owner, old: str, new: str
    ) -> None:
        seen = owner.shown
        changed = PLAN.replace(old, new)
        by_rename(owner.path, changed.encode())
        owner.wait_until_shown(changed)

        owner.toggle("Run it", seen)

        assert owner.told == [
            "“Run it on the logs of last year.” has just changed; nothing was ticked."
        ]
        assert owner.text == changed
        assert owner.session.saved

    def test_a_long_wording_is_told_short(self, path: Path) -> None:
        path.write_text(f"## Progress\n\n- [ ] {'word ' * 50}\n")
        with Owner(path) as owner:
            owner.toggle("word")
            owner.undo()

        assert owner.told == ["Undo: Tick “word word word word word word word word…”"]


class TestTheFileIsAway:
    @pytest.mark.parametrize("act", ["toggle", "undo", "redo"])
    def test_a_deleted_file_is_told_and_nothing_is_changed(self, owner: Owner, act: str) -> None:
        owner.path.unlink()
        owner.wait_until_told("deleted or moved")

        owner.toggle("Run it") if act == "toggle" else getattr(owner, act)()

        assert owner.told[-1].startswith("Nothing was changed. There is no file at")
        assert owner.text == PLAN
        assert not owner.path.exists()
        assert owner.session.saved

    def test_a_file_that_comes_back_is_followed_again(self, owner: Owner) -> None:
        owner.path.unlink()
        owner.wait_until_told("deleted or moved")

        owner.path.write_bytes(PLAN.replace("# Move", "# Carry").encode())

        owner.wait_until_told("plan.md is there now.")
        assert owner.shown.plan.title.startswith("Carry")
        owner.toggle("Run it")
        owner.wait_until_saved()
        assert "- [x]" in owner.disk

    def test_a_file_that_comes_back_unchanged_is_told_too(self, owner: Owner) -> None:
        owner.path.unlink()
        owner.wait_until_told("deleted or moved")

        owner.path.write_bytes(PLAN.encode())

        owner.wait_until_told("plan.md is there now.")
        assert owner.origins == []

    def test_a_tick_on_its_way_to_a_file_that_vanishes_is_written_when_it_is_back(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        meanwhile(owner.path.unlink)

        owner.toggle("Run it")
        owner.wait_until_told("is kept, and written as soon as the file is back")
        assert not owner.session.saved
        assert owner.text == ticked(PLAN, "Run it")
        assert not owner.path.exists()

        theirs = PLAN.replace("a month", "a year")
        owner.path.write_bytes(theirs.encode())
        owner.wait_until_saved()
        assert owner.disk == ticked(theirs, "Run it")
        assert sum("is kept" in sentence for sentence in owner.told) == 1

    def test_a_directory_in_its_place_is_told(self, owner: Owner) -> None:
        owner.path.unlink()
        owner.path.mkdir()

        owner.wait_until_told("is a directory")

        owner.toggle("Run it")
        assert owner.told[-1].startswith("Nothing was changed.")

    def test_a_lost_directory_is_told_and_waited_for(self, path: Path) -> None:
        place = path.parent / "place"
        place.mkdir()
        inner = path.rename(place / "plan.md")
        with Owner(inner) as owner:
            place.rename(path.parent / "elsewhere")
            owner.wait_until_told("deleted or moved")
            (path.parent / "elsewhere").rename(place)

            owner.wait_until_told("plan.md is there now.")

    def test_a_file_that_appears_later_is_shown(self, tmp_path: Path) -> None:
        with Owner(tmp_path / "plan.md") as owner:
            assert owner.session.absence is not None
            assert "There is no file" in owner.session.absence
            assert owner.text == ""

            owner.path.write_bytes(PLAN.encode())

            owner.wait_until_shown(PLAN)
            owner.wait_until_told("plan.md is there now.")
            assert owner.session.absence is None

    def test_a_missing_file_is_no_news_twice(self, tmp_path: Path) -> None:
        with Owner(tmp_path / "plan.md") as owner:
            (tmp_path / "other.md").write_text("x")
            owner.session._keeper.look()
            owner.path.write_bytes(PLAN.encode())
            owner.wait_until_shown(PLAN)

        assert owner.told == ["plan.md is there now."]


class TestReadOnly:
    @pytest.mark.parametrize("act", ["toggle", "undo", "redo"])
    def test_a_protected_file_is_shown_and_not_changed(self, path: Path, act: str) -> None:
        path.chmod(0o444)
        with Owner(path) as owner:
            owner.toggle("Run it") if act == "toggle" else getattr(owner, act)()

            assert "is shown read-only" in owner.told[-1]
            assert owner.text == PLAN
            assert owner.session.read_only is not None

    @pytest.mark.parametrize("data", [b"- [ ] a\0\n", b"caf\xe9\n", b"a\rb\r", b"\xff\xfea\0"])
    def test_bytes_that_are_unsafe_to_edit_are_never_written(self, path: Path, data: bytes) -> None:
        path.write_bytes(b"## Progress\n\n- [ ] Run it\n" + data)
        before = path.read_bytes()
        with Owner(path) as owner:
            owner.toggle("Run it")

        assert "is shown read-only" in owner.told[-1]
        assert path.read_bytes() == before

    def test_protection_that_comes_and_goes_is_told(self, owner: Owner) -> None:
        owner.path.chmod(0o444)
        owner.session._keeper.look()
        owner.wait_until_told("change its permissions to edit it")
        assert owner.session.read_only is not None

        owner.path.chmod(0o644)
        owner.session._keeper.look()
        owner.wait_until_told("plan.md can be edited now.")
        assert owner.session.read_only is None

    def test_a_tick_on_its_way_to_a_file_that_gets_protected_is_told(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        def protect() -> None:
            by_rename(owner.path, PLAN.replace("# Move", "# Carry").encode())
            owner.path.chmod(0o444)

        meanwhile(protect)

        owner.toggle("Run it")
        owner.wait_until_saved()

        assert owner.told[-1].startswith("Nothing was written.")
        assert owner.disk == PLAN.replace("# Move", "# Carry")
        owner.wait_until_shown(owner.disk)


class TestClosing:
    def test_closing_writes_what_is_left(self, path: Path) -> None:
        owner = Owner(path)
        owner.session.start()
        owner.toggle("Run it")

        assert owner.session.close()

        assert path.read_bytes().decode() == ticked(PLAN, "Run it")

    def test_closing_says_when_something_could_not_be_written(
        self, path: Path, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        owner = Owner(path)
        meanwhile(lambda: by_rename(path, PLAN.replace("- [ ] Run it", "- Ran it").encode()))
        owner.session.start()
        owner.toggle("Run it")

        assert not owner.session.close()

    def test_closing_says_when_there_is_no_file_to_write_to(
        self, path: Path, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        owner = Owner(path)
        meanwhile(path.unlink)
        owner.session.start()
        owner.toggle("Run it")

        assert not owner.session.close()

    def test_what_was_overwritten_at_the_last_moment_is_told(self, path: Path) -> None:
        owner = Owner(path)
        owner.session.start()
        owner.toggle("Run it")
        owner.wait_until_saved()
        by_rename(path, PLAN.encode())

        assert owner.session.close()

        assert owner.session.last_words == (
            "“Run it on the logs of last year.” is open again: somebody else has written over your "
            "change.",
        )

    def test_who_has_heard_all_hears_nothing_more(self, path: Path) -> None:
        owner = Owner(path)
        owner.session.start()
        owner.toggle("Run it")
        owner.wait_until_saved()

        assert owner.session.close()
        assert owner.session.last_words == ()

    def test_a_session_that_never_started_closes_too(self, path: Path) -> None:
        assert Session(path, FakeClock(), lambda: None).close()

    def test_a_tick_before_the_start_waits_for_it(self, path: Path) -> None:
        owner = Owner(path)
        owner.toggle("Run it")
        assert not owner.session.close()
        assert path.read_bytes() == PLAN.encode()


def test_a_mistake_of_ours_on_the_other_thread_comes_to_light(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> SaveResult:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr(scribe, "save", fail)
    owner = Owner(path)
    owner.session.start()
    owner.toggle("Run it")

    with pytest.raises(ZeroDivisionError, match="a mistake"):
        owner.wait_until(lambda: False, "the mistake is raised")
    assert owner.session.close() is False


def test_a_new_session_knows_when_the_plan_last_changed(path: Path) -> None:
    session = Session(path, FakeClock(), lambda: None)

    assert session.changed_at is not None
    assert session.document.text == PLAN
    assert session.health.mode is WatchMode.OFF


def test_changes_come_with_the_edits_that_lead_to_them(owner: Owner) -> None:
    by_rename(owner.path, PLAN.replace("a month", "a year").encode())
    owner.wait_until_shown(PLAN.replace("a month", "a year"))

    (event,) = (each for each in owner.events if isinstance(each, Changed))
    assert event.edits.apply(PLAN) == event.document.text
    assert event.document.revision == 1
    assert owner.session.changed_at == START


def test_the_owner_is_notified_of_news(owner: Owner) -> None:
    owner.notified.clear()
    by_rename(owner.path, PLAN.replace("a month", "a year").encode())

    assert owner.notified.wait(30)
    owner.wait_until(lambda: bool(owner.events), "the news is there")
    assert not [each for each in owner.events if isinstance(each, Persisted | Told)]


class TestNamesOfSections:
    RENAMED = PLAN.replace("## Progress", "## Itinerary")
    ALIASES: ClassVar = {"itinerary": SectionKind.PROGRESS}

    def test_the_plan_is_read_with_the_names_from_now_on(self, path: Path) -> None:
        path.write_text(self.RENAMED, encoding="utf-8")
        with Owner(path) as owner:
            assert not any(item.in_progress for item in owner.shown.plan.items)

            owner.events += owner.session.name_sections(self.ALIASES)
            assert all(item.in_progress for item in owner.shown.plan.items)
            assert owner.origins == [Origin.OUTSIDE]

            owner.toggle("Run it")
            owner.wait_until_saved()
            by_rename(path, owner.disk.replace("last year", "this year").encode())
            owner.wait_until(lambda: "this year" in owner.text, "the new text")
            assert all(item.in_progress for item in owner.shown.plan.items)

            owner.events += owner.session.name_sections({})
            assert not any(item.in_progress for item in owner.shown.plan.items)

    def test_the_same_names_change_nothing(self, owner: Owner) -> None:
        before = owner.shown

        assert owner.session.name_sections({}) == ()
        assert owner.shown is before

    def test_what_was_read_before_the_names_were_known_is_read_again(self, path: Path) -> None:
        path.write_text(self.RENAMED, encoding="utf-8")
        with Owner(path) as owner:
            by_rename(path, self.RENAMED.replace("last year", "this year").encode())
            owner.notified.wait(30)
            owner.session.name_sections(self.ALIASES)
            owner.wait_until(lambda: "this year" in owner.text, "the new text")

            assert all(item.in_progress for item in owner.shown.plan.items)


def test_changes_that_are_held_or_given_up_are_named() -> None:
    intents = tuple(
        Intent(number, f"Tick {number}", lambda _: None, DOCUMENT, DOCUMENT) for number in range(5)
    )

    held = Held(DOCUMENT, intents[:2], "It is being written.")
    assert held_sentence(held, None) == (
        "Somebody else is writing the file without pause. 2 changes of yours are kept, and they "
        "are written as soon as there is one."
    )
    assert held_sentence(Held(DOCUMENT, intents[:1], ""), "There is no file.") == (
        "Tick 0 is kept, and written as soon as the file is back."
    )
    given_up = NotWritten(DOCUMENT, intents, "The disk is full.")
    assert not_written_sentence(given_up) == (
        "The disk is full. Not saved: Tick 0, Tick 1, Tick 2 and 2 more."
    )
    assert not_written_sentence(NotWritten(DOCUMENT, (), "It is full.")) == "It is full."
