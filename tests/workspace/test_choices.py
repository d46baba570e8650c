"""What the editor remembers from one run to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.workspace.choices import Choices, load_choices, save_choices

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    choices = Choices("signal", "timetable", {"view.zoom": 2}, 3)

    assert save_choices(choices, tmp_path)
    assert load_choices(tmp_path) == choices
    assert [path.name for path in tmp_path.iterdir()] == ["editor.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b"\xff\xfe", b'{"theme": 3, "uses": [], "hints_shown": "x"}', b"[" * 9000],
)
def test_a_damaged_file_was_never_chosen(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "editor.json").write_bytes(content)

    assert load_choices(tmp_path) == Choices()


def test_without_a_file_nothing_was_chosen(tmp_path: Path) -> None:
    assert load_choices(tmp_path / "none") == Choices()


def test_a_folder_at_its_place_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "editor.json").mkdir()

    assert not save_choices(Choices(theme="signal"), tmp_path)
    assert load_choices(tmp_path) == Choices()
    assert [path.name for path in tmp_path.iterdir()] == ["editor.json"]


@pytest.mark.parametrize(
    ("choices", "configured", "theme"),
    [
        (Choices(), "", ""),
        (Choices(), "timetable", "timetable"),
        (Choices("signal", ""), "", "signal"),
        (Choices("signal", "timetable"), "timetable", "signal"),
        (Choices("signal", ""), "timetable", "timetable"),
    ],
)
def test_a_choice_holds_until_the_configuration_changes(
    choices: Choices, configured: str, theme: str
) -> None:
    assert choices.theme_over(configured) == theme
