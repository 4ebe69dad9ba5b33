"""What may be done to a table without changing what it says."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.runs import run
from pipeline.segments.grids import Placed, heads
from pipeline.stages import annotate
from pipeline.store import open_tables
from tests.support.table_formats import FORMATS, Grid

MEASURES = ("Revenue", "Operating profit", "Net income", "Gross profit", "EBITDA", "Total assets", "Net debt")
YEARS = ("FY2021", "FY2022", "FY2023", "FY2024")
FIGURES = st.integers(min_value=1_000, max_value=999_000)


@st.composite
def tables(draw: st.DrawFn) -> Grid:
    """Measures beside, years above, a figure in each cell: no figure stands twice."""
    measures = draw(st.lists(st.sampled_from(MEASURES), min_size=2, max_size=4, unique=True))
    years = sorted(draw(st.lists(st.sampled_from(YEARS), min_size=2, max_size=3, unique=True)))
    figures = draw(st.lists(FIGURES, min_size=len(measures) * len(years), max_size=len(measures) * len(years), unique=True))
    found = iter(figures)
    return [["Item", *years], *([measure, *(f"{next(found):,}" for _ in years)] for measure in measures)]


def page(table: Grid, *, scale: str = "thousand") -> str:
    """A report of one company with this table."""
    rule = "|" + "---|" * len(table[0])
    lines = ["| " + " | ".join(row) + " |" for row in table]
    body = "\n".join([lines[0], rule, *lines[1:]])
    return f"# Larkfield Plumbing plc: the years in figures\n\nAmounts in USD {scale}\n\n{body}\n"


def stated(text: str) -> Counter[tuple[str, str | None, Decimal | None, str | None]]:
    """The claims of a text: what, of whom, how much."""
    _, _, entities, claims = annotate(text, tag="en")
    names = {row.entity_id: row.name for row in entities}
    return Counter((row.predicate, names.get(row.subject_id), row.value, row.unit) for row in claims)


def of_figures(table: Grid) -> dict[str, frozenset[str]]:
    """The words that head each figure."""
    cells = [Placed(said, row, column) for row, line in enumerate(table) for column, said in enumerate(line)]
    found = heads(cells)
    return {
        cells[index].text: frozenset(cells[other].text for other in (*above.rows, *above.columns))
        for index, above in found.items()
        if cells[index].text[0].isdigit()
    }


@settings(max_examples=12, deadline=None)
@given(tables())
def test_a_table_that_is_turned_says_the_same(table: Grid) -> None:
    turned = [list(line) for line in zip(*table, strict=True)]
    assert of_figures(turned) == of_figures(table)
    assert stated(page(turned)) == stated(page(table))


@settings(max_examples=12, deadline=None)
@given(tables(), st.data())
def test_an_empty_column_changes_nothing(table: Grid, data: st.DataObject) -> None:
    at = data.draw(st.integers(min_value=0, max_value=len(table[0])))
    wider = [[*row[:at], "", *row[at:]] for row in table]
    assert of_figures(wider) == of_figures(table)
    assert stated(page(wider)) == stated(page(table))


@settings(max_examples=12, deadline=None)
@given(tables())
def test_thousands_may_be_written_as_millions(table: Grid) -> None:
    smaller = [table[0], *([row[0], *(_thousandth(cell) for cell in row[1:])] for row in table[1:])]
    assert stated(page(smaller, scale="million")) == stated(page(table))


def _thousandth(figure: str) -> str:
    return f"{Decimal(figure.replace(',', '')) / 1000:,.3f}"


PLAIN: Grid = [
    ["Item", "FY2022", "FY2023", "FY2024"],
    ["Operating profit", "14,100", "16,800", "12,200"],
    ["Revenue", "131,004", "140,512", "138,870"],
    ["Gross profit", "30,455", "28,910", "33,020"],
]
TITLE, NOTE = "Larkfield Plumbing plc: the years in figures", "Amounts in USD thousand"
Stated = Counter[tuple[str, Decimal | None, str | None, str | None]]


@pytest.fixture(scope="module")
def read_back() -> Mapping[str, Stated]:
    """What a run states of the same table in each format and each guise: what, how much, of when."""
    guises = {
        "plain": (NOTE, PLAIN),
        "turned": (NOTE, [list(line) for line in zip(*PLAIN, strict=True)]),
        "wider": (NOTE, [[*row[:2], "", *row[2:]] for row in PLAIN]),
        "millions": ("Amounts in USD million", [PLAIN[0], *([row[0], *map(_thousandth, row[1:])] for row in PLAIN[1:])]),
    }
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in").mkdir()
        for ending, write in FORMATS.items():
            for guise, (note, table) in guises.items():
                (Path(folder) / "in" / f"{guise}.{ending}").write_bytes(write(TITLE, note, table))
        run(Path(folder) / "in", Path(folder) / "out", workers=1)
        tables = open_tables(Path(folder) / "out")
        names = {row.document_id: row.path for row in tables.records("documents")}
        found: dict[str, Stated] = {name: Counter() for name in names.values()}
        for row in tables.records("claims"):
            found[names[row.document_id]][row.predicate, row.value, row.unit, row.period] += 1
    return found


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("guise", ["plain", "turned", "wider", "millions"])
def test_every_format_of_a_table_states_the_same(ending: str, guise: str, read_back: Mapping[str, Stated]) -> None:
    wanted = Counter(
        ("revenue" if row[0] == "Revenue" else "metric", Decimal(said.replace(",", "")) * 1000, "USD", f"FY{year[2:]}")
        for row in PLAIN[1:]
        for year, said in zip(PLAIN[0][1:], row[1:], strict=True)
    )
    assert read_back[f"{guise}.{ending}"] == wanted
