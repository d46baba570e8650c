"""What an English sentence does: tells the reader to act, or tells how things are.

Made for the phrases that rules look for, not for language at large. Everything here takes text in
lower case, as `Sentence.lower` holds it, and answers "no" where it does not understand; so a text
in another language is never taken for an instruction.
"""

from __future__ import annotations

import re
from functools import cache

_VERBS = """
add adapt adjust adopt align allow annotate append apply assert attach audit avoid backfill begin
bind build bump cache call capture catch centralise centralize change check choose clean clear
clone close collect combine commit compare complete compute configure confirm connect consider
consolidate construct consult continue convert copy correct cover craft create cut debug decide
decouple deduplicate define delete deploy derive describe design detect determine disable discard
display document drop edit eliminate emit enable encode enforce ensure escape establish evaluate
exclude execute expand explain explore export expose express extend extract factor fetch fill
filter find finish fix flesh follow format generate give group guard handle harden hide identify
implement import improve include increase inject inline insert inspect install instrument
integrate introduce invalidate invent investigate invoke isolate iterate keep land launch leave
let lift limit link lint list load localise localize locate log look lower maintain make map mark
measure mention merge migrate mirror mock modify monitor mount move normalise normalize note
observe offer omit open optimise optimize order organise organize override parameterise
parameterize pass patch perform permit persist pick pin place plan point polish populate port
postpone prefer prepare preserve prevent prioritise prioritize probe proceed produce profile
prompt propagate propose protect prototype prove provide prune publish pull push put query raise
re-run read reapply rebase rebuild recheck record recover recreate redirect reduce refactor refer
refine refresh regenerate register reject relax release rely relocate remove rename render
reorder reorganise reorganize repair repeat replace report reproduce request require rerun reset
resolve respect restart restore restrict restructure retain retire retry return reuse reverse
revert review revise revisit rewire rewrite roll rotate round run sanitise sanitize save scaffold
schedule scope seed select send separate serialise serialize set show shrink simplify skip snapshot
sort specify split squash stage standardise standardize start stop store stream strengthen strip
stub submit substitute summarise summarize supply support surface switch sync synchronise
synchronize take target teach tell test thread throw tidy tighten trace track translate treat trim
try tune turn tweak unify update upgrade use validate verify version wait walk wire work wrap write
"""

_RUNTIME_VERBS = frozenset(
    """
    abort allocate await back cache clamp close coalesce collapse compress consume debounce decode
    defer degrade delay dispatch drain elide emit encode escape evict expire extend fail fall
    flush grow invalidate normalise normalize pad parse poll prompt queue reallocate recompute
    reconnect redact redraw refresh reload repaint resize resume retry return rotate round scale
    scroll shrink skip sort spawn strip throttle trim truncate wait wake wrap yield
    """.split()
)
"""What programs rather than people do "as needed"."""

_NOUNS_TOO = frozenset(
    """
    access audit build cache call change check commit comment copy cover design display document
    edit export filter fix format group import launch limit link list load log map mark mock note
    order patch plan point profile prompt query record release report request reset return review
    round run schedule scope seed set show snapshot sort split stage start stop store stream
    support surface switch target test thread trace track update upgrade use version work
    """.split()
)

