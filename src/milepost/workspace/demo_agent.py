"""A simulated coding agent, so that a newcomer sees a plan come alive within a minute.

It edits a copy of the half-way sample the way agents do: with whole-file writes, now in place and
now by renaming a new file over the old one, and always from a fresh reading of the file, so that
what the person at the screen does meanwhile survives.
"""

from __future__ import annotations

import os
import re
import threading
from collections import deque
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from milepost.workspace.assets import sample_plans_dir
from milepost.workspace.demo_edits import Edit, Rest, Reword, stamp_of
from milepost.workspace.demo_story import AFTERWARDS, POLISH, STORY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Pause = Callable[[threading.Event, float], object]
    """Waits the seconds, or less when the event is set meanwhile."""

_T = TypeVar("_T")

SAMPLE = "halfway-importer-resume.md"
COPY = "importer-resume.md"

_STAMP = re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\dZ")
_SINCE_LAST_STAMP = timedelta(minutes=6)
# Shares of the pace: nobody works to a beat.
_RHYTHM = (0.8, 1.3, 0.6, 1.5, 1.0, 0.7, 1.2)
_SLOWER_AFTERWARDS = 3.0


class SimulatedAgent:
    """Works through the story of the half-way sample, one write at a time.

    Nothing that the person does to the file makes it fail: an edit whose place is gone is skipped,
    and a file that is away or cannot be read is tried again at the next step.
    """

    def __init__(
        self,
        path: Path,
        *,
        pause: Pause = threading.Event.wait,
        seed: int = 0,
        pace: float = 3.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Works on `path`, about `pace` seconds between two writes; `seed` varies the rhythm."""
        self._path = path
        self._pause = pause
        self._pace = pace
        self._now = now
        self._to_do: deque[Edit] = deque((*STORY, *AFTERWARDS))
        self._rhythm = _rotated(_RHYTHM, seed)
        self._polish = _rotated(POLISH, seed)
        self._writes = 0
        self.resting = False
        """Whether it writes nothing for a while, as the story has it. Any thread may ask."""

    @property
    def finished(self) -> bool:
        """Whether the story is told; from then on the agent only turns wordings to and fro."""
        return not self._to_do

    def run(self, stop: threading.Event) -> None:
        """Works until `stop` is set; meant for a thread of its own."""
        while not stop.is_set():
            self.step()
            slowness = _SLOWER_AFTERWARDS if self.finished else 1.0
            rest = self._beats_of_rest()
            self.resting = rest > 0.0
            self._pause(stop, self._pace * (slowness * self._rhythm[0] + rest))
            self.resting = False
            self._rhythm.rotate(-1)

    def _beats_of_rest(self) -> float:
        """How long the story has the agent rest now; asked once for each rest."""
        following = self._to_do[0] if self._to_do else None
        if not isinstance(following, Rest):
            return 0.0
        self._to_do.popleft()
        return following.beats

    def step(self) -> bool:
        """Makes the next edit that still has its place, without waiting; at most one write.

        Says whether the file was written. Edits whose place is gone are dropped on the way; one
        that could not be written stays the next.
        """
        text = self._read()
        if text is None:
            return False
        while self._to_do:
            after = self._to_do[0].apply(text, self._now())
            if after is not None and not self._write(text, after):
                return False
            self._to_do.popleft()
            if after is not None:
                return True
        return self._turn_a_wording(text)

    def _turn_a_wording(self, text: str) -> bool:
        for _ in range(len(self._polish)):
            one, other = self._polish[0]
            self._polish.rotate(-1)
            now = self._now()
            after = Reword(one, other).apply(text, now) or Reword(other, one).apply(text, now)
            if after is not None:
                return self._write(text, after)
        return False

    def _read(self) -> str | None:
        try:
            return self._path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def _write(self, before: str, after: str) -> bool:
        """Writes unless somebody else has written since `before` was read."""
        if self._read() != before:
            return False
        style = self._write_in_place if self._writes % 2 == 0 else self._write_and_rename
        try:
            style(after.encode("utf-8"))
        except OSError:
            return False
        self._writes += 1
        return True

    def _write_in_place(self, content: bytes) -> None:
        self._path.write_bytes(content)

    def _write_and_rename(self, content: bytes) -> None:
        temporary = self._path.with_name(f"{self._path.name}.tmp.{os.getpid()}.{self._writes:x}")
        try:
            temporary.write_bytes(content)
            temporary.replace(self._path)
        finally:
            temporary.unlink(missing_ok=True)


def prepare_demo(directory: Path, *, now: datetime | None = None) -> Path:
    """Copies the half-way sample into `directory` and returns the copy's path.

    Its stamps are moved together so that the last one lies some minutes before `now` (an aware
    time in UTC, else the machine's): the work seems to be going on at this moment. Raises
    `OSError` when the sample is not there or the directory cannot be written.
    """
    text = (sample_plans_dir() / SAMPLE).read_bytes().decode("utf-8")
    path = directory / COPY
    path.write_bytes(_as_if_just_now(text, now or datetime.now(UTC)).encode("utf-8"))
    return path


def _as_if_just_now(text: str, now: datetime) -> str:
    stamps = {found: _moment(found) for found in _STAMP.findall(text)}
    shift = now - _SINCE_LAST_STAMP - max(stamps.values(), default=now)
    return _STAMP.sub(lambda found: stamp_of(stamps[found[0]] + shift), text)


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y-%m-%d %H:%MZ").replace(tzinfo=UTC)


def _rotated(values: tuple[_T, ...], by: int) -> deque[_T]:
    turned = deque(values)
    turned.rotate(by)
    return turned
