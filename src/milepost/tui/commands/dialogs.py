"""What keys do in what opens over the plan, and in questions."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group
from milepost.tui.commands.place import Place


def _move(name: str, title: str, words: str, keys: str) -> Command:
    return Command(
        f"dialog.{name}", title, words, tuple(keys.split()), f"move('{name}')", Group.MOVE
    )


MOVING = (
    _move("down", "Down", "One row or entry down.", "j down"),
    _move("up", "Up", "One row or entry up.", "k up"),
    _move("page_down", "Page down", "Half of what is seen, or ten entries.", "ctrl+d pagedown"),
    _move("page_up", "Page up", "As many up.", "ctrl+u pageup"),
    _move("top", "Top", "The first row or entry.", "g home"),
    _move("bottom", "Bottom", "The last row or entry.", "G end"),
)
READING_ON = Command(
    "dialog.read_on",
    "Read on",
    "Half of what is seen down, where there is something to read.",
    ("space",),
    "move('page_down')",
    Group.MOVE,
)
CLOSING = Command(
    "dialog.close",
    "Close",
    "Back to where you were; the key that opened the dialog does so, too. From the first choice "
    "of a plan it leaves the program.",
    ("escape", "q"),
    "close",
    Group.PROGRAM,
    is_way_out=True,
)
DIALOG = (*MOVING, READING_ON, CLOSING)
"""What dialogs have in common."""

HELP = Place(
    "In the help",
    "in the help",
    (),
    DIALOG,
    openers=("program.help", "history.help"),
    again="dialog.close",
)

EXPLANATION = Place(
    "On the page of a rule",
    "on the page of a rule",
    (
        Command(
            "explanation.next",
            "Next rule",
            "To the next rule that has found something at the same place.",
            ("tab",),
            "turn(1)",
            Group.FINDINGS,
        ),
        Command(
            "explanation.previous",
            "Previous rule",
            "To the one before.",
            ("shift+tab",),
            "turn(-1)",
            Group.FINDINGS,
        ),
    ),
    DIALOG,
    openers=("finding.explain",),
    again="dialog.close",
)

FIXES = Place(
    "In the preview of all fixes",
    "in the preview of all fixes",
    (
        Command(
            "fixes.accept",
            "Mend all",
            "Makes all the fixes that are shown, in one step.",
            ("enter",),
            "accept",
            Group.FINDINGS,
        ),
    ),
    DIALOG,
    openers=("finding.fix_all",),
    again="dialog.close",
)

RESTORING = Place(
    "Where something is restored",
    "where something is restored",
    (
        Command(
            "restoring.restore",
            "Restore",
            "Brings the chosen text back.",
            ("enter", "r"),
            "restore",
            Group.TIME,
        ),
        Command(
            "restoring.section",
            "The section",
            "Chooses the section alone.",
            ("s",),
            "choose('section')",
            Group.TIME,
        ),
        Command(
            "restoring.whole",
            "The whole plan",
            "Chooses all of it.",
            ("w",),
            "choose('whole')",
            Group.TIME,
        ),
        Command(
            "restoring.other",
            "The other answer",
            "Chooses what is not chosen.",
            ("left", "right", "tab", "shift+tab"),
            "other",
            Group.TIME,
        ),
    ),
    DIALOG,
)

PLANS = Place(
    "In the list of plans",
    "in the list of plans",
    (
        Command(
            "plans.open",
            "Open",
            "Opens the plan under the cursor.",
            ("enter", "space"),
            "open",
            Group.FILES,
        ),
    ),
    (*MOVING, CLOSING),
    openers=("file.switch",),
    again="dialog.close",
)
FIRST_CHOICE = PLANS._replace(openers=(), again="")
"""The same where no plan is open yet."""

CONFLICT = Place(
    "In a conflict",
    "in a conflict",
    (
        Command(
            "conflict.mine",
            "Yours",
            "Takes what you wrote.",
            ("m",),
            "choose('mine')",
            Group.FINDINGS,
        ),
        Command(
            "conflict.theirs",
            "Theirs",
            "Takes what somebody else wrote.",
            ("t",),
            "choose('theirs')",
            Group.FINDINGS,
        ),
        Command(
            "conflict.both",
            "Both",
            "Takes yours, and theirs below it.",
            ("b",),
            "choose('both')",
            Group.FINDINGS,
        ),
        Command(
            "conflict.edit",
            "Edit",
            "Lets you write what is to stand there.",
            ("e",),
            "edit",
            Group.FINDINGS,
        ),
        Command(
            "conflict.later",
            "Later",
            "Puts the conflict off; nothing of it is written.",
            ("escape",),
            "later",
            Group.FINDINGS,
            is_way_out=True,
        ),
        Command(
            "conflict.back",
            "Back",
            "To what you decided last, to decide it anew.",
            ("backspace", "left"),
            "back",
            Group.FINDINGS,
        ),
    ),
    MOVING,
)

LEAVING = Place(
    "Where the editor asks what becomes of the text",
    "where the editor asks what becomes of the text",
    (
        Command(
            "leaving.save",
            "Save",
            "Writes the text into the plan.",
            ("s", "enter", "ctrl+s"),
            "save",
            Group.PROGRESS,
            label="save",
        ),
        Command(
            "leaving.discard",
            "Discard",
            "Leaves without it.",
            ("d", "x"),
            "discard",
            Group.PROGRESS,
            label="discard",
        ),
        Command(
            "leaving.stay",
            "Go on",
            "Goes on editing.",
            ("escape",),
            "stay",
            Group.PROGRESS,
            label="keep editing",
            is_way_out=True,
        ),
    ),
)

OFFER = Place(
    "Where a text is offered that was not saved",
    "where a text is offered that was not saved",
    (
        Command(
            "draft.resume",
            "Go on",
            "Opens the editor on it.",
            ("enter",),
            "resume",
            Group.PROGRESS,
            label="go on",
        ),
        Command(
            "draft.drop",
            "Drop",
            "Forgets the text.",
            ("x",),
            "drop",
            Group.PROGRESS,
            label="drop",
        ),
        Command(
            "draft.later",
            "Later",
            "Keeps it, to be offered the next time.",
            ("escape",),
            "later",
            Group.PROGRESS,
            label="later",
            is_way_out=True,
        ),
    ),
)

QUESTION = Place(
    "Where it is asked whether something is to go",
    "where it is asked whether something is to go",
    (
        Command(
            "question.yes",
            "Yes",
            "Deletes it; the key that asked does so, too. Every other key is a no.",
            ("y", "enter"),
            "write",
            Group.PROGRESS,
        ),
    ),
    openers=("progress.delete",),
    again="question.yes",
)
