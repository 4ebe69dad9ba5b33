"""What a document gives beside its claims: whose story it prints, who publishes what it cites, and sums in two currencies.

In: a document, its passages, mentions and claims. Out: the claims, with `upstream_id` where the article credits a news agency, with the
site as `source` where a cited title names no publisher, and with the sum in another currency that stands beside theirs. Never: another
column touched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from heapq import merge
from itertools import groupby
from operator import itemgetter

from pipeline.records import Article, Claim, Document, Entity, Link, Mention, Outlet, Party, Segment
from pipeline.rules import folded
from pipeline.sources import Sources, shipped

#: Passages of an article, from its start, in which a dateline may stand: "TOKYO, June 8 (Agency) -".
OPENING = 4
#: First letters of a passage in which a dateline may stand.
DATELINE = 80

_SITE = re.compile(r"https?://(?:www\.)?([^/\s:?#]+)")
_CREDIT = re.compile(
    r"(?:^|[|/©(（【\[]|photos?\s*[:/]|credit\s*:|source\s*:|via|by|写真\s*[:：=＝]|提供\s*[:：=＝]|配信|출처\s*[:：])\s*$", re.IGNORECASE
)
_DATELINE = re.compile(r"[(（【\[]([^()（）【】\[\]]{2,40})[)）】\]]\s*(?:[-–—―─:]|$|[^\s])")


def credited(
    document: Document, segments: Sequence[Segment], mentions: Sequence[Mention], entities: Sequence[Entity], claims: Sequence[Claim]
) -> tuple[Claim, ...]:
    """Return the claims of a document with the agencies and sites that it credits.

    Args:
        document: The document.
        segments: Its passages.
        mentions: Its mentions, linked to entities.
        entities: All entities.
        claims: Its claims.
    """
    if not claims:
        return ()
    agencies = _agencies(shipped())
    found: dict[int, str] = {}
    opened: dict[int, int] = {}
    for segment in segments:
        if segment.article in found or segment.kind == "reference":
            continue
        text = document.text[segment.start : segment.end]
        name = None
        if segment.kind in ("byline", "caption"):
            name = _closing(text, agencies)
        elif segment.kind in ("paragraph", "title", "heading") and opened.get(segment.article, 0) < OPENING:
            opened[segment.article] = opened.get(segment.article, 0) + 1
            name = next((agencies[folded(match[1])] for match in _DATELINE.finditer(text[:DATELINE]) if folded(match[1]) in agencies), None)
        if name:
            found[segment.article] = _entity(name, segment, mentions, entities)
    sites = {
        segment.segment_id: _SITE.search(document.text, segment.start, segment.end) for segment in segments if segment.kind == "reference"
    }
    sums = {mention.mention_id: mention for mention in mentions if mention.label == "MONEY" and mention.restates}
    return tuple(_converted(_credited(claim, found, sites), sums) for claim in claims)


def outlets(document: Document) -> tuple[Outlet, ...]:
    """Return who published a document and its articles, as they are named there."""
    shown = {text.casefold() for text in (document.publisher, *(article.publisher for article in document.articles)) if text}
    return tuple(Outlet(document.document_id, name) for name in sorted(shown))


def parties(links: Iterable[Link], published: Iterable[Outlet], entities: Sequence[Entity]) -> Iterator[Party]:
    """Yield of each document the entities that its claims can be about or rest on.

    Those are the ones that its mentions name, the ones that published it, and the listed agencies.

    Args:
        links: What the mentions of all documents name, in the order of the documents' ids.
        published: Who published them, likewise.
        entities: All entities.
    """
    listed = set(_agencies(shipped()).values())
    by_id = {entity.entity_id: entity for entity in entities}
    by_name: dict[str, set[str]] = defaultdict(set)
    agencies: set[str] = set()
    for entity in entities:
        forms = {entity.name, *(form.text for form in entity.names)}
        for form in forms:
            by_name[form.casefold()].add(entity.entity_id)
        if any(folded(form) in listed for form in forms):
            agencies.add(entity.entity_id)
    named = ((link.document_id, {link.entity_id}) for link in links)
    outlets = ((outlet.document_id, by_name.get(outlet.name, set())) for outlet in published)
    told = groupby(merge(named, outlets, key=itemgetter(0)), key=itemgetter(0))
    for document, own in told:
        for key in sorted(agencies.union(*(ids for _, ids in own))):
            if key in by_id:
                yield Party(document, by_id[key])


def _credited(claim: Claim, found: dict[int, str], sites: dict[str, re.Match[str] | None]) -> Claim:
    if claim.segment_id in sites:
        site = sites[claim.segment_id]
        return replace(claim, source=site[1]) if site and claim.source == claim.document_id else claim
    return replace(claim, upstream_id=found[claim.article]) if claim.article in found else claim


def _converted(claim: Claim, sums: dict[str, Mention]) -> Claim:
    """Add the sum in another currency that the sentence gives for the claim's own."""
    own = sums.get(claim.mention_id or "")
    other = sums.get(own.restates or "") if own else None
    if other is None or other.value is None or other.unit is None or other.unit == claim.unit:
        return claim
    return replace(claim, also_value=other.value, also_unit=other.unit)


def _agencies(sources: Sources) -> dict[str, str]:
    """Return folded spellings of the listed agencies, each with the folded name."""
    return {spelling: name for spelling, name in sources.same.items() if name in sources.agencies}


def _closing(text: str, agencies: dict[str, str]) -> str | None:
    """Return the agency with which a byline or caption ends, alone or behind a mark of credit."""
    line = folded(text).rstrip(" .)）】]|")
    for spelling in sorted(agencies, key=len, reverse=True):
        if line.endswith(spelling) and _CREDIT.search(line[: -len(spelling)]):
            return agencies[spelling]
    return None


def _entity(name: str, segment: Segment, mentions: Sequence[Mention], entities: Sequence[Entity]) -> str:
    """Return the entity of an agency: the one named in the passage, else the one that has its name, else the name."""
    for mention in mentions:
        inside = mention.label == "ORG" and segment.start <= mention.start < segment.end
        if inside and mention.entity_id and (folded(mention.text) in name or name in folded(mention.text)):
            return mention.entity_id
    held = sorted(entity.entity_id for entity in entities if name in {folded(entity.name), *(folded(form.text) for form in entity.names)})
    return held[0] if held else name


def source(
    document: Document,
    segment: Segment,
    article: Article | None,
    names: Mapping[str, Entity],
    speaker: str | None,
    cited: str | None = None,
) -> str:
    """Return who speaks: of a cited title its publisher, else that of the article, else of the document, else the document's id."""
    if segment.kind == "reference":
        return names[speaker].name if speaker is not None and speaker in names else cited or document.document_id
    if article is not None and article.publisher:
        return article.publisher
    return document.publisher or document.document_id


def published(document: Document, article: Article | None) -> tuple[date | None, date | None]:
    """Return the first and the last day of the date of an article, else of its document."""
    dated = article if article is not None and (article.published or article.not_before) else document
    first = dated.published or dated.not_before
    precision = dated.published_precision or dated.not_before_precision or "day"
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(precision)
    if first is None or months is None:
        return first, first
    after = first.month - 1 + months
    if first.year + after // 12 > date.max.year:
        return first, date.max
    return first, date(first.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
