"""`milepost fix`: what it writes, what it leaves, and that nobody's words are lost by it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from milepost.cli import fixing
from milepost.diagnostics import Applicability, Diagnostic, Fix, Severity
from milepost.rule import Rule
from milepost.text import EditSet, Source, Span, TextEdit
from milepost.workspace.store import Refused, Saved, SaveResult, Stale, load, save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.rule import RuleContext
    from milepost.workspace.descriptors import Displaced
    from milepost.workspace.digest import Digest
    from support.command import Run


class Ape(Rule):
    """Wants apes to be bees."""

    code, name, severity = "MP501", "ape-found", Severity.ERROR
    examples = ()
    word, wanted, applicability = "APE", "BEE", Applicability.SAFE

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per occurrence."""
        start = context.text.find(self.word)
        while start >= 0:
            span = Span(start, start + len(self.word))
            edits = EditSet.of([TextEdit(span, self.wanted)])
            yield self.report(span, self.word, fix=Fix("Replace it", edits, self.applicability))
            start = context.text.find(self.word, span.end)


class Cat(Ape):
    """Probably wants cats to be dogs."""

    code, name, severity = "MP502", "cat-found", Severity.WARNING
    word, wanted, applicability = "CAT", "DOG", Applicability.UNSAFE


class Elk(Ape):
    """Wants elks to be more elks, without an end."""

    code, name = "MP503", "elk-found"
    word, wanted = "ELK", "ELK ELK"


@pytest.fixture(autouse=True)
def three_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.rules.ALL_RULES", (Ape(), Cat(), Elk()))


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.write_bytes(text.encode())
    return path


def interrupt(monkeypatch: pytest.MonkeyPatch, *texts: str) -> None:
    """Lets somebody else write these texts, one before each of the next saves."""
    waiting = list(texts)

    def late(path: Path, source: Source, expected: Digest | None) -> SaveResult:
        if waiting:
            path.write_bytes(waiting.pop(0).encode())
        return save(path, source, expected)

    monkeypatch.setattr(fixing, "save", late)


ONE = "Fixed 1 finding (1 in a.md)"
MORE = "--unsafe-fixes would fix 1 more."


@pytest.mark.parametrize(
    ("before", "options", "after", "summary", "code"),
    [
        ("APE APE", [], "BEE BEE", "Fixed 2 findings (2 in a.md).", 0),
        ("APE CAT", [], "BEE CAT", f"{ONE}; 1 left. {MORE}", 0),
        ("APE CAT", ["--unsafe-fixes"], "BEE DOG", "Fixed 2 findings (2 in a.md).", 0),
        ("CAT CAT", [], "CAT CAT", "Nothing to fix; 2 left. --unsafe-fixes would fix 2 more.", 0),
        ("CAT", ["--strict"], "CAT", f"Nothing to fix; 1 left. {MORE}", 1),
        ("none", [], "none", "Nothing to fix.", 0),
        ("", [], "", "Nothing to fix.", 0),
        ("APE CAT", ["--select", "MP502"], "APE CAT", f"Nothing to fix; 1 left. {MORE}", 0),
        ("APE", ["--ignore", "MP501"], "APE", "Nothing to fix.", 0),
        ("APE <!-- milepost-disable-line MP501 -->", [], None, "Nothing to fix.", 0),
        ("\ufeffAPE\r\nx\n\r\nend", [], "\ufeffBEE\r\nx\n\r\nend", f"{ONE}.", 0),
    ],
)
def test_fixes_what_is_asked_for(
    run: Run, before: str, options: list[str], after: str | None, summary: str, code: int
) -> None:
    path = write("a.md", before)

    answer = run("fix", "a.md", *options)

    assert (answer.code, answer.out, answer.err) == (code, "", summary + "\n")
    assert path.read_bytes() == (before if after is None else after).encode()


def test_several_plans_are_summed_up(run: Run) -> None:
    write("a.md", "APE APE")
    write("b.md", "APE CAT")
    write("c.md", "CAT")

    answer = run("fix", "a.md", "b.md", "c.md")

    assert answer.err == (
        "Fixed 3 findings (2 in a.md, 1 in b.md); 2 left. --unsafe-fixes would fix 2 more.\n"
    )


def test_many_plans_are_counted(run: Run) -> None:
    names = [f"{number}.md" for number in range(6)]
    for name in names:
        write(name, "APE")

    assert run("fix", *names).err == "Fixed 6 findings (in 6 plans).\n"


def test_what_has_nothing_to_fix_is_not_touched(run: Run) -> None:
    path = write("a.md", "none")
    before = path.stat()

    run("fix", "a.md")

    after = path.stat()
    assert (after.st_ino, after.st_ctime_ns) == (before.st_ino, before.st_ctime_ns)


