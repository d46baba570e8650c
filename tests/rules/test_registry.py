"""Every rule is named, documented and listed as it ought to be."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.rules import ALL_RULES

if TYPE_CHECKING:
    from milepost.rule import Rule

FOLDER = Path(__file__).resolve().parents[2] / "src" / "milepost" / "rules"
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
HEADINGS = ("## What it does", "## Why", "## When to suppress")

each_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)


def page_of(rule: Rule) -> str:
    """The rule's page, without the indentation of its docstring."""
    return re.sub(r"^ {4}", "", type(rule).__doc__ or "", flags=re.MULTILINE)


def test_rules_stand_in_code_order() -> None:
    codes = [rule.code for rule in ALL_RULES]

    assert codes == sorted(codes)


@pytest.mark.parametrize("attribute", ["code", "name"])
def test_no_two_rules_share_a(attribute: str) -> None:
    values = [getattr(rule, attribute) for rule in ALL_RULES]

    assert len(set(values)) == len(values)


def test_every_module_holds_a_listed_rule() -> None:
    assert sorted(rule.name.replace("-", "_") for rule in ALL_RULES) == MODULES


@each_rule
def test_file_class_and_name_agree(rule: Rule) -> None:
    module = importlib.import_module(f"milepost.rules.{rule.name.replace('-', '_')}")
    words = rule.name.split("-")

    assert type(rule) is getattr(module, "".join(word.capitalize() for word in words))


@each_rule
def test_code_has_its_form(rule: Rule) -> None:
    assert re.fullmatch(r"MP[1-9][0-9]{2}", rule.code)


@each_rule
def test_module_says_the_code_first(rule: Rule) -> None:
    module = importlib.import_module(type(rule).__module__)

    assert (module.__doc__ or "").startswith(f"{rule.code}: ")


@each_rule
def test_page_has_its_parts_in_order(rule: Rule) -> None:
    page = page_of(rule)

    assert page.partition("\n")[0].endswith(".")
    assert re.findall(r"^## .*$", page, flags=re.MULTILINE) == list(HEADINGS)


@each_rule
def test_page_says_something_below_each_heading(rule: Rule) -> None:
    _, *parts = re.split(r"^## .*$", page_of(rule), flags=re.MULTILINE)

    assert all(len(part.split()) >= 8 for part in parts)


@each_rule
def test_rule_shows_a_text_it_finds_and_one_it_leaves_alone(rule: Rule) -> None:
    assert any(example.good for example in rule.examples)
    assert rule.silent
