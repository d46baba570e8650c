"""Texts that stand where something is still to be written.

Only whole sentences count: "None of the retries helped." and "Log in UTC." begin as excuses and
guidance do, and go on as something that somebody wanted to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = r"(?is)[\s*_`(（<\[\"“–—-]*"
_FIRST_WORD = rf"{_OPENING}([a-z]+)"
_CLOSING = r"[\s*_`)）>\]\"”.。…!！]*"
_END = (
    rf"{_CLOSING}(?:$|(?<=[.。…!！])(?:\s|(?<=[^\x00-\x7f]))|(?<=[.)]\s)|(?<=\s)\(|[（;；]"
    r"|(?:evidence|rationale|date(?:/author)?)\s*[:：])"
)
"""Where the first sentence ends, or a remark in brackets begins."""
_ASIDE = (
    rf"(?:{_END}|{_CLOSING}(?:[:：–—]|-\s|,\s(?:as|because|but|everything|since|the|this|to\sbe|we"
    r"|will|work)\b))"
)
"""Where it ends, or goes on to say why there is nothing."""
_EXCEPT = (
    r"(?!.*\b(?:except|besides|however|(?:apart|aside)\sfrom|other\sthan"
    r"|but(?!\s(?:it|may|more|this|to\sbe|will)))\b)"
)
_SO_FAR = (
    r"(?:,?\s(?:yet|so\sfar|currently|now|to\s(?:add|date|log|note|record|report)|at\spresent"
    r"|at\s(?:this|the)\s(?:\w+\s)?(?:moment|point|stage|time)(?:\sof\s\w+)?"
    r"|for\s(?:now|the\s(?:moment|time\sbeing)|this(?:\s[\w-]+){1,3}?)"
    r"|(?:ha(?:s|ve)\sbeen\s|was\s|were\s)?(?:discovered|encountered|found|identified|known|made"
    r"|needed|noted|observed|planned|recorded|required|taken)"
    r"|in\sthis\s(?:document|milestone|plan|section|step)"
    r"|(?:as\sof|because|during|since|until|while)\s[^.]*?))*"
)
_NOTHING = (
    rf"{_EXCEPT}(?:n/?a|none|nothing|not\s(?:yet\s)?(?:applicable|available)"
    r"|no\s(?:\w+\s){0,3}?(?:surprises?|discover(?:y|ies)|decisions?|outcomes?|entries|revisions?"
    rf"|observations?)){_SO_FAR}{_ASIDE}"
)
_GAP = (
    rf"(?:tbd|tba|todo)(?:\([^)]*\))?(?:\s(?:after|before|by|in|on|once|when)\s[^.]*|{_SO_FAR})"
    rf"{_ASIDE}"
)
_OPEN = (
    rf"(?:(?:placeholder|pending|unknown|empty){_SO_FAR}"
    r"|(?:pending|awaiting)\s(?:the\s)?(?:implementation|completion|execution|validation|start)"
    rf"(?:\sof(?:\s(?!are\b|is\b|was\b|were\b|will\b)[\w-]+)+?)?){_END}"
)
_BEFORE = (
    r"not\s(?:yet\s)?(?:started|completed?|done|filled(?:\s(?:in|out))?|recorded|written)"
    rf"{_SO_FAR}(?:{_END}|,\s|\s?[–—])"
)
_GOING_ON = r"(?:(?:work\s)?in\sprogress|ongoing)[.)*_]*$"
_SECTION = r"this\ssection\s(?:will|shall|should|is\s(?:to\b|empty|pending))"
_TO_COME = (
    r"(?:(?:to|will)\sbe\s(?:filled|completed|determined|decided|written|added|appended|updated"
    r"|recorded|captured|documented|populated|summari[sz]ed)\b"
    r"(?!\s(?:at\s(?:run|start)|by(?!\sthe\s(?:agent|author|end|implement|owner))|from|into|per|to"
    rf"|using|via))|to\sdo{_CLOSING}$)"
)
_WHEN = (
    r"(?:here|this\ssection|in\sthis\splan"
    r"|(?:after|as|at|before|during|on|once|upon|when|while)\s(?:(?:the|this|each|every|it|they"
    r"|you|we|major|all)\s){0,2}(?:are|is|arises?|available|completed?|completion|discovered|done"
    r"|end|execut\w+|finish\w*|found|happens?|implement\w+|milestones?|occurs?|plan|proceeds?"
    r"|progress|revising|work\w*))"
)
_REQUEST = (
    r"(?:populate|fill|record|document|list|capture|log|note|summari[sz]e|update)\b(?:\sin)?"
    rf"(?:\s(?:this|here|me)(?:\sin)?[.)*_]*$|\s(?:this\s(?:\w+\s)?)?{_WHEN}\b"
    r"|(?=.{0,60}\b(?:anything|behaviou?rs?|decisions?|deviations?|discover(?:y|ies)|everything"
    rf"|evidence|learnings?|lessons|observations?|outcomes?|results|surprises?)\b).*\s{_WHEN}\b"
    r"|\s(?:anything|everything)\s(?:that\s)?(?:learn(?:ed|t)|notable|surprising|turns\sup|unexpected))"
)
_CHINESE = (
    r"(?:(?:暂无|尚无|没有|[无無])(?:任何|其他|重大|新的?|更多){0,2}(?:意外|发现|与|和|、|决策|决定|结果"
    r"|成果|记录|内容|变更|修订|补充|更新){0,4}"
    r"|(?:尚?未|还没有?)(?:开始|完成|产生|填写|记录|实施)(?:任何|代码|的|变更|记录|实施|实现|执行|开发"
    r"|编码){0,4}"
    r"|未記入|未定|待(?:定|补充|填写|完成|更新|记录|实施|确认)(?:后(?:再)?(?:补充|填写|记录|更新))?"
    rf"|不适用){_ASIDE}"
    r"|完成(?:后|時に)[^。]{0,12}(?:补充|填写|记录|記入|追記|更新(?=本|此|该|[。）)]|$))"
)
_JAPANESE = (
    r"(?:(?:現時点で|今のところ|まだ|特に|は|、){0,4}(?:なし|無し|ない|ありません)(?:です)?"
    rf"|未着手|未実施|まだ(?:未定|です)?){_ASIDE}"
    r"|[^\s。]{0,12}(?:完了|実装|作業)(?:時|後|中)に[^。]{0,12}(?:記入|追記|記録|更新)"
)
_KOREAN = (
    r"(?:(?:아직|현재|특이\s?사항|해당\s?(?:사항)?|\s){0,4}(?:없음|없습니다)|아직|미정|미작성"
    r"|[^.]{0,16}(?:작성|기록|기재|추가|업데이트)\s?(?:예정|필요)(?:입니다)?)"
    rf"{_ASIDE}"
)
_EASTERN = rf"{_CHINESE}|{_JAPANESE}|{_KOREAN}"
_DOTS = r"(?i)[\s(*_`]*(?:\.{3}|…)[\s.…*_)`]*(?:$|(?:evidence|rationale)\b)"
_REQUEST_WORDS = "capture document fill list log note populate record summarise summarize update"
_BY_WORD = {
    "not": f"{_NOTHING}|{_BEFORE}",
    "this": _SECTION,
    **dict.fromkeys(("n", "na", "no", "none", "nothing"), _NOTHING),
    **dict.fromkeys(("tba", "tbd", "todo"), _GAP),
    **dict.fromkeys(("awaiting", "empty", "pending", "placeholder", "unknown"), _OPEN),
    **dict.fromkeys(("in", "ongoing", "work"), _GOING_ON),
    **dict.fromkeys(("to", "will"), _TO_COME),
    **dict.fromkeys(_REQUEST_WORDS.split(), _REQUEST),
}
"""What an excuse that begins with a word looks like: compiling is the greater part of the cost."""
_SLOTS = r"(?:<(?!\w+:|/)[^<>=@]*>[\s,.:;]*)+"
"""What stands in angle brackets in a template, but no address and no markup."""
_WAITING = (
    r"(?i)\b(?:tbd|tba|to\s?do|yet|so\sfar|to\sbe|will\sbe|pending|awaiting|fill|populate|until"
    r"|not\s(?:started|filled)|placeholder|in\sprogress|ongoing"
    r"|(?:record|document|list|capture|log|note|update|summari[sz]e)(?=\s))\b"
    r"|暂无|尚|未|待|まだ|아직|미정|예정|完成(?:后|時)|(?:完了|実装|作業)(?:時|後|中)|\.{3}|…"
)
_REACH = 120
_LATIN = "\u2e7f"
"""The last character before those of the Eastern scripts."""


def is_placeholder(wording: str) -> bool:
    """Whether a text only says that there is nothing to say, or nothing yet.

    Its first sentence decides; what follows within a short text is taken for the reason.
    """
    if not wording.strip(" \t*_.。-—`"):
        return True
    if wording[:1] == "<" and compiled(_SLOTS).fullmatch(wording):
        return True
    return len(wording) <= _REACH and any(
        compiled(pattern).match(wording) for pattern in _excuses_like(wording)
    )


def is_waiting(wording: str) -> bool:
    """Whether a text only says that something is still to come: "None yet", but not "None".

    `wording` is on one line, and so is the text of a whole paragraph or labelled value. One that
    ends with a colon introduces what does stand there.
    """
    if wording.rstrip()[-1:] in (":", "："):
        return False
    return is_placeholder(wording) and compiled(_WAITING).search(wording) is not None


def _excuses_like(wording: str) -> Iterator[str]:
    """The patterns that a text may match, by how it begins and by its script."""
    first = compiled(_FIRST_WORD).match(wording)
    excuse = first and _BY_WORD.get(first[1].lower())
    if excuse:
        yield f"{_OPENING}(?:{excuse})"
    elif first is None:
        yield _DOTS
    if max(wording) > _LATIN:
        yield f"{_OPENING}(?:{_EASTERN})"
