"""The tables, written once: each column's name, type, unit and meaning.

In: nothing. Out: the records that go from room to room; `store` makes the Arrow schemas, and `awase tables` the data dictionary, from
the same fields. Never: logic beyond identity.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from hashlib import sha256

from extractors.mention import Span
from pipeline.columns import KINDS, LABELS, MODALITIES, PASSAGES, RELATIONS, ROLES, STATUSES, TIMEX_MODS, TIMEX_TYPES, column

SCHEMA_VERSION = "4"


def content_id(*parts: object) -> str:
    """Return a short id of content: 16 hexadecimal digits, the same on every machine.

    Args:
        parts: What the id stands for; never a place on one machine, a position in the run or the time.
    """
    return sha256("\x1f".join("" if part is None else _written(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _written(part: object) -> str:
    """Write a part of an id; an amount in one way, with as many zeros as it may have picked up on its way through a table."""
    if isinstance(part, Decimal):
        return str(int(part)) if part == part.to_integral_value() else f"{part:.9f}"
    return str(part)


@dataclass(frozen=True, slots=True)
class Article:
    """One of the articles of a page."""

    ordinal: int = column("place among the document's articles, from 0")
    start: int = column("first code point")
    end: int = column("code point after the last")
    title: str | None = column("its headline", default=None)
    publisher: str | None = column("who published it, as the text names it", default=None)
    published: date | None = column("first day of its date", default=None)
    published_precision: str | None = column("day, month, quarter, half or year", default=None)
    published_evidence: str | None = column("what says so, with the probability of each", default=None)
    not_before: date | None = column("where it has no date: first day of the latest date that its text knows as past", default=None)
    not_before_precision: str | None = column("precision of not_before: month, quarter, half or year", default=None)
    duplicate_of: int | None = column("ordinal of the article of which it is a copy", default=None)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table as its file draws it."""

    start: int = column("first code point")
    end: int = column("code point after the last")
    table: int = column("ordinal of the table in the document, from 0")
    row: int = column("row, from 0")
    col: int = column("column, from 0")
    row_span: int = column("rows that it spans")
    col_span: int = column("columns that it spans")
    head: bool = column("whether the file marks it as a head")


@dataclass(frozen=True, slots=True)
class Declared:
    """A date that the file of a document declares: its markup, a column, its metadata."""

    kind: str = column("html_published, html_time, html_modified, updated, copyright, key, stored or file_metadata", repeats=True)
    value: str = column("the date as written")
    said: str = column("what declares it: JSON-LD datePublished, meta article:published_time, time ...")


@dataclass(frozen=True, slots=True)
class Document:
    """A distinct document."""

    document_id: str = column(
        "id of the source, the same over its versions: of its url in seeds.toml, else of its path below the seeds folder"
    )
    path: str = column("path below the seeds folder; the first in alphabetical order")
    paths: tuple[str, ...] = column("every path with this content")
    sha256: str = column("SHA-256 of the bytes, hexadecimal: which version it is")
    media_type: str = column("media type (RFC 6838)", repeats=True)
    encoding: str = column("character encoding, and in brackets how it was found out", repeats=True)
    text: str = column("the text, as decoded: offsets everywhere are code points into it")
    grid: tuple[GridCell, ...] = column("the cells of its tables, where its file draws them", default=())
    url: str | None = column("where it was published, as given beside or in it", default=None)
    title: str | None = column("its title", default=None)
    publisher: str | None = column("who published it, as given beside or in it", default=None)
    declared: tuple[Declared, ...] = column("dates that its file declares: markup, columns, metadata", default=())
    published: date | None = column("first day of the date it was published, as far as the document supports one", default=None)
    published_precision: str | None = column("precision of published: day, month, quarter, half or year", repeats=True, default=None)
    published_evidence: str | None = column(
        "what says so: each date that may be its own, what gives it, its probability (0 to 1) and the words, the best first", default=None
    )
    not_before: date | None = column("where it has no date: first day of the latest date that its text knows as past", default=None)
    not_before_precision: str | None = column("precision of not_before: month, quarter, half or year", repeats=True, default=None)
    language: str = column("BCP 47 tag; en-t-ko is English translated from Korean (RFC 6497)", repeats=True, default="und")
    language_confidence: float = column("probability of the tag, 0 to 1", share=True, default=0.0)
    language_evidence: tuple[str, ...] = column("what the tag rests on", default=())
    origin_ko: float = column("probability that English text was translated from Korean, 0 to 1", share=True, default=0.0)
    origin_ja: float = column("probability that English text was translated from Japanese, 0 to 1", share=True, default=0.0)
    articles: tuple[Article, ...] = column("the articles it holds, in order; most hold one", default=())


