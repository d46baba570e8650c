from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from milepost.parse.inline import find_code_spans, is_in_address, is_within
from milepost.parse.timestamps import read_mention, read_stamp, read_timestamps
from milepost.plan.timestamp import Precision, Timestamp, ZoneKnowledge
from milepost.text import Span

DAY, MINUTE, SECOND = Precision.DAY, Precision.MINUTE, Precision.SECOND
ZULU, OFFSET, UNKNOWN = ZoneKnowledge.UTC, ZoneKnowledge.OFFSET, ZoneKnowledge.UNKNOWN


def whole(text: str) -> Span:
    return Span(0, len(text))


def times_in(text: str) -> list[Timestamp]:
    return list(read_timestamps(text, whole(text)))


def only_time_in(text: str) -> Timestamp:
    times = times_in(text)
    assert len(times) == 1, text
    return times[0]


def stamp_of(text: str) -> Timestamp | None:
    return read_stamp(text, whole(text))


@pytest.mark.parametrize(
    ("written", "wall", "precision"),
    [
        ("2026-01-02", "2026-01-02 00:00:00", DAY),
        ("2026-1-2", "2026-01-02 00:00:00", DAY),
        ("2026/01/02", "2026-01-02 00:00:00", DAY),
        ("2026.01.02", "2026-01-02 00:00:00", DAY),
        ("2026‑01‑02", "2026-01-02 00:00:00", DAY),
        ("2026-Jan-02", "2026-01-02 00:00:00", DAY),
        ("2026年8月2日", "2026-08-02 00:00:00", DAY),
        ("2026년 8월 2일", "2026-08-02 00:00:00", DAY),
        ("Jan 2, 2026", "2026-01-02 00:00:00", DAY),
        ("September 30th, 2026", "2026-09-30 00:00:00", DAY),
        ("2 January 2026", "2026-01-02 00:00:00", DAY),
        ("2026-01-02 03:04", "2026-01-02 03:04:00", MINUTE),
        ("2026-01-02 3:04", "2026-01-02 03:04:00", MINUTE),
        ("2026-01-02, 03:04", "2026-01-02 03:04:00", MINUTE),
        ("2026-01-02 at 03:04", "2026-01-02 03:04:00", MINUTE),
        ("2026-01-02 ~03:04", "2026-01-02 03:04:00", MINUTE),
        ("2026-01-02\n  03:04", "2026-01-02 03:04:00", MINUTE),
        ("2026-01-02(金) 03:04", "2026-01-02 03:04:00", MINUTE),
        ("2026年8月2日 10時30分", "2026-08-02 10:30:00", MINUTE),
        ("2026-01-02T03:04:05", "2026-01-02 03:04:05", SECOND),
        ("2026-01-02T03:04:05.678", "2026-01-02 03:04:05", SECOND),
        ("2026-01-02 03：04：05", "2026-01-02 03:04:05", SECOND),
        ("2026-01-02 3:04 PM", "2026-01-02 15:04:00", MINUTE),
        ("2026-01-02 12:04 a.m.", "2026-01-02 00:04:00", MINUTE),
        ("2026-01-02 15:04 pm", "2026-01-02 15:04:00", MINUTE),
    ],
)
def test_a_time_is_read_with_its_precision(written: str, wall: str, precision: Precision) -> None:
    time = only_time_in(f"done {written} indeed")

    assert time.core.cut(f"done {written} indeed") == written
    assert (str(time.wall), time.precision) == (wall, precision)
    assert (time.zone, time.offset, time.problem) == (UNKNOWN, None, "")


