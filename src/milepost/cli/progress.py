"""`milepost progress`: how far a plan is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.compat import asks_for_compat, compat_main
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.cli.reading import PlanFile, read_operands
from milepost.report.finding import Unread
from milepost.report.progress import (
    failed_data,
    progress_data,
    render_overview,
    render_progress,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    if asks_for_compat(arguments):
        return compat_main("progress", arguments)
    parser = Parser("progress")
    parser.add_argument("--json", action="store_true")
    options = parser.read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["progress"])
    output = Output.standard()
    if len(options.operands) != 1:
        raise UsageError("Name one plan, or a directory: `milepost progress PLAN`.")
    return show_progress(options.operands[0], output, as_json=options.json)


def show_progress(operand: str, output: Output, *, as_json: bool = False) -> int:
    """Shows one plan in full, or one line for each when there are several below a directory."""
    read = list(read_operands([operand]))
    plans = [each for each in read if isinstance(each, PlanFile)]
    for each in read:
        sentence = each.sentence if isinstance(each, Unread) else each.remark
        if sentence:
            output.tell(sentence)
    if as_json:
        _show_data(read, output)
    elif len(plans) == 1:
        document = plans[0].document
        output.show(render_progress(document.plan, document.text, output.style))
    else:
        for plan in plans:
            output.show(render_overview(plan.document.plan, str(plan.path), output.style))
    return Exit.CLEAN if len(plans) == len(read) else Exit.USAGE


def _show_data(read: Sequence[PlanFile | Unread], output: Output) -> None:
    if len(read) > 1:
        names = ", ".join(str(each.path) for each in read)
        raise UsageError(f"Several plans are below it, and --json shows one: name one of {names}.")
    (only,) = read
    if isinstance(only, Unread):
        data = failed_data(only.sentence)
    else:
        data = progress_data(only.document.plan, only.document.text)
    # ASCII, because a control character of a plan must not reach a terminal.
    output.show(json.dumps(data, indent=2))
