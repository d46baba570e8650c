"""Reading a file that fails or changes under the reader's hands."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from milepost.workspace import loading
from milepost.workspace.loading import PathState, Snapshot, Unreadable, load
from support.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = b"# Plan\n\n- [ ] One step.\n"
NEW = b"# Plan\n\n- [x] One step.\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_bytes(OLD)
    return path


class TestReading:
    @pytest.mark.parametrize(
        ("call", "code", "state"),
        [
            ("open", errno.EACCES, PathState.FORBIDDEN),
            ("open", errno.EPERM, PathState.FORBIDDEN),
            ("open", errno.ESTALE, PathState.VANISHED),
            ("read", errno.EIO, PathState.FAILED),
        ],
    )
    def test_an_error_is_a_state(
        self,
        plan: Path,
        monkeypatch: pytest.MonkeyPatch,
        call: str,
        code: int,
        state: PathState,
    ) -> None:
        Fault(code).into(monkeypatch, call)
        loaded = load(plan)
        assert isinstance(loaded, Unreadable)
        assert loaded.state is state

    def meanwhile(
        self, monkeypatch: pytest.MonkeyPatch, call: str, act: Callable[[int], object]
    ) -> None:
        """Does `act`, which is told how often it was called before, before each call."""
        real = getattr(os, call)
        count = 0

        def acted(*values: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            act(count - 1)
            return real(*values, **named)

        monkeypatch.setattr(os, call, acted)

    def test_a_file_removed_while_it_is_read_is_missing(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.meanwhile(monkeypatch, "read", lambda _: plan.unlink(missing_ok=True))
        loaded = load(plan)
        assert isinstance(loaded, Unreadable)
        assert loaded.state is PathState.MISSING

    def test_a_file_replaced_while_it_is_read_is_read_again(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = plan.with_name("other.md")
        other.write_bytes(NEW)
        self.meanwhile(monkeypatch, "read", lambda n: n or other.replace(plan))
        loaded = load(plan)
        assert isinstance(loaded, Snapshot)
        assert loaded.source.encode() == NEW

    def test_a_file_replaced_without_end_has_vanished(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = plan.with_name("other.md")

        def replace(_: int) -> None:
            other.write_bytes(NEW)
            other.replace(plan)

        self.meanwhile(monkeypatch, "read", replace)
        loaded = load(plan)
        assert isinstance(loaded, Unreadable)
        assert loaded.state is PathState.VANISHED

    def test_a_file_that_grows_without_end_is_unsettled(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Every reading takes two calls: the file grows before the first, and rests at the second.
        self.meanwhile(monkeypatch, "read", lambda n: plan.write_bytes(OLD * (n // 2 * 2 + 2)))
        loaded = load(plan)
        assert isinstance(loaded, Unreadable)
        assert loaded.state is PathState.UNSETTLED

    def test_a_pipe_put_in_the_place_of_a_file_does_not_block(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def swap(_: int) -> None:
            plan.unlink()
            os.mkfifo(plan)

        self.meanwhile(monkeypatch, "open", swap)
        loaded = load(plan)
        assert isinstance(loaded, Unreadable)
        assert loaded.state is PathState.NOT_REGULAR

    def test_a_file_that_is_larger_than_it_claims_is_too_large(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = Path("/proc/self/status")
        if not path.exists():
            pytest.skip("there is no /proc on this system")
        monkeypatch.setattr(loading, "MAX_BYTES", 10)
        loaded = load(path)
        assert isinstance(loaded, Unreadable)
        assert loaded.state is PathState.TOO_LARGE
