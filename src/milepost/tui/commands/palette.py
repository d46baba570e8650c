"""What keys do in the palette."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group
from milepost.tui.commands.place import Place
from milepost.tui.commands.texts import LINE

PALETTE = Place(
    "In the palette",
    "in the palette",
    (
        Command(
            "palette.choose",
            "Choose",
            "Does what the chosen entry says.",
            ("enter",),
            "submit",
            Group.PROGRAM,
        ),
        Command(
            "palette.close",
            "Close",
            "Back to the plan.",
            ("escape",),
            "escape",
            Group.PROGRAM,
            is_way_out=True,
        ),
        Command("palette.down", "Down", "One entry down.", ("down",), "cursor_down", Group.PROGRAM),
        Command(
            "palette.up",
            "Up",
            "One entry up.",
            ("up",),
            "command_list('cursor_up')",
            Group.PROGRAM,
        ),
        Command(
            "palette.page_down",
            "Page down",
            "So many entries down as are seen.",
            ("pagedown",),
            "command_list('page_down')",
            Group.PROGRAM,
        ),
        Command(
            "palette.page_up",
            "Page up",
            "As many up.",
            ("pageup",),
            "command_list('page_up')",
            Group.PROGRAM,
        ),
        Command(
            "palette.top",
            "Top",
            "The first entry.",
            ("ctrl+home",),
            "command_list('first')",
            Group.PROGRAM,
        ),
        Command(
            "palette.bottom",
            "Bottom",
            "The last entry.",
            ("ctrl+end",),
            "command_list('last')",
            Group.PROGRAM,
        ),
    ),
    LINE,
    takes_text=True,
)
