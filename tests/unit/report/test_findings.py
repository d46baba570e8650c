"""Findings as text: each format says the same, and none lets a plan speak to the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from milepost.diagnostics import Applicability, RelatedSpan, Severity
from milepost.report.concise import render_concise
from milepost.report.finding import Tally, findings_of
from milepost.report.style import Style, Tone
from milepost.report.text import render_full
from support.findings import checked, finding, fix_of, report_of, span_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from milepost.report.finding import Report

    Render = Callable[[Report, Style], str]

PLAIN = Style()
TEXT = "# Title\n\nDo it as needed.\n"
NEEDED = span_of(TEXT, "as needed")


@pytest.mark.parametrize(
    ("severities", "sentence"),
    [
        ([], "no findings in 1 plan"),
        ([Severity.ERROR], "1 error in 1 plan"),
        ([Severity.ERROR] * 2, "2 errors in 1 plan"),
        ([Severity.WARNING], "1 warning in 1 plan"),
        ([Severity.INFO] * 3, "3 infos in 1 plan"),
        (
            [Severity.INFO, Severity.ERROR, Severity.WARNING, Severity.WARNING],
            "1 error, 2 warnings, 1 info in 1 plan",
        ),
    ],
)
def test_tally_counts_by_severity(severities: list[Severity], sentence: str) -> None:
    plan = checked(TEXT, *(finding(NEEDED, severity=severity) for severity in severities))

    assert Tally.of([plan]).sentence() == sentence


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(0, "no findings in no plan"), (1, "no findings in 1 plan"), (2, "no findings in 2 plans")],
)
def test_tally_counts_plans(count: int, sentence: str) -> None:
    assert Tally.of([checked(TEXT)] * count).sentence() == sentence


def test_findings_keep_the_order_they_are_given_in() -> None:
    late, early = finding(NEEDED), finding(span_of(TEXT, "Title"))
    one, two = checked(TEXT, late, early), checked(TEXT, early)

    assert list(findings_of([one, two])) == [(one, late), (one, early), (two, early)]


@pytest.mark.parametrize(
    ("text", "part", "place"),
    [
        ("word", "word", "1:1"),
        ("a\nb word", "word", "2:3"),
        ("a\r\nb word", "word", "2:3"),
        ("日本 word", "word", "1:4"),
        ("\t🚀 word", "word", "1:4"),
    ],
)
def test_place_counts_lines_and_characters_from_one(text: str, part: str, place: str) -> None:
    assert checked(text).place(span_of(text, part)) == place


def test_concise_is_one_line_for_each_finding() -> None:
    plan = checked(
        TEXT,
        finding(span_of(TEXT, "# Title"), "no good title", Severity.ERROR),
        finding(NEEDED, "vague instruction"),
    )

    assert render_concise(report_of(plan), PLAIN) == (
        "plans/a.md:1:1: error MP999 no good title\nplans/a.md:3:7: warning MP999 vague instruction"
    )


def test_full_shows_the_line_below_the_finding() -> None:
    plan = checked(
        TEXT,
        finding(
            NEEDED,
            "vague instruction",
            related=(RelatedSpan(span_of(TEXT, "Title"), "the title says more"),),
            fix=fix_of(NEEDED, "twice"),
        ),
        finding(span_of(TEXT, "Do"), "too short", Severity.INFO),
    )

    assert render_full(report_of(plan), PLAIN) == (
        "plans/a.md:3:7: warning MP999 vague instruction [made-up]\n"
        "3 | Do it as needed.\n"
        "  |       ^^^^^^^^^\n"
        "  = see 1:3: the title says more\n"
        "  = fix: Put it right\n"
        "\n"
        "plans/a.md:3:1: info MP999 too short [made-up]\n"
        "3 | Do it as needed.\n"
        "  | ^^"
    )


def test_findings_of_one_place_share_its_line() -> None:
    plan = checked(
        TEXT,
        finding(NEEDED, "vague", fix=fix_of(NEEDED, "twice")),
        finding(NEEDED, "wrong", Severity.ERROR, fix=fix_of(NEEDED, "once")),
    )

    assert render_full(report_of(plan), Style(color=False)) == (
        "plans/a.md:3:7: warning MP999 vague [made-up]\n"
        "plans/a.md:3:7: error MP999 wrong [made-up]\n"
        "3 | Do it as needed.\n"
        "  |       ^^^^^^^^^\n"
        "  = fix: Put it right\n"
        "  = fix: Put it right"
    )
    assert "\x1b[1;31m      ^^^^^^^^^\x1b[0m" in render_full(report_of(plan), Style(color=True))


def test_gutter_is_as_wide_as_the_last_line_number() -> None:
    text = "line\n" * 120

    shown = render_full(report_of(checked(text, finding(span_of(text, "line")))), PLAIN)

    assert shown.split("\n")[1:] == ["  1 | line", "    | ^^^^"]


@pytest.mark.parametrize(
    ("applicability", "label"),
    [
        (Applicability.SAFE, "= fix: "),
        (Applicability.UNSAFE, "= likely fix: "),
        (Applicability.MANUAL, "= by hand: "),
    ],
)
def test_full_says_how_sure_a_fix_is(applicability: Applicability, label: str) -> None:
    plan = checked(TEXT, finding(NEEDED, fix=fix_of(NEEDED, "twice", applicability)))

    assert label in render_full(report_of(plan), PLAIN)


@pytest.mark.parametrize("render", [render_concise, render_full])
def test_nothing_is_shown_without_findings(render: Render) -> None:
    assert render(report_of(checked(TEXT)), PLAIN) == ""
    assert render(report_of(), PLAIN) == ""


@pytest.mark.parametrize("render", [render_concise, render_full])
@pytest.mark.parametrize("hidden", ["\x1b[2J", "\x9b2J", "\u202e", "\x07", "\u2028", "\x85"])
def test_no_hidden_character_of_a_plan_is_shown(render: Render, hidden: str) -> None:
    text = f"word {hidden} as needed\n"
    span = span_of(text, f"{hidden} as needed")
    related = (RelatedSpan(span, f"see {hidden}"),)
    plan = checked(text, finding(span, f"bad {hidden}", related=related), path=f"plans/{hidden}.md")

    assert hidden not in render(report_of(plan), PLAIN)


def test_colour_adds_nothing_but_colour() -> None:
    plan = checked(TEXT, finding(NEEDED, fix=fix_of(NEEDED, "twice")))

    for render in (render_concise, render_full):
        painted = render(report_of(plan), Style(color=True))

        assert "\x1b[33mwarning\x1b[0m" in painted
        assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render(report_of(plan), PLAIN)


def test_nothing_is_painted_without_text() -> None:
    assert Style(color=True).paint("", Tone.STRONG) == ""
