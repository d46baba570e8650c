"""Says how far an ExecPlan is and what comes next: `parse_progress.py PLAN [--json]`.

The file stands alone: standard library only, Python 3.9 or later. It works line by line; items are
those that begin at the left margin with a dash.
"""

from __future__ import annotations

import errno
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

USAGE = """\
Usage: python parse_progress.py <plan.md> [--json]

Parses the Progress section and shows status summary.
"""
_DATED = r"-\s*\[[xX]\]\s*\(([^)]+)\)\s*(.+)"
_DONE = r"-\s*\[[xX]\]\s*(.+)"
_OPEN = r"-\s*\[\s*\]\s*(.+)"
_BEGUN = "(completed:"
_LEFT = r"\s*remaining:"
_STEERING = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"


class Progress(NamedTuple):
    """The items of a plan, each kind in the order of the file."""

    completed: list[tuple[str, str]]
    """When, and what."""
    partial: list[tuple[str, str]]
    """What is done, and what remains."""
    remaining: list[str]

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.completed) + len(self.partial) + len(self.remaining)

    @property
    def percent(self) -> int:
        """How much is done, an item in part counting half; a tie goes to the even number."""
        done = len(self.completed) + 0.5 * len(self.partial)
        return round(done / self.total * 100) if self.total else 0


def parse(text: str) -> Progress:
    """Reads the items of a plan whose lines end in LF."""
    progress = Progress([], [], [])
    for _, line in section(text.split("\n"), "Progress"):
        add_item(progress, line)
    return progress


def add_item(progress: Progress, line: str) -> None:
    """Adds the item on `line`, if it is one, to its kind."""
    dated = re.match(_DATED, line)
    done = re.match(_DONE, line)
    still_open = re.match(_OPEN, line)
    if dated:
        progress.completed.append((dated.group(1), dated.group(2).strip()))
    elif done:
        progress.completed.append(("no timestamp", done.group(1).strip()))
    elif still_open:
        text = still_open.group(1).strip()
        parts = in_parts(text)
        if parts:
            progress.partial.append(parts)
        else:
            progress.remaining.append(text)


def in_parts(text: str) -> tuple[str, str] | None:
    """What `(completed: ...; remaining: ...)` holds; `None` when it does not stand in `text`."""
    # What is done holds no semicolon, so that each stretch up to one is read by itself, and once.
    start = 0
    for semicolon in re.finditer(";", text):
        done = text[start : semicolon.start()].partition(_BEGUN)[2]
        start = semicolon.end()
        left = re.compile(_LEFT).match(text, start)
        if done and left:
            end = text.find(")", left.end())
            if end < 0:
                return None
            if end > left.end():
                return done.strip(), text[left.end() : end].strip()
    return None


def section(lines: Sequence[str], name: str) -> list[tuple[int, str]]:
    """The numbered lines below each heading that begins with the pattern `name`, up to a `#`."""
    found = []
    inside = False
    for number, line in enumerate(lines, 1):
        if re.match(rf"#+\s*{name}", line, re.IGNORECASE):
            inside = True
        elif line.startswith("#"):
            inside = False
        elif inside:
            found.append((number, line))
    return found


def render(progress: Progress) -> str:
    """The summary, with a line end after its last line."""
    count = f"{len(progress.completed)}/{progress.total} items"
    groups = (
        ("COMPLETED", [f"  ✓ [{when}] {what}\n" for when, what in progress.completed]),
        ("IN PROGRESS", [f"  ◐ Done: {a}\n    Remaining: {b}\n" for a, b in progress.partial]),
        ("REMAINING", [f"  ○ {what}\n" for what in progress.remaining]),
    )
    blocks = [f"Progress: {progress.percent}% complete ({count})\n"]
    blocks += [f"{title}:\n{''.join(rows)}" for title, rows in groups if rows]
    blocks.append(f"NEXT: {next_step(progress)}\n")
    return "\n".join(blocks)


def next_step(progress: Progress) -> str:
    """What to do now."""
    if progress.partial:
        return f"Continue '{progress.partial[0][1]}'"
    if progress.remaining:
        return f"Start '{progress.remaining[0]}'"
    return "All items complete - write Outcomes & Retrospective"


def render_json(progress: Progress, error: str = "") -> str:
    """The same for programs; `error` is left out when it is empty."""
    data: dict[str, object] = {
        "completed": [
            {"timestamp": when, "description": what} for when, what in progress.completed
        ],
        "remaining": progress.remaining,
        "partial": [{"done": done, "remaining": left} for done, left in progress.partial],
        "total": progress.total,
        "completion_pct": progress.percent,
    }
    if error:
        data["error"] = error
    return json.dumps(data, indent=2) + "\n"


def read(name: str) -> str | None:
    """The text of a file, every line ending in LF; `None` when there is none.

    Raises `OSError` or `ValueError` when it is there and cannot be read as UTF-8.
    """
    try:
        return Path(name).read_text(encoding="utf-8")
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}:
            return None
        raise


def write(stream: TextIO, text: str) -> None:
    """Writes `text` as it is; what would steer a terminal, or cannot be encoded, as an escape."""
    if stream.isatty():
        text = re.sub(_STEERING, lambda found: ascii(found.group())[1:-1], text)
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def explain(name: str, error: Exception) -> None:
    """Says on stderr what cannot be read, and last the line that Python itself would end with."""
    sentence = f"{name or '.'} cannot be read: name a text file in UTF-8 that is open to this user."
    write(sys.stderr, f"{sentence}\n{type(error).__name__}: {error}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Summarises the plan that is named first in `argv`; returns 1 when it cannot be read."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments:
        write(sys.stdout, USAGE)
        return 1
    name = arguments[0]
    try:
        text = read(name)
    except (OSError, ValueError) as error:
        explain(name, error)
        return 1
    progress = parse(text or "")
    missing = f"File not found: {name}" if text is None else ""
    if "--json" in arguments:
        write(sys.stdout, render_json(progress, missing))
    else:
        write(sys.stdout, f"Error: {missing}\n" if missing else render(progress))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
