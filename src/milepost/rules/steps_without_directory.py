"""MP603: commands without a place to run them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.commands import commands_in, is_command
from milepost.plan.kinds import SectionKind
from milepost.plan.patterns import compiled
from milepost.plan.query import blocks_within
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

_ROOT = (
    r"(?:repo(?:sitory)?|project|workspace|package|app|checkout|monorepo)(?:'s|’s)?[\s-]+"
    r"(?:root|top|checkout|director(?:y|ies)|folder)"
    r"|(?:root|top)[\s-]*(?:level\s)?(?:of|director|folder)"
    r"|\b(?:at|in|from)\s+(?:the\s+|a\s+)?(?:[\w-]+\s+){0,2}"
    r"(?:root|top|repo|repository|checkout|clone|worktree|workspace|monorepo)\b"
)
_USUAL_PLACE = (
    r"(?im)(?:^|[\s`$&(;])(?:cd|pushd|workdir:?)\s+\S"
    r"|\bwork(?:ing)?[ -]?(?:dir(?:ector(?:y|ies))?|tree)\b|\bcwd\b|git rev-parse --show-toplevel"
)
"""How nearly every plan says it that does."""
_PLACE = (
    rf"(?im){_ROOT}"
    r"|\b(?:from|run in|inside|under|at|in)\W{1,4}(?:the\s+)?[`\"]?(?:~|\.{0,2}/|[a-z]:\\)"
    r"|\b(?:from|inside|run in)\s+(?:the\s+)?`[^`\n]+`"
    r"|\s(?:-C|--cwd|--chdir|--prefix|--project|--project-dir(?:ectory)?|--package-path|--dir"
    r"|--working-dir(?:ectory)?|--manifest-path)[ =]\S"
    r"|^[ \t]*[`*-]*[ \t]*(?:/[a-z]+|[a-z]:\\|~)[/\\]\S+[ \t]*$"
    r"|目录|目錄|ディレクトリ|ルート|디렉|루트|在\s*`?[/~]"
)
_PLACE_ELSEWHERE = (
    rf"(?i)\b(?:commands?|run|runs|execute|invoke|steps)\b[^.\n]{{0,80}}(?:{_ROOT})"
    r"|\bworking director(?:y|ies)\b|工作目录|作業ディレクトリ|작업 디렉"
)
_ANYWHERE = frozenset({"aws", "az", "brew", "curl", "gcloud", "gh", "kubectl", "ssh", "wget"})
"""Programs that do the same in every directory."""
_LEADS = r"\s*(?:[$%>#❯]\s+)?(?:sudo |time |env )?(?:[A-Z_][A-Z0-9_]*=\S* )*"


class StepsWithoutDirectory(Rule):
    """The concrete steps do not say where to run their commands.

    ## What it does

    Looks in Concrete Steps for commands, and for anything that says where: `cd`, an option such as
    `-C`, a directory named behind "from" or "in", "working directory", "the repository root". One
    place is enough for the section, and so is a sentence anywhere in the plan that settles it for
    all commands. Programs that do the same everywhere, such as `curl`, are passed over.

    ## Why

    The reader has a terminal and not the author's habits. In a repository with several packages
    the same command does different things in two directories, or fails in one of them.

    ## When to suppress

    When every command is an absolute path or finds its directory by itself.
    """

    code = "MP603"
    name = "steps-without-directory"
    severity = Severity.INFO
    examples = (
        Example(
            bad="## Concrete Steps\n\n    make test\n",
            good="## Concrete Steps\n\nFrom the repository root:\n\n    make test\n",
        ),
        Example(
            bad="## Concrete Steps\n\nRun `npm run build` and look at `dist/`.\n",
            good="## Concrete Steps\n\nRun `cd web && npm run build`.\n",
        ),
    )
    silent = (
        "## Concrete Steps\n\nOpen the page.\n\n    name: value\n",
        "## Concrete Steps\n\n    curl localhost:8000/health\n",
        "## Concrete Steps\n\n    make -C web test\n",
        "## Concrete Steps\n\n在仓库根目录执行：\n\n    make test\n",
        "## Context and Orientation\n\nRun all commands from the root of the repository.\n\n"
        "## Concrete Steps\n\n    make test\n",
        "## Validation and Acceptance\n\n    make test\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the heading."""
        steps = context.plan.section(SectionKind.STEPS)
        if steps is None:
            return
        blocks = blocks_within(context.plan, steps.body)
        pieces = commands_in(context.text, blocks)
        if not any(_needs_place(line) for piece in pieces for line in _lines(piece)):
            return
        told = steps.body.cut(context.text)
        if any(compiled(pattern).search(told) for pattern in (_USUAL_PLACE, _PLACE)):
            return
        if not compiled(_PLACE_ELSEWHERE).search(context.text):
            yield self.report(steps.heading, "the steps do not say where to run their commands")


def _lines(piece: str) -> list[str]:
    return compiled(r"[^\r\n]+").findall(piece)


def _needs_place(line: str) -> bool:
    """Whether a line calls a known program, with arguments, that looks at its directory."""
    leads = compiled(_LEADS).match(line)
    words = line[leads.end() if leads else 0 :].split()
    if len(words) < 2 or words[0] in _ANYWHERE or words[-1].endswith(("{", "=", ",", ";")):
        return False
    return is_command(words[0])
