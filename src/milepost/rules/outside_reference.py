"""MP401: knowledge that the plan points to but does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.patterns import compiled
from milepost.plan.prose import CODE, TARGET
from milepost.plan.query import is_reported
from milepost.plan.wording import instruction_verb, is_negated, is_opening
from milepost.repository import folders_upward, has_path
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.prose import Match
    from milepost.rule import RuleContext

_TALK = r"(?:conversation|chat|discussion|meeting|e-?mail|slack thread|phone call|standup)"
_EARLIER = r"(?:earlier|previous|prior|last|above|original|initial|planning|kick-?off|slack)"
_SAID = (
    r"(?:discussed|agreed(?: upon| on)?|decided|described|mentioned|explained|noted|stated|outlined"
    r"|specified|requested|suggested|proposed)"
)
_STOP = r"(?=[,.;:)]|\s*\Z| (?:with|about|on|and|of|yesterday|today|last|in|earlier|we|the)\b)"
_TALKS = (
    (
        "discussed",
        r"\bas (?:(?:we|i|you|was|were|has been|have been|previously|already|earlier|just) )*"
        r"discussed\b(?! (?:below|above|in|under|next|later|further|at)\b)",
    ),
    ("agreed", r"\bas (?:(?:we|previously|already|earlier) )+agreed\b"),
    ("as you ", r"\bas you (?:said|mentioned|requested|asked|suggested|pointed out|told)\b"),
)
_TALK_NAMED = (
    rf"\bas (?:(?:we|was|were|already|previously) )*{_SAID} (?:earlier |already |before )?"
    rf"(?:in|during) (?:the|our|this|an?) (?:{_EARLIER} )*{_TALK}\b{_STOP}"
    rf"|\b(?:{_SAID} (?:in|during)|per|since|after|following|based on|according to|see) our "
    rf"(?:{_EARLIER} )*{_TALK}s?\b{_STOP}"
    rf"|\b(?:per|based on|according to|see) the {_EARLIER} (?:{_EARLIER} )*{_TALK}\b{_STOP}"
)
_TALK_NOUNS = (
    "conversation", "chat", "discussion", "meeting", "mail", "slack thread", "phone", "standup",
)  # fmt: skip
"""Words that were spoken, not written down here."""
_EARLIER_PLACE = (
    r"\bas (?:was |were |already )?(?:mentioned|described|noted|explained|stated|defined|outlined"
    r"|specified|discussed) (?:earlier|before|previously|elsewhere)\b"
    r"|\bas (?:previously|earlier) (?:mentioned|described|noted|explained|stated|defined|outlined"
    r"|specified)\b"
)
"""Words that may well stand further up in this file."""
_ALONE = (
    r"(?! (?:in|of) this | in the (?:repo|tree)| (?:below|above|here)\b)"
    r"(?=[.,;:)—–]|\s*\Z|[*_]{1,3}| (?:for|on|in|of|to|and|or|that|which|at|before|first|as|when"
    r"|if|about|by|from|with|instead|is|are|says|section|exactly|verbatim|carefully|–|—|-)\b)"
)
"""What may follow the name of a document, unless it says that the document is at hand."""
_POINTER = (
    r"\b(?P<verb>see|refer to|consult|per|according to|follow|following|as per|based on|read"
    r"|(?:as )?(?:described|specified|defined|documented|outlined|explained|stated|detailed"
    r"|laid out|set out|required|mandated) (?:in|by)|as in|listed in|given in)"
    r" (?:the|our|that|their|an?) "
    r"(?P<kind>(?:(?:architecture|design|requirements?|technical|tech|product|api|system|project"
    r"|engineering|security|team|internal|external|official|vendor|upstream|functional|original"
    r"|style|migration|protocol|deployment|operations?|onboarding|coding|contributing|planning"
    r"|confluence|notion|google|jira|slack|wiki) ){0,2})"
    r"(?P<noun>docs?|documents?|documentation|rfc|adr|prd|spec|specs|specification|wiki|ticket"
    rf"|handbook|runbook|blog(?: post)?|whitepaper|manual|guidelines?|guide|page|thread)\b{_ALONE}"
)
_NOUNS = (
    " doc", " rfc", " adr", " prd", " spec", "wiki", " ticket", "book", " blog", " whitepaper",
    " manual", " guide", " page", " thread",
)  # fmt: skip
_STEPS = (
    r"\b(?P<verb>follow|see|use|run|do|perform|repeat|consult|refer to|copy|take|apply) "
    r"(?:(?:the|all|these|those) )?(?:[\w-]+ ){0,2}(?:steps?|instructions?|procedures?|checklists?"
    r"|process|directions|details|values?|settings|example) (?:in|on|from|of) (?:the|our|that) "
    r"(?P<kind>(?:(?:team|company|internal|project|ops|operations|engineering|design|release"
    r"|deployment|migration|onboarding|github|jira) ){0,2})"
    rf"(?P<noun>wiki|ticket|tracker|runbook|handbook|docs?|document|thread)\b{_ALONE}"
)
_TRACKER = (
    r"\b(?P<verb>(?:as )?(?:described|specified|defined|documented|outlined|explained|stated"
    r"|detailed|laid out|listed|given) in|see|per|according to|refer to|consult) (?:the|our) "
    rf"(?P<kind>(?:[\w-]+ )?)(?P<noun>(?:issue|bug|ticket) tracker)\b{_ALONE}"
)
_TOOL = r"(?:slack|confluence|notion|jira|sharepoint|google (?:docs?|drive)|trello|asana|figma)"
_TOOL_NAMES = (
    "slack", "confluence", "notion", "jira", "sharepoint", "google ", "trello", "asana", "figma",
)  # fmt: skip
_TOOL_PLACE = (
    rf"(?:the |our |that |this )?(?:#[\w-]+ |[a-z]+ )?{_TOOL}"
    r"(?: (?:threads?|channels?|pages?|tickets?|docs?|documents?|spaces?|boards?|conversations?"
    r"|discussions?|messages?|issues?|database|files?))?(?=[.,;:)]|\s*\Z| (?:for|on|about)\b)"
)
_IN_TOOL = (
    r"\b(?:described|documented|specified|defined|outlined|explained|stated|detailed|listed|given"
    r"|discussed|agreed|decided|written up|laid out|mentioned|details|requirements|decisions?"
    r"|background|context|specs?|discussion|answers?|steps|instructions?|rationale|numbers|values"
    rf"|more)(?: is| are| can be found)? (?:in|on|from) {_TOOL_PLACE}"
    r"|\b(?:see|refer to|consult|per|according to|as per|based on|follow) "
    rf"(?:the (?:[\w-]+ )?(?:discussion|page|doc|steps|notes|spec|design) (?:in|on|from) )?"
    rf"{_TOOL_PLACE}"
)
"""What is said to stand where a team talks and keeps its papers."""
_ASKING = r"(?P<asks>ask|check with|consult(?: with)?|talk to|reach out to|contact|confirm with)"
_TEAM = (
    r"(?:the|our) (?:[a-z-]+ ){0,2}?(?:team|maintainers?|authors?|architects?|owners?|designers?"
    r"|leads?|product manager|stakeholders?)"
)
_PERSON = r"[a-z]+(?= (?:about|for|which|what|how|where|whether|if|when|who|why)\b|[.;]|\s*\Z)"
_ASKED = rf"\b{_ASKING} (?:(?P<team>{_TEAM})\b|(?P<person>{_PERSON}))"
_ASKED_NAMES = ("ask ", "check with", "consult", "talk to", "reach out", "contact ", "confirm with")
_PROGRAMS = frozenset(
    "claude codex gemini cursor copilot chatgpt gpt git github gitlab docker postgres redis".split()
)
"""Names that are asked and are nobody's."""
_CHANGE = r"\b(?:see|refer to|as in|per|follow) (?:pr|pull request|issue|ticket|mr) ?#?[0-9]+\b"
_FEW_WORDS = 5
"""More words than these beside a pointer say something themselves."""
_BARE = frozenset({"doc", "document", "documents", "guide", "page", "thread"})
"""Nouns that mean too much to be an outside document unless the sentence says of what kind."""
_PLAIN_PATH = (
    r"(?<![\w/.-])(?:[\w@.-]+/)+[\w@.-]*\w|(?<![\w/.-])[\w@-]+\.(?:md|mdx|rst|txt|adoc|pdf|html?)\b"
)
_WORD = r"[a-z][a-z-]{3,}"
_PHRASE_WORDS = frozenset(
    "mentioned described noted explained stated defined earlier before".split()
)


