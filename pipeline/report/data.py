"""What the report shows, as plain data.

In: published tables. Out: one object of lists and texts that JSON can hold: subjects, facts, claims, passages, documents, rejects. Never: a
figure of its own; numbers go as exact texts beside the ones a plot needs, and every text goes as it stands, to be shown and never run.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.records import Claim, Document, Entity, Fact, FactClaim, Mention, Segment
from pipeline.store import Tables

#: Characters of all documents up to which every passage is shown; above, those that a fact rests on.
WHOLE = 2_000_000
#: How the columns begin that give the chance that a text was translated from a language.
_ORIGIN = "origin_"
_DIGITS = {"year": 4, "half": 7, "quarter": 7, "month": 7, "day": 10}
_SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "approx": "≈"}
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_FIGURES = ("MONEY", "PERCENT", "QUANTITY")
#: In what order the claims of a fact are shown: what contradicts the chosen one stands beside it.
_ROLES = ("chosen", "conflicts", "supports", "superseded", "duplicate")
_STATUSES = ("conflicting", "superseded", "agreed", "compatible", "single_source")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of the tables that a report shows, and where each stands in its list."""

    documents: Sequence[Document]
    entities: Mapping[str, Entity]
    claims: Mapping[str, Claim]
    passages: Mapping[str, int]
    segments: Mapping[str, Segment]


def content(tables: Tables, most: int = WHOLE) -> Json:
    """Return what a report of these tables shows.

    Args:
        tables: The tables of a run.
        most: Characters of all documents up to which every passage is shown.
    """
    documents: list[Document] = tables.records("documents")
    segments: list[Segment] = tables.records("segments")
    facts: list[Fact] = tables.records("facts")
    links: dict[str, list[FactClaim]] = defaultdict(list)
    for link in tables.records("fact_claims"):
        links[link.fact_id].append(link)
    claims: dict[str, Claim] = {row.claim_id: row for row in tables.records("claims")}
    whole = sum(len(row.text) for row in documents) <= most
    told = {claim.segment_id for claim in claims.values()}
    shown = [row for row in segments if whole or row.segment_id in told]
    rows = _Rows(
        documents,
        {row.entity_id: row for row in tables.records("entities")},
        claims,
        {row.segment_id: at for at, row in enumerate(shown)},
        {row.segment_id: row for row in shown},
    )
    place = {claim_id: at for at, claim_id in enumerate(claims)}
    subjects = _subjects(facts, rows)
    mentions: list[Mention] = tables.records("mentions")
    used = _used(segments, mentions, claims.values())
    return {
        "counts": _counts(tables, facts),
        "coverage": _coverage(used, claims, facts, links),
        "documents": [_document(row, *used[row.document_id]) for row in documents],
        "passages": _passages(shown, mentions, documents),
        "subjects": subjects,
        "claims": [_claim(row, rows) for row in claims.values()],
        "facts": _facts(facts, links, place, {subject["id"]: at for at, subject in enumerate(subjects)}, claims),
        "rejects": [
            {"path": row.path, "stage": row.stage, "reason": row.reason, "detail": row.detail} for row in tables.records("rejects")
        ],
        "whole": whole,
    }


def _counts(tables: Tables, facts: Sequence[Fact]) -> Json:
    labels = Counter(tables.arrow("mentions").column("label").to_pylist())
    statuses = Counter(row.status for row in facts)
    return {
        "documents": tables.arrow("documents").num_rows,
        "mentions": dict(sorted(labels.items())),
        "claims": tables.arrow("claims").num_rows,
        "facts": {status: statuses[status] for status in _STATUSES if statuses[status]},
        "rejects": tables.arrow("rejects").num_rows,
        "bands": [[low / 10, count] for low, count in sorted(Counter(min(int(row.confidence * 10), 9) for row in facts).items())],
    }