_LABEL = re.compile(
    r"(?:\[.\] |[*_~\ue002]+|\(?[0-9]{1,3}[.)]+ |\(?[a-z][.)] |\([^()]{1,40}\) |[->•·]+ )+"
)
_ADVERB = re.compile(
    r"(?:(?:and|but|or|then|next|first|firstly|second|secondly|third|thirdly|fourth|fifth|finally"
    r"|lastly|also|now|additionally|instead|otherwise|afterwards|again|please|always|optionally"
    r"|likewise|similarly|concretely|specifically|carefully|explicitly|separately|simply|just"
    r"|only|at minimum|for now|in addition|in particular|step [0-9]+|so|to start|to begin),? )+"
)
_OPENING_CLAUSE = re.compile(
    r"(?:if|when|whenever|where|once|after|before|until|unless|while|for|in|on|at|under|within"
    r"|inside|with|without|to|from|during|as|by|because|since|given|through|via|beyond|across"
    r"|alongside|throughout|per|using)\b[^,;:]{1,160}, "
)
_ADDRESS = re.compile(
    r"(?:you|we|the (?:implementer|implementor|reader|developer|executor|agent|contributor|author))"
    r" (?:(?:should|must|can|may|might|could|will|shall|need to|have to|are to|want to)"
    r"(?: (?:also|then|still|either))?) "
)
_TASK = (
    r"(?:add|adapt|adjust|amend|annotate|chang|clean|configur|consolidat|convert|cover|creat|"
    r"document|edit|expand|extend|extract|fix|implement|improv|includ|introduc|migrat|modif|mov|"
    r"refactor|refin|regenerat|renam|reorder|replac|restructur|reus|revis|rework|rewrit|simplif|"
    r"split|test|tun|tweak|updat|validat|verif)"
)
_PASSIVE_TASK = re.compile(
    rf"\b(?:should|must|shall|can|may|might|will|needs? to|has to|have to|is to|are to) "
    rf"(?:also |then |still )?be (?:[a-z]+ly )?{_TASK}(?:ied|ed|ten|t)?\b"
)
_FINITE = re.compile(r" (?:is|are|was|were|has|have|had|does|will|should|must|can|may) ")
_CLAUSE_BREAK = re.compile(r"; |[—–]| - |: (?!\Z)|, (?:but|so|then) ")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_COORDINATED = re.compile(r"(?:, | and | or | then )(?:then |and |also )?([a-z-]+) ")
_NEGATED = re.compile(
    r"\b(?:not|never|no|nor|without|avoid|avoids|avoiding|forbid|forbids|forbidden|reject|rejects"
    r"|instead of|rather than|cannot|[a-z]+n't)\b"
)
_ENGLISH = re.compile(
    r"\b(?:the|and|to|of|is|are|that|with|for|this|it|in|a|an|be|on|run|should|from|not)\b"
)


@cache
def imperatives() -> frozenset[str]:
    """Verbs that plans begin their instructions with."""
    return frozenset(_VERBS.split())


def is_instruction(sentence: str, at: int) -> bool:
    """Whether the clause that holds `at` tells the reader to do something."""
    before = sentence[:at]
    if _PASSIVE_TASK.search(_last_clause(before)):
        return True
    return instruction_verb(sentence, at) != ""


def instruction_verb(sentence: str, at: int) -> str:
    """The verb that commands in the clause that holds `at`; empty when none does."""
    before = sentence[:at]
    clause = _last_clause(before)
    return _commanding_verb(clause) or (_commanding_verb(before) if clause != before else "")


def is_runtime(sentence: str, at: int) -> bool:
    """Whether what happens "as needed" at `at` is done by the program, not by the reader."""
    clause = _last_clause(sentence[:at])
    verbs = [match[1] for match in _COORDINATED.finditer(clause)]
    known = [verb for verb in verbs if verb in imperatives() or verb in _RUNTIME_VERBS]
    verb = known[-1] if known else _commanding_verb(clause)
    return verb in _RUNTIME_VERBS


def is_negated(sentence: str, at: int, *, reach: int = 40) -> bool:
    """Whether a negation stands in the same clause, at most `reach` characters before `at`."""
    return _NEGATED.search(_last_clause(sentence[:at])[-reach:]) is not None


def is_english(text: str) -> bool:
    """Whether at least one word in twelve is one of the commonest English ones."""
    words = text.count(" ") + 1
    return len(_ENGLISH.findall(text)) * 12 >= words


def _last_clause(before: str) -> str:
    start = 0
    for match in _CLAUSE_BREAK.finditer(before):
        start = match.end()
    return before[start:]


def _commanding_verb(clause: str) -> str:
    """The imperative that heads a clause, past labels, adverbs and introductory clauses."""
    at = 0
    for _ in range(4):
        here = at
        for lead in (_LABEL, _ADVERB, _OPENING_CLAUSE):
            match = lead.match(clause, at)
            at = match.end() if match else at
        if at == here:
            break
    address = _ADDRESS.match(clause, at)
    if address is not None:
        at = address.end()
    word = _WORD.match(clause, at)
    if word is None or word[0] not in imperatives():
        return ""
    if word[0] in _NOUNS_TOO and address is None and _FINITE.search(clause, word.end()):
        return ""
    return word[0]
