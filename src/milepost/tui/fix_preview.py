"""What a fix would change, as lines for a pane."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from milepost.diagnostics import Applicability
from milepost.report.diff import unified_diff
from milepost.tui.cells import sanitise, wrap
from milepost.tui.rows import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Fix
    from milepost.document import Document

MOST_LINES = 12
"""Of the difference; a fix that changes more is looked at in the plan itself."""

_BESIDE = 40
"""Characters that are kept before and behind a change within a line."""
_SAFETY = {
    Applicability.SAFE: "safe: keeps every word",
    Applicability.UNSAFE: "probably what is meant",
    Applicability.MANUAL: "shown only: it is for you to write",
}


class DiffLine(NamedTuple):
    """A row of a difference: its sign, its words and the name of its look."""

    sign: str
    words: str
    look: str


@dataclass(frozen=True, slots=True)
class FixPreview:
    """A fix in words, and the lines that it changes."""

    title: str
    safety: str
    can_apply: bool
    lines: tuple[DiffLine, ...]
    """Whole lines of the plan, made harmless; the sign says what becomes of them."""
    keys: tuple[str, str]
    """What applies it, and what closes the preview, as people write these keys."""

    @classmethod
    def of(cls, document: Document, fix: Fix, keys: tuple[str, str]) -> FixPreview:
        """What a fix of this document does; `keys` apply it, and close the preview."""
        changed = document.source.with_text(fix.edits.apply(document.text))
        lines = [
            line for line in diff_lines(unified_diff("", document.source, changed)) if line.sign
        ]
        return cls(
            sanitise(quoted(fix.title)),
            _SAFETY[fix.applicability],
            fix.applicability is not Applicability.MANUAL,
            tuple(_shortened([line for line in lines if line.sign != " "])),
            keys,
        )

    @property
    def hint(self) -> str:
        """What can be done about it."""
        apply, close = self.keys
        return f"{apply} applies, {close} closes" if self.can_apply else f"{close} closes"

    def rows(self, width: int) -> Iterator[DiffLine]:
        """Title, safety and difference in rows of `width` cells, the sign not counted."""
        for start, end in wrap(self.title, width):
            yield DiffLine(" ", self.title[start:end], "title")
        words = f"{self.safety}; {self.hint}"
        for start, end in wrap(words, width):
            yield DiffLine(" ", words[start:end], "quiet")
        for line in self.lines[:MOST_LINES]:
            yield from broken(line, width)
        if len(self.lines) > MOST_LINES:
            yield DiffLine(" ", f"and {len(self.lines) - MOST_LINES} lines more", "quiet")


def diff_lines(diff: str) -> Sequence[DiffLine]:
    """A unified difference of one file without its heading; places have no sign."""
    rows = diff.removesuffix("\n").split("\n")[2:]
    return [line for row in rows if (line := _diff_line(row)) is not None]


def broken(line: DiffLine, width: int) -> Iterator[DiffLine]:
    """A line of a difference in rows of `width` cells, which end between words."""
    for number, (start, end) in enumerate(wrap(line.words, width)):
        yield line._replace(words=line.words[start:end], sign=" " if number else line.sign)


def _shortened(lines: Sequence[DiffLine]) -> Iterator[DiffLine]:
    """The lines; of a long one that stays much as it is, only what stands around the change."""
    at = 0
    while at < len(lines):
        old = list(takewhile(lambda line: line.sign == "-", lines[at:]))
        new = list(takewhile(lambda line: line.sign == "+", lines[at + len(old) :]))
        at += len(old) + len(new)
        if len(old) != len(new):
            yield from (*old, *new)
            continue
        pairs = [_around_change(*pair) for pair in zip(old, new, strict=True)]
        yield from (before for before, _ in pairs)
        yield from (after for _, after in pairs)


def _around_change(before: DiffLine, after: DiffLine) -> tuple[DiffLine, DiffLine]:
    old, new = before.words, after.words
    head = _in_common(old, new)
    tail = _in_common(old[head:][::-1], new[head:][::-1])
    start = old.rfind(" ", 0, max(0, head - _BESIDE)) + 1
    end = old[len(old) - tail :].find(" ", _BESIDE)
    left = tail - end if end >= 0 else 0

    def cut_out(line: DiffLine) -> DiffLine:
        kept = line.words[start : len(line.words) - left]
        return line._replace(words=f"{'…' if start else ''}{kept}{'…' if left else ''}")

    return cut_out(before), cut_out(after)


def _in_common(old: str, new: str) -> int:
    """How many characters two lines begin with alike."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _diff_line(row: str) -> DiffLine | None:
    words = sanitise(row[1:].removesuffix("\r"))
    match row[:1]:
        case "+":
            return DiffLine("+", words, "added")
        case "-":
            return DiffLine("-", words, "removed")
        case " ":
            return DiffLine(" ", words, "same")
        case "@":
            return DiffLine("", _place(row), "place")
    return None  # A remark on a line end that is missing.


def _place(hunk: str) -> str:
    first = hunk.split()[2].lstrip("+").partition(",")[0]
    return f"line {first}"
