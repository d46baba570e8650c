"""The simulated agent of `milepost demo`: real files, its own clock, no waiting."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from milepost.plan.kinds import ORDER
from milepost.workspace.assets import sample_plans_dir
from milepost.workspace.demo_agent import SAMPLE, SimulatedAgent, prepare_demo
from milepost.workspace.demo_edits import Append, Edit, Record, Rest, Reword, Sign, Split, Tick
from milepost.workspace.demo_story import AFTERWARDS, POLISH, STORY

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
OPEN = re.compile(r"^- \[ \] ", re.MULTILINE)
DONE = re.compile(r"^- \[x\] \(\d{4}-\d\d-\d\d \d\d:\d\dZ\) \S", re.MULTILINE)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return prepare_demo(tmp_path, now=NOW)


def agent_on(path: Path) -> SimulatedAgent:
    return SimulatedAgent(path, now=lambda: NOW)


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = read(path)
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.+)$", text, re.MULTILINE)


def test_the_copy_is_the_sample_but_for_its_stamps(plan: Path) -> None:
    stamps = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\dZ")
    sample = read(sample_plans_dir() / SAMPLE)
    assert stamps.sub("", read(plan)) == stamps.sub("", sample)


def test_the_copy_was_last_changed_a_few_minutes_ago(plan: Path) -> None:
    assert max(re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\dZ", read(plan))) == "2026-12-01 09:24Z"


def test_the_copy_keeps_the_time_between_its_stamps(plan: Path) -> None:
    pattern = re.compile(r"^- \[x\] \((.+?)Z\)", re.MULTILINE)

    def gaps(text: str) -> list[float]:
        moments = [datetime.fromisoformat(found) for found in pattern.findall(text)]
        return [(later - sooner).total_seconds() for sooner, later in pairwise(moments)]

    assert gaps(read(plan)) == gaps(read(sample_plans_dir() / SAMPLE))


def test_a_demo_without_a_time_takes_the_machines(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    newest = max(re.findall(r"(\d{4}-\d\d-\d\d \d\d:\d\d)Z", read(prepare_demo(tmp_path))))
    age = before - datetime.fromisoformat(newest).replace(tzinfo=UTC)
    assert 0 < age.total_seconds() < 600


WRITING = [number for number, edit in enumerate(STORY) if not isinstance(edit, Rest)]


@pytest.mark.parametrize("number", WRITING)
def test_every_edit_of_the_story_finds_its_place(number: int) -> None:
    text = read(sample_plans_dir() / SAMPLE)
    for edit in STORY[:number]:
        text = edit.apply(text, NOW) or text
    after = STORY[number].apply(text, NOW)
    assert after is not None
    assert after != text


def test_sixty_steps_leave_a_whole_plan(plan: Path) -> None:
    agent = agent_on(plan)
    for _ in range(60):
        assert agent.step()
        assert headings(read(plan)) == [kind.title for kind in ORDER]
    text = read(plan)
    assert OPEN.findall(text) == []
    assert len(DONE.findall(text)) == len(re.findall(r"^- \[", text, re.MULTILINE))
    assert agent.finished


def test_the_file_stops_growing_when_the_story_is_told(plan: Path) -> None:
    agent = agent_on(plan)
    for _ in range(len(STORY) + len(AFTERWARDS)):
        assert agent.step()
    size = plan.stat().st_size
    slack = sum(abs(len(one) - len(other)) for one, other in POLISH)
    for _ in range(200):
        before = read(plan)
        assert agent.step()
        assert read(plan) != before
        assert abs(plan.stat().st_size - size) <= slack


def test_both_styles_of_writing_occur_in_turn(plan: Path) -> None:
    agent = agent_on(plan)
    inodes = [plan.stat().st_ino]
    for _ in range(10):
        assert agent.step()
        inodes.append(plan.stat().st_ino)
    replaced = [sooner != later for sooner, later in pairwise(inodes)]
    assert replaced == [False, True] * 5


def test_no_temporary_file_stays_behind(plan: Path) -> None:
    agent = agent_on(plan)
    for _ in range(10):
        agent.step()
    assert list(plan.parent.iterdir()) == [plan]


def test_a_persons_tick_between_steps_survives(plan: Path) -> None:
    agent = agent_on(plan)
    agent.step()
    mine = "- [x] (2026-12-01 09:29Z) Add `make resume-demo`, by hand"
    change(plan, "- [ ] Add `make resume-demo`", mine)
    for _ in range(60):
        agent.step()
    assert read(plan).count("Add `make resume-demo`") == 1
    assert mine in read(plan)


def test_a_persons_wording_survives_a_tick_of_the_agent(plan: Path) -> None:
    agent = agent_on(plan)
    change(plan, "who want to see it once.", "who want to see it more than once.")
    for _ in range(60):
        agent.step()
    assert "for people who want to see it more than once." in read(plan)


REMOVALS = {
    "an open item": (r"^- \[ \] Add `--restart`.*\n", ""),
    "all open items": (r"^- \[ \] .*\n", ""),
    "a milestone of Progress": (r"^### Milestone 4: .*\n", ""),
    "the Surprises": (r"(?ms)^## Surprises.*?(?=^## Decision)", ""),
    "the Decision Log": (r"(?ms)^## Decision Log.*?(?=^## Outcomes)", ""),
    "every heading": (r"^#+ .*\n", ""),
    "everything": (r"(?s).*", ""),
}


@pytest.mark.parametrize(("pattern", "by"), REMOVALS.values(), ids=REMOVALS)
@pytest.mark.parametrize("after", [0, 3, 20])
def test_a_missing_place_is_survived(plan: Path, pattern: str, by: str, after: int) -> None:
    agent = agent_on(plan)
    for _ in range(after):
        agent.step()
    plan.write_bytes(re.sub(pattern, by, read(plan), flags=re.MULTILINE).encode("utf-8"))
    for _ in range(60):
        agent.step()
    read(plan)
    assert agent.finished


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="no file"),
        pytest.param(b"\xff\xfe not UTF-8", id="not UTF-8"),
    ],
)
def test_an_unreadable_file_is_tried_again(plan: Path, content: bytes | None) -> None:
    agent = agent_on(plan)
    kept = plan.read_bytes()
    plan.unlink()
    if content is not None:
        plan.write_bytes(content)
    assert [agent.step() for _ in range(60)] == [False] * 60
    assert (plan.read_bytes() if plan.exists() else None) == content
    plan.write_bytes(kept)
    assert agent.step()
    assert "- [x] (2026-12-01 09:30Z) Wrote `fingerprint`" in read(plan)


def test_a_directory_that_takes_no_file_is_survived(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = agent_on(plan)
    before = plan.read_bytes()

    def refuse(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(type(plan), "write_bytes", refuse)
        assert not agent.step()
    assert plan.read_bytes() == before
    assert agent.step()
    assert "Wrote `fingerprint`" in read(plan)


def test_a_write_that_comes_in_between_is_not_overwritten(plan: Path) -> None:
    theirs = read(plan).replace("# Teach", "# Teach at last", 1).encode("utf-8")

    def now() -> datetime:
        plan.write_bytes(theirs)
        return NOW

    agent = SimulatedAgent(plan, now=now)
    assert not agent.step()
    assert plan.read_bytes() == theirs
    assert agent.step()
    assert b"# Teach at last" in plan.read_bytes()


def test_carriage_returns_stay_in_every_line(plan: Path) -> None:
    plan.write_bytes(read(plan).replace("\n", "\r\n").encode("utf-8"))
    agent = agent_on(plan)
    for _ in range(40):
        assert agent.step()
    text = read(plan)
    assert "Ran 40 kills more" in text
    assert text.count("\n") == text.count("\r\n")


def test_run_pauses_between_writes_and_stops_when_told(plan: Path) -> None:
    stop = threading.Event()
    pauses: list[float] = []
    sizes: list[int] = []

    def pause(event: threading.Event, seconds: float) -> None:
        assert event is stop
        pauses.append(seconds)
        sizes.append(plan.stat().st_size)
        if len(pauses) == 60:
            stop.set()

    SimulatedAgent(plan, pause=pause, pace=2.0, now=lambda: NOW).run(stop)
    assert len(pauses) == 60
    working = [seconds for seconds in pauses[: len(STORY)] if seconds <= 3.1]
    assert min(working) >= 1.0
    assert len(working) == len(pauses[: len(STORY)]) - 1  # Once it rests.
    assert 12.0 < max(pauses[: len(STORY)]) < 16.0
    assert all(3.0 <= seconds <= 9.1 for seconds in pauses[-10:])
    assert len(set(sizes)) > len(STORY) // 2


def test_run_does_nothing_once_stopped(plan: Path) -> None:
    stop = threading.Event()
    stop.set()
    before = plan.read_bytes()
    SimulatedAgent(plan).run(stop)
    assert plan.read_bytes() == before


def test_the_seed_varies_the_rhythm(plan: Path) -> None:
    def first_pause(seed: int) -> float:
        stop = threading.Event()
        seen: list[float] = []

        def pause(event: threading.Event, seconds: float) -> None:
            seen.append(seconds)
            event.set()

        SimulatedAgent(plan, pause=pause, seed=seed).run(stop)
        return seen[0]

    assert len({first_pause(seed) for seed in range(5)}) == 5


ITEMS = """\
## Progress

