"""Reads the markup of pipeline/rules/cases.toml into records, so that claims are tested without the extractors."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files

from extractors.mention import Span
from pipeline.records import Article, Cell, Document, Entity, Mention, Segment

_MARK = re.compile(
    r"\[([^\[\]]*)\](?:=([<>~]?[A-Za-z0-9.-]*[A-Za-z0-9](?:%| (?:USD|EUR|INR|JPY|KRW|employee|person|名|人))?)|@([a-z]+)|([a-z]+))"
)


@dataclass(frozen=True)
class Built:
    document: Document
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]


def cases() -> list[dict[str, object]]:
    return list(tomllib.loads((files("pipeline.rules") / "cases.toml").read_text(encoding="utf-8"))["case"])


def bounds(value: str) -> tuple[date | None, date | None]:
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    if re.fullmatch(r"\d{4}-\d{2}", value):
        year, month = int(value[:4]), int(value[5:])
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        day = date.fromisoformat(value)
        return day, day
    return None, None


def build(markup: str, *, language: str = "en", kind: str = "paragraph", topic: str | None = None, published: date | None = None) -> Built:
    """Build the records of a text in markup; every line is a sentence of one passage; `a | b` cells follow in build_row."""
    lead = f"[{topic.title()}]{topic}\n" if topic else ""
    text, mentions = "", []
    at = 0
    ids: dict[str, tuple[str, str]] = {}
    source = lead + markup
    for match in _MARK.finditer(source):
        text += source[at : match.start()]
        words, value, person, organisation = match.groups()
        start = len(text)
        text += words
        at = match.end()
        common = {"mention_id": f"m{start}", "document_id": "d", "segment_id": "", "start": start, "end": len(text), "text": words}
        if organisation or person:
            name = organisation or person
            ids[name] = (words, "organisation" if organisation else "person")
            mentions.append(Mention(**common, label="ORG" if organisation else "PERSON", entity_id=name))
            continue
        relation = {">": "gt", "<": "le", "~": "approx"}.get(value[0], "eq")
        plain = value.lstrip("<>~")
        if plain.endswith("%"):
            figure = {"label": "PERCENT", "value": Decimal(plain[:-1]), "unit": "%"}
        elif " " in plain:
            amount, unit = plain.split(" ")
            figure = {"label": "MONEY" if unit.isupper() else "QUANTITY", "value": Decimal(amount), "unit": unit}
        else:
            first, last = bounds(plain)
            label = "DURATION" if plain.startswith("P") and plain[1:2].isdigit() else "DATE"
            mentions.append(Mention(**common, label=label, timex_type=label, timex_value=plain, date_start=first, date_end=last))
            continue
        mentions.append(Mention(**common, **figure, relation=relation))
    text += source[at:]
    cut = len(topic) + 1 if topic else 0
    segments = []
    for place, (start, end) in enumerate(((0, cut), (cut, len(text))) if topic else ((0, len(text)),)):
        sentences, here = [], start
        for line in text[start:end].split("\n"):
            if line.strip():
                sentences.append(Span(here, here + len(line)))
            here += len(line) + 1
        segments.append(
            Segment(
                f"s{place}", "d", place, start, end, kind if end == len(text) else "heading", language=language, sentences=tuple(sentences)
            )
        )
    placed = tuple(
        Mention(
            **{f: getattr(m, f) for f in Mention.__dataclass_fields__}
            | {"segment_id": next(s.segment_id for s in segments if s.start <= m.start < s.end)}
        )
        for m in mentions
    )
    article = Article(0, 0, len(text), published=published, published_precision="day" if published else None)
    document = Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", text, language=language, articles=(article,))
    return Built(document, tuple(segments), placed, tuple(Entity(i, k, n, (), {}) for i, (n, k) in sorted(ids.items())))


def row(built: Built, cells: list[tuple[str, str]]) -> Built:
    """Return the same records with the last passage as a row whose cells are (words, header)."""
    last = built.segments[-1]
    found, at = [], last.start
    for words, header in cells:
        at = built.document.text.index(words, at)
        found.append(Cell(at, at + len(words), header))
        at += len(words)
    values = {f: getattr(last, f) for f in Segment.__dataclass_fields__} | {"kind": "table_row", "cells": tuple(found)}
    return Built(built.document, (*built.segments[:-1], Segment(**values)), built.mentions, built.entities)


def shown(claim: object) -> tuple[str, ...]:
    """Return a claim as the case files write it."""
    c = claim
    value = getattr(c, "value", None)
    figure = "-"
    if getattr(c, "text_value", None):
        figure = str(c.text_value)  # type: ignore[attr-defined]
    elif value is not None:
        sign = {"gt": ">", "le": "<", "approx": "~"}.get(c.relation, "")  # type: ignore[attr-defined]
        figure = f"{sign}{value.normalize():f}{'%' if c.unit == '%' else ' ' + str(c.unit)}"  # type: ignore[attr-defined]
    fields = (
        c.predicate,
        c.subject_id,
        c.object_id or "-",
        figure,
        c.period or "-",
        c.modality,
        c.attribution_id or "-",
        c.qualifier or "-",
    )  # type: ignore[attr-defined]
    return tuple(fields)


def wanted(line: str) -> tuple[str, ...]:
    """Return a line of a case as `shown` writes claims."""
    predicate, subject, other, rest = (*line.split(" ", 3), "")[:4]
    if predicate == "headquarters":
        return predicate, subject, other, rest, "-", "actual", "-", "-"
    if predicate in ("founder", "chief_executive"):
        figure, _, rest = "-", None, rest[2:] if rest.startswith("- ") else rest
        if rest == "-":
            rest = ""
    else:
        match = re.match(r"([<>~]?)(-?[\d.e]+)(%| (?:[A-Z]{3}|[a-z名人]+))(?: |$)", rest)
        if match:
            figure = f"{match[1]}{Decimal(match[2]).normalize():f}{match[3]}"
            rest = rest[match.end() :]
        else:
            figure, _, rest = rest.partition(" ")
    parts = rest.split(" ", 3) if rest else []
    parts += ["-", "actual", "-", "-"][len(parts) :]
    return predicate, subject, other, figure, *parts
