"""Dates: values at the precision written, the days they cover, the anchors they were resolved against; more forms are in cases.toml."""

from datetime import date
from itertools import accumulate, pairwise

import pytest

from extractors import Label, Passage, Span, extract
from extractors.intervals import Moment, days, easter, week_in, weekday_in_month


def found(text, language="en", today=None):
    mentions = extract(text, language=language, today=today, labels=(Label.DATE, Label.DURATION))
    return [(text[mention.span.start : mention.span.end], mention.value) for mention in mentions]


def values(text, language="en", today=None):
    return [(shown, value.value) for shown, value in found(text, language, today)]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-SU", date(2024, 6, 1), date(2024, 8, 31)),
        ("2023-WI", date(2023, 12, 1), date(2024, 2, 29)),
        ("2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
        ("2025-W23-WE", date(2025, 6, 7), date(2025, 6, 8)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2025-04-07/2025-04-10", date(2025, 4, 7), date(2025, 4, 10)),
        ("197X/2002", date(1970, 1, 1), date(2002, 12, 31)),
    ],
)
def test_a_value_covers_its_days_from_the_first_to_the_last(value, first, last):
    assert days(value) == (first, last)


@pytest.mark.parametrize(
    "value", ["XXXX-06-08", "PRESENT_REF", "P3M", "FY2024", "2023-02-29", "2025-W54", "2024-13", "BC0044", "0000", "2025/2020"]
)
def test_what_cannot_be_known_covers_no_days(value):
    assert days(value) is None


def test_a_fiscal_year_covers_the_days_that_its_country_gives_it():
    assert days("FY2024", fiscal_start=4) == (date(2024, 4, 1), date(2025, 3, 31))
    assert days("FY2024-Q4", fiscal_start=4) == (date(2025, 1, 1), date(2025, 3, 31))
    assert days("FY2024-H1", fiscal_start=4) == (date(2024, 4, 1), date(2024, 9, 30))
    assert days("FY2024", fiscal_start=1) == (date(2024, 1, 1), date(2024, 12, 31))


def test_a_moment_moves_by_units_and_never_gains_precision():
    moment = Moment.parse("2025-06-09")
    assert [moment.at(unit, -1) for unit in ("decade", "year", "half", "quarter", "month", "week", "day")] == [
        "201X",
        "2024",
        "2024-H2",
        "2025-Q1",
        "2025-05",
        "2025-W23",
        "2025-06-08",
    ]
    assert Moment.parse("2025-06").at("week", -1) is None
    assert Moment.parse("2025").at("month", -1) is None
    assert Moment.parse("2025-02-30") is None


def test_calendar_knows_easter_and_the_nth_weekday_and_week():
    assert easter(2024) == date(2024, 3, 31)
    assert weekday_in_month(2024, 11, 4, 4) == date(2024, 11, 28)
    assert weekday_in_month(2024, 2, 4, 5) == date(2024, 2, 29)
    assert weekday_in_month(2024, 2, 5, 5) is None
    assert week_in("2016", -1) == "2016-W52"
    assert week_in("2015-01", 1) == "2015-W01"


def test_a_day_is_told_by_its_weekday_or_by_its_place_in_a_month():
    assert values("It will meet on Thursday the 14th.", today="2022-04-11") == [("Thursday the 14th", "2022-04-14")]
    assert values("On Monday 3rd party sellers left.", today="2022-04-12") == [("Monday", "2022-04-11")]
    assert values("It was due on the last day of October 2015.", today="2016-02-12") == [("last day of October 2015", "2015-10-31")]
    assert values("The first Monday in this month was quiet.", today="2013-02-12") == [("first Monday in this month", "2013-02-04")]
    assert values("The last week of this month was quiet.", today="2013-06-12") == [("last week of this month", "2013-W26")]
    assert values("Prices fell in the first week of October.", today="2013-06-12") == [("first week of October", "2012-W40")]
    assert values("It opens on the 20th of the current month.", today="2013-02-12") == [("20th of the current month", "2013-02-20")]


