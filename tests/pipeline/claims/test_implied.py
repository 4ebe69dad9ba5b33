"""What a figure measures where no word names it."""

from __future__ import annotations

import pytest

from pipeline import stages
from pipeline.claims.implied import implied
from pipeline.claims.measures import candidates
from pipeline.claims.parts import market
from tests.support.claim_cases import scene_of


def told(text: str, language: str) -> list[list[str]]:
    """Return the measures that each figure of a text implies."""
    return [[name for name, _ in implied(line, figure)] for line in scene_of(text, language).lines for figure in line.figures]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "[Tern]tern agreed to be acquired for [$31]=31 USD per share.", [["offer price per share"]]),
        ("en", "It earned [$3000]=3000 USD per share.", [[]]),
        ("en", "[Tern]tern bought 4% of the mill for [$31]=31 USD a share.", [["offer price per share", "price paid per share"]]),
        ("ja", "[ターン]ternは製粉会社に1株[3,100円]=3100 JPYで公開買付けを行う。", [["offer price per share"]]),
        ("ja", "[ターン]ternは製粉会社の株を1株当たり約[3,100円]=3100 JPYで買った。", [["offer price per share", "price paid per share"]]),
        ("ja", "1株[31円]=31 JPYの配当を払う。", [["price"]]),
        ("ko", "제분회사를 주당 [3만원]=30000 KRW에 공개매수한다.", [["offer price per share"]]),
        ("ko", "이번 주당 [3만원]=30000 KRW을 낸다.", [["offer price per share"]]),
        ("ko", "주당 [300원]=300 KRW의 결산배당을 준다.", [["price"]]),
        ("en", "Guests buy rooms for [$90]=90 USD a night.", [["price"]]),
        ("en", "Guests buy rooms for [$9 million]=9e6 USD a night.", [[]]),
        ("ja", "一泊は[9,800円]=9800 JPYになった。", [["price"]]),
        ("ja", "一泊は[98万円]=980000 JPYになった。", [[]]),
        ("en", "It is used by [40,000 persons]=40000 person.", [["users"]]),
        ("en", "It hired [40 persons]=40 person.", [[]]),
        ("ja", "[4千人]=4000 人が利用する。", [["users"]]),
        ("en", "The mill lost [about $3 million]=3e6 USD last year.", [["net loss"]]),
        ("en", "It has [6%]=6% of the country's banking market.", [["market share"]]),
        ("en", "It has [6%]=6% of the votes.", [[]]),
        ("en", "It has [6%]=6% of the stock market operator.", [[]]),
        ("en", "The soap maker dipped about [4%]=4% as results came in.", [["change in share price"]]),
        ("en", "[Tern]tern, the largest mill of the region, added [4%]=4% after it beat forecasts.", [["change in share price"]]),
        ("en", "The baker and chain, once known for its mills, slid [4%]=4% to a low.", [["change in share price"]]),
        ("en", "The soap maker lost [4%]=4% of its customers.", [[]]),
        ("en", "[Tern]tern dropped [4%]=4% of its staff.", [[]]),
        ("en", "[Tern]tern dropped [4%]=4% on the news.", [["change in share price"]]),
        ("en", "The company raised [4%]=4% more in spring.", [[]]),
        ("en", "The latest proposal was for [$31]=31 USD per share.", [["offer price per share"]]),
        ("ja", "■[青葉]aoba 8,420円 +710円 (+[9.2%]=9.2%)", [["change in share price"]]),
    ],
)
def test_a_figure_implies_a_measure_that_no_word_names(language: str, text: str, names: list[list[str]]) -> None:
    assert told(text, language) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Its market share in hiking boots in Norway was", "hiking boots"),
        ("Its market share of the frozen food market was", "frozen food"),
        ("Its market share of electric buses fell", "electric buses"),
        ("Its market share was", ""),
    ],
)
def test_the_market_of_a_share_stands_behind_it(text: str, name: str) -> None:
    line = scene_of(text, "en").lines[0]

    assert market(line, line.start + len("Its market share")) == name


@pytest.mark.parametrize(
    ("text", "predicate", "name"),
    [
        ("Orvano holds a 31.7% share of the global door market.", "metric", "market share"),
        ("Orvano controls about 40% of the European door market.", "metric", "market share, European door"),
        ("Orvano Inc holds 51% of the stock market operator Quellmark Inc.", "stake", None),
        ("Some 40 million people use Orvano.", "metric", "users"),
        ("40,000 people work for Orvano Inc, whose customers use its bank.", "metric", "employees"),
        ("Orvano Inc, whose pumps many use, has a staff of 400 people.", "metric", "employees"),
        ("Orvano Inc, whose pumps farmers use, employs 400 people.", "metric", "employees"),
    ],
)
def test_who_holds_a_share_of_a_market_holds_no_stake_and_people_who_use_a_thing_are_no_staff(
    text: str, predicate: str, name: str | None
) -> None:
    _, _, _, found = stages.annotate(f"Orvano Inc reported results.\n\n{text}")

    assert [(one.predicate, one.qualifier) for one in found] == [(predicate, name)]


@pytest.mark.parametrize(
    ("text", "valued"),
    [
        ("[Tern]tern ended a contract with kite maker [Vale]vale valued at [$31 million]=31e6 USD.", False),
        ("[Tern]tern sells its mills, a deal that people say could be worth [$31 million]=31e6 USD.", False),
        ("[Tern]tern gives [$31 million]=31e6 USD worth of coupons.", False),
        ("[Tern]tern raised money in a deal that values it at [$31 million]=31e6 USD.", True),
        ("Under the agreement [Tern]tern is valued at [$31 million]=31e6 USD.", True),
        ("[Tern]tern has a contract with [Vale]vale, a firm valued at [$31 million]=31e6 USD.", True),
        ("The merger of [Tern]tern and [Vale]vale made a company valued at [$31 million]=31e6 USD.", True),
        ("[Tern]tern was bought in a deal that valued the firm at [$31 million]=31e6 USD.", True),
        ("[Tern]tern has an order valued at [$31 million]=31e6 USD.", False),
    ],
)
def test_what_a_contract_a_sale_or_goods_are_worth_is_no_valuation(text: str, valued: bool) -> None:
    told = scene_of(text, "en")
    [line] = told.lines
    names = {candidate.measure.name for candidate in candidates(told, line, line.figures[-1], "") if candidate.measure is not None}
    assert ("valuation" in names) == valued


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("負債総額は[31億円]=31e8 JPYだった。", "total liabilities"),
        ("債権者は[623名]=623 personだった。", "creditors"),
        ("完工高は[31億円]=31e8 JPYだった。", "revenue"),
        ("年収入高約[31億円]=31e8 JPYをあげた。", "revenue"),
        ("年売上高は[31億円]=31e8 JPYだった。", "revenue"),
        ("投資金額は約[31億円]=31e8 JPYとなる。", "capital expenditure"),
        ("取得価額は[31億円]=31e8 JPYだった。", "acquisition price"),
        ("買付金額は最大[31億円]=31e8 JPYになる。", "acquisition price"),
    ],
)
def test_the_words_of_bankruptcies_plants_and_takeovers_name_their_measures(text: str, measure: str) -> None:
    told = scene_of(text, "ja")
    (line,) = told.lines

    assert measure in {one.measure.name for one in candidates(told, line, line.figures[0], "") if one.measure is not None}
