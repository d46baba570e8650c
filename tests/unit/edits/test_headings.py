"""Headings are mended, and what stands around them stays."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.headings import (
    insert_below_title,
    raise_title,
    respell_heading,
    separate_heading,
)
from milepost.plan.spelling import find_misspelling

PURPOSE = "## Purpose / Big Picture\n\n"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("# T\n\nText.\n", "# T\n\nSaid.\n\nText.\n"),
        ("# T\nText.\n", "# T\n\nSaid.\n\nText.\n"),
        ("# T\r\n \r\nText.\r\n", "# T\r\n\r\nSaid.\r\n \r\nText.\r\n"),
        ("# T", "# T\n\nSaid."),
        ("# T\n", "# T\n\nSaid.\n"),
        ("T\n=\n\nText.\n", "T\n=\n\nSaid.\n\nText.\n"),
        ("Text.\n", "Said.\n\nText.\n"),
        ("---\na: b\n---\n## Progress\n", "---\na: b\n---\nSaid.\n\n## Progress\n"),
        ("## Progress\n\n# T\n", "Said.\n\n## Progress\n\n# T\n"),
        ("```md\n# T\n\n## Progress\n```\n", "```md\n# T\n\nSaid.\n\n## Progress\n```\n"),
    ],
)
def test_paragraph_goes_below_the_title(text: str, result: str) -> None:
    assert insert_below_title(Document.parse(text), "Said.").apply(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("## A\nText.\n", "## A\n\nText.\n"),
        ("## A\r\nText.\n", "## A\r\n\r\nText.\n"),
        ("A\n---\nText.", "A\n---\n\nText."),
    ],
)
def test_blank_line_goes_below_the_heading(text: str, result: str) -> None:
    document = Document.parse(text)

    assert separate_heading(document, document.plan.sections[0]).apply(text) == result


def test_only_the_misspelt_words_change() -> None:
    text = "Text.\n\n  ## surprises & **Discoverys** (so far) ##\n"
    document = Document.parse(text)
    [section] = document.plan.sections
    misspelling = find_misspelling(section.heading.cut(text))

    assert misspelling is not None
    assert respell_heading(section, misspelling).apply(text) == text.replace("rys", "ries")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("## A name\n\n## Progress\n", "# A name\n\n## Progress\n"),
        ("### A name ###\n\n## Progress\n", "# A name ###\n\n## Progress\n"),
        ("A name\n---\n\n## Progress\n", "A name\n===\n\n## Progress\n"),
        ("A - name\n-\n\n## Progress\n", "A - name\n=\n\n## Progress\n"),
        ("#42 of all\n---\n\n## Progress\n", "#42 of all\n===\n\n## Progress\n"),
        ("A name\n\n## Progress\n", "# A name\n\n## Progress\n"),
        ("\n**A name**\r\n\r\n## Progress\n", "\n# A name\r\n\r\n## Progress\n"),
        (f"{PURPOSE}Do it! More.\n", f"# Do it\n\n{PURPOSE}Do it! More.\n"),
        (f"{PURPOSE}做吧。多。\n", f"# 做吧\n\n{PURPOSE}做吧。多。\n"),
        (
            f"A label:\n\n{PURPOSE}Do it.\n",
            f"# Do it\n\nA label:\n\n{PURPOSE}Do it.\n",
        ),
    ],
)
def test_title_is_made_of_the_plans_own_words(text: str, result: str) -> None:
    edits = raise_title(Document.parse(text))

    assert edits is not None
    assert edits.apply(text) == result
    assert Document.parse(result).plan.title


@pytest.mark.parametrize(
    "text",
    [
        "## Progress\n\n- [ ] x\n",
        "## Progres\n\n- [ ] x\n",
        PURPOSE,
        f"{PURPOSE}`code` does it.\n",
        f"{PURPOSE}None yet.\n",
        f"{PURPOSE}Progress.\n",
        f"{PURPOSE}The name of the lake is to be decided.\n",
        f"{PURPOSE}Cross the lake (TBD).\n",
        f"{PURPOSE}{'Long and longer ' * 6}.\n",
        "- A name\n\n## Progress\n",
        "> A name\n\n## Progress\n",
        "A name\nof two lines\n\n## Progress\n",
        "Status: begun\n\n## Progress\n",
        "A sentence.\n\n## Progress\n",
        "***\n\n## Progress\n",
        "Plan of Work\n\n## Progress\n",
        "Progres\n\n## Progress\n",
    ],
)
def test_no_title_is_invented(text: str) -> None:
    assert raise_title(Document.parse(text)) is None
