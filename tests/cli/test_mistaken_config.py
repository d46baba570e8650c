"""Configuration that cannot be followed, or that wants the original script's answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from milepost.report.json import ReportModel

if TYPE_CHECKING:
    from support.command import Run

MISTAKE = "milepost.toml: `selct` is not a key; did you mean `select`?"
PLAN = "# T\n\n## Progress\n\n- [x] One.\n"


@pytest.fixture(autouse=True)
def plan() -> None:
    """A plan, and a configuration with a slip."""
    Path("a.md").write_text(PLAN, encoding="utf-8")
    configure("selct = 1\n")


def configure(text: str) -> None:
    Path("milepost.toml").write_text(text, encoding="utf-8")


def told_in(output_format: str, out: str) -> str:
    """What a document says of what could not be read."""
    match output_format:
        case "json":
            return ReportModel.model_validate_json(out).unreadable[0].message
        case "sarif":
            (run,) = json.loads(out)["runs"]
            (note,) = run["invocations"][0]["toolExecutionNotifications"]
            return str(note["message"]["text"])
        case "gitlab":
            return str(json.loads(out)[0]["description"])
        case "junit":
            error = ET.fromstring(out).find(".//error")
            return "" if error is None else error.attrib["message"]
    return out


@pytest.mark.parametrize("output_format", ["json", "sarif", "junit", "gitlab", "github", "agent"])
@pytest.mark.parametrize("more", [(), ("--fix",)])
def test_programs_get_a_document_that_says_so(
    run: Run, output_format: str, more: tuple[str, ...]
) -> None:
    answer = run("check", "a.md", "--output-format", output_format, *more)

    assert (answer.code, answer.err) == (2, f"{MISTAKE}\n")
    assert MISTAKE in told_in(output_format, answer.out)
    assert Path("a.md").read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize(
    "options", [("--output-format", "concise"), (), ("--output-format", "json", "--statistics")]
)
def test_people_get_the_sentence_alone(run: Run, options: tuple[str, ...]) -> None:
    answer = run("check", "a.md", *options)

    assert (answer.code, answer.out, answer.err) == (2, "", f"{MISTAKE}\n")


@pytest.mark.parametrize("options", [(), ("--strict",), ("--no-cache",)])
def test_compat_answers_as_the_script_does(run: Run, options: tuple[str, ...]) -> None:
    configure('profile = "compat"\n')

    assert "Missing required section" in run("check", "a.md", *options).out


@pytest.mark.parametrize(
    "options",
    [
        ("--output-format", "json"),
        ("--output-format", "concise"),
        ("--statistics",),
        ("--fail-on", "warning"),
        ("--fail-on", "never"),
        ("--exit-zero",),
        ("--select", "MP202"),
        ("--ignore", "MP202"),
        ("--only-plans",),
        ("--fix",),
    ],
)
def test_what_the_script_cannot_do_milepost_does(run: Run, options: tuple[str, ...]) -> None:
    configure('profile = "compat"\n')

    answer = run("check", "a.md", *options)

    assert "--compat" not in answer.err
    assert "Missing required section" not in answer.out
    assert answer.code in (0, 1)


def test_the_script_is_asked_about_files_only(run: Run) -> None:
    configure('profile = "compat"\n')
    text = f"{PLAN}\n## Decision Log\n\nNone.\n\n## Plan of Work\n\nDo.\n"
    Path("a.md").write_text(text, encoding="utf-8")

    assert "MP101" in run("check", ".").out