def test_an_explicit_date_has_no_anchor_and_covers_its_days():
    [(shown, value)] = found("The deal closed in June 2025.", today="2024-01-05")
    assert shown == "June 2025"
    assert (value.value, value.anchor, value.start, value.end) == ("2025-06", None, date(2025, 6, 1), date(2025, 6, 30))


def test_a_relative_date_names_the_anchor_at_its_own_precision():
    [(_, value)] = found("Sales doubled last month.", today="2025-06")
    assert (value.value, value.anchor) == ("2025-05", "2025-06")


def test_a_relative_date_finer_than_its_anchor_is_not_resolved():
    assert values("It fell yesterday and last week.", today="2025-06") == [("yesterday", "PAST_REF"), ("last week", "PAST_REF")]


def test_a_month_without_year_takes_the_year_that_the_tense_asks_for():
    assert values("Profit fell in November.", today="2025-03-10") == [("November", "2024-11")]
    assert values("The plant will open in November.", today="2025-03-10") == [("November", "2025-11")]
    assert values("The plant will open in January.", today="2025-11-10") == [("January", "2026-01")]


def test_a_month_without_year_and_without_a_date_of_the_text_keeps_the_year_open():
    [(shown, value)] = found("They met on June 8.")
    assert (shown, value.value, value.start) == ("June 8", "XXXX-06-08", None)


def test_a_weekday_is_the_last_one_in_the_past_tense_and_the_next_one_in_the_future():
    assert values("The minister said on Thursday.", today="2025-06-10") == [("Thursday", "2025-06-05")]
    assert values("The minister will speak on Thursday.", today="2025-06-10") == [("Thursday", "2025-06-12")]


def test_a_day_of_the_month_alone_is_read_in_english_from_korean():
    assert values("The agency said on the 8th (local time).", "en-t-ko", "2025-06-09") == [("8th", "2025-06-08")]
    assert values("The agency said on 30th that it rose.", "en-t-ko", "2025-06-09") == [("30th", "2025-05-30")]
    assert values("He lives on the 8th floor.", "en-t-ko", "2025-06-09") == []


def test_a_japanese_fiscal_year_runs_from_april_to_march():
    [(_, named), (_, ended)] = found("2024年度と2025年3月期。", "ja")
    assert (named.value, named.start, named.end) == ("FY2024", date(2024, 4, 1), date(2025, 3, 31))
    assert (ended.value, ended.start, ended.end) == ("FY2025", named.start, named.end)


def test_an_english_fiscal_year_has_no_days_since_nothing_says_where_it_begins():
    [(_, value)] = found("Profit rose in fiscal 2024.")
    assert (value.value, value.start) == ("FY2024", None)


def test_a_range_of_lengths_keeps_both_ends():
    [(shown, value)] = found("It will take five to ten years.")
    assert (shown, value.value, value.upper) == ("five to ten years", "P5Y", "P10Y")


def test_a_set_repeats():
    [(shown, value)] = found("It reports every quarter.")
    assert (shown, value.value, value.repeats) == ("every quarter", "P3M", True)


def test_a_year_of_the_paragraph_before_is_what_a_later_one_counts_from():
    text = "同社は2019年に設立された。\n\n同年6月、工場を建てた。"
    cut = text.index("同年")
    passages = (Passage(0, cut, "ja"), Passage(cut, len(text), "ja"))
    mentions = extract(text, language="ja", passages=passages, labels=(Label.DATE,))
    assert [mention.value.value for mention in mentions] == ["2019", "2019-06"]


@pytest.mark.parametrize(
    ("text", "shown", "value"),
    [
        ("For the three months that ended March 31, profit was flat.", "three months that ended March 31", "2012-Q1"),
        ("Profit was flat in the three months up to June.", "three months up to June", "2012-Q2"),
        ("Profit was flat in the six months from January to 30 June.", "six months from January to 30 June", "2012-H1"),
        ("Profit was flat in the 12 weeks which ended June 30.", "12 weeks which ended June 30", "2012-04-08/2012-06-30"),
    ],
)
def test_months_are_counted_back_from_the_day_that_they_end_with(text, shown, value):
    assert (shown, value) in values(text, today="2012-10-20")


