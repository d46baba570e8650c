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


@pytest.mark.parametrize(
    "sentence",
    [
        "Log in UTC.",
        "Do nothing on start.",
        "Add tests.",
        "None of the retries helped.",
        "None, some and all are the modes.",
        "`None` or `Some` is returned",
        "To do list is sorted.",
        "To be safe, flush first.",
        "Nothing broke.",
        "Nothing found the leak.",
        "Nothing, except that the lock is slow.",
        "No surprises, but the lock is slow.",
        "No decisions are made by the agent.",
        "No entries are written without a lock.",
        "Record every request.",
        "List all shards in the header.",
        "List every milestone in the header.",
        "Capture all output",
        "Update the offset when the cache is cold.",
        "Updated the decisions after the implementation",
        "Pending: the review of the guide",
        "Pending jobs are kept.",
        "Pending implementation of it was dropped",
        "Not done: a run on another machine",
        "Not available on macOS",
        "Not started servers crash",
        "Unknown headers are dropped.",
        "empty, multiple and missing names fail",
        "`empty_rule`,",
        "none.txt is read first",
        "TBD markers are found.",
        "Will be added by cron",
        "To be written to the log",
        "... and more",
        "<b>Log</b> in UTC",
        "<Retry> wraps <Queue a=1>",
        "<https://example.org/run>",
        "没有任何测试失败",
        "未定义的行为会报错。",
        "暂无法连接",
        "完成后更新缓存。",
        "まだ古い形式が残っている。",
        "無料です",
        "なしのつぶて",
        "아직 오래된 형식이 남아 있다.",
        "미정의 동작",
    ],
)
def test_a_sentence_that_begins_like_an_excuse_is_none(sentence: str) -> None:
    assert not is_placeholder(sentence)


@pytest.mark.parametrize(
    "wording",
    [
        "TBD",
        "TBD after the review",
        "TODO: the commands",
        "TODO(ann): the commands",
        "None yet.",
        "None yet, but this will change.",
        "None, as the plan was followed.",
        "None. Everything went as planned.",
        "**None.**",
        "[None]",
        "(none yet) Evidence: N/A",
        "N/A",
        "Nothing to report",
        "No surprises so far",
        "No further discoveries were made.",
        "No outcomes yet — the work has not started.",
        "Not started, blocked.",
        "Not applicable: no state.",
        "Pending completion of milestone 2.",
        "(to be filled in)",
        "To be updated as milestones complete.",
        "This section will grow.",
        "Record decisions as the work proceeds.",
        "Document decisions with their rationale during implementation.",
        "Capture short proofs and results as work proceeds.",
        "(Fill this in)",
        "(Summarize when done.)",
        "…",
        "... Rationale: ...",
        "<what> <why>",
        "暂无任何发现",
        "暂无。过程中记录意外。",
        "没有意外。",
        "待补充。",
        "なし（変更しない）",
        "まだなし",
        "現時点ではなし",
        "(作業中に随時記録)",
        "없음",
        "아직 없음",
        "해당 없음.",
        "작업 완료 후 작성 예정",
    ],
)
def test_an_excuse_in_any_wording_is_a_placeholder(wording: str) -> None:
    assert is_placeholder(wording)


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
        ("Decisions will be recorded here as work proceeds:", False),
        ("Record every decision here:", False),
        ("The yet unknown part is left out", False),
    ],
)
def test_waiting_is_to_expect_more(wording: str, waits: bool) -> None:
    assert is_waiting(wording) is waits
