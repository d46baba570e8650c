"""One immutable reading of a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from milepost.parse import Former, parse
from milepost.text import LineIndex, Source

if TYPE_CHECKING:
    from milepost.plan.model import Note, Plan
    from milepost.plan.prose import Prose
    from milepost.text import EditSet


@dataclass(frozen=True, eq=False)
class Document:
    """A source with its parse.

    Two documents are equal only when they are the same object: equal content must not keep a
    screen from repainting, and comparing trees costs.
    """

    source: Source
    plan: Plan
    notes: tuple[Note, ...]
    revision: int = 0

    @classmethod
    def parse(cls, source: Source | str, *, revision: int = 0) -> Document:
        """Reads a source; every text gives a document."""
        whole = Source(source) if isinstance(source, str) else source
        plan, notes = parse(whole.text)
        return cls(whole, plan, notes, revision)

    @property
    def text(self) -> str:
        """The exact text."""
        return self.source.text

    @cached_property
    def lines(self) -> LineIndex:
        """Where the text's lines are."""
        return LineIndex(self.source.text)

    @cached_property
    def prose(self) -> Prose:
        """What the plan's paragraphs, headings and tables say, without code and quotations."""
        from milepost.plan.prose import Prose  # Loaded when a rule first asks for it.

        return Prose(self.source.text, self.plan.blocks, self.plan.content)

    def edited(self, edits: EditSet) -> Document:
        """The next revision, with `edits` applied."""
        source = self.source.with_text(edits.apply(self.source.text))
        plan, notes = parse(source.text, Former(self.text, self.plan.blocks, edits))
        return Document(source, plan, notes, self.revision + 1)

    def renumbered(self, revision: int) -> Document:
        """The same reading under another revision number."""
        return replace(self, revision=revision)
