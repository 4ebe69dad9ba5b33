from decimal import Decimal

import pytest

from extractors.mention import Passage
from extractors.numerals import LONGEST, Numeral, scan


def read(text: str, language: str = "en") -> list[Numeral]:
    return list(scan(text, Passage(0, len(text), language)))


def values(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [(text[n.start : n.end], None if n.value is None else f"{n.value:f}") for n in read(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234,567.5", [("1,234,567.5", "1234567.5")]),
        ("1 234 567", [("1 234 567", "1234567")]),
        ("1\u00a0234", [("1\u00a0234", "1234")]),
        ("12,34,567.89", [("12,34,567.89", "1234567.89")]),
        ("1,00,000", [("1,00,000", "100000")]),
        ("three lakh crore", [("three lakh crore", "3000000000000")]),
        ("1,2345", [("1", "1"), ("2345", "2345")]),
        ("1, 234, 567.3", [("1", "1"), ("234", "234"), ("567.3", "567.3")]),
        ("2025.6.9", [("2025", "2025"), ("6", "6"), ("9", "9")]),
        ("4 thousand", [("4 thousand", "4000")]),
        ("thirteen and a half", [("thirteen and a half", "13.5")]),
        ("two and a half million", [("two and a half million", "2500000")]),
        ("half a billion", [("half a billion", "500000000")]),
        ("two hundred and fifty-four", [("two hundred and fifty-four", "254")]),
        ("twenty-one trillion three hundred", [("twenty-one trillion three hundred", "21000000000300")]),
        ("twenty twenty-five", [("twenty", "20"), ("twenty-five", "25")]),
        ("five point five one", [("five point five one", "5.51")]),
        ("two-thirds", [("two-thirds", "0.666666667")]),
        ("a quarter", [("a quarter", "0.25")]),
        ("minus ninety-five", [("minus ninety-five", "-95")]),
        ("fell -3.5 to 4-5", [("-3.5", "-3.5"), ("4", "4"), ("5", "5")]),
        ("a couple of", [("a couple of", "2")]),
        ("hundreds of millions", [("hundreds of millions", None)]),
        ("", []),
        ("none at all", []),
    ],
)
def test_english_numbers(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1億5500万", [("1億5500万", "155000000")]),
        ("8億7,000万", [("8億7,000万", "870000000")]),
        ("1.5兆", [("1.5兆", "1500000000000")]),
        ("二千五百", [("二千五百", "2500")]),
        ("二〇二五", [("二〇二五", "2025")]),
        ("壱万参千", [("壱万参千", "13000")]),
        ("３，４１６億", [("３，４１６億", "341600000000")]),
        ("7万 5千 4百", [("7万 5千 4百", "75400")]),
        ("二十一兆三百", [("二十一兆三百", "21000000000300")]),
        ("八点五", [("八点五", "8.5")]),
        ("マイナス五", [("マイナス五", "-5")]),
        ("2億億", [("2億", "200000000"), ("億", "100000000")]),
        ("数百万", [("数百万", None)]),
        ("少数", []),
        ("従業員数1000", [("1000", "1000")]),
        ("$10 billion", [("10 billion", "10000000000")]),
        ("15k", [("15k", "15000")]),
    ],
)
def test_japanese_numbers(text, expected):
    assert values(text, "ja") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3조 5,000억", [("3조 5,000억", "3500000000000")]),
        ("2억 4천 7백만", [("2억 4천 7백만", "247000000")]),
        ("칠천십이억삼천구백팔십만천백이십삼", [("칠천십이억삼천구백팔십만천백이십삼", "701239801123")]),
        ("일억 2억", [("일억", "100000000"), ("2억", "200000000")]),
        ("아흔다섯", [("아흔다섯", "95")]),
        ("사천백이십삼점삼", [("사천백이십삼점삼", "4123.3")]),
    ],
)
def test_korean_numbers(text, expected):
    assert values(text, "ko") == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("$10m", "10000000"), ("10m long", "10"), ("300m users", "300000000"), ("5b", "5"), ("£5b", "5000000000")]
)
def test_a_letter_is_a_scale_only_where_money_or_a_count_says_so(text, expected):
    assert f"{read(text)[0].value:f}" == expected


@pytest.mark.parametrize(
    ("text", "language", "step"),
    [
        ("14 billion", "en", "1000000000"),
        ("14.3 billion", "en", "100000000"),
        ("14,000 million", "en", "1000000000"),
        ("140億", "ja", "1000000000"),
        ("143億", "ja", "100000000"),
        ("8億7000万", "ja", "10000000"),
        ("0.05", "en", "0.01"),
        ("0", "en", "1"),
    ],
)
def test_the_step_is_the_place_of_the_last_digit_that_is_not_zero(text, language, step):
    assert read(text, language)[0].step == Decimal(step)


def test_an_ordinal_counts_nothing_and_says_so():
    assert [(n.value, n.ordinal) for n in read("the 8th, the third and 12")] == [(8, True), (3, True), (12, False)]
    assert [(n.value, n.ordinal) for n in read("第3回は3", "ja")] == [(3, True), (3, False)]


def test_a_vague_number_says_between_what_it_lies():
    assert [(n.least, n.most) for n in read("数十万と百数十億", "ja")] == [(200_000, 999_999), (12_000_000_000, 19_999_999_999)]
    assert [(n.least, n.most) for n in read("tens of thousands")] == [(10_000, 99_999)]


def test_the_digits_stay_as_written():
    assert [n.digits for n in read("08 of 2,025 and ten")] == ["08", "2025", ""]
    assert [n.digits for n in read("８月１０", "ja")] == ["8", "10"]


def test_the_scale_is_kept_for_the_other_end_of_a_range():
    assert [n.scale for n in read("7 to 10 million")] == [1, 1_000_000]
    assert [n.scale for n in read("10〜15億", "ja")] == [1, 100_000_000]


def test_nothing_is_read_across_a_mask_or_outside_of_the_passage():
    text = "12\ufffc34 567"
    assert values(text) == [("12", "12"), ("34", "34"), ("567", "567")]
    assert [(n.start, n.value) for n in scan(text, Passage(3, 5, "en"))] == [(3, 34)]


def test_a_language_without_lexicon_is_read_for_digits():
    assert values("trois et 1,234", "fr") == [("1,234", "1234")]


def test_a_key_of_too_many_digits_is_no_number():
    assert read("9" * (LONGEST + 1)) == []
    assert values("a million million") == [("a million million", "1000000000000")]
    assert all(n.value is None or n.value < 10**27 for n in read("million " * 50))


def test_a_comma_before_one_or_two_digits_is_a_decimal_one_where_the_number_fills_a_cell():
    assert values("Sales\t318,4\t(95,75)\n")[-2:] == [("318,4", "318.4"), ("95,75", "95.75")]
    assert values("EBIT\t4,2\t3,9\n")[-2:] == [("4,2", "4.2"), ("3,9", "3.9")]
    assert values("| Net | 21,6 | -1,8 |")[0] == ("21,6", "21.6")
    assert values("Notes\t3,4\n")[-1] != ("3,4", "3.4")
    assert ("18,22", "18.22") not in values("on pages 18,22 of it")
