"""What keeps a plan from being started, and from being called finished."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given

from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.readiness import START_CODES, Lack, lacks_to_finish, lacks_to_start
from milepost.lint.selection import Selection
from milepost.rules import ALL_RULES
from support.plan_texts import SAMPLES, mutated_samples

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DONE = "# T\n\n## Progress\n\n- [x] (2026-01-01 09:00Z) A.\n"
TOLD = "\n## Outcomes & Retrospective\n\nThe route answers.\n"


def start(text: str, selection: Selection | None = None) -> tuple[Lack, ...]:
    document = Document.parse(text)
    return lacks_to_start(lint(document, selection or Selection(), now=NOW).diagnostics)


def finish(text: str) -> list[str]:
    return [lack.message for lack in lacks_to_finish(Document.parse(text))]


def test_codes_are_those_of_rules_and_named_beside_them() -> None:
    assert {rule.code for rule in ALL_RULES} >= START_CODES


def test_plan_of_others_is_fit_to_be_started() -> None:
    finished = next(text for text in SAMPLES if "nightly" in text)

    assert start(finished) == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("# T\n\n## Progress\n\n- [ ] A.\n", {"MP101"}),
        ("## Plan of Work\n\nAdd what is TBD.\n", {"MP501"}),
        ("## Plan of Work\n\n## Interfaces and Dependencies\n\nOne.\n", {"MP104"}),
        ("## Validation and Acceptance\n\nLook at it.\n", {"MP601", "MP602"}),
    ],
)
def test_findings_are_in_the_way(text: str, codes: set[str]) -> None:
    assert {lack.code for lack in start(text)} >= codes


def test_remarks_are_not_in_the_way() -> None:
    found = lint(Document.parse(DONE), now=NOW).diagnostics

    told = {lack.code for lack in lacks_to_start(found)}
    assert {each.code for each in found} > told


def test_what_the_project_does_not_look_for_is_not_in_the_way() -> None:
    text = "## Plan of Work\n\nAdd what is TBD.\n"

    assert "MP501" not in {lack.code for lack in start(text, Selection(ignore=("MP501",)))}


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (DONE + TOLD, []),
        (DONE + "- [ ] B (cancelled: not asked for).\n" + TOLD, []),
        (DONE + "- [ ] B (blocked: no key).\n" + TOLD, []),
        (DONE + "- [ ] B.\n" + TOLD, ["item 2 is open: B."]),
        (DONE + "- [ ]\n" + TOLD, ["item 2 is open"]),
        (
            DONE + "- [ ] B (completed: b; remaining: c).\n" + TOLD,
            ["item 2 is done in part: B (completed: b; remaining: c)."],
        ),
        (DONE + "- [!] B\n" + TOLD, ["item 2 is blocked or put off and does not say why: B"]),
        (DONE + f"- [ ] {'word ' * 30}\n" + TOLD, [f"item 2 is open: {('word ' * 12)[:59]}…"]),
        (DONE, ["no outcome is recorded"]),
        (
            DONE + "\n## Outcomes & Retrospective\n\nNone yet.\n",
            ["no outcome is recorded"],
        ),
        (DONE + "\n## Results\n\nIt answers.\n", []),
        (
            DONE + "\n## Decision Log\n\nNone yet.\n" + TOLD,
            ["Decision Log still says that something is to come"],
        ),
        (DONE + "\n## Decision Log\n\nNone.\n" + TOLD, []),
        (
            DONE + TOLD + "\n- Lessons: to be filled in.\n",
            ["Outcomes & Retrospective still says that something is to come"],
        ),
        (
            "# T\n\n## Progress\n\nSoon.\n" + TOLD,
            ["there is no item in Progress that could be done"],
        ),
        (
            "",
            ["there is no item in Progress that could be done", "no outcome is recorded"],
        ),
        (DONE + TOLD + "\n## Plan of Work\n\n- [ ] Not counted.\n", []),
    ],
)
def test_plan_is_finished_when_every_intention_has_ended(text: str, messages: list[str]) -> None:
    assert finish(text) == messages


@given(mutated_samples())
def test_every_text_gets_a_verdict_in_file_order(text: str) -> None:
    lacks = lacks_to_finish(Document.parse(text))

    spans = [lack.span for lack in lacks]
    assert spans == sorted(spans)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
