from decimal import Decimal

import pytest

from extractors import Label, Passage, Relation, Span, extract
from extractors.amounts import find
from extractors.numerals import scan

AMOUNTS = (Label.MONEY, Label.PERCENT, Label.QUANTITY)


def read(text: str, language: str = "en", header: str = ""):
    passage = Passage(0, len(text), language, kind="cell" if header else "paragraph", header=header)
    return extract(text, language=language, passages=(passage,), labels=AMOUNTS)


def only(text: str, language: str = "en"):
    [mention] = read(text, language)
    return mention


@pytest.mark.parametrize(
    ("text", "language", "lower", "upper"),
    [
        ("$14 billion", "en", "13500000000", "14500000000"),
        ("$14,000 million", "en", "13500000000", "14500000000"),
        ("140億ドル", "ja", "13500000000", "14500000000"),
        ("143億ドル", "ja", "14250000000", "14350000000"),
        ("$10 billion", "en", "9500000000", "10500000000"),
        ("約8億7000万ドル", "ja", "865000000", "875000000"),
        ("more than $10 billion", "en", "10000000000", "10500000000"),
        ("at least $10 billion", "en", "10000000000", "10500000000"),
        ("up to $10 billion", "en", "0", "10000000000"),
        ("10億ドルを超えた", "ja", "1000000000", "1050000000"),
        ("$7 to $10 million", "en", "7000000", "10000000"),
        ("49%", "en", "48.5", "49.5"),
        ("50%", "en", "49.5", "50.5"),
        ("3.0%", "en", "2.95", "3.05"),
        ("3割", "ja", "25", "35"),
        ("25 basis points", "en", "0.245", "0.255"),
        ("1,400 staff", "en", "1400", "1400"),
        ("7.7 billion labels", "en", "7650000000", "7750000000"),
        ("28-year-old", "en", "28", "28"),
    ],
)
def test_the_interval_is_what_the_wording_allows(text, language, lower, upper):
    value = only(text, language).value
    assert (value.lower, value.upper) == (Decimal(lower), Decimal(upper))


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("billions of dollars", "en", 10**9, 10**12 - 1),
        ("数十万人", "ja", 200_000, 999_999),
        ("several million won", "en", 2_000_000, 9_999_999),
    ],
)
def test_a_vague_amount_has_no_figure_but_a_size(text, language, low, high):
    value = only(text, language).value
    assert (value.value, value.relation, value.lower, value.upper) == (None, Relation.VAGUE, low, high)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("it may exceed $10 billion (approximately 13.5 trillion won).", "approximately 13.5 trillion won"),
        ("it earned 52.5 billion yen, equivalent to $350 million, in May.", "$350 million"),
        ("it earned 52.5 billion yen, the equivalent of about $350 million.", "about $350 million"),
        ("it cost 9 billion won, or $6.6 million.", "$6.6 million"),
    ],
)
def test_a_conversion_names_the_sum_that_it_repeats(text, again):
    first, second = read(text)
    assert first.restates == second.span
    assert second.restates == first.span
    assert text[second.span.start : second.span.end] == again


@pytest.mark.parametrize("text", ["$10 billion, 13.5 trillion won", "1 dollar = 150 yen", "$5 million ($6 million)"])
def test_sums_side_by_side_are_no_conversion(text):
    assert [mention.restates for mention in read(text)] == [None, None]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("rose from $14 million to $29 million", ["14000000", "29000000"]),
        ("rose from 3 to 5 percent", ["3", "5"]),
        ("between $3 and $5", ["3"]),
        ("ranges from $3 to $5", ["3"]),
        ("$900-$1.2 million", ["900"]),
        ("$5-$3", ["5", "3"]),
    ],
)
def test_a_change_is_two_amounts_and_a_range_is_one(text, figures):
    assert [f"{mention.value.value:f}" for mention in read(text)] == figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8億7000万ドル3", "8億7000万ドル"),
        ("290億ドル以上3", "290億ドル以上"),
        ("2,000億円[12]", "2,000億円"),
        ("約\n\n2億ドルを", "約\n\n2億ドル"),
        ("2016年1月に143億ドル37", "143億ドル"),
    ],
)
def test_a_citation_digit_is_not_part_of_an_amount(text, expected):
    span = only(text, "ja").span
    assert text[span.start : span.end] == expected


