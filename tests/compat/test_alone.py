"""Each script is a file that runs by itself, on every Python from 3.9 on."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

import pytest

from support.own_plans import GARDEN
from support.scripts import FOLDER, VERBS, run_file, run_verb

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = pytest.mark.parametrize("script", VERBS)
# Newer than 3.9, and easily written by mistake: names, and functions with a newer parameter.
TOO_NEW = {"match", "pairwise", "StrEnum", "UTC", "bit_count", "walk_up", "slots", "strict"}


def tree_of(script: str) -> ast.Module:
    return ast.parse((FOLDER / f"{script}.py").read_text(encoding="utf-8"), feature_version=(3, 9))


def functions(script: str) -> dict[str, str]:
    """Name to everything that the function does, its sentences included."""
    nodes = (node for node in tree_of(script).body if isinstance(node, ast.FunctionDef))
    return {node.name: ast.dump(node) for node in nodes}


@SCRIPTS
def test_only_the_standard_library_is_imported(script: str) -> None:
    imports = [node for node in ast.walk(tree_of(script)) if isinstance(node, ast.Import)]
    froms = [node for node in ast.walk(tree_of(script)) if isinstance(node, ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names}
    names |= {(node.module or "").partition(".")[0] for node in froms}

    assert not [node for node in froms if node.level]
    assert names <= sys.stdlib_module_names


@SCRIPTS
def test_nothing_newer_is_used(script: str) -> None:
    tree = tree_of(script)
    keywords = {word.arg for word in ast.walk(tree) if isinstance(word, ast.keyword)}
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert not (keywords | imported) & TOO_NEW
    assert "annotations" in imported


@pytest.mark.parametrize(
    ("name", "scripts"),
    [
        ("write", tuple(VERBS)),
        ("read", ("validate_plan", "parse_progress")),
        ("explain", ("validate_plan", "parse_progress")),
        ("section", ("validate_plan", "parse_progress")),
    ],
)
def test_what_is_repeated_is_the_same(name: str, scripts: tuple[str, ...]) -> None:
    assert len({functions(script)[name] for script in scripts}) == 1


@pytest.mark.parametrize(
    ("script", "arguments"),
    [
        ("validate_plan", ["plan.md"]),
        ("validate_plan", ["."]),
        ("validate_plan", []),
        ("parse_progress", ["plan.md"]),
        ("parse_progress", ["plan.md", "--json"]),
        ("parse_progress", ["nope.md", "--json"]),
        ("init_plan", ["plan.md", "Title"]),
        ("init_plan", []),
    ],
)
def test_file_and_verb_answer_alike(script: str, arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(GARDEN, encoding="utf-8")

    assert run_file(script, arguments, tmp_path) == run_verb(script, arguments, tmp_path)
