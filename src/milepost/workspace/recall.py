"""What the person left behind in earlier sessions, as the owner of a session sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.workspace.digest import digest_of

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.plan.changes import Changes
    from milepost.workspace.clock import Clock
    from milepost.workspace.keeper import FileKeeper
    from milepost.workspace.memory import Remembered
    from milepost.workspace.versions import Draft

_MOST_REPAIRS = 2


class Recall:
    """Drafts, and what was seen last. It is told of them, and hands on what is to be kept."""

    def __init__(self, keeper: FileKeeper, clock: Clock) -> None:
        self._keeper = keeper
        self._clock = clock
        self.drafts: tuple[Draft, ...] = ()
        """Texts that were typed and not saved, newest first."""
        self._touched: set[str] = set()
        """Places of drafts that were saved or dropped in this session."""
        self._seen: Document | None = None
        self._changes: tuple[Document, Changes] | None = None
        self._sticky = False
        self._repairs: dict[str, int] = {}

    def learn(self, remembered: Remembered) -> None:
        """What the memory knows of earlier sessions; what was done in this one stands."""
        earlier = (each for each in remembered.drafts if each.place not in self._touched)
        self.drafts = (*self.drafts, *earlier)
        self._seen = self._seen or remembered.seen
        self._sticky = remembered.sticky_ticks

    def changes_to(self, document: Document) -> Changes | None:
        """What is new in a document since the person looked; `None` when they never did."""
        if self._seen is None:
            return None
        if self._changes is None or self._changes[0] is not document:
            from milepost.plan.changes import changes_between  # Loaded when first asked for.

            self._changes = (document, changes_between(self._seen, document))
        return self._changes[1]

    def see(self, document: Document) -> None:
        """The person has seen this document; what the file holds of it is remembered."""
        self._seen, self._changes = document, None
        self._keeper.remember(lambda memory, on_disk: memory.see(on_disk))

    def save_draft(self, place: str, text: str, document: Document) -> None:
        """Keeps what is being typed at a place, instead of what was kept of it before."""
        from milepost.workspace.versions import Draft

        base = digest_of(document.source.encode())
        draft = Draft(place, base, text, self._clock.now())
        self._touched.add(place)
        self.drafts = (draft, *(each for each in self.drafts if each.place != place))
        self._keeper.remember(lambda memory, on_disk: memory.save_draft(draft, on_disk))

    def drop_draft(self, place: str) -> None:
        """Forgets what was typed at a place."""
        self._touched.add(place)
        self.drafts = tuple(each for each in self.drafts if each.place != place)
        self._keeper.remember(lambda memory, on_disk: memory.drop_draft(place, on_disk))

    def wants_again(self, label: str) -> bool:
        """Whether what somebody has overwritten is to be done again without asking."""
        done = self._repairs.get(label, 0)
        if not self._sticky or done == _MOST_REPAIRS:
            return False
        self._repairs[label] = done + 1
        return True
