"""The labels that parts of a record carry, as data, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.kinds import SectionKind
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPELLINGS = {
    "decision": (
        "decision,decided,decision made,决定,决策,決定,決定事項,判断,결정,결정 사항,결정사항,"
        "решение,decisión,entscheidung,beschluss,décision"
    ),
    "rationale": (
        "rationale,reason,reasoning,reasons,why,justification,理由,原因,依据,决策理由,이유,근거,"
        "обоснование,причина,почему,justificación,razón,motivo,begründung,grund,warum,raison,"
        "motif,pourquoi"
    ),
    "date/author": (
        "date/author,author/date,date and author,date & author,date/owner,date/reviewer,date/by,"
        "日期/作者,时间/作者,日付/担当,日付/作成者,日付/著者,日付/決定者,日時/担当,"
        "날짜/작성자,일자/작성자,날짜/저자,дата/автор,fecha/autor,datum/autor,datum/verfasser,"
        "date/auteur"
    ),
    "date": ("date,when,timestamp,decided on,日期,时间,日付,日時,날짜,일자,дата,fecha,datum"),
    "author": (
        "author,by,owner,who,decided by,decider,作者,决策者,负责人,担当,作成者,著者,작성자,저자,"
        "автор,autor,autora,autorin,verfasser,auteur,autrice"
    ),
    "observation": (
        "observation,observations,observed,discovery,surprise,finding,"
        "观察,发现,观察结果,意外,観察,発見,気づき,관찰,발견,"
        "наблюдение,открытие,observación,descubrimiento,beobachtung,entdeckung,découverte,constat"
    ),
    "evidence": (
        "evidence,proof,证据,証拠,エビデンス,증거,"
        "доказательство,подтверждение,evidencia,prueba,beleg,nachweis,preuve,preuves"
    ),
    "impact": (
        "impact,implication,implications,effect,consequence,consequences,影响,影響,영향,"
        "влияние,последствия,impacto,consecuencias,auswirkung,auswirkungen,folgen,conséquences"
    ),
    "alternatives": (
        "alternatives,alternatives considered,alternative,rejected,rejected alternatives,"
        "options considered,trade-off,tradeoff,trade-offs,备选方案,替代方案,代替案,대안,"
        "альтернативы,alternativas,alternativen"
    ),
    "status": "status,状态,状態,상태,статус,estado,statut",
    "outcome": (
        "outcome,outcomes,result,results,achieved,成果,结果,結果,결과,"
        "результат,результаты,итог,resultado,resultados,ergebnis,ergebnisse,résultat,résultats"
    ),
    "remaining": (
        "remaining,remaining work,remaining gaps,gaps,gap,next steps,follow-up,follow-ups,"
        "剩余,遗留,残り,残作業,남은 작업,осталось,pendiente,offen,reste,restant"
    ),
    "lesson": (
        "lesson,lessons,lesson learned,lessons learned,learned,learnings,retrospective,"
        "教训,经验,教訓,学び,교훈,урок,уроки,выводы,lección,lecciones,lehre,lehren,erkenntnisse,"
        "leçon,leçons"
    ),
}
_NAMES = {
    spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings.split(",")
}

LEADS = {
    SectionKind.DECISIONS: frozenset({"decision"}),
    SectionKind.SURPRISES: frozenset({"observation"}),
    SectionKind.OUTCOMES: frozenset({"outcome", "remaining", "lesson"}),
}
"""The labels that begin an entry, by section."""

_AT_START = re.compile(
    r"(?P<open>[*_]{0,3})(?P<name>[^\W\d_][^:：*_()（）\[\]`\r\n]{0,38}?)"
    r"(?:\s#?(?P<number>[0-9]{1,4}[a-z]?))?(?P<shut>[*_]{0,3})"
    r"(?:\s?[(（](?P<note>[^()（）\r\n]{0,60})[)）])?"
    r"(?:[*_]{0,3}\s?[:：][*_]{0,3}|(?<=[*_]{2})\s[—–-]\s)\s*"
)
_END = re.compile(r"[:：]|[*_]\s[—–-]\s")
# Within a line a label counts after the end of a sentence or a dash, these even without.
_PLAIN = "Rationale|Evidence|Date ?/ ?Author"
_INLINE = re.compile(
    rf"(?:(?<=[.!?;,)\]`\"”’*_|—–-])\s{{1,8}}|(?<=[。；，）])\s*|\s(?=(?:[*_]{{2}})?(?:{_PLAIN})))"
    rf"(?P<label>[*_]{{0,3}}(?P<name>{_PLAIN}|Reason|Why|Impact|Implications?|Consequences?|Date"
    r"|Author|Alternatives(?:\sconsidered)?|Trade-?offs?|理由|证据|日期/作者|日期|作者|根拠|証拠|影响)"
    r"[*_]{0,3}\s?[:：][*_]{0,3}\s*)"
)


class Label(NamedTuple):
    """A label with its colon and emphasis, as far as the value's first character."""

    name: str
    """Normalised, see `RecordField.label`."""
    span: Span
    note: Span | None = None
    """What stands in brackets before the colon."""


def normalise_label(written: str) -> str:
    """A label's normalised name; for one that is not known, its own wording in lower case."""
    known = _NAMES.get(written.casefold())
    if known is not None:
        return known
    plain = unicodedata.normalize("NFKC", written).casefold().strip(" \t*_:")
    plain = re.sub(r"\s*/\s*", "/", re.sub(r"\s+", " ", plain))
    return _NAMES.get(plain, plain)


def find_label_at(text: str, line: Span) -> Label | None:
    """The known label that begins `line`."""
    return _read_at_start(text, line) if _ends_label(text, line) else None


def find_labels(text: str, line: Span) -> Iterator[Label]:
    """The known labels in `line`: at its beginning, and those that follow within it."""
    if not _ends_label(text, line):
        return
    first = _read_at_start(text, line)
    if first is not None:
        yield first
    start = line.start if first is None else first.span.end
    for match in _INLINE.finditer(text, start, line.end):
        yield Label(normalise_label(match["name"]), Span(*match.span("label")))


def _read_at_start(text: str, line: Span) -> Label | None:
    match = _AT_START.match(text, line.start, line.end)
    if match is None:
        return None
    name = normalise_label(match["name"])
    if name not in _SPELLINGS:
        return None
    note = Span(*match.span("note")) if match["note"] is not None else None
    return Label(name, Span(*match.span()), note)


def _ends_label(text: str, line: Span) -> bool:
    """Whether there is anything in `line` that may end a label: most lines hold none."""
    return _END.search(text, line.start, line.end) is not None
