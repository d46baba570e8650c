"""Texts that stand where something is still to be written."""

from __future__ import annotations

from milepost.plan.patterns import compiled

_NOTHING = (
    r"(?i)[\s*_`(（<\[\"“-]*(?:"
    r"(?:n/?a|tbd|tba|todo|pending|none|nothing|empty|unknown|placeholder)"
    r"(?=\s*(?:[.,:;!)）\]>*_`—–-]|$)|\s(?:yet|so\sfar|at\s(?:this|the)|for\s(?:now|this)|currently"
    r"|to\s(?:report|record|note)|recorded|found|noted|observed|encountered|identified|known|until"
    r"|as\sof)\b)"
    r"|(?:pending|awaiting)\s(?:implementation|completion|execution|validation|start)\b"
    r"|no\s(?:\w+\s){0,3}(?:surprises?|discover(?:y|ies)|decisions?|outcomes?|entries|revisions?"
    r"|observations?)\b"
    r"|(?:work\s)?in\sprogress[.)*_]*$|ongoing[.)*_]*$"
    r"|not\s(?:yet\s)?(?:started|completed?|available|applicable|done|filled)\b"
    r"|(?:this\ssection\s(?:is\s)?)?(?:to\sbe|will\sbe)\s(?:filled|completed|determined|decided"
    r"|written|added|appended|updated|recorded|captured|documented|populated|summari[sz]ed)\b"
    r"|(?:populate|fill|record|document|list|capture|log|summari[sz]e)\s(?:this|here|when|everything"
    r"|every|all|each|anything|any|in)\b"
    r"|暂无|尚无|没有|[无無][。.]?$|尚未(?:开始|完成|产生)|未开始|未記入|未定|待定|待补充|待填写|待完成"
    r"|完成(?:后|時に)[^。]{0,12}(?:补充|填写|记录|更新|記入|追記)"
    r"|(?:[^\s。]{0,12})?完了(?:時|後)に[^。]{0,12}(?:記入|追記|記録|更新)"
    r"|なし|特になし|まだ|없음|아직|미정|해당 없음|\.{3}|…|-$|—$"
    r")"
)
_WAITING = (
    r"(?i)\b(?:tbd|tba|todo|yet|so\sfar|to\sbe|will\sbe|pending|awaiting|fill|populate|until"
    r"|not\s(?:started|filled)|placeholder|in\sprogress|ongoing"
    r"|(?:record|document|list|capture|log|summari[sz]e)(?=\s))\b"
    r"|暂无|尚|未|待|まだ|아직|미정|完成(?:后|時)|完了(?:時|後)|\.{3}|…"
)
_LISTS = (
    r"(?i)[\s*_`(（\[-]*(?:pending|todo|none|nothing|empty|unknown|not\s(?:yet\s)?\w+|no\s\w+)"
    r"[*_]{0,3}\s*[:：—–-][*_]{0,3}\s*\w"
)
"""How texts begin that name what is open: `Pending: the review`."""
_REACH = 120


def is_placeholder(wording: str) -> bool:
    """Whether a text only says that there is nothing to say, or nothing yet."""
    if not wording.strip(" \t*_.。-—`"):
        return True
    if wording[:1] == "<" and wording.rstrip(". ")[-1:] == ">":
        return True
    return len(wording) <= _REACH and compiled(_NOTHING).match(wording) is not None


def is_waiting(wording: str) -> bool:
    """Whether a text only says that something is still to come: "None yet", but not "None".

    `wording` is on one line, and so is the text of a whole paragraph or labelled value.
    """
    if not is_placeholder(wording) or compiled(_LISTS).match(wording):
        return False
    return compiled(_WAITING).search(wording) is not None
