"""Prose is what the author says in sentences, and every word of it can be found in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.plan.prose import CODE, COMMENT, QUOTED, TARGET, lowered
from milepost.text import Source
from support.corpus import corpus_plans, corpus_variants, needs_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.plan.prose import Prose

MASKS = {CODE: "c", TARGET: "t", COMMENT: "m", QUOTED: "q"}


def prose_of(text: str) -> Prose:
    return Document.parse(text).prose


def shown(text: str) -> str:
    """The author's own words with a letter for each run of masked characters."""
    own = prose_of(text).own
    for mask, letter in MASKS.items():
        own = re.sub(f"{mask}+", f"<{letter}>", own)
    return own


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("One line.\n", "One line.\n"),
        ("Folded\nover\nlines.\n", "Folded over lines.\n"),
        ("Folded\r\nover CRLF.\r\n", "Folded over CRLF.\n"),
        ("# A heading #\n\nText.\n", "A heading\nText.\n"),
        ("- one\n  goes on\n- two\n", "one goes on\ntwo\n"),
        ("Run `make test` now.\n", "Run <c> now.\n"),
        ("Run ``a ` b`` now.\n", "Run <c> now.\n"),
        ("A lone ` tick.\n", "A lone ` tick.\n"),
        ("Two ``and one` tick.\n", "Two ``and one` tick.\n"),
        ("Code `over\nlines` too.\n", "Code <c> too.\n"),
        ("See [the guide](docs/a.md).\n", "See [the guide]<t>.\n"),
        ("See ![a picture](a(1).png).\n", "See ![a picture]<t>.\n"),
        ("See https://example.org/a,b there.\n", "See <t> there.\n"),
        ("See <https://example.org>.\n", "See <<t>>.\n"),
        ("Text <!-- a remark --> goes on.\n", "Text <m> goes on.\n"),
        ("Text <!-- a remark -->\ngoes on.\n", "Text <m> goes on.\n"),
        ("Text <!-- milepost-x -->\ngoes on.\n", "Text goes on.\n"),
        ("Text <!-- milepost-x --> <!-- milepost-y -->  \ngoes on.\n", "Text goes on.\n"),
        ("Text <!-- milepost-x --> goes on.\n", "Text <m> goes on.\n"),
        ("Text `<!-- milepost-x -->`\ngoes on.\n", "Text <c> goes on.\n"),
        ("Text\n    <!-- milepost-x -->\ngoes on.\n", "Text  goes on.\n"),
        ('He said "as needed" twice.\n', "He said <q> twice.\n"),
        ("Er sagt „ja“ und “nein”.\n", "Er sagt <q> und <q>.\n"),
        ("«ja», 「はい」, 『いいえ』\n", "<q>, <q>, <q>\n"),
        ("The word 'now' counts.\n", "The word <q> counts.\n"),
        ("The users' and the agents' plans.\n", "The users' and the agents' plans.\n"),
        ("It's what we don't do.\n", "It's what we don't do.\n"),
        ('A 5" disk and a 3" disk.\n', 'A 5" disk and a 3" disk.\n'),
        ('Say "run `make` now".\n', "Say <q><c><q>.\n"),
        ("| a | b |\n| :-- | --: |\n| `c` | d\\|e |\n", "a\nb\n<c>\nd\\|e\n"),
        ("中文也是文字。\n", "中文也是文字。\n"),
    ],
)
def test_author_s_own_words(text: str, own: str) -> None:
    assert shown(text) == own


@pytest.mark.parametrize(
    "text",
    [
        "",
        "```\ncode\n```\n",
        "Lead:\n\n    code\n",
        "---\ntitle: x\n---\n",
        "<!-- a comment -->\n",
        "> quoted\n",
        "***\n",
    ],
)
def test_what_is_no_prose_is_left_out(text: str) -> None:
    assert "code" not in prose_of(text).text
    assert shown(text) in ("", "Lead:\n")


