"""`milepost watch`: a plan as lines of text, one for everything that happens to it."""

from __future__ import annotations

import json
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.judging import find_plan
from milepost.cli.output import Output
from milepost.plan.changes import changes_between
from milepost.plan.query import progress_of
from milepost.report.following import change_events, finding_events, opening_event, told_event
from milepost.workspace.clock import SystemClock
from milepost.workspace.events import Alarm
from milepost.workspace.follower import Follower, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from milepost.report.following import Event
    from milepost.workspace.clock import Clock


def main(arguments: Sequence[str]) -> int:
    """Runs the verb until it is interrupted, which is no failure; raises `UsageError`."""
    parser = Parser("watch")
    parser.add_argument("--plain", action="store_true")  # The only form; said for clearness.
    parser.add_argument("--json", action="store_true")
    options = parser.read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["watch"])
    if len(options.operands) != 1:
        raise UsageError("Name one plan: `milepost watch PLAN`.")
    clock = SystemClock()
    plan = find_plan(options.operands[0])
    with closing(Follower(plan, clock)) as follower, suppress(KeyboardInterrupt):
        _print(_happenings(follower), Output.standard(), clock, as_json=options.json)
    return Exit.CLEAN


def _print(events: Iterable[Event], output: Output, clock: Clock, *, as_json: bool) -> None:
    """Writes each event the moment it happens, with the time of day in UTC."""
    for event in events:
        now = clock.now()
        if as_json:
            # ASCII, because a control character of a plan must not reach a terminal.
            output.show(json.dumps({"at": f"{now:%Y-%m-%dT%H:%M:%SZ}", **event.data()}))
        else:
            output.show(f"{now:%H:%M:%S}Z {event.sentence}")
        output.results.flush()


def _happenings(follower: Follower) -> Iterator[Event]:
    known = follower.first()
    if follower.absence is not None:
        yield told_event(follower.absence)
    else:
        yield _opening(known)
    for news in follower:
        if not isinstance(news, Version):
            yield told_event(news.sentence, alarm=isinstance(news, Alarm))
            continue
        if known.document.text:
            yield from _between(known, news)
        else:
            yield _opening(news)
        known = news


def _opening(version: Version) -> Event:
    plan = version.document.plan
    return opening_event(plan.title, progress_of(plan), version.diagnostics)


def _between(before: Version, after: Version) -> Iterator[Event]:
    changes = changes_between(before.document, after.document)
    yield from change_events(changes, progress_of(after.document.plan))
    yield from finding_events(before.diagnostics, after.document, after.diagnostics)
