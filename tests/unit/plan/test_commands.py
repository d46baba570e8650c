"""Commands are known from names, sentences and output."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.commands import commands_in, is_command, names_command


@pytest.mark.parametrize(
    "code",
    [
        "make",
        "make test",
        "$ make test",
        "npm run build -- --watch",
        "MODE=fast python -m tool",
        "sudo systemctl restart x",
        "./run",
        "scripts/check --all",
        "scripts/check",
        "herbaria import big.csv",
        "herbaria --help",
        "herbaria list new",
        "herbaria list all the --new",
        "herbaria add <name>",
        "tools/a.py big.csv",
    ],
)
def test_command(code: str) -> None:
    assert is_command(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "AppState",
        "read_row",
        "src/app/a.py",
        "Release Main",
        "x = 1",
        "GET",
        "type == 1",
        "a, b",
        "added < all",
        "maps every row to its page",
        "lists the rows (new/old)",
    ],
)
def test_no_command(code: str) -> None:
    assert not is_command(code)


@pytest.mark.parametrize(
    "text",
    [
        "Run `make test` twice.",
        "Run make test and look.",
        "Then run the full pytest -q suite.",
        "运行 go test ./... 并检查。",
        "All of pytest is green.",
        "Then run the whole eslint src thing.",
        "GET /health answers.",
        "Open http://localhost:3000 and look.",
        "Run:\n    herbaria --version\n    make check",
        "Type this:\n$ make",
    ],
)
def test_paragraph_names_a_command(text: str) -> None:
    assert names_command(text)


@pytest.mark.parametrize(
    "text",
    [
        "The page has three rows.",
        "`AppState` has a field.",
        "Make sure that it works.\nmake sure of the rest.",
        "Run the whole procedure again.",
        "The window opens with bundle cards by time spent.",
        "\n\n",
    ],
)
def test_paragraph_names_none(text: str) -> None:
    assert not names_command(text)


def test_commands_come_from_code_blocks_spans_and_lines() -> None:
    document = Document.parse(
        "Run `make a` and see `Name`.\n\n    make b\n\n- Then:\n      make c\n\n| `make d` |\n"
        "| --- |\n| x |\n\n---\n"
    )

    found = [command.strip() for command in commands_in(document.text, document.plan.blocks)]

    assert found == ["make a", "make b", "make c", "make d"]
