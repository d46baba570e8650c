"""What an English sentence does: tells the reader to act, or tells how things are.

Made for the phrases that rules look for, not for language at large. Everything here takes text in
lower case, as `Sentence.lower` holds it, and answers "no" where it does not understand; so a text
in another language is never taken for an instruction.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

_VERBS = """
adapt add adjust adopt align allow annotate answer append apply archive ask assemble assert assign
attach attempt attribute audit author avoid backfill begin bind block bootstrap broaden build bump
bundle cache calibrate call capture catch centralise centralize change check choose cite clamp
clarify clean clear clone close codify collapse collect combine commit communicate compare compile
complete compose compute condense configure confine confirm connect consider consolidate construct
consult contact continue convert copy correct cover craft create cross-check cut debug decide
declare decompose decorate decouple deduplicate define delegate delete deliver demonstrate deploy
deprecate derive describe design detach detect determine develop disable discard discuss dispatch
display distinguish document double-check download draft drop duplicate edit eliminate emit enable
encapsulate encode enforce enlarge enrich ensure enter enumerate escalate escape establish
estimate evaluate examine exclude execute exercise expand expect experiment explain explore export
expose express extend extract facilitate factor fall familiarise familiarize fetch fill filter
finalise finalize find finish fix flag flesh focus fold follow format forward freeze gate gather
generate give grant group guard guide hand handle harden harmonize hide highlight hoist hold hook
host identify implement import improve include incorporate increase indent index indicate infer
inform inherit initialise initialize inject inline insert inspect install instrument integrate
interpret introduce invalidate invent investigate invoke isolate iterate join justify keep label
land launch learn leave let leverage lift limit link lint list load localise localize locate lock
log look lower maintain make manage map mark match measure memoize mention merge migrate mirror
mitigate mock modify monitor mount move name narrow negotiate nest normalise normalize note notify
observe offer omit open optimise optimize order organise organize override pair parameterise
parameterize parse pass patch pause pay perform permit persist pick pin place plan plumb point
polish populate port postpone prefer prepare preserve press prevent prime print prioritise
prioritize probe proceed produce profile promote prompt propagate propose protect prototype prove
provide prune publish pull punctuate purge push put qualify query quote raise rank re-export re-
point re-register re-run re-test read reapply reassess rebase rebuild recheck recompute reconcile
record recover recreate redact redesign redirect redo reduce reevaluate refactor refer reference
refine reflect refresh regenerate register rehydrate reject relabel relax release reload relocate
rely remember remind remove rename render reorder reorganise reorganize repair repeat replace
repoint report reproduce request require rerun reset resize resolve respect restart restate
restore restrict restructure retain retarget retest retire retrofit retry return reuse reverse
revert review revise revisit rewire reword rework rewrite roll rotate round route run sample
sanitise sanitize satisfy save scaffold scan schedule scope scrub seed select send separate
sequence serialise serialize set share shift shorten show shrink sign signal simplify simulate
sketch skim skip slot snapshot solve sort source specify spell split squash stabilise stabilize
stage standardise standardize start stash state stay stop store stream strengthen strip strive
stub study style submit substitute summarise summarize supply support suppress surface survey swap
switch sync synchronise synchronize tag tailor take target teach tell test test-drive thread throw
tidy tie tighten time touch trace track train transfer transform transition translate treat triage
trigger trim truncate try tune turn tweak unify uninstall unlock unwrap update upgrade upload
upsert use validate vary vendor verify version wait walk watch weigh widen wire work wrap write
"""

_RUNTIME_VERBS = frozenset(
    """
    abort allocate await back cache clamp clone close coalesce collapse compress consume debounce
    decode defer degrade delay dispatch drain elide emit encode escape evict expire flush grow
    normalise normalize pad parse poll queue reallocate recompute reconnect redact redraw reload
    repaint resize resume retry rotate round scale scroll shrink spawn strip throttle trim truncate
    wait wake wrap yield
    """.split()
)
"""What programs rather than people do "as needed"."""

_NOUNS_TOO = frozenset(
    """
    access answer archive attempt audit author block build bundle cache call change check comment
    commit compile copy cover design display document draft duplicate edit estimate experiment
    export filter fix flag focus fold format gate group guide hook host import index label launch
    limit link list load lock log map mark match mock name note order pair patch pause plan point
    press print profile prompt query quote rank record reference release report request reset
    return review round route run sample scan schedule scope seed sequence set share shift show
    sign signal sketch slot snapshot sort source split stage start state stop store stream study
    style support surface survey switch tag target test thread time touch trace track train
    transfer transition trigger update upgrade upload use version watch work
    """.split()
)

_LABEL = r"(?:\[.\] |[*_~\ue002]+|\(?[0-9]{1,3}[.)]+ |\(?[a-z][.)] |\([^()]{1,40}\) |[->•·]+ )+"
_ADVERB = (
    r"(?:(?:and|but|or|then|next|first|firstly|second|secondly|third|thirdly|fourth|fifth|finally"
    r"|lastly|also|now|additionally|instead|otherwise|afterwards|again|please|always|optionally"
    r"|likewise|similarly|concretely|specifically|carefully|explicitly|separately|simply|just"
    r"|either|be sure to|make sure to|remember to|take care to|try to|only|at minimum|for now"
    r"|in addition|in particular|step [0-9]+|so|to start|to begin)"
    r"[*_]{0,2},?[*_]{0,2} )+"
)
_OPENING_CLAUSE = (
    r"(?:if|when|whenever|where|once|after|before|until|unless|while|for|in|on|at|under|within"
    r"|inside|with|without|to|from|during|as|by|because|since|given|through|via|beyond|across"
    r"|alongside|throughout|per|using)\b[^,;:]{1,160}, "
)
_ADDRESS = (
    r"(?:you|we|the (?:implementer|implementor|reader|developer|executor|agent|contributor|author))"
    r" (?:(?:(?:should|must|can|may|might|could|will|shall) )?(?:need to|have to|want to)"
    r"|should|must|can|may|might|could|will|shall|are to)(?: (?:also|then|still|either))? "
)
_TASK = (
    r"(?:add|adapt|adjust|amend|annotate|chang|clean|configur|consolidat|convert|cover|creat|"
    r"document|edit|expand|extend|extract|fix|implement|improv|includ|introduc|migrat|modif|mov|"
    r"refactor|refin|regenerat|renam|reorder|replac|restructur|reus|revis|rework|rewrit|simplif|"
    r"split|test|tun|tweak|updat|validat|verif)"
)
_PASSIVE_TASK = (
    rf"\b(?:should|must|shall|can|may|might|will|needs? to|has to|have to|is to|are to) "
    rf"(?:also |then |still )?be (?:[a-z]+ly )?{_TASK}(?:ied|ed|ten|t)?\b"
)
_FINITE = (
    r"(?<!which)(?<!that)(?<!who)"
    r" (?:is|are|was|were|has|have|had|does|will|should|must|can|may) "
)
_DELEGATED = (
    r"\b(?:tell|instruct|ask|allow|let|prompt|remind|direct|cause|enable) (?:the|a|an|each|every)?"
    r" ?(?:[a-z-]+ )?(?:model|agent|llm|user|caller|client|server|worker|operator|runtime|app)s?\b"
)
_CLAUSE_BREAK = r"; |[—–]| - |: (?!\Z)|, (?:but|so|then) "
_WORD = r"[a-z]+(?:-[a-z]+)*"
_COORDINATED = r"(?:, | and | or | then )(?:then |and |also )?([a-z-]+)(?= )"
_NEGATED = (
    r"\b(?:not|never|no|nor|nothing|none|nobody|without|avoid|avoids|avoiding|forbid|forbids|forbidden|reject|rejects"
    r"|instead of|rather than|cannot|[a-z]+n't)\b"
)
_ENGLISH = r"\b(?:the|and|to|of|is|are|that|with|for|this|it|in|a|an|be|on|run|should|from|not)\b"


@cache
def imperatives() -> frozenset[str]:
    """Verbs that plans begin their instructions with."""
    return frozenset(_VERBS.split())


def is_instruction(sentence: str, at: int) -> bool:
    """Whether the clause that holds `at` tells the reader to do something."""
    before = sentence[:at]
    if compiled(_PASSIVE_TASK).search(_last_clause(before)):
        return True
    return instruction_verb(sentence, at) != ""


def instruction_verb(sentence: str, at: int) -> str:
    """The verb that commands in the clause that holds `at`; empty when none does."""
    before = sentence[:at]
    clause = _last_clause(before)
    return _commanding_verb(clause) or (_commanding_verb(before) if clause != before else "")


def is_opening(sentence: str, at: int) -> bool:
    """Whether nothing but labels and adverbs stands before `at`."""
    return not sentence[_skip(sentence[:at], (_LABEL, _ADVERB)) : at].strip(" ,*_(")


def is_runtime(sentence: str, at: int) -> bool:
    """Whether what happens "as needed" at `at` is done by the program, not by the reader."""
    clause = _last_clause(sentence[:at])
    if compiled(_DELEGATED).search(clause):
        return True
    verbs = [match[1] for match in compiled(_COORDINATED).finditer(clause)]
    known = [verb for verb in verbs if verb in imperatives() or verb in _RUNTIME_VERBS]
    verb = known[-1] if known else _commanding_verb(clause)
    return verb in _RUNTIME_VERBS


def is_negated(sentence: str, at: int, *, reach: int = 40) -> bool:
    """Whether a negation stands in the same clause, at most `reach` characters before `at`."""
    return compiled(_NEGATED).search(_last_clause(sentence[:at])[-reach:]) is not None


def is_english(text: str) -> bool:
    """Whether at least one word in twelve is one of the commonest English ones."""
    words = text.count(" ") + 1
    return len(compiled(_ENGLISH).findall(text)) * 12 >= words


def _last_clause(before: str) -> str:
    start = 0
    for match in compiled(_CLAUSE_BREAK).finditer(before):
        start = match.end()
    return before[start:]


def _commanding_verb(clause: str) -> str:
    """The imperative that heads a clause, past labels, adverbs and introductory clauses."""
    at = _skip(clause, (_LABEL, _ADVERB, _OPENING_CLAUSE))
    address = compiled(_ADDRESS).match(clause, at)
    if address is not None:
        at = address.end()
    word = compiled(_WORD).match(clause, at)
    if word is None or word[0] not in imperatives():
        return ""
    if word[0] in _NOUNS_TOO and address is None and compiled(_FINITE).search(clause, word.end()):
        return ""
    return word[0]


def _skip(clause: str, leads: Sequence[str]) -> int:
    """Where a clause goes on behind everything that `leads` match, in any order."""
    at, before = 0, -1
    while at != before:
        before = at
        for lead in leads:
            match = compiled(lead).match(clause, at)
            at = match.end() if match else at
    return at
