"""Over how long a figure is counted, and the names that tell it."""

from __future__ import annotations

import pytest

from pipeline.claims.flanks import paced, spell
from tests.support.claim_cases import scene_of


def told(text: str, language: str) -> list[str | None]:
    """Return over how long each figure of a text is counted."""
    return [spell(line, figure) for line in scene_of(text, language).lines for figure in line.figures]


@pytest.mark.parametrize(
    ("language", "text", "times"),
    [
        ("en", "The plant makes [4,000 tonnes]=4000 store of glass a year.", ["year"]),
        ("en", "Annual output is [4,000 tonnes]=4000 store.", ["year"]),
        ("en", "The line fills [900 bottles]=900 store per minute.", ["minute"]),
        ("en", "It shipped [900 bottles]=900 store a year ago.", [None]),
        ("en", "It shipped [900 bottles]=900 store for half a year.", [None]),
        ("en", "It opens [9 shops]=9 store twice a year.", [None]),
        ("en", "Its annual report tells of [900 bottles]=900 store.", [None]),
        ("en", "It shipped [900 bottles]=900 store.", [None]),
        ("ja", "サーモンを年間[180トン]=180 store生産する。", ["year"]),
        ("ja", "月産[90台]=90 storeに増やす。", ["month"]),
        ("ja", "3年間で[90台]=90 storeを売った。", [None]),
        ("ko", "연간 생산능력은 [150만 리터]=1500000 store다.", ["year"]),
        ("ko", "하루 [8000줄]=8000 store을 만든다.", ["day"]),
    ],
)
def test_the_words_beside_a_figure_tell_over_how_long_it_is_counted(language: str, text: str, times: list[str | None]) -> None:
    assert told(text, language) == times


@pytest.mark.parametrize(
    ("name", "time", "ways"),
    [
        ("output", "year", ["annual output", "output per year"]),
        ("visits, web shop", "month", ["visits per month, web shop"]),
        ("annual recurring revenue", "year", []),
        ("utilisation rate", "year", []),
        ("revenue per employee", "month", []),
    ],
)
def test_a_name_tells_over_how_long_once(name: str, time: str, ways: list[str]) -> None:
    assert paced(name, time) == ways
