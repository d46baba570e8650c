"""Files that are no plans, streams that are no files, and what is typed by mistake."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from milepost.compat import init_plan, parse_progress, validate_plan
from support.own_plans import GARDEN

if TYPE_CHECKING:
    from types import ModuleType

READERS = pytest.mark.parametrize("script", [validate_plan, parse_progress])
SCRIPTS = pytest.mark.parametrize("script", [validate_plan, parse_progress, init_plan])


class Script(Protocol):
    """What the three modules have in common."""

    def main(self, argv: list[str]) -> int: ...


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@READERS
@pytest.mark.parametrize(
    ("name", "last"),
    [
        (".", "IsADirectoryError: [Errno 21] Is a directory: '.'"),
        ("", "IsADirectoryError: [Errno 21] Is a directory: '.'"),
        (
            "latin.md",
            "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 2: "
            "invalid continuation byte",
        ),
        ("nul\0.md", "ValueError: "),
        ("n" * 5000, "OSError: "),
    ],
)
@pytest.mark.parametrize("switches", [[], ["--strict", "--json"]])
def test_what_cannot_be_read_is_a_sentence_and_the_error(
    script: Script,
    name: str,
    last: str,
    switches: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("latin.md").write_bytes(b"# \xe9t\xe9\n")

    assert script.main([name, *switches]) == 1

    out, err = capsys.readouterr()
    sentence, line = err.rstrip("\n").split("\n")
    assert out == ""
    assert sentence.startswith(f"{name or '.'} cannot be read: ")
    assert line.startswith(last)


@READERS
@pytest.mark.parametrize("name", ["nope.md", "plan.md/nope.md", "loop", "dangling"])
def test_what_is_not_there_is_not_found(
    script: Script, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan.md").write_text(GARDEN, encoding="utf-8")
    Path("loop").symlink_to("loop")
    Path("dangling").symlink_to("nowhere.md")

    assert script.main([name]) == 1
    assert f"File not found: {name}\n" in capsys.readouterr().out


def test_json_of_a_missing_file_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert parse_progress.main(["nope.md", "--json"]) == 1

    data = json.loads(capsys.readouterr().out)
    assert (data["error"], data["total"]) == ("File not found: nope.md", 0)


@READERS
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_every_line_end_is_read_alike(
    script: Script, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan.md").write_bytes(GARDEN.encode())
    Path("other.md").write_bytes(GARDEN.replace("\n", end).encode())

    answers = [(script.main([name]), capsys.readouterr()) for name in ("plan.md", "other.md")]

    assert answers[0] == answers[1]


@SCRIPTS
def test_terminal_is_not_steered_by_a_plan(script: ModuleType) -> None:
    buffer = io.BytesIO()
    stream = Terminal(buffer, encoding="utf-8")

    script.write(stream, "\tä\x1b[2J\u202e\x07\n")

    stream.flush()
    assert buffer.getvalue() == "\tä\\x1b[2J\\u202e\\x07\n".encode()


@SCRIPTS
@pytest.mark.parametrize(
    ("encoding", "written"),
    [("utf-8", "✓ \x1b \\udcff\n".encode()), ("ascii", b"\\u2713 \x1b \\udcff\n")],
)
def test_file_gets_every_character_it_can_hold(
    script: ModuleType, encoding: str, written: bytes
) -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding=encoding, newline="\n")

    script.write(stream, "✓ \x1b \udcff\n")

    stream.flush()
    assert buffer.getvalue() == written


@SCRIPTS
def test_stream_without_encoding_takes_text(script: ModuleType) -> None:
    stream = io.StringIO()

    script.write(stream, "✓\n")

    assert stream.getvalue() == "✓\n"
