"""A section is moved to its place, and nothing else changes."""

from __future__ import annotations

import random

import pytest

from milepost.diagnostics import Applicability
from milepost.document import Document
from milepost.edits.order import move_section
from milepost.lint.fixer import fix
from milepost.lint.selection import Selection
from milepost.plan.kinds import ORDER
from milepost.plan.order import find_misplaced
from support.rules import NOW


def moved(text: str) -> str | None:
    """The text with its first misplaced section moved."""
    document = Document.parse(text)
    section, _ = next(find_misplaced(document.plan))
    edits = move_section(document, section)
    return None if edits is None else edits.apply(text)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (
            "# T\n\n## Progress\n\n- [ ] x\n\n## Purpose\n\nWhy.\n",
            "# T\n\n## Purpose\n\nWhy.\n\n## Progress\n\n- [ ] x\n",
        ),
        (
            "## Progress\n\n- [ ] x\n\n\n## Purpose\n\nWhy.",
            "## Purpose\n\nWhy.\n\n## Progress\n\n- [ ] x",
        ),
        (
            "  ## Progress\nx\n## Purpose\nWhy.\n## Own\nText.\n",
            "## Purpose\nWhy.\n\n  ## Progress\nx\n## Own\nText.\n",
        ),
        (
            "## Purpose\r\n\r\nWhy.\r\n\r\n## Plan of Work\r\n\r\nDo.\r\n\r\n## Concrete Steps"
            "\r\n\r\nRun.\r\n\r\n## Progress\r\n\r\n- [ ] x\r\n\r\n### A\r\n\r\ny\r\n",
            "## Purpose\r\n\r\nWhy.\r\n\r\n## Progress\r\n\r\n- [ ] x\r\n\r\n### A\r\n\r\ny\r\n"
            "\r\n## Plan of Work\r\n\r\nDo.\r\n\r\n## Concrete Steps\r\n\r\nRun.\r\n",
        ),
        (
            "## Purpose\nWhy.\n## Plan of Work\nDo.\n## Concrete Steps\nRun.\n## Progress\nx\n\n"
            "Revision note (2026-01-31): because.\n",
            "## Purpose\nWhy.\n\n## Progress\nx\n\n## Plan of Work\nDo.\n## Concrete Steps\nRun.\n"
            "Revision note (2026-01-31): because.\n",
        ),
        (
            "## Concrete Steps\n\nRun.\n\n## Progress\n\nx\n\n## Plan of Work\n\nDo.\n\n"
            "## Own\n\nText.\n",
            "## Progress\n\nx\n\n## Plan of Work\n\nDo.\n\n## Concrete Steps\n\nRun.\n\n"
            "## Own\n\nText.\n",
        ),
        (
            "```md\n## Progress\n\n- [ ] x\n\n## Purpose\n\nWhy.\n```\n",
            "```md\n## Purpose\n\nWhy.\n\n## Progress\n\n- [ ] x\n```\n",
        ),
    ],
)
def test_section_goes_to_its_place(text: str, result: str) -> None:
    assert moved(text) == result


@pytest.mark.parametrize(
    "text",
    [
        "## Progress\n\nx\n\n## Purpose\n\n```\nnever closed\n",
        "## Progress\n\nx\n\n## Purpose\n\n<!-- never closed\n",
        "## Purpose\n\nx\n\n## Plan of Work\n\nx\n\n## Concrete Steps\n\nx\n\n## Progress\n\n"
        "~~~\nnever closed\n",
    ],
)
def test_text_that_never_ends_stays(text: str) -> None:
    assert moved(text) is None


def test_section_with_a_twin_stays() -> None:
    assert moved("## Progress\n\nx\n\n## Purpose\n\ny\n\n## Purpose\n\nz\n") is None
    assert moved("## Progress\n\nx\n\n## Purpose\n\ny\n\n### Purpose\n\nz\n") is not None


def test_every_order_can_be_mended() -> None:
    chance = random.Random(3)
    chosen = Selection(select=("MP103",))
    wanted = [kind.title for kind in ORDER]
    for titles in (wanted[::-1], *(chance.sample(wanted, 12) for _ in range(40))):
        text = "# T\n\n" + "\n".join(f"## {title}\n\nOn {title}.\n" for title in titles)

        report = fix(Document.parse(text), chosen, Applicability.UNSAFE, now=NOW)

        assert report.converged
        assert report.result.diagnostics == ()
        assert sorted(report.document.text.split()) == sorted(text.split())
