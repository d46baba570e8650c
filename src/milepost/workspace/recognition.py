"""Telling plans from other Markdown, by what their headings say.

Cheap to load: hooks ask after every edit of an agent, and most files are no plan.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.plan.canon import classify_title, normalise_title
from milepost.plan.kinds import NO_ALIASES, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SUFFIXES = (".md", ".markdown")
"""How the names of Markdown files end, in lower case."""

# Aliases of standard sections that any README may have as well.
_COMMON_TITLES = frozenset(
    {
        *("context", "dependencies", "interfaces"),
        *("kontext", "orientierung", "ziel", "ziele", "schnittstellen", "abhängigkeiten"),
        *("but", "contexte", "dépendances", "objectif", "objectifs", "résultats"),
        *("contexto", "dependencias", "objetivo", "objetivos", "resultados"),
        *("цель", "цели", "назначение", "контекст", "зависимости", "интерфейсы", "результаты"),
        *("背景", "目标", "目標", "结果", "依赖", "依赖关系", "接口", "依存関係", "成果物"),
        *("목표", "배경", "결과", "의존성", "종속성", "인터페이스"),
    }
)


def read_title(text: str, aliases: Mapping[str, SectionKind] = NO_ALIASES) -> str | None:
    """The title of `text` if it is a plan, else `None`; a plan without a title has an empty one.

    A plan has a Progress section and two more of the standard ones beside it, at one level. At
    least one of the two has a name that is not in use everywhere.
    """
    title: str | None = None
    named: dict[int, set[SectionKind]] = {}
    telling: set[int] = set()
    for level, heading in _headings(text):
        if level == 1 and title is None:
            title = heading
        kind = classify_title(heading, aliases)
        if kind is None:
            continue
        found = named.setdefault(level, set())
        found.add(kind)
        if kind is not SectionKind.PROGRESS and normalise_title(heading) not in _COMMON_TITLES:
            telling.add(level)
        if len(found) >= 3 and SectionKind.PROGRESS in found and level in telling:
            return title or ""
    return None


_MARKED_LINE = re.compile(
    r"^ {0,3}(?:(?P<marks>\#{1,6})(?:[ \t]+(?P<title>.*))?$|(?P<fence>`{3,}|~{3,})(?P<info>.*)$)",
    re.MULTILINE,
)
_CLOSING_MARKS = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_MARKDOWN_FENCES = frozenset({"md", "markdown"})


def _headings(text: str) -> Iterator[tuple[int, str]]:
    """Level and text of each heading, fenced blocks left out.

    A block labelled as Markdown before the first heading is the wrapping of a whole plan, so
    what is in it counts.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    fence = ""
    bare = True
    for match in _MARKED_LINE.finditer(text):
        marks, title, mark, info = match.groups()
        if marks:
            if not fence:
                bare = False
                yield len(marks), _CLOSING_MARKS.sub("", title or "").strip()
        elif fence:
            if mark.startswith(fence) and not info.strip():
                fence = ""
        elif not (bare and info.strip().lower() in _MARKDOWN_FENCES):
            fence = mark
