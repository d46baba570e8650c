"""How far a plan is, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from milepost.plan.kinds import SectionKind
from milepost.plan.model import ItemState
from milepost.plan.naming import numbered_items
from milepost.plan.query import progress_of
from milepost.report.cells import cut_end, visible, wrap
from milepost.report.style import Style, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from milepost.plan.model import ChecklistItem, Partial, Plan

NO_PROGRESS = "This plan has no Progress section, so there is nothing to count."
NO_ITEMS = "The Progress section has no checkbox yet, so there is nothing to count."
UNTITLED = "(untitled)"
NO_STAMP = "no timestamp"
NO_TEXT = "(no text)"

_BAR_WIDTH = 40
_STAMP_WIDTH = 17
"""Cells of `2026-01-31 09:30Z`, the canonical stamp."""


def render_progress(plan: Plan, text: str, style: Style) -> str:
    """Title, bar, what is next, what is left and what is done; no line end after the last line.

    Items bear the numbers by which they can be named on the command line. `text` is what the plan
    was read from.
    """
    title = style.paint(visible(plan.title) or UNTITLED, Tone.STRONG)
    lines = [title, *_body_lines(plan, text, style)]
    return "\n".join(lines)


def render_overview(plan: Plan, path: str, style: Style) -> str:
    """One line: `12/20  60 %  path  title`."""
    counted = progress_of(plan)
    figures = f"{f'{counted.done}/{counted.total}':>7} {counted.percent:>4} %"
    name = visible(plan.title) or UNTITLED
    line = f"{figures}  {visible(path)}  {name}"
    return cut_end(line, style.width) if style.wraps else line


def progress_data(plan: Plan, text: str) -> dict[str, Any]:
    """What `progress --json` prints.

    `completed`, `remaining`, `partial`, `total` and `completion_pct` have the names and shapes of
    the exec-plan skill's `parse_progress.py`; `title`, `next` (the wording of the next item, or
    null) and `items` (all of them, in file order, numbered from 1) are added.
    """
    counted = progress_of(plan)
    items = numbered_items(plan)
    return {
        "title": plan.title,
        "completed": [
            {"timestamp": _stamp(item, text) or NO_STAMP, "description": item.text}
            for item in _in_state(items, ItemState.DONE)
        ],
        "remaining": [item.text for item in _in_state(items, ItemState.OPEN)],
        "partial": [
            {"done": partial.completed, "remaining": partial.remaining}
            for _, partial in _partials(items)
        ],
        "total": counted.total,
        "completion_pct": counted.percent,
        "next": None if counted.next_item is None else counted.next_item.text,
        "items": [
            {"number": number, "state": item.state.value, "description": item.text}
            for number, item in enumerate(items, 1)
        ],
    }


def failed_data(sentence: str) -> dict[str, Any]:
    """What `progress --json` prints of a file that could not be read: `error` says why."""
    return {
        "title": "",
        "completed": [],
        "remaining": [],
        "partial": [],
        "total": 0,
        "completion_pct": 0,
        "next": None,
        "items": [],
        "error": sentence,
    }


def _body_lines(plan: Plan, text: str, style: Style) -> Iterator[str]:
    counted = progress_of(plan)
    items = numbered_items(plan)
    if not counted.total:
        yield NO_ITEMS if plan.section(SectionKind.PROGRESS) else NO_PROGRESS
        return
    partials = f", {counted.partial} in part" if counted.partial else ""
    figures = f"{counted.done}/{counted.total} done{partials}, {counted.percent} %"
    yield f"{_bar(counted.percent, style)}  {figures}"
    yield from _next_lines(counted.next_item, text, style)
    width = len(str(len(items)))
    labels = {item.index: f"{number:>{width}}  " for number, item in enumerate(items, 1)}
    yield from _partial_lines(items, labels, text, style)
    left = [(labels[item.index], item.text) for item in _in_state(items, ItemState.OPEN)]
    yield from _list_lines("Open", left, style)
    done = _in_state(items, ItemState.DONE)
    stamped = any(_stamp(item, text) for item in done)
    entries = [
        (labels[item.index] + (_stamp_label(item, text) if stamped else ""), item.text)
        for item in done
    ]
    yield from _list_lines("Done", entries, style)


def _stamp_label(item: ChecklistItem, text: str) -> str:
    return f"{visible(_stamp(item, text)) or NO_STAMP:<{_STAMP_WIDTH}}  "


def _bar(percent: int, style: Style) -> str:
    filled = _BAR_WIDTH * percent // 100
    full, empty = ("━", "─") if style.unicode else ("#", "-")
    return style.paint(full * filled, Tone.DONE) + style.paint(
        empty * (_BAR_WIDTH - filled), Tone.QUIET
    )


def _next_lines(item: ChecklistItem | None, text: str, style: Style) -> Iterator[str]:
    yield ""
    if item is None:
        yield style.paint("Next: every item is done; write Outcomes & Retrospective.", Tone.NEXT)
        return
    lead = "Next: "
    for row, line in enumerate(_folded(_short_wording(item, text), len(lead), style)):
        yield style.paint((lead if row == 0 else " " * len(lead)) + line, Tone.NEXT)


def _partial_lines(
    items: Sequence[ChecklistItem], labels: Mapping[int, str], text: str, style: Style
) -> Iterator[str]:
    halves = _partials(items)
    if not halves:
        return
    yield ""
    yield style.paint("In part", Tone.STRONG)
    for item, partial in halves:
        label = labels[item.index]
        yield from _entry_lines(label, _short_wording(item, text), 2, style)
        yield from _entry_lines("done: ", partial.completed, 2 + len(label), style)
        yield from _entry_lines("left: ", partial.remaining, 2 + len(label), style)


def _short_wording(item: ChecklistItem, text: str) -> str:
    """The wording without the remark on what is done and what is left; all of it without one."""
    if item.partial is None:
        return item.text
    remark = " ".join(item.partial.span.cut(text).split())
    return item.text.replace(remark, "").strip(" .") or item.text


def _list_lines(heading: str, entries: Sequence[tuple[str, str]], style: Style) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield style.paint(heading, Tone.STRONG)
    for label, wording in entries:
        yield from _entry_lines(label, wording, 2, style)


def _entry_lines(label: str, wording: str, indent: int, style: Style) -> Iterator[str]:
    """A label and a text that hangs below itself where it has to be wrapped."""
    for row, line in enumerate(_folded(wording, indent + len(label), style)):
        lead = style.paint(label, Tone.QUIET) if row == 0 else " " * len(label)
        yield f"{' ' * indent}{lead}{line}".rstrip()


def _folded(wording: str, indent: int, style: Style) -> list[str]:
    line = visible(wording) or NO_TEXT
    return wrap(line, max(20, style.width - indent)) if style.wraps else [line]


def _stamp(item: ChecklistItem, text: str) -> str:
    """The time as it is written, without brackets; empty without one."""
    time = item.stamp or item.mention
    return "" if time is None else " ".join(time.core.cut(text).split())


def _partials(items: Sequence[ChecklistItem]) -> list[tuple[ChecklistItem, Partial]]:
    return [
        (item, item.partial)
        for item in items
        if item.state is ItemState.PARTIAL and item.partial is not None
    ]


def _in_state(items: Sequence[ChecklistItem], state: ItemState) -> list[ChecklistItem]:
    return [item for item in items if item.state is state]
