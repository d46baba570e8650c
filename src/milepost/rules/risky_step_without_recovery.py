"""MP606: a step that destroys something, and no way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.parse.inline import find_code_spans
from milepost.plan.kinds import SectionKind
from milepost.plan.model import CODE_KINDS, BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.placeholders import is_placeholder
from milepost.plan.query import blocks_within, is_reported, standard_section_at
from milepost.rule import Example, Rule
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Block
    from milepost.rule import RuleContext

_SCRATCH = (
    r"(?i)[\"']?(?:\./)?(?:/tmp|/var/tmp|\$\(mktemp|\.(?!git\b)[\w-]"
    r"|\$\{?\w*(?:tmp|temp|scratch|dir|dest|out|build|cache))"
    r"|(?:[^\s]{0,200}[/_.-])?[\"']?(?:builds?|dist|outputs?|out|target|node_modules|caches?|coverage"
    r"|__pycache__|venv|deriveddata|tmp|temp|scratch|artifacts?|logs?|generated|fixtures?|results?"
    r"|snapshots?)(?:[/_.*\"'-]|$)"
)
"""Paths that hold nothing but what can be made again."""
_INSTALLERS = (
    r"(?:sudo )?(?:npm|pnpm|yarn|bun|pip3?|pipx|uv|cargo|brew|gem|bundle|composer|poetry|npx|tsc"
    r"|ruff|eslint|tar|ln|cp|mv|rustup|dotnet|conda|mise|asdf|nix|turbo|nx|make|gh|sphinx\S*|pre-commit)\b"
)
_REMOVAL = r"\brm((?: +[^\s;&|`#]+)+)"
_RECURSIVE = r"(?i)-\w*r|--recursive"
_FORCED = r"-\w*f|--force"
_RISKY = (
    r"(?i:\b(?:drop (?:table|database|schema|column)|truncate table) [\w.\"\[]+)"
    r"|\bgit reset --hard\b"
    r"|\bgit clean -\w*f\w*"
    r"|\bgit push\b[^\r\n`]{0,80} (?:--force(?:-with-lease)?|-f)(?![\w-])"
    r"|\bgit filter-(?:branch|repo)\b"
    rf"|(?<![\w./-])(?<![\w./-] )(?!rm |{_INSTALLERS})[a-z][\w./-]* [^\r\n`#;&|]{{0,120}}?(?<= )"
    r"--force(?![\w-])"
    r"|\balembic (?:upgrade|downgrade)\b|\bmanage\.py migrate\b|\bdb:(?:migrate|push|reset|drop)\b"
    r"|\bprisma (?:migrate (?:deploy|dev|reset)|db push)\b|\b(?:diesel|sqlx) migrat\w+ run\b"
    r"|\bknex migrate:\w+|\bflyway (?:migrate|clean)\b|\bdotnet ef database update\b"
    r"|\bdrizzle-kit (?:push|migrate)\b|\b(?:goose|dbmate|migrate)\b[^\r\n`]{0,60} (?:up|down)\b"
    r"|\bsupabase db (?:push|reset)\b|\bterraform (?:apply|destroy)\b"
)
_RECOVERY = (
    r"(?i)\b(?:roll(?:ed|s|ing)?[ -]?back|recover\w*|restor\w+|back[ -]?ups?|backed up|revert\w*"
    r"|undo|idempoten\w+|safe to (?:re-?run|repeat|retry)|snapshot before|dry[ -]run)\b"
    r"|回滚|恢复|备份|幂等|ロールバック|復旧|バックアップ|롤백|복구|백업"
)
_FORBIDDEN = (
    r"(?i)\b(?:not|never|no|without|avoid\w*|instead of|rather than|forbid\w*|don't|cannot"
    r"|refus\w+|reject\w*|prohibit\w*|disallow\w*|den(?:y|ies))\b[^.;]{0,60}$"
)
_NO_STEPS = frozenset(
    {
        SectionKind.PURPOSE,
        SectionKind.CONTEXT,
        SectionKind.RECOVERY,
        SectionKind.ARTIFACTS,
        SectionKind.INTERFACES,
    }
)
_LONGEST = 40


class RiskyStepWithoutRecovery(Rule):
    """A step can destroy something, and the plan does not say how to get it back.

    ## What it does

    Looks in the steps for commands that delete, overwrite or migrate: `rm -rf`, `DROP TABLE`,
    `git reset --hard`, `--force`, the usual tools for migrations. It speaks only when Idempotence
    and Recovery is empty, or absent while the plan says nothing about recovery elsewhere. Build
    folders and temporary ones may be deleted, and package managers may be forced.

    ## Why

    Steps are repeated, by people and by agents that lost their place. The one that cannot be
    repeated needs a way back, and it has to be known before it is run.

    ## When to suppress

    When what the command destroys is a copy, and the step says so in words this rule does not know.
    """

    code = "MP606"
    name = "risky-step-without-recovery"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Concrete Steps\n\n    git reset --hard origin/main\n",
            good=(
                "## Concrete Steps\n\n    git reset --hard origin/main\n\n"
                "## Idempotence and Recovery\n\nThe old head stays in the reflog for 90 days.\n"
            ),
        ),
        Example(
            bad=(
                "## Concrete Steps\n\nRun `rm -rf data/` first.\n\n"
                "## Idempotence and Recovery\n\nTBD\n"
            ),
            good=(
                "## Concrete Steps\n\nRun `rm -rf data/` first; restore it from the nightly copy.\n"
            ),
        ),
        Example(bad="## Plan of Work\n\n```sql\nDROP TABLE reports;\n```\n"),
        Example(bad="## Concrete Steps\n\n    python manage.py migrate\n"),
        Example(bad="## Concrete Steps\n\n    fly apps destroy reports --force\n"),
    )
    silent = (
        "## Concrete Steps\n\n    rm -rf build/ node_modules /tmp/reports\n",
        "## Concrete Steps\n\n    npm install --force\n    git push --force-if-includes\n",
        "## Plan of Work\n\nNever run `git reset --hard` here.\n",
        "## Context and Orientation\n\nThe old script ran `git reset --hard`.\n",
        "## Progress\n\n- [x] (2026-01-31) Ran `git reset --hard`.\n",
        "## Plan of Work\n\nThe option --force is new, and `git reset` is not run.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per kind of command, where it first stands."""
        recovery = context.plan.section(SectionKind.RECOVERY)
        if recovery is None:
            state, silent = "is missing", compiled(_RECOVERY).search(context.text) is not None
        else:
            state, silent = "is empty", not _is_empty(context, recovery.body)
        if silent:
            return
        seen: set[str] = set()
        for span in sorted(_risky_commands(context)):
            words = " ".join(span.cut(context.text).split())
            if words in seen:
                continue
            seen.add(words)
            short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
            yield self.report(
                span,
                f"`{short}` cannot simply be undone, and `{SectionKind.RECOVERY.title}` {state}",
            )


