"""`milepost hook`: what a coding agent is told right after it has edited a plan."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from milepost.cli.exits import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

HOSTS = ("claude", "codex", "gemini", "cursor")
"""The programs whose hooks are answered, by the word that stands for each."""

_TASKS = ("install", "uninstall", "show")


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`.

    As a hook it is silent and ends with 0 whenever it has nothing to tell, whatever it was given.
    """
    word = arguments[0] if arguments else ""
    if word in HOSTS and len(arguments) == 1:
        if sys.stdin is not None and sys.stdin.isatty():
            raise UsageError(
                f"`milepost hook {word}` is run by the agent, which tells it on stdin what it "
                f"edited. `milepost hook install {word}` sets that up."
            )
        # Deferred: what sets hooks up is of no use to a hook, and the other way round.
        from milepost.cli.hook.listening import answer

        return answer(word)
    if {"-h", "--help"}.intersection(arguments):
        from milepost.cli.help import main as show_help

        return show_help(["hook"])
    if word in _TASKS:
        from milepost.cli.hook.setup import run

        return run(word, arguments[1:])
    raise UsageError(_refusal(word, arguments))


def _refusal(word: str, arguments: Sequence[str]) -> str:
    if word in HOSTS:
        return f"`milepost hook {word}` takes no arguments, not {arguments[1]}."
    known = f"There are {', '.join((*_TASKS, *HOSTS))}."
    return f"There is no hook {word}. {known}" if word else f"Say what to do. {known}"
