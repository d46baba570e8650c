"""What the palette offers: every command, every place in the plan, every rule by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from milepost.plan.kinds import SectionKind
from milepost.tui.commands import key_sign
from milepost.tui.namesakes import find_parents_of_namesakes
from milepost.tui.rows import fit, plain, quoted
from milepost.tui.screens.plan import PlanScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.fuzzy import Matcher

    from milepost.text import Span
    from milepost.tui.commands import Command

_WIDTH = 70
"""Names are cut here; the palette is no place for long ones."""
_RECORDS = {
    SectionKind.DECISIONS: "Decision",
    SectionKind.SURPRISES: "Surprise",
    SectionKind.OUTCOMES: "Outcome",
}
_BEHIND_COMMANDS = 0.01
"""There are very many places: among them a command would not be found."""
_BEHIND_PLACES = 0.0001
"""What a rule is about is asked for more rarely than what the plan says."""


class CommandProvider(Provider):
    """The command table."""

    async def discover(self) -> Hits:
        """All commands that are available, before anything is typed."""
        for command in self._available():
            yield DiscoveryHit(
                Content(_titled(command)),
                partial(self._run, command),
                text=command.title,
                help=command.help,
            )

    async def search(self, query: str) -> Hits:
        """Commands whose title is like `query`."""
        matcher = self.matcher(query)
        for command in self._available():
            score = matcher.match(command.title)
            if score > 0:
                title = _highlight(matcher, _titled(command))
                yield Hit(
                    score, title, partial(self._run, command), text=command.title, help=command.help
                )

    def _available(self) -> Iterator[Command]:
        screen = self.screen
        if isinstance(screen, PlanScreen):
            for command in screen.commands:
                if command.action != "palette" and screen.check_action(command.action, ()):
                    yield command

    def _run(self, command: Command) -> None:
        screen = self.screen
        if isinstance(screen, PlanScreen):
            screen.run_command(command.action)


class PlaceProvider(Provider):
    """Sections, items, records and findings."""

    async def search(self, query: str) -> Hits:
        """Places whose words are like `query`."""
        screen = self.screen
        if not isinstance(screen, PlanScreen):
            return
        matcher = self.matcher(query)
        for kind, name, span in _places(screen):
            # "decision lamp" asks for a sort of place as well.
            score = matcher.match(name) or matcher.match(f"{kind} {name}") / 2
            if score > 0:
                yield Hit(
                    score * _BEHIND_COMMANDS,
                    _highlight(matcher, name),
                    partial(screen.go_to, span),
                    text=name,
                    help=kind,
                )


class ThemeProvider(Provider):
    """The themes."""

    async def search(self, query: str) -> Hits:
        """Themes whose title is like `query`."""
        screen = self.screen
        app = self.app
        if not isinstance(screen, PlanScreen):
            return
        matcher = self.matcher(query)
        for name in app.available_themes:
            shown = f"Theme {name}"
            score = matcher.match(shown)
            if score > 0 and "ground" in app.available_themes[name].variables:
                yield Hit(
                    score * _BEHIND_COMMANDS,
                    _highlight(matcher, shown),
                    partial(app.run_action, f"wear_theme({name!r})"),
                    text=shown,
                    help="Shows it at once, and keeps it",
                )


class RuleProvider(Provider):
    """The page of every rule."""

    async def search(self, query: str) -> Hits:
        """Rules whose code or name is like `query`."""
        from milepost.report.rule_page import summary_of
        from milepost.rules import ALL_RULES

        screen = self.screen
        if not isinstance(screen, PlanScreen):
            return
        matcher = self.matcher(query)
        for rule in ALL_RULES:
            name = f"Explain rule {rule.code} {rule.name}"
            score = matcher.match(name)
            if score > 0:
                yield Hit(
                    score * _BEHIND_PLACES,
                    _highlight(matcher, name),
                    partial(screen.explain, [rule.code]),
                    text=name,
                    help=fit(plain(summary_of(rule)), _WIDTH),
                )


def _highlight(matcher: Matcher, text: str) -> Content:
    """`Matcher.highlight` would take brackets in the text for markup."""
    content = Content(text)
    for offset in matcher.fuzzy_search.match(matcher.query, text)[1]:
        if not text[offset].isspace():
            content = content.stylize(matcher.match_style, offset, offset + 1)
    return content


def _titled(command: Command) -> str:
    return f"{command.title}  {key_sign(command.keys[0])}" if command.keys else command.title


def _places(screen: PlanScreen) -> Iterator[tuple[str, str, Span]]:
    plan = screen.session.document.plan
    parents = find_parents_of_namesakes(plan)
    for section in plan.sections:
        parent = parents.get(section.index)
        kind = f"Section in {_shown(parent)}" if parent else "Section"
        yield kind, _shown(section.title), section.heading
    for item in plan.items:
        yield "Item", _shown(item.text), item.span
    for entry in plan.records:
        yield _RECORDS[entry.section], _shown(entry.text), entry.span
    for finding in screen.findings.diagnostics:
        yield "Finding", _shown(quoted(f"{finding.code} {finding.message}")), finding.span


def _shown(text: str) -> str:
    return fit(plain(text), _WIDTH)
