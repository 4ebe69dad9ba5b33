"""Breaks of lines: a space between words, nothing inside Japanese, and every character known by its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import Label, Passage, Span, extract, taggers
from extractors.line_breaks import in_words, one_line

tagged = pytest.mark.skipif("en.spacy" not in taggers.available(), reason="the English model is not installed")
japanese = pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")


def names(text, language):
    passage = Passage(0, len(text), language, (Span(0, len(text)),))
    found = extract(text, language=language, passages=[passage], labels={Label.ORG, Label.PERSON})
    return [(text[mention.span.start : mention.span.end], str(mention.label)) for mention in found]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Tolliver\nFoods", "paragraph", "Tolliver Foods"),
        ("Tolliver \r\n   Foods", "paragraph", "Tolliver Foods"),
        ("Tolliver\n\nFoods", "paragraph", "Tolliver  Foods"),
        ("> Tolliver\n> Foods", "quote", "> Tolliver Foods"),
        ("山吹製\n作所", "paragraph", "山吹製作所"),
        ("山吹製\n　作所", "paragraph", "山吹製作所"),
        ("山吹\n製作所", "furniture", "山吹 製作所"),
        ("山吹\nFoods", "paragraph", "山吹 Foods"),
        ("솔빛\n테크", "paragraph", "솔빛 테크"),
    ],
)
def test_a_break_is_written_as_the_language_writes_it(text, kind, wanted):
    assert one_line(text, kind=kind).text == wanted


@given(st.text(alphabet="ab 山吹\n\r>　\t", max_size=40), st.sampled_from(["paragraph", "quote", "cell"]))
def test_each_character_stands_where_it_is_said_to(text, kind):
    line = one_line(text, kind=kind)
    for at, character in enumerate(line.text):
        span = line.written(at, at + 1)
        assert span.end == span.start + 1
        assert text[span.start] == character or (character == " " and text[span.start] in "\r\n")
    assert "\n" not in line.text


def test_a_name_is_known_by_its_words_however_they_are_broken():
    assert in_words("Tolliver\n  Foods") == in_words("Tolliver Foods") == "Tolliver Foods"
    assert in_words("山吹製\n作所") == "山吹製作所"


@tagged
def test_english_names_over_a_break_are_whole():
    text = "The board of Tolliver Foods met. A year ago Elena\n   Marsh sold Tolliver\n   Foods, Inc. to a rival for $5 million."
    found = names(text, "en")
    assert ("Elena\n   Marsh", "PERSON") in found
    assert ("Tolliver\n   Foods, Inc.", "ORG") in found


@japanese
def test_japanese_names_over_a_break_are_whole():
    assert names("これは株式会社山吹製\n作所の発表による。", "ja") == [("株式会社山吹製\n作所", "ORG")]
    assert names("これは山吹製作株式\n会社の発表による。", "ja") == [("山吹製作株式\n会社", "ORG")]
