"""What each host hears, and how."""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli.hook import listening
from milepost.cli.hook.telling import News, compose
from milepost.report.finding import CheckedPlan
from milepost.workspace.mailbox import Letter, post, take
from support.hooks import BARE, CLEAN, FAULTY, HOSTS, STAMPED, edit_of

if TYPE_CHECKING:
    from support.command import Answer, Run
    from support.hooks import Feed

MALFORMED = sorted((Path(__file__).parent / "malformed").glob("*.json"))
SAID = (
    "milepost: plan.md has an error:\n"
    "plan.md:26:1: error MP202 a done item does not say when it was done; "
    "by hand: Write the time at which it was done, like this"
)
AT = datetime(2026, 1, 31, 14, 2, tzinfo=UTC)


def heard(host: str, answer: Answer) -> str:
    """What reaches the agent, after a look at how it does."""
    if not (answer.out or answer.err):
        assert answer.code == 0
        return ""
    if host in {"claude", "codex"}:
        assert (answer.code, answer.out) == (2, "")
        return answer.err.removesuffix("\n")
    assert (answer.code, answer.err) == (0, "")
    said = json.loads(answer.out)
    if host == "cursor":
        assert said.keys() == {"additional_context"}
        return str(said["additional_context"])
    (inner,) = said.values()
    assert said.keys() == {"hookSpecificOutput"}
    assert inner.keys() == {"hookEventName", "additionalContext"}
    assert inner["hookEventName"] == "AfterTool"
    return str(inner["additionalContext"])


@pytest.mark.parametrize("host", HOSTS)
def test_error_reaches_the_agent(host: str, folder: Path, feed: Feed) -> None:
    (folder / "plan.md").write_text(FAULTY, encoding="utf-8")

    assert heard(host, feed(host, edit_of())) == SAID


@pytest.mark.parametrize("host", HOSTS)
def test_plan_without_errors_is_no_news(host: str, feed: Feed) -> None:
    assert heard(host, feed(host, edit_of())) == ""


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("file", MALFORMED, ids=lambda file: file.stem)
def test_malformed_message_is_silence(
    host: str, file: Path, folder: Path, feed: Feed, state: Path
) -> None:
    (folder / "plan.md").write_text(FAULTY, encoding="utf-8")

    assert heard(host, feed(host, file.read_bytes())) == ""
    assert not state.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00\x01\x80",
        bytes(range(256)),
        b"[" * 100_000,
        b'{"tool_input": ' * 50_000,
        b'{"tool_input": {"file_path": "' + b"x" * 1_000_000 + b'.md"}}',
        b"1" * 10_000,
    ],
    ids=["utf-16", "binary", "deep list", "deep object", "long path", "long number"],
)
def test_monstrous_message_is_silence(data: bytes, feed: Feed) -> None:
    assert heard("claude", feed("claude", data)) == ""


def test_message_beyond_all_measure_is_not_looked_at(
    folder: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
    monkeypatch.setattr(listening, "_LARGEST", 200)

    assert heard("claude", feed("claude", edit_of(content="x" * 300))) == ""
    assert heard("claude", feed("claude", edit_of())) == SAID


def test_closed_stdin_is_silence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert heard("claude", run("hook", "claude")) == ""


def test_unreadable_stdin_is_silence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "it broke")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Broken()))

    assert heard("claude", run("hook", "claude")) == ""


def make_missing(path: Path) -> None:
    path.unlink()


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to("plan.md")


def make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def make_large(path: Path) -> None:
    path.write_text(FAULTY + "x" * 4_000_000, encoding="utf-8")


def make_utf16(path: Path) -> None:
    path.write_text(FAULTY, encoding="utf-16")


def make_nul(path: Path) -> None:
    path.write_text(FAULTY + "\0", encoding="utf-8")


def make_readme(path: Path) -> None:
    path.write_text("# Read me\n\n- [x] done\n", encoding="utf-8")


@pytest.mark.parametrize(
    "make",
    [
        *(make_missing, make_folder, make_loop, make_pipe),
        *(make_large, make_utf16, make_nul, make_readme),
    ],
)
def test_what_is_no_plan_is_silence(make: object, folder: Path, feed: Feed) -> None:
    assert callable(make)
    make(folder / "plan.md")

    assert heard("claude", feed("claude", edit_of())) == ""


