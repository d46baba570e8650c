"""`milepost note`: what is recorded, where, and in whose name."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli import changing, note
from milepost.document import Document
from milepost.workspace.intent import Intent
from milepost.workspace.writing import Wrote
from support.clock import FakeClock

if TYPE_CHECKING:
    from support.command import Run

PLAN = """\
# Teach it to count

## Progress

- [ ] Count to ten.

## Surprises & Discoveries

None yet.

## Decision Log

- Decision: Count upwards.
  Rationale: It is usual.
  Date/Author: 2026-01-02 / Jo

## Outcomes & Retrospective

None yet.
"""


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = Mara\n")
    monkeypatch.setattr(note, "SystemClock", FakeClock)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def plan(folder: Path) -> Path:
    path = Path("a.md")
    path.write_bytes(PLAN.encode())
    return path


DECIDED = "Date/Author: 2026-01-02 / Jo\n"
SURPRISES = "Discoveries\n\nNone yet.\n"
OUTCOMES = "Retrospective\n\nNone yet.\n"


@pytest.mark.parametrize(
    ("arguments", "old", "new", "said"),
    [
        (
            ["decision", "a.md", "Start", "at one.", "--rationale", "Zero is nothing."],
            DECIDED,
            f"{DECIDED}- Decision: Start at one.\n  Rationale: Zero is nothing.\n"
            "  Date/Author: 2026-03-04 / Mara\n",
            "Noted the decision “Start at one.” at a.md:16.",
        ),
        (
            ["decision", "a.md", "Stop.", "--rationale", "Ten is enough.", "--author", "Bo"],
            DECIDED,
            f"{DECIDED}- Decision: Stop.\n  Rationale: Ten is enough.\n"
            "  Date/Author: 2026-03-04 / Bo\n",
            "Noted the decision “Stop.” at a.md:16.",
        ),
        (
            ["surprise", "a.md", "It skips five.", "--evidence", "4 6"],
            SURPRISES,
            "Discoveries\n\n- Observation: It skips five.\n  Evidence: 4 6\n",
            "Noted the surprise “It skips five.” at a.md:9.",
        ),
        (
            ["outcome", "a.md", "It counts."],
            OUTCOMES,
            "Retrospective\n\nIt counts.\n",
            "Noted the outcome “It counts.” at a.md:19.",
        ),
        (
            ["revision", "a.md", "Made it shorter."],
            OUTCOMES,
            f"{OUTCOMES}\nRevision note (2026-03-04 09:30Z): Made it shorter.\n",
            "Noted the revision “Made it shorter.” at a.md:21.",
        ),
    ],
)
def test_it_is_recorded_where_it_belongs(
    run: Run, plan: Path, arguments: list[str], old: str, new: str, said: str
) -> None:
    answer = run("note", *arguments)

    assert (answer.code, answer.err) == (0, "")
    assert plan.read_bytes().decode() == PLAN.replace(old, new)
    assert answer.out == f"{said}\n"


@pytest.mark.parametrize("sentence", ["Log in UTC.", "Do nothing on start.", "Add tests."])
def test_a_short_sentence_is_a_decision(run: Run, plan: Path, sentence: str) -> None:
    answer = run("note", "decision", "a.md", sentence, "--rationale", "It is usual.")

    assert (answer.code, answer.err) == (0, "")
    assert f"- Decision: {sentence}\n" in plan.read_text(encoding="utf-8")


def test_evidence_comes_through_a_pipe(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"$ count\r\n  4 \xff\n\n# 6\n")))

    answer = run("note", "surprise", "a.md", "It skips.", "--evidence", "-")

    assert answer.code == 0
    assert plan.read_bytes().decode() == PLAN.replace(
        SURPRISES,
        "Discoveries\n\n- Observation: It skips.\n  Evidence:\n\n"
        "      $ count\n        4 \ufffd\n\n      # 6\n",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say what to note: decision, surprise, outcome or revision. "),
        (["lesson", "a.md", "x"], "Say what to note: decision, surprise, outcome or revision. "),
        (["outcome"], "Name a plan: `milepost note outcome "),
        (["outcome", "a.md"], "Say what to note: `milepost note outcome "),
        (["decision", "a.md", "x"], "A decision needs its reason: "),
        (["decision", "a.md", "x", "--rationale", " "], "A decision needs its reason: "),
        (["surprise", "a.md", "x"], "A surprise needs its proof: "),
        (["outcome", "a.md", "x", "--evidence", "y"],
         "--evidence has no meaning with `milepost note outcome`."),
        (["surprise", "a.md", "x", "--author", "y"],
         "--author has no meaning with `milepost note surprise`."),
        (["outcome", "a.md", "None yet."],
         "“None yet.” was not noted in a.md: it would not be read as one more entry there."),
        (["revision", "a.md", "TBD"],
         "“TBD” was not noted in a.md: it would not be read as one more entry there."),
        (["outcome", "none.md", "x"], "There is no file at none.md: "),
    ],
)  # fmt: skip
def test_what_cannot_be_noted_is_said(
    run: Run, plan: Path, arguments: list[str], said: str
) -> None:
    answer = run("note", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(said)
    assert plan.read_bytes() == PLAN.encode()


def test_a_program_hears_what_was_noted(run: Run, plan: Path) -> None:
    told = json.loads(run("note", "outcome", "a.md", "It *counts*.", "--json").out)
    assert told == {
        "path": "a.md",
        "section": "Outcomes & Retrospective",
        "entry": "It *counts*.",
        "line": 19,
        "changed": True,
    }
    looked = json.loads(run("note", "revision", "a.md", "Shorter.", "--json", "--dry-run").out)
    assert (looked["entry"], looked["line"], looked["dry_run"]) == ("Shorter.", 21, True)
    assert "+Revision note (2026-03-04 09:30Z): Shorter.\n" in looked["diff"]


@pytest.mark.parametrize(
    ("what", "is_kept", "said"),
    [
        ("outcome", False, "Noted the outcome “x y” at a.md.\n"),
        ("revision", False, "Noted the revision “x y” at a.md.\n"),
        ("outcome", True, "“x y” is there already at a.md:19; nothing was written.\n"),
        ("revision", True, "“x y” is there already at a.md:21; nothing was written.\n"),
    ],
)
def test_it_says_how_the_file_is_now(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch, what: str, is_kept: bool, said: str
) -> None:
    def write(path: Path, make: changing.Change, deeds: object) -> Wrote:
        intent = make(Document.parse(PLAN))
        assert isinstance(intent, Intent)
        held = intent.after if is_kept else Document.parse("# T\n")
        return Wrote(held, intent, changed=not is_kept, durable=True)

    monkeypatch.setattr(changing, "write_intent", write)

    assert run("note", what, "a.md", "x y").out == said
