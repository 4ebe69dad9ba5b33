from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims import find
from pipeline.predicates import Case
from pipeline.records import Claim
from tests.support.claim_cases import Built, build, cases

CASES = cases()
MODALITIES = {"actual", "estimate", "forecast", "discussed"}


def built(case: Case) -> Built:
    return build(case.text, language=case.language, kind=case.kind, topic=case.topic)


def claims(given: Built) -> tuple[Claim, ...]:
    return find(given.document, given.segments, given.mentions, given.entities)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CASES))
def test_every_mark_and_text_lies_where_the_claim_says(case: Case) -> None:
    records = built(case)
    for claim in claims(records):
        assert claim.text == records.document.text[claim.start : claim.end]
        assert claim.modality in MODALITIES
        assert 0.0 <= claim.confidence <= 1.0
        assert claim.object_id != claim.subject_id
        assert all(claim.start <= mark.start < mark.end <= claim.end for mark in claim.marks)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
def test_the_order_in_which_mentions_and_entities_come_makes_no_difference(case: Case, order: Any) -> None:
    records = built(case)
    mentions, entities = list(records.mentions), list(records.entities)
    order.shuffle(mentions)
    order.shuffle(entities)

    assert claims(replace(records, mentions=tuple(mentions), entities=tuple(entities))) == claims(records)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(CASES), st.integers(min_value=1, max_value=40))
def test_text_put_before_moves_the_claims_and_changes_nothing_else(case: Case, by: int) -> None:
    records = built(case)
    moved = replace(
        records,
        document=replace(records.document, text="\n" * by + records.document.text),
        segments=tuple(
            replace(s, start=s.start + by, end=s.end + by, sentences=tuple(span.shifted(by) for span in s.sentences))
            for s in records.segments
        ),
        mentions=tuple(replace(m, start=m.start + by, end=m.end + by) for m in records.mentions),
    )

    def said(claim: Claim) -> tuple[object, ...]:
        return claim.subject_id, claim.predicate, claim.object_id, claim.value, claim.text_value, claim.period, claim.modality, claim.text

    assert [said(c) for c in claims(moved)] == [said(c) for c in claims(records)]
    assert [c.start - by for c in claims(moved)] == [c.start for c in claims(records)]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([case for case in CASES if case.claims]))
def test_a_figure_is_read_once_for_each_predicate_and_subject(case: Case) -> None:
    seen: set[tuple[object, ...]] = set()
    for claim in claims(built(case)):
        key = (claim.predicate, claim.subject_id, claim.object_id, claim.mention_id, claim.text_value, claim.start)
        assert key not in seen
        seen.add(key)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=" \n.,:;()「」、。はがのにを年%$ABCabc123円億", max_size=80), st.sampled_from(["en", "ja", "ko", "und"]))
def test_text_without_mentions_gives_no_claims_and_no_error(text: str, language: str) -> None:
    records = build("x")
    segment = replace(records.segments[0], end=len(text), sentences=(), language=language)

    assert find(replace(records.document, text=text), (segment,), (), ()) == ()