def test_a_month_of_a_numbered_fiscal_year_is_the_one_that_lies_in_it():
    text = (
        "Sales were Rs 900 crore for the quarter ended December FY23, Rs 700 crore in the quarter ended June FY22 and Rs 90 crore in all."
    )
    assert values(text) == [("quarter ended December FY23", "FY2023-Q3"), ("quarter ended June FY22", "FY2022-Q1")]


def test_the_period_of_the_passage_before_is_what_a_year_earlier_counts_from():
    text = "Third-quarter sales rose.\nNadel said that first-quarter profit was $3 million.\nCosts rose from $5 million a year earlier."
    cuts = [0, text.index("Nadel"), text.index("Costs"), len(text)]
    passages = [Passage(start, end, "en", today="2005-04-29") for start, end in pairwise(cuts)]
    found = [mention.value.value for mention in extract(text, language="en", passages=passages, labels=(Label.DATE,))]
    assert found == ["2004-Q3", "2005-Q1", "2004-Q1"]


def test_last_year_beside_what_a_quarter_is_compared_with_is_that_quarter_of_it():
    compared = "Profit was $71 million in the first quarter, up from $56 million or 46 cents per share last year."
    assert values(compared, today="2011-05-19") == [("first quarter", "2011-Q1"), ("last year", "2010-Q1")]
    bought = "It opened 3 stores in the first quarter. It bought Nadel from Tern for $2 million last year."
    assert values(bought, today="2011-05-19") == [("first quarter", "2011-Q1"), ("last year", "2010")]


def test_a_quarter_of_the_fiscal_year_of_a_company_is_one_date():
    text = "Sales rose in the first quarter of the company’s fiscal 2010 and in the third quarter of its fiscal year 2009."
    assert values(text) == [
        ("first quarter of the company’s fiscal 2010", "FY2010-Q1"),
        ("third quarter of its fiscal year 2009", "FY2009-Q3"),
    ]
    text = "In the third quarter, its 2025 target rose. In the first quarter our 2023 purchases were paid."
    assert [value for _, value in values(text)] == ["XXXX-Q3", "2025", "2025-Q1", "2023"]


def test_a_quarterly_figure_that_is_reported_names_no_quarter():
    text = "For the quarter ended March 31, it reported quarterly sales of $17 million, and in the latest quarter costs fell."
    assert values(text, today="2012-04-20") == [("quarter ended March 31", "2012-Q1"), ("latest quarter", "2012-Q1")]


def test_a_time_of_day_is_no_year():
    assert values("They have until 1700 BST on Wednesday.", today="2018-04-24") == [("Wednesday", "2018-04-25")]
    assert values("The 2019 Act holds.") == [("2019", "2019")]


def test_a_date_that_recurs_has_no_year():
    [(shown, value)] = found("The fair opens every March.", today="2025-06-09")
    assert (shown, value.value, value.repeats, value.start) == ("March", "XXXX-03", True, None)
    assert values("毎年7月に開く。", "ja", "2025-06-09")[-1] == ("7月", "XXXX-07")


def test_a_clock_time_is_left_out_of_the_date():
    assert values("They met on June 8, 2025 at 3pm.") == [("June 8, 2025", "2025-06-08")]
    assert values("2025年6月8日午後3時に会った。", "ja") == [("2025年6月8日", "2025-06-08")]


def test_the_two_dates_of_a_life_are_two_and_a_running_span_is_one():
    assert values("Ada Holm (1871–1950), chair 1901–1905.") == [("1871", "1871"), ("1950", "1950"), ("1901–1905", "1901/1905")]


