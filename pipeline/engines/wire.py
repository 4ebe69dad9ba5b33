"""What goes between the processes of a run, and what is kept of it: a head in JSON, and rows in Arrow.

In: pages, or bytes from a pipe or a file. Out: bytes, or pages. Never: a pickle, or an object that is no record.

Rows that are kept may never be looked at again on their way into a table: they stay bytes until somebody asks, and those of many
documents are decoded together, since a column costs as much for one row as for hundreds.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import IO, Any, cast, overload

import numpy as np
import pyarrow as pa

from pipeline import contract
from pipeline.engines import shelved
from pipeline.engines.pages import Page
from pipeline.engines.shelved import Away, Shelved
from pipeline.engines.stage import Stage

#: Records of which columns are made together.
_RECORDS = 8192
#: Documents whose rows are decoded together, and are records until the next ones are.
_DOCUMENTS = 512


class Stored(Away):
    """Rows of one table of one document, kept as Arrow until one is asked for."""

    __slots__ = ("_count", "_first", "_rows", "_stream", "_whole", "name")

    def __init__(self, name: str, kept: memoryview | pa.Table, first: int = 0, count: int | None = None) -> None:
        """Name the table, and give its rows as an Arrow stream, or as a part of a table: how many, and from which on."""
        self.name = name
        self._stream: memoryview | None = None if isinstance(kept, pa.Table) else kept
        self._whole: pa.Table | None = kept if isinstance(kept, pa.Table) else None
        self._first = first
        self._count = kept.num_rows if count is None and isinstance(kept, pa.Table) else count
        self._rows: Sequence[Any] | None = None

    @property
    def table(self) -> pa.Table:
        """The rows as an Arrow table."""
        if self._whole is None:
            self._whole = pa.ipc.open_stream(self._stream).read_all()
            self._count = self._whole.num_rows
        return self._whole.slice(self._first, self._count)

    @property
    def rows(self) -> Sequence[Any]:
        """The rows as records."""
        if self._rows is None:
            decode([self])
        assert self._rows is not None
        return self._rows

    def __len__(self) -> int:
        return int(self.table.num_rows if self._count is None else self._count)


def _tables(parts: Iterable[Stored]) -> list[pa.Table]:
    """Return rows as tables; parts that stand one after another in one table are one again."""
    found: list[pa.Table] = []
    run: Stored | None = None
    first = count = 0
    for part in parts:
        if run is not None and part._whole is run._whole and part._first == first + count:
            count += len(part)
            continue
        if run is not None and run._whole is not None:
            found.append(run._whole.slice(first, count))
        if part._whole is None:
            found.append(part.table)
            run = None
        else:
            run, first, count = part, part._first, len(part)
    if run is not None and run._whole is not None:
        found.append(run._whole.slice(first, count))
    return found


def decode(parts: Iterable[Stored]) -> None:
    """Make the records of rows of one table, all at once; of those that have them nothing is made again."""
    left = [part for part in parts if part._rows is None]
    if not left:
        return
    rows = contract.from_table(left[0].name, _whole(pa.concat_tables(_tables(left))))
    start = 0
    for part in left:
        part._rows = tuple(rows[start : start + len(part)])
        start += len(part)


class Joined(Sequence[Any]):
    """Rows of one table of many documents, one after another; what of them is kept as Arrow is decoded while one is asked for."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Iterable[Sequence[Any]]) -> None:
        """Give the rows of each document."""
        self._parts: Sequence[Sequence[Any]] = tuple(
            chain.from_iterable(part._parts if isinstance(part, Joined) else (part,) for part in parts)
        )

    @classmethod
    def over(cls, column: Sequence[Sequence[Any]]) -> Joined:
        """Return rows of documents that are told of by a column, which is asked for those of some at a time."""
        made = cls(())
        made._parts = column
        return made

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def __iter__(self) -> Iterator[Any]:
        for first in range(0, len(self._parts), _DOCUMENTS):
            some = self._parts[first : first + _DOCUMENTS]
            kept = [part for part in some if isinstance(part, Stored) and part._rows is None]
            decode(kept)
            for kind, parts in groupby(some, key=type):
                yield from shelved.records(cast("Iterator[Shelved]", parts)) if kind is Shelved else chain.from_iterable(parts)  # noqa: B031
            for part in kept:
                part._rows = None

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return tuple(self)[at]

    def table(self, name: str) -> pa.Table:
        """Return the rows as one Arrow table, as if it were made of the records."""
        tables = list(self.tables(name))
        return _encoded(pa.concat_tables(tables)) if tables else contract.to_table(name, ())

    def tables(self, name: str) -> Iterator[pa.Table]:
        """Yield the rows as Arrow tables, some at a time; a dictionary holds what it happens to hold."""
        for kind, parts in groupby(self._parts, key=_kind):
            if kind is Stored:
                yield from _tables(cast("Iterator[Stored]", parts))
            elif kind is Shelved:
                yield from shelved.tables(cast("Iterator[Shelved]", parts))
            else:
                yield from _made(name, chain.from_iterable(parts))


def _kind(part: Sequence[Any]) -> type:
    """Return what rows are: records of any sequence are one kind."""
    return type(part) if isinstance(part, Stored | Shelved) else tuple


