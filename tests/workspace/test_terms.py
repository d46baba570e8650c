"""What holds for an open plan, while the files that say so change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.plan.kinds import SectionKind
from milepost.workspace import terms as subject
from milepost.workspace.config import Config, load_config
from milepost.workspace.config_files import read_state
from milepost.workspace.terms import LiveTerms, repository_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a folder of plans."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    (tmp_path / ".git").mkdir()
    (tmp_path / "plans").mkdir()
    return tmp_path


@pytest.fixture
def live(root: Path) -> LiveTerms:
    return LiveTerms(root / "plans" / "a.md")


def configure(root: Path, text: str, name: str = "milepost.toml") -> None:
    (root / name).write_text(text, encoding="utf-8")


def test_without_configuration_the_defaults_hold(live: LiveTerms, root: Path) -> None:
    standing = live.look()

    assert standing.terms.selection.profile.name == "execplan"
    assert standing.terms.aliases == {}
    assert standing.mistakes == ()
    assert standing.repository is not None
    assert standing.repository.root == root.as_posix()
    assert standing.repository.folder == "plans"


def test_configuration_around_the_plan_holds(live: LiveTerms, root: Path) -> None:
    text = '[sections]\n"To do" = "Progress"\n[per-file."plans/*"]\nprofile = "living"\n'
    configure(root, text)

    terms = live.look().terms

    assert terms.aliases == {"to do": SectionKind.PROGRESS}
    assert terms.selection.profile.name == "living"


def test_a_change_of_the_configuration_is_followed(live: LiveTerms, root: Path) -> None:
    seen = []
    for text in ('profile = "living"', 'profile = "cookbook"', ""):
        configure(root, text)
        seen.append(live.look().terms.selection.profile.name)
    (root / "milepost.toml").unlink()
    configure(root, '[tool.milepost]\nprofile = "compat"\n', "pyproject.toml")
    seen.append(live.look().terms.selection.profile.name)

    assert seen == ["living", "cookbook", "execplan", "compat"]


def test_nothing_is_parsed_twice(
    live: LiveTerms, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = []

    def load(folder: Path) -> object:
        loads.append(folder)
        return load_config(folder)

    monkeypatch.setattr(subject, "load_config", load)
    live.look()
    assert loads == []

    configure(root, 'ignore = ["MP2"]')
    assert [live.look().terms.selection.ignore for _ in range(3)] == [("MP2",)] * 3
    assert len(loads) == 1


@pytest.mark.parametrize(("before", "held"), [("", "execplan"), ('profile = "living"', "living")])
def test_what_held_before_a_mistake_holds_on(
    live: LiveTerms, root: Path, before: str, held: str
) -> None:
    if before:
        configure(root, before)
        live.look()
    configure(root, "profile = 1\nselect = 2\n")

    standing = live.look()

    assert standing.terms.selection.profile.name == held
    assert len(standing.mistakes) == 2
    assert "`profile` must be the name of a profile" in " ".join(standing.mistakes)

    configure(root, 'profile = "compat"')
    assert live.look().mistakes == ()
    assert live.look().terms.selection.profile.name == "compat"


def test_the_folder_of_a_relative_plan_may_be_gone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = root / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    live = LiveTerms(gone.relative_to(gone) / "a.md")
    gone.rmdir()

    standing = live.look()

    assert standing.terms.selection.profile.name == "execplan"
    assert standing.repository is None


def test_without_a_repository_the_projects_configuration_is_the_root(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    configure(tmp_path, "")
    plan = tmp_path / "plans" / "a.md"
    config = load_config(plan, environment={})
    assert isinstance(config, Config)

    found = repository_of(config, plan)

    assert found is not None
    assert found.folder == "plans"
    assert repository_of(Config(tmp_path), plan) is None


@pytest.mark.parametrize(
    "act",
    [
        lambda root: configure(root, ""),
        lambda root: configure(root / "plans", ""),
        lambda root: configure(root, "", ".milepost.toml"),
        lambda root: (root / "plans" / ".git").mkdir(),
    ],
    ids=["new", "nearer", "hidden", "new-root"],
)
def test_what_makes_other_configuration_makes_another_state(
    root: Path, act: Callable[[Path], None]
) -> None:
    configure(root, "[tool.milepost]\n", "pyproject.toml")
    before = read_state(root / "plans", {})
    assert read_state(root / "plans", {}) == before
    act(root)

    assert read_state(root / "plans", {}) != before


def test_what_cannot_be_read_has_no_digest(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(root, "")
    monkeypatch.setattr("milepost.workspace.loading._read", _fail)

    assert [digest for _, digest in read_state(root, {}).digests] == [None]


def _fail(path: Path) -> None:
    raise PermissionError(13, "no", str(path))


def test_the_persons_own_file_belongs_to_the_state(root: Path) -> None:
    folder = root / "own" / "milepost"
    folder.mkdir(parents=True)
    configure(folder, 'ignore = ["MP2"]')

    state = read_state(root)

    assert [file for file, _ in state.digests] == [folder / "milepost.toml"]
    assert LiveTerms(root / "a.md").look().terms.selection.ignore == ("MP2",)


def test_a_remark_names_the_plan_as_asked(live: LiveTerms) -> None:
    document = Document.parse("---\nmilepost-profile: lving\n---\n# T\n")

    remark = live.look().terms.remark_on("a.md", document)

    assert remark.startswith("a.md chooses the profile lving, which does not exist.")
