"""Remarks on what is completed and what remains that are not in the form they ought to have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.patterns import compiled
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.plan.model import ChecklistItem, Partial

_COMPLETED = "completed|已完成|完了|완료"
_REMAINING = "remaining|剩余|残り|남음"
_FIRST = rf"(?i)[(（][ \t]*(?:(?P<completed>{_COMPLETED})|(?P<remaining>{_REMAINING}))"
_COLON = r"[ \t]*[:：]"
_TOKENS = (
    r"(?i)[(（]|[)）]"
    rf"|(?<![A-Za-z])(?:{_COMPLETED}|done|(?P<remaining>{_REMAINING}|left)){_COLON}"
)
_OTHER_COMPLETED = rf"(?i)[;；,，]\s*(?:{_COMPLETED}){_COLON}"
_OTHER_REMAINING = rf"(?i)(?P<mark>[;；,，])\s*(?P<label>{_REMAINING})(?P<colon>{_COLON})?(?!\w)"
_NEXT_BRACKET = rf"(?i)[)）](?P<gap>\s*[,;，；]?\s*[(（])[ \t]*(?:{_REMAINING}){_COLON}"
_DIVIDED = r"[;；]\s*[*_]*$"
_DIVISION = r"(?:\s*(?:[,，.。、/|]|(?<=\s)[–—-]{1,2}))?(\s*[*_]*)$"
_AND = r"(?i)\band\s*$"
_DATE = r"\s*[0-9]{4}[-/.年]"
_REACH = 20_000


class LoosePartial(NamedTuple):
    """A partial remark that is not of the form `(completed: ...; remaining: ...)`."""

    span: Span
    """From its opening to its closing bracket."""
    problem: str
    """What is wrong, in words that follow "the remark on what is done"."""
    replacement: str
    """How the remark ought to read; empty where a half would have to be made up."""


def find_loose_partial(text: str, item: ChecklistItem) -> LoosePartial | None:
    """The first remark of an item that was meant as a partial one and is not in its form.

    Letter case and full-width punctuation make no difference. A date behind `completed` makes it
    a stamp.
    """
    if item.partial is not None:
        return _check_read(text, item.partial)
    first = compiled(_FIRST).search(text, item.text_span.start, item.text_span.end)
    if first is None:
        return None
    end = _closing(text, first.start(), item.text_span.end)
    if end is None:
        return None
    span = Span(first.start(), end)
    colon = compiled(_COLON).match(text, first.end())
    if colon is None:
        return _without_colon(text, span, first.end()) if first["completed"] else None
    if compiled(_DATE).match(text, colon.end()):
        return None
    if first["remaining"]:
        return _remaining_first(text, span)
    return _completed_only(text, span, item.text_span.end)


def _check_read(text: str, partial: Partial) -> LoosePartial | None:
    """A remark whose halves both have their label."""
    span = partial.span
    if text[span.start] not in "(（":
        return None
    if not (partial.completed and partial.remaining):
        return LoosePartial(span, "leaves one half empty", "")
    labels = list(_labels_of_remaining(text, partial))
    if not labels or any(compiled(_DIVIDED).search(text, span.start, at) for at in labels):
        return None
    label = labels[0]
    problem = "does not divide its halves by a semicolon"
    division = compiled(_DIVISION).search(text, span.start, label)
    if division is None or compiled(_AND).search(text, span.start, label):
        return LoosePartial(span, problem, "")
    head, tail = text[span.start : division.start()], text[label : span.end]
    return LoosePartial(span, problem, f"{head};{division[1] or ' '}{tail}")


def _labels_of_remaining(text: str, partial: Partial) -> Iterator[int]:
    """Where labels of the second half stand, behind that of the first and in its bracket."""
    depth, labels = 0, 0
    for token in compiled(_TOKENS).finditer(text, partial.span.start, partial.span.end):
        if token[0] in "(（":
            depth += 1
        elif token[0] in ")）":
            depth -= 1
        elif depth == 1:
            labels += 1
            if labels > 1 and token["remaining"]:
                yield token.start()


def _closing(text: str, opening: int, end: int) -> int | None:
    """The end of the bracket that opens at `opening`."""
    depth = 0
    for bracket in compiled(r"[(（]|[)）]").finditer(text, opening, min(end, opening + _REACH)):
        depth += 1 if bracket[0] in "(（" else -1
        if not depth:
            return bracket.end()
    return None


def _without_colon(text: str, span: Span, label_end: int) -> LoosePartial | None:
    """`(completed one; remaining: two)`."""
    other = compiled(_OTHER_REMAINING).search(text, label_end, span.end)
    if other is None or not other["colon"]:
        return None
    replacement = f"{text[span.start : label_end]}:{text[label_end : span.end]}"
    return LoosePartial(span, "lacks the colon behind its first label", replacement)


def _remaining_first(text: str, span: Span) -> LoosePartial:
    """`(remaining: two)` and `(remaining: two; completed: one)`."""
    other = compiled(_OTHER_COMPLETED).search(text, span.start, span.end)
    if other is None:
        return LoosePartial(span, "says what remains but not what is completed", "")
    remaining = text[span.start + 1 : other.start()].strip()
    completed = text[other.start() + 1 : span.end - 1].strip()
    replacement = f"{text[span.start]}{completed}; {remaining}{text[span.end - 1]}"
    return LoosePartial(span, "names what remains before what is completed", replacement)


def _completed_only(text: str, span: Span, end: int) -> LoosePartial:
    """`(completed: one)`, alone or with the other half in a form of its own."""
    other = compiled(_OTHER_REMAINING).search(text, span.start, span.end)
    if other is not None:
        head, label = text[span.start : other.start()], other["label"]
        tail = text[other.end() : span.end].lstrip()
        replacement = f"{head};{text[other.end('mark') : other.start('label')]}{label}: {tail}"
        return LoosePartial(span, "lacks the colon behind its second label", replacement)
    bracket = compiled(_NEXT_BRACKET).match(text, span.end - 1, end)
    closed = None if bracket is None else _closing(text, bracket.end("gap") - 1, end)
    if bracket is None or closed is None:
        return LoosePartial(span, "says what is completed but not what remains", "")
    replacement = f"{text[span.start : span.end - 1]}; {text[bracket.end('gap') : closed].lstrip()}"
    return LoosePartial(Span(span.start, closed), "has a bracket for each half", replacement)