def test_what_stands_behind_an_outer_fence_is_left_out() -> None:
    text = "```md\n# Plan\n\n## Progress\n\n- [ ] x\n\n## Decision Log\n```\n\nNot the plan.\n"

    assert "Not the plan" not in prose_of(text).text


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four.\n", ["One.", "Two!", "Three?", "Four."]),
        ("One (in brackets.) Two.\n", ["One (in brackets.)", "Two."]),
        ("Use e.g. This one. Done.\n", ["Use e.g. This one.", "Done."]),
        ("Version 1.2 is out. next word\n", ["Version 1.2 is out. next word"]),
        ("See all. `c` is next.\n", ["See all.", f"{CODE * 3} is next."]),
        ("First\n\nSecond\n", ["First", "Second"]),
        ("第一句。第二句！第三句\n", ["第一句。", "第二句！", "第三句"]),
        ("Ends here.   Two spaces.\n", ["Ends here.", "Two spaces."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence.own for sentence in prose_of(text).sentences()] == sentences


@pytest.mark.parametrize("text", ["word " * 900, "x" * 4000, "x" * 1500 + " " + "y" * 1500])
def test_endless_sentence_is_cut_up(text: str) -> None:
    prose = prose_of(f"{text}\n\nNext.\n")

    *pieces, last = (sentence.own for sentence in prose.sentences())

    assert last == "Next."
    assert all(0 < len(piece) <= 1000 for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_sentence_knows_its_block_and_whether_it_ends_it() -> None:
    document = Document.parse("# Title\n\nOne. Two.\n")

    found = [(sentence.block, sentence.last) for sentence in document.prose.sentences()]

    assert found == [(0, True), (1, False), (1, True)]


@pytest.mark.parametrize(
    ("text", "phrase", "written"),
    [
        ("Do it as\nneeded.\n", "as needed", "as\nneeded"),
        ("- Do it as\r\n  needed.\r\n", "as needed", "as\r\n  needed"),
        ("Run `make test` as needed.\n", "as needed", "as needed"),
        ("| a |\n| --- |\n| as needed |\n", "as needed", "as needed"),
        ("Tun Sie İ as needed.\n", "as needed", "as needed"),
    ],
)
def test_match_is_found_in_the_file(text: str, phrase: str, written: str) -> None:
    prose = prose_of(text)

    [match] = prose.find("needed", r"\bas needed\b")

    assert match.found[0] == phrase
    assert prose.span(*match.found.span()).cut(text) == written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("needed needed\n", 2),
        ("It is needed. Needed again.\n", 2),
        ('`needed` and "needed"\n', 0),
        ("nothing\n", 0),
    ],
)
def test_every_occurrence_is_found_once(text: str, found: int) -> None:
    assert len(list(prose_of(text).find("needed", r"\bneeded\b"))) == found


def test_match_does_not_reach_over_a_sentence() -> None:
    assert list(prose_of("Do it as. Needed is more.\n").find("needed", r"as\W+needed")) == []


def test_match_must_hold_the_anchor() -> None:
    prose = prose_of("one two\n")

    assert [match.found[0] for match in prose.find("two", "one|two")] == ["two"]


def test_one_of_several_anchors_is_enough() -> None:
    prose = prose_of("Two. One two. Three. One.\n")

    found = [match.found[0] for match in prose.find(("one", "two"), r"\w+")]

    assert found == ["two", "one", "two", "one"]


def test_line_is_the_whole_paragraph() -> None:
    prose = prose_of("# Title\n\nOne. Two.\n\nThree.\n")
    at = prose.text.index("Two")

    start, end = prose.line_at(at)

    assert prose.text[start:end] == "One. Two."
    assert prose.line_at(len(prose.text) - 2)[1] == len(prose.text) - 1


def test_names_are_code_targets_and_addresses() -> None:
    prose = prose_of("Run `Make A` in [b](C.md) <!-- d --> or see https://e.org.\n\n> `f`\n")

    assert prose.names == "`make a`\n](c.md)\n<!-- d -->\nhttps://e.org."


def test_quotations_stay_in_the_lowered_text() -> None:
    assert prose_of('A "Daemon" runs.\n').lowered_text == 'a "daemon" runs.\n'


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("ABC", "abc"),
        ("Don’t wait non‑stop\xa0here", "don't wait non-stop here"),
        ("İstanbul ÄÖ", "İstanbul äö"),
    ],
)
def test_lower_case_keeps_the_length(text: str, lower: str) -> None:
    assert lowered(text) == lower
    assert len(lowered(text)) == len(text)


@needs_corpus
@pytest.mark.parametrize("path", [*corpus_plans()[::9], *corpus_variants()], ids=lambda p: p.name)
def test_every_letter_of_real_prose_stands_in_the_file(path: Path) -> None:
    document = Document.parse(Source.decode(path.read_bytes()))
    prose = document.prose

    assert len(prose.text) == len(prose.own) == len(prose.lower) == len(prose.lowered_text)
    for at, char in enumerate(prose.text):
        if char not in MASKS and char not in " \n":
            assert document.text[prose.offset(at)] == char
