"""What must hold at the end of a round.

No version that anybody was shown may be one that nobody meant; every write of an agent is in the
file or was seen, unless the agent itself wrote over it; every deed of a person is in the file, or
it was said that it is not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .texts import agent_part, lines_of, states_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .ledger import AgentWrite, Takeover, VerbRun
    from .person import Deed, Record

EMPTY_PROMISE = 0.06
"""Seconds for which an empty file is known to be half written."""
CUT_PROMISE = 0.24
"""The same for a text that ends in the midst of the former one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was noted of a round."""

    first: str
    writes: Sequence[AgentWrite]
    runs: Sequence[VerbRun]
    record: Record
    recorded: Sequence[str]
    """What the history holds."""
    leftovers: Sequence[str]


@dataclass(slots=True)
class Verdict:
    """What is wrong, and figures."""

    wrong: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    """How often each kind of wrong was found."""

    def blame(self, kind: str, detail: str) -> None:
        """Notes something that must not be; the first three of a kind in full."""
        self.kinds[kind] += 1
        if self.kinds[kind] <= 3:
            self.wrong.append(f"{kind}: {detail}")


def judge(evidence: Evidence) -> Verdict:
    """Looks at a round from every side."""
    verdict = Verdict()
    _judge_life(evidence, verdict)
    _judge_versions(evidence, verdict)
    _judge_writes(evidence, verdict)
    _judge_deeds(evidence, verdict)
    _judge_verbs(evidence, verdict)
    return verdict


def _judge_life(evidence: Evidence, verdict: Verdict) -> None:
    record = evidence.record
    for run in evidence.runs:
        if run.crash:
            verdict.blame("a verb crashed", run.crash)
    if not record.settled:
        verdict.blame("unsettled", "what is shown is not what the file holds, or not all is saved")
    if evidence.leftovers:
        verdict.blame("leftovers", ", ".join(evidence.leftovers))
    if record.doubly_answered:
        verdict.blame("answered twice", str(record.doubly_answered))
    for promise in record.broken_promises:
        verdict.blame("said to be written", promise)
    verdict.figures["writes of the agent"] = len(evidence.writes)
    verdict.figures["deeds at the screen"] = len(record.deeds)
    verdict.figures["verbs"] = len(evidence.runs)
    verdict.figures["refused at the screen"] = record.refused
    verdict.figures["versions reported"] = len(record.versions)
    verdict.figures["saves of the session"] = sum(
        each.kind == "written" for each in record.versions
    )


# Versions


def _judge_versions(evidence: Evidence, verdict: Verdict) -> None:
    meant = _find_meant(evidence, verdict)
    halves = {
        agent_part(half.text): half.seconds
        for write in evidence.writes
        for half in write.halves
        if agent_part(half.text) not in meant
    }
    seen = (
        *(("reported", version.text) for version in evidence.record.versions),
        *(("shown", text) for text in evidence.record.shown),
        *(("recorded", text) for text in evidence.recorded),
        *(("written by a verb", run.text) for run in evidence.runs if run.is_changed),
        ("left in the file", evidence.record.final),
    )
    for kind, text in seen:
        part = agent_part(text)
        if part in meant:
            continue
        promise = CUT_PROMISE if part else EMPTY_PROMISE
        if halves.get(part, 0.0) > promise:
            verdict.figures[f"half-written texts {kind} that stood for longer than promised"] += 1
        else:
            what = "a half-written text" if part in halves else "a text that nobody meant"
            verdict.blame(f"{what} was {kind}", _tail(text))
    missing = {version.text for version in evidence.record.versions} - set(evidence.recorded)
    if missing:
        verdict.blame("not recorded", f"{len(missing)} versions, such as {_tail(missing.pop())}")


def _find_meant(evidence: Evidence, verdict: Verdict) -> set[str]:
    """The texts that agents meant, and those made of them by taking over a late one."""
    meant = {agent_part(evidence.first)}
    writes = list(evidence.writes)
    takeovers = [*evidence.record.takeovers, *(t for run in evidence.runs for t in run.takeovers)]
    verdict.figures["late writers taken over"] = len(takeovers)
    for takeover in takeovers:
        strange = lines_of(takeover.result) - lines_of(takeover.late) - lines_of(takeover.current)
        if strange:
            verdict.blame("a line that nobody wrote", str(strange))
    left = len(writes) + len(takeovers) + 1
    while left > (left := len(writes) + len(takeovers)):
        known = [each for each in writes if agent_part(each.base) in meant]
        meant.update(agent_part(each.text) for each in known)
        writes = [each for each in writes if each not in known]
        sound = [each for each in takeovers if _is_sound(each, meant)]
        meant.update(agent_part(each.result) for each in sound)
        takeovers = [each for each in takeovers if each not in sound]
    for write in writes:
        verdict.blame("an agent read a text that nobody meant", f"{write.number} {write.edit}")
    for takeover in takeovers:
        verdict.blame("a text that nobody meant was taken over", _tail(takeover.late))
    return meant


def _is_sound(takeover: Takeover, meant: set[str]) -> bool:
    return agent_part(takeover.late) in meant and agent_part(takeover.current) in meant


# Writes of the agent


def _judge_writes(evidence: Evidence, verdict: Verdict) -> None:
    held = tokens_of(evidence.record.final)
    seen = set().union(
        *(tokens_of(version.text) for version in evidence.record.versions),
        *(tokens_of(run.text) for run in evidence.runs),
        *(tokens_of(text) for text in evidence.recorded),
    )
    for at, write in enumerate(evidence.writes):
        token = write.number
        if token not in tokens_of(write.text):
            continue  # A checkout brings an old text back.
        if token in held:
            verdict.figures["writes in the file"] += 1
        elif token in seen:
            verdict.figures["writes seen, then written over by the agent"] += 1
        elif any(_drops(token, later) for later in evidence.writes[at + 1 :]):
            verdict.figures["writes that the agent wrote over before anybody looked"] += 1
        else:
            verdict.blame(
                "a write was lost", f"{token}, {write.edit} by {write.way} at {write.ended:.4f}"
            )
        if token not in held and not any(
            _drops(token, later) for later in evidence.writes[at + 1 :]
        ):
            verdict.blame(
                "a write is not in the file, and no agent has taken it out",
                f"{token}, {write.edit} by {write.way} at {write.ended:.4f}",
            )


def _drops(token: int, write: AgentWrite) -> bool:
    if token in tokens_of(write.text):
        return False
    return write.is_blind or token in tokens_of(write.base)


# Deeds of the person


def _judge_deeds(evidence: Evidence, verdict: Verdict) -> None:
    record = evidence.record
    states = states_of(record.final)
    for deed in record.deeds:
        answer = record.answered.get(deed.number)
        if answer is None:
            verdict.blame("never answered", str(deed))
        verdict.figures[f"deeds {answer}"] += 1
        told = _is_refused(deed, record) if answer == "not written" else _is_told(deed, record)
        if answer != "written" and not told:
            verdict.blame(f"{answer} without a word", str(deed))
    for item, deed in {deed.item: deed for deed in record.deeds}.items():
        if record.answered.get(deed.number) != "written":
            continue
        held = states.get(item)
        if held is None:
            verdict.figures["items gone with the agent's text"] += 1
            if not any(_deletes(item, write) for write in evidence.writes):
                verdict.blame("an item is gone that no agent has deleted", str(deed))
        elif held.done is deed.state.done:
            verdict.figures["last deeds in the file"] += 1
        elif _is_told(deed, record):
            verdict.figures["last deeds written over and told"] += 1
        else:
            verdict.blame("a deed is gone without a word", f"{deed}, now {held}")


def _is_told(deed: Deed, record: Record) -> bool:
    name = f"Item {deed.item} "
    return any(name in each.sentence and each.at >= deed.at for each in record.words)


def _is_refused(deed: Deed, record: Record) -> bool:
    """Whether it was said that nothing was written: it is then shown as not done."""
    return any("othing " in each.sentence and each.at >= deed.at for each in record.words)


def _deletes(item: str, write: AgentWrite) -> bool:
    return f"Item {item} " not in write.text


def _judge_verbs(evidence: Evidence, verdict: Verdict) -> None:
    states = states_of(evidence.record.final)
    done = [run for run in evidence.runs if not run.refusal]
    verdict.figures["verbs refused with a sentence"] = len(evidence.runs) - len(done)
    for run in done:
        state = states_of(run.text).get(run.item)
        if state is None or state.done is not run.done:
            verdict.blame("a verb said it was done", f"{run.number} {run.item} {state}")
    for item, run in {run.item: run for run in done}.items():
        held = states.get(item)
        if held is not None and held.done is run.done:
            verdict.figures["last verbs in the file"] += 1
        elif any(_overwrites(run, write) for write in evidence.writes):
            verdict.figures["last verbs written over by the agent"] += 1
        else:
            verdict.blame("a verb's tick is gone", f"{run.number} {item} {run.stamp}, now {held}")


def _overwrites(run: VerbRun, write: AgentWrite) -> bool:
    """Whether an agent wrote over the verb's change: unawares, or because it meant to."""
    after, base = (states_of(text).get(run.item) for text in (write.text, write.base))
    if write.ended < run.began or (after is not None and after.done is run.done):
        return False
    knew = base is not None and base.done is run.done
    return write.is_blind or knew or write.read_at <= run.ended


def _tail(text: str) -> str:
    return f"{len(text)} characters, ending in {text[-60:]!r}"


def total(verdicts: Iterable[Verdict]) -> Counter[str]:
    """The figures of many rounds."""
    figures: Counter[str] = Counter()
    for verdict in verdicts:
        figures.update(verdict.figures)
    return figures
