"""What a figure measures, in words: keys of records, rates, growth over years, what a measure is shared out to, parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline import stages
from pipeline.claims import naming, readings, said, weigh
from pipeline.claims.calendars import frame
from pipeline.claims.cues import keys
from pipeline.claims.measures import measures, named, possible
from pipeline.claims.naming import _sensible, _signed
from pipeline.claims.weights import load
from tests.support.claim_cases import build, scene_of


def names(text: str, language: str) -> list[str | None]:
    built = build(text, language=language, topic="halden")
    found = said(built.document, built.segments, built.mentions, built.entities)
    return [claim.qualifier for claim in sorted(found, key=lambda c: c.marks[0].start) if isinstance(claim.value, Decimal)]


def options(text: str, language: str) -> list[set[str]]:
    """Return the names that what each figure of a text measures may be told by."""
    told = scene_of(text, language)
    held = readings.read(told, (), {})
    weigh(told, frame(told), held, load())
    return [{name.text for name in naming.names(reading)} for reading in held]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Revenue was [4%]=4% above the street.", "revenue compared with consensus"),
        ("en", "Revenue was [4%]=4% ahead of market hopes.", "revenue compared with consensus"),
        ("ko", "매출은 컨센서스(100억) [4%]=4% 상회했다.", "revenue compared with consensus"),
        ("ja", "売上高は計画比[4%]=4%増だった。", "revenue compared with the plan"),
    ],
)
def test_a_percentage_tells_how_far_a_measure_is_from_what_was_expected(language: str, text: str, name: str) -> None:
    assert name in options(text, language)[0]


def test_a_share_of_the_revenue_is_of_the_amount_told_before_it() -> None:
    held = options("[Halden]halden won an order worth [$40 million]=4e7 USD.\nIt equals [38%]=38% of its 2024 sales.", "en")

    assert "contract value to revenue" in held[1] or "orders to revenue" in held[1] or "order value to revenue" in held[1]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "[Halden]halden sold its mill for [$40 million]=4e7 USD.", {"sale price", "proceeds from the sale"}),
        ("ja", "[ハルデン社]haldenは工場を[40億円]=4e9 JPYで売却した。", {"sale price", "proceeds from the sale"}),
        ("en", "Interest income was [$40 million]=4e7 USD.", {"interest income"}),
        ("en", "It has [$40 million]=4e7 USD under management.", {"assets under management"}),
        ("en", "Income (loss) from operations was [$40 million]=4e7 USD.", {"operating profit"}),
        ("ja", "入園者は[4千人]=4000 人だった。", {"visitors"}),
        ("ja", "適正価値は[63ドル]=63 USDとみる。", {"fair value per share"}),
        ("ko", "재구매율은 [61%]=61%다.", {"repeat rate"}),
        ("ja", "固定費は[4億円]=4e8 JPYだった。", {"fixed costs"}),
        ("ja", "鑑定評価額は[4億円]=4e8 JPYである。", {"appraisal value"}),
        ("ja", "運転士は[41人]=41 人いる。", {"drivers", "bus drivers"}),
        ("ja", "外国人観光客は[4千人]=4000 人だった。", {"inbound visitors"}),
        ("ko", "고정비는 [4억원]=4e8 KRW이다.", {"fixed costs"}),
        ("ko", "외국인은 [38억원]=38e8 KRW 순매도했다.", {"net selling"}),
        ("ko", "독자 수는 [4천명]=4000 person 이었다.", {"readers"}),
    ],
)
def test_a_measure_is_known_by_many_words(language: str, text: str, names: set[str]) -> None:
    assert names <= options(text, language)[0]


def test_words_for_a_part_that_are_known_are_told_in_english() -> None:
    held = options("自動車部品は[40億円]=4e9 JPYだった。", "ja")[0]

    assert "automotive parts" in held
    assert "自動車部品" not in held


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("operatingProfit: 4", [(0, 15, "operating profit")]),
        ("net_sales = 4; netIncomeChange", [(0, 9, "net sales"), (15, 30, "net income change")]),
        ("netSalesUSD 4", [(0, 11, "net sales usd")]),
        ("The iPhone in McDonald country on macOS", []),
        ("営業利益 and plain words", []),
        (f"x{'A' * 4000}é", []),
    ],
)
def test_the_words_of_an_identifier_are_told_apart(text: str, words: list[tuple[int, int, str]]) -> None:
    assert list(keys(text)) == words


@pytest.mark.parametrize(("language", "word"), [("ja", "per8.4倍"), ("ko", "roe11%")])
def test_a_latin_short_form_may_touch_its_figure_where_no_blanks_part_words(language: str, word: str) -> None:
    assert [(word[start:end]) for start, end, _ in named(word, language)] == [word[:3]]
    assert named("per8", "en") == ()


def test_the_key_of_a_record_names_its_measure() -> None:
    assert names('operatingCashFlow: "[4億円]=4e8 JPY"', "ja") == ["operating cash flow"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ja", "1社あたり営業利益は[400万円]=4e6 JPYだった。", "operating profit per customer"),
        ("ja", "従業員当たりの営業利益は[40万円]=4e5 JPYだった。", "operating profit per employee"),
        ("ko", "점포당 영업이익은 [400만원]=4e6 KRW이었다.", "operating profit per store"),
        ("en", "The milling division's operating profit was [$4 million]=4e6 USD.", "operating profit, milling division"),
        ("en", "Operating profit grew at a CAGR of [7%]=7%.", "operating profit compound annual growth rate"),
    ],
)
def test_a_measure_tells_to_what_it_is_shared_out_and_of_which_part_it_is(language: str, text: str, name: str) -> None:
    assert names(text, language) == [name]


def test_every_rate_is_a_measure_of_percentages() -> None:
    by_name = {measure.name: measure for measure in measures()}

    rates = {measure.name: measure.rate for measure in measures() if measure.rate}
    assert rates["dividend per share"] == "dividend yield"
    assert {by_name[rate].takes for rate in rates.values()} == {("PERCENT",)}


def test_an_amount_of_one_share_is_of_a_measure_of_amounts() -> None:
    by_name = {measure.name: measure for measure in measures()}

    each = {measure.name: measure.each for measure in measures() if measure.each}
    assert each["net profit"] == "earnings per share"
    assert {by_name[name].takes for name in each.values()} == {("MONEY",)}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ja", "2025年度から2028年度の営業利益のCAGRは[7%]=7%だった。", "operating profit compound annual growth rate"),
        ("ja", "営業利益の進捗率[71%]=71%だった。", "operating profit progress towards the full-year forecast"),
        ("en", "Operating profit beat the consensus by [4%]=4%.", "operating profit compared with consensus"),
        ("en", "The operating profit was [4%]=4% higher than the average estimate.", "operating profit compared with consensus"),
    ],
)
def test_a_percentage_tells_how_it_looks_at_its_measure(language: str, text: str, name: str) -> None:
    assert names(text, language) == [name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The operating profit was [4%]=4% higher than its forecast."),
        ("en", "Operating profit beat the company's own forecasts by [4%]=4%."),
        ("ja", "営業利益は会社予想比[4%]=4%だった。"),
    ],
)
def test_what_a_company_expects_of_itself_is_no_consensus(language: str, text: str) -> None:
    assert not any("consensus" in (name or "") for name in names(text, language))


def test_what_part_of_the_revenue_an_amount_is_told_to_be_is_its_margin() -> None:
    text = "Operating income was [$4 million]=4e6 USD, or [8%]=8% of revenue."

    assert names(text, "en") == ["operating profit", "operating margin"]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Net profit was [$4 million]=4e6 USD, or [40 cents]=0.4 USD a share.", "earnings per share"),
        ("Net profit was [$4 million]=4e6 USD or [40 cents]=0.4 USD per diluted share.", "diluted earnings per share"),
        ("A dividend of [$4 million]=4e6 USD, or [40 cents]=0.4 USD a share, was paid.", "dividend per share"),
    ],
)
def test_what_an_amount_is_of_one_share_is_told_of_a_share(text: str, second: str) -> None:
    assert names(text, "en")[1] == second


@pytest.mark.parametrize(("text", "name"), [("Each arm costs [$9]=9 USD per month.", False), ("At a PER of [9 times]=9 times.", True)])
def test_a_short_form_that_is_a_word_too_says_its_measure_only_as_it_is_told(text: str, name: bool) -> None:
    assert ("price-earnings ratio" in [one.name for *_, held in named(text.lower(), "en") for one in held]) == name


def test_the_other_sign_in_brackets_is_no_measure() -> None:
    assert [one.name for *_, held in named("operating income (loss)", "en") for one in held] == ["operating profit"]


@pytest.mark.parametrize(
    ("name", "aspect", "unit", "sensible"),
    [
        ("operating margin", "change", "%", True),
        ("operating margin", "share", "%", False),
        ("operating margin", "growth year on year", "%", False),
        ("acquisition price", "growth", "%", False),
        ("revenue", "level", "times", False),
        ("revenue", "growth year on year", "times", True),
        ("price-earnings ratio", "level", "times", True),
    ],
)
def test_a_measure_is_looked_at_in_sensible_ways_only(name: str, aspect: str, unit: str, sensible: bool) -> None:
    (measure,) = (one for one in measures() if one.name == name)
    (line,) = scene_of("[4%]=4%").lines
    figure = replace(line.figures[0], unit=unit)

    assert _sensible(measure, aspect, figure) is sensible


@pytest.mark.parametrize(
    ("language", "text", "signed"),
    [
        ("ja", "営業利益は前期比+[4億円]=4e8 JPYとなった。", ["signed", "compared", "signed&compared"]),
        ("ja", "営業利益（[4億円]=4e8 JPY）は", ["compared"]),
        ("en", "Operating profit rose by [$4 million]=4e6 USD in May.", []),
    ],
)
def test_a_sign_behind_what_a_figure_is_compared_with_is_told(language: str, text: str, signed: list[str]) -> None:
    (line,) = scene_of(text, language).lines

    assert _signed(line, line.figures[0]) == signed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "EBITDA and operating profit were [$9 million]=9e6 USD and [$2 million]=2e6 USD, respectively."),
        ("ja", "EBITDAと営業利益はそれぞれ[9億円]=9e8 JPY、[2億円]=2e8 JPYだった。"),
        ("ko", "EBITDA와 영업이익은 각각 [9억원]=9e8 KRW, [2억원]=2e8 KRW이다."),
    ],
)
def test_figures_told_respectively_are_of_the_measures_in_their_places(language: str, text: str) -> None:
    assert names(text, language) == ["EBITDA", "operating profit"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ja", "従業員数 連結：[2,215名]=2215 名 単独：[984名]=984 名", "non-consolidated employees"),
        ("ja", "営業利益は単体[4億円]=4e8 JPYだった。", "non-consolidated operating profit"),
    ],
)
def test_a_word_right_before_a_figure_tells_the_kind_of_its_measure(language: str, text: str, name: str) -> None:
    assert names(text, language)[-1] == name


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ja", "営業利益は前年同月比[107.2%]=107.2%となった。", "operating profit to the year before"),
        ("ja", "営業利益は前年同期比[103%]=103%だった。", "operating profit to the year before"),
        ("ko", "영업이익은 전년 동월 대비 [104%]=104%를 기록했다.", "operating profit to the year before"),
        ("ja", "営業利益は前年同期比[107.2%]=107.2%増だった。", "operating profit growth year on year"),
        ("ko", "영업이익은 전년 동기 대비 [104%]=104% 증가했다.", "operating profit growth year on year"),
        ("ja", "営業利益は前年同期比[12%]=12%増だった。", "operating profit growth year on year"),
    ],
)
def test_a_percentage_near_a_hundred_of_the_year_before_is_no_growth(language: str, text: str, name: str) -> None:
    assert names(text, language) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The price is [$9,000]=9e3 USD per lamp per month.", "price per lamp per month"),
        ("Their price is [$40]=40 USD a night.", "price per night"),
        ("The price per lamp was [$40]=40 USD.", "price per lamp"),
        ("Cost per lamp was [$40]=40 USD.", "unit cost per lamp"),
    ],
)
def test_a_price_is_told_with_what_it_is_the_price_of_one_of(text: str, name: str) -> None:
    assert names(text, "en") == [name]


def test_shares_yet_to_come_dilute_what_is_earned_and_no_dividend() -> None:
    text = "Halden will pay a dividend per diluted share of [$0.40]=.4 USD."

    assert names(text, "en") == ["dividend per share"]


def test_the_same_stores_compare_without_a_word_more() -> None:
    assert names("既存店売上高は[3%]=3%増だった。", "ja") == ["same-store sales growth year on year"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "OPM was [8.3%]=8.3%.", "operating margin"),
        ("en", "Non-GAAP EPS was [$1.20]=1.2 USD.", "non-GAAP earnings per share"),
        ("ko", "마케팅비는 [171억원]=1.71e10 KRW이었다.", "marketing expenses"),
        ("ko", "지급수수료는 [30억원]=3e9 KRW이었다.", "commission expenses"),
        ("ja", "客室単価は[1万8,400円]=18400 JPYだった。", "average daily rate"),
        ("ja", "元受正味保険料は[40億円]=4e9 JPYだった。", "gross written premiums"),
        ("ja", "既存店客数は前年同月比[98%]=98%だった。", "same-store customers to the year before"),
        ("en", "Loans and advances were [$4 million]=4e6 USD.", "loans"),
        ("en", "Restricted cash was [$4 million]=4e6 USD.", "restricted cash"),
        ("en", "The capital adequacy ratio was [15.1%]=15.1%.", "capital adequacy ratio"),
    ],
)
def test_a_measure_has_one_name_whatever_it_is_called(language: str, text: str, name: str) -> None:
    assert names(text, language) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The gross margin was [$4 million]=4e6 USD.", "gross profit"),
        ("The gross margin was [40%]=40%.", "gross margin"),
        ("Long-term debt was [$4 million]=4e6 USD.", "long-term debt"),
        ("Halden took restructuring charges of [$4 million]=4e6 USD.", "restructuring costs"),
        ("Halden took impairment charges of [$4 million]=4e6 USD.", "impairment losses"),
        ("Income from continuing operations was [$4 million]=4e6 USD.", "profit from continuing operations"),
        ("Interest expense from continuing operations was [$4 million]=4e6 USD.", "interest expense"),
    ],
)
def test_what_a_measure_is_hangs_on_the_kind_of_its_figure(text: str, name: str) -> None:
    assert names(text, "en") == [name]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Revenue was [$40 million]=4e7 USD, a share of it."), ("ja", "売上の比率は[4億円]=4e8 JPYである。")]
)
def test_no_sum_is_a_share_of_a_measure(language: str, text: str) -> None:
    assert not any(name.startswith("share of") for name in options(text, language)[0])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("既存店売上高は[104.8%]=104.8%だった。", "same-store sales to the year before"),
        ("既存店客数は[97.1%]=97.1%である。", "same-store customers to the year before"),
        ("既存店客数は[77.1%]=77.1%増えた。", None),
        ("既存店客数は[4.1%]=4.1%である。", None),
    ],
)
def test_what_shops_tell_near_a_hundred_is_of_the_year_before(text: str, name: str | None) -> None:
    told = [one for one in options(text, "ja")[0] if one.endswith("to the year before")]

    assert told == [] if name is None else name in told


def test_what_is_named_as_a_predicate_of_its_own_is_told_under_it() -> None:
    text = "Orvano Inc annual revenue\n\n• 2018 – $12.41 billion\n• 2017 – $9.13 billion\n• 2016 – $7.35 billion\n"
    _, _, _, found = stages.annotate(text)

    assert [(one.predicate, one.qualifier, one.period) for one in found] == [
        ("revenue", None, "2018"),
        ("revenue", None, "2017"),
        ("revenue", None, "2016"),
    ]


@pytest.mark.parametrize("town", ["Izmir", "İzmir"])
def test_a_dotted_capital_i_hides_no_measure_of_its_line_and_moves_none(town: str) -> None:
    _, _, _, found = stages.annotate(f"Vale Foods Inc. ({town}) Net Profit was $12 million in 2021.")

    assert [(one.predicate, one.qualifier, str(one.value)) for one in found if one.value] == [("metric", "net profit", "12000000")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Halden's overseas sales rose by 4.1% to 41,300 units.", "units sold growth year on year"),
        ("Halden sold 62,000 vehicles in all, an increase of 31% from a year earlier.", "units sold growth year on year"),
        ("Halden's sales rose by 4.1% to $84 million.", "revenue growth year on year"),
    ],
)
def test_a_percentage_that_leads_to_a_count_of_things_sold_is_of_them(text: str, name: str) -> None:
    _, _, _, found = stages.annotate(f"Halden Inc. published its second-quarter results on July 3, 2024.\n\n{text}")

    assert [name in (one.qualifier or "").replace("overseas ", "") for one in found if one.unit == "%"] == [True]


@pytest.mark.parametrize(
    ("unit", "value", "held"), [(None, 2_000_000, True), ("USD", 2_000_000, False), ("IDR", 2_000_000, True), (None, 10_000_000, False)]
)
def test_a_sum_without_a_currency_may_be_of_a_share_up_to_what_it_costs_in_any(unit: str | None, value: int, held: bool) -> None:
    (line,) = scene_of("The dividend per share was [2,000,000]=2000000 USD.").lines
    (figure,) = line.figures
    (measure,) = (m for m in measures() if m.name == "dividend per share")

    assert possible(measure, line, replace(figure, unit=unit, value=Decimal(value))) == held
