"""People at the command line: `python -m torture.verbs FOLDER START`.

Every verb is a process of its own, forked from one that has loaded everything.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.workspace.intent import Intent, ticking, unticking
from milepost.workspace.writing import NotWrote, Refusal, write_intent

from .agent import wait_until
from .ledger import VerbRun, note
from .person import item_of, watch_takeovers
from .schedule import Schedule
from .slowly import wide_gaps
from .texts import moment, stamp

if TYPE_CHECKING:
    from milepost.document import Document

    from .ledger import Takeover
    from .schedule import PersonStep

VERBS_YEAR = 2027


def run(plan: Path, ledger: Path, step: PersonStep) -> None:
    """Does what `milepost tick` or `untick` does, and notes what came of it."""
    done = step.act == "tick"
    takeovers: list[Takeover] = []

    def make(document: Document) -> Intent | Refusal:
        item = item_of(document, step.item)
        if item is None:
            return Refusal(f"{step.item} is not there.")
        now = moment(VERBS_YEAR, step.number)
        resolve = ticking(document, item, now) if done else unticking(document, item)
        return Intent.first(step.act, resolve, document) or Refusal("It has no place.")

    began = time.monotonic()
    refusal = text = crash = ""
    is_changed = False
    with watch_takeovers(takeovers), wide_gaps(f"{step}"):
        try:
            answer = write_intent(plan, make)
        except BaseException:
            crash = traceback.format_exc()
            raise
        else:
            text = answer.document.text
            refusal = answer.reason if isinstance(answer, NotWrote) else ""
            is_changed = not isinstance(answer, NotWrote) and answer.changed
        finally:
            ended = time.monotonic()
            mark = stamp(VERBS_YEAR, step.number) if done else ""
            facts = (step.number, step.item, done, mark, began, ended, refusal, text)
            note(ledger, VerbRun(*facts, is_changed, tuple(takeovers), crash))


def main(folder: Path, start: float) -> None:
    """Plays the verbs of the schedule in `folder`."""
    schedule = Schedule.read(folder / "schedule.json")
    plan = folder / ("link.md" if schedule.is_linked else "place/plan.md")
    children: dict[str, int] = {}
    for step in schedule.verbs:
        wait_until(start + step.at)
        # One after the other at the same item: else nobody could say which one was the last.
        if step.item in children:
            os.waitpid(children.pop(step.item), 0)
        child = os.fork()
        if not child:
            code = 1
            try:
                run(plan, folder / "verbs.jsonl", step)
                code = 0
            finally:
                os._exit(code)
        children[step.item] = child
    for child in children.values():
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
