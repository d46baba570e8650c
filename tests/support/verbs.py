"""Many processes that run a verb at the same time."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Forked from one that has loaded everything: so they do start at the same time.
_CROWD = """
import json, os, sys
from milepost.__main__ import main
import milepost.cli.tick, milepost.cli.untick, milepost.cli.naming

children = []
for arguments in json.loads(sys.argv[1]):
    child = os.fork()
    if not child:
        code = 99
        try:
            code = main(arguments)
        finally:
            sys.stderr.flush()
            os._exit(code)
    children.append(child)
codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
sys.stderr.write("codes " + json.dumps(codes))
"""


class Crowd:
    """Runs each of `commands` in a process of its own, all at once, in `folder`."""

    def __init__(self, commands: Sequence[Sequence[str]], folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CROWD, json.dumps([list(each) for each in commands])],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self) -> tuple[list[int], str, str]:
        """The exit codes, in order, and what was written to the two streams."""
        out, err = self._process.communicate(timeout=60)
        told, _, codes = err.rpartition("codes ")
        return json.loads(codes or "[]"), out, told
