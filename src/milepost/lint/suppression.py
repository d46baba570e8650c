"""Comments in a plan that switch rules off: what they say, and what they come to."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from milepost.lint.selection import all_rules, rules_fitting
from milepost.parse.inline import find_code_spans, is_within
from milepost.plan.model import BlockKind
from milepost.rule import SuppressionComment
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.plan.model import Block
    from milepost.rule import Rule
    from milepost.text import LineIndex

_SWITCH = re.compile(
    r"<!--[\s>]*(milepost-(?:disable|enable|ignore|suppress)[a-z]*(?:-[a-z]+)*)", re.IGNORECASE
)
_REASON = re.compile(r"(?<![^\s])(?:--+|[—–])(?![^\s])")
_CODE = re.compile(r"[^\s,:>]+")
_WITH_COMMENTS = frozenset(
    {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.HTML}
)
_ABOUT_EVERYTHING = -1
_RANGES = frozenset({"milepost-disable", "milepost-enable"})
_WHOLE_FILE = "milepost-disable-file"
_KNOWN = _RANGES | {_WHOLE_FILE, "milepost-disable-line", "milepost-disable-next-line"}


class _Switch(NamedTuple):
    """One code of one comment, or the whole of a comment without codes."""

    comment: int
    code: int = _ABOUT_EVERYTHING


def find_comments(document: Document) -> tuple[SuppressionComment, ...]:
    """The suppression comments outside code, in file order."""
    text = document.text
    return tuple(
        _read_comment(text, span, switch)
        for block in document.plan.blocks
        if block.kind in _WITH_COMMENTS
        for span in _comments_in(text, block)
        if (switch := _SWITCH.match(text, span.start, span.end))
    )


def _comments_in(text: str, block: Block) -> Iterator[Span]:
    """All comments of a block, those of other programs and people included."""
    end = block.span.end
    start = text.find("<!--", block.span.start, end)
    if start < 0:
        return
    is_html = block.kind is BlockKind.HTML
    code = () if is_html else find_code_spans(text, block.span)
    while start >= 0:
        after = start + 4
        if is_html or not (is_within(code, start) or _is_escaped(text, start)):
            close = text.find("-->", after, end)
            if close < 0:
                return
            after = close + 3
            yield Span(start, after)
        start = text.find("<!--", after, end)


def _is_escaped(text: str, offset: int) -> bool:
    """Whether a backslash makes the character at `offset` a plain one."""
    run = offset
    while run and text[run - 1] == "\\":
        run -= 1
    return (offset - run) % 2 == 1


def _read_comment(text: str, span: Span, switch: re.Match[str]) -> SuppressionComment:
    end = span.end - len("-->")
    reason = _REASON.search(text, switch.end(), end)
    codes = _CODE.finditer(text, switch.end(), reason.start() if reason else end)
    word = switch[1].lower()
    named = Span(*switch.span(1))
    return SuppressionComment(
        span,
        named,
        word == "milepost-enable",
        tuple(Span(*code.span()) for code in codes),
        unknown=() if word in _KNOWN else (named,),
        has_reason=reason is not None,
    )


class Suppressions:
    """The comments of one document at work.

    A finding counts for the line where it begins and, if it goes over several, for the one where
    it ends. Between `disable` and `enable` it is its beginning that counts. The next line stands
    for the rest of the paragraph that goes on in it, as a paragraph may be wrapped anywhere.
    """

    def __init__(self, document: Document) -> None:
        self._text, self._lines = document.text, document.lines
        self._comments = find_comments(document)
        self._fitting: dict[str, frozenset[str]] = {}
        """The codes of the rules that each word of a comment names, once it was asked for."""
        self._everywhere: dict[str, list[_Switch]] = {}
        self._on_row: dict[tuple[int, str], list[_Switch]] = {}
        self._ranges: list[tuple[int, _Switch, frozenset[str]]] = []
        self._used: set[_Switch] = set()
        self._effective: set[_Switch] = set()
        """Of the `enable` comments, those that switch something on again."""
        spoken = _spoken_rows(document, self._comments)
        for index, (comment, rows) in enumerate(zip(self._comments, spoken, strict=True)):
            if not comment.unknown:
                for switch, codes in self._switches(index, comment):
                    self._shelve(switch, codes, rows)
        self._find_effective()

    def __bool__(self) -> bool:
        """Whether there is any comment."""
        return bool(self._comments)

    def sift(self, found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """What may be shown and what is silenced, each in the order given."""
        diagnostics = list(found)
        silenced = {id(each) for each in self._silenced_by_place(diagnostics)}
        silenced |= {id(each) for each in self._silenced_by_range(diagnostics)}
        return (
            [each for each in diagnostics if id(each) not in silenced],
            [each for each in diagnostics if id(each) in silenced],
        )

    def judged(self, ran: Collection[Rule]) -> tuple[SuppressionComment, ...]:
        """The comments with what they came to, given which rules had their say.

        A comment is idle, and a code unused, only if every rule that it is about has run.
        """
        judgeable = {rule.code for rule in ran if not rule.judges_comments}
        return tuple(
            self._judged(index, comment, judgeable) for index, comment in enumerate(self._comments)
        )

    def _switches(
        self, index: int, comment: SuppressionComment
    ) -> Iterator[tuple[_Switch, frozenset[str]]]:
        """The switches of a comment with the codes of the rules they are about."""
        if not comment.codes:
            plain = (rule.code for rule in all_rules() if not rule.judges_comments)
            yield _Switch(index), frozenset(plain)
        for at, span in enumerate(comment.codes):
            yield _Switch(index, at), self._codes_of(span)

    def _codes_of(self, span: Span) -> frozenset[str]:
        word = span.cut(self._text)
        if word not in self._fitting:
            self._fitting[word] = frozenset(rule.code for rule in rules_fitting(word))
        return self._fitting[word]

    def _shelve(self, switch: _Switch, codes: frozenset[str], rows: tuple[int, ...]) -> None:
        comment = self._comments[switch.comment]
        word = _word_of(self._text, comment)
        if word in _RANGES:
            self._ranges.append((comment.span.start, switch, codes))
        for code in codes:
            if word == _WHOLE_FILE:
                self._everywhere.setdefault(code, []).append(switch)
            for row in rows:
                self._on_row.setdefault((row, code), []).append(switch)

    def _silenced_by_place(self, diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        credited: set[object] = set()
        for each in diagnostics:
            rows = self._lines.lines_of(each.span)
            places: dict[object, list[_Switch]] = {each.code: self._everywhere.get(each.code, [])}
            for row in (rows[0], rows[-1]):
                places[row, each.code] = self._on_row.get((row, each.code), [])
            for place, switches in places.items():
                if place not in credited:
                    credited.add(place)
                    self._used.update(switches)
            if any(places.values()):
                yield each

    def _silenced_by_range(self, diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        off: dict[str, list[_Switch]] = {}
        at = 0
        for each in sorted(diagnostics, key=lambda found: found.span.start):
            while at < len(self._ranges) and self._ranges[at][0] <= each.span.start:
                self._turn(off, *self._ranges[at][1:])
                at += 1
            if each.code in off:
                self._used.update(off[each.code])
                # What is used needs no second mark; that it is off is all that is left to know.
                off[each.code] = []
                yield each

    def _turn(self, off: dict[str, list[_Switch]], switch: _Switch, codes: frozenset[str]) -> bool:
        """Switches rules off, or on again; whether that makes a difference."""
        if not self._comments[switch.comment].enables:
            for code in codes:
                off.setdefault(code, []).append(switch)
            return True
        changed = [off.pop(code, None) for code in codes]
        return any(each is not None for each in changed)

    def _find_effective(self) -> None:
        off: dict[str, list[_Switch]] = {}
        for _, switch, codes in self._ranges:
            if self._turn(off, switch, codes) and self._comments[switch.comment].enables:
                self._effective.add(switch)

    def _judged(
        self, index: int, comment: SuppressionComment, judgeable: set[str]
    ) -> SuppressionComment:
        unknown = comment.unknown or _joined(comment.codes, self._unknown_of(comment))
        idle = {
            switch
            for switch, codes in self._switches(index, comment)
            if codes and not comment.unknown and self._is_idle(switch, codes, judgeable)
        }
        unused = tuple(span for at, span in enumerate(comment.codes) if _Switch(index, at) in idle)
        whole = len(idle) == max(1, len(comment.codes))
        return comment._replace(unknown=unknown, unused=unused, idle=whole)

    def _unknown_of(self, comment: SuppressionComment) -> set[Span]:
        return {span for span in comment.codes if not self._codes_of(span)}

    def _is_idle(self, switch: _Switch, codes: frozenset[str], judgeable: set[str]) -> bool:
        if self._comments[switch.comment].enables:
            return switch not in self._effective
        return switch not in self._used and codes <= judgeable


def _joined(codes: Sequence[Span], unknown: set[Span]) -> tuple[Span, ...]:
    """The unknown ones, neighbours as one: a reason without its dashes is one mistake."""
    runs: list[Span] = []
    before: Span | None = None
    for span in codes:
        if span in unknown:
            start = runs.pop().start if before in unknown else span.start
            runs.append(Span(start, span.end))
        before = span
    return tuple(runs)


def _word_of(text: str, comment: SuppressionComment) -> str:
    """What the comment does, however it is written."""
    return comment.switch.cut(text).lower()


def _spoken_rows(
    document: Document, comments: Sequence[SuppressionComment]
) -> Iterator[tuple[int, ...]]:
    """The lines that each comment is about; none for one that is not about lines."""
    text, lines = document.text, document.lines
    below = _rows_below(text, lines, comments)
    for comment in comments:
        rows = lines.lines_of(comment.span)
        match _word_of(text, comment):
            case "milepost-disable-line":
                yield tuple({rows[0], rows[-1]})
            case "milepost-disable-next-line":
                yield _paragraph_from(document, below[rows[-1]])
            case _:
                yield ()


def _paragraph_from(document: Document, row: int) -> tuple[int, ...]:
    """The line and those below it in the same paragraph; the line alone where it is in none."""
    lines, blocks = document.lines, document.plan.blocks
    if row < len(lines):
        end = lines.content(row).end
        at = bisect_right(blocks, end, key=lambda block: block.span.start) - 1
        if at >= 0 and blocks[at].kind is BlockKind.PARAGRAPH and end <= blocks[at].span.end:
            return tuple(range(row, lines.line_of(blocks[at].span.end) + 1))
    return (row,)


def _rows_below(text: str, lines: LineIndex, comments: Sequence[SuppressionComment]) -> list[int]:
    """For each line the next one that says something.

    Blank lines and lines that hold nothing but such a comment do not.
    """
    mute = {
        row
        for comment in comments
        if _is_alone(text, lines, comment.span)
        for row in lines.lines_of(comment.span)
    }
    below: list[int] = []
    last = len(lines)
    for row in reversed(range(len(lines))):
        below.append(last)
        if row not in mute and lines.content(row).cut(text).strip(" \t>"):
            last = row
    return below[::-1]


def _is_alone(text: str, lines: LineIndex, span: Span) -> bool:
    rows = lines.lines_of(span)
    before = text[lines.start(rows[0]) : span.start]
    after = text[span.end : lines.end(rows[-1])]
    return not before.strip(" \t>") and not after.strip(" \t")
