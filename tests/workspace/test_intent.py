from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.edits.checklist import former_tick
from milepost.plan.identity import key_of
from milepost.text import EditSet, Source, Span
from milepost.workspace.intent import Intent, OnItem, replacing, replay, ticking, unticking

if TYPE_CHECKING:
    from milepost.workspace.intent import Resolve

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
STAMP = "(2026-03-04 09:30Z)"
TEXT = f"## Progress\n\n- [x] {STAMP} one\n- [ ] two\n- [ ] three\n"


@pytest.fixture
def document() -> Document:
    return Document.parse(TEXT)


def resolved(resolve: Resolve, text: str) -> str | None:
    edits = resolve(Document.parse(text))
    return None if edits is None else edits.apply(text)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (TEXT, TEXT.replace("- [ ] two", f"- [x] {STAMP} two")),
        ("## Progress\n- [ ] two\n", f"## Progress\n- [x] {STAMP} two\n"),
        ("## Progress\n- [ ] 0\n- [~] two\n", f"## Progress\n- [ ] 0\n- [x] {STAMP} two\n"),
        ("## Progress\n- [x] (2026-01-02) two\n", "## Progress\n- [x] (2026-01-02) two\n"),
        ("- [ ] two\n", "- [x] two\n"),
        ("## Progress\n- [ ] too\n", None),
        ("", None),
    ],
)
def test_ticking_finds_its_item_in_any_text(
    document: Document, text: str, after: str | None
) -> None:
    assert resolved(ticking(document, document.plan.items[1], NOW), text) == after


def test_ticking_again_brings_the_former_stamp(document: Document) -> None:
    one = document.plan.items[0]
    former = former_tick(document, one)
    opened = Document.parse(TEXT.replace(f"[x] {STAMP}", "[ ]"))
    later = datetime(2026, 5, 6, tzinfo=UTC)

    resolve = ticking(opened, opened.plan.items[0], later, former)

    assert resolved(resolve, opened.text) == TEXT


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (TEXT, TEXT.replace(f"[x] {STAMP} one", "[ ] one")),
        ("## Progress\n- [x] (2026-01-02) one\n", "## Progress\n- [ ] one\n"),
        ("## Progress\n- [ ] one\n", "## Progress\n- [ ] one\n"),
        ("## Progress\n- [x] won\n", None),
    ],
)
def test_unticking_finds_its_item_in_any_text(
    document: Document, text: str, after: str | None
) -> None:
    assert resolved(unticking(document, document.plan.items[0]), text) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (TEXT, TEXT.replace("two", "2")),
        (TEXT.replace("one", "uno"), TEXT.replace("one", "uno").replace("two", "2")),
        (f"# A\n{TEXT}", f"# A\n{TEXT}".replace("two", "2")),
        (TEXT.replace("- [ ] two\n", ""), None),
        (TEXT.replace("two", "deux"), None),
    ],
)
def test_text_edits_are_carried_over_to_any_text(text: str, after: str | None) -> None:
    at = TEXT.index("two")

    assert resolved(replacing(TEXT, EditSet.replace(Span(at, at + 3), "2")), text) == after


@pytest.mark.parametrize("on_aim", [True, False])
def test_text_edits_off_their_aim_are_not_made(on_aim: bool) -> None:
    seen: list[tuple[str, EditSet]] = []

    def aim(document: Document, edits: EditSet) -> bool:
        seen.append((document.text, edits))
        return on_aim

    edits = EditSet.replace(Span(0, 2), "#")
    resolve = replacing(TEXT, edits, aim)

    assert resolved(resolve, TEXT) == (TEXT.replace("##", "#") if on_aim else None)
    assert seen == [(TEXT, edits)]


@pytest.mark.parametrize(
    ("text", "part", "on_aim"),
    [
        (TEXT, "[ ] two", True),
        (TEXT, "[ ] three", False),
        (f"- [ ] zero\n{TEXT}", "[ ] two", True),
        (TEXT.replace("two", "2"), "[ ] 2", False),
    ],
)
def test_aim_is_within_the_item(document: Document, text: str, part: str, on_aim: bool) -> None:
    aim = OnItem(key_of(document.plan, document.plan.items[1]))
    start = text.index(part)

    assert aim(Document.parse(text), EditSet.replace(Span(start, start + 3), "[x]")) is on_aim


def intent(number: int, resolve: Resolve, before: Document) -> Intent:
    edits = resolve(before)
    assert edits is not None
    return Intent(number, f"step {number}", resolve, before, before.edited(edits))


@pytest.fixture
def intents(document: Document) -> tuple[Intent, Intent]:
    """Ticks the second and the third item."""
    first = intent(1, ticking(document, document.plan.items[1], NOW), document)
    second = intent(2, ticking(first.after, first.after.plan.items[2], NOW), first.after)
    return first, second


def test_on_the_text_they_were_made_for_nothing_is_read_again(
    document: Document, intents: tuple[Intent, Intent]
) -> None:
    replayed = replay(document, intents)

    assert replayed.document is intents[1].after
    assert replayed.lost == ()


def test_without_intents_nothing_happens(document: Document) -> None:
    assert replay(document, ()).document is document


def test_on_another_text_each_is_resolved_anew(intents: tuple[Intent, Intent]) -> None:
    theirs = Document.parse(TEXT.replace("one", "uno"))

    replayed = replay(theirs, intents)

    done = TEXT.replace("one", "uno")
    for wording in ("two", "three"):
        done = done.replace(f"[ ] {wording}", f"[x] {STAMP} {wording}")
    assert replayed.document.text == done
    assert replayed.lost == ()


def test_what_finds_no_place_is_left_out_and_reported(intents: tuple[Intent, Intent]) -> None:
    theirs = Document.parse(TEXT.replace("- [ ] two\n", ""))

    replayed = replay(theirs, intents)

    assert replayed.document.text == theirs.text.replace("[ ] three", f"[x] {STAMP} three")
    assert replayed.lost == (intents[0],)


def test_what_is_done_already_changes_nothing(intents: tuple[Intent, Intent]) -> None:
    theirs = Document.parse(TEXT.replace("[ ] t", "[x] t"))

    replayed = replay(theirs, intents)

    assert replayed.document is theirs
    assert replayed.lost == ()


def test_another_wrapping_of_the_same_text_is_another_text(
    intents: tuple[Intent, Intent],
) -> None:
    marked = Document.parse(Source(TEXT, bom=True))

    replayed = replay(marked, intents)

    assert replayed.document.source == Source(intents[1].after.text, bom=True)
