"""MP503: a decision that the plan leaves to its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.prose import CODE
from milepost.plan.query import is_reported
from milepost.plan.wording import instruction_verb, is_negated
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.prose import Match
    from milepost.rule import RuleContext

_READER = r"(?:you|the (?:implementer|implementor|reader|developer|executor|engineer|contributor))"
_WHICHEVER = r"(?:whichever|whatever)(?: [a-z]+){0,2} (?:is|are|seems?|feels?|fits?|looks?)\b"
_ADDRESSED = (
    (
        "judg",
        r"\b(?:use|using|apply|exercise) (?:(?:your|their|own|good|best|sound|engineering"
        r"|professional|reasonable|the implementer's) ){0,3}judge?ment\b",
    ),
    ("discretion", rf"\bat (?:your|their|{_READER}'s) (?:own )?discretion\b"),
    ("up to ", rf"\b(?:is|are|be|left) up to {_READER}\b"),
    (("left to ", "deferred to "), rf"\b(?:is|are|be) (?:left|deferred) to {_READER}\b"),
    ("your", r"\b(?:your (?:preferred|favou?rite)|of your (?:own )?(?:choice|choosing))\b"),
    (
        "you ",
        r"\b(?:(?:if|as|however) you|(?:whichever|whatever|any)(?: [a-z]+){0,2} you) "
        r"(?:prefer|like|see fit)\b",
    ),
    ("feel free", r"\bfeel free to\b"),
)
"""Phrases that hand a decision over whatever the sentence does."""
_COMMANDED = (
    (
        "appropriate",
        r"\b(?:choose|pick|select|find|use|add|define|set|decide on|determine) "
        r"(?:an? |the |some )?(?:most )?appropriate\b",
    ),
    (
        "suitable",
        r"\b(?:choose|pick|select|find|decide on) (?:an? |the |some )?(?:most )?suitable\b",
    ),
    ("sensible", r"\b(?:choose|pick|select|use|set) (?:an? |the |some )?sensible\b"),
    ("reasonable", r"\b(?:choose|pick|select|use|set) (?:an? |the |some )?reasonable\b"),
    ("choose ", rf"\bchoose (?:one\b|either\b|the (?:best|right|better)\b|{_WHICHEVER})"),
    ("pick ", rf"\bpick (?:one\b|either\b|the (?:best|right|better|exact)\b|{_WHICHEVER})"),
    (
        "decide ",
        r"\bdecide (?:whether|if|which|what|how|where|when|between|on|during|later"
        r"|in m[0-9]+|and(?! record| document| note| log))\b",
    ),
    (
        "ever ",
        r"\b(?:whichever|whatever) (?:is|are|seems?|feels?|looks?) (?:easie[rs]t?|simple[rs]t?|best"
        r"|better|cleane[rs]t?|nice[rs]t?|preferable|appropriate|suitable|more convenient)\b",
    ),
    ("configure", r"\bconfigure (?:[^\s.;:]+ ){0,4}(?:appropriately|suitably|properly)"),
    (
        "appropriately",
        r"\b(?:handle|adjust|size|tune|scale|treat) (?:[^\s.;:]+ ){0,5}appropriately",
    ),
    ("equivalent", r"\bor (?:an? |some )?equivalent\b(?! (?:to|of)\b)"),
    ("similar", r"\bor (?:something |an? )?similar\b(?! (?:to|of)\b)|(?<=\()or similarly\b"),
    ("appropriate", r"\bor (?:an? |the )?appropriate\b"),
)
"""Phrases that do so only in an instruction to the reader."""
_SETTLED = (
    r"[^.;]*\b(?:based on|according to|depending on|by (?:[a-z]+ing|measurement|comparison)\b"
    r"|so that|such as|for example|e\.g|namely|because|default(?:s|ing)? to|if|when)\b|[^.;]*[(:]"
)
"""How the rest of a sentence says how to decide."""
_THEN_SETTLED = r"(?:if|otherwise|given|use|where|when|it must|they must)\b"
_ADVICE = (
    r"(?:by |the )?(?:default|prefer|preferred|recommend(?:ed|ation)?|our choice"
    r"|if (?:yes|no|so|not|it|they)\b|if the (?:answer|result|former|latter|first))\b"
)
_LOOKING = frozenset(
    "assert check confirm ensure expect find grep locate look observe search see verify".split()
)
"""Verbs whose object exists already, so that nothing is decided about it."""
_ALTERNATIVE = r"or "
_NAMED = rf"[^a-z{CODE}]*(?:[*_]*[a-z]+[*_]*: )?[*_]*{CODE}+[*_]* [(]?"
"""The beginning of an entry that is nothing but the name of a file or function."""
_FOUND = r"\b(?:find|locate|grep|search|look|existing)\b[^.;]*\Z"
_IF = r"[^.;,]* (?:if|when|unless|only where) "


class OutsourcedDecision(Rule):
    """The plan hands a decision to whoever carries it out.

    ## What it does

    Finds "use your best judgment", "choose an appropriate …", "decide whether …", "or equivalent",
    "if you prefer" and their like, where they address the reader. It is silent where the program
    or its user decides, where the sentence goes on to say how to decide, and in the Decision Log
    and other records.

    ## Why

    The author has looked at the alternatives; the reader has only this file. A decision that is
    left open is taken twice, the second time with less knowledge, and nobody writes it down.

    ## When to suppress

    When the choice truly makes no difference and the plan says so.
    """

    code = "MP503"
    name = "outsourced-decision"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Plan of Work\n\nUse your best judgment for the names.\n",
            good="## Plan of Work\n\nName them `read_row` and `write_row`.\n",
        ),
        Example(
            bad="## Plan of Work\n\nChoose an appropriate timeout.\n",
            good="## Plan of Work\n\nSet the timeout to 30 seconds.\n",
        ),
        Example(
            bad="## Plan of Work\n\n3. Decide whether to cache the result.\n",
            good="## Plan of Work\n\n3. Cache the result: it is read twice per request.\n",
        ),
        Example(bad="## Plan of Work\n\nAdd `src/cache.py` (or equivalent).\n"),
        Example(bad="## Plan of Work\n\nHow rows are ordered is up to the implementer.\n"),
        Example(bad="## Concrete Steps\n\nOpen the log in your favourite editor.\n"),
        Example(bad="## Plan of Work\n\nConfigure the pool appropriately.\n"),
    )
    silent = (
        "## Decision Log\n\n- Decision: choose an appropriate timeout per host.\n",
        "## Purpose / Big Picture\n\nA user can choose an appropriate theme.\n",
        "## Plan of Work\n\nThe client picks whichever server answers first.\n",
        "## Plan of Work\n\nThe router decides whether to retry.\n",
        "## Plan of Work\n\nIt is retried at the server's discretion, using model judgment.\n",
        "## Plan of Work\n\nDo not choose an appropriate name here.\n",
        "## Context and Orientation\n\nDecisions are made here, not left to the reader.\n",
        "## Validation and Acceptance\n\nExpect `3 passed` or similar.\n",
        "## Plan of Work\n\nChoose the appropriate renderer based on `--output`.\n",
        "## Plan of Work\n\nDecide whether it fits: above 4 KiB it goes to a file.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per phrase."""
        prose = context.document.prose
        for phrases, hands_over in ((_ADDRESSED, _addresses), (_COMMANDED, _commands)):
            for anchor, pattern in phrases:
                for match in prose.find(anchor, pattern):
                    span = prose.span(*match.found.span())
                    if hands_over(context, match) and not is_reported(context.plan, span.start):
                        phrase = match.found[0].replace(CODE, "")
                        yield self.report(span, f"`{phrase}` leaves a decision to the reader")


