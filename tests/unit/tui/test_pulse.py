"""How long ago, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from milepost.tui.pulse import absent_pulse, read_pulse

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "lively", "ago", "next_in"),
    [
        (0, True, "now", 5.0),
        (4, True, "now", 1.0),
        (5, True, "5 s ago", 5.0),
        (9, True, "5 s ago", 1.0),
        (42, True, "40 s ago", 3.0),
        (59, True, "55 s ago", 1.0),
        (61, True, "1 min ago", 59.0),
        (119, True, "1 min ago", 1.0),
        (120, False, "2 min ago", 60.0),
        (7300, False, "2 h ago", 60.0),
        (3 * 86400, False, "3 d ago", 60.0),
        (-500, True, "now", 5.0),
    ],
)
def test_words(seconds: int, lively: bool, ago: str, next_in: float) -> None:
    pulse = read_pulse(NOW - timedelta(seconds=seconds), NOW)

    assert (pulse.lively, pulse.ago, pulse.next_in) == (lively, ago, next_in)


def test_plan_that_never_changed_waits() -> None:
    assert read_pulse(None, NOW).state == "waiting"


@pytest.mark.parametrize(
    ("had_text", "known", "word"),
    [
        (True, True, "gone"),
        (True, False, "gone"),
        (False, True, "unreadable"),
        (False, False, "waiting"),
    ],
)
def test_without_a_text_a_word_says_why(*, had_text: bool, known: bool, word: str) -> None:
    pulse = absent_pulse(had_text=had_text, known=known)

    assert (pulse.lively, pulse.state, pulse.ago) == (False, word, "")
