"""Laws that hold of every text: read, checked, fixed, edited and reported.

Each takes a text and a source of choices, and raises `AssertionError` where it is broken.
"""

from __future__ import annotations

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from milepost.buffer import Buffer
from milepost.compat import parse_progress, validate_plan
from milepost.diagnostics import INTERNAL_ERROR, Applicability, Diagnostic, Severity
from milepost.document import Document
from milepost.edits.checklist import former_tick, tick, untick
from milepost.lint.engine import lint
from milepost.lint.fixer import fix
from milepost.lint.profile import find_profile_choice
from milepost.lint.selection import DEFAULT, Selection
from milepost.lint.suppression import find_comments
from milepost.plan.changes import changes_between
from milepost.plan.identity import find_item, key_of
from milepost.report.changes import changes_data, render_changes
from milepost.report.diff import render_diff, unified_diff
from milepost.report.finding import CheckedPlan, Report
from milepost.report.formats import FORMATS, render, render_statistics
from milepost.report.progress import progress_data, render_overview, render_progress
from milepost.report.style import Style
from milepost.rule import EXAMPLE_FOLDER, EXAMPLE_ROOT
from milepost.text import EditSet, Source, Span
from milepost.text.diff import diff_edits
from support.rules import NOW, Files
from support.soundness import assert_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from milepost.lint.fixer import FixReport

AROUND = Files({"src/b.py": "", "docs/plans/a.md": "# A\n"}, EXAMPLE_ROOT, EXAMPLE_FOLDER)
_LATER = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
_STYLES = (Style(), Style(color=True, width=40, wraps=True), Style(unicode=False, width=60))
_STEERING = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_INERT = "milepost-forgive"
_REVEALING = {
    # A heading becomes the title, or that of a section, or a fenced text the plan; and what stood
    # in the middle of a word, or of a mark, goes.
    **dict.fromkeys(("MP105", "MP106", "MP109", "MP110", "MP114"), ("MP",)),
    # A line becomes an item.
    **dict.fromkeys(("MP208", "MP213"), ("MP2",)),
}
"""Fixes after which something is read for the first time, and what may then be found in it."""
_PIECES = (
    *("", "\n", "\r\n", "\n\n", " ", "\t", "x", "#", "## ", "- [ ] ", "```\n", "<!--", "-->", ">"),
    *("---\n", "===\n", "| - |\n", "    ", "## Progress\n", "](", "`", "[x]: y\n", "<div>\n"),
)


def reading_is_sound(text: str, _: Random) -> None:
    """What is read lies within the text, in order; the bytes come back as they were."""
    document = Document.parse(text)

    assert_sound(document)
    items = document.plan.items
    assert [find_item(document.plan, key_of(document.plan, each)) for each in items] == [*items]


def bytes_come_back(data: bytes) -> None:
    """Reading bytes and writing them changes none."""
    assert Source.decode(data).encode() == data


def reading_again_is_reading_anew(text: str, choose: Random) -> None:
    """After an edit, what is read again is what is read at first."""
    document = Document.parse(text)
    for _ in range(3):
        edits = some_edits(document.text, choose)
        document = document.edited(edits)
        anew = Document.parse(document.text)
        assert document.plan == anew.plan
        assert document.notes == anew.notes
        assert document.plan.records == anew.plan.records
        assert document.plan.revision_notes == anew.plan.revision_notes


def some_edits(text: str, choose: Random) -> EditSet:
    """One or two small edits, or one that moves or doubles a stretch of lines."""
    start = choose.randint(0, len(text))
    end = min(len(text), start + choose.choice((0, 0, 1, 3, 20, 90)))
    from_there = choose.randint(0, len(text))
    piece = choose.choice((*_PIECES, text[from_there : from_there + choose.randint(0, 60)]))
    return diff_edits(text, text[:start] + piece + text[end:])


def checking_finds_places(text: str, choose: Random) -> None:
    """No rule fails, every place lies in the text, and a rule alone finds what it finds."""
    document = Document.parse(text)
    found = lint(document, now=NOW, repository=AROUND).diagnostics
    for each in found:
        assert each.code != INTERNAL_ERROR, each.message
        spans = [each.span, *(other.span for other in each.related)]
        spans += [edit.span for edit in each.fix.edits.edits] if each.fix else []
        assert all(Span(0, len(text)).contains(span) for span in spans), each
    assert [each.span for each in found] == sorted(each.span for each in found)
    code = choose.choice(DEFAULT.rules).code
    chosen = Selection(select=(code,))
    alone = lint(document, chosen, now=NOW, repository=AROUND).diagnostics
    assert alone == tuple(each for each in found if each.code == code)
    find_profile_choice(document)


