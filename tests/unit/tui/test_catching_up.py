"""What is new to the person, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.plan.kinds import SectionKind
from milepost.report.changes import render_changes
from milepost.text import Source
from milepost.text.diff import diff_edits
from milepost.tui.catching_up import Followed, News, reckon
from milepost.workspace.past import Step, Unseen

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
OPEN = "# T\n\n## Progress\n\n- [ ] one\n- [ ] two\n- [ ] three\n"


def ticked(text: str, *words: str) -> str:
    for word in words:
        text = text.replace(f"[ ] {word}", f"[x] {word}")
    return text


def follow(news: News, before: Document, text: str, *, own: bool) -> Document:
    after = before.edited(diff_edits(before.text, text))
    news.follow(Followed(before, after, diff_edits(before.text, text), own, NOW))
    return after


def after_steps(steps: Sequence[tuple[str, bool]], *, reckoned_each: bool) -> News:
    document = Document.parse(OPEN)
    news = News(document)
    for text, own in steps:
        document = follow(news, document, text, own=own)
        if reckoned_each:
            assert news.take(reckon(news.account))
    news.take(reckon(news.account))
    return news


STEPS: tuple[tuple[list[tuple[str, bool]], str, int], ...] = (
    ([], "nothing changed", 0),
    ([(ticked(OPEN, "one"), False)], "+1 done", 1),
    ([(ticked(OPEN, "one"), True)], "nothing changed", 1),
    ([(ticked(OPEN, "one"), True), (ticked(OPEN, "one", "two"), False)], "+1 done", 2),
    ([(ticked(OPEN, "one"), False), (ticked(OPEN, "one", "two"), True)], "+1 done", 2),
    ([(ticked(OPEN, "one"), False), (OPEN, False)], "nothing changed", 0),
    ([(ticked(OPEN, "one"), False), (OPEN, True)], "nothing changed", 0),
    ([(ticked(OPEN, "one"), True), (OPEN, False)], "1 reopened", 1),
)


@pytest.mark.parametrize("reckoned_each", [True, False])
@pytest.mark.parametrize(("steps", "words", "marks"), STEPS)
def test_what_others_did_is_new(
    steps: list[tuple[str, bool]], words: str, marks: int, *, reckoned_each: bool
) -> None:
    news = after_steps(steps, reckoned_each=reckoned_each)

    assert render_changes(news.changes) == words
    assert len(news.marks) == marks
    assert not news.is_waiting


@pytest.mark.parametrize(("steps", "words", "marks"), STEPS)
def test_it_is_the_same_after_a_restart(
    steps: list[tuple[str, bool]], words: str, marks: int
) -> None:
    past = tuple(Step(Source(text), own, NOW) for text, own in steps)
    text = steps[-1][0] if steps else OPEN

    news = News.recall(Document.parse(text), Unseen(Source(OPEN), past), NOW)

    assert render_changes(news.changes) == words
    assert len(news.marks) == marks


def test_what_the_history_does_not_have_yet_is_by_others() -> None:
    news = News.recall(Document.parse(ticked(OPEN, "one")), Unseen(Source(OPEN)), NOW)

    assert render_changes(news.changes) == "+1 done"
    assert [mark.own for mark in news.marks] == [False]


def test_what_the_history_has_of_this_session_is_told_once() -> None:
    first = Document.parse(OPEN)
    done = ticked(OPEN, "one")
    news = News.recall(first, Unseen(Source(OPEN), (Step(Source(done), True, NOW),)), NOW)
    assert not news.marks

    follow(news, first, done, own=True)
    news.take(reckon(news.account))
    assert not news.changes
    assert [mark.own for mark in news.marks] == [True]


def test_the_last_change_is_told_apart() -> None:
    document = Document.parse(OPEN)
    news = News(document)
    document = follow(news, document, ticked(OPEN, "one"), own=False)
    news.take(reckon(news.account))
    follow(news, document, ticked(OPEN, "one", "two"), own=False)
    news.take(reckon(news.account))

    assert render_changes(news.changes) == "+2 done"
    assert render_changes(news.latest) == "+1 done"


def test_what_was_reckoned_for_an_older_text_is_dropped() -> None:
    document = Document.parse(OPEN)
    news = News(document)
    document = follow(news, document, ticked(OPEN, "one"), own=False)
    account = news.account
    follow(news, document, ticked(OPEN, "one", "two"), own=False)

    assert not news.take(reckon(account))
    assert news.is_waiting


def test_what_is_seen_is_new_no_more() -> None:
    document = Document.parse(OPEN)
    news = News(document)
    document = follow(news, document, ticked(OPEN, "one"), own=False)
    news.see()
    assert news.marks == ()
    assert not news.changes

    follow(news, document, ticked(OPEN, "one", "two"), own=False)
    news.take(reckon(news.account))
    assert render_changes(news.changes) == "+1 done"


def test_names_of_sections_are_no_news() -> None:
    before = Document.parse(OPEN.replace("## Progress", "## Schritte"))
    news = News(before)
    named = Document.parse(before.source, aliases={"schritte": SectionKind.PROGRESS})
    news.follow(Followed(before, named, diff_edits(before.text, named.text), False, NOW))
    news.take(reckon(news.account))

    assert not news.changes


def test_the_persons_words_that_do_not_fit_any_more_are_left_out() -> None:
    document = Document.parse(OPEN)
    news = News(document)
    document = follow(news, document, OPEN.replace("two", "zwei"), own=False)
    follow(news, document, OPEN.replace("two", "due"), own=True)

    assert news.take(reckon(news.account))
    assert news.changes


def test_marks_of_earlier_sessions_have_their_age() -> None:
    early = NOW - timedelta(hours=3)
    unseen = Unseen(Source(OPEN), (Step(Source(ticked(OPEN, "one")), own=False, at=early),))

    news = News.recall(Document.parse(ticked(OPEN, "one")), unseen, NOW)

    assert [mark.at for mark in news.marks] == [early]
