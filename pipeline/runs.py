"""A run: from a folder of documents to published tables, or to nothing at all where those in force are what it would make.

In: a folder of documents. Out: a folder of tables and a summary. Never: a rule of any room; the clock; a print. The stages, and with them
every pattern and table of words, are loaded only when something has to be done.
"""

from __future__ import annotations

import logging
import os
import platform
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import documents, parquet, provenance, store, verdicts
from pipeline.contract import counted
from pipeline.engines.cache import PASSING, Cache, known, run_key
from pipeline.engines.local import Work, engine, size
from pipeline.engines.shelf import Shelf
from pipeline.engines.stage import Progress, Rows, Settings
from pipeline.engines.wire import pieces
from pipeline.errors import InputError, PipelineError
from pipeline.processes import seldom
from pipeline.records import TABLES, Source

if TYPE_CHECKING:
    from pipeline import stages

#: What a run tells of itself: each step, and as a warning each reject. Silent unless somebody listens.
_log = logging.getLogger("awase")
_log.addHandler(logging.NullHandler())

#: What a person says beside the documents, apart from what becomes part of them.
_BESIDE = ("entities.toml", "sources.toml", "decisions.jsonl")
#: Tables whose rows are told by the values of a column.
_COUNTED = {"mentions": "label", "facts": "status"}
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
    master: str | None = None,
    partition: str | None = None,
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
        master: Cluster of Apache Spark on which documents are worked on, as Spark names it; None works on this machine.
        partition: Column, `language` or `published`, by whose values the tables that have it are written as folders in place of one file.
        progress: Told how far each stage is.

    Raises:
        InputError: There is no such folder, no document in it could be read, or `strict` and not all could.
        ConfigError: A file of rules, decisions or weights is wrong.
        OutputError: The tables cannot be written.
    """
    root, folder, limits = _at_home(Path(seeds)), Path(output), limits or documents.Limits()
    found = documents.find(root, limits, store.written)
    files = found.files
    code = provenance.code()
    base = repr((code, provenance.libraries(), platform.python_version()))
    beside = {name: path for name in _BESIDE if (path := _beside(root, name))}
    told = run_key(found, (base, limits, *([partition] if partition else [])), [*([model] if model else []), *beside.values()])
    if cache and not strict and told and (summary := _unchanged(folder, told)):
        return summary
    from pipeline import rules, stages

    if not (cache and known(store.remembered(folder), base)):
        rules.check()
    settings = stages.settings(limits, beside, model)
    store.writable(folder)
    remembered = Cache(store.remembered(folder), base, settings) if cache else None
    with closing(Shelf(store.shelf(folder))) as shelf:
        rows = _rows(files, settings, _engine(master, workers or _workers(files), settings), shelf, remembered, progress)
        remembered = None  # what it holds of subjects is as much as their facts
        rows["rejects"] = sorted((*found.rejects, *rows["rejects"]), key=attrgetter("path", "stage", "reason", "detail"))
        _judged(rows, root, strict, _stood_on(folder, settings.verdicts.claims, rows))
        about = provenance.about(rows["documents"], code, told, settings.model)
        summary = _published(folder, rows, about, keep, partition or "")
    _log.info("published %s", folder)
    return summary


def _engine(master: str | None, workers: int, settings: Settings) -> AbstractContextManager[Work]:
    if master is None:
        return engine(workers, settings)
    from pipeline.engines import spark

    return spark.engine(master, settings)


@seldom()
def _rows(
    files: Sequence[Source],
    settings: stages.Settings,
    engine: AbstractContextManager[Work],
    shelf: Shelf,
    held: Cache | None,
    progress: Progress,
) -> dict[str, Sequence[Any]]:
    """Take files through all stages, and return the rows of every table; what they came to is kept."""
    from pipeline import stages

    with engine as bare:
        work = shelf.over(bare)
        rows = stages.tables(files, stages.remembering(settings, shelf, held), held.over(work) if held else work, progress)
    if held:
        held.close()
    return rows


def _published(folder: Path, rows: dict[str, Any], about: Mapping[str, Any], keep: int, partition: str) -> Summary:
    """Publish tables, and tell what was written: another run may have published since."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
    manifest = store.publish(folder, {name: _pieces(rows, name, counts) for name in TABLES}, about, keep, partition)
    return _summary(manifest, counts)


def _pieces(rows: dict[str, Any], name: str, counts: Mapping[str, Counter[str]]) -> Iterator[Any]:
    """Yield the pieces of a table, count what is told of it, and let its rows go."""
    for piece in pieces(name, rows.pop(name, ()), parquet.PIECE.get(name, parquet.ROWS)):
        if name in counts:
            counts[name] += counted(piece.column(_COUNTED[name]))
        yield piece


def _summary(manifest: Mapping[str, Any], counts: Mapping[str, Mapping[str, int]]) -> Summary:
    """Say what tables hold, by their manifest and the counts of `_COUNTED`."""
    rows = {name: entry["rows"] for name, entry in manifest["tables"].items()}
    return Summary(rows["documents"], counts["mentions"], rows["claims"], counts["facts"], rows["rejects"])


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


def _workers(files: Sequence[Source]) -> int:
    whole = sum(map(size, files))
    return max(1, min(os.cpu_count() or 1, whole // _WORTH_A_PROCESS))


def _at_home(root: Path) -> Path:
    """Return where documents are to be read, and see that paths lead anywhere.

    Raises:
        InputError: The working directory is gone.
    """
    try:
        os.getcwd()
    except OSError as error:
        raise InputError("the working directory is gone: go to one that is there") from error
    _log.info("reading %s", root)
    return root


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
        return _summary(held.manifest, {name: counted(held.column(name, key)) for name, key in _COUNTED.items()})
    except PipelineError:
        return None
