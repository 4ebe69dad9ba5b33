"""The contract of the tables: records <-> Arrow.

In: records, or an Arrow table. Out: Arrow tables with the declared schema, or records; the data dictionary. Never: a row changed, a type
guessed.
"""

from __future__ import annotations

import sys
import types
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import accumulate, chain, pairwise, repeat
from operator import attrgetter
from typing import Any

import pyarrow as pa

from pipeline.errors import ContractError
from pipeline.records import KEYS, PARTS, SCHEMA_VERSION, TABLES

_SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    Decimal: pa.decimal128(38, 9),
    date: pa.date32(),
}
#: The day that Arrow counts from.
_EPOCH = date(1970, 1, 1).toordinal()


def without_pandas() -> None:
    """Let Arrow make columns in this process without pandas, which it loads only to ask whether a list of ours is a series of it."""
    sys.meta_path.insert(0, _Hidden)
    try:
        pa.array([])  # Arrow looks once; what is asked to make a frame still finds it
    finally:
        sys.meta_path.remove(_Hidden)


def unpooled() -> None:
    """Let Arrow take the memory of this process from the system, and give it back: its own pool keeps what no column needs any more."""
    pa.set_memory_pool(pa.system_memory_pool())


def at_home() -> None:
    """Fit Arrow to a process of ours: it does without pandas, and keeps no memory."""
    without_pandas()
    unpooled()


class _Hidden:
    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ImportError(name)


@cache
def schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table, with a description for every column."""
    kind = _kind(table)
    hints = _hints(kind)
    columns = [_field(field.name, hints[field.name], field.metadata) for field in fields(kind)]
    about = {"awase.schema_version": SCHEMA_VERSION, "awase.table": table, "description": (kind.__doc__ or "").strip()}
    return pa.schema(columns, metadata=about)


def to_table(table: str, rows: Iterable[Any]) -> pa.Table:
    """Make an Arrow table of records.

    Args:
        table: Its name, one of `records.TABLES`.
        rows: Records of that table's type, in the order in which they shall stand.

    Raises:
        ContractError: A value does not fit its column.
    """
    wanted = schema(table)
    hints = _hints(_kind(table))
    held = list(map(attrgetter(*wanted.names), rows))
    try:
        values = zip(*held, strict=True) if held else repeat((), len(wanted))
        columns = [_encoded(hints[field.name], list(column), field.type) for field, column in zip(wanted, values, strict=True)]
    except (pa.ArrowException, TypeError) as error:
        raise ContractError(f"a row of {table} does not fit its schema: {error}") from error
    return pa.Table.from_arrays(columns, schema=wanted)


def from_table(table: str, data: pa.Table) -> list[Any]:
    """Return the records of an Arrow table.

    Raises:
        ContractError: The schema is not the contract's.
    """
    if not data.schema.equals(schema(table)):
        raise ContractError(f"{table} does not follow schema version {SCHEMA_VERSION}")
    kind = _kind(table)
    hints = _hints(kind)
    columns = [_decoded(hints[name], data.column(name)) for name in data.column_names]
    return [kind(*values) for values in zip(*columns, strict=True)]


def dictionary() -> Iterator[tuple[str, str, Sequence[tuple[str, str, str]]]]:
    """Yield for each table its name, what a row is, and its columns as (name, type, meaning)."""
    for name, kind in TABLES.items():
        columns = [(field.name, _type_name(field.type), field.metadata[b"description"].decode()) for field in schema(name)]
        yield name, (kind.__doc__ or "").strip(), columns


def columns(table: str) -> Mapping[str, Mapping[str, Any]]:
    """Return what is declared of each column of a table: `meaning`, `of`, `values`, `share`."""
    return {field.name: field.metadata for field in fields(_kind(table))}


def datapackage(paths: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """Return the description of the tables as a Data Package: columns with types and bounds, keys, and which key each reference is of.

    Args:
        paths: Files of the tables that are in several.

    Source: Data Package v1 and Table Schema, https://specs.frictionlessdata.io.
    """
    return {
        "profile": "data-package",
        "name": "awase",
        "title": "Reconciled figures of documents",
        "version": SCHEMA_VERSION,
        "resources": [
            {
                "profile": "data-resource",
                "name": name,
                "path": list(paths[name]) if paths and name in paths else f"{name}.parquet",
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "description": (kind.__doc__ or "").strip(),
                "schema": _table_schema(name),
            }
            for name, kind in TABLES.items()
        ],
    }


def _table_schema(table: str) -> dict[str, Any]:
    told = columns(table)
    described = [
        {
            "name": field.name,
            "type": _plain_type(field.type),
            "description": told[field.name]["meaning"],
            "constraints": {
                **({} if field.nullable else {"required": True}),
                **({"unique": True} if KEYS.get(table) == (field.name,) else {}),
                **({"enum": list(told[field.name]["values"])} if told[field.name]["values"] else {}),
                **({"minimum": 0, "maximum": 1} if told[field.name]["share"] else {}),
            },
        }
        for field in schema(table)
    ]
    made: dict[str, Any] = {"fields": described}
    if table in KEYS:
        made["primaryKey"] = list(KEYS[table])
    if links := [(name, about["of"]) for name, about in told.items() if about["of"]]:
        # A table is named by an empty text where it refers to itself.
        made["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": "" if of == table else of, "fields": list(KEYS[of])}} for name, of in links
        ]
    return made


def _plain_type(kind: pa.DataType) -> str:
    """Return the type of a column in the words of Table Schema."""
    if pa.types.is_dictionary(kind):
        return _plain_type(kind.value_type)
    if pa.types.is_list(kind):
        return "array"
    if pa.types.is_map(kind) or pa.types.is_struct(kind):
        return "object"
    named = {pa.int64(): "integer", pa.bool_(): "boolean", pa.date32(): "date", pa.string(): "string"}
    return named.get(kind, "number")


def _field(name: str, hint: Any, metadata: Mapping[str, Any]) -> pa.Field:
    inner, nullable = _optional(hint)
    kind = _type(inner)
    if metadata.get("repeats"):
        kind = pa.dictionary(pa.int32(), kind)
    about = {"description": metadata["meaning"]}
    if metadata.get("of"):
        about["references"] = metadata["of"]
    return pa.field(name, kind, nullable, about)


def _type(hint: Any) -> pa.DataType:
    if hint in _SCALARS:
        return _SCALARS[hint]
    if typing.get_origin(hint) is tuple:
        return pa.list_(pa.field("element", _type(typing.get_args(hint)[0]), nullable=False))
    if typing.get_origin(hint) is dict:
        return pa.map_(*(_type(part) for part in typing.get_args(hint)))
    if is_dataclass(hint):
        hints = _hints(typing.cast(type, hint))
        return pa.struct(
            [pa.field(field.name, _type(_optional(hints[field.name])[0]), _optional(hints[field.name])[1]) for field in fields(hint)]
        )
    raise ContractError(f"no Arrow type for {hint}")


def _optional(hint: Any) -> tuple[Any, bool]:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        (inner,) = (part for part in typing.get_args(hint) if part is not type(None))
        return inner, True
    return hint, False


def _plain(value: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(value.items())


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    """Return the types of a record's columns; they are read off texts, which takes longer than the rows of a short document."""
    return typing.get_type_hints(kind)