@pytest.mark.parametrize(
    ("text", "language", "header", "label", "value", "unit"),
    [
        ("1,234", "ja", "売上高（百万円）", Label.MONEY, "1234000000", "JPY"),
        ("1,234", "en", "Revenue ($ in millions)", Label.MONEY, "1234000000", "USD"),
        ("(56)", "en", "Income (in millions of U.S. dollars)", Label.MONEY, "-56000000", "USD"),
        ("$ 1,234", "en", "Revenue (in millions)", Label.MONEY, "1234000000", "USD"),
        ("1,234 EUR", "en", "Revenue (in millions)", Label.MONEY, "1234000000", "EUR"),
        ("1,210円", "ja", "株価（百万円）", Label.MONEY, "1210", "JPY"),
        ("8.0¢", "en", "Dividend per share (¢)", Label.MONEY, "0.08", "USD"),
        ("13.6p", "en", "EPS (p)", Label.MONEY, "0.136", "GBP"),
        ("1,210 yen", "en", "Price (in millions)", Label.MONEY, "1210", "JPY"),
        ("1,210원", "ko", "주가 (백만원)", Label.MONEY, "1210", "KRW"),
        ("$1.2 billion", "en", "Revenue ($ in millions)", Label.MONEY, "1200000000", "USD"),
        ("45", "en", "Sales (US$'000)", Label.MONEY, "45000", "USD"),
        ("45", "en", "Sales (KRW 100 million)", Label.MONEY, "4500000000", "KRW"),
        ("12.5", "ja", "増減率（%）", Label.PERCENT, "12.5", "%"),
        ("3", "ko", "매출 (억 원)", Label.MONEY, "300000000", "KRW"),
    ],
)
def test_the_header_of_a_column_gives_unit_and_scale(text, language, header, label, value, unit):
    [mention] = read(text, language, header)
    assert (mention.label, f"{mention.value.value:f}", mention.value.unit) == (label, value, unit)


@pytest.mark.parametrize("header", ["Notes", "Users (in millions)", "Supply (shipped)", "2024"])
def test_a_header_that_states_no_unit_leaves_a_number_alone(header):
    assert read("1,234", "en", header) == ()


def test_what_dates_have_taken_is_no_amount():
    text = "In 2024 people left."
    passage = Passage(0, len(text), "en")
    assert len(find(text, passage, scan(text, passage), [])) == 1
    assert find(text, passage, scan(text, passage), [Span(3, 7)]) == []


def test_yen_or_yuan_is_told_by_the_passage():
    assert only("China paid ¥300 million.").value.unit == "CNY"
    assert only("It paid ¥300 million.").value.unit == "JPY"
    assert only("中国に¥300を払った", "ja").value.unit == "JPY"


def test_the_rule_that_read_an_amount_is_named():
    assert [mention.rule for mention in read("$5, 6%, 7 cats, an 8-figure sum and 9-10 kg")] == [
        "en-money",
        "en-percent",
        "en-count-by-noun",
        "en-money-by-digits",
        "en-range",
    ]


def test_the_unit_of_a_column_is_no_sum():
    found = extract("Revenue ($ million), sales of $3 million", language="en", labels={Label.MONEY})
    assert [mention.rule for mention in found] == ["en-money"]


def test_what_governs_a_number_is_found_behind_letters_whose_small_form_is_longer():
    assert [(held.value.value, held.value.unit) for held in read("İ" * 40 + " staff: 2,400, all told")] == [(Decimal(2400), "person")]


@pytest.mark.parametrize(
    ("cell", "header", "found"),
    [
        ("1,415, up 212 in a year", "Staff", ["1,415"]),
        ("3,040, of whom 1,150 in Norway", "Employees", ["3,040"]),
        ("about 2,100 in July", "Staff", ["2,100"]),
        ("4,977 as on Aug 31, 2024", "Staff", ["4,977"]),
        ("12,000+ worldwide", "Customers", ["12,000"]),
        ("870 (1,130 last year)", "Staff", ["870", "1,130"]),
        ("1,905 (2023: 1,962)", "Members", ["1,905", "1,962"]),
        ("1260 (2025-06-30)", "Employees", ["1260"]),
        ("21 Station Road, Alford", "Head office", []),
        ("7, Rue Basse, Lyon", "Head office", []),
        ("5819（東証スタンダード）／業種：製紙", "証券コード", []),
    ],
)
def test_a_bare_number_is_what_its_cell_tells_more_of(cell, header, found):
    passage = Passage(0, len(cell), "en", kind="cell", header=header, heads=(header,))
    read = extract(cell, language="en", passages=(passage,), labels=(Label.QUANTITY,))
    assert [cell[mention.span.start : mention.span.end] for mention in read] == found


