"""`milepost completion`: what a shell offers is what there is."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.__main__ import _VERBS
from milepost.cli.completion import SHELLS, bash_script, find_verbs, values
from milepost.rules import ALL_RULES

if TYPE_CHECKING:
    from support.command import Run

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
_ASK = """
source ./milepost.bash || exit 9
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_milepost
printf '%s\\n' "${COMPREPLY[@]}"
"""


def offered(*words: str) -> set[str]:
    """What bash offers for the last of `words`."""
    Path("milepost.bash").write_text(bash_script(), encoding="utf-8")
    done = subprocess.run(
        ["bash", "--norc", "-c", _ASK, "bash", *words],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == ""
    return set(done.stdout.split("\n")) - {""}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_accepts_its_script(run: Run, shell: str) -> None:
    answer = run("completion", shell)
    assert (answer.code, answer.err) == (0, "")
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} here")
    Path("script").write_text(answer.out, encoding="utf-8")

    done = subprocess.run([program, "-n", "script"], capture_output=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("shell", SHELLS)
def test_script_knows_every_verb_option_and_rule(shell: str) -> None:
    script = SHELLS[shell]()

    for verb in find_verbs():
        assert re.search(rf"\b{verb.name}\b", script), verb.name
        for option in verb.options:
            word = option.lstrip("-") if shell == "fish" else option
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", script), option
    for rule in ALL_RULES:
        assert rule.code in script


def test_every_verb_of_the_program_has_a_page_and_so_a_completion() -> None:
    verbs = {verb for verb in _VERBS if not verb.startswith("-")}

    assert verbs | {"demo"} == {verb.name for verb in find_verbs()}


def test_each_verb_has_a_summary_that_needs_no_quotes() -> None:
    for verb in find_verbs():
        assert verb.help
        assert not set(verb.help) & set("':\\$")


@needs_bash
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("milepost", "ru"), {"rule"}),
        (("milepost", "--v"), {"--version"}),
        (("milepost", "check", "--output-f"), {"--output-format"}),
        (("milepost", "check", "--output-format", "git"), {"github", "gitlab"}),
        (("milepost", "check", "--fail-on", ""), {"error", "warning", "info", "never"}),
        (("milepost", "check", "--select", "MP11"), {f"MP11{each}" for each in range(7)}),
        (("milepost", "ready", "--profile", "c"), {"cookbook", "compat"}),
        (("milepost", "rule", "MP90"), {"MP901", "MP902", "MP903"}),
        (("milepost", "help", "agents"), {"agents-md"}),
        (("milepost", "skill", ""), {"install", "uninstall", "show"}),
        (("milepost", "skill", "install", "--c"), {"--codex", "--claude"}),
        (("milepost", "agents-md", "--i"), {"--insert"}),
        (("milepost", "completion", "z"), {"zsh"}),
        (("milepost", "tick", "my"), {"my plan.md"}),
        (("milepost", "my"), {"my plan.md"}),
        (("milepost", "nonsense", "--"), set()),
    ],
)
def test_bash_offers_what_fits(words: tuple[str, ...], expected: set[str]) -> None:
    Path("my plan.md").write_text("# T\n", encoding="utf-8")

    assert offered(*words) == expected


@needs_bash
def test_bash_offers_every_verb_and_file_at_first() -> None:
    Path("plan.md").write_text("# T\n", encoding="utf-8")

    assert offered("milepost", "") == {
        *(verb.name for verb in find_verbs()),
        "--help",
        "--version",
        "plan.md",
        "milepost.bash",
    }


def test_values_belong_to_options_that_there_are() -> None:
    options = {option for verb in find_verbs() for option in verb.options}

    assert values().keys() <= options


@pytest.mark.parametrize("arguments", [[], ["csh"], ["bash", "zsh"]])
def test_other_shells_are_refused(run: Run, arguments: list[str]) -> None:
    answer = run("completion", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert "milepost completion bash|zsh|fish" in answer.err


def test_help_is_at_hand(run: Run) -> None:
    assert run("completion", "--help").out == run("help", "completion").out
