"""What the documents say of one name, series by series, with the witnesses.

In: tables and a name. Out: lines of styled pieces, or plain values. Never: a fact left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pipeline.diff.wording import answer, status
from pipeline.records import Fact
from pipeline.store import Tables


def lines(tables: Tables, name: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the series of a name: what is asked, then a line an answer.

    Args:
        tables: The tables of a run.
        name: An organisation or person, in any spelling that a document has.

    Raises:
        InputError: Nobody has this name.
    """
    held, voices = _held(tables, name)
    for asked, series in groupby(held, key=_asked):
        yield [(asked, "head")]
        for fact in series:
            about = status(fact) + (f", {fact.conflicts} against" if fact.conflicts else "")
            yield [
                (f"  {fact.period or '':12} ", "faint"),
                (answer(fact), ""),
                (f"  {about}, {fact.confidence:.2f}: {', '.join(voices[fact.fact_id])}  {fact.fact_id}", "faint"),
            ]


def plain(tables: Tables, name: str) -> Iterator[dict[str, Any]]:
    """Yield the facts of a name as values that JSON can hold, in the order of `lines`."""
    held, voices = _held(tables, name)
    for fact in held:
        yield {
            "fact_id": fact.fact_id,
            "subject": fact.subject,
            "predicate": fact.predicate,
            "object": fact.object,
            "qualifier": fact.qualifier,
            "period": fact.period,
            "answer": answer(fact),
            "value": None if fact.value is None else f"{fact.value.normalize():f}",
            "unit": fact.unit,
            "status": fact.status,
            "conflicts": fact.conflicts,
            "confidence": fact.confidence,
            "sources": list(voices[fact.fact_id]),
        }


def _held(tables: Tables, name: str) -> tuple[list[Fact], dict[str, tuple[str, ...]]]:
    ids = set(tables.named(name))
    facts = [fact for fact in tables.records("facts") if fact.subject_id in ids or fact.object_id in ids]
    facts.sort(key=_order)
    claims = {row.claim_id: row for row in tables.records("claims")}
    names = {row.entity_id: row.name for row in tables.records("entities")}
    titles = {row.document_id: f"“{row.title}”" if row.title else row.path for row in tables.records("documents")}
    told: dict[str, dict[str, None]] = {fact.fact_id: {} for fact in facts}
    for part in tables.records("fact_claims"):
        if part.fact_id in told and part.role in ("chosen", "supports"):
            claim = claims[part.claim_id]
            told[part.fact_id][names.get(claim.attribution_id or "") or titles.get(claim.source, claim.source)] = None
    return facts, {name: tuple(sorted(who)) for name, who in told.items()}


def _asked(fact: Fact) -> str:
    what = fact.qualifier if fact.predicate == "metric" and fact.qualifier else fact.predicate.replace("_", " ")
    return f"{fact.subject} · {what}" + (f" · {fact.object}" if fact.object and fact.value is not None else "")


def _order(fact: Fact) -> tuple[str, str, str, str]:
    return _asked(fact), fact.period_start.isoformat() if fact.period_start else "", fact.period or "", answer(fact)
