"""One table as a file.

In: the pieces of a table. Out: a file of Parquet. Never: a row changed, a byte that hangs on the machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.contract import schema
from pipeline.errors import ContractError
from pipeline.records import SCHEMA_VERSION

#: A table, or the pieces of one.
Pieces: TypeAlias = "pa.Table | Iterable[pa.Table]"
#: Rows of a piece of a table: what of it is in memory when it is written; of documents, which hold their texts, fewer.
ROWS = 32_768
PIECE = {"documents": 4096}


def write(path: Path, name: str, pieces: Iterable[pa.Table]) -> int:
    """Write a table, and return its number of rows.

    Args:
        path: The file.
        name: The table.
        pieces: Its rows; each piece becomes a row group, or several.

    Raises:
        ContractError: A piece of it does not follow its schema.
    """
    # Everything that could differ between machines is pinned; dictionary columns are written as such and come back as such.
    rows = 0
    with (
        path.open("wb") as file,  # Arrow takes every name for UTF-8
        pq.ParquetWriter(
            file,
            schema(name),
            version="2.6",
            compression="zstd",
            compression_level=3,
            data_page_size=1 << 20,
            write_statistics=True,
            store_schema=True,
        ) as writer,
    ):
        for piece in pieces:
            if not piece.schema.equals(schema(name), check_metadata=True):
                raise ContractError(f"{name} does not follow schema version {SCHEMA_VERSION}")
            writer.write_table(piece, row_group_size=ROWS)
            rows += piece.num_rows
    flush(path)
    return rows


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """See that a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
