"""Reading a plan and running every rule over it, in process."""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime
from statistics import median

from benchmarks.figures import Budget, Measurement
from benchmarks.plans import SIZES, plan
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.text import EditSet, Span

RUNS = 40
NOW = datetime(2031, 6, 1, tzinfo=UTC)
BUDGETS = {"30 KB": (Budget("median", 25),)}


def measure(effort: float) -> list[Measurement]:
    """Every size, and how the time grows with it: 1 is linear."""
    series = {name: _series(size, effort) for name, size in SIZES.items()}
    found = [
        Measurement(f"parse and all rules, {name}", values, budgets=BUDGETS.get(name, ()))
        for name, values in series.items()
    ]
    times = [median(values) for values in series.values()]
    growth = _exponent([len(plan(size)) for size in SIZES.values()], times)
    note = "the exponent with which time grows from 10 KB to 1 MB"
    limit = (Budget("median", 1.1),)
    found.append(
        Measurement(
            "one-line edit, read and checked again, 30 KB",
            _edits(SIZES["30 KB"], effort),
            budgets=(Budget("median", 8),),
        )
    )
    return [*found, Measurement("parse, growth", (growth,), unit="", budgets=limit, note=note)]


def _edits(size: int, effort: float) -> tuple[float, ...]:
    """A word more in the middle of the plan, again and again."""
    document = Document.parse(plan(size))
    lint(document, now=NOW)
    times = []
    for _ in range(round(RUNS * effort) + 1):
        at = document.text.index("\n\n", len(document.text) // 2)
        edits = EditSet.replace(Span(at, at), " more")
        began = time.perf_counter()
        document = document.edited(edits)
        lint(document, now=NOW)
        times.append(1000 * (time.perf_counter() - began))
    return tuple(times[1:])


def _series(size: int, effort: float) -> tuple[float, ...]:
    text = plan(size)
    runs = max(3, round(RUNS * effort * min(1.0, 100_000 / size)))
    _once(text)
    return tuple(_once(text) for _ in range(runs))


def _once(text: str) -> float:
    began = time.perf_counter()
    lint(Document.parse(text), now=NOW)
    return 1000 * (time.perf_counter() - began)


def _exponent(sizes: list[int], times: list[float]) -> float:
    """The slope of the line through the logarithms, by least squares."""
    xs, ys = [math.log(size) for size in sizes], [math.log(spent) for spent in times]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - x_mean) ** 2 for x in xs)
