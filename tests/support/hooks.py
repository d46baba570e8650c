"""What hosts say to their hooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from support.command import Answer

_SAMPLES = Path(__file__).resolve().parents[2] / "sample_plans"
CLEAN = (_SAMPLES / "halfway-importer-resume.md").read_bytes().decode()
"""A plan without errors."""

STAMPED = "- [x] (2026-11-18 13:02Z) Read the reader"
BARE = "- [x] Read the reader"
FAULTY = CLEAN.replace(STAMPED, BARE)
"""The same with one error: a done item lost its stamp."""

HOSTS = ("claude", "codex", "gemini", "cursor")


class Feed(Protocol):
    """Runs the hook of a host with bytes, or with a value as JSON, on stdin."""

    def __call__(self, host: str, said: object) -> Answer: ...


def edit_of(path: str = "plan.md", **more: object) -> dict[str, Any]:
    """What a host says after an edit of a file, as short as it gets."""
    return {"session_id": "s", "tool_input": {"file_path": path, **more}}
