"""What holds of every fix: it comes to an end, touches what it names, and loses nobody's words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from milepost.diagnostics import Applicability, Severity
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.fixer import fix
from milepost.lint.selection import DEFAULT, Selection
from milepost.lint.suppression import find_comments
from milepost.plan.model import BlockKind
from milepost.rule import EXAMPLE_FOLDER, EXAMPLE_ROOT
from milepost.rules import ALL_RULES
from support.plan_texts import mutated_samples, texts
from support.rules import NOW, Files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from milepost.diagnostics import Diagnostic
    from milepost.lint.fixer import FixReport
    from milepost.rule import Rule

SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE
AROUND = Files({"src/b.py": "", "docs/plans/a.md": "# A\n"}, EXAMPLE_ROOT, EXAMPLE_FOLDER)

plans = texts | mutated_samples()
each_reach = pytest.mark.parametrize("reach", [SAFE, UNSAFE], ids=["safe", "unsafe"])
law = settings()


def mended(text: str, reach: Applicability) -> FixReport:
    return fix(Document.parse(text), DEFAULT, reach, now=NOW, repository=AROUND)


def found_in(text: str) -> tuple[Diagnostic, ...]:
    return lint(Document.parse(text), now=NOW, repository=AROUND).diagnostics


def count(found: Iterable[Diagnostic]) -> Counter[str]:
    """How often each rule found something."""
    return Counter(each.code for each in found)


def errors(found: Iterable[Diagnostic]) -> Counter[str]:
    """How many errors each rule has found."""
    return count(each for each in found if each.severity is Severity.ERROR)


@each_reach
@law
@given(plans)
@example("## Progress\n\n- [] a\n-[ ] b\n")
@example("# T")
@example("```md\n# T\n```\n")
def test_fixing_comes_to_an_end_and_leaves_nothing_to_fix(reach: Applicability, text: str) -> None:
    report = mended(text, reach)

    assert report.converged, report.unsettled
    left = [each for each in report.result.diagnostics if each.fix is not None]
    assert [each.code for each in left if each.fix and each.fix.applicability <= reach] == []
    assert report.edits.apply(text) == report.document.text


@each_reach
@law
@given(plans)
def test_fixing_twice_changes_nothing_more(reach: Applicability, text: str) -> None:
    once = mended(text, reach).document

    twice = mended(once.text, reach)

    assert twice.document.text == once.text
    assert twice.applied == ()


@each_reach
@law
@given(plans)
def test_fixing_brings_no_new_error(reach: Applicability, text: str) -> None:
    report = mended(text, reach)

    new = errors(report.result.diagnostics) - errors(found_in(text))
    if "MP106" in count(report.applied):
        # Under its right name a section is read for the first time.
        new = Counter({code: number for code, number in new.items() if code[:3] != "MP2"})
    assert new == Counter()


@law
@given(plans, st.data())
def test_fix_alone_takes_its_own_finding_away(text: str, data: st.DataObject) -> None:
    fixable = [each for each in found_in(text) if each.fix is not None and each.fix.edits]
    assume(fixable)
    found = data.draw(st.sampled_from(fixable))
    assert found.fix is not None

    left = alike(found, found_in(found.fix.edits.apply(text)))

    # What the fix brings to light may well be of the same kind, but it stands elsewhere.
    at = found.fix.edits.map_offset(found.span.start)
    assert at not in {each.span.start for each in left}, found
    assert at is not None or len(left) < len(alike(found, found_in(text))), found


def alike(one: Diagnostic, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that say the same."""
    return [each for each in found if (each.code, each.message) == (one.code, one.message)]


_WAY = f"{EXAMPLE_ROOT}/"

