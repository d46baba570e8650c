"""MP116: the guide that the plan follows is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.model import CODE_KINDS, BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.query import is_reported
from milepost.repository import folders_upward, normalise_path
from milepost.rule import Example, Rule
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Block
    from milepost.repository import Repository
    from milepost.rule import RuleContext

_GUIDE = r"(?<![\w./~$%{}<>@:\\*-])/?(?:[\w.@-]+/)*PLANS\.md(?![\w/-]|\.\w)"
_USUAL_PLACES = ("", ".agent", ".agents", ".plans", "plans", "docs", ".codex", ".claude", ".github")
_NOT_RELIED_ON = (
    r"(?i)\b(?:no|not|none|never|without|lacks?|missing|absent|cannot"
    r"|if (?:a|an|any|one|the)|where a|creat\w*|add(?:s|ed|ing)?|writ\w*|renam\w*"
    r"|delet\w*|remov\w*|mov(?:es?|ed|ing)|new|global|home|skill|installed|[a-z]+n't)\b"
)
_REACH = 100


class GuideReferenceBroken(Rule):
    """The plan names a `PLANS.md` that is not in the repository.

    ## What it does

    Looks for every `PLANS.md` that the plan names and checks that it is there: from the root, from
    the plan's folder and those above it, and, when only the file name is given, in the folders
    where such guides are usually kept. Silent when it is not known which repository the plan
    belongs to, on absolute paths to other places, in records, and where the plan says that there
    is no such file or that it makes or removes one.

    ## Why

    The plan asks to be kept up by the rules of that file. A reader who cannot find it keeps the
    plan by other rules, or not at all.

    ## When to suppress

    When the guide comes with the agent rather than with the repository.
    """

    code = "MP116"
    name = "guide-reference-broken"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="# Import\n\nThis plan is kept as `.agents/PLANS.md` says.\n",
            good="# Import\n\nThis plan is kept as `.agent/PLANS.md` says.\n",
        ),
        Example(bad="# Import\n\nFollow [the guide](../PLANS.md).\n"),
        Example(bad="# Import\n\nFollow /home/mara/herbaria/PLANS.md to the letter.\n"),
    )
    silent = (
        "# Import\n\nThis plan is kept as PLANS.md says.\n",
        "# Import\n\nThis plan is kept as /home/mara/herbaria/.agent/PLANS.md says.\n",
        "# Import\n\nThis plan is kept as `~/.codex/PLANS.md` and /opt/agents/v1/PLANS.md say.\n",
        "# Import\n\nThere is no `docs/PLANS.md` in this repository.\n",
        "# Import\n\n## Surprises & Discoveries\n\n- `docs/PLANS.md` was longer than thought.\n",
        "# Import\n\nThe format is at https://example.com/docs/PLANS.md for all.\n",
    )
    files = {".agent/PLANS.md": "# Plans\n"}  # noqa: RUF012

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per path, where it is named first."""
        repository = context.repository
        if repository is None or "PLANS.md" not in context.text:
            return
        seen: set[str] = set()
        for block in context.plan.blocks:
            if block.kind in CODE_KINDS or block.kind is BlockKind.FRONT_MATTER or block.quoted:
                continue
            for span in _guides(context, block):
                path = span.cut(context.text)
                if path in seen or is_reported(context.plan, span.start):
                    continue
                seen.add(path)
                if not _is_there(repository, path):
                    yield self.report(span, f"`{path}` is not in the repository")


def _guides(context: RuleContext, block: Block) -> Iterator[Span]:
    """The guides that a block relies on."""
    text, doubt = context.text, compiled(_NOT_RELIED_ON)
    for found in compiled(_GUIDE).finditer(text, block.span.start, block.span.end):
        before = text[max(block.span.start, found.start() - _REACH) : found.start()]
        after = text[found.end() : min(block.span.end, found.end() + _REACH // 2)]
        before, after = before.rpartition(". ")[2], after.partition(". ")[0]
        if not (doubt.search(before) or doubt.search(after)):
            yield Span(*found.span())


def _is_there(repository: Repository, path: str) -> bool:
    if path.startswith("/"):
        inner = path.removeprefix(repository.root)
        # A slash is how some plans write the root; a longer path may lead to another place.
        return (inner == path and path.count("/") > 2) or repository.is_file(inner[1:])
    folders = [*folders_upward(repository.folder), *(_USUAL_PLACES if "/" not in path else ())]
    places = (normalise_path(path, folder) for folder in folders)
    return any(place is not None and repository.is_file(place) for place in places)
