"""MP403: a term of art that the plan never explains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.prose import CODE
from milepost.plan.query import is_reported, item_at, section_at
from milepost.plan.wording import is_english, is_negated
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.prose import Match, Prose
    from milepost.rule import RuleContext, RuleSettings


class Term(NamedTuple):
    """A word that not every reader knows."""

    name: str
    anchor: str
    """What every spelling contains, in lower case."""
    pattern: str


_ALONE = (
    r"(?:(?<=\n)|(?<=[.:;,(*_] )|(?<=[(*_\[])|(?<=\bthe )|(?<=\ba )|(?<=\ban )|(?<=\bits )"
    r"|(?<=\bour )|(?<=\bnew )|(?<=\bold )|(?<=\band )|(?<=\bor )|(?<=\beach )|(?<=\bevery )"
    r"|(?<=\ball )|(?<=\bof )|(?<=\bto )|(?<=\bin )|(?<=\bwith )|(?<=\bfor )|(?<=\bby )"
    r"|(?<=\bthis )|(?<=\bthat )|(?<=\bsame )|(?<=\blegacy )|(?<=\bexisting )|(?<=\bcurrent )"
    r"|(?<=\bcustom )|(?<=\bseparate )|(?<=\btwo )|(?<=\bdefault ))"
)
"""Stands before a word that a noun in front would explain, as in "click handler"."""

TERMS = (
    Term("middleware", "middleware", "middlewares?"),
    Term("daemon", "daemon", "daemons?"),
    Term("RPC", "rpc", "g?rpcs?"),
    Term("gateway", "gateway", r"(?<!\bbad )gateways?(?! (?:error|time-?out)s?\b)"),
    Term("orchestrator", "orchestrator", "orchestrators?"),
    Term("pipeline", "pipeline", rf"{_ALONE}pipelines?"),
    Term("handler", "handler", rf"{_ALONE}handlers?"),
    Term("service mesh", "service mesh", "service mesh(?:es)?"),
    Term("circuit breaker", "circuit", "circuit[ -]breakers?"),
    Term("filter graph", "filter", "filter[ -]?graphs?"),
    Term("sidecar", "sidecar", "sidecars?"),
    Term("message broker", "broker", "message brokers?"),
    Term("event sourcing", "event sourc", "event[ -]sourc(?:ing|ed)"),
    Term("dead-letter queue", "dead", "dead[ -]letter(?: queues?)?"),
    Term("idempotency key", "idempotency key", "idempotency keys?"),
)
"""Which words to look for."""

_REACH = 200
"""How far around a term its explanation is looked for."""
_GLOSSARY = (
    r"(?i)\b(?:definitions?|terms?|terminology|glossary|vocabulary|concepts|words"
    r"|background knowledge)\b"
)
_EXPLAINED_AFTER = (
    r" (?:function|closure|method|callback|class)(?:e?s)?\b"
    r"|[*_\"”’]{0,3}(?: (?!for|in|of|to|from|on|at|by|with)[a-z-]+)?[*_\"”’]{0,3}"
    r"(?: (?:is|are|was|were) (?:an?|the|any|every|each|one|code|what|whatever|software|where|how"
    r"|our|its|just|simply|here|basically|the name|called)\b"
    r"| (?:means?|refers? to|denotes?|stands? for|consists? of)\b"
    r"| (?:is|are|has|have|works?|looks?) [^.\n]{0,60}:\Z)"
    r"|[*_\"”’)]{0,3}(?: (?:that|which|whose)\b|, (?:an?|the|i\.e|that is|meaning|in other words)\b"
    rf"|, which (?:is|are|means)\b| ?\((?!s\)|{CODE}+\) [a-z])| ?[—–=:]| - |:[*_]{{1,3}} )"
)
_EXPLAINED_BEFORE = (
    r"(?:\b(?:is|are) (?:an?|the|our|one) (?:[a-z-]+ ){0,2}|\b(?:called|named|known as|termed"
    r"|dubbed|so-called|kind of|form of|in the sense of) (?:an? |the )?"
    r"|\b(?:a|an|the) [\"“'*_]{1,3}|^[*_\"“]{1,3})$"
)
_BRACKETED_BEFORE = r"[a-z]\)? \((?:an? |the )?[*_\"“]{0,2}$"
_BRACKETED_AFTER = r"[*_\"”]{0,2}\)"
_TIED_AFTER = (
    rf"(?:'s)?(?: [a-z-]+)? (?:in|at|under) {CODE}|(?:'s)?(?: [a-z-]+){{0,2}}: {CODE}"
    rf"|(?:'s)? ?(?:\(|(?:from|named|called|as|lives in|is in) )?(?:the |an? )?{CODE}"
    rf"|[^.\n]{{0,60}} (?:documented|described|defined|explained|implemented) in (?:the )?{CODE}"
    rf"|[a-z ,'-]{{0,25}} \((?:see )?(?:the )?{CODE}"
)
_TIED_BEFORE = rf"{CODE}(?:'s)?,? (?:[a-z-]+ )?$"
_EXAMPLE = r"\b(?:such as|like|for example|for instance|e\.g\.,?|including) (?:[a-z-]+,? ){0,3}$"
"""Stands before a word that is named among others of its kind, not relied on."""
_PROPER_NAME = r"[A-Z][A-Za-z]+ $"
_ENTRY = rf"[^a-z{CODE}]*{CODE}+[^a-z{CODE}]{{1,6}}(?:the |an? )?(?:[a-z-]+ ){{0,3}}$"


class UndefinedTerm(Rule):
    """A term of art is used but never explained.

    ## What it does

    Looks for words such as "middleware", "daemon" or "circuit breaker" in the sections that
    explain the work, singular and plural, and for an explanation of each anywhere in the plan: a
    sentence that says what it is, a remark in brackets, an apposition, an entry of a list of
    terms, or the code that it stands for, named beside it. One finding per term, at its first use.
    A plan that only says it does not touch something need not explain it.

    ## Why

    The reader may be new to the field as well as to the repository. Half a sentence, and the file
    where the thing lives, spare them a search that ends at the wrong meaning.

    ## When to suppress

    When every possible reader works with the term daily.
    """

    code = "MP403"
    name = "undefined-term"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Plan of Work\n\nRegister the new middleware before the router runs.\n",
            good=(
                "## Context and Orientation\n\nA middleware is a function that sees every request "
                "first.\n\n## Plan of Work\n\nRegister the middlewares in order.\n"
            ),
        ),
        Example(
            bad="## Purpose / Big Picture\n\nThe daemons restart without losing a job.\n",
            good="## Purpose / Big Picture\n\nThe daemon (a process of its own) restarts.\n",
        ),
        Example(bad="## Plan of Work\n\nOpen the circuit\nbreaker after three errors.\n"),
    )
    silent = (
        "## Plan of Work\n\nRegister the middleware in `src/app.py` before the router.\n",
        "## Plan of Work\n\nThe `restart` handler stays as it is.\n",
        "## Definitions\n\n- Daemon: it runs on its own.\n\n## Plan of Work\n\nStop the daemon.\n",
        "## Plan of Work\n\nThe job server, a daemon that never exits, is restarted.\n",
        "## Plan of Work\n\nA remote procedure call (RPC) is sent, then the next RPC.\n",
        "## Plan of Work\n\nThis change adds no middleware.\n",
        "## Decision Log\n\n- Decision: the gateway stays.\n",
        "## Plan of Work\n\nCall `daemon()` and edit `middleware.ts`.\n",
        "## 工作计划\n\n通过 RPC 与核心交互。\n",
        "## Plan of Work\n\nAsk the Finance Gateway team.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per term, at its first use."""
        prose = context.document.prose
        for term in _wanted(context.settings):
            word = rf"(?<![\w/.@-])(?:{term.pattern})(?![\w/-]|\.\w)"
            uses = prose.find(term.anchor, word)
            first = next((use for use in uses if _is_used(context, use, term)), None)
            if (
                first is None
                or _is_explained(context, term, word)
                or _has_file(context, term, word)
            ):
                continue
            span = prose.span(*first.found.span())
            yield self.report(span, f"the term `{term.name}` is used but never explained")


