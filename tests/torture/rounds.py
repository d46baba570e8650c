"""One round: all authors at one plan for some seconds, then quiet, then the verdict."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.workspace import pace
from milepost.workspace.history import open_history
from milepost.workspace.state import state_dir

from . import TESTS
from .agent import git
from .ledger import read_runs, read_writes
from .person import Person, watch_takeovers
from .slowly import wide_gaps
from .texts import first_text
from .verdict import Evidence, judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .schedule import Schedule
    from .verdict import Verdict

_LEAD = 0.6
"""Seconds until the other processes have loaded what they need."""


def run_round(schedule: Schedule, folder: Path) -> Verdict:
    """Plays a schedule in an empty folder, and says what came of it."""
    plan = folder / "place" / "plan.md"
    plan.parent.mkdir()
    first = first_text(schedule.name)
    plan.write_bytes(first.encode())
    (folder / "schedule.json").write_text(schedule.dump(), encoding="utf-8")
    for arguments in (("init", "-q"), ("add", "plan.md"), ("commit", "-qm", "Begin")):
        git(plan.parent, *arguments)
    path = plan
    if schedule.is_linked:
        path = folder / "link.md"
        path.symlink_to(plan)
    with _state_in(folder / "state"):
        evidence = _play(schedule, folder, path, first)
    verdict = judge(evidence)
    if verdict.wrong:
        _write_down(schedule, folder, evidence, verdict)
    return verdict


def _play(schedule: Schedule, folder: Path, path: Path, first: str) -> Evidence:
    files = _open_files()
    start = time.monotonic() + _LEAD
    person = Person(path)
    record = person.record
    with (
        _hurry(at_once=schedule.is_hasty),
        wide_gaps(schedule.name),
        watch_takeovers(record.takeovers),
        _others(folder, start) as others,
    ):
        person.play(schedule.screen, start)
        failures = [f"{name} ended with {code}" for name, code in _finish(others, person) if code]
        person.settle()
    texts = _recorded(path)
    left = failures + _leftovers(path, folder / "place" / "plan.md")
    # The watch of the directory may live for another tick.
    if _open_files() > files + 2:
        left.append(f"{_open_files() - files} open files")
    writes, runs = read_writes(folder / "agent.jsonl"), read_runs(folder / "verbs.jsonl")
    return Evidence(first, writes, runs, record, texts, left)


def _open_files() -> int:
    place = Path("/proc/self/fd")
    return sum(1 for _ in place.iterdir()) if place.exists() else 0


@contextmanager
def _state_in(folder: Path) -> Iterator[None]:
    """Lets this round have a history and locks of its own."""
    former = os.environ.get("XDG_STATE_HOME")
    os.environ["XDG_STATE_HOME"] = str(folder)
    try:
        yield
    finally:
        del os.environ["XDG_STATE_HOME"]
        if former is not None:
            os.environ["XDG_STATE_HOME"] = former


@contextmanager
def _hurry(*, at_once: bool) -> Iterator[None]:
    """Takes the patience away with which a session holds a write back."""
    former = pace.JOINING, pace.QUIET, pace.LONGEST_HOLD
    if at_once:
        pace.JOINING = pace.QUIET = pace.LONGEST_HOLD = 0.0
    try:
        yield
    finally:
        pace.JOINING, pace.QUIET, pace.LONGEST_HOLD = former


def _finish(others: dict[str, subprocess.Popen[bytes]], person: Person) -> list[tuple[str, int]]:
    while any(other.poll() is None for other in others.values()):
        person.listen(0.02)
    return [(name, other.returncode) for name, other in others.items()]


@contextmanager
def _others(folder: Path, start: float) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    paths = [str(TESTS), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    others = {
        name: subprocess.Popen(
            [sys.executable, "-m", f"torture.{name}", str(folder), str(start)],
            env=environment,
            cwd=folder,
        )
        for name in ("agent", "verbs")
    }
    try:
        yield others
    finally:
        for other in others.values():
            other.kill()
            other.wait()


def _recorded(path: Path) -> list[str]:
    history = open_history(state_dir())
    lineage = history.find_lineage(path)
    versions = () if lineage is None else history.versions(lineage)
    sources = [history.text(version) for version in versions]
    history.close()
    return [source.text for source in sources if source is not None]


def _leftovers(path: Path, plan: Path) -> list[str]:
    expected = {"plan.md", ".git"}
    found = {each.name for each in plan.parent.iterdir()} - expected
    rescue = state_dir() / "rescue"
    kept = [each.name for each in rescue.iterdir()] if rescue.exists() else []
    wrong = [] if path.is_symlink() or path == plan else ["the link is a file now"]
    return sorted(found) + kept + wrong


def _write_down(schedule: Schedule, folder: Path, evidence: Evidence, verdict: Verdict) -> None:
    """Keeps what is needed to see why, and to play it again at the same times."""
    record = asdict(evidence.record)
    (folder / "record.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    (folder / "wrong.txt").write_text("\n".join(verdict.wrong) + "\n", encoding="utf-8")
    (folder / "recorded.json").write_text(json.dumps(list(evidence.recorded)), encoding="utf-8")


@contextmanager
def round_folder(keep_in: Path | None) -> Iterator[Path]:
    """A folder for a round, kept when the round was found wrong."""
    folder = Path(tempfile.mkdtemp(prefix="milepost-torture-"))
    try:
        yield folder
        if keep_in is not None and (folder / "wrong.txt").exists():
            keep_in.mkdir(parents=True, exist_ok=True)
            shutil.copytree(folder, keep_in / folder.name, symlinks=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def describe(verdicts: Sequence[Verdict]) -> str:
    """The figures of many rounds, one on a line."""
    from .verdict import total

    figures = total(verdicts)
    width = max(map(len, figures), default=0)
    return "\n".join(f"{name:<{width}} {figures[name]:>8}" for name in sorted(figures))
