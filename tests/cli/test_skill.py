"""`milepost skill`: written where agents look, updated, and taken away without a trace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.workspace import skill
from milepost.workspace.digest import digest_of
from milepost.workspace.skill import MANIFEST, skill_files
from milepost.workspace.store import save

if TYPE_CHECKING:
    from milepost.text import Source
    from milepost.workspace.digest import Digest
    from milepost.workspace.store import SaveResult
    from support.command import Run

CODEX = Path(".agents/skills/exec-plan")
CLAUDE = Path(".claude/skills/exec-plan")


def everything_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def age(folder: Path, name: str, text: str = "older\n") -> None:
    """Makes a file what an older version of the program wrote."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    data["files"][name] = digest_of(text.encode())
    (folder / MANIFEST).write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "folders"),
    [
        ([], {CODEX, CLAUDE}),
        (["--all"], {CODEX, CLAUDE}),
        (["--codex", "--claude"], {CODEX, CLAUDE}),
        (["--codex"], {CODEX}),
        (["--claude"], {CLAUDE}),
        (["--dir", "skills"], {Path("skills/exec-plan")}),
        (["--dir", "skills/exec-plan"], {Path("skills/exec-plan")}),
    ],
)
def test_whole_skill_is_written_where_it_is_wanted(
    run: Run, options: list[str], folders: set[Path]
) -> None:
    answer = run("skill", "install", *options)

    assert (answer.code, answer.err) == (0, "")
    assert {path.parent for path in Path().rglob("SKILL.md")} == folders
    for folder in folders:
        assert f"{folder}: 7 written\n" in answer.out
        for name, data in skill_files().items():
            assert (folder / name).read_bytes() == data


def test_project_is_the_repository_around(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".git").mkdir()
    Path("src/deep").mkdir(parents=True)
    root = Path.cwd()
    monkeypatch.chdir("src/deep")

    run("skill", "install", "--claude")

    assert (root / CLAUDE / "SKILL.md").is_file()
    assert everything_below(Path()) == set()


def test_home_is_written_to_on_demand(run: Run, tmp_path: Path) -> None:
    run("skill", "install", "--user", "--codex")

    assert (tmp_path / "home" / CODEX / "SKILL.md").is_file()
    assert everything_below(Path()) == set()


def test_second_install_changes_nothing(run: Run) -> None:
    def written() -> dict[Path, tuple[int, int]]:
        status = {path: path.stat() for path in Path().rglob("*")}
        return {path: (each.st_ino, each.st_ctime_ns) for path, each in status.items()}

    run("skill", "install")
    before = written()

    answer = run("skill", "install")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"{CODEX}: 7 unchanged\n{CLAUDE}: 7 unchanged\n"
    assert written() == before


def test_file_that_was_changed_is_kept_and_named(run: Run) -> None:
    run("skill", "install", "--codex")
    (CODEX / "SKILL.md").write_text("mine\n", encoding="utf-8")

    answer = run("skill", "install", "--codex")

    assert answer.out == f"{CODEX}: 6 unchanged, 1 kept\n"
    assert answer.err == (f"{CODEX}/SKILL.md was changed and is kept; --force writes over it.\n")
    assert (CODEX / "SKILL.md").read_text(encoding="utf-8") == "mine\n"


def test_file_of_somebody_else_is_kept(run: Run) -> None:
    (CODEX / "scripts").mkdir(parents=True)
    (CODEX / "scripts/init_plan.py").write_text("# theirs\n", encoding="utf-8")

    answer = run("skill", "install", "--codex")

    assert answer.out == f"{CODEX}: 6 written, 1 kept\n"
    assert "init_plan.py was not written by Milepost and is kept" in answer.err


def test_force_writes_over_what_was_changed(run: Run) -> None:
    run("skill", "install", "--codex")
    (CODEX / "SKILL.md").write_text("mine\n", encoding="utf-8")

    answer = run("skill", "install", "--codex", "--force")

    assert (answer.out, answer.err) == (f"{CODEX}: 1 updated, 6 unchanged\n", "")
    assert (CODEX / "SKILL.md").read_bytes() == skill_files()["SKILL.md"]


