"""Changes of one text: `python -m tests.fuzz.merges --seconds 600`.

An input is a text with two edits of it, made by chance from the input itself.
"""

from __future__ import annotations

import zlib
from random import Random

from .accidents import mutated
from .engine import Target, main
from .plans import seeds


def load() -> Target:
    """The laws of edits, differences and merges."""
    found = seeds()
    laws = {law.__name__: law for law in (_merge, _apply_differences, _carry_over)}
    return Target(laws, found, lambda data, choose: mutated(data, choose, found))


def _texts(data: bytes) -> tuple[str, str, str]:
    """A text and two made from it."""
    choose = Random(zlib.crc32(data))

    texts = [data, data, data]
    for each in (1, 2):
        for _ in range(choose.randint(0, 3)):
            texts[each] = mutated(texts[each], choose)
    base, mine, theirs = (text.decode(errors="surrogateescape") for text in texts)
    return base, mine, theirs


def _merge(data: bytes) -> None:
    """One side's changes are taken, both sides are equals, and nothing is made up."""
    from milepost.text.merge import Conflict, merge

    base, mine, theirs = _texts(data)
    for changed in (mine, theirs):
        assert merge(base, changed, base).text() == changed
        assert merge(base, base, changed).text() == changed
        assert merge(base, changed, changed).text() == changed
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    swapped = [
        Conflict(piece.base, piece.theirs, piece.mine) if isinstance(piece, Conflict) else piece
        for piece in other.pieces
    ]
    assert list(one.pieces) == swapped
    assert all(each.mine != each.theirs for each in one.conflicts)
    for side in (mine, theirs):
        decisions = [each.mine if side is mine else each.theirs for each in one.conflicts]
        made_up = set(one.text(decisions)) - set(base + mine + theirs)
        assert not made_up


def _apply_differences(data: bytes) -> None:
    """A difference leads from one text to the other, and its inverse back."""
    from milepost.text.diff import diff_edits

    base, mine, _ = _texts(data)
    edits = diff_edits(base, mine)
    assert edits.apply(base) == mine
    assert edits.invert(base).apply(mine) == base
    assert not diff_edits(base, base)


def _carry_over(data: bytes) -> None:
    """Edits that are carried over others either cannot be, or apply to what these led to."""
    from milepost.document import Document
    from milepost.text.diff import diff_edits

    base, mine, theirs = _texts(data)
    ours, others = diff_edits(base, mine), diff_edits(base, theirs)
    moved = ours.rebase(others)
    if moved is not None:
        moved.apply(theirs)
    for offset in range(0, len(base) + 1, max(1, len(base) // 20)):
        place = others.map_offset(offset)
        assert place is None or 0 <= place <= len(theirs)
    assert Document.parse(base).edited(ours).plan == Document.parse(mine).plan


if __name__ == "__main__":
    main(load)
