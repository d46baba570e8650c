from __future__ import annotations

import pytest

from milepost.text.carry import carry_edits
from milepost.text.diff import diff_edits

BASE = "One queue for all.\nThe reader seeks.\nThe writer waits.\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("One queue for each.\n", "One queue for all.\nMore.\n", None),
        (BASE.replace("seeks", "jumps"), BASE, BASE.replace("seeks", "jumps")),
        (
            BASE.replace("seeks", "jumps"),
            BASE.replace("waits", "sleeps"),
            BASE.replace("seeks", "jumps").replace("waits", "sleeps"),
        ),
        (BASE.replace("seeks", "jumps"), BASE.replace("seeks", "leaps"), None),
        (BASE.replace("seeks", "jumps"), BASE.replace("seeks", "jumps"), None),
    ],
    ids=["deleted", "unchanged", "elsewhere", "collision", "alike"],
)
def test_edits_go_where_nobody_else_has_been(mine: str, theirs: str, both: str | None) -> None:
    carried = carry_edits(BASE, diff_edits(BASE, mine), theirs)

    if mine == theirs:
        assert carried is not None
        assert not carried
    else:
        assert (None if carried is None else carried.apply(theirs)) == both


def test_a_rewritten_paragraph_takes_over_what_changed_within() -> None:
    from milepost.text import EditSet, Span

    rewritten = BASE.replace("seeks", "jumps")
    whole = EditSet.replace(Span(0, len(BASE)), rewritten)
    theirs = BASE.replace("waits", "sleeps")

    carried = carry_edits(BASE, whole, theirs)

    assert carried is not None
    assert carried.apply(theirs) == rewritten.replace("waits", "sleeps")
