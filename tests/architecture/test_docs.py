"""Generated pages say what the code says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

_CHECKOUT = Path(__file__).resolve().parents[2]


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, _CHECKOUT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_current() -> None:
    assert _load("generate").stale_pages() == []


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="the pictures were taken on Python 3.11"
)
@pytest.mark.parametrize("name", ["cockpit.svg", "fix.svg"])
def test_pictures_show_the_program_as_it_is(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "own"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("NO_COLOR", raising=False)
    drawn = _load("picture").draw(_load("picture").PICTURES[name], tmp_path)

    kept = (_CHECKOUT / "docs" / name).read_text(encoding="utf-8")
    assert drawn == kept, "run python docs/picture.py"


def test_the_pictures_are_in_the_readme() -> None:
    page = (_CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert [name for name in _load("picture").PICTURES if f"(docs/{name})" not in page] == []


def test_every_command_is_on_the_keys_page() -> None:
    from milepost.tui.commands.places import PLACES

    page = (_CHECKOUT / "docs" / "keys.md").read_text(encoding="utf-8")
    commands = [command for place in PLACES for command in place.commands]
    assert [command.id for command in commands if f"`{command.id}`" not in page] == []


def test_every_key_of_the_configuration_is_on_its_page() -> None:
    from milepost.workspace.config_keys import KEYS

    page = (_CHECKOUT / "docs" / "config.md").read_text(encoding="utf-8")
    assert [key.name for key in KEYS if f"\n## {key.name}\n" not in page] == []
