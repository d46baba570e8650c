"""`milepost check`: what is wrong with plans, and where."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from milepost import __version__
from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.cli.reading import Failure, read_operands
from milepost.diagnostics import Severity
from milepost.lint import Selection, find_unknown, lint
from milepost.lint.engine import INTERNAL_ERROR
from milepost.report.concise import render_concise
from milepost.report.finding import CheckedPlan, Tally
from milepost.report.text import render_full
from milepost.rules import ALL_RULES
from milepost.workspace.clock import SystemClock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_SEPARATORS = re.compile(r"[\s,]+")


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    options = _read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["check"])
    output = Output.standard()
    selection = _selection(options)
    checked: list[CheckedPlan] = []
    failures: list[Failure] = []
    now = SystemClock().now()
    for read in read_operands(options.operands):
        if isinstance(read, Failure):
            failures.append(read)
            output.tell(read.sentence)
            continue
        if read.remark:
            output.tell(read.remark)
        found = lint(read.document, selection, now=now).diagnostics
        plan = CheckedPlan(str(read.path), read.document, found)
        checked.append(plan)
        _show_plan(plan, options.output_format, output)
    _close(checked, failures, options.output_format, output)
    return _exit_code(checked, failures)


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser("check")
    parser.add_argument("--output-format", choices=("full", "concise", "json"), default="full")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--select", action="append", default=[])
    parser.add_argument("--ignore", action="append", default=[])
    return parser.read(arguments)


def _selection(options: argparse.Namespace) -> Selection:
    select, ignore = _patterns(options.select), _patterns(options.ignore)
    unknown = find_unknown((*select, *ignore))
    if unknown:
        known = [word for rule in ALL_RULES for word in (rule.code, rule.name)]
        near = get_close_matches(unknown[0], known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise UsageError(f"There is no rule {unknown[0]}.{hint}")
    return Selection(select=select, ignore=ignore, strict=options.strict)


def _patterns(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for value in values for word in _SEPARATORS.split(value) if word)


def _show_plan(plan: CheckedPlan, output_format: str, output: Output) -> None:
    if output_format == "json" or not plan.diagnostics:
        return
    if output_format == "concise":
        output.show(render_concise([plan], output.style))
    else:
        output.show(render_full([plan], output.style) + "\n")


def _close(
    checked: Sequence[CheckedPlan],
    failures: Sequence[Failure],
    output_format: str,
    output: Output,
) -> None:
    """What can be said only when every plan was checked."""
    if output_format == "json":
        # Deferred, because pydantic is slow to load.
        from milepost.report.json import render_json

        unreadable = [(failure.path, failure.sentence) for failure in failures]
        output.show(render_json(checked, unreadable, version=__version__))
    elif output_format == "full" and checked:
        output.tell(f"{Tally.of(checked).sentence().capitalize()}.")


def _exit_code(checked: Sequence[CheckedPlan], failures: Sequence[Failure]) -> Exit:
    found = [diagnostic for plan in checked for diagnostic in plan.diagnostics]
    if any(diagnostic.code == INTERNAL_ERROR for diagnostic in found):
        return Exit.BUG
    if failures:
        return Exit.USAGE
    is_bad = any(diagnostic.severity is Severity.ERROR for diagnostic in found)
    return Exit.FINDINGS if is_bad else Exit.CLEAN
