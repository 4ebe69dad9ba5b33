from __future__ import annotations

from pipeline.annotate import annotated


def test_a_text_without_a_company_still_says_what_is_measured() -> None:
    text = "Cloud revenue rose to $4 million in 2024."
    made = annotated({"id": "1", "text": text, "lang": "en"})

    (claim,) = [claim for claim in made["claims"] if claim["value"] == "4000000"]
    told = {mark["role"]: text[mark["start"] : mark["end"]] for mark in claim["marks"]}
    assert (claim["subject"], told["value"], told["measure"]) == (None, "$4 million", "Cloud revenue")


def test_a_text_without_figures_has_no_claims() -> None:
    assert annotated({"id": "1", "text": "Nothing was said.", "lang": "en"})["claims"] == []
