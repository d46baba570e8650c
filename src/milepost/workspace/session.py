"""One open plan: what the screen shows, what the file holds, and how the two stay together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.buffer import Buffer
from milepost.document import Document
from milepost.edits.checklist import former_tick, tick, untick
from milepost.plan.identity import find_candidates, find_item, key_of
from milepost.text import diff_edits
from milepost.workspace.events import (
    Alarm,
    AlarmKind,
    Changed,
    Collided,
    Mend,
    Origin,
    Persisted,
    SessionEvent,
    Told,
    shortened,
)
from milepost.workspace.intent import Intent, aiming, replacing, replay, ticking, unticking
from milepost.workspace.keeper import Alarmed, Broken, FileKeeper, Held, Remarked
from milepost.workspace.memory import Memory, Remembered
from milepost.workspace.opening import Opening, open_plan
from milepost.workspace.recall import Recall
from milepost.workspace.recovery import recover
from milepost.workspace.scribe import Absent, DiskText, NotWritten, Written
from milepost.workspace.settling import Settling, absence_sentence, held_sentence
from milepost.workspace.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from milepost.buffer import Aim, Reversal
    from milepost.edits.checklist import FormerTick
    from milepost.plan.canon import SectionKind
    from milepost.plan.changes import Changes
    from milepost.plan.identity import ItemKey
    from milepost.plan.model import ChecklistItem
    from milepost.text import EditSet
    from milepost.workspace.clock import Clock
    from milepost.workspace.conflict import Conflict
    from milepost.workspace.intent import Resolve
    from milepost.workspace.keeper import Report
    from milepost.workspace.versions import Draft
    from milepost.workspace.watcher import WatchHealth

__all__ = [
    "Alarm",
    "AlarmKind",
    "Changed",
    "Collided",
    "Mend",
    "Origin",
    "Persisted",
    "Session",
    "SessionEvent",
    "Told",
]
