from decimal import Decimal

import pytest

from extractors import Label, Passage, extract
from extractors.heads import headed


@pytest.mark.parametrize(
    ("heads", "language", "expected"),
    [
        (["Net sales (Millions of yen)"], "en", (Label.MONEY, "JPY", "1000000")),
        (["(Rs. in Crores)"], "en", (Label.MONEY, "INR", "10000000")),
        (["($000s)"], "en", (Label.MONEY, "USD", "1000")),
        (["(100 million won)"], "en", (Label.MONEY, "KRW", "100000000")),
        (["Sales (KRWb)"], "en", (Label.MONEY, "KRW", "1000000000")),
        (["Rent (Wbn)"], "en", (Label.MONEY, "KRW", "1000000000")),
        (["Rent (W10mn)"], "en", (Label.MONEY, "KRW", "10000000")),
        (["Rent (Rsmn)"], "en", (Label.MONEY, "INR", "1000000")),
        (["Operating income ($M) (1)"], "en", (Label.MONEY, "USD", "1000000")),
        (["Cost (in millions)"], "en", (Label.MONEY, "", "1000000")),
        (["金額（千米ドル）"], "ja", (Label.MONEY, "USD", "1000")),
        (["(단위: 백만원)"], "ko", (Label.MONEY, "KRW", "1000000")),
        (["前年比（％）"], "ja", (Label.PERCENT, "%", "1")),
        (["対通期 進捗率", "24.10-12"], "ja", (Label.PERCENT, "%", "1")),
        (["下落率", "銘柄名"], "ja", (Label.PERCENT, "%", "1")),
        (["Change (bps)", "Churn"], "en", (Label.PERCENT, "%", "0.01")),
        (["Cost of credit (basis points)", "2024"], "en", (Label.PERCENT, "%", "0.01")),
        (["Change (pp)", "Churn"], "en", (Label.PERCENT, "%", "1")),
        (["Rent (R million)", "% change"], "en", (Label.PERCENT, "%", "1")),
        (["Rent (R million)", "Share (%)"], "en", (Label.MONEY, "ZAR", "1000000")),
        (["영업이익", "2024", "(억원, %)"], "ko", (Label.MONEY, "KRW", "100000000")),
        (["ROE", "2024", "(억원, %)"], "ko", (Label.PERCENT, "%", "1")),
        (["Net rent", "2024", "(US$m, %)"], "en", (Label.MONEY, "USD", "1000000")),
        (["人数（人）"], "ja", (Label.QUANTITY, "person", "1")),
        (["Passengers (m)"], "en", (Label.QUANTITY, "", "1000000")),
        (["Site visits (000)", "2024", "EUR m"], "en", (Label.QUANTITY, "", "1000")),
        (["(in Kenya Shillings millions)"], "en", (Label.MONEY, "KES", "1000000")),
        (["(in Swedish Kronor thousands)"], "en", (Label.MONEY, "SEK", "1000")),
        (["Levy (KShs m)"], "en", (Label.MONEY, "KES", "1000000")),
        (["RPK (million)"], "en", (Label.QUANTITY, "", "1000000")),
        (["Net sales (000)"], "en", (Label.MONEY, "", "1000")),
        (["Hotels (period end)", "2024", "EUR m"], "en", None),
        (["Spend per passenger (C$)", "2024", "C$m"], "en", (Label.MONEY, "CAD", "1")),
        (["百万円", "売上高", "通期の予想（％表示は対前期増減率）"], "ja", (Label.MONEY, "JPY", "1000000")),
        (["Active members (m)"], "en", (Label.QUANTITY, "", "1000000")),
        (["Draught (m)"], "en", (Label.QUANTITY, "metre", "1")),
        (["임직원 수(명)", "증감률(%)"], "ko", (Label.PERCENT, "%", "1")),
        (["Restaurants (period end)", "Q3 2025", "US$ thousands"], "en", None),
        (["Hotels revenue", "Q3 2025", "US$ thousands"], "en", (Label.MONEY, "USD", "1000")),
        (["発行済株式総数（千株）"], "ja", (Label.QUANTITY, "share", "1000")),
        (["$", "Tea", "2024", "(dollars in millions, except per share amounts)"], "en", (Label.MONEY, "USD", "1000000")),
        (["Earnings per share", "2024", "(dollars in millions, except per share amounts)"], "en", (Label.MONEY, "USD", "1")),
        (["%", "Tea", "Change", "(dollars in millions)"], "en", (Label.PERCENT, "%", "1")),
        (["Number of stores", "2024", "(dollars in millions)"], "en", None),
        (["自己資本比率", "2024年", "単位：百万円"], "ja", None),
        (["営業利益", "2024年", "単位：百万円"], "ja", (Label.MONEY, "JPY", "1000000")),
        (["price_musd"], "en", (Label.MONEY, "USD", "1000000")),
        (["revenue_krwbn"], "en", (Label.MONEY, "KRW", "1000000000")),
        (["share_pct"], "en", (Label.PERCENT, "%", "1")),
        (["pct"], "en", (Label.PERCENT, "%", "1")),
        (["All figures in US dollars thousands"], "en", (Label.MONEY, "USD", "1000")),
        (["Supply"], "en", None),
        (["Net sales", "YoY", "(KRW bn, %)"], "en", (Label.PERCENT, "%", "1")),
        (["Net sales", "YoY", "Sales and profit (KRW bn)"], "en", (Label.PERCENT, "%", "1")),
        (["Net sales", "YoY change ($m)"], "en", (Label.MONEY, "USD", "1000000")),
        (["Net sales", "Diff.", "(KRW bn, %)"], "en", (Label.PERCENT, "%", "1")),
        (["매출액", "전년동기대비", "(단위: 억원, %)"], "ko", (Label.PERCENT, "%", "1")),
        (["売上高", "前年同期比", "単位：百万円"], "ja", (Label.PERCENT, "%", "1")),
        (["EUR", "million", "employees", "2022"], "en", None),
        (["USD", "store_count"], "en", None),
        (["$", "Compensation of employees"], "en", (Label.MONEY, "USD", "1")),
        (["億円", "従業員数"], "ja", None),
        (["売上高", "増減額", "前期比", "単位：百万円"], "ja", (Label.MONEY, "JPY", "1000000")),
        (["売上高", "差異", "単位：百万円、％"], "ja", (Label.MONEY, "JPY", "1000000")),
        (["매출액", "증감액", "전년대비", "(단위: 억원, %)"], "ko", (Label.MONEY, "KRW", "100000000")),
        (["Net sales", "Amount", "YoY", "($ million)"], "en", (Label.MONEY, "USD", "1000000")),
        (["million", "CHF", "Sales"], "en", (Label.MONEY, "CHF", "1000000")),
        (["Average shares", "2024", "in thousands, except per share amounts"], "en", (Label.QUANTITY, "share", "1000")),
        (["Average shares", "2024", "in thousands"], "en", None),
        (["Earnings per share (pence)", "2024", "£m"], "en", (Label.MONEY, "GBP", "0.01")),
        (["Dividend (pence per share)", "£'000"], "en", (Label.MONEY, "GBP", "0.01")),
        (["Basic EPS (c)", "A$m"], "en", (Label.MONEY, "AUD", "0.01")),
        (["Basic EPS (p)", "2024"], "en", (Label.MONEY, "GBP", "0.01")),
        (["Net rent (p)", "£m"], "en", (Label.MONEY, "GBP", "1000000")),
        (["Margin in per cent", "£m"], "en", (Label.PERCENT, "%", "1")),
        (["Net loss", "2024", "(In thousands, except per share)", "$"], "en", (Label.MONEY, "USD", "1000")),
        (["직원수"], "ko", None),
        (["매출원가", "백만원"], "ko", (Label.MONEY, "KRW", "1000000")),
        (["Deposits", "1994", "(Dollars in thousands except per share)"], "en", (Label.MONEY, "USD", "1000")),
        (["raised_total_gbp_m"], "en", (Label.MONEY, "GBP", "1000000")),
        (["revenue_usd"], "en", (Label.MONEY, "USD", "1")),
        (["margin_pct"], "en", (Label.PERCENT, "%", "1")),
        (["all_time"], "en", None),
        (["Net debt/equity", "2024", "(EUR m)"], "en", None),
        (["OPM", "2024", "(KRW bn)"], "en", None),
        (["USD (million)"], "en", (Label.MONEY, "USD", "1000000")),
        (["Profit (million)"], "en", (Label.MONEY, "", "1000000")),
        (["米ドル（千）"], "ja", (Label.MONEY, "USD", "1000")),
        (["10億円"], "ja", (Label.MONEY, "JPY", "1000000000")),
        (["100万円"], "ja", (Label.MONEY, "JPY", "1000000")),
        (["100만원"], "ko", (Label.MONEY, "KRW", "1000000")),
        (["MSEK"], "en", (Label.MONEY, "SEK", "1000000")),
        (["Costs", "TEUR"], "en", (Label.MONEY, "EUR", "1000")),
        (["in CHF 1'000"], "en", (Label.MONEY, "CHF", "1000")),
        (["영업이익", "당기실적", "단위 : 백만원, %"], "ko", (Label.MONEY, "KRW", "1000000")),
        (["Dividend (CZK/share)", "2023", "Figures (CZK m)"], "en", (Label.MONEY, "CZK", "1")),
        (["Average number of employees", "2020", "Per share (pence)"], "en", None),
    ],
)
def test_the_nearest_head_that_states_a_unit_decides(heads, language, expected):
    found = headed(tuple(heads), language)
    assert (found and (found.label, found.unit, found.factor)) == (expected and (expected[0], expected[1], Decimal(expected[2])))


