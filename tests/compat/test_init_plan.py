"""`init_plan.py`: what it writes, and what it leaves alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from milepost.compat.init_plan import main, new_plan, purpose_of, save
from milepost.compat.validate_plan import validate
from milepost.plan.kinds import ORDER
from milepost.plan.skeleton import LIVING_STATEMENT, is_guidance

BEGUN = "2026-03-01 08:00Z"
WHOLE = new_plan("Plant a tree", "", BEGUN)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_new_plan_has_every_standard_section_in_order() -> None:
    headings = re.findall(r"(?m)^## (.+)$", WHOLE)

    assert headings == [*(kind.title for kind in ORDER), "Plan Revision Notes"]


def test_guidance_is_what_the_linter_knows_as_such() -> None:
    unknown = [
        block
        for block in WHOLE.split("\n\n")
        if not block.startswith(("#", "- ")) and not is_guidance(block)
    ]

    assert [" ".join(block.split()) for block in unknown] == [LIVING_STATEMENT]


def test_new_plan_only_lacks_the_commands_that_prove_it() -> None:
    assert validate(WHOLE) == ([], ["Validation section may lack specific commands to run"])


@pytest.mark.parametrize("word", ["{title}", "%s", "\\1", "$x", "TITLE"])
def test_title_and_purpose_stand_as_they_were_given(word: str) -> None:
    text = new_plan(word, f"{word}!", BEGUN)

    assert text.startswith(f"# {word}\n\n")
    assert f"## Purpose / Big Picture\n\n{word}!\n\n## Progress\n" in text
    assert text.endswith(f"## Plan Revision Notes\n\n- ({BEGUN}) Began this plan.\n")


@pytest.mark.parametrize(
    ("arguments", "purpose"),
    [
        (["a.md", "T"], ""),
        (["a.md", "T", "--purpose"], ""),
        (["a.md", "T", "--purpose", "x", "y"], "x"),
        (["--purpose", "x", "--purpose", "y"], "x"),
    ],
)
def test_purpose_is_what_follows_its_option(arguments: list[str], purpose: str) -> None:
    assert purpose_of(arguments) == purpose


def test_time_is_that_of_now_in_utc(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deep/in/a.md", "T"]) == 0

    text = Path("deep/in/a.md").read_text(encoding="utf-8")
    assert re.search(r"\n- \(\d{4}-\d{2}-\d{2} \d{2}:\d{2}Z\) Began this plan\.\n\Z", text)
    assert capsys.readouterr().out.startswith("✓ Created: deep/in/a.md\n\nNext steps:\n")


@pytest.mark.parametrize("name", ["a.md", "folder", "link", ".", ""])
@pytest.mark.parametrize("title", ["T", "\udcff"])
def test_what_is_there_stays(name: str, title: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_text("mine", encoding="utf-8")
    Path("folder").mkdir()
    Path("link").symlink_to("a.md")

    assert main([name, title]) == 1

    assert capsys.readouterr().out == (
        f"Error: File already exists: {name}\n  Delete it first or choose a different name.\n"
    )
    assert Path("a.md").read_text(encoding="utf-8") == "mine"


def test_link_to_nothing_is_followed() -> None:
    Path("folder").mkdir()
    Path("link").symlink_to("folder/new.md")

    assert main(["link", "T"]) == 0
    assert Path("link").is_symlink()
    assert Path("folder/new.md").read_text(encoding="utf-8").startswith("# T\n\n")


@pytest.mark.parametrize(
    ("name", "title", "last"),
    [
        ("a.md/b.md", "T", "FileExistsError: "),
        ("a.md/b/c.md", "T", "NotADirectoryError: "),
        ("loop", "T", "OSError: "),
        ("lost", "T", "FileNotFoundError: "),
        ("new.md", "\udcff", "UnicodeEncodeError: "),
        ("nul\0.md", "T", "ValueError: "),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(
    name: str, title: str, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.md").write_text("mine", encoding="utf-8")
    Path("loop").symlink_to("loop")
    Path("lost").symlink_to("no/folder.md")

    assert main([name, title]) == 1

    out, err = capsys.readouterr()
    sentence, line = err.rstrip("\n").split("\n")
    assert out == ""
    assert sentence == f"{name} cannot be written: choose a place that is open to this user."
    assert line.startswith(last)
    assert not Path("new.md").exists()


def test_whoever_makes_the_file_meanwhile_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def make_theirs(_: Path, **__: bool) -> None:
        Path("a.md").write_text("theirs", encoding="utf-8")

    monkeypatch.setattr(Path, "mkdir", make_theirs)

    assert save("a.md", "ours") is False
    assert Path("a.md").read_bytes() == b"theirs"


def test_without_arguments_of_its_own_it_takes_those_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["init_plan.py", "a.md"])

    assert main() == 1
    assert capsys.readouterr().out.startswith("Usage: python init_plan.py <output.md>")
