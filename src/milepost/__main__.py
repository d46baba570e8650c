"""Where the program starts: a verb goes to the command line, anything else opens the editor.

Imports are deferred to where they are used: `milepost --version` takes little more than Python
itself, `milepost check` never loads the editor, and only this module knows both.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from milepost import __version__
from milepost.cli.exits import Exit, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

_VERBS = {
    "hook": "milepost.cli.hook",
    "check": "milepost.cli.check",
    "validate": "milepost.cli.check",
    "fix": "milepost.cli.fix",
    "progress": "milepost.cli.progress",
    "history": "milepost.cli.history",
    "diff": "milepost.cli.diff",
    "restore": "milepost.cli.restore",
    "init": "milepost.cli.init",
    "tick": "milepost.cli.tick",
    "untick": "milepost.cli.untick",
    "add": "milepost.cli.add",
    "split": "milepost.cli.split",
    "note": "milepost.cli.note",
    "rule": "milepost.cli.rule",
    "config": "milepost.cli.config",
    "status": "milepost.cli.status",
    "ready": "milepost.cli.ready",
    "finish": "milepost.cli.finish",
    "skill": "milepost.cli.skill",
    "agents-md": "milepost.cli.agents_md",
    "completion": "milepost.cli.completion",
    "watch": "milepost.cli.watch",
    "themes": "milepost.cli.themes",
    "help": "milepost.cli.help",
    "-h": "milepost.cli.help",
    "--help": "milepost.cli.help",
}
_NO_HISTORY = "--no-history"
"""Beside a plan or a verb: no versions are kept in this run."""
_JSON = "--json"
_VERSION = frozenset({"-V", "--version"})
_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.EBADF})


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program with `argv`, by default the process's own, and returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # Plans are trees: next to nothing is ever freed by a collection, and start-up pays for many.
    gc.set_threshold(50_000, 20, 20)
    _open_missing_streams()
    guard = _Guard(wants_json=_JSON in arguments and arguments[0] in _VERBS)
    with guard:
        guard.code = _run(arguments)
        sys.stdout.flush()
    if argv is None:
        # The process ends here. It need not look through all it has made for what could be freed,
        # which takes as long as checking a plan.
        gc.freeze()
    return guard.code


def _run(arguments: list[str]) -> int:
    arguments = _heed_no_history(arguments)
    word, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if word in _VERSION:
        sys.stdout.write(f"milepost {__version__}\n")
        return Exit.CLEAN
    if word in _VERBS:
        run: Callable[[list[str]], int] = import_module(_VERBS[word]).main
        return run(rest)
    return _play(rest) if word == "demo" else _open(arguments)


def _heed_no_history(arguments: list[str]) -> list[str]:
    """Does what the option says, at whatever place before `--` it stands; returns the others."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    if _NO_HISTORY not in arguments[:end]:
        return arguments
    os.environ["MILEPOST_NO_HISTORY"] = "1"
    return [word for word in arguments[:end] if word != _NO_HISTORY] + arguments[end:]


def _play(arguments: list[str]) -> int:
    from milepost.cli.help import main as show_help
    from milepost.cli.opening import require_terminal

    if {"-h", "--help"}.intersection(arguments):
        return show_help(["demo"])
    if arguments:
        raise UsageError("`milepost demo` takes no arguments.")
    require_terminal()
    from milepost import tui

    return tui.run_demo()


def _open(arguments: list[str]) -> int:
    from pathlib import Path

    from milepost.cli.opening import find_target, has_terminal, read_operand, show_instead

    operand = read_operand(arguments)
    if not has_terminal():
        return show_instead(operand)
    target = find_target(operand)
    from milepost import tui

    return tui.run(target) if isinstance(target, Path) else tui.run_picker(target)


class _Guard:
    """Turns what was raised into an exit code and, where one helps, a sentence on stderr."""

    def __init__(self, *, wants_json: bool) -> None:
        self.code: int = Exit.CLEAN
        self._wants_json = wants_json

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is None:
            return True
        code = self._answer(error)
        if code is None:
            return False
        self.code = code
        return True

    def _answer(self, error: BaseException) -> int | None:
        """The exit code; `None` for what is not ours to stop, such as `SystemExit`."""
        if isinstance(error, UsageError):
            if self._wants_json:
                _show_error(" ".join(map(str, error.args)))
            return _fail(Exit.USAGE, *map(str, error.args))
        # Python 3.11 hides one that comes while a class is made behind another error.
        if isinstance(error, KeyboardInterrupt) or isinstance(error.__cause__, KeyboardInterrupt):
            return Exit.INTERRUPTED
        if isinstance(error, BrokenPipeError):
            _silence_stdout()
            return Exit.CLOSED
        if isinstance(error, OSError) and error.filename is None and error.errno in _UNWRITABLE:
            _silence_stdout()
            return _fail(Exit.USAGE, f"The output could not be written ({error.strerror}).")
        if isinstance(error, FileNotFoundError) and _is_nowhere():
            return _fail(Exit.USAGE, "The current directory is gone: change to one that exists.")
        if isinstance(error, RuntimeError) and "can't start new thread" in str(error):
            return _fail(Exit.USAGE, "The system allows you no further thread or process.")
        if isinstance(error, Exception):
            from milepost.cli.crash import explain_crash

            return _fail(Exit.BUG, *explain_crash(error))
        return None


def _is_nowhere() -> bool:
    """Whether the current directory has been removed."""
    try:
        os.getcwd()  # noqa: PTH109 - `Path.cwd` does the same, after an import
    except FileNotFoundError:
        return True
    return False


def _fail(code: Exit, *lines: str) -> Exit:
    from milepost.cli.output import Output

    Output.standard().tell(*lines)
    return code


def _show_error(sentence: str) -> None:
    """Answers a program that asked for JSON: it need not read what is on stderr."""
    import json  # Deferred, because a command line is rarely wrong.

    with suppress(OSError, ValueError):  # Nobody reads it; the exit code says the same.
        # ASCII, because a control character of a plan must not reach a terminal.
        sys.stdout.write(json.dumps({"error": sentence}, indent=2) + "\n")
        sys.stdout.flush()


def _silence_stdout() -> None:
    """Lets nothing more be written, so that the interpreter's last flush does not fail as well."""
    with suppress(OSError, ValueError):  # A stream without a file needs no silencing.
        target = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, target)
        os.close(nowhere)


def _open_missing_streams() -> None:
    """A stream that was closed before the start swallows what is written to it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
