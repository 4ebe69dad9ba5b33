"""Deeds told beside a figure: which kinds, on which side, and nearest."""

from __future__ import annotations

from pipeline.claims.deed_kinds import between, deed_kinds
from tests.support.claim_cases import scene_of


def told(text: str, language: str = "en") -> list[set[str]]:
    """Return the deeds beside each figure of a text."""
    return [set(deed_kinds(line, figure)) for line in scene_of(text, language).lines for figure in line.figures]


def test_the_nearest_deed_before_a_figure_is_told_with_its_label():
    assert told("[Tern]tern will hire [90 people]=90 person.") == [{"did:takes_on<", "did:takes_on<first", "QUANTITY:did:takes_on<first"}]


def test_a_deed_beyond_another_figure_is_told_as_far():
    first, second = told("[Tern]tern bought [20%]=20% of [Acton]acton with [4 people]=4 person in it.")
    assert first == {"did:buys<", "did:buys<first", "PERCENT:did:buys<first"}
    assert second == {"did:buys<far", "did:buys<first", "QUANTITY:did:buys<first"}


def test_deeds_behind_a_figure_are_told_in_japanese_and_korean():
    assert told("[青葉テック]aobaは[22人]=22 personを採る。", "ja") == [
        {"did:takes_on>", "did:takes_on>first", "QUANTITY:did:takes_on>first"}
    ]
    assert told("[할덴]haldenx은 [60명]=60 person을 내보냈다.", "ko") == [
        {"did:lets_go>", "did:lets_go>first", "QUANTITY:did:lets_go>first"}
    ]


def test_a_word_within_another_tells_no_deed():
    assert told("[Tern]tern rebuilt [90 people]=90 person.") == [set()]


def test_the_first_and_the_last_deed_between_two_places_are_told():
    (line,) = scene_of("[Tern]tern bought a rival, then sold and spent [$4 million]=4e6 USD.").lines
    name, figure = line.mentions

    assert between(line, name.end, figure.start) == ("buys", "spends")
    assert between(line, figure.start, line.end) == ()
