"""The order of the rooms: from a folder of documents to published tables.

In: a folder of documents. Out: a folder of tables and a summary. Never: a rule of any room; the clock; a print.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline import claims, language, mentions, store
from pipeline import documents as ingest
from pipeline import entities as resolve
from pipeline import facts as reconcile
from pipeline import segments as passages
from pipeline import sources as ratings
from pipeline.claims import credits
from pipeline.engines.local import engine
from pipeline.facts import decisions as verdicts
from pipeline.records import Claim, Document, Entity, Mention, Reject, Segment, content_id

#: Called with the name of a stage, how many items are done, and how many there are.
Progress = Callable[[str, int, int], None]

#: A second process costs about two seconds before it reads a word; below this many bytes it never pays.
_WORTH_A_PROCESS = 4_000_000


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


@dataclass(frozen=True, slots=True)
class Page:
    """A document on its way through the rooms.

    Attributes:
        document: The document.
        segments: Its passages.
        mentions: Its mentions, once they are found.
        claims: Its claims, once they are found.
        rejects: What could not be read of it.
    """

    document: Document
    segments: tuple[Segment, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejects: tuple[Reject, ...] = ()


def run(
    seeds: str | Path,
    output: str | Path,
    *,
    workers: int | None = None,
    limits: ingest.Limits | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Summary:
    """Read the documents of a folder and publish their tables.

    Args:
        seeds: Folder of documents, or one file.
        output: Folder for the tables; old ones are replaced in one step, and only when the new ones are whole.
        workers: Processes; None decides by the size of the input.
        limits: What one document may cost.
        progress: Told how far each stage is.

    Raises:
        InputError: There is no such folder, or no document in it could be read.
        ConfigError: A rules or decisions file is wrong.
        OutputError: The tables cannot be written.
    """
    root, folder, limit = Path(seeds), Path(output), limits or ingest.Limits()
    found = ingest.find(root, limit)
    sources = [item for item in found if isinstance(item, ingest.Source)]
    rejects = [item for item in found if isinstance(item, Reject)]
    known = resolve.load_decisions(_beside(root, "entities.toml"))
    judged = verdicts.load(_beside(root, "decisions.jsonl"))
    rated = ratings.load(_beside(root, "sources.toml"))
    store.writable(folder)

    size = sum(_size(source) for source in sources)
    with engine(workers or _workers(size, len(sources))) as mapped:
        pages: list[Page] = []
        for read, refused in _watched("read", mapped(partial(_read, limits=limit), sources), len(sources), progress):
            pages += read
            rejects += refused
        pages = _distinct(pages)
        pages = _linked(pages)
        pages = list(_watched("mentions", mapped(_mentions, pages), len(pages), progress))
        entities, pages = _resolved(pages, known)
        stated = partial(_claims, entities=entities)
        pages = list(_watched("claims", mapped(stated, pages), len(pages), progress))
    rejects += (reject for page in pages for reject in page.rejects)
    claimed = [row for page in pages for row in page.claims]
    facts, fact_claims, failed = reconcile.reconcile(claimed, entities=entities, sources=rated, verdicts=judged)
    stale = judged.stale({row.claim_id for row in claimed})
    rejects += (*failed, *(Reject("decisions.jsonl", None, "reconcile", "stale_decision", verdict) for verdict in stale))
    progress("facts", len(facts), len(facts))

    rows: dict[str, Sequence[Any]] = {
        "documents": [page.document for page in pages],
        "segments": [row for page in pages for row in page.segments],
        "mentions": [row for page in pages for row in page.mentions],
        "entities": sorted(entities, key=lambda row: row.entity_id),
        "claims": claimed,
        "facts": facts,
        "fact_claims": fact_claims,
        "rejects": sorted(rejects, key=lambda row: (row.path, row.stage, row.reason, row.detail)),
    }
    store.publish(folder, {name: store.to_table(name, held) for name, held in rows.items()}, _about(pages))
    return Summary(
        documents=len(pages),
        mentions=Counter(row.label for row in rows["mentions"]),
        claims=len(rows["claims"]),
        facts=Counter(row.status for row in facts),
        rejects=len(rejects),
    )


def annotate(text: str, *, tag: str | None = None, today: str | None = None) -> tuple[Document, tuple[Mention, ...]]:
    """Find the mentions of one text, without files and tables.

    Args:
        text: The text.
        tag: Its language as a BCP 47 tag, where it is known; None finds it out. What it was translated from is found out all the same.
        today: Its date, ISO 8601.

    Returns:
        The document that was made of it, with its language, and its mentions.
    """
    day, precision = ingest.published(today) if today else (None, None)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(content_id(digest), "", (), digest, "text/plain", "utf-8", text)
    if today:
        document = replace(document, published=day, published_precision=precision, published_evidence="given")
    segments = passages.segment(document)
    document, segments = language.identify(document, segments)
    if tag and (known := tag.partition("-t-")[0]) != document.language.partition("-t-")[0]:
        document = replace(document, language=known)
    if tag:
        segments = tuple(replace(row, language=document.language) for row in segments)
    document, segments = passages.describe(document, segments)
    found, _ = mentions.find(document, segments)
    return document, found


def _read(source: ingest.Source, limits: ingest.Limits) -> tuple[list[Page], list[Reject]]:
    pages: list[Page] = []
    rejects: list[Reject] = []
    try:
        for item in ingest.read(source, limits):
            if isinstance(item, Reject):
                rejects.append(item)
            else:
                pages.append(_passages(item))
    except Exception as error:
        rejects.append(Reject(source.path, None, "ingest", "failed", _said(error)))
    return pages, rejects


def _passages(document: Document) -> Page:
    try:
        segments = passages.segment(document)
        document, segments = language.identify(document, segments)
        document, segments = passages.describe(document, segments)
    except Exception as error:
        return Page(document, rejects=(Reject(document.path, document.sha256, "segment", "failed", _said(error)),))
    return Page(document, segments)


def _mentions(page: Page) -> Page:
    try:
        found, rejects = mentions.find(page.document, page.segments)
    except Exception as error:
        return _failed(page, "mentions", error)
    return replace(page, mentions=found, rejects=page.rejects + rejects)


def _claims(page: Page, entities: tuple[Entity, ...]) -> Page:
    try:
        found = claims.find(page.document, page.segments, page.mentions, entities)
        return replace(page, claims=credits.credited(page.document, page.segments, page.mentions, entities, found))
    except Exception as error:
        return _failed(page, "claims", error)


def _failed(page: Page, stage: str, error: Exception) -> Page:
    return replace(page, rejects=(*page.rejects, Reject(page.document.path, page.document.sha256, stage, "failed", _said(error))))


def _said(error: Exception) -> str:
    """Say what went wrong inside a room and where, without the text of the document."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}: {error}{place}"[:300]


