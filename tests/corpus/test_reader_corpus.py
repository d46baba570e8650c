"""Every real plan can be set, at any width."""

from __future__ import annotations

import pytest

from milepost.text.diff import diff_edits
from milepost.tui.cells import cell_len, sanitise
from milepost.tui.layout import Page, PageStyle
from support.corpus import (
    THOROUGH,
    corpus_histories,
    corpus_plans,
    corpus_variants,
    needs_corpus,
    read_plan,
)

pytestmark = needs_corpus


WIDTHS = (40, 60, 84, 120)
SHARES = 4
"""So many tests look at all plans between them, every plan at two of the widths."""


@pytest.mark.parametrize("share", range(SHARES))
def test_plans_fit_the_pane(share: int) -> None:
    too_wide: list[str] = []
    for number, path in enumerate((*corpus_plans(), *corpus_variants())[share::SHARES]):
        for width in WIDTHS if THOROUGH else WIDTHS[number % 2 :: 2]:
            page = Page.lay(read_plan(path), PageStyle(width))
            page.finish()
            for index in range(page.height):
                text = page.row(index).text
                if len(text) > width or not text.isascii():
                    assert text == sanitise(text)
                    if cell_len(text) > width:
                        too_wide.append(f"{path.name}:{index} at {width}")

    assert too_wide == []


def test_every_row_of_a_plan_is_found_again() -> None:
    for path in corpus_plans()[::10]:
        page = Page.lay(read_plan(path), PageStyle(60))
        page.finish()
        for index in range(page.height):
            row = page.row(index)
            if row.shows_source:
                assert page.row_of(row.start) == index, (path.name, index)


def test_histories_end_in_the_page_of_their_last_version() -> None:
    for versions in corpus_histories():
        document = read_plan(versions[0])
        page = Page.lay(document, PageStyle(60))
        for path in versions[1:8]:
            following = read_plan(path)
            page = page.edited(following, diff_edits(document.text, following.text))
            document = following
        fresh = Page.lay(document, PageStyle(60))
        fresh.finish()

        assert page.height == fresh.height
        for index in range(page.height):
            assert page.row(index) == fresh.row(index)
