"""What all verbs that change a plan share: asking, writing, answering."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from milepost.cli.accounting import accounting
from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.naming import Unclear
from milepost.cli.opening import find_target
from milepost.cli.output import Output
from milepost.plan.identity import find_item
from milepost.plan.naming import number_of
from milepost.report.cells import cut_end, visible
from milepost.report.progress import NO_TEXT
from milepost.workspace.intent import Intent
from milepost.workspace.writing import NotWrote, Refusal, prepare_intent, write_intent

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from milepost.document import Document
    from milepost.plan.identity import ItemKey
    from milepost.workspace.intent import Resolve

_WIDEST = 60
"""Cells of a text within a sentence."""


class Change(Protocol):
    """One change of one plan: asked for once or more, then told about."""

    path: Path

    def __call__(self, document: Document) -> Intent | Refusal:
        """The change to a document, or why there is none."""

    def facts(self, document: Document) -> dict[str, object]:
        """What there is to say of it to programs, in the document that holds it."""

    def sentence(self, document: Document, *, changed: bool) -> str:
        """The same for people."""


def change_parser(verb: str) -> Parser:
    """A parser with the options of every verb that changes a plan."""
    parser = Parser(verb)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--dry-run", action="store_true")
    return parser


def show_page(verb: str) -> int:
    """Shows the help page of a verb."""
    from milepost.cli.help import main as show_help  # Deferred: the pages are rarely asked for.

    return show_help([verb])


def find_plan(operands: Sequence[str], usage: str) -> Path:
    """The plan that the first operand names; raises `UsageError`."""
    if not operands:
        raise UsageError(f"Name a plan: `milepost {usage}`.")
    target = find_target(operands[0])
    if isinstance(target, Path):
        return target
    names = ", ".join(str(each.path) for each in target)
    raise UsageError(f"Several plans are below {operands[0]}: name one of {names}.")


def intent_or_refusal(
    label: str, resolve: Resolve, document: Document, refusal: str
) -> Intent | Refusal:
    """The change as it is handed on; with `refusal`, a sentence, where it has no place."""
    return Intent.first(label, resolve, document) or Refusal(refusal)


def run_change(change: Change, options: argparse.Namespace) -> int:
    """Makes a change, or only shows it, and says what came of it; returns the exit code."""
    output = Output.standard()
    if options.dry_run:
        return _show_only(change, output, as_json=options.json)
    with accounting(change.path, output) as deeds:
        answer = write_intent(change.path, change, deeds)
    if isinstance(answer, NotWrote):
        return _refuse(answer, output, as_json=options.json)
    if not answer.durable:
        output.tell("The disk did not confirm that the change would survive a power cut.")
    if options.json:
        output.show(_data(change, answer.document, {"changed": answer.changed}))
    else:
        output.show(visible(change.sentence(answer.document, changed=answer.changed)))
    return Exit.CLEAN


def quoted(text: str) -> str:
    """A text within a sentence: harmless, shortened, in quotation marks."""
    return f"“{cut_end(visible(' '.join(text.split())), _WIDEST) or NO_TEXT}”"


def item_facts(document: Document, key: ItemKey | None) -> dict[str, object]:
    """What there is to say of an item; nothing where it is gone."""
    item = None if key is None else find_item(document.plan, key)
    if item is None:
        return {}
    stamp = "" if item.stamp is None else " ".join(item.stamp.core.cut(document.text).split())
    return {
        "number": number_of(document.plan, item),
        "item": item.text,
        "state": item.state.value,
        "line": document.lines.position(item.span.start).line + 1,
        "stamp": stamp or None,
    }


def _show_only(change: Change, output: Output, *, as_json: bool) -> Exit:
    prepared = prepare_intent(change.path, change)
    if isinstance(prepared, NotWrote):
        return _refuse(prepared, output, as_json=as_json)
    from milepost.cli.patches import patch_of, show_patch  # Deferred: rarely only looked at.

    _, intent = prepared
    patch = patch_of(change.path, intent.before.source, intent.after.source)
    if as_json:
        more = {"changed": bool(patch), "dry_run": True, "diff": patch}
        output.show(_data(change, intent.after, more))
    elif patch:
        show_patch(patch, output)
    else:
        output.tell(change.sentence(intent.after, changed=False))
    return Exit.CLEAN


def _refuse(answer: NotWrote, output: Output, *, as_json: bool) -> Exit:
    refusal = answer.refusal
    unclear = refusal if isinstance(refusal, Unclear) else Unclear(answer.reason)
    output.tell(*unclear.lines())
    if as_json:
        candidates = [each._asdict() for each in unclear.candidates]
        output.show(json.dumps({"error": unclear.reason, "candidates": candidates}, indent=2))
    return Exit.USAGE


def _data(change: Change, document: Document, more: dict[str, object]) -> str:
    # ASCII, because a control character of a plan must not reach a terminal.
    data = {"path": str(change.path), **change.facts(document), **more}
    return json.dumps(data, indent=2)
