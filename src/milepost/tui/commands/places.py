"""All places that have keys, for who has wishes and for who wants to read about them."""

from __future__ import annotations

from milepost.tui.commands import COMMANDS
from milepost.tui.commands.dialogs import (
    CONFLICT,
    DIALOG,
    EXPLANATION,
    FIXES,
    HELP,
    LEAVING,
    OFFER,
    PLANS,
    QUESTION,
    RESTORING,
)
from milepost.tui.commands.looking_back import HISTORY_COMMANDS
from milepost.tui.commands.palette import PALETTE
from milepost.tui.commands.place import Place
from milepost.tui.commands.texts import EDITOR, FORM, PROMPT, SEARCH, TEXT, WORDING

PLAN = Place("Among the panes", "", COMMANDS)
HISTORY = Place("In the history", "in the history", HISTORY_COMMANDS)
PLACES = (
    PLAN,
    HISTORY,
    EDITOR,
    LEAVING,
    OFFER,
    FORM,
    QUESTION,
    SEARCH,
    PROMPT,
    CONFLICT,
    WORDING,
    FIXES,
    EXPLANATION,
    RESTORING,
    PLANS,
    HELP,
    PALETTE,
)
"""Every place; commands of one place do not share keys."""
SHARED = (
    ("In every dialog", DIALOG),
    ("Wherever you type", TEXT),
)
"""Commands that several places have."""