def cell(text: str, *heads: str, language: str = "en") -> list[tuple[Label, str, Decimal | None, str | None]]:
    passage = Passage(0, len(text), language, kind="cell", heads=heads)
    found = extract(text, language=language, passages=(passage,), labels=(Label.MONEY, Label.PERCENT, Label.QUANTITY))
    return [(m.label, text[m.span.start : m.span.end], m.value.value, m.value.unit) for m in found]


def test_a_bare_number_under_heads_is_read_with_their_unit_and_scale():
    assert cell("39,296", "$", "Tea", "June 29, 2024", "(dollars in millions)") == [(Label.MONEY, "39,296", Decimal("39296000000"), "USD")]
    assert cell("21,039", "発行済株式総数（千株）", language="ja") == [(Label.QUANTITY, "21,039", Decimal("21039000"), "share")]


@pytest.mark.parametrize(
    ("text", "heads", "language", "expected"),
    [
        ("$ (0.12)", ("Loss per share", "(In thousands, except per share)"), "en", [(Label.MONEY, "$ (0.12)", Decimal("-0.12"), "USD")]),
        ("78,450 (Sept. 2025)", ("Number of employees",), "en", [(Label.QUANTITY, "78,450", Decimal("78450"), None)]),
        ("152（累計）", ("EPS（円）",), "ja", [(Label.MONEY, "152", Decimal("152"), "JPY")]),
        ("**5.2**", ("Margin (%)",), "en", [(Label.PERCENT, "5.2", Decimal("5.2"), "%")]),
        ("<strong>5.2</strong>", ("Margin (%)",), "en", [(Label.PERCENT, "5.2", Decimal("5.2"), "%")]),
        ("320 - 330", ("Revenue", "(in millions of USD)"), "en", [(Label.MONEY, "320 - 330", Decimal("320000000"), "USD")]),
        ("3,500〜3,700", ("売上高（百万円）",), "ja", [(Label.MONEY, "3,500〜3,700", Decimal("3500000000"), "JPY")]),
        ("2023-2024", ("Revenue ($)",), "en", []),
        ("(4,684", ("$", ")", "Net loss"), "en", [(Label.MONEY, "4,684", Decimal("-4684"), "USD")]),
        ("(4,684)", ("$", "Net loss"), "en", [(Label.MONEY, "4,684", Decimal("-4684"), "USD")]),
        ("(4,684", ("売上高（百万円）",), "ja", [(Label.MONEY, "4,684", Decimal("-4684000000"), "JPY")]),
        ("(in million EUR, except per share amounts)", ("Note",), "en", []),
        ("01 事業概要", ("章",), "ja", []),
    ],
)
def test_a_number_with_a_note_behind_it_and_a_range_are_read_under_their_heads(text, heads, language, expected):
    assert cell(text, *heads, language=language) == expected