@pytest.mark.parametrize(
    "said",
    [
        "Million yen",
        "Billions of won",
        "(Thousand dollars)",
        "£000",
        "Amounts less than one million yen are rounded down.",
        "Figures under 1 million yen are truncated.",
    ],
)
def test_the_unit_of_a_table_is_no_sum(said: str) -> None:
    cell = Passage(0, len(said), "en", kind="cell")
    assert not [found for found in extract(said, language="en", passages=(cell,)) if found.label is Label.MONEY]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("포장기가 1,340억으로 앞섰고요.", "ko", ("1,340억", "134000000000", "KRW")),
        ("소송의 청구액은 62억입니다.", "ko", ("62억", "6200000000", "KRW")),
        ("환율이 움직이면 8억쯤 변합니다.", "ko", ("8억", "800000000", "KRW")),
        ("期首の計画も17億でしたからね。", "ja", ("17億", "1700000000", "JPY")),
        ("手元には9億しかない。", "ja", ("9億", "900000000", "JPY")),
    ],
)
def test_hundreds_of_millions_that_are_told_without_a_unit_are_sums_of_the_country(
    text: str, language: str, expected: tuple[str, str, str]
):
    mention = only(text, language)
    assert mention.label is Label.MONEY
    assert (text[mention.span.start : mention.span.end], str(mention.value.value), mention.value.unit) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("세계 인구는 81억이다.", "ko"),
        ("그 영상의 조회수는 지난달에 2억을 넘었다.", "ko"),
        ("앱 이용자가 3억에 달한다.", "ko"),
        ("動画の再生回数は先月、2億を突破した。", "ja"),
        ("世界の人口は81億です。", "ja"),
    ],
)
def test_hundreds_of_millions_of_what_is_counted_are_no_sums(text: str, language: str):
    assert [mention.label for mention in read(text, language) if mention.label is Label.MONEY] == []


def test_a_long_list_of_which_some_items_have_no_number_is_read():
    text = "【国内店舗】" + "".join("県、 " if at % 4 == 3 else f"県{at % 9 + 1}、 " for at in range(2_000))
    found = [(text[mention.span.start : mention.span.end], mention.value.unit) for mention in read(text, "ja")]
    assert found == [("1", "shop"), ("2", "shop"), ("3", "shop")]


FORMER = (
    "Net sales were SEK {} and the margin {}. Orders were SEK 620 million (585), cash SEK 41 million (38) and debt SEK 88 million (92)."
)


@pytest.mark.parametrize(
    ("sales", "margin", "expected"),
    [
        ("5,310 million (4,870)", "7.6% (7.1)", ["5310000000", "4870000000", "7.6", "7.1"]),
        ("4.77 (4.29)", "17.3 (16.7) percent", ["4.77", "4.29", "17.3", "16.7"]),
        ("126.3 million (-2.3)", "12.9 percent (-0.2)", ["126300000", "-2300000", "12.9", "-0.2"]),
        ("5 million (1)", "7% (2)", ["5000000", "1000000", "7", "2"]),
        ("412 million (1)", "7.6% (2024)", ["412000000", "7.6"]),
    ],
)
def test_a_bare_number_in_brackets_is_the_sum_or_rate_of_the_year_before(sales, margin, expected):
    found = [str(mention.value.value) for mention in read(FORMER.format(sales, margin)) if mention.label is not Label.QUANTITY]
    assert [Decimal(value) for value in found[: len(expected)]] == [Decimal(value) for value in expected]
    assert len(found) == len(expected) + 6


@pytest.mark.parametrize(
    "text",
    [
        "Of the staff 42% (210) said yes, 30% (150) said no and 28% (140) did not know.",
        "Of the shops 45% (18) are in Oslo, 30% (12) in Bergen and 25% (10) in Lyon.",
    ],
)
def test_a_whole_number_in_brackets_behind_a_share_is_how_many_they_are_where_all_are_parts_of_as_many(text):
    assert [mention.value.value for mention in read(text)] == [Decimal(rate) for rate in text.replace("%", "").split() if rate.isdigit()]


def test_one_thing_on_average_is_counted_and_what_is_the_same_is_not():
    assert [mention.value.value for mention in read("店舗は平均一台のレジを持ち、全品均一価格で、同一工場の品を売る。", "ja")] == [1]


def test_whole_rates_in_brackets_that_are_parts_of_nothing_are_those_of_the_year_before():
    text = "The margin was 12% (10), the tax rate 22% (24), and the return 18% (15)."
    assert [str(mention.value.value) for mention in read(text)] == ["12", "10", "22", "24", "18", "15"]


def test_a_bare_number_in_brackets_is_a_note_where_a_text_has_few_of_them():
    found = read("Net sales were SEK 5,310 million (12) and the margin 7.6% (11).")
    assert [str(mention.value.value) for mention in found] == ["5310000000", "7.6"]
