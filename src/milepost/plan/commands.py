"""What a reader can type: command lines in code and in prose."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from milepost.plan.model import CODE_KINDS, BlockKind
from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from milepost.plan.model import Block

_CODE_SPAN = r"(?<!`)`(`*+)([^\n`](?:[^\n]{0,998}?[^`\n])?)\1`(?!`)"
_TOOLS = """
act ansible ant apt aws az bazel bash black brew buck bun bundle bunx cargo cat cd check-jsonschema
clang cmake composer conda cp ctest curl cypress dart deno diff docker docker-compose dotnet
elixir eslint ffmpeg find flake8 flutter forge fvm gcc gcloud gem gh git go golangci-lint gradle
gradlew grep hatch helm hurl hyperfine invoke java javac jest jq just kill kubectl lake lein ls lua
make mage maven meson mise mix mkdir mocha mvn mypy mysql nix ninja node nox npm npx nvm open perl
php phpunit pip pip3 pipenv pnpm poetry pre-commit prettier prisma psql pulumi pyright pytest
python python3 rails rake redis-cli rg rm rsync rtk ruby ruff rustc sbt sed sh shellcheck sh sqlite3
ssh stack swift tail task terraform time touch tox tsc tsx turbo uv uvx vite vitest wc wget wrangler
xcodebuild xcrun yarn zig zsh
"""
_LINE = r"\s*(?:[$%>#❯]\s+)?(?:sudo |time |env )?(?:[A-Z_][A-Z0-9_]*=\S* )*(\S+)(?:\s+(\S.*))?"
_PATH_TOOL = r"(?:\.{1,2}|~)?/[\w./-]*[\w-]+|[\w-]+(?:/[\w.-]+)+"
_WORD_TOOL = r"[a-z][a-z0-9_.-]*"
_ARGUMENT = r"-{1,2}[\w]|<\w|[\w./~$'\"{*:@%+-]"
_TYPED = r"(?:\A|\s)(?:--?\w|[./~$\"'{<@]|[\w-]+\.\w|[\w.-]+/\w|\w+=)"
"""An argument that no sentence would hold: a flag, a path, a quotation, a setting."""
_FEW_WORDS = 3
_IN_PROSE = (
    r"(?i)\b(?:(run|runs|running|re-?run|execute|executing|invoke|launch)|use|via|with|by)"
    r"((?: [a-z][\w.-]*){1,4})"
)
_EVERYDAY = frozenset(
    "act black brew bundle cat diff find forge go hatch head invoke just kill make mix node open "
    "perl sed sh stack task time touch wait".split()
)
"""Programs whose names are words: in a sentence they count directly behind "run" only."""
_TEXT_LINE = r"[^\r\n]+"
_FUNCTION_WORD = r" (?:the|a|an|to|and|that|of|for|with|is|are|it|this|in|on|sure) |[.;:] "
_BARE = (
    r"(?<![\w./-])(?:\.?/?gradlew|bun|bundle|cargo|composer|curl|deno|docker|dotnet|flutter|git|go|gradle"
    r"|just|kubectl|lake|make|mise|mix|mvn|nix|node|npm|npx|phpunit|pip|pnpm|poetry|pytest|python3?"
    r"|rake|rspec|ruff|swift|terraform|tox|uv|uvx|yarn|zig)"
    r" (?:--?[a-z]|\.{1,2}/|[\w-]+/|(?:test|tests|run|check|build|lint|vet|fmt|format|typecheck|ci"
    r"|exec|install|up|compose|clippy|verify|validate|bench|coverage|dev|start|serve|deploy|plan)\b)"
    r"|(?<![\w./-])(?:pytest|ctest|phpunit|rspec|vitest)(?![\w./-])"
)
_REQUEST = r"\b(?:GET|POST|PUT|PATCH|DELETE|HEAD) /|https?://(?:localhost|127\.|\[::1\]|0\.0\.0\.0)"


@cache
def _tools() -> frozenset[str]:
    return frozenset(_TOOLS.split())


def is_command(code: str) -> bool:
    """Whether a piece of code reads like something to type into a shell.

    A program that is not widely known counts when it has arguments: `herbaria import big.csv`. More
    than two of them must hold one that is typed rather than said: test names are sentences.
    """
    match = compiled(_LINE).fullmatch(code.strip())
    if match is None:
        return False
    tool, arguments = match[1], match[2]
    if tool in _tools():
        return True
    if compiled(_PATH_TOOL).fullmatch(tool):
        return arguments is not None or tool.startswith(("./", "scripts/", "bin/"))
    if not arguments or not compiled(_WORD_TOOL).fullmatch(tool):
        return False
    if not compiled(_ARGUMENT).match(arguments):
        return False
    return len(arguments.split()) < _FEW_WORDS or compiled(_TYPED).search(arguments) is not None


def names_command(text: str) -> bool:
    """Whether a paragraph names a command or a request to send.

    In inline code, in its words ("run make test"), or on a line that is nothing else: within a
    list, an indented command is part of the paragraph.
    """
    if any(is_command(span[2]) for span in compiled(_CODE_SPAN).finditer(text)):
        return True
    if compiled(_REQUEST).search(text) or compiled(_BARE).search(text):
        return True
    if any(map(_begins_command, compiled(_IN_PROSE).finditer(text))):
        return True
    return any(_is_command_line(line[0]) for line in compiled(_TEXT_LINE).finditer(text))


def commands_in(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    """The text of every code block and of every command in a paragraph, in file order."""
    for block in blocks:
        if block.kind in CODE_KINDS:
            yield block.span.cut(text)
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.HEADING):
            for span in compiled(_CODE_SPAN).finditer(block.span.cut(text)):
                if is_command(span[2]):
                    yield span[2]
            for line in block.lines:
                if _is_command_line(line.cut(text)):
                    yield line.cut(text)


def _begins_command(match: re.Match[str]) -> bool:
    """Whether words that follow "run" or "with" name a program and its first argument."""
    runs, words = match[1] is not None, match[2].split()
    return any(
        word in _tools() and ((runs and at == 0) or word not in _EVERYDAY)
        for at, word in enumerate(words[:-1])
    )


def _is_command_line(line: str) -> bool:
    """Whether a line of a paragraph is a command, not the beginning of a sentence."""
    words = line.split()
    if not words or words[0].lstrip("$%>") not in _tools() | {""}:
        return False
    return not (compiled(_FUNCTION_WORD).search(line) or line.endswith((".", ":", ";", ",")))
