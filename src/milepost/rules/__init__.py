"""The rules. Each lives in a file of its own, named for the pattern it finds."""

from milepost.rule import Rule
from milepost.rules.absolute_home_path import AbsoluteHomePath
from milepost.rules.broken_link import BrokenLink
from milepost.rules.checklist_outside_progress import ChecklistOutsideProgress
from milepost.rules.conflict_markers import ConflictMarkers
from milepost.rules.decision_without_rationale import DecisionWithoutRationale
from milepost.rules.done_item_reopened import DoneItemReopened
from milepost.rules.done_without_outcomes import DoneWithoutOutcomes
from milepost.rules.duplicate_item import DuplicateItem
from milepost.rules.duplicate_section import DuplicateSection
from milepost.rules.empty_item import EmptyItem
from milepost.rules.empty_section import EmptySection
from milepost.rules.entry_lost import EntryLost
from milepost.rules.fenced_block import FencedBlock
from milepost.rules.future_timestamp import FutureTimestamp
from milepost.rules.guide_reference_broken import GuideReferenceBroken
from milepost.rules.heading_without_blank_line import HeadingWithoutBlankLine
from milepost.rules.hidden_character import HiddenCharacter
from milepost.rules.impossible_timestamp import ImpossibleTimestamp
from milepost.rules.imprecise_timestamp import ImpreciseTimestamp
from milepost.rules.items_at_end_of_file import ItemsAtEndOfFile
from milepost.rules.living_statement_missing import LivingStatementMissing
from milepost.rules.malformed_checkbox import MalformedCheckbox
from milepost.rules.malformed_partial import MalformedPartial
from milepost.rules.milestone_without_proof import MilestoneWithoutProof
from milepost.rules.missing_section import MissingSection
from milepost.rules.misspelt_section import MisspeltSection
from milepost.rules.named_file_not_found import NamedFileNotFound
from milepost.rules.no_milestones import NoMilestones
from milepost.rules.no_progress_items import NoProgressItems
from milepost.rules.outcomes_with_open_items import OutcomesWithOpenItems
from milepost.rules.outer_fence import OuterFence
from milepost.rules.outside_reference import OutsideReference
from milepost.rules.outsourced_decision import OutsourcedDecision
from milepost.rules.oversized_plan import OversizedPlan
from milepost.rules.placeholder_when_done import PlaceholderWhenDone
from milepost.rules.prior_plan_reference import PriorPlanReference
from milepost.rules.revision_note_missing import RevisionNoteMissing
from milepost.rules.risky_step_without_recovery import RiskyStepWithoutRecovery
from milepost.rules.section_lost import SectionLost
from milepost.rules.section_out_of_order import SectionOutOfOrder
from milepost.rules.skeleton_left import SkeletonLeft
from milepost.rules.stamp_changed import StampChanged
from milepost.rules.steps_without_directory import StepsWithoutDirectory
from milepost.rules.surprise_without_evidence import SurpriseWithoutEvidence
from milepost.rules.timestamp_form import TimestampForm
from milepost.rules.timestamps_out_of_order import TimestampsOutOfOrder
from milepost.rules.title_missing import TitleMissing
from milepost.rules.two_in_progress import TwoInProgress
from milepost.rules.unclosed_fence import UnclosedFence
from milepost.rules.undated_decision import UndatedDecision
from milepost.rules.undated_done_item import UndatedDoneItem
from milepost.rules.undefined_term import UndefinedTerm
from milepost.rules.unknown_code import UnknownCode
from milepost.rules.unknown_mark import UnknownMark
from milepost.rules.unknown_profile import UnknownProfile
from milepost.rules.unresolved_placeholder import UnresolvedPlaceholder
from milepost.rules.unused_suppression import UnusedSuppression
from milepost.rules.vague_acceptance import VagueAcceptance
from milepost.rules.vague_instruction import VagueInstruction
from milepost.rules.validation_without_command import ValidationWithoutCommand
from milepost.rules.validation_without_expectation import ValidationWithoutExpectation

ALL_RULES: tuple[Rule, ...] = (
    MissingSection(),
    DuplicateSection(),
    SectionOutOfOrder(),
    EmptySection(),
    TitleMissing(),
    MisspeltSection(),
    HeadingWithoutBlankLine(),
    LivingStatementMissing(),
    OuterFence(),
    FencedBlock(),
    UnclosedFence(),
    ConflictMarkers(),
    SkeletonLeft(),
    HiddenCharacter(),
    OversizedPlan(),
    GuideReferenceBroken(),
    NoProgressItems(),
    UndatedDoneItem(),
    ImpreciseTimestamp(),
    TimestampForm(),
    ImpossibleTimestamp(),
    FutureTimestamp(),
    TimestampsOutOfOrder(),
    MalformedCheckbox(),
    UnknownMark(),
    MalformedPartial(),
    EmptyItem(),
    DuplicateItem(),
    ChecklistOutsideProgress(),
    ItemsAtEndOfFile(),
    DoneWithoutOutcomes(),
    OutcomesWithOpenItems(),
    TwoInProgress(),
    DecisionWithoutRationale(),
    UndatedDecision(),
    SurpriseWithoutEvidence(),
    PlaceholderWhenDone(),
    SectionLost(),
    EntryLost(),
    DoneItemReopened(),
    StampChanged(),
    RevisionNoteMissing(),
    OutsideReference(),
    PriorPlanReference(),
    UndefinedTerm(),
    AbsoluteHomePath(),
    NamedFileNotFound(),
    BrokenLink(),
    UnresolvedPlaceholder(),
    VagueInstruction(),
    OutsourcedDecision(),
    VagueAcceptance(),
    ValidationWithoutCommand(),
    ValidationWithoutExpectation(),
    StepsWithoutDirectory(),
    MilestoneWithoutProof(),
    NoMilestones(),
    RiskyStepWithoutRecovery(),
    UnknownCode(),
    UnusedSuppression(),
    UnknownProfile(),
)
"""Every rule, in code order."""
