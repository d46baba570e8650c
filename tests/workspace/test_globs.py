"""Patterns of paths."""

from __future__ import annotations

import time

import pytest

from milepost.workspace.globs import find_glob_mistake, matches_glob


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("plan.md", ["plan.md", "a/plan.md", "a/b/plan.md"], ["plan.mdx", "a-plan.md"]),
        ("./plan.md", ["plan.md", "a/plan.md"], ["plan_md"]),
        ("a/plan.md", ["a/plan.md"], ["b/a/plan.md", "a/b/plan.md"]),
        ("*.md", ["x.md", "a/x.md", ".md"], ["x.txt"]),
        ("a/*.md", ["a/x.md"], ["a/b/x.md", "x.md"]),
        ("a/**", ["a/x.md", "a/b/x.md"], ["a", "ab/x.md", "b/a/x.md"]),
        ("a/**/x.md", ["a/x.md", "a/b/x.md", "a/b/c/x.md"], ["a/bx.md"]),
        ("**/done/*.md", ["done/x.md", "a/done/x.md"], ["undone/x.md"]),
        ("**", ["x", "a/b"], []),
        ("a**b", ["ab", "a/x/b"], ["a/x"]),
        ("done", ["done/x.md", "a/done/b/x.md", "done"], ["undone"]),
        ("a/", ["a/x.md"], ["b/a/x.md"]),
        ("a/*", ["a/x.md", "a/b"], ["a/b/x.md"]),
        ("a/*/", ["a/b/x.md"], ["a.md", "b/a/x.md"]),
        ("a/b*", ["a/b", "a/bc"], ["a/bc/x.md"]),
        ("*/x.md", ["a/x.md", "a/x.md/y.md"], ["x.md", "a/b/x.md"]),
        ("a/b", ["a/b/x.md", "a/b"], ["a/bc"]),
        ("x?.md", ["x1.md"], ["x.md", "x12.md", "x/.md"]),
        ("x[12].md", ["x1.md", "x2.md"], ["x3.md"]),
        ("x[!12].md", ["x3.md"], ["x1.md", "x/.md"]),
        ("x[0-3].md", ["x2.md"], ["x4.md"]),
        ("x[]].md", ["x].md"], ["x.md"]),
        ("x[^1].md", ["x^.md", "x1.md"], ["x2.md"]),
        ("x[[&&a].md", ["x[.md", "x&.md", "xa.md"], ["x.md"]),
        ("x[3-0].md", ["x[3-0].md"], ["x2.md"]),
        ("x[.md", ["x[.md"], ["x.md"]),
        ("x+(y).md", ["x+(y).md"], ["xxy.md"]),
        ("Plan.md", ["Plan.md"], ["plan.md"]),
        ("日本/*", ["日本/x.md"], ["日/x.md"]),
    ],
)
def test_pattern_fits(pattern: str, fitting: list[str], other: list[str]) -> None:
    assert [path for path in fitting if not matches_glob(path, pattern)] == []
    assert [path for path in other if matches_glob(path, pattern)] == []


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("", "names no file"),
        ("./", "names no file"),
        ("/plans/*.md", "without a root"),
        ("~/plans", "without a root"),
        ("C:/plans", "without a root"),
        ("../x", "stay below"),
        ("a/../b", "stay below"),
        (r"plans\*.md", "divided by `/`"),
        ("{a,b}.md", "holds braces"),
        ("[bad", "never closed"),
        ("x[3-0].md", "ends before it begins"),
    ],
)
def test_pattern_that_can_never_fit_is_told(pattern: str, words: str) -> None:
    assert words in str(find_glob_mistake(pattern))


@pytest.mark.parametrize("pattern", ["a", ".plans/*.md", "**", "x[]].md", "a..b/*", "日本/"])
def test_pattern_that_can_fit_is_none(pattern: str) -> None:
    assert find_glob_mistake(pattern) is None


def test_many_stars_cost_little() -> None:
    begun = time.process_time()

    assert not matches_glob("a/" * 200, "**/" * 200 + "b")

    # What tries every way to divide the path does not come to an end.
    assert time.process_time() - begun < 5
