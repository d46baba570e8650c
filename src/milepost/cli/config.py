"""`milepost config`: what the configuration comes to, where it says so, and how to begin one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.cli.paths import is_directory
from milepost.report.cells import visible
from milepost.report.style import Tone
from milepost.workspace.config import Config, ConfigError, find_config, load_config
from milepost.workspace.config_files import shown_path
from milepost.workspace.config_keys import KEYS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from milepost.report.style import Style

_ACTIONS = ("show", "path", "init")


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    options = _read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["config"])
    action, place = _operands(options.operands)
    output = Output.standard()
    if action == "init":
        from milepost.cli.config_init import init_config  # Deferred: it is done once in a project.

        return init_config(place, output, writes=not options.dry_run)
    if action == "path":
        _show_files(place, output, as_json=options.json)
        return Exit.CLEAN
    config = load_config(place, explicit=Path(options.config) if options.config else None)
    if isinstance(config, ConfigError):
        raise UsageError(*config.sentences)
    if options.json:
        output.show(json.dumps(_data(config), indent=2))
    else:
        output.show("\n".join(_lines(config, output.style)))
    return Exit.CLEAN


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser("config")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--config")
    parser.add_argument("--dry-run", action="store_true")
    return parser.read(arguments)


def _operands(operands: Sequence[str]) -> tuple[str, Path]:
    if not operands or operands[0] not in _ACTIONS or len(operands) > 2:
        raise UsageError(
            "Say what to do: `milepost config show [PATH]`, `milepost config path` or "
            "`milepost config init`."
        )
    return operands[0], Path(operands[1] if len(operands) == 2 else ".")


def _show_files(place: Path, output: Output, *, as_json: bool) -> None:
    files = find_config(place if is_directory(place) else place.absolute().parent)
    if as_json:
        output.show(json.dumps([str(file) for file in files], indent=2))
        return
    for file in files:
        output.show(visible(shown_path(file)))


def _lines(config: Config, style: Style) -> Iterator[str]:
    """A key, its value and the file it comes from on a line, a table over several."""
    for key in KEYS:
        origin = config.origin(key.name)
        source = "default" if origin is None else visible(shown_path(origin))
        head = style.paint(key.name, Tone.STRONG)
        tail = style.paint(f"# {source}", Tone.QUIET)
        value = config.value(key.name)
        if isinstance(value, dict) and value:
            yield f"{head}  {tail}"
            yield from (f"  {line}" for line in _entries(value))
        else:
            yield f"{head} = {_written(value)}  {tail}"


def _entries(table: dict[str, object]) -> Iterator[str]:
    for name, value in table.items():
        yield f"{_written(name)} = {_written(value)}"


def _written(value: object) -> str:
    """A value as TOML would have it; harmless."""
    if value is None:
        return "the list of the rule"
    if isinstance(value, dict):
        inner = ", ".join(f"{_written(name)} = {_written(each)}" for name, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return visible(json.dumps(value, ensure_ascii=False))


def _data(config: Config) -> dict[str, object]:
    """Files, and each key with its value and the file that gave it, `null` for a default."""
    return {
        "files": [str(file) for file in config.files],
        "keys": {
            key.name: {
                "value": config.value(key.name),
                "origin": None if (origin := config.origin(key.name)) is None else str(origin),
            }
            for key in KEYS
        },
    }
