"""The profile that a plan chooses for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.choosing import ProfileChoice
from milepost.plan.choosing import find_profile_choice as _find
from milepost.plan.profiles import COMPAT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from milepost.document import Document
    from milepost.plan.profiles import Profile


def profile_of(document: Document, known: Mapping[str, Profile]) -> Profile | None:
    """The profile that the plan chooses; `None` when it chooses none, or one it cannot have.

    That is one that is not known, and `compat`: another program answers under it, which does not
    ask the plan.
    """
    choice = find_profile_choice(document)
    profile = None if choice is None else known.get(choice.name)
    return None if profile is COMPAT else profile


def find_profile_choice(document: Document) -> ProfileChoice | None:
    """What the plan says about its profile, be it one that exists or not."""
    return _find(document.plan, document.text)
