"""The rules. Each lives in a file of its own, named for the pattern it finds."""

from milepost.rule import Rule
from milepost.rules.conflict_markers import ConflictMarkers
from milepost.rules.empty_item import EmptyItem
from milepost.rules.impossible_timestamp import ImpossibleTimestamp
from milepost.rules.malformed_checkbox import MalformedCheckbox
from milepost.rules.missing_section import MissingSection
from milepost.rules.no_progress_items import NoProgressItems
from milepost.rules.outsourced_decision import OutsourcedDecision
from milepost.rules.undated_done_item import UndatedDoneItem
from milepost.rules.unresolved_placeholder import UnresolvedPlaceholder
from milepost.rules.vague_acceptance import VagueAcceptance
from milepost.rules.vague_instruction import VagueInstruction

ALL_RULES: tuple[Rule, ...] = (
    MissingSection(),
    ConflictMarkers(),
    NoProgressItems(),
    UndatedDoneItem(),
    ImpossibleTimestamp(),
    MalformedCheckbox(),
    EmptyItem(),
    UnresolvedPlaceholder(),
    VagueInstruction(),
    OutsourcedDecision(),
    VagueAcceptance(),
)
"""Every rule, in code order."""
