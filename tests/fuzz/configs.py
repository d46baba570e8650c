"""Configuration files: `python -m tests.fuzz.configs --seconds 600`.

Every text is read as the configuration of a folder, and then asked what a plan in it may be told.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .engine import Target, main

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

SEEDS = (
    'select = ["MP1", "undated-done-item"]\nignore = ["MP502"]\nextend-select = ["MP9"]\n',
    'profile = "execplan"\nterms = ["daemon"]\nextra-terms = ["JWT", ""]\n',
    '[severity]\nMP502 = "error"\nmisspelt-section = "off"\nMP2 = "info"\n',
    '[sections.aliases]\n"To do" = "Progress"\n',
    '[aliases]\n"To do" = "Progress"\n"Why" = "Purpose / Big Picture"\n',
    '[profiles.small]\nrequired = ["Progress", "Own part"]\nexpected = ["Decision Log"]\n',
    'plans = ["docs/**/*.md", "!x", "[", "a{b,c}"]\nchecklist-sections = ["Later"]\n',
    '[per-file."docs/*.md"]\nignore = ["MP1"]\nprofile = "small"\n[profiles.small]\nrequired=[]\n',
    '[[per-file]]\npattern = "*.md"\n',
    "[tool.milepost]\nselect = [1, true, 2026-01-02, {a = 1}]\n",
    "a = " + "[" * 40 + "]" * 40 + "\n",
    "n = 1_000e999\nm = nan\nd = 07:32:00\n",
)
_WORDS = (
    *('"', "'", "[", "]", "{", "}", "=", ".", ",", "\n", "\\u0000", "\\x", '"""', "true", "-1"),
    *("select", "ignore", "extend-select", "severity", "profile", "profiles", "per-file"),
    *("plans", "terms", "extra-terms", "checklist-sections", "required", "expected", "MP1"),
    *('"Progress"', '"MP202"', '"off"', '"error"', '""', "[]", "{}", "1e400", "9" * 5000),
    *("\u202e", "\x1b", "\0", "\ufeff", "\r", "İ", "界", "[a]\n", "[[a]]\n", "#", "docs/*.md"),
)  # fmt: skip
_PIECE = re.compile(rb"\w+|\s+|.", re.DOTALL)


def load() -> Target:
    """What holds of every configuration."""
    from milepost.workspace.config_keys import KEYS

    words = [*_WORDS, *(f"{key.name} = " for key in KEYS)]
    folder = Path(tempfile.mkdtemp(prefix="milepost-fuzz-"))
    (folder / ".git").mkdir()

    def mutate(data: bytes, choose: Random) -> bytes:
        pieces = _PIECE.findall(data)
        at = choose.randint(0, len(pieces))
        match choose.randint(0, 3):
            case 0:
                pieces.insert(at, choose.choice(words).encode())
            case 1:
                del pieces[at : at + choose.choice((1, 1, 4))]
            case 2:
                pieces[at:at] = _PIECE.findall(choose.choice(SEEDS).encode())
            case _:
                pieces[at : at + 1] = [choose.choice(words).encode()]
        return b"".join(pieces)

    return Target(
        {"configuration_is_read": _reader(folder)},
        [each.encode() for each in (*SEEDS, *(key.example for key in KEYS))],
        mutate,
    )


def _reader(folder: Path) -> Callable[[bytes], None]:
    from milepost.document import Document
    from milepost.lint.engine import lint
    from milepost.workspace.config import ConfigError, load_config
    from milepost.workspace.config_keys import KEYS
    from support.rules import NOW

    def read(data: bytes) -> None:
        for name, head in (("milepost.toml", b""), ("pyproject.toml", b"[tool.milepost]\n")):
            file = folder / name
            file.write_bytes(head + data)
            config = load_config(folder / "docs" / "a.md", environment={})
            file.unlink()
            if isinstance(config, ConfigError):
                assert config.sentences
                assert all(each[-1:] in ".?!" for each in config.sentences), config.sentences
                continue
            for key in KEYS:
                config.value(key.name)
            document = Document.parse("# T\n\n## To do\n\n- [x] a\n", aliases=config.aliases)
            lint(document, config.selection_for(folder / "docs" / "a.md"), now=NOW)

    return read


if __name__ == "__main__":
    main(load)
