"""Runs the measurements named on the command line, or all of them."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from benchmarks.figures import table
from benchmarks.report import RESULTS, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.figures import Measurement

NAMES = (
    *("first_frame", "reload", "findings", "keys", "durable", "check_cli", "check_many"),
    *("memory", "idle", "parse"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what was measured; a whole run also writes the results page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument(
        "--effort", type=float, default=1.0, help="share of the usual repetitions (default: 1)"
    )
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - set(NAMES):
        parser.error(f"no measurement is called {', '.join(sorted(unknown))}")
    results = {name: measure(name, chosen.effort) for name in chosen.names or NAMES}
    if not chosen.names:
        RESULTS.write_text(render(results), encoding="utf-8", newline="")
        print(f"written: {RESULTS.name}")
    missed = [each.what for found in results.values() for each in found if each.within is False]
    print(f"over budget: {', '.join(missed)}" if missed else "every budget is kept")
    return 0


def measure(name: str, effort: float) -> list[Measurement]:
    """Runs one module's measurements and prints them as they come."""
    print(f"{name} …", file=sys.stderr, flush=True)
    found: list[Measurement] = import_module(f"benchmarks.{name}").measure(effort)
    print(table(found) if found else f"{name}: cannot be measured on this system", flush=True)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
