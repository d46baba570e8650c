"""What must not stand in the code, because it has a trap in it."""

from __future__ import annotations

import ast
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCES = sorted((CHECKOUT / "src").rglob("*.py"))
TESTS = sorted((CHECKOUT / "tests").rglob("*.py"))

MODULE_LIMIT = 400
FUNCTION_LIMIT = 50

# To compare the times of one open file before and after it was read tells that somebody wrote
# into it meanwhile. It is never asked whether a file is the same as it was some time ago.
MTIME_READERS = {"src/milepost/workspace/loading.py"}

# The one place that waits between two looks at a condition.
POLLERS = {"tests/support/waiting.py", "tests/support/settling.py"}


@lru_cache(maxsize=1)
def nodes_of(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Every node; asked for by one ban after the other."""
    return tuple(ast.walk(tree))


def name_of(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def dotted(node: ast.expr) -> str:
    """`time.sleep` for the expression of that form; empty for others."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in nodes_of(tree) if isinstance(node, ast.Call))


def find_splitlines(tree: ast.Module) -> Iterator[ast.AST]:
    for node in nodes_of(tree):
        if isinstance(node, ast.Attribute) and node.attr == "splitlines":
            yield node


def find_swallowed_errors(tree: ast.Module) -> Iterator[ast.AST]:
    broad = {"", "Exception", "BaseException"}
    for node in nodes_of(tree):
        if isinstance(node, ast.ExceptHandler) and dotted_or_empty(node.type) in broad:
            first = node.body[0]
            is_dots = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            if isinstance(first, ast.Pass | ast.Continue) or is_dots:
                yield node
    for call in calls(tree):
        if dotted(call.func).endswith("suppress"):
            yield from (call for kind in call.args if dotted(kind) in broad)


def dotted_or_empty(node: ast.expr | None) -> str:
    return "" if node is None else dotted(node) or "other"


def find_prints(tree: ast.Module) -> Iterator[ast.AST]:
    return (call for call in calls(tree) if dotted(call.func) in {"print", "input", "breakpoint"})


def find_sleeps(tree: ast.Module) -> Iterator[ast.AST]:
    sleeps = {"time.sleep", "asyncio.sleep", "anyio.sleep", "sleep"}
    return (call for call in calls(tree) if dotted(call.func) in sleeps)


def find_mtime_equality(tree: ast.Module) -> Iterator[ast.AST]:
    for node in nodes_of(tree):
        if not isinstance(node, ast.Compare):
            continue
        parts = (part for side in (node.left, *node.comparators) for part in ast.walk(side))
        names = {part.attr for part in parts if isinstance(part, ast.Attribute)}
        if names & {"st_mtime", "st_mtime_ns", "getmtime"}:
            yield node


def find_markdown_widgets(tree: ast.Module) -> Iterator[ast.AST]:
    widgets = {"Markdown", "MarkdownViewer"}
    for node in nodes_of(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual.widgets"):
            yield from (node for alias in node.names if alias.name in widgets)
        elif isinstance(node, ast.Attribute) and dotted(node).startswith("textual.widgets."):
            yield from (node for _ in {node.attr} & widgets)


def find_naive_times(tree: ast.Module) -> Iterator[ast.AST]:
    for call in calls(tree):
        name = dotted(call.func)
        bare = not call.args and not call.keywords
        if name.endswith(("datetime.utcnow", "datetime.today", "date.today")) or (
            name.endswith("datetime.now") and bare
        ):
            yield call


BANS: dict[str, tuple[Callable[[ast.Module], Iterator[ast.AST]], list[Path], str]] = {
    "splitlines": (find_splitlines, SOURCES + TESTS, "it breaks lines at form feeds and others"),
    "swallowed error": (find_swallowed_errors, SOURCES + TESTS, "an error must reach somebody"),
    "print": (
        find_prints,
        [path for path in SOURCES if "cli" not in path.parts and path.name != "__main__.py"],
        "stdout belongs to the command line",
    ),
    "sleep": (
        find_sleeps,
        [path for path in TESTS if name_of(path) not in POLLERS],
        "wait for a condition instead",
    ),
    "mtime": (
        find_mtime_equality,
        [path for path in SOURCES if name_of(path) not in MTIME_READERS],
        "equal times do not mean equal content; compare digests",
    ),
    "Markdown widget": (find_markdown_widgets, SOURCES, "it takes seconds for a long plan"),
    "naive time": (find_naive_times, SOURCES + TESTS, "a time without zone is a wrong time"),
}

# One text for each ban that it must find, and one alike that it must not.
PROBES = {
    "splitlines": ("text.splitlines()", "text.split('x')"),
    "swallowed error": (
        "try:\n    f()\nexcept Exception:\n    pass",
        "try:\n    f()\nexcept OSError:\n    pass",
    ),
    "print": ("print(1)", "console.print(1)"),
    "sleep": ("import time\ntime.sleep(1)", "sleeper.rest(1)"),
    "mtime": ("a.st_mtime_ns == b.st_mtime_ns", "a.st_size == b.st_size"),
    "Markdown widget": (
        "from textual.widgets import Markdown",
        "from textual.widgets import Static",
    ),
    "naive time": ("datetime.now()", "datetime.now(UTC)"),
}


@cache
def all_banned() -> dict[str, list[str]]:
    """The places of every banned construct; each file is read once."""
    found: dict[str, list[str]] = {ban: [] for ban in BANS}
    asked = {ban: frozenset(paths) for ban, (_, paths, _) in BANS.items()}
    for path in SOURCES + TESTS:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for ban, (find, _, _) in BANS.items():
            if path in asked[ban]:
                found[ban] += [
                    f"{name_of(path)}:{getattr(node, 'lineno', 0)}" for node in find(tree)
                ]
    return found


@pytest.mark.parametrize("ban", BANS)
def test_banned_construct_is_nowhere(ban: str) -> None:
    reason = BANS[ban][2]

    found = all_banned()[ban]

    assert not found, f"{ban} ({reason}): {found}"


@pytest.mark.parametrize("ban", BANS)
def test_ban_finds_what_it_is_for(ban: str) -> None:
    find = BANS[ban][0]
    bad, good = PROBES[ban]

    assert list(find(ast.parse(bad)))
    assert not list(find(ast.parse(good)))


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    f()\nexcept:\n    ...",
        "try:\n    f()\nexcept BaseException:\n    continue",
        "with suppress(Exception):\n    f()",
        "with contextlib.suppress(BaseException):\n    f()",
    ],
)
def test_every_way_to_swallow_an_error_is_seen(code: str) -> None:
    assert list(find_swallowed_errors(ast.parse(code)))


def test_modules_are_short() -> None:
    long = {
        name_of(path): lines
        for path in SOURCES
        if (lines := path.read_text(encoding="utf-8").count("\n")) > MODULE_LIMIT
    }

    assert not long, f"modules over {MODULE_LIMIT} lines: {long}"


def test_functions_are_short() -> None:
    long = {
        f"{name_of(path)}:{node.name}": lines
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LIMIT
    }

    assert not long, f"functions over {FUNCTION_LIMIT} lines: {long}"
