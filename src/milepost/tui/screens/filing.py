"""What leads to other files: those that the plan names, the plan itself, and other plans."""

from __future__ import annotations

import asyncio
import subprocess
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from textual import work
from textual.app import SuspendNotSupported
from textual.message import Message

from milepost.plan.query import item_at
from milepost.tui.screens.wayfinding import WayScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from milepost.text import Span
    from milepost.workspace.mentioned import Mention, Neighbourhood

NO_FILE = "No file that exists here is named in this row."
_PATIENCE = 100
"""Looks at whether all is written, before another program gets the file."""
_PAUSE = 0.01


class FilesScreen(WayScreen):
    """A screen with the commands that open files."""

    @dataclass(eq=False, repr=False)
    class PlanWanted(Message):
        """The person wants to see another plan instead, or this one where it is now."""

        path: Path
        first_words: str = ""
        """What the screen is to tell that shows it."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command makes sense where the cursor is."""
        match action:
            case "open_file":
                return self._mentioned() is not None
            case "open_plan_file":
                return self._file.absence is None
        return super().check_action(action, parameters)

    _offer: tuple[tuple[str, ...], bool] = ((), False)
    """The words that were last looked through for the footer, and whether they name a file."""

    def is_offered(self, action: str) -> bool:
        """Looks for files only when the first frame need not wait, and once for the same words."""
        if action != "open_file":
            return super().is_offered(action)
        words = tuple(span.cut(self.document.text) for span in self._spans_at_cursor())
        if self._started and words != self._offer[0]:
            self._offer = words, super().is_offered(action)
        return self._offer[1]

    @cached_property
    def _neighbourhood(self) -> Neighbourhood:
        from milepost.workspace.mentioned import Neighbourhood  # after the first frame

        return Neighbourhood(self._path)

    def _mentioned(self) -> tuple[Path, Mention] | None:
        """The file named in the row under the cursor, else in the item that it belongs to."""
        from milepost.workspace.mentioned import find_mentions  # after the first frame

        text = self.document.text
        for span in self._spans_at_cursor():
            found = self._neighbourhood.first(find_mentions(span.cut(text)))
            if found is not None:
                return found
        return None

    def _spans_at_cursor(self) -> Iterator[Span]:
        plan = self.document.plan
        if self.active == "rail" and self.rail.selected is not None:
            yield self.rail.selected.span
        elif self.active == "findings" and self.findings.selected is not None:
            finding = self.findings.selected
            yield self._line_at(finding.span.start)
        elif self.active == "reader":
            yield self.reader.row_span
            item = item_at(plan, self.reader.cursor_offset)
            if item is not None:
                yield item.span

    def _line_at(self, offset: int) -> Span:
        lines = self.document.lines
        return lines.content(lines.line_of(offset))

    def action_open_file(self) -> None:
        """Opens the file that is named where the cursor is."""
        found = self._mentioned()
        if found is None:
            self.tell(NO_FILE)
        else:
            self._open_in_editor(found[0], found[1].line)

    def action_open_plan_file(self) -> None:
        """Opens the plan itself, at the cursor."""
        offset = self.reader.cursor_offset
        if self.active == "rail" and self.rail.selected is not None:
            offset = self.rail.selected.span.start
        self._open_in_editor(self._path.absolute(), self.document.lines.position(offset).line + 1)

    @work(group="editor", name="editor", exclusive=True, description="open a file")
    async def _open_in_editor(self, path: Path, line: int | None) -> None:
        """Gives the terminal to the person's editor until it ends; no shell is asked."""
        from milepost.workspace.editors import editor_command, find_editor  # rarely wanted

        editor = find_editor()
        if editor is None:
            self.tell("There is no editor: set VISUAL or EDITOR to the name of yours.")
            return
        for _ in range(_PATIENCE):
            if self._started and self.session.saved:
                break
            await asyncio.sleep(_PAUSE)
            if self._started:
                self._handle(self.session.receive())
        self._lend_terminal(editor_command(editor, path, line))

    def _lend_terminal(self, command: list[str]) -> None:
        """Runs a program in the terminal; until it ends the screen stands still."""
        try:
            with self.app.suspend():
                code = subprocess.run(command, check=False).returncode  # noqa: S603 - the person's
        except OSError as error:
            self.tell(f"{command[0]} could not be started: {error.strerror}.", serious=True)
        except SuspendNotSupported:
            self.tell("This terminal cannot be lent to an editor.", serious=True)
        else:
            if code:
                self.tell(f"{command[0]} ended with {code}.", serious=True)
        self._look_again()

    def action_switch_plan(self) -> None:
        """Offers the plans around this one."""
        from milepost.tui.screens.switcher import SwitcherScreen  # rarely wanted

        plans = SwitcherScreen(self._path.absolute(), self._glyphs, self.wishes)
        self.app.push_screen(plans, self._switch)

    def _switch(self, path: Path | None, first_words: str = "") -> None:
        if path is not None and path != self._path.absolute():
            if not self._result_callbacks:
                # The first screen was never pushed; Textual expects of every screen that it was.
                self._push_result_callback(self, None)
            self.post_message(self.PlanWanted(path, first_words))
