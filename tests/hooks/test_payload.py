"""What is made out of the shapes in which hosts speak of an edit."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from milepost.cli.hook.payload import Call, read_call

HERE = Path(__file__).parent
RECORDED = sorted((HERE / "payloads").glob("*.json"))
MALFORMED = sorted((HERE / "malformed").glob("*.json"))
OPEN, DONE = "- [ ] Survey the archive.", "- [x] Survey the archive."
BEFORE = f"# Title\n\n{OPEN}\n"
SWAP = (OPEN, DONE)

# By the name of the file: for each edit the path, the former text, and what was replaced by what.
EDITS: dict[str, list[tuple[str, str | None, tuple[tuple[str, str], ...]]]] = {
    "claude-edit": [("plan.md", BEFORE, (SWAP,))],
    "claude-edit-without-original": [("plan.md", None, (SWAP,))],
    "claude-edit-replace-all": [("plan.md", None, ())],
    "claude-multi-edit": [("plan.md", None, (SWAP, ("# Title", "# The title")))],
    "claude-write-new": [("plan.md", "", ())],
    "claude-write-over": [("plan.md", "# Former\n", ())],
    "codex-update": [
        (
            "plan.md",
            None,
            (
                (
                    f"\n{OPEN.replace('Survey', 'Open')}\n{OPEN}",
                    f"\n{OPEN.replace('Survey', 'Open')}\n{DONE}",
                ),
            ),
        )
    ],
    "codex-several": [
        ("plans/new.md", None, (("a", "b"),)),
        ("plan.md", "", (("", "# Title\n\ntext"),)),
        ("src/a.py", None, (("    x", "    y"), ("", "end"))),
    ],
    "codex-list-of-words": [("plan.md", "", (("", "# Title"),))],
    "gemini-replace": [("plan.md", BEFORE, (SWAP,))],
    "gemini-write-file": [("plan.md", "", ())],
    "gemini-write-file-in-words": [("plan.md", None, ())],
    "cursor-after-file-edit": [("plan.md", None, (SWAP,))],
    "cursor-post-tool-use": [("plan.md", None, ())],
    "cursor-post-tool-use-without-cwd": [("plan.md", None, (SWAP,))],
}


def read_recorded(file: Path, folder: Path) -> Call:
    call = read_call(file.read_bytes().replace(b"{folder}", str(folder).encode()))
    assert call is not None
    return call


@pytest.mark.parametrize("file", RECORDED, ids=lambda file: file.stem)
def test_recorded_message_is_understood(file: Path, folder: Path) -> None:
    call = read_recorded(file, folder)

    assert [
        (edit.path, edit.former, tuple((swap.old, swap.new) for swap in edit.swaps))
        for edit in call.edits
    ] == [(f"{folder}/{path}", former, swaps) for path, former, swaps in EDITS[file.stem]]
    assert call.folder == str(folder)
    assert len(call.session) == 36


def test_every_host_has_recorded_messages() -> None:
    assert {file.stem for file in RECORDED} == EDITS.keys()


@pytest.mark.parametrize("file", MALFORMED, ids=lambda file: file.stem)
def test_malformed_message_raises_nothing(file: Path) -> None:
    call = read_call(file.read_bytes())

    assert call is None or file.stem in {
        "path-with-nul",
        "path-with-surrogate",
        "edits-of-numbers",
    }


@pytest.mark.parametrize(
    "patch",
    [
        "*** Update File: plan.md\n@@\n-a\n+b",
        "*** Begin Patch\r\n*** Update File: plan.md\r\n@@\r\n-a\r\n+b\r\n*** End Patch\r\n",
        "patch <<'EOF'\n*** Begin Patch\n*** Update File: plan.md\n-a\n+b\n*** End Patch\nEOF",
        "*** Update File: plan.md\n@@\n-a\n+b\n*** End Patch\n*** Begin Patch\n",
    ],
    ids=["bare", "crlf", "here-document", "twice"],
)
def test_patch_is_found_in_what_is_around_it(patch: str, folder: Path) -> None:
    call = read_call(repr_of(patch))

    assert call is not None
    assert [(edit.path, edit.swaps) for edit in call.edits] == [
        (f"{folder}/plan.md", (("a", "b"),)),
    ]


def test_file_that_a_patch_names_twice_is_one_edit() -> None:
    call = read_call(repr_of("*** Add File: a.md\n+one\n*** Update File: a.md\n-one\n+two"))

    assert call is not None
    (edit,) = call.edits
    assert (edit.former, edit.swaps) == ("", (("", "one"), ("one", "two")))


@pytest.mark.parametrize("odd", [1, {}, {"old_string": "a"}, {"old_string": "a", "new_string": 2}])
def test_replacements_of_which_one_is_unclear_are_not_counted_on(odd: object) -> None:
    edits = [{"old_string": "a", "new_string": "b"}, odd]
    said = {"tool_input": {"file_path": "plan.md", "edits": edits}}

    call = read_call(json.dumps(said).encode())

    assert call is not None
    assert [edit.swaps for edit in call.edits] == [()]


def test_without_a_folder_nothing_is_known(folder: Path) -> None:
    folder.joinpath("gone").mkdir()
    os.chdir("gone")
    folder.joinpath("gone").rmdir()

    assert read_call(b'{"tool_input": {"file_path": "plan.md"}}') is None


def repr_of(patch: str) -> bytes:
    return json.dumps({"tool_name": "apply_patch", "tool_input": {"input": patch}}).encode()
