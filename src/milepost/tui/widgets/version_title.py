"""Which version is looked at, and what it changed."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from milepost.tui.glyphs import UNICODE
from milepost.tui.looks import Palette
from milepost.tui.rows import fit
from milepost.tui.widgets.timeline import AUTHORS

if TYPE_CHECKING:
    from milepost.tui.glyphs import Glyphs
    from milepost.workspace.versions import Version


class VersionTitle(Widget):
    """Two lines: when and who, and what."""

    DEFAULT_CSS = """
    VersionTitle {
        height: 2;
        background: $ground;
        color: $ink;
    }
    """

    head: reactive[str] = reactive("")
    words: reactive[str] = reactive("")
    glyphs: reactive[Glyphs] = reactive(UNICODE)

    def show(self, version: Version, words: str, *, local: bool) -> None:
        """Names a version."""
        moment = version.seen_at.astimezone(None if local else UTC)
        dot = self.glyphs.dot
        zone = "" if local else "Z"
        who = AUTHORS[version.author]
        self.head = f"Version {version.number} {dot} {moment:%d %b %Y %H:%M}{zone} {dot} {who}"
        self.words = words

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        base, width = self.rich_style, self.size.width
        palette = Palette(self.app.theme_variables)
        text, role = (self.words, "changed-recent") if y else (self.head, "title")
        shown = fit(text, width - 2, self.glyphs.ellipsis)
        return Strip([Segment(f" {shown}", base + palette[role])]).adjust_cell_length(width, base)
