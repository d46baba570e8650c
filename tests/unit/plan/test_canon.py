from __future__ import annotations

import time

import pytest

from milepost.plan.aliases import ALIASES
from milepost.plan.canon import classify_title, normalise_title, title_forms
from milepost.plan.kinds import LIVING, NARRATIVE, ORDER, SectionKind


def test_twelve_sections_of_which_four_live() -> None:
    assert len(ORDER) == 12
    assert [kind for kind in ORDER if kind.living] == list(ORDER[1:5])
    assert set(ORDER) == LIVING | NARRATIVE
    assert not LIVING & NARRATIVE


@pytest.mark.parametrize("kind", ORDER)
def test_the_canonical_title_means_its_section(kind: SectionKind) -> None:
    assert classify_title(kind.title) is kind
    assert classify_title(kind.title.lower().replace("&", "and")) is kind
    assert classify_title(f"**{kind.title}** (so far)") is kind


@pytest.mark.parametrize(
    ("title", "normal"),
    [
        ("Surprises & Discoveries", "surprises and discoveries"),
        ("  Purpose / Big Picture ", "purpose big picture"),
        ("__Progress__ ✅", "progress"),
        ("Ｐｒｏｇｒｅｓｓ", "progress"),
        ("STRASSE straße", "strasse strasse"),
        ("进度：日志", "进度 日志"),
        ("가", "가"),
        ("✅", ""),
        ("", ""),
    ],
)
def test_titles_are_normalised(title: str, normal: str) -> None:
    assert normalise_title(title) == normal


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Goal", SectionKind.PURPOSE),
        ("Progress log", SectionKind.PROGRESS),
        ("Discoveries", SectionKind.SURPRISES),
        ("Decisions", SectionKind.DECISIONS),
        ("Decision Log（决策记录）", SectionKind.DECISIONS),
        ("决策记录（Decision Log）", SectionKind.DECISIONS),
        ("结果（Outcomes & Retrospective）", SectionKind.OUTCOMES),
        ("进捗（さぎょう）", None),
        ("進捗", SectionKind.PROGRESS),
        ("진행 상황", SectionKind.PROGRESS),
        ("Artefacts and notes", SectionKind.ARTIFACTS),
        ("Acceptance Criteria", SectionKind.VALIDATION),
        ("Idempotency & Recovery", SectionKind.RECOVERY),
        ("Progress (see [the log](log.md))", SectionKind.PROGRESS),
        ("3. Decision Log", SectionKind.DECISIONS),
        ("3) Decision Log", SectionKind.DECISIONS),
        ("10.2 — Decision Log", SectionKind.DECISIONS),
        ("Context: where we are", SectionKind.CONTEXT),
        ("Progress - as of today", SectionKind.PROGRESS),
        ("Progress | 进度", SectionKind.PROGRESS),
        ("Progress <sub>live</sub>", None),
        ("<b>Progress</b>", SectionKind.PROGRESS),
        ("Progressive rollout", None),
        ("Work in progress", None),
        ("No decisions", None),
        ("Milestone 1: Progress", None),
        ("12", None),
        ("", None),
        ("Progress" + "!" * 400, None),
    ],
)
def test_titles_are_classified(title: str, kind: SectionKind | None) -> None:
    assert classify_title(title) is kind


def test_aliases_are_normalised() -> None:
    assert [alias for alias in ALIASES if normalise_title(alias) != alias] == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Zweck / Gesamtbild", SectionKind.PURPOSE),
        ("Überraschungen & Entdeckungen", SectionKind.SURPRISES),
        ("Ergebnisse und Rückblick", SectionKind.OUTCOMES),
        ("Journal des décisions", SectionKind.DECISIONS),
        ("Plan d’implémentation", SectionKind.WORK),
        ("Validación y aceptación", SectionKind.VALIDATION),
        ("Pasos concretos (en orden)", SectionKind.STEPS),
        ("Идемпотентность и восстановление", SectionKind.RECOVERY),
        ("Ход работы", SectionKind.PROGRESS),
        ("上下文", SectionKind.CONTEXT),
        ("介面與依賴", SectionKind.INTERFACES),
        ("成果物と備考", SectionKind.ARTIFACTS),
        ("の", None),
        ("검증 및 인수", SectionKind.VALIDATION),
        ("Schritte", None),
    ],
)
def test_titles_are_known_in_other_languages(title: str, kind: SectionKind | None) -> None:
    assert classify_title(title) is kind


OWN = {"status board": SectionKind.PROGRESS, "dependencies": SectionKind.CONTEXT}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Status Board", SectionKind.PROGRESS),
        ("2. Status board (today)", SectionKind.PROGRESS),
        ("Dependencies", SectionKind.CONTEXT),
        ("Progress", SectionKind.PROGRESS),
        ("Status", None),
        ("Status board" + "!" * 400, None),
    ],
)
def test_a_project_has_names_of_its_own(title: str, kind: SectionKind | None) -> None:
    assert classify_title(title, OWN) is kind


def test_wordings_of_a_title_the_fullest_first() -> None:
    assert title_forms("3. Rollout (staged): by region")[:2] == (
        "3 rollout staged by region",
        "rollout staged by region",
    )
    assert "rollout" in title_forms("3. Rollout (staged): by region")
    assert title_forms("x" * 201) == ()


@pytest.mark.parametrize("piece", ["(", "[(", "<", "&", "1 ", "/ ", "進"])
def test_a_paragraph_for_a_title_costs_nothing(piece: str) -> None:
    begun = time.process_time()

    assert classify_title(piece * 1_000_000) is None

    # Whoever reads it to the end takes longer by far.
    assert time.process_time() - begun < 1