def test_mode_and_link_are_kept(run: Run) -> None:
    path = write("a.md", "APE")
    path.chmod(0o640)
    Path("link.md").symlink_to("a.md")

    run("fix", "link.md")

    assert Path("link.md").is_symlink()
    assert path.read_text() == "BEE"
    assert path.stat().st_mode & 0o777 == 0o640


# Differences


def test_difference_is_printed_and_nothing_written(run: Run) -> None:
    path = write("a.md", "x\r\nAPE\r\ny")

    answer = run("fix", "a.md", "--diff")

    assert answer.code == 1
    assert answer.out == (
        "--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,3 @@\n x\r\n-APE\r\n+BEE\r\n y\n"
        "\\ No newline at end of file\n"
    )
    assert answer.err == "Would fix 1 finding (1 in a.md).\n"
    assert path.read_bytes() == b"x\r\nAPE\r\ny"


def test_no_difference_is_no_failure(run: Run) -> None:
    write("a.md", "CAT")

    answer = run("fix", "--diff", "--strict", "a.md")

    assert (answer.code, answer.out) == (0, "")


def test_git_applies_the_differences_of_several_plans(run: Run, folder: Path) -> None:
    for name, text in (("a b.md", "\ufeffAPE\r\n"), ("plans/日本.md", "x\nAPE"), ("c.md", "none")):
        Path(name).parent.mkdir(exist_ok=True)
        write(name, text)

    answer = run("fix", "--diff", "a b.md", str(folder / "plans" / "日本.md"), "c.md")
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        input=answer.out.encode(),
        check=True,
        cwd=folder,
        env={"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin"},
    )

    assert Path("a b.md").read_bytes() == "\ufeffBEE\r\n".encode()
    assert Path("plans/日本.md").read_bytes() == b"x\nBEE"


