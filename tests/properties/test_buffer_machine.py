"""A buffer that two authors use, against a model that knows who wrote what.

Every line has a name that never changes, a word of mine and a word of theirs. I change only my
words, through the buffer; they change their words, add lines and remove lines, and the buffer
adopts what comes out. So taking back a step of mine must change my word back, whatever they did
since, unless they removed its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from milepost.buffer import Buffer
from milepost.document import Document
from milepost.text import EditSet, Span

_FIRST = ("kiln", "loom", "anvil", "press")
_INDEX = st.integers(0, 99)


@dataclass
class _Line:
    name: str
    mine: str = "-"
    theirs: str = "-"

    def __str__(self) -> str:
        # Mostly name, so that no line is taken for another one.
        return f"{self.name * 6}: {self.mine} is mine, {self.theirs} theirs.\n"


def _name(number: int) -> str:
    """Five letters that no other number gives: its digits in the sixth base."""
    return "".join("bdfghk"[number // 6**place % 6] for place in range(5))


@dataclass
class _Step:
    line: _Line
    before: str
    after: str


@dataclass
class _Model:
    lines: list[_Line] = field(default_factory=lambda: [_Line(name) for name in _FIRST])
    done: list[_Step] = field(default_factory=list)
    undone: list[_Step] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(map(str, self.lines))


class BufferMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.model = _Model()
        self.buffer = Buffer(Document.parse(self.model.text))
        self.revision = 0
        self.words = self.names = 0

    @initialize()
    def begin(self) -> None:
        assert not self.buffer.can_undo
        assert self.buffer.undo() is None
        assert self.buffer.redo() is None

    def _word(self) -> str:
        self.words += 1
        return f"word{self.words}"

    def _adopt(self) -> None:
        before = self.buffer.document.text
        edits = self.buffer.adopt(Document.parse(self.model.text))
        assert edits.apply(before) == self.model.text
        self.revision += 1

    @precondition(lambda self: self.model.lines)
    @rule(index=_INDEX)
    def change_my_word(self, index: int) -> None:
        line = self.model.lines[index % len(self.model.lines)]
        step = _Step(line, line.mine, self._word())
        text = self.buffer.document.text
        start = text.index(str(line)) + str(line).index(f": {line.mine} is") + 2
        edits = EditSet.replace(Span(start, start + len(line.mine)), step.after)

        def is_in_my_line(document: Document, edits: EditSet) -> bool:
            place = document.text.find(f"{line.name * 6}:")
            end = document.text.find("\n", place)
            return place >= 0 and all(Span(place, end).contains(each.span) for each in edits.edits)

        self.buffer.apply(edits, expected=self.revision, label=step.after, aim=is_in_my_line)

        line.mine = step.after
        self.model.done.append(step)
        self.model.undone.clear()
        self.revision += 1

    @precondition(lambda self: self.model.lines)
    @rule(index=_INDEX)
    def they_change_their_word(self, index: int) -> None:
        self.model.lines[index % len(self.model.lines)].theirs = self._word()
        self._adopt()

    @rule(index=_INDEX)
    def they_add_a_line(self, index: int) -> None:
        self.names += 1
        self.model.lines.insert(index % (len(self.model.lines) + 1), _Line(_name(self.names)))
        self._adopt()

    @precondition(lambda self: self.model.lines)
    @rule(index=_INDEX)
    def they_remove_a_line(self, index: int) -> None:
        del self.model.lines[index % len(self.model.lines)]
        self._adopt()

    @rule()
    def they_write_the_same_again(self) -> None:
        self._adopt()

    @precondition(lambda self: self.model.done)
    @rule()
    def undo(self) -> None:
        step = self.model.done.pop()
        reversal = self.buffer.undo()
        assert reversal is not None
        self._check(step, reversal.step.label, found=reversal.edits is not None)
        if step.line in self.model.lines:
            step.line.mine = step.before
            self.model.undone.append(step)

    @precondition(lambda self: self.model.undone)
    @rule()
    def redo(self) -> None:
        step = self.model.undone.pop()
        reversal = self.buffer.redo()
        assert reversal is not None
        self._check(step, reversal.step.label, found=reversal.edits is not None)
        if step.line in self.model.lines:
            step.line.mine = step.after
            self.model.done.append(step)

    def _check(self, step: _Step, label: str, *, found: bool) -> None:
        assert label == step.after
        assert found is (step.line in self.model.lines)
        self.revision += found

    @invariant()
    def the_text_is_what_the_two_wrote(self) -> None:
        assert self.buffer.document.text == self.model.text

    @invariant()
    def every_change_has_a_revision_of_its_own(self) -> None:
        assert self.buffer.document.revision == self.revision

    @invariant()
    def steps_are_counted(self) -> None:
        assert self.buffer.can_undo is bool(self.model.done)
        assert self.buffer.can_redo is bool(self.model.undone)


TestBuffer = BufferMachine.TestCase
TestBuffer.settings = settings(deadline=None, max_examples=60, stateful_step_count=30)