def _wanted(settings: RuleSettings) -> Iterator[Term]:
    """The list, or the project's own, and the terms that it adds; none twice."""
    known = {term.name.lower(): term for term in TERMS}
    names = tuple(known) if settings.terms is None else settings.terms
    for name in dict.fromkeys(
        " ".join(each.lower().split()) for each in names + settings.extra_terms
    ):
        if name:
            words = re.escape(name).replace(r"\ ", "[ -]")
            yield known.get(name) or Term(name, name.split(" ")[0], rf"{words}(?:e?s)?")


def _plain(term: Term) -> str:
    """The pattern of the word, whatever stands before it."""
    return term.pattern.removeprefix(_ALONE)


def _has_file(context: RuleContext, term: Term, word: str) -> bool:
    """Whether a path says where to look: to a file of the term's own name, or to such a folder.

    A folder says so in a paragraph that uses the term, and where the section on the context tells
    what a file in it does.
    """
    plain = _plain(term)
    if compiled(rf"(?i)[`/](?:{plain})\.[a-z]{{1,5}}\b").search(context.text):
        return True
    folder = compiled(rf"(?i)[`/](?:{plain})/[\w./-]*(?P<told>`[*_]{{0,2}} [a-z]+s )?")
    places = list(folder.finditer(context.text))
    if not places:
        return False
    orientation = context.plan.section(SectionKind.CONTEXT)
    if orientation and any(each["told"] and each.start() in orientation.span for each in places):
        return True
    prose = context.document.prose
    uses = {prose.line_at(use.found.start()) for use in prose.find(term.anchor, word)}
    spans = [prose.span(*line) for line in uses]
    return any(each.start() in span for each in places for span in spans)