def _addresses(_: RuleContext, match: Match) -> bool:
    sentence, found = match
    return not is_negated(sentence.lower, found.start() - sentence.start)


def _commands(context: RuleContext, match: Match) -> bool:
    sentence, found = match
    if context.plan.blocks[sentence.block].kind is BlockKind.HEADING:
        return False
    words = sentence.lower
    start, end = found.start() - sentence.start, found.end() - sentence.start
    if is_negated(words, start):
        return False
    if compiled(_ALTERNATIVE).match(found[0]):
        return _offers_alternative(words, start, end)
    if words.endswith("to ", 0, start) or not instruction_verb(words, words.index(" ", start) + 1):
        return False
    if compiled(_SETTLED).match(words, end):
        return False
    following = context.document.prose.lower[sentence.end : sentence.end + 40].lstrip(" *_(\n")
    if compiled(_ADVICE).match(following):
        return False
    return sentence.last or not compiled(_THEN_SETTLED).match(following)


def _offers_alternative(words: str, start: int, end: int) -> bool:
    """Whether "or equivalent" stands in an instruction or behind the name it replaces."""
    verb = instruction_verb(words, start)
    if (
        verb in _LOOKING
        or compiled(_FOUND).search(words, 0, start)
        or compiled(_IF).match(words, end)
    ):
        return False
    return bool(verb) or compiled(_NAMED).fullmatch(words, 0, start) is not None
