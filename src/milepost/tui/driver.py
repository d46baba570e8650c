"""The terminal's driver: Textual's own, which here lets go of a terminal that has gone.

A window may be closed, and a connection lost, at any moment. Textual's driver then waits for ever
for a thread that has died of the first byte it could not write, and starts a second reader when the
system tells the orphan to go on; the program would stay, and keep a processor busy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from io import TextIOWrapper
    from typing import TextIO


class Outlet:
    """Where a terminal is written to. What comes after the terminal has gone is dropped."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._is_gone = False

    def write(self, text: str) -> int:
        """Writes `text` if there is a terminal."""
        if not self._is_gone:
            try:
                self._file.write(text)
            except OSError:
                self._is_gone = True
        return len(text)

    def flush(self) -> None:
        """Sends what is written if there is a terminal."""
        if not self._is_gone:
            try:
                self._file.flush()
            except OSError:
                self._is_gone = True

    def fileno(self) -> int:
        """The number of the file behind it."""
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Reads keys and writes frames, for as long as there is a terminal."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Takes what Textual's driver takes."""
        super().__init__(*arguments, **options)
        self._file = cast("TextIOWrapper", Outlet(cast("TextIO", self._file)))

    def start_application_mode(self) -> None:
        """Takes the terminal, unless it has it: a process may be told to go on that never stopped.

        A window that closes is followed by just that.
        """
        if self._key_thread is None or not self._key_thread.is_alive():
            super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's

    def close(self) -> None:
        """Ends for good: nothing that the system says brings it back."""
        self._auto_restart = False
        self.disable_input()
        super().close()
