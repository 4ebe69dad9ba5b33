"""Names: found, cut at their borders, and the same all over a text."""

from __future__ import annotations

import pytest

from extractors import extract, taggers

tagged = pytest.mark.skipif("en.spacy" not in taggers.available(), reason="the English model is not installed")


def names(text: str, language: str = "en") -> list[tuple[str, str]]:
    found = extract(text, language=language, labels={"ORG", "PERSON"})
    return [(text[mention.span.start : mention.span.end], str(mention.label)) for mention in found]


@tagged
def test_a_name_found_once_is_found_at_each_place() -> None:
    text = "Harriet Lowe, who leads the bank, resigned.\nNo comment from Harriet Lowe"
    assert names(text).count(("Harriet Lowe", "PERSON")) == 2
