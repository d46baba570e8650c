"""Real plans as they grew, written by an agent while a person works in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from milepost.edits.editable import editable_at
from milepost.plan.losses import find_rewordings
from milepost.plan.model import BlockKind
from milepost.plan.pairing import pair_items
from milepost.text import Source
from milepost.text.merge import merge
from milepost.tui.forms.steps import split_form
from milepost.workspace.events import Told, shortened
from milepost.workspace.retyping import retyping
from support.agents import by_rename, in_place
from support.corpus import corpus_histories, needs_corpus, some
from support.sessions import Owner

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.plan.model import ChecklistItem
    from milepost.workspace.intent import Resolve

pytestmark = needs_corpus


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pace.JOINING", "pace.QUIET", "watcher.TICK"):
        monkeypatch.setattr(f"milepost.workspace.{name}", 0.01)


@dataclass
class Deed:
    """Something the person did: an item ticked, or words of their own put into the text."""

    name: str  # A sentence about it holds this, and so does the text unless it is a tick.
    heard: int  # So many events had come before.
    ticked: int | None = None  # Which item it is that was ticked; -1 when it is gone.
    later: str = ""  # How it is named since the agent has worded it anew.
    is_done_otherwise: bool = False  # Whether it is done in words of quite another kind.


class Person:
    """Works by a script at what is shown, and keeps an eye on the items that are ticked."""

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        self.deeds: list[Deed] = []
        self.seen = owner.shown

    def work(self, turn: int) -> None:
        if items := self._open_items():
            item = items[turn % len(items)]
            name, heard = shortened(item.text), len(self.owner.events)
            self.deeds.append(Deed(name, heard, item.index))
            self.owner.events += self.owner.session.toggle(item, self.owner.shown)
            self.look()
        if items := self._open_items():
            self._split(items[-1 - turn % len(items)], f"halfway{turn}")
        self._reword(turn, f"afterthought{turn}")

    def look(self) -> None:
        """Follows the ticked items into what is shown now."""
        shown = self.owner.shown
        pairs = pair_items(self.seen.plan, shown.plan).pairs
        moved = {pair.before.index: pair.after.index for pair in pairs}
        for deed in self.deeds:
            if deed.ticked is None or deed.ticked < 0:
                continue
            if deed.ticked not in moved:
                former = self.seen.plan.items[deed.ticked]
                found = find_rewordings(former, shown.plan.items)
                deed.is_done_otherwise = any(item.done for item in found)
            else:
                deed.later = shortened(shown.plan.items[moved[deed.ticked]].text)
            deed.ticked = moved.get(deed.ticked, -1)
        self.seen = shown

    def find_lost(self) -> list[Deed]:
        """The deeds that are neither in the plan nor told to be lost."""
        return [deed for deed in self.deeds if not (self._stands(deed) or self._is_told(deed))]

    def _open_items(self) -> list[ChecklistItem]:
        return [item for item in self.owner.shown.plan.items if not item.done]

    def _split(self, item: ChecklistItem, word: str) -> None:
        form = split_form(self.owner.shown, item, self.owner.clock.now)
        rest = form.fields[1].value or "the rest"
        resolve = form.propose({"done": f"The {word} part", "remaining": rest}).resolve
        if resolve and resolve(self.owner.shown):
            self._change(word, resolve)

    def _reword(self, turn: int, word: str) -> None:
        shown = self.owner.shown
        blocks = [each for each in shown.plan.blocks if each.kind is BlockKind.PARAGRAPH]
        prose = [each.span.start for each in blocks if not (each.list_depth or each.quoted)]
        at = turn * 5 % max(1, len(prose))
        places = (editable_at(shown, start) for start in (prose[at:] + prose)[:8])
        for span in (place.span for place in places if place):
            resolve = retyping(shown, span, f"{span.cut(shown.text)} This is my {word}.")
            if resolve:
                self._change(word, resolve)
                return

    def _change(self, word: str, resolve: Resolve) -> None:
        self.deeds.append(Deed(word, len(self.owner.events)))
        self.owner.events += self.owner.session.change(f"My {word}", resolve, self.owner.shown)
        self.look()

    def _stands(self, deed: Deed) -> bool:
        if deed.ticked is None:
            return re.search(rf"\b{deed.name}\b", self.seen.text) is not None
        if deed.ticked < 0:
            return deed.is_done_otherwise
        return self.seen.plan.items[deed.ticked].done

    def _is_told(self, deed: Deed) -> bool:
        said = [each for each in self.owner.events[deed.heard :] if isinstance(each, Told)]
        sentences = [*(each.sentence for each in said), *self.owner.session.last_words]
        # Of several done items that go at once, the first is named and the others are counted.
        counted = " more are gone from the plan" if "half" in deed.name else deed.name
        told = (deed.name, deed.later or deed.name, counted)
        return any(each in sentence for each in told for sentence in sentences)


def settle(owner: Owner, person: Person) -> str:
    """Waits until all is written, shown and looked at; gives what the file holds."""
    session, keeper = owner.session, owner.session._keeper

    def is_calm() -> bool:
        is_shown = owner.text == Source.decode(owner.path.read_bytes()).text
        is_busy = keeper._news or keeper._scribe.knows_of_late_writers
        return session.saved and is_shown and not is_busy

    owner.wait_until(is_calm, "all is written, shown and looked at")
    owner.listen()  # Alarms come behind what they are about.
    person.look()
    return owner.disk


def find_missing(wanted: str, text: str) -> list[str]:
    """The lines whose words stand in a row on no line of the text; boxes and stamps aside."""
    text = re.sub(r" This is my afterthought\d+\.", "", text)  # It may stand within a line.
    lines = set(text.split("\n"))
    missing = [line for line in wanted.split("\n") if line not in lines]
    held = [words_of(line) for line in lines] if missing else []
    return [line for line in missing if not any(words_of(line) in each for each in held)]


def words_of(line: str) -> str:
    bare = re.sub(r"^\s*[-*+] \[.\] (\(\d{4}-[^)]*\) ?|\d{4}-\S+ )?", "", line)
    return " ".join(["", *re.findall(r"\w+", bare), ""])


@pytest.mark.parametrize("versions", corpus_histories(), ids=lambda each: each[0].parent.name[:60])
def test_history_keeps_the_work_of_both(tmp_path: Path, versions: tuple[Path, ...]) -> None:
    path = tmp_path / "plan.md"
    texts = [each.read_bytes().decode() for each in (*some(versions, 4), versions[-1])]
    path.write_bytes(texts[0].encode())
    with Owner(path) as owner:
        person, disk = Person(owner), texts[0]
        for turn, (former, following) in enumerate(pairwise(texts)):
            person.work(turn)
            if turn % 2 == 0:  # The agent reads what the person did; else both write at once.
                disk = settle(owner, person)
            merged = merge(former, following, disk)
            text = merged.text([hunk.mine for hunk in merged.conflicts])
            (by_rename, in_place)[turn // 2 % 2](path, text.encode())
            disk = settle(owner, person)
        person.work(len(texts))  # What they do last is written when the session closes.
    person.look()
    assert person.deeds
    assert owner.text == owner.disk
    assert find_missing(texts[-1], owner.disk) == []
    assert person.find_lost() == []
