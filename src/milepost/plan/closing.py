"""How the intention of an item has ended: done, blocked with a reason, cancelled, or not at all."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    import re

    from milepost.plan.model import ChecklistItem


class Closing(Enum):
    """What has become of an item."""

    DONE = auto()
    CANCELLED = auto()
    BLOCKED = auto()
    """Put off or held up, and the item says by what."""
    UNEXPLAINED = auto()
    """The same, and the item does not say by what."""
    OPEN = auto()


# A word counts where a remark begins and only as one: "Cancelled orders are shown" is an item
# about orders. So it stands at the start or behind a mark, and a mark or a reason follows it.
# Behind a short name such as "M5" it may stand as well.
_BEFORE = r"(?:^(?:[\w.]{1,4}\s)?|[(\[（【*_~—–:：;；,，.。!-]\s*)"
_AFTER = (
    r"(?=\s*(?:[:：;；,，.。!()\[\]（）】—–*_~-]|$"
    r"|(?:after|as|because|by|due|for|in\sfavou?r|on|per|pending|since|to|until|waiting|with)\b))"
)
_CANCELLED = (
    rf"(?i){_BEFORE}(?:cancell?ed|dropped|abandoned|withdrawn|superseded|obsolete|descoped"
    r"|(?:no\slonger|not)\s(?:needed|necessary)|won['’]t\sdo|will\snot\sbe\sdone|out\sof\sscope"
    rf"|(?:已)?取消|放弃|废弃|不再需要|中止|キャンセル|취소(?:됨)?){_AFTER}"
)
_BLOCKED = (
    rf"(?i:{_BEFORE}(?:blocked|deferred|postponed|on\shold"
    rf"|阻塞|受阻|推迟|延期|ブロック(?:中)?|保留|막힘|차단(?:됨)?|보류){_AFTER})"
    r"|(?i:[(（][^()（）]*\bblocked\s)(?=(?:because|by|on|pending|until)\s)"
)
_STRUCK = r"~~.+~~"
_REASON = r"(?i)\b(?:because|needs?|since|until|waits?|waiting)\b|[:：;；(（—–]\s*\w"
_WORD = r"[^\W_]{2,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"


def closing_of(item: ChecklistItem) -> Closing:
    """How an item has ended, by its mark and by what its wording says of it.

    `[-]` and a line through the whole wording say that it is cancelled, `[!]` that it is blocked.
    """
    if item.done:
        return Closing.DONE
    if item.mark == "-" or compiled(_STRUCK).match(item.headline):
        return Closing.CANCELLED
    if compiled(_CANCELLED).search(item.text):
        return Closing.CANCELLED
    blocked = compiled(_BLOCKED).search(item.text)
    if blocked is not None:
        told = compiled(_WORD).search(_remark(item.text, blocked)) is not None
        return Closing.BLOCKED if told else Closing.UNEXPLAINED
    if item.mark == "!":
        told = compiled(_REASON).search(item.text) is not None
        return Closing.BLOCKED if told else Closing.UNEXPLAINED
    return Closing.OPEN


def _remark(text: str, word: re.Match[str]) -> str:
    """What follows the word; within brackets, what they still hold."""
    rest = text[word.end() :]
    return compiled(r"[)\]）】]").split(rest, 1)[0] if word[0][:1] in "([（【" else rest
