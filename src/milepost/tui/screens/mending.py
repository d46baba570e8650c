"""What can be done about a finding: fixing it, silencing it, handing it to an agent."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work

from milepost.text import Span
from milepost.tui.commands import key_sign
from milepost.tui.screens.ticking import TickingScreen
from milepost.tui.type_ahead import hold_keys_for
from milepost.tui.widgets.page_view import PageView
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.lint.fixer import FixReport
    from milepost.text import EditSet
    from milepost.tui.fix_preview import FixPreview
    from milepost.tui.screens.session import Desk
    from milepost.tui.widgets.prompt import Prompt
    from milepost.workspace.events import Changed

_ABOUT_FINDINGS = frozenset({"fix", "suppress", "copy_finding"})
_CHANGING = frozenset({"fix_all", "suppress"})


class _Shown(NamedTuple):
    """A fix that is shown in place, and what it was built for."""

    document: Document
    finding: Diagnostic
    preview: FixPreview
    pane: str


class MendingScreen(TickingScreen):
    """A session's screen with the commands that change or hand on what a finding is about."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._fix: _Shown | None = None
        self._silenced: tuple[Document, Diagnostic] | None = None
        self.prompt: Prompt | None = None
        """Where the person types a reason, while it is open."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command makes sense where the cursor is."""
        if action in _ABOUT_FINDINGS:
            return bool(self.findings_at_cursor())
        if action == "fix_all":
            return self._started and any(each.fix for each in self.findings.diagnostics)
        if action == "close_front":
            return self._fix is not None
        return super().check_action(action, parameters)

    def refresh_keys(self) -> None:
        """Names what ends a question while one is asked."""
        super().refresh_keys()
        if self.prompt is not None:
            self.key_bar.show_commands(self.prompt.footer)

    def is_offered(self, action: str) -> bool:
        """Leaves out a fix where there is none, and what a locked file would refuse."""
        if action == "fix" and not self._mends():
            return False
        if action == "go_to" and self._fix is not None:
            return False  # The key makes the fix.
        locked = self._is_locked and action in _CHANGING
        return not locked and super().is_offered(action)

    def keys_of(self, command: str) -> tuple[str, ...]:
        """The keys of a command, by their names."""
        return next((each.keys for each in self.commands if each.id == command), ())

    def key_of(self, command: str) -> str:
        """How the first key of a command is written; its place in the palette without one."""
        keys = self.keys_of(command)
        return key_sign(keys[0]) if keys else "the palette"

    # Fixing one finding

    def _fixable(self) -> Diagnostic | None:
        """The finding at the cursor that has a fix."""
        return next((each for each in self.findings_at_cursor() if each.fix), None)

    def _mends(self) -> bool:
        """Whether the key does something: not where a fix is shown that is for the person."""
        is_for_them = self._fix is not None and not self._fix.preview.can_apply
        return self._fixable() is not None and not (self.shows_fix and is_for_them)

    def action_fix(self) -> None:
        """Shows the fix of the finding at the cursor; makes it where it is shown already."""
        shown, found = self._fix, self._fixable()
        if shown is not None and found is shown.finding and self.shows_fix:
            self.apply_fix()
        elif found is None:
            self.tell(
                f"There is no fix for this: {self.key_of('finding.explain')} says what is better."
            )
        else:
            if self.active not in ("reader", "findings"):
                self.go_to(found.span)
            self._show_fix(found)

    @property
    def shows_fix(self) -> bool:
        """Whether the pane with the cursor shows a fix."""
        return self._fix is not None and self.active == self._fix.pane

    def _show_fix(self, found: Diagnostic) -> None:
        from milepost.tui.fix_preview import FixPreview  # Loaded when first asked for.

        document = self.findings.document
        if found.fix is None or document is None:
            return
        self.close_fix()
        keys = (self.key_of("finding.fix"), self.key_of("front.close"))
        preview = FixPreview.of(document, found.fix, keys)
        self._fix = _Shown(document, found, preview, self.active)
        (self.findings if self.active == "findings" else self.reader).show_preview(preview)
        self.refresh_keys()

    def close_fix(self) -> None:
        """Shows no fix any more."""
        shown, self._fix = self._fix, None
        if shown is not None:
            (self.findings if shown.pane == "findings" else self.reader).show_preview(None)
            self.refresh_keys()

    def apply_fix(self) -> None:
        """Makes the fix that is shown, on the text as it is now, and goes on to the next."""
        shown = self._fix
        if shown is None or shown.finding.fix is None:
            return
        fix = shown.finding.fix
        if not shown.preview.can_apply:
            self.tell("This is only shown: it is for you to write.")
            return
        from milepost.workspace.events import Changed
        from milepost.workspace.intent import replacing

        following = self._following(shown.finding, shown.pane)
        self.close_fix()
        happened = self.session.change(fix.title, replacing(shown.document.text, fix.edits))
        self._handle(happened)
        if not happened:
            self.tell("Nothing to do: the plan says so already.")
        for change in happened:
            if isinstance(change, Changed):
                self._go_on(change, following, shown.pane)
                self.tell(f"{shown.preview.title}: done. {self.key_of('time.undo')} takes it back.")

    def _following(self, finding: Diagnostic, pane: str) -> int | None:
        """The key of the finding after the one that is fixed: as the pane has them in order."""
        found = self.findings.diagnostics
        at = next((key for key, each in enumerate(found) if each is finding), None)
        if at is None:
            return None
        if pane == "findings":
            return self.findings.key_after(at)
        keys = sorted(range(len(found)), key=lambda key: (found[key].span, key))
        rest = keys[keys.index(at) + 1 :] + keys[: keys.index(at)]
        return rest[0] if rest else None

    def _go_on(self, change: Changed, following: int | None, pane: str) -> None:
        """Goes on to the next finding after a change that saw to one."""
        if following is None:
            return
        self.findings.move_to(following)
        if pane == "reader":
            # The finding stands in the text before the change.
            start = change.edits.map_near(self.findings.diagnostics[following].span.start)
            self.reader.go_to(Span(start, start))

    def show_findings(self, document: Document, diagnostics: tuple[Diagnostic, ...] | None) -> None:
        """Shows what a check found; a fix that is shown is shown anew if it is still to be had."""
        shown = self._fix
        self.close_fix()
        super().show_findings(document, diagnostics)
        if shown is None or self.active != shown.pane:
            return
        again = self._fixable()
        if again is not None and again.code == shown.finding.code:
            self._show_fix(again)

    @on(PageView.CursorMoved)
    @on(RowList.CursorMoved)
    def _on_place_left(self) -> None:
        if self._fix is not None and self._fixable() is not self._fix.finding:
            self.close_fix()

    def focus_pane(self, name: str) -> None:
        """Brings a pane to the front; a fix that is shown in another one is closed."""
        if self._fix is not None and self._fix.pane != name:
            self.close_fix()
        super().focus_pane(name)

    def action_close_front(self) -> None:
        """Closes the preview."""
        self.close_fix()

    # Fixing all

    @work(group="fix", name="fix all", description="look for safe fixes", exclusive=True)
    async def action_fix_all(self) -> None:
        """Shows all that can be mended without thinking, and mends it if the person says so."""
        from milepost.tui.screens.fixes import FixesScreen  # rarely wanted

        document = self.session.document
        report = await asyncio.to_thread(self._checker.mend, document)
        if not self.is_attached or self.app.screen is not self:
            return
        if not report.edits:
            self.tell("Nothing here can be mended without thinking.")
            return

        def decided(edits: EditSet | None) -> None:
            if edits is not None:
                self._fix_all(document, report)

        self.close_fix()
        self.app.push_screen(FixesScreen(document, report, self._glyphs, self.wishes), decided)

    def _fix_all(self, document: Document, report: FixReport) -> None:
        """Makes all of it, as one step, on the text as it is now."""
        from milepost.workspace.events import Changed
        from milepost.workspace.intent import replacing

        number = len(report.applied)
        label = f"{number} safe fixes" if number > 1 else "1 safe fix"
        happened = self.session.change(label, replacing(document.text, report.edits))
        self._handle(happened)
        if any(isinstance(each, Changed) for each in happened):
            self.tell(f"{label} made. {self.key_of('time.undo')} takes all of it back.")

    # Silencing

    def action_suppress(self) -> None:
        """Asks for a reason, then silences the finding at the cursor."""
        found = next(iter(self.findings_at_cursor()), None)
        document = self.findings.document
        if found is None or document is None or self.prompt is not None:
            return
        from milepost.lint.silencing import suppress_here  # Loaded when first asked for.
        from milepost.tui.widgets.prompt import Prompt  # loads the input

        if suppress_here(document, found) is None:
            self.tell(f"{found.code} cannot be silenced here: a comment would be read as text.")
            return
        self.close_fix()
        self.fall_silent()
        self._silenced = (document, found)
        self.prompt = Prompt(
            f"silence {found.code} ", "reason, or nothing", "writes it", self.wishes
        )
        hold_keys_for(self.prompt.input, self.app)
        self.mount(self.prompt, before="#foot")
        self.refresh_keys()

    def _on_prompt_ended(self, event: Prompt.Ended) -> None:
        self.prompt = None
        self.active_pane.focus()
        if event.text is not None and self._silenced is not None:
            self._silence(*self._silenced, event.text)
        self._silenced = None
        self.refresh_keys()

    def _silence(self, document: Document, found: Diagnostic, reason: str) -> None:
        from milepost.lint.silencing import Reach, suppress_here
        from milepost.workspace.events import Changed
        from milepost.workspace.intent import replacing

        way = suppress_here(document, found, reason)
        if way is None:
            return
        following = self._following(found, self.active)
        label = f"Silence {found.code}"
        happened = self.session.change(label, replacing(document.text, way.edits))
        self._handle(happened)
        where = {
            Reach.LINE: "here",
            Reach.BLOCK: "in this block: a comment inside it would be part of it",
            Reach.FILE: "in the whole file: no comment could stand nearer",
        }[way.reach]
        for change in happened:
            if isinstance(change, Changed):
                self._go_on(change, following, self.active)
                self.tell(
                    f"{found.code} is silenced {where}. {self.key_of('time.undo')} takes it back."
                )

    # Handing on

    def action_copy_finding(self) -> None:
        """Copies the finding at the cursor as an instruction for an agent."""
        found = next(iter(self.findings_at_cursor()), None)
        document = self.findings.document
        if found is None or document is None:
            return
        from milepost.report.instruction import render_instruction
        from milepost.report.rule_page import summary_of
        from milepost.rules import ALL_RULES
        from milepost.workspace.clippings import keep_clipping, reaches_clipboard

        about = next((summary_of(rule) for rule in ALL_RULES if rule.code == found.code), "")
        text = render_instruction(str(self._path), document, found, about)
        self.app.copy_to_clipboard(text)
        told = f"{found.code} is copied as an instruction."
        if not reaches_clipboard():
            try:
                told += f" Should nothing arrive: it is in {keep_clipping(text)} as well."
            except OSError as error:
                told += f" It could not be kept in a file besides: {error.strerror}."
        self.tell(told)
