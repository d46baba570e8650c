"""Runs a target on ever new inputs and keeps one small input of each way to fail.

With atheris, coverage guides the search; without it, inputs are seeds after random accidents.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import re
import sys
import time
import traceback
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from .accidents import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

try:
    atheris: Any = importlib.import_module("atheris")
except ImportError:
    atheris = None

LONGEST = 6_000
"""Bytes of an input at most."""
_PATIENCE = 1_000
"""How often a failing input is made smaller."""
_NOTICE = 60.0
"""Seconds between two lines that say how far it is."""


class Target(NamedTuple):
    """What is to be tried, and on what."""

    laws: Mapping[str, Callable[[bytes], None]]
    """Each raises where it is broken."""
    seeds: Sequence[bytes]
    mutate: Callable[[bytes, Random], bytes]


@dataclass
class Run:
    """One search, with what it has found so far."""

    target: Target
    folder: Path
    longest: int = LONGEST
    executions: int = 0
    known: set[str] = field(default_factory=set)
    told: float = field(default_factory=time.monotonic)
    begun: float = field(default_factory=time.monotonic)

    def try_out(self, data: bytes) -> None:
        """Holds one input against every law."""
        self.executions += 1
        for name, law in self.target.laws.items():
            key = failure_of(law, data)
            if key is not None and f"{name}: {key}" not in self.known:
                self.known.add(f"{name}: {key}")
                self._keep(name, key, shrunk(law, data, key))
        if time.monotonic() - self.told > _NOTICE:
            self.tell()

    def tell(self) -> None:
        """Says how far it is."""
        self.told = time.monotonic()
        spent = self.told - self.begun
        _say(f"{spent:.0f} s, {self.executions} inputs, {len(self.known)} ways to fail")

    def _keep(self, name: str, key: str, data: bytes) -> None:
        digest = hashlib.sha256(f"{name}: {key}".encode(errors="replace")).hexdigest()[:8]
        file = self.folder / f"{name}-{digest}"
        file.write_bytes(data)
        _say(f"{name} is broken: {key}\n  {file}\n  {data[:300]!r}")


def failure_of(law: Callable[[bytes], None], data: bytes) -> str | None:
    """Where and how a law is broken by an input; `None` where it holds."""
    try:
        law(data)
    # Whatever is raised is what is looked for.
    except Exception as error:  # noqa: BLE001
        frame = traceback.extract_tb(error.__traceback__)[-1]
        said = re.split(r"[:(\n]", str(error), maxsplit=1)[0][:60]
        if "new after" in str(error) or "failed with" in str(error):
            said = str(error).split("\n", 1)[0][:160]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return f"{place} {type(error).__name__} {said}"
    return None


def shrunk(law: Callable[[bytes], None], data: bytes, key: str) -> bytes:
    """A smaller input that fails in the same way."""
    tries = 0
    for ends in (True, False):
        parts = lines_of(data) if ends else [bytes([each]) for each in data]
        size = max(1, len(parts) // 2)
        while size and tries < _PATIENCE:
            at = 0
            while at < len(parts) and tries < _PATIENCE:
                fewer = parts[:at] + parts[at + size :]
                tries += 1
                if failure_of(law, b"".join(fewer)) == key:
                    parts = fewer
                else:
                    at += size
            size //= 2
        data = b"".join(parts)
    return data


def main(load: Callable[[], Target], argv: Sequence[str] | None = None) -> None:
    """Runs what `load` gives for as long as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--corpus", type=Path, help="where inputs that reach new code are kept")
    parser.add_argument("--seeds", type=Path, help="a folder with more inputs to begin with")
    parser.add_argument("--longest", type=int, default=LONGEST, help="bytes of an input at most")
    parser.add_argument("--only", action="append", metavar="LAW", help="hold no other law")
    parser.add_argument("--blind", action="store_true", help="do without atheris")
    options = parser.parse_args(argv)
    options.findings.mkdir(parents=True, exist_ok=True)
    guided = atheris is not None and not options.blind
    # What is imported later, with the first finding of a rule, is to be seen as well.
    with atheris.instrument_imports(include=["milepost"]) if guided else nullcontext():
        target = load()
        if options.seeds is not None:
            files = sorted(each for each in options.seeds.rglob("*") if each.is_file())
            target = target._replace(
                seeds=[*target.seeds, *(each.read_bytes()[:LONGEST] for each in files)]
            )
        if options.only is not None:
            target = target._replace(laws={name: target.laws[name] for name in options.only})
        seeds = [seed for seed in target.seeds if len(seed) <= options.longest]
        run = Run(target._replace(seeds=seeds), options.findings, options.longest)
        if guided:
            _search_guided(run, options.seconds, options.corpus or options.findings / "corpus")
        else:
            _search_blindly(run, options.seconds)


def _search_blindly(run: Run, seconds: int) -> None:
    choose = Random(time.time_ns())
    for seed in run.target.seeds:
        run.try_out(seed)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = choose.choice(run.target.seeds)
        for _ in range(choose.randint(1, 6)):
            data = run.target.mutate(data, choose)
        run.try_out(data[: run.longest])
    run.tell()


def _search_guided(run: Run, seconds: int, corpus: Path) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in run.target.seeds:
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        choose = Random(seed)
        if choose.random() < 0.15:
            mutated: bytes = atheris.Mutate(data, most)
            return mutated
        for _ in range(choose.randint(1, 4)):
            data = run.target.mutate(data, choose)
        return data[:most]

    options = [f"-max_total_time={seconds}", f"-max_len={run.longest}", "-timeout=120"]
    options += ["-rss_limit_mb=3000", "-print_final_stats=1", "-report_slow_units=30"]
    atheris.Setup(
        [sys.argv[0], *options, f"-artifact_prefix={run.folder}/", str(corpus)],
        run.try_out,
        custom_mutator=mutate,
    )
    atheris.Fuzz()


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
