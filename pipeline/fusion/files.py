"""Tables of claims from other programs: read, reconciled, written.

In: a Parquet or CSV file with the columns source, item, attribute and value; or with `object` and `flag` for item and qualifier, as in the
public sets of truth discovery. Out: facts.parquet, fact_claims.parquet and sources.parquet
in a folder. Never: the input changed.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from pipeline.errors import InputError, OutputError, TableError
from pipeline.fusion import reconcile_table

_ALIASES = {"object": "item", "flag": "qualifier"}


def reconcile_file(
    claims: Path, output: Path, *, hierarchy: Path | None = None, truth: Path | None = None, tolerance: Mapping[str, float] | None = None
) -> Mapping[str, int]:
    """Reconcile a file of claims and write the tables.

    Args:
        claims: Parquet or CSV; columns source, item, attribute, value and, where there are any, unit, period, qualifier, modality.
        output: Folder for the tables.
        hierarchy: Parquet or CSV; columns child and parent, a child being a finer form of its parent; or id, name and parent (an id).
        truth: Parquet or CSV; known answers on which confidence is calibrated, columns item, attribute, value.
        tolerance: Attribute -> greatest difference at which two numbers are the same value, in the attribute's unit.

    Returns:
        Rows by table.

    Raises:
        InputError: A file cannot be read.
        TableError: It lacks a column, or has one of lists or records.
        OutputError: The folder cannot be written to.
    """
    found = reconcile_table(
        _read(claims, ("source", "item", "attribute", "value")),
        hierarchy=_tree(_read(hierarchy, ("parent",))) if hierarchy else None,
        truth=_read(truth, ("item", "attribute", "value")) if truth else None,
        tolerance=tolerance,
    )
    tables = {"facts": found.facts, "fact_claims": found.fact_claims, "sources": found.sources}
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            made = output / f".{name}-{os.getpid()}"
            pq.write_table(table, made, compression="zstd")
            os.replace(made, output / f"{name}.parquet")
    except OSError as error:
        raise OutputError(f"cannot write to {output}: {error.strerror or error}") from error
    return {name: table.num_rows for name, table in tables.items()}


def _read(path: Path, columns: Sequence[str]) -> pa.Table:
    try:
        if path.suffix.casefold() in (".csv", ".gz"):
            kept = pyarrow.csv.ConvertOptions(
                column_types={name: pa.string() for name in (*columns, "unit", "period")}, strings_can_be_null=False
            )
            table = pyarrow.csv.read_csv(path, convert_options=kept)
        else:
            table = pq.ParquetFile(path).read()
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"cannot read {path}: {error}") from error
    table = table.rename_columns(
        [_ALIASES.get(name, name) if _ALIASES.get(name) not in table.column_names else name for name in table.column_names]
    )
    missing = [name for name in columns if name not in table.column_names]
    if missing:
        raise TableError(f"{path} has no column {missing[0]}")
    if path.suffix.casefold() in (".csv", ".gz"):  # a row of commas, as spreadsheets write below their last one
        held = [pc.equal(pc.utf8_length(table[name].cast(pa.string())), 0) for name in columns]
        table = table.filter(pc.invert(functools.reduce(pc.and_, held)))
    for field in table.schema:
        if pa.types.is_nested(field.type):
            raise TableError(f"{path}: the column {field.name} holds {field.type}; one text or number a row is wanted")
    return table


def _tree(table: pa.Table) -> pa.Table:
    """Return child and parent by name, from a table that has them so or by id."""
    if "child" in table.column_names:
        return table
    if not {"id", "name"} <= set(table.column_names):
        raise TableError("a hierarchy needs the columns child and parent, or id, name and parent")
    ids, parents = (table[name].cast(pa.string()).to_pylist() for name in ("id", "parent"))
    names = dict(zip(ids, table["name"].to_pylist(), strict=True))
    roots = {one for one, parent in zip(ids, parents, strict=True) if parent not in names}
    edges = [(names[one], names[parent]) for one, parent in zip(ids, parents, strict=True) if parent in names and parent not in roots]
    return pa.table(
        {"child": pa.array([child for child, _ in edges], pa.string()), "parent": pa.array([parent for _, parent in edges], pa.string())}
    )
