from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from milepost.plan.kinds import SectionKind
from milepost.text import Source
from milepost.workspace.discovery import HIDDEN_FOLDERS, SKIPPED_FOLDERS, FoundPlan, find_plans
from milepost.workspace.recognition import read_title
from support.corpus import corpus_histories, corpus_plans, corpus_variants, needs_corpus

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "# Teach it to fly\n\n## Purpose\n\nText.\n\n## Progress\n\n- [ ] One\n\n## Decision Log\n"


def headings(*titles: str) -> str:
    return "".join(f"{title}\n\nText.\n\n" for title in titles)


class TestReadTitle:
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param(PLAN, id="plain"),
            pytest.param(PLAN.replace("\n", "\r\n"), id="crlf"),
            pytest.param(PLAN.replace("\n", "\r"), id="lone-cr"),
            pytest.param(PLAN.replace("## Progress", "  ##\tProgress ##"), id="closing-marks"),
            pytest.param(f"```md\n{PLAN}```\n", id="outer-fence"),
            pytest.param(f"Here it is:\n\n~~~~ markdown\n{PLAN}~~~~\n", id="outer-tildes"),
            pytest.param("---\nstatus: active\n---\n\n" + PLAN, id="front-matter"),
            pytest.param(PLAN.replace("## ", "### "), id="deeper-level"),
            pytest.param(PLAN.replace("## Purpose", "## 目的"), id="another-language"),
            pytest.param(
                headings("# Teach it to fly", "## Goal", "## Progress", "## Validation"),
                id="short-form",
            ),
            pytest.param(
                headings("# Teach it to fly", "## Context", "## Progress", "## Decisions"),
                id="one-common-title",
            ),
        ],
    )
    def test_a_plan_has_its_title(self, text: str) -> None:
        assert read_title(text) == "Teach it to fly"

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("", id="empty"),
            pytest.param("# Teach it to fly\n\nSome prose.\n", id="prose"),
            pytest.param(
                headings("# A library", "## Context", "## Dependencies", "## Progress"),
                id="readme-with-progress",
            ),
            pytest.param(
                headings("# A library", "## Purpose", "## Context", "## Validation"),
                id="no-progress",
            ),
            pytest.param(headings("# T", "## Progress", "## Decision Log"), id="two-sections"),
            pytest.param(
                headings("# T", "## Progress", "### Purpose", "# Decision Log"), id="many-levels"
            ),
            pytest.param(
                headings("# T", "## Progress", "## Progress", "## Purpose"), id="twice-the-same"
            ),
            pytest.param(f"# How to write plans\n\n```md\n{PLAN}```\n", id="guide-with-example"),
            pytest.param(f"```text\n{PLAN}```\n", id="transcript"),
            pytest.param(f"~~~\n```\n{PLAN}```\n~~~\n", id="fence-in-fence"),
            pytest.param(f"````text\n```\n{PLAN}````\n", id="shorter-fence-does-not-close"),
            pytest.param(f"```text\n``` python\n{PLAN}```\n", id="labelled-fence-does-not-close"),
            pytest.param(PLAN.replace("#", "    #"), id="indented-code"),
            pytest.param(PLAN.replace("## ", "##"), id="no-blank-after-marks"),
        ],
    )
    def test_other_texts_are_no_plans(self, text: str) -> None:
        assert read_title(text) is None

    def test_headings_after_a_closed_fence_count(self) -> None:
        assert read_title(f"~~~ sh\n# a comment\n~~~\n{PLAN}") == "Teach it to fly"

    def test_a_plan_may_have_no_title(self) -> None:
        assert read_title(PLAN.split("\n", 1)[1]) == ""


def test_names_of_the_project_make_a_plan() -> None:
    text = headings("# Teach it to fly", "## Goal", "## Status Board", "## Decisions")

    assert read_title(text) is None
    assert read_title(text, {"status board": SectionKind.PROGRESS}) == "Teach it to fly"


def test_usual_titles_make_no_plan_in_any_language() -> None:
    for titles in (
        ("# Eine Bibliothek", "## Ziel", "## Abhängigkeiten", "## Fortschritt"),
        ("# Une bibliothèque", "## Objectif", "## Dépendances", "## Avancement"),
        ("# Библиотека", "## Назначение", "## Зависимости", "## Прогресс"),
    ):
        assert read_title(headings(*titles)) is None


