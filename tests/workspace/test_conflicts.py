"""What happens when two have changed the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.plan.identity import key_of
from milepost.text.merge import Conflict as Hunk
from milepost.text.merge import merge
from milepost.workspace.conflict import Conflict
from milepost.workspace.history import open_history
from milepost.workspace.session import Collided, Told
from milepost.workspace.state import state_dir
from support.agents import WRITERS, by_rename
from support.sessions import PLAN, STAMP, Owner, ticked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MINE = "keep the old files for a year"
THEIRS = "keep the old files for a week"
BASE = "keep the old files for a month"


@pytest.fixture
def collided(
    owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
) -> tuple[Owner, Conflict]:
    """Both have changed for how long the files are kept."""
    meanwhile(lambda: by_rename(owner.path, PLAN.replace(BASE, THEIRS).encode()))
    owner.replace(BASE, MINE)
    assert MINE in owner.text
    owner.wait_until_saved()
    (conflict,) = owner.session.conflicts
    return owner, conflict


class TestCollision:
    def test_the_persons_words_are_set_aside_and_the_file_is_not_touched(
        self, collided: tuple[Owner, Conflict]
    ) -> None:
        owner, conflict = collided

        assert owner.disk == owner.text == PLAN.replace(BASE, THEIRS)
        assert conflict.label == f"Edit {BASE!r}"
        assert conflict.titles == ("Decision Log",)
        assert conflict.hunks == (
            Hunk(f"- Decision: {BASE}.\n", f"- Decision: {MINE}.\n", f"- Decision: {THEIRS}.\n"),
        )

    def test_it_is_told_with_the_conflict(self, collided: tuple[Owner, Conflict]) -> None:
        owner, conflict = collided

        (event,) = (each for each in owner.events if isinstance(each, Collided))

        assert event.conflict is conflict
        assert "the same words in “Decision Log”" in event.sentence
        assert event.serious

    def test_everything_else_goes_on(self, collided: tuple[Owner, Conflict]) -> None:
        owner, conflict = collided

        owner.toggle("Run it")
        owner.wait_until_saved()
        expected = ticked(PLAN.replace(BASE, THEIRS), "Run it")
        assert owner.disk == expected
        by_rename(owner.path, expected.replace("# Move", "# Carry").encode())
        owner.wait_until_shown(expected.replace("# Move", "# Carry"))
        assert owner.session.conflicts == (conflict,)

    @pytest.mark.parametrize(
        "decision", [MINE, THEIRS, f"{MINE}, or {THEIRS}"], ids=["mine", "theirs", "both"]
    )
    def test_what_is_decided_is_written(
        self, collided: tuple[Owner, Conflict], decision: str
    ) -> None:
        owner, conflict = collided

        owner.events += owner.session.decide(conflict, [f"- Decision: {decision}.\n"])
        owner.wait_until_saved()

        assert owner.disk == owner.text == PLAN.replace(BASE, decision)
        assert owner.session.conflicts == ()

    def test_a_decision_is_merged_with_what_was_written_meanwhile(
        self, collided: tuple[Owner, Conflict]
    ) -> None:
        owner, conflict = collided
        later = PLAN.replace(BASE, THEIRS).replace("# Move", "# Carry")
        by_rename(owner.path, later.encode())
        owner.wait_until_shown(later)

        owner.events += owner.session.decide(conflict, conflict.mine)
        owner.wait_until_saved()

        assert owner.disk == PLAN.replace(BASE, MINE).replace("# Move", "# Carry")

    def test_a_decision_may_collide_again(self, collided: tuple[Owner, Conflict]) -> None:
        owner, conflict = collided
        later = PLAN.replace(BASE, "burn the old files")
        by_rename(owner.path, later.encode())
        owner.wait_until_shown(later)

        owner.events += owner.session.decide(conflict, conflict.mine)

        (again,) = owner.session.conflicts
        assert again is not conflict
        assert [hunk.theirs for hunk in again.hunks] == ["- Decision: burn the old files.\n"]
        assert [hunk.mine for hunk in again.hunks] == [f"- Decision: {MINE}.\n"]
        assert owner.disk == later

    def test_what_is_dropped_is_gone_and_decided_once(
        self, collided: tuple[Owner, Conflict]
    ) -> None:
        owner, conflict = collided

        assert owner.session.drop(conflict) == ()
        (told,) = owner.session.decide(conflict, conflict.mine)

        assert isinstance(told, Told)
        assert "decided already" in told.sentence
        assert owner.session.conflicts == ()

    def test_there_is_one_decision_for_each_hunk(self, collided: tuple[Owner, Conflict]) -> None:
        owner, conflict = collided

        with pytest.raises(ValueError, match="0 decisions for 1 hunks"):
            owner.session.decide(conflict, [])

    def test_without_a_file_nothing_is_decided(self, collided: tuple[Owner, Conflict]) -> None:
        owner, conflict = collided
        owner.path.unlink()
        owner.wait_until_told("deleted or moved")

        owner.events += owner.session.decide(conflict, conflict.mine)

        assert "Nothing was changed" in owner.told[-1]
        assert owner.session.conflicts == (conflict,)

    def test_a_conflict_that_is_open_at_the_end_is_a_draft(
        self, collided: tuple[Owner, Conflict]
    ) -> None:
        owner, conflict = collided

        assert not owner.session.close()

        history = open_history(state_dir())
        lineage = history.find_lineage(owner.path)
        assert lineage is not None
        (draft,) = history.drafts(lineage)
        history.close()
        assert draft.place == f"conflict: {conflict.label}"
        assert draft.text == PLAN.replace(BASE, MINE)


class TestMerging:
    @pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
    def test_other_words_of_the_same_line_are_merged(
        self,
        owner: Owner,
        meanwhile: Callable[[Callable[[], None]], None],
        write: Callable[[Path, bytes], None],
    ) -> None:
        theirs = PLAN.replace("keep the old", "store the old")
        meanwhile(lambda: write(owner.path, theirs.encode()))

        owner.replace("for a month", "for a year")
        owner.wait_until_saved()

        assert owner.disk == theirs.replace("for a month", "for a year")
        assert owner.session.conflicts == ()

    def test_a_section_that_was_typed_while_the_agent_wrote_is_merged(self, owner: Owner) -> None:
        shown = owner.shown
        section = PLAN[PLAN.index("- Decision") :]
        theirs = PLAN.replace("the gardener compares", "Ada compares")
        by_rename(owner.path, theirs.encode())
        owner.wait_until_shown(theirs)

        owner.replace(section, section.replace("for a month", "for a year"), shown)
        owner.wait_until_saved()

        assert owner.disk == theirs.replace("for a month", "for a year")

    def test_a_collision_with_what_is_there_already_is_set_aside_at_once(
        self, owner: Owner
    ) -> None:
        shown = owner.shown
        theirs = PLAN.replace(BASE, THEIRS)
        by_rename(owner.path, theirs.encode())
        owner.wait_until_shown(theirs)

        owner.replace(BASE, MINE, shown)

        assert len(owner.session.conflicts) == 1
        assert owner.text == theirs
        assert owner.session.saved

    def test_what_somebody_else_wrote_as_well_is_written_once(self, owner: Owner) -> None:
        shown = owner.shown
        theirs = PLAN.replace(BASE, MINE)
        by_rename(owner.path, theirs.encode())
        owner.wait_until_shown(theirs)

        owner.replace(BASE, MINE, shown)

        assert owner.disk == owner.text == theirs
        assert owner.session.conflicts == ()

    def test_undo_is_merged_with_other_words_of_its_line(self, owner: Owner) -> None:
        owner.replace("- Decision: keep the old files for a month.", "- Decision: burn all today.")
        owner.wait_until_saved()
        theirs = owner.disk.replace("the gardener", "Ada")
        by_rename(owner.path, theirs.encode())
        owner.wait_until_shown(theirs)

        owner.undo()
        owner.wait_until_saved()

        assert owner.disk == PLAN.replace("the gardener", "Ada")


class TestDoubt:
    TWINS = (
        "## Progress\n\n- [ ] Sweep the house.\n- [ ] Paint it.\n"
        "- [ ] Sweep the house.\n- [ ] Close it.\n"
    )

    def test_an_item_in_doubt_is_asked_for(self, path: Path) -> None:
        path.write_text(self.TWINS, encoding="utf-8")
        with Owner(path) as owner:
            shown = owner.shown
            theirs = "## Progress\n\n- [ ] Close it.\n- [ ] Sweep the house.\n- [ ] Paint it.\n"
            by_rename(path, theirs.encode())
            owner.wait_until_shown(theirs)

            owner.events += owner.session.toggle(shown.plan.items[2], shown)

            (told,) = (each for each in owner.events if isinstance(each, Told) and each.candidates)
            assert "nothing was ticked" in told.sentence
            assert [item.text for item in told.candidates] == ["Sweep the house."]
            assert owner.disk == theirs

    def test_a_tick_on_its_way_that_is_in_doubt_is_asked_for(
        self, path: Path, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        path.write_text(self.TWINS, encoding="utf-8")
        theirs = "## Progress\n\n- [ ] Close it.\n- [ ] Sweep the house.\n- [ ] Paint it.\n"
        with Owner(path) as owner:
            meanwhile(lambda: by_rename(path, theirs.encode()))

            owner.events += owner.session.toggle(owner.shown.plan.items[2], owner.shown)
            owner.wait_until_saved()

            (told,) = (each for each in owner.events if isinstance(each, Told) and each.candidates)
            assert "was not written" in told.sentence
            assert owner.disk == theirs

    def test_the_first_stamp_stays_when_both_tick(
        self, owner: Owner, meanwhile: Callable[[Callable[[], None]], None]
    ) -> None:
        theirs = ticked(PLAN, "Run it", "(2026-03-04 09:29Z)")
        meanwhile(lambda: by_rename(owner.path, theirs.encode()))

        owner.toggle("Run it")
        owner.wait_until_saved()

        assert owner.disk == theirs
        assert STAMP not in owner.text


def test_a_change_without_a_place_is_told(owner: Owner) -> None:
    owner.events += owner.session.change("Add it", lambda _: None)
    owner.events += owner.session.change("Add it", lambda _: None, owner.shown)

    assert owner.told == ["Add it is not possible here; nothing was changed."] * 2


def test_a_conflict_before_every_heading_has_no_title() -> None:
    conflict = Conflict.between("Edit", merge("a\nb\n", "a\nx\n", "a\ny\n"), "a\ny\n")

    assert conflict.titles == ("",)
    assert "the same words: Edit is not in the file" in conflict.sentence


def test_every_hunk_has_the_title_of_its_section() -> None:
    base = "a\n\n## One\n\nb\n\n## Two\n\nc\n"
    merged = merge(
        base,
        base.replace("b", "b1").replace("c", "c1"),
        base.replace("b", "b2").replace("c", "c2\nd"),
    )

    assert Conflict.between("Edit", merged, "").titles == ("One", "Two")


def test_candidates_are_of_the_same_wording_or_alike() -> None:
    from milepost.plan.identity import find_candidates

    before = Document.parse("- [ ] Write the reader of old files\n- [ ] Other\n")
    key = key_of(before.plan, before.plan.items[0])
    after = Document.parse(
        "- [ ] Write the reader of new files\n- [ ] Write a reader of old files\n- [ ] Other\n"
    )

    found = find_candidates(after.plan, key)

    assert [item.text for item in found] == [
        "Write a reader of old files",
        "Write the reader of new files",
    ]
    assert find_candidates(Document.parse("- [ ] Unlike\n").plan, key) == ()
    empty = Document.parse("- [ ] \n")
    assert find_candidates(after.plan, key_of(empty.plan, empty.plan.items[0])) == ()


@pytest.mark.parametrize("act", ["change", "replace"])
def test_without_a_file_nothing_is_changed(owner: Owner, act: str) -> None:
    owner.path.unlink()
    owner.wait_until_told("deleted or moved")

    if act == "change":
        owner.events += owner.session.change("Add it", lambda _: None)
    else:
        owner.replace(BASE, MINE)

    assert "Nothing was changed" in owner.told[-1]
    assert owner.text == PLAN
