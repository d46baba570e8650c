"""What is to be brought back, and what that would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from milepost.plan.changes import changes_between
from milepost.report.changes import render_changes
from milepost.report.diff import unified_diff
from milepost.tui.commands.dialogs import RESTORING
from milepost.tui.fix_preview import diff_lines
from milepost.tui.rows import Row, Run, fit, paragraph
from milepost.tui.screens.dialog import ReadingDialog
from milepost.tui.widgets.difference import DifferenceView
from milepost.workspace.restoring import Restoring

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult

    from milepost.document import Document
    from milepost.tui.commands.place import PlaceKeys, Wishes
    from milepost.tui.glyphs import Glyphs

_TIGHT = 24
"""Below this height the question takes all of it."""
_NO_PLACE = (
    "It cannot be put back: it belongs where the plan has code or a comment that never ends."
)
_SAME = "It reads like that already."


class RestoreText(DifferenceView):
    """The question, its answers and the difference the chosen one makes."""

    def __init__(self, choices: Sequence[Restoring], document: Document, keys: PlaceKeys) -> None:
        super().__init__()
        self._answer_keys = keys
        self._choices = choices
        self._document = document
        self.chosen = 0
        self.is_possible = False

    def choose(self, number: int, *, unicode: bool) -> None:
        """Shows what an answer would change."""
        self.chosen = number
        document = self._document
        edits = self._choices[number].edits(document)
        after = document.edited(edits) if edits else document
        self.is_possible = bool(edits)
        patch = unified_diff("", document.source, after.source)
        words = _NO_PLACE if edits is None else _SAME
        if edits:
            words = render_changes(changes_between(document, after), unicode=unicode)
        self.show(diff_lines(patch) if patch else (), words)

    def build_rows(self, width: int) -> Sequence[Row]:
        """Question, answers, what it comes to, and the lines."""
        version = self._choices[0].version
        rows = [Row((Run(f"RESTORE FROM VERSION {version.number}", "title"),)), Row(())]
        rows += self._answers(width)
        rows.append(Row(()))
        if self._lines:
            words = f"This comes to: {self._words}"
            lines = paragraph(words, width - 2, 3, self.glyphs.ellipsis)
            rows += [*(Row((Run(f" {line}", "open"),)) for line in lines), Row(())]
        return [*rows, *super().build_rows(width)]

    def _answers(self, width: int) -> Iterator[Row]:
        for number, choice in enumerate(self._choices):
            key, words = self._answer_keys.sign("restoring.whole"), "the whole plan"
            if choice.section is not None:
                key = self._answer_keys.sign("restoring.section")
                room = width - len(key) - 7 - len("the section “”")
                title = fit(choice.section.title, room, self.glyphs.ellipsis)
                words = f"the section “{title}”"
            is_chosen = number == self.chosen
            sign = self.glyphs.next if is_chosen else self.glyphs.open
            shown = fit(words, width - len(key) - 7, self.glyphs.ellipsis)
            role = "next" if is_chosen else "open"
            yield Row(
                (Run(f" {sign} ", role), Run(f"{key}  " if key else "", "key"), Run(shown, role))
            )


class RestoreScreen(ReadingDialog[Restoring]):
    """Asks over the history; gives the answer, or `None`."""

    DEFAULT_CSS = """
    RestoreScreen {
        align: center middle;
        background: $ground 75%;
        & > RestoreText {
            width: 88;
            max-width: 100%;
            height: 90%;
            background: $ground;
            border: round $quiet;
            border-subtitle-color: $quiet;
            padding: 0 1;
        }
        &.-tight > RestoreText {
            height: 100%;
        }
    }
    """

    PLACE = RESTORING

    def __init__(
        self, choices: Sequence[Restoring], document: Document, glyphs: Glyphs, wishes: Wishes
    ) -> None:
        """`choices` has the whole plan as its last one."""
        super().__init__(wishes)
        self._choices = choices
        self._glyphs = glyphs
        self.text: RestoreText = RestoreText(choices, document, self.keys)

    def compose(self) -> ComposeResult:
        """The question."""
        yield self.text

    def on_mount(self) -> None:
        """Shows the first answer, or the other one where only that changes anything."""
        self.text.glyphs = self._glyphs
        self.text.focus()
        self._choose(0)
        if not self.text.is_possible and len(self._choices) > 1:
            self.action_other()

    def on_resize(self, event: events.Resize) -> None:
        """A low window is for the text alone."""
        self.set_class(event.size.height < _TIGHT, "-tight")

    def _choose(self, number: int) -> None:
        self.text.choose(number, unicode=self._glyphs.ellipsis == "…")
        hints = self.keys.hints(("restoring.restore", "restores"), ("dialog.close", "back"))
        shown = hints if self.text.is_possible else hints[-1:]
        self.text.border_subtitle = Content(f" {self._glyphs.dot} ".join(shown))

    def action_choose(self, which: str) -> None:
        """Chooses an answer by its key."""
        self._choose(0 if which == "section" else len(self._choices) - 1)

    def action_other(self) -> None:
        """Chooses the other answer."""
        self._choose((self.text.chosen + 1) % len(self._choices))

    def action_restore(self) -> None:
        """Gives the answer."""
        if self.text.is_possible:
            self.dismiss(self._choices[self.text.chosen])
