"""The order of the rooms, told once: the tuple of stages, and the run from a folder of documents to published tables.

In: a folder of documents. Out: a folder of tables and a summary. Never: a rule of any room; the clock; a print.

A stage is a function from rows to rows. It is handed the tables that it reads, of one document or of all, and gives those that it writes;
it knows nothing of other stages, of processes or of files. A stage over the whole corpus comes in two halves: one before it sketches each
document, itself it joins the sketches, and one after it gives each document its share.
"""

from __future__ import annotations

import logging
import os
import platform
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from extractors import languages
from pipeline import claims, contract, documents, entities, facts, language, mentions, provenance, rules, segments, sources, store, verdicts
from pipeline.engines.cache import PASSING, Cache, known, run_key
from pipeline.engines.local import Work, engine
from pipeline.engines.pages import Page, blamed, title
from pipeline.engines.stage import Rows, Stage
from pipeline.engines.wire import Joined, table
from pipeline.errors import InputError, PipelineError, StageError
from pipeline.records import TABLES, Claim, Document, Entity, Link, Mention, Reject, Segment, Source, content_id

#: What a run tells of itself: each step, and as a warning each reject. Silent unless somebody listens.
_log = logging.getLogger("awase")
_log.addHandler(logging.NullHandler())

#: Called with the name of a stage, how many items are done, and how many there are.
Progress = Callable[[str, int, int], None]

#: What a person says beside the documents, apart from what becomes part of them.
_BESIDE = ("entities.toml", "sources.toml", "decisions.jsonl")
#: A second process costs about two seconds before it reads a word; below this many bytes it never pays.
_WORTH_A_PROCESS = 4_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told beside its documents.

    Attributes:
        limits: What one document may cost.
        language: BCP 47 tag of all documents, where it is known; what English was translated from is found out all the same.
        names: What a person decided about names; None takes what is shipped.
        sources: How far sources are believed; None takes what is shipped.
        verdicts: What a person decided about claims.
        model: Weights of claims as `awase train` writes them; empty takes what is shipped.
    """

    limits: documents.Limits = field(default_factory=documents.Limits)
    language: str | None = None
    names: entities.Decisions | None = None
    sources: sources.Sources | None = None
    verdicts: facts.Verdicts = field(default_factory=facts.Verdicts)
    memory: facts.Memory | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run made.

    Attributes:
        documents: Distinct documents read.
        mentions: Mentions by label.
        claims: Claims.
        facts: Facts by status.
        rejects: Rows of `rejects`.
    """

    documents: int
    mentions: Mapping[str, int]
    claims: int
    facts: Mapping[str, int]
    rejects: int


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
    found, rejects = mentions.find(document, rows["segments"])
    yield {"mentions": found, "rejects": rejects}


def _names(rows: Rows, settings: Settings) -> Iterator[Rows]:
    (document,) = rows["documents"]
    made = entities.sketch(document, rows["segments"], rows["mentions"])
    yield {"names": made.names, "definitions": made.defined, "outlets": claims.outlets(document)}


def _entities(rows: Rows, settings: Settings) -> Iterator[Rows]:
    sketch = entities.Sketch(rows["names"], rows["definitions"])
    found, named = entities.join([sketch], settings.names)
    restated = sketch.restated()
    links = [Link(row.document_id, row.mention_id, named[row.mention_id], restated.get(row.mention_id)) for row in sketch.names]
    ids = {row.document_id for row in (*links, *rows["outlets"])}
    yield {"entities": found, "links": links, "parties": claims.parties(links, rows["outlets"], sorted(ids), found)}


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
    yield {"claims": claims.find(document, rows["segments"], rows["mentions"], [party.entity for party in rows["parties"]], learnt)}


