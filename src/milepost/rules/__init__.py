"""The rules. Each lives in a file of its own, named for the pattern it finds."""

from milepost.rule import Rule
from milepost.rules.conflict_markers import ConflictMarkers
from milepost.rules.empty_item import EmptyItem
from milepost.rules.impossible_timestamp import ImpossibleTimestamp
from milepost.rules.malformed_checkbox import MalformedCheckbox
from milepost.rules.missing_section import MissingSection
from milepost.rules.no_progress_items import NoProgressItems
from milepost.rules.outside_reference import OutsideReference
from milepost.rules.outsourced_decision import OutsourcedDecision
from milepost.rules.skeleton_left import SkeletonLeft
from milepost.rules.undated_done_item import UndatedDoneItem
from milepost.rules.undefined_term import UndefinedTerm
from milepost.rules.unresolved_placeholder import UnresolvedPlaceholder
from milepost.rules.vague_acceptance import VagueAcceptance
from milepost.rules.vague_instruction import VagueInstruction
from milepost.rules.validation_without_command import ValidationWithoutCommand
from milepost.rules.validation_without_expectation import ValidationWithoutExpectation

ALL_RULES: tuple[Rule, ...] = (
    MissingSection(),
    ConflictMarkers(),
    SkeletonLeft(),
    NoProgressItems(),
    UndatedDoneItem(),
    ImpossibleTimestamp(),
    MalformedCheckbox(),
    EmptyItem(),
    OutsideReference(),
    UndefinedTerm(),
    UnresolvedPlaceholder(),
    VagueInstruction(),
    OutsourcedDecision(),
    VagueAcceptance(),
    ValidationWithoutCommand(),
    ValidationWithoutExpectation(),
)
"""Every rule, in code order."""
