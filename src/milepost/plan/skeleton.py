"""What a new section says: guidance for its author, to be replaced."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from milepost.plan.kinds import SectionKind
from milepost.plan.templates import is_template

if TYPE_CHECKING:
    from collections.abc import Sequence

LIVING_STATEMENT = (
    "This is a living document. `Progress`, `Surprises & Discoveries`, `Decision Log` and "
    "`Outcomes & Retrospective` are kept true while the work goes on, and every revision ends "
    "with a note at the bottom that says what changed and why."
)
"""The paragraph below the title of a new plan."""

TITLE = "Say in a few words what this plan is to achieve"
"""The title of a plan that has none yet; guidance as well."""

FIRST_ITEM = "Replace the guidance in every section, until `milepost check` finds none left."
"""The first open item of a new plan: real work, not guidance."""

SKELETON: dict[SectionKind, str] = {
    SectionKind.PURPOSE: (
        "Say what a person can do once this work is finished that they cannot do today, why they "
        "want it, and how they will see it working. Three or four sentences are enough; write "
        "them for somebody who does not know the code."
    ),
    SectionKind.PROGRESS: f"- [ ] {FIRST_ITEM}",
    SectionKind.SURPRISES: (
        "None yet. Whatever turns out otherwise than this plan expects is written here on the "
        "day it is found, with its proof:\n"
        "\n"
        "    - Observation: what was seen, and what had been expected.\n"
        "      Evidence: the few lines of output that show it."
    ),
    SectionKind.DECISIONS: (
        "None yet. Every choice between two ways is written here when it is made, the change of "
        "an earlier one included:\n"
        "\n"
        "    - Decision: what is done from now on.\n"
        "      Rationale: what spoke for it, and what for the way not taken.\n"
        "      Date/Author: 2026-01-31 09:30Z / who decided."
    ),
    SectionKind.OUTCOMES: (
        "None yet. At the end of each large step, and once more at the end of the plan, compare "
        "the result with the purpose above: what was reached, what is left, what was learnt."
    ),
    SectionKind.CONTEXT: (
        "Describe the present state for a reader who has never opened this repository. Name each "
        "file that matters by its path from the root and tell what it does for this work. Explain "
        "every word that is not everyday language at the place where it first appears.\n"
        "\n"
        "Tell what the environment must have for this work: versions, services, data, settings."
    ),
    SectionKind.WORK: (
        "Tell in order, as prose, what will be edited or added, in which file and at which "
        "function. Divide long work into parts headed `Milestone 1: its name`; for each, tell its "
        "goal, its work, what exists at its end, and the command that proves it.\n"
        "\n"
        "Where nobody knows yet whether something works, make finding out a milestone and call it "
        "a prototype: how it is run, which result keeps it, which one drops it, and what is done "
        "then."
    ),
    SectionKind.STEPS: (
        "Name the working directory, then give the commands in the order in which they are typed. "
        "Below each stand the lines it prints when all is well:\n"
        "\n"
        "    $ the command\n"
        "    the output that shows it worked"
    ),
    SectionKind.VALIDATION: (
        "Describe how somebody starts the result and what they then see: the exact command or "
        "input, and the exact output or status. A test is named together with what it prints "
        "before the change and after it:\n"
        "\n"
        "    $ the command\n"
        "    the output expected\n"
        "\n"
        "Say how a failure looks, too, so that it is recognised."
    ),
    SectionKind.RECOVERY: (
        "For each step, say what happens when it is run a second time. For each one that can stop "
        "half way or that removes something, say how to get back to the state before it.\n"
        "\n"
        "Name what the work leaves behind, and how it is removed at the end."
    ),
    SectionKind.ARTIFACTS: (
        "Keep here the short pieces of output, difference or code that a reader needs as proof. "
        "Each one is indented by four spaces and introduced by a sentence."
    ),
    SectionKind.INTERFACES: (
        "Name the libraries and services this work relies on, with their versions and the reason "
        "for each. Give the names and signatures that must exist at the end, with the file each "
        "of them lives in."
    ),
}
"""The body of each standard section in a new plan, without its heading.

Paragraphs and code blocks only, LF between lines, no blank line at either end.
"""


OWN_SECTION = (
    "This section is one of this project's own: say here what its heading asks for, so that "
    "somebody who reads only this plan needs nothing else to know it."
)
"""The body of a section that no standard knows."""

_SCRIPT_STEPS = (
    "Name the working directory, then give the commands in the order in which they are typed. The "
    "lines that each prints when all is well stand below it, indented by four spaces."
)
"""What the script `init_plan.py` says in Concrete Steps, on fewer lines than a block takes."""


def living_statement(titles: Sequence[str]) -> str:
    """A paragraph that says so of a plan that has living sections of these titles, if any."""
    statement = "This is a living document."
    if not titles:
        return statement
    *first, last = (f"`{title}`" for title in titles)
    named = f"{', '.join(first)} and {last} are" if first else f"{last} is"
    return f"{statement} {named} kept true while the work goes on."


_LONGEST_WORD = 32
"""Characters of a text that its first word and the space before it take, if it is guidance."""


# Every paragraph is asked about at every check, nearly all of them as the last time.
@lru_cache(maxsize=4096)
def is_guidance(text: str) -> bool:
    """Whether a paragraph, code block or title is guidance of a skeleton, however it is wrapped.

    Of ours, or of the guide that people copy theirs from.
    `FIRST_ITEM` and `LIVING_STATEMENT` are not guidance: they are meant to stay as they are.
    """
    # Hardly any paragraph begins as one of ours does.
    begins_so = not _first_words().isdisjoint(text[:_LONGEST_WORD].split(None, 1)[:1])
    return (begins_so and _unwrapped(text) in _guidance()) or is_template(text)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(text.split(None, 1)[0] for text in _guidance())


@cache
def _guidance() -> frozenset[str]:
    bodies = (body for kind, body in SKELETON.items() if kind is not SectionKind.PROGRESS)
    blocks = (block for body in bodies for block in body.split("\n\n"))
    return frozenset(map(_unwrapped, (f"# {TITLE}", _SCRIPT_STEPS, OWN_SECTION, *blocks)))


def _unwrapped(text: str) -> str:
    return " ".join(text.split())
