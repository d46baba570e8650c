"""Sentences that leave the reader without what they need, and their harmless neighbours."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Severity
from milepost.lint.selection import Selection
from support.rules import findings


def found_in(code: str, sentence: str, section: str = "Plan of Work") -> list[Severity]:
    text = f"# T\n\n## {section}\n\n{sentence}\n"
    return [each.severity for each in findings(text, Selection(select=(code,)))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Use the field names that were agreed in the Slack thread.",
        "The requirements are in the Slack channel.",
        "The requirements are in the #payments Slack channel.",
        "Build the form as described in Confluence.",
        "Build the form as described in Notion.",
        "The states are listed in Jira, one by one.",
        "See the Jira ticket for details.",
        "Name the columns as described in the wiki.",
        "Name the columns as described in the ticket.",
        "Name the columns as described in the issue tracker.",
        "Follow the steps in the wiki.",
        "Then run the steps from the team wiki.",
        "Ask the team which port to use.",
        "If the port is taken, ask the platform team.",
        "Ask Sarah which port to use.",
        "Reach out to the database owners.",
        "Check with Priya about the quota.",
    ],
)
def test_what_the_reader_does_not_have_is_found(sentence: str) -> None:
    assert found_in("MP401", sentence) == [Severity.ERROR]


@pytest.mark.parametrize("sentence", ["See PR #123.", "For details, see issue 45.", "As in PR #7"])
def test_a_change_that_says_it_all_is_an_info(sentence: str) -> None:
    assert found_in("MP401", sentence) == [Severity.INFO]


@pytest.mark.parametrize(
    "sentence",
    [
        "See PR #123. The retry waits one second longer each time it fails.",
        "See [PR #123](https://example.com/pull/123).",
        "Post the summary in the Slack channel that the user chose.",
        "Read the Slack token from the environment and follow the Jira webhook.",
        "Sync every page of Notion to the local store.",
        "Interpolate in linear light, as listed in `docs/light.md`.",
        "Follow the steps in the wiki at docs/wiki/release.md.",
        "Do not ask the team.",
        "Add a button to ask the team for access.",
        "Ask Codex which file it changed.",
        "Ask whether the port is taken.",
        "Users ask Sarah for access today.",
        "Nothing here is described in Confluence.",
    ],
)
def test_what_the_reader_needs_not_is_left_alone(sentence: str) -> None:
    assert found_in("MP401", sentence) == []


def test_records_may_name_conversations() -> None:
    assert found_in("MP401", "- [x] (2026-01-01 09:00Z) Ask the team.", "Progress") == []
    assert found_in("MP401", "See PR #123.", "Outcomes & Retrospective") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Performance is acceptable.",
        "The performance should be good.",
        "The page loads fast.",
        "The form looks good and the page loads quickly.",
        "The interface is responsive.",
        "Scrolling stays smooth while the agent writes.",
    ],
)
def test_acceptance_without_a_figure_is_found(sentence: str) -> None:
    assert found_in("MP504", sentence, "Validation and Acceptance")


@pytest.mark.parametrize(
    "sentence",
    [
        "The page loads fast: within 200 ms.",
        "The performance is good enough to scroll 5,000 rows.",
        "Commit once the form looks good.",
        "The smooth curve is kept.",
        "It is as smooth as before.",
    ],
)
def test_acceptance_with_a_measure_is_left_alone(sentence: str) -> None:
    assert found_in("MP504", sentence, "Validation and Acceptance") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Handle errors properly.",
        "Handle all errors appropriately.",
        "Parse the header and handle invalid input gracefully.",
        "- Handle failures and timeouts correctly",
    ],
)
def test_handling_without_a_word_on_how_is_found(sentence: str) -> None:
    assert found_in("MP502", sentence) == [Severity.WARNING]


@pytest.mark.parametrize(
    "sentence",
    [
        "Handle errors gracefully by answering 404.",
        "Handle errors gracefully. Answer 404 where there is no such record.",
        "- Handle errors gracefully\n  - an unknown record is a 404",
        "Handle errors gracefully:\n\n    return 404",
        "Handle errors gracefully\n\n    return 404",
        "The server handles errors gracefully.",
        "Explain how to handle errors properly in the guide.",
    ],
)
def test_handling_that_is_explained_is_left_alone(sentence: str) -> None:
    assert found_in("MP502", sentence) == []
