"""The order of the rooms, told once: the tuple of stages, and the way of files through them.

In: files, or one text. Out: the rows of all tables. Never: a rule of any room; the clock; a print.

A stage is a function from rows to rows. It is handed the tables that it reads, of one document or of all, and gives those that it writes;
it knows nothing of other stages, of processes or of files. A stage over the whole corpus comes in two halves: one before it sketches each
document, itself it joins the sketches, and one after it gives each document its share.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, overload

from extractors import languages, taggers
from pipeline import claims, contract, documents, entities, facts, language, mentions, rules, segments, sources
from pipeline.engines.cache import Cache
from pipeline.engines.local import Work
from pipeline.engines.pages import Page, blamed, title
from pipeline.engines.pile import Pile
from pipeline.engines.shelf import Shelf
from pipeline.engines.shelved import TOGETHER
from pipeline.engines.stage import Progress, Rows, Stage
from pipeline.engines.texts import Texts
from pipeline.engines.wire import Joined
from pipeline.errors import PipelineError, StageError
from pipeline.processes import give_back
from pipeline.records import TABLES, Claim, Document, Entity, Link, Mention, Name, Reject, Segment, Source, content_id

#: What a run tells of itself, as in `pipeline.runs`.
_log = logging.getLogger("awase")
#: Documents from which on what reads them is let go when they are read: of fewer it takes more time to load it again for the next run.
_MANY = 4096


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told beside its documents.

    Attributes:
        limits: What one document may cost.
        language: BCP 47 tag of all documents, where it is known; what English was translated from is found out all the same.
        names: What a person decided about names; None takes what is shipped.
        sources: How far sources are believed; None takes what is shipped.
        verdicts: What a person decided about claims.
        memory: What the claims of subjects came to before; None judges all anew.
        lay: Puts rows of the whole corpus where they take no memory.
        model: Weights of claims and names as `awase train` writes them; empty takes what is shipped.
    """

    limits: documents.Limits = field(default_factory=documents.Limits)
    language: str | None = None
    names: entities.Decisions | None = None
    sources: sources.Sources | None = None
    verdicts: facts.Verdicts = field(default_factory=facts.Verdicts)
    memory: facts.Memory | None = None
    lay: facts.Lay = facts.in_memory
    model: str = ""


def _read(rows: Rows, settings: Settings) -> Iterator[Rows]:
    for source in rows["sources"]:
        for item in documents.read(source, settings.limits):
            yield {"rejects": (item,)} if isinstance(item, Reject) else {"documents": (item,)}


def _segment(rows: Rows, settings: Settings) -> Iterator[Rows]:
    (document,) = rows["documents"]
    yield {"segments": segments.segment(document)}


def _language(rows: Rows, settings: Settings) -> Iterator[Rows]:
    (document,) = rows["documents"]
    document, held = language.identify(document, rows["segments"])
    if settings.language:
        known = languages.canonical(settings.language).partition("-t-")[0]
        if known != document.language.partition("-t-")[0]:
            document = replace(document, language=known)
        held = tuple(replace(row, language=document.language) for row in held)
    yield {"documents": (document,), "segments": held}


def _articles(rows: Rows, settings: Settings) -> Iterator[Rows]:
    (document,) = rows["documents"]
    document, held = segments.describe(document, rows["segments"])
    yield {"documents": (document,), "segments": held}


def _sketch(rows: Rows, settings: Settings) -> Iterator[Rows]:
    (document,) = rows["documents"]
    yield {"sketches": segments.sketch(document, rows["segments"])}


def _copies(rows: Rows, settings: Settings) -> Iterator[Rows]:
    yield {"copies": segments.join(rows["sketches"])}


def _copied(rows: Rows, settings: Settings) -> Iterator[Rows]:
    yield {"segments": segments.link(rows["segments"], rows["copies"])}


def _mentions(rows: Rows, settings: Settings) -> Iterator[Rows]:
    (document,) = rows["documents"]
    own = mentions.chains(settings.model) if settings.model else None
    found, rejects = mentions.find(document, rows["segments"], own=own)
    yield {"mentions": found, "rejects": rejects}


