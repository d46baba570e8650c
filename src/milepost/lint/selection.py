"""Which rules run, and how bad their findings are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.canon import EXECPLAN
from milepost.rule import PLAIN
from milepost.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.diagnostics import Diagnostic
    from milepost.plan.canon import Profile
    from milepost.rule import Rule, RuleSettings


@dataclass(frozen=True)
class Selection:
    """What a check is to look for.

    A pattern is a code (`MP202`), a name (`undated-done-item`) or the beginning of codes (`MP2`).
    Where several patterns fit a rule, the longest decides, a name counting as a whole code; of
    two that are equally long, `ignore` wins.
    """

    profile: Profile = EXECPLAN
    select: tuple[str, ...] = ()
    """Patterns of the rules to run; empty for all."""
    ignore: tuple[str, ...] = ()
    """Patterns of the rules not to run."""
    severities: tuple[tuple[str, Severity], ...] = ()
    """Patterns with the severity that their rules' findings get; of equals the last wins."""
    strict: bool = False
    """Whether warnings become errors."""
    settings: RuleSettings = PLAIN
    """What the project tells the rules about itself."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules to run, in code order."""
        return tuple(rule for rule in ALL_RULES if self._is_selected(rule.code, rule.name))

    def graded(self, diagnostic: Diagnostic) -> Diagnostic:
        """The finding at the severity that this selection gives it."""
        severity = self._severity_of(diagnostic)
        return (
            diagnostic
            if severity is diagnostic.severity
            else replace(diagnostic, severity=severity)
        )

    def _is_selected(self, code: str, name: str) -> bool:
        chosen = _best_fit(self.select, code, name) if self.select else 0
        ignored = _best_fit(self.ignore, code, name)
        return chosen >= 0 and chosen > ignored

    def _severity_of(self, diagnostic: Diagnostic) -> Severity:
        severity, best = diagnostic.severity, 0
        for pattern, wanted in self.severities:
            fit = _fit(pattern, diagnostic.code, diagnostic.name)
            if fit >= max(best, 1):
                severity, best = wanted, fit
        if self.strict and severity is Severity.WARNING:
            return Severity.ERROR
        return severity


DEFAULT = Selection()
"""Every rule at its own severity, under the profile `execplan`."""


def find_unknown(patterns: Iterable[str]) -> tuple[str, ...]:
    """The patterns that fit no rule at all, in order."""
    return tuple(
        pattern
        for pattern in patterns
        if not any(_fit(pattern, rule.code, rule.name) > 0 for rule in ALL_RULES)
    )


def _best_fit(patterns: Iterable[str], code: str, name: str) -> int:
    return max((_fit(pattern, code, name) for pattern in patterns), default=-1)


def _fit(pattern: str, code: str, name: str) -> int:
    """How closely a pattern names a rule: the length of code it settles, -1 for not at all."""
    if pattern.lower() == name:
        return len(code)
    return len(pattern) if pattern and code.startswith(pattern.upper()) else -1
