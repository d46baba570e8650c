"""One immutable reading of a text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from milepost.plan.kinds import NO_ALIASES
from milepost.text import LineIndex, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from milepost.plan.kinds import SectionKind
    from milepost.plan.model import Note, Plan
    from milepost.plan.prose import Prose
    from milepost.plan.stamps import StampForm
    from milepost.text import EditSet


@dataclass(frozen=True, eq=False, repr=False)
class Document:
    """A source with its parse.

    Two documents are equal only when they are the same object: equal content must not keep a
    screen from repainting, and comparing trees costs.
    """

    source: Source
    plan: Plan
    notes: tuple[Note, ...]
    lines: LineIndex
    """Where the text's lines are."""
    revision: int = 0
    aliases: Mapping[str, SectionKind] = field(default_factory=lambda: NO_ALIASES)
    """The project's own names of standard sections, by normalised title; nobody changes them."""

    @classmethod
    def parse(
        cls,
        source: Source | str,
        *,
        revision: int = 0,
        aliases: Mapping[str, SectionKind] = NO_ALIASES,
    ) -> Document:
        """Reads a source; every text gives a document."""
        from milepost.parse.builder import parse  # Not needed for one that was read elsewhere.

        whole = Source(source) if isinstance(source, str) else source
        lines = LineIndex(whole.text)
        plan, notes = parse(whole.text, aliases=aliases, lines=lines)
        return cls(whole, plan, notes, lines, revision, aliases)

    @property
    def text(self) -> str:
        """The exact text."""
        return self.source.text

    @cached_property
    def prose(self) -> Prose:
        """What the plan's paragraphs, headings and tables say, without code and quotations."""
        from milepost.plan.prose import Prose  # Loaded when a rule first asks for it.

        return Prose(self.source.text, self.plan.blocks, self.plan.content)

    @cached_property
    def stamp_form(self) -> StampForm:
        """How the plan writes its stamps, and new ones are to be written."""
        from milepost.plan.stamps import stamp_form_of  # Loaded when a stamp is first written.

        return stamp_form_of(self.plan, self.source.text)

    def edited(self, edits: EditSet) -> Document:
        """The next revision, with `edits` applied."""
        from milepost.parse.builder import parse
        from milepost.parse.reuse import Former, known_records

        source = self.source.with_text(edits.apply(self.source.text))
        known = known_records(self.plan, self.text)
        former = Former(self.text, self.plan.blocks, edits, known)
        lines = LineIndex(source.text)
        plan, notes = parse(source.text, former, self.aliases, lines=lines)
        return Document(source, plan, notes, lines, self.revision + 1, self.aliases)

    def renumbered(self, revision: int) -> Document:
        """The same reading under another revision number."""
        return replace(self, revision=revision)
