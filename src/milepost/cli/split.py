"""`milepost split`: an item into what is done and what remains of it."""

from __future__ import annotations

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
from milepost.cli.naming import Wanted, add_item_options, choose_item, wanted_from_options
from milepost.edits.splitting import writes_remarks
from milepost.plan.identity import key_of
from milepost.workspace.clock import SystemClock
from milepost.workspace.editing import remarking, splitting
from milepost.workspace.intent import Intent
from milepost.workspace.writing import Refusal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from milepost.document import Document
    from milepost.plan.identity import ItemKey

_USAGE = 'split PLAN "its text" --done TEXT --remaining TEXT'


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    parser = change_parser("split")
    add_item_options(parser)
    parser.add_argument("--done", default="")
    parser.add_argument("--remaining", default="")
    parser.add_argument("--as", dest="form", choices=("items", "remark"))
    options = parser.read(arguments)
    if options.help:
        return show_page("split")
    path = find_plan(options.operands, _USAGE)
    wanted = wanted_from_options(options, options.operands[1:], "split")
    if not (options.done.strip() and options.remaining.strip()):
        raise UsageError(f"Say what is done and what remains: `milepost {_USAGE}`.")
    return run_change(Division(path, wanted, options, SystemClock().now()), options)


class Division:
    """Divides the item that is wanted, in the way the plan has of saying so."""

    def __init__(
        self, path: Path, wanted: Wanted, options: argparse.Namespace, now: datetime
    ) -> None:
        self.path = path
        self._wanted = wanted
        self._done: str = options.done
        self._remaining: str = options.remaining
        self._form: str | None = options.form
        self._now = now
        self._keys: tuple[ItemKey, ...] = ()

    def __call__(self, document: Document) -> Intent | Refusal:
        """The change to a document, or why there is none."""
        item = choose_item(document, self._wanted, self.path)
        if isinstance(item, Refusal):
            return item
        if item.done:
            return Refusal(f"{quoted(item.text)} is done in {self.path}: nothing of it remains.")
        remark = self._form == "remark" or (self._form is None and writes_remarks(document.plan))
        if remark:
            resolve = remarking(document, item, self._done, self._remaining)
        else:
            resolve = splitting(document, item, self._done, self._remaining, self._now)
        refusal = (
            f"{quoted(item.text)} was not split in {self.path}: the two parts would not be read "
            "as such."
        )
        intent = intent_or_refusal(f"Split {quoted(item.text)}", resolve, document, refusal)
        if isinstance(intent, Intent):
            plan = intent.after.plan
            parts = plan.items[item.index : item.index + (1 if remark else 2)]
            self._keys = tuple(key_of(plan, each) for each in parts)
        return intent

    def facts(self, document: Document) -> dict[str, object]:
        """The item with its remark, or the two it has become."""
        items = [item_facts(document, key) for key in self._keys]
        if len(items) == 1:
            return items[0]
        return {"done": items[0] or None, "remaining": items[1] or None}

    def sentence(self, document: Document, *, changed: bool) -> str:
        """What the item has become, and where."""
        items = [facts for key in self._keys if (facts := item_facts(document, key))]
        if len(items) < len(self._keys):
            return f"It is written in {self.path}, and somebody else has changed it since."
        first, last = items[0], items[-1]
        place = f"{self.path}:{first['line']}"
        if len(items) == 1:
            told = quoted(str(first["item"]))
            if not changed:
                return f"{told} says so already at {place}; nothing was written."
            return f"Remarked in {told} what is done and what remains at {place}."
        done, rest = quoted(str(first["item"])), quoted(str(last["item"]))
        return f"Split into {done} with {first['stamp']}, and {rest}, at {place}."
