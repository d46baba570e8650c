"""Putting the hook in, and leaving no trace when it goes out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli.hook import setup
from milepost.cli.hook.hosts import HOSTS
from milepost.workspace.store import Refused, Stale, load
from support.hooks import FAULTY, edit_of

if TYPE_CHECKING:
    from support.command import Run

PLACES = {
    "claude": ".claude/settings.json",
    "codex": ".codex/hooks.json",
    "gemini": ".gemini/settings.json",
    "cursor": ".cursor/hooks.json",
}
WHOLE = {
    "claude": {
        "hooks": {
            "PostToolUse": [
                {
                    "matcher": "Edit|Write|MultiEdit",
                    "hooks": [
                        {"type": "command", "command": "milepost hook claude", "timeout": 10}
                    ],
                }
            ]
        }
    },
    "codex": {
        "hooks": {
            "PostToolUse": [
                {
                    "matcher": "apply_patch|Edit|Write",
                    "hooks": [{"type": "command", "command": "milepost hook codex", "timeout": 10}],
                }
            ]
        }
    },
    "gemini": {
        "hooks": {
            "AfterTool": [
                {
                    "matcher": "write_file|replace",
                    "hooks": [
                        {
                            "type": "command",
                            "command": "milepost hook gemini",
                            "name": "milepost",
                            "timeout": 10_000,
                        }
                    ],
                }
            ]
        }
    },
    "cursor": {
        "version": 1,
        "hooks": {
            "postToolUse": [{"command": "milepost hook cursor", "matcher": "Write|Edit|StrReplace"}]
        },
    },
}
FILES = {
    "empty": b"",
    "blank": b"\n\n",
    "object": b"{}",
    "spaced": b"{ \n\n }\n",
    "compact": b'{"permissions":{"allow":["Bash(ls:*)"]},"env":{}}',
    "indented": b'{\n    "a": {"b": [1,\n  2]},\n\n    "env": {}\n}\n',
    "tabs": b'{\n\t"a": 1\n}',
    "crlf": b'{\r\n  "a": 1,\r\n  "hooks": {\r\n    "Stop": []\r\n  }\r\n}\r\n',
    "bom": b'\xef\xbb\xbf{\n  "a": 1\n}\n',
    "escapes": '{"a\\u0062": "\\ud83d\\ude00 – 漢", "n": 1e5}'.encode(),
    "same event": b'{"hooks": {"PostToolUse": [{"matcher": "*", "hooks": []}], "AfterTool": []}}',
    "empty hooks": b'{\n  "hooks": {\n  }\n}\n',
    "twice": b'{"hooks": {}, "hooks": {"PostToolUse": []}}',
}


def everything(folder: Path) -> dict[str, bytes | None]:
    """All that lies below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("host", PLACES)
class TestNewFile:
    def test_it_is_made_as_the_host_wants_it(self, host: str, folder: Path, run: Run) -> None:
        answer = run("hook", "install", host)

        text = (folder / PLACES[host]).read_text(encoding="utf-8")
        assert json.loads(text) == WHOLE[host]
        assert text == json.dumps(WHOLE[host], indent=2) + "\n"
        assert answer.code == 0
        assert f'+      "command": "milepost hook {host}"'.strip("+ ") in answer.out
        assert f"{HOSTS[host].title} will check plans after each edit" in answer.err

    def test_nothing_is_left_of_it(self, host: str, folder: Path, run: Run) -> None:
        before = everything(folder)
        run("hook", "install", host)

        answer = run("hook", "uninstall", host)

        assert everything(folder) == before
        assert (answer.code, answer.err) == (
            0,
            f"The hook is out of {folder / PLACES[host]}.\n",
        )

    def test_folder_with_something_else_in_it_stays(
        self, host: str, folder: Path, run: Run
    ) -> None:
        run("hook", "install", host)
        other = folder / PLACES[host].split("/")[0] / "mine"
        other.write_text("", encoding="utf-8")

        run("hook", "uninstall", host)

        assert list(other.parent.iterdir()) == [other]

    def test_dry_run_writes_nothing(self, host: str, folder: Path, run: Run) -> None:
        before = everything(folder)

        answer = run("hook", "install", host, "--dry-run")

        assert (answer.code, answer.err) == (0, "")
        assert f"milepost hook {host}" in answer.out
        assert everything(folder) == before

    def test_second_time_changes_nothing(self, host: str, folder: Path, run: Run) -> None:
        run("hook", "install", host)
        before = everything(folder)

        answer = run("hook", "install", host)

        assert (answer.code, answer.out) == (0, "")
        assert answer.err == f"The hook is in {folder / PLACES[host]} already.\n"
        assert everything(folder) == before
        run("hook", "uninstall", host)
        assert not (folder / PLACES[host]).exists()

    def test_show_says_whether_it_is_there(self, host: str, folder: Path, run: Run) -> None:
        missing = run("hook", "show", host)
        run("hook", "install", host)
        there = run("hook", "show", host)

        assert json.loads(missing.out) == json.loads(there.out) == WHOLE[host]
        assert (missing.code, there.code) == (1, 0)
        assert missing.err == f"The hook is not in {folder / PLACES[host]}.\n"
        assert there.err == f"The hook is in {folder / PLACES[host]}.\n"

    def test_file_of_the_person_is_another(
        self, host: str, folder: Path, tmp_path: Path, run: Run
    ) -> None:
        before = everything(folder)

        run("hook", "install", host, "--user")

        assert everything(folder) == before
        assert (tmp_path / "home" / PLACES[host]).exists()
        run("hook", "uninstall", host, "--user")
        assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("host", PLACES)
