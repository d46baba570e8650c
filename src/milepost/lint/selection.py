"""Which rules run, and how bad their findings are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.profiles import EXECPLAN
from milepost.rule import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.diagnostics import Diagnostic
    from milepost.plan.profiles import Profile
    from milepost.rule import Rule, RuleSettings


@dataclass(frozen=True)
class Selection:
    """What a check is to look for.

    A pattern is a code (`MP202`), a name (`undated-done-item`) or the beginning of codes (`MP2`).
    Where several patterns fit a rule, the longest decides, a name counting as a whole code; of
    two that are equally long, `ignore` wins.

    Selections may lie in layers: where nothing in this one fits a rule, `under` decides, unless
    `select` says that nothing else is to run.
    """

    profile: Profile = EXECPLAN
    select: tuple[str, ...] = ()
    """Patterns of the rules to run; empty for all."""
    ignore: tuple[str, ...] = ()
    """Patterns of the rules not to run."""
    severities: tuple[tuple[str, Severity | None], ...] = ()
    """Patterns with the severity that their rules' findings get, `None` for rules that are not to
    run at all; of equals the last wins."""
    strict: bool = False
    """Whether warnings become errors."""
    settings: RuleSettings = PLAIN
    """What the project tells the rules about itself."""
    extend_select: tuple[str, ...] = ()
    """Patterns of rules to run besides those that run anyway."""
    under: Selection | None = None
    """What this selection is laid over."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules to run, in code order."""
        if self._says_nothing:
            return all_rules()
        return tuple(rule for rule in all_rules() if self._runs(rule.code, rule.name))

    def graded(self, diagnostic: Diagnostic) -> Diagnostic:
        """The finding at the severity that this selection gives it."""
        severity = self._severity_of(diagnostic)
        return (
            diagnostic
            if severity is diagnostic.severity
            else diagnostic._replace(severity=severity)
        )

    def over(self, under: Selection) -> Selection:
        """This selection laid over another one, whose profile and settings it takes on.

        Rules that `under` has switched off by severity run when they are selected here.
        """
        return replace(
            self,
            under=under,
            profile=under.profile,
            settings=under.settings,
            strict=self.strict or under.strict,
        )

    def with_profile(self, profile: Profile) -> Selection:
        """The same selection under another profile."""
        return self if profile == self.profile else replace(self, profile=profile)

    def is_selected(self, code: str, name: str) -> bool:
        """Whether the rule is chosen by this layer or, where it says nothing, by those below."""
        chosen = _best_fit((*self.select, *self.extend_select), code, name)
        ignored = _best_fit(self.ignore, code, name)
        if max(chosen, ignored) >= 0:
            return chosen > ignored
        if self.select or self.under is None:
            return not self.select
        return self.under.is_selected(code, name)

    def grade(self, code: str, name: str, usual: Severity) -> Severity | None:
        """The severity wished for a rule: `None` for off, `usual` where nothing is said."""
        wanted: Severity | None = usual
        best = 0
        for pattern, severity in self.severities:
            fit = _fit(pattern, code, name)
            if fit >= max(best, 1):
                wanted, best = severity, fit
        if best or self.under is None:
            return wanted
        below = self.under.grade(code, name, usual)
        if below is None and _best_fit((*self.select, *self.extend_select), code, name) >= 0:
            return usual
        return below

    @property
    def _says_nothing(self) -> bool:
        """Whether no layer names a rule."""
        named = self.select or self.extend_select or self.ignore or self.severities
        return not named and (self.under is None or self.under._says_nothing)  # noqa: SLF001

    def _runs(self, code: str, name: str) -> bool:
        selected = self.is_selected(code, name)
        return selected and self.grade(code, name, Severity.ERROR) is not None

    def _severity_of(self, diagnostic: Diagnostic) -> Severity:
        usual = diagnostic.severity
        severity = self.grade(diagnostic.code, diagnostic.name, usual) or usual
        if self.strict and severity is Severity.WARNING:
            return Severity.ERROR
        return severity


DEFAULT = Selection()
"""Every rule at its own severity, under the profile `execplan`."""


def find_unknown(patterns: Iterable[str]) -> tuple[str, ...]:
    """The patterns that fit no rule at all, in order."""
    return tuple(pattern for pattern in patterns if not rules_fitting(pattern))


def rules_fitting(pattern: str) -> tuple[Rule, ...]:
    """Every rule that the pattern names, in code order."""
    return tuple(rule for rule in all_rules() if _fit(pattern, rule.code, rule.name) > 0)


def nearest_rule(word: str) -> str | None:
    """The code or name that is most like `word`; `None` when none is like it."""
    from difflib import get_close_matches  # Loaded for those who mistype.

    known = {name.casefold(): name for rule in all_rules() for name in (rule.code, rule.name)}
    folded = word.casefold()
    digits = folded.replace("o", "0").replace("l", "1").replace("i", "1")
    near = [digits] if digits in known else get_close_matches(folded, known, n=1)
    return known[near[0]] if near else None


def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, in code order."""
    # Loaded when rules are first asked for: whose verdicts are known already asks for none.
    from milepost.rules import ALL_RULES

    return ALL_RULES


def _best_fit(patterns: Iterable[str], code: str, name: str) -> int:
    return max((_fit(pattern, code, name) for pattern in patterns), default=-1)


def _fit(pattern: str, code: str, name: str) -> int:
    """How closely a pattern names a rule: the length of code it settles, -1 for not at all."""
    if pattern.lower() == name:
        return len(code)
    return len(pattern) if pattern and code.startswith(pattern.upper()) else -1
