"""The results as a page: the machine, the versions, the table."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.figures import Measurement

RESULTS = Path(__file__).with_name("RESULTS.md")

_PAGE = """\
# Results

Written by `make bench`. Ratios are between two programs measured in turn in one run; absolute
figures belong to the machine below and drift with its load.

{machine}

{table}
## How it is measured

The bare application is `benchmarks/bare_app.py`: three panes of text, a header and a footer line,
nothing live. First frame, reload and keys through a pseudo terminal are seen from outside: the
clock stops when the last byte of the awaited text is read from the terminal, before the emulator
draws it. Only then is the emulated screen asked to show the same text. The plans are made up by
`benchmarks/plans.py`. Any line can be measured alone: `.venv/bin/python -m benchmarks {names}`.
"""


def render(results: Mapping[str, Sequence[Measurement]]) -> str:
    """The whole page."""
    rows = [each for found in results.values() for each in found]
    return _PAGE.format(machine=machine(), table=table(rows), names=" | ".join(results))


def machine() -> str:
    """What it was measured on, as a list."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("milepost", "textual", "markdown-it-py", "pydantic")
    )
    facts = {
        "when": datetime.now(UTC).strftime("%Y-%m-%d %H:%MZ"),
        "processor": f"{_processor()}, {os.cpu_count()} cores, load {load} at the end",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "packages": versions,
    }
    return "\n".join(f"- {name}: {value}" for name, value in facts.items())


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    text = facts.read_text(encoding="utf-8") if facts.exists() else ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found.group(1) if found else platform.processor() or platform.machine()
