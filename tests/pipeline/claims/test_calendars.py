"""The periods of a document: what is only compared with, and what a period may mean besides."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claims.calendars import Frame, frame
from pipeline.claims.closing import declared, one_month
from pipeline.claims.comparisons import beside, related
from pipeline.claims.context import scene
from pipeline.claims.heads import joined
from pipeline.claims.times import names_year
from pipeline.claims.told_dates import chronicle
from pipeline.stages import annotate
from tests.support.claim_cases import build, scene_of


def test_what_is_compared_with_the_year_before_is_what_a_document_is_about() -> None:
    told = scene_of("Sales of [$4]=4 USD rose, compared with [$3]=3 USD in the [same period of the previous year]=2024-Q3.")

    assert "2025-Q3" in frame(told).common


@pytest.mark.parametrize(
    ("language", "text", "sides"),
    [
        ("en", "Sales of [$9 million]=9e6 USD rose from [2023]=2023 in [2024]=2024.", ["date", "date"]),
        ("en", "In [2024]=2024 it made [$9 million]=9e6 USD, compared with a loss in [2023]=2023.", ["plain", "date"]),
        ("en", "It made [$9 million]=9e6 USD (down 7 percent vs. [2023]=2023) in [2024]=2024.", ["date", "plain"]),
        ("en", "It made [$9 million]=9e6 USD, compared with $7 million (diluted: $6 million) in [2023]=2023.", ["date"]),
        ("en", "It grew 60% from [the prior year]=2023, on sales of [$9 million]=9e6 USD.", ["date"]),
        ("en", "Profit grew from a year earlier, [2023]=2023, to [$9 million]=9e6 USD.", ["date"]),
        ("en", "Profit was [$9 million]=9e6 USD, versus $7 million, or $2 a share, [a year ago]=2023.", ["date"]),
        ("en", "Cash from operating activities in [2024]=2024 was [$9 million]=9e6 USD.", ["plain"]),
        ("en", "Income from licences was [$9 million]=9e6 USD in [2024]=2024.", ["plain"]),
        ("en", "Loss from operations was [$9 million]=9e6 USD, compared to $7 million in [2023]=2023.", ["date"]),
        ("en", "Sales of [$9 million]=9e6 USD grew 4% over the [prior year]=2023.", ["date"]),
        ("en", "Orders of [$9 million]=9e6 USD were up 4% over [Q2 2023]=2023-Q2.", ["date"]),
        ("en", "Costs were [$9 million]=9e6 USD, well below [the prior year]=2023.", ["date"]),
        ("en", "Costs were [$9 million]=9e6 USD over [Q2 2023]=2023-Q2.", ["plain"]),
        ("en", "Cash of [$9 million]=9e6 USD was up 4% on [1H24]=FY2024-H1.", ["date"]),
        ("en", "Sales of [$9 million]=9e6 USD grew 4% on year in [2024]=2024.", ["plain"]),
        ("en", "Sales of [$9 million]=9e6 USD grew 4% year over year in [2024]=2024.", ["plain"]),
        ("en", "Sales grew to $12 million, [higher than $9 million]=9e6 USD in [2023]=2023.", ["both"]),
        ("ja", "[前年度]=FY2023（[2023年度]=FY2023）比で増え、[9百万ドル]=9e6 USDとなった。", ["date", "date"]),
        ("ja", "[前年]=2023比で増え、[9百万ドル]=9e6 USDとなった。", ["date"]),
        ("ja", "[前年]=2023の[9百万ドル]=9e6 USDを上回った。", ["plain"]),
        ("ja", "[前年]=2023の[9百万ドル]=9e6 USDから[7百万ドル]=7e6 USDに減った。", ["both"]),
    ],
)
def test_a_date_with_which_something_is_compared_is_known(language: str, text: str, sides: list[str]) -> None:
    (line,) = scene_of(text, language).lines
    figure = next(m for m in line.mentions if m.label == "MONEY")

    assert [related(beside(line), m, figure) for m in line.mentions if m.label == "DATE"] == sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "It rose, compared to profit of $7 million for [Q2 2024]=2024-Q2, and profit of [$9 million]=9e6 USD for [Q3 2023]=2023-Q3.",
            ["both", "both"],
        ),
        (
            "Profit was $7 million, compared to $6 million in [2023]=2023, and sales were [$9 million]=9e6 USD in [2024]=2024.",
            ["date", "plain"],
        ),
        ("Profit was $7 million, compared to $6 million in [2023]=2023, and debt of [$9 million]=9e6 USD.", ["date"]),
    ],
)
def test_a_comparison_goes_on_with_a_further_amount_that_has_a_date_and_no_verb(text: str, sides: list[str]) -> None:
    (line,) = scene_of(text).lines
    figure = next(m for m in line.mentions if m.label == "MONEY")

    assert [related(beside(line), m, figure) for m in line.mentions if m.label == "DATE"] == sides


def test_a_fiscal_period_that_is_not_named_has_the_days_that_the_named_years_imply() -> None:
    dates = Frame({0: None}, {}, 1.0, frozenset(), [], days={"FY2025": (date(2024, 4, 1), date(2025, 3, 31))}, closing=3)

    assert dates.span("FY2024") == (date(2023, 4, 1), date(2024, 3, 31))
    assert dates.span("FY2025-Q3") == (date(2024, 10, 1), date(2024, 12, 31))


def test_what_a_period_may_mean_besides() -> None:
    dates = Frame({0: None}, {}, 0.5, frozenset(), [], days={"FY2025": (date(2024, 4, 1), date(2025, 3, 31))}, closing=3)

    assert dates.views("2024", None) == [("FY2024", "as:fiscal"), ("2024-12-31", "as:end")]
    assert dates.views("2024-03", None) == [("FY2024", "as:closing"), ("2024-03-31", "as:closing-end")]
    assert dates.views(None, None) == []


def test_a_half_year_may_be_the_stretch_by_which_the_document_tells_it_or_the_one_before() -> None:
    days = {"FY2026-H1": (date(2025, 4, 1), date(2025, 9, 30)), "2025-04-01/2025-09-30": (date(2025, 4, 1), date(2025, 9, 30))}
    stretches = {(date(2025, 4, 1), date(2025, 9, 30)): "2025-04-01/2025-09-30"}
    dates = Frame({0: None}, {}, 1.0, frozenset(), [], days=days, closing=3, stretches=stretches)

    assert ("2025-04-01/2025-09-30", "as:stretch") in dates.views("FY2026-H1", None)
    assert ("2024-04-01/2024-09-30", "as:stretch") in dates.views("FY2025-H1", None)


def test_a_season_may_be_the_fiscal_year_in_which_it_ends() -> None:
    dates = Frame({0: None}, {}, 0.0, frozenset(), [])

    assert dates.views("2021/2022", None) == [("FY2022", "as:season")]
    assert dates.views("2021/2025", None) == [("2021-01-01/2025-12-31", "as:whole"), ("2025-12-31", "as:end")][::-1]


def test_a_fiscal_quarter_may_be_the_quarter_of_the_calendar_that_it_is() -> None:
    dates = Frame({0: None}, {}, 1.0, frozenset(), [], closing=9)

    assert ("2024-Q2", "as:calendar-part") in dates.views("FY2024-Q3", None)


def test_notes_without_a_figure_say_as_of_when_what_they_are_of_holds() -> None:
    dates = frame(scene_of("会社の概況（[2024年9月30日]=2024-09-30現在）", "ja"))

    assert dates.as_of == ["2024-09-30"]
    assert frame(scene_of("[2024年9月30日]=2024-09-30に発表した。", "ja")).as_of == []


def test_the_one_month_that_heads_columns_of_three_years_closes_them_whatever_other_rows_tell() -> None:
    assert _one_month_of("2022年3月", "2023年3月", "2024年3月") == 3
    assert _one_month_of("2022年3月", "2023年6月", "2024年3月") is None


def _one_month_of(*heads: str) -> int | None:
    told = scene_of(" ".join(f"[{head}]={head[:4]}-{int(head[5:-1]):02d}" for head in heads), "ja")
    return one_month(told, {(m.start, m.end) for m in told.dates})


def test_the_end_of_a_period_may_be_its_last_day() -> None:
    told = scene_of(
        "Stores at [the end of 2024]=2024, in [2024]=2024, by [end-March]=2025-03, at [year-end]=2024 and in [April]=2025-04.", "en"
    )
    dates = frame(told)
    said = [{mark: value for value, mark in dates.views(m.timex_value, None, m)}.get("as:said-end") for m in told.dates]

    assert said == ["2024-12-31", None, "2025-03-31", "2024-12-31", None]


def test_a_quarter_without_a_year_is_of_the_one_year_that_it_is_named_with() -> None:
    dates = frame(scene_of("Sales in [the first quarter]=2026-Q1 rose. They were [$4]=4 USD in [the first quarter of 2025]=2025-Q1.", "en"))
    text = "[the first quarter]=2026-Q1, [Q1 2026]=2026-Q1, [the next quarter]=2026-Q1, [the second quarter]=2026-Q2"
    first, dated, following, other = scene_of(text, "en").dates

    assert [dates.meant(str(m.timex_value), m) for m in (first, dated, following, other)] == ["2025-Q1", "2026-Q1", "2026-Q1", "2026-Q2"]
    assert ("2025-Q1", "as:named") in dates.views("2026-Q1", None, following)
    assert "2025-Q1" not in {value for value, _ in dates.views("2026-Q1", None, dated)}


@pytest.mark.parametrize("text", ["a year earlier", "the second quarter of last year", "前年同期", "지난해", "yesterday", "Monday", "今日"])
def test_a_date_told_by_another_is_of_no_other_year(text: str) -> None:
    dates = frame(scene_of(f"[Q2 2025]=2025-Q2 was good. [Q1 2025]=2025-Q1 was not. Sales were [$4]=4 USD in [{text}]=2024-Q2.", "en"))
    mention = scene_of(f"Sales were [$4]=4 USD in [{text}]=2024-Q2.", "en").dates[0]

    assert [value for value, _ in dates.views("2024-Q2", "2025-08-06", mention)] == ["2024-06-30"]


@pytest.mark.parametrize(("text", "value", "meant"), [("당기", "FY2026", "FY2026-Q1"), ("전기", "FY2025", "FY2025-Q1")])
def test_this_period_in_korean_is_the_quarter_that_a_document_is_about(text: str, value: str, meant: str) -> None:
    dates = frame(scene_of("[1분기]=FY2026-Q1 매출은 [900만달러]=9e6 USD. [1분기]=FY2026-Q1 실적이 좋았다.", "ko"))
    (mention,) = scene_of(f"[{text}]={value}", "ko").dates

    assert dates.meant(value, mention) == meant


@pytest.mark.parametrize(
    ("text", "value", "meant"),
    [("当期", "FY2026", "FY2026-Q1"), ("前期", "FY2025", "FY2025-Q1"), ("前期", "FY2023", "FY2023"), ("2026年12月期", "FY2026", "FY2026")],
)
def test_this_period_is_the_quarter_that_a_document_is_about(text: str, value: str, meant: str) -> None:
    dates = frame(scene_of("[第1四半期]=FY2026-Q1の売上高は[9百万ドル]=9e6 USD。[第1四半期]=FY2026-Q1は好調だった。", "ja"))
    (mention,) = scene_of(f"[{text}]={value}", "ja").dates

    assert dates.meant(value, mention) == meant


def test_the_end_of_the_quarter_is_of_the_quarter_that_a_document_is_about() -> None:
    dates = frame(scene_of("In the [third quarter of 2025]=2025-Q3 sales were [$9 million]=9e6 USD."))
    (mention,) = scene_of("Cash was high at the [end of the quarter]=2025-Q4.").dates

    assert dates.meant("2025-Q4", mention) == "2025-Q3"


@pytest.mark.parametrize(
    ("closing", "value", "year"),
    [(3, "2025-04-01/2025-12-31", "FY2026"), (12, "2025-Q4", "FY2025"), (3, "FY2026", None), (None, "2025-Q4", None)],
)
def test_a_part_of_a_year_is_of_the_fiscal_year_in_which_it_ends(closing: int | None, value: str, year: str | None) -> None:
    assert Frame({0: None}, {}, 1.0, frozenset(), [], closing=closing).year_of(value) == year


def test_the_commonest_year_is_the_year_of_a_date_that_leaves_it_open() -> None:
    dates = frame(scene_of("In [2025]=2025 sales rose. [2Q]=XXXX-Q2 was strong, [2025]=2025 will be so, unlike [2024]=2024.", "en"))

    assert dates.meant("XXXX-Q2") == "2025-Q2"
    assert dates.meant("2024-Q2") == "2024-Q2"


def test_a_deadline_or_a_founding_is_no_year_of_a_date_that_leaves_it_open() -> None:
    text = "Sales rose in [Q3]=XXXX-Q3. Founded in [1952]=1952, it will invest more by [2028]=2028."

    assert frame(scene_of(text, "en")).meant("XXXX-Q3") == "XXXX-Q3"
    assert frame(scene_of(text + " It had a loss in [2024]=2024.", "en")).meant("XXXX-Q3") == "2024-Q3"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("It cut staff in [2020]=2020. It plans to list in [Q1 2021]=2021-Q1.\nStaff rose in [May]=XXXX-05.", "2020-05"),
        ("It was sold in [2012]=2012.\nIt sold shares in [May]=2023-05, unlike in [2023]=2023.", "2023-05"),
        ("It was sold in [2012]=2012.\nIt sold shares in [May]=2023-05.\n[2023]=2023 was good.", "2012-05"),
        ("It was sold in [2012]=2012.\nIt sold shares [a month earlier]=2023-05.\n[2023]=2023 was good.", "2023-05"),
        ("Sales fell in [May]=2021-05 from [April 2022]=2022-04, not [2021]=2021.", "2022-05"),
    ],
)
def test_a_month_of_a_document_without_a_date_is_of_the_year_told_last(text: str, meant: str) -> None:
    told = scene_of(text)
    mention = next(m for m in told.dates if m.timex_value is not None and m.timex_value.endswith("-05"))

    assert frame(told).meant(mention.timex_value, mention) == meant


def test_a_month_of_a_dated_document_keeps_its_year() -> None:
    built = build("It was sold in [2012]=2012.\nIt sold shares in [May]=2023-05.", published=date(2023, 6, 1), published_precision="day")
    told = scene(built.document, built.segments, built.mentions, built.entities)

    assert frame(told).meant("2023-05", told.dates[1]) == "2023-05"


@pytest.mark.parametrize(
    ("words", "value", "told"),
    [
        ("2022年4月1日〜2023年3月31日", "2022-04-01/2023-03-31", "FY2023"),
        ("1 July 2022 to 30 June 2023", "2022-07-01/2023-06-30", "FY2023"),
        ("twelve months ended June 30, 2023", "2022-07-01/2023-06-30", "2022-07-01/2023-06-30"),
        ("April 2022 to March 2023", "2022-04/2023-03", "FY2023"),
        ("January to December 2023", "2023-01/2023-12", "2023"),
        ("2024", "2024", "2024"),
    ],
)
def test_a_year_told_by_both_its_ends_is_a_fiscal_one(words: str, value: str, told: str) -> None:
    dates = frame(scene_of("Sales rose."))
    (mention,) = scene_of(f"In [{words}]=2024 sales were [$9 million]=9e6 USD.").dates

    assert dates.best(value, mention) == told


def test_a_document_goes_by_the_lengths_of_the_dates_that_head_its_parts() -> None:
    months = [build(f"[{name}]=2026-{number:02d}", kind="heading") for number, name in ((6, "June"), (7, "July"), (8, "August"))]
    found = [scene(b.document, b.segments, b.mentions, b.entities).lines[0] for b in months]
    told = scene_of("Sales rose.")

    told.lines = found
    assert chronicle(told) == {"month"}
    told.lines = found[:2]
    assert chronicle(told) == frozenset()


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        (["FY2025", "FY2026-Q1"], "FY2025-Q1"),
        (["2025", "2024-Q2"], "2025-Q2"),
        (["2025", "2024"], None),
        (["FY2025", "2025-06"], None),
    ],
)
def test_a_year_and_a_quarter_beside_it_are_one_period(values: list[str], whole: str | None) -> None:
    assert joined(values) == whole


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2H24", True),
        ("Q1 24", True),
        ("FY25", True),
        ("2025年度", True),
        ("26年3月", True),
        ("Dec. 31", False),
        ("Q3", False),
        ("前期", False),
    ],
)
def test_words_name_a_year_or_leave_it_open(text: str, named: bool) -> None:
    assert names_year(text) is named


def test_quarters_are_fiscal_in_a_document_that_calls_one_of_them_so() -> None:
    text = "[Q1 of fiscal 2025]=FY2025-Q1 was good. [Q1]=2025-Q1 sales rose to [$4]=4 USD. We expect more in [Q2]=2025-Q2."
    fiscal = frame(scene_of(text, "en"))

    assert [fiscal.meant(value) for value in ("2025-Q1", "2025-Q2", "2025", "2025-06")] == ["FY2025-Q1", "FY2025-Q2", "2025", "2025-06"]
    assert fiscal.mains[:2] == ["FY2025-Q1", "FY2025-Q2"]
    assert frame(scene_of("[FY2024]=FY2024 was good. We expect more in [Q2]=2025-Q2.", "en")).meant("2025-Q2") == "2025-Q2"


def test_a_quarter_without_a_year_that_lies_far_ahead_is_the_one_gone_by() -> None:
    dates = Frame({0: "2025-02-11"}, {}, 0.0, frozenset(), [])
    (line,) = scene_of("Sales in the [fourth quarter]=2025-Q4 were [$9 million]=9e6 USD.", "en").lines
    (quarter,) = [m for m in line.mentions if m.label == "DATE"]

    assert dates.meant("2025-Q4", quarter, "2025-02-11") == "2024-Q4"
    assert dates.meant("2025-Q4", quarter, "2025-10-20") == "2025-Q4"


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("2025-01/2025-12", "2025"),
        ("2026-04/2026-06", "2026-Q2"),
        ("2025-01/2025-09", "2025-01-01/2025-09-30"),
        ("2025-02-21/2026-02-20", "FY2026"),
        ("2025-01-01/2025-09-30", None),
    ],
)
def test_a_stretch_of_days_is_the_period_that_it_fills(value: str, whole: str | None) -> None:
    fiscal = {(date(2025, 3, 1), date(2026, 2, 28)): "FY2026"}

    assert Frame({}, {}, 0.0, frozenset(), [], named=fiscal).whole(value) == whole


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "Our fiscal year ends on the last Saturday of September.", (9, False)),
        ("en", 'Aoba\'s fiscal year ends in June. References to "2024" and "2023" are to fiscal years unless said otherwise.', (6, True)),
        ("en", "The financial year runs from 1 April to 31 March.", (3, False)),
        ("en", "Its fiscal year ends in June, and the fiscal year of its parent ends in March.", (None, False)),
        ("ja", "丘茶園は10月決算で、12月に本決算を出す。", (10, False)),
        ("ja", "丘茶園および連結子会社、各年3月31日に終了した会計年度", (3, True)),
        ("ja", "決算期：3月", (3, False)),
        ("ko", "푸른다원은 6월 결산법인이다.", (6, False)),
        ("en", "Sales rose in fiscal 2024, and it opened a mill in May.", (None, False)),
    ],
)
def test_the_month_in_which_fiscal_years_end_is_read_where_the_text_says_it(
    language: str, text: str, said: tuple[int | None, bool]
) -> None:
    assert declared(scene_of(text, language)) == said


def test_a_plain_year_of_a_document_whose_fiscal_years_end_otherwise_may_be_one() -> None:
    told = scene_of('Its fiscal year ends in June. References to "2024" are to the fiscal year.\nSales were [$9]=9 USD in [2024]=2024.')

    assert [name for value, name in frame(told).views("2024", None) if value == "FY2024"] == [
        "as:fiscal",
        "as:fiscal:closing",
        "as:fiscal:every",
    ]


@pytest.mark.parametrize(("language", "wanted"), [("ja", "2025-04-01/2025-09-30"), ("en", "FY2026-H1")])
def test_japanese_tells_half_a_fiscal_year_by_its_days(language: str, wanted: str) -> None:
    told = scene_of("[上期]=FY2026-H1の売上高は[90百万ドル]=9e7 USD。", language)
    held = frame(told)
    held.closing = 3
    held.days.clear()

    assert held.meant("FY2026-H1") == wanted
    assert held.meant("FY2026-Q2") == "FY2026-Q2"


def test_the_half_that_a_document_is_about_counts_by_its_days() -> None:
    told = scene_of("[2026年12月期上期]=FY2026-H1の売上高は[90百万ドル]=9e7 USD。", "ja")

    assert frame(told).mains == ["2026-01-01/2026-06-30"]


@pytest.mark.parametrize(
    ("words", "plain"), [("the third quarter", True), ("the third fiscal quarter", False), ("three months ended June 30", False)]
)
def test_a_quarter_by_its_number_alone_may_be_of_the_calendar(words: str, plain: bool) -> None:
    told = scene_of(f"In [{words}]=FY2025-Q3 it made [$9]=9 USD.")
    held = frame(told)
    held.days["FY2025-Q3"] = (date(2025, 4, 1), date(2025, 6, 30))
    others = dict(held.views("FY2025-Q3", None, told.dates[0]))

    assert others.get("2025-Q3") == ("as:plain" if plain else None)
    assert others["2025-Q2"] == "as:calendar-part"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("할덴은 3분기 매출 40억원을 기록했다. 2012년 3분기 이후 최대다. 3분기 영업이익은 3억원이다.", {"2024-Q3"}),
        (
            "Halden's third-quarter sales were $40m, the highest since the third quarter of 2012.\n\nThird-quarter profit was $3m.",
            {"2024-Q3"},
        ),
    ],
)
def test_a_date_since_which_nothing_was_like_it_is_the_period_of_no_figure(text: str, values: set[str]) -> None:
    written = "Halden Inc. (할덴) published this on November 4, 2024.\n\n"

    assert {claim.period for claim in annotate(written + text)[3]} == values


def test_the_same_period_names_no_part_of_a_measure() -> None:
    text = "할덴(주)은 2024년 11월 4일 3분기 영업이익이 40억원이라고 밝혔다. 같은 기간 매출은 90억원으로 8% 늘었다."

    assert [claim.qualifier for claim in annotate(text)[3] if claim.unit == "%"] == ["revenue growth year on year"]


def test_a_document_that_names_no_year_is_about_a_quarter_of_an_unknown_one() -> None:
    told = scene_of("In [the third quarter]=XXXX-Q3 it made [$9]=9 USD.")

    assert frame(told).mains == ["XXXX-Q3"]


def test_a_date_since_which_something_holds_gives_its_year_to_no_figure() -> None:
    text = (
        "빛나화학(주)은 3분기 영업이익이 40억원으로 작년 동기 대비 8% 늘었다고 밝혔다. "
        "영업이익은 2011년 1분기 이후 12분기 연속 증가했다.\n\n"
        "두레기계(주)는 3분기 매출이 90억원으로 작년 같은 기간보다 5% 늘었다. 순이익은 7억원이다."
    )
    claims = [claim for claim in annotate(text)[3] if claim.unit in ("KRW", "%")]

    assert len(claims) >= 4
    assert {(claim.period or "XXXX")[:4] for claim in claims} == {"XXXX"}
