"""MP114: characters that nobody sees."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.parse.inline import find_code_spans, is_within
from milepost.plan.model import CODE_KINDS
from milepost.plan.patterns import compiled
from milepost.plan.query import blocks_within
from milepost.rule import Example, Rule
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_MARKS = "\u200e\u200f\u061c"
_ZERO_WIDTH = "\xad\u180e\u200b-\u200d\u2060-\u2064\ufeff"
_TAGS = "\U000e0000-\U000e007f"
_ANY = rf"[{_CONTROLS}{_BIDI}{_MARKS}{_ZERO_WIDTH}{_TAGS}]"
_RUN = (
    rf"(?P<control>(?:\x1b\[[0-9;?]{{0,40}}[ -/]{{0,9}}[@-~]|[{_CONTROLS}])+)"
    rf"|(?P<direction>[{_BIDI}]+)|(?P<mark>[{_MARKS}]+)|(?P<word>[{_ZERO_WIDTH}]+)|(?P<tag>[{_TAGS}]+)"
)
_PLAIN = r"[0-9_\u0041-\u005a\u0061-\u007a\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]"
"""Letters and digits of scripts in which nothing invisible has a place inside a word."""
_IN_WORD = r"[/.\\-]"
"""What joins the parts of a name or a path."""
_RIGHT_TO_LEFT = (
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_FLAG = "\U0001f3f4"
_REASONS = {
    "control": "is a control character",
    "direction": "is an invisible control of the writing direction",
    "mark": "is a direction mark in a line without right-to-left text",
    "word": "is hidden inside a word",
    "tag": "is invisible",
}


class HiddenCharacter(Rule):
    """The text holds a character that nobody sees.

    ## What it does

    Finds controls of the writing direction, characters without width inside words, control
    characters (with the whole of a terminal's colour sequence), and invisible tag characters.
    Silent on a byte order mark, on the joiners of emoji and of scripts that are written with
    them, on direction marks in lines of Arabic or Hebrew, and on line breaks that are allowed in
    scripts without spaces.

    In a block of code and in inline code it is a warning, and the fix is not among the safe ones:
    the character may be what a command printed, and so the very evidence.

    ## Why

    What cannot be seen cannot be reviewed. A path with a zero-width space in it names no file, a
    command copied with it fails, and reversed text shows the reader another command than the one
    that runs.

    ## When to suppress

    When the plan is about such characters and has to show one. An escaped form, such as `U+200B`,
    is seen by everybody.
    """

    code = "MP114"
    name = "hidden-character"
    severity = Severity.ERROR
    examples = (
        Example(
            bad="Edit `src/he\u200balth.py`.\n",
            good="Edit `src/health.py`.\n",
            fixed="Edit `src/health.py`.\n",
        ),
        Example(
            bad="Run `make\u202e tset`.\n",
            fixed="Run `make tset`.\n",
        ),
        Example(
            bad="    \x1b[32mok\x1b[0m 3 passed\x07\n",
            fixed="    ok 3 passed\n",
        ),
        Example(bad="Done.\u200e\n", fixed="Done.\n"),
        Example(bad="Done.\U000e0041\U000e0042\n", fixed="Done.\n"),
    )
    silent = (
        "\ufeff# A plan\n",
        "Show the \U0001f469\u200d\U0001f4bb and the \U0001f3f4\U000e0067\U000e007f.\n",
        "می\u200cخواهم این را\n",
        "क\u094d\u200dष\n",
        "\u200fשלום\u200e (1)\n",
        "ภาษา\u200bไทย\n",
        "Write \u200bhere.\n",
        "A\ttab and a no-break\xa0space.\r\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per line and sort of character, where the first one stands."""
        first = compiled(_ANY).search(context.text)
        if first is None:
            return
        rows: dict[tuple[int, str, bool], list[Span]] = {}
        verbatim = _Verbatim(context)
        for found in compiled(_RUN).finditer(context.text, first.start()):
            sort, span = found.lastgroup or "", Span(*found.span())
            if _is_out_of_place(context.text, sort, span):
                row = context.document.lines.line_of(span.start)
                key = row, sort, verbatim.holds(span.start)
                rows.setdefault(key, []).append(span)
        for (row, sort, is_code), spans in rows.items():
            line = context.document.lines.content(row)
            if sort == "mark" and compiled(_RIGHT_TO_LEFT).search(line.cut(context.text)):
                continue
            edits = EditSet.of(map(TextEdit.delete, spans))
            more = "" if len(spans) == 1 else f", the first of {len(spans)} places in this line"
            sure = Applicability.UNSAFE if is_code else Applicability.SAFE
            yield self.report(
                spans[0],
                f"{_named(context.text[spans[0].start])} {_REASONS[sort]}{more}",
                fix=Fix("Remove what nobody sees", edits, sure),
                severity=Severity.WARNING if is_code else None,
            )


class _Verbatim:
    """Which places of a plan are code; each paragraph is looked at once."""

    def __init__(self, context: RuleContext) -> None:
        self._plan = context.plan
        self._text = context.text
        self._inline: dict[int, tuple[Span, ...]] = {}

    def holds(self, offset: int) -> bool:
        """Whether a block of code or inline code holds the character at `offset`."""
        before = blocks_within(self._plan, Span(0, offset + 1))
        if not before or offset >= before[-1].span.end:
            return False
        block = before[-1]
        if block.kind in CODE_KINDS:
            return True
        start = block.span.start
        if start not in self._inline:
            self._inline[start] = find_code_spans(self._text, block.span)
        return is_within(self._inline[start], offset)


def _is_out_of_place(text: str, sort: str, span: Span) -> bool:
    if sort == "word":
        return _is_in_word(text, span)
    return sort != "tag" or text[max(0, span.start - 1) : span.start] != _FLAG


def _is_in_word(text: str, span: Span) -> bool:
    """Whether letters stand on both sides, or a letter and what joins the parts of a path."""
    plain, joint = compiled(_PLAIN), compiled(_IN_WORD)
    before, after = max(0, span.start - 1), span.end
    if span.start > 0 and plain.match(text, before):
        return bool(plain.match(text, after) or joint.match(text, after))
    return span.start > 0 and bool(joint.match(text, before) and plain.match(text, after))


def _named(character: str) -> str:
    """The character's number and, where it has one, its name."""
    name = unicodedata.name(character, "").lower()
    code = f"U+{ord(character):04X}"
    return f"{code} ({name})" if name else code
