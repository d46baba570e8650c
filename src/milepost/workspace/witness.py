"""What only somebody who has seen every version notices: that one of them has lost something."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from milepost.edits.checklist import former_tick
from milepost.plan.identity import find_item, key_of, wording_of
from milepost.plan.model import NoteKind
from milepost.text import EditSet
from milepost.text.diff import diff_edits, split_lines
from milepost.workspace.events import Alarm, AlarmKind, Mend, shortened
from milepost.workspace.intent import replacing, ticking_again, unticking
from milepost.workspace.reading import looks_cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from milepost.document import Document
    from milepost.plan.identity import ItemKey
    from milepost.plan.losses import Losses
    from milepost.plan.model import ChecklistItem
    from milepost.workspace.intent import Intent

_WATCHED = 50
"""So many of the person's latest changes are looked after."""
_TELLING = 4
"""Fewer words than these, added to a line, are not looked for when the line reads in another way.
"""


class _Toggle(NamedTuple):
    """An item that the person has ticked or opened, and what its stamp was."""

    key: ItemKey
    done: bool


class _TakenBack(NamedTuple):
    toggle: _Toggle
    old: ChecklistItem | None
    """The item in the version before, unless it was not there."""
    new: ChecklistItem
    is_reworded: bool = False
    """Whether they read so differently that they are not known as the same item at once."""
    is_merged: bool = False
    """Whether the new one is another item, which says what the old one said as well."""


class Witness:
    """Compares every version that somebody else writes with the one before.

    It is told of each version in the order in which the file held them, and of the person's own
    changes when they are in the file.
    """

    def __init__(self, document: Document) -> None:
        self._last = document
        self._toggles: deque[_Toggle] = deque(maxlen=_WATCHED)
        self._edits: deque[Intent] = deque(maxlen=_WATCHED)

    def saved(self, document: Document, intents: Iterable[Intent]) -> None:
        """The file holds `document` now, with these intents in it."""
        self._last = document
        for intent in intents:
            if intent.sought is None:
                self._edits.append(intent)
                continue
            item = find_item(document.plan, intent.sought)
            if item is not None:
                self._forget(intent.sought)
                self._toggles.append(_Toggle(intent.sought, item.done))

    def saw(self, document: Document) -> tuple[Alarm, ...]:
        """Somebody else has written `document`: what of it the person would want to know."""
        before = self._last
        if before.text and is_cut_off(before, document):
            # What comes next is compared with a whole version: a writer that had begun only, when
            # it was read, may be about to take something back.
            return (_truncation(before, document),)
        self._last = document
        if before.text == document.text or not before.text:
            return ()
        from milepost.plan.losses import find_losses  # Loaded with the first reload.

        toggles = list(self._overwritten_toggles(before, document))
        edits = list(self._overwritten_edits(before, document))
        losses = find_losses(before, document)
        alarms = [_toggle_alarm(before, document, each) for each in toggles]
        alarms += [_edit_alarm(intent) for intent in edits]
        known = {each.old.index for each in toggles if each.old is not None}
        mine = {line.strip() for intent in edits for line in _own_lines(intent)[0]}
        alarms += _loss_alarms(before, document, losses, _Known(known, mine))
        alarms += _form_alarms(before, document)
        return tuple(alarms)

    def _forget(self, key: ItemKey) -> None:
        for toggle in [each for each in self._toggles if each.key.place == key.place]:
            self._toggles.remove(toggle)

    def _overwritten_toggles(self, before: Document, after: Document) -> Iterator[_TakenBack]:
        """The toggles that were in force, or whose item had gone, and are taken back."""
        gone: list[tuple[_Toggle, ChecklistItem]] = []
        for toggle in self._toggles:
            new = find_item(after.plan, toggle.key)
            if new is not None and new.done is toggle.done:
                continue
            old = find_item(before.plan, toggle.key)
            if old is not None and old.done is not toggle.done:
                continue
            if new is not None:
                yield _TakenBack(toggle, old, new)
            elif old is not None and toggle.done:
                gone.append((toggle, old))
        yield from _reworded(before, after, gone)

    def _overwritten_edits(self, before: Document, after: Document) -> Iterator[Intent]:
        """The edits whose words are gone, and the words from before them back."""
        old, new = _lines(before.text), _lines(after.text)
        for intent in self._edits:
            mine, base = _own_lines(intent)
            gone = [line for line in mine if line in old and line not in new]
            back = any(line in new and line not in old for line in base)
            if gone or back:
                is_lost = _is_taken_back(intent, before, after, gone, is_back=back)
            else:
                is_lost = _is_taken_out(intent, before.text, after.text)
            if is_lost:
                yield intent


