"""What each entry loads. A static contract cannot see what an import executes; a process can."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SCREEN = {"textual", "rich", "watchfiles"}
HEAVY = SCREEN | {"pydantic", "markdown_it"}
PLAN = "# Title\n\n## Progress\n\n- [ ] Begin.\n\n## Decision Log\n\n## Plan of Work\n"

_LOADED = """
import sys
{statement}
sys.stderr.write("\\nloaded " + " ".join(sorted(sys.modules)))
"""


def loaded_after(statement: str, folder: Path) -> set[str]:
    """The modules that a new interpreter has loaded after `statement`."""
    run = subprocess.run(
        [sys.executable, "-c", _LOADED.format(statement=statement)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=folder,
        env={**os.environ, "XDG_STATE_HOME": str(folder / "state")},
    )
    return set(run.stderr.rpartition("\nloaded ")[2].split())


def after_command(arguments: list[str], folder: Path) -> set[str]:
    """The modules that are loaded after `milepost` ran with `arguments`."""
    return loaded_after(
        f"from milepost.__main__ import main; assert main({arguments!r}) in (0, 1)", folder
    )


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("milepost", HEAVY | {"dataclasses", "re", "pathlib", "argparse"}),
        ("milepost.__main__", HEAVY | {"dataclasses", "pathlib", "argparse", "logging"}),
        ("milepost.text", HEAVY),
        ("milepost.plan.model", HEAVY),
        ("milepost.lint", SCREEN | {"pydantic", "asyncio"}),
        ("milepost.buffer", SCREEN | {"pydantic", "asyncio"}),
        ("milepost.report.text", SCREEN | {"pydantic"}),
        ("milepost.cli.check", SCREEN | {"pydantic", "asyncio"}),
        ("milepost.workspace.store", HEAVY),
        ("milepost.workspace.loading", HEAVY | {"dataclasses", "ctypes", "difflib", "hashlib"}),
        ("milepost.workspace.config", HEAVY | {"tomllib", "milepost.rules"}),
        (
            "milepost.tui.app",
            {"watchfiles", "pydantic", "markdown_it", "tomllib", "milepost.rules"},
        ),
        ("milepost.cli.selecting", SCREEN | {"pydantic", "asyncio", "tomllib"}),
    ],
)
def test_import_leaves_out(module: str, absent: set[str], tmp_path: Path) -> None:
    loaded = loaded_after(f"import {module}", tmp_path)

    assert module in loaded
    assert loaded.isdisjoint(absent), sorted(loaded & absent)


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--version"], HEAVY | {"dataclasses", "argparse", "pathlib", "json"}),
        (["--help"], HEAVY | {"argparse", "milepost.document"}),
        (["init", "new.md", "Title"], HEAVY),
        (["check", "plan.md"], SCREEN | {"pydantic", "asyncio", "shutil"}),
        (["check", "."], SCREEN | {"pydantic", "asyncio"}),
        (["fix", "plan.md", "--diff"], SCREEN | {"pydantic", "asyncio"}),
        (["check", "plan.md", "--output-format", "concise"], SCREEN | {"pydantic"}),
        (["check", "plan.md", "--output-format", "json"], SCREEN),
        (["progress", "plan.md"], SCREEN | {"pydantic", "milepost.rules"}),
        (["progress", "plan.md", "--json"], SCREEN | {"pydantic", "milepost.rules"}),
        (["tick", "plan.md", "--next"], SCREEN | {"pydantic", "asyncio", "milepost.rules"}),
        (["add", "plan.md", "End."], SCREEN | {"pydantic", "asyncio", "milepost.rules"}),
        (["note", "outcome", "plan.md", "It ended."], SCREEN | {"pydantic", "subprocess"}),
        (["status", "plan.md"], SCREEN | {"pydantic", "asyncio"}),
        (["ready", "plan.md"], SCREEN | {"pydantic", "asyncio"}),
        (["finish", "plan.md"], SCREEN | {"pydantic", "asyncio"}),
        (["skill", "show"], HEAVY | {"asyncio", "milepost.rules"}),
        (["agents-md"], SCREEN | {"pydantic", "asyncio", "milepost.rules"}),
        (["completion", "bash"], SCREEN | {"pydantic", "asyncio"}),
        (["plan.md"], SCREEN | {"pydantic"}),
    ],
    # A set has no order of its own, and workers must agree on the names.
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_command_leaves_out(arguments: list[str], absent: set[str], tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")

    loaded = after_command(arguments, tmp_path)

    assert "milepost.__main__" in loaded
    assert loaded.isdisjoint(absent), sorted(loaded & absent)


def test_known_verdicts_need_neither_parser_nor_rules(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    arguments = ["check", "a.md", "b.md", "--exit-zero"]
    command = f"import os; os.environ['XDG_CACHE_HOME'] = {str(tmp_path)!r}\n"
    command += f"from milepost.__main__ import main; assert main({arguments!r}) == 0"
    parser = {"markdown_it", "milepost.document", "milepost.rules"}

    assert parser < loaded_after(command, tmp_path)
    assert parser.isdisjoint(loaded_after(command, tmp_path))


def test_json_is_what_loads_pydantic(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")

    assert "pydantic" in after_command(["check", "plan.md", "--output-format", "json"], tmp_path)


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("", {"tomllib"}),
        ('[sections]\n"To do" = "Progress"\n', {"tomllib"}),
        ('select = ["MP1"]\n', {"tomllib", "milepost.rules"}),
    ],
    ids=["empty", "titles", "rules"],
)
def test_configuration_loads_what_it_speaks_of(text: str, loaded: set[str], tmp_path: Path) -> None:
    (tmp_path / "milepost.toml").write_text(text, encoding="utf-8")

    modules = loaded_after(
        "from pathlib import Path; from milepost.workspace.config import load_config; "
        "assert load_config(Path()).files",
        tmp_path,
    )

    assert modules & {*SCREEN, "pydantic", "tomllib", "milepost.rules"} == loaded


_OPENED = """
import types, milepost.tui
from pathlib import Path
app = types.SimpleNamespace(run_to_end=lambda: 0)
sys.modules["milepost.tui.app"] = types.SimpleNamespace(MilepostApp=lambda *_, **__: app)
milepost.tui.run(Path("plan.md"))
import textual.app
"""


def test_a_plan_that_was_read_elsewhere_is_shown_without_its_reader(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    read = "from milepost.workspace.first_look import look; from pathlib import Path; import pickle"
    send = f"{read}; Path('sent').write_bytes(pickle.dumps(look(Path('plan.md'))))"
    reader = {"markdown_it", "milepost.parse.builder"}

    assert reader < loaded_after(send, tmp_path)
    received = loaded_after("import pickle; pickle.load(open('sent', 'rb'))", tmp_path)
    assert "milepost.document" in received
    assert received.isdisjoint({*reader, "tomllib"})


def test_the_editor_has_no_encryption_on_board(tmp_path: Path) -> None:
    loaded = loaded_after(_OPENED, tmp_path)

    assert "asyncio.sslproto" in loaded
    assert loaded.isdisjoint({"ssl", "_ssl"})


def test_who_needs_encryption_later_gets_it(tmp_path: Path) -> None:
    assert "_ssl" in loaded_after(f"{_OPENED}import ssl; ssl.create_default_context()", tmp_path)
    assert "_ssl" in loaded_after(f"import ssl\n{_OPENED}assert ssl.SSLContext", tmp_path)
