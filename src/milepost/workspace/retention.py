"""Which versions a history can do without."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

# The newest version of each lineage stays, and what a reader has seen last.
_DISPENSABLE = """
    SELECT version.lineage, version.number, version.content, length(content.body)
    FROM version JOIN content ON content.id = version.content
    WHERE version.number < (
        SELECT max(newer.number) FROM version AS newer WHERE newer.lineage = version.lineage
    ) AND NOT EXISTS (
        SELECT 1 FROM baseline
        WHERE baseline.lineage = version.lineage AND baseline.digest = content.digest
    )
"""
_DELETE = "DELETE FROM version WHERE lineage = ? AND number = ?"


def drop_old(connection: Connection, before: int) -> int:
    """Drops what was last of use before a time in microseconds; the number of versions."""
    connection.execute("DELETE FROM draft WHERE at < ?", (before,))
    connection.execute("DELETE FROM baseline WHERE at < ?", (before,))
    old = connection.execute(f"{_DISPENSABLE} AND version.seen_at < ?", (before,)).fetchall()
    connection.executemany(_DELETE, [row[:2] for row in old])
    drop_orphans(connection)
    return len(old)


def drop_surplus(connection: Connection, max_bytes: int) -> int:
    """Drops the oldest versions until the texts take no more than that; the number of versions."""
    (surplus,) = connection.execute("SELECT total(length(body)) FROM content").fetchone()
    surplus -= max_bytes
    if surplus <= 0:
        return 0
    uses = Counter(
        content for (content,) in connection.execute("SELECT content FROM version").fetchall()
    )
    dropped = []
    order = f"{_DISPENSABLE} ORDER BY version.seen_at, version.number"
    for lineage, number, content, size in connection.execute(order).fetchall():
        if surplus <= 0:
            break
        dropped.append((lineage, number))
        uses[content] -= 1
        surplus -= 0 if uses[content] else size
    connection.executemany(_DELETE, dropped)
    drop_orphans(connection)
    return len(dropped)


def drop_orphans(connection: Connection) -> None:
    """Drops texts that no version has."""
    connection.execute(
        "DELETE FROM content WHERE NOT EXISTS "
        "(SELECT 1 FROM version WHERE version.content = content.id)"
    )
