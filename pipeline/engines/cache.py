"""What documents came to before: kept by the content of what a stage reads, and given again while that and our code are the same.

In: an engine. Out: an engine that does only what it has not done before, with the same rows. Never: a row taken on trust: an entry that is
damaged, of other code, or of another content is not there; what came of a limit or a fault is not kept, and is tried again.

A file is known by its bytes and by what is said beside it. What later stages read of a document is what earlier ones made of it, and its
share of what the whole corpus said (copies, links, parties): so its key is the key before, and that share.
"""

from __future__ import annotations

import os
import shutil
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path
from typing import Any, overload

import numpy as np

from pipeline.engines.kept import Kept
from pipeline.engines.local import Work
from pipeline.engines.pages import Page
from pipeline.engines.pile import Pile
from pipeline.engines.shelf import Opened
from pipeline.engines.stage import Settings, Stage
from pipeline.engines.subjects import Remembered
from pipeline.engines.texts import Texts
from pipeline.engines.wire import Stored, decode, wanted, written
from pipeline.records import Reject, Source

#: Bytes that entries may take together; those not asked for longest go first.
MOST = 2_000_000_000
#: Reasons of a reject that another run may not have.
PASSING = frozenset({"timeout", "memory", "reader_failed", "worker_died", "failed", "unreadable"})
#: Tables of which a document's share of what the whole corpus said may lie on a shelf.
_SHARES = ("links",)
#: Bytes of a file that is read at once.
_SHORT = 1 << 16
#: Units of which it is asked together what they came to.
_TOGETHER = 512
#: What stands for no key.
_NONE = bytes(32)
#: Digits of a mark by which subjects know a document.
_NAMED = 32


class Cache:
    """Entries of one kind of code, in a folder."""

    def __init__(self, folder: Path, code: str, settings: Settings, most: int = MOST) -> None:
        """Name the folder and what every entry hangs on.

        Args:
            folder: Where entries lie; made when there is one to keep.
            code: What names our code, rules and models, and the libraries that they run on.
            settings: What the run is told.
            most: Bytes that entries may take together.
        """
        self._root, self._folder, self._most = folder, _of(folder, code), most
        self._told = repr((code, settings.limits, settings.language, sha256(settings.model.encode()).digest()))
        self._kept = Kept(self._folder)
        self._subjects: Remembered | None = None
        #: The tables that the marks of documents stand for, and what marks those had of which the last stages were asked.
        self._covered, self._marks = frozenset({"documents"}), Texts()

    def over(self, work: Work) -> Work:
        """Return an engine that asks the cache first."""
        return lambda stages, units: self._work(work, stages, units)

    def subjects(self, kept: Callable[..., Any]) -> Remembered:
        """Return what the claims of subjects came to before; what they come to now is what is there when the cache is closed.

        Args:
            kept: Makes the record of a subject.
        """
        self._subjects = Remembered(self._folder, kept, lambda document: self._marks.only(document))
        return self._subjects

    def close(self) -> None:
        """Keep what subjects came to; remove entries of other code, and above the limit those that were not asked for longest."""
        if self._subjects:
            self._subjects.save()
        self._kept.close()
        with suppress(OSError):
            for other in self._root.iterdir():
                if other != self._folder:
                    shutil.rmtree(other, ignore_errors=True)
        try:
            for left in self._folder.glob(".*"):
                left.unlink(missing_ok=True)  # of a run that was killed; one that goes on keeps nothing there this time
            held = sorted((entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in os.scandir(self._folder))
        except OSError:
            return
        size = sum(bytes_ for _, bytes_, _ in held)
        for _, bytes_, path in held:
            if size <= self._most:
                return
            with suppress(OSError):
                os.unlink(path)
            size -= bytes_

    def _work(self, work: Work, stages: Sequence[Stage], units: Sequence[Any]) -> Iterator[Page]:
        self._marks = Texts()
        missing = _Missing(units, by_file=stages[0].per == "file")
        opened = enumerate(units if missing.by_file else Opened(units, _SHARES))
        while some := list(islice(opened, _TOGETHER)):
            yield from self._taken(stages, some, missing)
        made = _Made(missing, kept := written(stages) | {"rejects"})
        for page in work(stages, missing):
            made.append(page)
            yield self._seen(page, missing.key(page))
        self._kept.keep(made.entries(), kept)
        self._covered |= written(stages) - {"rejects"}

    def _taken(self, stages: Sequence[Stage], units: Iterable[tuple[int, Any]], missing: _Missing) -> Iterator[Page]:
        """Yield what units came to before, and note those of which that is not kept."""
        taken: list[tuple[str, Page]] = []
        for at, unit in units:
            key = self._key(stages, unit)
            pages = self._kept.pages(key) if key else None
            if pages is None:
                missing.add(at, unit, key)
            for page, whole in pages or ():
                taken.append((key, Page({**unit.rows, **page.rows}, page.spent) if whole and isinstance(unit, Page) else page))
        decode(held for _, page in taken if isinstance(held := page.rows.get("documents"), Stored))
        for key, page in taken:
            yield self._seen(page, key)

    def _key(self, stages: Sequence[Stage], unit: Any) -> str:
        """Return what names the rows that stages will make of a unit; nothing where it cannot be known."""
        made = sha256(repr((self._told, [stage.name for stage in stages])).encode())
        if not isinstance(unit, Page):
            try:
                made.update(_content(unit.file))
            except OSError:
                return ""
            made.update(repr(replace(unit, file=b"")).encode("utf-8", "surrogatepass"))
            return made.hexdigest()
        if not unit.mark or unit.told is None:
            return ""
        shares = [(name, list(unit.rows.get(name, ()))) for name in sorted(wanted(stages) - self._covered)]
        made.update(repr((unit.mark, unit.told[3], shares)).encode("utf-8", "surrogatepass"))
        return made.hexdigest()

    def _seen(self, page: Page, key: str) -> Page:
        """Mark a document by what it came to, so that the next stages can be named by it."""
        if page.told is None:
            return page
        document, path, *_ = page.told
        # What is made of rows that another run may not have is not kept: it would be taken for what comes of those.
        known = f"{key} {document} {path}" if key and not _passing(page) else ""
        mark = sha256(known.encode("utf-8", "surrogatepass")).hexdigest() if known else ""
        self._marks.add(document, mark[:_NAMED])
        return replace(page, mark=mark)


class _Missing(Sequence[Any]):
    """Files or documents of which it is not kept what they come to; each document is marked with the key under which that will be."""

    def __init__(self, units: Sequence[Any], *, by_file: bool) -> None:
        self.by_file = by_file
        self._units, self._places, self._keys = units, array("Q"), bytearray()
        #: Path of a file -> its place among these.
        self.files: dict[str, int] = {}

    def add(self, at: int, unit: Any, key: str) -> None:
        """Add the unit of a place among all; its key is empty where it cannot be known."""
        if self.by_file:
            self.files[unit.path] = len(self._places)
        self._places.append(at)
        self._keys += bytes.fromhex(key) or _NONE

    def named(self, place: int) -> str:
        """Return the key of one of these; nothing where it cannot be known."""
        key = bytes(self._keys[len(_NONE) * place : len(_NONE) * (place + 1)])
        return key.hex() if key != _NONE else ""

    def key(self, page: Page) -> str:
        """Return the key of the unit that a page was made of."""
        if not self.by_file:
            return page.mark
        return self.named(self.files[page.origin]) if page.origin in self.files else ""

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Any]:
        return map(self.__getitem__, range(len(self)))

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        unit = self._units[self._places[at]]
        return unit if self.by_file else replace(unit, mark=self.named(at))


