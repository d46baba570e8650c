"""Every real plan can be set, at any width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.text import Source, diff_edits
from milepost.tui.cells import cell_len, sanitise
from milepost.tui.layout import Page, PageStyle
from support.corpus import corpus_histories, corpus_plans, corpus_variants, needs_corpus

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = needs_corpus


def _read(path: Path) -> Document:
    return Document.parse(Source.decode(path.read_bytes()))


@pytest.mark.parametrize("width", [40, 60, 84, 120])
def test_plans_fit_the_pane(width: int) -> None:
    too_wide: list[str] = []
    for path in (*corpus_plans(), *corpus_variants()):
        page = Page.lay(_read(path), PageStyle(width))
        page.finish()
        for index in range(page.height):
            text = page.row(index).text
            if len(text) > width or not text.isascii():
                assert text == sanitise(text)
                if cell_len(text) > width:
                    too_wide.append(f"{path.name}:{index}")

    assert too_wide == []


def test_every_row_of_a_plan_is_found_again() -> None:
    for path in corpus_plans()[::10]:
        page = Page.lay(_read(path), PageStyle(60))
        page.finish()
        for index in range(page.height):
            row = page.row(index)
            if row.shows_source:
                assert page.row_of(row.start) == index, (path.name, index)


def test_histories_end_in_the_page_of_their_last_version() -> None:
    for versions in corpus_histories():
        document = _read(versions[0])
        page = Page.lay(document, PageStyle(60))
        for path in versions[1:8]:
            following = _read(path)
            page = page.edited(following, diff_edits(document.text, following.text))
            document = following
        fresh = Page.lay(document, PageStyle(60))
        fresh.finish()

        assert page.height == fresh.height
        for index in range(page.height):
            assert page.row(index) == fresh.row(index)
