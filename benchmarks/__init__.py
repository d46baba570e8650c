"""What Milepost costs, beside the floor that no program of its kind can go below.

`python -m benchmarks` measures everything and writes `benchmarks/RESULTS.md`; with names it
measures only those and prints the table.
"""

import sys
from pathlib import Path

# The pseudo terminal and its emulated screen are those of the test suite.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
