"""Ticking an item from the command line, and opening it again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from milepost.cli.accounting import accounting
from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.naming import Unclear, add_item_options, choose_item, wanted_from_options
from milepost.cli.opening import find_target
from milepost.cli.output import Output
from milepost.plan.identity import find_item, key_of
from milepost.plan.naming import number_of
from milepost.report.cells import cut_end, visible
from milepost.report.progress import NO_TEXT
from milepost.workspace.clock import SystemClock
from milepost.workspace.intent import Intent, ticking, unticking
from milepost.workspace.writing import NotWrote, Refusal, prepare_intent, write_intent

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import datetime

    from milepost.cli.naming import Wanted
    from milepost.document import Document
    from milepost.plan.identity import ItemKey
    from milepost.plan.model import ChecklistItem
    from milepost.workspace.writing import Wrote

_WIDEST = 60
"""Cells of an item's text within a sentence."""


def toggle_item(arguments: Sequence[str], *, done: bool) -> int:
    """Runs `tick` or `untick`; raises `UsageError`."""
    verb = "tick" if done else "untick"
    options = _read(arguments, verb)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help([verb])
    if not options.operands:
        raise UsageError(f'Name a plan and one of its items: `milepost {verb} PLAN "its text"`.')
    wanted = wanted_from_options(options, options.operands[1:], verb)
    if wanted.is_next and not done:
        # The next one is open already: what is meant is to take the last `tick --next` back.
        wanted = wanted._replace(is_next=False, is_last=True)
    path = _find_plan(options.operands[0])
    toggle = Toggle(path, wanted, SystemClock().now(), done=done)
    output = Output.standard()
    if options.dry_run:
        return _show_only(path, toggle, output, as_json=options.json)
    with accounting(path, output) as deeds:
        answer = write_intent(path, toggle, deeds)
    if isinstance(answer, NotWrote):
        return _refuse(answer, output, as_json=options.json)
    if not answer.durable:
        output.tell("The disk did not confirm that the change would survive a power cut.")
    _show(toggle, answer, output, as_json=options.json)
    return Exit.CLEAN


class Toggle:
    """Finds the item that is wanted, and remembers which one it was."""

    def __init__(self, path: Path, wanted: Wanted, now: datetime, *, done: bool) -> None:
        self.path = path
        self.done = done
        self._wanted = wanted
        self._now = now
        self._key: ItemKey | None = None

    def __call__(self, document: Document) -> Intent | Refusal:
        """The change to a document, or why there is none."""
        item = choose_item(document, self._wanted, self.path)
        if isinstance(item, Refusal):
            return item
        self._key = key_of(document.plan, item)
        if self.done:
            resolve, label = ticking(document, item, self._now), f"Tick {_quoted(item)}"
        else:
            resolve, label = unticking(document, item), f"Untick {_quoted(item)}"
        return Intent.first(label, resolve, document) or Unclear(
            f"{label} was not possible: {self.path} holds it in a form that cannot be changed."
        )

    def find(self, document: Document) -> ChecklistItem | None:
        """The item in a newer document."""
        return None if self._key is None else find_item(document.plan, self._key)


class Fact(NamedTuple):
    """An item as it is now, and where."""

    number: int
    item: ChecklistItem
    line: int
    stamp: str

    @classmethod
    def of(cls, document: Document, item: ChecklistItem) -> Fact:
        """What there is to say of one of the document's items."""
        stamp = "" if item.stamp is None else " ".join(item.stamp.core.cut(document.text).split())
        line = document.lines.position(item.span.start).line + 1
        return cls(number_of(document.plan, item), item, line, stamp)


def _read(arguments: Sequence[str], verb: str) -> argparse.Namespace:
    parser = Parser(verb)
    add_item_options(parser)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--dry-run", action="store_true")
    return parser.read(arguments)


def _find_plan(operand: str) -> Path:
    target = find_target(operand)
    if isinstance(target, Path):
        return target
    names = ", ".join(str(each.path) for each in target)
    raise UsageError(f"Several plans are below {operand}: name one of {names}.")


def _show_only(path: Path, toggle: Toggle, output: Output, *, as_json: bool) -> Exit:
    prepared = prepare_intent(path, toggle)
    if isinstance(prepared, NotWrote):
        return _refuse(prepared, output, as_json=as_json)
    # Deferred, because changes are rarely only looked at.
    from milepost.cli.patches import patch_of, show_patch

    _, intent = prepared
    patch = patch_of(path, intent.before.source, intent.after.source)
    if as_json:
        more = {"dry_run": True, "diff": patch}
        output.show(_data(toggle, intent.after, changed=bool(patch), more=more))
    elif patch:
        show_patch(patch, output)
    else:
        output.tell(_sentence(toggle, intent.after, changed=False))
    return Exit.CLEAN


def _show(toggle: Toggle, answer: Wrote, output: Output, *, as_json: bool) -> None:
    if as_json:
        output.show(_data(toggle, answer.document, changed=answer.changed, more={}))
    else:
        output.show(visible(_sentence(toggle, answer.document, changed=answer.changed)))


def _refuse(answer: NotWrote, output: Output, *, as_json: bool) -> Exit:
    refusal = answer.refusal
    unclear = refusal if isinstance(refusal, Unclear) else Unclear(answer.reason)
    output.tell(*unclear.lines())
    if as_json:
        candidates = [each._asdict() for each in unclear.candidates]
        output.show(json.dumps({"error": unclear.reason, "candidates": candidates}, indent=2))
    return Exit.USAGE


def _data(toggle: Toggle, document: Document, *, changed: bool, more: dict[str, object]) -> str:
    # ASCII, because a control character of a plan must not reach a terminal.
    item = toggle.find(document)
    data: dict[str, object] = {"path": str(toggle.path)}
    if item is not None:
        fact = Fact.of(document, item)
        data |= {"number": fact.number, "item": item.text, "state": item.state.value}
        data |= {"line": fact.line, "stamp": fact.stamp or None}
    return json.dumps({**data, "changed": changed, **more}, indent=2)


def _sentence(toggle: Toggle, document: Document, *, changed: bool) -> str:
    item = toggle.find(document)
    if item is None:
        return f"It is written in {toggle.path}, and somebody else has changed the item since."
    fact = Fact.of(document, item)
    place = f"{toggle.path}:{fact.line}"
    if toggle.done:
        stamp = f" with {fact.stamp}" if fact.stamp else ""
        if changed:
            return f"Ticked {_quoted(item)}{stamp} at {place}."
        return f"{_quoted(item)} is done already{stamp} at {place}; nothing was written."
    if changed:
        return f"Opened {_quoted(item)} again at {place}."
    return f"{_quoted(item)} is not done at {place}; nothing was written."


def _quoted(item: ChecklistItem) -> str:
    return f"“{cut_end(visible(item.text), _WIDEST) or NO_TEXT}”"