def test_a_date_with_two_readings_is_less_certain():
    text = "Signed on 06/08/2025 and on 8 June 2025."
    first, second = extract(text, language="en", labels=(Label.DATE,))
    assert (first.rule, first.confidence < second.confidence) == ("numeric", True)


def test_one_date_with_its_day_first_shows_how_the_others_are_meant():
    assert values("Paid on 05/06/2024 and on 21/05/2024.") == [("05/06/2024", "2024-06-05"), ("21/05/2024", "2024-05-21")]
    assert values("Paid on 05/06/2024.") == [("05/06/2024", "2024-05-06")]


@pytest.mark.parametrize(
    ("text", "header", "value"),
    [("2016", "Founded", ["2016"]), ("2016", "Employees", []), ("2016", "", ["2016"]), ("Aug-19", "Date", ["2019-08"])],
)
def test_four_digits_in_a_table_are_a_year_where_the_header_says_so(text, header, value):
    passage = Passage(0, len(text), "en", kind="cell", header=header)
    assert [mention.value.value for mention in extract(text, language="en", passages=(passage,), labels=(Label.DATE,))] == value


def test_a_document_tells_its_fiscal_year_and_its_period_once_for_all_passages():
    text = "Fiscal 2025 third quarter results\n\nThe fiscal year ends on September 30.\n\nSales rose 3% in the quarter from a year earlier."
    cuts = [0, 33, 72, len(text)]
    passages = tuple(Passage(start, end, "en", today="2025-07-31") for start, end in pairwise(cuts))
    mentions = extract(text, language="en", passages=passages, labels=(Label.DATE,))
    assert [(mention.value.value, mention.value.start, mention.value.end) for mention in mentions[-2:]] == [
        ("FY2025-Q3", date(2025, 4, 1), date(2025, 6, 30)),
        ("FY2024-Q3", date(2024, 4, 1), date(2024, 6, 30)),
    ]


def test_financial_results_name_no_fiscal_year():
    title = "Holm Reports Third Quarter 2025 {} for the quarter ended September 30, 2025"
    assert values(title.format("Financial Results"))[1:] == [("quarter ended September 30, 2025", "2025-Q3")]


def test_the_days_beside_a_japanese_term_tell_its_fiscal_year():
    text = "第3四半期連結累計期間（2023年4月1日から12月31日まで）の売上高は、前第3四半期連結累計期間を上回った。"
    shown = values(text, "ja", "2024-02-09")
    assert (shown[0], shown[-1]) == (
        ("第3四半期連結累計期間", "2023-04-01/2023-12-31"),
        ("前第3四半期連結累計期間", "2022-04-01/2022-12-31"),
    )


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("8年3月期は減収。", "1998-05-01", "FY1996"),
        ("5年9月期は減収。", "2024-05-01", "FY2023"),
        ("9年3月期は減収。", "2010-06-01", "FY2009"),
    ],
)
def test_a_closing_month_of_a_year_of_one_digit_is_of_the_year_or_era_nearest_to_the_text(text, today, expected):
    assert values(text, "ja", today) == [(text.partition("は")[0], expected)]


def test_a_date_of_another_language_is_read_inside_a_passage():
    assert values("発表は June 8, 2025 だった。", "ja") == [("June 8, 2025", "2025-06-08")]
    assert values("The notice (2025年6月8日) came late.") == [("2025年6月8日", "2025-06-08")]


def test_what_is_compared_with_is_no_base_for_what_follows():
    text = "2024年第2四半期の売上高は前年同期を上回り、前年の水準に戻った。"
    assert values(text, "ja") == [("2024年第2四半期", "2024-Q2"), ("前年同期", "2023-Q2"), ("前年", "2023")]


def test_the_quarter_before_counts_from_the_one_said_last():
    assert values("Profit in Q1 2025 beat the previous quarter.", today="2025-06-09") == [
        ("Q1 2025", "2025-Q1"),
        ("previous quarter", "2024-Q4"),
    ]
    assert values("2025年3月期は前期を上回った。", "ja") == [("2025年3月期", "FY2025"), ("前期", "FY2024")]


