"""`milepost check`: what is wrong with plans, and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from milepost import __version__
from milepost.cli.arguments import Parser
from milepost.cli.checking import check_sources
from milepost.cli.compat import asks_for_compat, compat_main
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.cli.paths import is_directory
from milepost.cli.reading import STDIN_OPERAND
from milepost.cli.selecting import (
    BadConfigError,
    add_config_options,
    add_selection_options,
    chooser_from_options,
)
from milepost.cli.sifting import add_sifting_option, read_wanted
from milepost.diagnostics import INTERNAL_ERROR, Severity
from milepost.plan.profiles import COMPAT
from milepost.report.finding import CheckedPlan, Report, Tally, Unread
from milepost.report.formats import (
    FOR_PEOPLE,
    FORMATS,
    STREAMED,
    WITH_EDITS,
    render,
    render_statistics,
)
from milepost.workspace.clock import SystemClock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from milepost.cli.selecting import Chooser
    from milepost.text import Source

_NEVER = "never"
_USUAL_FORMAT = "full"
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
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise UsageError("--unsafe-fixes goes with --fix, which writes, or --diff, which shows.")
    if options.since and (options.fix or options.diff):
        raise UsageError("--since only looks: leave --fix and --diff away.")
    if options.fix and not options.operands:
        hint = "`milepost check --fix PATH`, or `.` for all below here."
        raise UsageError(f"Name the plans to fix: {hint}")
    if options.fix and not options.diff and STDIN_OPERAND in options.operands:
        raise UsageError("What comes from stdin is fixed by `milepost fix -`, which prints it.")
    if options.diff:
        # Deferred, because most checks only look.
        from milepost.cli.fix import run

        return run(options)
    chooser, output = chooser_from_options(options), Output.standard()
    try:
        if _is_compat(options, chooser):
            return compat_main("check", arguments)
        return _exit_code(_report(options, chooser, output), options)
    except BadConfigError as error:
        _show_mistake(error, options, output)
        raise


def _is_compat(options: argparse.Namespace, chooser: Chooser) -> bool:
    """Whether the configuration wants the original script's answers, and it can give them.

    Whoever asks for what it does not know gets Milepost's own findings, under a profile with the
    same sections.
    """
    operands = [Path(each) for each in options.operands if each != STDIN_OPERAND]
    if not operands or len(operands) < len(options.operands) or any(map(is_directory, operands)):
        return False
    if _asks_for_more(options):
        return False
    return chooser.terms_for(operands[0]).selection.profile is COMPAT


def _asks_for_more(options: argparse.Namespace) -> bool:
    """Whether there are options besides `--strict` that say what is wanted."""
    if options.output_format != _USUAL_FORMAT or options.fail_on != Severity.ERROR.label:
        return True
    others = ("statistics", "exit_zero", "fix", "only_plans", "select", "ignore", "since")
    return any(getattr(options, name) for name in others)


def _show_mistake(error: BadConfigError, options: argparse.Namespace, output: Output) -> None:
    """Gives programs a document that they can read, with the mistakes in the configuration."""
    if options.statistics or options.output_format in FOR_PEOPLE:
        return
    unread = tuple(Unread(str(error.file), str(sentence)) for sentence in error.args)
    _show(Report((), unread, __version__), options, output)


def _report(options: argparse.Namespace, chooser: Chooser, output: Output) -> Report:
    """Checks everything and shows it, what can be shown at once as soon as it is known."""
    examine = _mended if options.fix else _examined
    checked: list[CheckedPlan] = []
    unread: list[Unread] = []
    streams = options.output_format in STREAMED and not options.statistics
    for each in examine(options, chooser, output):
        if isinstance(each, Unread):
            unread.append(each)
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
    return report


def _examined(
    options: argparse.Namespace, chooser: Chooser, output: Output
) -> Iterator[CheckedPlan | Unread]:
    """Every plan as it is; what could not be read was explained."""
    afresh = options.no_cache or options.since or options.output_format in WITH_EDITS
    now = SystemClock().now()
    read = read_wanted(options, chooser)
    since = _former_from(options, output)
    for each in check_sources(read, chooser, now=now, output=output, keeps=not afresh, since=since):
        if isinstance(each, Unread):
            output.tell(each.sentence)
        yield each


def _former_from(options: argparse.Namespace, output: Output) -> Callable[[Path], Source | None]:
    """What finds the version to compare a plan with."""
    if not options.since:
        return lambda _: None
    # Deferred, because most checks look at one version only.
    from milepost.cli.since import find_former

    return lambda path: find_former(path, options.since, output)


def _mended(
    options: argparse.Namespace, chooser: Chooser, output: Output
) -> Iterator[CheckedPlan | Unread]:
    """Every plan as its fixes leave it, with what they did not mend."""
    # Deferred, because most checks only look.
    from milepost.cli.fix import applicability_of, fix_sources, show_fixed
    from milepost.cli.fixing import summary_of

    plans = []
    read = read_wanted(options, chooser)
    yield from (each for each in read if isinstance(each, Unread))
    for plan in fix_sources(read, chooser, options, output):
        show_fixed(plan, output, diff=False)
        plans.append(plan)
        if plan.failure:
            yield Unread(str(plan.path), plan.failure)
        document, result = plan.report.document, plan.result
        yield CheckedPlan(
            str(plan.path),
            document.text,
            document.plan.title,
            result.diagnostics,
            result.suppressed,
        )
    output.tell(summary_of(plans, applicability_of(options), done=True))


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser("check")
    parser.add_argument("--output-format", choices=FORMATS, default=_USUAL_FORMAT)
    parser.add_argument("--statistics", action="store_true")
    parser.add_argument("--fail-on", choices=(*_LEVELS, _NEVER), default=Severity.ERROR.label)
    parser.add_argument("--exit-zero", action="store_true")
    parser.add_argument("--fix", action="store_true")
    parser.add_argument("--unsafe-fixes", action="store_true")
    parser.add_argument("--diff", action="store_true")
    parser.add_argument("--no-cache", action="store_true")
    parser.add_argument("--since", default="")
    add_sifting_option(parser)
    add_selection_options(parser)
    add_config_options(parser)
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