def _made(name: str, rows: Iterable[Any]) -> Iterator[pa.Table]:
    rest = iter(rows)
    while some := list(islice(rest, _RECORDS)):
        yield contract.to_table(name, some)


def _encoded(table: pa.Table) -> pa.Table:
    """Return a table whose dictionaries hold what its rows say, in the order in which they say it, as those of a new table do."""
    columns = []
    for column in table.unify_dictionaries().columns:
        whole = column.combine_chunks()
        if pa.types.is_dictionary(column.type) and not _in_order(whole):
            whole = whole.dictionary_decode().dictionary_encode()
        columns.append(whole)
    return pa.Table.from_arrays(columns, schema=table.schema)


def _in_order(column: pa.DictionaryArray) -> bool:
    """Whether the dictionary of a column holds what its rows say and no more, in the order in which they say it."""
    return bool(column.indices.drop_null().unique().equals(pa.array(np.arange(len(column.dictionary), dtype=np.int32))))


def _whole(table: pa.Table) -> pa.Table:
    """Return a table in one piece: what is done column by column costs as much for the piece of one document as for all of them."""
    return table.unify_dictionaries().combine_chunks()


def pieces(name: str, rows: Iterable[Any], most: int) -> Iterator[pa.Table]:
    """Yield rows as Arrow tables of so many rows each, the last of fewer, however the rows are held; one at least.

    Raises:
        ContractError: A value does not fit its column.
    """
    held = [contract.to_table(name, ())]
    count, none = 0, True
    for table in rows.tables(name) if isinstance(rows, Joined) else _made(name, rows):
        held.append(table)
        count += table.num_rows
        while count >= most:
            whole = pa.concat_tables(held)
            held, count, none = [whole.slice(most)], count - most, False
            yield _encoded(whole.slice(0, most))
    if count or none:
        yield _encoded(pa.concat_tables(held))


def streams(held: Iterable[tuple[str, pa.Table]]) -> tuple[dict[str, int], memoryview]:
    """Write tables one after another; return how many bytes each takes, and the bytes."""
    body = io.BytesIO()
    return stream_to(body, ((name, (table,)) for name, table in held)), body.getbuffer()


def stream_to(file: IO[bytes], held: Iterable[tuple[str, Iterable[pa.Table]]]) -> dict[str, int]:
    """Write tables to a file one after another, each in pieces; return how many bytes each takes."""
    sizes = {}
    for name, pieces in held:
        start = file.tell()
        with pa.ipc.new_stream(file, contract.schema(name)) as writer:
            for piece in pieces:
                writer.write_table(piece)
        sizes[name] = file.tell() - start
    return sizes


def pack(pages: Sequence[Page], tables: Iterable[str]) -> tuple[dict[str, Any], memoryview]:
    """Write pages as a head and one Arrow stream a table; a table without rows takes no bytes.

    Args:
        pages: The pages.
        tables: The tables that go with them.
    """
    names = sorted(tables)
    held = {name: [row for page in pages for row in page.rows.get(name, ())] for name in names}
    sizes, body = streams((name, contract.to_table(name, rows)) for name, rows in held.items() if rows)
    documents = [page.document for page in pages]
    return {
        "tables": {name: sizes.get(name, 0) for name in names},
        "documents": [document.document_id for document in documents if document],
        "spent": [page.spent for page, document in zip(pages, documents, strict=True) if document],
    }, body


def _rows(head: dict[str, Any], body: bytes | memoryview) -> dict[str, Sequence[Any]]:
    """Return the rows that `pack` wrote, by table, none of them decoded."""
    found: dict[str, Sequence[Any]] = {}
    start = 0
    for name, size in head["tables"].items():
        found[name] = Stored(name, memoryview(body)[start : start + size]) if size else ()
        start += size
    return found


def unpack(head: dict[str, Any], body: bytes | memoryview, loose: Collection[str] = ("rejects", "sources")) -> list[Page]:
    """Read pages back.

    Args:
        head: What `pack` made.
        body: The same.
        loose: Tables whose rows belong to no page; they come as a page of their own.
    """
    found = _rows(head, body)
    held: dict[str, dict[str, list[Any]]] = {name: defaultdict(list) for name in found if name not in loose}
    for name, rows in held.items():
        for row in found[name]:
            rows[row.document_id].append(row)
    pages = [
        Page({name: tuple(rows.get(key, ())) for name, rows in held.items()}, spent)
        for key, spent in zip(head["documents"], head["spent"], strict=True)
    ]
    others = {name: tuple(found[name]) for name in found if name in loose}
    return [*pages, Page(others)] if any(others.values()) else pages


def written(stages: Sequence[Stage]) -> frozenset[str]:
    """Return the tables that stages give."""
    return frozenset(name for stage in stages for name in stage.writes)


def wanted(stages: Sequence[Stage]) -> frozenset[str]:
    """Return the tables that stages must be handed: what they read and none before them gives; and the documents."""
    made: set[str] = set()
    need: set[str] = set()
    for stage in stages:
        need |= set(stage.reads) - made
        made |= set(stage.writes)
    return frozenset(need if stages[0].per == "file" else need | {"documents"})