@pytest.mark.parametrize(
    ("written", "zone", "hours"),
    [
        ("2026-01-02Z", ZULU, 0),
        ("2026-01-02 10:30Z", ZULU, 0),
        ("2026-01-02 10:30z", ZULU, 0),
        ("2026-01-02 10:30 Z", ZULU, 0),
        ("2026-01-02 10:30 UTC", ZULU, 0),
        ("2026-01-02 10:30UTC", ZULU, 0),
        ("2026-01-02 10:30 GMT", ZULU, 0),
        ("2026-01-02 10:30 (UTC)", ZULU, 0),
        ("2026-01-02 10:30+00:00", ZULU, 0),
        ("2026-01-02 1030Z", ZULU, 0),
        ("20260102T103000Z", ZULU, 0),
        ("2026-01-02 10:30+09:00", OFFSET, 9),
        ("2026-01-02 10:30-0400", OFFSET, -4),
        ("2026-01-02 10:30-04:00", OFFSET, -4),
        ("2026-01-02 10:30−04:00", OFFSET, -4),
        ("2026-01-02 10:30-03:30", OFFSET, -3.5),
        ("2026-01-02 10:30+08", OFFSET, 8),
        ("2026-01-02 10:30 +0900", OFFSET, 9),
        ("2026-01-02 10:30 UTC+8", OFFSET, 8),
        ("2026-01-02 10:30 GMT-05:00", OFFSET, -5),
        ("2026-01-02 10:30 +09:00 (JST)", OFFSET, 9),
        ("2026-01-02T10:30:00+08:00[Asia/Shanghai]", OFFSET, 8),
        ("2026-01-02 10:30 CET", OFFSET, 1),
        ("2026-07-02 10:30 CEST", OFFSET, 2),
        ("2026-01-02 10:30 JST", OFFSET, 9),
        ("2026-01-02 10:30 (JST)", OFFSET, 9),
        ("2026-01-02 10:30 EST", OFFSET, -5),
        ("2026-07-02 10:30 EDT", OFFSET, -4),
        ("2026-01-02 10:30 PST", OFFSET, -8),
        ("2026-07-02 10:30 PDT", OFFSET, -7),
        ("2026-01-02 10:30 Asia/Shanghai", OFFSET, 8),
        ("2026-07-02 10:30 Europe/Berlin", OFFSET, 2),
        ("2026-01-02 10:30 ET", OFFSET, -5),
        ("2026-07-02 10:30 ET", OFFSET, -4),
        ("2026-01-02 10:30 CST", UNKNOWN, None),
        ("2026-01-02 10:30 Asia/Nowhere", UNKNOWN, None),
    ],
)
def test_a_zone_is_read_and_resolved(
    written: str, zone: ZoneKnowledge, hours: float | None
) -> None:
    time = only_time_in(f"done {written}, indeed")

    assert time.core.cut(f"done {written}, indeed") == written
    assert (time.zone, time.problem) == (zone, "")
    assert time.offset == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("2026-01-02 10:30 (draft)", "2026-01-02 10:30"),
        ("2026-01-02 10:30 (UTC and later)", "2026-01-02 10:30"),
        ("2026-01-02 10:30 RCA written", "2026-01-02 10:30"),
        ("2026-01-02 10:30 - 5 tests", "2026-01-02 10:30"),
        ("2026-01-02 10:30ish", "2026-01-02"),
        ("2026-01-02 PT parser written", "2026-01-02"),
        ("2026-01-02 +0900", "2026-01-02 +0900"),
        ("2026-01-02 +0900 tests", "2026-01-02"),
        ("2026-01-02 4:1 ratio", "2026-01-02"),
        ("(2026-01-02 PT)", "2026-01-02 PT"),
        ("2026-01-02 - 10:30 meeting", "2026-01-02"),
        ("2026-05-11/Codex", "2026-05-11"),
        ("2026-01-02: done", "2026-01-02"),
        ("2026-01-02T03:04:05+09:00: done", "2026-01-02T03:04:05+09:00"),
        ("2026-01-02 10:30-08:00: done", "2026-01-02 10:30-08:00"),
        ("2026-01-02.", "2026-01-02"),
        ("2026-08-02完成", "2026-08-02"),
    ],
)
def test_a_time_ends_where_the_prose_goes_on(text: str, core: str) -> None:
    assert only_time_in(text).core.cut(text) == core


