"""What `status`, `ready` and `finish` share: one plan, read and checked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.opening import find_target
from milepost.cli.output import Output
from milepost.cli.reading import read_source
from milepost.cli.selecting import add_config_options, add_selection_options, chooser_from_options
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.report.finding import Unread, decodable
from milepost.report.status import failed_status
from milepost.workspace.clock import SystemClock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from milepost.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan with its findings, and how its verdict is wanted."""

    path: str
    """As it is to be printed; not yet made harmless."""
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    output: Output
    as_json: bool

    def show(self, text: str, data: dict[str, object]) -> None:
        """Writes the one or the other."""
        # ASCII, because a control character of a plan must not reach a terminal.
        self.output.show(json.dumps(data, indent=2) if self.as_json else text)


def judge(verb: str, arguments: Sequence[str], *, checks: bool = True) -> Judged | int:
    """The plan that the arguments name, or the exit code when that was already answered.

    There are findings, and options that choose among them, if it `checks`. Raises `UsageError`.
    """
    options = _read(verb, arguments, checks=checks)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help([verb])
    if len(options.operands) != 1:
        raise UsageError(f"Name one plan: `milepost {verb} PLAN`.")
    output, path = Output.standard(), find_plan(options.operands[0])
    read = read_source(path)
    if isinstance(read, Unread):
        output.tell(read.sentence)
        if options.json:
            output.show(json.dumps(failed_status(decodable(read.path), read.sentence), indent=2))
        return Exit.USAGE
    chooser = chooser_from_options(options)
    terms = chooser.terms_for(path)
    document = Document.parse(read.source, aliases=terms.aliases)
    for remark in filter(None, (read.remark, terms.remark_on(str(path), document))):
        output.tell(remark)
    found: tuple[Diagnostic, ...] = ()
    if checks:
        selection, files = terms.selection_for(document), chooser.repository_for(path)
        found = lint(document, selection, now=SystemClock().now(), repository=files).diagnostics
    return Judged(decodable(str(path)), document, found, output, options.json)


def _read(verb: str, arguments: Sequence[str], *, checks: bool) -> argparse.Namespace:
    parser = Parser(verb)
    parser.add_argument("--json", action="store_true")
    if checks:
        add_selection_options(parser)
    else:
        parser.set_defaults(select=[], ignore=[], strict=False)
    add_config_options(parser)
    return parser.read(arguments)


def find_plan(operand: str) -> Path:
    """The one plan that an operand names, a folder's too; raises `UsageError` for several."""
    target = find_target(operand)
    if isinstance(target, Path):
        return target
    names = ", ".join(str(each.path) for each in target)
    raise UsageError(f"Several plans are below {operand}: name one of {names}.")
