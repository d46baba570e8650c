"""Expected output kept in files, where a person can read it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def assert_golden(actual: str, file: Path) -> None:
    """Compares with what `file` holds; with MILEPOST_UPDATE_GOLDEN set, writes it instead."""
    if os.environ.get("MILEPOST_UPDATE_GOLDEN"):
        file.write_bytes(actual.encode())
    assert actual == file.read_bytes().decode(), f"{file.name} says otherwise"
