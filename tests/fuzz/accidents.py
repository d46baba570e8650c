"""What happens to texts: lines and words that mean something, in places where they do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

LINES = tuple(
    """\
# Title
## Purpose / Big Picture
## Progress
### Progress
# Progress
## Surprises & Discoveries
## Decision Log
## Outcomes & Retrospective
## Context and Orientation
## Plan of Work
## Concrete Steps
## Validation and Acceptance
## Idempotence and Recovery
## Artifacts and Notes
## Interfaces and Dependencies
## Revision Notes
## Plan Revision Notes
## Milestones
### Milestone 1: It works
## Phase 2 — more
## Progres
## Decison Log
## 进度
## 決定の記録
## 진행 상황
## Fortschritt
## Avancement
Progress
========
Progress
--------
- [ ] Open.
- [x] Done.
- [X] (2026-01-02 03:04Z) Done.
- [x] (2026-01-02) Done.
- [x] (2026-01-02 03:04+02:00) Done.
- [x] (2026-01-02T03:04:05Z – 04:05Z) Done.
- [x] 2026-01-02 03:04 UTC — done.
- [x] **2026-01-02 03:04** done.
- [x] Done (2026-01-02 03:04 PST).
- [x] [2026/01/02 03:04] Done.
- [x] (2 Jan 2026, 3:04 pm) Done.
- [x] 02.01.2026 03:04 Uhr: fertig.
- [x] (2026年1月2日 3時4分) 完了。
- [x] (2026-13-41 25:61Z) Impossible.
- [x] (YYYY-MM-DD HH:MMZ) To be dated.
- [x] (2031-01-02 03:04Z) From the future.
- [~] Half (completed: a; remaining: b).
- [ ] Half (Completed: a, Remaining: b)
- [-] Dropped.
- [?] Unknown.
- [] Malformed.
-[ ] Malformed.
- [ ]Malformed.
- [ x ] Malformed.
* [ ] Star.
1. [ ] Numbered.
  - [x] Nested.
    more of it
> - [ ] Quoted.
- Decision: Take the first.
  Rationale: It is there.
  Date/Author: 2026-01-02 / mara
- **Decision:** Take it. **Rationale:** none. (2026-01-02)
| Decision | Rationale | Date |
| --- | --- | --- |
| a | b \\| c | 2026-01-02 |
- 决定：用它。理由：快。
- Observation: It is slow.
  Evidence: `time` says so.