@pytest.mark.parametrize(
    ("patterns", "names"),
    [
        ([], ["plans/a.md", "work/one/PLAN.md", "z.md"]),
        (["z.md"], ["z.md", "plans/a.md", "work/one/PLAN.md"]),
        (["work/*/PLAN.md"], ["work/one/PLAN.md", "plans/a.md", "z.md"]),
        (["work/one/PLAN.md"], ["work/one/PLAN.md", "plans/a.md", "z.md"]),
        (["vendor/**", "none/*"], ["vendor/own/b.md", "plans/a.md", "work/one/PLAN.md", "z.md"]),
    ],
)
def test_places_of_the_project_come_first(
    tmp_path: Path, patterns: list[str], names: list[str]
) -> None:
    put(tmp_path, "plans/a.md", "work/one/PLAN.md", "vendor/own/b.md", "z.md")

    found = [plan.path.relative_to(tmp_path) for plan in find_plans(tmp_path, patterns=patterns)]

    assert sorted(map(str, found)) == sorted(names)
    assert str(found[0]) == names[0]


def put(root: Path, *names: str, text: str = PLAN) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def found_names(
    root: Path, *, max_bytes: int = 4_000_000, max_directories: int = 20_000
) -> list[str]:
    plans = find_plans(root, max_bytes=max_bytes, max_directories=max_directories)
    return [str(plan.path.relative_to(root)) for plan in plans]


