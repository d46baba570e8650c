from __future__ import annotations

import pytest

from milepost.plan.reasons import gives_proof, gives_reason


@pytest.mark.parametrize(
    "prose",
    [
        "Use one queue because order matters.",
        "Use one queue, so that order is kept.",
        "Use one queue to avoid a lock.",
        "Use one queue rather than two.",
        "Use one queue — two need a lock.",
        "Use one queue (two would need a lock).",
        "One queue keeps the order.",
        "Eine Warteschlange, weil die Reihenfolge zählt.",
        "Two queues cannot keep the order.",
        "One queue, as the reviewer asked.",
        "使用一个队列，因为顺序重要。",
        "以一个队列避免加锁。",
        "順序が重要なので、キューは一つにする。",
        "순서가 중요하기 때문에 큐는 하나로 한다.",
    ],
)
def test_reason_is_heard_in_any_turn_of_phrase(prose: str) -> None:
    assert gives_reason(prose)


@pytest.mark.parametrize(
    "prose",
    [
        "Use one queue.",
        "Put the reader in `src/reader.py`.",
        "Rename the flag and its variable in this milestone.",
        "使用一个队列。",
        "キューは一つにする。",
        "",
    ],
)
def test_bare_choice_gives_no_reason(prose: str) -> None:
    assert not gives_reason(prose)


@pytest.mark.parametrize(
    "prose",
    [
        "The queue drops entries: `make bench` says so.",
        "The queue is defined in `src/queue.py`.",
        "The option is `--limit=3` now.",
        "The queue calls `Reader::drop` from `Queue::close`.",
        "12 entries were lost.",
        "The queue takes 40ms.",
        "Half of them, 50% exactly.",
        'It answers "queue full".',
        "See https://example.org/queue for more.",
        "It is [known](notes.md).",
        "The second run failed.",
        "Confirmed in the debugger.",
        "队列丢弃条目，日志中可见。",
        "```\nlost\n```",
    ],
)
def test_proof_is_whatever_was_seen(prose: str) -> None:
    assert gives_proof(prose)


@pytest.mark.parametrize(
    "prose",
    [
        "The queue drops entries.",
        "`Queue` calls the `drop` of `Reader` before `close(a, b)`.",
        "Milestone-2 drops v2.1 entries.",
        "キューは項目を落とす。",
        "",
    ],
)
def test_bare_claim_gives_no_proof(prose: str) -> None:
    assert not gives_proof(prose)