def fixing_settles(text: str, choose: Random) -> None:
    """Fixing comes to an end, leaves nothing to fix and brings no new error."""
    document = Document.parse(text)
    before = _errors(lint(document, now=NOW, repository=AROUND).diagnostics)
    for reach in (Applicability.SAFE, Applicability.UNSAFE):
        report = _mended(text, reach)
        assert report.converged, report.unsettled
        left = [each for each in report.result.diagnostics if each.fix and each.fix.edits]
        reachable = [each.code for each in left if each.fix and each.fix.applicability <= reach]
        assert reachable == []
        assert report.edits.apply(text) == report.document.text
        again = _mended(report.document.text, reach)
        assert again.document.text == report.document.text
        assert again.applied == ()
        new = _errors(report.result.diagnostics) - before
        may_be = tuple(one for each in report.applied for one in _REVEALING.get(each.code, ()))
        new = Counter({code: number for code, number in new.items() if not code.startswith(may_be)})
        assert new == Counter(), f"new after {reach.name}: {sorted(new)}"
        _assert_diff(document, report)


def _assert_diff(document: Document, report: FixReport) -> None:
    diff = unified_diff("a.md", document.source, report.document.source)
    assert bool(diff) is (document.text != report.document.text)
    render_diff(diff, _STYLES[0])


def fix_removes_its_finding(text: str, choose: Random) -> None:
    """A fix alone takes its own finding away, and a safe one no word."""
    found = _found(text)
    fixable = [each for each in found if each.fix is not None and each.fix.edits]
    is_fenced = text.lstrip().startswith(("```", "~~~"))
    for each in choose.sample(fixable, min(3, len(fixable))):
        assert each.fix is not None
        left = _found(each.fix.edits.apply(text))
        gone = _like(each, left) < _like(each, found)
        # Of fences in a fence around it all, one goes at a time.
        assert gone or is_fenced, f"{each.code} stays: {each.fix}"
    for each in fixable:
        assert_keeps_words(text, each)


def _like(one: Diagnostic, found: Iterable[Diagnostic]) -> int:
    return sum((each.code, each.message) == (one.code, one.message) for each in found)


_FENCES = frozenset("`~")


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf"}


MAY_GO: dict[str, Callable[[str], bool]] = {
    # A title is spelt as the format has it.
    "MP106": lambda _: True,
    # A fence goes with the word behind it.
    "MP109": lambda character: character in _FENCES or character.isalnum(),
    "MP110": lambda character: character in _FENCES or not character.isspace(),
    "MP114": _is_hidden,
    # The same moment, written otherwise.
    "MP204": lambda _: True,
    # One separator stands for another.
    "MP210": lambda character: not character.isalnum(),
    # The way to the root, which the repository knows.
    "MP405": lambda _: True,
    # Comments of ours.
    "MP902": lambda _: True,
}
"""What a safe fix may take away, by rule: a character of the text, and whether it may go."""


def assert_keeps_words(text: str, found: Diagnostic) -> None:
    """A safe fix loses nothing but what its rule says."""
    if found.fix is None or found.fix.applicability is not Applicability.SAFE:
        return
    # What steers a terminal goes as a whole.
    gone = (_STEERING.sub("", edit.span.cut(text)) for edit in found.fix.edits.edits)
    removed = Counter("".join(gone))
    added = Counter("".join(edit.text for edit in found.fix.edits.edits))
    may_go = MAY_GO.get(found.code, str.isspace)
    lost = {each for each in removed - added if not each.isspace() and not may_go(each)}
    assert lost == set(), f"{found.code} loses {lost}"


def comment_silences_what_it_names(text: str, choose: Random) -> None:
    """A suppression comment silences what it names where it stands, and nothing else."""
    if "milepost-" in text:
        return
    # What is wrong with such comments, and with front matter, none of them silences.
    found = [each for each in _found(text) if not each.code.startswith("MP9")]
    if not found:
        return
    one = choose.choice(found)
    row = Document.parse(text).lines.line_of(one.span.start)
    end = Document.parse(text).lines.content(row).end
    live = f"{text[:end]} <!-- milepost-disable-line {one.code} -->{text[end:]}"
    # A comment of the same length that says nothing: all else is equal.
    dead = live.replace("milepost-disable", _INERT)
    if not find_comments(Document.parse(live)):
        return
    result = lint(Document.parse(live), now=NOW, repository=AROUND)
    lines = Document.parse(dead).lines
    before = [each for each in _found(dead) if not each.code.startswith("MP9")]
    meant = [
        each
        for each in before
        if each.code == one.code and row in {(rows := lines.lines_of(each.span))[0], rows[-1]}
    ]
    kept = [each for each in result.diagnostics if not each.code.startswith("MP9")]
    assert _places(result.suppressed) == _places(meant)
    assert _places(kept) == _places(each for each in before if each not in meant)


