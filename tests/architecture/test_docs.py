"""Generated pages say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_CHECKOUT = Path(__file__).resolve().parents[2]


def _load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", _CHECKOUT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_current() -> None:
    assert _load_generator().stale_pages() == []


def test_every_command_is_on_the_keys_page() -> None:
    from milepost.tui.commands import COMMANDS

    page = (_CHECKOUT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert [command.id for command in COMMANDS if f"`{command.id}`" not in page] == []


def test_every_key_of_the_configuration_is_on_its_page() -> None:
    from milepost.workspace.config_keys import KEYS

    page = (_CHECKOUT / "docs" / "config.md").read_text(encoding="utf-8")
    assert [key.name for key in KEYS if f"\n## {key.name}\n" not in page] == []