def test_files_of_an_older_version_are_brought_up_to_date(run: Run) -> None:
    run("skill", "install", "--codex")
    age(CODEX, "SKILL.md")
    age(CODEX, "references/gone.md")

    answer = run("skill", "install", "--codex")

    assert answer.out == f"{CODEX}: 1 updated, 1 removed, 6 unchanged\n"
    assert (CODEX / "SKILL.md").read_bytes() == skill_files()["SKILL.md"]
    assert "references/gone.md" not in everything_below(CODEX)


def test_changed_file_of_an_older_version_that_is_not_needed_stays(run: Run) -> None:
    run("skill", "install", "--codex")
    age(CODEX, "references/gone.md")
    (CODEX / "references/gone.md").write_text("mine\n", encoding="utf-8")

    answer = run("skill", "install", "--codex")

    assert "gone.md was changed and is kept" in answer.err
    assert (CODEX / "references/gone.md").is_file()


def test_line_ends_of_a_checkout_are_no_change(run: Run) -> None:
    run("skill", "install", "--codex")
    for name in skill_files():
        data = (CODEX / name).read_bytes()
        (CODEX / name).write_bytes(data.replace(b"\n", b"\r\n"))

    assert run("skill", "install", "--codex").out == f"{CODEX}: 7 unchanged\n"
    assert run("skill", "uninstall", "--codex").out == f"{CODEX}: 7 removed\n"


def test_uninstall_leaves_no_trace(run: Run) -> None:
    run("skill", "install")

    answer = run("skill", "uninstall")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"{CODEX}: 7 removed\n{CLAUDE}: 7 removed\n"
    assert everything_below(Path()) == set()


def test_uninstall_leaves_folders_that_were_there(run: Run) -> None:
    (CODEX.parent).mkdir(parents=True)
    run("skill", "install", "--codex")
    run("skill", "install", "--codex")

    run("skill", "uninstall", "--codex")

    assert everything_below(Path()) == {".agents", ".agents/skills"}


def test_uninstall_leaves_what_others_wrote(run: Run) -> None:
    run("skill", "install", "--codex")
    (CODEX / "scripts/mine.py").write_text("mine\n", encoding="utf-8")
    (CODEX / "SKILL.md").write_text("mine\n", encoding="utf-8")
    (CODEX / "assets/TEMPLATE.md").unlink()

    answer = run("skill", "uninstall", "--codex")

    assert answer.out == f"{CODEX}: 5 removed, 1 kept\n"
    assert {path for path in everything_below(CODEX) if "." in path} == {
        "SKILL.md",
        "scripts/mine.py",
    }


@pytest.mark.parametrize(
    "manifest",
    [None, "", "[]", "{}", '{"files": []}', '{"files": {"a": 1}, "parents": "x", "milepost": ""}'],
)
def test_uninstall_touches_nothing_that_is_not_known(run: Run, manifest: str | None) -> None:
    CODEX.mkdir(parents=True)
    (CODEX / "SKILL.md").write_text("theirs\n", encoding="utf-8")
    if manifest is not None:
        (CODEX / MANIFEST).write_text(manifest, encoding="utf-8")

    answer = run("skill", "uninstall", "--codex")

    assert (answer.code, answer.out) == (0, "")
    assert answer.err == f"Milepost has not written a skill to {CODEX}.\n"
    assert (CODEX / "SKILL.md").is_file()


@pytest.mark.parametrize("name", ["../outside.md", "a/../../outside.md", "{root}/outside.md"])
def test_manifest_cannot_lead_out_of_the_folder(run: Run, name: str) -> None:
    outside = CODEX.parent / "outside.md"
    run("skill", "install", "--codex")
    outside.write_text("older\n", encoding="utf-8")
    data = json.loads((CODEX / MANIFEST).read_text(encoding="utf-8"))
    data["files"][name.format(root=CODEX.parent.absolute())] = digest_of(b"older\n")
    (CODEX / MANIFEST).write_text(json.dumps(data), encoding="utf-8")

    run("skill", "install", "--codex")
    run("skill", "uninstall", "--codex")

    assert outside.is_file()


def test_links_are_not_followed(run: Run) -> None:
    CODEX.mkdir(parents=True)
    Path("elsewhere").mkdir()
    Path("elsewhere/kept.md").write_text("theirs\n", encoding="utf-8")
    (CODEX / "SKILL.md").symlink_to(Path("elsewhere/kept.md").absolute())
    (CODEX / "scripts").symlink_to(Path("elsewhere").absolute())

    answer = run("skill", "install", "--codex", "--force")

    assert answer.out == f"{CODEX}: 3 written, 4 kept\n"
    assert "SKILL.md is not touched, because SKILL.md is a link." in answer.err
    assert "init_plan.py is not touched, because scripts is a link." in answer.err
    assert everything_below(Path("elsewhere")) == {"kept.md"}
    assert Path("elsewhere/kept.md").read_text(encoding="utf-8") == "theirs\n"


