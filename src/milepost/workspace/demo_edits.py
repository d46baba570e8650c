"""Plain edits of a plan's text, as a coding agent makes them.

Every edit is a value that takes the text as it stands and gives the next one, or nothing when its
place is not there any more: the person at the screen may have changed or removed it. They know
nothing of the parser on purpose. An agent works on lines, and the demo is to show how Milepost
copes with that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

_REMARK = re.compile(r" ?\(completed: [^\r\n]*; remaining: [^\r\n]*\)")
_DONE = re.compile(r"^- \[[xX]\][^\r\n]*(?:\r?\n[ \t]+\S[^\r\n]*)*", re.MULTILINE)


class Edit(Protocol):
    """One change of the plan's text."""

    def apply(self, text: str, now: datetime, /) -> str | None:
        """The changed text; `None` when the place to change is not there."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Marks the open item that begins with `start` as done; `result` is added to its wording."""

    start: str
    result: str = ""

    def apply(self, text: str, now: datetime, /) -> str | None:
        """Keeps the item's wording, less the remark on what is half done."""
        line = open_item(text, self.start)
        if line is None:
            return None
        wording = _REMARK.sub("", line["wording"]).rstrip(". ")
        done = f"- [x] ({stamp_of(now)}) {wording}{self.result}."
        return text[: line.start()] + done + text[line.end() :]


@dataclass(frozen=True, slots=True)
class Split:
    """Replaces the half-done item that begins with `start` by a done and an open one."""

    start: str
    done: str
    remaining: str

    def apply(self, text: str, now: datetime, /) -> str | None:
        """Leaves an item alone that does not say what is half done."""
        line = open_item(text, self.start)
        if line is None or not _REMARK.search(line["wording"]):
            return None
        both = f"- [x] ({stamp_of(now)}) {self.done}\n- [ ] {self.remaining}"
        return text[: line.start()] + in_style_of(text, both) + text[line.end() :]


@dataclass(frozen=True, slots=True)
class Append:
    """Adds an item that is already done, behind the last done one below a `###` heading."""

    heading: str
    wording: str

    def apply(self, text: str, now: datetime, /) -> str | None:
        """Needs the heading and a done item below it."""
        body = body_below(text, "###", self.heading)
        items = list(_DONE.finditer(text, *body)) if body else []
        if not items:
            return None
        place = items[-1].end()
        item = in_style_of(text, f"\n- [x] ({stamp_of(now)}) {self.wording}")
        return text[:place] + item + text[place:]


@dataclass(frozen=True, slots=True)
class Record:
    """Adds an entry at the end of a section; `{stamp}` in it becomes the time."""

    section: str
    entry: str

    def apply(self, text: str, now: datetime, /) -> str | None:
        """Needs the section, however much or little stands in it."""
        body = body_below(text, "##", self.section)
        if body is None:
            return None
        place = body[0] + len(text[slice(*body)].rstrip())
        entry = self.entry.replace("{stamp}", stamp_of(now))
        return text[:place] + in_style_of(text, f"\n\n{entry}") + text[place:]


@dataclass(frozen=True, slots=True)
class Reword:
    """Replaces one piece of prose by another."""

    old: str
    new: str

    def apply(self, text: str, _now: datetime, /) -> str | None:
        """Needs the old wording, on one line and to the letter."""
        return text.replace(self.old, self.new, 1) if self.old in text else None


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing for a while: agents think, wait for a build, or hang."""

    beats: float
    """For how many times the pace."""

    def apply(self, _text: str, _now: datetime, /) -> str | None:
        """Changes nothing."""
        return None


@dataclass(frozen=True, slots=True)
class Sign:
    """Adds a note at the very end of the file; `{stamp}` in it becomes the time."""

    note: str

    def apply(self, text: str, now: datetime, /) -> str | None:
        """Needs nothing: every file has an end."""
        note = self.note.replace("{stamp}", stamp_of(now))
        return text.rstrip() + in_style_of(text, f"\n\n{note}\n")


def stamp_of(now: datetime) -> str:
    """A moment in UTC as plans write it, to the minute."""
    return now.strftime("%Y-%m-%d %H:%MZ")


def open_item(text: str, start: str) -> re.Match[str] | None:
    """The line of the first open item whose text begins with `start`, its text as `wording`."""
    return re.search(rf"^- \[ \] (?P<wording>{re.escape(start)}[^\r\n]*)", text, re.MULTILINE)


def body_below(text: str, marks: str, title: str) -> tuple[int, int] | None:
    """From behind a heading to the next one of its level or a higher one.

    The heading is the first with that title at the level of `marks`.
    """
    heading = re.search(rf"^{marks} {re.escape(title)}[ \t]*(?=\r?$)", text, re.MULTILINE)
    if heading is None:
        return None
    following = re.compile(rf"^#{{1,{len(marks)}}} ", re.MULTILINE).search(text, heading.end())
    return heading.end(), following.start() if following else len(text)


def in_style_of(text: str, added: str) -> str:
    """What is to be added, with the line ends that `text` has."""
    return added.replace("\n", "\r\n") if "\r\n" in text else added
