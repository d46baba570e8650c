"""Reading a verb's arguments."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from milepost.cli.exits import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Parser(argparse.ArgumentParser):
    """An argument parser that raises `UsageError` and prints nothing.

    Options and operands may be mixed; what follows `--` is an operand. `--help` is an option like
    any other, because the pages are written by hand.
    """

    def __init__(self, verb: str) -> None:
        # A given width keeps argparse from loading what finds out the terminal's.
        formatter = partial(argparse.HelpFormatter, width=80)
        super().__init__(
            prog=f"milepost {verb}", formatter_class=formatter, add_help=False, allow_abbrev=False
        )
        self.add_argument("operands", nargs="*")
        self.add_argument("-h", "--help", action="store_true")

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The options, and `operands`: everything that is none."""
        before, after = _split(arguments)
        options = self.parse_intermixed_args(before)
        options.operands = [*options.operands, *after]
        return options

    def error(self, message: str) -> NoReturn:
        """Raises `UsageError`."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}. `{self.prog} --help` tells more.")


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands before and after the first `--`."""
    words = list(arguments)
    if "--" not in words:
        return words, []
    at = words.index("--")
    return words[:at], words[at + 1 :]
