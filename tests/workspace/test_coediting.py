from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.workspace.session import Origin
from support.agents import WRITERS, by_rename
from support.sessions import PLAN, STAMP, Owner, ticked

if TYPE_CHECKING:
    from collections.abc import Callable


class TestTwoAuthors:
    THEIRS = PLAN.replace("a month", "a year").replace("# Move", "# Carry")

    @pytest.mark.parametrize("pause", [0.0, 0.001, 0.01, 0.1])
    @pytest.mark.parametrize("style", WRITERS)
    def test_what_an_agent_wrote_before_a_tick_survives(
        self, owner: Owner, style: str, pause: float
    ) -> None:
        WRITERS[style](owner.path, self.THEIRS.encode())
        threading.Event().wait(pause)

        owner.toggle("Run it")

        expected = ticked(self.THEIRS, "Run it")
        owner.wait_until_shown(expected)
        owner.wait_until_saved()
        assert owner.disk == expected
        assert Origin.OUTSIDE in owner.origins
        assert owner.told == []

    @pytest.mark.parametrize("pause", [0.0, 0.001, 0.01, 0.1])
    @pytest.mark.parametrize("style", WRITERS)
    def test_what_an_agent_writes_after_a_tick_is_shown_with_it(
        self, owner: Owner, style: str, pause: float
    ) -> None:
        owner.toggle("Run it")
        owner.wait_until_saved()
        threading.Event().wait(pause)

        expected = ticked(self.THEIRS, "Run it")
        WRITERS[style](owner.path, expected.encode())

        owner.wait_until_shown(expected)
        assert owner.disk == expected
        assert owner.told == []

    @pytest.mark.parametrize("style", WRITERS)
    def test_what_an_agent_writes_while_a_tick_is_on_its_way_survives(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None], style: str
    ) -> None:
        meanwhile(lambda: WRITERS[style](owner.path, self.THEIRS.encode()))

        owner.toggle("Run it")

        expected = ticked(self.THEIRS, "Run it")
        owner.wait_until_saved()
        owner.wait_until_shown(expected)
        assert owner.disk == expected
        assert owner.told == []

    @pytest.mark.parametrize(
        ("old", "new", "wanted"),
        [
            ("the logs of last year.", "last year's logs.", "- [x] {} Run it on last year's logs."),
            ("- [ ] Run it", "- [ ] Zeroth.\n- [ ] Run it", "- [x] {} Run it on"),
            ("- [ ] Run it", "### Later\n\n- [ ] Run it", "- [x] {} Run it on"),
            ("last year.", "last year; 12 passed.", "- [x] {} Run it on the logs of last year; 12"),
            ("- [ ] Run it", "- [~] Run it", "- [x] {} Run it on"),
            ("- [ ] Run it", "* [ ] **Run it**", "* [x] {} **Run it** on"),
            ("- [ ] Run it", "- [ ] (2026-03-04 09:01Z) Run it", "- [x] {} Run it on"),
        ],
    )
    def test_the_item_under_a_tick_is_found_where_and_as_the_agent_left_it(
        self,
        owner: Owner,
        meanwhile: Callable[[Callable[[], None]], None],
        old: str,
        new: str,
        wanted: str,
    ) -> None:
        theirs = PLAN.replace(old, new)
        meanwhile(lambda: by_rename(owner.path, theirs.encode()))

        owner.toggle("Run it")
        owner.wait_until_saved()

        assert wanted.format(STAMP) in owner.disk
        assert len(Document.parse(owner.disk).plan.items) == theirs.count("[")
        assert owner.text == owner.disk
        assert owner.told == []

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("- [ ] Run it on the logs of last year.\n", ""),
            ("- [ ] Run it on the logs of last year.", "- [ ] Sweep the floor."),
            ("## Progress", "## Notes"),
            (PLAN, "# Another plan altogether\n\nWithout items.\n" + PLAN[:200].replace("[", "(")),
        ],
        ids=["deleted", "replaced", "no longer counts", "another plan"],
    )
    def test_a_tick_that_finds_no_item_is_told_and_nothing_else_is_ticked(
        self,
        owner: Owner,
        meanwhile: Callable[[Callable[[], None]], None],
        old: str,
        new: str,
        request: pytest.FixtureRequest,
    ) -> None:
        theirs = PLAN.replace(old, new)
        meanwhile(lambda: by_rename(owner.path, theirs.encode()))

        owner.toggle("Run it")
        owner.wait_until_saved()

        assert owner.text == owner.disk
        if "no longer" in request.node.name:
            assert owner.disk == theirs.replace("- [ ] Run it", "- [x] Run it")
        else:
            assert owner.disk == theirs
            assert (
                "Tick “Run it on the logs of last year.” was not written: what it was about is not "
                "in the file any more, or has been changed by somebody else."
            ) in owner.told

    def test_the_first_stamp_stays_when_both_tick(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        theirs = ticked(PLAN, "Run it", "(2026-03-04 09:29Z)")
        meanwhile(lambda: by_rename(owner.path, theirs.encode()))

        owner.toggle("Run it")
        owner.wait_until_saved()

        assert owner.disk == theirs
        owner.wait_until_shown(theirs)
        assert owner.told == []

    def test_bytes_that_only_gain_a_mark_keep_it(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        meanwhile(lambda: by_rename(owner.path, ("\ufeff" + PLAN).encode()))

        owner.toggle("Run it")
        owner.wait_until_saved()

        assert owner.disk == "\ufeff" + ticked(PLAN, "Run it")

    def test_several_ticks_are_carried_over_one_write(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        theirs = PLAN.replace("- [ ] Point", "- [ ] Sweep.\n- [ ] Point")
        meanwhile(lambda: by_rename(owner.path, theirs.encode()))

        for wording in ("Run it", "Point", "Remove"):
            owner.toggle(wording)
        owner.wait_until_saved()

        expected = theirs
        for wording in ("Run it", "Point", "Remove"):
            expected = ticked(expected, wording)
        assert owner.disk == expected
        owner.wait_until_shown(expected)

    def test_the_same_bytes_written_again_are_no_news(self, owner: Owner) -> None:
        by_rename(owner.path, PLAN.encode())
        owner.session._keeper.look()
        by_rename(owner.path, PLAN.replace("a month", "a year").encode())

        owner.wait_until_shown(PLAN.replace("a month", "a year"))

        assert owner.origins == [Origin.OUTSIDE]


class TestWitness:
    def test_a_tick_that_an_agent_overwrites_is_told_and_comes_back_with_its_time(
        self, owner: Owner
    ) -> None:
        owner.toggle("Run it")
        owner.wait_until_saved()
        by_rename(owner.path, PLAN.replace("a month", "a year").encode())

        owner.wait_until_told("“Run it on the logs of last year.” is open again")

        owner.clock.advance(60 * 60)
        owner.toggle("Run it")
        owner.wait_until_saved()
        assert owner.disk == ticked(PLAN, "Run it").replace("a month", "a year")
        assert len(owner.told) == 1

    def test_an_opened_item_that_an_agent_closes_again_is_told(self, owner: Owner) -> None:
        owner.toggle("Read")
        owner.wait_until_saved()
        by_rename(owner.path, PLAN.replace("a month", "a year").encode())

        owner.wait_until_told("“Read the seven log files.” is done again")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("a month", "a year"),
            ("- [ ] Run it on the logs of last year.\n", ""),
            ("- [ ] Point the sensors", "- [x] (2026-03-04 10:00Z) Point all the sensors"),
        ],
        ids=["elsewhere", "removed", "ticked and reworded"],
    )
    def test_what_an_agent_may_do_is_not_told(self, owner: Owner, old: str, new: str) -> None:
        owner.toggle("Remove")
        owner.toggle("Run it")
        owner.undo()
        owner.wait_until_saved()
        owner.events.clear()
        theirs = owner.disk.replace(old, new)
        by_rename(owner.path, theirs.encode())

        owner.wait_until_shown(theirs)

        assert owner.told == []


class TestUndo:
    def test_undo_and_redo_reach_the_file(self, owner: Owner) -> None:
        owner.toggle("Run it")
        owner.undo()
        owner.wait_until_saved()
        assert owner.disk == PLAN
        assert (owner.session.can_undo, owner.session.can_redo) == (False, True)

        owner.redo()
        owner.wait_until_saved()
        assert owner.disk == ticked(PLAN, "Run it")
        assert (owner.session.can_undo, owner.session.can_redo) == (True, False)
        assert owner.told == [
            "Undo: Tick “Run it on the logs of last year.”",
            "Redo: Tick “Run it on the logs of last year.”",
        ]

    def test_undo_brings_an_opened_item_back_with_its_stamp(self, owner: Owner) -> None:
        owner.toggle("Read")
        owner.undo()
        owner.wait_until_saved()

        assert owner.disk == PLAN
        assert owner.told == ["Undo: Untick “Read the seven log files.”"]

    def test_undo_works_across_a_reload(self, owner: Owner) -> None:
        owner.toggle("Run it")
        owner.wait_until_saved()
        theirs = ticked(PLAN, "Run it").replace("# Move", "# Carry").replace("a month", "a year")
        by_rename(owner.path, theirs.encode())
        owner.wait_until_shown(theirs)

        owner.undo()
        owner.wait_until_saved()
        opened = theirs.replace(f"- [x] {STAMP} Run", "- [ ] Run")
        assert owner.disk == opened

        by_rename(owner.path, opened.replace("Remove", "Sweep up").encode())
        owner.wait_until_shown(opened.replace("Remove", "Sweep up"))
        owner.redo()
        owner.wait_until_saved()
        assert owner.disk == theirs.replace("Remove", "Sweep up")

    def test_undo_is_refused_where_somebody_else_has_changed_the_place(self, owner: Owner) -> None:
        owner.toggle("Run it")
        owner.wait_until_saved()
        theirs = ticked(PLAN, "Run it").replace(STAMP, "(2026-03-04 10:00Z)")
        by_rename(owner.path, theirs.encode())
        owner.wait_until_shown(theirs)

        owner.undo()

        assert (
            "Undo: Tick “Run it on the logs of last year.” is not possible: that place has "
            "changed since."
        ) in owner.told
        assert owner.text == owner.disk == theirs

    def test_undo_never_opens_another_item_in_the_same_place(self, owner: Owner) -> None:
        owner.toggle("Run it")
        owner.wait_until_saved()
        theirs = ticked(PLAN, "Run it").replace("Run it on the logs of last year", "Sweep")
        by_rename(owner.path, theirs.encode())
        owner.wait_until_shown(theirs)

        owner.undo()

        assert any("not possible" in sentence for sentence in owner.told)
        assert owner.text == theirs

    def test_an_undo_on_its_way_does_not_reach_another_item(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        owner.toggle("Run it")
        owner.wait_until_saved()
        theirs = ticked(PLAN, "Run it").replace("Run it on the logs of last year", "Sweep")
        meanwhile(lambda: by_rename(owner.path, theirs.encode()))

        owner.undo()
        owner.wait_until_saved()

        assert owner.disk == theirs
        refusal = "Undo: Tick “Run it on the logs of last year.” was not written"
        assert any(refusal in sentence for sentence in owner.told)

    def test_without_steps_it_says_so(self, owner: Owner) -> None:
        owner.undo()
        owner.redo()

        assert owner.told == ["There is nothing to undo.", "There is nothing to do again."]


class TestAStepThatOthersHaveTakenBack:
    """Undone, there is nothing to do at first; then a newer text has the step again."""

    def toggle(self, owner: Owner) -> None:
        owner.toggle("Read")

    def tick(self, owner: Owner) -> None:
        owner.toggle("Run it")

    def edit(self, owner: Owner) -> None:
        owner.replace("for a month", "for a year")

    @pytest.mark.parametrize("step", ["toggle", "tick", "edit"])
    def test_it_is_undone_in_the_newer_text(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None], step: str
    ) -> None:
        getattr(self, step)(owner)
        owner.wait_until_saved()
        newer = owner.disk.replace("# Move", "# Carry")
        by_rename(owner.path, PLAN.encode())
        owner.wait_until_shown(PLAN)
        meanwhile(lambda: by_rename(owner.path, newer.encode()))

        owner.undo()
        owner.wait_until_saved()

        assert owner.disk == PLAN.replace("# Move", "# Carry")

    @pytest.mark.parametrize(
        ("step", "words"),
        [
            ("toggle", "“Read the seven log files.” is open again: somebody else"),
            ("tick", "“Run it on the logs of last year.” is done again: somebody else"),
            ("edit", "Undo: Edit 'for a month' is undone: somebody else"),
        ],
    )
    def test_an_alarm_names_it_when_a_later_text_has_the_step(
        self, owner: Owner, step: str, words: str
    ) -> None:
        getattr(self, step)(owner)
        owner.wait_until_saved()
        newer = owner.disk
        by_rename(owner.path, PLAN.encode())
        owner.wait_until_shown(PLAN)
        owner.undo()
        owner.wait_until_saved()

        by_rename(owner.path, newer.encode())

        owner.wait_until_told(words)

    def test_done_again_it_is_done_in_the_newer_text(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        owner.toggle("Run it")
        owner.undo()
        owner.wait_until_saved()
        done = ticked(PLAN, "Run it")
        by_rename(owner.path, done.encode())
        owner.wait_until_shown(done)
        newer = PLAN.replace("# Move", "# Carry")
        meanwhile(lambda: by_rename(owner.path, newer.encode()))

        owner.redo()
        owner.wait_until_saved()

        assert owner.disk == ticked(newer, "Run it")


class TestUndoingWhatOthersStampAnew:
    def test_an_item_that_is_to_be_done_may_have_their_stamp(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        owner.toggle("Read")
        owner.wait_until_saved()
        theirs = PLAN.replace("08:10Z", "11:10Z")
        meanwhile(lambda: by_rename(owner.path, theirs.encode()))

        owner.undo()
        owner.wait_until_saved()

        assert owner.disk == theirs
        assert not any("was not written" in each for each in owner.told)
        assert owner.session.conflicts == ()

    def test_their_tick_is_not_taken_back(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        owner.toggle("Run it")
        owner.wait_until_saved()
        theirs = ticked(PLAN, "Run it", "(2026-03-05 08:00Z)")
        meanwhile(lambda: by_rename(owner.path, theirs.encode()))

        owner.undo()
        owner.wait_until_saved()

        assert owner.disk == theirs
        owner.wait_until_told("Undo: Tick “Run it on the logs of last year.” was not written")
