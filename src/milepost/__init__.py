"""Milepost: a terminal editor for ExecPlans, and the engine behind it."""

__version__ = "0.1.0"