def test_a_bare_number_whose_heads_name_no_unit_counts_what_its_row_says():
    assert cell("1,204", "Stores", "2024") == [(Label.QUANTITY, "1,204", Decimal("1204"), None)]
    assert cell("2024", "Year", "Value") == []
    assert cell("0120", "Code", "Value") == []
    assert (
        cell("51.3", "site lat")
        == cell("17", "id")
        == cell("4", "Ranks")
        == cell("3", "順位", language="ja")
        == cell("4", "번호", language="ko")
        == []
    )


@pytest.mark.parametrize(
    "head", ["No.", "Code", "company code", "deal_id", "Securities code", "Zip code", "Ticker", "Phone no.", "Company registration no."]
)
def test_a_number_under_the_head_of_an_identifier_is_no_figure(head):
    assert cell("71204", head) == []


@pytest.mark.parametrize("head", ["Lines of code", "lines_of_code", "Staff no.", "Shops no.", "Area codes", "Active ids"])
def test_a_number_under_a_head_of_things_counts_them(head):
    assert cell("71204", head) == [(Label.QUANTITY, "71204", Decimal("71204"), None)]


def test_a_scale_behind_the_sign_of_a_currency_is_no_amount():
    for head in ("Rent (R million)", "RMB Million", "£ million", "EUR thousand"):
        assert cell(head) == []
    assert cell("RMB 2 million") == [(Label.MONEY, "RMB 2 million", Decimal(2_000_000), "CNY")]


def test_the_letter_by_which_a_row_of_forecasts_is_called_is_no_scale():
    for row in ("今回修正予想(B)", "増減額（B－A）", "前回発表予想（A）"):
        assert cell("4,350", row, "営業利益", "単位：百万円", language="ja") == [(Label.MONEY, "4,350", Decimal(4_350_000_000), "JPY")]
    assert cell("4,350", "Revised forecast (B)", "Sales", "(millions of yen)") == [(Label.MONEY, "4,350", Decimal(4_350_000_000), "JPY")]
    assert cell("4.3", "Revenue ($B)") == [(Label.MONEY, "4.3", Decimal(4_300_000_000), "USD")]