def _used(segments: Iterable[Segment], mentions: Iterable[Mention], claims: Iterable[Claim]) -> dict[str, tuple[int, int, int]]:
    """Return, by document, the figures of its text (neither furniture nor a copy), those of them that a claim states, and the claims."""
    read = {row.segment_id for row in segments if row.kind != "furniture" and row.duplicate_of is None}
    figures: dict[str, set[str]] = defaultdict(set)
    for one in mentions:
        if one.label in _FIGURES and one.segment_id in read:
            figures[one.document_id].add(one.mention_id)
    stated: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for claim in claims:
        counts[claim.document_id] += 1
        if claim.mention_id in figures[claim.document_id]:
            stated[claim.document_id].add(claim.mention_id)
    return defaultdict(lambda: (0, 0, 0), {name: (len(figures[name]), len(stated[name]), counts[name]) for name in figures})


def _coverage(
    used: Mapping[str, tuple[int, int, int]], claims: Mapping[str, Claim], facts: Sequence[Fact], links: Mapping[str, Sequence[FactClaim]]
) -> Json:
    told = {link.claim_id for fact in facts for link in links.get(fact.fact_id, ())}
    return {
        "figures": sum(figures for figures, _, _ in used.values()),
        "stated": sum(stated for _, stated, _ in used.values()),
        "claims": len(claims),
        "told": len(told & claims.keys()),
        "silent": sum(bool(figures) and not held for figures, _, held in used.values()),
    }


def _document(row: Document, figures: int, stated: int, claims: int) -> Json:
    return {
        "figures": figures,
        "stated": stated,
        "claims": claims,
        "path": row.path,
        "title": row.title,
        "publisher": row.publisher,
        "url": row.url,
        "language": row.language,
        "sure": round(row.language_confidence, 2),
        "origin": {
            field.name.removeprefix(_ORIGIN): round(chance, 2)
            for field in fields(row)
            if field.name.startswith(_ORIGIN) and (chance := getattr(row, field.name)) >= 0.01
        },
        "published": _cut(row.published, row.published_precision),
        "evidence": row.published_evidence,
        "before": _cut(row.not_before, row.not_before_precision),
    }


def _cut(day: date | None, precision: str | None) -> str | None:
    return day.isoformat()[: _DIGITS.get(precision or "", 10)] if day else None


def _passages(shown: Sequence[Segment], mentions: Iterable[Mention], documents: Sequence[Document]) -> list[Json]:
    marks: dict[str, list[list[Any]]] = defaultdict(list)
    starts = {row.segment_id: row.start for row in shown}
    for one in mentions:
        if one.segment_id in starts:
            start = starts[one.segment_id]
            marks[one.segment_id].append([one.start - start, one.end - start, one.label, _meaning(one)])
    texts = {row.document_id: (at, row.text) for at, row in enumerate(documents)}
    return [
        {
            "document": texts[row.document_id][0],
            "kind": row.kind,
            "section": " › ".join(row.section),
            "text": texts[row.document_id][1][row.start : row.end],
            "mentions": sorted(marks[row.segment_id]),
        }
        for row in shown
    ]


def _meaning(one: Mention) -> str:
    if one.timex_value:
        return one.timex_value
    return figure(one.value, one.upper if one.relation == "range" else None, one.relation or "eq", one.unit) or ""


def _subjects(facts: Sequence[Fact], rows: _Rows) -> list[Json]:
    names = {row.subject_id: row.subject for row in facts}
    found = []
    for identifier, name in sorted(names.items(), key=lambda one: (one[1].casefold(), one[0])):
        entity = rows.entities.get(identifier)
        forms = sorted(entity.names, key=lambda form: (-form.count, form.text)) if entity else ()
        found.append(
            {
                "id": identifier,
                "name": name,
                "kind": entity.kind if entity else "",
                "names": [[form.text, form.language, form.count] for form in forms],
            }
        )
    return found


