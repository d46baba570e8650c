"""The signs on the screen, in a full and in an ASCII set."""

from typing import NamedTuple


class Glyphs(NamedTuple):
    """One sign for one meaning; every sign is one cell wide."""

    done: str = "●"
    partial: str = "◐"
    open: str = "○"
    next: str = "◉"
    started: str = "◔"
    blocked: str = "▲"
    cancelled: str = "✕"
    line: str = "│"
    long_line: str = "┆"
    error: str = "✖"
    warning: str = "▲"
    info: str = "◇"
    fine: str = "✓"
    empty: str = "∅"
    cursor: str = "▌"
    bar_full: str = "━"
    bar_end: str = "╸"
    bar_empty: str = "─"
    ellipsis: str = "…"
    lively: str = "●"
    still: str = "○"
    rule: str = "─"
    divider: str = "│"
    dot: str = "·"
    folded: str = "▸"
    unfolded: str = "▾"
    changed: tuple[str, str, str] = ("┃", "│", "┊")
    """What others changed: just now, lately, before that."""
    own: tuple[str, str, str] = ("•", "∙", "·")
    """What the person changed."""


UNICODE = Glyphs()

ASCII = Glyphs(
    done="x",
    partial="%",
    open="o",
    next=">",
    started="~",
    blocked="!",
    cancelled="-",
    line="|",
    long_line=":",
    error="E",
    warning="W",
    info="i",
    fine="+",
    empty=".",
    cursor="|",
    bar_full="#",
    bar_end="#",
    bar_empty=".",
    ellipsis="~",
    lively="*",
    still="o",
    rule="-",
    divider="|",
    dot="-",
    folded=">",
    unfolded="v",
    changed=("#", "+", ":"),
    own=("@", "*", "'"),
)


def mark_glyph(mark: str, glyphs: Glyphs) -> str:
    """The sign of an item whose mark is neither done nor blank; blank marks are open."""
    return {
        "~": glyphs.started,
        "/": glyphs.started,
        "!": glyphs.blocked,
        "-": glyphs.cancelled,
    }.get(mark, glyphs.open)
