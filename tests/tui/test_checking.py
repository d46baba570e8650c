"""The open plan is checked as on the command line: configuration, its own wishes, files around."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from milepost.cli.check import main as check
from milepost.diagnostics import Severity
from milepost.lint.engine import lint as run_lint
from milepost.tui.checking import Checker
from support.clock import FakeClock
from support.glances import shown
from support.pilot import OpenPlan, plan_screen, wait_for
from tui.conftest import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from milepost.document import Document
    from milepost.tui.checking import Outcome


@pytest.fixture
def configure(plan_path: Path) -> Callable[[str], None]:
    """Writes the configuration of the plan's folder."""

    def write(text: str) -> None:
        (plan_path.parent / "milepost.toml").write_text(text, encoding="utf-8")

    return write


def codes(pilot: Pilot[Any]) -> set[str]:
    return {each.code for each in plan_screen(pilot).findings.diagnostics}


async def until_found(pilot: Pilot[Any], condition: Callable[[], object], what: str) -> None:
    screen = plan_screen(pilot)
    await wait_for(pilot, lambda: condition() and screen.findings.document is screen.document, what)


@pytest.mark.parametrize(
    ("config", "found", "not_found"),
    [
        ("", {"MP502"}, set()),
        ('ignore = ["MP502"]', set(), {"MP502"}),
        ('select = ["MP502"]', {"MP502"}, {"MP605", "MP101"}),
        ('profile = "living"\n', set(), {"MP101"}),
        ('[per-file."green*"]\nignore = ["MP5"]\n', set(), {"MP502"}),
        ('[per-file."*.txt"]\nignore = ["MP5"]\n', {"MP502"}, set()),
    ],
)
async def test_configuration_chooses_rules(
    open_plan: OpenPlan,
    configure: Callable[[str], None],
    config: str,
    found: set[str],
    not_found: set[str],
) -> None:
    configure(config)
    async with open_plan() as pilot:
        assert found <= codes(pilot)
        assert codes(pilot).isdisjoint(not_found)


async def test_configuration_grades_findings(
    open_plan: OpenPlan, configure: Callable[[str], None]
) -> None:
    configure('[severity]\nMP502 = "error"\n')
    async with open_plan() as pilot:
        found = plan_screen(pilot).findings.diagnostics

        assert {each.severity for each in found if each.code == "MP502"} == {Severity.ERROR}


@pytest.mark.parametrize("chosen", ["cookbook", "living"])
async def test_the_plan_chooses_its_profile(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], chosen: str
) -> None:
    text = PLAN.replace("## Outcomes & Retrospective\n\nNone yet.\n\n", "")
    plan_of(f"---\nmilepost-profile: {chosen}\n---\n{text}")
    async with open_plan() as pilot:
        missing = [each for each in plan_screen(pilot).findings.diagnostics if each.code == "MP101"]

        assert len(missing) == (5 if chosen == "cookbook" else 1)


async def test_comments_silence_rules(open_plan: OpenPlan, plan_of: Callable[[str], Path]) -> None:
    plan_of(f"{PLAN}\n<!-- milepost-disable-file MP502 -- the gardener knows -->\n")
    async with open_plan() as pilot:
        assert "MP502" not in codes(pilot)
        assert "as needed" not in "".join(each.message for each in _found(pilot))


def _found(pilot: Pilot[Any]) -> tuple[Any, ...]:
    return plan_screen(pilot).findings.diagnostics


async def test_it_finds_what_the_command_line_finds(
    open_plan: OpenPlan,
    plan_path: Path,
    configure: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    (plan_path.parent / ".git").mkdir()
    configure('ignore = ["MP605"]\n[severity]\nMP502 = "info"\n')
    async with open_plan() as pilot:
        lines = plan_screen(pilot).document.lines
        on_screen = sorted(
            f"{lines.position(each.span.start).line + 1}: {each.code}" for each in _found(pilot)
        )
    capsys.readouterr()
    check(["--output-format", "concise", str(plan_path)])
    printed = [line.split(":", 3) for line in capsys.readouterr().out.split("\n")]
    told = sorted(f"{line[1]}: {_code(line[3])}" for line in printed if len(line) == 4)

    assert on_screen == told
    assert told


def _code(rest: str) -> str:
    return next(word for word in rest.replace(":", " ").split() if word.startswith("MP"))


async def test_the_files_around_the_plan_are_looked_at(
    open_plan: OpenPlan, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int]] = []

    def lint(*args: Any, repository: Any, **more: Any) -> Any:
        seen.append((repository.root, threading.get_ident()))
        return run_lint(*args, repository=repository, **more)

    monkeypatch.setattr("milepost.tui.checking.lint", lint)
    (plan_path.parent / ".git").mkdir()
    async with open_plan() as pilot:
        await pilot.pause()

        assert {root for root, _ in seen} == {plan_path.parent.as_posix()}
        assert threading.get_ident() not in {thread for _, thread in seen}