def _claim(row: Claim, rows: _Rows) -> Json:
    segment = rows.segments.get(row.segment_id)
    start = segment.start if segment else row.start
    marks = [mark for mark in row.marks if row.start <= mark.start < mark.end <= row.end]
    return {
        "passage": rows.passages.get(row.segment_id),
        "at": [row.start - start, row.end - start],
        "text": row.text,
        "marks": [[mark.role, mark.start - row.start, mark.end - row.start] for mark in sorted(marks, key=lambda mark: mark.start)],
        "value": _stated(row),
        "x": _number(row.value),
        "period": row.period,
        "from": row.period_start.isoformat() if row.period_start else None,
        "to": row.period_end.isoformat() if row.period_end else None,
        "modality": row.modality,
        "confidence": round(row.confidence, 2),
        "by": voice.name if (voice := rows.entities.get(row.attribution_id or "")) else None,
    }


def _facts(
    facts: Sequence[Fact],
    links: Mapping[str, Sequence[FactClaim]],
    place: Mapping[str, int],
    subject: Mapping[str, int],
    claims: Mapping[str, Claim],
) -> list[Json]:
    return [
        {
            "id": row.fact_id,
            "subject": subject[row.subject_id],
            "predicate": row.predicate,
            "object": row.object,
            "qualifier": row.qualifier,
            "unit": row.unit,
            "value": row.text_value
            or figure(row.value, row.upper if row.relation == "range" else None, row.relation, row.unit)
            or row.object,
            "exact": None if row.value is None else f"{row.value.normalize():f}",
            "x": _number(row.value),
            "low": _number(row.lower),
            "high": _number(row.upper),
            "period": row.period,
            "from": row.period_start.isoformat() if row.period_start else None,
            "to": row.period_end.isoformat() if row.period_end else None,
            "modality": row.modality,
            "status": row.status,
            "confidence": round(row.confidence, 2),
            "sources": row.independent_sources,
            "documents": row.documents,
            "current": row.current,
            "against": _against(claims[link.claim_id] for link in links.get(row.fact_id, ()) if link.role == "conflicts"),
            "why": row.explanation,
            "told": len(links.get(row.fact_id, ())),
            "claims": [
                [place[link.claim_id], link.role, link.reason]
                for link in sorted(
                    links.get(row.fact_id, ()), key=lambda link: (_ROLES.index(link.role), -link.weight, place[link.claim_id])
                )
            ],
        }
        for row in facts
    ]


def _stated(claim: Claim) -> str | None:
    return claim.text_value or figure(claim.value, claim.upper if claim.relation == "range" else None, claim.relation, claim.unit)


def _against(rivals: Iterable[Claim]) -> list[str]:
    """Return the figures that a fact is contradicted with, each once, the largest first."""
    told = {said: claim.value or Decimal(0) for claim in rivals if (said := _stated(claim))}
    return sorted(told, key=lambda said: (-told[said], said))


def _number(value: Decimal | None) -> float | None:
    """Return a figure for the axis of a plot; what is printed is the exact text."""
    return None if value is None else float(value)


def figure(value: Decimal | None, upper: Decimal | None, relation: str, unit: str | None) -> str | None:
    """Return a figure as a reader writes it: `≈ 1.4 billion USD`; no digit is rounded away.

    Args:
        value: In whole units.
        upper: Far end of a range.
        relation: Relation to the true figure, as in the tables.
        unit: ISO 4217 code, %, or the counted noun.
    """
    if value is None:
        return None
    shown = _scaled(value) if upper is None else f"{_scaled(value)} to {_scaled(upper)}"
    sign = _SIGNS.get(relation, "")
    return f"{sign} {shown}{'' if unit in (None, '%') else ' '}{unit or ''}".strip()


def _scaled(value: Decimal) -> str:
    for size, name in _SCALES:
        if abs(value) >= size and (len((value / size).normalize().as_tuple().digits) <= 6 or not value % 1000):
            return f"{(value / size).normalize():,f} {name}"
    return f"{value.normalize():,f}"
