"""What holds for every test."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# No deadlines: a busy machine must not fail a law. What holds a change up is the same for everyone,
# so the gate tries the same examples each time; `make torture` looks for new ones. The long profile
# is for a night, or a doubt: HYPOTHESIS_PROFILE=long make test
settings.register_profile("gate", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("new", max_examples=300, deadline=None)
settings.register_profile("long", max_examples=4000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many run side by side: a third of the time tests wait for programs and clocks."""
    can_tell = hasattr(os, "sched_getaffinity")
    processors = len(os.sched_getaffinity(0)) if can_tell else os.cpu_count() or 1
    return processors + processors // 2


def pytest_collection_finish() -> None:
    """Spares the collector what lives as long as the run: thousands of tests, and all modules."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def pytest_sessionfinish() -> None:
    """Looks for what was never closed once, where pytest would look five times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def state_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Locks, logs and histories of tests stay out of the home of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield
