"""MP902: a suppression comment that makes no difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext, SuppressionComment

_IN_WORDS = 3
"""More codes than this are counted, not named."""


class UnusedSuppression(Rule):
    """A suppression comment silences nothing.

    ## What it does

    Finds comments that switch rules off where these find nothing, codes of that kind in a comment
    that is otherwise of use, and a `milepost-enable` without anything to switch on again. A code
    is judged only if all rules that it means have run: one that is not selected says nothing.

    ## Why

    The text was mended, and the comment stayed. It tells the reader of a difficulty that is no
    longer there, and it will hide the next one. Where the comment gives a reason, somebody thought
    about it and it may only have lost its place: then the fix is not among the safe ones.

    ## When to suppress

    When a plan is written by a program that puts the same comments into all of them. A comment
    without codes does not silence this rule; name it.
    """

    code = "MP902"
    name = "unused-suppression"
    severity = Severity.INFO
    judges_comments = True
    examples = (
        Example(
            bad=(
                "## Plan of Work\n\n<!-- milepost-disable-next-line MP502 -->\n"
                "Update `src/a.py`, the only caller.\n"
            ),
            good=(
                "## Plan of Work\n\n<!-- milepost-disable-next-line MP502 -->\n"
                "Update the callers as needed.\n"
            ),
            fixed="## Plan of Work\n\nUpdate `src/a.py`, the only caller.\n",
        ),
        Example(
            bad=(
                "## Plan of Work\n\nUpdate the callers as needed. "
                "<!-- milepost-disable-line MP501, MP502 -- there are two -->\n"
            ),
            fixed=(
                "## Plan of Work\n\nUpdate the callers as needed. "
                "<!-- milepost-disable-line MP502 -- there are two -->\n"
            ),
        ),
        Example(
            bad="## Plan of Work\n\n<!-- milepost-enable -->\n\nUpdate the callers.\n",
            fixed="## Plan of Work\n\nUpdate the callers.\n",
        ),
    )
    silent = (
        "## Plan of Work\n\nUpdate the callers as needed. <!-- milepost-disable-line -->\n",
        "<!-- milepost-disable-file MP902 -- every plan begins like this -->\n",
        "```\n<!-- milepost-disable-file MP502 -->\n```\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding per comment: at the comment, or at the first such code."""
        for comment in context.comments:
            if comment.idle:
                yield self._about_comment(context, comment)
            elif comment.unused:
                yield self._about_codes(context, comment)

    def _about_comment(self, context: RuleContext, comment: SuppressionComment) -> Diagnostic:
        from milepost.edits.comments import remove_comment  # Loaded with the first finding.

        edits = remove_comment(context.document, comment.span)
        fix = None if edits is None else Fix("Remove the comment", edits, _sure(comment))
        message = (
            "this comment switches on what was not switched off"
            if comment.enables
            else "this comment silences nothing"
        )
        return self.report(comment.span, message, fix=fix)

    def _about_codes(self, context: RuleContext, comment: SuppressionComment) -> Diagnostic:
        from milepost.edits.comments import remove_codes  # Loaded with the first finding.

        words = [f"`{code.cut(context.text)}`" for code in comment.unused]
        named = " and ".join(words) if len(words) <= _IN_WORDS else f"{len(words)} of the codes"
        verb = "make no difference" if len(words) > 1 else "makes no difference"
        edits = remove_codes(comment.codes, set(comment.unused))
        fix = Fix(f"Remove {named}", edits, _sure(comment))
        return self.report(comment.unused[0], f"{named} {verb} here", fix=fix)


def _sure(comment: SuppressionComment) -> Applicability:
    return Applicability.UNSAFE if comment.has_reason else Applicability.SAFE
