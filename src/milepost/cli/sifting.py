"""Leaving out the Markdown files that were named and are no plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from milepost.cli.reading import SourceFile, read_sources
from milepost.workspace.loading import Snapshot, load

if TYPE_CHECKING:
    import argparse

    from milepost.cli.arguments import Parser
    from milepost.cli.selecting import Chooser
    from milepost.report.finding import Unread


def add_sifting_option(parser: Parser) -> None:
    """Gives a verb the option that `read_wanted` reads."""
    parser.add_argument("--only-plans", action="store_true")


def read_wanted(options: argparse.Namespace, chooser: Chooser) -> list[SourceFile | Unread]:
    """Everything that is named, without what is no plan if so asked; raises `UsageError`."""
    read = read_sources(options.operands)
    return [each for each in read if not options.only_plans or _may_be_plan(each, chooser)]


def _may_be_plan(read: SourceFile | Unread, chooser: Chooser) -> bool:
    """Whether a file is a plan, or cannot be read at all, which its author has to know."""
    if isinstance(read, SourceFile):
        path, text = read.path, read.source.text
    else:
        path = Path(read.path)
        loaded = load(path)
        if not isinstance(loaded, Snapshot):
            return True
        text = loaded.source.text
    from milepost.workspace.recognition import read_title  # Deferred: most are not asked about.

    return read_title(text, chooser.terms_for(path).aliases) is not None