def test_a_spaced_two_digit_offset_counts_where_nothing_follows_it() -> None:
    assert only_time_in("(2026-01-02 10:30 +08)").offset == timedelta(hours=8)
    assert only_time_in("2026-01-02 10:30 +08 tests").offset is None


@pytest.mark.parametrize(
    ("written", "start", "wall", "zone"),
    [
        ("2026-07-04 08:10-09:05+09:00", "2026-07-04 08:10:00", "2026-07-04 09:05:00", OFFSET),
        ("2026-07-04 08:10-09:05", "2026-07-04 08:10:00", "2026-07-04 09:05:00", UNKNOWN),
        ("2026-07-04 08:10–09:05Z", "2026-07-04 08:10:00", "2026-07-04 09:05:00", ZULU),
        ("2026-07-04 08:10 - 09:05 UTC", "2026-07-04 08:10:00", "2026-07-04 09:05:00", ZULU),
        ("2026-07-04 08:10 to 09:05Z", "2026-07-04 08:10:00", "2026-07-04 09:05:00", ZULU),
        ("2026-07-04 08:10Z-09:05Z", "2026-07-04 08:10:00", "2026-07-04 09:05:00", ZULU),
        ("2026-07-04 08:10Z-09:05", "2026-07-04 08:10:00", "2026-07-04 09:05:00", ZULU),
        ("2026-07-04 08:10:01-09:05:02", "2026-07-04 08:10:01", "2026-07-04 09:05:02", UNKNOWN),
        ("2026-07-04 08:10-09:00Z", "2026-07-04 08:10:00", "2026-07-04 09:00:00", ZULU),
        ("2026-07-04 23:50–00:10Z", "2026-07-04 23:50:00", "2026-07-05 00:10:00", ZULU),
        ("2026-07-04 – 2026-07-05", "2026-07-04 00:00:00", "2026-07-05 00:00:00", UNKNOWN),
        (
            "2026-07-04T08:10Z - 2026-07-05T09:05Z",
            "2026-07-04 08:10:00",
            "2026-07-05 09:05:00",
            ZULU,
        ),
        ("2026-07-04 10:10+02:00–08:30Z", "2026-07-04 08:10:00", "2026-07-05 08:30:00", ZULU),
    ],
)
def test_a_range_is_one_time_that_ends_last(
    written: str, start: str, wall: str, zone: ZoneKnowledge
) -> None:
    time = only_time_in(f"({written})")

    assert time.core == Span(1, 1 + len(written))
    assert (str(time.start), str(time.wall), time.zone) == (start, wall, zone)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("2026-07-04 09:20-08:00", -8),
        ("2026-07-04 07:20-08:00", -8),
        ("2026-07-04 07:20-08:00 (PST)", -8),
        ("2026-07-04 09:20-08:00 PST", -8),
    ],
)
def test_a_hyphen_before_a_usual_offset_makes_no_range(written: str, hours: int) -> None:
    time = only_time_in(f"({written})")

    assert (time.start, time.offset) == (None, timedelta(hours=hours))


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-02 10:30 - later",
        "2026-01-02 10:30 – 5:1 majority",
        "2026-01-02 10:30 to 11:30ish",
        "2026-01-02 to the end",
        "2026-01-02 10:30 - 2026-01-05-plan.md",
    ],
)
def test_a_dash_before_something_else_makes_no_range(text: str) -> None:
    assert times_in(text)[0].start is None


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("YYYY-MM-DD HH:MMZ", "is a placeholder"),
        ("YYYY-MM-DD", "is a placeholder"),
        ("yyyy-mm-dd", "is a placeholder"),
        ("2026-01-XX", "is a placeholder"),
        ("2026-01-0X", "is a placeholder"),
        ("2026-??-??", "is a placeholder"),
        ("20XX-01-02", "is a placeholder"),
        ("2026-01-02 HH:MM:SSZ", "is a placeholder"),
        ("2026-01-02 10:XXZ", "is a placeholder"),
        ("2026-01-XX 10:30Z", "is a placeholder"),
        ("2026-13-40 99:99Z", "has month 13"),
        ("2026-00-10", "has month 0"),
        ("2026-01-40", "has day 40"),
        ("2026-01-00", "has day 0"),
        ("2026-02-30", "has day 30 in a month of 28 days"),
        ("2028-02-30", "has day 30 in a month of 29 days"),
        ("2026-01-02 24:00Z", "has hour 24"),
        ("2026-01-02 10:60Z", "has minute 60"),
        ("2026-01-02 10:30:61Z", "has second 61"),
        ("2026-01-02 10:30+25:00", "has offset +25:00"),
        ("2026-01-02 10:30+09:75", "has offset +09:75"),
        ("2026-01-02 10:30–25:00Z", "has hour 25"),
        ("2026-02-30 10:30–11:00Z", "has day 30 in a month of 28 days"),
    ],
)
def test_an_impossible_time_says_why(written: str, problem: str) -> None:
    time = only_time_in(f"({written}) Draft the schema")

    assert (time.wall, time.start, time.problem) == (None, None, problem)
    assert time.core.cut(f"({written})") == written
    assert (time.instant, time.assumed) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "docs/2026-01-02-plan.md",
        "runs/2026-01-02/log.txt",
        "runs/2026-01-02.json",
        "2026-01-02-plan",
        "2026-01-02/03/notes",
        "2026-01-02T10-20-30Z",
        "2026-01-02_0930_build",
        "v2026-01-02",
        "model@2026-01-02",
        "?since=2026-01-02",
        "12026-01-02",
        "2026-01-023",
        "2026.1.2",
        "port 2026",
        "2026-01",
        "1/2/2026",
        "2026-01-02Zulu",
        "2026-01-02 10:30Z–2026-01-05x",
    ],
)
def test_what_is_part_of_something_else_is_no_time(text: str) -> None:
    assert [time.core.cut(text) for time in times_in(text)] in ([], ["2026-01-02 10:30Z"])


