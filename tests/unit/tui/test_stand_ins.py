"""What a terminal's encoding lacks is replaced, and takes as many cells as before."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from milepost.tui.cells import cell_len
from milepost.tui.stand_ins import StandInFilter, StandIns

CASES = [
    ("ascii", "plain text", "plain text"),
    ("ascii", "│ ─ ┌┘ █", "| - ++  "),
    ("ascii", "“so”, it's …", '"so", it\'s ~'),
    ("ascii", "● ▲ ∅ ✓", "* ? ? ?"),
    ("ascii", "Białowieża, façade", "Bia?owieza, facade"),
    ("ascii", "计划", "????"),
    ("ascii", "🙂!", "??!"),
    ("ascii", "e\u0301", "e"),
    ("ascii", "ﬁne ½", "?ne ?"),
    ("latin-1", "façade · 10 €", "façade · 10 ?"),
    ("latin-1", "│ “so”", '| "so"'),
    ("euc-jp", "計画 …", "計画 …"),
    ("euc-jp", "é", "é"),
    ("euc-jp", "🙂", "??"),
]


@pytest.mark.parametrize(("encoding", "text", "said"), CASES)
def test_what_is_said_instead(encoding: str, text: str, said: str) -> None:
    result = text.translate(StandIns(encoding))

    assert result == said
    assert cell_len(result) == cell_len(text)
    assert result.encode(encoding)


def test_every_character_can_be_written_and_keeps_its_width() -> None:
    stand_ins = StandIns("ascii")
    wrong = []
    for code in (*range(0x20, 0x2FFF), *range(0x1F000, 0x1FAFF, 7)):
        char = chr(code)
        said = char.translate(stand_ins)
        if char.isprintable() and not (said.isascii() and cell_len(said) == cell_len(char)):
            wrong.append(char)

    assert wrong == []


def test_styles_stay_with_their_text() -> None:
    bold = Style(bold=True)
    segments = [Segment("a…", bold), Segment("plain"), Segment("计", None)]

    assert StandInFilter("ascii").apply(segments, Color(0, 0, 0)) == [
        Segment("a~", bold),
        Segment("plain"),
        Segment("??", None),
    ]
