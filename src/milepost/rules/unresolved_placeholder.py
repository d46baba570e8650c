"""MP501: something in the plan is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.query import is_reported, item_at, progress_of, standard_section_at
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.prose import Match
    from milepost.rule import RuleContext

_LEAD = (
    r"(?:(?<=\bis )|(?<=\bare )|(?<=\bstill )|(?<=\byet )|(?<=\bremains )|(?<=\bremain )"
    r"|(?<=\bleft )|(?<=[,:(—–-] )|(?<=[(\[])|(?<![^\n]))"
)
_PHRASES = (
    ("tbd", r"(?<![\w-])tbd(?![\w-])"),
    ("tba", r"(?<![\w-])tba(?![\w-])"),
    (
        "to be ",
        rf"{_LEAD}to be (?:determined|decided|confirmed|announced|agreed(?: upon)?|filled in"
        r"|filled out|filled(?= (?:after|as|during|later|once|when)\b|[.)\]]|\s*\Z))(?![\w-])",
    ),
    (
        "to be ",
        r"\b(?:needs?|has|have) (?:still |yet )?to be (?:decided|agreed(?: upon)?|finali[sz]ed)\b",
    ),
    (
        "to be ",
        r"(?:(?<=\bstill )|(?<=\byet )|(?<=[(\[])|(?<=[,:(—–-] ))to be (?:defined|specified|chosen"
        r"|finali[sz]ed|clarified|worked out)(?=\s*\Z|[).,;\]]"
        r"| (?:later|after|during|once|when)\b)",
    ),
    (
        "will be ",
        r"\bwill be (?:determined|decided|defined|confirmed|chosen|specified|filled in)"
        r" (?:later|at a later)\b",
    ),
    ("decided", r"\b(?:not yet (?:been )?decided|(?:still|yet|as yet) undecided)\b"),
    ("???", r"(?<![\w?])\?\?\?(?!\?)"),
    ("todo", r"(?<![\w-])todo(?=[*_]{0,2}:)|(?<=[(\[<])todo(?=[)\]>])|(?<![^\n])todo(?=\s*\Z)"),
    ("fixme", r"(?<![\w-])fixme(?=[*_]{0,2}:)"),
    ("insert ", r"(?<=[\[<])insert (?:[a-z]+ ){0,4}[a-z]+(?=[\]>])"),
    ("fill", r"(?<=[(\[<])(?:to )?fill(?: me| this)? in(?=[)\]>])"),
)
_MENTION = (
    r"\b(?:no|any|every|each|all|zero|without|never|not|remove|removes|replace|replaces|resolve"
    r"|grep|search|scan|find|reject|rejects|flag|flags|detect|detects|word|string|literal|marker"
    r"|contains?|instead of|rather than|free of)\b[^.;:]{0,30}$"
    r"|\b(?:displays?|prints?|renders?|shows?) (?:an?|the) $"
)
_MENTIONED = r"s?\]? (?:placeholders?|markers?|comments?|strings?|stubs?|entries|macro)\b"
_ELSEWHERE = (
    r" (?:by|at|dynamically|automatically|from|based on|per|using|via|according|when|through"
    r"|inside|server-side|client-side)\b"
)
_LABELLED = r"(?:[-*] )?[*_]{0,2}[\w /&-]{1,40}[*_]{0,2}:[*_]{0,2} [^\w]*\Z"


class UnresolvedPlaceholder(Rule):
    """Something in the plan was left to be filled in later.

    ## What it does

    Finds "TBD", "TBA", "to be determined" and its relatives, "???", "TODO:", "FIXME:", "(fill in)"
    and "[insert name]" in the sections that explain the work. In a `Label: TBD` line or a table
    above the first standard section it is an info. The living sections may wait for the work, and
    so may Artifacts and Notes while items are open. Silent on code, on quotations, on a TODO that
    names a thing of the program, and where the program decides ("to be determined at run time").

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
            bad="## Plan of Work\n\nAdd a route (path TBD).\n",
            good="## Plan of Work\n\nAdd the route `GET /health`.\n",
        ),
        Example(
            bad="## Interfaces and Dependencies\n\nThe wire format is still to be\ndecided.\n",
            good="## Interfaces and Dependencies\n\nThe wire format is JSON.\n",
        ),
        Example(bad="## Concrete Steps\n\nTODO: the commands.\n"),
        Example(bad="## Plan of Work\n\nThe limit is ??? bytes.\n"),
        Example(bad="## Plan of Work\n\nWho signs the labels needs to be agreed upon.\n"),
        Example(bad="# Plan\n\nSuccessor: TBD\n\n## Purpose / Big Picture\n\nGood.\n"),
        Example(bad="## Concrete Steps\n\n| step | command |\n| --- | --- |\n| build | TBD |\n"),
    )
    silent = (
        "## Outcomes & Retrospective\n\nTBD\n",
        "## Decision Log\n\n- Decision: one.\n  Date/Author: to be filled in\n",
        "## Plan of Work\n\nThe default is `TBD`.\n\n    TBD\n",
        "## Plan of Work\n\nKeep the TODO macros, which the compiler lists.\n",
        "## Plan of Work\n\nReject every plan that contains TBD.\n",
        "## Plan of Work\n\nThe size is to be determined by the server.\n",
        '## Plan of Work\n\nThe label reads "TBD" until then.\n',
        "## Plan of Work\n\nThe list shows a TBD badge beside a record without a date.\n",
        "## Plan of Work\n\nThe todo list is stored in `todo.db`.\n",
        "## Progress\n\n- [ ] The name (TBD).\n\n## Artifacts and Notes\n\n(to be filled in)\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per placeholder."""
        prose = context.document.prose
        for anchor, pattern in _PHRASES:
            for match in prose.find(anchor, pattern):
                span = prose.span(*match.found.span())
                severity = (
                    None if _is_mention(context, match) else _severity(context, match, span.start)
                )
                if severity is not None:
                    phrase = span.cut(context.text)
                    yield self.report(
                        span, f"`{' '.join(phrase.split())}` was never filled in", severity=severity
                    )


def _is_mention(context: RuleContext, match: Match) -> bool:
    """Whether the sentence speaks of the placeholder, or leaves the matter to the program."""
    sentence, found = match
    words, end = sentence.lower, found.end() - sentence.start
    heading = context.plan.blocks[sentence.block].kind is BlockKind.HEADING
    if heading and found[0] == "todo":
        return True
    if compiled(_MENTION).search(words, 0, found.start() - sentence.start) or compiled(
        _MENTIONED
    ).match(words, end):
        return True
    return found[0].endswith("d") and compiled(_ELSEWHERE).match(words, end) is not None


def _severity(context: RuleContext, match: Match, offset: int) -> Severity | None:
    """How bad a placeholder at `offset` is; `None` where it may wait for the work."""
    plan = context.plan
    section = standard_section_at(plan, offset)
    kind = section.kind if section else None
    if kind is SectionKind.ARTIFACTS and not progress_of(plan).finished:
        return None
    if item_at(plan, offset) is not None or is_reported(plan, offset):
        return None
    return Severity.INFO if _is_label_at_top(context, match, offset) else Severity.ERROR


def _is_label_at_top(context: RuleContext, match: Match, offset: int) -> bool:
    """Whether the placeholder is the value of a label above all standard sections."""
    plan = context.plan
    if any(offset >= plan.sections[index].span.start for index in plan.by_kind.values()):
        return False
    if plan.blocks[match.sentence.block].kind is BlockKind.TABLE:
        return True
    before = match.sentence.lower[: match.found.start() - match.sentence.start]
    return compiled(_LABELLED).match(before) is not None
