"""The exact text of a file."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_LONE_CR = r"\r(?!\n)"


class SourceDefect(Enum):
    """Why a text can be shown but not edited."""

    NOT_UTF8 = "it is not valid UTF-8"
    UTF16 = "it looks like UTF-16, not UTF-8"
    NUL = "it holds NUL bytes"
    LONE_CR = "it ends lines with a bare carriage return"


class Source(NamedTuple):
    """Exact text of a file, without its byte order mark.

    Invariant: `Source.decode(data).encode() == data` for every `data`. Bytes that are not UTF-8
    live on as lone surrogates (PEP 383) and come back as they were.
    """

    text: str
    bom: bool = False
    defect: SourceDefect | None = None

    @classmethod
    def decode(cls, data: bytes) -> Source:
        """Reads any bytes at all. A text that is unsafe to edit carries a `defect`."""
        bom = data.startswith(_BOM)
        body = data[len(_BOM) :] if bom else data
        try:
            text, is_utf8 = body.decode(), True
        except UnicodeDecodeError:
            text, is_utf8 = body.decode("utf-8", "surrogateescape"), False
        return cls(text, bom=bom, defect=_find_defect(data, text, is_utf8=is_utf8))

    def encode(self) -> bytes:
        """The bytes of the file, byte order mark included."""
        return (_BOM if self.bom else b"") + self.text.encode("utf-8", "surrogateescape")

    def with_text(self, text: str) -> Source:
        """Another text in the same wrapping."""
        return Source(text, bom=self.bom, defect=self.defect)

    @property
    def newline(self) -> str:
        """The terminator most lines use; LF for a text without any."""
        if "\r" not in self.text:
            return "\n"
        crlf = self.text.count("\r\n")
        return "\r\n" if crlf * 2 > self.text.count("\n") else "\n"


def _find_defect(data: bytes, text: str, *, is_utf8: bool) -> SourceDefect | None:
    if data.startswith(_UTF16_BOMS):
        return SourceDefect.UTF16
    if not is_utf8:
        return SourceDefect.NOT_UTF8
    if "\0" in text:
        return SourceDefect.NUL
    if "\r" in text and re.search(_LONE_CR, text):
        return SourceDefect.LONE_CR
    return None
