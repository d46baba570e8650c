"""MP407: a link that leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.patterns import compiled
from milepost.repository import has_path, normalise_path
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.links import Link
    from milepost.repository import Repository
    from milepost.rule import RuleContext

_ELSEWHERE = r"[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)|//|/|~|\\|(?:.*/)?path/to/|.*(?:[*<>{}$|]|\.\.\.|…)"
"""How destinations begin that are addresses, routes of a site or samples."""
_PATH_LIKE = r"[^/]*\.[A-Za-z][A-Za-z0-9]{0,9}|.*/.*"
_LINE_NUMBER = r":\d+(?:[:-]\d+)*$"
_LINES = r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?|:~:.*"
_MARKDOWN = (".md", ".markdown", ".mdx")
_MOST_ABSENT = 100
"""A plan that links to more absent files was made for another repository."""
_ESCAPES = r"(?:%[0-9A-Fa-f]{2})+"


class BrokenLink(Rule):
    """A link in the plan leads nowhere.

    ## What it does

    Checks every link, image and link definition outside code. An anchor must be a heading or an
    HTML id of the file it leads to, as GitHub makes anchors of headings; anchors of the plan
    itself can always be checked. A relative path must lead from the plan's folder to a file or
    folder of the repository, where it is known which repository that is. Addresses of the web,
    paths that begin with a slash, and files that the plan says it makes or removes are left alone.

    ## Why

    The reader follows a link because the plan does not say the rest. Plans are moved when they are
    done, and files are moved while they are carried out, so links that worked once need a look.

    ## When to suppress

    When the file is made by a build and is rightly absent from the repository.
    """

    code = "MP407"
    name = "broken-link"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Plan of Work\n\nThe order is given in [the steps](#concrete-stepps).\n\n"
            "## Concrete Steps\n\nRun `make`.\n",
            good="## Plan of Work\n\nThe order is given in [the steps](#concrete-steps).\n\n"
            "## Concrete Steps\n\nRun `make`.\n",
        ),
        Example(
            bad="## Context and Orientation\n\nRead [the guide](../guid.md).\n",
            good="## Context and Orientation\n\nRead [the guide](../guide.md#first-import).\n",
        ),
        Example(bad="## Context and Orientation\n\nRead [the guide](../guide.md#last-import).\n"),
        Example(bad="## Context and Orientation\n\nRead [the guide].\n\n[the guide]: ../guid.md\n"),
    )
    silent = (
        "## Notes\n\n## Notes\n\nSee [the second](#notes-1) and [the row](#row-7).\n\n"
        '<a id="row-7"></a>\n',
        "## Plan of Work\n\nWrite `[the guide](missing.md)`:\n\n    [the guide](missing.md)\n",
        "## Plan of Work\n\nSee [the site](https://example.com/a.md#b) and [mail](mailto:a@b.c).\n",
        "## Plan of Work\n\nCreate [the index](../index.md) and link [the source](../../src/).\n",
        "## Plan of Work\n\nThe reader is [here](../../src/import.py#L10-L20), see also "
        "[line 4](../../src/import.py:4).\n",
        "## Plan of Work\n\nCall `rows`[0](first) and [read](<../guide.md>).\n",
    )
    files = {  # noqa: RUF012
        "docs/guide.md": "# Guide\n\n## First import\n\nOpen the drawer.\n",
        "src/import.py": "",
    }

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per link, at its destination."""
        if "](" not in context.text and "]:" not in context.text:
            return
        from milepost.plan.links import links_of  # Loaded with the first link.

        document = context.document
        targets = _Targets(context)
        for link in links_of(document.text, document.plan, document.prose):
            lack = targets.lack_of(link)
            if lack:
                yield self.report(link.span, lack)


class _Targets:
    """What links can lead to; the anchors of a file are looked for once."""

    def __init__(self, context: RuleContext) -> None:
        self._context = context
        self._anchors: dict[str, frozenset[str]] = {}
        self._made: dict[str, bool] = {}

    def lack_of(self, link: Link) -> str:
        """What is wrong with a link, empty when nothing is."""
        path, _, fragment = link.destination.partition("#")
        path, fragment = _decoded(path.partition("?")[0]), _decoded(fragment)
        if not path:
            return self._lack_of_anchor("", fragment, "this file")
        repository = self._context.repository
        if repository is None or compiled(_ELSEWHERE).match(path):
            return ""
        if not compiled(_PATH_LIKE).fullmatch(path):
            return ""
        whole = normalise_path(compiled(_LINE_NUMBER).sub("", path), repository.folder)
        if whole is None:
            return ""
        if has_path(repository, whole) or has_path(repository, path, repository.folder):
            return self._lack_of_anchor(whole, fragment, f"`{whole}`")
        if self._is_made(whole):
            return ""
        return f"this link leads to `{_shortened(whole)}`, which does not exist"

    def _is_made(self, path: str) -> bool:
        from milepost.plan.making import is_made  # Loaded with the first file that is absent.

        if path not in self._made:
            self._made[path] = len(self._made) >= _MOST_ABSENT or is_made(
                self._context.text, self._context.plan, path
            )
        return self._made[path]

    def _lack_of_anchor(self, path: str, fragment: str, where: str) -> str:
        if not fragment or fragment == "top" or compiled(_LINES).fullmatch(fragment):
            return ""
        from milepost.plan.anchors import has_anchor  # Loaded with the first anchor.

        anchors = self._anchors_of(path)
        if anchors is None or has_anchor(anchors, fragment):
            return ""
        return f"this link leads to `#{_shortened(fragment)}`, which is not in {where}"

    def _anchors_of(self, path: str) -> frozenset[str] | None:
        """The anchors of a Markdown file, or of the plan; None when they cannot be known."""
        from milepost.plan.anchors import plan_anchors, text_anchors

        repository: Repository | None = self._context.repository
        if path in self._anchors:
            return self._anchors[path]
        if not path:
            self._anchors[path] = plan_anchors(self._context.plan, self._context.text)
            return self._anchors[path]
        if repository is None or not path.lower().endswith(_MARKDOWN):
            return None
        text = repository.read(path)
        if text is None:
            return None
        self._anchors[path] = text_anchors(text)
        return self._anchors[path]


def _decoded(text: str) -> str:
    """The text without percent escapes; as it stands when they are no UTF-8."""
    return compiled(_ESCAPES).sub(
        lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"), text
    )


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
