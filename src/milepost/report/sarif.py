"""SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from milepost.diagnostics import Applicability, Severity
from milepost.report.finding import decodable
from milepost.report.fingerprint import fingerprints_of
from milepost.report.rule_page import body_of, summary_of
from milepost.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Fix
    from milepost.report.finding import CheckedPlan, Report
    from milepost.rule import Rule
    from milepost.text import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_INDEX = {rule.code: index for index, rule in enumerate(ALL_RULES)}

_Object = dict[str, Any]


def render_sarif(report: Report) -> str:
    """One run: every rule, every finding, suppressed ones with their suppression."""
    run: _Object = {
        "tool": {
            "driver": {
                "name": "Milepost",
                "semanticVersion": report.version,
                "rules": [_rule(rule) for rule in ALL_RULES],
            }
        },
        # Columns are counted in characters, not in units of UTF-16.
        "columnKind": "unicodeCodePoints",
        "results": [result for plan in report.plans for result in _results(plan)],
        "invocations": [
            {
                "executionSuccessful": not report.unread,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": decodable(each.sentence)},
                        "locations": [{"physicalLocation": _file(each.path)}],
                    }
                    for each in report.unread
                ],
            }
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> _Object:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": summary_of(rule)},
        "fullDescription": {"text": body_of(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _results(plan: CheckedPlan) -> Iterator[_Object]:
    both = plan.diagnostics + plan.suppressed
    for index, (found, name) in enumerate(zip(both, fingerprints_of(plan, both), strict=True)):
        result: _Object = {
            "ruleId": found.code,
            "level": _LEVELS[found.severity],
            "message": {"text": decodable(found.message)},
            "locations": [_location(plan, found.span)],
            "partialFingerprints": {"milepostFinding/v1": name},
        }
        if found.code in _INDEX:
            result["ruleIndex"] = _INDEX[found.code]
        if found.related:
            result["relatedLocations"] = [
                {**_location(plan, each.span), "message": {"text": decodable(each.message)}}
                for each in found.related
            ]
        if found.fix is not None and found.fix.applicability is not Applicability.MANUAL:
            result["fixes"] = [_fix(plan, found.fix)]
        if index >= len(plan.diagnostics):
            result["suppressions"] = [{"kind": "inSource"}]
        yield result


def _location(plan: CheckedPlan, span: Span) -> _Object:
    return {"physicalLocation": {**_file(plan.path), "region": _region(plan, span)}}


def _file(path: str) -> _Object:
    # A reserved character would end the path; what is not UTF-8 is quoted byte by byte.
    return {
        "artifactLocation": {
            "uri": quote(path.replace("\\", "/").encode("utf-8", "surrogateescape"), safe="/")
        }
    }


def _region(plan: CheckedPlan, span: Span) -> _Object:
    (row, column), (last_row, last_column) = map(plan.lines.position, (span.start, span.end))
    return {
        "startLine": row + 1,
        "startColumn": column + 1,
        "endLine": last_row + 1,
        "endColumn": last_column + 1,
    }


def _fix(plan: CheckedPlan, fix: Fix) -> _Object:
    replacements = [
        {
            "deletedRegion": _region(plan, edit.span),
            "insertedContent": {"text": decodable(edit.text)},
        }
        for edit in fix.edits.edits
    ]
    return {
        "description": {"text": decodable(fix.title)},
        "artifactChanges": [{**_file(plan.path), "replacements": replacements}],
    }
