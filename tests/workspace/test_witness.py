"""What is told of versions that somebody else has written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.edits.checklist import tick, untick
from milepost.plan.identity import key_of
from milepost.text.diff import diff_edits
from milepost.workspace.events import Alarm, AlarmKind
from milepost.workspace.intent import Intent, replacing, ticking, unticking
from milepost.workspace.witness import Witness, is_cut_off
from support.agents import by_rename
from support.clock import START
from support.sessions import PLAN, STAMP, Owner, ticked

if TYPE_CHECKING:
    from pathlib import Path

DONE = "- [x] (2026-03-03 08:10Z) Read the seven log files.\n"
DECISION = PLAN[PLAN.index("- Decision") :]
NOTED = f"{PLAN}\nRevision note (2026-03-03): the shed has no network, so copies go by hand.\n"
RISKS = "\n## Risks\n\nThe disk is old and may fail while the copy is being made.\n"
STRAY = "\n## Notes\n\nThe shed is damp.\n\n- [x] (2026-03-04 10:00Z) Dry the shed.\n"


def saw(before: str, after: str, *intents: Intent) -> tuple[Alarm, ...]:
    """The alarms when `after` follows `before`, in which the intents are."""
    witness = Witness(Document.parse(before))
    if intents:
        witness.saved(Document.parse(before), intents)
    return witness.saw(Document.parse(after))


def edit(before: str, after: str) -> Intent:
    """A saved edit of the text."""
    old, new = Document.parse(before), Document.parse(after)
    resolve = replacing(before, diff_edits(before, after))
    return Intent(1, "Edit it", resolve, old, new, is_text=True)


def toggle(before: str, index: int) -> Intent:
    """A saved tick, or the opening of a done item."""
    old = Document.parse(before)
    item = old.plan.items[index]
    edits = untick(old, item) if item.done else tick(old, item, START)
    resolve = unticking(old, item) if item.done else ticking(old, item, START)
    return Intent(1, "Tick it", resolve, old, old.edited(edits), sought=key_of(old.plan, item))


@pytest.mark.parametrize(
    ("before", "after", "kind", "words"),
    [
        (PLAN, PLAN.replace(DONE, ""), AlarmKind.ITEM_VANISHED, "“Read the seven log files.” is"),
        (
            PLAN,
            PLAN.replace(DONE, DONE.replace("[x] (2026-03-03 08:10Z)", "[ ]")),
            AlarmKind.ITEM_REOPENED,
            "“Read the seven log files.” is not done any more",
        ),
        (
            PLAN,
            PLAN.replace("[x]", "[ ]"),
            AlarmKind.ITEM_REOPENED,
            "“Read the seven log files.” and 1 more are not done",
        ),
        (
            PLAN,
            PLAN.replace("08:10Z", "09:10Z"),
            AlarmKind.STAMP_CHANGED,
            "2026-03-03 08:10Z became 2026-03-03 09:10Z",
        ),
        (PLAN, PLAN.replace("(2026-03-03 08:10Z) ", ""), AlarmKind.STAMP_CHANGED, "became none"),
        (PLAN + RISKS, PLAN, AlarmKind.SECTION_VANISHED, "The section “Risks” is gone"),
        (PLAN, PLAN.replace(DECISION, ""), AlarmKind.ENTRY_VANISHED, "The decision “keep the old"),
        (NOTED, PLAN, AlarmKind.NOTE_VANISHED, "The revision note “the shed has no network"),
        (PLAN, PLAN + STRAY, AlarmKind.ITEMS_ASTRAY, "“Dry the shed.” landed at the end"),
        (
            PLAN,
            f"{PLAN}{STRAY}- [x] (2026-03-04 10:10Z) Dry it again.\n",
            AlarmKind.ITEMS_ASTRAY,
            "“Dry the shed.” and 1 more landed",
        ),
        (PLAN, PLAN[:-20], AlarmKind.TRUNCATED, "ends in the middle of a line"),
        (PLAN, "\n", AlarmKind.TRUNCATED, "is empty now"),
        (PLAN, f"```md\n{PLAN}```\n", AlarmKind.FENCED, "into a fence"),
    ],
)  # fmt: skip
def test_an_accident_is_told_with_its_mend(
    before: str, after: str, kind: AlarmKind, words: str
) -> None:
    (alarm,) = saw(before, after)

    assert alarm.kind is kind
    assert words in alarm.sentence
    assert alarm.mend is not None
    document = Document.parse(after)
    edits = alarm.mend.resolve(document)
    assert edits is not None
    mended = edits.apply(after)
    assert saw(before, mended) == ()
    if kind is not AlarmKind.ITEMS_ASTRAY:
        assert mended.rstrip() == before.rstrip()


def test_conflict_markers_are_told() -> None:
    marked = PLAN + "\n## Notes\n\n<<<<<<< a\none\n=======\ntwo\n>>>>>>> b\n"

    (alarm,) = saw(PLAN, marked)

    assert (alarm.kind, alarm.mend) == (AlarmKind.CONFLICT_MARKERS, None)
    assert saw(marked, marked.replace("one", "uno")) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- [ ] Run it", f"- [x] {STAMP} Run it"),
        ("Read the seven log files", "Read the seven log files, and the eighth"),
        ("## Progress", "## Status and progress"),
        ("## Decision Log", "## Decisions"),
        (DONE, f"### Milestone 1\n\n{DONE}"),
        ("- [ ] Remove the seven files.\n", ""),
        ("- [ ] Remove the seven files.\n", "- [ ] Remove three.\n- [ ] Remove four.\n"),
        ("for a month", "until May"),
        ("- [ ]", f"- [x] {STAMP}"),
        (DECISION, f"{DECISION}{RISKS}"),
        ("", ""),
        ("# Move", "# Carry"),
        ("\n", "\r\n"),
    ],
    ids=[
        "tick", "reword", "rename", "alias", "sub-heading", "drop an open item", "split",
        "reword a decision", "complete the plan", "new section", "nothing", "title", "line ends",
    ],
)  # fmt: skip
def test_honest_edits_raise_no_alarm(old: str, new: str) -> None:
    assert saw(PLAN, PLAN.replace(old, new)) == ()


def test_the_first_text_is_no_loss_of_an_empty_one() -> None:
    assert saw("", PLAN) == ()


class TestOverwritten:
    def test_a_tick_is_done_again_with_its_stamp(self) -> None:
        intent = toggle(PLAN, 2)
        saved = intent.after.text
        theirs = PLAN.replace("a month", "a year")

        (alarm,) = saw(saved, theirs, intent)

        assert alarm.kind is AlarmKind.TICK_OVERWRITTEN
        assert alarm.mend is not None
        edits = alarm.mend.resolve(Document.parse(theirs))
        assert edits is not None
        assert edits.apply(theirs) == saved.replace("a month", "a year")

    @pytest.mark.parametrize("half", ["", "\n", PLAN[:-20]], ids=["empty", "a line end", "cut"])
    def test_a_tick_that_goes_while_a_writer_pauses_is_told_of(self, half: str) -> None:
        intent = toggle(PLAN, 2)
        witness = Witness(Document.parse(PLAN))
        witness.saved(intent.after, [intent])

        (paused,) = witness.saw(Document.parse(half))
        (alarm,) = witness.saw(Document.parse(PLAN))

        assert paused.kind is AlarmKind.TRUNCATED
        assert alarm.kind is AlarmKind.TICK_OVERWRITTEN

    def test_a_writer_that_paused_and_kept_all_has_lost_nothing(self) -> None:
        intent = toggle(PLAN, 2)
        witness = Witness(Document.parse(PLAN))
        witness.saved(intent.after, [intent])

        witness.saw(Document.parse(""))

        assert witness.saw(intent.after) == ()

    def test_a_tick_without_a_stamp_is_done_again_too(self) -> None:
        text = "# Notes\n\n- [ ] Ask Ada.\n"
        intent = toggle(text, 0)

        (alarm,) = saw(intent.after.text, text, intent)

        assert alarm.mend is not None
        edits = alarm.mend.resolve(Document.parse(text))
        assert edits is not None
        assert edits.apply(text) == intent.after.text
        assert alarm.mend.resolve(Document.parse("# Notes\n")) is None
        assert not alarm.mend.resolve(intent.after)

    def test_an_opened_item_is_opened_again(self) -> None:
        intent = toggle(PLAN, 0)

        (alarm,) = saw(intent.after.text, PLAN, intent)

        assert alarm.former is None
        assert alarm.mend is not None
        edits = alarm.mend.resolve(Document.parse(PLAN))
        assert edits is not None
        assert edits.apply(PLAN) == intent.after.text

    @pytest.mark.parametrize(
        "theirs",
        [
            PLAN.replace("- [ ] Run it on the logs of last year.\n", ""),
            f"## Progress\n\n- [x] {STAMP} Run it on the logs of last year, all of them.\n",
        ],
        ids=["gone", "reworded"],
    )
    def test_a_tick_whose_item_is_gone_or_kept_is_not_overwritten(self, theirs: str) -> None:
        intent = toggle(PLAN, 2)

        alarms = saw(intent.after.text, theirs, intent)

        assert all(alarm.kind is not AlarmKind.TICK_OVERWRITTEN for alarm in alarms)

    @pytest.mark.parametrize(
        ("index", "sentence", "label"),
        [
            (0, "is done again", "Open “Read the seven log files.” again"),
            (2, "is open again", None),
        ],
    )
    def test_an_item_that_goes_and_comes_back_as_it_was_is_told(
        self, index: int, sentence: str, label: str | None
    ) -> None:
        mine = toggle(PLAN, index)
        line = next(
            each
            for each in mine.after.text.split("\n")
            if mine.after.plan.items[index].text in each and each.startswith("- [")
        )
        witness = Witness(mine.after)
        witness.saved(mine.after, [mine])
        witness.saw(Document.parse(mine.after.text.replace(f"{line}\n", "")))

        alarms = witness.saw(Document.parse(PLAN))

        (told,) = [each for each in alarms if each.kind is AlarmKind.TICK_OVERWRITTEN]
        assert sentence in told.sentence
        assert (told.mend and told.mend.label) == label
        if told.mend is not None:
            edits = told.mend.resolve(Document.parse(PLAN))
            assert edits is not None
            assert edits.apply(PLAN) == mine.after.text
        assert witness.saw(Document.parse(f"{PLAN}\nMore.\n")) == ()

    REST = "Point the sensors at the one file."

    @pytest.mark.parametrize(
        ("stamp", "wording"),
        [
            ("", "Last year's frost and rain, gathered shed by shed from the logs."),
            (
                "(2026-03-05 10:00Z) ",
                "Last year's frost and rain, gathered shed by shed from the logs.",
            ),
            ("", "Get the logs of all sheds and of last year together, in one file."),
        ],
    )
    def test_a_ticked_item_that_is_open_in_other_words_is_told(
        self, stamp: str, wording: str
    ) -> None:
        mine = toggle(PLAN, 2)
        theirs = PLAN.replace("Run it on the logs of last year.", f"{stamp}{wording}")

        (alarm,) = saw(mine.after.text, theirs, mine)

        assert alarm.sentence == (
            "“Run it on the logs of last year.” is open again, and reads differently now: "
            "somebody else has written over your change."
        )
        assert alarm.kind is AlarmKind.TICK_OVERWRITTEN
        document = Document.parse(theirs)
        assert alarm.mend is not None
        edits = alarm.mend.resolve(document)
        assert edits is not None
        assert f"- [x] {STAMP} {wording}" in edits.apply(theirs)
        assert alarm.key == key_of(document.plan, document.plan.items[2])
        assert alarm.former is None  # It is not ticked again by itself.

    def test_a_ticked_item_that_became_a_part_of_an_open_one_is_told(self) -> None:
        mine = toggle(PLAN, 2)
        theirs = PLAN.replace("- [ ] Run it on the logs of last year.\n", "").replace(
            self.REST, f"{self.REST[:-1]}; then run it on the logs of last year."
        )

        (alarm,) = saw(mine.after.text, theirs, mine)

        assert alarm.sentence == (
            "“Run it on the logs of last year.” is open again, as a part of “Point the sensors at "
            "the one file; then…”: somebody else has written over your change."
        )
        assert alarm.mend is None

    @pytest.mark.parametrize(
        "theirs",
        [
            f"- [x] {STAMP} Gather last year, with the logs of the shed.\n",
            f"- [x] {STAMP} Gather the logs of last year.\n- [ ] Gather the logs of this year.\n",
            f"- [ ] Gather the logs of this year.\n- [x] {STAMP} Gather the logs of last year.\n",
        ],
        ids=["reworded", "split", "split, the other way round"],
    )
    def test_a_ticked_item_that_is_done_in_other_words_raises_no_alarm(self, theirs: str) -> None:
        mine = toggle(PLAN, 2)
        line = "- [ ] Run it on the logs of last year.\n"

        assert saw(mine.after.text, PLAN.replace(line, theirs), mine) == ()

    def test_a_ticked_item_that_was_reworded_before_is_told_in_its_new_words(self) -> None:
        mine = toggle(PLAN, 2)
        other = "Last year's frost and rain, gathered anew from the logs."
        reworded = mine.after.text.replace("Run it on the logs of last year.", other)
        witness = Witness(mine.after)
        witness.saved(mine.after, [mine])
        assert witness.saw(Document.parse(reworded)) == ()

        alarms = witness.saw(Document.parse(reworded.replace(f"[x] {STAMP}", "[ ]")))

        assert [each.kind for each in alarms] == [AlarmKind.ITEM_REOPENED]

    @pytest.mark.parametrize("instead", ["", "- [ ] Feed the neighbour's cat twice a day.\n"])
    def test_a_ticked_item_that_is_gone_is_told_to_be_gone(self, instead: str) -> None:
        mine = toggle(PLAN, 2)
        line = "- [ ] Run it on the logs of last year.\n"

        (alarm,) = saw(mine.after.text, PLAN.replace(line, instead), mine)

        assert alarm.kind is AlarmKind.ITEM_VANISHED

    def test_an_item_that_was_opened_may_be_reworded(self) -> None:
        mine = toggle(PLAN, 0)
        theirs = PLAN.replace(DONE, f"- [x] {STAMP} Seven files of the log were read.\n")

        assert saw(mine.after.text, theirs, mine) == ()

    def test_only_the_last_of_several_toggles_counts(self) -> None:
        first = toggle(PLAN, 2)
        second = toggle(first.after.text, 2)

        assert saw(PLAN, PLAN.replace("a month", "a year"), first, second) == ()

    def test_an_intent_without_its_item_is_not_looked_after(self) -> None:
        assert saw("# A\n", "# B\n", toggle(PLAN, 2)) == ()

    @pytest.mark.parametrize(
        ("mine", "theirs"),
        [
            (PLAN.replace("a month", "a year"), PLAN.replace("# Move", "# Carry")),
            (PLAN.replace("a month", "a year"), PLAN.replace("keep the old", "store the old")),
            (
                PLAN.replace("- [ ] Remove the seven files.\n", ""),
                PLAN.replace("# Move", "# Carry"),
            ),
            (PLAN + RISKS, PLAN),
            (PLAN.replace(DECISION, DECISION + "- Decision: burn one file.\n"), PLAN),
        ],
        ids=["words", "words in a line that changed", "deletion", "section", "entry"],
    )
    def test_an_edit_is_told_once_and_made_again(self, mine: str, theirs: str) -> None:
        alarms = saw(mine, theirs, edit(PLAN, mine))

        alarm = next(each for each in alarms if each.kind is AlarmKind.EDIT_OVERWRITTEN)
        assert all(each.kind in (alarm.kind, AlarmKind.SECTION_VANISHED) for each in alarms)
        assert alarm.mend is not None
        edits = alarm.mend.resolve(Document.parse(theirs))
        assert edits is not None
        assert diff_edits(theirs, edits.apply(theirs))
        assert saw(mine, edits.apply(theirs), edit(PLAN, mine)) == ()

    def test_words_that_go_from_a_line_that_was_made_another_are_told(self) -> None:
        mine = PLAN.replace("a month.", "a month. The shed key is with Ada.")
        other, without = (text.replace("a month.", "a year.") for text in (mine, PLAN))
        witness = Witness(Document.parse(mine))
        witness.saved(Document.parse(mine), [edit(PLAN, mine)])

        assert witness.saw(Document.parse(other)) == ()
        (alarm,) = witness.saw(Document.parse(without))
        assert alarm.kind is AlarmKind.EDIT_OVERWRITTEN
        assert witness.saw(Document.parse(f"{without}\nMore.\n")) == ()

    def test_words_that_are_put_elsewhere_are_not_gone(self) -> None:
        mine = PLAN.replace("a month.", "a month. The shed key is with Ada.")
        other, without = (text.replace("a month.", "a year.") for text in (mine, PLAN))
        witness = Witness(Document.parse(mine))
        witness.saved(Document.parse(mine), [edit(PLAN, mine)])
        witness.saw(Document.parse(other))

        moved = f"{without}\n## Keys\n\nThe shed key is\nwith Ada.\n"

        assert witness.saw(Document.parse(moved)) == ()

    @pytest.mark.parametrize(
        ("mine", "theirs"),
        [
            (PLAN.replace("a month", "a year"), PLAN.replace("a month", "ten years")),
            (PLAN + RISKS, PLAN + RISKS.replace("old and", "very old and")),
            (PLAN.replace("- [ ] Run", "- [ ] Ask Ada.\n- [ ] Run"),
             PLAN.replace("- [ ] Run", f"- [x] {STAMP} Ask Ada.\n- [ ] Run")),
            (PLAN.replace("a month", "a year"), PLAN.replace("a month", "a year") + RISKS),
        ],
        ids=["other words", "more words", "ticked", "untouched"],
    )  # fmt: skip
    def test_an_edit_that_somebody_goes_on_with_is_not_overwritten(
        self, mine: str, theirs: str
    ) -> None:
        assert saw(mine, theirs, edit(PLAN, mine)) == ()

    @pytest.mark.parametrize(
        ("added", "theirs", "told"),
        [
            (" It did so in spring.", RISKS, True),
            (" It did so in spring.", RISKS.replace("The disk", "This disk"), True),
            (" It did so in spring.", f"{RISKS}\nIt did so in spring.\n", False),
            (" Twice.", RISKS, True),
            (" Twice.", RISKS.replace("The disk", "This disk"), False),
        ],
        ids=["sentence", "sentence, reworded", "sentence, moved", "word", "word, reworded"],
    )
    def test_what_was_added_to_a_line_is_told_when_it_is_gone(
        self, added: str, theirs: str, told: bool
    ) -> None:
        mine = RISKS.replace("made.", f"made.{added}")

        alarms = saw(mine, theirs, edit(RISKS, mine))

        assert [alarm.kind for alarm in alarms] == [AlarmKind.EDIT_OVERWRITTEN] * told


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        ("one two\nthree four\n", "one two\nthree fo", True),
        ("one two\nthree four\n", "one two\nthree four", False),
        ("one two\nthree four\n", "one two\n", False),
        ("one two\nthree four", "one two\nthr", False),
        ("one two\nthree four\n", "one two\nfive", False),
        ("one\n", " \n", True),
        ("\n", "", False),
    ],
)
def test_a_text_is_cut_off_in_the_middle_of_a_line(before: str, after: str, cut: bool) -> None:
    assert is_cut_off(Document.parse(before), Document.parse(after)) is cut


def made_again(owner: Owner, times: int) -> bool:
    """Whether a tick was made again without asking, so many times."""
    return sum("again: somebody" in sentence for sentence in owner.told) == times


class TestInASession:
    def test_a_mend_is_written_at_a_key(self, owner: Owner) -> None:
        by_rename(owner.path, PLAN.replace(DECISION, "None.\n").encode())
        alarm = owner.wait_for_alarm()

        owner.events += owner.session.mend(alarm)
        owner.wait_until_saved()

        assert DECISION.strip() in owner.disk
        owner.undo()
        owner.wait_until_saved()
        assert "Decision:" not in owner.disk

    def test_a_mend_that_is_not_needed_any_more_does_nothing(self, owner: Owner) -> None:
        by_rename(owner.path, PLAN.replace(DONE, "").encode())
        alarm = owner.wait_for_alarm()
        by_rename(owner.path, PLAN.encode())
        owner.wait_until_shown(PLAN)

        assert owner.session.mend(alarm) == ()

    def test_a_mend_without_a_place_says_so(self, owner: Owner) -> None:
        by_rename(owner.path, PLAN.replace(DONE, "").encode())
        alarm = owner.wait_for_alarm()
        by_rename(owner.path, b"# Nothing\n")
        owner.wait_until_shown("# Nothing\n")

        owner.events += owner.session.mend(alarm)

        assert "is not possible" in owner.told[-1]

    def test_what_cannot_be_mended_says_so(self, owner: Owner) -> None:
        owner.events += owner.session.mend(Alarm("Something."))

        assert owner.told == ["There is nothing that could be done about that here."]

    def test_without_a_file_nothing_is_mended(self, owner: Owner) -> None:
        by_rename(owner.path, PLAN.replace(DONE, "").encode())
        alarm = owner.wait_for_alarm()
        owner.path.unlink()
        owner.wait_until_told("deleted or moved")

        owner.events += owner.session.mend(alarm)

        assert "Nothing was changed" in owner.told[-1]

    def test_sticky_ticks_are_made_again_twice_and_then_told(self, path: Path) -> None:
        (path.parent / "milepost.toml").write_text("sticky-ticks = true\n", encoding="utf-8")
        expected = ticked(PLAN, "Run it")
        with Owner(path) as owner:
            owner.wait_until_remembered()
            owner.toggle("Run it")
            owner.wait_until_saved()
            for turn in (1, 2):
                by_rename(path, PLAN.encode())
                owner.wait_until(partial(made_again, owner, turn), "the tick is made again")
                owner.wait_until_saved()
                assert owner.disk == expected
            by_rename(path, PLAN.encode())
            assert owner.wait_for_alarm().kind is AlarmKind.TICK_OVERWRITTEN
            assert owner.disk == PLAN
