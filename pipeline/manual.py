"""The data dictionary: all that a reader of the tables has to know, printed from what is declared.

In: the declared columns, keys and predicates, and the queries of `rules/queries.toml`. Out: lines of Markdown. Never: a table read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.contract import columns, dictionary
from pipeline.errors import ConfigError
from pipeline.predicates import predicates
from pipeline.records import KEYS, SCHEMA_VERSION
from pipeline.rules import toml

_FILE = "queries.toml"
_SLOTS = {
    "state": "holds from its period until the next of its kind",
    "flow": "belongs to its period only",
    "event": "happened at its period",
    "once": "happens once, and has no series",
}
_STATUSES = (
    ("conflicting", "two independent voices exclude each other; the value is the one with more weight behind it"),
    ("superseded", "what held until the next value came, or a plan that has been overtaken by what happened"),
    ("agreed", "two or more independent voices give the same figure with the same kind of wording"),
    ("compatible", "two or more independent voices, and some value satisfies all their wordings"),
    ("single_source", "one independent voice, however often it is repeated; two figures of one voice stay here, so ask `conflicts > 0`"),
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the tables.

    Attributes:
        asks: The question.
        sql: It in the SQL of DuckDB, over `output/NAME.parquet`.
        pandas: It as an expression over `tables`, an `awase.Tables`.
    """

    asks: str
    sql: str
    pandas: str


def queries() -> tuple[Query, ...]:
    """Read the questions that readers ask.

    Raises:
        ConfigError: The file is wrong.
    """
    made = []
    content = toml(_FILE)
    if content.keys() != {"query"} or not isinstance(content["query"], list):
        raise ConfigError(f"rules/{_FILE}: write one [[query]] a question, and nothing else")
    for row in content["query"]:
        if not isinstance(row, dict) or row.keys() != {"asks", "sql", "pandas"} or not all(isinstance(text, str) for text in row.values()):
            raise ConfigError(f"rules/{_FILE}: a [[query]] has asks, sql and pandas, and nothing else")
        made.append(Query(row["asks"], row["sql"].strip(), row["pandas"].strip()))
    return tuple(made)


def lines() -> Iterator[str]:
    """Yield the data dictionary line by line."""
    yield "# The tables"
    yield ""
    yield "Printed by `awase tables`; the columns are declared in `pipeline/records.py`."
    yield f"Version {SCHEMA_VERSION} of the schema, which stands in `manifest.json` and in each file; `datapackage.json` says the same to"
    yield "tools that know Data Packages. Ids are plain strings and join in any tool; *string, dictionary* is a small vocabulary."
    yield "With `awase extract --partition-by language` (or `published`) the tables that have this column (documents, segments; documents,"
    yield "claims) are folders in place of one file, as Hive names them: `documents/language=en/part-0.parquet`; rows without one are"
    yield "in `__HIVE_DEFAULT_PARTITION__`. Every command and `awase.load` reads them as the same tables, in the same order; what a"
    yield "program has open stays readable as long as their generation is kept (`--keep`)."
    for name, meaning, described in dictionary():
        yield from ("", f"## {name}", "", meaning, "")
        if name in KEYS:
            yield from (f"Key: {', '.join(f'`{column}`' for column in KEYS[name])}.", "")
        yield from ("| column | type | meaning |", "| --- | --- | --- |")
        told = columns(name)
        for column, kind, what in described:
            of = told[column]["of"]
            link = f"; joins `{of}.{KEYS[of][0]}`" if of else ""
            yield f"| {column} | {kind} | {what}{link} |"
    yield from ("", "## Joins", "", "| from | to | rows of the one that a row of the other has |", "| --- | --- | --- |")
    for name, _, _ in dictionary():
        for column, about in columns(name).items():
            if about["of"]:
                yield f"| {name}.{column} | {about['of']}.{KEYS[about['of']][0]} | any number |"
    yield from ("", "## Predicates", "", "What a claim or fact says of its subject, and how subject and object stand to each other.", "")
    yield from ("| predicate | meaning | subject -> object | value | in time |", "| --- | --- | --- | --- | --- |")
    for name, rule in sorted(predicates().items()):
        pair = {"none": "subject alone", "organisation": "subject -> organisation", "person": "organisation -> person"}[rule.object]
        value = {"number": "value, unit", "object": "object_id", "place": "text_value", "date": "text_value"}[rule.slot.answer]
        yield f"| {name} | {rule.note} | {pair} | {value} | {_SLOTS[rule.slot.kind]} |"
    yield from (
        "",
        "## Statuses",
        "",
        "The first that applies. `conflicts` counts the claims that exclude the value whatever the status is.",
        "",
    )
    yield from ("| status | meaning |", "| --- | --- |", *(f"| {name} | {what} |" for name, what in _STATUSES))
    yield from (
        "",
        "## Questions",
        "",
        'In SQL with DuckDB, from the folder above `output`; in pandas after `tables = awase.load("output")`.',
    )
    for query in queries():
        yield from ("", f"### {query.asks}", "", "```sql", query.sql, "```", "", "```python", query.pandas, "```")
