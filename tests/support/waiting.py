"""Waiting for something that happens on another thread or in another process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def wait_for(condition: Callable[[], T], what: str, *, within: float = 30.0) -> T:
    """Polls `condition` until it gives something true, which is returned.

    Fails the test after `within` seconds, saying that `what` did not come.
    """
    deadline = time.monotonic() + within
    while not (result := condition()):
        if time.monotonic() > deadline:
            pytest.fail(f"waited {within:g} s in vain: {what}")
        time.sleep(0.002)
    return result
