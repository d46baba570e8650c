"""MP604: a milestone that does not say how to see that it is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.model import CODE_KINDS, BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.query import blocks_within, standard_section_at, validation_sections
from milepost.plan.wording import is_english
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Section
    from milepost.rule import RuleContext

_PROOF = (
    r"(?i)\b(?:accept\w*|appears?|assert\w*|bench\w*|check\w*|compiles?|confirm\w*|coverage|criteri\w+"
    r"|demonstrat\w*|done when|exits?|expect\w*|fails?|gates?|goldens?|green|identical|inspect\w*"
    r"|lint\w*|measur\w+|no longer|observ\w*|outcomes?|outputs?|pass(?:es|ed|ing)?|prints?"
    r"|prov(?:e|es|en|ing)|proofs?|profil\w+|rejects?|results?|returns?"
    r"|(?:can|should|will|must|now|you|we|to) see|run\s[^.;]{1,80}\ssee|seen|shows?|smoke"
    r"|snapshots?|succe\w+|test\w*|typecheck\w*|unchanged|valid\w*|verif\w*|visible|works)\b"
    r"|->|→|=>|\b[0-9]+(?:\.[0-9]+)?\s?(?:ms|%|passed)"
)
_CHECKS = (
    r"(?i)(?:\b|_)(?:assert|bench|check|curl|expect|lint|smoke|specs?|tests?|typecheck|verify)"
)
"""What proves something in a block of code."""
_WORDS = frozenset({BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.HEADING})
_PROOF_SECTIONS = frozenset({SectionKind.STEPS, SectionKind.VALIDATION, SectionKind.ARTIFACTS})
_HOUSEKEEPING = (
    r"(?i)\b(?:archive|clean-?up|commit|handoff|hand-off|housekeeping|prerequisites?|release notes"
    r"|wrap-?up|baseline|research|spike|optional|cancelled|dropped|deferred|superseded)\b"
)
_NAMED = r"\b(?:milestones?|phases?|stages?)\s([^.\n]{1,30})|\bm([0-9]+[a-z]?)\b"
_FEWEST_WORDS = 12


class MilestoneWithoutProof(Rule):
    """A milestone does not say how to see that it is reached.

    ## What it does

    Reads the text under every heading that names a milestone, a stage or a phase, sub-headings and
    code included, for any word of proof: a test, a check, an expected result, something that is
    seen or measured. A milestone whose number comes up in the steps or in the validation has its
    proof there. Milestones of a few words, housekeeping such as archiving the plan, and text in
    other languages than English are left alone.

    ## Why

    Milestones are the places where the work can stop and be judged. One that nobody can verify is
    declared reached, and its faults are found two milestones later.

    ## When to suppress

    When the milestone is proved together with the next one and its text says so in other words.
    """

    code = "MP604"
    name = "milestone-without-proof"
    severity = Severity.INFO
    examples = (
        Example(
            bad=(
                "## Plan of Work\n\n### Milestone 1: the route\n\nAdd the route in `src/app.py`, "
                "move the handler into a file of its own, and describe both in the guide.\n"
            ),
            good=(
                "## Plan of Work\n\n### Milestone 1: the route\n\nAdd the route in `src/app.py`, "
                "move the handler into a file of its own, and describe both in the guide. GET "
                "/health then returns 200.\n"
            ),
        ),
    )
    silent = (
        "## Plan of Work\n\n### Milestone 1: the route\n\nAdd the route in `src/app.py`, move the "
        "handler into a file of its own, and describe both in the guide.\n\n"
        "## Validation and Acceptance\n\nAfter milestone 1 the page answers.\n",
        "## Plan of Work\n\n### Milestone 1: the route\n\nAdd the route.\n",
        "## Plan of Work\n\n### Milestone 1: the route\n\nAdd the route in `src/app.py`, move the "
        "handler into a file of its own, run `curl localhost/health`, and see `ok`.\n",
        "## Plan of Work\n\n### Milestone 2: archive the plan\n\nMove this file to the folder of "
        "the plans that are done, and name it for the day on which that was.\n",
        "## Progress\n\n### Milestone 1\n\nAdd the route in `src/app.py`, move the handler into a "
        "file of its own, and describe both in the guide.\n",
        "## 工作计划\n\n### 里程碑 1\n\n添加路由，并把处理函数移到单独的文件中，然后写入指南。\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per milestone, at its heading."""
        plan = context.plan
        proved: frozenset[str] | None = None
        for milestone in plan.milestones:
            section = plan.sections[milestone.section]
            home = standard_section_at(plan, section.span.start)
            if home is not None and home.kind is not None and home.kind.living:
                continue
            if not _lacks_proof(context, section):
                continue
            proved = _proved_elsewhere(context) if proved is None else proved
            if milestone.number.casefold() not in proved:
                yield self.report(
                    section.heading, "this milestone does not say how to see that it is reached"
                )


def _lacks_proof(context: RuleContext, section: Section) -> bool:
    if compiled(_HOUSEKEEPING).search(section.title):
        return False
    words = section.title
    for block in blocks_within(context.plan, section.body):
        piece = block.span.cut(context.text)
        if block.kind in CODE_KINDS:
            if compiled(_CHECKS).search(piece):
                return False
        elif block.kind in _WORDS:
            words += f" {piece}"
    if compiled(_PROOF).search(words):
        return False
    return len(words.split()) >= _FEWEST_WORDS and is_english(words.lower())


def _proved_elsewhere(context: RuleContext) -> frozenset[str]:
    """The milestones named in the sections that hold the proofs of others, by their numbers."""
    plan = context.plan
    standard = [section for kind in _PROOF_SECTIONS if (section := plan.section(kind))]
    spans = {section.body for section in (*standard, *validation_sections(plan))}
    return frozenset(
        word
        for span in spans
        for named in compiled(_NAMED).finditer(span.cut(context.text).casefold())
        for word in compiled(r"\w+").findall(named[1] or named[2])
    )
