import pytest

from extractors.counts import counted, glued, named
from extractors.mention import Passage
from extractors.numerals import scan
from extractors.units import words


def what(text: str, language: str = "en") -> list[tuple[str, str]]:
    """What each number of a text counts: the mention and the noun."""
    tables = words(language)
    found = []
    for numeral in scan(text, Passage(0, len(text), language)):
        count = counted(text, 0, len(text), numeral, tables.after(text, 0, len(text), numeral), tables)
        if count is not None:
            found.append((text[numeral.start : count.end], count.noun))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the two largest economies met", [("two largest economies", "economy")]),
        ("9 million 2D and 3D scenes", [("9 million 2D and 3D scenes", "scene")]),
        ("thousands of people", [("thousands of people", "person")]),
        ("millions left homeless", []),
        ("reached only one new trade agreement", [("one new trade agreement", "agreement")]),
        ("one of the agreements", []),
        ("a 28-year-old founder", [("28-year-old", "year-old")]),
        ("Ms. Arai, 49, said", [("49", "year-old")]),
        ("he was only 19 and", [("19", "year-old")]),
        ("600,000 square\nkilometres", [("600,000 square\nkilometres", "square kilometre")]),
        ("since 1971\nDeclares", []),
        ("2.3 Methods of", []),
        ("six-party talks", []),
        ("two in three of us", []),
        ("seven buses, two heroes and 40 boxes", [("seven buses", "bus"), ("two heroes", "hero"), ("40 boxes", "box")]),
    ],
)
def test_a_number_counts_the_noun_that_follows(text, expected):
    assert what(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5人が3社を", [("5人", "person"), ("3社", "company")]),
        ("3人目の2つめの1人当たり", []),
        ("評価した10の基準", [("10の基準", "基準")]),
        ("34秒4のメンバー", []),
        ("千種町と九頭竜川", []),
        ("その一つ、一つの例、道は一つだ", [("一つ", "item")]),
    ],
)
def test_a_counter_counts_unless_it_ranks_or_rates(text, expected):
    assert what(text, "ja") == expected


@pytest.mark.parametrize("text", ["Series 7", "Boeing 787", "Chapter 3", "Sections 2 and 3", "page 12"])
def test_a_number_after_a_name_is_part_of_it(text):
    numeral = scan(text, Passage(0, len(text), "en"))[-1]
    assert named(text, 0, numeral, words("en"))


@pytest.mark.parametrize(
    ("text", "expected"), [("GPT4", True), ("10:30", True), ("#5", True), ("x_1", True), ("a 5 b", False), ("$5", False)]
)
def test_digits_inside_of_a_word_or_a_key_are_glued(text, expected):
    numeral = scan(text, Passage(0, len(text), "en"))[0]
    assert glued(text, 0, len(text), numeral) is expected
