"""A coding agent that writes in every style there is: `python -m torture.agent FOLDER START`.

It is one hand: its writes do not race with each other, so whatever gets lost was lost to us.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from support.agents import by_rename, in_place

from .ledger import AgentWrite, Half, note
from .schedule import Schedule
from .texts import AGENT_ITEMS, FIELDS, SESSION_ITEMS, VERB_ITEMS, stamp, states_of, wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from .schedule import AgentStep

_REMEMBERED = 6
_AGENTS_YEAR = 2028
_NEVER = threading.Event()


class Made(NamedTuple):
    """What an edit makes of a text."""

    base: str
    text: str
    read_at: float
    is_blind: bool = False


@dataclass(slots=True)
class Agent:
    """Knows what it has read and written, as far back as an agent's memory goes."""

    plan: Path
    ledger: Path
    memory: list[str]

    def act(self, step: AgentStep) -> None:
        """Does one step, and notes it; one that has lost its target is let be."""
        with suppress(FileNotFoundError):
            if step.edit == "append":
                self._append(step)
                return
            if step.edit == "checkout":
                self._check_out(step)
                return
            made = self._stale(step) if step.edit == "stale" else self._fresh(step)
            if made is None or made.text == made.base:
                return
            began = time.monotonic()
            halves = write(self.plan, made.text, step)
            self._note(step, made, began, halves)

    def _fresh(self, step: AgentStep) -> Made | None:
        read_at = time.monotonic()
        base = self._read()
        text = EDITS[step.edit](base, step)
        return None if text is None else Made(base, text, read_at)

    def _stale(self, step: AgentStep) -> Made | None:
        base = self.memory[step.target % len(self.memory)]
        text = change_field(base, step)
        return None if text is None else Made(base, text, 0.0, is_blind=True)

    def _append(self, step: AgentStep) -> None:
        """Appends by a descriptor that it may have opened a while ago."""
        read_at = time.monotonic()
        with self.plan.open("a+b", buffering=0) as file:
            file.seek(0)
            base = file.read().decode()
            end = "\r\n" if base.endswith("\r\n") else "\n"
            line = f"Appended t{step.number}.{end}"
            pause(step.emptied)
            began = time.monotonic()
            file.write(line.encode())
        self._note(step, Made(base, base + line, read_at), began, ())

    def _check_out(self, step: AgentStep) -> None:
        if step.target % 2:
            self._git("commit", "-qam", f"Step {step.number}")
            return
        back = f"HEAD~{step.target % 3}"
        done = self._git("show", f"{back}:{self.plan.name}")
        if done.returncode:
            return
        text = done.stdout.decode()
        began = time.monotonic()
        if self._git("checkout", "-q", back, "--", self.plan.name).returncode == 0:
            self._note(step, Made(text, text, 0.0, is_blind=True), began, ())

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return git(self.plan.parent, *arguments)

    def _read(self) -> str:
        text = self.plan.read_bytes().decode()
        self.memory.append(text)
        del self.memory[:-_REMEMBERED]
        return text

    def _note(self, step: AgentStep, made: Made, began: float, halves: tuple[Half, ...]) -> None:
        self.memory.append(made.text)
        ended = time.monotonic()
        note(
            self.ledger,
            AgentWrite(
                step.number,
                step.edit,
                step.way,
                made.is_blind,
                made.base,
                made.text,
                made.read_at,
                began,
                ended,
                halves,
            ),
        )


def write(path: Path, text: str, step: AgentStep) -> tuple[Half, ...]:
    """Puts a text into the file in the way of the step; what stood there meanwhile."""
    data = text.encode()
    match step.way:
        case "rename":
            by_rename(path, data)
        case "in place":
            in_place(path, data)
        case "recreate":
            path.unlink()
            pause(step.emptied)
            in_place(path, data)
        case _:
            return _write_in_two_steps(path, data, step)
    return ()


def _write_in_two_steps(path: Path, data: bytes, step: AgentStep) -> tuple[Half, ...]:
    cut = round(len(data) * step.cut)
    if step.target % 2:  # Where it looks whole.
        cut = data.rfind(b"\n", 0, cut) + 1
    with path.open("wb", buffering=0) as file:
        emptied = time.monotonic()
        pause(step.emptied)
        file.write(data[:cut])
        halved = time.monotonic()
        pause(step.halved)
        file.write(data[cut:])
        done = time.monotonic()
    return Half("", halved - emptied), Half(data[:cut].decode(errors="replace"), done - halved)


