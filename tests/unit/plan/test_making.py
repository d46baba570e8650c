"""Which files a plan makes or removes."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.making import is_made, may_be_absent


@pytest.mark.parametrize(
    ("text", "made", "absent"),
    [
        ("Create `src/a.py`.\n", True, True),
        ("`src/a.py` is new.\n", True, True),
        ("Read `src/a.py`.\n\nThen a.py is removed.\n", True, True),
        ("New files:\n\n- `src/a.py`\n- `src/b.py`\n", True, True),
        ("New files:\n\n- all of these:\n  - `src/a.py`\n", False, False),
        ("These are new.\n\n`src/a.py` is read.\n", False, False),
        ("## New files\n\n### The reader\n\n`src/a.py` reads.\n", True, True),
        ("## Concrete Steps\n\nText.\n\n    touch src/a.py\n", True, True),
        ("## Outside\n\n    cat src/a.py\n", False, False),
        ("    cat src/a.py\n", False, False),
        ("Either `src/a.py` reads, or nothing does.\n", False, True),
        ("`src/a.py` reads.\n", False, False),
        ("# New things\n\n`src/a.py` reads.\n", False, False),
        ("Nothing is named here.\n", False, False),
    ],
)
def test_what_is_said_of_a_file(text: str, *, made: bool, absent: bool) -> None:
    plan = Document.parse(text).plan

    assert (is_made(text, plan, "src/a.py"), may_be_absent(text, plan, "src/a.py")) == (
        made,
        absent,
    )


def test_file_in_a_folder_that_is_made_is_made() -> None:
    text = "Create `src/rows/`.\n\n`src/rows/a.py` reads.\n"

    assert is_made(text, Document.parse(text).plan, "src/rows/a.py")


def test_what_is_nested_too_deep_to_be_read_says_nothing() -> None:
    text = ">" * 100 + " Create `src/a.py`.\n"

    assert not is_made(text, Document.parse(text).plan, "src/a.py")