def _is_empty(context: RuleContext, body: Span) -> bool:
    return is_placeholder(" ".join(body.cut(context.text).split()))


def _risky_commands(context: RuleContext) -> Iterator[Span]:
    for block in blocks_within(context.plan, context.plan.content):
        pieces: list[Span] = []
        if block.kind in CODE_KINDS:
            pieces = [block.span]
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.TABLE):
            pieces = _inline_code(context.text, block.span)
        if pieces and not block.quoted and _is_step(context, block):
            for piece in pieces:
                yield from _risky_parts(context.text, piece)


def _risky_parts(text: str, code: Span) -> Iterator[Span]:
    for risky in compiled(_RISKY).finditer(text, code.start, code.end):
        yield Span(*risky.span())
    for removal in compiled(_REMOVAL).finditer(text, code.start, code.end):
        words = removal[1].split()
        options = " ".join(word for word in words if word.startswith("-"))
        paths = [word for word in words if not word.startswith("-")]
        forced = compiled(_RECURSIVE).search(options) and compiled(_FORCED).search(options)
        if forced and not all(map(compiled(_SCRATCH).match, paths)):
            yield Span(*removal.span())


def _is_step(context: RuleContext, block: Block) -> bool:
    if is_reported(context.plan, block.span.start):
        return False
    home = standard_section_at(context.plan, block.span.start)
    return home is None or home.kind not in _NO_STEPS


def _inline_code(text: str, span: Span) -> list[Span]:
    """The code in a paragraph, less what it says not to run."""
    return [
        code
        for code in find_code_spans(text, span)
        if not compiled(_FORBIDDEN).search(text, max(span.start, code.start - 90), code.start)
    ]
