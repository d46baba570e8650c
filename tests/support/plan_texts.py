"""Strategies for the texts of plans, most of them broken in one way or another."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

_SAMPLES = Path(__file__).resolve().parents[2] / "sample_plans"
SAMPLES = tuple(path.read_bytes().decode() for path in sorted(_SAMPLES.glob("*-*.md")))
"""The plans that come with the program."""

LINES = (
    "",
    "# Title",
    "## Progress",
    "### Progress",
    "## Decision Log",
    "## Plan of Work",
    "## Validation and Acceptance",
    "## Validation",
    "Validation",
    "----------",
    "## 进度",
    "## Revision Notes",
    "Revision note (2026-01-31): because.",
    "---",
    "- [ ] open as needed",
    "- [x] done",
    "  - [x] (2026-01-31) nested",
    "- [x] (2026-13-31) impossible",
    "- [] malformed",
    "-[ ] malformed",
    "- [\xa0] malformed",
    "- [ ]",
    "  more of it",
    "    code or more of it",
    "```",
    "~~~~",
    "```md",
    "> quoted",
    "> - [ ] quoted",
    "| a | b \\| c |",
    "| - | :-: |",
    "<!-- comment",
    "<!-- comment -->",
    "-->",
    "<pre>",
    "<details>",
    "<<<<<<< HEAD",
    "=======",
    ">>>>>>> main",
    "Update the callers as needed, etc.",
    "If necessary, decide whether to use the daemon (TBD).",
    "As discussed, all tests should pass; see the architecture doc.",
    "Choose an appropriate `name` or similar. “Or not.” 'So'",
    "Run `make test` and expect 3 passed.",
    "1. TODO: this",
    "\ttab\x0cfeed\x85\u2028 separators",
    "İß’‑\ufeff\u200b",
    "```` `` ` ```",
    "status: x",
    "# Another title",
    "## Progres",
    "## Surprises & Discoveries",
    "## Outcomes & Retrospective",
    "# Context and Orientation",
    "## Idempotence and Recovery",
    "- [x] (2026-01-31 10:00Z) Dated.",
    "- [X] 31.01.2026 10:00 – dated (completed: a, remaining: b).",
    "- [~] half (Completed：a；Remaining：b)",
    "- [ ] half (completed: a, remaining: b)",
    "- [x] 2026-01-31 10:00 UTC - dated otherwise",
    "## Plan of Wrok",
    "## Concreet Steps",
    "* [?] unknown mark",
    "- Decision: Take the first. (2026-01-31)",
    "- Decision: Take another.",
    "  Rationale: It is there.",
    "None yet.",
    "- Observation: it is slow.",
    "Edit /home/mara/herbaria/src/a.py and `src/b.py`, then [see](gone.md#there).",
    "```sh",
    "rm -rf build && git reset --hard",
    "con\u200bfused \u202eturned \x07rung",
    "<!-- milepost-disable-next-line MP2, MP502 -->",
    "<!-- milepost-disable -->",
    "<!-- milepost-enable MP5 -->",
    "<!-- milepost-disable-file no-such-rule MP101 -- for a reason -->",
    "Update it as needed. <!-- milepost-disable-line MP501 MP502 -->",
    "<!-- milepost-disable-line MP504 --> Do as the system does.",
)
NEWLINES = ("\n", "\r\n", "\r")

texts = st.builds(
    lambda lines, newline, end: newline.join(lines) + end,
    st.lists(st.sampled_from(LINES) | st.text(max_size=12), max_size=24),
    st.sampled_from(NEWLINES),
    st.sampled_from(("", "\n", "\n\n")),
)
"""Texts of lines that mean something to a rule, in any order."""


@st.composite
def mutated_samples(draw: st.DrawFn) -> str:
    """A sample plan after a few accidents."""
    lines = draw(st.sampled_from(SAMPLES)).split("\n")
    for _ in range(draw(st.integers(1, 5))):
        draw(st.sampled_from(_ACCIDENTS))(draw, lines)
    return draw(st.sampled_from(NEWLINES)).join(lines)


def _lose(draw: st.DrawFn, lines: list[str]) -> None:
    start = draw(st.integers(0, len(lines)))
    del lines[start : start + draw(st.integers(1, 12))]


def _repeat(draw: st.DrawFn, lines: list[str]) -> None:
    start = draw(st.integers(0, len(lines)))
    lines[start:start] = lines[start : start + draw(st.integers(1, 6))]


def _move(draw: st.DrawFn, lines: list[str]) -> None:
    start = draw(st.integers(0, len(lines)))
    end = start + draw(st.integers(1, 20))
    taken = lines[start:end]
    del lines[start:end]
    at = draw(st.integers(0, len(lines)))
    lines[at:at] = taken


def _insert(draw: st.DrawFn, lines: list[str]) -> None:
    lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(LINES)))


def _garble(draw: st.DrawFn, lines: list[str]) -> None:
    if lines:
        row = draw(st.integers(0, len(lines) - 1))
        at = draw(st.integers(0, len(lines[row])))
        junk = draw(
            st.sampled_from(("", " ", "\t", "`", "[", "]", "x", "#", "\u200b", "\xa0", "<!--"))
        )
        lines[row] = lines[row][:at] + junk + lines[row][at + 1 :]


def _indent(draw: st.DrawFn, lines: list[str]) -> None:
    start = draw(st.integers(0, len(lines)))
    for row in range(start, min(len(lines), start + draw(st.integers(1, 8)))):
        lines[row] = draw(st.sampled_from(("  ", "    ", "> ", "\t"))) + lines[row]


def _append(draw: st.DrawFn, lines: list[str]) -> None:
    """What a patch without context leaves at the end of the file."""
    item = "- [x] (2026-01-31 10:00Z) Appended."
    lines += ["", item] if draw(st.booleans()) else [item, "  more of it", item]


def _misspell(draw: st.DrawFn, lines: list[str]) -> None:
    headings = [row for row, line in enumerate(lines) if line.startswith("## ")]
    if headings:
        row = draw(st.sampled_from(headings))
        at = draw(st.integers(3, len(lines[row])))
        lines[row] = lines[row][:at] + lines[row][at + 1 :]


def _fence(draw: st.DrawFn, lines: list[str]) -> None:
    start = draw(st.integers(0, len(lines)))
    lines.insert(start, draw(st.sampled_from(("```", "```sh", "~~~", "  ```"))))
    lines.insert(start + draw(st.integers(1, 6)), "```")


def _unstamp(draw: st.DrawFn, lines: list[str]) -> None:
    rows = [row for row, line in enumerate(lines) if line.startswith("- [x] (")]
    if rows:
        row = draw(st.sampled_from(rows))
        stamp = draw(st.sampled_from(("", "2026/01/31 10:00 ", "(31 Jan 2026) ", "2026-01-31: ")))
        lines[row] = "- [x] " + stamp + lines[row].partition(") ")[2]


_ACCIDENTS = (
    *(_lose, _repeat, _move, _insert, _garble, _indent),
    *(_append, _misspell, _fence, _unstamp),
)
