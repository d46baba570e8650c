"""What has changed since the person looked: marks, the way from one to the next, and an end."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from textual import work

from milepost.text import Span
from milepost.tui.commands import key_sign
from milepost.tui.news import changed_items, changed_sections, shown_at, stops_of
from milepost.tui.screens.wayfinding import WayScreen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.document import Document
    from milepost.tui.catching_up import Followed, News
    from milepost.tui.news import Shown
    from milepost.tui.widgets.catch_up import CatchUp
    from milepost.workspace.past import Past
    from milepost.workspace.session import Changed, SessionEvent

STALLED_FOR = timedelta(days=1)
"""A plan that nobody has touched for longer has been left, and says how long ago."""
AGEING = 1.0
"""Seconds between two looks at how old the marks are."""
RECKON_PAUSE = 0.15
"""Seconds without a change before it is reckoned what the changes come to."""


class CatchingUpScreen(WayScreen):
    """A screen that shows what is new."""

    news: News | None = None
    """Known as soon as it is known what the person saw last."""
    catch_up: CatchUp | None = None
    """There as soon as somebody else has changed something."""
    _marks: tuple[Shown, ...] = ()
    _marked_at = float("-inf")
    _stops: tuple[Document, tuple[Shown, ...], tuple[Shown, ...]] | None = None
    _since_start: tuple[Followed, ...] = ()
    """What has changed before it was known what the person saw last."""

    @cached_property
    def past(self) -> Past:
        """What the history has of this plan. Only to be asked off the screen's thread."""
        from milepost.workspace.past import Past

        return Past(self._path, wanted=self.keeps_history)

    def on_unmount(self) -> None:
        """Lets go of the history."""
        if "past" in vars(self):
            self.past.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether there is anything new."""
        if action in ("next_change", "previous_change"):
            return bool(self.stops)
        return super().check_action(action, parameters)

    # What happens

    def _handle(self, happened: Iterable[SessionEvent]) -> None:
        """Shows what has happened; begins to tell what is new when it is known what was seen."""
        from milepost.workspace.events import Recalled  # There from the session on.

        events = tuple(happened)
        super()._handle(events)
        if self.news is None and any(isinstance(event, Recalled) for event in events):
            # What has been done since the start is followed when it is known what was seen.
            early = self._since_start
            self._recall(early[0].before if early else self.document)

    def _show(self, change: Changed) -> None:
        """Marks what has changed, in the same frame as it is shown."""
        from milepost.tui.catching_up import Followed  # Loaded with the first change.
        from milepost.workspace.events import Origin

        before = self.reader.document
        if before is not None:
            own = change.origin is Origin.PERSON
            at = self._clock.now()
            self._follow(Followed(before, change.document, change.edits, own, at))
        # The panes are built anew in any case: the marks have to be there before.
        self._mark_lists(change.document)
        super()._show(change)
        self.reader.changes = self._marks
        self._list_changes()
        if self.news is not None and self.news.is_waiting:
            self._reckon()

    def _follow(self, change: Followed) -> None:
        if self.news is None:
            self._since_start = (*self._since_start, change)
            return
        self.news.follow(change)
        self._marks = shown_at(self.news.marks, change.at)
        self._marked_at = self._clock.monotonic()

    @work(group="recall", name="recall", exclusive=True, description="find out what is new")
    async def _recall(self, document: Document) -> None:
        """Finds out what has come since the person looked in an earlier session."""
        news = await asyncio.to_thread(self._recall_news, document)
        if not self._is_there:
            return
        early, self._since_start = self._since_start, ()
        self.news = news
        begun = [number for number, each in enumerate(early, 1) if each.after is news.document]
        for change in early[max(begun, default=0) :]:
            news.follow(change)
        if news.is_waiting:
            self._reckon()
        else:
            self._tell_news()

    def _recall_news(self, document: Document) -> News:
        from milepost.tui.catching_up import News

        unseen = self.past.unseen()
        if unseen is None:
            return News(document)
        # What was there at the first start counts as seen, and may have been begun since.
        later = [each.after for each in self._since_start]
        start = next((each for each in later if each.text == unseen.seen.text), document)
        return News.recall(start, unseen, self._clock.now())

    @work(group="news", name="news", exclusive=True, description="reckon what is new")
    async def _reckon(self) -> None:
        """Works out what the changes come to, off the screen's thread."""
        from milepost.tui.catching_up import reckon

        await asyncio.sleep(RECKON_PAUSE)
        if self.news is None:
            return
        reckoning = await asyncio.to_thread(reckon, self.news.account)
        if self._is_there and self.news.take(reckoning):
            self._tell_news()

    @property
    def _is_there(self) -> bool:
        """Whether there still is a screen to show anything on."""
        return self.is_attached and self.is_running

    # What is shown

    def _tell_news(self) -> None:
        """Shows marks and words as they are now."""
        if self.news is None:
            return
        from milepost.report.changes import render_changes

        unicode = self._glyphs.ellipsis == "…"
        changes, latest = self.news.changes, self.news.latest
        self.header.latest = render_changes(latest, unicode=unicode) if latest else ""
        words = render_changes(changes, unicode=unicode) if changes else ""
        if words and self.catch_up is None:
            self._make_room(words)
        elif self.catch_up is not None:
            self.catch_up.words = words
        self._show_marks()

    def _make_room(self, words: str) -> None:
        from milepost.tui.widgets.catch_up import CatchUp  # Loaded with the first change.

        line = self.catch_up = CatchUp()
        line.glyphs = self._glyphs
        keys = next(each.keys for each in self.commands if each.id == "change.seen")
        line.key = key_sign(keys[0]) if keys else ""
        line.words = words
        self.mount(line, before="#foot")

    def _show_marks(self) -> None:
        """Marks what is new at this moment: what was fresh is not for long."""
        self._marked_at = self._clock.monotonic()
        marks = shown_at(self.news.marks, self._clock.now()) if self.news is not None else ()
        if marks == self._marks and self.reader.changes == marks:
            return
        self._marks = self.reader.changes = marks
        document = self.reader.document
        if document is not None:
            self._mark_lists(document)
            self.rail.rebuild()
            self.outline.rebuild()
        self._list_changes()
        self.refresh_keys()

    def _mark_lists(self, document: Document) -> None:
        self.rail.changed = changed_items(document.plan, self._marks)
        self.outline.changed = changed_sections(document.plan, self._marks)

    def _list_changes(self) -> None:
        if self.reader.document is not None:
            self.changes.show(self.reader.document, self.stops)
            self._name_tabs()

    def _beat(self) -> None:
        super()._beat()
        self._look_ahead()
        # Nothing grows old between a key and its frame.
        if self._clock.monotonic() - self._marked_at >= AGEING:
            self._show_marks()

    def _look_ahead(self) -> None:
        """Shows whether the work has come to a stop, and when it may be done."""
        if not self._started:
            return
        from milepost.plan.pace import outlook_of
        from milepost.tui.outlook import write_range  # The first frame does without.

        now, document, pulse = self._clock.now(), self.document, self.header.pulse
        steps = [item for item in document.plan.items if item.in_progress]
        outlook = outlook_of(steps, now)
        dash = "\N{EN DASH}" if self._glyphs.ellipsis == "…" else "-"
        between = outlook.done_between
        local = self.rail.local
        self.header.outlook = write_range(between, now, dash, local=local) if between else ""
        changed = self.session.changed_at
        if pulse is None or changed is None or pulse.lively or not pulse.ago:
            return
        begun = any(item.done for item in steps) and not all(item.done for item in steps)
        if begun and outlook.patience < now - changed < STALLED_FOR:
            self.header.pulse = pulse._replace(state="stalled")

    # Commands

    @property
    def stops(self) -> tuple[Shown, ...]:
        """The places that are worth a look, in file order."""
        document = self.reader.document
        if document is None or not self._marks:
            return ()
        known = self._stops
        if known is None or known[0] is not document or known[1] is not self._marks:
            known = self._stops = (document, self._marks, stops_of(document, self._marks))
        return known[2]

    def action_next_change(self) -> None:
        """To the next place that has changed."""
        stops = self.stops
        at = self.reader.cursor_offset
        ahead = [stop for stop in stops if stop.start > at] or stops[:1]
        self._go_to_change(next(iter(ahead), None))

    def action_previous_change(self) -> None:
        """To the place before."""
        stops = self.stops
        at = self.reader.cursor_offset
        behind = [stop for stop in stops if stop.end < at and stop.start < at] or stops[-1:]
        self._go_to_change(behind[-1] if behind else None)

    def _go_to_change(self, stop: Shown | None) -> None:
        if stop is None:
            self.tell("Nothing has changed since you looked.")
            return
        self.go_to(Span(stop.start, stop.end))

    def action_mark_seen(self) -> None:
        """The person has seen the plan as it is now."""
        if self.news is None or not (self.news.marks or self.news.changes):
            self.tell("Nothing has changed since you looked.")
            return
        self.news.see()
        self.session.mark_seen()
        self._tell_news()
        self.tell("All of it counts as seen.")
