"""Claims to facts."""

from __future__ import annotations

import sys

import pytest

from pipeline.reconcile import reconcile
from tests import gold_claims

needs_gold = pytest.mark.skipif(not gold_claims.GOLD.exists(), reason="needs ../shared, the gold of the four real documents")


@needs_gold
def test_faultless_claims_of_the_real_documents_give_every_expected_fact() -> None:
    sys.path.insert(0, str(gold_claims.SHARED / "gold"))
    import score

    entities = gold_claims.entities()
    facts, _ = reconcile(gold_claims.claims(), entities=entities)
    rows = [{name: getattr(fact, name) for name in fact.__slots__} for fact in facts]
    found = score.score_facts(rows, gold_claims.rows("facts.jsonl"), {entity.entity_id: entity.entity_id for entity in entities})
    assert (found["core"], found["found"], found["status"], found["sources"], found["false_conflicts"]) == (46, 46, 46, 46, 0)
    assert found["split"] <= 1  # two metrics of one figure, which the score cannot tell apart


@needs_gold
def test_every_claim_of_the_real_documents_has_a_part_in_a_fact() -> None:
    claims = gold_claims.claims()
    _, parts = reconcile(claims, entities=gold_claims.entities())
    assert {part.claim_id for part in parts} == {claim.claim_id for claim in claims}