@pytest.mark.parametrize("name", FILES)
def test_file_is_byte_for_byte_what_it_was(host: str, name: str, folder: Path, run: Run) -> None:
    file = folder / PLACES[host]
    file.parent.mkdir()
    file.write_bytes(FILES[name])

    assert run("hook", "install", host).code == 0
    value = json.loads(file.read_bytes().decode("utf-8-sig"))
    assert run("hook", "uninstall", host).code == 0

    assert value["hooks"][HOSTS[host].event][-1] == HOSTS[host].entry
    assert file.read_bytes() == FILES[name]


@pytest.mark.parametrize("name", sorted(set(FILES) - {"empty", "blank", "spaced", "empty hooks"}))
def test_record_that_was_lost_costs_little(name: str, folder: Path, state: Path, run: Run) -> None:
    file = folder / PLACES["claude"]
    file.parent.mkdir()
    file.write_bytes(FILES[name])
    run("hook", "install", "claude")
    (record,) = (state / "hooks").iterdir()
    record.write_bytes(b"damaged")

    run("hook", "uninstall", "claude")

    assert b"milepost" not in file.read_bytes()
    if name not in {"twice", "object"}:
        assert file.read_bytes() == FILES[name]


def test_what_was_changed_meanwhile_stays(folder: Path, run: Run) -> None:
    file = folder / PLACES["claude"]
    file.parent.mkdir()
    file.write_text('{\n  "a": 1\n}\n', encoding="utf-8")
    run("hook", "install", "claude")
    file.write_text(file.read_text(encoding="utf-8").replace('"a": 1', '"a": 2'), encoding="utf-8")

    run("hook", "uninstall", "claude")

    assert file.read_text(encoding="utf-8") == '{\n  "a": 2\n}\n'


def test_new_file_that_was_changed_stays(folder: Path, run: Run) -> None:
    file = folder / PLACES["cursor"]
    run("hook", "install", "cursor")
    value = json.loads(file.read_bytes())
    file.write_text(json.dumps({**value, "mine": 1}), encoding="utf-8")

    run("hook", "uninstall", "cursor")

    assert json.loads(file.read_bytes()) == {"version": 1, "mine": 1}


def test_new_file_that_was_only_formatted_goes(folder: Path, run: Run) -> None:
    file = folder / PLACES["cursor"]
    run("hook", "install", "cursor")
    file.write_text(json.dumps(json.loads(file.read_bytes())), encoding="utf-8")

    run("hook", "uninstall", "cursor")

    assert not file.parent.exists()


def test_uninstall_of_what_is_not_there_is_no_error(folder: Path, run: Run) -> None:
    said = f"There is no hook of Milepost in {folder / PLACES['claude']}.\n"
    assert run("hook", "uninstall", "claude").err == said
    (folder / ".claude").mkdir()
    (folder / PLACES["claude"]).write_text("{}", encoding="utf-8")

    answer = run("hook", "uninstall", "claude")

    assert (answer.code, answer.out, answer.err) == (0, "", said)


def test_uninstall_can_be_looked_at_first(folder: Path, run: Run) -> None:
    run("hook", "install", "claude")
    before = everything(folder)

    answer = run("hook", "uninstall", "claude", "--dry-run")

    assert "milepost hook claude" in answer.out
    assert everything(folder) == before


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{\n  // mine\n  "a": 1\n}\n', "line 2 is not plain JSON (a comment"),
        (b'{"hooks": []}', 'its "hooks" is not an object'),
        (b"\xff{}", "it is not valid UTF-8"),
        (b"{}\0", "it holds NUL bytes"),
    ],
)
def test_file_that_could_be_harmed_is_left_alone(
    data: bytes, reason: str, folder: Path, run: Run
) -> None:
    file = folder / PLACES["codex"]
    file.parent.mkdir()
    file.write_bytes(data)

    answer = run("hook", "install", "codex")

    assert (answer.code, answer.out) == (2, "")
    head, _, example = answer.err.partition("\nAdd this to it yourself:\n")
    assert head.startswith(f"{file} is left alone: {reason}")
    assert json.loads(example) == WHOLE["codex"]
    assert file.read_bytes() == data