def change_field(base: str, step: AgentStep) -> str | None:
    """Rewords one line that has to be there."""
    return _with_line(base, f"Field {step.target % FIELDS}: ", f"t{step.number}.")


def _with_line(base: str, start: str, rest: str) -> str | None:
    at = base.find(f"\n{start}")
    if at < 0:
        return None
    end = base.index("\n", at + 1) - base.startswith("\r", base.index("\n", at + 1) - 1)
    return base[: at + 1] + start + rest + base[end:]


def _add_entry(base: str, step: AgentStep) -> str | None:
    return _put_before(base, "## Context and Orientation", f"- Decision: t{step.number}.\n\n")


def _insert_item(base: str, step: AgentStep) -> str | None:
    target = (SESSION_ITEMS + VERB_ITEMS)[step.target % 50]
    at = base.find(f"Item {target} ")
    start = base.rfind("\n", 0, at) + 1
    if at < 0:
        return None
    return base[:start] + f"- [ ] Item N{step.number} found, t{step.number}.\n" + base[start:]


def _put_before(base: str, line: str, added: str) -> str | None:
    at = base.find(line)
    return None if at < 0 else base[:at] + added + base[at:]


def _reword_item(base: str, step: AgentStep) -> str | None:
    name = (SESSION_ITEMS + VERB_ITEMS)[step.target % 50]
    if step.target // 50 % 2 and name in SESSION_ITEMS:
        return _restate_item(base, step, name)
    at = base.find(f"{wording(name)}.")
    if at < 0:  # It is reworded once: that makes the same one of it for any reader.
        return None
    end = at + len(wording(name))
    return base[:end] + f"; see t{step.number}" + base[end:]


def _restate_item(base: str, step: AgentStep, name: str) -> str | None:
    """Opens a done item and says it in other words, few of which are its own."""
    held = states_of(base).get(name)
    at = base.find(f"{wording(name)}.")
    if held is None or not held.done or at < 0:
        return None
    start, end = base.rfind("\n", 0, at) + 1, at + len(wording(name))
    known, other = wording(name).split()[:3], wording(f"{name} t{step.number}").split()[3:]
    return base[:start] + f"- [ ] {' '.join(known + other * 2)}, t{step.number}" + base[end:]


def _tick_item(base: str, step: AgentStep) -> str | None:
    name = AGENT_ITEMS[step.target % len(AGENT_ITEMS)]
    old = f"- [ ] Item {name} "
    if old not in base:
        return None
    new = f"- [x] {stamp(_AGENTS_YEAR, step.number)} Item {name} "
    return change_field(base.replace(old, new), step)


def _delete_item(base: str, step: AgentStep) -> str | None:
    items = SESSION_ITEMS + VERB_ITEMS + AGENT_ITEMS
    at = base.find(f"Item {items[step.target % len(items)]} ")
    if at < 0:
        return None
    start = base.rfind("\n", 0, at) + 1
    return change_field(base[:start] + base[base.index("\n", at) + 1 :], step)


def _flip_newlines(base: str, step: AgentStep) -> str | None:
    plain = base.replace("\r\n", "\n")
    return change_field(plain if plain != base else base.replace("\n", "\r\n"), step)


EDITS: dict[str, Callable[[str, AgentStep], str | None]] = {
    "field": change_field,
    "entry": _add_entry,
    "insert": _insert_item,
    "reword": _reword_item,
    "tick": _tick_item,
    "delete": _delete_item,
    "crlf": _flip_newlines,
}


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Runs git without anybody's settings."""
    settings = ("-c", "user.name=Agent", "-c", "user.email=agent@localhost", "-c", "gc.auto=0")
    return subprocess.run(
        ["git", *settings, "-c", "core.autocrlf=false", *arguments],
        cwd=folder,
        check=False,
        capture_output=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )


def wait_until(moment: float) -> None:
    """Waits for a monotonic moment."""
    pause(moment - time.monotonic())


def pause(seconds: float) -> None:
    """Lets time pass, as a program does that thinks."""
    if seconds > 0:
        _NEVER.wait(seconds)


def main(folder: Path, start: float) -> None:
    """Plays the agent's part of the schedule in `folder`."""
    plan = folder / "place" / "plan.md"
    agent = Agent(plan, folder / "agent.jsonl", [plan.read_bytes().decode()])
    for step in Schedule.read(folder / "schedule.json").agent:
        wait_until(start + step.at)
        agent.act(step)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
