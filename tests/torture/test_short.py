"""A few seconds of what `make torture` does for an hour, and proof that it would notice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from torture import beside
from torture.agent import EDITS
from torture.ledger import AgentWrite, Half, Takeover, VerbRun
from torture.person import Deed, Record, Version, Words
from torture.rounds import describe, run_round
from torture.schedule import AgentStep, Schedule, make_schedule
from torture.texts import State, agent_part, first_text, states_of, tokens_of, wording
from torture.verdict import Evidence, judge

if TYPE_CHECKING:
    from pathlib import Path

FIRST = first_text("Short")
LINE = "Appended t1.\n"
TICKED = FIRST.replace("- [ ] Item S00", "- [x] (2026-01-01 00:01Z) Item S00")
HALF = FIRST[: len(FIRST) // 2]
DEED = Deed(1, 1.0, "S00", State(done=True, stamp="(2026-01-01 00:01Z)"))


@pytest.mark.skipif(shutil.which("git") is None, reason="the agent needs git")
def test_nothing_is_lost_in_a_round_of_all_authors(tmp_path: Path) -> None:
    verdict = run_round(make_schedule(20, 26, writes=60, intents=60), tmp_path)

    assert verdict.wrong == [], describe([verdict])
    assert verdict.figures["writes of the agent"] > 30
    assert verdict.figures["deeds written"] > 15
    assert verdict.figures["verbs"] == 12


@pytest.mark.e2e
def test_nothing_moves_or_is_lost_beside_an_agent_that_writes_all_the_while() -> None:
    assert beside.run(4.0) >= 6


def test_a_schedule_follows_from_its_seed_and_survives_being_kept() -> None:
    schedule = make_schedule(1, 2)

    assert schedule == make_schedule(1, 2) == Schedule.load(schedule.dump())
    assert schedule != make_schedule(2, 2)
    assert {step.edit for step in schedule.agent} >= {"append", "checkout", "stale", "crlf"}


def test_an_agent_opens_an_item_and_words_it_anew_in_one_step() -> None:
    step = AgentStep(12, 0.0, "reword", "rename", 50, 0.0, 0.0, 0.0)

    text = EDITS["reword"](TICKED, step)

    assert text is not None
    assert states_of(text)["S00"] == State(done=False)
    assert wording("S00") not in text
    assert tokens_of(text) == {12}
    assert EDITS["reword"](text, step) is None


def test_lines_can_be_told_apart() -> None:
    assert agent_part(TICKED) == FIRST
    assert states_of(TICKED)["S00"] == DEED.state
    assert tokens_of(FIRST + LINE) == {1}


def written(text: str, base: str = FIRST, *, number: int = 1, blind: bool = False) -> AgentWrite:
    return AgentWrite(number, "append", "rename", blind, base, text, 0.5, 0.6, 0.7)


def evidence(
    *writes: AgentWrite,
    final: str = FIRST,
    versions: tuple[str, ...] = (),
    deeds: tuple[Deed, ...] = (),
    words: tuple[str, ...] = (),
    runs: tuple[VerbRun, ...] = (),
    takeovers: tuple[Takeover, ...] = (),
    recorded: tuple[str, ...] | None = None,
) -> Evidence:
    """A round as it is noted when all goes well, but for what is given."""
    record = Record(
        versions=[Version(1.0, "read", text) for text in versions],
        deeds=list(deeds),
        words=[Words(2.0, sentence) for sentence in words],
        answered={deed.number: "written" for deed in deeds},
        takeovers=list(takeovers),
        settled=True,
        final=final,
    )
    return Evidence(FIRST, writes, runs, record, versions if recorded is None else recorded, ())


HALVED = AgentWrite(
    1, "field", "two steps", False, FIRST, FIRST + LINE, 0.5, 0.6, 0.7, (Half(HALF, 0.1),)
)
OVER = written(FIRST.replace("nothing yet", "t2"), number=2, blind=True)


def verb(text: str, *, done: bool = True) -> VerbRun:
    return VerbRun(1, "S00", done, "(2026-01-01 00:01Z)", 0.1, 0.2, "", text)


@pytest.mark.parametrize(
    ("case", "wrong"),
    [
        (evidence(), ""),
        (evidence(written(FIRST + LINE), final=FIRST + LINE), ""),
        (evidence(written(FIRST + LINE), final=FIRST), "a write was lost"),
        (evidence(written(FIRST + LINE), OVER, final=OVER.text), ""),
        (evidence(written(FIRST + LINE), versions=(FIRST + LINE,)), "no agent has taken it out"),
        (evidence(HALVED, final=FIRST + LINE, versions=(HALF,)), "a half-written text was"),
        (evidence(final=HALF), "a text that nobody meant was left in the file"),
        (evidence(versions=(TICKED + LINE,)), "a text that nobody meant was reported"),
        (evidence(versions=(TICKED,), recorded=()), "not recorded"),
        (evidence(written(HALF + LINE, HALF), final=FIRST), "an agent read a text that nobody"),
        (evidence(takeovers=(Takeover(HALF, FIRST, FIRST),)), "nobody meant was taken over"),
        (evidence(takeovers=(Takeover(FIRST, FIRST, FIRST + "?"),)), "a line that nobody wrote"),
        (evidence(deeds=(DEED,), final=TICKED), ""),
        (evidence(deeds=(DEED,)), "a deed is gone without a word"),
        (evidence(deeds=(DEED,), words=("“Item S00 or so” is open again",)), ""),
        (evidence(deeds=(DEED,), final=FIRST.replace("Item S00", "Item S99")), "no agent has del"),
        (evidence(runs=(verb(TICKED),), final=TICKED), ""),
        (evidence(runs=(verb(TICKED),)), "a verb's tick is gone"),
        (evidence(runs=(verb(FIRST),)), "a verb said it was done"),
        (evidence(OVER, runs=(verb(TICKED),), final=OVER.text), ""),
    ],
)
def test_the_verdict_sees_what_is_wrong(case: Evidence, wrong: str) -> None:
    found = judge(case).wrong

    assert bool(found) == bool(wrong), found
    assert not wrong or any(wrong in each for each in found), found
