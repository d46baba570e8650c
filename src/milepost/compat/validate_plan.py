"""Says what an ExecPlan lacks and which phrases weaken it: `validate_plan.py PLAN [--strict]`.

The file stands alone: standard library only, Python 3.9 or later. It works line by line and knows
no code blocks, no comments and no headings other than `#` at the start of a line.

Run as a file with MILEPOST_COMPAT=off in the environment, it adds on stderr what an installed
`milepost` finds, which does. Its own answer and its exit code stay the same.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

USAGE = """\
Usage: python validate_plan.py <plan.md> [--strict]

Validates an ExecPlan for structural completeness and common failure modes.
"""
REQUIRED = (
    "Purpose",
    "Progress",
    "Surprises & Discoveries",
    "Decision Log",
    "Outcomes & Retrospective",
    "Context",
    "Plan of Work",
    "Validation",
)
# A space stands for any white space, and a phrase begins and ends with a whole word.
PHRASES = (
    ("as we discussed", "References prior discussion (not self-contained)"),
    (
        "as mentioned (?:earlier|before|previously)",
        "References prior context (not self-contained)",
    ),
    ("see the (?:architecture|design) doc", "External reference (embed knowledge instead)"),
    ("per the RFC", "External reference to RFC (embed relevant content)"),
    ("TBD", "Unresolved placeholder (decide now or add prototyping milestone)"),
    ("to be determined", "Unresolved placeholder"),
    ("as needed", "Vague instruction (be specific)"),
    ("as appropriate", "Vague instruction (be specific)"),
    ("configure appropriately", "Outsources decision to reader"),
    ("use best judgment", "Outsources decision to reader"),
    (
        r"tests should pass(?!\s*\(\d)",
        "Vague acceptance (specify which tests, expected count)",
    ),
    ("should work correctly", "Vague acceptance (define observable behavior)"),
)
TERMS = (
    ("middleware", r"\bmiddleware\b"),
    ("daemon", r"\bdaemon\b"),
    ("RPC", r"\bRPC\b"),
    ("gateway", r"\bgateway\b"),
    ("orchestration/orchestrator", r"\borchestrat"),
    ("pipeline", r"\bpipeline\b"),
    ("handler", r"\bhandler\b"),
    ("service mesh", r"\bservice\s+mesh\b"),
)
_DEFINING = r"\s+(?:means|is|refers to|\()"
_COMMAND = r"npm|python|cargo|go|curl|make|sh|bash|\./"
_EXPECTATION = r"expect|output|returns|response|result"
_EXCERPT = 60
_STEERING = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"


class Findings(NamedTuple):
    """What is wrong with a plan, each in one or two lines and in the order of the report."""

    errors: list[str]
    warnings: list[str]

    def strict(self) -> Findings:
        """The same, the warnings being errors."""
        return Findings(self.errors + self.warnings, [])


def validate(text: str) -> Findings:
    """Checks the text of a plan whose lines end in LF."""
    lines = text.split("\n")
    errors = [*find_missing(lines), *find_phrases(lines), *find_progress(lines)]
    return Findings(errors, [*find_terms(lines), *find_validation(lines)])


def find_missing(lines: Sequence[str]) -> Iterator[str]:
    """Yields the required sections whose name no line that begins with `#` holds."""
    headings = "\n".join(line.lower() for line in lines if line.startswith("#"))
    for name in REQUIRED:
        if name.lower() not in headings:
            yield f"Missing required section: '{name}'"


def find_phrases(lines: Sequence[str]) -> Iterator[str]:
    """Yields each phrase that leaves something open, once for each line it stands on."""
    phrases = [(searcher(rf"\b{words}\b".replace(" ", r"\s+")), why) for words, why in PHRASES]
    for number, line in enumerate(lines, 1):
        for search, message in phrases:
            if search(line):
                yield f"Line {number}: {message}\n    '{line.strip()[:_EXCERPT]}...'"


def find_progress(lines: Sequence[str]) -> Iterator[str]:
    """Yields done items without a date in brackets, or that there is no item at all."""
    items = [
        (number, line)
        for number, line in section(lines, "Progress")
        if re.match(r"-\s*\[[ x]\]", line)
    ]
    for number, line in items:
        # The mark counts wherever it stands: an open item that quotes one is asked for a date.
        if "[x]" in line.lower() and not re.search(r"\(\d{4}-\d{2}-\d{2}", line):
            yield f"Line {number}: Completed item missing timestamp"
    if not items:
        yield "Progress section has no checkbox items"


def find_terms(lines: Sequence[str]) -> Iterator[str]:
    """Yields each term at its first use, unless it is defined somewhere or introduced by then."""
    introduced = introduction(lines)
    found = []
    for rank, (name, pattern) in enumerate(TERMS):
        search = searcher(pattern)
        numbers = [number for number, line in enumerate(lines, 1) if search(line)]
        if not numbers or numbers[0] >= introduced:
            continue
        if not any(is_defined(pattern, lines[number - 1]) for number in numbers):
            found.append((numbers[0], rank, name))
    for number, _, name in sorted(found):
        yield f"Line {number}: Term '{name}' used without definition"


def introduction(lines: Sequence[str]) -> int:
    """The line that completes the first `Context` or `Terms`; one past the last without either.

    Line ends are not read, so that a word may begin on one line and end on the next.
    """
    found = re.search("Context|Terms", "".join(lines))
    characters = 0
    for number, line in enumerate(lines, 1):
        characters += len(line)
        if found and characters >= found.end():
            return number
    return len(lines) + 1


def is_defined(pattern: str, line: str) -> bool:
    """Whether `line` says what the term is, or names it in round brackets."""
    # Nothing is looked at beyond the last bracket that closes: one that stays open would be read
    # to the end of the line, and so would each one after it.
    in_brackets = re.findall(r"\(([^)]*)\)", line[: line.rfind(")") + 1])
    search = searcher(pattern)
    return bool(searcher(pattern + _DEFINING)(line)) or any(map(search, in_brackets))


def find_validation(lines: Sequence[str]) -> Iterator[str]:
    """Yields what the validation section, without its sub-sections, does not name."""
    text = "\n".join(line for _, line in section(lines, "(?:Validation|Acceptance)"))
    if not re.search(_COMMAND, text):
        yield "Validation section may lack specific commands to run"
    if not re.search(_EXPECTATION, text, re.IGNORECASE):
        yield "Validation section may lack expected output/behavior"


def searcher(pattern: str) -> Callable[[str], object]:
    """Looks for `pattern` in any case; a true value when it is there."""
    return re.compile(pattern, re.IGNORECASE).search


def section(lines: Sequence[str], name: str) -> list[tuple[int, str]]:
    """The numbered lines below each heading that begins with the pattern `name`, up to a `#`."""
    found = []
    inside = False
    for number, line in enumerate(lines, 1):
        if re.match(rf"#+\s*{name}", line, re.IGNORECASE):
            inside = True
        elif line.startswith("#"):
            inside = False
        elif inside:
            found.append((number, line))
    return found


def render(findings: Findings) -> str:
    """The report, with a line end after its last line."""
    errors, warnings = findings
    blocks = []
    for title, mark, messages in (("ERRORS", "✗", errors), ("WARNINGS", "⚠", warnings)):
        if messages:
            rows = "".join(f"  {mark} {message}\n" for message in messages)
            blocks.append(f"{title} ({len(messages)}):\n{rows}")
    if errors:
        blocks.append(f"✗ Plan has {len(errors)} error(s)\n")
    else:
        review = f"  ({len(warnings)} warnings to review)\n" if warnings else ""
        blocks.append(f"✓ Plan structure is valid\n{review}")
    return "\n".join(blocks)


def read(name: str) -> str | None:
    """The text of a file, every line ending in LF; `None` when there is none.

    Raises `OSError` or `ValueError` when it is there and cannot be read as UTF-8.
    """
    try:
        return Path(name).read_text(encoding="utf-8")
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}:
            return None
        raise


def write(stream: TextIO, text: str) -> None:
    """Writes `text` as it is; what would steer a terminal, or cannot be encoded, as an escape."""
    if stream.isatty():
        text = re.sub(_STEERING, lambda found: ascii(found.group())[1:-1], text)
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def explain(name: str, error: Exception) -> None:
    """Says on stderr what cannot be read, and last the line that Python itself would end with."""
    sentence = f"{name or '.'} cannot be read: name a text file in UTF-8 that is open to this user."
    write(sys.stderr, f"{sentence}\n{type(error).__name__}: {error}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Reports on the plan that is named first in `argv`; returns 1 when there are errors."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments:
        write(sys.stdout, USAGE)
        return 1
    name = arguments[0]
    try:
        text = read(name)
    except (OSError, ValueError) as error:
        explain(name, error)
        return 1
    findings = Findings([f"File not found: {name}"], []) if text is None else validate(text)
    if "--strict" in arguments:
        findings = findings.strict()
    write(sys.stdout, render(findings))
    return 1 if findings.errors else 0


def add_findings(arguments: Sequence[str]) -> None:
    """Where it is asked for, says on stderr what an installed Milepost finds in the plan."""
    program = shutil.which("milepost")
    if os.environ.get("MILEPOST_COMPAT") != "off" or program is None or not arguments:
        return
    import subprocess  # Needed only here, and slow to load.

    sys.stdout.flush()
    command = [program, "check", "--output-format", "agent", "--", arguments[0]]
    # The program is the one that the user would run, and no shell reads the name of the file.
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    write(sys.stderr, (done.stdout + done.stderr).decode("utf-8", "replace"))


if __name__ == "__main__":
    code = main()
    add_findings(sys.argv[1:])
    sys.exit(code)
