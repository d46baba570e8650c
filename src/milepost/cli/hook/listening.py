"""From what a host says on stdin to the answer that it understands."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from milepost.cli.exits import Exit
from milepost.cli.hook.glance import may_be_plan
from milepost.cli.hook.payload import WITHOUT_ANSWER, read_call

if TYPE_CHECKING:
    from typing import TextIO

_LARGEST = 64 * 1024 * 1024
"""Bytes of a message; what is longer is read to its end and not looked at."""
_CHUNK = 1 << 20
_HEARD = 2
"""The exit code with which Claude Code and Codex give the agent what stands on stderr."""


def answer(host: str) -> int:
    """Answers one call of the hook and returns the exit code.

    Nothing that goes wrong reaches the host: a mistake of ours is written to a log.
    """
    try:
        text = _told(host)
        return _say(host, text) if text else Exit.CLEAN
    except Exception as error:  # noqa: BLE001 -- an agent must not be stopped by our mistakes
        from milepost.cli.crash import explain_crash

        with suppress(RuntimeError):  # Without a home there is no place for a log.
            explain_crash(error)
        return Exit.CLEAN


def _told(host: str) -> str:
    """What the agent is to be told; nothing for most edits."""
    data = _read_message()
    call = None if data is None else read_call(data)
    if call is None:
        return ""
    edits = tuple(edit for edit in call.edits if may_be_plan(edit.path))
    if not edits:
        return ""
    # Deferred: the reader of plans and the rules are for plans only.
    from milepost.cli.hook.verdict import tell

    reaches_agent = call.event != WITHOUT_ANSWER
    return tell(call._replace(edits=edits), host, remembers=reaches_agent)


def _read_message() -> bytes | None:
    """All of stdin; `None` when that is too much or there is none."""
    if sys.stdin is None:
        return None
    pieces = []
    size = 0
    try:
        while piece := sys.stdin.buffer.read(_CHUNK):
            size += len(piece)
            if size <= _LARGEST:
                pieces.append(piece)
    except OSError:
        return None
    return b"".join(pieces) if size <= _LARGEST else None


def _say(host: str, text: str) -> int:
    """Writes the answer in the way of the host, in bytes that need no particular locale."""
    import json

    if host == "gemini":
        said: dict[str, object] = {
            "hookSpecificOutput": {"hookEventName": "AfterTool", "additionalContext": text}
        }
    elif host == "cursor":
        said = {"additional_context": text}
    else:
        _write_all(sys.stderr, f"{text}\n")
        return _HEARD
    _write_all(sys.stdout, f"{json.dumps(said)}\n")
    return Exit.CLEAN


def _write_all(stream: TextIO, text: str) -> None:
    with suppress(OSError):  # Whoever asked has gone away.
        stream.buffer.write(text.encode("utf-8", "replace"))
        stream.buffer.flush()
