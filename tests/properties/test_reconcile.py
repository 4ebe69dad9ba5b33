"""What holds for any claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.facts
from pipeline.facts import reconcile
from pipeline.facts.selection import chance
from pipeline.facts.slot import Slot
from pipeline.predicates import predicates
from pipeline.records import Claim, Fact, content_id
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
@given(claims(), st.integers(0, 99))
def test_no_tie_is_broken_by_an_id(made: list[Claim], salt: int) -> None:
    def other(name: str) -> str:
        return content_id(salt, name)

    renamed = [
        replace(
            claim,
            claim_id=other(claim.claim_id),
            document_id=other(claim.document_id),
            duplicate_of=other(claim.duplicate_of) if claim.duplicate_of else None,
        )
        for claim in made
    ]
    facts, parts, _ = reconcile(made)
    assert reconcile(renamed)[:2] == (facts, tuple(replace(part, claim_id=other(part.claim_id)) for part in parts))


@settings(deadline=None, max_examples=60)
@given(claims())
def test_every_claim_has_one_place_in_the_facts_and_every_value_is_a_claim_s(made: list[Claim]) -> None:
    facts, parts, _ = reconcile(made)
    placed = [part.claim_id for part in parts if not part.reason.endswith("overtaken by this")]
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
    together, *_ = reconcile([*plain, *moved])
    assert tuple(one for one in together if one.subject_id == "acme") == reconcile(plain)[0]


@settings(deadline=None, max_examples=60)
@given(claims())
def test_no_conflict_without_two_voices(made: list[Claim]) -> None:
    for one in reconcile([replace(claim, source="Post", attribution_id=None) for claim in made])[0]:
        assert one.status != "conflicting" or one.predicate == "chief_executive"
        assert one.independent_sources == 1


DAYS = st.sampled_from((None, date.min, date(1, 12, 31), date(2024, 2, 29), date(9998, 12, 31), date.max))
FIGURES = st.one_of(st.none(), st.decimals(min_value=-(10**28), max_value=10**28, places=9, allow_nan=False))


@st.composite
def strange(draw: st.DrawFn) -> list[Claim]:
    """Claims that no text would give: every predicate, any figure and any day of the calendar, limits in any order."""
    found = {}
    for number in range(draw(st.integers(1, 12))):
        first, last = sorted((draw(DAYS), draw(DAYS)), key=lambda day: day or date.min)
        value = draw(FIGURES)
        made = replace(
            state(draw(st.sampled_from(SOURCES)), None, start=100 * number),
            predicate=draw(st.sampled_from((*predicates(), "unheard_of"))),
            value=value,
            lower=draw(FIGURES) if value is not None else None,
            upper=draw(FIGURES) if value is not None else None,
            relation=draw(st.sampled_from(("eq", "approx", "gt", "ge", "lt", "le", "range", "vague"))),
            unit=draw(st.sampled_from((None, "USD", "%", "employee"))),
            text_value=draw(st.sampled_from((None, "", "2016", "9999-12-31", "0000", "Oslo"))),
            object_id=draw(st.sampled_from((None, "ada", "acme"))),
            period=draw(st.sampled_from((None, "PRESENT_REF", "2024-05", "XXXX"))),
            period_start=first,
            period_end=last,
            published=draw(DAYS),
            modality=draw(st.sampled_from(("actual", "estimate", "forecast", "discussed"))),
            confidence=draw(st.sampled_from((0.5, 0.7, 1.0))),
        )
        found[f"{number:03}"] = replace(made, claim_id=f"{number:03}")
    return list(found.values())


@settings(deadline=None, max_examples=120)
@given(strange())
def test_no_claim_fails_but_one_of_a_predicate_that_is_none(made: list[Claim]) -> None:
    facts, parts, rejects = reconcile(made)
    assert {reject.path for reject in rejects} <= {"facts/acme/unheard_of"}
    assert {part.claim_id for part in parts} == {claim.claim_id for claim in made if claim.predicate != "unheard_of"}
    assert all(0 <= one.confidence <= 0.98 for one in facts)


@settings(deadline=None, max_examples=30)
@given(claims())
def test_a_fault_in_one_slot_costs_that_slot(made: list[Claim]) -> None:
    whole = pipeline.facts.choose

    def faulty(slot: Slot, *rest: object) -> object:
        if slot.predicate == "valuation":
            raise ZeroDivisionError("no such luck")
        return whole(slot, *rest)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline.facts, "choose", faulty)
        facts, parts, rejects = reconcile(made)
    others = [claim for claim in made if claim.predicate != "valuation"]
    assert (facts, parts) == reconcile(others)[:2] or worth(made) != worth(others)
    assert {reject.path for reject in rejects} <= {"facts/acme/valuation"}
    assert bool(rejects) == any(claim.predicate == "valuation" for claim in made)
    assert all(reject.detail == "ZeroDivisionError: no such luck" for reject in rejects)


def worth(made: Sequence[Claim]) -> set[object]:
    """What another predicate may compare itself with."""
    return {(claim.unit, claim.value) for claim in made if claim.predicate == "valuation"}


@given(st.floats(min_value=-1e308, max_value=1e308))
def test_a_probability_is_one_at_any_odds(odds: float) -> None:
    assert 0 <= chance(odds) <= 1
    assert abs(chance(odds) + chance(-odds) - 1) < 1e-12


def test_fifty_figures_for_one_question_by_sixteen_hundred_voices_are_one_conflict() -> None:
    made = [state(f"Voice {number}", str((number % 50 + 1) * 10**6), "2024", predicate="revenue") for number in range(1600)]
    facts, parts, rejects = reconcile(made)
    assert [(one.status, one.claims) for one in facts] == [("conflicting", 1600)]
    assert 0 <= facts[0].confidence < 0.5
    assert (len(parts), rejects) == (1600, ())
