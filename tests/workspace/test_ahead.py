"""What another process works out is what this one would have, and nothing depends on it."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from milepost.workspace import ahead
from milepost.workspace.ahead import Ahead
from milepost.workspace.assets import sample_plans_dir
from milepost.workspace.first_look import look
from support.corpus import corpus_plans, corpus_variants, some

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPT = """
import os, signal, sys
from milepost.workspace import ahead

me = os.getpid()
os.sched_getaffinity = lambda _: {0, 1}  # This machine may have one processor only.

def other():
    return os.getpid() != me

def fail():
    if other():
        raise ValueError("nobody is to read this")
    return "done here"

def die():
    if other():
        os.kill(os.getpid(), signal.SIGKILL)
    return "done here"

def stop():
    if other():
        raise KeyboardInterrupt
    return "done here"

def odd():
    return (lambda: None) if other() else "done here"  # The first cannot be sent.

def large():
    return "x" * 3_000_000, other()

"""


def in_new_process(statements: str) -> str:
    """What a new interpreter, which has one thread, writes to both of its streams."""
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT + statements],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
        timeout=60,
    )
    return run.stdout


needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")


@needs_linux
def test_another_process_does_it() -> None:
    assert in_new_process("print(ahead.Ahead(other).take())") == "True\n"


@needs_linux
def test_more_than_a_pipe_holds_comes_over() -> None:
    statements = "value, was_other = ahead.Ahead(large).take(); print(len(value), was_other)"

    assert in_new_process(statements) == "3000000 True\n"


@pytest.mark.parametrize("work", ["fail", "die", "stop", "odd"])
def test_what_the_other_process_did_not_do_is_done_here(work: str) -> None:
    assert in_new_process(f"print(ahead.Ahead({work}).take())") == "done here\n"


@needs_linux
def test_nothing_is_left_of_the_other_process() -> None:
    statements = """
before = len(os.listdir("/proc/self/fd"))
ahead.Ahead(other).take()
print(len(os.listdir("/proc/self/fd")) - before)
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("no child")
"""
    assert in_new_process(statements) == "0\nno child\n"


@needs_linux
def test_the_other_process_ends_when_nobody_waits_for_it() -> None:
    # Its streams are ours: this would not return as long as it is there.
    assert in_new_process("ahead.Ahead(large)\nos._exit(0)") == ""


@pytest.mark.parametrize("name", ["pipe", "fork"])
def test_a_system_that_has_no_room_for_it(name: str) -> None:
    statements = f"""
def refuse():
    raise OSError({errno.EAGAIN}, "no room")
os.{name} = refuse
open_before = os.listdir("/proc/self/fd") if sys.platform == "linux" else []
print(ahead.Ahead(other).take())
print(open_before == (os.listdir("/proc/self/fd") if open_before else []))
"""
    assert in_new_process(statements) == "False\nTrue\n"


def test_with_one_processor_it_is_done_here() -> None:
    statements = "os.sched_getaffinity = lambda _: {0}; print(ahead.Ahead(other).take())"

    assert in_new_process(statements) == "False\n"


def test_beside_other_threads_it_is_done_here() -> None:
    statements = """
import threading
over = threading.Event()
threading.Thread(target=over.wait).start()
print(ahead.Ahead(other).take())
over.set()
"""
    assert in_new_process(statements) == "False\n"


def test_it_is_worked_out_when_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_can_help", lambda: False)

    assert Ahead(os.getpid).take() == os.getpid()


# What is sent


PLANS = [*sample_plans_dir().glob("*.md"), *some(corpus_plans(), 5), *corpus_variants()]


@pytest.mark.parametrize("path", sorted(PLANS), ids=lambda path: path.name)
def test_a_plan_is_the_same_on_the_other_side(path: Path) -> None:
    opening, personal = look(path)
    received, received_personal = pickle.loads(pickle.dumps((opening, personal)))
    document, known = received.document, opening.document

    assert received_personal == personal
    assert (received.loaded, received.changed_at) == (opening.loaded, opening.changed_at)
    assert (document.text, document.notes) == (known.text, known.notes)
    assert document.plan == known.plan
    assert document.plan.records == known.plan.records
    assert document.plan.revision_notes == known.plan.revision_notes
    assert [document.lines.start(row) for row in range(len(document.lines))] == [
        known.lines.start(row) for row in range(len(known.lines))
    ]


def test_nothing_that_is_there_keeps_a_look_from_being_sent(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.md", tmp_path / "none" / "none.md"):
        first = look(path)

        assert pickle.loads(pickle.dumps(first)).opening.absence == first.opening.absence
        assert first.opening.absence
