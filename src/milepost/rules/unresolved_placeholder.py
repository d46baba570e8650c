"""MP501: something in the plan is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.canon import SectionKind
from milepost.plan.patterns import compiled
from milepost.plan.query import is_reported, progress_of, standard_section_at
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.prose import Match
    from milepost.rule import RuleContext

_OPEN = (
    r"to be (?:determined|decided|confirmed|announced|agreed(?: upon)?|filled(?: (?:in|out))?)\b"
)
_PHRASES = (
    ("tbd", r"(?<![\w-])tbd(?![\w-])"),
    ("tba", r"(?<![\w-])tba(?![\w-])"),
    ("to be ", rf"\b(?:yet |still )?{_OPEN}"),
    ("???", r"(?<!\?)\?\?\?(?!\?)"),
    ("todo", r"(?<![\w-])todo(?=[*_]{0,2}:)|(?<=[(\[])todo(?=[)\]])|\A(?:\[.\] )?todo(?=\s*\Z)"),
    ("fill", r"(?<=[(\[<])(?:to )?fill(?: me| this)? in(?=[)\]>])"),
)
_MENTION = (
    r"\b(?:no|any|every|each|all|zero|without|never|not|remove|removes|replace|replaces|resolve"
    r"|grep|search|scan|find|reject|rejects|flag|flags|detect|detects|word|string|literal|marker"
    r"|contains?|instead of|rather than|free of)\b[^.;:]{0,30}$"
)
_MENTIONED = r"s?\]? (?:placeholders?|markers?|comments?|strings?|stubs?|entries|macro)\b"
_ELSEWHERE = (
    r" (?:by|at|dynamically|automatically|from|based on|per|using|via|according|when|with|through"
    r"|inside|server-side|client-side)\b"
)
_LABELLED = r"(?:[-*] )?[*_]{0,2}[\w /&-]{1,40}[*_]{0,2}:[*_]{0,2} [^\w]*\Z"


class UnresolvedPlaceholder(Rule):
    """Something in the plan was left to be filled in later.

    ## What it does

    Finds "TBD", "TBA", "to be determined" and its relatives, "???", "TODO:" and "(fill in)" in the
    sections that explain the work. In a `Label: TBD` line above the first standard section it is
    an info. The living sections may wait for the work, and so may Artifacts and Notes while items
    are open. Silent on code, on quotations, on a TODO that names a thing of the program, and where
    the program decides ("to be determined at run time").

    ## Why

    A plan is carried out by somebody who cannot ask. What its author left open stops the work
    there, or is filled with a guess.

    ## When to suppress

    When the placeholder is the subject of the sentence rather than a gap in it.
    """

    code = "MP501"
    name = "unresolved-placeholder"
    severity = Severity.ERROR
    examples = (
        Example(
            bad="## Plan of Work\n\nAdd a route (name TBD).\n",
            good="## Plan of Work\n\nAdd the route `GET /health`.\n",
        ),
        Example(
            bad="## Interfaces and Dependencies\n\nThe wire format is still to be\ndecided.\n",
            good="## Interfaces and Dependencies\n\nThe wire format is JSON.\n",
        ),
        Example(bad="## Concrete Steps\n\nTODO: the commands.\n"),
        Example(bad="## Plan of Work\n\nThe limit is ??? bytes.\n"),
        Example(bad="# Plan\n\nSuccessor: TBD\n\n## Purpose / Big Picture\n\nGood.\n"),
        Example(bad="## Concrete Steps\n\n| step | command |\n| --- | --- |\n| build | TBD |\n"),
    )
    silent = (
        "## Outcomes & Retrospective\n\nTBD\n",
        "## Decision Log\n\n- Decision: one.\n  Date/Author: to be filled in\n",
        "## Plan of Work\n\nThe default is `TBD`.\n\n    TBD\n",
        "## Plan of Work\n\nExpose TODO placeholders that return an error.\n",
        "## Plan of Work\n\nReject every plan that contains TBD.\n",
        "## Plan of Work\n\nThe size is to be determined by the server.\n",
        '## Plan of Work\n\nThe label reads "TBD" until then.\n',
        "## Plan of Work\n\nThe todo list is stored in `todo.db`.\n",
        "## Progress\n\n- [ ] The name (TBD).\n\n## Artifacts and Notes\n\n(to be filled in)\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per placeholder."""
        prose = context.document.prose
        for anchor, pattern in _PHRASES:
            for match in prose.find(anchor, pattern):
                span = prose.span(*match.found.span())
                severity = None if _is_mention(match) else _severity(context, match, span.start)
                if severity is not None:
                    phrase = span.cut(context.text)
                    yield self.report(
                        span, f"`{' '.join(phrase.split())}` was never filled in", severity=severity
                    )


def _is_mention(match: Match) -> bool:
    """Whether the sentence speaks of the placeholder, or leaves the matter to the program."""
    sentence, found = match
    words, end = sentence.lower, found.end() - sentence.start
    if compiled(_MENTION).search(words, 0, found.start() - sentence.start) or compiled(
        _MENTIONED
    ).match(words, end):
        return True
    return found[0].endswith("d") and compiled(_ELSEWHERE).match(words, end) is not None


def _severity(context: RuleContext, match: Match, offset: int) -> Severity | None:
    """How bad a placeholder at `offset` is; `None` where it may wait for the work."""
    plan = context.plan
    section = standard_section_at(plan, offset)
    if section is None:
        before = not any(
            offset >= plan.sections[index].span.start for index in plan.by_kind.values()
        )
        sentence, found = match
        if before and compiled(_LABELLED).match(sentence.lower[: found.start() - sentence.start]):
            return Severity.INFO
        return None if is_reported(plan, offset) else Severity.ERROR
    if section.kind is None or section.kind.living:
        return None
    if section.kind is SectionKind.ARTIFACTS and not progress_of(plan).finished:
        return None
    return None if is_reported(plan, offset) else Severity.ERROR
