"""What the hand-written patterns read: proposals for figures, and for all that is said without one.

In: one document with its passages, its linked mentions and the entities. Out: claims with the rule and the words that made them, to be
weighed against what else may be meant; of whom a founder, a chief executive, a year of founding or a seat is may be left open. Never: a
statement put together over documents. parsing.py takes a sentence apart, coreference.py says whom "the company" means, candidates.py
finds trigger words, attachment.py their figures, speakers.py on whose word, arguments.py the rest; readers/ weigh what a sentence or row
states. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from pipeline.claims import points, syntax
from pipeline.claims.arguments import marked
from pipeline.claims.candidates import Draft
from pipeline.claims.completion import complete
from pipeline.claims.coreference import SILENT, UNKNOWN, article_of, publishers, resolve, spellings, topics_of
from pipeline.claims.credits import published, source
from pipeline.claims.identity import lasting
from pipeline.claims.parsing import Sentence, read
from pipeline.claims.profile import PREDICATES as PROFILE
from pipeline.claims.readers import labels
from pipeline.claims.readers.figures import readings
from pipeline.claims.readers.surnames import leaders, surnamed
from pipeline.claims.readers.tables import holders, peer_readings, row_readings
from pipeline.predicates import column, predicates
from pipeline.records import Claim, Document, Entity, Mark, Mention, Segment, content_id

#: Mentions by passage, entities by id.
_Inside: TypeAlias = dict[str, list[Mention]]
_Names: TypeAlias = dict[str, Entity]

__all__ = ["article_of", "by_article", "ordered", "propose", "trimmed"]


def propose(document: Document, segments: Sequence[Segment], mentions: Sequence[Mention], entities: Sequence[Entity]) -> tuple[Claim, ...]:
    """Read a document by the patterns.

    Args:
        document: The document, with its articles.
        segments: Its passages, in order.
        mentions: Its mentions, linked to entities.
        entities: The entities; those of other documents may be among them.

    Returns:
        Claims, each once; the subject of one is empty where the patterns do not know all that it is of.
    """
    names = {entity.entity_id: entity for entity in entities}
    inside: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.label)):
        if mention.document_id == document.document_id:
            inside[mention.segment_id].append(mention)
    own = sorted((s for s in segments if s.document_id == document.document_id), key=lambda s: s.ordinal)
    made: list[Draft] = []
    spelt = spellings(names)
    for number, passages in by_article(own):
        made += _article(document, passages, inside, names, publishers(document, number, spelt))
    drafts = [draft for draft in made if draft.subjects or draft.predicate in PROFILE]
    complete(drafts)
    whole = {id(draft) for draft in drafts}
    for draft in made:
        if id(draft) not in whole:
            draft.subjects, draft.objects = [], []
    return tuple(_unique([claim for draft in made for claim in _claims(document, draft, names)]))


def by_article(own: Sequence[Segment]) -> list[tuple[int, list[Segment]]]:
    """Return the articles of a document in order, each with its passages."""
    found: dict[int, list[Segment]] = defaultdict(list)
    for segment in own:
        found[segment.article].append(segment)
    return sorted(found.items())


def ordered(claims: Sequence[Claim], segments: Sequence[Segment], text: str) -> tuple[Claim, ...]:
    """Return claims in order of their place, each once, a repeat in a copied passage pointing to the claim that it repeats.

    What is claimed in a copied passage in the very words of which the original claims it of nobody is left out: words are read in one way.

    Their ids, until then of their places, become those that last.
    """
    return lasting(sorted(_repeats(_unique(claims), segments, text), key=_place))


def _place(claim: Claim) -> tuple[object, ...]:
    value = next((mark.start for mark in claim.marks if mark.role == "value"), claim.start)
    return claim.start, claim.end, claim.predicate, claim.subject_id, claim.object_id or "", value, claim.qualifier or "", claim.claim_id


# ---------------------------------------------------------------- one article


def _article(document: Document, passages: Sequence[Segment], inside: _Inside, names: _Names, publisher: frozenset[str]) -> list[Draft]:
    kinds = {m.entity_id: names[m.entity_id].kind for s in passages for m in inside.get(s.segment_id, []) if m.entity_id in names}
    topics, sure = topics_of(document, passages, inside, publisher, names)
    drafts: list[Draft] = []
    recent, person, last_subject = list[str](), list[str](), list[str]()
    scene: Mention | None = None
    section: tuple[str, ...] | None = None
    last_event: list[Draft] = []
    near: list[str] = []
    owner: list[str] = []
    told, record = "", list[str]()
    holding, known = holders(document.text, passages, inside), leaders(document.text, passages, inside)
    by_start = {m.start: m for held in inside.values() for m in held if m.label == "ORG" and m.entity_id}
    for place, segment in enumerate(passages):
        if segment.section != section:
            section, scene, record = segment.section, None, []
        local = inside.get(segment.segment_id, [])
        begins = [m.start for m in local]
        if segment.kind == "heading" or _names_an_entry(document.text, passages, place):
            heads = {str(m.entity_id) for m in local if m.label == "ORG" and m.entity_id}
            near = sorted(heads) if len(heads) == 1 else []
            named = max((m.end - m.start for m in local if m.label == "ORG"), default=0)
            # a heading that is a name and little else: the section is about that company
            owner = near if near and 2 * named > len(document.text[segment.start : segment.end].strip(" #*.0123456789\n")) else []
            if owner:
                last_subject, recent = list(owner), list(owner)
        language = segment.language.split("-")[0]
        spans = [(s.start, s.end) for s in segment.sentences] or [(segment.start, segment.end)]
        drafts += _apart(document.text, passages, place, inside, record or owner or topics)
        if segment.kind in SILENT:
            continue
        if segment.cells:
            record = _record(segment, local) or record
            open_to = record or owner or [topic for topic in topics if topic not in holding.get(segment.segment_id, ())]
            rows = peer_readings(document.text, segment, local, by_start, language)
            rows = _placed(rows or row_readings(document.text, labels.headed(document.text, segment), local, open_to, language), segment)
            drafts += rows
            if rows or not any(len(document.text[c.start : c.end].strip()) > 8 for c in segment.cells):
                continue
            spans = [(segment.start, segment.end)]  # a row of a history: "1998 | Founded in Oslo"
        for start, end in (part for span in spans for part in _readable(*span)):
            here = [m for m in local[bisect_left(begins, start) : bisect_left(begins, end)] if m.end <= end]
            rows, record = _told_by_labels(document.text, segment, (start, end), here, record, owner or topics)
            drafts += rows
            if rows:
                continue
            sentence = read(document.text, start, end, language, segment.kind, here, kinds)
            if segment.kind != "reference" and syntax.stranger(sentence):
                last_subject = [UNKNOWN]
            resolve(sentence, topics, recent, last_subject, publisher, person, sure)
            lost = last_subject == [UNKNOWN] and not sure
            # a sentence without a subject goes on about that of the one before it in the paragraph
            about = owner or (last_subject if told == segment.segment_id and language != "en" else []) or topics
            made, parties = readings(sentence, [] if lost else about, last_event, near)
            made = [*made, *surnamed(sentence, known, about, made)]
            for draft in made:
                draft.segment = segment
                if draft.period is None and draft.own_date is None:
                    draft.scene = scene
            drafts += [draft for draft in made if not draft.shadow]
            if made:
                last_event = [d for d in made if d.subjects and d.predicate in ("investment", "funding_round", "stake")] or last_event
            leading = _leading_date(sentence)
            if leading is not None and made and all(draft.modality == "forecast" for draft in made):
                leading = None
            if leading is not None and not str(leading.timex_value).startswith("FY"):
                scene = leading
            organisations = [p for p in sentence.parties if p.kind == "organisation" and p.ids and p.form == "name"]
            if organisations and segment.kind != "reference":
                recent = [i for p in organisations for i in p.ids]
            if language != "en" and not parties and not last_subject:
                # が brings in someone new; that is the one spoken of only where no one was before
                parties = [i for p in marked(sentence, ("が",)) if p.kind == "organisation" for i in p.ids]
            if parties and not (language == "en" and _BACKS.search(sentence.low)):
                last_subject, told = parties, segment.segment_id
            people = [i for p in sentence.parties if p.kind == "person" and p.form == "name" for i in p.ids]
            person = people[-1:] or person
    return drafts


#: A sentence about who took part in a round does not change whom the text is about.
_BACKS = re.compile(r"\b(?:led|participated|joined|co-led)\b.{0,40}\bround\b|\bparticipated\b|\binvestors include\b")

_NUMBERED = re.compile(r"\s*(?:\d{1,3}[.)．]|[①-⑳]|第?\d{1,3}位)\s*\S[^\n]{0,50}\s*$")


def _names_an_entry(text: str, passages: Sequence[Segment], place: int) -> bool:
    """Whether a line is the numbered head of an entry whose values stand below it: "2. Acme", then "Founded: 2013"."""
    segment = passages[place]
    if segment.kind not in ("list_item", "paragraph", "title") or segment.cells or place + 1 >= len(passages):
        return False
    return _NUMBERED.match(text[segment.start : segment.end]) is not None


#: Longer than any sentence; what is longer is cut, so that the time stays linear in the text.
_LONGEST = 1000


def _readable(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, _LONGEST):
        yield at, min(at + _LONGEST, end)


def _placed(drafts: list[Draft], segment: Segment) -> list[Draft]:
    for draft in drafts:
        draft.segment = segment
    return drafts


def _told_by_labels(
    text: str, segment: Segment, place: tuple[int, int], here: Sequence[Mention], record: list[str], topics: Sequence[str]
) -> tuple[list[Draft], list[str]]:
    """Return what the labelled lines of a sentence say, and the company that the record is of."""
    found: list[Draft] = []
    for row in labels.labelled(text, segment, *place) if segment.kind != "reference" else ():
        inside = [m for m in here if row.start <= m.start < row.end]
        record = _record(row, inside) or record
        if not any(m.start < row.cells[0].start for m in inside):
            found += row_readings(text, row, inside, record or topics, segment.language.split("-")[0])
    return _placed(found, segment), record


def _apart(text: str, passages: Sequence[Segment], place: int, inside: _Inside, topics: Sequence[str]) -> list[Draft]:
    """Return what the value of a label in the passage above says, else when a company was founded by a line that else says nothing."""
    segment = passages[place]
    here = inside.get(segment.segment_id, [])
    if (lines := labels.entry(text, passages, place)) and (owner := _alone(text, passages[place - 1], inside)):
        return [draft for row in lines for draft in _placed(row_readings(text, row, here, owner, "en"), row)]
    if (row := labels.under(text, passages, place, here)) is not None:
        return _placed(row_readings(text, row, here, topics, segment.language.split("-")[0]), segment)
    if (row := labels.above(text, passages, place)) is not None:
        return _placed(row_readings(text, row, [], topics, segment.language.split("-")[0]), row)
    if segment.kind not in SILENT or not segment.sentences:
        return []
    line = (segment.sentences[0].start, segment.sentences[0].end)
    return [draft for draft in _told_by_labels(text, segment, line, here, [], topics)[0] if draft.predicate == "founded"]


def _alone(text: str, segment: Segment, inside: _Inside) -> list[str]:
    """Return the company whose name is all that a passage holds, or all that the last cell of a row does."""
    named = [m for m in inside.get(segment.segment_id, []) if m.label == "ORG" and m.entity_id]
    start = segment.cells[-1].start if segment.cells else segment.start
    fills = [m for m in named if m.end - m.start == len(text[start : segment.end].strip(" \n#*"))]
    return [str(m.entity_id) for m in fills[:1]]


def _record(row: Segment, mentions: Sequence[Mention]) -> list[str]:
    """Return the company that a label names alone ("Company: Acme"): the lines below are of it."""
    cell = row.cells[-1]
    said = column(cell.header) if cell.header and len(row.cells) <= _LABELLED else None
    if not labels.named(cell.header) and (said is None or said.role != "company"):
        return []
    named = {str(m.entity_id) for m in mentions if m.label == "ORG" and m.entity_id and cell.start <= m.start and m.end <= cell.end}
    return list(named) if len(named) == 1 else []


#: Cells of a row that is a label and its value.
_LABELLED = 2


def _leading_date(sentence: Sentence) -> Mention | None:
    for mention in sentence.mentions[:2]:
        if mention.label == "DATE" and mention.date_start is not None:
            lead = sentence.between(sentence.start, mention.start).strip(" 　、,*#•-・")
            if not lead or lead in ("in", "on", "by", "during", "as of"):
                return mention
    return None


# ---------------------------------------------------------------- records


def _claims(document: Document, draft: Draft, names: dict[str, Entity]) -> list[Claim]:
    segment = draft.segment
    if segment is None:
        return []
    rule = predicates()[draft.predicate]
    article = article_of(document, segment.article)
    mention = draft.mention
    found: list[Claim] = []
    start, end = trimmed(document.text, draft.start, draft.end)
    attribution = draft.attribution[0] if draft.attribution else None
    voice = source(document, segment, article, names, attribution, draft.speaker)
    first_day, last_day = published(document, article)
    objects: Iterable[str | None] = draft.objects or [None]
    if rule.object == "none":
        objects = [None]
    for subject in draft.subjects or [""]:  # the weights say of whom
        for other in objects:
            if other == subject:
                continue
            kind = names[subject].kind if subject in names else "organisation"
            if kind == "person" and draft.predicate not in ("investment", "stake"):
                continue
            value = lower = upper = None
            relation, unit = "eq", None
            if mention is not None and mention.label in ("MONEY", "PERCENT", "QUANTITY"):
                value, lower, upper, unit = points.told(mention)
                relation = mention.relation or "eq"
                if draft.sign < 0 and value is not None:
                    value = -value
                    lower, upper = (-upper if upper is not None else None), (-lower if lower is not None else None)
            elif mention is not None and mention.label in ("DATE", "DURATION"):
                relation = {"APPROX": "approx", "BEFORE": "lt", "AFTER": "gt"}.get(mention.timex_mod or "", "eq")
            marks = tuple(sorted({Mark(r, a, b) for r, a, b in draft.marks if a < b}, key=lambda m: (m.start, m.end, m.role)))
            claim = Claim(
                claim_id="",
                document_id=document.document_id,
                segment_id=segment.segment_id,
                start=start,
                end=end,
                text=document.text[start:end],
                subject_id=subject,
                predicate=draft.predicate,
                object_id=other,
                qualifier=draft.qualifier,
                value=value,
                lower=lower,
                upper=upper,
                relation=relation,
                unit=unit,
                text_value=draft.text_value,
                period=draft.period_value,
                period_start=draft.period_span[0],
                period_end=draft.period_span[1],
                modality=draft.modality,
                attribution_id=attribution,
                source=voice,
                article=segment.article,
                published=first_day,
                published_end=last_day,
                mention_id=mention.mention_id if mention is not None else None,
                marks=marks,
                trigger=" ".join(document.text[draft.trigger[0] : draft.trigger[1]].split()),
                rule=draft.rule,
                confidence=round(max(0.05, min(0.99, draft.score)), 4),
            )
            key = (
                claim.document_id,
                start,
                end,
                subject,
                claim.predicate,
                other,
                claim.qualifier,
                value,
                unit,
                draft.text_value,
                claim.mention_id,
            )
            found.append(replace(claim, claim_id=content_id("claim", *key)))
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    best: dict[str, Claim] = {}
    for claim in claims:
        if claim.claim_id not in best or best[claim.claim_id].confidence < claim.confidence:
            best[claim.claim_id] = claim
    return list(best.values())


def _repeats(claims: Sequence[Claim], segments: Sequence[Segment], text: str) -> list[Claim]:
    """Point every claim in a copied passage to the claim that it repeats.

    A copy may join what the original keeps apart, so the same statement in the same words anywhere in the original's article is meant;
    where the words differ a little, the same statement in the original passage; and where a figure was read in two ways, the one that the
    original makes of it.
    """
    original = {segment.segment_id: segment.duplicate_of for segment in segments}
    articles = {segment.segment_id: segment.article for segment in segments}
    sources = {articles[name] for name in original.values() if name in articles}
    said = {
        (segment.article, " ".join(text[start:end].split()))
        for segment in segments
        if segment.article in sources and not segment.duplicate_of
        for start, end in [(segment.start, segment.end), *((part.start, part.end) for part in segment.sentences)]
    }

    def says(claim: Claim) -> tuple[object, ...]:
        return claim.predicate, claim.subject_id, claim.object_id, claim.value, claim.unit, claim.text_value

    def figure(claim: Claim) -> tuple[object, ...]:
        return claim.value, claim.unit

    def of_anyone(claim: Claim) -> tuple[object, ...]:
        return claim.predicate, claim.object_id, claim.value, claim.unit, claim.text_value

    told: set[tuple[object, ...]] = set()
    first: dict[tuple[object, ...], str] = {}
    for claim in sorted(claims, key=lambda c: c.start):
        words = " ".join(claim.text.split())
        told.add((claim.article, words, of_anyone(claim)) if not original.get(claim.segment_id) else ())
        for what in (says, figure) if claim.value is not None else (says,):
            first.setdefault((claim.segment_id, what(claim)), claim.claim_id)
            if not original.get(claim.segment_id):
                first.setdefault((claim.article, words, what(claim)), claim.claim_id)
    found: list[Claim] = []
    for claim in claims:
        target = None
        if copied := original.get(claim.segment_id):
            places: tuple[tuple[object, ...], ...] = ((articles.get(copied), " ".join(claim.text.split())), (copied,))
            target = next((held for what in (says, figure) for place in places if (held := first.get((*place, what(claim))))), None)
            of_original = (articles.get(copied, -1), " ".join(claim.text.split()))
            if target is None and of_original in said and (*of_original, of_anyone(claim)) not in told:
                continue
        found.append(replace(claim, duplicate_of=target) if target and target != claim.claim_id else claim)
    return found
