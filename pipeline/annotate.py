"""One text in, its mentions and claims out, in the form of the annotation guidelines.

In: a mapping with `id`, `text`, and where they are known `lang` and `ref`. Out: a mapping of plain values. Never: files, tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pipeline.records import Claim, Mention


def annotated(case: Mapping[str, Any]) -> dict[str, Any]:
    """Find the mentions and claims of a text.

    Args:
        case: `id`, `text`; `lang`, a BCP 47 tag, and `ref`, the date of the text in ISO 8601, where they are known.

    Returns:
        `id`, `lang`, `origin` (probability by language of the original), `mentions` and `claims`; a claim has the name
        of its subject, None where the text names none, and `marks`, the words that carry it.

    Raises:
        KeyError: `id` or `text` is missing.
        TypeError: `text` is no string.
        UnicodeEncodeError: `text` holds half a character.
    """
    from pipeline.stages import annotate

    text = case["text"]
    if not isinstance(text, str):
        raise TypeError("text is no string")
    document, mentions, entities, claims = annotate(text, tag=case.get("lang"), today=case.get("ref"))
    return {
        "id": case["id"],
        "lang": document.language,
        "origin": {"ko": round(document.origin_ko, 4), "ja": round(document.origin_ja, 4)},
        "mentions": [{"start": row.start, "end": row.end, "text": row.text, "label": row.label, "norm": norm(row)} for row in mentions],
        "claims": [_claim(row, {entity.entity_id: entity.name for entity in entities}) for row in claims],
    }


def _claim(claim: Claim, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "evidence": [claim.start, claim.end],
        "subject": names.get(claim.subject_id),
        "predicate": claim.predicate,
        "object": names.get(claim.object_id or ""),
        "qualifier": claim.qualifier,
        "value": _plain(claim.value) if claim.value is not None else claim.text_value,
        "upper": _plain(claim.upper) if claim.relation == "range" else None,
        "relation": claim.relation,
        "unit": claim.unit,
        "period": claim.period,
        "modality": claim.modality,
        "attribution": names.get(claim.attribution_id or ""),
        "confidence": claim.confidence,
        "marks": [{"role": mark.role, "start": mark.start, "end": mark.end} for mark in claim.marks],
    }


def norm(mention: Mention) -> dict[str, Any] | None:
    """Return the value of a mention as the guidelines write it; names have none."""
    if mention.label in ("ORG", "PERSON"):
        return None
    if mention.label in ("DATE", "DURATION"):
        made: dict[str, Any] = {"type": mention.label, "value": mention.timex_value}
        if mention.timex_mod:
            made["mod"] = mention.timex_mod
        if mention.timex_upper:
            made |= {"relation": "range", "upper": mention.timex_upper}
        return made
    figure = {
        "value": _plain(mention.value),
        "relation": mention.relation,
        "upper": _plain(mention.upper) if mention.relation == "range" else None,
    }
    if mention.label == "MONEY":
        return {"currency": mention.unit, **figure}
    return {"unit": mention.unit, **figure} if mention.label == "QUANTITY" else figure


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")
