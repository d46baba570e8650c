"""Characters, lines and edits: a layer that has never heard of Markdown."""

from milepost.text.edit import EditSet, TextEdit
from milepost.text.lines import LineIndex, Position
from milepost.text.source import Source, SourceDefect
from milepost.text.span import Span

__all__ = [
    "EditSet",
    "LineIndex",
    "Position",
    "Source",
    "SourceDefect",
    "Span",
    "TextEdit",
]
