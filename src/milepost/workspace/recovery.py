"""Putting right what a process left behind that did not live to finish a save."""

from __future__ import annotations

import os
from pathlib import Path

from milepost.workspace.descriptors import open_for_reading, read_descriptor
from milepost.workspace.digest import digest_of
from milepost.workspace.files import (
    clean_leftovers,
    overwrite_file,
)
from milepost.workspace.lock import hold_lock
from milepost.workspace.rescue import find_rescue

_PATIENCE = 2.0


def recover(path: Path) -> bool:
    """Removes temporary files beside `path`, and finishes a write in place that was cut off.

    True when the file was torn and is whole now, with the text that was being written. A file that
    somebody else has written since is left alone. Never raises.
    """
    clean_leftovers(path)
    target = Path(os.path.realpath(path))
    if find_rescue(target) is None:
        return False
    with hold_lock(path, _PATIENCE) as ours:
        # Whoever holds the lock is alive and about to finish.
        return ours and _mend(target)


def _mend(target: Path) -> bool:
    rescue = find_rescue(target)
    if rescue is None:
        return False
    try:
        with open_for_reading(target) as descriptor:
            now = read_descriptor(descriptor)
        torn = rescue.is_torn(now)
        if torn:
            overwrite_file(target, rescue.new, digest_of(now), is_rescued=True)
    except OSError:  # Gone, or forbidden: the copies stay for the next time.
        return False
    rescue.drop()
    return torn
