"""What rules make of the files around a plan, and of the project's settings."""

from __future__ import annotations

import pytest

from milepost.lint.selection import Selection
from milepost.rule import RuleSettings
from support.rules import Files, findings


def codes(text: str, *wanted: str, files: Files | None = None) -> list[str]:
    return [each.code for each in findings(text, Selection(select=wanted), files)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("MP116", "Kept as `docs/PLANS.md` says.\n"),
        ("MP406", "## Plan of Work\n\nRead `docs/none.md`.\n"),
        ("MP407", "Read [it](none.md).\n"),
        ("MP402", "## Plan of Work\n\nAs the prior plan, `none.md`, says.\n"),
        ("MP401", "## Plan of Work\n\nFollow the design doc in docs/none.md there.\n"),
    ],
)
def test_files_are_judged_only_where_they_are_known(code: str, text: str) -> None:
    assert codes(text, code) == []
    assert codes(text, code, files=Files({"docs/a.md": ""})) == [code]


def test_anchor_in_the_plan_is_checked_without_a_repository() -> None:
    assert codes("See [it](#none).\n", "MP407") == ["MP407"]


def test_home_path_without_a_repository_has_no_fix() -> None:
    (found,) = findings("In `/home/mara/herbaria/a.py`.\n", Selection(select=("MP405",)))

    assert found.fix is None


def test_paths_of_one_section_are_one_finding() -> None:
    text = "## Plan of Work\n\n" + "In `/home/mara/a/b.py` and `/home/mara/a/c.py`.\n\n" * 2
    (found,) = findings(text, Selection(select=("MP405",)))

    assert found.message.startswith("`/home/mara/a/b.py` and 3 more paths are in")


def test_long_path_is_shown_shortened() -> None:
    deep = "/home/mara/" + "a" * 80
    two = f"## Plan of Work\n\n`{deep}` and `{deep}`\n"
    (found,) = findings(two, Selection(select=("MP405",)))

    assert len(found.message) < 120
    assert "… and another path are" not in found.message
    assert "…` and another path are" in found.message


@pytest.mark.parametrize(
    ("settings", "terms"),
    [
        (RuleSettings(), ["daemon"]),
        (RuleSettings(terms=("drawer",)), ["drawer"]),
        (
            RuleSettings(extra_terms=("Drawer", "press  mark", "")),
            ["daemon", "drawer", "press mark"],
        ),
        (RuleSettings(terms=("Daemon", "daemon"), extra_terms=("DAEMON",)), ["daemon"]),
        (RuleSettings(terms=()), []),
    ],
)
def test_project_names_its_own_terms(settings: RuleSettings, terms: list[str]) -> None:
    text = "## Plan of Work\n\nThe daemon opens the drawers by their press-marks.\n"
    found = findings(text, Selection(select=("MP403",), settings=settings))

    assert [each.message.split("`")[1] for each in found] == terms


def test_every_link_to_an_absent_file_is_found() -> None:
    assert codes("[a](../a.md) [b](../a.md)\n", "MP407", files=Files({})) == ["MP407"] * 2


def test_file_that_cannot_be_read_has_every_anchor() -> None:
    class Closed(Files):
        def read(self, path: str) -> str | None:
            return None if path else ""

    closed = Closed({"docs/guide.md": "", "docs/rows.csv": ""})
    text = "[a](../guide.md#x) [b](../guide.md#y) [c](../rows.csv#z)\n"

    assert codes(text, "MP407", files=closed) == []


def test_path_with_bytes_that_are_no_text_is_a_path_like_any_other() -> None:
    assert codes("[a](../%ff%fe.md)\n", "MP407", files=Files({})) == ["MP407"]


@pytest.mark.parametrize(
    ("code", "line"), [("MP406", "Read `docs/{}.md`.\n\n"), ("MP407", "Read [it](../{}.md).\n\n")]
)
def test_plan_for_another_repository_gives_a_hundred_findings(code: str, line: str) -> None:
    text = "## Plan of Work\n\n" + "".join(line.format(f"row{number}") for number in range(140))

    assert len(codes(text, code, files=Files({}))) == 100


def test_many_folders_are_looked_into_up_to_a_limit() -> None:
    files = {f"web/part{number}/a.ts": "" for number in range(60)}
    named = " ".join(f"`web/part{number}`" for number in range(60))
    text = f"## Plan of Work\n\n{named}\n\nThe loop is in `web/b.ts`.\n"

    assert codes(text, "MP406", files=Files({**files, "web/part59/web/b.ts": ""})) == ["MP406"]
