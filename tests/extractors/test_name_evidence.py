"""Names by weighed evidence: what speaks for a form is named, adds up, and decides over the whole text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import Label, extract, taggers
from extractors.mention import Passage
from extractors.name_evidence import CLASSES, Surface, chances, evidence, weights
from extractors.names import weighed

tagged = pytest.mark.skipif("en.spacy" not in taggers.available(), reason="the English model is not installed")
japanese = pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")


def found(text, language="en"):
    mentions = extract(text, language=language, labels={Label.ORG, Label.PERSON})
    return [(text[mention.span.start : mention.span.end], str(mention.label)) for mention in mentions]


def marks(text, form, language="en"):
    _, surfaces = weighed(text, [Passage(0, len(text), language)])
    return set(surfaces[form].marks)


@given(st.dictionaries(st.sampled_from(sorted(weights()["ORG"])), st.floats(0, 4), max_size=30))
def test_the_chances_of_a_form_sum_to_one(said):
    told = chances(said)
    assert set(told) == set(CLASSES)
    assert sum(told.values()) == pytest.approx(1.0)


def test_a_rule_says_once_what_it_says_at_many_places():
    surface = Surface()
    for _ in range(5):
        surface.add("ORG", "list", 4.0)
    assert evidence("Brightwater", surface)["ORG:list"] == 4.0


@tagged
def test_what_stands_beside_a_run_of_capitals_marks_its_place():
    text = "Shares of Quorvane Lithography (012345) fell. Quorvane Lithography reported a loss of $3 million in the second quarter."
    assert {"ticker", "does", "inside", "in prose", "first"} <= marks(text, "Quorvane Lithography")
    assert ("Quorvane Lithography", "ORG") in found(text)


@tagged
def test_the_first_word_of_a_sentence_is_no_name_for_its_capital():
    text = "Furthermore, the plant closed in May. Having sold it, the owner left the town. Additionally, the price fell by a third."
    assert found(text) == []


@tagged
def test_a_legal_form_in_a_line_of_capitals_ends_a_company():
    assert ("BRACKNELL MOTORS LTD", "ORG") in found("BRACKNELL MOTORS LTD SEES LOWER PROFIT IN THE YEAR")
    assert ("HALDEN GROUP, INC.", "ORG") in found("HALDEN GROUP, INC.\n(Exact name of registrant)")


@japanese
def test_a_company_written_in_hiragana_stands_behind_its_legal_form():
    assert ("株式会社うみかぜ", "ORG") in found("株式会社うみかぜは新しい店舗を開いた。", "ja")
    assert found("株式会社として登記した。", "ja") == []


def test_korean_companies_are_found_by_legal_form_end_and_what_they_do():
    text = (
        "솔빛테크트로닉스가 나래소프트의 지분 51%를 300억원에 인수했다. 솔빛테크트로닉스는 2012년 설립된 장비 제조사다. "
        "주식회사 한별은 이번 인수에 참여하지 않는다."
    )
    names = found(text, "ko")
    assert ("솔빛테크트로닉스", "ORG") in names
    assert ("나래소프트", "ORG") in names
    assert ("주식회사 한별", "ORG") in names


def test_korean_persons_stand_before_their_titles():
    assert ("한지우", "PERSON") in found("한지우 대표는 매출이 두 배로 늘었다고 밝혔다.", "ko")


def test_korean_nouns_with_particles_are_no_names():
    assert found("매출은 늘었고 영업이익은 줄었다. 시장에서는 투자를 기대한다.", "ko") == []
