"""Policy: which rules run, what they find, and how findings are fixed."""
