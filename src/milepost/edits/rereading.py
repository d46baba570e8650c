"""Whether edits are read as what they were meant to be, and nothing else by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from milepost.document import Document
    from milepost.plan.kinds import SectionKind
    from milepost.plan.model import ChecklistItem, NoteKind, Section
    from milepost.plan.records import LogEntry
    from milepost.text import EditSet


class ItemFacts(NamedTuple):
    """What is read of a checklist item, wherever it stands."""

    mark: str
    text: str
    stamp: str
    depth: int
    section: str


class SectionFacts(NamedTuple):
    """What is read of a heading."""

    level: int
    title: str
    kind: SectionKind | None


def first_sound(
    document: Document, candidates: Iterable[EditSet], is_meant: Callable[[Document], bool]
) -> EditSet | None:
    """The first of several ways to write something that is read as it is meant."""
    return next((edits for edits in candidates if is_meant(document.edited(edits))), None)


def item_facts(document: Document, items: Iterable[ChecklistItem]) -> list[ItemFacts]:
    """What is read of these items."""
    return [_facts_of(document, item) for item in items]


def section_facts(sections: Iterable[Section]) -> list[SectionFacts]:
    """What is read of these headings."""
    return [SectionFacts(each.level, each.title, each.kind) for each in sections]


def remarks_on(document: Document) -> list[NoteKind]:
    """What the parser remarks on that no edit may bring about or hide."""
    return sorted((note.kind for note in document.notes), key=lambda kind: kind.value)


def entry_facts(entries: Iterable[LogEntry]) -> list[tuple[object, ...]]:
    """What is read of entries of the living sections."""
    return [
        (each.section, each.text, tuple((part.label, part.text) for part in each.fields))
        for each in entries
    ]


def has_same_frame(before: Document, after: Document) -> bool:
    """Whether headings are read as before, and nothing is remarked on that was not."""
    same = section_facts(before.plan.sections) == section_facts(after.plan.sections)
    return same and remarks_on(before) == remarks_on(after)


def _facts_of(document: Document, item: ChecklistItem) -> ItemFacts:
    stamp = "" if item.stamp is None else item.stamp.core.cut(document.text)
    section = "" if item.section is None else document.plan.sections[item.section].title
    return ItemFacts(item.mark, item.text, stamp, item.depth, section)