def _distinct(pages: Sequence[Page]) -> list[Page]:
    """Merge documents of the same content under all their paths, in order of their ids."""
    held: dict[str, Page] = {}
    for page in sorted(pages, key=lambda page: page.document.path):
        known = held.get(page.document.document_id)
        if known:
            page = replace(known, document=replace(known.document, paths=(*known.document.paths, page.document.path)))
        held[page.document.document_id] = page
    return [held[key] for key in sorted(held)]


def _linked(pages: Sequence[Page]) -> list[Page]:
    texts = {page.document.document_id: page.document.text for page in pages}
    linked = passages.link([row for page in pages for row in page.segments], texts)
    by_document: dict[str, list[Segment]] = {page.document.document_id: [] for page in pages}
    for row in linked:
        by_document[row.document_id].append(row)
    return [replace(page, segments=tuple(by_document[page.document.document_id])) for page in pages]


def _resolved(pages: Sequence[Page], known: resolve.Decisions) -> tuple[tuple[Entity, ...], list[Page]]:
    entities, named = resolve.resolve(
        [page.document for page in pages],
        [row for page in pages for row in page.segments],
        [row for page in pages for row in page.mentions],
        known,
    )
    by_document: dict[str, list[Mention]] = {page.document.document_id: [] for page in pages}
    for row in named:
        by_document[row.document_id].append(row)
    return entities, [replace(page, mentions=tuple(by_document[page.document.document_id])) for page in pages]


def _watched(stage: str, items: Iterator[Any], total: int, progress: Progress) -> Iterator[Any]:
    progress(stage, 0, total)
    for done, item in enumerate(items, 1):
        progress(stage, done, total)
        yield item


def _workers(size: int, count: int) -> int:
    return max(1, min(os.cpu_count() or 1, count, size // _WORTH_A_PROCESS))


def _size(source: ingest.Source) -> int:
    try:
        return source.file.stat().st_size
    except OSError:
        return 0


def _beside(root: Path, name: str) -> Path | None:
    path = root / name if root.is_dir() else root.with_name(name)
    return path if path.is_file() else None


def _about(pages: Sequence[Page]) -> dict[str, Any]:
    from extractors import languages, lexicon, taggers

    return {
        "inputs": {path: page.document.sha256 for page in pages for path in page.document.paths},
        "code": {"awase": version("awase"), "sha256": _code()},
        "lexicons": {name: lexicon.load(name).digest for name in languages.tags()},
        "models": taggers.available(),
        "libraries": {name: version(name) for name in ("pyarrow", "spacy", "fugashi", "unidic-lite", "langdetect")},
    }


def _code() -> str:
    """Digest of everything of ours that can change a table."""
    here = Path(__file__).parent
    digest = sha256()
    for folder in (here, here.parent / "extractors"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(folder.parent).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()
