"""The ids of claims, which hang on what is said and on its sentence.

In: the claims of a document. Out: the same, with ids that an edit elsewhere leaves as they are. Never: a place, or a name that only another
document can change, where the sentence has one of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Claim, content_id


def lasting(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Give claims ids of what they say and of the words of their sentences, and of how often the document has said just that before.

    Args:
        claims: The claims of a document, in order; their ids are of their places.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    ids: dict[str, str] = {}
    for claim in claims:
        key = _said(claim)
        seen[key] += 1
        ids[claim.claim_id] = content_id("claim", *key, seen[key])
    return tuple(
        replace(claim, claim_id=ids[claim.claim_id], duplicate_of=ids[claim.duplicate_of] if claim.duplicate_of else None)
        for claim in claims
    )


def _said(claim: Claim) -> tuple[object, ...]:
    """Return what a claim says; a party that its sentence names goes by the name there, which no other document can change."""
    named = {
        mark.role: " ".join(claim.text[mark.start - claim.start : mark.end - claim.start].split())
        for mark in reversed(claim.marks)
        if claim.start <= mark.start and mark.end <= claim.end
    }
    return (
        claim.document_id,
        " ".join(claim.text.split()),
        named.get("subject") or claim.subject_id,
        claim.predicate,
        claim.object_id and (named.get("object") or claim.object_id),
        claim.qualifier,
        claim.value,
        claim.upper if claim.relation == "range" else None,
        claim.relation,
        claim.unit,
        claim.text_value,
        claim.period,
        claim.modality,
    )