def _is_used(context: RuleContext, use: Match, term: Term) -> bool:
    """Whether a reader has to know the word to understand what the plan asks for."""
    sentence, found = use
    if context.plan.blocks[sentence.block].kind is BlockKind.HEADING:
        return False
    start = found.start() - sentence.start
    if _is_name(sentence.own, start, found.end() - sentence.start):
        return False
    if compiled(_EXAMPLE).search(sentence.lower, 0, start) or _is_taken_up(context, use, term):
        return False
    if is_negated(sentence.lower, start, reach=80) or not is_english(sentence.lower):
        return False
    offset = context.document.prose.offset(found.start())
    return item_at(context.plan, offset) is None and not is_reported(context.plan, offset)


def _is_name(sentence: str, start: int, end: int) -> bool:
    """Whether the word is a proper name, or the last part of one ("the Finance gateway")."""
    word, before = sentence[start:end], sentence[:start]
    if word[0].isupper() and not word.removesuffix("s").isupper():
        return bool(before.strip(" *_([.]"))
    name = compiled(_PROPER_NAME).search(before)
    return name is not None and name.start() > 0


def _is_taken_up(context: RuleContext, use: Match, term: Term) -> bool:
    """Whether the word stands for one that its paragraph has said more exactly ("key handler")."""
    if term.pattern == _plain(term):
        return False
    lower, at = context.document.prose.lower, use.found.start()
    start, _ = context.document.prose.line_at(at)
    alone = compiled(term.pattern)
    earlier = compiled(rf"(?<=[^\n]){_plain(term)}\b").finditer(lower, start, at)
    return any(not alone.match(lower, mention.start()) for mention in earlier)


def _is_explained(context: RuleContext, term: Term, word: str) -> bool:
    """Whether any mention of the term, in quotation marks too, says what it is or where it is."""
    prose = context.document.prose
    return any(
        _explains(prose, found) or _is_in_glossary(context, prose.offset(found.start()))
        for found in _mentions(prose, term.anchor.partition(" ")[0], word)
    )


def _mentions(prose: Prose, anchor: str, word: str) -> Iterator[re.Match[str]]:
    """Every match of `word`, looked for in the paragraphs that hold the `anchor`."""
    text = prose.lowered_text
    at = text.find(anchor)
    while at >= 0:
        start, end = prose.line_at(at)
        yield from compiled(word).finditer(text, start, end)
        at = text.find(anchor, end)


def _explains(prose: Prose, found: re.Match[str]) -> bool:
    start, end = prose.line_at(found.start())
    before = prose.lowered_text[max(start, found.start() - _REACH) : found.start()]
    after = prose.lowered_text[found.end() : min(end, found.end() + _REACH)]
    if any(compiled(pattern).match(after) for pattern in (_EXPLAINED_AFTER, _TIED_AFTER)):
        return True
    if compiled(_BRACKETED_BEFORE).search(before) and compiled(_BRACKETED_AFTER).match(after):
        return True
    if any(compiled(pattern).search(before) for pattern in (_EXPLAINED_BEFORE, _TIED_BEFORE)):
        return True
    return compiled(_ENTRY).match(before) is not None


def _is_in_glossary(context: RuleContext, offset: int) -> bool:
    section = section_at(context.plan, offset)
    return section is not None and compiled(_GLOSSARY).search(section.title) is not None