def every_format_is_whole(text: str, choose: Random) -> None:
    """Every report can be written, is what its readers expect, and steers no terminal."""
    result = lint(Document.parse(text), now=NOW, repository=AROUND)
    title = Document.parse(text).plan.title
    plan = CheckedPlan("docs/a.md", text, title, result.diagnostics, result.suppressed)
    report, found = Report((plan,), (), "0"), result.diagnostics
    for name in FORMATS:
        style = choose.choice(_STYLES)
        shown = render(report, name, style)
        _assert_harmless(shown, style)
        if name in {"json", "sarif", "gitlab"}:
            json.loads(shown)
        elif name == "json-lines":
            assert len([json.loads(line) for line in shown.split("\n") if line]) == len(found)
        elif name == "junit":
            ET.fromstring(shown)
        elif name == "concise":
            assert len(shown.split("\n")) <= len(found) + 2
        elif name == "github":
            assert all(line.startswith("::") for line in shown.split("\n") if line)
    for name in ("full", "json"):
        _assert_harmless(render_statistics(report, name, _STYLES[0]), _STYLES[0])


def _assert_harmless(shown: str, style: Style) -> None:
    shown.encode()
    steering = set(shown) - ({"\x1b", "\n"} if style.color else {"\n"})
    assert not {each for each in steering if unicodedata.category(each) == "Cc"}
    assert not set("\u202e\u202d\u2066\u061c") & steering


def progress_can_be_told(text: str, choose: Random) -> None:
    """Progress, and what changed since another version, can be told of every plan."""
    document = Document.parse(text)
    for style in _STYLES:
        _assert_harmless(render_progress(document.plan, text, style), style)
        _assert_harmless(render_overview(document.plan, "a.md", style), style)
    json.dumps(progress_data(document.plan, text))
    after = document.edited(some_edits(text, choose))
    changes = changes_between(document, after)
    assert bool(changes) is (after.text != text)
    json.dumps(changes_data(changes))
    assert changes_between(document, document) == type(changes)()
    _assert_harmless(render_changes(changes), _STYLES[0])


def toggling_touches_one_item(text: str, choose: Random) -> None:
    """Ticking changes one mark and its stamp, and taking it back brings the text back."""
    document = Document.parse(text)
    items = document.plan.items
    for item in choose.sample(items, min(4, len(items))):
        edits = untick(document, item) if item.done else tick(document, item, _LATER)
        changed = document.edited(edits)
        assert len(changed.plan.items) == len(items)
        again = changed.plan.items[item.index]
        assert again.done is not item.done
        assert all(item.span.contains(edit.span) for edit in edits.edits)
        others = [each.span.cut(changed.text) for each in changed.plan.items if each != again]
        assert others == [each.span.cut(text) for each in items if each != item]
        if item.done and (item.stamp is not None or not item.in_progress):
            back = tick(changed, again, _LATER, former=former_tick(document, item))
            assert back.apply(changed.text) == text


def steps_can_be_taken_back(text: str, choose: Random) -> None:
    """Undo after undo leads to the first text, and redo after redo to the last."""
    buffer = Buffer(Document.parse(text))
    texts = [text]
    for _ in range(4):
        edits = some_edits(buffer.document.text, choose)
        buffer.apply(edits, expected=buffer.document.revision, label="edit")
        if edits:
            texts.append(buffer.document.text)
    for earlier in reversed(texts[:-1]):
        assert buffer.undo() is not None
        assert buffer.document.text == earlier
    for later in texts[1:]:
        assert buffer.redo() is not None
        assert buffer.document.text == later


def scripts_answer(text: str, _: Random) -> None:
    """The compatible scripts have an answer to every text."""
    progress = parse_progress.parse(text)
    parse_progress.render(progress)
    json.loads(parse_progress.render_json(progress))
    validate_plan.render(validate_plan.validate(text))


def _mended(text: str, reach: Applicability) -> FixReport:
    return fix(Document.parse(text), DEFAULT, reach, now=NOW, repository=AROUND)


def _found(text: str) -> tuple[Diagnostic, ...]:
    return lint(Document.parse(text), now=NOW, repository=AROUND).diagnostics


def _errors(found: Iterable[Diagnostic]) -> Counter[str]:
    return Counter(each.code for each in found if each.severity is Severity.ERROR)


def _places(found: Iterable[Diagnostic]) -> list[tuple[object, ...]]:
    # A message may quote the comment.
    return [(each.code, each.message.partition("`")[0], each.span) for each in found]


PLAN_LAWS: tuple[Callable[[str, Random], None], ...] = (
    reading_is_sound,
    reading_again_is_reading_anew,
    checking_finds_places,
    fixing_settles,
    fix_removes_its_finding,
    comment_silences_what_it_names,
    every_format_is_whole,
    progress_can_be_told,
    toggling_touches_one_item,
    steps_can_be_taken_back,
    scripts_answer,
)
"""Every law of this file about one text."""
