"""The chain from a fact to the characters it came from.

In: published tables and an id. Out: lines of styled pieces of text. Never: a judgement of its own; it shows what the tables say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.errors import InputError
from pipeline.records import Claim, Document, Entity, Fact, FactClaim, Segment
from pipeline.store import Tables

#: Pieces of a line: text and the name of its style (a mark's role, `head`, `faint` or nothing).
Line = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Behind:
    """What stands behind claims: rows by their ids.

    Attributes:
        entities: The entities.
        documents: The documents.
        rows: The passages that are rows of tables.
    """

    entities: Mapping[str | None, Entity]
    documents: Mapping[str, Document]
    rows: Mapping[str, Segment]


def explanation(tables: Tables, identifier: str) -> Iterator[Line]:
    """Yield the lines that explain a fact or a claim.

    Args:
        tables: The tables of a run.
        identifier: A fact's or claim's id, or enough of its first characters.

    Raises:
        InputError: No fact or claim has this id, or several have.
    """
    facts: list[Fact] = tables.records("facts")
    claims: list[Claim] = tables.records("claims")
    found = [row for row in facts if row.fact_id.startswith(identifier)] if identifier else []
    stated = [row for row in claims if row.claim_id.startswith(identifier)] if identifier else []
    if len(found) + len(stated) != 1:
        said = "several facts or claims begin so" if found or stated else "no fact or claim has this id"
        raise InputError(f"{identifier!r}: {said}; look in the columns fact_id and claim_id")
    behind = _Behind(
        {row.entity_id: row for row in tables.records("entities")},
        {row.document_id: row for row in tables.records("documents")},
        {row.segment_id: row for row in tables.records("segments") if row.cells},
    )
    if stated:
        yield from _claim(stated[0], behind, "")
        links = [row for row in tables.records("fact_claims") if row.claim_id == stated[0].claim_id]
        for link in links:
            yield [(f"in fact {link.fact_id} as {link.role}: {link.reason}", "faint")]
        return
    yield from _fact(found[0], tables.records("fact_claims"), {row.claim_id: row for row in claims}, behind)


def document_of(tables: Tables, said: str) -> Document:
    """Return the document of a path, or of an id or enough of its first characters.

    Raises:
        InputError: No document has this path or id, or several have.
    """
    documents: list[Document] = tables.records("documents")
    found = [row for row in documents if row.path == said] or [row for row in documents if said and row.document_id.startswith(said)]
    if len(found) != 1:
        raise InputError(
            f"{said!r}: {'several documents begin' if found else 'no document is called'} so; look in the columns document_id and path"
        )
    return found[0]


def _fact(fact: Fact, links: Sequence[FactClaim], claims: Mapping[str, Claim], behind: _Behind) -> Iterator[Line]:
    slot = " · ".join(part for part in (fact.subject, fact.predicate, fact.object, fact.qualifier, fact.period) if part)
    yield [(slot, "head")]
    value = _figure(fact.value, fact.upper if fact.relation == "range" else None, fact.relation, fact.unit)
    yield [("value       ", "faint"), (fact.text_value or value or fact.object or "", "value")]
    yield [("status      ", "faint"), (f"{fact.status}, {fact.modality}, confidence {fact.confidence:.2f}", "")]
    voices = f"{fact.independent_sources} independent of {fact.claims} claims in {fact.documents} documents"
    yield [("sources     ", "faint"), (voices, "")]
    yield [("why         ", "faint"), (fact.explanation, "")]
    order = ("chosen", "supports", "conflicts", "superseded", "duplicate")
    own = sorted(
        (link for link in links if link.fact_id == fact.fact_id), key=lambda link: (order.index(link.role), -link.weight, link.claim_id)
    )
    for link in own:
        yield [("", "")]
        yield [(f"{link.role}", "head"), (f"  {link.reason}", "")]
        yield from _claim(claims[link.claim_id], behind, "  ")


def _claim(claim: Claim, behind: _Behind, indent: str) -> Iterator[Line]:
    document, entities = behind.documents[claim.document_id], behind.entities
    subject = entities[claim.subject_id].name if claim.subject_id in entities else claim.subject_id
    target = entities[claim.object_id].name if claim.object_id in entities else claim.object_id
    value = claim.text_value or _figure(claim.value, claim.upper if claim.relation == "range" else None, claim.relation, claim.unit)
    said = " · ".join(part for part in (subject, claim.predicate, target, claim.qualifier, value, claim.period, claim.modality) if part)
    yield [(indent + said, "")]
    voice = entities[claim.attribution_id].name if claim.attribution_id in entities else None
    on = f" on the word of {voice}" if voice else ""
    yield [(f"{indent}{document.path} [{claim.start}, {claim.end}){on}; claim {claim.claim_id}, rule {claim.rule}", "faint")]
    sure = f"confidence {claim.confidence:.2f}, with its period and measure {min(claim.confidence, claim.full_confidence):.2f}"
    yield [(indent + sure, "faint")]
    yield [(indent + "  ", ""), *_marked(document.text, claim)]
    if (row := behind.rows.get(claim.segment_id)) is not None and (headed := _heads(document.text, claim, row)):
        yield [(f"{indent}  under  {headed}", "faint")]


def _heads(text: str, claim: Claim, row: Segment) -> str:
    """Return what heads the cell of a claim's figure in its table, by kind, the outermost first."""
    value = next((mark for mark in claim.marks if mark.role == "value"), None)
    cell = next((cell for cell in row.cells if value is not None and cell.start <= value.start < cell.end), None)
    said: dict[str, list[str]] = {}
    for head in cell.heads if cell is not None else ():
        said.setdefault(head.kind, []).append(_one_line(text[head.start : head.end]))
    return " · ".join(f"{kind}: {' › '.join(words)}" for kind, words in said.items())


def _marked(text: str, claim: Claim) -> Line:
    pieces: Line = []
    at = claim.start
    for mark in sorted(claim.marks, key=lambda mark: (mark.start, mark.end)):
        if mark.start < at or mark.end > claim.end:
            continue
        pieces += [(_one_line(text[at : mark.start]), ""), (_one_line(text[mark.start : mark.end]), mark.role)]
        at = mark.end
    pieces.append((_one_line(text[at : claim.end]), ""))
    outside = [mark for mark in claim.marks if mark.end <= claim.start or mark.start >= claim.end]
    for mark in sorted(outside, key=lambda mark: mark.start):
        pieces += [("  … ", "faint"), (_one_line(text[mark.start : mark.end]), mark.role)]
    return [piece for piece in pieces if piece[0]]


def _one_line(text: str) -> str:
    return text.replace("\r", "").replace("\n", "⏎")


def _figure(value: Decimal | None, upper: Decimal | None, relation: str, unit: str | None) -> str | None:
    if value is None:
        return f"no number{f' ({unit})' if unit else ''}" if relation == "vague" else None
    sign = {"gt": "> ", "ge": "≥ ", "lt": "< ", "le": "≤ ", "approx": "≈ "}.get(relation, "")
    number = f"{value.normalize():,f}" + (f" to {upper.normalize():,f}" if upper is not None else "")
    return f"{sign}{number}{f' {unit}' if unit else ''}"