class _Made:
    """What missing files or documents came to."""

    def __init__(self, missing: _Missing, kept: Collection[str]) -> None:
        self._missing, self._pages, self._of = missing, Pile(), array("q")
        #: The tables of which rows are kept, and the one by which a document is known.
        self._kept = {*kept, "documents"}
        #: Rejects without a document, by the place of their file, or by the content of the document that they are of.
        self._apart: dict[Any, list[Page]] = defaultdict(list)

    def append(self, page: Page) -> None:
        """Add a page."""
        if page.told:
            self._pages.append(replace(page, rows={name: rows for name, rows in page.rows.items() if name in self._kept}))
            self._of.append(self._missing.files.get(page.origin, -1))
        elif self._missing.by_file:
            self._apart[self._missing.files.get(page.origin, -1)].append(page)
        else:
            for digest in dict.fromkeys(row.sha256 for row in page.rows.get("rejects", ())):
                self._apart[digest].append(Page({"rejects": tuple(row for row in page.rows["rejects"] if row.sha256 == digest)}))

    def entries(self) -> Iterator[tuple[str, list[Page]]]:
        """Yield the pages of each key, but for those that another run may not have."""
        self._pages.settle()
        for key, pages in self._by_file() if self._missing.by_file else self._by_document():
            if key and pages and not any(map(_passing, pages)):
                yield key, pages

    def _by_document(self) -> Iterator[tuple[str, list[Page]]]:
        for page in self._pages:
            yield page.mark, [page, *self._apart.get(page.told and page.told[2], ())]

    def _by_file(self) -> Iterator[tuple[str, list[Page]]]:
        of = np.frombuffer(self._of, np.int64) if self._of else np.zeros(0, np.int64)
        order = np.argsort(of, kind="stable")
        starts = np.searchsorted(of[order], np.arange(len(self._missing) + 1))
        for place in range(len(self._missing)):
            own = order[starts[place] : starts[place + 1]].tolist()
            yield self._missing.named(place), [*map(self._pages.__getitem__, own), *self._apart.get(place, ())]


def known(folder: Path, code: str) -> bool:
    """Whether a run of the same code has kept something in a folder: then its rules have been read, and found right."""
    return _of(folder, code).is_dir()


def _passing(page: Page) -> bool:
    """Whether a page holds a reject that another run may not have."""
    return any(row.reason in PASSING for row in page.rows.get("rejects", ()))


def _of(folder: Path, code: str) -> Path:
    return folder / sha256(code.encode()).hexdigest()[:16]


def run_key(found: Sequence[Source | Reject], told: object, beside: Sequence[Path]) -> str | None:
    """Return what names a run: everything that it reads, and all that it is told.

    Args:
        found: Files, and what was found and is none.
        told: What else its tables hang on, with a `repr` that says it whole.
        beside: Files of the user that are no documents.

    Returns:
        A SHA-256; None where a file cannot be read.
    """
    made = sha256(repr(told).encode())
    try:
        for item in found:
            row = replace(item, file=b"") if isinstance(item, Source) else item
            made.update(repr(row).encode("utf-8", "surrogatepass"))
            if isinstance(item, Source):
                made.update(_content(item.file))
        for path in beside:
            made.update(repr(path.name).encode() + _content(path))
    except OSError:
        return None
    return made.hexdigest()


def _content(path: bytes | Path) -> bytes:
    with open(path, "rb", buffering=0) as file:
        # A short file, as nearly all are, is read at once: the buffer for a long one costs more than its digest.
        head = file.read(_SHORT)
        if len(head) < _SHORT:
            return sha256(head).digest()
        file.seek(0)
        return file_digest(file, "sha256").digest()


def clear(folder: Path) -> int:
    """Remove all entries.

    Args:
        folder: Where they lie.

    Returns:
        The bytes that they took.
    """
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder, ignore_errors=True)
    return size
