"""What the pages about hooks show is what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from milepost.cli.check import main as check
from milepost.cli.hook.entries import new_text
from milepost.cli.hook.hosts import HOSTS, Host

DOCS = Path(__file__).resolve().parents[2] / "docs"
HOOKS = (DOCS / "hooks.md").read_text(encoding="utf-8")
CI = (DOCS / "ci.md").read_text(encoding="utf-8")


def test_every_configuration_is_shown_as_it_is_installed() -> None:
    shown = re.findall(r"```json\n(.*?)```", HOOKS, re.DOTALL)

    assert shown == [new_text(host) for host in HOSTS.values()]


@pytest.mark.parametrize("host", HOSTS.values(), ids=lambda host: host.word)
def test_places_are_named(host: Host) -> None:
    assert f"`{host.folder}/{host.file}`" in HOOKS
    assert host.home_variable in HOOKS


@pytest.mark.parametrize("arguments", sorted(set(re.findall(r"milepost check( -[^\n`]*)", CI))))
def test_every_command_of_the_page_is_understood(
    arguments: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("# Read me\n", encoding="utf-8")
    words = arguments.partition(">")[0].split()

    assert check([*words, "--only-plans", "README.md"]) == 0


def test_configurations_for_pre_commit_and_ci_are_yaml() -> None:
    yaml = pytest.importorskip("yaml", reason="comes with pre-commit, which is not installed")

    blocks = re.findall(r"```yaml\n(.*?)```", CI, re.DOTALL)

    assert len(blocks) == 6
    for block in blocks:
        assert yaml.safe_load(block)


def test_no_example_is_json_with_a_mistake() -> None:
    (line,) = [line for line in HOOKS.split("\n") if line.lstrip().startswith("echo '{")]

    assert json.loads(line.split("'")[1]) == {"tool_input": {"file_path": "plans/importer.md"}}
