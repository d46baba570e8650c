"""MP108: nothing near the top says that the plan is a living document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.headings import top_of, unnamed_sections
from milepost.plan.model import CODE_KINDS
from milepost.plan.patterns import compiled
from milepost.plan.query import blocks_within
from milepost.rule import Example, Rule
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.kinds import SectionKind
    from milepost.plan.model import Plan
    from milepost.rule import RuleContext

_LIVING = r"(?i)\bliving\b(?! (?:room|being|cost|wage))"
"""What nearly every plan says that says so."""
_SAYS = (
    r"(?i)\bevolving (?:document|plan|spec)"
    r"|\b(?:keep|kept|keeping|stays?|remains?) (?:\S+ ){0,6}?(?:up[ -]to[ -]date|(?:current|updated"
    r"|true|in sync|accurate|alive)(?=[.,;:)]|\Z| (?:as|while|during|throughout|when|until)\b))"
    r"|\b(?:(?:this|the) (?:\S+ )?(?:plan|execplan|document|file|doc)|sections?)\b[^.:;]{0,60}"
    r" (?:is|are|must|will|should|to|gets?|has) (?:(?:be|been|being|continuously|regularly|always"
    r"|constantly|actively) )*(?:maintained|updated|revised)\b"
    r"|\b(?:update|maintain|revise) (?:this|the) (?:\S+ )?(?:plan|execplan|document|file|sections?)"
    r"\b"
    r"|活(?:的)?(?:文档|文件|文檔)|[动動][态態](?:文档|文件|文檔)|可演[进進]"
    r"|(?:持续|持續|不断|不斷|实时|即時|随时|隨時|同步|及时)(?:保持|更新|维护|維護)|保持(?:最新|更新|同步)"
    r"|リビング|生きた(?:文書|ドキュメント|計画)|(?:随時|継続的に|適宜|合わせて|都度)(?:、)?更新|最新(?:の状態)?に保"
    r"|살아\s?있는|리빙|(?:지속적으로|계속|수시로)\s?(?:업데이트|갱신|유지)|최신\s?(?:상태|으로)"
    r"|\b(?:documento|document) (?:vivo|viu|vivant)\b|\blebend(?:es|iges) dokument"
    r"|\blevend document\b|\blevande dokument\b|жив(?:ой|ым) документ|живий документ"
)
"""What says so, in the languages in which plans were seen or are likely."""
_OTHER_SCRIPT = r"[\u0370-\u1fff\u2e80-\ud7ff\uf900-\ufaff]"


class LivingStatementMissing(Rule):
    """Nothing near the top says that the plan is a living document.

    ## What it does

    Looks above the first standard section, and in it, for words that say that the plan lives, is
    maintained, or is kept up to date; comments and quotations count. Your own wording will do. The
    fix puts a statement below the title that names the living sections that the plan has; a plan
    in another script than ours gets no fix.

    ## Why

    Whoever opens the file, a person or an agent, has to know before anything else that reading is
    not enough: progress, surprises and decisions are written into it as they come.

    ## When to suppress

    When the project's instructions say it for all plans.
    """

    code = "MP108"
    name = "living-statement-missing"
    severity = Severity.INFO
    examples = (
        Example(
            bad="# Add a health check\n\n## Progress\n\n- [ ] Add the route.\n",
            good=(
                "# Add a health check\n\nThis is a living document.\n\n"
                "## Progress\n\n- [ ] Add the route.\n"
            ),
            fixed=(
                "# Add a health check\n\n"
                "This is a living document. `Progress` is kept true while the work goes on.\n\n"
                "## Progress\n\n- [ ] Add the route.\n"
            ),
        ),
        Example(
            bad="## Decision Log\n\nNone.\n\n## Progress log\n\n- [ ] Add the route.\n",
            fixed=(
                "This is a living document. `Decision Log` and `Progress log` are kept true while "
                "the work goes on.\n\n"
                "## Decision Log\n\nNone.\n\n## Progress log\n\n- [ ] Add the route.\n"
            ),
        ),
        Example(
            bad=(
                "# Add a health check\n\n## Progress\n\n- [ ] One.\n\n## Notes\n\nTwo.\n\n"
                "## Decison Log\n\nNone.\n"
            ),
            fixed=(
                "# Add a health check\n\n"
                "This is a living document. `Progress` and `Decision Log` are kept true while "
                "the work goes on.\n\n"
                "## Progress\n\n- [ ] One.\n\n## Notes\n\nTwo.\n\n## Decison Log\n\nNone.\n"
            ),
        ),
        Example(
            bad="# Add a health check\n\n## Plan of Work\n\nAdd the route.\n",
            fixed=(
                "# Add a health check\n\nThis is a living document.\n\n"
                "## Plan of Work\n\nAdd the route.\n"
            ),
        ),
        Example(
            bad="# 增加健康检查\n\n## 进度\n\n- [ ] 一。\n",
            good="# 增加健康检查\n\n本计划是活文档。\n\n## 进度\n\n- [ ] 一。\n",
        ),
    )
    silent = (
        "# One\n\n> The plan must be maintained as `PLANS.md` says.\n\n## Progress\n",
        "# One\n\n## Purpose\n\nTwo. Keep this plan up\nto date.\n\n## Progress\n",
        "# 一\n\n実装に合わせて更新します。\n\n## 進捗\n",
        "# Notes that are no plan\n\n## Shopping\n\nBread.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the title."""
        plan = context.plan
        if not plan.by_kind:
            return
        first = plan.sections[min(plan.by_kind.values())]
        top = " ".join(
            " ".join(block.span.cut(context.text).split())
            for block in blocks_within(plan, Span(plan.content.start, first.body.end))
            if block.kind not in CODE_KINDS
        )
        if any(compiled(pattern).search(top) for pattern in (_LIVING, _SAYS)):
            return
        from milepost.edits.headings import insert_below_title  # Loaded with the first finding.
        from milepost.plan.skeleton import living_statement

        statement = living_statement(_living_titles(plan))
        edits = insert_below_title(context.document, statement)
        foreign = compiled(_OTHER_SCRIPT).search(top) is not None
        fix = None if foreign else Fix("Say so below the title", edits, Applicability.SAFE)
        message = "nothing near the top says that this is a living document"
        yield self.report(top_of(plan), message, fix=fix)


def _living_titles(plan: Plan) -> list[str]:
    """What the plan calls its living sections, in its order; a misspelt one as it is meant."""
    from milepost.plan.spelling import find_misspelling  # Loaded with the first finding.

    places: dict[SectionKind, tuple[int, str]] = {}
    for kind, index in plan.by_kind.items():
        section = plan.sections[index]
        places[kind] = (section.span.start, kind.title if "`" in section.title else section.title)
    for section in unnamed_sections(plan):
        meant = find_misspelling(section.title)
        if meant is not None:
            places.setdefault(meant.kind, (section.span.start, meant.kind.title))
    return [title for _, title in sorted(place for kind, place in places.items() if kind.living)]
