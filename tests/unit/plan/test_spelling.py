"""Headings that miss a standard section by a few letters, and those that only look like it."""

from __future__ import annotations

import pytest

from milepost.plan.canon import classify_title
from milepost.plan.kinds import SectionKind
from milepost.plan.spelling import find_misspelling


def mended(heading: str) -> str:
    """The heading with its repairs."""
    misspelling = find_misspelling(heading)
    assert misspelling is not None
    for start, end, text in reversed(misspelling.repairs):
        heading = heading[:start] + text + heading[end:]
    assert classify_title(heading) is misspelling.kind
    return heading


@pytest.mark.parametrize(
    ("heading", "result"),
    [
        ("## Progres", "## Progress"),
        ("## progerss ##", "## progress ##"),
        ("PROGRESSS", "PROGRESS"),
        ("## Plan fo Work", "## Plan of Work"),
        ("## Pan of Work", "## Plan of Work"),
        ("## Plan off Work", "## Plan of Work"),
        ("## Plan of Wwork", "## Plan of Work"),
        ("## planof work", "## Plan of Work"),
        ("## Plano f Work", "## Plan of Work"),
        ("## Concret Stpes", "## Concrete Steps"),
        ("## Surprises & Discoverys", "## Surprises & Discoveries"),
        ("## 1.2) Decisoin Log", "## 1.2) Decision Log"),
        ("## Progres (2 of 3)", "## Progress (2 of 3)"),
        ("## Progres（二）", "## Progress（二）"),
        ("## Progres: so far", "## Progress: so far"),
        ("## Progres - so far", "## Progress - so far"),
        ("## Purpos / Big Picture", "## Purpose / Big Picture"),
        ("## **Validaton and Acceptence**", "## **Validation and Acceptance**"),
        ("Outcomes & Retrospektive\n---", "Outcomes & Retrospective\n---"),
    ],
)
def test_slip_is_mended(heading: str, result: str) -> None:
    assert mended(heading) == result


@pytest.mark.parametrize(
    "heading",
    [
        *(f"## {kind.title}" for kind in SectionKind),
        "",
        "##",
        "## 1.",
        "## 42 43",
        "## (Progres)",
        "## Process",
        "## Progress Notes",
        "## Progress2 Log",
        "## Progre3s",
        "## Interface",
        "## Goals",
        "## Concrete steps and Stps",
        "## Progres（进度）",
        "## Context7",
        "## Contexts",
        "## Artefacts and Notes",
        "## Decision Logic",
        "## Decision Logs",
        "## Decision Dog",
        "## Plan of Word",
        "## Plan or Work",
        "## Prógress",
        "## Ideempotenceee and Recoverryy",
        "## Vaildtion und Acceptance",
        "## 决策日",
        "## Progres" + " and so on" * 8,
    ],
)
def test_other_heading_is_none(heading: str) -> None:
    assert find_misspelling(heading) is None
