"""`milepost check`: what is wrong with plans, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost import __version__
from milepost.cli.arguments import Parser
from milepost.cli.checking import check_operands
from milepost.cli.compat import asks_for_compat, compat_main
from milepost.cli.exits import Exit
from milepost.cli.output import Output
from milepost.cli.selecting import add_selection_options, selection_from_options
from milepost.diagnostics import Severity
from milepost.lint.engine import INTERNAL_ERROR
from milepost.report.finding import CheckedPlan, Report, Tally, Unread
from milepost.report.formats import FORMATS, STREAMED, render, render_statistics
from milepost.workspace.clock import SystemClock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_NEVER = "never"
_LEVELS = {each.label: each for each in reversed(Severity)}


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    if asks_for_compat(arguments):
        return compat_main("check", arguments)
    options = _read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["check"])
    output = Output.standard()
    selection = selection_from_options(options)
    checked: list[CheckedPlan] = []
    unread: list[Unread] = []
    streams = options.output_format in STREAMED and not options.statistics
    for each in check_operands(options.operands, selection, now=SystemClock().now(), output=output):
        if isinstance(each, Unread):
            unread.append(each)
            output.tell(each.sentence)
            continue
        checked.append(each)
        if streams and each.diagnostics:
            one = Report((each,), (), __version__)
            gap = "\n" if options.output_format == "full" else ""
            output.show(render(one, options.output_format, output.style) + gap)
    report = Report(tuple(checked), tuple(unread), __version__)
    if not streams:
        _show(report, options, output)
    if options.output_format == "full" and checked:
        output.tell(f"{Tally.of(checked).sentence().capitalize()}.")
    return _exit_code(report, options)


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser("check")
    parser.add_argument("--output-format", choices=FORMATS, default="full")
    parser.add_argument("--statistics", action="store_true")
    parser.add_argument("--fail-on", choices=(*_LEVELS, _NEVER), default=Severity.ERROR.label)
    parser.add_argument("--exit-zero", action="store_true")
    add_selection_options(parser)
    return parser.read(arguments)


def _show(report: Report, options: argparse.Namespace, output: Output) -> None:
    """What can be said only when every plan was checked."""
    make = render_statistics if options.statistics else render
    text = make(report, options.output_format, output.style)
    if text:
        output.show(text)


def _exit_code(report: Report, options: argparse.Namespace) -> Exit:
    found = [diagnostic for plan in report.plans for diagnostic in plan.diagnostics]
    if any(diagnostic.code == INTERNAL_ERROR for diagnostic in found):
        return Exit.BUG
    if report.unread:
        return Exit.USAGE
    if options.exit_zero or options.fail_on == _NEVER:
        return Exit.CLEAN
    limit = _LEVELS[options.fail_on]
    is_bad = any(diagnostic.severity >= limit for diagnostic in found)
    return Exit.FINDINGS if is_bad else Exit.CLEAN
