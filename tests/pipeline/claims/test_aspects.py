"""What a figure is of its measure: a level, a growth, a change, a share; and the evidence for it, alike in every language."""

from __future__ import annotations

import pytest

from pipeline.claims import naming, readings, weigh
from pipeline.claims.calendars import frame
from pipeline.claims.cues import cues
from pipeline.claims.weights import load
from pipeline.stages import annotate
from tests.support.claim_cases import scene_of

_SORTS = {"level": "L", "growth": "G", "change": "C", "share": "S"}


def aspects(text: str, language: str) -> str:
    told = scene_of(text, language)
    held = readings.read(told, (), {})
    weigh(told, frame(told), held, load())
    return "".join(_SORTS[reading.aspect.split()[0]] for reading in held)


def moves(text: str, language: str) -> list[set[str]]:
    told = scene_of(text, language)
    return [{name for name in cues(line, figure) if name.startswith("moved")} for line in told.lines for figure in line.figures]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "[Halden]halden said organic net sales growth of [1.8%]=1.8% beat its plan.", "G"),
        ("en", "[Halden]halden's operating profit climbed by [12%]=12% to [$34 million]=34e6 USD.", "GL"),
        ("en", "[Halden]halden's sales slipped [4.2%]=4.2% from [$410 million]=41e7 USD.", "GL"),
        ("en", "[Halden]halden reported an increase of [7.2%]=7.2% from [$477 million]=477e6 USD in net revenue.", "GL"),
        ("en", "[Halden]halden will cut [8%]=8% of its employees.", "C"),
        ("en", "Net profit at [Halden]halden widened to [$44 million]=44e6 USD from [$31 million]=31e6 USD.", "LL"),
        ("en", "Exports made up [62%]=62% of [Halden]halden's sales.", "S"),
        ("en", "[Halden]halden shares closed [3.4%]=3.4% lower at [$18.20]=18.2 USD.", "CL"),
        ("en", "[Halden]halden posted a [15%]=15% drop in operating income to [$21 million]=21e6 USD.", "GL"),
        ("en", "[Halden]halden's revenue of [$61 million]=61e6 USD was [6%]=6% higher than in [2023]=2023.", "LG"),
        ("en", "[Halden]halden owns [30%]=30% of [Vesta]vesta.", "L"),
        ("en", "Research spending came to [9%]=9% of [Halden]halden's sales.", "S"),
        ("en", "A year-on-year gain of [18%]=18% took [Halden]halden's net income to [$20 million]=20e6 USD.", "GL"),
        ("en", "[Halden]halden's revenue sank [11%]=11%.", "G"),
        ("ja", "[ハルデン社]haldenの営業利益は前年比[12％]=12%減の[34億円]=34e8 JPYだった。", "GL"),
        ("ja", "[ハルデン社]haldenの売上高は前期比[5.6％]=5.6%増収の[120億円]=12e9 JPYとなった。", "GL"),
        ("ja", "[ハルデン社]haldenの売上高は[120億円]=12e9 JPY（前年同期比[8.1％]=8.1%増）だった。", "LG"),
        ("ja", "[ハルデン社]haldenの株価は[3.4％]=3.4%下落した。", "C"),
        ("ja", "[ハルデン社]haldenの受注高は[7％]=7%落ち込み、[310億円]=31e9 JPYにとどまった。", "GL"),
        ("ja", "[ハルデン社]haldenの売上高のうち、クラウド事業が[35％]=35%を占める。", "S"),
        ("ja", "[ハルデン社]haldenの売上高は[3.5％]=3.5%伸び、過去最高の[980億円]=98e9 JPYに達した。", "GL"),
        ("ko", "[할덴]halden의 영업이익은 전년 대비 [12%]=12% 감소한 [34억원]=34e8 KRW을 기록했다.", "GL"),
        ("ko", "[할덴]halden의 매출은 [1200억원]=12e10 KRW으로 전년 동기 대비 [8.1%]=8.1% 늘었다.", "LG"),
        ("ko", "[할덴]halden의 매출은 전년보다 [5%]=5% 줄어든 [980억원]=98e9 KRW이었다.", "GL"),
        ("ko", "클라우드 사업이 [할덴]halden 매출의 [35%]=35%를 차지했다.", "S"),
        ("ko", "[할덴]halden 주가는 [3.4%]=3.4% 하락한 [2만3400원]=23400 KRW에 마감했다.", "CL"),
    ],
)
def test_a_figure_is_a_level_a_growth_a_change_or_a_share(language: str, text: str, told: str) -> None:
    assert aspects(text, language) == told


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Sales fell by [5%]=5% to [$40 million]=4e7 USD.", [{"moved:by"}, {"moved:to:past"}]),
        ("en", "Sales rose from [$40 million]=4e7 USD to [$44 million]=44e6 USD.", [{"moved:from"}, {"moved:to:past"}]),
        ("en", "A decline in net income of [5%]=5% was told.", [{"moved:by"}]),
        ("en", "Exports make up [5%]=5% of sales.", [set()]),
        ("en", "It closed at [$40]=40 USD, up [$2]=2 USD.", [set(), {"moved:by"}]),
        ("ja", "売上高は[5％]=5%減の[40億円]=4e9 JPYだった。", [{"moved:by"}, {"moved:to"}]),
        ("ja", "売上高[40億円]=4e9 JPYに達した。", [set()]),
        ("ja", "配当を[40円]=40 JPYに引き上げた。", [{"moved:at"}]),
        ("ja", "利益は[4億円]=4e8 JPYの減益だった。", [{"moved:by"}]),
        ("ko", "매출은 [5%]=5% 감소한 [40억원]=4e9 KRW이다.", [{"moved:by"}, {"moved:to"}]),
    ],
)
def test_a_figure_is_that_by_which_or_to_which_something_moves(language: str, text: str, told: list[set[str]]) -> None:
    assert moves(text, language) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Halden's net profit was $9 million, slumping 12% from a year earlier.", [("net profit growth year on year", -12)]),
        ("Halden's operating profit and net profit nosedived 21% and 7%, respectively.", [("operating profit", -21), ("net profit", -7)]),
        ("Halden's revenue fell 20% on quarter but rose 16% on year.", [("growth quarter on quarter", -20), ("growth year on year", 16)]),
        ("할덴(주)의 매출은 전 분기 대비 20% 급감했다.", [("revenue growth quarter on quarter", -20)]),
    ],
)
def test_how_percentages_move_is_told_of_all_that_are_joined_and_against_what(text: str, told: list[tuple[str, int]]) -> None:
    claims = annotate(f"Halden Inc. (할덴(주)) published its results on March 3, 2024.\n\n{text}")[3]
    found = [(claim.qualifier or "", claim.value) for claim in claims if claim.unit == "%"]

    assert [value for _, value in found] == [value for _, value in told]
    assert all(words in name for (name, _), (words, _) in zip(found, told, strict=True))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Costs decreased [$52,000]=52e3 USD.", "itself:verb<"),
        ("Cash flow was strong, up by about [$7 million]=7e6 USD.", "itself:verb<"),
        ("Profit fell, a decrease of [$2 million]=2e6 USD from last year.", "itself:noun<"),
        ("There was a [$52,000]=52e3 USD decrease in the costs of repairs.", "itself:noun>"),
        ("Costs were well kept, [$6 million]=6e6 USD below prior year levels.", "itself:than>"),
        ("Costs decreased to [$52,000]=52e3 USD.", None),
        ("Sales of [$6 million]=6e6 USD increased.", None),
        ("It made up [$6 million]=6e6 USD of the loss.", None),
    ],
)
def test_an_amount_by_which_something_rises_or_falls_is_told_so_by_the_words_beside_it(text: str, told: str | None) -> None:
    line = scene_of(text).lines[0]
    found = {name for name in cues(line, line.figures[0]) if name.startswith("itself")}

    assert found == ({"itself", told} if told else set())


def test_points_and_signs_tell_a_difference() -> None:
    told = scene_of("The margin was [14%]=14%, +[2.1 points]=2.1%.")
    line = told.lines[0]

    assert [{"signed", "points"} & cues(line, figure).keys() for figure in line.figures] == [set(), {"signed", "points"}]


def test_a_rate_that_no_likely_aspect_goes_with_is_told_by_its_name():
    told = scene_of("Halden's operating profit was [$95 million]=9.5e7 USD, or [3.9%]=3.9% of revenue.", "en")
    held = readings.read(told, (), {})
    weigh(told, frame(told), held, load())
    rate = next(reading for reading in held if reading.figure.label == "PERCENT")
    rate.aspects = [0.0 if aspect == "level" else 1.0 for aspect in readings.ASPECTS]
    assert [name.text for name in naming.names(rate)] == ["operating margin"]
