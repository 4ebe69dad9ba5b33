"""What the tables of a run keep of a table: enough to put it together again, whatever file it came from."""

from __future__ import annotations

import pytest

from pipeline.runs import run
from pipeline.store import Tables, open_tables
from tests.support.table_formats import FORMATS, Grid

TABLE: Grid = [
    ["Item", "FY2022", "FY2023", "FY2024"],
    ["Operating profit", "14,100", "16,800", "12,200"],
    ["Revenue", "131,004", "140,512", "138,870"],
    ["Gross profit", "30,455", "28,910", "33,020"],
]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("rebuilt")
    (folder / "in").mkdir()
    for ending, write in FORMATS.items():
        (folder / "in" / f"a.{ending}").write_bytes(write("Larkfield Plumbing plc", "Amounts in USD thousand", TABLE))
    run(folder / "in", folder / "out", workers=1)
    return open_tables(folder / "out")


@pytest.mark.parametrize("ending", FORMATS)
def test_a_table_is_put_together_again_from_the_heads_of_its_cells(ending: str, tables: Tables) -> None:
    document = next(row for row in tables.records("documents") if row.path == f"a.{ending}")
    placed: dict[tuple[str, str], str] = {}
    for segment in sorted(tables.records("segments"), key=lambda row: row.ordinal):
        for cell in segment.cells if segment.document_id == document.document_id else ():
            heads = {head.kind: document.text[head.start : head.end] for head in cell.heads}
            if "row" in heads and "column" in heads:
                placed[heads["row"], heads["column"]] = document.text[cell.start : cell.end]

    rows, columns = list(dict.fromkeys(row for row, _ in placed)), list(dict.fromkeys(column for _, column in placed))
    assert [["Item", *columns], *([row, *(placed[row, column] for column in columns)] for row in rows)] == TABLE
