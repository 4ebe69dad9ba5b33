"""What may be done to a table without changing what it says."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segments.grids import Placed, heads
from pipeline.stages import annotate

MEASURES = ("Revenue", "Operating profit", "Net income", "Gross profit", "EBITDA", "Total assets", "Net debt")
YEARS = ("FY2021", "FY2022", "FY2023", "FY2024")
FIGURES = st.integers(min_value=1_000, max_value=999_000)

Grid = list[list[str]]


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
