"""The four real documents against their hand-made annotation: floors that may only rise."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.evaluate import evaluate, figures, read
from pipeline.store import open_tables

#: label -> floor of the F1 of overlapping spans, and of values (of names: none).
FLOORS = {
    "MONEY": (0.98, 0.95),
    "DATE": (0.95, 0.80),
    "PERCENT": (0.97, 0.97),
    "QUANTITY": (0.95, 0.95),
    "DURATION": (0.85, 0.85),
    "ORG": (0.92, None),
    "PERSON": (0.92, None),
}
CLAIMS = 0.90


@pytest.fixture(scope="module")
def scored(real: Path, shared: Path) -> dict[str, float]:
    return figures(evaluate(open_tables(real), read(shared / "gold" / "seeds")))


def test_every_document_is_found_in_its_language(scored):
    assert (scored["documents.gold"], scored["documents.read"], scored["documents.language"]) == (4, 4, 4)


@pytest.mark.parametrize("label", sorted(FLOORS))
def test_mentions_keep_their_floor(scored, label):
    overlap, value = FLOORS[label]
    assert scored[f"mentions.{label}.overlap.f1"] >= overlap
    assert value is None or scored[f"mentions.{label}.value.f1"] >= value


def test_claims_keep_their_floor(scored):
    assert scored["claims.f1"] >= CLAIMS


def test_the_valuation_is_a_series_over_time_and_no_conflict(real):
    facts = [row for row in open_tables(real).records("facts") if row.predicate == "valuation" and row.modality == "actual"]
    series = {row.value: row for row in facts if row.subject == "Scale AI"}
    assert {Decimal("7300000000"), Decimal("14000000000"), Decimal("29000000000")} <= series.keys()
    assert [str(series[Decimal(value)].period)[:4] for value in ("7300000000", "14000000000", "29000000000")] == ["2021", "2024", "2025"]
    assert not [row for row in facts if row.status == "conflicting"]


def test_revenue_of_2024_has_more_than_one_independent_source(real):
    facts = open_tables(real).records("facts")
    (fact,) = [row for row in facts if (row.subject, row.predicate, row.period) == ("Scale AI", "revenue", "2024")]
    assert fact.value == Decimal("870000000")
    assert fact.status in ("agreed", "compatible")
    assert fact.independent_sources >= 2


def test_claims_have_the_right_parts(scored):
    assert scored["claims.part.object"] >= 0.95
    assert scored["claims.part.period"] >= 0.85
    assert scored["claims.part.modality"] >= 0.90
    assert scored["claims.part.attribution"] >= 0.85


def test_names_are_linked(scored):
    assert scored["names.f1"] >= 0.95


def test_facts_are_found_whole_with_their_status_and_sources(scored):
    assert scored["facts.found"] >= 40
    assert scored["facts.status"] >= 38
    assert scored["facts.sources"] >= 36
    assert scored["facts.split"] == scored["facts.false_conflicts"] == 0
