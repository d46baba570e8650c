"""Swapping two files in one step, where the system can do that.

A plain rename destroys what it replaces without a look at it. After a swap, what was displaced is
in hand: if it is not what was expected, another author's bytes are still there to be put back.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_HERE = -100
"""AT_FDCWD: paths are what they are for every other call."""
_SWAP = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS."""
_UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def swap_files(first: Path, second: Path) -> bool:
    """Lets each of two existing files have the other's name; false where that cannot be done.

    Raises `OSError` for anything else, such as a name that is gone; then nothing has changed.
    """
    swap = _find_swap()
    if swap is None:
        return False
    if swap(os.fsencode(first), os.fsencode(second)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code), first)


@cache
def _find_swap() -> Callable[[bytes, bytes], int] | None:
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return lambda first, second: library.renameat2(_HERE, first, _HERE, second, _SWAP)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return lambda first, second: library.renamex_np(first, second, _SWAP)
    return None
