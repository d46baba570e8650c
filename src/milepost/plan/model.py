"""The nodes of a plan. Every node says where it stands in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from milepost.plan.kinds import SectionKind
    from milepost.plan.records import LogEntry, RevisionNote
    from milepost.plan.timestamp import Timestamp
    from milepost.text import Span


class BlockKind(Enum):
    """What a run of lines is, as Markdown sees it."""

    HEADING = auto()
    PARAGRAPH = auto()
    FENCE = auto()
    INDENTED_CODE = auto()
    HTML = auto()
    TABLE = auto()
    RULE = auto()
    FRONT_MATTER = auto()
    OUTER_FENCE = auto()
    """The opening or closing line of a fence around the whole plan."""

    # A member is itself and nothing else. Hashing by name, as an Enum does, calls Python code, and
    # every block of every plan is looked up by its kind again and again.
    __hash__ = object.__hash__


CODE_KINDS = frozenset({BlockKind.FENCE, BlockKind.INDENTED_CODE})
"""Blocks whose text is verbatim: never prose, never structure."""


class Block(NamedTuple):
    """One leaf of the block structure: no block contains another.

    Blocks are in file order and do not overlap; blank lines and container markers (`>`, `-`)
    before a first line belong to none. `lines` holds, for a paragraph or heading, the span of
    each line's own text: indentation, list and quote markers are left out.
    """

    kind: BlockKind
    span: Span
    lines: tuple[Span, ...] = ()
    level: int = 0
    """Heading level 1 to 6; for others 0."""
    list_depth: int = 0
    """How many lists the block lies in."""
    leads_item: bool = False
    """Whether it is the first block of a list item."""
    quoted: bool = False
    """Whether it lies in a block quote."""
    info: str = ""
    """Info string of a fence."""
    item_end: int = 0
    """End of the innermost list item that this block leads, nested lists included, trailing blank
    lines not; 0 when the block leads none."""

    def shift(self, by: int) -> Block:
        """The same block, `by` characters further on."""
        return Block(
            self.kind,
            self.span.shift(by),
            tuple([line.shift(by) for line in self.lines]),
            self.level,
            self.list_depth,
            self.leads_item,
            self.quoted,
            self.info,
            self.item_end + by if self.item_end else 0,
        )


class ItemState(Enum):
    """How far a checklist item is."""

    OPEN = "open"
    PARTIAL = "partial"
    DONE = "done"


class Partial(NamedTuple):
    """The halves of a `(completed: ...; remaining: ...)` remark."""

    span: Span
    completed: str
    remaining: str

    def shift(self, by: int) -> Partial:
        """The same remark, `by` characters further on."""
        return Partial(self.span.shift(by), self.completed, self.remaining)


class ChecklistItem(NamedTuple):
    """One checkbox with its text.

    `span` runs from the bullet to the end of the item's own text (continuation lines and
    paragraphs, not nested items), without the last line terminator. `tree_span` adds nested
    items. `text` is the item's wording on one line, without mark and stamp.
    """

    index: int  # type: ignore[assignment]  # Nobody looks for a value in an item.
    """Position in `Plan.items`."""
    span: Span
    tree_span: Span
    mark_span: Span
    """The one character between the brackets."""
    text_span: Span
    """From after the checkbox (and its space) to the end of the item's own text."""
    mark: str
    state: ItemState
    text: str
    headline: str
    """`text` without the partial remark."""
    stamp: Timestamp | None
    """The date that says when; `None` when there is none or it is only mentioned in the prose."""
    mention: Timestamp | None
    """The first date in the wording when there is no stamp."""
    partial: Partial | None
    depth: int
    """0 for a top-level item."""
    parent: int | None
    """Index of the item this one is nested in."""
    section: int | None
    """Index in `Plan.sections` of the innermost section it stands in."""
    in_progress: bool
    """Whether it lies in the Progress section: only these count."""

    @property
    def done(self) -> bool:
        """Whether the mark says done."""
        return self.state is ItemState.DONE


class Section(NamedTuple):
    """A heading and what belongs to it.

    `span` runs from the heading to the next heading of the same or a higher level; `body` is the
    same without the heading itself. `own` ends at the first sub-heading.
    """

    index: int  # type: ignore[assignment]
    title: str
    """The heading's text as written, without closing hashes and comments."""
    kind: SectionKind | None
    """Which standard section it is; the first match of each kind only."""
    level: int
    heading: Span
    """The heading's text line, marks included, without terminator."""
    span: Span
    body: Span
    own: Span
    parent: int | None


class Milestone(NamedTuple):
    """A heading that names a milestone, a stage or a phase."""

    title: str
    number: str
    section: int


class FrontMatter(NamedTuple):
    """A YAML block before everything else; only simple `key: value` lines are read."""

    span: Span
    values: dict[str, str]


class NoteKind(Enum):
    """What the parser has to remark about a construct."""

    MALFORMED_CHECKBOX = auto()
    """`- []`, `- [  ]`, `-[ ]`, a no-break space inside: the span is what should read `- [ ]`."""
    CONFLICT_MARKERS = auto()
    """A full set of merge markers outside code: the span runs from the first to the last line.
    The lines of the markers are blocks of kind `RULE`."""
    UNCLOSED_FENCE = auto()
    """A fence that is never closed and runs to the end of the file, or of the list item or quote
    it stands in: the span is its opening line."""
    OUTER_FENCE = auto()
    """The whole plan stands in a fence: the span runs from its first to its last line."""


class Note(NamedTuple):
    """The parser's own remark; `replacement` is what the span ought to read, if clear."""

    kind: NoteKind
    span: Span
    replacement: str = ""


@dataclass(frozen=True)
class Plan:
    """A whole plan. Every tuple is in file order."""

    title: str
    """Text of the first level-1 heading that names no standard section; without one the front
    matter's title, or the heading that begins the plan; else empty."""
    title_span: Span | None
    """The title's heading line."""
    content: Span
    """The plan itself: the whole text, less an outer fence."""
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    items: tuple[ChecklistItem, ...]
    """Every checkbox of the file; `in_progress` tells which ones count."""
    by_kind: dict[SectionKind, int]
    """Standard sections to their index."""
    milestones: tuple[Milestone, ...] = ()
    front_matter: FrontMatter | None = None
    status: str = ""
    """The plan's own word on its state, from front matter or a `Status:` line."""
    read_records: Callable[[], tuple[LogEntry, ...]] = field(
        default=tuple, compare=False, repr=False
    )
    read_revision_notes: Callable[[], tuple[RevisionNote, ...]] = field(
        default=tuple, compare=False, repr=False
    )

    @cached_property
    def records(self) -> tuple[LogEntry, ...]:
        """The entries of the living sections; read when first asked for, as few readers do."""
        return self.read_records()

    @property
    def known_records(self) -> tuple[LogEntry, ...]:
        """The records if they have been read, else nothing."""
        known: tuple[LogEntry, ...] = self.__dict__.get("records", ())
        return known

    @cached_property
    def revision_notes(self) -> tuple[RevisionNote, ...]:
        """The remarks on what was changed and why; read when first asked for."""
        return self.read_revision_notes()

    def section(self, kind: SectionKind) -> Section | None:
        """The standard section of that kind, when the plan has it."""
        index = self.by_kind.get(kind)
        return None if index is None else self.sections[index]