def test_plan_with_another_suffix_is_no_plan(folder: Path, feed: Feed) -> None:
    (folder / "plan.txt").write_text(FAULTY, encoding="utf-8")

    assert heard("claude", feed("claude", edit_of("plan.txt"))) == ""


def test_link_to_a_plan_is_a_plan(folder: Path, feed: Feed) -> None:
    (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
    (folder / "link.MD").symlink_to("plan.md")

    assert "link.MD:26:1: error MP202" in heard("claude", feed("claude", edit_of("link.MD")))


@pytest.mark.parametrize("place", ["milepost.toml", "user"])
def test_section_titles_of_the_project_make_a_plan(
    place: str, folder: Path, tmp_path: Path, feed: Feed
) -> None:
    text = FAULTY.replace("## Progress", "## Status board")
    (folder / "plan.md").write_text(text, encoding="utf-8")
    assert heard("claude", feed("claude", edit_of())) == ""
    file = folder / place if place != "user" else tmp_path / "config/milepost/milepost.toml"
    file.parent.mkdir(parents=True, exist_ok=True)

    file.write_text('[sections]\n"Status board" = "Progress"\n', encoding="utf-8")

    assert "MP202" in heard("claude", feed("claude", edit_of()))


def test_other_configuration_makes_no_plan(folder: Path, feed: Feed) -> None:
    (folder / "plan.md").write_text("# Notes\n\n## Status board\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[tool.other]\nsections = 3\n", encoding="utf-8")

    assert heard("claude", feed("claude", edit_of())) == ""


def test_configuration_decides_what_is_an_error(folder: Path, feed: Feed) -> None:
    (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
    (folder / "milepost.toml").write_text('ignore = ["MP202"]\n', encoding="utf-8")

    assert heard("claude", feed("claude", edit_of())) == ""


def test_configuration_with_a_mistake_is_not_followed(folder: Path, feed: Feed) -> None:
    (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
    (folder / "milepost.toml").write_text("ignore = [", encoding="utf-8")

    assert heard("claude", feed("claude", edit_of())) == SAID


class TestWhatIsTold:
    def test_error_that_was_there_before_is_not(self, folder: Path, feed: Feed) -> None:
        after = FAULTY.replace("Wrote `checkpoint.py`", "Wrote and tried `checkpoint.py`")
        (folder / "plan.md").write_text(after, encoding="utf-8")

        said = edit_of(old_string="Wrote `check", new_string="Wrote and tried `check")
        assert heard("claude", feed("claude", said)) == ""

    def test_error_that_the_edit_brought_is(self, folder: Path, feed: Feed) -> None:
        (folder / "plan.md").write_text(FAULTY, encoding="utf-8")

        said = edit_of(old_string=STAMPED, new_string=BARE)
        assert heard("claude", feed("claude", said)).startswith(
            "milepost: this edit brought an error into plan.md:\nplan.md:26:1: error MP202"
        )

    def test_same_error_in_another_line_is(self, folder: Path, feed: Feed) -> None:
        old = "- [x] (2026-11-18 13:27Z) Wrote"
        (folder / "plan.md").write_text(FAULTY.replace(old, "- [x] Wrote"), encoding="utf-8")

        text = heard("claude", feed("claude", edit_of(old_string=old, new_string="- [x] Wrote")))
        assert "\nplan.md:27:1: error MP202" in text
        assert "plan.md:26:" not in text

    def test_error_is_told_once_in_a_session(self, folder: Path, feed: Feed) -> None:
        (folder / "plan.md").write_text(FAULTY, encoding="utf-8")

        assert heard("claude", feed("claude", edit_of())) == SAID
        assert heard("claude", feed("claude", edit_of())) == ""
        assert heard("claude", feed("claude", {**edit_of(), "session_id": "t"})) == SAID
        assert heard("codex", feed("codex", edit_of())) == SAID

    def test_it_is_told_once_wherever_the_agent_is(self, folder: Path, feed: Feed) -> None:
        (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
        path = str(folder / "plan.md")
        (folder / "src").mkdir()

        assert heard("claude", feed("claude", {**edit_of(path), "cwd": str(folder)})) == SAID
        assert heard("claude", feed("claude", {**edit_of(path), "cwd": f"{folder}/src"})) == ""

    def test_error_that_comes_back_is_told_again(self, folder: Path, feed: Feed) -> None:
        (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
        assert heard("claude", feed("claude", edit_of())) == SAID
        (folder / "plan.md").write_text(CLEAN, encoding="utf-8")
        assert heard("claude", feed("claude", edit_of())) == ""

        (folder / "plan.md").write_text(FAULTY, encoding="utf-8")

        assert heard("claude", feed("claude", edit_of())) == SAID

    def test_session_without_a_name_remembers_nothing(self, folder: Path, feed: Feed) -> None:
        (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
        said = {"tool_input": {"file_path": "plan.md"}}

        assert heard("claude", feed("claude", said)) == SAID
        assert heard("claude", feed("claude", said)) == SAID

    def test_warnings_are_not(self, folder: Path, feed: Feed) -> None:
        text = CLEAN + "\nUpdate the callers as needed, etc.\n"
        (folder / "plan.md").write_text(text, encoding="utf-8")

        assert heard("claude", feed("claude", edit_of())) == ""

    def test_it_is_short_and_harmless(self, folder: Path, feed: Feed) -> None:
        items = "".join(f"- [x] Évil \x1b[2J 漢字 {at} {'漢' * 300}\n" for at in range(60))
        text = CLEAN.replace("## Surprises", f"{items}\n## Surprises")
        name = "plan \x1b[31m\n{.md"
        (folder / name).write_text(text, encoding="utf-8")

        told = heard("claude", feed("claude", edit_of(name)))

        assert len(told.split("\n")) <= 20
        assert len(told.encode()) <= 6_000
        assert "\x1b" not in told
        assert told.startswith("milepost: plan \\x1b[31m\\x0a{.md has 120 errors")
        assert told.split("\n")[-1].startswith("- and ")

    def test_long_line_is_cut(self, folder: Path, feed: Feed) -> None:
        deep = folder / ("漢" * 60) / ("字" * 60)
        deep.mkdir(parents=True)
        (deep / "plan.md").write_text(FAULTY, encoding="utf-8")

        for line in heard("claude", feed("claude", edit_of(str(deep / "plan.md")))).split("\n"):
            assert line.endswith("…")
            assert len(line.encode()) <= 300

    def test_several_plans_share_the_room(self, folder: Path, feed: Feed) -> None:
        items = "".join(f"- [x] Done {at}\n" for at in range(60))
        text = CLEAN.replace("## Surprises", f"{items}\n## Surprises")
        names = [f"{at}.md" for at in range(12)]
        for name in names:
            (folder / name).write_text(text, encoding="utf-8")
        patch = "".join(f"*** Update File: {name}\n" for name in names)

        told = heard("codex", feed("codex", {"tool_input": {"command": patch}})).split("\n")

        assert len(told) == 20
        assert told[0::2] == [f"milepost: {at}.md has 60 errors:" for at in range(10)]
        assert set(told[1::2]) == {"- and 60 more"}

    def test_plan_elsewhere_goes_by_its_whole_path(
        self, folder: Path, tmp_path: Path, feed: Feed
    ) -> None:
        path = tmp_path / "other.md"
        path.write_text(FAULTY, encoding="utf-8")

        assert f"\n{path}:26:1: error" in heard("claude", feed("claude", edit_of(str(path))))

    def test_rule_that_fails_is_not(self, feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
        from milepost.rules import ALL_RULES

        def fail(context: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(type(ALL_RULES[0]), "check", staticmethod(fail))

        assert heard("claude", feed("claude", edit_of())) == ""


class TestMailbox:
    @pytest.mark.parametrize("host", HOSTS)
    def test_letters_are_handed_over_once(self, host: str, folder: Path, feed: Feed) -> None:
        post(folder / "plan.md", "ticked 'Write the \x1b[2J parser'", AT)
        post(folder / "plan.md", "changed Decision 3", AT)

        assert heard(host, feed(host, edit_of())).split("\n") == [
            "milepost: the person changed plan.md meanwhile; read it again before your next edit, "
            "and keep what they did:",
            "- ticked 'Write the \\x1b[2J parser' 2026-01-31 14:02Z",
            "- changed Decision 3 2026-01-31 14:02Z",
        ]
        assert heard(host, feed(host, edit_of())) == ""

    @pytest.mark.parametrize(
        ("now", "shown"),
        [
            (datetime(2026, 1, 31, 23, 59, tzinfo=UTC), "14:02Z"),
            (datetime(2026, 2, 1, tzinfo=UTC), "2026-01-31 14:02Z"),
        ],
    )
    def test_letters_of_today_say_the_time_alone(
        self, folder: Path, now: datetime, shown: str
    ) -> None:
        plan = CheckedPlan("plan.md", "", "", ())
        news = News(folder / "plan.md", plan, (), [Letter("ticked 'it'", AT)])

        assert compose([news], now).endswith(f"\n- ticked 'it' {shown}")

    def test_letters_come_before_errors(self, folder: Path, feed: Feed) -> None:
        (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
        post(folder / "plan.md", "ticked 'it'", AT)

        told = heard("claude", feed("claude", edit_of()))
        assert told.index("ticked 'it'") < told.index("MP202")

    def test_event_without_an_answer_takes_and_remembers_nothing(
        self, folder: Path, feed: Feed
    ) -> None:
        (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
        post(folder / "plan.md", "ticked 'it'", AT)
        said = {**edit_of(), "hook_event_name": "afterFileEdit"}

        assert heard("cursor", feed("cursor", said)) == SAID
        assert heard("cursor", feed("cursor", edit_of())).endswith(SAID)
        assert take(folder / "plan.md") == []


class TestMistakesOfOurs:
    def test_they_are_logged_and_not_told(
        self, feed: Feed, state: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(path: str) -> bool:
            raise ZeroDivisionError

        monkeypatch.setattr(listening, "may_be_plan", fail)

        assert heard("claude", feed("claude", edit_of())) == ""
        (log,) = state.glob("crash-*.log")
        assert "ZeroDivisionError" in log.read_text(encoding="utf-8")

    def test_state_directory_that_cannot_be_made_changes_nothing(
        self, folder: Path, feed: Feed, tmp_path: Path
    ) -> None:
        (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
        (tmp_path / "state").write_text("in the way", encoding="utf-8")

        assert heard("claude", feed("claude", edit_of())) == SAID
        assert heard("claude", feed("claude", edit_of())) == SAID

    def test_reader_that_went_away_is_nothing(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, run: Run
    ) -> None:
        class Gone(io.BytesIO):
            def write(self, data: object, /) -> int:
                raise BrokenPipeError

        (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
        said = io.BytesIO(json.dumps(edit_of()).encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(said))
        monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(Gone()))

        assert run("hook", "claude").code == 2


class TestCommandLine:
    def test_person_is_told_how_to_set_it_up(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        monkeypatch.setattr(sys, "stdin", Terminal())

        answer = run("hook", "gemini")
        assert (answer.code, answer.out) == (2, "")
        assert "`milepost hook install gemini` sets that up" in answer.err

    @pytest.mark.parametrize("arguments", [["--help"], ["claude", "--help"], ["install", "-h"]])
    def test_help_is_where_one_asks_for_it(self, run: Run, arguments: list[str]) -> None:
        answer = run("hook", *arguments)

        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith("Usage: milepost hook install HOST")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ([], "Say what to do. There are install, uninstall, show, claude, codex, gemini"),
            (["clade"], "There is no hook clade. There are install"),
            (["claude", "plan.md"], "`milepost hook claude` takes no arguments, not plan.md."),
        ],
    )
    def test_mistyped_command_is_explained(self, run: Run, arguments: list[str], said: str) -> None:
        answer = run("hook", *arguments)

        assert (answer.code, answer.out) == (2, "")
        assert said in answer.err
