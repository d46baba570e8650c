"""The format as data: the standard sections, their order, their other names, and profiles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


class SectionKind(Enum):
    """The twelve standard sections, in canonical order; the value is the canonical title."""

    PURPOSE = "Purpose / Big Picture"
    PROGRESS = "Progress"
    SURPRISES = "Surprises & Discoveries"
    DECISIONS = "Decision Log"
    OUTCOMES = "Outcomes & Retrospective"
    CONTEXT = "Context and Orientation"
    WORK = "Plan of Work"
    STEPS = "Concrete Steps"
    VALIDATION = "Validation and Acceptance"
    RECOVERY = "Idempotence and Recovery"
    ARTIFACTS = "Artifacts and Notes"
    INTERFACES = "Interfaces and Dependencies"

    @property
    def title(self) -> str:
        """The canonical heading text."""
        return self.value

    @property
    def living(self) -> bool:
        """Whether the section must be kept up to date while the work goes on."""
        return self in LIVING


ORDER: tuple[SectionKind, ...] = tuple(SectionKind)

LIVING = frozenset(
    {
        SectionKind.PROGRESS,
        SectionKind.SURPRISES,
        SectionKind.DECISIONS,
        SectionKind.OUTCOMES,
    }
)

NARRATIVE = frozenset(ORDER) - LIVING
"""Sections that explain the work; prose rules apply to them in full."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Which sections a plan must have: the lack of a required one is an error, else a warning."""

    name: str
    required: tuple[SectionKind, ...]
    expected: tuple[SectionKind, ...] = ()


EXECPLAN = Profile(
    "execplan",
    required=(
        SectionKind.PURPOSE,
        SectionKind.PROGRESS,
        SectionKind.SURPRISES,
        SectionKind.DECISIONS,
        SectionKind.OUTCOMES,
        SectionKind.CONTEXT,
        SectionKind.WORK,
        SectionKind.VALIDATION,
    ),
    expected=(
        SectionKind.STEPS,
        SectionKind.RECOVERY,
        SectionKind.ARTIFACTS,
        SectionKind.INTERFACES,
    ),
)

