from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from milepost.document import Document
from milepost.text import LineIndex, Position, Source, SourceDefect, Span
from support.texts import texts

_BYTES = st.lists(
    st.binary(max_size=6)
    | st.sampled_from(
        [
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\r\n",
            b"\r",
            b"\n",
            b"\0",
            b"# a\n",
            b"\xc3\xa9",
        ]
    ),
    max_size=12,
).map(b"".join)


@given(_BYTES)
@example(b"\xef\xbb\xbf\xef\xbb\xbf# twice marked\n")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfea\0\n\0")
def test_any_bytes_come_back_as_they_were(data: bytes) -> None:
    assert Source.decode(data).encode() == data


@given(_BYTES)
@settings(deadline=None, max_examples=50)
def test_a_document_of_any_bytes_keeps_them(data: bytes) -> None:
    assert Document.parse(Source.decode(data)).source.encode() == data


@given(_BYTES)
def test_a_text_without_defect_is_utf8_with_ordinary_line_ends(data: bytes) -> None:
    source = Source.decode(data)

    if source.defect is None:
        assert data.decode("utf-8").encode("utf-8") == data
        assert b"\0" not in data
        assert b"\r" not in data.replace(b"\r\n", b"")
    elif source.defect is SourceDefect.LONE_CR:
        assert b"\r" in data.replace(b"\r\n", b"")


@given(texts)
def test_lines_tile_the_text(text: str) -> None:
    lines = LineIndex(text)
    spans = [lines.full(row) for row in range(len(lines))]

    assert "".join(span.cut(text) for span in spans) == text
    for row, span in enumerate(spans):
        content = lines.content(row)
        assert content == Span(lines.start(row), lines.end(row))
        assert content.start == span.start
        assert text[content.end : span.end] in ("", "\n", "\r", "\r\n")
        assert not set(content.cut(text)) & set("\r\n")


@given(texts, st.data())
def test_an_offset_and_its_position_are_the_same_place(text: str, data: st.DataObject) -> None:
    lines = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))

    position = lines.position(offset)

    assert position.line == lines.line_of(offset)
    assert lines.start(position.line) + position.column == offset
    # Between CR and LF, and behind either, lies no column of its own.
    assert lines.offset(position) == min(offset, lines.end(position.line))


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_every_position_has_an_offset(text: str, line: int, column: int) -> None:
    lines = LineIndex(text)

    offset = lines.offset(Position(line, column))

    assert 0 <= offset <= len(text)
    assert lines.line_of(offset) == min(line, len(lines) - 1)
