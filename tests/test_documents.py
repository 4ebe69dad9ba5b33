"""The documents written and annotated to learn and to measure are whole: each claim stands in its text, and names who it is of."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline import evaluate
from pipeline.claims import readings
from pipeline.claims.profile import PREDICATES
from tests.support.paths import ROOT

DATA = ROOT / "docs" / "data"
WRITTEN, UNSEEN = DATA / "documents", DATA / "unseen"
both = pytest.mark.parametrize("folder", [WRITTEN, UNSEEN], ids=["learnt from", "unseen"])


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("folder", "sets"),
    [
        (WRITTEN, {"en": 237, "layout": 50, "ja": 146, "en-t-ko": 73, "ko": 52}),
        (UNSEEN, {"en": 25, "ja": 16, "en-t-ko": 10, "ko": 4}),
    ],
    ids=["learnt from", "unseen"],
)
def test_they_are_read_as_any_gold_and_every_text_is_annotated(folder: Path, sets: dict[str, int]):
    gold = evaluate.read(folder)
    texts = {path.name for path in (folder / "texts").iterdir()}
    assert set(gold.documents) == texts == {claim.doc for claim in gold.claims or ()}
    assert {path.name.removesuffix(".jsonl") for path in (folder / "optional").iterdir()} <= texts
    assert Counter(row.set for row in gold.documents.values()) == sets


def test_what_is_learnt_from_and_what_is_not_share_no_text():
    assert {path.read_bytes() for path in (WRITTEN / "texts").iterdir()}.isdisjoint(
        path.read_bytes() for path in (UNSEEN / "texts").iterdir()
    )


@both
def test_every_claim_stands_in_its_text_and_is_of_a_known_name(folder: Path):
    texts = {path.name: path.read_text(encoding="utf-8") for path in (folder / "texts").iterdir()}
    names = {row["id"] for row in _rows(folder, "entities.jsonl")}
    claims = _rows(folder, "claims.jsonl")
    assert [c for c in claims if texts[c["doc"]].count(c["quote"]) < c["nth"]] == []
    assert [c for c in claims if not {c["subject"], c["object"], c["attribution"]} - {None} <= names] == []
    assert {c["predicate"] for c in claims} <= {*readings.PREDICATES, *PREDICATES}
    assert [c for c in claims if c["value"] and c["predicate"] not in PREDICATES and not Decimal(c["value"]).is_finite()] == []


@both
def test_what_was_left_open_stands_in_its_text_and_says_why(folder: Path):
    for path in (folder / "optional").iterdir():
        text = (folder / "texts" / path.name.removesuffix(".jsonl")).read_text(encoding="utf-8")
        for row in _rows(folder, f"optional/{path.name}"):
            assert row["quote"] in text, path.name
            assert row["why"], path.name
