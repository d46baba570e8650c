"""The page of a rule, from its docstring and its examples."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from milepost.rule import EXAMPLE_FOLDER, EXAMPLE_ROOT

if TYPE_CHECKING:
    from milepost.rule import Example, Rule


_MOST_LINES = 100
_SHOWN_LINES = 4
_WIDEST = 1000


def summary_of(rule: Rule) -> str:
    """What the rule finds, in a sentence."""
    return _docstring(rule).split("\n\n")[0].replace("\n", " ")


def body_of(rule: Rule) -> str:
    """The page below the sentence, as Markdown."""
    return _docstring(rule).partition("\n\n")[2]


def render_rule_page(rule: Rule) -> str:
    """The whole page as Markdown, without a line end after the last line.

    Examples stand in indented blocks, so that a fence inside one needs no care.
    """
    lines = [
        f"# {rule.code} {rule.name}",
        "",
        f"Severity: {rule.severity.label}.",
        "",
        _docstring(rule),
        "",
        "## Examples",
        "",
        *_files(rule),
    ]
    for example in rule.examples:
        lines += _example(example)
    if rule.silent:
        lines += ["## Not found", ""]
        for number, text in enumerate(rule.silent):
            # Indented blocks with nothing between them would be one.
            lines += [*(["Nor:", ""] if number else []), *_block(text)]
    return "\n".join(lines).rstrip("\n")


def _docstring(rule: Rule) -> str:
    return inspect.getdoc(type(rule)) or ""


def _files(rule: Rule) -> list[str]:
    if rule.files is None:
        return []
    names = ", ".join(f"`{path}`" for path in rule.files)
    holds = f" that holds {names}" if names else ""
    return [f"The plans lie in `{EXAMPLE_FOLDER}/` of the repository `{EXAMPLE_ROOT}`{holds}.", ""]


def _example(example: Example) -> list[str]:
    lines = ["Before:", "", *_block(example.before)] if example.before else []
    lines += ["Found:", "", *_block(example.bad)]
    if example.good:
        lines += ["Better:", "", *_block(example.good)]
    if example.fixed:
        lines += ["The fix makes of it:", "", *_block(example.fixed)]
    return lines


def _block(text: str) -> list[str]:
    """A text as an indented block; one that is shown for its size is cut short."""
    lines = text.rstrip("\n").split("\n")
    if len(lines) > _MOST_LINES:
        left = len(lines) - _SHOWN_LINES
        lines = [*lines[:_SHOWN_LINES], f"... and {left} more lines"]
    shown = (line if len(line) <= _WIDEST else f"{line[:40]} ... and so on" for line in lines)
    return [*(f"    {line}".rstrip() for line in shown), ""]
