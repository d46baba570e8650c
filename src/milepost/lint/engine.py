"""Runs rules over a document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from milepost.diagnostics import INTERNAL_ERROR, Diagnostic, Severity
from milepost.lint.selection import DEFAULT, all_rules
from milepost.parse.inline import is_within
from milepost.plan.model import NoteKind
from milepost.plan.patterns import compiled
from milepost.rule import RuleContext
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from milepost.document import Document
    from milepost.lint.selection import Selection
    from milepost.lint.suppression import Suppressions
    from milepost.repository import Repository
    from milepost.rule import Rule

CONFLICT = "MP112"
"""The code of the finding that the markers of a merge stand in the text."""

_COMMENT = "<!--"
_SUPPRESSION = r"(?i)milepost-"
"""A text without the two has no suppression comment."""


class LintResult(NamedTuple):
    """What a check found."""

    diagnostics: tuple[Diagnostic, ...]
    """By place, at one place the worst first."""
    revision: int
    """The revision of the document that was checked."""
    suppressed: tuple[Diagnostic, ...] = ()
    """What comments in the plan silence, in the same order."""


class Findings(NamedTuple):
    """What the selected rules find, rule by rule, each rule's findings as it yields them."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...] = ()
    """What comments in the plan silence."""

    def result(self, revision: int) -> LintResult:
        """The same, sorted."""
        return LintResult(
            tuple(sorted(self.diagnostics, key=_place)),
            revision,
            tuple(sorted(self.suppressed, key=_place)),
        )


def lint(
    document: Document,
    selection: Selection = DEFAULT,
    *,
    now: datetime,
    repository: Repository | None = None,
    before: Document | None = None,
) -> LintResult:
    """Runs the selected rules. Every document can be checked; `now` is in UTC.

    With an earlier version, `before`, it is also told what the plan has lost since.
    """
    found = run_rules(document, selection, now=now, repository=repository, before=before)
    return found.result(document.revision)


def run_rules(
    document: Document,
    selection: Selection,
    *,
    now: datetime,
    repository: Repository | None,
    before: Document | None = None,
) -> Findings:
    """What `lint` sorts."""
    context = RuleContext(
        document, selection.profile, now, selection.settings, repository, before=before
    )
    suppressions = _read_suppressions(document)
    if suppressions is None:
        plain = (rule for rule in selection.rules if not rule.judges_comments)
        return Findings(tuple(_findings_of(plain, context, selection)))
    return _run_commented(context, selection, suppressions)


def _read_suppressions(document: Document) -> Suppressions | None:
    """The comments that switch rules off; None for a plan without any."""
    text = document.text
    if _COMMENT not in text or compiled(_SUPPRESSION).search(text) is None:
        return None
    from milepost.lint.suppression import Suppressions  # Few plans have such comments.

    return Suppressions(document) or None


def _run_commented(
    context: RuleContext, selection: Selection, suppressions: Suppressions
) -> Findings:
    """All findings on a plan with suppression comments, those on the comments last.

    When only rules about comments are selected, all the others run as well, to tell which
    comments are of use; what they find is not reported.
    """
    judges = [rule for rule in selection.rules if rule.judges_comments]
    asked = [rule for rule in selection.rules if not rule.judges_comments]
    running = asked or [rule for rule in all_rules() if not rule.judges_comments]
    raw = list(_findings_of(running, context, selection))
    kept, silenced = suppressions.sift(raw)
    failures = [each for each in raw if each.code == INTERNAL_ERROR]
    if not asked:
        kept, silenced = failures, []
    ran = [] if failures else [rule for rule in running if _had_its_say(rule, context)]
    for judge in judges:
        known = replace(context, comments=suppressions.judged(ran))
        more, less = suppressions.sift(_findings_of([judge], known, selection))
        kept += more
        silenced += less
    return Findings(tuple(kept), tuple(silenced))


def _had_its_say(rule: Rule, context: RuleContext) -> bool:
    """Whether a rule could look at all it wants to: some look at other files, or back."""
    if rule.compares and context.before is None:
        return False
    return rule.files is None or context.repository is not None


def _findings_of(
    rules: Iterable[Rule], context: RuleContext, selection: Selection
) -> Iterator[Diagnostic]:
    found = (diagnostic for rule in rules for diagnostic in _run(rule, context))
    return map(selection.graded, _outside_conflicts(found, context.document))


def _outside_conflicts(found: Iterable[Diagnostic], document: Document) -> Iterator[Diagnostic]:
    """What is found outside unresolved merges, and the fixes that leave these alone.

    Which of the two sides counts is not known, so nothing that is said of either is true.
    """
    marked = [note.span for note in document.notes if note.kind is NoteKind.CONFLICT_MARKERS]
    for each in found:
        if each.code in (CONFLICT, INTERNAL_ERROR) or not marked:
            yield each
        elif not is_within(marked, each.span.start):
            spans = [] if each.fix is None else [edit.span for edit in each.fix.edits.edits]
            touched = any(_touch(one, other) for one in spans for other in marked)
            yield each._replace(fix=None) if touched else each


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _run(rule: Rule, context: RuleContext) -> Iterator[Diagnostic]:
    try:
        yield from rule.check(context)
    # One broken rule must not hide what the others find, and what it may raise cannot be known.
    except Exception as error:  # noqa: BLE001
        yield Diagnostic(
            INTERNAL_ERROR,
            "internal-error",
            f"the rule {rule.name} failed with {type(error).__name__}; this is a bug in Milepost",
            Span(0, 0),
            Severity.ERROR,
        )


def _place(diagnostic: Diagnostic) -> tuple[Span, int, str]:
    return diagnostic.span, -diagnostic.severity, diagnostic.code
