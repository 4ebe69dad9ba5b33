import pytest

from extractors.lexicon import currencies, currency_names
from extractors.mention import Passage, Relation
from extractors.numerals import scan
from extractors.units import words


def beside(text: str, language: str = "en") -> tuple[str | None, str | None]:
    """The units before and after the first number of a text."""
    [numeral, *_] = scan(text, Passage(0, len(text), language))
    before, after = words(language).before(text, 0, numeral), words(language).after(text, 0, len(text), numeral)
    return before.unit if before else None, after.unit if after else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$5", ("USD", None)),
        ("HK$5", ("HKD", None)),
        ("hk $ 5", ("HKD", None)),
        ("EUR5", ("EUR", None)),
        ("CHEUR5", (None, None)),
        ("Rs. 5", ("INR", None)),
        ("Malaysian ringgits 5", ("MYR", None)),
        ("dollars 5 people", (None, None)),
        ("5 New Zealand dollars", (None, "NZD")),
        ("5 francs", (None, "")),
        ("5 Swiss francs", (None, "CHF")),
        ("5 gold", (None, None)),
        ("5.MGBP", (None, None)),
        ("5 MGBP", (None, "GBP")),
        ("5% 6", (None, "%")),
        ("5 km/h", (None, "kilometre per hour")),
    ],
)
def test_the_units_beside_a_number(text, expected):
    assert beside(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5シンガポール・ドル", "SGD"),
        ("5シンガポールドル", "SGD"),
        ("5元", "CNY"),
        ("5元素", None),
        ("5 \n円", "JPY"),
        ("5tall", None),
        ("5t", "ton"),
    ],
)
def test_a_unit_in_characters_is_the_longest_that_fits(text, expected):
    assert beside(text, "ja")[1] == expected


def test_every_currency_is_read_by_its_code_and_by_every_name():
    for currency in currencies():
        for language in ("en", "ja", "ko"):
            tables = words(language)
            for written in (currency.code, *currency_names(language).get(currency.code, ())):
                text = f"5,000 {written}"
                [numeral, *_] = scan(text, Passage(0, len(text), language))
                unit = tables.after(text, 0, len(text), numeral)
                assert unit is not None, (currency.code, written)
                assert (unit.kind, unit.end) == ("money", len(text)), (currency.code, written)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("in excess of ", "en", (0, Relation.GT)),
        ("it is (about ", "en", (7, Relation.APPROX)),
        ("rose to ", "en", None),
        ("最大で", "ja", (0, Relation.LE)),
        ("約\n", "ja", (0, Relation.APPROX)),
    ],
)
def test_the_hedge_before_a_place(text, language, expected):
    assert words(language).hedge_before(text, 0, len(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("超だ", (1, Relation.GT)), ("超過", None), ("強い", None), ("強。", (1, Relation.GT)), ("以上3", (2, Relation.GE))],
)
def test_a_hedge_after_a_figure_is_not_the_start_of_a_word(text, expected):
    assert words("ja").hedge_after(text, 0, len(text)) == expected
