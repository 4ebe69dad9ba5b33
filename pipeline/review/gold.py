"""Answers as gold, in the form that `awase evaluate` reads.

In: the tables of a run and the answers. Out: files of JSON Lines: the documents with an answer, the claims that were accepted or corrected,
and the sentences of claims that nobody judged, in which a claim counts neither way. Never: a claim that no person saw taken for right.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from pipeline import answers
from pipeline.answers import Answer
from pipeline.errors import OutputError
from pipeline.records import Claim, Document, Entity
from pipeline.store import Tables

_DIGITS = {"year": 4, "half": 7, "quarter": 7, "month": 7, "day": 10}


def export(tables: Tables, given: Sequence[Answer], folder: Path) -> dict[str, int]:
    """Write the answers that hold as a folder of gold.

    Args:
        tables: The tables of a run.
        given: The answers.
        folder: Where to; files of ours that are there are replaced.

    Returns:
        How many documents, claims accepted or corrected, claims rejected, and sentences left open there are.

    Raises:
        OutputError: Two documents have one file name, or the folder cannot be written.
    """
    held = {answer.about[0]: answer for answer in answers.settled(given)[0] if answer.question[0] == "claim"}
    documents: Mapping[str, Document] = {row.document_id: row for row in tables.records("documents")}
    claims: Sequence[Claim] = tables.records("claims")
    seen = {claim.document_id for claim in claims if claim.claim_id in held}
    names = _names(documents[identifier] for identifier in sorted(seen))
    right = [_told(claim, held[claim.claim_id]) for claim in claims if claim.claim_id in held and held[claim.claim_id].verdict != "reject"]
    open_: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.document_id in seen and claim.claim_id not in held:
            open_[claim.document_id].add(claim.text)
    told = {name for claim in right for name in (claim.subject_id, claim.object_id, claim.attribution_id) if name}
    entities: Sequence[Entity] = [row for row in tables.records("entities") if row.entity_id in told]
    files: dict[str, list[dict[str, Any]]] = {
        "documents.jsonl": [_document(documents[identifier], name) for identifier, name in names.items()],
        "entities.jsonl": [
            {"id": row.entity_id, "name": row.name, "aliases": sorted({form.text for form in row.names} - {row.name})} for row in entities
        ],
        "claims.jsonl": [_claim(claim, names[claim.document_id]) for claim in right],
        **{f"optional/{names[identifier]}.jsonl": [{"quote": quote} for quote in sorted(quotes)] for identifier, quotes in open_.items()},
    }
    try:
        (folder / "optional").mkdir(parents=True, exist_ok=True)
        for old in (folder / "optional").glob("*.jsonl"):
            old.unlink()
        for name, rows in files.items():
            (folder / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    rejected = sum(answer.verdict == "reject" for answer in held.values())
    return {"documents": len(names), "claims": len(right), "rejected": rejected, "open": sum(map(len, open_.values()))}


def _names(documents: Iterable[Document]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in documents:
        name = PurePath(row.path).name
        if name in found.values():
            raise OutputError(f"two documents are called {name}: gold knows a document by the name of its file")
        found[row.document_id] = name
    return found


def _told(claim: Claim, answer: Answer) -> Claim:
    """Return a claim as a person says it is, also where no run has heeded his answer yet."""
    if answer.verdict != "correct":
        return claim
    number = answers.amount(answer.value) if claim.value is not None else None
    return replace(claim, value=number, relation="eq") if number is not None else replace(claim, text_value=answer.value)


def _document(row: Document, name: str) -> dict[str, Any]:
    """Return the line of a document; its language and date are the machine's, which nobody was asked about."""
    published = row.published.isoformat()[: _DIGITS.get(row.published_precision or "", 10)] if row.published else None
    note = "language and date as the machine read them"
    return {"doc": name, "language": row.language, "published": published, "publisher": row.publisher, "set": "answers", "note": note}


def _claim(claim: Claim, name: str) -> dict[str, Any]:
    # By the guidelines of annotation the price of a whole company is an investment of this kind.
    bought = claim.predicate == "acquisition"
    value = claim.text_value or (None if claim.value is None else f"{claim.value.normalize():f}")
    return {
        "doc": name,
        "evidence": [claim.start, claim.end],
        "quote": claim.text,
        "subject": claim.subject_id,
        "predicate": "investment" if bought else claim.predicate,
        "object": claim.object_id,
        "qualifier": "acquisition" if bought else claim.qualifier,
        "value": value or (claim.period if claim.predicate == "founded" else None),
        "unit": claim.unit,
        "relation": claim.relation,
        "period": claim.period,
        "modality": claim.modality,
        "attribution": claim.attribution_id,
        "claim": claim.claim_id,
    }
