"""A name for the bytes of a file."""

from __future__ import annotations

from hashlib import blake2b
from typing import NewType

Digest = NewType("Digest", str)
"""32 hexadecimal digits; equal digests mean equal bytes."""


def digest_of(data: bytes) -> Digest:
    """The digest of the whole file, byte order mark and newlines included."""
    return Digest(blake2b(data, digest_size=16).hexdigest())
