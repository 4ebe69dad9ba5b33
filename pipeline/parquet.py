"""One table as a file, or as folders of files by the values of a column, as Hive names them (`language=en`), and back.

In: the pieces of a table. Out: files of Parquet; the table. Never: a row changed, a byte that hangs on the machine.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.contract import datapackage, schema, to_table
from pipeline.errors import ContractError
from pipeline.records import SCHEMA_VERSION, TABLES

#: A table, or the pieces of one.
Pieces: TypeAlias = "pa.Table | Iterable[pa.Table]"
#: Rows of a piece of a table: what of it is in memory when it is written; of documents, which hold their texts, and of claims and facts,
#: which hold sentences, fewer.
ROWS = 32_768
PIECE = {"documents": 4096, "claims": 8192, "facts": 8192}
#: Columns by which tables that have them can be partitioned.
PARTITIONS = ("language", "published")
#: Everything that could differ between machines; dictionary columns are written as such and come back as such.
_PINNED: dict[str, Any] = {
    "version": "2.6",
    "compression": "zstd",
    "compression_level": 3,
    "data_page_size": 1 << 20,
    "write_statistics": True,
    "store_schema": True,
}
#: Folders of one table, and the name of the one for rows without a value (Apache Hive).
_MOST = 1_000_000
#: Files that are open at once while folders are written: a process may have 256 on some machines.
_OPEN = 64
_NONE = "__HIVE_DEFAULT_PARTITION__"


def write(path: Path, name: str, pieces: Iterable[pa.Table], by: str = "") -> int:
    """Write a table, and return its number of rows.

    Args:
        path: The file, or the folder.
        name: The table.
        pieces: Its rows; each piece becomes a row group, or several.
        by: The column by which it is partitioned, if it has it.

    Raises:
        ContractError: A piece of it does not follow its schema.
    """
    if by in schema(name).names:
        return _folders(path, name, pieces, by)
    rows = 0
    # Arrow takes every name for UTF-8
    with path.open("wb") as file, pq.ParquetWriter(file, schema(name), **_PINNED) as writer:
        for piece in pieces:
            writer.write_table(_followed(name, piece), row_group_size=ROWS)
            rows += piece.num_rows
    flush(path)
    return rows


def _followed(name: str, piece: pa.Table) -> pa.Table:
    if not piece.schema.equals(schema(name), check_metadata=True):
        raise ContractError(f"{name} does not follow schema version {SCHEMA_VERSION}")
    return piece


def place(name: str, by: str) -> str:
    """Return the name of the file of a table, or of its folder where it is partitioned.

    Args:
        name: The table.
        by: The column by which tables that have it are partitioned; empty for none.
    """
    return name if by in schema(name).names else f"{name}.parquet"


def _folders(path: Path, name: str, pieces: Iterable[pa.Table], by: str) -> int:
    """Write a table as folders, and return its number of rows."""
    from pyarrow import dataset

    rows = 0
    kinds = [field.with_type(field.type.value_type) if field.name == by and _coded(field) else field for field in schema(name)]
    wanted = pa.schema(kinds, schema(name).metadata)

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal rows
        for piece in pieces:
            rows += piece.num_rows
            yield from _followed(name, piece).cast(wanted).to_batches()

    form = dataset.ParquetFileFormat()
    dataset.write_dataset(
        batches(),
        path,
        schema=wanted,
        format=form,
        file_options=form.make_write_options(**_PINNED),
        partitioning=dataset.partitioning(pa.schema([wanted.field(by)]), flavor="hive"),
        basename_template="part-{i}.parquet",
        use_threads=False,
        max_partitions=_MOST,
        max_open_files=_OPEN,
        max_rows_per_group=ROWS,
    )
    if not rows:  # a folder without files is lost by what copies it
        (path / f"{by}={_NONE}").mkdir(parents=True, exist_ok=True)
        pq.write_table(
            pa.table({field.name: pa.array([], field.type) for field in wanted if field.name != by}),
            path / f"{by}={_NONE}" / "part-0.parquet",
        )
    for each in (*files(path), *path.iterdir(), path):
        flush(each)
    return rows


def files(path: Path) -> list[Path]:
    """Return the files of a table in folders, in the order of the folders' names, then as they were written."""
    return sorted(path.glob("*/part-*.parquet"), key=lambda each: (each.parent.name, int(each.stem.removeprefix("part-"))))


def described(folder: Path, by: str) -> bytes:
    """Return the description of the tables in a folder as a Data Package, with the files of those in folders."""
    places = {name: folder / place(name, by) for name in TABLES}
    paths = {name: [each.relative_to(folder).as_posix() for each in files(path)] for name, path in places.items() if path.is_dir()}
    return json.dumps(datapackage(paths), ensure_ascii=False, indent=1).encode() + b"\n"


def read(path: Path, name: str) -> pa.Table:
    """Read a table in folders; its rows stand as they stood before they were put there."""
    import pyarrow.compute as pc

    wanted, parts = schema(name), [to_table(name, ())]
    for each in files(path):
        by, _, value = each.parent.name.partition("=")
        field = wanted.field(by)
        text = None if value == _NONE else unquote(value)
        part = pq.ParquetFile(each).read()
        kind = field.type.value_type if _coded(field) else field.type
        same = pa.array([text], pa.string()).cast(kind).take(pa.array([0] * part.num_rows, pa.int64()))
        part = part.append_column(field, same.dictionary_encode() if _coded(field) else same)
        parts.append(part.select(wanted.names).cast(wanted))
    whole = pa.concat_tables(parts).unify_dictionaries().combine_chunks()
    order = [key for key in ("document_id", "ordinal", "start", "end") if key in wanted.names]
    at = whole.select(order).append_column("at", pa.array(range(whole.num_rows), pa.int64()))
    return whole.take(pc.sort_indices(at, sort_keys=[(key, "ascending") for key in at.column_names]))


def _coded(field: pa.Field) -> bool:
    return bool(pa.types.is_dictionary(field.type))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file; of a folder that of the names and digests of the files of its table."""
    if path.is_dir():
        made = sha256()
        for each in files(path):
            made.update(f"{each.relative_to(path).as_posix()} {digest(each)}\n".encode())
        return made.hexdigest()
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """See that a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
