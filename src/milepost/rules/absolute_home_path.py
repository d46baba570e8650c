"""MP405: a path into somebody's home folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.commands import is_command
from milepost.plan.kinds import SectionKind
from milepost.plan.model import CODE_KINDS, BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.query import is_reported, section_at, standard_section_at
from milepost.rule import Example, Rule
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Block
    from milepost.rule import RuleContext

_BEHIND = r"(?P<user>[A-Za-z][\w.-]*)[/\\][\w.@+~/\\-]*[\w/\\]"
_NOT_AFTER = r"[\w.~:/\\$}>*-]"
_UNIX_HOME = rf"/(?<!{_NOT_AFTER}/)(?:Users|home)/{_BEHIND}"
"""Begins with a character, so that a search skips all others quickly."""
_HOME = rf"(?<!{_NOT_AFTER})(?:/Users/|/home/|[A-Za-z]:\\Users\\){_BEHIND}"
_WINDOWS = ":\\Users\\"
_NOBODY = frozenset(
    """
    admin agent alice anonymous app bob build builder carol charlie circleci codespace coder
    container dave dev deploy developer docker ec2-user eve foo git github guest jane jenkins jdoe
    joe john johndoe linuxbrew me mock myuser myname name nobody node nonroot operator pi project
    public root runner sandbox shared site somebody someone steam svc test tester ubuntu user user1
    username users vagrant vscode web who whoever worker workspace wwwroot x xxx you your
    your-name your-user your-username yourname youruser yourusername
    """.split()
)
"""Who stands for anybody, or comes with a container or a build machine."""
_SAMPLE = (
    r"(?i)\b(?:such as|like|e\.g|for example|for instance|example|sample|fake|fixture|redact|mask"
    r"|sanitiz|sanitis|leak|scrub|expands? to|resolves? to|instead of|rather than|becomes|never|not"
    r"|no|avoid|without|literal|hard-?coded)\b[^.\n]{0,60}$"
)
_SAMPLE_REACH = 100
"""How far before a path its longest match begins."""
_LINE = r"[^\r\n]+"
_PROSE_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE})


class AbsoluteHomePath(Rule):
    """The plan gives a path that exists in one person's home folder only.

    ## What it does

    Finds paths below `/Users/<name>/`, `/home/<name>/` and the like of Windows in prose, inline
    code, link targets and commands. One finding per home folder and section. Silent on names that
    stand for anybody or come with a container, on samples, in records of what was done, and in the
    output of commands. Where the path lies in the plan's own repository the fix writes it from the
    root.

    ## Why

    The path is wrong for everyone else, for every other worktree, and for the author's next
    computer. An agent that follows it literally may even change another checkout.

    ## When to suppress

    When the plan is about this very computer.
    """

    code = "MP405"
    name = "absolute-home-path"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Concrete Steps\n\nEdit `/home/mara/herbaria/src/import.py` first.\n",
            good="## Concrete Steps\n\nEdit `src/import.py` first.\n",
            fixed="## Concrete Steps\n\nEdit `src/import.py` first.\n",
        ),
        Example(
            bad="## Concrete Steps\n\n    cd /Users/mara/herbaria\n    make check\n",
            good="## Concrete Steps\n\nFrom the root of the repository:\n\n    make check\n",
        ),
        Example(
            bad="## Concrete Steps\n\n    pytest /home/mara/herbaria/tests -q\n",
            fixed="## Concrete Steps\n\n    pytest tests -q\n",
        ),
        Example(bad="## Context and Orientation\n\nThe drawer is C:\\Users\\mara\\scans\\one.\n"),
    )
    silent = (
        "## Concrete Steps\n\nOpen https://example.com/home/mara/index.html there.\n",
        "## Plan of Work\n\nStore it in `/home/node/app` or `/Users/<name>/app`.\n",
        "## Surprises & Discoveries\n\n- Observation: `/home/mara/scans` was full.\n",
        "## Plan of Work\n\nReject a path such as `/home/mara/scans`.\n",
        "## Concrete Steps\n\n    make check\n    rootdir: /home/mara/herbaria\n",
    )
    files = {"src/import.py": ""}  # noqa: RUF012

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per home folder and section, at the first path."""
        text = context.text
        if not any(start in text for start in ("/Users/", "/home/", _WINDOWS)):
            return
        home = _HOME if _WINDOWS in text else _UNIX_HOME
        groups: dict[tuple[int, str], list[_Path]] = {}
        for block in context.plan.blocks:
            for path in _paths(text, block, home):
                if not _is_record(context, path.found.start()):
                    section = section_at(context.plan, path.found.start())
                    key = section.index if section else -1, path.found["user"]
                    groups.setdefault(key, []).append(path)
        for (_, user), paths in groups.items():
            first, *others = paths
            more = f" and {len(others)} more paths are" if others else " is"
            if len(others) == 1:
                more = " and another path are"
            yield self.report(
                Span(*first.found.span()),
                f"`{_shortened(first.found[0])}`{more} in the home folder of `{user}`",
                fix=_fix(context, paths),
            )


class _Path(NamedTuple):
    """A path, and whether it stands in a command."""

    found: re.Match[str]
    is_typed: bool


def _is_record(context: RuleContext, offset: int) -> bool:
    """Whether the text at `offset` shows what happened on the author's computer."""
    section = standard_section_at(context.plan, offset)
    kind = section.kind if section else None
    return kind is SectionKind.ARTIFACTS or is_reported(context.plan, offset)


def _paths(text: str, block: Block, home: str) -> Iterator[_Path]:
    """The paths that a block gives, of those that look like `home`."""
    if block.quoted or block.kind not in _PROSE_KINDS | CODE_KINDS:
        return
    is_code = block.kind in CODE_KINDS
    typed: dict[int, bool] = {}
    for found in compiled(home).finditer(text, block.span.start, block.span.end):
        start = max(text.rfind("\n", 0, found.start()) + 1, block.span.start)
        if found["user"].lower() in _NOBODY:
            continue
        if is_code:
            if start not in typed:
                line = compiled(_LINE).match(text, start)
                typed[start] = line is not None and is_command(line[0])
            if typed[start]:
                yield _Path(found, is_typed=True)
        elif not compiled(_SAMPLE).search(
            text, max(start, found.start() - _SAMPLE_REACH), found.start()
        ):
            opening = text.rfind("`", start, found.start())
            is_typed = opening >= 0 and is_command(text[opening + 1 : found.end()])
            yield _Path(found, is_typed)


def _fix(context: RuleContext, paths: Sequence[_Path]) -> Fix | None:
    """Writes paths from the root: surely in prose; a command may be meant for another folder."""
    if context.repository is None:
        return None
    before = context.repository.root + "/"
    inside = [
        path
        for path in paths
        if path.found[0].startswith(before)
        and path.found[0] != before
        # A link is followed from the plan's folder, not from the root.
        and not context.text.endswith("](", 0, path.found.start())
    ]
    sure = [path for path in inside if not path.is_typed]
    if not inside:
        return None
    starts = [path.found.start() for path in sure or inside]
    edits = EditSet.of(TextEdit.delete(Span(at, at + len(before))) for at in starts)
    safety = Applicability.SAFE if sure else Applicability.UNSAFE
    return Fix("Write paths from the root", edits, safety)


def _shortened(path: str) -> str:
    return path if len(path) <= 60 else f"{path[:59]}…"
