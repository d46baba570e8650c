"""MP903: a plan chooses a profile that it cannot have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.choosing import CHOOSING_WORD, find_choosing_words, find_profile_choice
from milepost.plan.profiles import COMPAT, PROFILES
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

_LONGEST = 40
_TAIL = "\n# Add a health check\n"


class UnknownProfile(Rule):
    """A plan chooses a profile that does not exist, or not in the words that choose one.

    ## What it does

    Reads what chooses a profile for one plan: `milepost-profile: NAME` in the front matter,
    `profile: NAME` below `milepost:` there, or a comment `<!-- milepost-profile: NAME -->`. It
    reports names that neither Milepost nor the configuration knows, the profile `compat`, which
    only a whole check can have, and other spellings of the key such as `milepost_profile`.

    ## Why

    The plan is then checked under the profile that holds for all others, and its author believes
    otherwise: sections are asked for that it was not meant to have, or not asked for.

    ## When to suppress

    When the plan is also checked where the profile exists.
    """

    code = "MP903"
    name = "unknown-profile"
    severity = Severity.WARNING
    examples = (
        Example(
            bad=f"---\nmilepost-profile: livin\n---\n{_TAIL}",
            good=f"---\nmilepost-profile: living\n---\n{_TAIL}",
        ),
        Example(
            bad=f"---\nmilepost_profile: living\n---\n{_TAIL}",
            good=f"---\nmilepost:\n  profile: living\n---\n{_TAIL}",
        ),
        Example(bad=f"<!-- milepost-profile: compat -->\n{_TAIL}"),
        Example(bad=f"---\nmilepost-profile: my own\n---\n{_TAIL}"),
    )
    silent = (
        f"---\nprofile: staging\n---\n{_TAIL}",
        "Choose it with `<!-- milepost-profile: NAME -->`.\n",
        f"<!-- milepost-profile: cookbook -- all twelve -->\n{_TAIL}",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields a finding at the name, and one for each misspelt key."""
        choice = find_profile_choice(context.plan, context.text)
        if choice is not None:
            name = choice.name
            shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
            if name == COMPAT.name:
                yield self.report(choice.span, f"`{shown}` is no profile that a plan can choose")
            elif name not in (context.settings.profiles or PROFILES):
                yield self.report(choice.span, f"`{shown}` names no profile")
        for span in find_choosing_words(context.plan, context.text):
            word = span.cut(context.text)
            if word != CHOOSING_WORD:
                yield self.report(span, f"`{word}` means nothing to Milepost")
            elif choice is None:
                yield self.report(span, f"`{word}` is followed by no name of a profile")
