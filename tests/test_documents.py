"""The documents that were written and annotated for learning are whole: each claim stands in its text, and names who it is of."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from pipeline import evaluate
from pipeline.claims import readings
from pipeline.claims.profile import PREDICATES
from tests.support.paths import ROOT

WRITTEN = ROOT / "docs" / "data" / "documents"


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (WRITTEN / name).read_text(encoding="utf-8").splitlines()]


def test_they_are_read_as_any_gold_and_every_text_is_annotated():
    gold = evaluate.read(WRITTEN)
    texts = {path.name for path in (WRITTEN / "texts").iterdir()}
    assert set(gold.documents) == texts == {claim.doc for claim in gold.claims or ()}
    assert {path.name.removesuffix(".jsonl") for path in (WRITTEN / "optional").iterdir()} <= texts
    assert Counter(row.set for row in gold.documents.values()) == {"en": 120, "layout": 50, "ja": 61, "en-t-ko": 33, "ko": 24}


def test_every_claim_stands_in_its_text_and_is_of_a_known_name():
    texts = {path.name: path.read_text(encoding="utf-8") for path in (WRITTEN / "texts").iterdir()}
    names = {row["id"] for row in _rows("entities.jsonl")}
    claims = _rows("claims.jsonl")
    assert [c for c in claims if texts[c["doc"]].count(c["quote"]) < c["nth"]] == []
    assert [c for c in claims if not {c["subject"], c["object"], c["attribution"]} - {None} <= names] == []
    assert {c["predicate"] for c in claims} <= {*readings.PREDICATES, *PREDICATES}
    assert [c for c in claims if c["value"] and c["predicate"] not in PREDICATES and not Decimal(c["value"]).is_finite()] == []


def test_what_was_left_open_stands_in_its_text_and_says_why():
    for path in (WRITTEN / "optional").iterdir():
        text = (WRITTEN / "texts" / path.name.removesuffix(".jsonl")).read_text(encoding="utf-8")
        for row in _rows(f"optional/{path.name}"):
            assert row["quote"] in text, path.name
            assert row["why"], path.name
