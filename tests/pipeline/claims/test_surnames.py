"""Who leads a company, told by a surname and a title, where the text has told the whole name before."""

from __future__ import annotations

import pytest

from pipeline.claims import find
from pipeline.stages import linked


def told(text: str) -> list[tuple[str, str, str]]:
    document, segments, mentions, entities = linked(text)
    names = {entity.entity_id: entity.name for entity in entities}
    found = find(document, segments, mentions, entities)
    return [(names[c.subject_id], names[str(c.object_id)], c.rule) for c in found if c.predicate == "chief_executive"]


@pytest.mark.parametrize(
    ("text", "company", "person"),
    [
        ("할덴전자는 유종만 대표가 2018년 설립한 기업이다. 유 대표는 고려대를 졸업했다.", "할덴전자", "유종만"),
        (
            "青葉航空のゴー・リンメイ最高経営責任者（CEO）は13日、見解を示した。なおゴーCEOは、懸念はないと述べた。",
            "青葉航空",
            "ゴー・リンメイ",
        ),
    ],
)
def test_a_surname_with_a_title_is_whom_the_text_has_named(text: str, company: str, person: str) -> None:
    assert (company, person, "surname-and-title") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "할덴전자는 유종만 대표가 2018년 설립한 기업이다. 주 대표는 웃었다.",
        "할덴전자는 유종만 대표가 2018년 설립한 기업이다. 신임 대표는 미정이다.",
        "青葉航空の林美咲社長は13日、見解を示した。新社長は未定だ。副社長も出席した。",
        "青葉航空の前田健一氏は13日、見解を示した。前社長は退席した。",
        "青葉航空の元木健一氏は13日、見解を示した。元社長と副社長は退席した。",
        "바다전자는 전민수 상무를 선임했다. 바다전자는 이영희 전 대표를 고소했다.",
        "바다전자는 현민수 상무를 선임했다. 이영희 현 대표는 웃었다.",
        "바다전자는 양민수 상무를 선임했다. 양 대표와 두 사장, 각 대표가 만났다.",
    ],
)
def test_a_title_without_a_surname_of_the_text_is_nobody(text: str) -> None:
    assert all(rule != "surname-and-title" for *_, rule in told(text))
