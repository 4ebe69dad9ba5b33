"""Lengths of time that a measure of time asks for are figures with a value and a unit; all others stay what they are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.claims.context import scene
from pipeline.claims.measures import named
from pipeline.stages import linked


def figures(text: str) -> list[tuple[str, Decimal | None, str | None]]:
    document, segments, mentions, entities = linked(text)
    return [(m.text, m.value, m.unit) for line in scene(document, segments, mentions, entities).lines for m in line.figures]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("平均勤続年数は約18.5年と長い。", [("約18.5年", Decimal("18.5"), "year")]),
        ("月平均残業時間は17.4時間。", [("17.4時間", Decimal("17.4"), "hour")]),
        ("年間休日\n\n121日", [("121日", Decimal(121), "day")]),
        ("有給休暇取得日数 6～7日", [("6～7日", Decimal(6), "day")]),
        ("평균 근속연수는 12년이다.", [("12년", Decimal(12), "year")]),
        ("Average length of stay was 5.2 days.", [("5.2 days", Decimal("5.2"), "day")]),
        ("Lead times went to 14 weeks.", [("14 weeks", Decimal(14), "week")]),
        ("平均勤続年数は、12年。", [("12年", Decimal(12), "year")]),
        (
            "| 項目 | 値 |\n|---|---|\n| 平均年齢 / 勤続年数 | 41.2歳 / 15.5年（単体） |",
            [("41.2歳", Decimal("41.2"), "year-old"), ("15.5年", Decimal("15.5"), "year")],
        ),
        ("労働時間は8時間、休憩は1時間。", [("8時間", Decimal(8), "hour")]),
        ("평균 근속연수는 12년이고 대표는 9년 근무했다.", [("12년", Decimal(12), "year")]),
        ("Average overtime was 12 hours, and the shop opens for up to 9 hours.", [("12 hours", Decimal(12), "hour")]),
        ("Lead times went from 10 weeks to 14 weeks.", [("10 weeks", Decimal(10), "week"), ("14 weeks", Decimal(14), "week")]),
        ("労働時間は8時間から7時間に短縮した。", [("8時間", Decimal(8), "hour"), ("7時間", Decimal(7), "hour")]),
        ("Average tenure over the past 3 years was 12 years.", [("12 years", Decimal(12), "year")]),
        ("It has logged more than 2,300 hours of driving.", [("more than 2,300 hours", Decimal(2300), "hour")]),
    ],
)
def test_a_length_of_time_that_its_measure_asks_for_is_a_figure(text: str, told: list[tuple[str, Decimal, str]]) -> None:
    assert figures(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "平均勤続年数はこの10年で伸びた。次の3年を見る。",
        "The kiln was fired for 8 hours.",
        "Lead times are short. The lease runs for 14 weeks.",
        "It has been open for 12 years.",
        "納期は3日で、保証は2年。",
        "Lost-time injuries per 100,000 hours are told by site.",
        "事故は1,000時間当たりで示す。",
    ],
)
def test_how_long_something_goes_on_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_the_far_end_of_a_range_of_lengths_and_its_hedge_are_kept() -> None:
    document, segments, mentions, entities = linked("有給休暇取得日数 6～7日\n\n平均勤続年数は約18.5年。")
    told = [m for line in scene(document, segments, mentions, entities).lines for m in line.figures]
    assert [(m.upper, m.relation) for m in told] == [(Decimal(7), "range"), (Decimal("18.5"), "approx")]


def test_measures_of_time_are_known_in_all_languages() -> None:
    for text, language in (("lead time", "en"), ("平均勤続年数", "ja"), ("평균 근속연수", "ko")):
        assert any("DURATION" in one.takes for *_, held in named(text, language) for one in held)