def test_difference_on_a_terminal_is_harmless(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", "APE \x1b[2J")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    answer = run("fix", "--diff", "a.md")

    assert "+BEE \\x1b[2J" in answer.out
    assert "\x1b[2J" not in answer.out


def test_plan_elsewhere_is_named_by_its_whole_path(run: Run, tmp_path: Path) -> None:
    write(str(tmp_path / "a.md"), "APE\n")

    answer = run("fix", "--diff", str(tmp_path / "a.md"))

    assert answer.out.startswith(f"--- a{tmp_path.as_posix()}/a.md\n")


# Two authors


def test_what_somebody_else_writes_meanwhile_is_fixed_too(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.md", "APE one")
    interrupt(monkeypatch, "APE two", "APE APE three")

    answer = run("fix", "a.md")

    assert path.read_text() == "BEE BEE three"
    assert answer.err == "Fixed 2 findings (2 in a.md).\n"


def test_what_needs_no_fix_any_more_is_left_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.md", "APE one")
    interrupt(monkeypatch, "two")

    answer = run("fix", "a.md")

    assert path.read_text() == "two"
    assert answer.err == "Nothing to fix.\n"


def test_plan_that_keeps_changing_is_left_to_its_writer(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.md", "APE")
    interrupt(monkeypatch, *(f"APE {number}" for number in range(20)))

    answer = run("fix", "a.md")

    assert answer.code == 2
    assert "APE" in path.read_text()
    assert answer.err.startswith("a.md was not fixed: it keeps changing.")
    assert answer.err.endswith("Nothing to fix; 1 left.\n")


def test_plan_that_goes_away_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", "APE")

    def gone(path: Path, source: Source, expected: Digest | None) -> SaveResult:
        path.unlink()
        return save(path, source, expected)

    monkeypatch.setattr(fixing, "save", gone)

    answer = run("fix", "a.md")

    assert answer.code == 2
    assert "There is no file at a.md" in answer.err
    assert not Path("a.md").exists()


def test_plan_that_was_locked_meanwhile_is_left(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", "APE")

    def locked(path: Path, source: Source, expected: Digest | None) -> SaveResult:
        path.write_text("APE two")
        path.chmod(0o444)
        return Stale(load(path))

    monkeypatch.setattr(fixing, "save", locked)

    answer = run("fix", "a.md")

    assert answer.code == 2
    assert "change its permissions" in answer.err


class Late:
    """A file out of its place that somebody is still writing into."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self) -> bytes:
        """What they wrote."""
        return self._data


def late_writer(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Lets the first save displace a file that then holds `data`."""
    waiting = [Late(data)]
    monkeypatch.setattr(fixing, "Displaced", Late)

    def displacing(path: Path, source: Source, expected: Digest | None) -> SaveResult:
        done = save(path, source, expected)
        assert isinstance(done, Saved)
        displaced = waiting.pop() if waiting else Late(b"")
        if not displaced.read():
            return Saved(done.digest)
        return Saved(done.digest, displaced=cast("Displaced", displaced))

    monkeypatch.setattr(fixing, "save", displacing)


@pytest.mark.parametrize(
    ("late", "after"), [("APE one", "BEE one"), ("APE one APE two", "BEE one BEE two"), ("x", "x")]
)
def test_late_writer_is_not_overwritten(
    run: Run, monkeypatch: pytest.MonkeyPatch, late: str, after: str
) -> None:
    path = write("a.md", "APE one")
    late_writer(monkeypatch, late.encode())

    answer = run("fix", "a.md")

    assert path.read_text() == after
    assert answer.code == 0


@pytest.mark.parametrize("late", [b"AP", b"\xff\xfe"])
def test_half_written_text_is_told_of(
    run: Run, monkeypatch: pytest.MonkeyPatch, late: bytes
) -> None:
    write("a.md", "APE one")
    late_writer(monkeypatch, late)

    answer = run("fix", "a.md")

    assert answer.code == 2
    assert answer.err.startswith("Somebody else wrote a.md while it was fixed: look whether")


# What cannot be done


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name the plans to fix: `milepost fix PATH`"),
        (["gone.md"], "There is no file at gone.md"),
        (["a.md", "--select", "MP999"], "There is no rule MP999."),
        (["a.md", "--profile", "none-such"], "There is no profile none-such."),
        (["a.md", "--nonsense"], "Unrecognized arguments: --nonsense. `milepost fix --help`"),
    ],
)
def test_what_cannot_be_followed_is_explained(run: Run, arguments: list[str], words: str) -> None:
    write("a.md", "APE")

    answer = run("fix", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err


def test_text_with_bare_carriage_returns_is_not_written(run: Run) -> None:
    path = write("a.md", "APE\rAPE\r")

    answer = run("fix", "a.md")

    assert answer.code == 2
    assert "a.md was not fixed: it ends lines with a bare carriage return.\n" in answer.err
    assert path.read_bytes() == b"APE\rAPE\r"


def test_file_that_cannot_be_written_is_told_of(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", "APE")
    write("b.md", "APE")
    refusals = [Refused("a.md was not saved: the disk is full.")]

    def full(path: Path, source: Source, expected: Digest | None) -> SaveResult:
        return refusals.pop() if refusals else save(path, source, expected)

    monkeypatch.setattr(fixing, "save", full)

    answer = run("fix", "a.md", "b.md")

    assert answer.code == 2
    assert answer.err == (
        "a.md was not saved: the disk is full.\nFixed 1 finding (1 in b.md); 1 left.\n"
    )


def test_errors_that_are_left_fail(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ape, "applicability", Applicability.MANUAL)
    write("a.md", "APE")

    answer = run("fix", "a.md", "--unsafe-fixes")

    assert (answer.code, answer.err) == (1, "Nothing to fix; 1 left.\n")


def test_fixes_without_an_end_are_named(run: Run) -> None:
    path = write("a.md", "ELK APE")

    answer = run("fix", "a.md")

    assert path.read_text() == "ELK BEE"
    assert answer.err.startswith("a.md: the fixes of MP503 come to no end and were left out.\n")


def test_a_rule_that_fails_is_our_bug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Ape, context: RuleContext) -> Iterator[Diagnostic]:
        raise KeyError

    monkeypatch.setattr(Ape, "check", broken)
    write("a.md", "CAT")

    assert run("fix", "a.md", "--unsafe-fixes").code == 3


def test_nothing_is_written_under_a_configuration_with_a_mistake(run: Run) -> None:
    path = write("a.md", "APE")
    Path("sub").mkdir()
    write("sub/b.md", "APE")
    write("sub/milepost.toml", "sellect = []\n")

    answer = run("fix", "a.md", "sub/b.md")

    assert answer.code == 2
    assert "sellect" in answer.err
    assert path.read_text() == "APE"


def test_configuration_chooses_the_rules(run: Run) -> None:
    path = write("a.md", "APE")
    write("milepost.toml", 'ignore = ["MP501"]\n')

    assert run("fix", "a.md").err == "Nothing to fix.\n"
    assert run("fix", "a.md", "--isolated").err == "Fixed 1 finding (1 in a.md).\n"
    assert path.read_text() == "BEE"


def test_profile_that_a_plan_chooses_in_vain_is_told_of(run: Run) -> None:
    path = write("a.md", "<!-- milepost-profile: none-such-profile -->\n\nAPE")

    answer = run("fix", "a.md")

    assert "a.md chooses the profile none-such-profile, which does not exist." in answer.err
    assert path.read_text().endswith("BEE")
