"""Reads the markup of pipeline/rules/cases.toml into records, so that claims are tested apart from the extractors."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from extractors.intervals import days
from extractors.mention import Span
from pipeline import predicates, stages
from pipeline.claims.context import Scene, scene
from pipeline.predicates import Case
from pipeline.records import Article, Cell, Claim, Document, Entity, Mention, Segment

_VALUE = r"[<>~]?[A-Za-z0-9._-]*[A-Za-z0-9](?:%| (?:USD|EUR|INR|JPY|KRW|employee|person|store|user|job|worker|名|人))?"
_MARK = re.compile(rf"\[([^\[\]]*)\](?:=({_VALUE})|@([a-z]+)|([a-z]+))")
_FIGURE = re.compile(r"([<>~]?)(-?[\d.e]+)(%| (?:[A-Z]{3}|[a-z名人]+))(?: |$)")
_SIGNS = {">": "gt", "<": "le", "~": "approx"}


@dataclass(frozen=True)
class Built:
    document: Document
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]


def cases() -> list[Case]:
    return list(predicates.cases())


def _mention(text: str, start: int, words: str, value: str | None, person: str | None, organisation: str | None) -> Mention:
    mention = Mention(f"m{start}", "d", "", start, start + len(words), words, "")
    if value is None:
        return replace(mention, label="ORG" if organisation else "PERSON", entity_id=organisation or person)
    relation = _SIGNS.get(value[0], "eq")
    plain = value.lstrip("<>~")
    if plain.endswith("%"):
        return replace(mention, label="PERCENT", value=Decimal(plain[:-1]), unit="%", relation=relation)
    if " " in plain:
        amount, unit = plain.split(" ")
        return replace(mention, label="MONEY" if unit.isupper() else "QUANTITY", value=Decimal(amount), unit=unit, relation=relation)
    kind = "DURATION" if re.match(r"P\d", plain) else "DATE"
    first, last = days(plain) or (None, None)
    return replace(mention, label=kind, timex_type=kind, timex_value=plain, date_start=first, date_end=last)


def build(markup: str, *, language: str = "en", kind: str = "paragraph", topic: str | None = None, **article: Any) -> Built:
    """Return the records of a text in markup: one passage, a sentence a line; `topic` is named in a heading above it."""
    source = (f"[{topic.title()}]{topic}\n" if topic else "") + markup
    text, at, mentions = "", 0, []
    entities: dict[str, Entity] = {}
    for match in _MARK.finditer(source):
        text += source[at : match.start()]
        words, value, person, organisation = match.groups()
        mentions.append(_mention(text, len(text), words, value, person, organisation))
        name = organisation or person
        if name:
            entities[name] = Entity(name, "organisation" if organisation else "person", words, (), {})
        text += words
        at = match.end()
    text += source[at:]
    cut = len(topic) + 1 if topic else 0
    segments = []
    for start, end in ((0, cut), (cut, len(text))) if topic else ((0, len(text)),):
        sentences, here = [], start
        for line in text[start:end].split("\n"):
            if line.strip():
                sentences.append(Span(here, here + len(line)))
            here += len(line) + 1
        shape = kind if end == len(text) else "heading"
        place = len(segments)
        segments.append(Segment(f"s{place}", "d", place, start, end, shape, language=language, sentences=tuple(sentences)))
    placed = tuple(replace(m, segment_id=next(s.segment_id for s in segments if s.start <= m.start < s.end)) for m in mentions)
    document = Document(
        "d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", text, language=language, articles=(Article(0, 0, len(text), **article),)
    )
    return Built(document, tuple(segments), placed, tuple(entities[name] for name in sorted(entities)))


def scene_of(markup: str, language: str = "en") -> Scene:
    """Return what a text in markup says of itself."""
    built = build(markup, language=language)
    return scene(built.document, built.segments, built.mentions, built.entities)


def row(built: Built, cells: list[tuple[str, str]]) -> Built:
    """Return the records with the last passage as a row of a table, its cells given as (words, header)."""
    last = built.segments[-1]
    found, at = [], last.start
    for words, header in cells:
        at = built.document.text.index(words, at)
        found.append(Cell(at, at + len(words), header))
        at += len(words)
    return replace(built, segments=(*built.segments[:-1], replace(last, kind="table_row", cells=tuple(found))))


def shown(claim: Claim) -> tuple[str, ...]:
    """Return a claim as the lines of the cases write it."""
    figure = claim.text_value or "-"
    if claim.text_value is None and claim.value is not None:
        sign = {relation: sign for sign, relation in _SIGNS.items()}.get(claim.relation, "")
        figure = f"{sign}{claim.value.normalize():f}{'%' if claim.unit == '%' else f' {claim.unit}'}"
    tail = (claim.period or "-", claim.modality, claim.attribution_id or "-", claim.qualifier or "-")
    return claim.predicate, claim.subject_id, claim.object_id or "-", figure, *tail


def wanted(line: str) -> tuple[str, ...]:
    """Return a line of a case as `shown` writes claims."""
    predicate, subject, other, rest = (*line.split(" ", 3), "")[:4]
    if predicate == "headquarters":
        return predicate, subject, other, rest, "-", "actual", "-", "-"
    match = _FIGURE.match(rest)
    if match:
        figure, rest = f"{match[1]}{Decimal(match[2]).normalize():f}{match[3]}", rest[match.end() :]
    else:
        figure, _, rest = (rest or "-").partition(" ")
    parts = rest.split(" ", 3) if rest else []
    return predicate, subject, other, figure, *parts, *("-", "actual", "-", "-")[len(parts) :]


def claims(text: str) -> set[tuple[str | None, str, str | None, str | None, str | None]]:
    """Return whose, which predicate, what is measured, how much and of when, of each claim that a text is kept for."""
    _, _, entities, found = stages.annotate(text)
    names = {entity.entity_id: entity.name for entity in entities}
    return {
        (
            names.get(one.subject_id or ""),
            one.predicate,
            one.qualifier,
            f"{one.value.normalize():f}" if one.value is not None else None,
            one.period,
        )
        for one in found
        if one.confidence >= 0.38
    }
