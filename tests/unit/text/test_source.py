from __future__ import annotations

import pytest

from milepost.text import Source, SourceDefect

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "text", "bom"),
    [
        (b"", "", False),
        (b"# a\r\n", "# a\r\n", False),
        (BOM + b"# a\n", "# a\n", True),
        (BOM, "", True),
        (BOM + BOM + b"a", "\ufeffa", True),
        ("日本 🙂".encode(), "日本 🙂", False),
    ],
)
def test_utf8_is_read_as_it_is(data: bytes, text: str, bom: bool) -> None:
    source = Source.decode(data)

    assert (source.text, source.bom, source.defect) == (text, bom, None)
    assert source.encode() == data


@pytest.mark.parametrize(
    ("data", "defect"),
    [
        (b"\xff\xfe#\0 \0a\0", SourceDefect.UTF16),
        (b"\xfe\xff\0#", SourceDefect.UTF16),
        (b"caf\xe9\n", SourceDefect.NOT_UTF8),
        (b"\xed\xa0\x80", SourceDefect.NOT_UTF8),
        (BOM + b"\xff", SourceDefect.NOT_UTF8),
        (b"a\0b", SourceDefect.NUL),
        (b"a\rb\n", SourceDefect.LONE_CR),
        (b"a\r", SourceDefect.LONE_CR),
        (b"a\r\r\n", SourceDefect.LONE_CR),
    ],
)
def test_what_is_unsafe_to_edit_is_named_and_kept(data: bytes, defect: SourceDefect) -> None:
    source = Source.decode(data)

    assert source.defect is defect
    assert source.encode() == data


def test_a_defect_is_told_in_words_that_follow_a_colon() -> None:
    assert all(defect.value.startswith("it ") for defect in SourceDefect)


def test_another_text_keeps_the_wrapping() -> None:
    source = Source.decode(BOM + b"a\0")

    assert source.with_text("b") == Source("b", bom=True, defect=SourceDefect.NUL)
    assert source.with_text("b").encode() == BOM + b"b"


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("", "\n"),
        ("a", "\n"),
        ("a\n", "\n"),
        ("a\r\nb", "\r\n"),
        ("a\r\nb\n", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\rb", "\n"),
    ],
)
def test_the_newline_is_the_one_most_lines_use(text: str, newline: str) -> None:
    assert Source(text).newline == newline
