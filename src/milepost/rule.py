"""What a rule is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from milepost.diagnostics import Diagnostic, Fix, RelatedSpan, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from milepost.document import Document
    from milepost.plan.losses import Losses
    from milepost.plan.model import Plan
    from milepost.plan.profiles import Profile
    from milepost.repository import Repository
    from milepost.text import Span


class RuleSettings(NamedTuple):
    """What a project may tell the rules about itself."""

    terms: tuple[str, ...] | None = None
    """The terms that a plan must define, instead of the rule's own list."""
    extra_terms: tuple[str, ...] = ()
    """Terms besides the list."""
    checklist_sections: tuple[str, ...] = ()
    """Titles of sections, besides Progress, where checkboxes belong."""
    profiles: tuple[str, ...] = ()
    """The names of all profiles, where the project has some of its own."""


PLAIN = RuleSettings()
"""A project that says nothing about itself."""


class SuppressionComment(NamedTuple):
    """A comment in a plan that switches rules off or on, and what it came to."""

    span: Span
    """From `<!--` to `-->`."""
    switch: Span
    """The word that says what it does: `milepost-disable-line`."""
    enables: bool
    """Whether it switches rules on again, rather than off."""
    codes: tuple[Span, ...]
    """The words that name rules, in order; empty for a comment about every rule."""
    unknown: tuple[Span, ...] = ()
    """What of it means nothing: words that name no rule, or the switch."""
    unused: tuple[Span, ...] = ()
    """The codes that make no difference."""
    idle: bool = False
    """Whether the comment as a whole makes no difference."""
    has_reason: bool = False
    """Whether it says why, behind two hyphens."""


@dataclass(frozen=True, eq=False, repr=False)
class RuleContext:
    """All that a rule may know."""

    document: Document
    profile: Profile
    now: datetime
    """The current time, in UTC."""
    settings: RuleSettings = PLAIN
    repository: Repository | None = None
    """The files around the plan; None when it is not known where they are."""
    comments: tuple[SuppressionComment, ...] = ()
    """What became of the suppression comments, for rules that judge them; others get none."""
    before: Document | None = None
    """An earlier version of the plan; None when it is not known."""

    @cached_property
    def losses(self) -> Losses | None:
        """What the plan has lost since the earlier version; None without one."""
        if self.before is None:
            return None
        from milepost.plan.losses import find_losses  # Loaded where there is such a version.

        return find_losses(self.before, self.document)

    @property
    def plan(self) -> Plan:
        """The parsed plan."""
        return self.document.plan

    @property
    def text(self) -> str:
        """The exact text that spans refer to."""
        return self.document.text


class Example(NamedTuple):
    """A text and what the rule makes of it.

    `bad` must give at least one finding of the rule; `good`, when not empty, must give none. When
    the rule has a fix and `fixed` is set, fixing `bad` must give exactly `fixed`. Rules about what
    has changed compare both with `before`.
    """

    bad: str
    good: str = ""
    fixed: str = ""
    before: str = ""


EXAMPLE_ROOT = "/home/mara/herbaria"
"""The root of the repository around the plans in examples, where a rule has `files`."""
EXAMPLE_FOLDER = "docs/plans"
"""Where in it these plans lie."""


class Rule(ABC):
    """A named check.

    The class docstring is the rule's page; `examples` and `silent` are its tests and part of the
    page. A rule is silent on every text in `silent`, however alike it looks.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    examples: ClassVar[tuple[Example, ...]]
    silent: ClassVar[tuple[str, ...]] = ()
    files: ClassVar[Mapping[str, str] | None] = None
    """The text of each file around the plan in examples and silent texts, by its path from the
    root; None for a rule that never looks there."""
    compares: ClassVar[bool] = False
    """Whether it compares the plan with an earlier version, and says nothing without one."""
    judges_comments: ClassVar[bool] = False
    """Whether it speaks of suppression comments. It then runs after the others."""

    @abstractmethod
    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields a finding per place; never raises."""

    def report(
        self,
        span: Span,
        message: str,
        *,
        fix: Fix | None = None,
        severity: Severity | None = None,
        related: tuple[RelatedSpan, ...] = (),
    ) -> Diagnostic:
        """A finding of this rule, at its default severity unless told otherwise."""
        grade = severity or self.severity
        return Diagnostic(self.code, self.name, message, span, grade, related, fix)
