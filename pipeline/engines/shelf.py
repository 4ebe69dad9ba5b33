"""Rows of documents on disk while nobody reads them: what a run holds of a document between two groups of stages is where its rows are.

In: an engine, or rows that a stage of the whole corpus makes. Out: an engine whose documents lie in a file without a name, which goes with
the process, and are read back some together while they are worked on; rows that lie there too. Never: a row changed; another order.

Each document has a record batch of its own for each table, since they are worked on in the order in which they come, and written in that of
their ids. It is made of the columns of many together: to make a column costs as much for one row as for hundreds.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import IO, Any, overload

import pyarrow as pa

from pipeline.engines.local import Work
from pipeline.engines.pages import Page
from pipeline.engines.shelved import BYTES, TOGETHER, Shelved, plain_schema, take, together
from pipeline.engines.stage import Stage
from pipeline.engines.wire import Joined

#: What most of a document's rows are of; others are few, or go as soon as they are joined.
TABLES = ("documents", "segments", "sketches", "mentions", "names", "links", "claims")


class Shelf:
    """The file."""

    def __init__(self, folder: Path | None = None) -> None:
        """Say where, on a disk with room for all tables; None leaves it to the system. The file is made when there are many documents."""
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._end = 0

    def over(self, work: Work) -> Work:
        """Return an engine that lays down what it makes."""
        return lambda stages, units: self._work(work, stages, units)

    def close(self) -> None:
        """Let the file go, and all that lies in it."""
        if self._file:
            self._file.close()

    def _work(self, work: Work, stages: Sequence[Stage], units: Sequence[Any]) -> Iterator[Page]:
        fresh: list[Page] = []
        size = 0
        for page in work(stages, units if stages[0].per == "file" else Opened(units)):
            held = {name: Shelved(self, name, rows) for name in TABLES if (rows := page.rows.get(name)) and not isinstance(rows, Shelved)}
            made = replace(page, rows={**page.rows, **held}) if held else page
            yield made
            fresh.append(made)
            size += len(made.document.text) if made.document else 0
            if len(fresh) >= TOGETHER or size >= BYTES:
                self._lay(fresh)
                fresh, size = [], 0
        if self._file:
            self._lay(fresh)

    def _lay(self, pages: Sequence[Page]) -> None:
        """Write the rows of documents, and let their records go."""
        for name in TABLES:
            parts = [part for page in pages if isinstance(part := page.rows.get(name), Shelved) and part.loose]
            if parts:
                self._write(name, parts)

    def lay(self, name: str, parts: Iterable[Iterable[Sequence[Any]]]) -> list[Sequence[Any]]:
        """Lay down rows of one table, and return those of each part, which are read anew whenever they are asked for.

        Args:
            name: The table.
            parts: Of each part its rows, in pieces.
        """
        laid = [Shelved(self, name, Joined(part)) for part in parts]
        self._write(name, laid)
        return list(laid)

    def _write(self, name: str, parts: Sequence[Shelved]) -> None:
        whole = _plain(name, Joined(part.rows for part in parts).table(name))
        starts = accumulate(map(len, parts), initial=0)
        data = [whole.slice(start, len(part)).serialize() for start, part in zip(starts, parts, strict=False)]
        with suppress(OSError):  # where there is no room for them, rows stay where they are
            file = self._opened()
            file.seek(self._end)
            written = sum(file.write(one) for one in data)
            if written == sum(one.size for one in data):
                for part, one in zip(parts, data, strict=True):
                    part.laid(self._end, one.size)
                    self._end += one.size

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115
        return self._file

    def read(self, start: int, size: int) -> bytes:
        """Return what lies at a place."""
        assert self._file is not None, "what lies somewhere was laid there"
        return os.pread(self._file.fileno(), size, start)


class Opened(Sequence[Any]):
    """Documents whose rows are records while it is their turn."""

    def __init__(self, pages: Sequence[Page], tables: Collection[str] = TABLES) -> None:
        """Give the documents, and say of which tables rows are asked for."""
        self._pages, self._tables = pages, tables

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, at: int) -> Page: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Page]: ...
    def __getitem__(self, at: int | slice) -> Page | Sequence[Page]:
        return self._pages[at]

    def __iter__(self) -> Iterator[Page]:
        for pages in together(self._pages, lambda page: page.rows.get("documents")):
            held = [[part for page in pages if isinstance(part := page.rows.get(name), Shelved)] for name in self._tables]
            for parts in held:
                take(parts)
            yield from pages
            for parts in held:
                for part in parts:
                    part.leave()


def _plain(name: str, whole: pa.Table) -> pa.RecordBatch:
    columns = [column.combine_chunks() for column in whole.columns]
    return pa.RecordBatch.from_arrays(
        [column.dictionary_decode() if pa.types.is_dictionary(column.type) else column for column in columns], schema=plain_schema(name)
    )
