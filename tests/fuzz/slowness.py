"""Slow texts: `python -m tests.fuzz.slowness --seconds 600`.

Pieces are repeated until a text has 20,000 characters, in every place of a plan, above all those
on which one of the program's own patterns is slow; what takes longest is varied further. Whatever
takes more than `--limit` seconds to read and check is kept, and what takes less but grows with the
square of the text.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from .accidents import LINES, WORDS
from .patterns import parsed_patterns, sample
from .plans import seeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .patterns import Parsed

SIZE = 20_000
PATTERNS: list[Parsed] = []
"""What the pieces are made from, besides our own words."""
_POOL = 60
_PLACES = (
    "{}",
    "# T\n\n## Progress\n\n- [x] {}\n",
    "# T\n\n## Progress\n\n- [ ] ({}\n",
    "# T\n\n## Progress\n\n{}\n",
    "# T\n\n## Purpose / Big Picture\n\n{}\n\n## Progress\n\n- [x] (2026-01-02) a\n",
    "# T\n\n## Decision Log\n\n- Decision: {}\n",
    "# T\n\n## Decision Log\n\n{}\n",
    "# T\n\n## Surprises & Discoveries\n\n- {}\n  Evidence: a\n",
    "# T\n\n## Concrete Steps\n\n    {}\n",
    "# T\n\n## Concrete Steps\n\n```sh\n{}\n```\n",
    "# T\n\n## Validation and Acceptance\n\nRun `{}` and expect {}.\n",
    "# {}\n\n## {}\n",
    "# T\n\n## Revision Notes\n\n- {}\n",
    "Revision note: {}\n",
    "# T\n\n| {} |\n| - |\n| {} |\n",
    "---\nmilepost:\n{}\n---\n# T\n",
    "<!-- milepost-disable {} -->\n",
    "<!-- milepost-profile: {}",
    "# T\n\n{}\n\n## Progress\n\n## Decision Log\n",
)


class Pump(NamedTuple):
    """How a text is made: a beginning, a piece over and over, an end, all of it in some place."""

    head: str
    piece: str
    tail: str
    place: str

    def text(self, size: int = SIZE) -> str:
        """The text, of about `size` characters."""
        holes = self.place.count("{}")
        times = max(1, size // holes // max(1, len(self.piece)))
        return self.place.replace("{}", self.head + self.piece * times + self.tail)[: size + 500]


def seconds_of(text: str, work: Callable[[str], object]) -> float:
    """Processor time of one piece of work."""
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


def _is_slow(pump: Pump, limit: float, work: Callable[[str], object]) -> bool:
    """Whether a text takes too long, or will when it is longer: with the square of its size."""
    spent = min(seconds_of(pump.text(), work) for _ in range(2))
    quarter = min(seconds_of(pump.text(SIZE // 4), work) for _ in range(2))
    return spent > limit or (spent > limit / 6 and spent > 9 * quarter)


def _pieces(choose: Random) -> str:
    if PATTERNS and choose.random() < 0.5:
        matched = sample(choose.choice(PATTERNS).tree, choose)
        start = choose.randint(0, len(matched)) if choose.random() < 0.5 else 0
        end = start + choose.randint(1, 12) if choose.random() < 0.5 else len(matched)
        return matched[start:end] or " "
    chars = " \t\n-_*`[](){}<>#|:;,.!?/\\\"'a1A=~&%$@^+0xZ–—…界\u200b\xa0"
    kinds = (WORDS, LINES, tuple(chars), tuple(f"{line}\n" for line in LINES))
    return "".join(choose.choice(choose.choice(kinds)) for _ in range(choose.choice((1, 1, 2, 3))))


def _fresh(choose: Random) -> Pump:
    head = "" if choose.random() < 0.6 else _pieces(choose)
    tail = "" if choose.random() < 0.5 else _pieces(choose)
    return Pump(head, _pieces(choose), tail, choose.choice(_PLACES))


def _hard(choose: Random) -> Iterator[Pump]:
    """A text that one pattern takes long for, in every place of a plan; often none."""
    if not PATTERNS:
        return
    pattern, tree = choose.choice(PATTERNS)
    for _ in range(20):
        piece = sample(tree, choose) if choose.random() < 0.5 else ""
        pump = _fresh(choose)._replace(place="{}")
        pump = pump._replace(piece=piece[: choose.randint(1, 20)] or pump.piece)
        if seconds_of(pump.text(4_000), lambda text: pattern.sub("", text)) > 0.004:
            yield from (pump._replace(place=place) for place in _PLACES)
            return


def _varied(pump: Pump, choose: Random) -> Pump:
    match choose.randint(0, 4):
        case 0:
            return pump._replace(head=_pieces(choose))
        case 1:
            return pump._replace(tail=_pieces(choose))
        case 2:
            return pump._replace(place=choose.choice(_PLACES))
        case 3:
            at = choose.randint(0, len(pump.piece))
            gone = choose.choice((0, 1, 1))
            piece = pump.piece[:at] + choose.choice((*WORDS, " ", "\n")) + pump.piece[at + gone :]
            return pump._replace(piece=piece[:400])
        case _:
            return pump._replace(piece=_pieces(choose) + choose.choice(("", pump.piece[:200])))


def search(
    seconds: int, limit: float, work: Callable[[str], object]
) -> Iterator[tuple[str, float]]:
    """Yields texts that take longer than the limit, with how long they take."""
    choose = Random(time.time_ns())
    pool: list[tuple[float, Pump]] = []
    waiting: list[Pump] = []
    end, tried = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        if not waiting:
            waiting = [*_hard(choose)] or [_fresh(choose)]
            waiting += [_varied(pump, choose) for _, pump in choose.sample(pool, min(1, len(pool)))]
        pump = waiting.pop()
        tried += 1
        text = pump.text()
        spent = seconds_of(text, work)
        if spent > limit / 6 and _is_slow(pump, limit, work):
            yield text, spent
            pool = [(cost, each) for cost, each in pool if each.piece != pump.piece]
            continue
        pool = sorted([*pool, (spent, pump)], reverse=True)[:_POOL]
        if tried % 500 == 0:
            sys.stderr.write(
                f"{tried} texts, the slowest take {[f'{cost:.2f}' for cost, _ in pool[:5]]}\n"
            )


def main() -> None:
    """Searches as long as the command line says."""
    from milepost.document import Document
    from milepost.lint.engine import lint
    from support.plan_laws import AROUND
    from support.rules import NOW

    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--limit", type=float, default=0.5)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    options = parser.parse_args()
    options.findings.mkdir(parents=True, exist_ok=True)

    def work(text: str) -> None:
        lint(Document.parse(text), now=NOW, repository=AROUND)

    # Patterns are compiled when they are first used.
    for seed in seeds():
        work(seed.decode("utf-8", "replace"))
    PATTERNS.extend(parsed_patterns())
    for text, spent in search(options.seconds, options.limit, work):
        digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()[:8]
        file = options.findings / f"slow-{digest}.md"
        file.write_text(text, encoding="utf-8", errors="replace", newline="")
        sys.stderr.write(f"{spent:.2f} s: {file}: {text[:80]!r} ... {text[-60:]!r}\n")


if __name__ == "__main__":
    main()