def _names(rows: Rows, settings: Settings) -> Iterator[Rows]:
    (document,) = rows["documents"]
    made = entities.sketch(document, rows["segments"], rows["mentions"])
    yield {"names": made.names, "definitions": made.defined, "outlets": claims.outlets(document)}


def _entities(rows: Rows, settings: Settings) -> Iterator[Rows]:
    sketch = entities.Sketch(rows["names"], rows["definitions"])
    found, named = entities.join([sketch], settings.names)
    restated = sketch.restated()
    links = _Anew(lambda: _linked(sketch.names, found, named, restated))
    yield {"entities": found, "links": links, "parties": _Anew(lambda: claims.parties(links, rows["outlets"], found))}


def _linked(names: Iterable[Name], found: Sequence[Entity], named: Sequence[int], restated: Mapping[str, str]) -> Iterator[Link]:
    """Yield what the names of all documents stand for."""
    for row, at in zip(names, named, strict=True):
        yield Link(row.document_id, row.mention_id, found[at].entity_id, restated.get(row.mention_id))


class _Anew(Sequence[Any]):
    """Rows that are made anew each time they are gone through."""

    def __init__(self, make: Callable[[], Iterable[Any]]) -> None:
        self._make = make

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._make())

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return tuple(self)[at]


def _named(rows: Rows, settings: Settings) -> Iterator[Rows]:
    links = {row.mention_id: row for row in rows["links"]}
    yield {
        "mentions": tuple(
            replace(row, entity_id=link.entity_id, restates=row.restates or link.restates) if (link := links.get(row.mention_id)) else row
            for row in rows["mentions"]
        )
    }


def _claims(rows: Rows, settings: Settings) -> Iterator[Rows]:
    (document,) = rows["documents"]
    if not claims.reads(document.language):
        detail = f"{document.language}: no claims"
        yield {"claims": (), "rejects": (Reject(document.path, document.sha256, "claims", "no_grammar", detail),)}
        return
    learnt = claims.parse(settings.model) if settings.model else None
    read = mentions.read_of(rows["segments"])
    yield {"claims": claims.find(document, read, rows["mentions"], [party.entity for party in rows["parties"]], learnt)}


def _facts(rows: Rows, settings: Settings) -> Iterator[Rows]:
    titles = Texts((row.document_id, f"“{row.title}”" if row.title else row.path) for row in rows["documents"])
    verdicts = settings.verdicts
    held, unfit = verdicts.corrected(rows["claims"])
    made = facts.by_subject(
        held,
        entities=rows["entities"],
        sources=settings.sources,
        verdicts=verdicts,
        titles=titles,
        memory=settings.memory,
        lay=settings.lay,
    )
    rejects = (*made.rejects, *verdicts.rejects(held, rows["entities"], unfit))
    yield {"claims": held, "facts": Joined(made.facts), "fact_claims": Joined(made.parts), "rejects": rejects}


#: From files to tables. An engine runs neighbours of one kind together, and decides where.
STAGES: tuple[Stage, ...] = (
    Stage("ingest", "file", ("sources",), ("documents", "rejects"), _read),
    Stage("segment", "document", ("documents",), ("segments",), _segment),
    Stage("language", "document", ("documents", "segments"), ("documents", "segments"), _language),
    Stage("articles", "document", ("documents", "segments"), ("documents", "segments"), _articles),
    Stage("sketch", "document", ("documents", "segments"), ("sketches",), _sketch),
    Stage("copies", "corpus", ("sketches",), ("copies",), _copies),
    Stage("copied", "document", ("segments", "copies"), ("segments",), _copied),
    Stage("mentions", "document", ("documents", "segments"), ("mentions", "rejects"), _mentions),
    Stage("names", "document", ("documents", "segments", "mentions"), ("names", "definitions", "outlets"), _names),
    Stage("entities", "corpus", ("names", "definitions", "outlets"), ("entities", "links", "parties"), _entities),
    Stage("named", "document", ("mentions", "links"), ("mentions",), _named),
    Stage("claims", "document", ("documents", "segments", "mentions", "parties"), ("claims", "rejects"), _claims),
    Stage("facts", "corpus", ("documents", "claims", "entities"), ("claims", "facts", "fact_claims", "rejects"), _facts),
)


