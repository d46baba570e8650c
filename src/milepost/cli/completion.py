"""`milepost completion`: what a shell needs to complete command lines.

Verbs and options come from the help pages, so that what can be completed is what is explained.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from milepost.cli.exits import Exit, UsageError
from milepost.cli.help import MAIN, all_pages
from milepost.cli.output import Output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from milepost.cli.help_page import Page

_OPTION = re.compile(r"(?<![\w-])--?[a-zA-Z][\w-]*")


class Verb(NamedTuple):
    """What may follow a verb."""

    name: str
    words: tuple[str, ...]
    """What the first operand may be; empty where it is a file."""
    options: tuple[str, ...]
    help: str


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    if {"-h", "--help"}.intersection(arguments):
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["completion"])
    if len(arguments) != 1 or arguments[0] not in SHELLS:
        raise UsageError(f"Name a shell: `milepost completion {'|'.join(SHELLS)}`.")
    Output.standard().show(SHELLS[arguments[0]]())
    return Exit.CLEAN


def find_verbs() -> tuple[Verb, ...]:
    """Every verb with its operands and options, sorted by name."""
    pages = all_pages()
    names = tuple(sorted(pages))
    words = {**_WORDS, "help": names, "rule": rule_codes()}
    told = _summaries()
    return tuple(
        Verb(
            name, words.get(name, ()), tuple(_options(pages[name])), told.get(name, "See the help")
        )
        for name in names
    )


def rule_codes() -> tuple[str, ...]:
    """The codes of all rules."""
    from milepost.rules import ALL_RULES

    return tuple(rule.code for rule in ALL_RULES)


def values() -> dict[str, tuple[str, ...]]:
    """What an option that takes a value may have; a file where nothing is said."""
    from milepost.diagnostics import Severity
    from milepost.plan.profiles import PROFILES
    from milepost.report.formats import FORMATS

    return {
        "--output-format": tuple(FORMATS),
        "--fail-on": (*(each.label for each in reversed(Severity)), "never"),
        "--profile": tuple(PROFILES),
        "--select": rule_codes(),
        "--ignore": rule_codes(),
    }


_WORDS = {
    "hook": ("install", "uninstall", "show"),
    "config": ("show", "path", "init"),
    "skill": ("install", "uninstall", "show"),
    "completion": ("bash", "zsh", "fish"),
    "note": ("decision", "surprise", "outcome", "revision"),
}


def _options(page: Page) -> Iterator[str]:
    """The options of a page, long and short, as its rows and its usage name them."""
    seen: dict[str, None] = {}
    for group in page.groups:
        for term, _ in group.rows:
            if term.startswith("-"):
                seen.update(dict.fromkeys(_OPTION.findall(term)))
    for usage in page.usage:
        seen.update(dict.fromkeys(_OPTION.findall(usage)))
    yield from seen


def _summaries() -> dict[str, str]:
    """What the first page says of each verb; safe to stand between single quotes."""
    rows = (row for group in MAIN.groups for row in group.rows)
    return {
        term.partition(" ")[0]: meaning.rstrip(".").replace("'", "’").replace(":", " -")
        for term, meaning in rows
    }


def bash_script() -> str:
    """For bash 3.2 and later."""
    verbs = find_verbs()
    cases = "\n".join(
        f"    {each.name}) words='{' '.join(each.words)}'; options='{' '.join(each.options)}' ;;"
        for each in verbs
    )
    valued = "\n".join(
        f"    {option}) COMPREPLY=($(compgen -W '{' '.join(words)}' -- \"$current\")); return ;;"
        for option, words in values().items()
    )
    return _BASH.format(names=" ".join(each.name for each in verbs), cases=cases, valued=valued)


def zsh_script() -> str:
    """For zsh 5."""
    verbs = find_verbs()
    named = "\n".join(f"    '{each.name}:{each.help}'" for each in verbs)
    cases = "\n".join(
        f"    {each.name}) words_of=({' '.join(each.words)}); options=({' '.join(each.options)}) ;;"
        for each in verbs
    )
    valued = "\n".join(
        f"    {option}) compadd -- {' '.join(words)}; return ;;"
        for option, words in values().items()
    )
    return _ZSH.format(named=named, cases=cases, valued=valued)


def fish_script() -> str:
    """For fish 3."""
    lines = ["complete -c milepost -e"]
    for verb in find_verbs():
        lines.append(
            f"complete -c milepost -n __fish_use_subcommand -a {verb.name} -d '{verb.help}'"
        )
        there = f"-n '__fish_seen_subcommand_from {verb.name}'"
        if verb.words:
            lines.append(f"complete -c milepost {there} -f -a '{' '.join(verb.words)}'")
        for option in verb.options:
            kind = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
            takes = values().get(option)
            value = f" -x -a '{' '.join(takes)}'" if takes else ""
            lines.append(f"complete -c milepost {there} {kind}{value}")
    return "\n".join(lines)


SHELLS: dict[str, Callable[[], str]] = {
    "bash": bash_script,
    "zsh": zsh_script,
    "fish": fish_script,
}

_BASH = """\
# Completion of milepost for bash: put it into a file that your ~/.bashrc reads, or
#   source <(milepost completion bash)
_milepost() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
  local verb=${{COMP_WORDS[1]}} words='' options='' IFS=$' \\t\\n'
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '{names} --help --version' -- "$current"))
    IFS=$'\\n'; COMPREPLY+=($(compgen -f -- "$current"))
    return
  fi
  case $before in
{valued}
  esac
  case $verb in
{cases}
  esac
  case $current in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")); return ;;
  esac
  if [ -n "$words" ] && [ "$COMP_CWORD" -eq 2 ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$current"))
  fi
}}
complete -o filenames -F _milepost milepost"""

_ZSH = """\
#compdef milepost
# Completion of milepost for zsh: put it as _milepost into a directory of your $fpath, or
#   source <(milepost completion zsh)
_milepost() {{
  local -a verbs words_of options
  verbs=(
{named}
  )
  if (( CURRENT == 2 )); then
    _describe 'verb' verbs
    _files
    return
  fi
  case ${{words[CURRENT-1]}} in
{valued}
  esac
  case ${{words[2]}} in
{cases}
  esac
  if [[ ${{words[CURRENT]}} == -* ]]; then
    compadd -- $options
  elif (( CURRENT == 3 && $#words_of )); then
    compadd -- $words_of
  else
    _files
  fi
}}
compdef _milepost milepost"""
