"""Records of figures as tables: a row a record, a column a key, what belongs to one amount in one cell.

In: values of JSON. Out: the table's text with its grid, or None where they are no records of figures. Never: a figure computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractors.heads import spelled
from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.blocks import Block, Placed, assemble, row_of
from pipeline.documents.formats.content import Content, Trouble

#: Columns and cells of records of figures that are read, and how deep records may stand within one another.
_COLUMNS, _CELLS, _DEPTH = 200, 200_000, 4
#: Keys of a record within a record that are parts of one amount, and of its time.
_AMOUNT, _UNIT, _CURRENCY = ("amount", "value"), ("unit", "scale"), ("currency", "currency_code")
_TIME = ("year", "fiscal_year", "period", "quarter", "as_of", "date")
#: Keys that name a record, and those of a place.
_NAME, _PLACE = ("name", "company", "company_name", "title"), ("city", "region", "state", "country")
_POINT = ("lat", "lng", "lon", "latitude", "longitude")
#: Keys of a share in per cent.
_SHARE = ("pct", "percent", "percentage")
#: Keys of running text, and what is too long to be said of a table.
TEXT, _SHORT = ("text", "body", "content"), 200

#: The name of a column in lower case, those of records within one behind it: last_round.amount_eur.
_KEY = re.compile(r"[a-z0-9]{1,60}(?:[_.][a-z0-9]{1,60})+")


def unwrapped(value: Any) -> list[Any]:
    """Return the records of a value: those of a list, or of the only list of records that an object wraps.

    Args:
        value: A value of JSON.
    """
    if isinstance(value, list):
        return value
    lists = [item for item in value.values() if _is_records(item)] if isinstance(value, dict) else []
    others = [item for item in value.values() if isinstance(item, dict) or (isinstance(item, str) and len(item) > _SHORT)] if lists else []
    named = any(key in value for key in (*_NAME, *TEXT)) if lists else False
    return lists[0] if len(lists) == 1 and not others and not named else [value]


def beside(value: Any) -> tuple[str, ...]:
    """Return what an object says beside the only list of records that it wraps, a line a key: its currency, its unit, its day.

    Args:
        value: A value of JSON.
    """
    if not isinstance(value, dict) or unwrapped(value) == [value]:
        return ()
    return tuple(f"{key}: {said}" for key, item in value.items() if not _is_records(item) and (said := _said(item)))


def _is_records(item: Any) -> bool:
    return isinstance(item, list) and bool(item) and all(isinstance(one, dict) for one in item)


def table(items: Sequence[Any], encoding: str, above: Sequence[str] = ()) -> Content | None:
    """Return records that have figures as a table: a row a record, of one record a row a column; None where they are none.

    Args:
        items: The records.
        encoding: How their file is encoded.
        above: Lines that are said of all of them.
    """
    if not all(isinstance(item, dict) for item in items) or not _tells(items):
        return None
    alone = len(items) == 1
    parts = dict(_parts(items[0], "", _DEPTH)) if alone else {}
    rows, left = _rows([_joined(_flat(item, "", _DEPTH, frozenset(parts))) for item in items], alone=alone)
    blocks = [*(Block(lines=(line,)) for line in above), Block(rows=rows)]
    for name, part in parts.items():
        inside, more = _rows([_shared(_joined(_flat(item, "", _DEPTH))) for item in part], alone=False)
        blocks += [Block(lines=(_words(name),)), Block(rows=inside)]
        left += more
    text, grid = assemble(blocks)
    troubles = (Trouble("too_large", f"in part: {left} cells of its records were not read"),) if left else ()
    return Content(without_surrogates(text)[0], encoding, grid=grid, troubles=troubles)


def _tells(items: Sequence[Mapping[str, Any]]) -> bool:
    """Whether records have figures, and two columns at least beside an id."""
    columns = {column: any(_is_figure(value) for _, value in held) for column, held in _columns(items).items() if column != "id"}
    return len(columns) > 1 and any(columns.values())


def _columns(items: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[str, Any]]]:
    found: dict[str, list[tuple[str, Any]]] = {}
    for item in items:
        for column, value in _flat(item, "", _DEPTH):
            found.setdefault(column, []).append((column, value))
    return found


def _rows(records: Sequence[Mapping[str, Any]], *, alone: bool) -> tuple[tuple[tuple[Placed, ...], ...], int]:
    """Return the rows of a table of records, of one record a row a column, and how many cells are left out; an id stands last."""
    columns = list(dict.fromkeys(column for record in records for column in record))
    columns.sort(key=lambda column: (column == "id", column not in _NAME))
    kept = columns[:_COLUMNS]
    said = [[_said(record.get(column)) for column in kept] for record in records[: _CELLS // max(len(kept), 1)]]
    heads = [_words(column) for column in kept]
    drawn = [[head, value] for head, value in zip(heads, said[0], strict=True) if value] if alone and said else [heads, *said]
    return tuple(map(row_of, drawn)), len(records) * len(columns) - len(said) * len(kept)


def _words(column: str) -> str:
    """Return the name of a column in words, the currency or per cent that a key ends in in brackets: raised_eur_m, raised (EUR m)."""
    return re.sub(r"[_.]+", " ", _KEY.sub(lambda key: spelled(key[0].replace(".", "_"), "und"), column))


def _parts(value: Mapping[str, Any], above: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    """Give the lists of records within a record that are tables of their own, with their names."""
    for column, item in value.items():
        if _is_records(item) and not _series(item) and len(dict.fromkeys(key for one in item for key in one)) > 1:
            yield f"{above}{column}", item
        elif isinstance(item, dict) and depth and _amount(item) is None:
            yield from _parts(item, f"{above}{column}.", depth - 1)


def _series(item: Sequence[Any]) -> bool:
    """Whether a list holds one amount of several times, each a column."""
    return all(_amount(one) is not None and _key(one, _TIME) for one in item)


def _joined(columns: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return a record by its columns; what stands twice under one name is numbered."""
    found: dict[str, Any] = {}
    for column, item in columns:
        name, number = column, 1
        while name in found:
            name, number = f"{column} {number + 1}", number + 1
        found[name] = item
    return found