- (2026-01-02 03:04Z) Revised, since it was wrong.
Revision note (2026-01-02): because.
None yet.
TBD
(To be filled in.)
TODO: decide
なし
This ExecPlan is a living document, maintained in accordance with PLANS.md at the root.
Update the callers as needed, etc., if necessary.
Choose an appropriate name or similar.
As discussed, all tests should pass; see the architecture doc and #123.
See the previous plan docs/plans/a.md and [it](gone.md#there).
Run `make test` in /home/mara/herbaria and expect 3 passed.
It works correctly and is robust.
Use the daemon, a JWT and the RPC shim.
Edit src/a.py and `src/b.py:12`, then C:\\Users\\mara\\x.
```
````md
```sh
~~~
    $ rm -rf build && git reset --hard
$ git push --force
---
milepost-profile: execplan
title: "A plan"
status: done
<!-- milepost-disable-next-line MP2, MP502 -->
<!-- milepost-disable -->
<!-- milepost-enable MP5 -->
<!-- milepost-disable-file no-such-rule MP101 -- for a reason -->
<!-- milepost-disable-line -->
<!-- milepost-profile: strict -->
<!-- a comment
-->
<details>
</details>
<pre>
<<<<<<< HEAD
=======
>>>>>>> main
> quoted
[ref]: https://example.org
***""".split("\n")
)
"""Lines that mean something to some rule."""

WORDS = (
    *("#", "##", "- ", "* ", "1. ", "> ", "[ ]", "[x]", "[", "]", "(", ")", "`", "``", "```", "**"),
    *("_", "~~", "<!--", "-->", "--", "—", "–", ":", "：", ";", "；", "|", "\\", "/", "…", "."),
    *("2026-01-02", " 03:04Z", "T03:04:05+01:00", "(2026-01-02 03:04Z)", "2026", "Z", "UTC"),
    *("completed: ", "remaining: ", "Decision: ", "Rationale: ", "Date: ", "Evidence: "),
    *("Status: ", "Completed: a, Remaining: b", "(completed: a; remaining: b)", "note: "),
    *("决定：", "理由：", "決定：", "TODO", "TBD", "<name>", "{x}", "[describe it]", "…"),
    *("as needed", "if necessary", "etc.", "should work", "see above"),
    *("https://a.b/c?d#e", "a.md"),
    *("src/a.py", "`src/b.py`", "/home/mara/x", "~/x", "../", "[a](b.md)"),
    *("[a](#b)", "![", "](", "#1"),
    *(" ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\xa0"),
    *("\u3000", "\ufeff", "\u200b", "\u200d", "\u202e", "\x1b[31m", "\0", "\x7f", "\U0001f642"),
    *("e\u0301", "İ", "ß", "ﬁ", "٣", "²", "Ⅷ", "界", "あ"),
    *("milepost-disable", "milepost-enable", "MP201", "MP", "x" * 90, "a b " * 30, "(" * 20),
)  # fmt: skip
"""Pieces that mean something inside a line."""

_LINE = re.compile(rb"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def lines_of(data: bytes) -> list[bytes]:
    """The lines of a text, each with its end."""
    return _LINE.findall(data)


def mutated(data: bytes, choose: Random, others: Sequence[bytes] = ()) -> bytes:
    """The text after one accident."""
    lines = lines_of(data)
    if others and choose.random() < 0.12:
        piece = lines_of(choose.choice(others))
        start = choose.randint(0, len(piece))
        at = choose.randint(0, len(lines))
        lines[at:at] = piece[start : start + choose.randint(1, 8)]
    else:
        choose.choice(_ACCIDENTS)(lines, choose)
    return b"".join(lines)


def _row(lines: list[bytes], choose: Random) -> int:
    return choose.randint(0, max(0, len(lines) - 1))


def _insert(lines: list[bytes], choose: Random) -> None:
    end = choose.choice((b"\n", b"\n", b"\n", b"\n\n", b"\r\n"))
    lines.insert(_row(lines, choose), choose.choice(LINES).encode() + end)


def _lose(lines: list[bytes], choose: Random) -> None:
    start = _row(lines, choose)
    del lines[start : start + choose.choice((1, 1, 2, 5, 20))]


def _repeat(lines: list[bytes], choose: Random) -> None:
    start, at = _row(lines, choose), _row(lines, choose)
    lines[at:at] = lines[start : start + choose.choice((1, 1, 2, 6))]


def _move(lines: list[bytes], choose: Random) -> None:
    start = _row(lines, choose)
    taken = lines[start : start + choose.choice((1, 2, 6))]
    del lines[start : start + len(taken)]
    at = _row(lines, choose)
    lines[at:at] = taken


def _put(lines: list[bytes], choose: Random) -> None:
    """A word into a line, instead of some of it or besides."""
    if not lines:
        lines.append(b"")
    row = _row(lines, choose)
    at = choose.randint(0, len(lines[row]))
    gone = choose.choice((0, 0, 0, 1, 1, 2, 9))
    word = choose.choice(WORDS).encode()
    lines[row] = lines[row][:at] + word + lines[row][at + gone :]


def _cut(lines: list[bytes], choose: Random) -> None:
    if lines:
        row = _row(lines, choose)
        at = choose.randint(0, len(lines[row]))
        lines[row] = lines[row][:at] + lines[row][at + choose.choice((1, 1, 2, 5, 99)) :]


def _indent(lines: list[bytes], choose: Random) -> None:
    start = _row(lines, choose)
    mark = choose.choice((b" ", b"  ", b"    ", b"> ", b"\t", b"- "))
    for row in range(start, min(len(lines), start + choose.choice((1, 2, 8)))):
        lines[row] = mark + lines[row]


def _dedent(lines: list[bytes], choose: Random) -> None:
    start = _row(lines, choose)
    for row in range(start, min(len(lines), start + choose.choice((1, 2, 8)))):
        lines[row] = lines[row].lstrip(b" \t>")


def _wrap(lines: list[bytes], choose: Random) -> None:
    fence = choose.choice((b"```", b"~~~", b"````md", b"<!--", b"<pre>"))
    start = _row(lines, choose)
    lines.insert(start, fence + b"\n")
    end = min(len(lines), start + choose.randint(1, 9))
    lines.insert(end, {b"<!--": b"-->", b"<pre>": b"</pre>"}.get(fence, fence[:3]) + b"\n")


def _end_otherwise(lines: list[bytes], choose: Random) -> None:
    end = choose.choice((b"\r\n", b"\n", b"\r", b"", b"  \n"))
    rows = range(len(lines)) if choose.random() < 0.3 else [_row(lines, choose)]
    for row in rows:
        if lines:
            lines[row] = lines[row].rstrip(b"\r\n") + end


_ACCIDENTS: tuple[Callable[[list[bytes], Random], None], ...] = (
    *(_insert, _insert, _insert, _lose, _repeat, _move, _put, _put, _put, _cut),
    *(_indent, _dedent, _wrap, _end_otherwise),
)