def test_times_come_in_order_and_stay_inside_the_span() -> None:
    text = "2026-01-01 2026-01-02 10:30Z, 3 May 2026 and 2026-01-04"

    times = list(read_timestamps(text, Span(5, len(text) - 3)))

    assert [time.core.cut(text) for time in times] == ["2026-01-02 10:30Z", "3 May 2026"]


def test_an_instant_takes_the_offset_away() -> None:
    time = only_time_in("2026-01-02 08:30+09:00")

    assert time.instant == datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
    assert time.assumed == time.instant


def test_an_unknown_zone_is_assumed_to_be_utc() -> None:
    time = only_time_in("2026-01-02 08:30")

    assert time.instant is None
    assert time.assumed == datetime(2026, 1, 2, 8, 30, tzinfo=UTC)


def test_an_instant_outside_the_calendar_is_none() -> None:
    span = Span(0, 1)
    early = datetime(1, 1, 1)  # noqa: DTZ001  # Wall times carry no zone.
    time = Timestamp(span, span, early, DAY, OFFSET, timedelta(hours=9))

    assert time.instant is None


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("(2026-01-02 03:04Z) Write the parser", "(2026-01-02 03:04Z)"),
        ("(2026-01-02) Write the parser", "(2026-01-02)"),
        ("  (2026-01-02) Write the parser", "(2026-01-02)"),
        ("( 2026-01-02 ) Write the parser", "( 2026-01-02 )"),
        ("[2026-01-02 03:04] Write the parser", "[2026-01-02 03:04]"),
        ("<2026-01-02 Fri> Write the parser", "<2026-01-02 Fri>"),
        ("（2026-08-02） 写解析器", "（2026-08-02）"),
        ("【2026-08-02】写解析器", "【2026-08-02】"),
        ("2026-08-02：写解析器", "2026-08-02"),
        ("2026-01-02T03:04:05Z - Write the parser", "2026-01-02T03:04:05Z"),
        ("2026-01-02: Write the parser", "2026-01-02"),
        ("2026-01-02 — Write the parser", "2026-01-02"),
        ("2026-01-02 Write the parser", "2026-01-02"),
        ("**2026-01-02**: Write the parser", "**2026-01-02**"),
        ("**(2026-01-02)** Write the parser", "**(2026-01-02)**"),
        ("(**2026-01-02**) Write the parser", "(**2026-01-02**)"),
        ("_2026-01-02_ Write the parser", "_2026-01-02_"),
        ("**2026-01-02 — parser** written", "2026-01-02"),
        ("✅ 2026-01-02 Write the parser", "2026-01-02"),
        ("Completed 2026-01-02: the parser", "2026-01-02"),
        ("Done (2026-01-02 03:04Z): the parser", "(2026-01-02 03:04Z)"),
        ("**Done:** 2026-01-02 — the parser", "2026-01-02"),
        ("(completed 2026-01-02) Write the parser", "(completed 2026-01-02)"),
        ("(Fri 2026-01-02) Write the parser", "(Fri 2026-01-02)"),
        ("(2026-01-02, `e9abc`) Write the parser", "(2026-01-02, `e9abc`)"),
        ("(2026-01-02 / alice (night)) Write the parser", "(2026-01-02 / alice (night))"),
        ("(2026-01-XX) Write the parser", "(2026-01-XX)"),
        ("(2026-07-04 08:10-09:05+09:00) Write", "(2026-07-04 08:10-09:05+09:00)"),
        ("(2026-01-02 and no end to it", "2026-01-02"),
        ("[2026-01-02](notes.md) Write the parser", "2026-01-02"),
        ("2026-01-02", "2026-01-02"),
        ("Done 2026-01-02", "2026-01-02"),
        ("Last done on 2026-01-02: the parser", "2026-01-02"),
    ],
)
def test_a_stamp_leads_the_wording(text: str, stamp: str) -> None:
    found = stamp_of(text)

    assert found is not None
    assert found.span.cut(text) == stamp
    assert found.span.contains(found.core)


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("Milestone 1 (2026-01-02): the parser", "(2026-01-02)"),
        ("**Milestone 1 (2026-01-02)** the parser", "(2026-01-02)"),
        ("Parser work (2026-01-02) - all of it", "(2026-01-02)"),
        ("M1: (2026-01-02) the parser", "(2026-01-02)"),
        ("M1 (2026-01-02) the parser", "(2026-01-02)"),
        ("Step 2.1 (2026-01-02 03:04Z) the parser", "(2026-01-02 03:04Z)"),
        ("**Parser** (2026-01-02) written", "(2026-01-02)"),
        ("M1 — 2026-01-02 — the parser", "2026-01-02"),
        ("M1: 2026-01-02 - the parser", "2026-01-02"),
    ],
)
def test_a_stamp_follows_a_short_label(text: str, stamp: str) -> None:
    found = stamp_of(text)

    assert found is not None
    assert found.span.cut(text) == stamp


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("Write the parser (2026-01-02)", "(2026-01-02)"),
        ("Write the parser. (2026-01-02 03:04Z).", "(2026-01-02 03:04Z)"),
        ("Write the parser (completed 2026-01-02)", "(completed 2026-01-02)"),
        ("Write the parser (done on 2026-01-02, twice)", "(done on 2026-01-02, twice)"),
        ("Write the parser (e9abc12, 2026-01-02)", "(e9abc12, 2026-01-02)"),
        ("Write the parser @done(2026-01-02)", "(2026-01-02)"),
        ("Write the parser (last done on 2026-01-02)", "(last done on 2026-01-02)"),
        ("Write the parser (*on 2026-01-02*)", "(*on 2026-01-02*)"),
        ("Write the parser _(2026-01-02)_", "_(2026-01-02)_"),
        ("写解析器（2026-08-02）。", "（2026-08-02）"),
        ("Write the parser — 2026-01-02", "2026-01-02"),
        ("Write the parser - *2026-01-02*", "*2026-01-02*"),
        ("Write the parser ✅ 2026-01-02", "2026-01-02"),
        ("Write the parser. Completed: 2026-01-02 03:04Z.", "2026-01-02 03:04Z"),
        ("Write the parser, done 2026-01-02", "2026-01-02"),
        ("Write the parser\n  Completed 2026-01-02", "2026-01-02"),
        ("Since 2026-01-01 slow; fast now (2026-01-02)", "(2026-01-02)"),
    ],
)
def test_a_stamp_ends_the_wording(text: str, stamp: str) -> None:
    found = stamp_of(text)

    assert found is not None
    assert found.span.cut(text) == stamp


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Compare with the run of 2026-01-02", "2026-01-02"),
        ("On 2026-01-02 the build broke", "2026-01-02"),
        ("Updated 2026-01-02 fixtures", "2026-01-02"),
        ("Fix the bug (2026-01-02) for good", "2026-01-02"),
        ("Fix the bug. Seen (2026-01-02): twice", "2026-01-02"),
        ("Fix the bug seen 2026-01-02: the parser", "2026-01-02"),
        ("See the plan, 2026-01-02", "2026-01-02"),
        ("Layout reworked (2026-01-02); see the log", "2026-01-02"),
        ("Write it (completed: 2026-01-02; remaining: docs)", "2026-01-02"),
        ("Check it (rerun 2026-01-02: 94 tests, 1 skipped, 0 failures)", "2026-01-02"),
        ("`2026-01-01` in code, 2026-01-02 in prose", "2026-01-02"),
        ("Print YYYY-MM-DD, as in 2026-01-02 here", "2026-01-02"),
        ("See https://example.org/(2026-01-01) or 2026-01-02 here", "2026-01-02"),
        ("Update `docs/2026-01-02-plan.md`", None),
        ("Update docs/2026-01-02-plan.md", None),
        ("`2026-01-02` is what it prints", None),
        ("Make it print `(2026-01-02)`", None),
        ("M1 `x (2026-01-02): y` printed", None),
        ("Use ``a ` (2026-01-02)``", None),
        ("Write the parser", None),
        ("", None),
    ],
)
def test_a_date_in_prose_is_a_mention_and_one_in_code_is_nothing(
    text: str, mention: str | None
) -> None:
    found = read_mention(text, whole(text))

    assert stamp_of(text) is None
    assert (found.core.cut(text) if found else None) == mention


