"""`milepost agents-md`: a part of a file, and not a byte besides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli import agents_md
from milepost.edits.agents_part import AGENTS_PART, BEGIN, END
from milepost.workspace.store import Refused

if TYPE_CHECKING:
    from support.command import Run

FILES = (
    b"",
    b"\n",
    b"# Rules\n\nBe kind.\n",
    b"# Rules\n\nBe kind.",
    b"# Rules\r\n\r\nBe kind.\r\n",
    b"# Rules\r\n\r\nBe kind.",
    b"# Rules\nmixed\r\n",
    b"\xef\xbb\xbf# Rules\n",
    b"\xef\xbb\xbf",
    b"trailing  \n\n\n\n",
)


def names_here() -> list[str]:
    return [path.name for path in Path().iterdir()]


def test_part_is_printed_and_nothing_written(run: Run) -> None:
    answer = run("agents-md")

    assert (answer.code, answer.out, answer.err) == (0, AGENTS_PART + "\n", "")
    assert names_here() == []


@pytest.mark.parametrize("data", FILES)
def test_remove_undoes_insert_byte_for_byte(run: Run, data: bytes) -> None:
    Path("AGENTS.md").write_bytes(data)

    assert run("agents-md", "--insert").out == "Inserted into AGENTS.md.\n"
    inserted = Path("AGENTS.md").read_bytes()
    again = run("agents-md", "--insert")
    assert Path("AGENTS.md").read_bytes() == inserted
    assert (again.code, again.err) == (0, "There is nothing to insert in AGENTS.md.\n")

    assert run("agents-md", "--remove").out == "Removed from AGENTS.md.\n"
    assert Path("AGENTS.md").read_bytes() == data
    assert run("agents-md", "--remove").err == "There is nothing to remove in AGENTS.md.\n"


def test_file_made_for_the_part_goes_with_it(run: Run) -> None:
    run("agents-md", "--insert", "--file", "CLAUDE.md")
    assert Path("CLAUDE.md").read_text(encoding="utf-8") == AGENTS_PART + "\n"

    run("agents-md", "--remove", "--file", "CLAUDE.md")
    assert names_here() == []


def test_usual_file_lies_in_the_root_of_the_repository(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".git").mkdir()
    Path("deep").mkdir()
    root = Path.cwd()
    monkeypatch.chdir("deep")

    run("agents-md", "--insert")

    assert (root / "AGENTS.md").is_file()


def test_part_of_an_older_version_is_brought_up_to_date(run: Run) -> None:
    Path("AGENTS.md").write_bytes(f"A\r\n\r\n{BEGIN}\r\nold\r\n{END}\r\n\r\nB\r\n".encode())

    assert run("agents-md", "--update").out == "Updated in AGENTS.md.\n"

    part = AGENTS_PART.replace("\n", "\r\n")
    assert Path("AGENTS.md").read_bytes() == f"A\r\n\r\n{part}\r\n\r\nB\r\n".encode()
    assert run("agents-md", "--update").err == "There is nothing to update in AGENTS.md.\n"


def test_links_stay_links(run: Run) -> None:
    Path("AGENTS.md").write_text("A\n", encoding="utf-8")
    Path("CLAUDE.md").symlink_to("AGENTS.md")

    run("agents-md", "--insert", "--file", "CLAUDE.md")

    assert Path("CLAUDE.md").is_symlink()
    assert BEGIN in Path("AGENTS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["Be kind.\n", None])
def test_dry_run_shows_and_writes_nothing(run: Run, text: str | None) -> None:
    if text is not None:
        Path("AGENTS.md").write_text(text, encoding="utf-8")

    answer = run("agents-md", "--insert", "--dry-run")

    assert answer.code == 0
    assert f"+{BEGIN}\n" in answer.out
    assert Path("AGENTS.md").is_file() is (text is not None)
    assert text is None or Path("AGENTS.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("data", "arguments", "words"),
    [
        (b"A\n", ["AGENTS.md"], "Name the file with --file"),
        (b"A\n", ["--insert", "--remove"], "Choose one of"),
        (b"A\n", ["--update"], "AGENTS.md has no part of Milepost's"),
        (b"A\n", ["--update", "--file", "no.md"], "no.md has no part of Milepost's"),
        (b"A\n", ["--insert", "--file", "no/where.md"], "The directory of no/where.md"),
        (b"A\xff\n", ["--insert"], "AGENTS.md cannot be changed: it is not valid UTF-8"),
        (b"```\nA\n", ["--insert"], "AGENTS.md ends within a code block"),
        (b"<!-- A\n", ["--insert"], "AGENTS.md ends within a code block or a comment"),
        (BEGIN.encode(), ["--insert"], f"AGENTS.md has {BEGIN} without"),
        (END.encode(), ["--remove"], f"AGENTS.md has {END} without"),
        (f"{AGENTS_PART}\n\n{AGENTS_PART}".encode(), ["--update"], "has more than one part"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    run: Run, data: bytes, arguments: list[str], words: str
) -> None:
    Path("AGENTS.md").write_bytes(data)

    answer = run("agents-md", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert Path("AGENTS.md").read_bytes() == data
    assert names_here() == ["AGENTS.md"]


@pytest.mark.parametrize("data", [b"A\n", f"{AGENTS_PART}\n".encode()])
def test_somebody_who_writes_at_the_same_time_is_not_written_over(
    run: Run, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("AGENTS.md").write_bytes(data)
    change = agents_md._change

    def overtaken(path: Path, action: str) -> agents_md.Change:
        found = change(path, action)
        path.write_bytes(b"theirs\n")
        return found

    monkeypatch.setattr(agents_md, "_change", overtaken)
    answer = run("agents-md", "--insert" if data == b"A\n" else "--remove")

    assert answer.code == 2
    assert "Somebody else wrote" in answer.err
    assert Path("AGENTS.md").read_bytes() == b"theirs\n"


def test_protected_file_is_named(run: Run) -> None:
    Path("AGENTS.md").write_bytes(b"A\n")
    Path("AGENTS.md").chmod(0o444)

    answer = run("agents-md", "--insert")

    assert (answer.code, answer.out) == (2, "")
    assert "change its permissions" in answer.err


@pytest.mark.parametrize("failing", ["save", "unlink"])
def test_disk_that_refuses_is_named(
    run: Run, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("agents-md", "--insert")

    def refuse(path: Path, *more: object) -> object:
        if failing == "save":
            return Refused("The disk is full.")
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(agents_md, "save", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    if failing == "save":
        Path("AGENTS.md").write_text("A\n", encoding="utf-8")
    answer = run("agents-md", "--insert" if failing == "save" else "--remove")

    assert answer.code == 2
    assert answer.err in {
        "The disk is full.\n",
        f"{Path('AGENTS.md').absolute()} could not be removed (No space left on device): "
        "change its permissions.\n",
    }
