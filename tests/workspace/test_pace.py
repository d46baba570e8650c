"""When a write may go out."""

from __future__ import annotations

import pytest

from milepost.workspace.pace import JOINING, LONGEST_HOLD, QUIET, Pace

# What happened when, in seconds, and how long a write is held at the given moment.
CASES = {
    "nothing to write": ([], 5.0, 0.0),
    "a lone change": ([("ask", 5.0)], 5.0, 0.0),
    "the second of a burst": ([("write", 5.0), ("ask", 5.1)], 5.1, JOINING - 0.1),
    "the third joins the second": (
        [("write", 5.0), ("ask", 5.1), ("ask", 5.2)],
        5.2,
        JOINING - 0.2,
    ),
    "a change after a rest": ([("write", 5.0), ("ask", 5.4)], 5.4, 0.0),
    "nothing left after a write": ([("ask", 5.0), ("write", 5.0)], 5.0, 0.0),
    "somebody else has just written": ([("change", 5.0), ("ask", 5.02)], 5.02, QUIET - 0.02),
    "somebody else wrote a while ago": ([("change", 5.0), ("ask", 5.2)], 5.2, 0.0),
    "somebody else goes on writing": (
        [("ask", 5.0), ("change", 5.05), ("change", 5.6)],
        5.6,
        QUIET,
    ),
    "somebody else does not stop": (
        [("ask", 5.0), ("change", 5.97)],
        5.97,
        LONGEST_HOLD - 0.97,
    ),
    "held long enough": ([("ask", 5.0), ("change", 6.1)], 6.1, 0.0),
}


@pytest.mark.parametrize(("events", "now", "delay"), CASES.values(), ids=CASES)
def test_a_write_is_held_so_long(events: list[tuple[str, float]], now: float, delay: float) -> None:
    pace = Pace()
    tell = {"ask": pace.ask, "write": pace.note_written, "change": pace.note_change}
    for name, moment in events:
        tell[name](moment)

    assert pace.delay(now) == pytest.approx(delay)
