"""Where a command line leads, and how the program ends."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost import __version__
from milepost.__main__ import main
from milepost.cli import opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.workspace.discovery import FoundPlan
    from support.command import Run

PLAN = "# Title\n\n## Progress\n\n- [x] a\n- [ ] b\n\n## Decision Log\n\n## Plan of Work\n"


class FakeTui:
    """Remembers what it was asked to open."""

    def __init__(self) -> None:
        self.opened: list[object] = []

    def run(self, target: Path) -> int:
        self.opened.append(target)
        return 0

    def run_picker(self, plans: Sequence[FoundPlan]) -> int:
        self.opened.append([plan.path.as_posix() for plan in plans])
        return 0

    def run_demo(self) -> int:
        self.opened.append("demo")
        return 0


@pytest.fixture
def tui(monkeypatch: pytest.MonkeyPatch) -> FakeTui:
    """A terminal, and an editor that only remembers."""
    fake = FakeTui()
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    for name in ("run", "run_picker", "run_demo"):
        monkeypatch.setattr(f"milepost.tui.{name}", getattr(fake, name))
    return fake


def write(path: str, text: str = PLAN) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version_is_one_line(run: Run, option: str) -> None:
    answer = run(option)

    assert (answer.code, answer.out, answer.err) == (0, f"milepost {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--wrong"], "There is no option --wrong. `milepost --help` tells more."),
        (["plan.md", "--wrong"], "There is no option --wrong. `milepost --help` tells more."),
        (["-x"], "There is no option -x. `milepost --help` tells more."),
        (
            ["a.md", "b.md"],
            "The editor opens one plan at a time. `milepost check` takes several.",
        ),
        (
            ["chekc"],
            "There is neither a verb nor a file named chekc. Did you mean `milepost check`?",
        ),
        (
            ["chek", "plan.md"],
            "There is neither a verb nor a file named chek. Did you mean `milepost check`?",
        ),
        (
            ["chek", "--strict", "plan.md"],
            "There is neither a verb nor a file named chek. Did you mean `milepost check`?",
        ),
        (
            ["xyzzy"],
            "There is neither a verb nor a file named xyzzy. `milepost --help` lists the verbs.",
        ),
        (["demo", "now"], "`milepost demo` takes no arguments."),
        (["demo"], "There is no terminal to draw on: run `milepost demo` in one."),
        (["help", "nothing"], "There is no verb nothing. `milepost --help` lists them."),
    ],
)
def test_a_command_line_that_leads_nowhere_is_explained(
    run: Run, arguments: list[str], sentence: str
) -> None:
    answer = run(*arguments)

    assert (answer.code, answer.out, answer.err) == (2, "", f"{sentence}\n")


# What is opened


@pytest.mark.parametrize(
    ("files", "arguments", "opened"),
    [
        (["a.md"], ["a.md"], Path("a.md")),
        ([], ["not-yet.md"], Path("not-yet.md")),
        ([], ["deep/not-yet"], Path("deep/not-yet")),
        (["plans/a.md"], [], Path("plans/a.md")),
        (["plans/a.md"], ["plans"], Path("plans/a.md")),
        (["plans/a.md", "plans/b.md"], [], ["plans/a.md", "plans/b.md"]),
        (["plans/a.md", "plans/b.md"], ["."], ["plans/a.md", "plans/b.md"]),
        (["check"], ["./check"], Path("check")),
        (["plan"], ["plan"], Path("plan")),
        (["--odd.md"], ["--", "--odd.md"], Path("--odd.md")),
        ([], ["--", "odd"], Path("odd")),
        ([], ["demo"], "demo"),
    ],
)
def test_what_is_named_is_opened(
    run: Run, tui: FakeTui, files: list[str], arguments: list[str], opened: object
) -> None:
    for file in files:
        write(file)

    assert run(*arguments).code == 0
    assert tui.opened == [opened]


@pytest.mark.parametrize(
    ("arguments", "place"), [([], "here"), (["."], "here"), (["docs"], "below docs")]
)
def test_without_a_plan_one_learns_how_to_make_one(
    run: Run, tui: FakeTui, arguments: list[str], place: str
) -> None:
    write("docs/README.md", "# Read me\n")

    answer = run(*arguments)

    assert answer.code == 2
    assert answer.err == (
        f"There is no plan {place}. Make one with "
        '`milepost init plans/my-plan.md "What it is to achieve"`.\n'
    )
    assert not tui.opened


@pytest.mark.parametrize("arguments", [[], ["plans"], ["plans/a.md"]])
def test_without_a_terminal_the_progress_is_shown(run: Run, arguments: list[str]) -> None:
    write("plans/a.md")

    answer = run(*arguments)

    assert answer.code == 0
    assert answer.out.startswith("Title\n")
    assert "1/2 done" in answer.out
    assert "no terminal" in answer.err


def test_without_a_terminal_a_missing_file_is_an_error(run: Run) -> None:
    answer = run("gone.md")

    assert answer.code == 2
    assert answer.out == ""
    assert "There is no file at gone.md" in answer.err


class Stream:
    """A stream that is a terminal, or not."""

    def __init__(self, *, terminal: bool) -> None:
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("stdin", "stdout", "term", "expected"),
    [
        (True, True, "xterm", True),
        (True, True, None, True),
        (True, True, "dumb", False),
        (False, True, "xterm", False),
        (True, False, "xterm", False),
        (None, True, "xterm", False),
    ],
)
def test_a_terminal_needs_both_ends_and_a_screen(
    monkeypatch: pytest.MonkeyPatch,
    stdin: bool | None,
    stdout: bool,
    term: str | None,
    expected: bool,
) -> None:
    if term is not None:
        monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stdin", None if stdin is None else Stream(terminal=stdin))
    monkeypatch.setattr(sys, "stdout", Stream(terminal=stdout))

    assert opening.has_terminal() is expected


# How it ends


def raise_from_progress(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(arguments: Sequence[str]) -> int:
        raise error

    monkeypatch.setattr("milepost.cli.progress.main", fail)


def test_ctrl_c_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    raise_from_progress(monkeypatch, KeyboardInterrupt())

    answer = run("progress")

    assert (answer.code, answer.out, answer.err) == (130, "", "")


def test_ctrl_c_ends_quietly_where_python_hides_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = RuntimeError("Error calling __set_name__")
    error.__cause__ = KeyboardInterrupt()
    raise_from_progress(monkeypatch, error)

    answer = run("progress")

    assert (answer.code, answer.out, answer.err) == (130, "", "")


def test_no_more_threads_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    raise_from_progress(monkeypatch, RuntimeError("can't start new thread"))

    answer = run("progress")

    assert answer.code == 2
    assert "no further thread" in answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody removes a folder in use")
@pytest.mark.parametrize("words", [["check"], ["check", "plan.md"], ["init", "plan.md", "Title"]])
def test_a_folder_that_is_gone_is_a_sentence(tmp_path: Path, words: list[str]) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    script = f"import os; os.rmdir({str(folder)!r}); from milepost.__main__ import main; "
    run = subprocess.run(
        [sys.executable, "-c", f"{script}raise SystemExit(main({words!r}))"],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        timeout=60,
    )

    assert run.returncode == 2
    assert run.stderr == "The current directory is gone: change to one that exists.\n"


def test_a_closed_pipe_ends_it_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    raise_from_progress(monkeypatch, BrokenPipeError())

    answer = run("progress")

    assert (answer.code, answer.out, answer.err) == (141, "", "")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_output_that_cannot_be_written_is_not_our_bug(
    run: Run, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    raise_from_progress(monkeypatch, OSError(number, "no room"))

    answer = run("progress")

    assert (answer.code, answer.err) == (2, "The output could not be written (no room).\n")


def test_a_file_that_cannot_be_written_is_our_bug(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    raise_from_progress(monkeypatch, OSError(errno.ENOSPC, "no room", "some-file"))

    assert run("progress").code == 3


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_missing_stream_swallows_what_it_gets(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sys, name, None)

    assert main(["--version"]) == 0
    getattr(sys, name).close()


def test_a_bug_is_one_sentence_and_a_log(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    raise_from_progress(monkeypatch, ValueError("what went wrong"))

    answer = run("progress", "private-name.md")

    (log,) = (tmp_path / "state" / "milepost").glob("crash-*.log")
    assert answer.code == 3
    assert answer.err == (
        f"Milepost failed through a mistake of its own (ValueError); please report it with {log}\n"
    )
    text = log.read_text(encoding="utf-8")
    assert "ValueError: what went wrong" in text
    assert f"milepost {__version__}" in text
    assert "private-name" not in text


def test_a_bug_is_told_whole_where_no_log_can_be_written(
    run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(write("file").absolute()))
    raise_from_progress(monkeypatch, ValueError("what went wrong"))

    answer = run("progress")

    assert answer.code == 3
    assert "\nValueError: what went wrong\n" in answer.err
    assert answer.err.endswith("(ValueError); please report this.\n")


def test_what_is_no_error_goes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    raise_from_progress(monkeypatch, SystemExit(7))

    with pytest.raises(SystemExit, match="7"):
        main(["progress"])


def spawn(*arguments: str, stdout: int) -> subprocess.CompletedProcess[str]:
    """The real program with a real stdout."""
    return subprocess.run(
        [sys.executable, "-m", "milepost", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["progress", "plan.md"]])
def test_a_reader_that_went_away_ends_it_quietly(arguments: list[str]) -> None:
    write("plan.md")
    reading, writing = os.pipe()
    os.close(reading)

    done = spawn(*arguments, stdout=writing)

    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_sentence() -> None:
    write("plan.md")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = spawn("progress", "plan.md", stdout=full.fileno())

    assert done.returncode == 2
    assert done.stderr.startswith("The output could not be written (")
    assert done.stderr.count("\n") == 1


def test_a_closed_stdout_swallows_the_answer() -> None:
    write("plan.md")
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" -m milepost progress plan.md >&- 2>&-', sys.executable],
        check=False,
        timeout=60,
    )

    assert done.returncode == 0


@pytest.mark.parametrize(
    ("call", "frozen"), [("main()", True), ("main(['--version'])", False)], ids=["process", "call"]
)
def test_only_a_process_that_ends_leaves_its_memory_unsearched(call: str, *, frozen: bool) -> None:
    code = (
        "import gc, sys; sys.argv = ['milepost', '--version']\n"
        f"from milepost.__main__ import main; {call}; print(gc.get_freeze_count() > 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.split("\n")[-2] == str(frozen)


@pytest.mark.parametrize(
    "arguments",
    [
        ["tick", "a.md"],
        ["tick", "a.md", "--number", "one"],
        ["restore", "a.md", "7"],
        ["rule", "MP999"],
        ["config", "shown"],
    ],
)
def test_who_asked_for_json_gets_the_mistake_as_json(run: Run, arguments: list[str]) -> None:
    plain = run(*arguments)

    answer = run(*arguments, "--json")

    assert (plain.code, plain.out) == (2, "")
    assert (answer.code, answer.err) == (2, plain.err)
    assert json.loads(answer.out) == {"error": plain.err.rstrip("\n")}


def test_a_file_named_like_the_option_is_no_verb(run: Run) -> None:
    assert run("--json").out == ""
