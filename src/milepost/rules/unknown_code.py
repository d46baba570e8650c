"""MP901: a suppression comment that names no rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

_LONGEST = 40


class UnknownCode(Rule):
    """A suppression comment names something that is no rule.

    ## What it does

    Reads the comments that switch rules off, `milepost-disable-line` and its relatives, and looks
    up every code and name in them. The beginning of codes will do: `MP5` means all that begin
    so. The comment itself may be misspelt as well: `milepost-disable-lines` does nothing. What
    stands behind two hyphens is the reason and not looked at. The profile that a plan chooses is
    looked up by `unknown-profile` (MP903).

    ## Why

    A code with a mistake in it silences nothing, and a reader who trusts the comment looks for
    the reason in the wrong place.

    ## When to suppress

    When the plan is also checked by a newer Milepost that knows more rules.
    """

    code = "MP901"
    name = "unknown-code"
    severity = Severity.WARNING
    judges_comments = True
    examples = (
        Example(
            bad="<!-- milepost-disable-file MP1O1 -->\n\n# Add a health check\n",
            good="<!-- milepost-disable-file MP101 -->\n\n# Add a health check\n",
        ),
        Example(
            bad=(
                "## Plan of Work\n\nUpdate the callers as needed. "
                "<!-- milepost-disable-line MP502 it quotes the ticket -->\n"
            ),
            good=(
                "## Plan of Work\n\nUpdate the callers as needed. "
                "<!-- milepost-disable-line MP502 -- it quotes the ticket -->\n"
            ),
        ),
        Example(bad="<!-- milepost-disable-lines MP502 -->\n"),
    )
    silent = (
        "<!-- milepost-disable-file MP5, vague-acceptance -->\n",
        "<!-- milepost-disable-next-line -- MP1O1 is the name of a part -->\n",
        "```\n<!-- milepost-disable-file MP1O1 -->\n```\n",
        "The comment reads `<!-- milepost-disable-file MP1O1 -->`.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per mistake; words that follow each other are one."""
        for comment in context.comments:
            for span in comment.unknown:
                word = " ".join(span.cut(context.text).split())
                shown = word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…"
                what = "means nothing to Milepost" if span == comment.switch else "names no rule"
                yield self.report(span, f"`{shown}` {what}")
