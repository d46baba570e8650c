"""What stands behind the heading of a section that is folded, or could be."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.model import BlockKind
from milepost.plan.query import section_at
from milepost.tui.folds import can_fold
from milepost.tui.layout.model import Role, Run
from milepost.tui.layout.prose import runs_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.tui.glyphs import Glyphs
    from milepost.tui.layout import Page, PageStyle, Row
    from milepost.tui.layout.folded import FoldedPage
    from milepost.tui.layout.model import Runs


class Heading(NamedTuple):
    """The row of a heading with its sign."""

    runs: Runs
    section: int
    sign: range
    """The cells of the sign and the words behind it, counted from where the text begins."""


def folded_heading(row: Row, section: int, remark: tuple[int, int], style: PageStyle) -> Heading:
    """The row of a folded section's heading; the remark is on its lines and findings inside."""
    words, _ = _split(row.runs)
    taken = runs_width(words)
    # The last cell before the edge is there for a sign that has no other room.
    forms = (form for form in _remarks(*remark, style.glyphs) if taken + len(form) <= style.width)
    return _behind(words, next(forms, style.glyphs.folded), section)


def unfolded_heading(row: Row, section: int, style: PageStyle) -> Heading:
    """The row of a heading whose section can be folded."""
    words, rule = _split(row.runs)
    sign = style.glyphs.unfolded
    if rule or runs_width(words) + 2 <= style.width:
        sign = f" {sign}"
    heading = _behind(words, sign, section)
    left = "".join(run.text for run in rule)
    # Within a rule the sign takes the place of its beginning.
    return heading._replace(
        runs=(*heading.runs, Run(f" {left[3:]}", Role.QUIET, 0, 0)) if left[3:] else heading.runs
    )


def section_headed_by(page: Page | FoldedPage, index: int, row: Row) -> int | None:
    """The section whose heading ends in a row, if it can be folded."""
    document = page.document
    if row.block < 0 or document.plan.blocks[row.block].kind is not BlockKind.HEADING:
        return None
    section = section_at(document.plan, row.start)
    if section is None or not section.heading.start <= row.start < section.heading.end:
        return None
    is_last = page.row_of(section.heading.end - 1) == index
    return section.index if is_last and can_fold(document, section) else None


def _behind(words: Runs, sign: str, section: int) -> Heading:
    start = runs_width(words)
    run = Run(sign, Role.QUIET, 0, 0)
    return Heading((*words, run), section, range(start, start + runs_width((run,))))


def _split(runs: Runs) -> tuple[Runs, Runs]:
    """The words of a heading, and the rule that goes on from them."""
    rule = list(takewhile(lambda run: run.start == run.end, reversed(runs)))
    return runs[: len(runs) - len(rule)], tuple(reversed(rule))


def _remarks(lines: int, findings: int, glyphs: Glyphs) -> Iterator[str]:
    """What is inside a fold, from the longest form to the shortest."""
    told = [_counted(lines, "line") if lines else "empty"]
    if findings:
        told.append(_counted(findings, "finding"))
    yield f"  {glyphs.folded} {', '.join(told)}"
    yield f"  {glyphs.folded} {told[0]}"
    yield f" {glyphs.folded} {lines}"
    yield f" {glyphs.folded}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
