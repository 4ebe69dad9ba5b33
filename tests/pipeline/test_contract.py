"""The tables in the hands of their readers: Polars, DuckDB, pandas, Arrow, and tools that know Data Packages."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from click.testing import CliRunner
from frictionless import Package

from pipeline.cli import main
from pipeline.contract import columns, datapackage, schema
from pipeline.errors import InputError
from pipeline.manual import queries
from pipeline.records import KEYS, TABLES
from pipeline.store import Tables

REFERENCES = [
    (name, column, about["of"], KEYS[about["of"]][0]) for name in TABLES for column, about in columns(name).items() if about["of"]
]


def test_no_key_and_no_reference_is_dictionary_encoded():
    keys = {(name, column) for name, held in KEYS.items() for column in held} | {(name, column) for name, column, _, _ in REFERENCES}
    assert {key for key in keys if schema(key[0]).field(key[1]).type != pa.string()} == set()
    assert pa.types.is_dictionary(schema("facts").field("status").type)


@pytest.mark.parametrize(("name", "column", "of", "key"), REFERENCES, ids=lambda part: str(part))
def test_every_reference_joins_in_every_tool(name: str, column: str, of: str, key: str, own: Tables):
    wanted = sum(1 for row in own.records(name) if getattr(row, column) is not None)
    left, right = (str(own.folder / f"{table}.parquet") for table in (name, of))
    assert duckdb.sql(f"SELECT count(*) FROM '{left}' l JOIN '{right}' r ON l.{column} = r.{key}").fetchall() == [(wanted,)]
    frames = [
        pl.read_parquet(path, columns=[part]).rename({part: f"{side}_key"}) for path, part, side in ((left, column, "l"), (right, key, "r"))
    ]
    assert frames[0].join(frames[1], left_on="l_key", right_on="r_key").height == wanted
    pandas = own.frame(name)[[column]].dropna().merge(own.frame(of)[[key]].rename(columns={key: "other"}), left_on=column, right_on="other")
    assert len(pandas) == wanted
    arrow = (
        own.arrow(name)
        .select([column])
        .rename_columns(["k"])
        .join(own.arrow(of).select([key]).rename_columns(["k"]), "k", join_type="inner")
    )
    assert arrow.num_rows == wanted


def test_the_data_package_is_valid_and_lies_beside_the_tables(own: Tables):
    described = json.loads((own.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert described == datapackage()
    report = Package.validate_descriptor(described)
    assert report.valid, report.flatten(["message"])
    package = Package.from_descriptor(described)
    assert [resource.name for resource in package.resources] == list(TABLES)
    assert package.get_resource("facts").schema.primary_key == ["fact_id"]
    assert {"fields": ["claim_id"], "reference": {"resource": "claims", "fields": ["claim_id"]}} in package.get_resource(
        "fact_claims"
    ).schema.foreign_keys


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.asks)
def test_every_question_of_the_dictionary_has_the_same_answer_in_sql_and_in_pandas(query, own: Tables):
    rows = duckdb.sql(query.sql.replace("'output/", f"'{own.folder}/")).fetchall()
    frame = eval(query.pandas, {"tables": own})
    assert len(rows) == len(frame) > 0


def test_the_facts_of_a_name_are_found_by_any_spelling_and_in_order_of_time(own: Tables):
    ids = set(own.named("ＴＥＳＳＥＲＡ  ai"))
    assert ids == set(own.named("Tessera AI"))
    frame = own.facts_of("tessera ai")
    assert len(frame) == sum(1 for row in own.records("facts") if ids & {row.subject_id, row.object_id})
    assert all(ids & {row.subject_id, row.object_id} for row in frame.itertuples())
    rounds = frame[(frame["predicate"] == "valuation")]["period_start"].dropna().tolist()
    assert rounds == sorted(rounds)
    with pytest.raises(InputError, match="nobody is called 'Tesser'; there are "):
        own.facts_of("Tesser")


def test_a_notebook_shows_counts_and_conflicts_first_and_escapes_what_documents_say(own: Tables):
    page = own._repr_html_()
    assert page.startswith(f"<p><b>Awase</b>: {len(own.documents)} documents, ")
    assert "facts with claims that disagree:</p><table><tr><th>subject</th>" in page
    assert page.count("<tr>") == 1 + min(
        10, int((own.facts["conflicts"] > 0).sum() + ((own.facts["status"] == "conflicting") & (own.facts["conflicts"] == 0)).sum())
    )


def test_the_command_prints_series_with_their_witnesses(own: Tables):
    result = CliRunner().invoke(main, ["facts", "tessera ai", "-o", str(own.folder)])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    at = lines.index("Tessera AI · valuation")
    assert "7.2 billion USD" in "".join(lines[at : at + 8])
    assert any(line.endswith(tuple(row.fact_id for row in own.records("facts"))) for line in lines[at + 1 : at + 3])
    told = [
        json.loads(line) for line in CliRunner().invoke(main, ["facts", "tessera ai", "-o", str(own.folder), "--json"]).stdout.splitlines()
    ]
    assert len(told) == len(own.facts_of("Tessera AI"))
    assert all(row["sources"] for row in told)
    missing = CliRunner().invoke(main, ["facts", "Nobody Ltd.", "-o", str(own.folder)])
    assert (missing.exit_code, missing.stderr) == (1, "awase: nobody is called 'Nobody Ltd.': look in the table entities\n")


def test_the_number_of_contradictions_is_that_of_the_claims_against(own: Tables):
    against = own.fact_claims[own.fact_claims["role"] == "conflicts"].groupby("fact_id").size()
    facts = own.facts.set_index("fact_id")["conflicts"]
    assert {name: int(count) for name, count in facts.items() if count} == {name: int(count) for name, count in against.items()}
    assert Path(own.folder / "facts.parquet").is_file()
