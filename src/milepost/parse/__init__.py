"""Text to plan. Never raises, never loses a byte; every node says where it stands."""

from milepost.parse.builder import parse
from milepost.parse.reuse import Former, known_records

__all__ = ["Former", "known_records", "parse"]
