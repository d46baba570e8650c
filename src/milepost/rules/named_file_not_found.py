"""MP406: a file that the plan relies on and the repository does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.patterns import compiled
from milepost.plan.prose import CODE
from milepost.plan.query import is_reported
from milepost.repository import folders_upward, has_path
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from milepost.diagnostics import Diagnostic
    from milepost.repository import Repository
    from milepost.rule import RuleContext
    from milepost.text import Span

_PATH = (
    r"(?:\./)?(?P<path>(?P<top>[\w@.-]+)/(?:[\w@.+()\[\]-]+/)*[\w@.+()\[\]-]+"
    r"\.(?:astro|bash|bat|c|cc|cfg|cjs|clj|cmake|conf|cpp|cs|csproj|css|cts|cxx|dart|ex|exs|fs|go"
    r"|gradle|graphql|h|hpp|hs|html|ini|ipynb|java|jl|js|json|jsonc|jsx|kt|kts|less|lua|m|md|mdx"
    r"|metal|mjs|ml|mm|mts|nix|php|pl|prisma|proto|ps1|py|pyi|r|rb|rs|rst|sass|scala|scss|sh|sol"
    r"|sql|svelte|swift|tf|toml|ts|tsx|txt|vue|wgsl|xaml|xml|yaml|yml|zig|zsh))"
    r"(?:::[\w:]+(?:\(\))?|:L?\d+(?:[:-]L?\d+)*|#[\w-]+)?"
)
_SAMPLE = (
    r"(?i)(?:^|/)(?:path/to|foo|bar|baz|example|examples?|my[-_]?\w*|your[-_]?\w*|some[-_]?\w*|x+"
    r"|n+|name|file|module|feature|package|crate|slug|id)(?:[./]|$)|yyyy|xxx|\.\.\.|nnn|tmp"
)
_MADE_BY_TOOLS = (
    r"(?:^|/)(?:\.?(?:build|cache|next|nuxt|output|parcel-cache|pytest_cache|svelte-kit|tmp|tox"
    r"|turbo|venv|vercel|vite)|artifacts?|bin|coverage|data|deps|dist|downloads?|env|gen|generated"
    r"|logs?|node_modules|obj|out|outputs?|pods|public|reports?|results?|snapshots?|storage|target"
    r"|temp|vendor|__pycache__|__snapshots__)/"
)
_DIRECTORY = r"\bcd[ \t]+[\"']?([\w@.+/-]+)"
_MOST_BASES = 40
_MOST_ABSENT = 100
"""A plan with more of them was made for another repository."""
_TYPED = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
"""What a module may be written in that is named as it is imported."""


class NamedFileNotFound(Rule):
    """A file that the plan names is not in the repository.

    ## What it does

    Looks at inline code that is a path with a folder and a usual extension, and whose first two
    folders are those of the repository. The file is looked for from the root, from the plan's
    folder and those above it, and from every folder that the plan changes to or names files in.
    Silent where any mention of the file says that it is made, moved, removed or only possible, in
    records of what was done, on patterns and samples, and in folders that tools fill.

    ## Why

    A path that leads nowhere is the first thing that stops a reader: they cannot tell a slip of
    the pen from a file that was moved, or from a plan made for another state of the code.

    ## When to suppress

    When the file comes from somewhere else, such as a submodule that is not checked out.
    """

    code = "MP406"
    name = "named-file-not-found"
    severity = Severity.INFO
    examples = (
        Example(
            bad="## Context and Orientation\n\nThe importer is `src/importer.py`.\n",
            good="## Context and Orientation\n\nThe importer is `src/import.py`.\n",
        ),
        Example(bad="## Plan of Work\n\nChange the loop in `src/rows.py:12` to read one row.\n"),
    )
    silent = (
        "## Plan of Work\n\nCreate `src/rows.py` for it. The loop in `src/rows.py` is short.\n",
        "## Plan of Work\n\nIn `web/`, the table is `src/table.js`. The page is `docs/guide.md`.\n",
        "## Plan of Work\n\nEvery `src/*.py` uses `lodash/fp.js`, see `src/<name>.py`.\n",
        "## Plan of Work\n\nThe report is `src/generated/report.json`.\n",
        "## Surprises & Discoveries\n\n- Observation: `src/rows.py` is slow.\n",
        "## Plan of Work\n\nFiles that go away:\n\n- `src/rows.py`, which is removed\n",
    )
    files = {  # noqa: RUF012
        "docs/guide.md": "",
        "src/import.py": "",
        "web/src/table.ts": "",
    }

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per file, where it is named first."""
        repository = context.repository
        if repository is None:
            return
        codes = _codes(context)
        absent = [
            (path, span)
            for path, span in _named(codes).items()
            if _is_of(repository, path) and not has_path(repository, path)
        ][:_MOST_ABSENT]
        if not absent:
            return
        from milepost.plan.making import may_be_absent  # Loaded with the first absent file.

        bases = _bases(context, codes, repository)
        for path, span in absent:
            if any(_is_there(repository, path, base) for base in bases):
                continue
            if not may_be_absent(context.text, context.plan, path):
                yield self.report(span, f"`{path}` is not in the repository")


def _is_of(repository: Repository, path: str) -> bool:
    """Whether the repository has the folders that the path begins with, one or two of them."""
    folders = path.split("/")[:-1]
    return repository.is_folder("/".join(folders[:2]))


def _codes(context: RuleContext) -> dict[str, Span]:
    """The inline code of the instructions, each where it stands first."""
    prose = context.document.prose
    codes: dict[str, Span] = {}
    for found in compiled(f"{CODE}+").finditer(prose.text):
        span = prose.span(*found.span())
        code = span.cut(context.text).strip("` ")
        if code not in codes and not is_reported(context.plan, span.start):
            codes[code] = span
    return codes


def _named(codes: Mapping[str, Span]) -> dict[str, Span]:
    """The paths among them that a file of the repository would have."""
    named: dict[str, Span] = {}
    for code, span in codes.items():
        match = compiled(_PATH).fullmatch(code)
        # The guide has a rule of its own.
        if match is None or match["top"] in (".", "..") or code.endswith("/PLANS.md"):
            continue
        path = match["path"]
        if not (compiled(_SAMPLE).search(path) or compiled(_MADE_BY_TOOLS).search(path)):
            named.setdefault(path, span)
    return named


def _bases(context: RuleContext, codes: Iterable[str], repository: Repository) -> dict[str, None]:
    """The folders from which the plan may name files."""
    folders = dict.fromkeys(folders_upward(repository.folder))
    changed_to = [match[1] for match in compiled(_DIRECTORY).finditer(context.text)]
    for word in dict.fromkeys((*changed_to, *codes)):
        path = word.removeprefix("./").rstrip("/")
        if len(folders) >= _MOST_BASES:
            break
        if repository.is_file(path):
            folders |= dict.fromkeys(folders_upward(path)[1:])
        elif repository.is_folder(path):
            folders |= dict.fromkeys(folders_upward(path))
    return folders


def _is_there(repository: Repository, path: str, base: str) -> bool:
    stem, dot, ending = path.rpartition(".")
    others = [stem + each for each in _TYPED.get(dot + ending, ())]
    return any(has_path(repository, each, base) for each in (path, *others))