def test_only_the_given_span_is_looked_at() -> None:
    text = "- [x] (2026-01-02) Write\n- [x] (2026-01-03) Test"

    stamp = read_stamp(text, Span(text.index("(2026-01-03"), len(text)))

    assert stamp is not None
    assert stamp.core.cut(text) == "2026-01-03"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a `b` c", ["`b`"]),
        ("a ``b ` c`` d `e`", ["``b ` c``", "`e`"]),
        ("a ` b `` c", []),
        ("``` a ` b ` c", ["` b `"]),
        ("no code", []),
    ],
)
def test_code_closes_at_the_next_run_of_the_same_length(text: str, code: list[str]) -> None:
    assert [span.cut(text) for span in find_code_spans(text, whole(text))] == code


def test_an_offset_lies_within_at_most_one_span() -> None:
    spans = (Span(2, 4), Span(6, 8))

    assert [offset for offset in range(10) if is_within(spans, offset)] == [2, 3, 6, 7]


@pytest.mark.parametrize(
    ("text", "inside"),
    [("https://a.b/c!X", True), ("https://a.b/c X", False), ("a X", False)],
)
def test_an_address_runs_to_the_next_space(text: str, inside: bool) -> None:
    assert is_in_address(text, whole(text), text.index("X")) is inside


@pytest.mark.parametrize(
    "piece", ["2026-", "(2026-01-02 ", "2026-01-02 11:30-", "`2026-01-02", "YYYY", " ", "done on "]
)
def test_a_very_long_line_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        read_stamp(text, whole(text))
        read_mention(text, whole(text))
        sum(1 for _ in read_timestamps(text, whole(text)))
        return time.process_time() - started

    small = min(seconds(10_000) for _ in range(3))
    large = min(seconds(100_000) for _ in range(3))

    # Ten times as much; what grows with the square takes a hundred times as long.
    assert large < 40 * small + 0.1
