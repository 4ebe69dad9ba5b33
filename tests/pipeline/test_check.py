"""Tables that are right, and each way to be wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.check import assertions, check
from pipeline.cli import main
from pipeline.contract import to_table
from pipeline.errors import ConfigError
from pipeline.records import TABLES
from pipeline.store import Tables, open_tables, publish

Rows = dict[str, list[Any]]


def spoilt(own: Tables, output: Path, spoil: Callable[[Rows], None]) -> Tables:
    """Publish tables with a fault, under a manifest that knows of none."""
    rows = {name: own.records(name) for name in TABLES}
    spoil(rows)
    publish(output, {name: to_table(name, rows[name]) for name in TABLES}, {})
    return open_tables(output)


def first(name: str, **values: Any) -> Callable[[Rows], None]:
    def spoil(rows: Rows) -> None:
        rows[name][0] = replace(rows[name][0], **values)

    return spoil


def twice(rows: Rows) -> None:
    rows["claims"].append(rows["claims"][0])


def gone(rows: Rows) -> None:
    rows["entities"].clear()


def torn(rows: Rows) -> None:
    del rows["segments"][1]


FAULTS: dict[str, tuple[Callable[[Rows], None], str, str]] = {
    "a key twice": (twice, "claims", "stands 2 times"),
    "a reference to nothing": (gone, "claims", "entities has no such row"),
    "a passage left out": (torn, "segments", "begins at"),
    "an offset": (first("mentions", start=0, end=3), "mentions", "other words stand at [0, 3)"),
    "a word of no vocabulary": (first("facts", status="sure"), "facts", "status is 'sure' in 1 rows"),
    "a probability": (first("claims", confidence=1.5), "claims", "confidence is 1.5"),
    "a count": (first("facts", conflicts=7), "facts", "tells another number of conflicts"),
}


def test_the_tables_of_a_run_are_right(own: Tables):
    assert list(check(own, assertions())) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, own: Tables, tmp_path: Path):
    spoil, table, words = FAULTS[name]
    found = list(check(spoilt(own, tmp_path, spoil), ()))
    assert [finding for finding in found if finding.fatal and finding.table == table and words in finding.words]


def test_bytes_that_the_manifest_does_not_know_and_columns_that_are_not_the_contract_s_are_found(own: Tables, tmp_path: Path):
    shutil.copytree(own.folder, tmp_path / "out")
    shutil.copy(tmp_path / "out" / "claims.parquet", tmp_path / "out" / "facts.parquet")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "wrong  facts: its bytes are not those that the manifest names" in result.stdout.splitlines()
    assert "wrong  facts: facts does not follow schema version" in result.stdout


def test_a_floor_is_fatal_and_a_ceiling_warns(own: Tables, tmp_path: Path):
    (tmp_path / "own.toml").write_text(
        '[[assertion]]\nasks = "claims"\ntable = "claims"\nleast = 1000\n\n'
        '[[assertion]]\nasks = "agreed facts, of all"\ntable = "facts"\nwhere = { status = "agreed" }\nper = "facts"\nmost = 0.01\n'
    )
    result = CliRunner().invoke(main, ["check", str(own.folder), "--assertions", str(tmp_path / "own.toml")])
    assert result.exit_code == 1
    first_line, second, last = result.stdout.splitlines()
    assert first_line == f"wrong  claims: claims: {len(own.claims)}, and at least 1000 are wanted"
    assert second.startswith("look  facts: agreed facts, of all: 0.1")
    assert last == "1 wrong, 1 worth a look"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "write one [[assertion]]"),
        ('[[assertion]]\nasks = "x"\ntable = "facts"\n', "one of them is there"),
        ('[[assertion]]\nasks = "x"\ntable = "fact"\nleast = 1\n', "name tables"),
        ('[[assertion]]\nasks = "x"\ntable = "facts"\nwhere = { colour = "red" }\nleast = 1\n', "facts has no column colour"),
        ('[[assertion]]\nasks = "x"\ntable = "facts"\nfewest = 1\n', "it has asks and table"),
    ],
)
def test_a_wrong_file_of_assertions_is_one_line(text: str, said: str, tmp_path: Path):
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(ConfigError, match=r"own\.toml: ") as caught:
        assertions(tmp_path / "own.toml")
    assert said in str(caught.value)
