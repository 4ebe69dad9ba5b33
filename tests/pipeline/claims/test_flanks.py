"""What the words right beside a figure tell: a profit or a loss, over how long it is counted, and the names that say so."""

from __future__ import annotations

import pytest

from pipeline.claims.flanks import outcome, paced, spell
from pipeline.claims.measures import measures, told_as
from tests.support.claim_cases import scene_of


@pytest.mark.parametrize(
    ("language", "text", "sorts"),
    [
        ("ja", "営業損益は[22億円]=2.2e9 JPYの黒字（前の期は[9億円]=9e8 JPYの赤字）だった。", ["profit", "loss"]),
        ("ko", "영업손익은 [32억원]=3.2e9 KRW 흑자로, 전년 [9억원]=9e8 KRW 적자에서 돌아섰다.", ["profit", "loss"]),
        ("en", "An operating profit of [$4 million]=4e6 USD, against a loss of [$2 million]=2e6 USD.", ["profit", "loss"]),
        ("en", "Operating loss of [$9 million]=9e6 USD vs profit [$2 million]=2e6 USD", ["loss", "profit"]),
        ("en", "The mill lost [about $3 million]=3e6 USD last year.", ["loss"]),
        ("en", "Sales were [$3 million]=3e6 USD.", [None]),
        ("en", "The profit per share was [$1]=1 USD.", [None]),
        ("ja", "売上高は[3億円]=3e8 JPYだった。", [None]),
    ],
)
def test_the_words_beside_a_figure_tell_a_profit_or_a_loss(language: str, text: str, sorts: list[str | None]) -> None:
    told = [outcome(line, figure) for line in scene_of(text, language).lines for figure in line.figures]
    assert told == sorts


@pytest.mark.parametrize(
    ("name", "how", "other"),
    [
        ("operating profit", "loss", "operating loss"),
        ("operating loss", "profit", "operating profit"),
        ("ordinary profit", "loss", "ordinary loss"),
        ("pre-tax profit", "loss", "pre-tax loss"),
        ("segment profit", "loss", "segment loss"),
        ("earnings per share", "loss", "loss per share"),
        ("net profit", "profit", None),
        ("net profit", None, None),
        ("revenue", "loss", None),
    ],
)
def test_a_profit_told_as_a_loss_is_the_loss_of_its_kind(name: str, how: str | None, other: str | None) -> None:
    turned = told_as(name, how)

    assert (turned.name if turned is not None else None) == other


def test_a_loss_is_of_one_profit() -> None:
    losses = [measure.loss for measure in measures() if measure.loss]

    assert sorted(losses) == sorted(set(losses))


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
    told = [spell(line, figure) for line in scene_of(text, language).lines for figure in line.figures]
    assert told == times


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