class TestFindPlans:
    def test_known_folders_come_first_and_finished_plans_last(self, tmp_path: Path) -> None:
        expected = [
            ".plans/a.md",
            "plans/z.md",
            "plans/old/a.md",
            "plans/completed/a.md",
            ".agent/PLAN.md",
            ".agent/execplans/a.md",
            ".agents/a.md",
            "execplans/active/a.md",
            "execplans/completed/a.md",
            "docs/exec-plans/active/a.md",
            "docs/execplans/a.md",
            "docs/plans/a.md",
            "a.markdown",
            "b.MD",
            "zoo/deep/down/a.md",
        ]
        put(tmp_path, *expected)
        assert found_names(tmp_path) == expected

    def test_a_plan_comes_with_its_title_and_shelf(self, tmp_path: Path) -> None:
        put(tmp_path, "completed/a.md")
        put(tmp_path, "b.md", text=PLAN.replace("fly", "swim"))
        assert list(find_plans(tmp_path)) == [
            FoundPlan(tmp_path / "b.md", "Teach it to swim", shelved=False, source=Source("")),
            FoundPlan(
                tmp_path / "completed" / "a.md", "Teach it to fly", shelved=True, source=Source("")
            ),
        ]

    def test_a_root_in_a_folder_for_finished_work_shelves_nothing(self, tmp_path: Path) -> None:
        put(tmp_path, "done/a.md")
        assert [plan.shelved for plan in find_plans(tmp_path / "done")] == [False]

    def test_other_files_are_passed_over(self, tmp_path: Path) -> None:
        put(tmp_path, "plan.txt", "plan")
        put(tmp_path, "README.md", text="# A library\n\n## Progress\n\nNone.\n")
        put(tmp_path, "binary.md", text="\0\1\2")
        assert found_names(tmp_path) == []

    @pytest.mark.parametrize("folder", sorted(HIDDEN_FOLDERS))
    def test_hidden_folders_of_plans_are_entered_anywhere(
        self, tmp_path: Path, folder: str
    ) -> None:
        put(tmp_path, f"tools/{folder}/a.md", f"{folder}/b.md")
        assert len(found_names(tmp_path)) == 2

    def test_what_is_excluded_is_passed_over(self, tmp_path: Path) -> None:
        put(tmp_path, "plans/a.md", "plans/old/b.md", ".agents/c.md", "d.md")
        out = {tmp_path / "plans" / "old", tmp_path / ".agents", tmp_path / "d.md"}
        found = find_plans(tmp_path, is_excluded=out.__contains__)
        assert [plan.path.name for plan in found] == ["a.md"]

    @pytest.mark.parametrize(
        "folder", sorted({*SKIPPED_FOLDERS, ".git", ".venv", ".idea", ".hidden"})
    )
    def test_the_work_of_others_is_not_entered(self, tmp_path: Path, folder: str) -> None:
        put(tmp_path, f"{folder}/a.md", f"sub/{folder}/a.md", "a.md")
        assert found_names(tmp_path) == ["a.md"]

    def test_links_to_directories_are_not_followed(self, tmp_path: Path) -> None:
        put(tmp_path, "real/a.md")
        (tmp_path / "plans").symlink_to("real")
        (tmp_path / "real" / "loop").symlink_to("..")
        assert found_names(tmp_path) == ["real/a.md"]

    def test_a_root_that_is_a_link_is_searched(self, tmp_path: Path) -> None:
        put(tmp_path, "real/a.md")
        (tmp_path / "root").symlink_to("real")
        assert found_names(tmp_path / "root") == ["a.md"]

    def test_a_link_to_a_file_is_followed(self, tmp_path: Path) -> None:
        put(tmp_path, "root/sub/a.txt")
        (tmp_path / "root" / "a.md").symlink_to("sub/a.txt")
        assert found_names(tmp_path / "root") == ["a.md"]

    def test_pipes_directories_and_dangling_links_are_passed_over(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.md")
        (tmp_path / "folder.md").mkdir()
        (tmp_path / "link.md").symlink_to("nowhere")
        assert found_names(tmp_path) == []

    def test_large_files_are_not_read(self, tmp_path: Path) -> None:
        put(tmp_path, "a.md", text=PLAN + "x" * 500)
        put(tmp_path, "b.md")
        assert found_names(tmp_path, max_bytes=500) == ["b.md"]

    def test_the_search_has_an_end(self, tmp_path: Path) -> None:
        put(tmp_path, "a.md", "b/a.md", "c/a.md", "d/a.md")
        assert found_names(tmp_path, max_directories=2) == ["a.md", "b/a.md"]

    def test_one_plan_is_found_without_reading_the_rest(self, tmp_path: Path) -> None:
        put(tmp_path, "plans/a.md", "b.md")
        plans = find_plans(tmp_path)
        first = next(plans)
        (tmp_path / "b.md").unlink()
        assert first.path == tmp_path / "plans" / "a.md"
        assert list(plans) == []

    @pytest.mark.parametrize("name", ["a.md", "none"])
    def test_a_root_that_is_no_directory_has_no_plans(self, tmp_path: Path, name: str) -> None:
        put(tmp_path, "a.md")
        assert found_names(tmp_path / name) == []

    def test_a_closed_directory_is_passed_over(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(tmp_path, "closed/a.md", "open/a.md")
        scandir = os.scandir

        def refuse(path: Path) -> object:
            if path.name == "closed":
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        assert found_names(tmp_path) == ["open/a.md"]

    def test_a_root_that_may_not_be_entered_has_no_plans(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(tmp_path, "plans/a.md")

        def refuse(path: Path, *_: object, **__: object) -> os.stat_result:
            raise PermissionError(13, "Permission denied", str(path))

        for call in ("stat", "lstat"):
            monkeypatch.setattr(os, call, refuse)
        assert found_names(tmp_path) == []

    def test_importing_discovery_loads_no_parser(self) -> None:
        script = (
            "import sys, milepost.workspace.discovery;"
            "print({'markdown_it', 'milepost.parse', 'watchfiles'} & set(sys.modules))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "set()"


@needs_corpus
class TestCorpus:
    def test_nearly_all_real_plans_are_recognised(self) -> None:
        plans = corpus_plans()
        missed = [
            path.name for path in plans if read_title(Source.decode(path.read_bytes()).text) is None
        ]
        assert len(missed) <= len(plans) * 0.02, missed

    def test_variants_and_early_versions_are_recognised(self) -> None:
        paths = [*corpus_variants(), *(path for history in corpus_histories() for path in history)]
        missed = [
            path.name for path in paths if read_title(Source.decode(path.read_bytes()).text) is None
        ]
        assert missed == []
