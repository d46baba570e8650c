"""What is said of a plan in which a merge has left its markers."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Applicability
from milepost.document import Document
from milepost.lint.fixer import fix
from milepost.lint.selection import Selection
from milepost.plan.model import BlockKind, NoteKind
from milepost.text.diff import diff_edits
from support.rules import NOW, findings

HEAD = "# Add a route\n\nThis is a living document.\n\n"
SIDES = (
    "<<<<<<< ours\n- [] One\n## Notes\ntext\n=======\n- [x] Two \u200bof\u200bthem\n"
    ">>>>>>> theirs\n"
)
STRUCTURE = ("MP105", "MP107", "MP112", "MP114", "MP202", "MP208", "MP213")
"""Rules that would have much to say of the sides."""


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}## Progress\n\n{SIDES}",
        f"{HEAD}## Progress\n\n- [ ] Zero\n{SIDES}- [ ] Three\n",
        f"{HEAD}{SIDES}\n## Progress\n\n- [ ] Zero\n",
        f"{HEAD}## Progress\n\n- [ ] Zero\n\n{SIDES}\nmore\n".replace("\n", "\r\n"),
    ],
    ids=["in Progress", "within a list", "above it", "CRLF"],
)
def test_only_the_conflict_is_found(text: str) -> None:
    assert [each.code for each in findings(text, Selection(select=STRUCTURE))] == ["MP112"]


def test_what_stands_around_a_conflict_is_found() -> None:
    sides = SIDES.replace("## Notes", "More")
    text = f"{HEAD}## Progress\n\n- [] Zero\n{sides}- [] Three\n"

    found = findings(text, Selection(select=("MP112", "MP208")))

    assert [each.code for each in found] == ["MP208", "MP112", "MP208"]
    assert all(each.fix for each in found if each.code == "MP208")


def test_the_middle_marker_is_no_heading() -> None:
    plan = Document.parse("# T\n\n<<<<<<< a\nText\n=======\nOther\n>>>>>>> b\nMore\n").plan

    assert [section.title for section in plan.sections] == ["T"]
    assert [block.kind for block in plan.blocks].count(BlockKind.RULE) == 3
    assert not any(block.quoted for block in plan.blocks)


def test_a_heading_between_shown_markers_stays_one() -> None:
    text = "    <<<<<<< a\n\nTitle\n=======\n\n    >>>>>>> b\n"

    document = Document.parse(text)

    assert [section.title for section in document.plan.sections] == ["Title"]
    assert all(note.kind is not NoteKind.CONFLICT_MARKERS for note in document.notes)


def test_no_fix_writes_into_a_conflict() -> None:
    text = (
        f"{HEAD}## Progress\n\n- [ ] Zero\n\n## Purpose / Big Picture\n\nWhy.\n\n{SIDES}\n"
        "## Decision Log\n\nNone yet.\n"
    )
    document = Document.parse(text)

    report = fix(document, Selection(), Applicability.UNSAFE, now=NOW)

    assert SIDES in report.document.text
    assert report.converged


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# T\n\n<<<<<<< a\nx\n=======\ny\n", "# T\n\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"),
        ("# T\n\n<<<<<<< a\n## B\nx\n=======\n\n## C\n", "# T\n\n<<<<<<< a\n## B\nx\n=======\n"),
        (
            "# T\n\n<<<<<<< a\n\n## B\n\nx\n=======\n\n## C\n\n>>>>>>> b\n",
            "# T\n\n<<<<<< a\n\n## B\n\nx\n=======\n\n## C\n\n>>>>>>> b\n",
        ),
    ],
    ids=["closed", "cut off", "opened no more"],
)
def test_editing_a_conflict_reads_as_reading_anew(before: str, after: str) -> None:
    edited = Document.parse(before).edited(diff_edits(before, after))

    assert edited.plan == Document.parse(after).plan
    assert edited.notes == Document.parse(after).notes
