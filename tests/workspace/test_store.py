from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from milepost.text import Source
from milepost.workspace import store
from milepost.workspace.digest import digest_of
from milepost.workspace.store import (
    PathState,
    Refused,
    Saved,
    Snapshot,
    Stale,
    Unchanged,
    Unreadable,
    load,
    save,
)

OLD = "# Plan\n\n- [ ] One step.\n"
NEW = "# Plan\n\n- [x] One step.\n- [ ] Another one.\n"
NOBODY = 65534

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
as_user = pytest.mark.skipif(os.geteuid() == 0, reason="root is above permissions")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_bytes(OLD.encode())
    return path


def expect_snapshot(path: Path) -> Snapshot:
    loaded = load(path)
    assert isinstance(loaded, Snapshot), loaded
    return loaded


def save_new(path: Path, text: str = NEW) -> store.SaveResult:
    return save(path, Source(text), digest_of(path.read_bytes()))


def names_in(directory: Path) -> set[str]:
    return {entry.name for entry in directory.iterdir()}


class TestLoad:
    def test_a_file_comes_with_its_text_and_digest(self, plan: Path) -> None:
        loaded = expect_snapshot(plan)
        assert loaded.source == Source(OLD)
        assert loaded.digest == digest_of(OLD.encode())
        assert loaded.path == plan
        assert loaded.writable

    @pytest.mark.parametrize(
        ("data", "word"),
        [
            pytest.param(b"\xff\xfe#\x00", "UTF-16", id="utf-16"),
            pytest.param(b"caf\xe9\n", "UTF-8", id="latin-1"),
            pytest.param(b"a\rb\r", "carriage return", id="lone-cr"),
            pytest.param(b"a\0b", "NUL", id="nul"),
        ],
    )
    def test_a_text_that_is_unsafe_to_edit_is_read_only_with_the_reason(
        self, plan: Path, data: bytes, word: str
    ) -> None:
        plan.write_bytes(data)
        loaded = expect_snapshot(plan)
        assert not loaded.writable
        assert loaded.read_only is not None
        assert word in loaded.read_only
        assert loaded.source.encode() == data

    def test_a_file_without_write_bits_is_read_only(self, plan: Path) -> None:
        plan.chmod(0o444)
        loaded = expect_snapshot(plan)
        assert loaded.read_only == f"{plan} is shown read-only: change its permissions to edit it."

    def test_a_link_is_followed(self, plan: Path) -> None:
        link = plan.with_name("link.md")
        link.symlink_to(plan.name)
        assert expect_snapshot(link).source == Source(OLD)

    def test_fifty_megabytes_load(self, plan: Path) -> None:
        plan.write_bytes(b"- [ ] One more step of many.\n" * (50_000_000 // 29))
        assert len(expect_snapshot(plan).source.text) > 49_000_000

    def test_a_file_of_unknown_size_is_read_to_its_end(self) -> None:
        path = Path("/proc/self/status")
        if not path.exists():
            pytest.skip("there is no /proc on this system")
        assert expect_snapshot(path).source.text.startswith("Name:")


def make_missing(path: Path) -> None:
    """Leaves the path as it is: absent."""


def make_under_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("in the way")


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)  # A socket's path may only be about a hundred characters long.
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


def make_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(store.MAX_BYTES + 1)


class TestStates:
    @pytest.mark.parametrize(
        ("make", "state", "words"),
        [
            pytest.param(make_missing, PathState.MISSING, "create it", id="missing"),
            pytest.param(
                lambda path: path.parent.rmdir(),
                PathState.NO_DIRECTORY,
                "directory of",
                id="no-directory",
            ),
            pytest.param(
                make_under_a_file, PathState.NO_DIRECTORY, "directory of", id="under-a-file"
            ),
            pytest.param(
                lambda path: path.mkdir(), PathState.DIRECTORY, "is a directory", id="directory"
            ),
            pytest.param(os.mkfifo, PathState.NOT_REGULAR, "a named pipe", id="pipe"),
            pytest.param(make_socket, PathState.NOT_REGULAR, "a socket", id="socket"),
            pytest.param(
                lambda path: path.symlink_to("/dev/null"),
                PathState.NOT_REGULAR,
                "a device",
                id="device",
            ),
            pytest.param(make_large, PathState.TOO_LARGE, "64 MiB", id="too-large"),
            pytest.param(
                lambda path: path.symlink_to(path.name), PathState.LINK_LOOP, "itself", id="loop"
            ),
            pytest.param(
                lambda path: path.symlink_to("nowhere.md"),
                PathState.MISSING,
                "create it",
                id="dangling-link",
            ),
        ],
    )
    def test_every_state_is_a_value_with_a_sentence(
        self, tmp_path: Path, make: object, state: PathState, words: str
    ) -> None:
        path = tmp_path / "place" / "plan.md"
        path.parent.mkdir()
        assert callable(make)
        make(path)
        loaded = load(path)
        assert isinstance(loaded, Unreadable)
        assert loaded.state is state
        assert words in loaded.reason
        assert str(path) in loaded.reason
        assert loaded.reason.endswith(".")

    @pytest.mark.parametrize(
        "name", [pytest.param("a\0b.md", id="nul"), pytest.param("a" * 300, id="too-long")]
    )
    def test_an_impossible_name_is_a_value_too(self, tmp_path: Path, name: str) -> None:
        loaded = load(tmp_path / name)
        assert isinstance(loaded, Unreadable)
        assert loaded.state is PathState.FAILED

    def test_braces_in_a_path_are_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "{path}{0}.md"
        loaded = load(path)
        assert isinstance(loaded, Unreadable)
        assert str(path) in loaded.reason

    @as_user
    def test_a_file_that_may_not_be_read_says_so(self, plan: Path) -> None:
        plan.chmod(0)
        loaded = load(plan)
        assert isinstance(loaded, Unreadable)
        assert loaded.state is PathState.FORBIDDEN


class TestSave:
    def test_the_file_holds_the_new_text(self, plan: Path) -> None:
        assert save_new(plan) == Saved(digest_of(NEW.encode()))
        assert plan.read_bytes() == NEW.encode()
        assert names_in(plan.parent) == {"plan.md"}

    def test_a_relative_path_is_saved_where_it_points(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(plan.parent)
        assert isinstance(save_new(Path("plan.md")), Saved)
        assert plan.read_bytes() == NEW.encode()

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"\xef\xbb\xbf# Plan\n\nText\n", id="bom"),
            pytest.param(b"# Plan\r\n\r\nText\r\n", id="crlf"),
            pytest.param(b"# Plan\r\n\nText\r\n", id="mixed"),
            pytest.param(b"# Plan\n\nText", id="no-final-newline"),
            pytest.param("# Plan \t\n\n\u00a0\u2028 Text\x0c\n".encode(), id="odd-blanks"),
            pytest.param(b"# Plan\n\ncaf\xe9 Text\n", id="not-utf-8"),
        ],
    )
    def test_every_other_byte_is_kept(self, plan: Path, data: bytes) -> None:
        plan.write_bytes(data)
        loaded = expect_snapshot(plan)
        changed = loaded.source.with_text(loaded.source.text.replace("Text", "Word"))
        assert isinstance(save(plan, changed, loaded.digest), Saved)
        assert plan.read_bytes() == data.replace(b"Text", b"Word")

    def test_equal_bytes_leave_the_file_alone(self, plan: Path) -> None:
        before = plan.stat()
        assert save_new(plan, OLD) == Unchanged(digest_of(OLD.encode()))
        after = plan.stat()
        assert (after.st_mtime_ns, after.st_ino, after.st_ctime_ns) == (
            before.st_mtime_ns,
            before.st_ino,
            before.st_ctime_ns,
        )

    def test_a_file_that_somebody_else_wrote_is_stale(self, plan: Path) -> None:
        expected = digest_of(OLD.encode())
        plan.write_bytes(b"theirs\n")
        result = save(plan, Source(NEW), expected)
        assert isinstance(result, Stale)
        assert isinstance(result.now, Snapshot)
        assert result.now.source == Source("theirs\n")
        assert plan.read_bytes() == b"theirs\n"

    def test_a_file_that_is_gone_is_stale(self, plan: Path) -> None:
        expected = digest_of(OLD.encode())
        plan.unlink()
        result = save(plan, Source(NEW), expected)
        assert isinstance(result, Stale)
        assert isinstance(result.now, Unreadable)
        assert result.now.state is PathState.MISSING
        assert not plan.exists()

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
    def test_the_mode_is_kept(self, plan: Path, mode: int) -> None:
        plan.chmod(mode)
        assert isinstance(save_new(plan), Saved)
        assert plan.stat().st_mode & 0o7777 == mode

    @as_root
    def test_the_owner_is_kept(self, plan: Path) -> None:
        os.chown(plan, NOBODY, NOBODY)
        assert isinstance(save_new(plan), Saved)
        assert (plan.stat().st_uid, plan.stat().st_gid) == (NOBODY, NOBODY)

    def test_extended_attributes_are_kept(self, plan: Path) -> None:
        if sys.platform != "linux":
            pytest.skip("extended attributes are copied on Linux only")
        try:
            os.setxattr(plan, "user.origin", b"tests")
        except OSError:
            pytest.skip("this file system has no extended attributes")
        assert isinstance(save_new(plan), Saved)
        assert os.getxattr(plan, "user.origin") == b"tests"

    def test_a_link_stays_a_link_and_its_target_is_replaced(self, plan: Path) -> None:
        elsewhere = plan.parent / "elsewhere"
        elsewhere.mkdir()
        link = elsewhere / "link.md"
        link.symlink_to("../plan.md")
        assert isinstance(save_new(link), Saved)
        assert link.is_symlink()
        assert plan.read_bytes() == NEW.encode()
        assert names_in(elsewhere) == {"link.md"}

    @pytest.mark.parametrize("text", [NEW, "# P", "", OLD + "tail\n", "else\n"])
    def test_hard_links_stay_one_file(self, plan: Path, text: str) -> None:
        twin = plan.with_name("twin.md")
        twin.hardlink_to(plan)
        assert isinstance(save_new(plan, text), Saved)
        assert twin.read_bytes() == text.encode()
        assert twin.samefile(plan)

    @as_user
    def test_a_closed_directory_leads_to_a_write_in_place(self, plan: Path) -> None:
        inode = plan.stat().st_ino
        plan.parent.chmod(0o555)
        try:
            assert isinstance(save_new(plan), Saved)
        finally:
            plan.parent.chmod(0o755)
        assert plan.read_bytes() == NEW.encode()
        assert plan.stat().st_ino == inode

    def test_a_read_only_file_is_refused(self, plan: Path) -> None:
        plan.chmod(0o444)
        result = save_new(plan)
        assert result == Refused(
            f"{plan} was not saved: this user may not write there. "
            "The file is as it was. Change the permissions and save again."
        )
        assert plan.read_bytes() == OLD.encode()

    def test_a_text_that_utf8_cannot_hold_is_refused(self, plan: Path) -> None:
        result = save_new(plan, "half a pair: \ud83d")
        assert isinstance(result, Refused)
        assert "UTF-8" in result.reason
        assert plan.read_bytes() == OLD.encode()

    def test_a_text_too_large_to_open_again_is_refused(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(store, "MAX_BYTES", 1 << 20)
        result = save_new(plan, "x" * ((1 << 20) + 1))
        assert result == Refused(f"{plan} was not saved: the text is larger than 1 MiB. Split it.")


class TestCreate:
    def test_a_new_file_gets_the_usual_mode(self, tmp_path: Path) -> None:
        usual = tmp_path / "usual"
        usual.touch()
        path = tmp_path / "plan.md"
        assert save(path, Source(NEW), None) == Saved(digest_of(NEW.encode()))
        assert path.read_bytes() == NEW.encode()
        assert path.stat().st_mode == usual.stat().st_mode
        assert names_in(tmp_path) == {"plan.md", "usual"}

    def test_an_empty_file_can_be_created(self, tmp_path: Path) -> None:
        assert isinstance(save(tmp_path / "plan.md", Source(""), None), Saved)

    def test_a_file_that_exists_is_stale(self, plan: Path) -> None:
        result = save(plan, Source(NEW), None)
        assert isinstance(result, Stale)
        assert plan.read_bytes() == OLD.encode()

    def test_a_missing_directory_is_stale_and_says_what_is_missing(self, tmp_path: Path) -> None:
        result = save(tmp_path / "none" / "plan.md", Source(NEW), None)
        assert isinstance(result, Stale)
        assert isinstance(result.now, Unreadable)
        assert result.now.state is PathState.NO_DIRECTORY
