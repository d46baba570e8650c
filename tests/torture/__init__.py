"""Two authors at one file, for hours: `python -m tests.torture`. See docs/reliability.md."""

from __future__ import annotations

import sys
from pathlib import Path

# `support` is found where pytest finds it.
TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))
