"""JUnit XML: a test case per finding, so that a build server lists them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from milepost.report.cells import visible
from milepost.report.finding import decodable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.report.finding import CheckedPlan, Report

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_junit(report: Report) -> str:
    """A test suite per plan. Every finding is a failure, a plan without any one passed case.

    A path that could not be read is a suite with one error.
    """
    failures = sum(len(plan.diagnostics) for plan in report.plans)
    tests = sum(max(1, len(plan.diagnostics)) for plan in report.plans) + len(report.unread)
    head = f'tests="{tests}" failures="{failures}" errors="{len(report.unread)}"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="milepost" {head}>']
    for plan in report.plans:
        lines += _suite(plan)
    for each in report.unread:
        name = _attribute(each.path)
        lines += (
            f'  <testsuite name={name} tests="1" failures="0" errors="1">',
            f'    <testcase name="readable" classname={name}>',
            f"      <error message={_attribute(each.sentence)}/>",
            "    </testcase>",
            "  </testsuite>",
        )
    return "\n".join([*lines, "</testsuites>"])


def _suite(plan: CheckedPlan) -> Iterator[str]:
    count = len(plan.diagnostics)
    name = _attribute(plan.path)
    yield f'  <testsuite name={name} tests="{max(1, count)}" failures="{count}" errors="0">'
    if not count:
        yield f'    <testcase name="no findings" classname={name}/>'
    for found in plan.diagnostics:
        yield from _case(plan, found)
    yield "  </testsuite>"


def _case(plan: CheckedPlan, found: Diagnostic) -> Iterator[str]:
    row = plan.lines.line_of(found.span.start) + 1
    place = plan.place(found.span)
    case = f"{found.code} {found.name} {place}"
    kind = found.severity.label
    yield f'    <testcase name="{case}" classname={_attribute(plan.path)} line="{row}">'
    told = escape(_legal(f"{plan.path}:{place}: {kind} {found.code} {found.message}"))
    message = _attribute(found.message)
    yield f'      <failure type="{kind}" message={message}>{told}</failure>'
    yield "    </testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    """The text without characters that XML cannot hold or a terminal would obey."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", visible(decodable(text)))
