"""Measured values, what they are held against, and how they read in a table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median as middle
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Figure = Literal["median", "p95", "ratio", "difference"]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


@dataclass(frozen=True, slots=True)
class Budget:
    """An upper limit for one figure of a measurement."""

    figure: Figure
    limit: float

    def describe(self, unit: str) -> str:
        """The budget as it reads in the table."""
        if self.figure == "ratio":
            return f"≤ {self.limit:g} × floor"
        if self.figure == "difference":
            return f"≤ floor + {self.limit:g} {unit}"
        return f"{self.figure} ≤ {self.limit:g} {unit}"


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the results: `values` of Milepost, `floor` of what bounds it from below.

    Both are in `unit`; the floor was measured in the same run, alternating.
    """

    what: str
    values: tuple[float, ...]
    unit: str = "ms"
    floor: tuple[float, ...] = ()
    budgets: tuple[Budget, ...] = ()
    note: str = ""

    @property
    def median(self) -> float:
        """The middle value."""
        return middle(self.values)

    @property
    def p95(self) -> float:
        """The value that nineteen of twenty do not exceed."""
        return percentile(self.values, 0.95)

    @property
    def floor_median(self) -> float | None:
        """The floor's middle value, when there is a floor."""
        return middle(self.floor) if self.floor else None

    @property
    def ratio(self) -> float | None:
        """How many times the floor, median to median."""
        floor = self.floor_median
        return self.median / floor if floor else None

    @property
    def difference(self) -> float | None:
        """How much more than the floor, median to median."""
        floor = self.floor_median
        return None if floor is None else self.median - floor

    def figure(self, name: Figure) -> float | None:
        """A figure by its name."""
        figures: dict[Figure, float | None] = {
            "median": self.median,
            "p95": self.p95,
            "ratio": self.ratio,
            "difference": self.difference,
        }
        return figures[name]

    @property
    def within(self) -> bool | None:
        """Whether every budget is kept; None without a budget."""
        if not self.budgets:
            return None
        figures = ((self.figure(budget.figure), budget.limit) for budget in self.budgets)
        return all(figure is not None and figure <= limit for figure, limit in figures)


_HEADINGS = ("measured", "n", "median", "p95", "floor", "ratio", "budget", "kept")


def table(measurements: Sequence[Measurement]) -> str:
    """A Markdown table, followed by the notes."""
    lines = ["| " + " | ".join(_HEADINGS) + " |", "| --- |" + " ---: |" * 5 + " --- | --- |"]
    lines += ["| " + " | ".join(_row(each)) + " |" for each in measurements]
    notes = [f"- {each.what}: {each.note}" for each in measurements if each.note]
    return "\n".join([*lines, "", *notes]).rstrip() + "\n"


def _row(each: Measurement) -> tuple[str, ...]:
    verdicts = {None: "–", True: "yes", False: "**no**"}
    alone = len(each.values) == 1
    return (
        each.what,
        str(len(each.values)),
        _number(each.median, each.unit),
        "–" if alone else _number(each.p95, each.unit),
        "–" if each.floor_median is None else _number(each.floor_median, each.unit),
        "–" if each.ratio is None else f"{each.ratio:.2f}",
        "; ".join(budget.describe(each.unit) for budget in each.budgets) or "–",
        verdicts[each.within],
    )


def _number(value: float, unit: str) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {unit}".rstrip()
