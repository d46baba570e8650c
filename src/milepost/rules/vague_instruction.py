"""MP502: an instruction that does not say when or what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.model import CODE_KINDS
from milepost.plan.patterns import compiled
from milepost.plan.prose import CODE
from milepost.plan.query import is_reported
from milepost.plan.wording import is_instruction, is_opening, is_runtime
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.prose import Match
    from milepost.rule import RuleContext

_WHEN = "(?:as|if|when|whenever|where|wherever)"
_PHRASES = (
    ("needed", rf"\b{_WHEN} (?:and {_WHEN} )?needed\b"),
    ("necessary", rf"\b{_WHEN} necessary\b"),
    ("required", rf"\b{_WHEN} required\b"),
    ("appropriate", rf"\b{_WHEN} appropriate\b"),
    ("applicable", rf"\b{_WHEN} applicable\b"),
    ("possible", r"\b(?:if|when|whenever|where|wherever) (?:at all )?possible\b"),
    ("feasible", r"\b(?:if|when|whenever|where|wherever) feasible\b"),
    ("practica", r"\b(?:if|when|whenever|where|wherever) practica(?:l|ble)\b"),
    ("sense", r"\b(?:as|if|when|where|wherever) (?:it |that |this )?makes sense\b"),
    (
        "edge case",
        r"\bedge cases? (?:are|is|get|should be|must be|(?:need|have) to be) (?:all |also )?"
        r"(?:[a-z]+ly )?(?:handled|covered|considered|addressed|dealt with|taken care of)\b",
    ),
    (
        "edge case",
        r"\b(?:handle|handling|cover|consider|address|deal with|account for|take care of) "
        r"(?:all |any |the |various |other |relevant |potential |possible |errors? and )*"
        r"edge cases?\b",
    ),
    (
        ("properly", "appropriately", "gracefully", "correctly", "robustly", "sensibly"),
        r"\b(?:handle|manage|catch|treat|deal with) (?:(?:all|any|the|possible|potential|other"
        r"|various|such|unexpected) )*(?:[a-z-]+ )?"
        r"(?:errors?|failures?|exceptions?|timeouts?|inputs?)"
        r"(?: (?:and|or) (?:errors?|failures?|exceptions?|timeouts?))? "
        r"(?:properly|appropriately|gracefully|correctly|robustly|sensibly)\b",
    ),
    ("and so ", r"\band so (?:on|forth)\b"),
    ("etc", r"(?<![\w.])etc\b"),
)
_ENUMERATIONS = frozenset({"and so on", "and so forth", "etc"})
_BOUND = (
    r"[)\]*_,]{0,3} (?:to|for|by|so|because|since|until|unless|when|where|while|if|in order|given"
    r"|without|according|depending|based|due|per|only|but only|but never|but not)\b"
    r"|[)\]*_,]{0,3} [(—–-]+ ?(?:for example|e\.g|i\.e|such as|for instance|namely|that is|see)\b"
    r"|[)\]*_]{0,3}:"
)
"""What follows a phrase and says what it means."""
_CRITERION = (
    r", or [^.;]* if\b|[^.;]*; (?:otherwise\b|(?:only|if|when|unless|add|do not|never)\b[^;]*"
    r"\b(?:if|when|unless|only)\b)"
)
_NEXT_CRITERION = (
    r"(?:otherwise|if|only|when|unless|where|in that case|this means|that means|that is|examples?"
    r"|for example|for instance|namely|specifically)\b"
)
_GIVEN = r"[\W_]*if [^,.;]+, [^.;]*\bas $"
"""A condition that opens the sentence, so that "as needed" adds none."""
_AIM = r"[^.;]* so (?:that|they|it|the|this|these|those|all|every|each|no)\b"
_AIMED = r"\b(?:ensure|make sure|prevent|avoid)\b[^.;]*\([^()]*$"
"""What the words in brackets are for."""
_NAMED_CASES = r"[)*_]* ?(?:[:(—–]|- |such as|like|including|where|when|in |of |from )"
_BRACKETED_STATE = r"\([a-z-]+(?:ed|en|al) $"
_REPEATING = (
    r"\b(?:re-?runs?|repeat|re-?try|revert|re-?apply|restore|reset|undo|roll back|iterate)\b"
    r"|\bfall(?:s|ing)? ?back\b|\b(?:often|times|many|much|long|frequently) $"
    r"|\b(?:run|re-?run|test|lint|check|review|qa)\b[^.;]* and (?:fix|patch|repair)\b[^.;,]*$"
    rf"|\bimport[{CODE} ,(]*(?:and )?[{CODE} ,(]*$"
)
"""What is done only when there is need: again, back, as the remedy, for a name that is used."""
_SECOND_CHOICE = r", or [^.,;]*\bif$"
_DUTY = r"\b(?:should|must|need|have)\b"
_CASES_NAMED = r"\bedge[- ]cases?[*_]{0,3}(?:: | \(|:\n| (?:such as|like|including)\b)"


class VagueInstruction(Rule):
    """An instruction leaves open when it applies or what it covers.

    ## What it does

    Looks for "as needed", "if necessary", "where possible" and their relatives, for "edge cases"
    that are not named, for "handle errors gracefully" with nothing besides, and for instructions
    that end in "etc." or "and so on". The phrase must stand in an instruction to the reader. The
    rule is silent when the condition is spelled out right behind it ("only as needed to keep the
    signature"), when it tells what the program does at run time, in records of what was done, and
    in code and quotations.

    ## Why

    The author knew which cases were meant, or did not want to think about them yet. The reader
    has to guess in either case, and two readers guess differently.

    ## When to suppress

    When the condition is plain from the paragraph and naming it again would only make it longer.
    """

    code = "MP502"
    name = "vague-instruction"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Plan of Work\n\nUpdate the callers as needed.\n",
            good="## Plan of Work\n\nUpdate `src/a.py` and `src/b.py`, the only two callers.\n",
        ),
        Example(
            bad="## Plan of Work\n\nIf necessary, add an index.\n",
            good="## Plan of Work\n\nIf the query takes over 50 ms, add an index.\n",
        ),
        Example(
            bad="## Plan of Work\n\nWrite the parser and handle edge cases.\n",
            good="## Plan of Work\n\nWrite the parser; handle edge cases such as an empty line.\n",
        ),
        Example(
            bad="## Plan of Work\n\nAdd the route and handle errors gracefully.\n",
            good="## Plan of Work\n\nAdd the route; answer 404 when there is no such record.\n",
        ),
        Example(bad="## Concrete Steps\n\n- Update the guide, the changelog, etc.\n"),
        Example(bad="## Plan of Work\n\nReuse the fixtures where\npossible.\n"),
        Example(bad="## Plan of Work\n\nExisting tests should be extended as appropriate.\n"),
    )
    silent = (
        "## Plan of Work\n\nChange `parse` only as needed to keep its signature.\n",
        "## Plan of Work\n\nThe log is truncated as needed.\n",
        "## Plan of Work\n\nThe writer retries the upload if necessary.\n",
        "## Outcomes & Retrospective\n\nWe adjusted the callers as needed.\n",
        '## Plan of Work\n\nReplace the words "as needed" in the guide.\n',
        "## Plan of Work\n\nPass `as needed` to the option.\n",
        "## Concrete Steps\n\nRun these commands from the root as needed:\n\n    make check\n",
        "## Plan of Work\n\nUse the cache where possible; add a key only when a name is new.\n",
        "## Plan of Work\n\nAttach the log (shortened if needed).\n",
        "## Plan of Work\n\nKeep the order, as required by the schema.\n",
        "## Plan of Work\n\nTranslate every label (`Error:`, `Warning:`, etc.) in the table.\n",
        "## Idempotence and Recovery\n\nRe-run the script as often as needed.\n",
        "## Progress\n\n- [x] (2026-01-31) Update the callers as needed.\n",
        "## Plan of Work\n\nHandle errors gracefully: answer 404 for an unknown record.\n",
        "## Plan of Work\n\nHandle errors properly. An unknown record fails with 404.\n",
        "## Plan of Work\n\n- Handle errors properly.\n  - Answer 404.\n",
        "## 工作计划\n\n按 as needed 更新。\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per phrase."""
        prose = context.document.prose
        for anchor, pattern in _PHRASES:
            for match in prose.find(anchor, pattern):
                span = prose.span(*match.found.span())
                if not is_reported(context.plan, span.start) and _is_vague(context, match):
                    yield self.report(span, f"`{match.found[0]}` leaves open what is meant")


def _is_vague(context: RuleContext, match: Match) -> bool:
    sentence, found = match
    words = sentence.lower
    start, end = found.start() - sentence.start, found.end() - sentence.start
    if found[0] in _ENUMERATIONS or found[0].endswith("ly"):
        at = start if found[0] in _ENUMERATIONS else end
        return _ends_instruction(words, at, end) and not _is_explained(context, match)
    if "edge case" in found[0]:
        return _is_duty(words, end, found[0]) and not _are_named(context, words, end)
    if compiled(_BOUND).match(words, end):
        return False
    if is_opening(words, start):
        main = words[end:].lstrip(" ,)*_")
        if compiled(_REPEATING).search(main) or compiled(_AIM).match(main):
            return False
        return is_instruction(main, min(len(main), 40))
    if is_runtime(words, start) or not is_instruction(words, start):
        return False
    if compiled(_BRACKETED_STATE).search(words, 0, start):
        return False
    if compiled(_REPEATING).search(words, 0, start) or compiled(_AIMED).search(words, 0, start):
        return False
    if compiled(_SECOND_CHOICE).search(words, 0, start + len("if")):
        return False
    return not _has_criterion(context, match)


def _are_named(context: RuleContext, words: str, end: int) -> bool:
    """Whether the edge cases are told right here, or listed elsewhere in the plan."""
    if compiled(_NAMED_CASES).match(words, end):
        return True
    return compiled(_CASES_NAMED).search(context.document.prose.lower) is not None


def _is_duty(words: str, end: int, phrase: str) -> bool:
    return is_instruction(words, end) or compiled(_DUTY).search(phrase) is not None


def _is_explained(context: RuleContext, match: Match) -> bool:
    """Whether the paragraph goes on, or a list below it says more; of no use to "etc."."""
    if match.found[0] in _ENUMERATIONS:
        return False
    if not match.sentence.last:
        return True
    blocks, index = context.plan.blocks, match.sentence.block
    return any(
        each.list_depth > blocks[index].list_depth or each.kind in CODE_KINDS
        for each in blocks[index + 1 : index + 2]
    )


def _ends_instruction(words: str, start: int, end: int) -> bool:
    """Whether an open list closes the sentence, and is no remark in brackets or row of examples."""
    opened = words.count("(", 0, start) > words.count(")", 0, start)
    if opened or ": " in words[:start] or words[end:].strip(" .*_"):
        return False
    return is_instruction(words, start)


def _has_criterion(context: RuleContext, match: Match) -> bool:
    """Whether the rest of the sentence or the next one says when."""
    sentence, found = match
    prose = context.document.prose
    if compiled(_CRITERION).match(sentence.lower, found.end() - sentence.start):
        return True
    if compiled(_GIVEN).match(sentence.lower, 0, found.start() - sentence.start + len("as ")):
        return True
    following = prose.lower[sentence.end : sentence.end + 40].lstrip(" ")
    return bool(compiled(_NEXT_CRITERION).match(following))