def _shared(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with the sign on its shares: a table of two columns says nothing of them by its heads."""
    return {key: _percent(item) if key in _SHARE and _is_figure(item) else item for key, item in record.items()}


def _percent(item: Any) -> str:
    said = f"{item}"
    return said if said.rstrip().endswith(("%", "％")) else f"{said}%"


def _is_figure(item: Any) -> bool:
    return (isinstance(item, int | float) and not isinstance(item, bool)) or (
        isinstance(item, str) and re.match(r"[^\d]{0,5}\d", item) is not None
    )


def _flat(value: Mapping[str, Any], above: str, depth: int, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, Any]]:
    """Give the columns of a record but those without, those of records within it behind the name of their column."""
    for column, item in value.items():
        if f"{above}{column}" in without:
            continue
        if isinstance(item, dict) and (amount := _amount(item)) is not None:
            yield from _dated(f"{above}{column}", amount, item, inline=True)
        elif isinstance(item, dict) and item and all(key in _PLACE or key in _POINT for key in item):
            yield f"{above}{column}", ", ".join(str(item[key]) for key in _PLACE if item.get(key))
            yield from ((f"{above}{column}.{key}", item[key]) for key in item if key in _POINT)
        elif isinstance(item, dict) and item and depth:
            yield from _flat(item, f"{above}{column}.", depth - 1, without)
        elif _is_records(item) and _series(item):
            for one in item:
                yield from _dated(f"{above}{column}", str(_amount(one)), one, inline=False)
        elif item != []:
            yield f"{above}{column}", item


def _dated(column: str, amount: str, item: Mapping[str, Any], *, inline: bool) -> Iterator[tuple[str, str]]:
    """Give an amount with its time: behind it, or in the name of its column; and what else is told of it in columns of its own."""
    time = _key(item, _TIME)
    when = str(item[time]) if time is not None and item[time] else ""
    if inline:
        yield column, f"{amount} ({when})" if when else amount
    else:
        yield f"{column} {when}".rstrip(), amount
    used = {time, *(_key(item, keys) for keys in (_AMOUNT, _UNIT, _CURRENCY))}
    yield from ((f"{column}.{key}", other) for key, other in item.items() if key not in used and other not in ({}, []))


def _amount(item: Mapping[str, Any]) -> str | None:
    """Return the amount that a record is, with its currency before it and its scale behind it; None where it is none."""
    key = _key(item, _AMOUNT)
    if key is None or not isinstance(item[key], int | float) or isinstance(item[key], bool):
        return None
    currency, unit = _key(item, _CURRENCY), _key(item, _UNIT)
    before = f"{item[currency]} " if currency and item[currency] else ""
    behind = str(item[unit]) if unit and item[unit] else ""
    return f"{before}{item[key]}{behind if len(behind) < 3 else f' {behind}'}"


def _key(item: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    return next((key for key in keys if key in item), None)


def _said(item: Any) -> str:
    """Return what a column of a record says, on one line; of a list its parts, of records within it what they say of themselves."""
    if isinstance(item, list):
        return ", ".join(said for part in item if (said := _within(part) if isinstance(part, dict) else _said(part)))
    if isinstance(item, dict):
        return _within(item)
    return "" if item is None else f"{item}".lower() if isinstance(item, bool) else f"{item}"


def _within(record: Mapping[str, Any]) -> str:
    """Return a record within a list, its name and its share or amount: Karri Super 14.2%."""
    name = _key(record, _NAME)
    share = _key(record, _SHARE)
    said = _said(record[name]) if name else ""
    behind = _percent(record[share]) if share and _is_figure(record[share]) else _amount(record) or ""
    if said and behind:
        used = {name, *((share,) if share and _is_figure(record[share]) else (_key(record, keys) for keys in (_AMOUNT, _UNIT, _CURRENCY)))}
        rest = ", ".join(f"{_words(key)} {part}" for key, item in record.items() if key not in used and (part := _said(item)))
        return f"{said} {behind} ({rest})" if rest else f"{said} {behind}"
    return " ".join(part for item in record.values() if (part := _said(item)))
