"""Verbs that answer as the three exec-plan scripts do."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from milepost.cli.exits import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SCRIPTS = {"check": "validate_plan", "progress": "parse_progress", "init": "init_plan"}
_SWITCHES = {"check": "--strict", "progress": "--json"}
_REFUSED = ("--output-format", "--select", "--ignore", "--fail-on")


def asks_for_compat(arguments: Sequence[str]) -> bool:
    """Whether the arguments of a verb, up to `--`, hold `--compat` or `--profile compat`."""
    return len(_without_mark(arguments)) < len(arguments)


def compat_main(verb: str, arguments: Sequence[str]) -> int:
    """Runs the script that stands for `verb` and returns its exit code.

    `init` hands on everything but the mark itself. `check` and `progress` take their switch at any
    place, and like the scripts pass over options they do not know. `check` takes several plans:
    each is answered for in turn, below its name, and the worst code is returned. Where no plan is
    named, the script gets what was typed. Raises `UsageError` for options of `check` that the
    scripts have nothing to set against.
    """
    run: Callable[[Sequence[str]], int] = import_module(f"milepost.compat.{_SCRIPTS[verb]}").main
    options, literal = _split(_without_mark(arguments))
    switch = _SWITCHES.get(verb)
    plans = [word for word in options if not word.startswith("-")] + literal
    if switch is None or not plans:
        return run([*options, *literal])
    _refuse(options)
    switches = [switch] if switch in options else []
    if verb == "check" and len(plans) > 1:
        return _run_each(run, plans, switches)
    return run([plans[0], *switches])


def _without_mark(arguments: Sequence[str]) -> list[str]:
    options, _ = _split(arguments)
    for at, word in enumerate(options):
        if word in {"--compat", "--profile=compat"}:
            return [*arguments[:at], *arguments[at + 1 :]]
        if word == "--profile" and options[at + 1 : at + 2] == ["compat"]:
            return [*arguments[:at], *arguments[at + 2 :]]
    return list(arguments)


def _split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands before and after the first `--`."""
    at = list(words).index("--") if "--" in words else len(words)
    return list(words[:at]), list(words[at + 1 :])


def _refuse(options: Sequence[str]) -> None:
    for word in options:
        if word.partition("=")[0] in _REFUSED:
            raise UsageError(f"{word} has no meaning with --compat: leave out one of the two.")


def _run_each(
    run: Callable[[Sequence[str]], int], plans: Sequence[str], switches: Sequence[str]
) -> int:
    # Deferred, because a single plan needs no name above its report.
    from milepost.cli.output import Output
    from milepost.report.cells import visible

    output = Output.standard()
    codes = []
    for plan in plans:
        output.show(f"== {visible(plan)}")
        codes.append(run([plan, *switches]))
    return max(codes)
