"""What has changed since the person looked, kept up with every change.

Marks are carried along at once. What the changes come to is reckoned on another thread: that is
slow for a long plan, and nobody waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.document import Document
from milepost.plan.changes import Changes, changes_between
from milepost.text.carry import carry_edits
from milepost.text.diff import diff_edits
from milepost.tui.news import Mark, carry_marks, winnow

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.text import EditSet
    from milepost.workspace.past import Step, Unseen


class Followed(NamedTuple):
    """One change of the document."""

    before: Document
    after: Document
    edits: EditSet
    own: bool
    at: datetime


class Account(NamedTuple):
    """What is to be reckoned: two texts that were seen, and what came after them."""

    seen: Document
    """What the person saw."""
    base: Document
    """The same with what they have done themselves since: it is no news to them."""
    own: tuple[Followed, ...]
    """What of that `base` does not have yet."""
    former: Document
    """The document before others changed it last."""
    document: Document


class Reckoning(NamedTuple):
    """What came out for one document."""

    account: Account
    base: Document
    changes: Changes
    """What others changed since the person looked."""
    latest: Changes
    """What others changed last."""
    differences: tuple[EditSet, ...]
    """What is otherwise than it was seen, and than the person has made it since."""


def reckon(account: Account) -> Reckoning:
    """Works it out; pure, and slow for a long plan."""
    document = account.document
    base = _with_own(account)
    return Reckoning(
        account,
        base,
        changes_between(_named_as(base, document), document),
        changes_between(_named_as(account.former, document), document),
        tuple(diff_edits(text, document.text) for text in {account.seen.text, base.text}),
    )


def _with_own(account: Account) -> Document:
    text = account.base.text
    for step in account.own:
        carried = carry_edits(step.before.text, step.edits, text)
        text = text if carried is None else carried.apply(text)
    if text == account.base.text:
        return account.base
    return Document.parse(account.base.source.with_text(text), aliases=account.document.aliases)


def _until(document: Document, unseen: Unseen) -> tuple[Step, ...]:
    """The steps that lead to `document`; all of them when none does."""
    texts = [unseen.seen.text, *(step.source.text for step in unseen.steps)]
    at = next((n for n in range(len(texts) - 1, -1, -1) if texts[n] == document.text), len(texts))
    return unseen.steps[:at]


def _named_as(document: Document, other: Document) -> Document:
    """The document with the same names of standard sections as another one."""
    if document.aliases == other.aliases:
        return document
    return Document.parse(document.source, aliases=other.aliases)


class News:
    """What is new. Only its owner's thread touches it."""

    def __init__(self, document: Document, marks: tuple[Mark, ...] = ()) -> None:
        self.marks = marks
        self.changes = Changes()
        """What others changed since the person looked, as far as it is reckoned."""
        self.latest = Changes()
        """What others changed last."""
        self._document = document
        self._seen = self._base = self._former = document
        self._own: tuple[Followed, ...] = ()
        self._foreign = False
        """Whether others may have changed anything since the person looked."""
        self._is_fresh = False
        """Whether `_former` is of a change that was not reckoned yet."""
        self._is_waiting = False

    @classmethod
    def recall(cls, document: Document, unseen: Unseen, now: datetime) -> News:
        """What has come since the person looked in an earlier session; slow.

        What the history has of the time after `document` is left out: that will be followed.
        """
        text = base = unseen.seen.text
        marks: tuple[Mark, ...] = ()
        for step in _until(document, unseen):
            edits = diff_edits(text, step.source.text)
            marks = carry_marks(marks, edits, step.at, own=step.own)
            if step.own:
                carried = carry_edits(text, edits, base)
                base = base if carried is None else carried.apply(base)
            text = step.source.text
        news = cls(document, marks)
        news._seen = Document.parse(unseen.seen, aliases=document.aliases)
        news._base = Document.parse(unseen.seen.with_text(base), aliases=document.aliases)
        if text != document.text:
            at = unseen.steps[-1].at if unseen.steps else now
            news.marks = carry_marks(marks, diff_edits(text, document.text), at, own=False)
        news._foreign = base != document.text
        news.take(reckon(news.account))
        return news

    def follow(self, change: Followed) -> None:
        """Takes a change in. Linear in the number of marks and edits, whatever the plan's size."""
        self.marks = carry_marks(self.marks, change.edits, change.at, own=change.own)
        self._document = change.after
        if not change.own:
            if change.edits and not self._is_fresh:
                self._former, self._is_fresh = change.before, True
            self._foreign = self._foreign or bool(change.edits)
        elif self._foreign:
            self._own = (*self._own, change)
        else:
            self._base = change.after
        self._is_waiting = True

    @property
    def document(self) -> Document:
        """The last one that was followed."""
        return self._document

    @property
    def is_waiting(self) -> bool:
        """Whether something has changed that is not reckoned yet."""
        return self._is_waiting

    @property
    def account(self) -> Account:
        """What is to be reckoned now."""
        return Account(self._seen, self._base, self._own, self._former, self._document)

    def take(self, reckoning: Reckoning) -> bool:
        """Takes in what came out, unless the document has changed since; whether it did."""
        account = reckoning.account
        if account.document is not self._document or account.seen is not self._seen:
            return False
        self._base, self._own = reckoning.base, ()
        self.changes = reckoning.changes
        if self._is_fresh:
            self.latest, self._is_fresh = reckoning.latest, False
        self.marks = winnow(self.marks, *reckoning.differences)
        self._foreign = bool(reckoning.changes)
        self._is_waiting = False
        return True

    def see(self) -> None:
        """The person has seen it all."""
        self.marks = ()
        self.changes = Changes()
        self._seen = self._base = self._document
        self._own = ()
        self._foreign = self._is_waiting = False