# What a safe fix may take away, by rule: whether these characters, spaces left out, may go.
MAY_GO: dict[str, Callable[[str], bool]] = {
    # A title is spelt as the format has it, which is nearly as it was.
    "MP106": lambda lost: len(lost) <= 3,
    # A fence goes with the word behind it.
    "MP109": lambda lost: lost.strip("`~").isalnum() or not lost.strip("`~"),
    "MP110": lambda lost: lost.strip("`~").isalnum() or not lost.strip("`~"),
    "MP114": lambda lost: all(unicodedata.category(each) in {"Cc", "Cf"} for each in lost),
    # The same moment, written otherwise.
    "MP204": lambda lost: len(lost) <= 12,
    # One separator stands for another, or capitals for small letters.
    "MP210": lambda lost: not lost.strip(",;:，；：()（）CR"),
    # The way to the root, which the repository knows, once for each of the paths.
    "MP405": lambda lost: not Counter(lost) - Counter(_WAY * -(-len(lost) // len(_WAY))),
}


@law
@given(plans)
@example(f"Edit {_WAY}src/a.py.\n\nThen edit {_WAY}src/b.py.\n")
def test_safe_fix_keeps_every_word(text: str) -> None:
    for found in found_in(text):
        if found.fix is None or found.fix.applicability is not SAFE:
            continue
        removed = "".join(edit.span.cut(text) for edit in found.fix.edits.edits)
        added = "".join(edit.text for edit in found.fix.edits.edits)
        if found.code == "MP902":  # A comment of ours, or a code in one, and nothing else.
            assert re.fullmatch(r"\s*(?:<!-- milepost-[^<>]*-->|[\w\s,-]*)\s*", removed)
            continue
        lost = "".join((Counter(removed) - Counter(added)).elements())
        lost = "".join(each for each in lost if not each.isspace())
        assert not lost or MAY_GO.get(found.code, may_not)(lost), found


def may_not(_: str) -> bool:
    return False


# Suppression

INERT = "milepost-forgive"


def with_comment(text: str, row: int, comment: str) -> str:
    """The text with a comment at the end of a line."""
    lines = Document.parse(text).lines
    end = lines.content(row).end
    return f"{text[:end]} {comment}{text[end:]}"


def rows_of(text: str, found: Diagnostic) -> set[int]:
    """The lines that a finding counts for."""
    rows = Document.parse(text).lines.lines_of(found.span)
    return {rows[0], rows[-1]}


@law
@given(plans, st.data())
def test_comment_silences_exactly_what_it_names_on_its_line(text: str, data: st.DataObject) -> None:
    assume("milepost-" not in text)
    found = data.draw(st.sampled_from(found_in(text) or [None]))
    assume(found is not None)
    assert found is not None
    row = min(rows_of(text, found))
    # A comment of the same length that says nothing: all else is equal.
    live = with_comment(text, row, f"<!-- milepost-disable-line {found.code} -->")
    dead = live.replace("milepost-disable", INERT)
    assert len(dead) == len(live)
    assume(find_comments(Document.parse(live)))

    result = lint(Document.parse(live), now=NOW, repository=AROUND)

    before = found_in(dead)
    meant = [each for each in before if each.code == found.code and row in rows_of(dead, each)]
    kept = [each for each in result.diagnostics if not each.code.startswith("MP9")]
    assert said(result.suppressed) == said(meant)
    assert said(kept) == said(each for each in before if each not in meant)


@law
@given(plans, st.sampled_from(ALL_RULES))
def test_comment_for_the_file_silences_exactly_what_it_names(text: str, rule: Rule) -> None:
    assume("milepost-" not in text)
    code = rule.code
    live = f"{text}\n\n<!-- milepost-disable-file {code} -->\n"
    dead = live.replace("milepost-disable", INERT)
    assume(find_comments(Document.parse(live)))

    result = lint(Document.parse(live), now=NOW, repository=AROUND)

    before = found_in(dead)
    kept = [each for each in result.diagnostics if not each.code.startswith("MP9")]
    assert said(result.suppressed) == said(each for each in before if each.code == code)
    assert said(kept) == said(each for each in before if each.code != code)


def said(found: Iterable[Diagnostic]) -> list[tuple[object, ...]]:
    return [(each.code, each.message, each.span) for each in found]


@law
@given(plans, st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=1, max_size=4))
def test_plan_reads_the_same_when_unused_comments_are_gone(
    text: str, places: list[tuple[int, bool]]
) -> None:
    comment = "<!-- milepost-disable-line MP205, MP216 -- just so -->"
    commented = text
    for place, alone in places:
        row = place % len(Document.parse(commented).lines)
        if alone:
            start = Document.parse(commented).lines.start(row)
            commented = f"{commented[:start]}{comment}\n{commented[start:]}"
        else:
            commented = with_comment(commented, row, comment)
    chosen = Selection(select=("MP205", "MP216", "MP902"))

    report = fix(Document.parse(commented), chosen, SAFE, now=NOW)

    assert report.converged
    assert structure(report.document) == structure(Document.parse(commented))


_COMMENT = re.compile(r"<!-- milepost-(?:disable|enable)[^>]*-->")


def structure(document: Document) -> list[object]:
    """What the plan says, suppression comments left out."""
    blocks = []
    for block in document.plan.blocks:
        wording = "".join(_COMMENT.sub("", block.span.cut(document.text)).split())
        if wording or block.kind is not BlockKind.HTML:
            blocks.append((block.kind, block.level, block.quoted, wording))
    items = [
        (item.mark, item.depth, _COMMENT.sub("", item.text).split()) for item in document.plan.items
    ]
    return [blocks, items, list(document.plan.by_kind)]


@law
@given(plans)
def test_no_comment_means_nothing_suppressed(text: str) -> None:
    assume("milepost-" not in text)

    assert lint(Document.parse(text), now=NOW).suppressed == ()
