"""The tables of a history. Another shape is another `SCHEMA_VERSION`."""

from __future__ import annotations

SCHEMA_VERSION = 1

TABLES = frozenset({"lineage", "content", "version", "observation", "draft", "baseline"})

# Paths are bytes, as the system has them; wordings are JSON, which holds whatever text a plan can.
# Times are microseconds since 1970 in UTC. Numbers are kept apart from the versions, so that none
# is given twice when versions have gone.
CREATE = """
CREATE TABLE lineage (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    last_number INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE content (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE version (
    lineage INTEGER NOT NULL REFERENCES lineage ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content INTEGER NOT NULL REFERENCES content,
    seen_at INTEGER NOT NULL,
    author TEXT NOT NULL,
    intents TEXT NOT NULL,
    PRIMARY KEY (lineage, number)
) WITHOUT ROWID;
CREATE INDEX version_content ON version (content);
CREATE TABLE observation (
    id INTEGER PRIMARY KEY,
    lineage INTEGER NOT NULL REFERENCES lineage ON DELETE CASCADE,
    place TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    since INTEGER
);
CREATE INDEX observation_place ON observation (lineage, place);
CREATE TABLE draft (
    lineage INTEGER NOT NULL REFERENCES lineage ON DELETE CASCADE,
    place TEXT NOT NULL,
    base TEXT NOT NULL,
    body BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (lineage, place)
);
CREATE TABLE baseline (
    lineage INTEGER NOT NULL REFERENCES lineage ON DELETE CASCADE,
    reader TEXT NOT NULL,
    digest TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (lineage, reader)
) WITHOUT ROWID
"""


class DamagedError(Exception):
    """The file is no history of ours; the text says what it is instead."""
