"""`milepost watch`: a plan as lines of text, as it happens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from queue import Empty, Queue
from typing import IO, TYPE_CHECKING, Self

import pytest

from milepost.diagnostics import Diagnostic, Severity
from milepost.document import Document
from milepost.plan.changes import changes_between
from milepost.plan.query import progress_of
from milepost.report.following import (
    change_events,
    finding_events,
    opening_event,
    told_event,
)
from milepost.text import Span
from milepost.workspace.events import Alarm, Told
from milepost.workspace.follower import Version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.command import Run

PLAN = """\
# Dig the pond

## Progress

- [x] (2026-03-03 08:10Z) Ask the neighbours.
- [ ] Dig.
- [ ] Line it.

## Decision Log

- Decision: clay.
  Rationale: it lasts.
  Date/Author: 2026-03-03, Ada.

## Plan of Work

Dig and line.
"""


class Following:
    """The program at work in a process of its own."""

    def __init__(self, path: Path, *options: str) -> None:
        self._lines: Queue[str] = Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "milepost", "watch", str(path), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        assert self.process.stdout is not None
        self._reader = threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self._reader.start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line.rstrip("\n"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def line(self, words: str) -> str:
        """The next line with these words; lines before it are passed over."""
        seen: list[str] = []
        while True:
            try:
                line = self._lines.get(timeout=60)
            except Empty:
                pytest.fail(f"no line with {words!r} came, but {seen}")
            if words in line:
                return line
            seen.append(line)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "pond.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_events_come_as_they_happen_and_ctrl_c_is_no_failure(plan: Path) -> None:
    with Following(plan, "--plain") as following:
        first = following.line("“Dig the pond”: 1 of 3 done, next is “Dig”")
        assert first[8:10] == "Z "

        plan.write_text(
            PLAN.replace("- [ ] Dig.", "- [x] (2026-03-03 10:30Z) Dig."), encoding="utf-8"
        )
        following.line("Done: “Dig” at 10:30 UTC; 2 of 3 done.")
        plan.write_text(
            PLAN.replace("Dig and line.", "Dig, then clean up as needed."), encoding="utf-8"
        )
        following.line("Reopened: “Dig”; 1 of 3 done.")
        following.line("New warning MP502 on line 17: ")
        plan.write_text(PLAN, encoding="utf-8")
        following.line("Plan of Work changed: 1 line came, 1 went.")
        following.line("Gone: MP502, ")
        away = plan.rename(plan.with_name("away.md"))
        following.line("deleted or moved")
        away.rename(plan)
        following.line("is there now")

        assert following.stop() == 0
        assert following.process.stderr is not None
        assert following.process.stderr.read() == ""


def test_programs_get_an_object_a_line(plan: Path) -> None:
    with Following(plan, "--json") as following:
        first = json.loads(following.line("state"))
        assert set(first) == {"at", "event", "sentence", "text"}
        plan.write_text(PLAN.replace("Dig.", "Dig \x1b[31m deep."), encoding="utf-8")
        line = following.line("reworded")

        assert "\x1b" not in line
        assert json.loads(line)["text"] == "Dig \x1b[31m deep."


def test_a_plan_that_is_not_there_is_waited_for(plan: Path) -> None:
    plan.unlink()
    with Following(plan) as following:
        following.line("pond.md")
        plan.write_text(PLAN, encoding="utf-8")
        following.line("“Dig the pond”: 1 of 3 done")


def test_the_screen_is_never_loaded() -> None:
    code = "import sys, milepost.cli.watch; sys.exit('textual' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("arguments", [(), ("one.md", "two.md"), ("one.md", "--fast")])
def test_one_plan_is_followed(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("watch", *arguments).code == 2


def test_watch_has_a_page(run: Run) -> None:
    assert run("watch", "--help").out.startswith("Usage: milepost watch PLAN")


# Sentences


def sentences(before: str, after: str) -> list[str]:
    old, new = (Document.parse(text) for text in (before, after))
    changes = changes_between(old, new)
    return [each.sentence for each in change_events(changes, progress_of(new.plan))]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# Dig the pond", "# Dig two ponds", ["The title is now “Dig two ponds”."]),
        ("# Dig the pond\n\n", "", ["The title is gone."]),
        ("Dig and line.", "Dig and line. ", ["Only spacing changed."]),
        (
            "- [ ] Dig.",
            "- [x] (2026-03-03 10:30Z) Dig.",
            ["Done: “Dig” at 10:30 UTC; 2 of 3 done."],
        ),
        ("- [ ] Dig.", "- [x] Dig.", ["Done: “Dig”; 2 of 3 done."]),
        ("- [ ] Dig.", "- [x] (2026-03-03) Dig.", ["Done: “Dig”; 2 of 3 done."]),
        (
            "- [ ] Dig.",
            "- [ ] Dig (completed: half; remaining: the rest).",
            [
                "Done in part: “Dig”, left: the rest.",
                "Step reworded: “Dig (completed: half; remaining: the rest)”.",
            ],
        ),
        (
            "- [x] (2026-03-03 08:10Z) Ask",
            "- [ ] Ask",
            ["Reopened: “Ask the neighbours”; 0 of 3 done."],
        ),
        (
            "08:10Z",
            "09:10Z",
            ["Another time: “Ask the neighbours” at 09:10 UTC."],
        ),
        ("- [ ] Line it.\n", "", ["Step removed: “Line it”."]),
        ("- [ ] Line it.\n", "- [ ] Line it.\n- [ ] Fill it.\n", ["Step added: “Fill it”."]),
        (
            "- [ ] Line it.\n",
            "- [ ] Line it.\n- [x] (2026-03-03 11:00Z) Fill it.\n",
            ["Done: “Fill it” at 11:00 UTC; 2 of 4 done."],
        ),
        (
            "Date/Author: 2026-03-03, Ada.\n",
            "Date/Author: 2026-03-03, Ada.\n\n- Decision: fish.\n  Rationale: they eat gnats.\n",
            ["Decision added: “fish”."],
        ),
        ("## Plan of Work\n\nDig and line.\n", "", ["Section removed: Plan of Work."]),
        (
            "Dig and line.\n",
            "Dig and line.\n\n## Risks\n\nRain.\n",
            ["Section added: Risks."],
        ),
        (
            "Dig and line.\n",
            "Dig and line.\nThen fill.\n",
            ["Plan of Work changed: 1 line came, 0 went."],
        ),
        (
            "Dig and line.\n",
            "Dig and line.\n\nRevision note (2026-03-03): shorter.\n",
            ["Revision note added: “shorter”."],
        ),
    ],
)
def test_every_event_is_a_sentence(old: str, new: str, told: list[str]) -> None:
    assert old in PLAN

    assert sentences(PLAN, PLAN.replace(old, new)) == told


def found(message: str, start: int = 0) -> Diagnostic:
    return Diagnostic("MP999", "made-up", message, Span(start, start + 1), Severity.WARNING)


def test_findings_that_only_moved_are_not_told() -> None:
    document = Document.parse(PLAN)
    events = finding_events([found("a"), found("b")], document, [found("a", 20), found("c", 20)])

    assert [event.sentence for event in events] == [
        "New warning MP999 on line 3: c.",
        "Gone: MP999, b.",
    ]


@pytest.mark.parametrize(
    ("text", "diagnostics", "sentence"),
    [
        (PLAN, [], "“Dig the pond”: 1 of 3 done, next is “Dig”, nothing to mend."),
        ("", [found("a"), found("b")], "no steps, 2 warnings."),
        ("# T\n\n## Progress\n\n- [x] a\n", [found("a")], "“T”: 1 of 1 done, 1 warning."),
    ],
)
def test_the_first_line_says_the_state(
    text: str, diagnostics: list[Diagnostic], sentence: str
) -> None:
    plan = Document.parse(text).plan

    assert opening_event(plan.title, progress_of(plan), diagnostics).sentence == sentence


def test_nothing_reaches_the_terminal_raw() -> None:
    text = PLAN.replace("Dig.", "Dig \x1b]0;x\x07 \u202e.")

    told = [*sentences(PLAN, text), told_event("a\x1bb").sentence]
    assert all(sentence.isprintable() for sentence in told)
    assert told_event("x", alarm=True).kind == "alarm"


class Story:
    """A follower that tells a story and is interrupted at its end."""

    def __init__(self, path: Path, clock: object) -> None:
        self.absence = "pond.md is not there." if path.name == "none.md" else None

    def first(self) -> Version:
        return version("" if self.absence else PLAN)

    def __iter__(self) -> Iterator[Version | Told]:
        yield version(PLAN)
        yield version(PLAN.replace("- [ ] Dig.", "- [x] Dig."))
        yield Told("The file is gone.")
        yield Alarm("A step is gone.")
        raise KeyboardInterrupt

    def close(self) -> None:
        pass


def version(text: str) -> Version:
    return Version(Document.parse(text), ())


@pytest.mark.parametrize("name", ["pond.md", "none.md"])
def test_a_story_is_told_line_by_line(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("milepost.cli.watch.Follower", Story)
    answer = run("watch", name)
    told = [line[10:] for line in answer.out.split("\n") if line]

    assert answer.code == 0
    assert told[:-3][-1:] == ["“Dig the pond”: 1 of 3 done, next is “Dig”, nothing to mend."]
    assert told[-3:] == ["Done: “Dig”; 2 of 3 done.", "The file is gone.", "A step is gone."]


def test_a_story_for_programs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.cli.watch.Follower", Story)
    events = [
        json.loads(line) for line in run("watch", "--json", "pond.md").out.split("\n") if line
    ]

    assert [event["event"] for event in events] == ["state", "done", "told", "alarm"]