def _facts(rows: Rows, settings: Settings) -> Iterator[Rows]:
    titles = {row.document_id: f"“{row.title}”" if row.title else row.path for row in rows["documents"]}
    verdicts = settings.verdicts
    held, unfit = verdicts.corrected(rows["claims"])
    made = facts.by_subject(
        held, entities=rows["entities"], sources=settings.sources, verdicts=verdicts, titles=titles, memory=settings.memory
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


def run(
    seeds: str | Path,
    output: str | Path,
    *,
    workers: int | None = None,
    limits: documents.Limits | None = None,
    strict: bool = False,
    keep: int = 1,
    cache: bool = True,
    model: Path | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Summary:
    """Read the documents of a folder and publish their tables.

    Args:
        seeds: Folder of documents, or one file.
        output: Folder for the tables; old ones are replaced in one step, and only when the new ones are whole.
        workers: Processes; None decides by the size of the input.
        limits: What one document may cost.
        strict: Whether any reject ends the run, and leaves the old tables.
        keep: Generations of tables before the new one that stay, to compare with.
        cache: Whether what earlier runs into this folder came to is taken where nothing that it hangs on has changed.
        model: File of weights of claims that `awase train` has written; None takes what is shipped.
        progress: Told how far each stage is.

    Raises:
        InputError: There is no such folder, no document in it could be read, or `strict` and not all could.
        ConfigError: A file of rules, decisions or weights is wrong.
        OutputError: The tables cannot be written.
    """
    root, folder = Path(seeds), Path(output)
    _at_home()
    limits = limits or documents.Limits()
    _log.info("reading %s", root)
    found = documents.find(root, limits, store.written)
    files = [item for item in found if isinstance(item, Source)]
    code = provenance.code()
    base = repr((code, provenance.libraries(), platform.python_version()))
    told = run_key(found, (base, limits), [*([model] if model else []), *(path for name in _BESIDE if (path := _beside(root, name)))])
    if cache and not strict and told and (summary := _unchanged(folder, told)):
        return summary
    if not (cache and known(store.remembered(folder), base)):
        rules.check()
    settings = _settings(root, limits, model)
    store.writable(folder)
    held = Cache(store.remembered(folder), base, settings) if cache else None
    with engine(workers or _workers(files), settings) as work:
        given = replace(settings, memory=held.subjects(facts.Kept)) if held else settings
        rows = _tables(files, given, held.over(work) if held else work, progress)
    if held:
        held.close()
    rows["rejects"] = sorted(
        [*(item for item in found if isinstance(item, Reject)), *rows["rejects"]], key=attrgetter("path", "stage", "reason", "detail")
    )
    _judged(rows, root, strict, _stood_on(folder, settings.verdicts.claims, rows))
    rows["entities"] = sorted(rows["entities"], key=lambda row: row.entity_id)
    tables = {name: table(name, rows[name]) for name in TABLES}
    store.publish(folder, tables, provenance.about(rows["documents"], code, told, settings.model), keep)
    _log.info("published %s", folder)
    return _summary(tables)


def _summary(tables: Mapping[str, Any]) -> Summary:
    """Count what Arrow tables hold."""
    mentions, found = (Counter(tables[name].column(key).to_pylist()) for name, key in (("mentions", "label"), ("facts", "status")))
    return Summary(tables["documents"].num_rows, mentions, tables["claims"].num_rows, found, tables["rejects"].num_rows)


def _settings(root: Path, limits: documents.Limits, model: Path | None) -> Settings:
    """Read what a person says beside the documents, and the weights that he has."""
    weights = rules.text_of(model) if model else ""
    if weights:
        claims.parse(weights)
    return Settings(
        limits=limits,
        names=entities.load_decisions(_beside(root, "entities.toml"), _beside(root, "decisions.jsonl")),
        sources=sources.load(_beside(root, "sources.toml")),
        verdicts=facts.load_verdicts(_beside(root, "decisions.jsonl")),
        model=weights,
    )


def _stood_on(folder: Path, wanted: frozenset[str], rows: Rows) -> dict[str, str]:
    """Return the file and the sentence of each claim that a verdict names, as far as any run into this folder has seen it."""
    place = store.noted(folder)
    if wanted:
        with suppress(PipelineError):  # there are no tables yet, or none that can be read
            before = store.open_tables(folder)
            verdicts.note(place, wanted, before.records("claims"), before.records("documents"))
        verdicts.note(place, wanted, rows["claims"], rows["documents"])
    return verdicts.remembered(place)


def _judged(rows: Rows, root: Path, strict: bool, known: Mapping[str, str]) -> None:
    """Tell what was rejected, and end the run if that was all, or if nothing may be."""
    rejects = [verdicts.quoted(row, known) for row in rows["rejects"]]
    for row in rejects:
        _log.warning("rejected %s (%s: %s) %s", row.path, row.stage, row.reason, row.detail)
    said = "".join(f"; {row.path}: {row.reason}" for row in rejects[:3]) + ("; ..." if len(rejects) > 3 else "")
    if not rows["documents"]:
        raise InputError(f"no document in {root} could be read{said}")
    if strict and rejects:
        raise InputError(f"{len(rejects)} rejected, and strict: nothing is written{said}")


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


def _tables(files: Sequence[Source], settings: Settings, work: Work, progress: Progress) -> dict[str, Sequence[Any]]:
    """Take files through all stages, and return the rows of every table."""
    rows: dict[str, Sequence[Any]] = defaultdict(tuple)
    pages: list[Page] = []
    for corpus, group in groupby(STAGES, key=lambda stage: stage.per == "corpus"):
        stages = tuple(group)
        if not corpus:
            units: Sequence[Any] = pages if stages[0].per == "document" else files
            made = list(_watched(title(stages), work(stages, units), len(units), progress))
            rejects = (*rows["rejects"], *(row for page in made for row in page.rows.get("rejects", ())))
            pages = _distinct(made)
            blamed(rejects, len(pages))
            names = {name for page in pages for name in page.rows}
            rows |= {name: Joined(page.rows.get(name, ()) for page in pages) for name in names} | {"rejects": rejects}
        for stage in stages if corpus else ():
            for part in _joined(stage, {name: rows[name] for name in stage.reads}, settings):
                rows |= {name: (*rows["rejects"], *held) if name == "rejects" else held for name, held in part.items()}
                pages = _shared(pages, part)
            _log.info("%s", stage.name)
            progress(stage.name, 1, 1)
    return rows


def _joined(stage: Stage, rows: Rows, settings: Settings) -> Iterator[Rows]:
    """Run a stage of the whole corpus; no document can be blamed for a fault of it."""
    try:
        yield from stage.run(rows, settings)
    except PipelineError:
        raise
    except Exception as error:
        raise StageError(f"the stage {stage.name} failed: {type(error).__name__}: {error}"[:300]) from error


def _shared(pages: Sequence[Page], made: Rows) -> list[Page]:
    """Give each document its share of what was made of all of them."""
    shares: dict[str, dict[str, list[Any]]] = {name: defaultdict(list) for name in made if "document_id" in contract.schema(name).names}
    for name, held in shares.items():
        for row in made[name]:
            held[row.document_id].append(row)
    return [replace(page, rows={**page.rows, **{name: held.get(page.key, ()) for name, held in shares.items()}}) for page in pages]


def _distinct(pages: Iterable[Page]) -> list[Page]:
    """Merge documents of the same content under all their paths, in order of their ids; the first path gives the id."""
    held: dict[str, Page] = {}
    for path, _, digest, page in sorted(
        ((page.document.path, page.key, page.document.sha256, page) for page in pages if page.document), key=itemgetter(0, 1)
    ):
        known = held.get(digest, page)
        documents = known.rows["documents"]
        if known is not page:
            documents = tuple(replace(row, paths=(*row.paths, path)) for row in documents)
        held[digest] = replace(known, rows={**known.rows, "documents": documents, "rejects": ()})
    return sorted(held.values(), key=attrgetter("key"))


def _watched(stage: str, items: Iterator[Any], total: int, progress: Progress) -> Iterator[Any]:
    progress(stage, 0, total)
    for done, item in enumerate(items, 1):
        progress(stage, min(done, total), total)
        yield item
    _log.info("%s: %d", stage, total)


def _workers(files: Sequence[Source]) -> int:
    size = sum(map(_size, files))
    return max(1, min(os.cpu_count() or 1, size // _WORTH_A_PROCESS))


def _size(source: Source) -> int:
    try:
        return os.stat(source.file).st_size
    except OSError:
        return 0


def _at_home() -> None:
    try:
        os.getcwd()
    except OSError as error:
        raise InputError("the working directory is gone: go to one that is there") from error


def _beside(root: Path, name: str) -> Path | None:
    path = root / name if root.is_dir() else root.with_name(name)
    return path if path.is_file() else None


def _unchanged(folder: Path, told: str) -> Summary | None:
    """Return what the tables in force hold, if a run of the same input would make them again; else None."""
    try:
        held = store.open_tables(folder)
        if held.manifest.get("run") != told or not held.whole():
            return None
        rejects = held.records("rejects")
        if any(row.reason in PASSING for row in rejects):
            return None
        _log.info("nothing has changed since the tables in %s were made", folder)
        known = verdicts.remembered(store.noted(folder))
        for row in (verdicts.quoted(row, known) for row in rejects):
            _log.warning("rejected %s (%s: %s) %s", row.path, row.stage, row.reason, row.detail)
        return _summary({name: held.arrow(name) for name in ("documents", "mentions", "claims", "facts", "rejects")})
    except PipelineError:
        return None
