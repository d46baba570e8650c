"""Strategies for texts and edits of them."""

from __future__ import annotations

from hypothesis import strategies as st

from milepost.text import EditSet, Span, TextEdit

_CHARACTERS = st.sampled_from("ab \t\r\n\0\v\f\x85\xa0\u2028\u3000é界🙂\ufeff\udc80")

texts: st.SearchStrategy[str] = st.text(_CHARACTERS, max_size=40)
"""Short texts with every kind of line end, white space and character width."""

ODD_LINES = ("same\n", "\n", "  - [ ] a\r\n", "b\r", "end", "a longer one", "a longer one\n")

line_texts: st.SearchStrategy[str] = st.lists(
    st.sampled_from(ODD_LINES) | st.integers(0, 12).map("line {}\n".format), max_size=14
).map("".join)
"""Texts of lines that repeat."""


@st.composite
def edit_sets(draw: st.DrawFn, text: str, *, most: int = 5) -> EditSet:
    """Edits of `text`; some touch each other, and some put in what they take out."""
    offsets = st.integers(0, len(text))
    cuts = sorted(draw(st.lists(offsets, max_size=2 * most)))
    edits: dict[Span, TextEdit] = {}
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        span = Span(start, end)
        edits[span] = TextEdit(span, draw(st.sampled_from(("", "x", "y\n", span.cut(text)))))
    return EditSet.of(edits.values())


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, EditSet]:
    """A text with edits of it."""
    text = draw(texts)
    return text, draw(edit_sets(text))
