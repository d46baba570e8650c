"""The published JSON: its shape, and that it is harmless on a terminal."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from milepost.diagnostics import Applicability, RelatedSpan, Severity
from milepost.report.finding import Unread
from milepost.report.json import SCHEMA_VERSION, ReportModel, render_json
from support.findings import checked, finding, fix_of, report_of, span_of

TEXT = "# Title\n\nDo 日本 as needed.\n"
NEEDED = span_of(TEXT, "as needed")


def test_report_without_findings_has_every_key() -> None:
    report = json.loads(render_json(report_of(checked(TEXT))))

    assert report == {
        "schema_version": SCHEMA_VERSION,
        "milepost_version": "1.2.3",
        "plans": [{"path": "plans/a.md", "title": "Title", "diagnostics": []}],
        "unreadable": [],
        "summary": {"errors": 0, "warnings": 0, "infos": 0, "plans": 1},
    }


def test_finding_carries_place_related_places_and_fix() -> None:
    title = RelatedSpan(span_of(TEXT, "Title"), "here")
    found = finding(NEEDED, "vague", related=(title,), fix=fix_of(NEEDED, "twice"))

    report = json.loads(render_json(report_of(checked(TEXT, found))))

    needed = {
        "start": {"offset": 15, "line": 3, "column": 7},
        "end": {"offset": 24, "line": 3, "column": 16},
    }
    assert report["plans"][0]["diagnostics"] == [
        {
            "code": "MP999",
            "name": "made-up",
            "severity": "warning",
            "message": "vague",
            "range": needed,
            "related": [
                {
                    "range": {
                        "start": {"offset": 2, "line": 1, "column": 3},
                        "end": {"offset": 7, "line": 1, "column": 8},
                    },
                    "message": "here",
                }
            ],
            "fix": {
                "title": "Put it right",
                "applicability": "safe",
                "edits": [{"range": needed, "text": "twice"}],
            },
        }
    ]


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_has_its_word_and_its_count(severity: Severity) -> None:
    report = json.loads(render_json(report_of(checked(TEXT, finding(NEEDED, "x", severity)))))

    assert report["plans"][0]["diagnostics"][0]["severity"] == severity.label
    assert report["summary"][f"{severity.label}s"] == 1


@pytest.mark.parametrize("applicability", Applicability)
def test_every_applicability_has_its_word(applicability: Applicability) -> None:
    found = finding(NEEDED, fix=fix_of(NEEDED, "", applicability))

    report = json.loads(render_json(report_of(checked(TEXT, found))))

    fix = report["plans"][0]["diagnostics"][0]["fix"]
    assert fix["applicability"] == applicability.name.lower()


def test_what_could_not_be_read_is_listed() -> None:
    report = json.loads(render_json(report_of(unread=(Unread("gone.md", "There is none."),))))

    assert report["unreadable"] == [{"path": "gone.md", "message": "There is none."}]


def test_output_is_ascii_whatever_a_plan_holds() -> None:
    text = "# \x1b[2J\u202e\x9b\n"
    found = finding(span_of(text, "\u202e"), "bad \u202e")

    rendered = render_json(report_of(checked(text, found, path="日本.md")))

    assert rendered.isascii()
    assert rendered.replace("\n", "").isprintable()
    assert json.loads(rendered)["plans"][0]["path"] == "日本.md"


def test_a_file_name_that_is_not_utf8_is_shown_as_well_as_it_can_be() -> None:
    plan = checked(TEXT, path="caf\udce9.md")

    report = json.loads(render_json(report_of(plan, unread=(Unread("\udce9", "Not \udce9."),))))

    assert report["plans"][0]["path"] == "caf\ufffd.md"
    assert report["unreadable"] == [{"path": "\ufffd", "message": "Not \ufffd."}]


def test_report_can_be_read_back_with_the_published_model() -> None:
    rendered = render_json(report_of(checked(TEXT, finding(NEEDED))))

    assert ReportModel.model_validate_json(rendered).summary.warnings == 1
    with pytest.raises(ValidationError):
        ReportModel.model_validate({**json.loads(rendered), "more": 1})
