"""`milepost fix`: what can be mended without thinking, mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.cli.accounting import accounting
from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.fixing import FixedPlan, Fixing, fix_plan, summary_of
from milepost.cli.output import Output
from milepost.cli.reading import STDIN
from milepost.cli.selecting import add_config_options, add_selection_options, chooser_from_options
from milepost.cli.sifting import add_sifting_option, read_wanted
from milepost.diagnostics import INTERNAL_ERROR, Applicability, Severity
from milepost.document import Document
from milepost.report.finding import Unread
from milepost.workspace.clock import SystemClock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from milepost.cli.reading import SourceFile
    from milepost.cli.selecting import Chooser


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    options = _read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["fix"])
    if not options.operands:
        raise UsageError("Name the plans to fix: `milepost fix PATH`, or `.` for all below here.")
    return run(options)


def run(options: argparse.Namespace) -> int:
    """Fixes what the options name, or shows what that would change; raises `UsageError`."""
    output = Output.standard()
    applicability = applicability_of(options)
    chooser = chooser_from_options(options)
    read = read_wanted(options, chooser)
    plans = []
    for plan in fix_sources(read, chooser, options, output):
        show_fixed(plan, output, diff=options.diff)
        if plan.path is STDIN and not options.diff:
            output.pass_on(plan.report.document.source.encode())
        plans.append(plan)
    is_unread = any(isinstance(each, Unread) for each in read)
    if plans:
        output.tell(summary_of(plans, applicability, done=not options.diff))
    return _exit_code(plans, is_unread=is_unread, is_diff=options.diff)


def fix_sources(
    read: Sequence[SourceFile | Unread],
    chooser: Chooser,
    options: argparse.Namespace,
    output: Output,
) -> Iterator[FixedPlan]:
    """Fixes each plan that was read; says why the others were not. Raises `UsageError`.

    It does so before the first plan is written.
    """
    for each in read:
        if isinstance(each, Unread):
            output.tell(each.sentence)
    sources = [each for each in read if not isinstance(each, Unread)]
    prepared = [
        (each, chooser.terms_for(each.path), chooser.repository_for(each.path)) for each in sources
    ]
    for source, terms, repository in prepared:
        document = Document.parse(source.source, aliases=terms.aliases)
        remark = terms.remark_on(str(source.path), document)
        if remark:
            output.tell(remark)
        selection, now = terms.selection_for(document), SystemClock().now()
        applicability, writes = applicability_of(options), not options.diff
        is_file = source.path is not STDIN
        with accounting(source.path, output) as deeds:
            wanted = Fixing(
                selection, applicability, now, repository, writes=writes and is_file, deeds=deeds
            )
            fixed = fix_plan(source.path, document, wanted)
        yield fixed


def applicability_of(options: argparse.Namespace) -> Applicability:
    """How daring the fixes may be that are asked for."""
    return Applicability.UNSAFE if options.unsafe_fixes else Applicability.SAFE


def show_fixed(plan: FixedPlan, output: Output, *, diff: bool) -> None:
    """Says what went wrong with a plan, if anything, and shows its difference if asked to."""
    if plan.failure:
        output.tell(plan.failure)
    if plan.report.unsettled:
        codes = ", ".join(plan.report.unsettled)
        output.tell(f"{plan.path}: the fixes of {codes} come to no end and were left out.")
    if diff and plan.report.edits:
        # Deferred, because fixes are rarely only looked at.
        from milepost.cli.patches import patch_of, show_patch

        show_patch(patch_of(plan.path, plan.before.source, plan.report.document.source), output)


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser("fix")
    parser.add_argument("--unsafe-fixes", action="store_true")
    parser.add_argument("--diff", action="store_true")
    add_sifting_option(parser)
    add_selection_options(parser)
    add_config_options(parser)
    return parser.read(arguments)


def _exit_code(plans: Sequence[FixedPlan], *, is_unread: bool, is_diff: bool) -> Exit:
    left = [found for plan in plans for found in plan.result.diagnostics]
    if any(found.code == INTERNAL_ERROR for found in left):
        return Exit.BUG
    if is_unread or any(plan.failure for plan in plans):
        return Exit.USAGE
    if is_diff:
        return Exit.FINDINGS if any(plan.report.edits for plan in plans) else Exit.CLEAN
    is_bad = any(found.severity is Severity.ERROR for found in left)
    return Exit.FINDINGS if is_bad else Exit.CLEAN