@dataclass(frozen=True, slots=True)
class Head:
    """A cell or note that says what a cell of a table is about."""

    kind: str = column(
        "row (its label), column (above it), section (a row that names a part of the table), corner (above the labels), unit (a sign in a "
        "cell of its own), note (above the table)",
        repeats=True,
    )
    start: int = column("first code point")
    end: int = column("code point after the last")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's row."""

    start: int = column("first code point")
    end: int = column("code point after the last")
    header: str = column("text of the heading above or beside it")
    heads: tuple[Head, ...] = column("what heads it, by kind, outermost first", default=())


@dataclass(frozen=True, slots=True)
class Segment:
    """A passage; the passages of a document tile it."""

    segment_id: str = column("id of the passage: of its document and its words")
    document_id: str = column("its document", of="documents")
    ordinal: int = column("place in the document, from 0")
    start: int = column("first code point")
    end: int = column("code point after the last")
    kind: str = column("title, heading, paragraph, list_item, table_row, caption, quote, byline, reference or furniture", values=PASSAGES)
    section: tuple[str, ...] = column("the headings above it, outermost first", default=())
    article: int = column("ordinal of its article in a page that holds several, from 0", default=0)
    language: str = column("BCP 47 tag of the passage", repeats=True, default="und")
    sentences: tuple[Span, ...] = column("its sentences", default=())
    masked: tuple[Span, ...] = column("citation numbers and web addresses: in no mention", default=())
    cells: tuple[Cell, ...] = column("cells of a table's row", default=())
    duplicate_of: str | None = column("the passage of which it is a verbatim or near copy", of="segments", default=None)


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention, normalised."""

    mention_id: str = column("id of the mention: of its passage, its words and its label")
    document_id: str = column("its document", of="documents")
    segment_id: str = column("its passage", of="segments")
    start: int = column("first code point")
    end: int = column("code point after the last")
    text: str = column("the characters it came from")
    label: str = column("MONEY, DATE, DURATION, PERCENT, QUANTITY, ORG or PERSON", values=LABELS)
    value: Decimal | None = column("the figure as written, in whole units; only a claim has value and unit of a DURATION", default=None)
    lower: Decimal | None = column("least value that the wording allows, in whole units", default=None)
    upper: Decimal | None = column("greatest value that the wording allows, in whole units; the far end of a range", default=None)
    relation: str | None = column("eq, approx, ge, gt, le, lt, range or vague", values=RELATIONS, default=None)
    unit: str | None = column("ISO 4217 code, %, or the counted noun", repeats=True, default=None)
    timex_type: str | None = column("TIMEX3 type: DATE, DURATION or SET", values=TIMEX_TYPES, default=None)
    timex_value: str | None = column("TIMEX3 value, never more precise than the text", default=None)
    timex_upper: str | None = column("longer end of a range of durations", default=None)
    timex_mod: str | None = column("TIMEX3 modifier: APPROX, BEFORE, AFTER, START, MID or END", values=TIMEX_MODS, default=None)
    timex_anchor: str | None = column("date against which a relative date was resolved", default=None)
    date_start: date | None = column("first day covered", default=None)
    date_end: date | None = column("last day covered", default=None)
    entity_id: str | None = column("the organisation or person that it names", of="entities", default=None)
    restates: str | None = column(
        "mention that this one says again: a conversion, or the name that a short form stands for", of="mentions", default=None
    )
    extractor: str = column("rule or model that found it", repeats=True, default="")
    confidence: float = column("probability that it is right, 0 to 1", share=True, default=1.0)


@dataclass(frozen=True, slots=True)
class EntityName:
    """A surface form of an entity."""

    language: str = column("BCP 47 tag of the passages in which it stands")
    text: str = column("the form as written")
    count: int = column("how often")


@dataclass(frozen=True, slots=True)
class Entity:
    """An organisation or a person, over all documents and scripts."""

    entity_id: str = column("id of the entity")
    kind: str = column("organisation or person", values=KINDS)
    name: str = column("the name to show")
    names: tuple[EntityName, ...] = column("every form of the name, with its language and count")
    identifiers: dict[str, str] = column("identifiers given by a person (scheme -> value)")
    merged: tuple[str, ...] = column("ids of entities that were found to be this one", default=())
    links: tuple[str, ...] = column("why its names are one: each rule with the two names that it joined", default=())


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a claim's sentence that carries it."""

    role: str = column("subject, object, trigger, value, measure, period, modality, attribution or qualifier")
    start: int = column("first code point")
    end: int = column("code point after the last")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of a figure, by one source at one place."""

    claim_id: str = column(
        "id of the claim: of its document, the words of its sentence, and what it says; an edit elsewhere leaves it as it is"
    )
    document_id: str = column("its document", of="documents")
    segment_id: str = column("its passage", of="segments")
    start: int = column("first code point of the sentence or row that states it")
    end: int = column("code point after the last")
    text: str = column("the sentence or row")
    subject_id: str = column("the entity of which it is said", of="entities")
    predicate: str = column("what is said: a file of rules/predicates", repeats=True)
    object_id: str | None = column("the other entity of the statement", of="entities", default=None)
    qualifier: str | None = column("which one of its kind (Series F, interim), or what a metric measures", default=None)
    concept: str | None = column("element of the IFRS taxonomy of which it is a value (ifrs-full:Revenue)", repeats=True, default=None)
    headed: str | None = column("the part that a heading above or the title names (Americas)", repeats=True, default=None)
    value: Decimal | None = column("the figure as written, in whole units; signed for a change", default=None)
    lower: Decimal | None = column("least value that the wording allows", default=None)
    upper: Decimal | None = column("greatest value that the wording allows", default=None)
    relation: str = column("eq, approx, ge, gt, le, lt, range or vague", values=RELATIONS, default="eq")
    unit: str | None = column("ISO 4217 code, %, percentage point, basis point, or the counted noun", repeats=True, default=None)
    also_value: Decimal | None = column("the same sum in another currency, as its sentence gives it, in whole units", default=None)
    also_unit: str | None = column("that currency, ISO 4217", repeats=True, default=None)
    text_value: str | None = column("a value that is no number: a place, a date", default=None)
    period: str | None = column("when it holds or happened, as a TIMEX3 value", default=None)
    period_start: date | None = column("first day of the period", default=None)
    period_end: date | None = column("last day of the period", default=None)
    modality: str = column("actual, estimate, forecast or discussed", values=MODALITIES, default="actual")
    attribution_id: str | None = column("entity on whose word the sentence itself rests", of="entities", default=None)
    source: str = column("who speaks: the publisher of the article or of the cited title, else the document's id", default="")
    upstream_id: str | None = column(
        "entity from which the article as a whole took its story: a credit line, the agency in its byline, the issuer of a press release",
        of="entities",
        default=None,
    )
    article: int = column("ordinal of its article in the document", default=0)
    published: date | None = column("first day of the date of its article, or of what bounds it where it has none", default=None)
    published_end: date | None = column("last day of the date of its article at its precision", default=None)
    mention_id: str | None = column("mention of its figure", of="mentions", default=None)
    marks: tuple[Mark, ...] = column("the parts of the sentence that carry it", default=())
    trigger: str = column("the words that made it a claim", default="")
    rule: str = column("rule that made it", repeats=True, default="")
    confidence: float = column("probability that subject, predicate and value are what the text says, 0 to 1", share=True, default=1.0)
    full_confidence: float = column("probability that its period and what it measures are so, too, 0 to 1", share=True, default=1.0)
    duplicate_of: str | None = column("the claim of which it is a repeat in a copied passage", of="claims", default=None)


@dataclass(frozen=True, slots=True)
class Fact:
    """What the claims say together of one slot."""

    fact_id: str = column("id of the slot")
    subject_id: str = column("the entity asked about", of="entities")
    subject: str = column("its name")
    predicate: str = column("what is asked", repeats=True)
    object_id: str | None = column("the other entity", of="entities", default=None)
    object: str | None = column("its name", default=None)
    qualifier: str | None = column("which one of its kind", default=None)
    concept: str | None = column("element of the IFRS taxonomy of which it is a value (ifrs-full:Revenue)", repeats=True, default=None)
    period: str | None = column("when it holds or happened, as a TIMEX3 value", default=None)
    period_start: date | None = column("first day of the period", default=None)
    period_end: date | None = column("last day of the period; of a state, the day before the next", default=None)
    unit: str | None = column("ISO 4217 code, %, percentage point, basis point, or the counted noun", repeats=True, default=None)
    value: Decimal | None = column("the chosen figure, in whole units", default=None)
    lower: Decimal | None = column("least value that the supporting claims allow together", default=None)
    upper: Decimal | None = column("greatest value that the supporting claims allow together", default=None)
    relation: str = column("relation of the chosen figure to the true one", values=RELATIONS, default="eq")
    text_value: str | None = column("a value that is no number", default=None)
    modality: str = column("actual, estimate, forecast or discussed", values=MODALITIES, default="actual")
    status: str = column("conflicting, superseded, agreed, compatible or single_source", values=STATUSES, default="single_source")
    confidence: float = column("calibrated probability that the value is right, 0 to 1", share=True, default=0.0)
    claims: int = column("claims behind it", default=0)
    documents: int = column("documents behind it", default=0)
    independent_sources: int = column("independent voices behind it", default=0)
    conflicts: int = column("claims that exclude the chosen value, whatever the status: 0 means that nobody says otherwise", default=0)
    current: bool | None = column("whether it is the last of a state's values, as far as the documents go", default=None)
    superseded_by: str | None = column(
        "the fact that came after it: the next value of a state, or what became of a plan", of="facts", default=None
    )
    explanation: str = column("one sentence that says why this value", default="")


@dataclass(frozen=True, slots=True)
class FactClaim:
    """A claim's part in a fact."""

    fact_id: str = column("the fact", of="facts")
    claim_id: str = column("the claim", of="claims")
    role: str = column("chosen, supports, conflicts, superseded or duplicate", values=ROLES)
    weight: float = column("its weight in the choice, in nats", default=0.0)
    reason: str = column("why it has this part", repeats=True, default="")