class _Known(NamedTuple):
    """What an alarm was raised about already."""

    items: set[int]
    lines: set[str]

    def has(self, text: str) -> bool:
        """Whether a text begins with such a line."""
        return next(iter(split_lines(text.strip())), "").strip() in self.lines


def is_cut_off(before: Document, after: Document) -> bool:
    """Whether a text ends in the middle of a line of the one before, or holds nothing now."""
    if not after.text.strip():
        return bool(before.text.strip())
    if after.text.endswith(("\n", "\r")) or not before.text.endswith(("\n", "\r")):
        return False
    last = split_lines(after.text)[-1]
    if last in {line.rstrip("\r\n") for line in split_lines(before.text)}:
        return False
    return looks_cut(after.text, before.text)


def _lines(text: str) -> set[str]:
    return {line.strip() for line in split_lines(text) if line.strip()}


def _own_lines(intent: Intent) -> tuple[list[str], list[str]]:
    """The lines that an edit brought, and those that stood in their place."""
    before, after = _lines(intent.before.text), _lines(intent.after.text)
    return sorted(after - before), sorted(before - after)


def _is_taken_back(
    intent: Intent, before: Document, after: Document, gone: Sequence[str], *, is_back: bool
) -> bool:
    """Whether the words that an edit replaced stand in their old place again.

    An edit that only added something is taken back when that is not there in any words; `is_back`
    is whether a line that it added to reads as before.
    """
    base = intent.before.text
    edits = diff_edits(base, intent.after.text).edits
    replaced = [EditSet((edit,)) for edit in edits if len(edit.span)]
    if not replaced:
        added = [edit.text for edit in edits]
        if gone and is_back:
            return not _is_kept(added, after.text)
        # A line may be known by what stood there before: what was added to it must be there too.
        told = [text for text in added if len(text.split()) >= _TELLING]
        return not _is_kept(
            [*gone, *(each for each in told if _is_kept([each], before.text))], after.text
        )
    then, now = diff_edits(base, before.text), diff_edits(base, after.text)
    return any(each.rebase(then) is None and each.rebase(now) is not None for each in replaced)


def _is_taken_out(intent: Intent, before: str, after: str) -> bool:
    """Whether words that an edit added went from a line that somebody else has made another."""
    edits = diff_edits(intent.before.text, intent.after.text).edits
    if any(len(edit.span) for edit in edits):
        return False
    told = [edit.text.strip() for edit in edits if len(edit.text.split()) >= _TELLING]
    gone = [words for words in told if words in before and words not in after]
    return any(not _is_kept([words], after) for words in gone)


def _is_kept(lines: Iterable[str], text: str) -> bool:
    """Whether lines are still there in other words, or as part of other lines."""
    from milepost.plan.losses import holds_words  # Loaded with the first reload.

    return all(holds_words(text, line) for line in lines)


def _truncation(before: Document, after: Document) -> Alarm:
    empty = not after.text.strip()
    what = "is empty now" if empty else "ends in the middle of a line"
    return Alarm(
        f"The plan {what}: somebody else has not written all of it.",
        serious=True,
        kind=AlarmKind.TRUNCATED,
        mend=Mend(
            "Restore the whole plan",
            replacing(after.text, diff_edits(after.text, before.text)),
        ),
    )


def _reworded(
    before: Document, after: Document, gone: Sequence[tuple[_Toggle, ChecklistItem]]
) -> Iterator[_TakenBack]:
    """The ticked items that are open in other words."""
    if not gone:
        return
    from milepost.plan.pairing import pair_items  # Loaded with the first such item.
    from milepost.workspace.successor import find_successor

    pairing = pair_items(before.plan, after.plan)
    for toggle, old in gone:
        found = find_successor(pairing, old)
        if found is not None and not found.item.done:
            is_reworded = wording_of(old) != wording_of(found.item)
            yield _TakenBack(toggle, old, found.item, is_reworded, found.is_merged)


