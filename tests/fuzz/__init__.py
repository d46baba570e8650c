"""Programs that look for inputs on which something fails. No test runs them."""

from __future__ import annotations

import sys
from pathlib import Path

# `support` is found where pytest finds it.
_TESTS = str(Path(__file__).resolve().parents[1])
if _TESTS not in sys.path:
    sys.path.insert(0, _TESTS)