@pytest.mark.parametrize(
    ("parts", "today", "told"),
    [
        (
            ["Yearly profit reached $5 million last year.\n", "Fees were $3 million, up from the previous year's $2 million."],
            "2025-02-07",
            ["2024", "2023"],
        ),
        (
            ["Third-quarter profit rose.\n", "Fees were $3 million, up from $2 million the previous year."],
            "2024-11-05",
            ["2024-Q3", "2023-Q3"],
        ),
        (["Sales were $3 million in 2022, from $2 million the previous year."], "2024-11-05", ["2022", "2021"]),
        (["Sales were $3 million, from $2 million in the prior year 39-week period."], "2024-11-05", ["2023"]),
    ],
)
def test_the_previous_year_of_a_comparison_counts_from_the_period_told_of(parts: list[str], today: str, told: list[str]) -> None:
    text, ends = "".join(parts), list(accumulate(map(len, parts), initial=0))
    passages = [Passage(start, end, "en", today=today) for start, end in pairwise(ends)]
    found = extract(text, language="en", passages=passages, labels=(Label.DATE,))
    assert [mention.value.value for mention in found] == told


def test_a_masked_citation_digit_is_no_month():
    text = "設立2016年1\n"
    passage = Passage(0, len(text), "ja", masked=(Span(7, 8),))
    [mention] = extract(text, language="ja", passages=(passage,), labels=(Label.DATE,))
    assert text[mention.span.start : mention.span.end] == "2016年"


def test_a_hard_line_break_is_a_space():
    assert values("The law of June\n8, 2025 fell late last\nyear.", today="2025-07-01") == [
        ("June\n8, 2025", "2025-06-08"),
        ("late last\nyear", "2024"),
    ]


def test_no_date_crosses_the_end_of_its_passage():
    text = "In June 2025"
    passages = (Passage(0, 7, "en"), Passage(7, len(text), "en"))
    mentions = extract(text, language="en", passages=passages, labels=(Label.DATE,))
    assert [(mention.span, mention.value.value) for mention in mentions] == [(Span(3, 7), "XXXX-06"), (Span(8, 12), "2025")]


def test_a_language_without_grammar_is_read_for_iso_dates_only():
    assert values("Le 2025-06-08, le 8 juin 2025, version 2025-06-08.1", "fr") == [("2025-06-08", "2025-06-08")]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Half-year to 30 March 2030", date(2029, 9, 30)),  # a Saturday: 26 weeks
        ("Half-year to 18 April 2030", date(2029, 10, 19)),  # a Thursday, far from the end of a month
        ("Half-year to 30 September 2023", date(2023, 4, 1)),  # a Saturday, and the last day of its month
        ("Quarter ended 1 July 2023", date(2023, 4, 2)),  # a Saturday: 13 weeks
    ],
)
def test_the_parts_of_a_year_of_weeks_begin_with_a_week(words: str, first: date) -> None:
    assert [told.start for _, told in found(words)] == [first]


def test_a_full_year_to_a_day_is_the_year_that_ends_then() -> None:
    assert values("Full-year to 30 September 2023") == [("Full-year to 30 September 2023", "FY2023")]


@pytest.mark.parametrize("aside", ["(2011: £8m)", "two years ago"])
def test_the_year_is_none_that_a_text_only_compares_with(aside):
    text = f"It reports on the year ended 2 March 2012. Sales were £9m {aside}, and costs fell during the year."
    assert [value for shown, value in values(text) if shown == "year"] == ["FY2012"]


def test_the_same_period_is_not_counted_from_a_date_since_which_something_holds():
    text = "매출은 2011년 1분기 이후 늘었다. 이익은 작년 같은 기간보다 줄었다."

    assert values(text, "ko") == [("2011년 1분기 이후", "2011-Q1"), ("작년 같은 기간", "PAST_REF")]
