from __future__ import annotations

import pytest

from milepost.plan.placeholders import is_placeholder, is_waiting


@pytest.mark.parametrize(
    ("wording", "empty"),
    [
        ("No surprises.", True),
        ("None at this point", True),
        ("Pending implementation.", True),
        ("<what was decided>", True),
        ("None of the shards survives a restart", False),
        ("Nothing in the cache expires", False),
        ("No retry is needed", False),
        ("Todo lists are kept", False),
        (" *_. ", True),
        ("尚未开始。", True),
        ("(完了時に記入)", True),
        ("待完成后补充。", True),
    ],
)
def test_only_whole_excuses_are_placeholders(wording: str, empty: bool) -> None:
    assert is_placeholder(wording) is empty


def test_a_long_text_is_no_placeholder() -> None:
    assert not is_placeholder("None of it matters, " * 10)


@pytest.mark.parametrize(
    ("wording", "waits"),
    [
        ("None yet.", True),
        ("(In progress.)", True),
        ("In progress: the second half", False),
        ("(none so far)", True),
        ("TBD", True),
        ("To be filled in at completion.", True),
        ("Record every surprise here.", True),
        ("This section will be updated.", True),
        ("暂无。", True),
        ("尚未开始。", True),
        ("None.", False),
        ("N/A", False),
        ("No surprises.", False),
        ("Not applicable", False),
        ("Pending: the review of the guide", False),
        ("Not done: a run on another machine", False),
        ("無", False),
        ("The yet unknown part is left out", False),
    ],
)
def test_waiting_is_to_expect_more(wording: str, waits: bool) -> None:
    assert is_waiting(wording) is waits