@dataclass(frozen=True, slots=True)
class Reject:
    """Input that could not be read, whole or in part."""

    path: str = column("path below the seeds folder, or of the rejected part")
    sha256: str | None = column("SHA-256 of its bytes, where they could be read", default=None)
    stage: str = column("stage that rejected it", repeats=True, default="ingest")
    reason: str = column("short code of the reason", repeats=True, default="")
    detail: str = column("what was found, for a person", default="")


#: Name of the table -> type of its rows, in the order in which they are made.
TABLES: dict[str, type] = {
    "documents": Document,
    "segments": Segment,
    "mentions": Mention,
    "entities": Entity,
    "claims": Claim,
    "facts": Fact,
    "fact_claims": FactClaim,
    "rejects": Reject,
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds documents."""

    path: str = column("its place below the folder, parts joined by /; control characters stand in it as they are")
    file: bytes = column("its name on this machine")
    key: str = column("what it goes by over its versions: its address, as the sidecar says, else its path")
    publisher: str | None = column("who published it, as the sidecar says", default=None)
    published: str | None = column("when, as the sidecar says: ISO 8601 at its own precision", default=None)
    url: str | None = column("where, as the sidecar says", default=None)
    title: str | None = column("its title, as the sidecar says", default=None)


@dataclass(frozen=True, slots=True)
class Naming:
    """A way in which a title names its story."""

    runs: bytes = column("its words, eight bytes each")
    figures: tuple[str, ...] = column("the figures in it")
    minhash: bytes = column("sketch of its words, four bytes a permutation")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a passage is compared with other passages; no text."""

    document_id: str = column("its document")
    segment_id: str = column("the passage")
    start: int = column("its first code point")
    whole: bytes | None = column("key of all it says; nothing where so short a passage tells of no copying")
    sentences: tuple[bytes, ...] = column("keys of its telling sentences")
    sizes: tuple[int, ...] = column("characters of each of them")
    size: int = column("characters of all its sentences")
    runs: bytes = column("its runs of words, eight bytes each; none where it is too short to be a near copy")
    figures: tuple[str, ...] = column("the figures in it, in order")
    minhash: bytes = column("sketch of its runs, four bytes a permutation")
    namings: tuple[Naming, ...] = column("the ways in which it names a story, where it is a title")


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage that is a copy."""

    document_id: str = column("its document")
    segment_id: str = column("the passage")
    duplicate_of: str = column("the passage of which it is a verbatim or near copy")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at its place: what of a document is compared with the names of others."""

    document_id: str = column("its document")
    mention_id: str = column("its mention")
    segment_id: str = column("its passage")
    start: int = column("first code point")
    end: int = column("code point after the last")
    text: str = column("the name as written")
    kind: str = column("organisation or person", repeats=True)
    restates: str | None = column("mention that it says again", default=None)
    scope: str = column("what stands for the text of its document, so that copies of a document are one", repeats=True, default="")
    home: str = column("what stands for the words of its passage, which an edit elsewhere leaves as they are", repeats=True, default="")
    article: int = column("ordinal of its article in the document", default=0)
    language: str = column("BCP 47 tag of its passage", repeats=True, default="und")
    original: str | None = column("passage of which its own is a copy", default=None)


@dataclass(frozen=True, slots=True)
class Defined:
    """Two names that a text says are one."""

    document_id: str = column("the document")
    full: str = column("mention of the full name")
    short: str = column("mention of the other, a short form of it, or as full")
    alike: bool = column("whether both are full names: in two scripts, or one the former of the other")
    said: str = column("the words that say so; empty for a bare bracket")


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published a document or one of its articles, as it is named there."""

    document_id: str = column("the document")
    name: str = column("the name, in small letters")


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention names, as all documents together say."""

    document_id: str = column("its document")
    mention_id: str = column("the mention")
    entity_id: str = column("the organisation or person that it names")
    restates: str | None = column("mention of the name that it stands for", default=None)


@dataclass(frozen=True, slots=True)
class Party:
    """An entity of which a document may state something."""

    document_id: str = column("the document")
    entity: Entity = column("the entity")


#: Name of the table -> the columns that name a row, each row once; a reject has no name.
KEYS: dict[str, tuple[str, ...]] = {name: (fields(kind)[0].name,) for name, kind in TABLES.items() if name != "rejects"}
KEYS["fact_claims"] = ("fact_id", "claim_id")

#: What goes from stage to stage and is no table of the output.
PARTS: dict[str, type] = {
    "sources": Source,
    "sketches": Sketch,
    "copies": Copy,
    "names": Name,
    "definitions": Defined,
    "outlets": Outlet,
    "links": Link,
    "parties": Party,
}