async def test_a_change_of_the_configuration_is_followed_with_the_next_check(
    open_plan: OpenPlan, plan_path: Path, configure: Callable[[str], None]
) -> None:
    async with open_plan() as pilot:
        assert "MP502" in codes(pilot)
        configure('ignore = ["MP502"]')
        plan_path.write_text(f"{PLAN}\nMore.\n", encoding="utf-8")

        await until_found(pilot, lambda: "MP502" not in codes(pilot), "the change to be followed")


async def test_coming_back_to_the_window_checks_again(
    open_plan: OpenPlan, configure: Callable[[str], None]
) -> None:
    async with open_plan() as pilot:
        configure('ignore = ["MP502"]')
        pilot.app.app_focus = False
        await pilot.pause()
        pilot.app.app_focus = True

        await until_found(pilot, lambda: "MP502" not in codes(pilot), "the change to be followed")


@pytest.mark.parametrize("size", [(50, 20), (90, 30), (160, 40)])
async def test_a_mistake_in_the_configuration_is_told_and_stays_visible(
    open_plan: OpenPlan,
    plan_path: Path,
    configure: Callable[[str], None],
    size: tuple[int, int],
) -> None:
    configure('profil = "living"\n')
    async with open_plan(size=size) as pilot:
        screen = plan_screen(pilot)
        assert "MP502" in codes(pilot)
        assert screen.key_bar.serious
        assert screen.key_bar.message.startswith("Configuration not followed: ")
        assert screen.key_bar.message.endswith("“profil” is not a key; did you mean “profile”?")
        await pilot.press("3")
        await pilot.pause()
        assert "▲ Configuration not followed:" in shown(pilot)

        configure("")
        plan_path.write_text(f"{PLAN}\nMore.\n", encoding="utf-8")
        await until_found(pilot, lambda: not screen.findings.remarks, "the mistake to be mended")
        assert "not followed" not in "\n".join(
            strip.text for strip in (screen.findings.render_line(y) for y in range(6))
        )


async def test_of_many_mistakes_the_first_is_told(
    open_plan: OpenPlan, configure: Callable[[str], None]
) -> None:
    configure("profile = 1\nselect = 2\nignore = 3\n")
    async with open_plan() as pilot:
        message = plan_screen(pilot).key_bar.message

        assert "“select” must be" in message or "“profile” must be" in message
        assert message.endswith(" And 2 more: see “milepost config show”.")


async def test_the_same_mistake_is_told_once(
    open_plan: OpenPlan, plan_path: Path, configure: Callable[[str], None]
) -> None:
    configure("profile = 1\n")
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        screen.tell("")
        plan_path.write_text(f"{PLAN}\nMore.\n", encoding="utf-8")
        await until_found(pilot, lambda: "More." in screen.document.text, "the new text")

        assert screen.key_bar.message == ""


async def test_a_profile_that_does_not_exist_is_told(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    plan_of(f"---\nmilepost-profile: lving\n---\n{PLAN}")
    async with open_plan() as pilot:
        screen = plan_screen(pilot)

        assert "greenhouse.md chooses the profile lving" in screen.key_bar.message
        assert screen.findings.remarks == (
            "greenhouse.md chooses the profile lving, which does not exist. Did it mean living? "
            "execplan holds.",
        )


async def test_the_projects_names_of_sections_count_everywhere(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], configure: Callable[[str], None]
) -> None:
    configure('[sections]\n"Itinerary" = "Progress"\n')
    path = plan_of(PLAN.replace("## Progress", "## Itinerary"))
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        assert screen.rail.selected is not None
        assert "2/5" in shown(pilot)
        assert not any("Progress" in each.message for each in _found(pilot))

        await pilot.press("space")
        await wait_for(
            pilot, lambda: screen.session.receive() or screen.session.saved, "the tick on the disk"
        )
        path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
        await until_found(pilot, lambda: "More." in screen.document.text, "the new text")
        assert "3/5" in shown(pilot)


async def test_the_names_may_change_while_the_plan_is_open(
    open_plan: OpenPlan,
    plan_of: Callable[[str], Path],
    plan_path: Path,
    configure: Callable[[str], None],
) -> None:
    plan_of(PLAN.replace("## Progress", "## Itinerary"))
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        assert screen.rail.selected is None
        configure('[sections]\n"Itinerary" = "Progress"\n')
        plan_path.write_text(f"{screen.document.text}\nMore.\n", encoding="utf-8")
        await wait_for(pilot, lambda: screen.rail.selected, "the items on the rail")

        (plan_path.parent / "milepost.toml").unlink()
        plan_path.write_text(f"{screen.document.text}\nMore.\n", encoding="utf-8")
        await wait_for(pilot, lambda: screen.rail.selected is None, "the items to leave")


def test_a_plan_under_other_names_is_not_checked(
    plan_path: Path, configure: Callable[[str], None], document: Document
) -> None:
    configure('[sections]\n"Itinerary" = "Progress"\n')

    outcome: Outcome = Checker(plan_path, FakeClock()).check(document)

    assert outcome.diagnostics is None
    assert set(outcome.aliases) == {"itinerary"}


@pytest.fixture
def document() -> Document:
    from milepost.document import Document

    return Document.parse(PLAN)
