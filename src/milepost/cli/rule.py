"""`milepost rule`: the page of a rule, or the list of all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.cli.selecting import unknown_rule_sentence
from milepost.lint.selection import rules_fitting
from milepost.report.cells import wrap
from milepost.report.rule_page import body_of, render_rule_page, summary_of
from milepost.report.style import SEVERITY_TONES, Style, Tone
from milepost.rule import Rule
from milepost.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    parser = Parser("rule")
    parser.add_argument("--json", action="store_true")
    options = parser.read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["rule"])
    if len(options.operands) > 1:
        raise UsageError("Name one rule, or none for a list of all: `milepost rule MP202`.")
    output = Output.standard()
    found = _find(options.operands[0]) if options.operands else ALL_RULES
    if isinstance(found, Rule):
        text = "\n".join(_page(found, output.style))
        data: object = _data(found)
    else:
        text = "\n".join(_list(found, output.style))
        data = [_data(rule) for rule in found]
    output.show(json.dumps(data, indent=2) if options.json else text)
    return Exit.CLEAN


def _find(word: str) -> Rule | Sequence[Rule]:
    """The rule of that code or name, or all whose codes begin so; raises `UsageError`."""
    for rule in ALL_RULES:
        if word.upper() == rule.code or word.lower() == rule.name:
            return rule
    family = rules_fitting(word)
    if not family:
        raise UsageError(unknown_rule_sentence(word))
    return family


def _list(rules: Sequence[Rule], style: Style) -> Iterator[str]:
    """A line per rule: code, severity, name."""
    for rule in rules:
        severity = style.paint(f"{rule.severity.label:<7}", SEVERITY_TONES[rule.severity])
        yield f"{rule.code}  {severity}  {rule.name}"
        indent = " " * 4
        for line in wrap(summary_of(rule), style.width - len(indent)):
            yield style.paint(indent + line, Tone.QUIET)


def _page(rule: Rule, style: Style) -> Iterator[str]:
    """The page as it is, headings made strong where there is colour."""
    for line in render_rule_page(rule).split("\n"):
        yield style.paint(line, Tone.STRONG) if line.startswith("#") else line


def _data(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.label,
        "summary": summary_of(rule),
        "page": body_of(rule),
    }
