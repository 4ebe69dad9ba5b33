"""Rows of one document that lie somewhere else while nobody reads them.

In: the records of a document, and later where they lie. Out: the records, or Arrow, read back some documents at a time. Never: a row
changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, Protocol, TypeAlias, overload

import pyarrow as pa

from pipeline import contract
from pipeline.records import Document

#: Documents that are laid down, and read back, together; and bytes above which they are fewer.
TOGETHER, BYTES = 64, 8_000_000
#: A document's id, path, digest and all its paths.
Told: TypeAlias = tuple[str, str, str, tuple[str, ...]]


class Place(Protocol):
    """Where rows lie."""

    def read(self, start: int, size: int) -> bytes:
        """Return what lies at a place."""


def told(document: Document) -> Told:
    """Return a document's id, path, digest and all its paths."""
    return document.document_id, document.path, document.sha256, document.paths


class Away(Sequence[Any]):
    """Rows of one table of one document that are read as a sequence of records, wherever they lie."""

    __slots__ = ()

    @property
    def rows(self) -> Sequence[Any]:
        """The rows as records."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return self.rows[at]


class Shelved(Away):
    """Rows of one table of one document, as records while they are worked on, else on a shelf.

    Attributes:
        name: The table.
        shelf: Where they lie, or shall.
        start: From which byte on they lie there.
        size: Bytes that they take where they lie; 0 while they lie nowhere.
        told: Of a document its id, path, digest and all its paths, which are asked for without its text.
    """

    __slots__ = ("_count", "_rows", "name", "shelf", "size", "start", "told")

    def __init__(self, shelf: Place, name: str, rows: Sequence[Any]) -> None:
        self.name = name
        self.told = told(rows[0]) if name == "documents" and rows else None
        self.shelf, self._count, self.start, self.size = shelf, len(rows), 0, 0
        self._rows: Sequence[Any] | None = rows

    @classmethod
    def lying(cls, shelf: Place, name: str, where: tuple[int, int, int], told: Told | None) -> Shelved:
        """Return rows that lie on a shelf.

        Args:
            shelf: The shelf.
            name: Their table.
            where: From which byte on they lie there, how many bytes they take, and how many rows they are.
            told: Of a document its id, path, digest and all its paths.
        """
        made = cls(shelf, name, ())
        made.start, made.size, made._count = where
        made._rows, made.told = None, told
        return made

    @property
    def loose(self) -> bool:
        """Whether the rows are nowhere else."""
        return not self.size

    def laid(self, start: int, size: int) -> None:
        """Note where the rows lie, and let their records go."""
        self.start, self.size, self._rows = start, size, None

    def take(self, rows: Sequence[Any]) -> None:
        """Hold the records until `leave`."""
        self._rows = rows

    def leave(self) -> None:
        """Let the records go, if they lie somewhere."""
        if self.size:
            self._rows = None

    def batch(self) -> pa.RecordBatch:
        """Return the rows as they lie there, dictionaries as plain texts."""
        return pa.ipc.read_record_batch(pa.py_buffer(self.shelf.read(self.start, self.size)), plain_schema(self.name))

    @property
    def rows(self) -> Sequence[Any]:
        """The rows as records."""
        return self._rows if self._rows is not None else contract.from_table(self.name, table([self]))

    def __len__(self) -> int:
        return self._count


def records(parts: Iterable[Shelved]) -> Iterator[Any]:
    """Yield the records of rows of one table, some documents at a time."""
    for some in together(parts):
        taken = take(some)
        for part in some:
            yield from part.rows
        for part in taken:
            part.leave()


def tables(parts: Iterable[Shelved]) -> Iterator[pa.Table]:
    """Yield rows as Arrow tables of some documents each."""
    for some in together(parts):
        yield table(some)


def together(items: Iterable[Any], part: Callable[[Any], Any] = lambda item: item) -> Iterator[list[Any]]:
    """Yield some items at a time, as many as are laid down together.

    Args:
        items: Rows of documents, or what has them.
        part: Gives the rows of an item that are the longest; those that lie nowhere count for nothing.
    """
    some: list[Any] = []
    size = 0
    for item in items:
        some.append(item)
        rows = part(item)
        size += rows.size if isinstance(rows, Shelved) else 0
        if len(some) >= TOGETHER or size >= BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def table(parts: Sequence[Shelved]) -> pa.Table:
    """Return rows of one table as one of Arrow."""
    wanted = contract.schema(parts[0].name)
    if any(part.loose for part in parts):
        return contract.to_table(parts[0].name, (row for part in parts for row in part))
    plain = pa.Table.from_batches([part.batch() for part in parts], plain_schema(parts[0].name)).combine_chunks()
    columns = [
        column.combine_chunks().dictionary_encode() if pa.types.is_dictionary(field.type) else column
        for field, column in zip(wanted, plain.columns, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=wanted)


def take(parts: Sequence[Shelved]) -> Sequence[Shelved]:
    """Let rows be records, all made at once; return those that were not before."""
    left = [part for part in parts if part._rows is None]
    if left:
        rows = iter(contract.from_table(left[0].name, table(left)))
        for part in left:
            part.take(tuple(islice(rows, len(part))))
    return left


@cache
def plain_schema(name: str) -> pa.Schema:
    """Return the schema in which rows lie: dictionaries as plain texts."""
    return pa.schema(
        [field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field for field in contract.schema(name)]
    )
