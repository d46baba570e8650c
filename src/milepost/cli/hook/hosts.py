"""Where each host keeps its hooks, and what Milepost's looks like there."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

_SECONDS = 10
"""A plan of 30 KB takes a fiftieth of it; a host waits no longer for one that hangs."""


class Host(NamedTuple):
    """A program that runs hooks, and the entry that makes it run ours."""

    word: str
    """What stands for it on the command line."""
    title: str
    folder: str
    """The folder of its configuration, in a project as in a home."""
    file: str
    home_variable: str
    """The environment variable that names another folder than the one in the home, if any."""
    event: str
    entry: dict[str, Any]
    top: dict[str, Any]
    """What a new file holds beside the hooks."""
    advice: str = ""
    """What is left to do for the person, if anything."""

    @property
    def command(self) -> str:
        """What the host runs after an edit."""
        return f"milepost hook {self.word}"

    @property
    def whole(self) -> dict[str, Any]:
        """All of a new file."""
        return {**self.top, "hooks": {self.event: [self.entry]}}

    def place(self, project: Path | None) -> Path:
        """The file in a project, or a person's own when there is none."""
        if project is not None:
            return project / self.folder / self.file
        named = os.environ.get(self.home_variable, "") if self.home_variable else ""
        return (Path(named) if named else Path.home() / self.folder) / self.file

    def is_ours(self, command: object) -> bool:
        """Whether a command is Milepost's, however it was adapted to the machine."""
        if not isinstance(command, str):
            return False
        words = command.replace('"', " ").replace("'", " ").split()
        pairs = pairwise(words)
        return any("milepost" in word for word in words) and ("hook", self.word) in pairs


def _command(word: str, **more: object) -> dict[str, Any]:
    return {"type": "command", "command": f"milepost hook {word}", **more}


_ALL = (
    Host(
        "claude",
        "Claude Code",
        ".claude",
        "settings.json",
        "CLAUDE_CONFIG_DIR",
        "PostToolUse",
        {"matcher": "Edit|Write|MultiEdit", "hooks": [_command("claude", timeout=_SECONDS)]},
        {},
    ),
    Host(
        "codex",
        "Codex",
        ".codex",
        "hooks.json",
        "CODEX_HOME",
        "PostToolUse",
        {"matcher": "apply_patch|Edit|Write", "hooks": [_command("codex", timeout=_SECONDS)]},
        {},
        "Codex runs it once you have looked at it and trusted it: type /hooks there.",
    ),
    Host(
        "gemini",
        "Gemini CLI",
        ".gemini",
        "settings.json",
        "",
        "AfterTool",
        {
            "matcher": "write_file|replace",
            "hooks": [_command("gemini", name="milepost", timeout=_SECONDS * 1000)],
        },
        {},
    ),
    Host(
        "cursor",
        "Cursor",
        ".cursor",
        "hooks.json",
        "",
        "postToolUse",
        {"command": "milepost hook cursor", "matcher": "Write|Edit|StrReplace"},
        {"version": 1},
    ),
)

HOSTS = {host.word: host for host in _ALL}
"""Every host, by its word."""
