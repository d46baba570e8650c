"""Verdicts kept between runs: never another answer than a fresh check gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli import examining
from milepost.cli.task import Outcome, Task, Verdict
from milepost.cli.verdicts import Listener, pack, unpack
from milepost.diagnostics import RelatedSpan, Severity
from milepost.text import EditSet, Span
from support.findings import finding, fix_of

if TYPE_CHECKING:
    from datetime import datetime

    from support.command import Run

DONE = "## Progress\n\n- [x] Wrote a test.\n"
LINK = "## Context and Orientation\n\nSee [the guide](guide.md).\n"
RULES = ("--select", "MP202,MP407", "--output-format", "concise")
SPAN = Span(2, 5)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where verdicts are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the plans that are really checked, as they are."""
    names: list[str] = []
    check = examining.check_task

    def listen(task: Task, *, now: datetime, keeps: bool) -> Outcome:
        names.append(task.read.path.name)
        return check(task, now=now, keeps=keeps)

    monkeypatch.setattr(examining, "check_task", listen)
    return names


def write(**plans: str) -> None:
    for name, text in plans.items():
        Path(f"{name}.md").write_text(text, encoding="utf-8")


def test_an_unchanged_plan_is_not_checked_again(run: Run, checks: list[str]) -> None:
    write(a=DONE, b=DONE + "\n")
    first = run("check", *RULES, "a.md", "b.md")
    write(b=DONE + "\n- [x] And another.\n")

    second = run("check", *RULES, "a.md", "b.md")

    assert checks == ["a.md", "b.md", "b.md"]
    assert second.out.startswith(first.out.split("\n")[0])
    assert (first.out.count("MP202"), second.out.count("MP202")) == (2, 3)


@pytest.mark.parametrize(
    "options", [("--no-cache",), ("--select", "MP202"), ("--strict",), ("--output-format", "json")]
)
def test_another_question_is_another_check(
    run: Run, checks: list[str], options: tuple[str, ...]
) -> None:
    write(a=DONE, b=LINK)
    run("check", *RULES, "a.md", "b.md")
    checks.clear()

    run("check", *RULES, *options, "a.md", "b.md")

    assert checks == ["a.md", "b.md"]


def test_configuration_makes_it_another_question(run: Run, checks: list[str]) -> None:
    write(a=DONE, b=LINK)
    run("check", *RULES, "a.md", "b.md")
    Path("milepost.toml").write_text('[severity]\nMP202 = "warning"\n', encoding="utf-8")

    assert "warning MP202" in run("check", *RULES, "a.md", "b.md").out
    assert checks == ["a.md", "b.md"] * 2


def test_a_plan_is_checked_again_when_the_files_around_it_change(
    run: Run, checks: list[str]
) -> None:
    Path(".git").mkdir()
    write(a=LINK, b=DONE, guide="# Guide\n")
    assert "MP407" not in run("check", *RULES, "a.md", "b.md").out

    Path("guide.md").unlink()

    assert "MP407" in run("check", *RULES, "a.md", "b.md").out
    assert checks == ["a.md", "b.md", "a.md"]


def test_a_single_plan_leaves_nothing_behind(run: Run, cache: Path) -> None:
    write(a=DONE)

    run("check", *RULES, "a.md")

    assert not cache.exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", "null", '{"asked": [[1]]}', "\udcff"])
def test_a_damaged_entry_is_as_good_as_none(
    run: Run, cache: Path, damage: str, checks: list[str]
) -> None:
    write(a=DONE, b=LINK)
    first = run("check", *RULES, "a.md", "b.md")
    for entry in cache.rglob("*"):
        if entry.is_file():
            entry.write_bytes(damage.encode("utf-8", "surrogateescape"))

    assert run("check", *RULES, "a.md", "b.md") == first
    assert len(checks) == 4


def test_an_entry_of_another_plan_is_as_good_as_none(
    run: Run, cache: Path, checks: list[str]
) -> None:
    write(a=DONE, b=LINK)
    first = run("check", *RULES, "a.md", "b.md")
    one, other = [entry for entry in cache.rglob("*") if entry.is_file()]
    both = one.read_bytes(), other.read_bytes()
    other.write_bytes(both[0])
    one.write_bytes(both[1])

    assert run("check", *RULES, "a.md", "b.md") == first
    assert len(checks) == 4


def test_a_cache_that_cannot_be_written_is_done_without(run: Run, cache: Path) -> None:
    cache.write_text("a file, where a folder belongs", encoding="utf-8")
    write(a=DONE, b=LINK)

    assert run("check", *RULES, "a.md", "b.md").code == 1


# What is kept


def test_a_verdict_comes_back_as_it_was_but_for_the_edits() -> None:
    full = finding(SPAN, "x", Severity.ERROR, related=(RelatedSpan(SPAN, "y"),))
    fixed = finding(SPAN, fix=fix_of(SPAN, "z"))
    packed = pack(Verdict("Title", (full, fixed), (full,)), {})
    assert packed is not None

    verdict = unpack(packed, None)

    assert verdict is not None
    assert (verdict.title, verdict.suppressed) == ("Title", (full,))
    assert verdict.diagnostics[0] == full
    fix = verdict.diagnostics[1].fix
    assert fix is not None
    assert (fix.title, fix.edits) == ("Put it right", EditSet())


def test_what_another_hour_changes_is_not_kept() -> None:
    future = json.loads('"MP206"')
    late = finding(SPAN)
    late = type(late)(future, late.name, late.message, late.span, late.severity)

    assert pack(Verdict("", (late,), ()), {}) is None
    assert pack(Verdict("", (), (late,)), {}) is None


class Files:
    """A repository of one file, `a.md`, in the folder `docs`."""

    root = "/r"
    folder = "docs"

    def __init__(self, text: str | None = "text") -> None:
        self.text = text

    def is_file(self, path: str) -> bool:
        return path == "docs/a.md" and self.text is not None

    def is_folder(self, path: str) -> bool:
        return path == "docs"

    def read(self, path: str) -> str | None:
        return self.text if path == "docs/a.md" else None


def test_a_verdict_holds_as_long_as_the_answers_do() -> None:
    listener = Listener(Files())
    assert (listener.root, listener.folder) == ("/r", "docs")
    assert listener.is_folder("docs")
    assert listener.is_file("docs/a.md")
    assert listener.read("docs/a.md") == "text"
    packed = pack(Verdict("", (), ()), listener.asked)
    assert packed is not None

    assert unpack(packed, Files()) is not None
    assert unpack(packed, Files("other")) is None
    assert unpack(packed, Files(None)) is None
    assert unpack(packed, None) is None