### One

- [x] Did a.
  More of a.
- [ ] Do b (completed: c; remaining: d).
"""
EDITS: list[tuple[str, Edit, str, str | None]] = [
    (
        "tick drops the remark",
        Tick("Do b", ", e"),
        ITEMS,
        ITEMS.replace("[ ] Do b (completed: c; remaining: d)", "[x] (2026-12-01 09:30Z) Do b, e"),
    ),
    ("tick of a done item", Tick("Did a"), ITEMS, None),
    (
        "split",
        Split("Do b", "C done.", "Do d."),
        "- [ ] Do b (completed: c; remaining: d)",
        "- [x] (2026-12-01 09:30Z) C done.\n- [ ] Do d.",
    ),
    ("split of a whole item", Split("Do b", "C.", "D."), "- [ ] Do b", None),
    (
        "append behind continuation lines",
        Append("One", "Did x."),
        ITEMS,
        ITEMS.replace("of a.\n", "of a.\n- [x] (2026-12-01 09:30Z) Did x.\n"),
    ),
    ("append without a heading", Append("Two", "Did x."), ITEMS, None),
    ("append without a done item", Append("One", "Did x."), "### One\n\n- [ ] b\n", None),
    (
        "record at the end",
        Record("A", "at {stamp}"),
        "## A\n\nb",
        "## A\n\nb\n\nat 2026-12-01 09:30Z",
    ),
    ("record in between", Record("A", "x"), "## A\n\nb\n\n## C\n", "## A\n\nb\n\nx\n\n## C\n"),
    ("record below an empty heading", Record("A", "x"), "## A\n\n## C\n", "## A\n\nx\n\n## C\n"),
    (
        "record keeps sub-headings",
        Record("A", "x"),
        "## A\n### B\nc\n## D\n",
        "## A\n### B\nc\n\nx\n## D\n",
    ),
    ("record without its section", Record("B", "x"), "## A\n", None),
    ("reword once", Reword("a", "b"), "a a", "b a"),
    ("reword what is gone", Reword("a", "b"), "c", None),
    ("sign", Sign("Note ({stamp})"), "a\n\n\n", "a\n\nNote (2026-12-01 09:30Z)\n"),
    ("sign with carriage returns", Sign("Note"), "a\r\n", "a\r\n\r\nNote\r\n"),
]


@pytest.mark.parametrize(
    ("edit", "text", "after"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS]
)
def test_edit_changes_its_place_or_nothing(edit: Edit, text: str, after: str | None) -> None:
    assert edit.apply(text, NOW) == after
