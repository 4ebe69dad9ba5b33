"""Judges tables: do they follow the contract, does every id lead somewhere, does every place hold its words, is every number in its bounds?

In: a folder of tables. Out: findings, wrong or worth a look. Never: trust in anything that the tables say of themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.contract import columns
from pipeline.errors import ConfigError, PipelineError
from pipeline.records import KEYS, SCHEMA_VERSION, TABLES
from pipeline.rules import toml
from pipeline.store import Tables

#: Rows of one fault that are told one by one; the rest are counted.
_MOST = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a table, or worth a look.

    Attributes:
        fatal: Whether it is wrong.
        table: The table.
        words: What was found.
    """

    fatal: bool
    table: str
    words: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """What must hold of the number of some rows.

    Attributes:
        asks: What is counted, in words.
        table: The table.
        where: Columns and the values that a counted row has in them.
        per: Table by whose rows the number is divided.
        least: The floor: less is wrong.
        most: The ceiling: more is worth a look.
    """

    asks: str
    table: str
    where: Mapping[str, Any] = field(default_factory=dict)
    per: str | None = None
    least: float | None = None
    most: float | None = None


def assertions(file: Path | str = "assertions.toml") -> tuple[Assertion, ...]:
    """Read assertions.

    Args:
        file: The user's file; None takes the shipped one.

    Raises:
        ConfigError: The file is wrong.
    """
    content = toml(file)
    name = f"rules/{file}" if isinstance(file, str) else file.name
    if content.keys() != {"assertion"} or not isinstance(content["assertion"], list):
        raise ConfigError(f"{name}: write one [[assertion]] a number, and nothing else")
    made = []
    for row in content["assertion"]:
        place = f"{name}: [[assertion]] {row.get('asks', '')!r}" if isinstance(row, dict) else f"{name}: [[assertion]]"
        if not isinstance(row, dict) or not {"asks", "table"} <= row.keys() <= {"asks", "table", "where", "per", "least", "most", "note"}:
            raise ConfigError(f"{place}: it has asks and table, and of where, per, least, most and note what it needs")
        where = row.get("where", {})
        if not isinstance(where, dict) or row["table"] not in TABLES or row.get("per", "facts") not in TABLES:
            raise ConfigError(f"{place}: table and per name tables, where is a table of columns")
        if unknown := where.keys() - columns(row["table"]).keys():
            raise ConfigError(f"{place}: {row['table']} has no column {sorted(unknown)[0]}")
        bounds = [row[name] for name in ("least", "most") if name in row]
        if not bounds or not all(isinstance(bound, int | float) and not isinstance(bound, bool) for bound in bounds):
            raise ConfigError(f"{place}: least and most are numbers, and one of them is there")
        made.append(Assertion(**{key: value for key, value in row.items() if key != "note"}))
    return tuple(made)


def check(tables: Tables, asserted: Sequence[Assertion]) -> Iterator[Finding]:
    """Yield what is wrong with tables, or worth a look.

    Args:
        tables: The tables.
        asserted: What must hold beside the contract.
    """
    rows: dict[str, list[Any]] = {}
    yield from _manifest(tables)
    for name in TABLES:
        try:
            rows[name] = tables.records(name)
        except PipelineError as error:
            yield Finding(True, name, str(error))
    if len(rows) < len(TABLES):
        return
    for part in (_keys, _bounds, _places, _facts):
        yield from part(rows)
    for one in asserted:
        count = sum(1 for row in rows[one.table] if all(getattr(row, column) == value for column, value in one.where.items()))
        number = count / max(1, len(rows[one.per])) if one.per else float(count)
        if one.least is not None and number < one.least:
            yield Finding(True, one.table, f"{one.asks}: {number:g}, and at least {one.least:g} are wanted")
        elif one.most is not None and number > one.most:
            yield Finding(False, one.table, f"{one.asks}: {number:g}, and more than {one.most:g} are worth a look")


def _manifest(tables: Tables) -> Iterator[Finding]:
    """Compare the files with what the manifest says of them."""
    if tables.manifest.get("schema_version") != SCHEMA_VERSION:
        yield Finding(True, "manifest", f"schema version {tables.manifest.get('schema_version')}, not {SCHEMA_VERSION}")
    for name in tables.damaged():
        yield Finding(True, name, "its bytes are not those that the manifest names")


def _told(table: str, faults: Sequence[str]) -> Iterator[Finding]:
    for fault in faults[:_MOST]:
        yield Finding(True, table, fault)
    if len(faults) > _MOST:
        yield Finding(True, table, f"... and {len(faults) - _MOST} more of this kind")