# Keys are normalised titles, see `normalise_title`.
_ALIASES: dict[str, SectionKind] = {
    # Purpose
    "purpose": SectionKind.PURPOSE,
    "big picture": SectionKind.PURPOSE,
    "purpose big picture": SectionKind.PURPOSE,
    "purpose and big picture": SectionKind.PURPOSE,
    "goal": SectionKind.PURPOSE,
    "objective": SectionKind.PURPOSE,
    "purpose and intent": SectionKind.PURPOSE,
    # Progress
    "progress": SectionKind.PROGRESS,
    "progress log": SectionKind.PROGRESS,
    "progress tracker": SectionKind.PROGRESS,
    "progress tracking": SectionKind.PROGRESS,
    "progress checklist": SectionKind.PROGRESS,
    # Surprises
    "surprises and discoveries": SectionKind.SURPRISES,
    "surprises": SectionKind.SURPRISES,
    "surprise": SectionKind.SURPRISES,
    "discoveries": SectionKind.SURPRISES,
    "discoveries and surprises": SectionKind.SURPRISES,
    "surprises discoveries": SectionKind.SURPRISES,
    "surprises and findings": SectionKind.SURPRISES,
    # Decisions
    "decision log": SectionKind.DECISIONS,
    "decisions log": SectionKind.DECISIONS,
    "decisions": SectionKind.DECISIONS,
    "decision record": SectionKind.DECISIONS,
    "decision records": SectionKind.DECISIONS,
    "design decisions": SectionKind.DECISIONS,
    # Outcomes
    "outcomes and retrospective": SectionKind.OUTCOMES,
    "outcomes retrospective": SectionKind.OUTCOMES,
    "outcomes": SectionKind.OUTCOMES,
    "outcome": SectionKind.OUTCOMES,
    "retrospective": SectionKind.OUTCOMES,
    "outcome and retrospective": SectionKind.OUTCOMES,
    "results and retrospective": SectionKind.OUTCOMES,
    # Context
    "context and orientation": SectionKind.CONTEXT,
    "context": SectionKind.CONTEXT,
    "orientation": SectionKind.CONTEXT,
    "relevant context": SectionKind.CONTEXT,
    # Plan of Work
    "plan of work": SectionKind.WORK,
    "work plan": SectionKind.WORK,
    "workplan": SectionKind.WORK,
    "implementation plan": SectionKind.WORK,
    # Concrete Steps
    "concrete steps": SectionKind.STEPS,
    # Validation
    "validation and acceptance": SectionKind.VALIDATION,
    "validation": SectionKind.VALIDATION,
    "validation plan": SectionKind.VALIDATION,
    "validation and acceptance criteria": SectionKind.VALIDATION,
    "acceptance": SectionKind.VALIDATION,
    "acceptance criteria": SectionKind.VALIDATION,
    "acceptance and validation": SectionKind.VALIDATION,
    # Recovery
    "idempotence and recovery": SectionKind.RECOVERY,
    "idempotency and recovery": SectionKind.RECOVERY,
    "idempotence": SectionKind.RECOVERY,
    "idempotency": SectionKind.RECOVERY,
    "recovery": SectionKind.RECOVERY,
    # Artifacts
    "artifacts and notes": SectionKind.ARTIFACTS,
    "artefacts and notes": SectionKind.ARTIFACTS,
    "artifacts": SectionKind.ARTIFACTS,
    "artefacts": SectionKind.ARTIFACTS,
    "notes and artifacts": SectionKind.ARTIFACTS,
    # Interfaces
    "interfaces and dependencies": SectionKind.INTERFACES,
    "interfaces": SectionKind.INTERFACES,
    "dependencies": SectionKind.INTERFACES,
    "dependencies and interfaces": SectionKind.INTERFACES,
    "interface and dependencies": SectionKind.INTERFACES,
    # Chinese
    "目的": SectionKind.PURPOSE,
    "目标": SectionKind.PURPOSE,
    "目的与全局": SectionKind.PURPOSE,
    "目的与全局图景": SectionKind.PURPOSE,
    "目的 大局观": SectionKind.PURPOSE,
    "目的 大局": SectionKind.PURPOSE,
    "进度": SectionKind.PROGRESS,
    "进展": SectionKind.PROGRESS,
    "意外与发现": SectionKind.SURPRISES,
    "意外和发现": SectionKind.SURPRISES,
    "惊喜与发现": SectionKind.SURPRISES,
    "决策日志": SectionKind.DECISIONS,
    "决策记录": SectionKind.DECISIONS,
    "结果与回顾": SectionKind.OUTCOMES,
    "成果与回顾": SectionKind.OUTCOMES,
    "结果与复盘": SectionKind.OUTCOMES,
    "成果与复盘": SectionKind.OUTCOMES,
    "背景与定位": SectionKind.CONTEXT,
    "上下文与定位": SectionKind.CONTEXT,
    "上下文与导向": SectionKind.CONTEXT,
    "工作计划": SectionKind.WORK,
    "具体步骤": SectionKind.STEPS,
    "验证与验收": SectionKind.VALIDATION,
    "验收与验证": SectionKind.VALIDATION,
    "幂等性与恢复": SectionKind.RECOVERY,
    "幂等与恢复": SectionKind.RECOVERY,
    "工件与备注": SectionKind.ARTIFACTS,
    "产物与备注": SectionKind.ARTIFACTS,
    "接口与依赖": SectionKind.INTERFACES,
    # Japanese
    "目的 全体像": SectionKind.PURPOSE,
    "進捗": SectionKind.PROGRESS,
    "驚きと発見": SectionKind.SURPRISES,
    "予想外の発見": SectionKind.SURPRISES,
    "発見": SectionKind.SURPRISES,
    "決定ログ": SectionKind.DECISIONS,
    "意思決定ログ": SectionKind.DECISIONS,
    "判断ログ": SectionKind.DECISIONS,
    "結果と振り返り": SectionKind.OUTCOMES,
    "成果と振り返り": SectionKind.OUTCOMES,
    "文脈と方向付け": SectionKind.CONTEXT,
    "背景": SectionKind.CONTEXT,
    "作業計画": SectionKind.WORK,
    "具体的な手順": SectionKind.STEPS,
    "検証と受け入れ": SectionKind.VALIDATION,
    "検証": SectionKind.VALIDATION,
    "冪等性と復旧": SectionKind.RECOVERY,
    "成果物とメモ": SectionKind.ARTIFACTS,
    "インターフェースと依存関係": SectionKind.INTERFACES,
    # Korean
    "목적": SectionKind.PURPOSE,
    "목적 큰 그림": SectionKind.PURPOSE,
    "진행 상황": SectionKind.PROGRESS,
    "진행": SectionKind.PROGRESS,
    "놀라움과 발견": SectionKind.SURPRISES,
    "의사결정 로그": SectionKind.DECISIONS,
    "결정 로그": SectionKind.DECISIONS,
    "결과 및 회고": SectionKind.OUTCOMES,
    "결과와 회고": SectionKind.OUTCOMES,
    "맥락과 방향": SectionKind.CONTEXT,
    "작업 계획": SectionKind.WORK,
    "구체적 단계": SectionKind.STEPS,
    "검증 및 수용": SectionKind.VALIDATION,
    "검증 및 승인": SectionKind.VALIDATION,
    "멱등성과 복구": SectionKind.RECOVERY,
    "산출물과 노트": SectionKind.ARTIFACTS,
    "인터페이스와 의존성": SectionKind.INTERFACES,
}

_BRACKETED = re.compile(r"[(（\[【{]([^()（）\[\]【】{}]*)[)）\]】}]")
_NOT_WORDS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"[0-9]+(?: [0-9]+)* ")
_MARKUP = re.compile(r"<[^<>]*>")
_SUFFIX = re.compile(r":| [-–—|/] ")
_LONGEST = 200
"""A longer heading is a paragraph by mistake and no section's title."""


@lru_cache(maxsize=4096)
def normalise_title(title: str) -> str:
    """A heading's wording without case, `&`, punctuation, emoji, emphasis and spacing."""
    plain = unicodedata.normalize("NFKC", title).casefold().replace("&", " and ")
    return _NOT_WORDS.sub(" ", plain).strip()


def classify_title(title: str) -> SectionKind | None:
    """Which standard section a heading means, by canonical title or alias.

    A number before it does not matter. A bracketed part is read on its own: `Decision Log (done)`
    and `决策记录（Decision Log）` both mean the Decision Log, the first by what stands outside the
    brackets, the second by either. So is what stands before a colon, a dash or a slash.
    """
    return None if len(title) > _LONGEST else _classify(title)


@lru_cache(maxsize=4096)
def _classify(title: str) -> SectionKind | None:
    folded = _MARKUP.sub(" ", unicodedata.normalize("NFKC", title))
    outside = _BRACKETED.sub(" ", _BRACKETED.sub(" ", folded))
    parts = _SUFFIX.split(outside)
    for candidate in (folded, outside, *_BRACKETED.findall(folded), parts[0]):
        normal = normalise_title(candidate)
        kind = _ALIASES.get(normal) or _ALIASES.get(_NUMBERED.sub("", normal, count=1))
        if kind is not None:
            return kind
    return None
