"""Kills processes in the midst of saving: `python -m tests.torture.kills --seed 1 --times 1000`.

Whenever that happens, the file is whole: at once where a new file takes the place of the old one,
after the next start where it has to be written in place.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from milepost.text import Source
from milepost.workspace.digest import digest_of
from milepost.workspace.recovery import recover
from milepost.workspace.state import state_dir
from milepost.workspace.store import save

from .agent import pause
from .texts import agent_part, first_text, stamp, states_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 0.02
"""Seconds for which a process saves before it is killed."""
_YEAR = 2026


def toggle(plan: Path, random: Random) -> None:
    """Ticks some item, or opens it again, without anything else that would take time."""
    old = plan.read_bytes()
    text = old.decode()
    line = random.choice([line for line in text.split("\n") if line.startswith("- [")])
    name = line.partition("Item ")[2]
    mark = f"- [x] {stamp(_YEAR, random.randrange(10_000))}" if line[3] == " " else "- [ ]"
    save(plan, Source(text.replace(line, f"{mark} Item {name}")), digest_of(old))


def kill_once(plan: Path, random: Random) -> None:
    """Lets a process save, and kills it at a moment that it knows nothing of."""
    begun, begin = os.pipe()
    child = os.fork()
    if not child:
        try:
            own = Random(random.random())
            os.write(begin, b".")
            while True:
                toggle(plan, own)
        finally:
            os._exit(1)
    os.read(begun, 1)
    os.close(begun)
    os.close(begin)
    pause(random.uniform(0, _LONGEST))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise AssertionError("the process ended before it was killed")


def run(folder: Path, seed: int, times: int, *, linked: bool) -> Counter[str]:
    """Kills so often, in an empty folder; raises `AssertionError` when a file is not whole."""
    random = Random(f"{seed} {linked}")
    plan = folder / "plan.md"
    first = first_text("Killed")
    plan.write_bytes(first.encode())
    names = {"plan.md"}
    if linked:
        names.add("other.md")
        plan.with_name("other.md").hardlink_to(plan)
    toggle(plan, random)  # All is loaded now, for every process that is forked off.
    found: Counter[str] = Counter()
    last = first
    for _ in range(times):
        kill_once(plan, random)
        found["killed"] += 1
        torn = not is_whole(plan, first)
        if torn and not linked:
            raise AssertionError("the file is not whole")
        left = len({each.name for each in folder.iterdir()} - names)
        found["torn, and mended by the next start"] += torn
        found["temporary files, and removed by the next start"] += left
        recover(plan)
        if not is_whole(plan, first):
            raise AssertionError("the file is not whole after the next start")
        _assert_clean(folder, names)
        text = plan.read_text(encoding="utf-8")
        found["killed before the first save was done"] += text == last
        last = text
    return found


def is_whole(plan: Path, first: str) -> bool:
    """Whether the file is what it was, but for ticks."""
    data = plan.read_bytes()
    text = data.decode(errors="replace")
    return agent_part(text) == first and states_of(text).keys() == states_of(first).keys()


def _assert_clean(folder: Path, names: set[str]) -> None:
    left = {each.name for each in folder.iterdir()} - names
    rescue = state_dir() / "rescue"
    left |= {each.name for each in rescue.glob("*.texts")}
    if left:
        raise AssertionError(f"left behind: {sorted(left)}")


def main(arguments: Sequence[str]) -> int:
    """Kills in both ways of saving."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture.kills", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=1000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="milepost-kills-") as place:
        os.environ["XDG_STATE_HOME"] = f"{place}/state"
        for linked in (False, True):
            folder = Path(place) / str(linked)
            folder.mkdir()
            found = run(folder, options.seed, options.times, linked=linked)
            how = "written in place" if linked else "replaced"
            facts = ", ".join(f"{name}: {found[name]}" for name in found)
            sys.stdout.write(f"seed {options.seed}, {how}: {facts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
