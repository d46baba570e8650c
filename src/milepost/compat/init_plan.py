"""Writes a new ExecPlan to fill in: `init_plan.py OUT "TITLE" [--purpose "TEXT"]`.

The file stands alone: standard library only, Python 3.9 or later.
"""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

USAGE = """\
Usage: python init_plan.py <output.md> "Title" [--purpose "Purpose statement"]

Examples:
  python init_plan.py .plans/auth.md "Add JWT Authentication"
  python init_plan.py feature.md "Refactor Database Layer" --purpose "Improve query performance"
"""
_LIVING = """\
This is a living document. `Progress`, `Surprises & Discoveries`, `Decision Log` and `Outcomes &
Retrospective` are kept true while the work goes on, and every revision ends with a note at the
bottom that says what changed and why.
"""
_PURPOSE = """\
Say what a person can do once this work is finished that they cannot do today, why they want it, and
how they will see it working. Three or four sentences are enough; write them for somebody who does
not know the code.
"""
_SECTIONS = """\
## Progress

- [ ] Research: Understand current state and identify all affected files
- [ ] Design: Define approach, interfaces, and milestones
- [ ] Milestone 1: [describe first deliverable]
- [ ] Validation: Verify all acceptance criteria pass

## Surprises & Discoveries

None yet. Whatever turns out otherwise than this plan expects is written here on the day it is
found, with its proof:

    - Observation: what was seen, and what had been expected.
      Evidence: the few lines of output that show it.

## Decision Log

None yet. Every choice between two ways is written here when it is made, the change of an earlier
one included:

    - Decision: what is done from now on.
      Rationale: what spoke for it, and what for the way not taken.
      Date/Author: 2026-01-31 09:30Z / who decided.

## Outcomes & Retrospective

None yet. At the end of each large step, and once more at the end of the plan, compare the result
with the purpose above: what was reached, what is left, what was learnt.

## Context and Orientation

Describe the present state for a reader who has never opened this repository. Name each file that
matters by its path from the root and tell what it does for this work. Explain every word that is
not everyday language at the place where it first appears.

## Plan of Work

Tell in order, as prose, what will be edited or added, in which file and at which function. Divide
long work into parts headed `Milestone 1: its name`; for each, tell its goal, its work, what exists
at its end, and the command that proves it.

## Concrete Steps

Name the working directory, then give the commands in the order in which they are typed. The lines
that each prints when all is well stand below it, indented by four spaces.

## Validation and Acceptance

Describe how somebody starts the result and what they then see: the exact command or input, and the
exact output or status. A test is named together with what it prints before the change and after it:

    $ the command
    the output expected

## Idempotence and Recovery

For each step, say what happens when it is run a second time. For each one that can stop half way or
that removes something, say how to get back to the state before it.

## Artifacts and Notes

Keep here the short pieces of output, difference or code that a reader needs as proof. Each one is
indented by four spaces and introduced by a sentence.

## Interfaces and Dependencies

Name the libraries and services this work relies on, with their versions and the reason for each.
Give the names and signatures that must exist at the end, with the file each of them lives in.
"""
_STEERING = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"


def new_plan(title: str, purpose: str, begun: str) -> str:
    """The text of a plan still to be written; an empty purpose leaves guidance in its place."""
    parts = (
        f"# {title}\n",
        _LIVING,
        f"## Purpose / Big Picture\n\n{purpose or _PURPOSE.strip()}\n",
        _SECTIONS,
        f"## Plan Revision Notes\n\n- ({begun}) Began this plan.\n",
    )
    return "\n".join(parts)


def created(name: str) -> str:
    """What to say when the file was written."""
    return f"""\
✓ Created: {name}

Next steps:
  1. Fill in Purpose / Big Picture with observable user-visible behavior
  2. Research and fill in Context and Orientation
  3. Define milestones with specific acceptance criteria
  4. Run: python validate_plan.py {name}
"""


def save(name: str, text: str) -> bool:
    """Writes a new file and its directories; `False`, touching nothing, when it is there already.

    Raises `OSError` or `ValueError` when it cannot be written.
    """
    path = Path(name)
    if path.exists():
        return False
    data = text.encode("utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Whoever makes the file in this moment keeps it. A link to nothing is followed to where
        # the file is to be.
        with Path(os.path.realpath(path)).open("xb") as file:
            file.write(data)
    except FileExistsError:
        # A link that leads back to itself is there as well; of that, this raises the reason.
        path.stat()
        return False
    return True


def write(stream: TextIO, text: str) -> None:
    """Writes `text` as it is; what would steer a terminal, or cannot be encoded, as an escape."""
    if stream.isatty():
        text = re.sub(_STEERING, lambda found: ascii(found.group())[1:-1], text)
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def explain(name: str, error: Exception) -> None:
    """Says on stderr what cannot be written, and last the line that Python would end with."""
    sentence = f"{name} cannot be written: choose a place that is open to this user."
    write(sys.stderr, f"{sentence}\n{type(error).__name__}: {error}\n")


def purpose_of(arguments: Sequence[str]) -> str:
    """What follows the first `--purpose`; empty when nothing does."""
    if "--purpose" not in arguments:
        return ""
    after = arguments[list(arguments).index("--purpose") + 1 :]
    return after[0] if after else ""


def main(argv: Sequence[str] | None = None) -> int:
    """Writes the file that is named first in `argv`; returns 1 when it was not written."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if len(arguments) < 2:
        write(sys.stdout, USAGE)
        return 1
    name, title = arguments[:2]
    begun = time.strftime("%Y-%m-%d %H:%MZ", time.gmtime())
    try:
        is_new = save(name, new_plan(title, purpose_of(arguments), begun))
    except (OSError, ValueError) as error:
        explain(name, error)
        return 1
    if not is_new:
        choice = "  Delete it first or choose a different name.\n"
        write(sys.stdout, f"Error: File already exists: {name}\n{choice}")
        return 1
    write(sys.stdout, created(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
