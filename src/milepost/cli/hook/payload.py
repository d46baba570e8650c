"""What a host says on stdin after an edit, made out of untrusted JSON.

Loaded for every edit of an agent, whatever it edits: nothing that costs is imported here.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from milepost.cli.hook.patch import read_patch

if TYPE_CHECKING:
    from collections.abc import Iterator

WITHOUT_ANSWER = "afterFileEdit"
"""The event to which a host takes no answer that would reach the agent."""

_EVENTS = frozenset({"", "PostToolUse", "AfterTool", "postToolUse", WITHOUT_ANSWER})
_ONLY_LOOKING = frozenset({"read", "read_file", "view", "grep", "glob", "ls", "notebookread"})
_SESSION_KEYS = ("session_id", "conversation_id")
_PATH_KEYS = ("file_path", "path")
_PATCH_KEYS = ("command", "input", "patch")


class Swap(NamedTuple):
    """A piece of text, and what was put in its place."""

    old: str
    new: str


class Edit(NamedTuple):
    """What is said of one file that was edited."""

    path: str
    """Absolute; nothing is known of what is there."""
    former: str | None = None
    """All that the file held before; empty for a new file, `None` when that is not said."""
    swaps: tuple[Swap, ...] = ()
    """What was put in the place of what, in order; empty when that is not said."""


class Call(NamedTuple):
    """What a host says with one call of the hook."""

    session: str
    """A name for the agent's session; empty when the host does not say."""
    event: str
    folder: str
    """Where the agent works."""
    edits: tuple[Edit, ...]


def read_call(data: bytes) -> Call | None:
    """Makes out what the host says; `None` for anything but a finished edit. Never raises."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):  # Not JSON, not UTF-8, or nested without end.
        return None
    if not isinstance(value, dict):
        return None
    event = _text(value, "hook_event_name")
    if event not in _EVENTS or _text(value, "tool_name").lower() in _ONLY_LOOKING:
        return None
    folder = _folder_of(value)
    edits = tuple(_edits_of(value, folder)) if folder else ()
    return Call(_first_text(value, _SESSION_KEYS), event, folder, edits) if edits else None


def _edits_of(value: dict[str, Any], folder: str) -> Iterator[Edit]:
    asked = _table(value, "tool_input")
    path = _first_text(asked, _PATH_KEYS) or _first_text(value, _PATH_KEYS)
    if path:
        yield Edit(_absolute(folder, path), _former(value), _swaps(asked) or _swaps(value))
        return
    for patched in read_patch(_patch_of(asked)):
        swaps = tuple(Swap(old, new) for old, new in patched.swaps)
        yield Edit(_absolute(folder, patched.path), "" if patched.is_new else None, swaps)


def _former(value: dict[str, Any]) -> str | None:
    """The whole text before the edit, where the host's account of it has that."""
    answer = _table(value, "tool_response")
    shown = _table(answer, "returnDisplay")
    for told in (answer.get("originalFile"), shown.get("originalContent")):
        if isinstance(told, str):
            return told
    return "" if answer.get("type") == "create" else None


def _swaps(value: dict[str, Any]) -> tuple[Swap, ...]:
    """Every replacement that is described; none when one of them is not clear."""
    listed = value.get("edits")
    found = [_swap(each) for each in (listed if isinstance(listed, list) else [value])]
    return tuple(swap for swap in found if swap is not None) if None not in found else ()


def _swap(value: object) -> Swap | None:
    if not isinstance(value, dict) or value.get("replace_all"):
        return None  # How many places were replaced cannot be told afterwards.
    old, new = value.get("old_string"), value.get("new_string")
    return Swap(old, new) if isinstance(old, str) and isinstance(new, str) else None


def _patch_of(asked: dict[str, Any]) -> str:
    """The text of a patch, which some versions of the host hand over as a list of words."""
    for key in _PATCH_KEYS:
        value = asked.get(key)
        words = value if isinstance(value, list) else [value]
        text = "\n".join(word for word in words if isinstance(word, str))
        if text:
            return text
    return ""


def _folder_of(value: dict[str, Any]) -> str:
    roots = value.get("workspace_roots")
    first = roots[0] if isinstance(roots, list) and roots else ""
    named = _text(value, "cwd") or (first if isinstance(first, str) else "")
    if os.path.isabs(named):  # noqa: PTH117 - pathlib would cost a tenth of the whole run
        return named
    try:
        return os.getcwd()  # noqa: PTH109 - as above
    except OSError:  # The current folder is gone.
        return ""


def _absolute(folder: str, path: str) -> str:
    return os.path.normpath(os.path.join(folder, path))  # noqa: PTH118 - as above


def _table(value: dict[str, Any], key: str) -> dict[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _text(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _first_text(value: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next(filter(None, (_text(value, key) for key in keys)), "")
