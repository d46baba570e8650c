"""What the simulated agent of `milepost demo` does to the half-way sample, in its own words.

The wording continues the story that the sample tells, so that the demo reads like real work: two
milestones are completed, a defect is found by killing the program, and the outcome is written.
"""

from __future__ import annotations

from milepost.workspace.demo_edits import Append, Edit, Record, Rest, Reword, Sign, Split, Tick

RESUME = "Milestone 3: Continue from the checkpoint"
KILL = "Milestone 4: Kill it and compare"
SURPRISES = "Surprises & Discoveries"
DECISIONS = "Decision Log"
OUTCOMES = "Outcomes & Retrospective"

STORY: tuple[Edit, ...] = (
    Split(
        "Refuse a file that changed since its checkpoint",
        done="Wrote `fingerprint`; it tells another size and another beginning, with four tests.",
        remaining="Refuse a file that changed since its checkpoint: the message and exit code 3.",
    ),
    Reword(
        "explains that in two lines, and ends with exit code 3.",
        "explains that in two lines on standard error, and ends with exit code 3.",
    ),
    Reword(
        "on standard error, and ends with exit code 3.",
        "on standard error, and ends with exit code 3. Adjust the other messages as needed.",
    ),
    Tick("Refuse a file that changed since its checkpoint", "; 69 passed"),
    Record(
        SURPRISES,
        """\
- Observation: One export had two checkpoints, because it was imported once by its name and once \
through the symbolic link that the nightly copy leaves behind.
  Evidence: two stopped imports of the same file, then

      $ sqlite3 build/dev.db 'SELECT source, rows FROM import_checkpoint'
      /srv/inbox/kraków-2026-10.csv|61500
      /srv/inbox/latest.csv|9000""",
    ),
    Record(
        DECISIONS,
        """\
- Decision: A checkpoint belongs to the absolute path with all symbolic links resolved.
  Rationale: People name the file as it comes to hand. The fingerprint would not have helped: it \
is the same for both names, and two networks may well send the same empty export.
  Date/Author: {stamp} / implementing agent""",
    ),
    Reword(
        " Adjust the other messages as needed.",
        " The other messages stay as they are.",
    ),
    Rest(6.0),
    Append(RESUME, "Resolved symbolic links before a checkpoint is looked up; 70 passed."),
    Reword(
        "asks for a checkpoint of the file's absolute path.",
        "asks for a checkpoint of the file's absolute path, with symbolic links resolved.",
    ),
    Reword("with `14 passed`, and the transcript", "with `15 passed`, and the transcript"),
    Tick("Add `--restart`", "; 72 passed"),
    Tick("Show in `herbaria status`", "; 75 passed"),
    Reword("    67 passed in 9.87s", "    75 passed in 10.31s"),
    Record(
        OUTCOMES,
        """\
Interim, after Milestone 3 ({stamp}): the transcript at the top of this plan can be repeated by \
hand, with one file and with two. Whether it holds at every moment is for Milestone 4 to show; so \
far it has been stopped politely, with Ctrl+C.""",
    ),
    Reword(
        "(completed: killing the import at random moments; remaining: comparing the two tables "
        "row by row)",
        "(completed: killing at random moments and comparing the tables; remaining: printing the "
        "seed with a difference)",
    ),
    Record(
        SURPRISES,
        """\
- Observation: The first comparison found rows missing that were all there. It read a copy of the \
database file alone, and in the second journal mode the newest rows are in another file beside it.
  Evidence: `tools/kill_and_compare.py --kills 3 --journal wal`, before it opened the original:

      tables differ: 199000 rows here, 200000 there
      build/killed.db  build/killed.db-shm  build/killed.db-wal""",
    ),
    Tick("Write `tools/kill_and_compare.py`"),
    Append(KILL, "Ran 40 kills in the classic mode: specimens identical, unknown names are not."),
    Record(
        SURPRISES,
        """\
- Observation: After a kill, unknown plant names are noted a second time. The resolver knows what \
it has noted from memory only, and memory is what a kill takes away.
  Evidence: `tools/kill_and_compare.py --kills 40 --seed 7`, last lines:

      specimen   200000 rows, identical
      synonym       212 rows here, 1187 there""",
    ),
    Record(
        DECISIONS,
        """\
- Decision: `synonym.name` becomes unique, and the resolver inserts a name or ignores it.
  Rationale: Reading the table back after every start would work as well, but it is true only as \
long as one import runs at a time. The database can promise it for any number.
  Date/Author: {stamp} / implementing agent""",
    ),
    Append(
        KILL, "Added `0008_synonym_unique.sql`, with a test that restarts in between; 76 passed."
    ),
    Reword("    75 passed in 10.31s", "    76 passed in 10.44s"),
    Tick("Run it with 40 kills", ": identical in both"),
    Reword("    killed 40x    200000 rows in 47.9 s", "    killed 40x    200000 rows in 48.3 s"),
    Tick("Add `make resume-demo`"),
    Tick("Describe the behaviour in `docs/importing.md`"),
    Tick("Take the recipe for deleting rows by hand out of"),
    Record(
        OUTCOMES,
        """\
Complete ({stamp}): an import that was stopped goes on behind the last row that was kept, after \
Ctrl+C and after 80 kills, and says so in its first line. Compared with the purpose nothing is \
missing. What the kills found was not in the code that this plan wrote but in the resolver, which \
had always counted on living to the end; the next import step should be killed first and read \
afterwards.""",
    ),
    Sign(
        "Revision note ({stamp}): Milestone 4 compares the unknown names too, because the "
        "specimens alone had hidden a defect; migration 0008 was added for it."
    ),
)
"""The work that is left in the sample, in the order in which the agent does it."""

AFTERWARDS: tuple[Edit, ...] = tuple(
    Append(KILL, f"Ran 40 kills more, with seed {seed}: identical.") for seed in range(8, 13)
)
"""What an agent finds to do when all is done; few, so that the file stays small."""

POLISH: tuple[tuple[str, str], ...] = (
    ("Nothing has to be dropped.", "Nothing has to be dropped or converted."),
    ("The work goes from the inside out:", "The work goes from the innermost part outwards:"),
    (
        "To see it, stop an import with Ctrl+C and start it again",
        "To see it, stop an import after some seconds with Ctrl+C and start it again",
    ),
)
"""Wordings that the agent turns to and fro once nothing else is left to do."""
