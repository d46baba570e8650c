"""Filling in the forms over a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.keys import _character_to_key

from milepost.tui.forms.model import Written
from milepost.tui.forms.screen import FormScreen
from support.pilot import plan_screen, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


def open_form(pilot: Pilot[Any]) -> FormScreen:
    """The form that stands over the plan."""
    screen = pilot.app.screen
    assert isinstance(screen, FormScreen), "no form is open"
    return screen


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Types a text, character by character."""
    await pilot.press(*(_character_to_key(character) for character in text))


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Pastes a text as a terminal does that brackets it."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def preview_of(pilot: Pilot[Any]) -> list[str]:
    """The lines of the preview with their signs, when it is about what is typed now."""
    form = open_form(pilot)
    form.preview.written = Written()
    form.follow()
    await wait_for(pilot, lambda: form.preview.written != Written(), "the preview")
    await pilot.pause()
    return [f"{line.sign}{line.words}" for line in form.preview.written.lines]


async def until_closed(pilot: Pilot[Any]) -> None:
    """Waits until the plan has the keys again and the file holds what was written."""
    screen = plan_screen(pilot)
    await wait_for(pilot, lambda: pilot.app.screen is screen, "the form to close")
    await until_saved(pilot)


async def until_saved(pilot: Pilot[Any]) -> None:
    """Waits until the file holds what was done."""
    session = plan_screen(pilot).session
    await wait_for(pilot, lambda: session.saved, "the file to be written")


async def until_file(pilot: Pilot[Any], path: Path, text: str) -> None:
    """Waits until the file holds exactly this."""
    await wait_for(pilot, lambda: path.read_bytes() == text.encode(), "the file to hold its text")
