"""What a hook loads: nothing of weight for a file that is no plan."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from milepost.cli.hook import glance
from milepost.workspace.config_files import FILE_NAMES, find_user_file
from milepost.workspace.recognition import SUFFIXES
from support.hooks import CLEAN, FAULTY, edit_of

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {
    *("markdown_it", "milepost.rules", "milepost.document", "milepost.workspace.loading"),
    *("argparse", "dataclasses", "pathlib", "sqlite3", "pydantic", "textual", "watchfiles"),
    *("logging", "asyncio", "datetime", "subprocess", "shutil", "tempfile", "difflib"),
}
_RUN = """
import sys
from milepost.__main__ import main
code = main(["hook", {host!r}])
sys.stderr.write("\\nloaded " + " ".join(sorted(sys.modules)))
"""


def loaded_by(host: str, said: bytes, folder: Path) -> set[str]:
    """The modules that a hook has loaded when it ends."""
    run = subprocess.run(
        [sys.executable, "-c", _RUN.format(host=host)],
        input=said,
        capture_output=True,
        check=True,
        timeout=60,
        cwd=folder,
        env=os.environ,
    )
    return set(run.stderr.decode().rpartition("\nloaded ")[2].split())


@pytest.mark.parametrize("host", ["claude", "codex", "gemini", "cursor"])
@pytest.mark.parametrize(
    "said",
    [
        b"{",
        b'{"hook_event_name": "Stop"}',
        json.dumps(edit_of("code.py")).encode(),
        json.dumps(edit_of("README.md")).encode(),
        json.dumps(edit_of("missing.md")).encode(),
        json.dumps(
            {"tool_input": {"command": "*** Begin Patch\n*** Update File: README.md\n"}}
        ).encode(),
    ],
    ids=["malformed", "other event", "code", "readme", "missing", "patch"],
)
def test_what_is_no_plan_loads_nothing_of_weight(host: str, said: bytes, folder: Path) -> None:
    (folder / "README.md").write_text("# Read me\n\n## Progress\n", encoding="utf-8")
    (folder / "code.py").write_text("print()\n", encoding="utf-8")

    loaded = loaded_by(host, said, folder)

    assert "milepost.cli.hook.listening" in loaded
    assert loaded.isdisjoint(HEAVY), sorted(loaded & HEAVY)


def test_file_that_is_not_markdown_is_not_read(folder: Path) -> None:
    loaded = loaded_by("claude", json.dumps(edit_of("code.py")).encode(), folder)

    assert "milepost.workspace.recognition" not in loaded


def test_plan_loads_the_rules_and_no_screen(folder: Path) -> None:
    (folder / "plan.md").write_text(FAULTY, encoding="utf-8")

    loaded = loaded_by("claude", json.dumps(edit_of()).encode(), folder)

    assert {"markdown_it", "milepost.rules"} <= loaded
    assert loaded.isdisjoint({"textual", "pydantic", "watchfiles", "sqlite3", "argparse"})


class TestGlance:
    """What is copied to spare an import says the same as the original."""

    def test_suffixes_agree(self) -> None:
        assert glance._SUFFIXES == SUFFIXES

    def test_names_of_configuration_agree(self) -> None:
        assert glance._CONFIGURATION == FILE_NAMES

    @pytest.mark.parametrize("named", ["", "relative", "/tmp/config"])
    def test_place_of_the_persons_own_agrees(
        self, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", named)
        monkeypatch.setattr("milepost.workspace.config_files._is_file", lambda path: True)

        assert glance._own_configuration() == str(find_user_file())

    def test_byte_order_mark_hides_nothing(self, folder: Path) -> None:
        (folder / "plan.md").write_text(CLEAN, encoding="utf-8-sig")

        assert glance.may_be_plan(str(folder / "plan.md"))

    def test_large_file_is_not_read(self, folder: Path) -> None:
        (folder / "plan.md").write_text(CLEAN + "x" * 4_000_000, encoding="utf-8")

        assert not glance.may_be_plan(str(folder / "plan.md"))

    def test_configuration_above_the_repository_says_nothing(self, folder: Path) -> None:
        (folder / "notes.md").write_text("# Notes\n", encoding="utf-8")
        above = folder.parent / "milepost.toml"

        above.write_text("[sections]\n", encoding="utf-8")
        assert not glance.may_be_plan(str(folder / "notes.md"))

        above.rename(folder / "milepost.toml")
        assert glance.may_be_plan(str(folder / "notes.md"))

    def test_file_that_fails_under_the_hands_is_none(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(descriptor: int, size: int) -> bytes:
            raise OSError(5, "it broke")

        monkeypatch.setattr(os, "read", fail)

        assert not glance.may_be_plan(str(folder / "plan.md"))