def test_one_folder_behind_two_names_is_written_once(run: Run) -> None:
    CODEX.mkdir(parents=True)
    CLAUDE.parent.mkdir(parents=True)
    CLAUDE.symlink_to(CODEX.absolute())

    assert run("skill", "install").out == f"{CODEX}: 7 written\n"


def test_dry_run_lists_and_writes_nothing(run: Run) -> None:
    answer = run("skill", "install", "--claude", "--dry-run")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.count("would write ") == 7
    assert f"would write   {CLAUDE}/SKILL.md\n" in answer.out
    assert everything_below(Path()) == set()

    run("skill", "install", "--claude")
    before = everything_below(Path())
    assert run("skill", "uninstall", "--claude", "--dry-run").out.count("would remove") == 7
    assert everything_below(Path()) == before


def test_show_tells_the_state_and_the_files(run: Run) -> None:
    run("skill", "install", "--codex")
    first = run("skill", "show").out
    age(CODEX, "SKILL.md")
    (CODEX / "assets/TEMPLATE.md").write_text("mine\n", encoding="utf-8")
    second = run("skill", "show").out

    assert f"{CODEX}: up to date\n{CLAUDE}: not installed\n" in first
    assert "  scripts/validate_plan.py  (" in first
    assert f"{CODEX}: of Milepost " in second
    assert ", with changes of your own\n" in second


@pytest.mark.parametrize("name", ["references/failure-modes.md", "failure-modes.md"])
def test_show_prints_a_file(run: Run, name: str) -> None:
    answer = run("skill", "show", name)

    assert answer.out == skill_files()["references/failure-modes.md"].decode()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Say what to do"),
        (["remove"], "Say what to do"),
        (["install", "now"], "Say what to do"),
        (["show", "a", "b"], "Say what to do"),
        (["show", "nothing.md"], "The skill has no file nothing.md: it has SKILL.md"),
        (["install", "--dir", "x", "--codex"], "--dir names the place"),
        (["install", "--dir", "x", "--user"], "--dir names the place"),
        (["install", "--dir", "taken"], "could not be made ("),
    ],
)
def test_what_cannot_be_followed_is_said(run: Run, arguments: list[str], words: str) -> None:
    Path("taken").write_text("a file\n", encoding="utf-8")

    answer = run("skill", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err


def test_file_that_cannot_be_read_is_kept(run: Run) -> None:
    (CODEX / "SKILL.md").mkdir(parents=True)

    answer = run("skill", "install", "--codex")

    assert answer.out == f"{CODEX}: 6 written, 1 kept\n"
    assert "SKILL.md cannot be read and was left as it is." in answer.err


def test_file_that_is_protected_is_named(run: Run) -> None:
    run("skill", "install", "--codex")
    age(CODEX, "SKILL.md")
    (CODEX / "SKILL.md").chmod(0o444)

    answer = run("skill", "install", "--codex")

    assert answer.code == 2
    assert "SKILL.md was not saved" in answer.err


def test_file_that_cannot_be_removed_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("skill", "install", "--codex")

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    answer = run("skill", "uninstall", "--codex")

    assert answer.code == 2
    assert "could not be removed (Permission denied)" in answer.err


def test_somebody_who_writes_at_the_same_time_is_not_written_over(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(path: Path, source: Source, expected: Digest | None) -> SaveResult:
        if path.name == "SKILL.md":
            path.write_text("theirs\n", encoding="utf-8")
        return save(path, source, expected)

    monkeypatch.setattr(skill, "save", overtaken)
    answer = run("skill", "install", "--codex")

    assert answer.code == 2
    assert "Somebody else wrote" in answer.err
    assert (CODEX / "SKILL.md").read_text(encoding="utf-8") == "theirs\n"


def test_home_that_is_not_known_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", unknown)

    answer = run("skill", "install", "--user")

    assert (answer.code, answer.err) == (
        2,
        "There is no home directory: name a place with --dir.\n",
    )
    assert everything_below(Path()) == set()
