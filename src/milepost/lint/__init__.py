"""Policy: which rules run, what they find, and how findings are fixed."""

from milepost.lint.engine import LintResult, lint
from milepost.lint.fixer import FixReport, fix
from milepost.lint.selection import DEFAULT, Selection, find_unknown

__all__ = ["DEFAULT", "FixReport", "LintResult", "Selection", "find_unknown", "fix", "lint"]
