"""A difference is one that `patch` and `git apply` can put into effect."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.report.diff import render_diff, unified_diff
from milepost.report.style import Style
from milepost.text import Source

if TYPE_CHECKING:
    from pathlib import Path

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
needs_patch = pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")

PAIRS = [
    ("a\nb\nc\n", "a\nB\nc\n"),
    ("a\n", "a\nb\n"),
    ("a\n", ""),
    ("", "a\n"),
    ("", "a"),
    ("a", "b"),
    ("a", "a\n"),
    ("a\n", "a"),
    ("a", "a\nb"),
    ("a\nb", "a"),
    ("a\r\nb\r\n", "a\r\nB\r\n"),
    ("a\r\nb\r\n", "a\nb\n"),
    ("a\rb\rc\n", "a\rB\rc\n"),
    ("a\r\nb", "a\r\nb\r\n"),
    ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n"),
    ("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "one\n2\n3\n4\n5\n6\n7\n8\n9\nten\n"),
    ("1\n2\n3\n4\n5\n6\n7\n8\n", "2\n3\n4\n5\n6\n7\n8\n9\n"),
    ("a\n\n\nb\n", "a\n\nb\n"),
    ("- a\n- b\n", "+++ a\n--- b\n"),
    ("\x0ca\x85b\u2028c\n", "\x0cA\x85b\u2028c\n"),
    ("\u65e5\u672c\n", "\u65e5\u8a18\n"),
    ("a\nb\nc\nd", "a\nd"),
]


def apply_with(command: list[str], folder: Path, name: str, old: bytes, diff: str) -> bytes:
    """What `command` makes of a file of `old` when it reads `diff`."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(old)
    subprocess.run(
        command,
        input=diff.encode("utf-8", "surrogateescape"),
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=60,
        # Nothing that this machine is told about git decides.
        env={"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin"},
    )
    return file.read_bytes()


GIT = ["git", "apply", "-p1", "--whitespace=nowarn", "-"]
PATCH = ["patch", "-p1", "--binary", "-s"]


@needs_git
@pytest.mark.parametrize(("old", "new"), PAIRS)
@pytest.mark.parametrize("bom", [False, True])
def test_git_applies_it(tmp_path: Path, old: str, new: str, bom: bool) -> None:
    before, after = Source(old, bom=bom), Source(new, bom=bom)
    diff = unified_diff("plans/a.md", before, after)

    assert apply_with(GIT, tmp_path, "plans/a.md", before.encode(), diff) == after.encode()


@needs_patch
@pytest.mark.parametrize(("old", "new"), [pair for pair in PAIRS if pair[1]])
def test_patch_applies_it(tmp_path: Path, old: str, new: str) -> None:
    before, after = Source(old), Source(new)
    diff = unified_diff("plans/a.md", before, after)

    assert apply_with(PATCH, tmp_path, "plans/a.md", before.encode(), diff) == after.encode()


@needs_git
@pytest.mark.parametrize(
    "name",
    [
        "a.md",
        "a b.md",
        "plans/a b/c d.md",
        'say "a".md',
        "back\\slash.md",
        "tab\there.md",
        "line\nbreak.md",
        "\x01.md",
        "\u65e5\u672c.md",
        "caf\udce9.md",
    ],
)
def test_git_finds_the_file_by_its_name(tmp_path: Path, name: str) -> None:
    diff = unified_diff(name, Source("a\n"), Source("b\n"))

    assert apply_with(GIT, tmp_path, name, b"a\n", diff) == b"b\n"


rows = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "\n", "d\r", "e"]), max_size=24).map(
    "".join
)


@needs_git
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows, rows)
def test_git_applies_any(tmp_path: Path, old: str, new: str) -> None:
    diff = unified_diff("a.md", Source(old), Source(new))

    assert (diff == "") is (old == new)
    if diff:
        assert apply_with(GIT, tmp_path, "a.md", old.encode(), diff) == new.encode()


def test_form() -> None:
    before = "".join(f"{number}\n" for number in range(1, 21))
    after = before.replace("2\n3\n", "2\n2.5\n3\n", 1).replace("20\n", "20")

    assert unified_diff("/tmp/a.md", Source(before), Source(after)) == (
        "--- a/tmp/a.md\n+++ b/tmp/a.md\n"
        "@@ -1,5 +1,6 @@\n 1\n 2\n+2.5\n 3\n 4\n 5\n"
        "@@ -17,4 +18,4 @@\n 17\n 18\n 19\n-20\n+20\n\\ No newline at end of file\n"
    )


def test_difference_on_a_terminal_is_harmless_and_coloured() -> None:
    diff = unified_diff("a.md", Source("a\r\nx\n"), Source("\x1b[2J\r\nx\n"))

    assert render_diff(diff, Style()) == (
        "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n-a\n+\\x1b[2J\n x"
    )
    assert "\x1b[1;31m-a\x1b[0m" in render_diff(diff, Style(color=True))
