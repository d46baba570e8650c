"""A document as rows of runs: what to show where, without colours and without a widget."""

from milepost.tui.layout.model import (
    ASCII_ORNAMENTS,
    ORNAMENTS,
    Mark,
    Ornaments,
    PageStyle,
    Role,
    Row,
    Run,
)
from milepost.tui.layout.page import Page

__all__ = [
    "ASCII_ORNAMENTS",
    "ORNAMENTS",
    "Mark",
    "Ornaments",
    "Page",
    "PageStyle",
    "Role",
    "Row",
    "Run",
]
