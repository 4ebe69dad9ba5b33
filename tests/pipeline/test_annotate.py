from __future__ import annotations

import pytest

from extractors import extract
from pipeline.annotate import annotated


def test_a_text_without_a_company_still_says_what_is_measured() -> None:
    text = "Cloud revenue rose to $4 million in 2024."
    made = annotated({"id": "1", "text": text, "lang": "en"})

    (claim,) = [claim for claim in made["claims"] if claim["value"] == "4000000"]
    told = {mark["role"]: text[mark["start"] : mark["end"]] for mark in claim["marks"]}
    assert (claim["subject"], told["value"], told["measure"]) == (None, "$4 million", "Cloud revenue")


def test_a_text_without_figures_has_no_claims() -> None:
    assert annotated({"id": "1", "text": "Nothing was said.", "lang": "en"})["claims"] == []


def test_a_text_with_half_a_character_is_refused_before_anything_is_read() -> None:
    for text in ("\ud800 paid $5.", "Acme Corp. paid $5 million\udcff in 2024."):
        for read in (lambda text: annotated({"id": "1", "text": text}), lambda text: extract(text, language="en")):
            with pytest.raises(UnicodeEncodeError, match="surrogates not allowed"):
                read(text)
