from decimal import Decimal

import pytest

from extractors.lexicon import load
from extractors.spelled import Spelled

ENGLISH = load("en")


@pytest.fixture(scope="module")
def spelled() -> Spelled:
    return Spelled(ENGLISH)


def split(spelled: Spelled, run: str) -> list[tuple[str, str]]:
    words, at = [], 0
    for word in run.split():
        words.append((at, at + len(word), word))
        at += len(word) + 1
    return [(run[number.start : number.end], f"{number.value:f}") for number in spelled.split(words)]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("two hundred and fifty four", [("two hundred and fifty four", "254")]),
        ("nineteen hundred", [("nineteen hundred", "1900")]),
        ("three thousand billion", [("three thousand billion", "3000000000000")]),
        ("three lakh crore", [("three lakh crore", "3000000000000")]),
        ("twenty twenty five", [("twenty", "20"), ("twenty five", "25")]),
        ("three five", [("three", "3"), ("five", "5")]),
        ("half a dozen", [("half a dozen", "6.0")]),
        ("a quarter of a million", [("a quarter of a million", "250000.00")]),
        ("two thirds of a billion", [("two thirds of a billion", "666666666.6666666666666666667")]),
        ("two and a half million", [("two and a half million", "2500000.0")]),
        ("one third", [("one third", "0.333333333")]),
        ("five point zero five", [("five point zero five", "5.05")]),
        ("and seven", [("seven", "7")]),
        ("of a", []),
    ],
)
def test_a_run_of_words_is_one_number_or_falls_apart(spelled, run, expected):
    assert split(spelled, run) == expected


def test_an_ordinal_ends_its_number_and_says_so(spelled):
    [number] = spelled.split([(0, 6, "twenty"), (7, 12, "first")])
    assert (number.value, number.ordinal) == (Decimal(21), True)


def test_a_tower_of_scales_stops_growing(spelled):
    words = [(8 * at, 8 * at + 7, "million") for at in range(200)]
    assert all(number.value < Decimal(10) ** 40 for number in spelled.split(words))
