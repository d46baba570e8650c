"""Text to plan. Never raises, never loses a byte; every node says where it stands."""

from milepost.parse.builder import parse

__all__ = ["parse"]
