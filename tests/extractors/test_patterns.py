"""Patterns made of words: the longest first, what they begin with written once, and which of many a text can hold at all."""

import random
import re

import pytest

from extractors.patterns import Sieve, any_of


def spans(pattern: str, text: str, flags: int = 0) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, text, flags)]


def plainly(forms: list[str], space: str = " ") -> str:
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", space) for form in ordered) + ")"


def test_no_forms_match_nothing():
    assert spans(any_of([]), "a text") == []


def test_the_longest_form_is_taken_and_a_shorter_one_where_what_follows_asks_for_it():
    words = any_of(["sale", "sales", "sales tax", "net sales"])
    assert spans(words, "net sales tax, sales tax") == [(0, 9), (15, 24)]
    assert spans(words + "(?!s|e)", "sale sales taxes") == [(0, 4), (5, 10)]


def test_what_forms_begin_with_is_written_once():
    assert any_of(["profit", "profits", "product"]) == "(?:pro(?:duct|fit(?:s|)))"
    assert any_of(["億", "万"]) == "(?:[万億])"


def test_what_repeats_a_pattern_repeats_all_of_it():
    assert spans(any_of(["sales", "salt"]) + "+", "salessalt") == [(0, 9)]
    assert spans(any_of(["net profit"], space="[ -]") + "?!", "net profi!") == [(9, 10)]


@pytest.mark.parametrize("letters", ["ab", "abA", "ab ", "abc. ", "aAbB ", "ab-あい "])
@pytest.mark.parametrize("space", [" ", r"\s{1,3}", r"\s?", "[ -]"])
def test_forms_match_as_if_each_was_written_out(letters, space):
    told = random.Random(f"{letters} {space}")
    for _ in range(200):
        forms = ["".join(told.choices(letters, k=told.randint(1, 5))) for _ in range(told.randint(1, 12))]
        text = "".join(told.choices(letters + "\n ", k=60))
        for around in ("%s", "(?<![a-z])%s(?:s|b)?(?![a-z])", "%s(?=b)"):
            for flags in (0, re.IGNORECASE):
                assert spans(around % any_of(forms, space=space), text, flags) == spans(around % plainly(forms, space), text, flags)
            assert spans(around % any_of(forms, space=space, cased=True), text) == spans(around % plainly(forms, space), text)


def test_forms_part_at_capitals_where_these_matter():
    assert any_of(["CEO", "ceo", "CEOs"]) == "(?:(?:CEOs|CEO|ceo))"
    assert any_of(["CEO", "ceo", "CEOs"], cased=True) == "(?:(?:CEO(?:s|)|ceo))"


WORDINGS = tuple(
    map(
        re.compile,
        (
            r"\b(?:is|was) (?:founded|set up) by (?P<people>\ue000+)",
            r"(?:re)?opened(?: again)?",
            r"[0-9]+ (?:shops|stores)",
            r"(?:x|[a-z]+)?",
            r"(?i)\bIPO\b|went public",
            r"本社は(?:東京|大阪)",
            r"(?>closed) down",
            r"(?:ab){2,3}c",
        ),
    )
)


def test_only_patterns_whose_words_a_text_holds_are_tried():
    assert Sieve(WORDINGS).passing("the shop was set up by \ue000\ue000\ue000 and closed down") == [0, 3, 6]
    assert Sieve(WORDINGS).passing("the shop was set up by itself") == [3]
    assert Sieve(WORDINGS).passing("reopened 12 stores after its ipo") == [1, 2, 3, 4]
    assert Sieve(WORDINGS).passing("本社は大阪") == [3, 5]


def test_a_pattern_for_any_case_is_tried_where_another_letter_stands_for_one_of_its_own():
    pattern = re.compile("sales", re.IGNORECASE)
    assert pattern.search("ſales")
    assert Sieve([pattern]).passing("ſales") == [0]


def test_every_pattern_that_matches_passes():
    told = random.Random("sieve")
    sieve = Sieve(WORDINGS)
    pieces = "was |founded |by |\ue000|re|opened|3 |shops|ipo|went public|本社は|東京|closed| down|ab|c".split("|")
    for _ in range(2000):
        text = "".join(told.choices(pieces, k=8))
        assert {at for at, pattern in enumerate(WORDINGS) if pattern.search(text)} <= set(sieve.passing(text))


def test_no_patterns_are_none():
    assert Sieve([]).passing("a text") == []