def settings(limits: documents.Limits, beside: Mapping[str, Path], model: Path | None) -> Settings:
    """Read what a person says beside the documents, and the weights that he has.

    Args:
        limits: What one document may cost.
        beside: Files of the user that are no documents, by name.
        model: File of weights of claims and names; None takes what is shipped.

    Raises:
        ConfigError: A file is wrong.
    """
    weights = rules.text_of(model) if model else ""
    if weights:
        claims.parse(weights)
        mentions.chains(weights)
    return Settings(
        limits=limits,
        names=entities.load_decisions(beside.get("entities.toml"), beside.get("decisions.jsonl")),
        sources=sources.load(beside.get("sources.toml")),
        verdicts=facts.load_verdicts(beside.get("decisions.jsonl")),
        model=weights,
    )


def remembering(told: Settings, shelf: Shelf, cache: Cache | None) -> Settings:
    """Return settings by which rows of the whole corpus lie on a shelf, and what a subject's claims came to is kept in a cache."""
    return replace(told, lay=shelf.lay, memory=cache.subjects(facts.Kept) if cache else None)


def annotate(
    text: str, *, tag: str | None = None, today: str | None = None
) -> tuple[Document, tuple[Mention, ...], tuple[Entity, ...], tuple[Claim, ...]]:
    """Find the mentions and claims of one text, without files and tables.

    Args:
        text: The text.
        tag: Its language as a BCP 47 tag, where it is known; None finds it out. What it was translated from is found out all the same.
        today: Its date, ISO 8601.

    Returns:
        The document that was made of it, with its language; its mentions, linked among themselves; their entities; its claims, one for
        every figure, the subject empty where the text names none.

    Raises:
        UnicodeEncodeError: The text holds half a character: a lone surrogate, which no encoding can write.
    """
    document, segments, named, found = linked(text, tag=tag, today=today)
    return document, named, found, claims.said(document, segments, named, found)


def linked(
    text: str, *, tag: str | None = None, today: str | None = None
) -> tuple[Document, tuple[Segment, ...], tuple[Mention, ...], tuple[Entity, ...]]:
    """Return the document that is made of one text, its passages, its mentions, linked among themselves, and their entities."""
    digest = sha256(text.encode("utf-8")).hexdigest()
    document = Document(content_id(digest), "", (), digest, "text/plain", "utf-8", text)
    if today:
        day, precision = documents.published(today)
        document = replace(document, published=day, published_precision=precision, published_evidence="given")
    settings = Settings(language=tag)
    rows: dict[str, Sequence[Any]] = {"documents": (document,)}
    for stage in STAGES:
        # What of one text comes of it alone.
        if stage.per == "document" and all(name in rows for name in stage.reads):
            for made in stage.run(rows, settings):
                rows |= made
    (document,) = rows["documents"]
    found, named = entities.resolve((document,), rows["segments"], rows["mentions"], None)
    return document, tuple(rows["segments"]), tuple(named), tuple(found)