def _kind(table: str) -> type:
    return TABLES.get(table) or PARTS[table]


def _encoded(hint: Any, values: list[Any], kind: pa.DataType) -> pa.Array:
    """Make a column; what is nested is made column by column too, since value by value costs five times as much."""
    if typing.get_origin(hint) is tuple:
        ends = list(accumulate(map(len, values), initial=0))
        inner = _encoded(typing.get_args(hint)[0], list(chain.from_iterable(values)), kind.value_type)
        return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), inner, type=kind)
    if is_dataclass(hint):
        hints = _hints(typing.cast(type, hint))
        parts = [_encoded(hints[part.name], [getattr(value, part.name) for value in values], part.type) for part in kind]
        return pa.StructArray.from_arrays(parts, fields=list(kind))
    return pa.array([_plain(value) for value in values] if typing.get_origin(hint) is dict else values, type=kind)


def _decoded(hint: Any, column: pa.ChunkedArray | pa.Array) -> list[Any]:
    if isinstance(column, pa.ChunkedArray):
        return [value for chunk in column.chunks for value in _decoded(hint, chunk)]
    if typing.get_origin(hint) is tuple:
        ends = column.offsets.to_pylist()
        items = tuple(_decoded(typing.get_args(hint)[0], column.flatten()))
        return [items[start - ends[0] : end - ends[0]] for start, end in pairwise(ends)]
    if is_dataclass(hint):
        kind = typing.cast(type, hint)
        hints = _hints(kind)
        parts = [_decoded(hints[column.type.field(at).name], part) for at, part in enumerate(column.flatten())]
        return [kind(*values) for values in zip(*parts, strict=True)]
    if typing.get_origin(hint) is dict:
        return [dict(value) for value in column.to_pylist()]
    return _values(column)


def counted(column: pa.ChunkedArray) -> Counter[str]:
    """Return how often each text of a column stands in it."""
    return Counter(value for chunk in column.chunks for value in _values(chunk))


def _values(column: pa.Array) -> list[Any]:
    """Return what a column of texts, numbers or days holds, without Arrow's way by numpy, which loads pandas.

    Equal texts, and equal numbers with a point, are one object: most columns repeat theirs, and a corpus has many of them in memory.
    """
    if pa.types.is_string(column.type) or pa.types.is_decimal(column.type):
        column = column.dictionary_encode()
    if pa.types.is_dictionary(column.type):
        said = [*column.dictionary.to_pylist(), None]
        return [said[-1 if at is None else at] for at in column.indices.to_pylist()]
    if pa.types.is_date32(column.type):  # as the numbers that they are: Arrow makes each day by itself, in a hundred times the time
        return [None if day is None else date.fromordinal(_EPOCH + day) for day in column.view(pa.int32()).to_pylist()]
    held: list[Any] = column.to_pylist()
    return held


def _type_name(kind: pa.DataType) -> str:
    if pa.types.is_dictionary(kind):
        return f"{_type_name(kind.value_type)}, dictionary"
    if pa.types.is_list(kind):
        return f"list<{_type_name(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'{kind.field(i).name}: {_type_name(kind.field(i).type)}' for i in range(kind.num_fields))}>"
    return str(kind).replace("date32[day]", "date32")
