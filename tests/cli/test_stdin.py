"""A plan that comes from stdin."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.__main__ import main
from milepost.cli import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.command import Run

LOOSE = "## Progress\r\n\r\n- [] One.\r\n"
RULES = ("--select", "MP208")


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes | None], None]:
    """Puts bytes on stdin; none for a stdin that is closed."""

    def put(data: bytes | None) -> None:
        stream = None if data is None else io.TextIOWrapper(io.BytesIO(data))
        monkeypatch.setattr("sys.stdin", stream)

    return put


def test_it_is_checked(run: Run, pipe: Callable[[bytes | None], None]) -> None:
    pipe(LOOSE.encode())

    answer = run("check", *RULES, "-", "-", "--output-format", "json")

    (plan,) = json.loads(answer.out)["plans"]
    assert (answer.code, plan["path"], len(plan["diagnostics"])) == (0, "<stdin>", 1)


def test_it_is_checked_under_the_configuration_around(
    run: Run, pipe: Callable[[bytes | None], None]
) -> None:
    Path("milepost.toml").write_text('severity = { MP208 = "error" }\n', encoding="utf-8")
    pipe(LOOSE.encode())

    answer = run("check", *RULES, "-", "--output-format", "concise")

    assert answer.code == 1
    assert answer.out.startswith("<stdin>:3:3: error MP208")


def test_its_fixed_text_is_printed_to_the_byte(
    pipe: Callable[[bytes | None], None], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    pipe(LOOSE.encode())

    code = main(["fix", *RULES, "-"])

    out, err = capsysbinary.readouterr()
    assert (code, out) == (0, LOOSE.replace("[]", "[ ]").encode())
    assert b"Fixed 1 finding (1 in <stdin>)." in err
    assert list(Path().iterdir()) == []


def test_its_difference_can_be_looked_at(run: Run, pipe: Callable[[bytes | None], None]) -> None:
    pipe(LOOSE.replace("\r", "").encode())

    answer = run("fix", "--diff", *RULES, "-")

    assert answer.code == 1
    assert "+- [ ] One." in answer.out


def test_check_does_not_fix_it(run: Run, pipe: Callable[[bytes | None], None]) -> None:
    pipe(LOOSE.encode())

    answer = run("check", "--fix", "-")

    assert (answer.code, answer.out) == (2, "")
    assert "`milepost fix -`" in answer.err


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\xff\xfea", "<stdin> is not read"), (b"a\0b", "<stdin> is not read"), (b"a" * 99, "has")],
)
def test_what_is_no_plan_is_told(
    run: Run,
    pipe: Callable[[bytes | None], None],
    monkeypatch: pytest.MonkeyPatch,
    data: bytes,
    words: str,
) -> None:
    monkeypatch.setattr(reading, "MAX_CHARACTERS", 90)
    pipe(data)

    answer = run("check", "-")

    assert answer.code == 2
    assert words in answer.err


def test_a_closed_stdin_is_an_empty_plan(run: Run, pipe: Callable[[bytes | None], None]) -> None:
    pipe(None)

    assert "0 findings" not in run("check", "-", *RULES).err
