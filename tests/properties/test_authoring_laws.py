"""What a person adds, moves, rewords and takes away: what is meant happens, and nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from milepost.document import Document
from milepost.edits.draft import Draft
from milepost.edits.entries import append_entry
from milepost.edits.item_order import find_neighbour, goes_behind, move_item
from milepost.edits.items import add_item, delete_item, edit_item, start_item, words_of
from milepost.edits.moments import Moment, correct_stamp, remove_stamp
from milepost.edits.replacing import editable_span, replace_span
from milepost.edits.rereading import entry_facts, item_facts, section_facts
from milepost.edits.revision_notes import append_revision_note
from milepost.edits.splitting import remark_partial, split_item
from milepost.plan.kinds import SectionKind
from milepost.plan.living import entries_of, find_field
from milepost.plan.records import RecordForm
from support.plan_texts import mutated_samples, texts

if TYPE_CHECKING:
    from milepost.edits.rereading import ItemFacts

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
HOSTILE = (
    *("# x", "## Progress", "- [ ] y", "- [x] (2026-01-02) z", "```", "~~~ sh", "<!-- a", "-->"),
    *("> quoted", "---", "===", "| a | b |", "|---|---|", "1. one", "    code", "\tcode", "word"),
    *("Decision: no", "Rationale: none.", "Evidence: it. Date: 2026-01-01", "Revision note: x"),
    *("None yet.", "(completed: a; remaining: b)", "<pre>", "<<<<<<< HEAD", "a  ", "*b* `c`"),
    *("2026-01-02: said", "", "[x]: y", "\x07\x00\u2028", "é界🙂"),
)

plans = texts | mutated_samples()
typed = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), min_size=1, max_size=5).map(
    "\n".join
)


def facts(document: Document) -> list[ItemFacts]:
    return item_facts(document, document.plan.items)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@given(plans, typed, st.booleans(), st.data())
def test_one_item_more_and_the_others_as_they_were(
    text: str, words: str, done: bool, data: st.DataObject
) -> None:
    document = Document.parse(text)
    inside = [item for item in document.plan.items if item.in_progress]
    after = data.draw(st.sampled_from([None, *inside]))
    edits = add_item(document, words, now=NOW if done else None, after=after)
    assume(edits is not None)
    assert edits is not None
    new = document.edited(edits)

    assert len(facts(new)) == len(facts(document)) + 1
    assert not Counter(facts(document)) - Counter(facts(new))
    assert section_facts(new.plan.sections) == section_facts(document.plan.sections)
    (added,) = Counter(facts(new)) - Counter(facts(document))
    assert added.mark == ("x" if done else " ")
    inserted = edits.edits[0]
    if not inserted.span:
        assert letters(words) in letters(inserted.text)


@given(plans, st.data())
def test_plain_words_can_be_added_wherever_items_are(text: str, data: st.DataObject) -> None:
    document = Document.parse(text)
    inside = [item for item in document.plan.items if item.in_progress and item.depth == 0]
    assume(inside)
    after = data.draw(st.sampled_from(inside))
    edits = add_item(document, "Count to ten.", after=after)

    assert edits is not None
    added = facts(document.edited(edits))
    assert sum(each.text == "Count to ten." for each in added) == 1


@given(plans, typed, st.data())
def test_deleting_what_was_added_brings_the_text_back(
    text: str, words: str, data: st.DataObject
) -> None:
    document = Document.parse(text)
    inside = [item for item in document.plan.items if item.in_progress]
    assume(inside)
    after = data.draw(st.sampled_from(inside))
    edits = add_item(document, words, after=after)
    assume(edits is not None)
    assert edits is not None
    new = document.edited(edits)
    at = edits.edits[0].span.start
    added = next(item for item in new.plan.items if item.mark_span.start >= at)
    back = delete_item(new, added)

    assert back is not None
    assert facts(new.edited(back)) == facts(document)
    if document.text[after.tree_span.end : after.tree_span.end + 1] in ("", "\n", "\r"):
        assert back.apply(new.text).split() == text.split()


@given(plans, st.data(), st.booleans())
def test_moving_keeps_every_item(text: str, data: st.DataObject, down: bool) -> None:
    document = Document.parse(text)
    assume(document.plan.items)
    item = data.draw(st.sampled_from(document.plan.items))
    other = find_neighbour(document.plan, item, down=down)
    assume(other is not None)
    assert other is not None
    behind = goes_behind(item, other, down=down)
    edits = move_item(document, item, other, behind=behind)
    if edits is None:
        return
    new = document.edited(edits)

    def said(each: Document) -> Counter[tuple[str, str, str]]:
        return Counter((one.mark, one.text, one.stamp) for one in facts(each))

    assert said(new) == said(document)
    assert Counter(new.text.replace(">", " ").split()) == Counter(text.replace(">", " ").split())


@given(plans, typed, st.data())
def test_an_item_is_reworded_alone(text: str, words: str, data: st.DataObject) -> None:
    document = Document.parse(text)
    assume(document.plan.items)
    item = data.draw(st.sampled_from(document.plan.items))
    assert not edit_item(document, item, words_of(document, item))
    edits = edit_item(document, item, words)
    if edits:
        new = document.edited(edits)
        old, now = facts(document), facts(new)
        was, now_is = old[item.index], now[item.index]
        assert was.stamp in ("", now_is.stamp)
        assert now_is._replace(text="", stamp="") == was._replace(text="", stamp="")
        assert [*now[: item.index], *now[item.index + 1 :]] == [
            *old[: item.index],
            *old[item.index + 1 :],
        ]
        if was.stamp == now_is.stamp and edits.apply(text).count("\\") == text.count("\\"):
            assert not edit_item(new, new.plan.items[item.index], words)


@given(plans, st.data())
def test_marks_and_stamps_change_nothing_else(text: str, data: st.DataObject) -> None:
    document = Document.parse(text)
    assume(document.plan.items)
    item = data.draw(st.sampled_from(document.plan.items))
    started, stamped = start_item(document, item), correct_stamp(document, item, Moment(NOW))
    for edits in (started, stamped, remove_stamp(document, item)):
        if edits is not None:
            old, new = facts(document), facts(document.edited(edits))
            assert old[: item.index] == new[: item.index]
            assert old[item.index + 1 :] == new[item.index + 1 :]
    if stamped is not None:
        stamp = facts(document.edited(stamped))[item.index].stamp
        assert stamp.startswith("2026")
        assert facts(document.edited(stamped))[item.index].mark == item.mark


@given(plans, typed, typed, st.data())
def test_splitting_makes_two_of_one(text: str, done: str, rest: str, data: st.DataObject) -> None:
    document = Document.parse(text)
    assume(document.plan.items)
    item = data.draw(st.sampled_from(document.plan.items))
    edits = split_item(document, item, done, rest, NOW)
    if edits is not None:
        new = document.edited(edits)
        assert len(facts(new)) == len(facts(document)) + 1
        first, second = new.plan.items[item.index : item.index + 2]
        assert (first.done, second.done) == (True, False)
    remark = remark_partial(document, item, done, rest)
    if remark:
        partial = document.edited(remark).plan.items[item.index].partial
        assert partial is not None
        assert letters(partial.completed) == letters(done)


kinds = st.sampled_from((SectionKind.DECISIONS, SectionKind.SURPRISES, SectionKind.OUTCOMES))


@given(plans, kinds, typed, typed, typed)
def test_one_entry_more_that_says_what_was_given(
    text: str, kind: SectionKind, words: str, why: str, proof: str
) -> None:
    document = Document.parse(text)
    decision, surprise = kind is SectionKind.DECISIONS, kind is SectionKind.SURPRISES
    draft = Draft(kind, words, NOW, why if decision else "", proof if surprise else "", "Jo")
    edits = append_entry(document, draft)
    assume(edits is not None)
    assert edits is not None
    new = document.edited(edits)
    old, now = entry_facts(document.plan.records), entry_facts(new.plan.records)

    assert len(now) == len(old) + 1 or len(entries_of(new.plan, kind)) == 1
    assert facts(new) == facts(document)
    (added,) = [
        entry
        for entry, fact in zip(new.plan.records, now, strict=True)
        if fact not in old or now.count(fact) > old.count(fact)
    ][-1:]
    for label, value in (("rationale", draft.rationale), ("evidence", draft.evidence)):
        if letters(value) and added.form is not RecordForm.TABLE:
            field = find_field(added, label)
            assert field is not None
            assert letters(field.text) == letters(value)


@given(plans, typed)
def test_one_revision_note_more(text: str, words: str) -> None:
    document = Document.parse(text)
    edits = append_revision_note(document, words, NOW)
    if edits is not None:
        new = document.edited(edits)
        notes = [note.text for note in document.plan.revision_notes]
        assert [note.text for note in new.plan.revision_notes][:-1] == notes
        assert facts(new) == facts(document)


@given(plans, typed, st.data())
def test_a_section_is_rewritten_alone(text: str, words: str, data: st.DataObject) -> None:
    document = Document.parse(text)
    assume(document.plan.sections)
    section = data.draw(st.sampled_from(document.plan.sections))
    span = editable_span(document, section)
    assert not replace_span(document, span, span.cut(document.text))
    edits = replace_span(document, span, words)
    if edits:
        assert all(span.contains(edit.span) for edit in edits.edits)
        old = [each for each in document.plan.sections if not span.contains(each.heading)]
        new = document.edited(edits)
        end = span.start + len(new.text) - len(document.text) + len(span)
        now = [
            each
            for each in new.plan.sections
            if not (span.start <= each.heading.start and each.heading.end <= end)
        ]
        assert section_facts(now) == section_facts(old)
