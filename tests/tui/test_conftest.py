"""Pictures of the screen come from one Python."""

from __future__ import annotations

import sys

import pytest

from tui.conftest import PICTURES_PYTHON, pytest_collection_modifyitems


@pytest.mark.parametrize("minor", [10, 12, 13, 14])
def test_no_picture_is_taken_on_another_python(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch, minor: int
) -> None:
    monkeypatch.setattr(pytestconfig.option, "update_snapshots", True)
    monkeypatch.setattr(sys, "version_info", (3, minor, 0))

    with pytest.raises(pytest.UsageError, match=rf"taken on Python 3\.11, and this is 3\.{minor}:"):
        pytest_collection_modifyitems(pytestconfig)


@pytest.mark.parametrize(
    ("version", "update"), [((*PICTURES_PYTHON, 9), True), ((3, 13, 0), False)]
)
def test_elsewhere_and_otherwise_nothing_is_refused(
    pytestconfig: pytest.Config,
    monkeypatch: pytest.MonkeyPatch,
    version: tuple[int, ...],
    *,
    update: bool,
) -> None:
    monkeypatch.setattr(pytestconfig.option, "update_snapshots", update)
    monkeypatch.setattr(sys, "version_info", version)

    pytest_collection_modifyitems(pytestconfig)
