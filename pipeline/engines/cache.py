"""What documents came to before: kept by the content of what a stage reads, and given again while that and our code are the same.

In: an engine. Out: an engine that does only what it has not done before, with the same rows. Never: a row taken on trust: an entry that is
damaged, of other code, or of another content is not there; what came of a limit or a fault is not kept, and is tried again.

A file is known by its bytes and by what is said beside it. What later stages read of a document is what earlier ones made of it, and its
share of what the whole corpus said (copies, links, parties): so its key is the key before, and that share.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from pipeline.engines.kept import Kept
from pipeline.engines.local import Work
from pipeline.engines.pages import Page
from pipeline.engines.shelf import Opened
from pipeline.engines.stage import Settings, Stage
from pipeline.engines.subjects import Remembered
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
        #: Document and path -> key of what it came to so far, and the tables that the key stands for.
        self._known: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}

    def over(self, work: Work) -> Work:
        """Return an engine that asks the cache first."""
        return lambda stages, units: self._work(work, stages, units)

    def subjects(self, kept: Callable[..., Any]) -> Remembered:
        """Return what the claims of subjects came to before; what they come to now is what is there when the cache is closed.

        Args:
            kept: Makes the record of a subject.
        """
        self._subjects = Remembered(self._folder, kept, self._named)
        return self._subjects

    def _named(self) -> dict[str, str]:
        """Return what names all that was made of a document, by its id; of two under one id nothing."""
        found: dict[str, str] = {}
        for (document, _), (key, _) in self._known.items():
            found[document] = "" if document in found else key
        return found

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
        missing: list[tuple[Any, str | None]] = []
        taken: list[tuple[str, Page]] = []
        for unit in Opened(units, _SHARES) if stages[0].per == "document" else units:
            key = self._key(stages, unit)
            pages = self._kept.pages(key) if key else None
            if pages is None:
                missing.append((unit, key))
            for page, whole in pages or ():
                taken.append((str(key), Page({**unit.rows, **page.rows}, page.spent) if whole and isinstance(unit, Page) else page))
        decode(held for _, page in taken if isinstance(held := page.rows.get("documents"), Stored))
        for key, page in taken:
            yield self._seen(stages, page, key)
        made: dict[str, list[Page]] = defaultdict(list)
        keys = {self._name(unit): key for unit, key in missing}
        for page in work(stages, [unit for unit, _ in missing]):
            for name, part in self._parts(stages, page):
                made[name].append(part)
            yield (self._seen(stages, page, keys.get(page.origin if stages[0].per == "file" else self._name(page))) if page.told else page)
        entries = [
            (key, [*made[self._name(unit)], *(made[_apart(unit.told[2])] if isinstance(unit, Page) and unit.told else ())])
            for unit, key in missing
            if key is not None
        ]
        self._kept.keep(((key, pages) for key, pages in entries if pages and not any(map(_passing, pages))), written(stages) | {"rejects"})

    def _name(self, unit: Any) -> str:
        return "\0".join(unit.told[:2]) if isinstance(unit, Page) and unit.told else str(unit.path)

    def _parts(self, stages: Sequence[Stage], page: Page) -> Iterator[tuple[str, Page]]:
        """Yield what a page was made of; rejects alone, of documents worked on together, are told apart by their content."""
        if stages[0].per == "file":
            yield page.origin, page
        elif page.told:
            yield self._name(page), page
        else:
            for digest in dict.fromkeys(row.sha256 for row in page.rows.get("rejects", ())):
                rows = tuple(row for row in page.rows["rejects"] if row.sha256 == digest)
                yield _apart(digest), Page({"rejects": rows})

    def _key(self, stages: Sequence[Stage], unit: Any) -> str | None:
        """Return what names the rows that stages will make of a unit; None where it cannot be known."""
        made = sha256(repr((self._told, [stage.name for stage in stages])).encode())
        if not isinstance(unit, Page):
            try:
                made.update(_content(unit.file))
            except OSError:
                return None
            made.update(repr(replace(unit, file=b"")).encode("utf-8", "surrogatepass"))
            return made.hexdigest()
        known = self._known.get(unit.told[:2]) if unit.told else None
        if known is None or unit.told is None:
            return None
        before, covered = known
        shares = [(name, list(unit.rows.get(name, ()))) for name in sorted(wanted(stages) - covered)]
        made.update(repr((before, unit.told[3], shares)).encode("utf-8", "surrogatepass"))
        return made.hexdigest()

    def _seen(self, stages: Sequence[Stage], page: Page, key: str | None) -> Page:
        """Note what a document came to, so that the next stages can be named by it."""
        if page.told is None:
            return page
        place = page.told[:2]
        if key is None or _passing(page):
            # What is made of rows that another run may not have is not kept: it would be taken for what comes of those.
            self._known.pop(place, None)
        else:
            covered = self._known.get(place, ("", frozenset({"documents"})))[1]
            self._known[place] = (f"{key} {place[0]} {place[1]}", _covered(covered, written(stages)))
        return page


def known(folder: Path, code: str) -> bool:
    """Whether a run of the same code has kept something in a folder: then its rules have been read, and found right."""
    return _of(folder, code).is_dir()


def _passing(page: Page) -> bool:
    """Whether a page holds a reject that another run may not have."""
    return any(row.reason in PASSING for row in page.rows.get("rejects", ()))


@cache
def _covered(before: frozenset[str], made: frozenset[str]) -> frozenset[str]:
    """Return the tables that a key stands for: one set for all documents."""
    return before | made - {"rejects"}


def _of(folder: Path, code: str) -> Path:
    return folder / sha256(code.encode()).hexdigest()[:16]


def _apart(digest: str | None) -> str:
    return f"sha256 {digest}"


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
