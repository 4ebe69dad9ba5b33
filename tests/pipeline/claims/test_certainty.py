"""How firmly a figure is told: as a fact, as an estimate, as what is to come, as what is talked of; alike in every language."""

from __future__ import annotations

import pytest

from pipeline.claims import readings, weigh
from pipeline.claims.calendars import frame
from pipeline.claims.weights import load
from pipeline.stages import annotate
from tests.support.claim_cases import scene_of

_SORTS = {"actual": "A", "estimate": "E", "forecast": "F", "discussed": "D"}


def modalities(text: str, language: str) -> str:
    told = scene_of(text, language)
    held = readings.read(told, (), {})
    weigh(told, frame(told), held, load())
    return "".join(_SORTS[reading.modality] for reading in held)


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "[Halden]halden's sales rose to [$410 million]=41e7 USD.", "A"),
        ("en", "[Halden]halden expects sales of [$410 million]=41e7 USD in the coming year.", "F"),
        ("en", "[Halden]halden will spend [$50 million]=5e7 USD on a second plant.", "F"),
        ("en", "[Halden]halden plans to hire [300 people]=300 person.", "F"),
        ("en", "[Halden]halden is in talks to raise [$50 million]=5e7 USD.", "D"),
        ("en", "[Halden]halden made [$9 million]=9e6 USD and expects to make [$12 million]=12e6 USD.", "AF"),
        ("en", "[Halden]halden is predicted to earn [$9 million]=9e6 USD.", "F"),
        ("ja", "[ハルデン社]haldenの売上高は[120億円]=12e9 JPYだった。", "A"),
        ("ja", "[ハルデン社]haldenは来期の売上高を[120億円]=12e9 JPYと見込む。", "F"),
        ("ja", "[ハルデン社]haldenは新工場に[120億円]=12e9 JPYを投じる計画だ。", "F"),
        ("ko", "[할덴]halden의 매출은 [1200억원]=12e10 KRW을 기록했다.", "A"),
        ("ko", "[할덴]halden은 내년 매출이 [1200억원]=12e10 KRW에 이를 것으로 전망했다.", "F"),
        ("ko", "[할덴]halden은 공장에 [1200억원]=12e10 KRW을 투자할 계획이다.", "F"),
    ],
)
def test_a_figure_is_told_as_firmly_as_its_words_say(language: str, text: str, told: str) -> None:
    assert modalities(text, language) == told


def test_a_row_and_a_column_marked_in_brackets_as_expected_hold_forecasts() -> None:
    rows = "霧沢物産株式会社の業績\n\n| 決算期 | 売上高（百万円） |\n|---|---|\n| 2025年3月(実) | 4,120 |\n| 2026年3月(予) | 4,370 |\n"
    columns = "\n| EPS(予) | BPS(実) |\n|---|---|\n| 52.15円 | 410.30円 |\n"
    told = {claim.value: claim.modality for claim in annotate(rows + columns)[3]}
    assert {f"{value.normalize():f}": sort for value, sort in told.items() if value is not None} == {
        "4120000000": "actual",
        "4370000000": "forecast",
        "52.15": "forecast",
        "410.3": "actual",
    }
