"""The compatible scripts, run as files and through `milepost`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from support.command import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDER = Path(__file__).resolve().parents[2] / "src" / "milepost" / "compat"
VERBS = {"validate_plan": "check", "parse_progress": "progress", "init_plan": "init"}


def run_file(script: str, arguments: Sequence[str], folder: Path) -> Answer:
    """Runs the script as a bare file in `folder`, without anything that is installed."""
    return _run([sys.executable, "-I", "-S", str(FOLDER / f"{script}.py"), *arguments], folder)


# Each run finds the interpreter as a new one: its own arguments, streams and folder.
_ONE_BY_ONE = """
import io, json, os, runpy, sys
answers = []
for script, arguments, folder in json.loads(sys.argv[1]):
    os.chdir(folder)
    sys.argv = [script, *arguments]
    sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    code = 0
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        code = end.code
    streams = []
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        streams.append(stream.buffer.getvalue().decode("utf-8"))
    answers.append([code, *streams])
sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
print(json.dumps(answers))
"""


def run_scripts(
    python: Sequence[str], runs: Iterable[tuple[Path, Sequence[str], Path]]
) -> list[Answer]:
    """Runs scripts as files, each with its arguments in its folder, in one and the same process."""
    told = json.dumps([[str(file), list(args), str(folder)] for file, args, folder in runs])
    done = subprocess.run(
        [*python, "-c", _ONE_BY_ONE, told],
        capture_output=True,
        check=True,
        timeout=60,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return [Answer(*each) for each in json.loads(done.stdout)]


def run_verb(script: str, arguments: Sequence[str], folder: Path) -> Answer:
    """Runs the verb that stands for the script, with `--compat` first."""
    program = [sys.executable, "-m", "milepost", VERBS[script], "--compat"]
    return _run([*program, *arguments], folder)


def _run(command: Sequence[str], folder: Path) -> Answer:
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONUTF8": "1", "XDG_STATE_HOME": str(folder / "state")},
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
