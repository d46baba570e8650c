"""What is shipped says nothing of the machine it was made on and may be used by anybody."""

from __future__ import annotations

import subprocess
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "tests", "themes", "sample_plans", "docs", "benchmarks", ".ci", ".github")
TEXT_SUFFIXES = frozenset(
    {"", ".py", ".md", ".toml", ".txt", ".json", ".yaml", ".yml", ".tcss", ".svg", ".sh", ".cfg"}
)
BUILT = frozenset({"__pycache__", ".hypothesis", "dist", "build"})

PERMISSIVE = (
    *("MIT", "BSD", "Apache", "PSF", "Python Software Foundation", "ISC", "0BSD", "Unlicense"),
    *("Zlib", "CC0"),
)
RESTRICTIVE = ("GPL", "AGPL", "LGPL", "MPL", "EPL", "SSPL", "Commons Clause", "Proprietary")


def project_files() -> list[Path]:
    """Every text file that belongs to the project; build products and environments do not."""
    top = [path for path in CHECKOUT.iterdir() if path.is_file()]
    below = [path for name in FOLDERS for path in (CHECKOUT / name).rglob("*") if path.is_file()]
    return sorted(
        path
        for path in top + below
        if path.suffix in TEXT_SUFFIXES
        and BUILT.isdisjoint(path.parts)
        and not path.name.startswith(".coverage")
    )


def test_no_file_names_a_path_of_this_machine() -> None:
    private = {f"{Path.home()}/", f"{CHECKOUT}/"} - {"//"}

    found = [
        f"{path.relative_to(CHECKOUT)}: {name}"
        for path in project_files()
        for name in private
        if name in path.read_text(encoding="utf-8", errors="replace")
    ]

    assert not found


def test_the_search_sees_the_files_that_matter() -> None:
    names = {path.relative_to(CHECKOUT).as_posix() for path in project_files()}

    assert {"pyproject.toml", "README.md", "src/milepost/__init__.py"} <= names
    assert "tests/architecture/test_project_files.py" in names


def requirement_closure(name: str) -> dict[str, Distribution]:
    """Everything that is installed because of `name`, itself left out, for this platform."""
    found: dict[str, Distribution] = {}
    waiting = [(name, frozenset[str]())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        package, extras = waiting.pop()
        if (package, extras) in seen:
            continue
        seen.add((package, extras))
        try:
            found[package] = distribution(package)
        except PackageNotFoundError:
            pytest.fail(f"{package} is required but not installed")
        for line in found[package].requires or []:
            requirement = Requirement(line)
            marker = requirement.marker
            wanted = extras or {""}
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in wanted):
                waiting.append((requirement.name.lower(), frozenset(requirement.extras)))
    del found[name]
    return found


def licence_of(package: Distribution) -> str:
    """All that a package says about its licence, on one line; long texts are left out."""
    fields = ("License-Expression", "License")
    short = [value for field in fields if len(value := _first(package, field)) < 200]
    classifiers = package.metadata.get_all("Classifier") or []
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License")]
    return " ".join(" / ".join([*short, *named]).split())


def _first(package: Distribution, field: str) -> str:
    return str((package.metadata.get_all(field) or [""])[0])


def is_permissive(licence: str) -> bool:
    return any(word in licence for word in PERMISSIVE) and not any(
        word in licence for word in RESTRICTIVE
    )


@pytest.mark.parametrize(
    ("licence", "permissive"),
    [
        ("MIT", True),
        ("BSD-3-Clause", True),
        ("Apache Software License", True),
        ("PSF-2.0", True),
        ("GPL-3.0-only", False),
        ("MIT OR LGPL-2.1", False),
        ("", False),
    ],
)
def test_licences_are_told_apart(licence: str, *, permissive: bool) -> None:
    assert is_permissive(licence) is permissive


def test_every_runtime_dependency_is_permissive() -> None:
    packages = requirement_closure("milepost")

    assert {"textual", "markdown-it-py", "watchfiles", "pydantic"} <= packages.keys()
    others = {name: licence_of(package) for name, package in packages.items()}
    assert not {name: said for name, said in others.items() if not is_permissive(said)}


def test_no_tracked_file_is_a_leftover() -> None:
    listed = subprocess.run(
        ["git", "-C", str(CHECKOUT), "ls-files"], capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")

    leftovers = (".orig", ".rej", ".pyc", ".tmp", ".swp", ".log")
    assert not [name for name in listed.stdout.split() if name.endswith(leftovers)]