def test_hook_among_comments_is_seen_and_left(folder: Path, run: Run) -> None:
    run("hook", "install", "gemini")
    file = folder / PLACES["gemini"]
    file.write_text("// mine\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    before = file.read_bytes()

    assert run("hook", "show", "gemini").code == 0
    answer = run("hook", "uninstall", "gemini")

    assert answer.code == 2
    assert "Take out the hook that runs `milepost hook gemini` yourself." in answer.err
    assert file.read_bytes() == before


def test_root_of_the_repository_is_where_it_goes(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "src/deep").mkdir(parents=True)
    monkeypatch.chdir(folder / "src/deep")

    run("hook", "install", "claude")

    assert (folder / PLACES["claude"]).exists()


def test_without_a_repository_it_goes_here(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(setup, "_is_root", lambda folder: False)

    run("hook", "install", "claude")

    assert (tmp_path / PLACES["claude"]).exists()


@pytest.mark.parametrize(
    ("host", "name"), [("claude", "CLAUDE_CONFIG_DIR"), ("codex", "CODEX_HOME")]
)
def test_folder_that_the_person_chose_is_used(
    host: str, name: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, str(tmp_path / "chosen"))

    run("hook", "install", host, "--user")

    assert (tmp_path / "chosen" / PLACES[host].split("/")[1]).exists()


def test_link_stays_a_link(folder: Path, tmp_path: Path, run: Run) -> None:
    real = tmp_path / "dotfiles.json"
    real.write_text('{"a": 1}', encoding="utf-8")
    (folder / ".claude").mkdir()
    link = folder / PLACES["claude"]
    link.symlink_to(real)

    run("hook", "install", "claude")

    assert link.is_symlink()
    assert "milepost" in real.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["install"], "Name one: claude, codex, gemini, cursor."),
        (["install", "vim"], "There is no host vim. Name one: claude"),
        (["install", "claude", "codex"], "Name one: claude"),
        (["install", "claude", "--hard"], "--hard"),
        (["show", "claude", "--dry-run"], "--dry-run"),
    ],
)
def test_mistyped_command_is_explained(arguments: list[str], said: str, run: Run) -> None:
    answer = run("hook", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


class TestFailure:
    def test_directory_in_the_way_is_told(self, folder: Path, run: Run) -> None:
        (folder / PLACES["claude"]).mkdir(parents=True)

        answer = run("hook", "install", "claude")
        assert (answer.code, answer.out) == (2, "")
        assert "is a directory" in answer.err

    def test_file_in_the_way_of_the_folder_is_told(self, folder: Path, run: Run) -> None:
        (folder / ".claude").write_text("", encoding="utf-8")

        answer = run("hook", "install", "claude")
        assert answer.code == 2
        assert ".claude could not be made: File exists." in answer.err

    @pytest.mark.parametrize(
        ("task", "result"), [("install", "refused"), ("install", "stale"), ("uninstall", "refused")]
    )
    def test_file_that_cannot_be_saved_is_told(
        self, task: str, result: str, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if task == "uninstall":
            (folder / ".claude").mkdir()
            (folder / PLACES["claude"]).write_text("{}", encoding="utf-8")
            run("hook", "install", "claude")
        before = everything(folder)

        def save(path: Path, *rest: object) -> Refused | Stale:
            return Refused("The disk is full.") if result == "refused" else Stale(load(path))

        monkeypatch.setattr(setup, "save", save)

        answer = run("hook", task, "claude")
        assert answer.code == 2
        assert ("disk is full" if result == "refused" else "changed at this moment") in answer.err
        assert everything(folder) == before

    def test_file_that_changes_at_this_moment_is_not_removed(
        self, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("hook", "install", "claude")
        file = folder / PLACES["claude"]

        def show_and_change(patch: str, output: object) -> None:
            file.write_text("{}", encoding="utf-8")

        monkeypatch.setattr(setup, "show_patch", show_and_change)

        answer = run("hook", "uninstall", "claude")
        assert (answer.code, file.read_bytes()) == (2, b"{}")

    def test_file_that_cannot_be_removed_is_told(
        self, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("hook", "install", "claude")

        def fail(path: Path, missing_ok: bool = False) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "unlink", fail)

        answer = run("hook", "uninstall", "claude")
        assert answer.code == 2
        assert "could not be removed: Permission denied." in answer.err

    def test_without_a_state_directory_it_still_goes_in_and_out(
        self, folder: Path, tmp_path: Path, run: Run
    ) -> None:
        (tmp_path / "state").write_text("in the way", encoding="utf-8")
        run("hook", "install", "claude")
        assert (folder / PLACES["claude"]).exists()

        run("hook", "uninstall", "claude")

        assert (folder / PLACES["claude"]).read_bytes() == b"{}\n"


def test_what_is_installed_runs(folder: Path, run: Run) -> None:
    """The command in the configuration, run by a shell as the host does it."""
    (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
    run("hook", "install", "claude")
    command = json.loads((folder / PLACES["claude"]).read_bytes())["hooks"]["PostToolUse"][0]
    ran = subprocess.run(
        ["sh", "-c", command["hooks"][0]["command"]],
        input=json.dumps(edit_of()).encode(),
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
    )

    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"milepost: plan.md has an error:\n")
