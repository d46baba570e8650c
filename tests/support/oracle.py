"""What the three original scripts were seen to answer, when the record is at hand."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from support.corpus import shared_root

RECORD = shared_root() / "compat" / "golden.json"


@cache
def record() -> dict[str, Any]:
    """The whole record; empty without the file."""
    if not RECORD.is_file():
        return {}
    data: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return data


def plan_cases() -> dict[str, dict[str, Any]]:
    """Name to plan text and what each script said of it."""
    cases: dict[str, dict[str, Any]] = record().get("cases", {})
    return cases


def command_cases() -> dict[str, dict[str, Any]]:
    """Name of a command line to what it answered."""
    cases: dict[str, dict[str, Any]] = record().get("cli", {})
    return cases


needs_record = pytest.mark.skipif(
    not record(),
    reason="the record of the original scripts is not beside the checkout (set MILEPOST_SHARED)",
)
