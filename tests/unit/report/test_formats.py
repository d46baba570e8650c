"""The formats for other programs: each is what its readers expect, whatever a plan holds."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from milepost.diagnostics import Applicability, RelatedSpan, Severity
from milepost.report.agent import MOST
from milepost.report.finding import CheckedPlan, Unread
from milepost.report.fingerprint import fingerprints_of
from milepost.report.formats import FORMATS, render, render_statistics
from milepost.report.rule_page import summary_of
from milepost.report.style import Style
from milepost.rules import ALL_RULES
from milepost.text import Span
from support.findings import checked, finding, fix_of, report_of, span_of
from support.sarif import sarif_errors

PLAIN = Style()
TEXT = "# Title\n\nDo 日本 as needed.\nDo it as needed.\n"
NEEDED = span_of(TEXT, "as needed")
LATER = span_of(TEXT, "it as needed")
GONE = Unread("go,ne:\udce9.md", "There is\nno 100 % file.")
ODD = 'a\x1b[31m\u202eb\x00\udcff\x85<&">\n::warning::x'


def shown(output_format: str, *plans: CheckedPlan, unread: tuple[Unread, ...] = ()) -> str:
    return render(report_of(*plans, unread=unread), output_format, PLAIN)


@pytest.mark.parametrize("output_format", FORMATS)
def test_hostile_text_reaches_no_terminal(output_format: str) -> None:
    plan = checked(f"# T\n\n{ODD}\n", finding(span_of(f"# T\n\n{ODD}\n", "b"), ODD), path=ODD)

    text = shown(output_format, plan, unread=(Unread(ODD, ODD),))

    text.encode()
    assert not set("\x1b\u202e\x00\x85") & set(text)


@pytest.mark.parametrize("output_format", [*FORMATS])
def test_format_of_nothing_is_whole(output_format: str) -> None:
    text = shown(output_format)

    assert not text.endswith("\n")
    if output_format in {"json", "sarif", "gitlab"}:
        json.loads(text)
    if output_format == "junit":
        ET.fromstring(text)


def test_grouped_names_a_plan_once_and_aligns_places() -> None:
    near = finding(span_of(TEXT, "Title"), "near")
    far = finding(NEEDED, "far", Severity.ERROR)
    text = TEXT + "\n" * 7 + TEXT
    last = finding(Span(text.rindex("as needed"), len(text) - 1), "last", Severity.ERROR)
    plan = checked(text, near, last)

    assert shown("grouped", plan, checked(TEXT), checked(TEXT, far, path="b.md")) == (
        "plans/a.md\n"
        "   1:3  warning  MP999  near\n"
        "  15:7  error    MP999  last\n"
        "\n"
        "b.md\n"
        "  3:7  error    MP999  far"
    )


def test_json_line_is_a_finding_with_its_path() -> None:
    first, second = shown("json-lines", checked(TEXT, finding(NEEDED), finding(LATER))).split("\n")

    assert json.loads(first)["path"] == json.loads(second)["path"] == "plans/a.md"
    assert json.loads(second)["range"]["start"] == {"offset": 29, "line": 4, "column": 4}


def test_github_command_escapes_what_would_end_it() -> None:
    plan = checked(TEXT, finding(NEEDED, "100 %\nof it", Severity.INFO), path="a,b:c.md")

    assert shown("github", plan, unread=(GONE,)) == (
        "::notice file=a%2Cb%3Ac.md,line=3,endLine=3,title=MP999 made-up,col=7,endColumn=16"
        "::100 %25%0Aof it\n"
        "::error file=go%2Cne%3A\N{REPLACEMENT CHARACTER}.md::There is%0Ano 100 %25 file."
    )


def test_github_command_has_no_columns_over_several_lines() -> None:
    whole = Span(NEEDED.start, LATER.end)

    assert shown("github", checked(TEXT, finding(whole, "wide"))) == (
        "::warning file=plans/a.md,line=3,endLine=4,title=MP999 made-up::wide"
    )


def test_gitlab_entry_has_what_code_quality_needs() -> None:
    (entry, gone) = json.loads(
        shown("gitlab", checked(TEXT, finding(NEEDED, "vague", Severity.ERROR)), unread=(GONE,))
    )

    assert len(entry.pop("fingerprint")) == 32
    assert entry == {
        "description": "MP999 vague",
        "check_name": "made-up",
        "severity": "major",
        "location": {"path": "plans/a.md", "lines": {"begin": 3, "end": 3}},
    }
    assert gone["severity"] == "blocker"


def test_fingerprint_survives_lines_that_move() -> None:
    moved = "\n\n" + TEXT
    before = checked(TEXT, finding(NEEDED))
    after = checked(moved, finding(span_of(moved, "as needed")))

    assert fingerprints_of(before, before.diagnostics) == fingerprints_of(after, after.diagnostics)


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    plan = checked(TEXT, finding(NEEDED), finding(NEEDED))

    assert len(set(fingerprints_of(plan, plan.diagnostics))) == 2


def test_junit_lists_findings_passes_and_errors() -> None:
    root = ET.fromstring(
        shown(
            "junit",
            checked(TEXT, finding(NEEDED, "vague")),
            checked(TEXT, path="b"),
            unread=(GONE,),
        )
    )

    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "1")
    found, passed, gone = root
    (failure,) = found.iter("failure")
    assert failure.text == "plans/a.md:3:7: warning MP999 vague"
    assert [len(case) for case in passed] == [0]
    assert len(list(gone.iter("error"))) == 1


def test_agent_hears_the_worst_first_and_how_things_stand() -> None:
    stamp = finding(LATER, "undated", Severity.ERROR, fix=fix_of(LATER, ""))
    text = shown("agent", checked(TEXT, finding(NEEDED, "vague"), stamp), unread=(GONE,))

    assert text.split("\n") == [
        "plans/a.md:4:4: error MP999 undated; fix: Put it right",
        "plans/a.md:3:7: warning MP999 vague",
        "go,ne:\\udce9.md: not read: There is\\x0ano 100 % file.",
        "milepost: 1 error, 1 warning in 1 plan; `milepost fix` mends 1.",
    ]


def test_agent_hears_no_more_than_it_can_hold() -> None:
    lines = shown("agent", checked(TEXT, *[finding(NEEDED)] * (MOST + 5))).split("\n")

    assert len(lines) == MOST + 1
    assert lines[-1] == f"milepost: {MOST + 5} warnings in 1 plan; the worst {MOST} are shown."


def test_statistics_count_by_rule() -> None:
    plan = checked(TEXT, finding(NEEDED), finding(LATER, severity=Severity.ERROR), finding(LATER))

    assert render_statistics(report_of(plan), "full", PLAIN) == (
        "2  MP999  warning  made-up\n1  MP999  error    made-up"
    )
    assert json.loads(render_statistics(report_of(plan), "json", PLAIN)) == [
        {"code": "MP999", "name": "made-up", "severity": "warning", "count": 2},
        {"code": "MP999", "name": "made-up", "severity": "error", "count": 1},
    ]
    assert render_statistics(report_of(), "full", PLAIN) == ""


def full_plan() -> CheckedPlan:
    """A plan whose findings have everything that a finding can have."""
    rule = ALL_RULES[0]
    known = finding(NEEDED)._replace(code=rule.code, name=rule.name)
    related = finding(LATER, related=(RelatedSpan(NEEDED, "here"),), fix=fix_of(LATER, "x"))
    by_hand = finding(LATER, fix=fix_of(LATER, "x", Applicability.MANUAL))
    plan = checked(TEXT, known, related, by_hand, path="a b/\udce9#.md")
    return replace(plan, suppressed=(finding(NEEDED),))


def test_sarif_keeps_the_schema() -> None:
    log = json.loads(shown("sarif", full_plan(), checked(TEXT), unread=(GONE,)))

    assert sarif_errors(log) == []


def test_sarif_checker_finds_what_is_wrong() -> None:
    log = json.loads(shown("sarif", full_plan()))
    log["runs"][0]["results"][0]["level"] = "bad"
    log["runs"][0]["results"][0]["extra"] = 1
    del log["runs"][0]["tool"]["driver"]["name"]

    assert len(sarif_errors(log)) == 3


def test_sarif_result_names_rule_place_fix_and_suppression() -> None:
    (run,) = json.loads(shown("sarif", full_plan()))["runs"]
    known, related, by_hand, silenced = run["results"]

    place = known["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/%E9%23.md"
    assert place["region"] == {"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 16}
    assert run["tool"]["driver"]["rules"][known["ruleIndex"]]["id"] == known["ruleId"]
    assert related["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {
        "text": "x"
    }
    assert "ruleIndex" not in related
    assert "fixes" not in by_hand
    assert silenced["suppressions"] == [{"kind": "inSource"}]
    assert run["columnKind"] == "unicodeCodePoints"


def test_every_rule_says_in_a_sentence_what_it_finds() -> None:
    assert [rule.name for rule in ALL_RULES if not summary_of(rule).endswith(".")] == []


def test_published_schema_fits_what_is_printed() -> None:
    schema = json.loads(
        (Path(__file__).parents[3] / "docs" / "check.schema.json").read_text(encoding="utf-8")
    )
    report = json.loads(shown("json", full_plan(), unread=(GONE,)))

    assert set(schema["required"]) == set(report)
