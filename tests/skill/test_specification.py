"""The skill follows the Agent Skills specification, and tells the truth about the program."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from milepost.cli.help import all_pages
from milepost.document import Document
from milepost.edits.agents_part import AGENTS_PART
from milepost.edits.skeleton import plan_template
from milepost.lint.engine import lint
from milepost.rules import ALL_RULES
from milepost.workspace.discovery import find_plans
from milepost.workspace.skill import NAME, TEMPLATE, skill_files
from support.scripts import FOLDER, VERBS

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 1, 2, tzinfo=UTC)
FIELDS = {"name", "description", "license", "compatibility", "metadata", "allowed-tools"}
TEXTS = {name: data.decode() for name, data in skill_files().items() if name.endswith(".md")}
SECTIONS = re.compile(r"(?m)^## [0-9]+\. ")


def front_matter() -> dict[str, str]:
    """Simple `key: value` lines, which YAML reads as they stand."""
    head = TEXTS["SKILL.md"].split("---\n")[1]
    pairs = (line.partition(": ") for line in head.removesuffix("\n").split("\n"))
    return {key: value for key, _, value in pairs}


def body() -> str:
    return TEXTS["SKILL.md"].partition("\n---\n")[2]


def test_skill_has_the_files_of_the_original() -> None:
    assert set(skill_files()) == {
        "SKILL.md",
        "scripts/init_plan.py",
        "scripts/validate_plan.py",
        "scripts/parse_progress.py",
        "references/authoring-guide.md",
        "references/failure-modes.md",
        "assets/TEMPLATE.md",
    }


def test_front_matter_has_known_fields_in_their_limits() -> None:
    fields = front_matter()

    assert fields.keys() <= FIELDS
    assert fields["name"] == NAME
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", NAME)
    assert len(NAME) <= 64
    assert 0 < len(fields["description"]) <= 1024
    assert 0 < len(fields["compatibility"]) <= 500


def test_front_matter_needs_no_quotes() -> None:
    for value in front_matter().values():
        assert not re.search(r": | #|^[\[{&*!|>'\"%@`-]", value), value


def test_body_is_short_enough_to_be_loaded_whole() -> None:
    assert body().count("\n") < 500
    assert len(body()) / 4 < 5000, "about so many tokens"


def test_body_names_every_other_file() -> None:
    for name in skill_files():
        assert name == "SKILL.md" or name in body() or name.rpartition("/")[2] in body(), name


@pytest.mark.parametrize("script", VERBS)
def test_scripts_are_the_compatible_modules(script: str) -> None:
    assert skill_files()[f"scripts/{script}.py"] == (FOLDER / f"{script}.py").read_bytes()


def test_template_is_the_skeleton_and_only_unwritten() -> None:
    assert TEXTS[TEMPLATE] == plan_template()

    found = lint(Document.parse(plan_template()), now=NOW).diagnostics
    assert {each.name for each in found} == {"skeleton-left"}
    assert found[0].span.start == 0, "the title is to be written, too"


@pytest.mark.parametrize("name", [*TEXTS, "AGENTS.md"])
def test_rules_and_verbs_that_are_named_exist(name: str) -> None:
    text = TEXTS.get(name, AGENTS_PART)
    codes = set(re.findall(r"\bMP[0-9]{3}\b", text))
    verbs = set(re.findall(r"`milepost ([a-z][a-z-]*)", text))
    options = set(re.findall(r"`milepost ([a-z-]+) [^`]*?(--[a-z-]+)", text))

    assert codes <= {rule.code for rule in ALL_RULES}
    assert verbs <= all_pages().keys()
    for verb, option in options:
        terms = {term for group in all_pages()[verb].groups for term, _ in group.rows}
        assert any(option in term.replace(",", "").split() for term in terms), (verb, option)


def test_every_failure_mode_has_an_example_and_a_cure() -> None:
    modes = SECTIONS.split(TEXTS["references/failure-modes.md"])[1:]

    assert len(modes) == 10
    for mode in modes:
        assert "Found like this" in mode
        assert "The cure is" in mode
        assert "Test: " in mode
        assert re.search(r"MP[0-9]{3}", mode)


def test_guide_speaks_of_each_section_of_the_template() -> None:
    headings = re.findall(r"(?m)^## (.+)$", TEXTS[TEMPLATE])
    guide = TEXTS["references/authoring-guide.md"]

    assert len(headings) == 12
    assert [heading for heading in headings if f"\n## {heading}\n" not in guide] == []


@pytest.mark.parametrize("name", TEXTS)
def test_texts_keep_to_the_form_they_teach(name: str) -> None:
    text = TEXTS[name]

    assert "```" not in text
    assert not re.search(r"(?m)^#{1,6} .+\n(?!\n)", text), "a blank line follows every heading"
    assert text.endswith("\n")
    assert "\n\n\n" not in text


def test_nothing_of_an_installed_skill_is_taken_for_a_plan(skill: Path) -> None:
    assert list(find_plans(skill.parent)) == []
    plan = skill.parent / "plan.md"
    plan.write_text(plan_template(), encoding="utf-8")

    assert [found.path for found in find_plans(skill.parent)] == [plan]
    plan.unlink()