def _toggle_alarm(before: Document, after: Document, taken: _TakenBack) -> Alarm:
    toggle, old, new, is_reworded = taken[:4]
    return Alarm(
        _toggle_sentence(taken),
        serious=True,
        kind=AlarmKind.TICK_OVERWRITTEN,
        place=new.span,
        mend=_toggle_mend(before, after, taken),
        key=toggle.key if taken.is_merged else key_of(after.plan, new),
        # What says something else now is not ticked again by itself.
        former=former_tick(before, old) if toggle.done and old and not is_reworded else None,
    )


def _toggle_sentence(taken: _TakenBack) -> str:
    toggle, old, new = taken[:3]
    name, state = shortened(new.text), "open" if toggle.done else "done"
    over = "somebody else has written over your change."
    if old is None or not taken.is_reworded:
        return f"“{name}” is {state} again: {over}"
    former = shortened(old.text)
    if taken.is_merged:
        return f"“{former}” is open again, as a part of “{name}”: {over}"
    return f"“{former}” is open again, and reads differently now: {over}"


def _toggle_mend(before: Document, after: Document, taken: _TakenBack) -> Mend | None:
    """What brings the toggle back; none for a tick whose stamp went with its item before.

    Nor is there one for a tick of work that is a part of another item now.
    """
    toggle, old, new = taken[:3]
    name = shortened((old or new).text)
    if not toggle.done:
        opened = unticking(after, new) if old is None else unticking(before, old)
        return Mend(f"Open “{name}” again", opened)
    if old is None or taken.is_merged:
        return None
    now = (after, new) if taken.is_reworded else (before, old)
    return Mend(f"Tick “{name}” again", ticking_again(before, old, *now))


def _edit_alarm(intent: Intent) -> Alarm:
    edits = diff_edits(intent.before.text, intent.after.text)
    return Alarm(
        f"{intent.label} is undone: somebody else has written over your change.",
        serious=True,
        kind=AlarmKind.EDIT_OVERWRITTEN,
        mend=Mend(f"{intent.label} again", replacing(intent.before.text, edits)),
    )


def _loss_alarms(
    before: Document, after: Document, losses: Losses, known: _Known
) -> Iterator[Alarm]:
    from milepost.workspace.witnessed import describe_losses  # Loaded with the first loss.

    if losses:
        yield from describe_losses(before, after, losses, known.items, known.has)


def _form_alarms(before: Document, after: Document) -> Iterator[Alarm]:
    """Marks of an accident that are there now, and were not."""
    had = {note.kind for note in before.notes}
    new = [note for note in after.notes if note.kind not in had]
    for note in new:
        if note.kind is NoteKind.OUTER_FENCE:
            from milepost.edits.fences import unwrap

            yield Alarm(
                "Somebody else has put the whole plan into a fence: it is read as code elsewhere.",
                kind=AlarmKind.FENCED,
                place=note.span,
                mend=Mend("Remove the fence around the plan", unwrap),
            )
        elif note.kind is NoteKind.CONFLICT_MARKERS:
            yield Alarm(
                "Somebody else has left conflict markers in the plan: look for <<<<<<<.",
                serious=True,
                kind=AlarmKind.CONFLICT_MARKERS,
                place=note.span,
            )
    yield from _stray_alarms(before, after)


def _stray_alarms(before: Document, after: Document) -> Iterator[Alarm]:
    from milepost.plan.checklists import find_strays

    strays = find_strays(after.plan, after.text)
    if not strays or _wordings(strays) <= _wordings(find_strays(before.plan, before.text)):
        return
    from milepost.edits.moves import move_to_progress

    what = f"“{shortened(strays[0].text)}”"
    if len(strays) > 1:
        what += f" and {len(strays) - 1} more"
    yield Alarm(
        f"{what} landed at the end of the file instead of in Progress.",
        kind=AlarmKind.ITEMS_ASTRAY,
        place=strays[0].span,
        mend=Mend(
            "Move to the end of Progress",
            lambda current: move_to_progress(current, find_strays(current.plan, current.text)),
        ),
    )


def _wordings(items: Sequence[ChecklistItem]) -> set[str]:
    return {item.headline for item in items}