def tables(files: Sequence[Source], settings: Settings, work: Work, progress: Progress) -> dict[str, Sequence[Any]]:
    """Take files through all stages, and return the rows of every table.

    Args:
        files: The files.
        settings: What the run is told.
        work: The engine.
        progress: Told how far each stage is.

    Raises:
        StageError: The program is at fault.
    """
    rows: dict[str, Sequence[Any]] = defaultdict(tuple)
    pages = Pile()
    for corpus, group in groupby(STAGES, key=lambda stage: stage.per == "corpus"):
        stages = tuple(group)
        if not corpus:
            asked = _asked(stages[-1], "document", "corpus") | TABLES.keys()
            pages, refused = _worked(stages, pages if stages[0].per == "document" else files, work, progress, asked)
            rejects = (*rows["rejects"], *refused)
            blamed(rejects, len(pages))
            rows |= {name: Joined.over(pages.column(name)) for name in pages.tables} | {"rejects": rejects}
        for stage in stages if corpus else ():
            for part in _joined(stage, {name: rows[name] for name in stage.reads}, settings):
                rows |= {name: (*rows["rejects"], *held) if name == "rejects" else held for name, held in part.items()}
                _share(pages, part, _asked(stage, "document"), settings.lay)
            _log.info("%s", stage.name)
            progress(stage.name, 1, 1)
        for name in rows.keys() - _asked(stages[-1], "corpus") - TABLES.keys():
            del rows[name]
        pages.only(_asked(stages[-1], "document", "corpus") | TABLES.keys())
        if len(pages) > _MANY and not _asked(stages[-1], "document"):
            taggers.forget()
        give_back()
    rows["entities"] = sorted(rows["entities"], key=attrgetter("entity_id"))
    return rows


def _worked(
    stages: Sequence[Stage], units: Sequence[Any], work: Work, progress: Progress, asked: Collection[str]
) -> tuple[Pile, list[Reject]]:
    """Take files or documents through stages; return the documents with the tables that are asked for later, and what was rejected."""
    rejects: list[Reject] = []
    made = Pile(_asked_for(_watched(title(stages), work(stages, units), len(units), progress), rejects, asked))
    return made.distinct(), rejects


def _asked_for(pages: Iterable[Page], rejects: list[Reject], asked: Collection[str]) -> Iterator[Page]:
    """Yield pages with the tables that are asked for; rejects are noted."""
    for page in pages:
        rejects += page.rows.get("rejects", ())
        yield replace(page, rows={name: held for name, held in page.rows.items() if name in asked and name != "rejects"})


def _joined(stage: Stage, rows: Rows, settings: Settings) -> Iterator[Rows]:
    """Run a stage of the whole corpus; no document can be blamed for a fault of it."""
    try:
        yield from stage.run(rows, settings)
    except PipelineError:
        raise
    except Exception as error:
        raise StageError(f"the stage {stage.name} failed: {type(error).__name__}: {error}"[:300]) from error


def _asked(stage: Stage, *kinds: str) -> set[str]:
    """Return the tables that stages after one, of some kinds, read."""
    return {name for later in STAGES[[one.name for one in STAGES].index(stage.name) + 1 :] if later.per in kinds for name in later.reads}


def _share(pages: Pile, made: Rows, asked: Collection[str], lay: facts.Lay) -> None:
    """Give each document its share of what was made of all of them, as far as a stage asks for it."""
    for name in made:
        if name in asked and "document_id" in contract.schema(name).names:
            # Where documents are few, or their rows name what all of them share, rows stay where they are.
            laid = name == "links" and len(pages) > TOGETHER
            own = _own(pages.keys(), made[name])
            pages.put(name, _laid(name, own, lay if laid else facts.in_memory), drawn=name == "parties")


def _own(keys: Iterable[str], rows: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """Yield the rows of each document; documents and rows are in the order of their ids, and of two documents of one id each has all."""
    groups = groupby(rows, key=attrgetter("document_id"))
    name, held, own = "", next(groups, None), ()
    for key in keys:
        while held and held[0] < key:
            held = next(groups, None)
        if held and held[0] == key:
            name, own, held = key, tuple(held[1]), next(groups, None)
        yield own if name == key else ()


def _laid(name: str, parts: Iterator[Sequence[Any]], lay: facts.Lay) -> Iterator[Sequence[Any]]:
    while some := list(islice(parts, TOGETHER)):
        yield from lay(name, [[part] for part in some])


def _watched(stage: str, items: Iterator[Any], total: int, progress: Progress) -> Iterator[Any]:
    progress(stage, 0, total)
    for done, item in enumerate(items, 1):
        progress(stage, min(done, total), total)
        yield item
    _log.info("%s: %d", stage, total)
