"""What can be done with findings: going from one to the next, and reading what a rule is about."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from milepost.tui.screens.cockpit import Cockpit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.text import Span
    from milepost.tui.glyphs import Glyphs


class ReviewScreen(Cockpit):
    """A cockpit with the commands that are about findings."""

    def __init__(self, glyphs: Glyphs, name_when_untitled: str) -> None:
        super().__init__(glyphs, name_when_untitled)
        self._visited = (-1, -1)

    def findings_at_cursor(self) -> Sequence[Diagnostic]:
        """The findings that the cursor is on, the one that is meant before the others."""
        match self.active:
            case "findings":
                return [] if self.findings.selected is None else [self.findings.selected]
            case "reader":
                found = self.reader.findings_at_cursor
            case "rail" if (item := self.rail.selected) is not None:
                span = item.span
                every = self.findings.diagnostics
                found = [each for each in every if span.start <= each.span.start < span.end]
                found.sort(key=lambda each: -each.severity)
            case _:
                found = []
        # Several may stand on one line: the last one gone to is meant.
        return sorted(found, key=lambda each: each is not self.findings.selected)

    def action_explain(self) -> None:
        """Opens the pages of the rules that found something where the cursor is."""
        self.explain([each.code for each in self.findings_at_cursor()])

    def explain(self, codes: Sequence[str]) -> None:
        """Opens the pages of rules by their codes, the first one on top."""
        from milepost.rules import ALL_RULES
        from milepost.tui.screens.explanation import ExplanationScreen  # rarely wanted

        known = {rule.code: rule for rule in ALL_RULES}
        rules = [known[code] for code in dict.fromkeys(codes) if code in known]
        if rules:
            self.app.push_screen(ExplanationScreen(rules, self._glyphs, self.wishes))
        else:
            self.tell("No rule has found anything here.")

    def action_next_finding(self) -> None:
        """To the next finding after the plan's cursor."""
        self._step_finding(forward=True)

    def action_previous_finding(self) -> None:
        """To the finding before the plan's cursor."""
        self._step_finding(forward=False)

    def _step_finding(self, *, forward: bool) -> None:
        found = sorted(enumerate(self.findings.diagnostics), key=lambda pair: pair[1].span)
        if not found:
            self.tell("Nothing to mend.")
            return
        key, diagnostic = found[self._find_neighbour([key for key, _ in found], forward=forward)]
        self.findings.move_to(key)
        self.reader.go_to(diagnostic.span)
        self._visited = (key, self.reader.cursor_offset)
        self.focus_pane("reader")

    def _find_neighbour(self, keys: list[int], *, forward: bool) -> int:
        """Where in `keys`, sorted by place, the next finding stands.

        Several findings may share a place; while the cursor stays where the last step led, the
        next step goes on from that finding, otherwise from the cursor.
        """
        at = self.reader.cursor_offset
        key, visited = self._visited
        if visited == at and key in keys:
            return (keys.index(key) + (1 if forward else -1)) % len(keys)
        starts = [self.findings.diagnostics[each].span.start for each in keys]
        if forward:
            return bisect_left(starts, at) % len(keys)
        return bisect_left(starts, at) - 1

    def go_to(self, span: Span) -> None:
        """Shows a place of the plan and puts the cursor there."""
        self.reader.go_to(span)
        self.focus_pane("reader")
