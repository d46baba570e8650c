from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from milepost.document import Document
from milepost.parse.timestamps import read_mention, read_stamp, read_timestamps
from milepost.text import Span

if TYPE_CHECKING:
    from milepost.plan.timestamp import Timestamp

_PIECES = st.sampled_from(
    [
        "2026-01-02", "2026-13-40", "YYYY-MM-DD", "2026-01-XX", "2026年8月2日", "Jan 2, 2026",
        "20260102T030405", "T", " ", "  ", "03:04", "99:99", "HH:MM", "03:04:05", "0304", ".678",
        "Z", " UTC", " CET", " PT", " Asia/Shanghai", " Asia/Nowhere", "+09:00", "-0400", "+25:00",
        "-08:00", "-09:05", "–", " - ", " to ", "(", ")", "[", "]", "（", "）", "<", ">", "*", "**",
        "_", "`", "``", ":", "：", ",", ".", "/", "://", "@", "Done", "completed ", "on ", "M1",
        "remaining", "✅", "\n", "\r\n", "\n\n", "x", "完成", "\ufeff", "\ud800",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=24).map("".join) | st.text(max_size=60)


@st.composite
def _text_and_span(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(_TEXTS)
    start = draw(st.integers(0, len(text)))
    return text, Span(start, draw(st.integers(start, len(text))))


def _assert_sound(time: Timestamp, span: Span) -> None:
    assert span.contains(time.span)
    assert time.span.contains(time.core)
    assert len(time.core) > 0
    assert (time.wall is None) is bool(time.problem)
    assert time.start is None or time.wall is not None
    assert time.instant is None or time.assumed == time.instant


@given(_text_and_span())
def test_times_lie_inside_the_span_in_order_and_disjoint(case: tuple[str, Span]) -> None:
    text, span = case

    times = list(read_timestamps(text, span))

    for time in times:
        _assert_sound(time, span)
    for before, after in pairwise(times):
        assert before.span.end <= after.span.start


@given(_text_and_span())
@example(("(2026-01-02", Span(0, 11)))
@example(("**2026-01-02**", Span(1, 13)))
def test_a_stamp_or_mention_lies_inside_the_span(case: tuple[str, Span]) -> None:
    text, span = case

    for time in (read_stamp(text, span), read_mention(text, span)):
        if time is not None:
            _assert_sound(time, span)
            assert any(found.core.overlaps(time.core) for found in read_timestamps(text, span))


@given(_text_and_span())
def test_a_mention_is_readable(case: tuple[str, Span]) -> None:
    mention = read_mention(*case)

    assert mention is None or mention.wall is not None


@given(st.lists(_PIECES | st.sampled_from(["- ", "Decision: ", "Rationale: ", "### ", "| ", "|-|"])
                | st.just("Revision note: "), max_size=40).map("".join))  # fmt: skip
def test_records_and_notes_are_read_from_any_text(body: str) -> None:
    text = f"## Progress\n\n- [x] {body}\n\n## Decision Log\n\n{body}\n\n## Outcomes\n\n- {body}\n"

    plan = Document.parse(text).plan

    for entry in plan.records:
        assert plan.content.contains(entry.span)
        assert all(entry.span.contains(part.span) for part in entry.fields)
    for note in plan.revision_notes:
        assert plan.content.contains(note.span)
    for before, after in pairwise(plan.records):
        assert before.span.end <= after.span.start