class OutsideReference(Rule):
    """The plan relies on something that its reader does not have.

    ## What it does

    Finds references to conversations ("as discussed", "per our meeting") and to documents that
    are not named by a path or link ("see the architecture doc", "per the RFC"). "As described
    earlier" is fine when the matter does come up earlier in this file. A document is named when
    the sentence holds inline code, a link or a path, or when the plan gives the path of such a
    document anywhere. A path in plain words must be one of the repository, where that is known.
    Wikis, trackers and the places where teams talk ("described in Confluence", "follow the steps
    in the wiki") need a link, and an instruction to ask somebody ("ask the platform team") is
    reported as well. A paragraph that only says "see PR #123" is an info.

    ## Why

    Whoever carries the plan out has the repository and this file. What was said elsewhere is lost
    to them, and what "the design doc" says they have to guess.

    ## When to suppress

    When the sentence only reports that a conversation took place and nothing depends on it.
    """

    code = "MP401"
    name = "outside-reference"
    severity = Severity.ERROR
    examples = (
        Example(
            bad="## Plan of Work\n\nAs discussed, the cache goes first.\n",
            good="## Plan of Work\n\nThe cache goes first, because every request reads it.\n",
        ),
        Example(
            bad="## Context and Orientation\n\nFor the layers, see the architecture doc.\n",
            good="## Context and Orientation\n\nThe layers are described in `docs/layers.md`.\n",
        ),
        Example(bad="## Plan of Work\n\nEncode the header per the RFC.\n"),
        Example(bad="## Decision Log\n\n- Decision: as we\n  discussed, no cache.\n"),
        Example(bad="## Plan of Work\n\nUse the names that were agreed in our last meeting.\n"),
        Example(bad="## Plan of Work\n\nAs mentioned earlier, the quota is fixed.\n"),
        Example(
            bad="## Plan of Work\n\nThe fields are described in Confluence.\n",
            good="## Plan of Work\n\nThe fields are a name, a date and an amount in cents.\n",
        ),
        Example(bad="## Concrete Steps\n\nFollow the steps in the wiki.\n"),
        Example(bad="## Concrete Steps\n\nIf it fails, ask the platform team.\n"),
        Example(bad="## Plan of Work\n\nSee PR #123 for details.\n"),
        Example(
            bad="## Plan of Work\n\nFollow the design doc in docs/layer.md there.\n",
            good="## Plan of Work\n\nFollow the design doc in docs/layers.md there.\n",
        ),
    )
    silent = (
        '## Plan of Work\n\nReplace "as discussed" in `README.md`.\n',
        "## Plan of Work\n\nThe quota is fixed at 5 GB.\n\nAs noted before, the quota holds.\n",
        "## Plan of Work\n\nFollow the [design doc](docs/design.md).\n",
        "## Context and Orientation\n\n`docs/design.md` is new. Names are as defined in the design "
        "doc.\n",
        "## Plan of Work\n\nKeep RFC 3339 strings, as discussed below.\n",
        "## Plan of Work\n\nStore the chat so that our conversation view can show it.\n",
        "## Plan of Work\n\nRead the document tree and follow the documentation comments.\n",
        "## Progress\n\n- [x] (2026-01-31) Read the design doc.\n",
        "## Plan of Work\n\nPost it in the Slack thread and read the Jira ticket's title.\n",
        "## Plan of Work\n\nAdd a button to ask the team for access. Ask Codex for a diff.\n",
        "## Plan of Work\n\nThe retry waits a second longer each time. See PR #123.\n",
        "## Plan of Work\n\nThe colours are listed in [Figma](https://example.com/file).\n",
    )
    files = {"docs/layers.md": "# Layers\n"}  # noqa: RUF012

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per reference."""
        prose = context.document.prose
        found = [
            (match, is_outside)
            for anchor, pattern, is_outside in _SEARCHES
            for match in prose.find(anchor, pattern)
        ]
        documents = _Documents(context)
        done = 0
        for match, is_outside in sorted(found, key=lambda pair: pair[0].found.span()):
            if match.found.start() < done or documents.name(match):
                continue
            if is_outside(context, match):
                done = match.found.end()
                span = prose.span(*match.found.span())
                severity = Severity.INFO if is_outside is _is_all_that_is_said else None
                message = f"`{match.found[0]}` points outside this file"
                yield self.report(span, message, severity=severity)


def _is_talk(_: RuleContext, match: Match) -> bool:
    sentence, found = match
    return not is_negated(sentence.lower, found.start() - sentence.start)


def _is_absent(context: RuleContext, match: Match) -> bool:
    """Whether nothing above shares a longer word with the sentence."""
    sentence = match.sentence
    words = set(compiled(_WORD).findall(sentence.lower)) - _PHRASE_WORDS
    above = context.document.prose.lower[: sentence.start]
    return not any(word in above for word in words)


def _is_unnamed(context: RuleContext, match: Match) -> bool:
    _, found = match
    if not found["kind"] and (found["noun"] in _BARE or found["verb"] == "read"):
        return False
    return _is_elsewhere(context, match)


def _is_elsewhere(context: RuleContext, match: Match) -> bool:
    """Whether the sentence tells to look somewhere and gives neither a link nor a path."""
    sentence, found = match
    if CODE in sentence.own or TARGET in sentence.own or _gives_path(context, sentence.own):
        return False
    if is_negated(sentence.lower, found.start() - sentence.start):
        return False
    return not is_reported(context.plan, context.document.prose.offset(found.start()))


def _is_asking(context: RuleContext, match: Match) -> bool:
    """Whether the reader is told to ask a team, or somebody by name."""
    sentence, found = match
    start, end = found.start() - sentence.start, found.end("asks") - sentence.start
    verb = found["asks"].split()[0]
    if not is_opening(sentence.lower, start) and instruction_verb(sentence.lower, end) != verb:
        return False
    if not found["team"]:
        initial = sentence.own[found.start("person") - sentence.start]
        if not initial.isupper() or found["person"] in _PROGRAMS:
            return False
    return not is_reported(context.plan, context.document.prose.offset(found.start()))


def _is_all_that_is_said(context: RuleContext, match: Match) -> bool:
    """Whether a paragraph names a change and says next to nothing besides."""
    prose, found = context.document.prose, match.found
    start, end = prose.line_at(found.start())
    rest = f"{prose.lower[start : found.start()]} {prose.lower[found.end() : end]}"
    return len(rest.split()) <= _FEW_WORDS and _is_elsewhere(context, match)


def _gives_path(context: RuleContext, sentence: str) -> bool:
    """Whether the sentence gives a path in plain words; of a known repository it must be one."""
    paths = [found[0] for found in compiled(_PLAIN_PATH).finditer(sentence)]
    if context.repository is None:
        return bool(paths)
    folders = folders_upward(context.repository.folder)
    return any(has_path(context.repository, path, each) for path in paths for each in folders)


class _Documents:
    """Which documents the plan names by a path or a link; each is looked for once."""

    def __init__(self, context: RuleContext) -> None:
        self._names = context.document.prose.names
        self._text = context.text
        self._known: dict[str, bool] = {}

    def name(self, match: Match) -> bool:
        """Whether the document that a match speaks of is named somewhere in the plan."""
        kinds = match.found.groupdict()
        if "noun" not in kinds:
            return False
        stem = (kinds["kind"] or kinds["noun"]).split()[-1][:6].rstrip("s")
        if stem not in self._known:
            in_text = compiled(_path_with(stem)).search(self._text)
            self._known[stem] = stem in self._names or in_text is not None
        return self._known[stem]


def _path_with(stem: str) -> str:
    """A path or a document's file name with `stem` in it."""
    part = re.escape(stem)
    return rf"(?i){part}[\w./-]*\.(?:md|mdx|rst|txt|adoc|html?|pdf|ya?ml|json)\b|/[\w-]*{part}"


_SEARCHES: tuple[tuple[str | tuple[str, ...], str, Callable[[RuleContext, Match], bool]], ...] = (
    *((anchor, pattern, _is_talk) for anchor, pattern in _TALKS),
    (_TALK_NOUNS, _TALK_NAMED, _is_talk),
    (("earlier", "before", "previously", "elsewhere"), _EARLIER_PLACE, _is_absent),
    (_NOUNS, _POINTER, _is_unnamed),
    ((*_NOUNS, "tracker"), _STEPS, _is_unnamed),
    ("tracker", _TRACKER, _is_unnamed),
    (_TOOL_NAMES, _IN_TOOL, _is_elsewhere),
    (_ASKED_NAMES, _ASKED, _is_asking),
    ((" pr ", "pull request", " issue ", " ticket ", " mr "), _CHANGE, _is_all_that_is_said),
)
"""Anchors, pattern and test of each search."""
