"""Beginning a plan where there is none."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from milepost.tui.screens.catching_up import CatchingUpScreen
from milepost.tui.screens.mending import MendingScreen
from milepost.tui.type_ahead import hold_keys_for
from milepost.workspace.loading import PathState, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.tui.widgets.prompt import Prompt
    from milepost.workspace.session import SessionEvent


class BeginningScreen(CatchingUpScreen, MendingScreen):
    """A screen that offers a skeleton as long as there is no file."""

    _asks_for_title = False
    _has_begun = False
    """Whether the text that comes next is the skeleton."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A plan is begun where nothing stands in its place."""
        if action == "begin_plan":
            loaded = self._opening.loaded
            missing = isinstance(loaded, Unreadable) and loaded.state is PathState.MISSING
            return missing and self._started and self.session.absence == self._opening.absence
        return super().check_action(action, parameters)

    def action_begin_plan(self) -> None:
        """Asks for a title; a skeleton with it is then written."""
        if self.prompt is not None:
            return
        from milepost.tui.widgets.prompt import Prompt  # loads the input
        from milepost.workspace.beginning import title_from

        self.fall_silent()
        self._asks_for_title = True
        self.prompt = Prompt("title ", "what is to be achieved", "writes a skeleton", self.wishes)
        self.prompt.input.value = title_from(self._path)
        hold_keys_for(self.prompt.input, self.app)
        self.mount(self.prompt, before="#foot")
        self.refresh_keys()

    def _on_prompt_ended(self, event: Prompt.Ended) -> None:
        asked, self._asks_for_title = self._asks_for_title, False
        if asked and event.text is not None:
            self._begin_plan(event.text)

    @work(group="begin", name="begin", exclusive=True, description="write a skeleton")
    async def _begin_plan(self, title: str) -> None:
        from milepost.workspace.beginning import begin_plan, title_from

        wanted = title if title.strip() else title_from(self._path)
        self._has_begun = True
        reason = await asyncio.to_thread(begin_plan, self._path, wanted, self._clock)
        if reason:
            self._has_begun = False
            self.tell(reason, serious=True)

    def _handle(self, happened: Iterable[SessionEvent]) -> None:
        """Shows the skeleton; to the person who asked for it, it is no news."""
        super()._handle(happened)
        if self._has_begun and self.document.text:
            self._has_begun = False
            if self.news is not None:
                self.news.see()
                self.session.mark_seen()
                self._tell_news()
            edit = self.key_of("edit.start")
            self.tell(f"{self._path.name} is begun: {edit} replaces the guidance, Purpose first.")