def _keys(rows: Mapping[str, Sequence[Any]]) -> Iterator[Finding]:
    """Every key is there once, and every reference leads to one."""
    held = {name: Counter(tuple(getattr(row, column) for column in key) for row in rows[name]) for name, key in KEYS.items()}
    for name, counts in held.items():
        yield from _told(name, [f"the key {' '.join(map(str, key))} stands {count} times" for key, count in counts.items() if count > 1])
    for name in TABLES:
        for column, about in columns(name).items():
            if about["of"]:
                lost = {getattr(row, column) for row in rows[name]} - {key[0] for key in held[about["of"]]} - {None}
                yield from _told(name, [f"{column} {key}: {about['of']} has no such row" for key in sorted(lost)])


def _bounds(rows: Mapping[str, Sequence[Any]]) -> Iterator[Finding]:
    """Every value is one of those declared, every probability between 0 and 1, every interval in order."""
    pairs = (("lower", "upper"), ("date_start", "date_end"), ("period_start", "period_end"), ("published", "published_end"))
    for name in TABLES:
        told = columns(name)
        for column, about in told.items():
            if about["values"]:
                odd = Counter(getattr(row, column) for row in rows[name]) - Counter({None: len(rows[name])})
                yield from _told(
                    name, [f"{column} is {value!r} in {count} rows" for value, count in odd.items() if value not in about["values"]]
                )
            if about["share"]:
                wrong = [getattr(row, column) for row in rows[name] if not 0 <= getattr(row, column) <= 1]
                yield from _told(name, [f"{column} is {value}" for value in wrong])
        for low, high in pairs:
            if low in told and high in told:
                ends = [(getattr(row, low), getattr(row, high)) for row in rows[name]]
                yield from _told(
                    name, [f"{low} {one} is after {high} {two}" for one, two in ends if one is not None and two is not None and one > two]
                )


def _places(rows: Mapping[str, Sequence[Any]]) -> Iterator[Finding]:
    """Passages tile their document, and every place holds the words that are told of it."""
    texts = {row.document_id: row.text for row in rows["documents"]}
    ends = dict.fromkeys(texts, 0)
    torn = []
    for row in sorted(rows["segments"], key=lambda row: (row.document_id, row.start)):
        if ends.get(row.document_id) != row.start:
            torn.append(f"{row.segment_id} begins at {row.start}, not at {ends.get(row.document_id)}")
        ends[row.document_id] = row.end
    torn += [
        f"the passages of {name} end at {end}, the text at {len(texts[name])}"
        for name, end in ends.items()
        if name in texts and end != len(texts[name])
    ]
    yield from _told("segments", torn)
    passages = {row.segment_id: (row.start, row.end) for row in rows["segments"]}
    for table, name in (("mentions", "mention_id"), ("claims", "claim_id")):
        wrong = [row for row in rows[table] if texts.get(row.document_id, "")[row.start : row.end] != row.text or not row.text]
        yield from _told(table, [f"{getattr(row, name)}: other words stand at [{row.start}, {row.end})" for row in wrong])
    outside = [row for row in rows["mentions"] if not _within(row, passages.get(row.segment_id, (0, -1)))]
    yield from _told("mentions", [f"{row.mention_id} is not within its passage" for row in outside])
    marks = [
        (row, mark) for row in rows["claims"] for mark in row.marks if not 0 <= mark.start < mark.end <= len(texts.get(row.document_id, ""))
    ]
    yield from _told("claims", [f"{row.claim_id}: its mark {mark.role} lies outside the text" for row, mark in marks])


def _within(row: Any, place: tuple[int, int]) -> bool:
    return bool(place[0] <= row.start < row.end <= place[1])


def _facts(rows: Mapping[str, Sequence[Any]]) -> Iterator[Finding]:
    """Every fact has one chosen claim that says its value, and the counts that it tells."""
    claims = {row.claim_id: row for row in rows["claims"]}
    parts: dict[str, list[Any]] = {row.fact_id: [] for row in rows["facts"]}
    for part in rows["fact_claims"]:
        parts.setdefault(part.fact_id, []).append(part)
    faults: list[str] = []
    rules: tuple[tuple[str, Callable[[Any, list[Any]], bool]], ...] = (
        ("has not one chosen claim", lambda fact, held: sum(part.role == "chosen" for part in held) == 1),
        ("tells another number of conflicts", lambda fact, held: sum(part.role == "conflicts" for part in held) == fact.conflicts),
        ("tells more voices than claims", lambda fact, held: fact.independent_sources <= fact.claims <= len(held)),
        (
            "has a value that its chosen claim does not give",
            lambda fact, held: all(
                (claims[part.claim_id].value, claims[part.claim_id].text_value) == (fact.value, fact.text_value)
                for part in held
                if part.role == "chosen" and part.claim_id in claims
            ),
        ),
    )
    for fact in rows["facts"]:
        faults += [
            f"{fact.fact_id} ({fact.subject}, {fact.predicate}) {said}" for said, holds in rules if not holds(fact, parts[fact.fact_id])
        ]
    yield from _told("facts", faults)
