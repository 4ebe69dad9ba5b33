"""Annotated documents as scenes with readings, each reading with the gold claims on its figure.

In: a folder of gold, the tables of a run of its documents. Out: `Annotated` documents. Never: a weight; a choice among readings. Part of
the room of learning.

Folds keep documents of one publisher or repository together: what is learnt of a house's style is no knowledge of the language.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from pipeline import evaluate, runs, store
from pipeline.claims import calendars, context, drafts, points, profile, readings, topics
from pipeline.claims.calendars import Frame
from pipeline.claims.context import Scene
from pipeline.claims.profile import Answer
from pipeline.claims.readings import Binding, Reading
from pipeline.evaluate import GoldClaim, GoldDocument, Squeezed, close, folded
from pipeline.records import Claim, Document, Entity, Mention, Segment

#: Parts into which documents are dealt; what judges those of one has learnt from the others.
FOLDS = 8
#: What is said of a figure, or of a company without one.
Held: TypeAlias = Reading | Answer
#: Names of an entity, folded, by its id.
Names: TypeAlias = Mapping[str, Collection[str]]


@dataclass(slots=True, eq=False)
class Stated:
    """A claim that people annotated.

    Attributes:
        places: Where its words may stand.
        names: Of a sentence of figures with names: where the name of this one may stand, as texts.
        subjects: Organisations of the document that have a name of its subject; filled in as it is aligned.
        aligned: Whether a reading is on its figure.
    """

    predicate: str = ""
    subject: str | None = None
    object: str | None = None
    qualifier: str | None = None
    value: str | None = None
    unit: str | None = None
    period: str | None = None
    modality: str = "actual"
    quote: str = ""
    places: Sequence[tuple[int, int]] = ()
    names: Sequence[str] | None = None
    subjects: Collection[str] = frozenset()
    aligned: bool = False


@dataclass(slots=True, eq=False)
class Annotated:
    """A document with its readings and what people said of it.

    Attributes:
        doc: Name of its file.
        gold: The claims annotated.
        optional: Places that the annotators left open.
        fold: Which part it is in, from 0.
        set: The group of documents that it belongs to.
        weight: What its figures count where they are learnt from, against those of others; 0 leaves them out.
        said: Reading (by `id`) -> gold claims on its figure.
        free: Reading (by `id`) -> whether it is judged: not on a place left open, or right.
        chances: Reading (by `id`) -> chance of each whole binding, by weights that have not seen the document.
    """

    doc: str
    told: Scene
    readings: list[Reading]
    answers: list[Answer]
    frame: Frame
    fold: int
    gold: Sequence[Stated] = ()
    optional: Sequence[tuple[int, int]] = ()
    segments: Sequence[Segment] = ()
    mentions: Sequence[Mention] = ()
    set: str | None = None
    weight: float = 1.0
    said: dict[int, list[Stated]] = field(default_factory=lambda: defaultdict(list))
    free: dict[int, bool] = field(default_factory=dict)
    chances: dict[int, dict[Binding, float]] = field(default_factory=lambda: defaultdict(dict))


class Loaded(NamedTuple):
    """A folder of gold with its documents, and the entities of all of them."""

    documents: list[Annotated]
    entities: list[Entity]


class Sentence(NamedTuple):
    """A sentence whose figures have names: its line of JSON, and what a run makes of its text."""

    case: Mapping[str, Any]
    document: Document
    segments: Sequence[Segment]
    mentions: Sequence[Mention]
    entities: Sequence[Entity]


def load(gold: Path, cache: Path, texts: Path | None = None) -> Loaded:
    """Return annotated documents as scenes with readings, each with its gold.

    Args:
        gold: Folder of gold.
        cache: Folder for the tables of its documents; those that are there are taken.
        texts: Where the documents lie; None takes the folder `texts` beside the gold.

    Raises:
        ConfigError: A file of gold is wrong.
    """
    wanted = evaluate.read(gold)
    if not (cache / "manifest.json").exists():
        runs.run(texts or gold / "texts", cache)
    tables = store.open_tables(cache)
    entities: list[Entity] = list(tables.records("entities"))
    spelled: defaultdict[str | None, set[str]] = defaultdict(set)
    spelled |= {row.id: {folded(name) for name in (row.name, *row.aliases)} for row in wanted.names}
    names = {row.entity_id: {folded(one.text) for one in row.names} | {folded(row.name)} for row in entities}
    segments, mentions = (_by_document(tables.records(name)) for name in ("segments", "mentions"))
    stated: defaultdict[str, list[GoldClaim]] = defaultdict(list)
    for claim in wanted.claims or ():
        stated[claim.doc].append(claim)
    fold = folds(wanted.documents)
    name_of = {document.document_id: doc for doc, document in evaluate.annotated(tables.records("documents"), wanted).items()}
    found = []
    for document in tables.records("documents"):
        if (doc := name_of.get(document.document_id)) is None:
            continue
        inside = sorted(segments[document.document_id], key=lambda row: row.ordinal)
        made = _scene(doc, document, inside, mentions[document.document_id], entities, fold[doc])
        made.set = wanted.documents[doc].set
        text = Squeezed(document.text)
        made.gold = [_stated(claim, text.places(claim)) for claim in stated[doc]]
        made.optional = [place for quote in wanted.left_open[doc] for place in text.all(quote)]
        found.append(made)
    found.sort(key=lambda one: one.doc)
    for one in found:
        _align(one, names, spelled)
    return Loaded(found, entities)


def folds(documents: Mapping[str, GoldDocument]) -> dict[str, int]:
    """Deal documents out, by a name for each: the largest groups first, each to the part that has fewest."""
    groups: dict[str, list[str]] = defaultdict(list)
    for doc, group in _groups(documents).items():
        groups[group].append(doc)
    sizes, fold = [0] * FOLDS, {}
    for group in sorted(groups, key=lambda name: (-len(groups[name]), name)):
        at = sizes.index(min(sizes))
        sizes[at] += len(groups[group])
        for doc in groups[group]:
            fold[doc] = at
    return fold


def sentences(held: Iterable[Sentence]) -> list[Annotated]:
    """Return sentences of figures with their names as documents of which no more is known; those of one filing are in one fold."""
    found = []
    for case, document, segments, mentions, entities in held:
        told = context.scene(document, segments, mentions, entities)
        made = readings.read(told, (), topics(document, segments, mentions, told))
        fold = zlib.crc32(case["id"].rsplit("-", 1)[0].encode()) % FOLDS
        one = Annotated(case["id"], told, made, [], Frame({}, {}, 0.0, frozenset(), []), fold)
        for reading in made:
            near = (row for row in case["readings"] if reading.figure.start < row["end"] and row["start"] < reading.figure.end)
            one.said[id(reading)] = [Stated(names=[name["text"] for name in row["names"]]) for row in near][:1]
        found.append(one)
    return found


def _by_document(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.document_id].append(row)
    return found


def _scene(
    doc: str, document: Document, segments: Sequence[Segment], mentions: Sequence[Mention], entities: Sequence[Entity], fold: int
) -> Annotated:
    proposed = drafts.propose(document, segments, mentions, entities)
    told = context.scene(document, segments, mentions, entities)
    about = topics(document, segments, mentions, told)
    made = readings.read(told, proposed, about)
    answers = profile.read(told, proposed, about, made)
    return Annotated(doc, told, made, answers, calendars.frame(told), fold, segments=segments, mentions=mentions)


def _stated(claim: GoldClaim, places: Sequence[tuple[int, int]]) -> Stated:
    said = {name: getattr(claim, name) for name in ("predicate", "subject", "object", "qualifier", "value", "unit", "period", "quote")}
    return Stated(**said, modality=claim.modality or "actual", places=places)


def _align(one: Annotated, names: Names, spelled: defaultdict[str | None, set[str]]) -> None:
    """Give every reading the gold claims on its figure."""
    for stated in one.gold:
        stated.subjects = {name for name in one.told.names if set(names.get(name, ())) & spelled[stated.subject]}
        spots = stated.places or [(0, 10**9)]
        if stated.predicate in profile.PREDICATES:
            for answer in one.answers:
                near = any(answer.line.start < b and a < answer.line.end for a, b in spots)
                if near and _answers(answer.proposed[0], stated, names, spelled):
                    one.said[id(answer)].append(stated)
                    stated.aligned = True
            continue
        value = stated.value
        on_it = [
            r
            for r in one.readings
            if any(r.line.start < b and a < r.line.end and r.figure.start < b and a < r.figure.end for a, b in spots)
        ]
        signed = (None,) if value is None else (value, -Decimal(value))
        hits = [r for r in on_it if any(close(points.told(r.figure)[0], v) for v in signed)]
        hits.sort(key=lambda r: (len(one.said[id(r)]) > 0, r.figure.label == "PERCENT" and stated.unit not in points.UNITS))
        for reading in hits[:1]:
            one.said[id(reading)].append(stated)
            stated.aligned = True


def _answers(claim: Claim, stated: Stated, names: Names, spelled: Mapping[str | None, set[str]]) -> bool:
    """Whether an answer is the one that a gold claim gives, of whichever company."""
    if claim.predicate != stated.predicate:
        return False
    if stated.predicate in ("founder", "chief_executive"):
        return bool(set(names.get(claim.object_id or "", ())) & spelled.get(stated.object, set()))
    told, wanted = folded(claim.text_value or ""), folded(stated.value or "")
    return bool(told) and (told in wanted or wanted in told)


def _groups(documents: Mapping[str, GoldDocument]) -> dict[str, str]:
    """Return a group for each document: those of one publisher, repository or site are one."""
    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for doc, row in documents.items():
        keys = ["p:" + row.publisher.split("(")[0].strip().casefold()] if row.publisher else []
        if repository := re.search(r"github:\s?([\w.-]+/[\w.-]+)", row.origin):
            keys.append("r:" + repository[1])
        elif site := re.search(r"https?://(?:www\.)?([\w.-]+)", row.origin):
            keys.append("s:" + site[1])
        for key in keys:
            parent[find(key)] = find(doc)
    return {doc: find(doc) for doc in documents}
