"""What holds for any claims."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.facts import reconcile
from pipeline.records import Claim, Fact
from tests.support.statements import state

SOURCES = ("Post", "Times", "Globe", "Herald", "Echo")
AMOUNTS = ("14000000000", "14300000000", "14800000000", "15000000000", "29000000000", "120000", None)
PERIODS = (None, "2024", "2024-05", "2024-05-21", "2025-06")


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Claims of a few sources, most of which nearly agree."""
    found = {}
    for number in range(draw(st.integers(1, 9))):
        predicate = draw(st.sampled_from(("valuation", "revenue", "investment", "metric", "chief_executive", "headquarters", "founded")))
        amount = draw(st.sampled_from(AMOUNTS)) if predicate not in ("chief_executive", "headquarters", "founded") else None
        parts: dict[str, object] = {"modality": draw(st.sampled_from(("actual", "actual", "estimate", "forecast", "discussed")))}
        if amount is not None:
            parts["relation"] = draw(st.sampled_from(("eq", "approx", "ge", "gt", "le")))
        if predicate == "chief_executive":
            parts["object_id"] = draw(st.sampled_from(("ada", "bo", None)))
        if predicate == "headquarters":
            parts["text_value"] = draw(st.sampled_from(("Oslo", "1 Quay Street, Oslo", "Bergen", "オスロ")))
        if predicate == "founded":
            parts["text_value"] = draw(st.sampled_from(("2015", "2016", "2016-05", "long ago")))
        made = state(
            draw(st.sampled_from(SOURCES)),
            amount,
            draw(st.sampled_from(PERIODS)),
            predicate=predicate,
            start=100 * number,
            qualifier=draw(st.sampled_from((None, None, "Series F", "share buyback"))),
            published=draw(st.sampled_from((None, "2024-06-01", "2025-06-09"))),
            attribution_id=draw(st.sampled_from((None, None, "wire"))),
            **parts,
        )
        found[made.claim_id] = made
    return list(found.values())


def answers(facts: tuple[Fact, ...]) -> set[tuple[object, ...]]:
    """Return what facts say, without counts of claims and documents, and words."""
    return {
        (
            one.predicate,
            one.object_id,
            one.qualifier,
            one.period,
            one.value,
            one.text_value,
            one.modality,
            one.status,
            one.independent_sources,
        )
        for one in facts
    }


@settings(deadline=None, max_examples=60)
@given(claims(), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(made: list[Claim], chance: object) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reconcile(shuffled) == reconcile(made)


@settings(deadline=None, max_examples=60)
@given(claims())
def test_every_claim_has_one_place_in_the_facts_and_every_value_is_a_claim_s(made: list[Claim]) -> None:
    facts, parts = reconcile(made)
    placed = [part.claim_id for part in parts if part.role != "superseded"]
    assert sorted(placed) == sorted(claim.claim_id for claim in made)
    assert {part.fact_id for part in parts} == {one.fact_id for one in facts}
    assert len({one.fact_id for one in facts}) == len(facts)
    by_id = {claim.claim_id: claim for claim in made}
    for one in facts:
        (chosen,) = [part for part in parts if part.fact_id == one.fact_id and part.role == "chosen"]
        claim = by_id[chosen.claim_id]
        assert (one.value, one.text_value) == (claim.value, claim.text_value)
        assert 0 <= one.confidence <= 0.98
        assert 1 <= one.independent_sources <= one.claims
        if one.lower is not None and one.upper is not None:
            assert one.lower <= one.upper


@settings(deadline=None, max_examples=60)
@given(claims(), st.data())
def test_a_copied_document_raises_no_support(made: list[Claim], data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(sorted({claim.document_id for claim in made})))
    copies = [
        replace(claim, claim_id=f"copy of {claim.claim_id}", document_id="copy", duplicate_of=claim.claim_id)
        for claim in made
        if claim.document_id == document
    ]
    assert answers(reconcile([*made, *copies])[0]) == answers(reconcile(made)[0])


@settings(deadline=None, max_examples=60)
@given(claims(), st.data())
def test_a_hundred_copies_of_a_claim_move_nothing(made: list[Claim], data: st.DataObject) -> None:
    false = data.draw(st.sampled_from(made))
    copies = [
        replace(
            false,
            claim_id=f"{number:03} of {false.claim_id}",
            document_id=f"copy {number}",
            source=f"Mirror {number}",
            duplicate_of=false.claim_id,
        )
        for number in range(100)
    ]
    assert answers(reconcile([*made, *copies])[0]) == answers(reconcile(made)[0])


@settings(deadline=None, max_examples=60)
@given(claims(), claims())
def test_claims_of_one_subject_change_nothing_for_another(made: list[Claim], others: list[Claim]) -> None:
    moved = [replace(claim, claim_id=f"other {claim.claim_id}", subject_id="other", attribution_id=None) for claim in others]
    plain = [replace(claim, attribution_id=None) for claim in made]
    together, _ = reconcile([*plain, *moved])
    assert tuple(one for one in together if one.subject_id == "acme") == reconcile(plain)[0]


@settings(deadline=None, max_examples=60)
@given(claims())
def test_no_conflict_without_two_voices(made: list[Claim]) -> None:
    for one in reconcile([replace(claim, source="Post", attribution_id=None) for claim in made])[0]:
        assert one.status != "conflicting" or one.predicate == "chief_executive"
        assert one.independent_sources == 1
