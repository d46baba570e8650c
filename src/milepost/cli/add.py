"""`milepost add`: one more item of Progress."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from milepost.cli.changing import (
    change_parser,
    find_plan,
    intent_or_refusal,
    item_facts,
    quoted,
    run_change,
    show_page,
)
from milepost.cli.exits import UsageError
from milepost.cli.naming import Wanted, choose_item
from milepost.plan.canon import normalise_title
from milepost.plan.identity import key_of
from milepost.plan.kinds import SectionKind
from milepost.workspace.clock import SystemClock
from milepost.workspace.editing import Place, adding
from milepost.workspace.intent import Intent
from milepost.workspace.writing import Refusal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from milepost.document import Document
    from milepost.plan.identity import ItemKey
    from milepost.plan.model import Section

_USAGE = 'add PLAN "its text"'


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    parser = change_parser("add")
    parser.add_argument("--done", action="store_true")
    parser.add_argument("--after")
    parser.add_argument("--under")
    options = parser.read(arguments)
    if options.help:
        return show_page("add")
    path = find_plan(options.operands, _USAGE)
    return run_change(Addition(path, options, SystemClock().now()), options)


class Addition:
    """Adds an item where it is wanted."""

    def __init__(self, path: Path, options: argparse.Namespace, now: datetime) -> None:
        self.path = path
        self._text = " ".join(options.operands[1:])
        if not self._text.strip():
            raise UsageError(f"Say what is to be done: `milepost {_USAGE}`.")
        if options.after is not None and options.under is not None:
            raise UsageError("An item goes after another one or under a heading, not both.")
        self._now = now if options.done else None
        self._after: str | None = options.after
        self._under: str | None = options.under
        self._key: ItemKey | None = None

    def __call__(self, document: Document) -> Intent | Refusal:
        """The change to a document, or why there is none."""
        if document.plan.section(SectionKind.PROGRESS) is None:
            return Refusal(f"{self.path} has no Progress section to add an item to.")
        place = self._place(document)
        if isinstance(place, Refusal):
            return place
        resolve = adding(document, self._text, self._now, place)
        refusal = (
            f"{quoted(self._text)} was not added to {self.path}: it would not be read as one more "
            "item there."
        )
        intent = intent_or_refusal(f"Add {quoted(self._text)}", resolve, document, refusal)
        if isinstance(intent, Intent):
            edits = resolve(document)
            start = edits.edits[0].span.start if edits else 0
            items = intent.after.plan.items
            index = bisect_left(items, start, key=lambda item: item.mark_span.start)
            self._key = key_of(intent.after.plan, items[index])
        return intent

    def facts(self, document: Document) -> dict[str, object]:
        """The new item."""
        return item_facts(document, self._key)

    def sentence(self, document: Document, *, changed: bool) -> str:
        """What was added, and where."""
        facts = self.facts(document)
        if not facts:
            return f"It is written in {self.path}, and somebody else has changed the item since."
        stamp = f" with {facts['stamp']}" if facts["stamp"] else ""
        place = f"{self.path}:{facts['line']}"
        told = quoted(str(facts["item"]))
        if not changed:
            return f"{told} is there already{stamp} at {place}; nothing was written."
        return f"Added {told}{stamp} at {place}."

    def _place(self, document: Document) -> Place | Refusal:
        if self._after is not None:
            item = choose_item(document, Wanted(self._after), self.path)
            return item if isinstance(item, Refusal) else Place(after=item)
        if self._under is None:
            return Place()
        headings = list(_headings(document))
        wanted = normalise_title(self._under)
        found = [each for each in headings if normalise_title(each.title) == wanted]
        found = found or [each for each in headings if wanted in normalise_title(each.title)]
        if len(found) == 1:
            return Place(under=found[0])
        names = ", ".join(f"“{each.title}”" for each in headings) or "none"
        how_many = "No heading" if not found else f"{len(found)} headings"
        return Refusal(
            f"{how_many} below Progress in {self.path} read {quoted(self._under)}; there are: "
            f"{names}."
        )


def _headings(document: Document) -> list[Section]:
    progress = document.plan.section(SectionKind.PROGRESS)
    return [
        each
        for each in document.plan.sections
        if progress is not None and each is not progress and progress.body.contains(each.span)
    ]
